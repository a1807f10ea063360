// The drawing of the timeline and the filter of long lists; onrecord.js shows the form, and brings this when one of them is used.
// All words come from the page; the state of the filter stands in the address.
(() => {
  "use strict";

  const fill = (text, given) => text.replace(/\{(\w+)\}/g, (whole, name) => given[name] ?? whole);
  const called = (id) => document.getElementById(id);

  // Each mark of the drawing says its name on focus and under the pointer; a finger's first touch says it, the second follows.
  const drawing = document.querySelector(".overview");
  if (drawing) {
    const name = document.createElement("p");
    name.className = "overview__named";
    name.ariaHidden = "true"; // the mark itself is called so
    drawing.append(name);
    let named = null;
    let touched = false; // a finger, on a mark that has not said its name
    const say = (mark) => {
      named = mark;
      name.hidden = !mark;
      if (!mark) return;
      name.textContent = nameOf(mark);
      const at = mark.querySelector("use, rect").getBoundingClientRect();
      const within = drawing.getBoundingClientRect();
      const most = within.width - name.offsetWidth;
      name.style.left = `${Math.max(0, Math.min(at.left + at.width / 2 - name.offsetWidth / 2 - within.left, most))}px`;
      name.style.top = `${at.top - within.top - name.offsetHeight - 4}px`;
    };
    // Above the list of entries a mark is called as its day and its entry there are.
    const nameOf = (mark) => {
      const ids = mark.getAttribute("aria-labelledby");
      if (!ids) return mark.querySelector("title").textContent;
      const entry = called(ids.split(" ").pop());
      const state = entry.querySelector(".entry__state");
      const title = entry.querySelector("a").textContent + (state ? ` (${state.textContent})` : "");
      return `${entry.closest(".day").querySelector("h3").textContent}: ${title}`;
    };
    const markOf = (event) => event.target.closest("svg a");
    const focused = () => drawing.querySelector("svg a:focus");
    const byFinger = (event) => event.pointerType === "touch";
    drawing.addEventListener("focusin", (event) => say(markOf(event)));
    drawing.addEventListener("focusout", () => say(null));
    drawing.addEventListener("pointerover", (event) => {
      if (!byFinger(event) && event.target !== name) say(markOf(event) || focused());
    });
    drawing.addEventListener("pointerleave", (event) => byFinger(event) || say(focused()));
    drawing.addEventListener("pointerdown", (event) => {
      const mark = markOf(event);
      touched = byFinger(event) && mark && mark !== named;
    });
    drawing.addEventListener("click", (event) => {
      if (!touched) return;
      event.preventDefault();
      say(markOf(event));
      touched = false;
    });
    drawing.addEventListener("keydown", (event) => event.key === "Escape" && say(null));
    say(drawing.querySelector("svg a:hover") || focused()); // whose reader did not wait for this
  }

  const form = document.querySelector(".filter");
  if (!form) return;
  const language = document.documentElement.lang;
  const rules = new Intl.PluralRules(language);
  const digits = new Intl.NumberFormat(language, { numberingSystem: "latn" });
  const list = new Intl.ListFormat(language, { type: "unit" });
  const controls = [...form.querySelectorAll("select")];
  const entries = [...document.querySelectorAll("[data-group] [data-entry]")];
  const groups = [...document.querySelectorAll("[data-group]")];
  const marks = [...document.querySelectorAll(".overview__plot a")];
  const drawn = new Set([...marks, ...document.querySelectorAll(".overview [data-of]")]);
  const status = form.querySelector("[role=status]");
  const shownIn = (part) => part.querySelectorAll("[data-entry]:not([hidden])").length;
  let last = null; // the control that changed last: one entry in the history for each turn at it

  // Which entries of the list a value or a part of the drawing stands for: each place is told by its distance from the one before.
  const placesOf = (part) => {
    let place = 0;
    return part.dataset.of.split(" ").map((step) => (place += Number(step)));
  };

  const counted = (words, n, all) => fill(words[rules.select(n)] || words.other, { n: digits.format(n), all: digits.format(all) });

  const apply = () => {
    const wanted = controls.filter((one) => one.value);
    const fitting = wanted.map((one) => new Set(placesOf(one.selectedOptions[0])));
    let shown = 0;
    entries.forEach((entry, place) => {
      const fit = fitting.every((places) => places.has(place));
      shown += fit;
      if (entry.hidden === fit) entry.hidden = !fit;
    });
    for (const group of groups) group.hidden = !shownIn(group);
    for (const one of document.querySelectorAll("[data-counts]")) {
      const number = shownIn(called(one.dataset.counts || one.querySelector("a").hash.slice(1)).closest("[data-group]"));
      (one.querySelector(".count") || one).textContent = number;
      one.hidden = !number;
    }
    for (const one of document.querySelectorAll("[data-whole]")) one.hidden = wanted.length > 0;
    document.querySelector("[data-none]").hidden = shown > 0;
    draw(shown < entries.length);
    const pair = (name, value) => fill(status.dataset.pair, { name, value });
    const chosen = wanted.map((one) => pair(one.labels[0].textContent, one.selectedOptions[0].textContent));
    const told = counted(status.dataset, shown, entries.length);
    status.textContent = chosen.length ? pair(told, list.format(chosen)) : told;
    form.classList.toggle("filter--on", wanted.length > 0);
  };

  // Of the drawing is pale what stands for nothing in the list: it is no link then, and its caption says how much is left.
  // A mark that does not say what it stands for stands for the one entry to which it leads.
  const draw = (some) => {
    let left = marks.length;
    for (const part of drawn) {
      const stands = part.dataset.of ? placesOf(part).map((place) => entries[place]) : [called(part.getAttribute("href").slice(1))];
      const pale = stands.every((entry) => entry.hidden);
      part.classList.toggle("overview__pale", pale);
      if (part.localName !== "a") continue;
      left -= pale;
      part.ariaHidden = pale ? "true" : null;
      if (pale) part.setAttribute("tabindex", "-1");
      else part.removeAttribute("tabindex");
    }
    const caption = document.querySelector(".overview__shown");
    if (!caption) return;
    caption.hidden = !some;
    caption.textContent = some ? counted(caption.dataset, left, marks.length) : "";
  };

  // What the address asks, where nothing was chosen.
  const read = (chosen = []) => {
    const asked = new URLSearchParams(location.search);
    controls.forEach((one, n) => {
      one.value = chosen[n] || asked.get(one.name) || "";
      if (one.selectedIndex < 0) one.value = ""; // a value that is not offered here
    });
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

  // What a link leads to is shown, whatever the filter says. No id in a list needs to be decoded.
  const reveal = () => {
    const target = called(location.hash.slice(1));
    if (!target?.closest("main [hidden]")) return;
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

  // What was chosen before this came counts.
  const chosen = controls.map((one) => one.value);
  read(chosen);
  if (controls.some((one) => one.value)) apply();
  if (chosen.some(Boolean)) write("pushState");
  reveal();
})();
