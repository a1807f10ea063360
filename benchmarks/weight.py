#!/usr/bin/env python3
"""What a page weighs with all that it loads: gzip -9 of it and of each style sheet, script and icon that it names.

    .venv/bin/python benchmarks/weight.py                            the timeline of 100 made-up events, without statements
    .venv/bin/python benchmarks/weight.py --events 500               of so many
    .venv/bin/python benchmarks/weight.py _site                      home, the timeline and who said what of a built site
    .venv/bin/python benchmarks/weight.py _site events/ID.html       these pages
    .venv/bin/python benchmarks/weight.py _site --keep               and keep the figures in RESULTS.md

KiB. "Later" is what comes only when a reader uses the filter or the drawing. The words of made-up events are random and pack badly.
"""

import gzip
import re
from pathlib import Path, PurePosixPath

from made_up import records, write_explainer
from results import ONRECORD, keep, reader, scratch, used

PAGES = ("index.html", "timeline.html", "who-said-what.html")
AT_ONCE = re.compile(r'<(?:link rel="(?:stylesheet|icon)" href|script src)="([^"]+)"')
LATER = re.compile(r'data-script="([^"]+)"')
LINE = "{:42} {:>6} {:>6} {:>6} {:>6} {:>6} {:>6}"
HEADS = ("page", "whole", "html", "css", "js", "icon", "later")


def packed(path: Path) -> float:
    """The size of a file as gzip -9 has it, in KiB."""
    return len(gzip.compress(path.read_bytes(), 9)) / 1024


def weight(site: Path, page: str) -> list[float]:
    """The whole, the page, its style sheets, scripts and icon, and what may come later."""
    html = (site / page).read_text("utf-8")

    def all_of(links: re.Pattern[str], suffix: str) -> float:
        names = {name for name in links.findall(html) if PurePosixPath(name).suffix == suffix}
        return sum(packed((site / page).parent / name) for name in names)

    parts = [packed(site / page), *(all_of(AT_ONCE, suffix) for suffix in (".css", ".js", ".svg"))]
    return [sum(parts), *parts, all_of(LATER, ".js")]


def main() -> None:
    """Weigh pages of a site, or the timeline of a made-up one."""
    options = reader(__doc__)
    options.add_argument("site", type=Path, nargs="?", help="the folder of a built site")
    options.add_argument("pages", nargs="*", help="paths in it")
    options.add_argument("--events", type=int, default=100, help="how many, of a made-up explainer")
    given = options.parse_args()
    if given.site:
        rows = [(page, weight(given.site, page)) for page in given.pages or PAGES]
    else:
        with scratch() as folder:
            events = tuple(one for one in records(2 * given.events) if one.kind != "statement")
            write_explainer(folder / "project", events)
            used((*ONRECORD, "--project", str(folder / "project"), "build", "--output", str(folder / "site")))
            rows = [(f"timeline of {given.events} made-up events", weight(folder / "site", "timeline.html"))]
    print(LINE.format(*HEADS))
    for page, sizes in rows:
        cells = [f"{size:.1f}" for size in sizes]
        print(LINE.format(page, *cells))
        if given.keep:
            keep("Weight of a page", [page, *cells])


if __name__ == "__main__":
    main()
