// The search field on top of pages, the switch of languages, and folds. The field is hidden until this runs; without it every word is
// on the page.
(() => {
  "use strict";

  const field = document.querySelector(".find");
  if (field) {
    field.hidden = false;
    field.addEventListener("submit", (event) => {
      event.preventDefault(); // the policy of the pages lets no form send anything, so the address takes the query along
      const query = field.elements.q.value.trim();
      location.href = field.getAttribute("action") + (query ? `?q=${encodeURIComponent(query)}` : "");
    });
  }

  // What was asked goes along into the other language, and from a list to where its entries stand in full; into the other
  // language the place where one reads goes along too.
  for (const kind of ["click", "auxclick"]) {
    document.addEventListener(kind, (event) => {
      const link = event.target.closest?.(".tongues a, [data-along] a");
      if (!link) return;
      link.search = location.search;
      if (link.closest(".tongues")) link.hash = location.hash;
    });
  }

  // What an address or a link leads to is in no closed fold. Browsers see to that by themselves for words that are looked for,
  // and most for addresses too; paper has every fold open.
  const targetOf = (hash) => {
    try {
      return hash.length > 1 ? document.getElementById(decodeURIComponent(hash.slice(1))) : null;
    } catch {
      return null; // no address of ours
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
    folded = [...document.querySelectorAll("details.fold:not([open])")];
    for (const fold of folded) fold.open = true;
  });
  addEventListener("afterprint", () => {
    for (const fold of folded) fold.open = false;
  });
  arrive();
})();
