#!/usr/bin/env python3
"""How long the tests take, by the clock: the unit tests alone, and all that ``build.py test`` runs.

    .venv/bin/python benchmarks/test_runs.py            both
    .venv/bin/python benchmarks/test_runs.py --unit     the unit tests only
    .venv/bin/python benchmarks/test_runs.py --keep     and keep the seconds in RESULTS.md

It runs them once, with the Python that runs it, and stops where one fails. What ruff and mypy kept of the run before is
taken away first, as in a fresh clone.
"""

import shutil
import sys

from results import ROOT, keep, reader, used


def main() -> None:
    """Run them."""
    options = reader(__doc__)
    options.add_argument("--unit", action="store_true", help="leave the whole out")
    given = options.parse_args()
    cells = []
    for kept in (".mypy_cache", ".ruff_cache"):
        shutil.rmtree(ROOT / kept, ignore_errors=True)
    for words in (["tests/unit"],) if given.unit else (["tests/unit"], []):
        one = used([sys.executable, "build.py", "test", *words])
        print(f"build.py test {' '.join(words):12} {one.wall:6.0f} s by the clock, {one.cpu:6.0f} s CPU", flush=True)
        cells.append(f"{one.wall:.0f}")
    if given.keep:
        keep("Tests", cells if len(cells) > 1 else [*cells, "-"])


if __name__ == "__main__":
    main()
