#!/usr/bin/env python3
"""Each record of a project broken as an author breaks one, one at a time, and what the program makes of it.

    .venv/bin/python tests/broken.py [PROJECT [STEP]]      the real explainer unless another is named; one of each STEP changes

The law is that none of it is ever our own fault: there are problems at places, or a site. The default test run holds small
projects and a slice of the real one to it; the whole real explainer takes an hour and more, one of eight changes ten minutes. Exit 1 where the law is broken.
"""

import multiprocessing
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from onrecord.pipeline import prepare
from onrecord.prepared import Prepared
from onrecord.records.base import walk
from onrecord.records.fields import Ref
from onrecord.stages.decode import Decoded, decode
from onrecord.stages.files import read
from onrecord.stages.parse import parse

ROOT = Path(__file__).resolve().parents[1]
CITED = re.compile(r"(?<=\[@)[a-z0-9-]+|[a-z0-9-]+(?=\.md\))")

Change = tuple[
    str, str, str | None
]  # what is done to which record, in which file, and its text after that; None: no file


def changes(project: Path) -> Iterator[Change]:
    """Each record with an unknown field, without one of its fields, with a reference misspelled, as a draft, and removed.

    Which field and which reference it is goes by turns, so that among the records of a kind all come.
    """
    files, _ = read(project)
    texts = {file.path: file.text for file in files}
    entries = [entry for file in files for entry in parse(file)[0] if entry.language is None]
    records, _ = decode(tuple(entries))
    for turn, one in enumerate(records.records):
        lines = texts[one.entry.path].splitlines(keepends=True)
        for what, changed in _changes(one, lines, turn):
            yield (
                f"{what} {one.entry.folder}/{one.entry.id}",
                one.entry.path,
                None if changed is None else "".join(changed),
            )


def _changes(one: Decoded, lines: list[str], turn: int) -> Iterator[tuple[str, list[str] | None]]:
    keys = [at for _, at, _ in one.entry.fields.items if re.match(r"[a-z_]+:", lines[at.line - 1][at.column - 1 :])]
    first = keys[0]
    indent = " " * (first.column - 1)
    above = lines[: first.line - 1]
    below = lines[first.line - 1 :]
    yield "unknown field in", [*above, f"{indent}nonsense: x\n", *below]
    yield "draft", [*above, f"{indent}draft: true\n", *below]
    gone = keys[turn % len(keys)]
    end = _end(lines, gone.line, gone.column - 1)
    yield f"without line {gone.line},", [*lines[: gone.line - 1], *lines[end:]]
    references = [place for path, value, _ in walk(one.record) if isinstance(value, Ref) for place in [one.at(path)]]
    if references:
        at = references[turn % len(references)]
        line = lines[at.line - 1]
        misspelled = line[: at.column - 1] + re.sub(
            r"([a-z0-9])(?=[^a-z0-9/-]|$)", r"\1x", line[at.column - 1 :], count=1
        )
        yield f"misspelled in line {at.line},", [*lines[: at.line - 1], misspelled, *lines[at.line :]]
    if one.entry.path.endswith(".md"):
        text = "".join(lines)
        if CITED.search(text):
            yield "misspelled in prose,", [CITED.sub(lambda found: found[0] + "x", text, count=1)]
        yield "without", None
    else:
        begin = one.entry.at.line
        yield "without", [*lines[: begin - 1], *lines[_end(lines, begin, one.entry.at.column - 1) :]]


def _end(lines: list[str], line: int, indent: int) -> int:
    """How many lines there are up to the end of the value whose key stands at this indent."""
    for number in range(line, len(lines)):
        text = lines[number]
        deep = len(text) - len(text.lstrip())
        if text.strip() and (deep < indent or (deep == indent and not text.lstrip().startswith("- "))):
            return number
    return len(lines)


def tried(project: Path, change: Change) -> Prepared | Exception:
    """What the program makes of a project with this change, up to the gate and with earlier days; the project is as it was after."""
    _, path, text = change
    file = project / path
    before = file.read_bytes()
    try:
        if text is None:
            file.unlink()
        else:
            file.write_bytes(text.encode())
        return prepare(project)
    except Exception as error:  # noqa: BLE001 - that there is one is what is asked
        return error
    finally:
        file.write_bytes(before)


def _faults(project: Path, step: int, part: int, parts: int) -> tuple[int, list[str]]:
    """What one process tries, in a copy of its own: how many changes, and those that ended in a fault of our own."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "project"
        for name in ("content", "receipts", "theme", "templates"):
            if (project / name).is_dir():
                shutil.copytree(project / name, copy / name)
        count, faults = 0, []
        for change in list(changes(copy))[part * step :: parts * step]:
            count += 1
            found = tried(copy, change)
            if isinstance(found, Exception):
                faults.append(f"{change[0]}: {type(found).__name__} {found}")
                print(faults[-1], flush=True)
        return count, faults


def main(project: Path, step: int) -> int:
    """Try all, or one of each ``step``, and tell."""
    parts = os.cpu_count() or 1
    with multiprocessing.Pool(parts) as pool:
        found = pool.starmap(_faults, [(project, step, part, parts) for part in range(parts)])
    faults = [fault for _, one in found for fault in one]
    print(f"{sum(count for count, _ in found)} runs, {len(faults)} of our own faults")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT, int(sys.argv[2]) if len(sys.argv) > 2 else 1))
