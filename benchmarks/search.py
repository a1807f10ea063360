#!/usr/bin/env python3
"""How large the files of the search are and how long looking takes: the real site, and a made-up one of 2,000 records.

    .venv/bin/python benchmarks/search.py          both
    .venv/bin/python benchmarks/search.py 1000     a made-up one of this many records only
    .venv/bin/python benchmarks/search.py --keep   and keep the figures in RESULTS.md

The made-up words are drawn from those of the real content, so that they pack as badly as real ones. Looking is measured
in Chromium, from disk: "first" is from the moment names and titles were read to the first results, folding them included,
"all" the same of the texts, both the median of nine; "query" is one search with its first fifty results laid out, the median and the longest of some,
and "none" one for a word that is nowhere. It asserts nothing: machines differ.
"""

import gzip
import json
import os
import statistics
import sys
from pathlib import Path
from typing import Any

from made_up import records, write_explainer
from onrecord.pipeline import build
from onrecord.stages.write import Written
from playwright.sync_api import sync_playwright
from results import ROOT, keep, reader, scratch

SIZE = 2000
QUERIES = ("nato", "russia ukraine", "sanctions", "the", "geneva talks january", "рябков", "a b c", "minister said", "200 million")  # fmt: skip
OPENED = 9  # times
NOWHERE = ("zzz", "quidditch", "xylophones", "zzyzx zzyzx")
LINE = "{:22} {:>7} {:>12} {:>11} {:>8} {:>6} {:>12} {:>12}"
FILES = ("search-index.js", "search-texts.js")

# From the moment a file is there to its results: what the script does when it was loaded.
WATCH = r"""
window.after = [];
document.addEventListener("load", (event) => {
  if (!/search-\w+\.js$/.test(event.target.src)) return;
  const begin = performance.now();
  setTimeout(() => { window.after.push(performance.now() - begin); });
}, true);
"""
WAIT = """number => new Promise(done => {
  const look = () => (window.after.length < number ? setTimeout(look, 20) : done(window.after));
  look();
})"""
ASK = """query => {
  const form = document.querySelector(".search");
  form.elements.q.value = query;
  const begin = performance.now();
  form.requestSubmit();
  document.documentElement.getBoundingClientRect();
  return performance.now() - begin;
}"""


def vocabulary() -> list[str]:
    """Every word of the real content, as often as it occurs."""
    texts = (path.read_text("utf-8") for path in sorted((ROOT / "content").rglob("*.md")))
    return [word for text in texts for word in text.split() if word.isalpha()]


def measure(output: Path) -> dict[str, Any]:
    """The files of a built site, and how long looking takes in them."""
    files = [(output / name).read_bytes() for name in FILES]
    rows = json.loads(files[-1].partition(b" = ")[2].rstrip().removesuffix(b";"))[-1]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("ONRECORD_CHROMIUM") or None, args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page()
        page.add_init_script(WATCH)
        after = []
        for _ in range(OPENED):
            page.goto((output / "search.html").as_uri() + "?q=the")
            after.append(page.evaluate(WAIT, len(FILES)))
        times, none = ([page.evaluate(ASK, query) for query in queries * 3] for queries in (QUERIES, NOWHERE))
        browser.close()
    packed = [len(gzip.compress(data, 9)) for data in files]
    sizes = [len(data) for data in files]
    first, whole = (statistics.median(one[place] for one in after) for place in (0, -1))
    return {
        "rows": len(rows), "sizes": sizes, "packed": packed, "first": first, "all": whole, "times": times, "none": none,
    }  # fmt: skip


def report(name: str, project: Path, output: Path) -> list[str]:
    """Build a project, measure it and print one line; the same as cells."""
    written, made = build(project, output)
    if not isinstance(written, Written):
        sys.exit(f"{name}: failed: {made.prepared.problems[:1]}")
    told = measure(output)
    both = (" + ".join(f"{size / 1e3:,.0f}" for size in told[one]) for one in ("sizes", "packed"))
    times = (f"{statistics.median(told[one]):.1f} ({max(told[one]):.1f})" for one in ("times", "none"))
    cells = [f"{told['rows']:,}", *both, f"{told['first']:.0f}", f"{told['all']:.0f}", *times]
    print(LINE.format(name, *cells), flush=True)
    return cells


def main() -> None:
    """Measure what is asked for, or both."""
    options = reader(__doc__)
    options.add_argument("sizes", nargs="*", type=int, metavar="N", help="how many made-up records")
    given = options.parse_args()
    print(LINE.format("site", "records", "kB", "kB gzip", "first ms", "all ms", "query ms", "none ms"))
    rows = []
    for size in given.sizes or (0, SIZE):  # 0 is the real one
        name = f"{size:,} made-up records" if size else "the first explainer"
        with scratch() as folder:
            if size:
                write_explainer(folder / "project", tuple(records(size, vocabulary())))
            rows.append([name, *report(name, folder / "project" if size else ROOT, folder / "site")])
    if given.keep:
        for row in rows:
            keep("Search", row)


if __name__ == "__main__":
    main()
