#!/usr/bin/env python3
"""What it costs that the record travels: seconds of CPU of a cold build with and without, and bytes.

    .venv/bin/python benchmarks/travelling.py            on today's content, with an address of its site
    .venv/bin/python benchmarks/travelling.py --keep     and keep the figures in RESULTS.md

"Without" makes no export, no data block and no description of records. The two are built in turn, and of each the least
counts, for other work on the machine only adds. In the head of a page count cards, addresses and the feeds.
"""

import re
import shutil
import sys
from pathlib import Path

from real_site import write_today
from results import ONRECORD, keep, reader, scratch, used

PAIRS = 3
WITHOUT = """
import sys
from onrecord import exports
from onrecord.stages import render
exports.EXPORTS = ()
render.linked = lambda *_: None
render.described = lambda *_: ""
from onrecord.cli import main
sys.exit(main(sys.argv[1:]))
"""
HEAD = re.compile(
    rb'<script type="application/ld\+json">.*?</script>\n|<meta (?:property="og:|name="twitter:)[^\n]*\n'
    rb'|<link rel="(?:canonical|alternate)" [^\n]*\n'
)


def built(project: Path, command: tuple[str, ...]) -> float:
    """Seconds of CPU of a build with nothing kept, and nothing there yet."""
    folder = project.parent
    for name in ("site", "cache"):
        shutil.rmtree(folder / name, ignore_errors=True)
    site = ["--project", str(project), "build", "--output", str(folder / "site")]
    return used([*command, *site], cache=folder / "cache").cpu


def main() -> None:
    """Build in turn, and weigh what was made."""
    given = reader(__doc__).parse_args()
    with scratch() as folder:
        project = folder / "project"
        write_today(project)
        settings = project / "content" / "site.yml"
        settings.write_text(f"{settings.read_text('utf-8')}\nsite_url: https://example.org/explainer/\n", "utf-8")
        seconds: dict[bool, list[float]] = {False: [], True: []}
        for _ in range(PAIRS):
            for travels in (False, True):
                seconds[travels].append(built(project, ONRECORD if travels else (sys.executable, "-c", WITHOUT)))
                print(f"    {'with' if travels else 'without':8} {seconds[travels][-1]:6.2f} s CPU", flush=True)
        site = folder / "site"
        files = [one for one in site.rglob("*") if one.is_file() and "as-of" not in one.parts]
        pages = [one.read_bytes() for one in files if one.suffix == ".html"]
        names = (".json", ".xml", ".ics", ".bib", ".csv")
        others = sum(one.stat().st_size for one in files if one.suffix in names and not one.name.startswith("."))
    least = {travels: min(found) for travels, found in seconds.items()}
    more = 100 * (least[True] / least[False] - 1)
    head = sum(len(one) for text in pages for one in HEAD.findall(text))
    share = 100 * head / sum(map(len, pages))
    cells = [f"{least[False]:.1f}", f"{least[True]:.1f}", f"{more:.1f}", f"{head / len(pages):.0f} ({share:.1f} %)"]
    cells.append(f"{others / 1e6:.1f}")
    print(" | ".join(cells))
    if given.keep:
        keep("What travels", cells)


if __name__ == "__main__":
    main()
