// The drawing of the timeline and the filter of long lists. The filter is hidden until this runs; without it every entry is on the
// page. All words come from the page; the state of the filter stands in the address.
(() => {
  "use strict";

  const fill = (text, given) => text.replace(/\{(\w+)\}/g, (whole, name) => given[name] ?? whole);

  const targetOf = (hash) => {
    try {
      return hash.length > 1 ? document.getElementById(decodeURIComponent(hash.slice(1))) : null;
    } catch {
      return null; // no address of ours
    }
  };

  // Each mark of the drawing says its name on focus and under the pointer; a finger's first touch says it, the second follows.
  const drawing = document.querySelector(".overview");
  if (drawing) {
    const name = document.createElement("p");
    name.className = "overview__named";
    name.setAttribute("aria-hidden", "true"); // the mark itself is called so
    name.hidden = true;
    drawing.append(name);
    let named = null;
    let touched = false; // a finger, on a mark that has not said its name
    const say = (mark) => {
      named = mark;
      name.hidden = !mark;
      if (!mark) return;
      name.textContent = nameOf(mark);
      const at = mark.querySelector("rect").getBoundingClientRect();
      const within = drawing.getBoundingClientRect();
      const most = within.width - name.offsetWidth;
      name.style.left = `${Math.max(0, Math.min(at.left + at.width / 2 - name.offsetWidth / 2 - within.left, most))}px`;
      name.style.top = `${at.top - within.top - name.offsetHeight - 4}px`;
    };
    // Above the list of entries a mark is called as its day and its entry there are.
    const nameOf = (mark) => {
      const parts = (mark.getAttribute("aria-labelledby") || "").split(" ").filter(Boolean);
      if (!parts.length) return mark.querySelector("title").textContent;
      return parts.map((id) => document.getElementById(id).textContent.replace(/\s+/g, " ").trim()).join(": ");
    };
    const markOf = (event) => event.target.closest?.(".overview__plot a");
    drawing.addEventListener("focusin", (event) => say(markOf(event)));
    drawing.addEventListener("focusout", () => say(null));
    drawing.addEventListener("pointerover", (event) => {
      if (event.pointerType !== "touch" && event.target !== name) say(markOf(event) || document.activeElement?.closest?.(".overview__plot a"));
    });
    drawing.addEventListener("pointerleave", (event) => event.pointerType !== "touch" && say(document.activeElement?.closest?.(".overview__plot a")));
    drawing.addEventListener("pointerdown", (event) => {
      const mark = markOf(event);
      touched = event.pointerType === "touch" && mark && mark !== named;
    });
    drawing.addEventListener("click", (event) => {
      if (!touched) return;
      event.preventDefault();
      say(markOf(event));
      touched = false;
    });
    drawing.addEventListener("keydown", (event) => event.key === "Escape" && say(null));
  }

  const form = document.querySelector(".filter");
  if (!form) return;
  const language = document.documentElement.lang;
  const rules = new Intl.PluralRules(language);
  const digits = new Intl.NumberFormat(language, { numberingSystem: "latn" });
  const list = new Intl.ListFormat(language, { type: "unit" });
  const controls = [...form.querySelectorAll("select")];
  const entries = [...document.querySelectorAll("[data-group] [data-kind]")];
  const drawn = [...document.querySelectorAll(".overview [data-of]")];
  const groups = [...document.querySelectorAll("[data-group]")];
  const status = form.querySelector("[role=status]");
  const shownIn = (part) => part.querySelectorAll("[data-kind]:not([hidden])").length;
  let last = null; // the control that changed last: one entry in the history for each turn at it

  const apply = () => {
    const wanted = controls.filter((one) => one.value);
    const fits = (entry) => wanted.every((one) => (entry.dataset[one.name] || "").split(" ").includes(one.value));
    let shown = 0;
    for (const entry of entries) {
      const fit = fits(entry);
      shown += fit;
      if (entry.hidden === fit) entry.hidden = !fit;
    }
    for (const group of groups) group.hidden = !shownIn(group);
    for (const one of document.querySelectorAll("[data-counts]")) {
      const number = shownIn(document.getElementById(one.dataset.counts).closest("[data-group]"));
      (one.querySelector(".count") || one).textContent = number;
      one.hidden = !number;
    }
    for (const one of document.querySelectorAll("[data-whole]")) one.hidden = wanted.length > 0;
    document.querySelector("[data-none]").hidden = shown > 0;
    draw(shown < entries.length);
    const given = { n: digits.format(shown), all: digits.format(entries.length) };
    const chosen = wanted.map((one) => {
      const [option] = one.selectedOptions;
      return fill(status.dataset.pair, { name: one.labels[0].textContent, value: option.textContent });
    });
    const told = fill(status.dataset[rules.select(shown)] || status.dataset.other, given);
    status.textContent = chosen.length ? fill(status.dataset.pair, { name: told, value: list.format(chosen) }) : told;
    form.classList.toggle("filter--on", wanted.length > 0);
  };

  // Of the drawing is pale what stands for nothing in the list: it is no link then, and its caption says how much is left.
  const draw = (some) => {
    const marks = drawn.filter((part) => part.localName === "a");
    let left = 0;
    for (const part of drawn) {
      const pale = part.dataset.of.split(" ").every((place) => entries[place].hidden);
      part.classList.toggle("overview__pale", pale);
      if (part.localName !== "a") continue;
      left += !pale;
      part.ariaHidden = pale ? "true" : null;
      if (pale) part.setAttribute("tabindex", "-1");
      else part.removeAttribute("tabindex");
    }
    const caption = document.querySelector(".overview__shown");
    if (!caption) return;
    caption.hidden = !some;
    const given = { n: digits.format(left), all: digits.format(marks.length) };
    caption.textContent = some ? fill(caption.dataset[rules.select(left)] || caption.dataset.other, given) : "";
  };

  const read = () => {
    const asked = new URLSearchParams(location.search);
    for (const one of controls) {
      one.value = asked.get(one.name) || "";
      if (one.selectedIndex < 0) one.value = ""; // a value that is not offered here
    }
    return controls.some((one) => one.value);
  };

  const write = (how, hash = "") => {
    const asked = new URLSearchParams(location.search); // what is not asked here may go along to another list
    for (const one of controls) {
      if (one.value) asked.set(one.name, one.value);
      else asked.delete(one.name);
    }
    history[how](null, "", `${location.pathname}${String(asked) && `?${asked}`}${hash}`);
  };

  const clear = (how, hash) => {
    for (const one of controls) one.value = "";
    last = null;
    apply();
    write(how, hash);
  };

  // What a link leads to is shown, whatever the filter says.
  const reveal = () => {
    const target = targetOf(location.hash);
    if (!target || !target.closest("main [hidden]")) return;
    clear("replaceState", location.hash);
    target.scrollIntoView();
  };

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", (event) => {
    apply();
    write(event.target === last ? "replaceState" : "pushState");
    last = event.target;
  });
  for (const button of document.querySelectorAll("[data-reset]")) {
    button.addEventListener("click", () => {
      clear("pushState");
      form.querySelector("summary").focus({ preventScroll: false }); // the button may be hidden now
    });
  }
  addEventListener("popstate", () => {
    last = null;
    read();
    apply();
  });
  addEventListener("hashchange", reveal);

  form.querySelector("details").open = matchMedia("(min-width: 44rem)").matches;
  if (read()) apply();
  form.hidden = false;
  reveal();
})();
