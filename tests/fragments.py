#!/usr/bin/env python3
"""Whether the links to passages land: each text directive of a project's receipts, tried in a browser.

    .venv/bin/python tests/fragments.py [PROJECT]      the explainer of this repository unless another is named

Saved texts are not in git, so this is no part of the test command. Each is a page of blocks, one a line, between two other
saved texts that do not have its first words; a directive lands when the browser shows a block of its passage. Exit 1 where one does not.
"""

import html
import sys
from itertools import islice
from pathlib import Path

from chromium import found
from onrecord.pipeline import examine
from onrecord.prepared import Options
from onrecord.quotes.find import Passage, find
from onrecord.quotes.fragments import ENDS
from onrecord.quotes.quotations import Quotation, quotations
from onrecord.quotes.saved import SavedText, read_saved
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
STYLE = "p { margin: 0 0 3000px; font: 10px/12px sans-serif } body { margin: 3000px 20px }"


def page_of(texts: list[str]) -> tuple[str, list[int]]:
    """A page with a block for each line of some texts, and the number of the first block of each text."""
    blocks: list[str] = []
    firsts = []
    for text in texts:
        firsts.append(len(blocks))
        blocks += [f'<p id="b{len(blocks) + n}">{html.escape(line)}</p>' for n, line in enumerate(lines_of(text))]
    return f"<!doctype html><meta charset=utf-8><style>{STYLE}</style>{''.join(blocks)}", firsts


def lines_of(text: str) -> list[str]:
    """The lines of a text that have words."""
    return [line for line in text.split("\n") if line.strip()]


def block_at(text: str, place: int) -> int:
    """The number of the line with words in which a place lies."""
    return max(0, len(lines_of(text[: place + 1])) - 1)


def places_of(one: Quotation, saved: SavedText) -> tuple[Passage, ...]:
    """Where a quotation stands in the saved text of its source."""
    around = {"prefix": one.part.prefix or "", "suffix": one.part.suffix or ""}
    return find(one.words, saved.text, full=saved.full, insertions=one.part.insertions, **around)


def main(project: Path) -> int:
    """Try all and tell."""
    library = examine(project, Options(drafts=True)).library
    if library is None:
        return 2
    saved, _ = read_saved(project, library)
    names = sorted(saved)
    tried = missed = 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found(playwright))
        page = browser.new_page(viewport={"width": 6000, "height": 800})
        site: dict[str, str] = {}
        page.route("https://page.example/**", lambda route: route.fulfill(body=site["page"], content_type="text/html"))
        quoted = {one.quoted: one for one in quotations(library) if one.quoted.source in saved}
        for number, name in enumerate(names):
            text = saved[name].text
            for one in (one for one in quoted.values() if one.quoted.source == name):
                receipt, places = library.receipts.anywhere(one.quoted), places_of(one, saved[name])
                if receipt is None or not receipt.fragment.startswith("text=") or not places:
                    continue
                passage = places[0]
                others = (saved[names[(number + step) % len(names)]].text for step in range(1, len(names)))
                words = " ".join(text[passage.start : passage.end].split()[:ENDS])
                around = list(islice((other for other in others if not find(words, other, full=True)), 2))
                site["page"], firsts = page_of([around[0], text, around[1]])
                tried += 1
                page.goto("about:blank")
                page.goto(f"https://page.example/{name}#:~:{receipt.fragment}")
                shown = page.evaluate(
                    "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done("
                    "[390, 400, 410].flatMap(y => document.elementsFromPoint(100, y).map(e => e.id))))))"
                )
                begins = [passage.start]
                if not saved[name].full:  # excerpts may hold one passage twice, as the page of the source does not
                    begins += [other.start for other in find(words, text, full=False)]
                wanted = {
                    firsts[1] + block
                    for place in begins
                    for block in range(block_at(text, place), block_at(text, max(place, passage.end - 1)) + 1)
                }
                if not {f"b{one}" for one in wanted} & set(shown):
                    missed += 1
                    print(f"{name}: {text[passage.start : passage.end][:70]!r} {receipt.fragment} shows {shown}")
        browser.close()
    print(f"{tried} tried, {tried - missed} landed")
    return bool(missed)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT))
