#!/usr/bin/env python3
"""How large the index of the search is and how long looking takes: the real site, and a made-up one of 3,000 records.

    .venv/bin/python benchmarks/search.py          both
    .venv/bin/python benchmarks/search.py 1000     a made-up one of this many records only
    .venv/bin/python benchmarks/search.py --keep   and keep the figures in RESULTS.md

The made-up words are drawn from those of the real content, so that they pack as badly as real ones. Looking is measured
in Chromium, from disk: "ready" is from the moment the index was read to the first results, folding it included; "query"
is one search with its first fifty results, the median and the longest of some. It asserts nothing: machines differ.
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

SIZE = 3000
QUERIES = ("nato", "russia ukraine", "sanctions", "the", "geneva talks january", "рябков", "a b c", "zzz", "minister said", "200 million")  # fmt: skip

# From the moment the index is there to the first results: what the script does when it was loaded.
WATCH = """
document.addEventListener("load", (event) => {
  if (!(event.target.src || "").endsWith("search-index.js")) return;
  const begin = performance.now();
  setTimeout(() => { window.readyAfter = performance.now() - begin; });
}, true);
"""
ASK = """query => {
  const form = document.querySelector(".search");
  form.elements.q.value = query;
  const begin = performance.now();
  form.requestSubmit();
  return [performance.now() - begin, document.querySelectorAll("li.found").length];
}"""


def vocabulary() -> list[str]:
    """Every word of the real content, as often as it occurs."""
    texts = (path.read_text("utf-8") for path in sorted((ROOT / "content").rglob("*.md")))
    return [word for text in texts for word in text.split() if word.isalpha()]


def measure(output: Path) -> dict[str, Any]:
    """The index of a built site, and how long looking takes in it."""
    data = (output / "search-index.js").read_bytes()
    rows = json.loads(data.partition(b" = ")[2].rstrip().removesuffix(b";"))[4]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("ONRECORD_CHROMIUM") or None, args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page()
        page.add_init_script(WATCH)
        page.goto((output / "search.html").as_uri() + "?q=the")
        page.wait_for_selector("li.found")
        ready = page.evaluate("new Promise(done => setTimeout(() => done(window.readyAfter), 500))")
        times = [page.evaluate(ASK, query)[0] for query in QUERIES * 3]
        browser.close()
    packed = len(gzip.compress(data, 9))
    return {"rows": len(rows), "bytes": len(data), "packed": packed, "ready": ready, "times": times}


def report(name: str, project: Path, output: Path) -> list[str]:
    """Build a project, measure it and print one line; the same as cells."""
    written, made = build(project, output)
    if not isinstance(written, Written):
        sys.exit(f"{name}: failed: {made.prepared.problems[:1]}")
    told = measure(output)
    median, longest = statistics.median(told["times"]), max(told["times"])
    print(
        f"{name:24} {told['rows']:7,} {told['bytes'] / 1e3:9,.0f} {told['packed'] / 1e3:9,.0f}"
        f" {told['ready']:9.0f} {median:9.1f} {longest:9.1f}",
        flush=True,
    )
    sizes = (f"{told[one] / 1e3:,.0f}" for one in ("bytes", "packed"))
    return [f"{told['rows']:,}", *sizes, f"{told['ready']:.0f}", f"{median:.1f} ({longest:.1f})"]


def main() -> None:
    """Measure what is asked for, or both."""
    options = reader(__doc__)
    options.add_argument("sizes", nargs="*", type=int, metavar="N", help="how many made-up records")
    given = options.parse_args()
    print(f"{'site':24} {'records':>7} {'kB':>9} {'kB gzip':>9} {'ready ms':>9} {'query ms':>9} {'longest':>9}")
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
