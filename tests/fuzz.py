#!/usr/bin/env python3
"""Small projects, changed at random, through the whole pipeline to the gate and with earlier days.

    .venv/bin/python tests/fuzz.py [COUNT] [SEED]      100,000 changes, in as many processes as there are processors

None of it may end in an exception, or take more than five seconds of the processor. It is no part of the test command, for it
takes minutes. What was found is told with its seed, which makes the same project again. Exit 1 where there was any.
"""

import multiprocessing
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from cases import sound
from onrecord.pipeline import prepare
from onrecord.starter import FILES

LONGEST = 5.0  # seconds of the processor
# What authors, editors and attackers put into a file; random letters alone seldom mean anything to a parser.
BITS = [
    *("[", "]", "{", "}", "|", ">", "- ", ": ", ":", "#", " #", "&a ", "*a", "!!int ", "? ", "<<: ", "---", "...", "~", "\t", "\n", "\r", "  "),
    *("'", '"', "`", "```events\n", "```", "sum\n", "topic: x\n", "[@paper]", "[@", "[^1]", "[x](../events/a.md#b)", "[known 2024-01-01]"),
    *("##", "# ", "===", "***", "|a|b|\n|-|-|\n", "<b>", "&#x202E;", "\\u202e", "\u202e", "\u200b", "\u00a0", "\x00", "\ufeff", "é", "e\u0301", "🏴"),
    *("0000-00-00", "9999-12-31", "0001-01-01", "2022-03-27", "02:30", "24:00", "Europe/Berlin", "unknown", "2024-01/..", "../..", "~?%"),
    *("1e999", "-1", "99999999999999999999999999999", "1 to 2 million", "Infinity", "true", "null", "draft: true\n", "title:", "known_from:"),
    *("life:\n  - state: held\n    date: 2024-01-01\n", "answers: [events/hearing]\n", "part_of: x\n", "con", "a" * 300, "words: x\n", "[…]", "[T]he"),
]  # fmt: skip


def changed(data: bytes, chance: random.Random) -> bytes:
    """A file with one to four changes: pieces taken out, doubled, moved or put in, lines and single bytes too."""
    for _ in range(chance.randint(1, 4)):
        place = chance.randrange(len(data) + 1)
        end = min(len(data), place + chance.choice((1, 1, 3, 10, 60, 400)))
        what = chance.randrange(7)
        if what == 0:
            data = data[:place] + data[end:]
        elif what == 1:
            data = data[:end] + data[place:end] + data[end:]
        elif what == 2:
            data = data[:place] + bytes([chance.randrange(256)]) + data[place:]
        elif what == 3:
            lines = data.split(b"\n")
            chance.shuffle(lines)
            data = b"\n".join(lines)
        else:
            data = (
                data[:place] + chance.choice(BITS).encode("utf-8", "surrogatepass") + data[place if what < 6 else end :]
            )
    return data


def projects(folder: Path) -> list[Path]:
    """The small projects, written into a folder."""
    starter = folder / "starter"
    for name, text in FILES.items():
        path = starter / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return [starter, sound(folder / "sound")]


def tried(seeds: range) -> Iterator[str]:
    """What went wrong, of one change for each seed."""
    with tempfile.TemporaryDirectory() as folder:
        made = projects(Path(folder))
        files = [[path for path in sorted(one.rglob("*")) if path.is_file() and path.suffix != ".css"] for one in made]
        for seed in seeds:
            chance = random.Random(seed)  # noqa: S311 - to be the same again
            number = chance.randrange(len(made))
            path = chance.choice(files[number])
            before = path.read_bytes()
            path.write_bytes(changed(before, chance))
            begin = time.process_time()
            try:
                prepare(made[number])
            except Exception as error:  # noqa: BLE001 - that there is one is what is asked
                yield f"seed {seed}: {path.relative_to(folder)}: {type(error).__name__}: {error}"
            if time.process_time() - begin > LONGEST:
                yield f"seed {seed}: {path.relative_to(folder)}: {time.process_time() - begin:.1f} s"
            path.write_bytes(before)


def _found(seeds: range) -> list[str]:
    return list(tried(seeds))


def main(count: int, first: int) -> int:
    """Try all and tell."""
    step = 500
    parts = [range(begin, min(begin + step, first + count)) for begin in range(first, first + count, step)]
    faults = []
    with multiprocessing.Pool(os.cpu_count()) as pool:
        for found in pool.imap_unordered(_found, parts):
            faults += found
            for one in found:
                print(one, flush=True)
    print(f"{count} tried, {len(faults)} faults")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000, int(sys.argv[2]) if len(sys.argv) > 2 else 0))
