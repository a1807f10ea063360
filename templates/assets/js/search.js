// The search. It reads names and titles, folds them and the reader's words in one way, and shows where all of them occur; then
// it reads the texts and adds what only these have. A word that nothing has is taken for one that looks like it, or for its
// beginning, and the page says so. Without this script it lists everything instead. All words come from the page and its files.
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

  // What is written in several ways is found in each: a number with and without signs between its thousands or a word for
  // them, and words that a hyphen or an apostrophe joins. The other way stands behind the folded text.
  const NUMBER =
    /(\p{Nd}{1,3}(?:[.,'’٬\s]\p{Nd}{3})+(?!\p{Nd})|\p{Nd}+)(?:[.,٫](\p{Nd}{1,2})(?!\p{Nd}))?(?:([\s-]?)(\p{L}{1,12})(?:\s([Mm]ill\p{L}+))?)?/gu;
  const JOINT = /[^\s][-‑'’.](?=[^\s.])/g;
  const COMPOUND = /[\p{L}\p{M}\p{N}]+(?:[-‑'’.][\p{L}\p{M}\p{N}]+)+/gu;
  const POWERS = [
    [3, /^(k|thousand|mille|mil|тыс.*|الف|الاف)$/],
    [6, /^(m|mn|mio|mill(i?on|ions|ones)|млн|миллион.*|مليون)$/],
    [9, /^(bn?|billions?|milliards?|mrd|mds?|млрд|миллиард.*|مليار)$/],
  ];
  const closed = (text) => fold(text).replace(/ /g, "");
  const powers = new Map();
  const power = (word = "", gap = "") => {
    if (word.length === 1 && gap) return 0;
    if (!powers.has(word)) powers.set(word, POWERS.find(([, words]) => words.test(closed(word)))?.[0] || 0);
    return powers.get(word);
  };
  const numbers = function* (text) {
    for (const part of text.matchAll(NUMBER)) {
      const [whole, before, behind = "", gap, word, second] = part;
      const first = power(word, gap);
      const zeros = first && first + power(second);
      const number = closed(before);
      if (!zeros && number.length === before.length) continue;
      const plain = number + (zeros ? closed(behind).padEnd(zeros, "0") : "");
      const { index: from } = part;
      yield { plain: plain.replace(/^0+/, ""), from, to: from + (zeros ? whole : before).length, exact: true };
    }
  };
  const compounds = function* (text) {
    let end = 0;
    for (const { index } of text.matchAll(JOINT)) {
      if (index < end) continue;
      let from = index;
      while (from && text[from - 1].trim()) from -= 1;
      for (end = index; end < text.length && text[end].trim(); ) end += 1;
      for (const part of text.slice(from, end).matchAll(COMPOUND)) {
        const at = from + part.index;
        yield { plain: closed(part[0]), from: at, to: at + part[0].length };
      }
    }
  };
  const SPECIAL = /[-.0-9]|\S'|[^\0-\x7f]/; // most titles have none of it
  const others = (text) => (SPECIAL.test(text) ? [...numbers(text), ...compounds(text)] : []);
  const findable = (text, plain = fold(text)) => {
    let all = plain;
    for (const other of others(text)) all += `${other.plain} `;
    return all;
  };

  // What a reader looks for is a list of terms, each with the forms it may have: pieces that must all occur.
  const termOf = (text, said, ...forms) => ({ text, said, forms, whole: forms.map((form) => `${form[0].trimEnd()} `) });
  const wordOf = (text, said = text) => termOf(text, said, [needle(text)]);
  const termsOf = (query) => {
    const terms = [];
    let rest = query;
    for (const { plain, from, to, exact } of others(query)) {
      const piece = query.slice(from, to);
      if (!rest.slice(from, to).trim()) continue; // a part of a number
      const parts = fold(piece).trim().split(" ");
      const long = parts.filter((part) => part.length > 1);
      const apart = exact || /\p{N}/u.test(plain) ? [needle(parts.join(" "))] : long.map(needle);
      const joined = exact ? ` ${plain} ` : needle(plain);
      terms.push(apart.length ? termOf(plain, piece, apart, [joined]) : termOf(plain, piece, [joined]));
      rest = rest.slice(0, from) + " ".repeat(to - from) + rest.slice(to);
    }
    for (const [said] of rest.matchAll(/[\p{L}\p{M}\p{N}\p{Cf}]+/gu)) {
      for (const word of fold(said).split(" ").filter(Boolean)) {
        const apart = word.replace(/(?<=\p{L})(?=\p{N})/u, " ");
        terms.push(apart === word ? wordOf(word, said) : termOf(word, said, [needle(word)], [needle(apart)]));
      }
    }
    return terms.filter((one, n) => terms.findIndex((other) => other.text === one.text) === n);
  };
  const has = (text, { forms }) => forms.some((form) => form.every((piece) => text.includes(piece)));

  // How many letters are changed, left out, put in or swapped between two words; more than `most` is too many. A swap is a
  // little nearer: of all slips it is the one that keeps every letter.
  const SWAP = 0.9;
  const edits = (one, other, most) => {
    if (Math.abs(one.length - other.length) > most) return most + 1;
    let above = [];
    let row = Array.from({ length: other.length + 1 }, (_, n) => n);
    for (let i = 1; i <= one.length; i += 1) {
      const next = [i];
      let least = i;
      for (let j = 1; j <= other.length; j += 1) {
        let n = row[j - 1] + (one[i - 1] !== other[j - 1]);
        n = Math.min(n, row[j] + 1, next[j - 1] + 1);
        if (one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) n = Math.min(n, above[j - 2] + SWAP);
        next.push(n);
        least = Math.min(least, n);
      }
      if (least > most) return least;
      [above, row] = [row, next];
    }
    return row[other.length];
  };
  // end of what is tried by itself

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
  const [OURS, EXACT, BESIDE] = [1, 2, 3]; // sorts of words; 0 are those of a carrier, none is the editors'
  const CUT = " …"; // behind what goes on
  const AROUND = 90; // characters of a snippet before and behind the first word found
  let entries = null; // the rows of the index, each with its folded names and, once they are there, texts
  let stamp = "";
  let texts = ""; // whether the texts are "coming", "there" or "lost"
  let broken = false; // whether the index could not be read: then the list of everything stays
  let hits = [];
  let terms = [];
  let shown = 0;
  let settled = true; // whether the next change makes a new entry in the history

  // A text in the language of the page is itself; another is a list of it and the place of its language, words with their sort.
  const reader = (languages) => (one) => {
    const [text, place, sort] = [one].flat();
    return { text, lang: languages[place], sort };
  };
  const plain = (one) => findable(one.text);
  const prepare = ([mark, types, languages, ...tables]) => {
    stamp = mark;
    const rows = tables.pop();
    const read = reader(languages);
    const [facts, names] = tables.map((table) => table.map(read));
    const plainFacts = facts.map(plain);
    const plainNames = names.map(plain);
    entries = rows.map(([type, id, heading, fact, name, own, line, speaker = ""]) => {
      const title = read(heading);
      const [kind, place, label] = types[type];
      const first = read(line);
      const called = fold(title.text);
      return {
        kind,
        url: place.replace("%", id),
        title,
        called: speaker + title.text, // as lists have it; the name of who said it is not of the title
        label,
        facts: fact.map((at) => facts[at]),
        names: name.map((at) => names[at]),
        also: own.map((at) => names[at]),
        first,
        length: called.split(" ").length - 2,
        in: {
          title: findable(title.text, called) + own.map((at) => plainNames[at]).join(""),
          names: fact.map((at) => plainFacts[at]).join("") + name.map((at) => plainNames[at]).join(""),
          first: first.text && plain(first),
          words: "",
          told: "",
        },
      };
    });
  };
  const addTexts = ([mark, languages, rows]) => {
    if (mark !== stamp) return false; // they are those of another day's site
    const read = reader(languages);
    rows.forEach(([words, told], n) => {
      entries[n].words = words.map(read);
      entries[n].told = told.map(read);
      entries[n].in.words = entries[n].words.map(plain).join("");
      entries[n].in.told = entries[n].told.map(plain).join("");
    });
    return true;
  };

  // What names and titles have comes first and keeps its place when the texts come: its score is of these alone.
  const NEAR = { title: 12, names: 5, first: 4 };
  const ALL = { ...NEAR, words: 4, told: 1 };
  const score = (entry, weights) => {
    let sum = 0;
    let titled = 0;
    for (const term of terms) {
      let where = "";
      for (const name in weights) {
        if (has(entry.in[name], term)) {
          where = name;
          break;
        }
      }
      if (!where) return 0;
      sum += weights[where] * (term.whole.some((one) => entry.in[where].includes(one)) ? 1.5 : 1);
      titled += where === "title";
    }
    return sum / terms.length + (12 * titled) / entry.length; // how much of the title it is
  };
  const search = () =>
    entries
      .map((entry) => {
        const near = score(entry, NEAR);
        return { entry, near, score: near || (texts === "there" && score(entry, ALL)) };
      })
      .filter((hit) => hit.score)
      .sort((a, b) => !!b.near - !!a.near || b.score - a.score); // equal ones stay in the order of the index: by date

  const occurs = (term) => entries.some((entry) => Object.values(entry.in).some((text) => has(text, term)));

  // The words of titles and names, each as it is first written, and how often.
  const vocabulary = () => {
    const all = new Map();
    const texts = entries.flatMap(({ title, facts, names, also }) => [title, ...facts, ...names, ...also]);
    for (const text of new Set(texts.map((one) => one.text))) {
      for (const [word] of text.matchAll(/[\p{L}\p{M}]{3,}/gu)) {
        const key = fold(word).trim();
        const known = all.get(key);
        if (known) known.times += 1;
        else all.set(key, { word, times: 1 });
      }
    }
    return all;
  };
  let spoken = null;
  const nearest = (text, most) => {
    spoken ||= vocabulary();
    let best = null;
    for (const [key, { word, times }] of spoken) {
      const n = edits(text, key, best ? best.n : most);
      if (n <= most && (!best || n < best.n || (n === best.n && times > best.times))) best = { key, word, n, times };
    }
    return best;
  };
  // What a word that nothing has is taken for: a name or word of a title that is as good as it, else its beginning. Numbers
  // are never taken for others.
  const instead = ({ text, forms }) => {
    if (!/^[\p{L}\p{M}]{4,}$/u.test(text) || forms.length > 1 || UNSPACED.test(text)) return null;
    const alike = nearest(text, text.length < 6 ? 1 : 2);
    const start = wordOf(text.slice(0, -3));
    if (!(alike?.n <= 1) && start.text.length > 3 && occurs(start)) {
      return { term: start, says: "begins", other: start.text };
    }
    return alike && { term: wordOf(alike.key), says: "near", other: alike.word };
  };
  // Looks with other words for those that nothing has, and says which.
  const forgive = () => {
    const notes = [];
    let all = true;
    terms = terms.map((term) => {
      if (occurs(term)) return term;
      const other = instead(term);
      all &&= !!other;
      notes.push({ says: "missing", word: term.said }, ...(other ? [other] : []));
      return other ? other.term : term;
    });
    const hits = all && notes.length ? search() : [];
    if (!hits.length && all) notes.splice(0, notes.length, { says: "none" });
    return { hits, notes: notes.filter((one) => hits.length || !one.term) };
  };

  const spans = (text) => {
    const { plain, places } = folded(text);
    const found = [];
    const ways = others(text);
    terms.forEach(({ forms }, n) => {
      for (const piece of forms.flat()) {
        const wanted = piece.trim();
        const begins = piece.startsWith(" ") ? 1 : 0;
        for (let at = plain.indexOf(piece); at >= 0; at = plain.indexOf(piece, at + 1)) {
          let start = at + begins;
          let end = start + wanted.length;
          if (!UNSPACED.test(wanted)) {
            while (plain[start - 1] !== " ") start -= 1;
            while (plain[end] !== " ") end += 1;
          }
          found.push([places[start], places[end], n]);
        }
        for (const way of ways) if (` ${way.plain} `.includes(piece)) found.push([way.from, way.to, n]);
      }
    });
    found.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
    let end = 0;
    return found.filter((span) => span[0] >= end && (end = span[1]));
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

  // Below a title stands what it begins with; where only texts have all the words, that in which most of them occur, and of a
  // long one the part.
  const snippet = ({ entry, near }, item) => {
    const place = item.querySelector(".found__snippet");
    const lines = ({ text, lang, sort }) => text.split("\n").map((line) => ({ text: line, lang, sort }));
    const first = { ...entry.first, found: spans(entry.first.text), count: 0 };
    let best = first;
    for (const one of near ? [] : [...entry.words, ...entry.told.flatMap(lines)]) {
      const found = spans(one.text);
      const count = new Set(found.map((span) => span[2])).size;
      if (count > best.count) best = { ...one, found, count };
    }
    if (best.sort !== OURS) item.querySelector(".found__ours")?.remove();
    if (best.sort !== BESIDE) item.querySelector(".found__beside")?.remove();
    if (!best.text) {
      place.remove();
      return;
    }
    const { found, lang, sort } = best;
    const cut = best === first && best.text.endsWith(CUT);
    const text = cut ? best.text.slice(0, -CUT.length) : best.text;
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
    if (cut || to < text.length) place.append(CUT);
  };

  const add = (number = AT_ONCE) => {
    const next = hits.slice(shown, shown + Math.max(0, number));
    for (const hit of next) {
      const { entry } = hit;
      const item = pattern.cloneNode(true);
      const link = item.querySelector("a");
      link.href = entry.url;
      speak(link, entry.title.lang);
      write(link, entry.called, spans(entry.called));
      // Where the title does not say why it is here, its other names and its facts do.
      const why = link.querySelector("mark") ? () => [] : spans;
      const named = entry.also.filter(({ text }) => why(text).length);
      for (const { text, lang } of [{ text: entry.label }, ...named, ...entry.facts]) {
        const part = document.createElement("span");
        speak(part, lang);
        if (part.lang) part.dir = "auto";
        write(part, text, why(text));
        item.querySelector(".found__facts").append(part, " ");
      }
      snippet(hit, item);
      list.append(item);
    }
    shown += next.length;
    more.hidden = shown >= hits.length;
  };

  // A script of data: read once it is there whole; what comes of it is told.
  const load = (src, take, then) => {
    const script = document.createElement("script");
    script.src = src;
    script.addEventListener("load", () => then(!!take()));
    script.addEventListener("error", () => then(false));
    document.head.append(script);
  };

  // What is shown already stays as it is where the texts only add to it.
  const show = (adds = false) => {
    if (broken) return;
    terms = termsOf(query.value);
    const asked = terms.length > 0;
    form.classList.toggle("search--on", asked); // the list of everything gives way
    results.hidden = !asked;
    if (asked && !entries) return; // the index is on its way
    if (asked && !texts) {
      texts = "coming";
      load(form.dataset.texts, () => window.ONRECORD_TEXTS && addTexts(window.ONRECORD_TEXTS), (whole) => {
        texts = whole ? "there" : "lost";
        show(true);
      });
    }
    let all = asked ? search() : [];
    let notes = [];
    if (asked && !all.length && texts !== "coming") ({ hits: all, notes } = forgive());
    const chosen = form.elements.kind.value;
    hits = all.filter(({ entry }) => !chosen || entry.kind === chosen);
    for (const label of kinds.querySelectorAll("label")) {
      const kind = label.querySelector("input").value;
      const number = all.filter(({ entry }) => !kind || entry.kind === kind).length;
      label.querySelector(".count").textContent = asked ? digits.format(number) : "";
      label.hidden = kind !== "" && kind !== chosen && !number;
    }
    results.hidden = !hits.length;
    kinds.hidden = !all.length;
    const { dataset } = status;
    const number = (dataset[rules.select(hits.length)] || dataset.other).replace("{n}", digits.format(hits.length));
    const parts = notes.map(({ says, word, other }) => dataset[says].replace("{word}", () => word).replace("{other}", () => other));
    if (all.length) parts.push(number);
    if (dataset[texts]) parts.push(dataset[texts]);
    status.textContent = asked ? parts.join(" ") : "";
    if (!adds) {
      list.replaceChildren();
      shown = 0;
    }
    add(AT_ONCE - shown);
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

  load(
    form.dataset.index,
    () => window.ONRECORD_SEARCH && (prepare(window.ONRECORD_SEARCH), true),
    (whole) => {
      broken = !whole;
      if (whole) {
        show();
        return;
      }
      form.classList.remove("search--on");
      results.hidden = true;
      status.textContent = status.dataset.broken;
    },
  );
  restore();
  form.hidden = false;
})();
