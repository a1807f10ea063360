// The number of a source opens the words that carry the sentence, in place. Without this it leads to the note, which has the same.
(() => {
  "use strict";

  const opened = document.createElement("div");
  let by = null; // the number that it was opened by
  if ("popover" in opened) {
    opened.className = "cited";
    opened.popover = "auto";
    opened.tabIndex = -1;
    document.body.append(opened);
    opened.addEventListener("toggle", (event) => {
      if (event.newState === "open") return;
      by?.setAttribute("aria-expanded", "false");
      if (by && (opened.contains(document.activeElement) || document.activeElement === document.body)) by.focus({ preventScroll: true });
      by = null;
    });
    const numbers = document.querySelectorAll("a.citation");
    for (const number of numbers) {
      number.setAttribute("aria-expanded", "false");
      number.addEventListener("click", (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
        const target = document.getElementById(number.hash.slice(1));
        const note = target?.closest(".notes ol > li");
        if (!note) return;
        event.preventDefault();
        const again = by === number;
        if (opened.matches(":popover-open")) opened.hidePopover();
        if (!again) show(number, note, target);
      });
    }
  }

  const show = (number, note, target) => {
    const copy = note.cloneNode(true);
    const wanted = (number.dataset.passages || "").split(" ").filter(Boolean);
    if (target !== note) wanted.push(target.id.split("-").pop());
    copy.querySelectorAll(".noted > li").forEach((one, place) => {
      if (!wanted.includes(String(place + 1))) one.remove();
    });
    copy.querySelectorAll("[id]").forEach((one) => one.removeAttribute("id"));
    const text = document.createElement("div");
    text.className = "cited__text";
    text.append(...copy.childNodes);
    opened.replaceChildren(text);
    opened.setAttribute("aria-label", number.getAttribute("aria-label"));
    opened.setAttribute("role", "group");
    by = number;
    number.setAttribute("aria-expanded", "true");
    opened.showPopover();
    const at = number.getBoundingClientRect();
    const wide = document.documentElement.clientWidth;
    const left = Math.max(16, Math.min(at.left - 24, wide - opened.offsetWidth - 16));
    const above = at.bottom + opened.offsetHeight + 8 > innerHeight && at.top > opened.offsetHeight + 8;
    opened.style.left = `${left + scrollX}px`;
    opened.style.top = `${scrollY + (above ? at.top - opened.offsetHeight - 6 : at.bottom + 6)}px`;
    opened.focus({ preventScroll: true });
  };
})();
