// The search. It reads the index that stands beside the page, folds it and the reader's words in one way, and shows where
// all of them occur. Without this script the page lists everything instead. All words come from the page and the index.
(() => {
  "use strict";

  // Folding: what two spellings may differ in and still be found by each other. Small letters, compatible forms apart
  // (NFKD), without the accents and points of Latin, Greek, Cyrillic, Hebrew and Arabic, nor signs that are not seen.
  const MARKS =
    /[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u00ad\u02b9\u02ba\u02be\u02bf\u200b-\u200f\u2060\ufeff]/g;
  const LETTERS = {
    æ: "ae", œ: "oe", ß: "ss", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ħ: "h", ı: "i", ς: "σ", ґ: "г",
    "\u02bb": " ", "\u02bc": " ", // apostrophes that count as letters
    "\u0671": "\u0627", "\u0621": "", "\u0629": "\u0647", "\u0649": "\u064a", "\u06cc": "\u064a", "\u06a9": "\u0643",
  }; // prettier-ignore
  const known = new Map();
  const letter = (char) => {
    const code = char.codePointAt(0);
    if (/\p{Nd}/u.test(char)) {
      // Digits stand in tens, which begin at a code that ends in 0 or 6.
      const low = code & 15;
      return String(/\p{Nd}/u.test(String.fromCodePoint(code - low)) ? low : low - 6);
    }
    return LETTERS[char] ?? char;
  };
  const one = (char) => {
    let plain = known.get(char);
    if (plain === undefined) {
      plain = char.normalize("NFKD").toLowerCase().replace(MARKS, "").replace(/[^\0-\x7f]/gu, letter);
      known.set(char, plain);
    }
    return plain;
  };
  const GAP = /[^\p{L}\p{M}\p{N}]+/gu;
  // Latin letters within Cyrillic words, as they are written for the sake of an accent, are those that look like them.
  const amid = (plain) =>
    plain.replace(/[aceiopxy]+(?=\p{sc=Cyrl})|(?<=\p{sc=Cyrl})[aceiopxy]+/gu, (part) =>
      part.replace(/./g, (char) => "асеіорху"["aceiopxy".indexOf(char)]),
    );
  const fold = (text) => amid(` ${text.toLowerCase().replace(/[^\0-\x7f]/gu, one)} `.replace(GAP, " "));
  // The same, with the place in the text from which each folded character came.
  const folded = (text) => {
    let plain = " ";
    const places = [0];
    let place = 0;
    for (const char of `${text} `) {
      for (const part of one(char.toLowerCase()).replace(GAP, " ")) {
        if (part !== " " || !plain.endsWith(" ")) {
          plain += part;
          for (let n = 0; n < part.length; n += 1) places.push(place);
        }
      }
      place += char.length;
    }
    return { plain: amid(plain), places };
  };
  // A word is found by its beginning; where words have no spaces between them, or others written onto them, anywhere.
  const UNSPACED = /[\p{sc=Hani}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]/u;
  const JOINED = /[\p{sc=Arab}\p{sc=Hebr}]/u;
  const needle = (term) => (UNSPACED.test(term) || JOINED.test(term) ? term : ` ${term}`);
  const termsOf = (query) => [...new Set(fold(query).split(" "))].filter(Boolean);
  // end of folding

  const form = document.querySelector(".search");
  if (!form) return;
  const query = form.elements.q;
  const kinds = form.querySelector("fieldset");
  const status = form.querySelector("[role=status]");
  const results = document.querySelector(".results");
  const list = results.querySelector("ol");
  const more = results.querySelector("button");
  const pattern = document.querySelector("template.found").content.firstElementChild;
  const language = document.documentElement.lang;
  const rules = new Intl.PluralRules(language);
  const digits = new Intl.NumberFormat(language, { numberingSystem: "latn" });
  const AT_ONCE = 50;
  const [OURS, EXACT, BESIDE] = [1, 2, 3]; // sorts of words; 0 are those of a carrier
  const AROUND = 90; // characters of a snippet before and behind the first word found
  let entries = null; // the rows of the index, each with its folded texts
  let broken = false; // whether the index could not be read: then the list of everything stays
  let languages = [];
  let hits = [];
  let terms = [];
  let shown = 0;
  let settled = true; // whether the next change makes a new entry in the history

  // A text in the language of the page is itself; another is a pair of it and the place of its language.
  const read = (one) => (Array.isArray(one) ? { text: one[0], lang: languages[one[1]] } : { text: one });
  const plain = (one) => fold(one.text);
  const prepare = ([types, tongues, ...tables]) => {
    languages = tongues;
    const rows = tables.pop();
    const [facts, names] = tables.map((table) => table.map(read));
    const plainFacts = facts.map(plain);
    const plainNames = names.map(plain);
    entries = rows.map(([type, id, heading, fact, name, words, texts, speaker = ""]) => {
      const title = read(heading);
      const told = texts.map(read);
      const [kind, place, label] = types[type];
      const named = name.map((at) => plainNames[at]).join("");
      return {
        kind,
        url: place.replace("%", id),
        title,
        called: speaker + title.text, // as lists have it; the name of who said it is not of the title
        label,
        facts: fact.map((at) => facts[at]),
        names: name.map((at) => names[at]),
        words,
        told,
        length: plain(title).split(" ").length - 2,
        in: {
          title: plain(title) + (kind === "actor" ? named : ""), // whose other spellings are names as good
          names: fact.map((at) => plainFacts[at]).join("") + named,
          words: words.map((part) => fold(part[0])).join(""),
          told: told.map(plain).join(""),
        },
      };
    });
  };

  const WEIGHTS = { title: 12, names: 5, words: 4, told: 1 };
  const score = (entry) => {
    let sum = 0;
    let titled = 0;
    for (const term of terms) {
      const where = Object.keys(WEIGHTS).find((name) => entry.in[name].includes(needle(term)));
      if (!where) return 0;
      sum += WEIGHTS[where] * (entry.in[where].includes(`${needle(term)} `) ? 1.5 : 1); // the whole word
      titled += where === "title";
    }
    return sum / terms.length + (12 * titled) / entry.length; // how much of the title it is
  };

  const spans = (text) => {
    const { plain, places } = folded(text);
    const found = [];
    for (const term of terms) {
      const wanted = needle(term);
      const begins = wanted.length - term.length;
      for (let at = plain.indexOf(wanted); at >= 0; at = plain.indexOf(wanted, at + 1)) {
        let start = at + begins;
        let end = start + term.length;
        if (!UNSPACED.test(term)) {
          while (plain[start - 1] !== " ") start -= 1;
          while (plain[end] !== " ") end += 1;
        }
        found.push([places[start], places[end], term]);
      }
    }
    found.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
    return found.filter((span, n) => !found.slice(0, n).some((before) => span[0] < before[1]));
  };

  const speak = (node, lang) => {
    if (lang && lang !== language) node.lang = lang;
  };

  const write = (parent, text, found, from = 0, to = text.length) => {
    let at = from;
    for (const [start, end] of found) {
      if (start < from || end > to) continue;
      const mark = document.createElement("mark");
      mark.append(text.slice(start, end).trimEnd());
      parent.append(text.slice(at, start), mark);
      at = start + mark.textContent.length;
    }
    parent.append(text.slice(at, to));
  };

  // Of all texts of an entry the one in which most of the words occur, else the first: where it is long, the part of it.
  const snippet = (entry, item) => {
    const place = item.querySelector(".found__snippet");
    const texts = [
      ...entry.words.map(([text, tongue, sort = 2]) => ({ text, lang: languages[tongue], sort })),
      ...entry.told.flatMap(({ text, lang }) => text.split("\n").map((line) => ({ text: line, lang }))),
      ...entry.names.map((one) => ({ ...one })),
    ].filter((one) => one.text);
    let best = null;
    for (const one of texts) {
      one.found = spans(one.text);
      one.count = new Set(one.found.map((span) => span[2])).size;
      if (!best || one.count > best.count) best = one;
    }
    if (best?.sort !== OURS) item.querySelector(".found__ours")?.remove();
    if (best?.sort !== BESIDE) item.querySelector(".found__beside")?.remove();
    if (!best) {
      place.remove();
      return;
    }
    const { text, found, lang, sort } = best;
    const middle = found.length ? found[0][0] : 0;
    let from = Math.max(0, middle - AROUND);
    let to = Math.min(text.length, middle + 2 * AROUND);
    if (from > 0) from = text.indexOf(" ", from) + 1 || from;
    if (from > middle) from = middle;
    if (to < text.length) to = Math.max(text.lastIndexOf(" ", to), found.length ? found[0][1] : from + AROUND);
    const words = sort === EXACT || sort === BESIDE ? document.createElement("q") : place;
    place.classList.toggle("ours", sort === OURS);
    speak(place, lang);
    if (from > 0) place.append("… ");
    if (words !== place) place.append(words);
    write(words, text, found, from, to);
    if (to < text.length) place.append(" …");
  };

  const add = () => {
    const next = hits.slice(shown, shown + AT_ONCE);
    for (const { entry } of next) {
      const item = pattern.cloneNode(true);
      const link = item.querySelector("a");
      link.href = entry.url;
      speak(link, entry.title.lang);
      write(link, entry.called, spans(entry.called));
      for (const { text, lang } of [{ text: entry.label }, ...entry.facts]) {
        const part = document.createElement("span");
        speak(part, lang);
        if (part.lang) part.dir = "auto";
        part.append(text);
        item.querySelector(".found__facts").append(part, " ");
      }
      snippet(entry, item);
      list.append(item);
    }
    shown += next.length;
    more.hidden = shown >= hits.length;
  };

  const show = () => {
    if (broken) return;
    terms = termsOf(query.value);
    const asked = terms.length > 0;
    form.classList.toggle("search--on", asked); // the list of everything gives way
    results.hidden = !asked;
    if (asked && !entries) return; // the index is on its way
    const all = asked ? entries.map((entry) => ({ entry, score: score(entry) })).filter((hit) => hit.score) : [];
    all.sort((a, b) => b.score - a.score); // equal ones stay in the order of the index: by date
    const chosen = form.elements.kind.value;
    hits = all.filter(({ entry }) => !chosen || entry.kind === chosen);
    for (const label of kinds.querySelectorAll("label")) {
      const kind = label.querySelector("input").value;
      const number = all.filter(({ entry }) => !kind || entry.kind === kind).length;
      label.querySelector(".count").textContent = asked ? digits.format(number) : "";
      label.hidden = kind !== "" && kind !== chosen && !number;
    }
    form.classList.toggle("search--on", hits.length > 0);
    results.hidden = !hits.length;
    kinds.hidden = !all.length;
    const text = hits.length ? status.dataset[rules.select(hits.length)] || status.dataset.other : status.dataset.none;
    status.textContent = asked ? text.replace("{n}", digits.format(hits.length)) : "";
    list.replaceChildren();
    shown = 0;
    add();
  };

  const keep = () => {
    const asked = new URLSearchParams();
    if (query.value.trim()) asked.set("q", query.value.trim());
    if (form.elements.kind.value) asked.set("kind", form.elements.kind.value);
    const url = location.pathname + (String(asked) && `?${asked}`);
    if (url !== location.pathname + location.search) history[settled ? "pushState" : "replaceState"](null, "", url);
    settled = false;
  };

  const restore = () => {
    const asked = new URLSearchParams(location.search);
    query.value = asked.get("q") || "";
    const kind = [...form.elements.kind].find((one) => one.value === asked.get("kind"));
    (kind || form.elements.kind[0]).checked = true;
    settled = true;
    show();
  };

  let waiting = 0;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      show();
      keep();
    }, 150);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    show();
    keep();
    settled = true;
  });
  more.addEventListener("click", () => {
    const first = shown;
    add();
    list.children[first].querySelector("a").focus();
  });
  addEventListener("popstate", restore);

  const script = document.createElement("script");
  script.src = form.dataset.index;
  const fail = () => {
    broken = true;
    form.classList.remove("search--on");
    results.hidden = true;
    status.textContent = status.dataset.broken;
  };
  script.addEventListener("load", () => {
    if (!window.ONRECORD_SEARCH) {
      fail(); // it came, but not whole
      return;
    }
    prepare(window.ONRECORD_SEARCH);
    show();
  });
  script.addEventListener("error", fail);
  document.head.append(script);
  restore();
  form.hidden = false;
})();
