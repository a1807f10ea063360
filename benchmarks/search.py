#!/usr/bin/env python3
"""How large the index of the search is and how long looking takes: the real site, and a made-up one of 3,000 records.

    .venv/bin/python benchmarks/search.py          both
    .venv/bin/python benchmarks/search.py 1000     a made-up one of about this many records only

The made-up words are drawn from those of the real content, so that they pack as badly as real ones. Looking is measured
in Chromium, from disk: "ready" is from the moment the index was read to the first results, folding it included; "query"
is one search with its first fifty results, the median and the longest of some. It asserts nothing: machines differ.
"""

import gzip
import json
import os
import random
import statistics
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from onrecord.pipeline import build
from onrecord.write import Written
from playwright.sync_api import sync_playwright

from build import ROOT, files

SIZE = 3000
QUERIES = ("nato", "russia ukraine", "sanctions", "the", "geneva talks january", "рябков", "a b c", "zzz", "minister said", "200 million")  # fmt: skip
# Of the projects of benchmarks/build.py: records to an event, and the texts that are written anew, with their words.
SHARE = 1.8
TEXTS = {
    "On that day event number {n} took place in the town hall, as both sides confirmed later": 25,
    "We have said it once, and we say it again in the words with the number {n}.": 40,
    "We say it again in the words with the number {n}.": 25,
    "and was **short**.": 90,
}

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
    return [word for path in sorted((ROOT / "content").rglob("*.md")) for word in path.read_text("utf-8").split()]


def made_up(size: int) -> Iterator[tuple[str, str]]:
    """The files of a made-up project of about so many records, in words of the real one."""
    draw = random.Random(size)  # noqa: S311 - the same words each time
    words = [word for word in vocabulary() if word.isalpha()]
    for path, text in files(round(size / SHARE)):
        number = path.rpartition("-")[2].removesuffix(".md")
        made = text
        for old, length in TEXTS.items():
            made = made.replace(old.format(n=number), " ".join(draw.choices(words, k=length)))
        yield path, made


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


def report(name: str, project: Path) -> None:
    """Build a project, measure it and print one line."""
    outputs = ROOT / "tests" / "output"  # where any browser can read, and git does not look
    outputs.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="onrecord-", dir=outputs) as folder:
        written, made = build(project, Path(folder) / "site")
        if not isinstance(written, Written):
            print(f"{name:24}  failed: {made.prepared.problems[:1]}")
            return
        told = measure(Path(folder) / "site")
    median, longest = statistics.median(told["times"]), max(told["times"])
    print(
        f"{name:24} {told['rows']:7,} {told['bytes'] / 1e3:9,.0f} {told['packed'] / 1e3:9,.0f}"
        f" {told['ready']:9.0f} {median:9.1f} {longest:9.1f}",
        flush=True,
    )


def main(words: list[str]) -> None:
    """Measure what is asked for, or both."""
    print(f"{'site':24} {'records':>7} {'kB':>9} {'kB gzip':>9} {'ready ms':>9} {'query ms':>9} {'longest':>9}")
    if not words:
        report("the first explainer", ROOT)
    for size in map(int, words or (SIZE,)):
        with tempfile.TemporaryDirectory(prefix="onrecord-") as folder:
            for name, text in made_up(size):
                path = Path(folder) / "content" / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, "utf-8")
            report(f"{size:,} made-up records", Path(folder))


if __name__ == "__main__":
    main(sys.argv[1:])
