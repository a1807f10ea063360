// The search field on top of pages, the switch of languages, folds, and what a filter or the drawing needs. The field and the filter
// are hidden until this runs; without it every word is on the page.
(() => {
  "use strict";

  const field = document.querySelector(".find");
  if (field) {
    field.hidden = false;
    field.addEventListener("submit", (event) => {
      // The policy of the pages lets no form send anything, so the address takes the query along.
      event.preventDefault();
      const query = field.elements.q.value.trim();
      location.href = field.action + (query ? `?q=${encodeURIComponent(query)}` : "");
    });
  }

  // What was asked goes along into the other language, and from a list to where its entries stand in full; into the other
  // language the place where one reads goes along too.
  for (const kind of ["click", "auxclick"]) {
    document.addEventListener(kind, (event) => {
      const link = event.target.closest?.("a[hreflang], [data-along] a");
      if (!link) return;
      link.search = location.search;
      if (link.hreflang) link.hash = location.hash;
    });
  }

  // What an address or a link leads to is in no closed fold. Browsers see to that by themselves for words that are looked for,
  // and most for addresses too; paper has every fold open.
  const targetOf = (hash) => {
    try {
      return document.getElementById(decodeURIComponent(hash.slice(1)));
    } catch {
      // no address of ours
    }
  };
  const unfold = (target) => {
    let shut = false;
    for (let fold = target?.closest("details"); fold; fold = fold.parentElement.closest("details")) {
      shut ||= !fold.open;
      fold.open = true;
    }
    return shut;
  };
  const arrive = () => {
    const target = targetOf(location.hash);
    if (unfold(target)) target.scrollIntoView();
  };
  addEventListener("hashchange", arrive);
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href^='#']");
    if (link) unfold(targetOf(link.hash));
  });
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("details:not([open])")];
    for (const fold of folded) fold.open = true;
  });
  addEventListener("afterprint", () => {
    for (const fold of folded) fold.open = false;
  });
  arrive();

  // The script of the filter and of the drawing comes when one of them is first used, or when the address asks for something.
  const filter = document.querySelector(".filter");
  let script = null;
  const bring = (part) => {
    if (script) return;
    script = document.createElement("script");
    script.src = part.dataset.script;
    script.addEventListener("error", () => {
      // No filter rather than one that does nothing.
      if (filter) filter.hidden = true;
    });
    document.head.append(script);
  };
  for (const part of document.querySelectorAll("[data-script]")) {
    for (const kind of ["focusin", "pointerover", "change"]) part.addEventListener(kind, () => bring(part));
    // A finger's first touch of the drawing is to say a name, so the script is there before it; narrower windows have no drawing.
    if (part !== filter && matchMedia("(any-pointer: coarse) and (min-width: 76rem)").matches) bring(part);
  }
  if (filter) {
    const heed = () => {
      for (const name of new URLSearchParams(location.search).keys()) if (filter.elements[name]) bring(filter);
    };
    addEventListener("popstate", heed);
    heed();
    filter.hidden = false;
    filter.querySelector("details").open = matchMedia("(min-width: 44rem)").matches;
  }
})();
