#!/usr/bin/env python3
"""How long the program takes to say something: its version, its help, and that it knows no such command.

    .venv/bin/python benchmarks/start_up.py            seconds: the best of nine, the median, the least CPU
    .venv/bin/python benchmarks/start_up.py --keep     and keep them in RESULTS.md

Where other work runs beside it, only the CPU tells something.
"""

import statistics

from results import ONRECORD, keep, reader, used

TIMES = 9
ASKED = (("--version", 0), ("--help", 0), ("bild", 2))  # and the exit code of each


def main() -> None:
    """Measure each."""
    given = reader(__doc__).parse_args()
    cells = []
    for word, code in ASKED:
        found = [used([*ONRECORD, word], code=code) for _ in range(TIMES)]
        best, median = min(one.wall for one in found), statistics.median(one.wall for one in found)
        cpu = min(one.cpu for one in found)
        print(f"onrecord {word:10} best {best:.2f} s, median {median:.2f} s, CPU {cpu:.2f} s")
        cells.append(f"{best:.2f} / {median:.2f} / {cpu:.2f}")
    if given.keep:
        keep("Start-up", cells)


if __name__ == "__main__":
    main()
