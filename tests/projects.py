"""Projects on disk: made of the files that a test gives, and what the program says of them."""

from collections.abc import Callable
from pathlib import Path

from onrecord.library import Library
from onrecord.pipeline import prepare
from onrecord.prepared import Options
from onrecord.problems import Problem
from smallest import Files

MakeProject = Callable[[Files], Path]


def write_files(folder: Path, files: Files) -> Path:
    """The folder, with the files in it."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return folder


def problems_of(folder: Path, *, drafts: bool = False) -> tuple[Problem, ...]:
    """What is wrong with a project's content; templates are not tried.

    Left out is what has tests of its own: quotations, and records without words.
    """
    return tuple(
        one
        for one in prepare(folder, Options(drafts=drafts)).problems
        if not one.code.startswith("Q") and one.code != "C024"
    )


def library_of(folder: Path) -> Library:
    """The library of a project in which there is no error."""
    prepared = prepare(folder)
    assert [] == [one for one in prepared.problems if one.severity == "error"]
    return prepared.editions[0].library


def told(folder: Path, *, drafts: bool = False) -> list[str]:
    """The same in short, one line a problem: its place and code."""
    return [f"{one.location} {one.code}" for one in problems_of(folder, drafts=drafts)]
