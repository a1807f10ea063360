"""Tests of values: nothing is read from the disk or written to it, no process is started, and no browser."""

import sys
from collections.abc import Generator
from pathlib import Path

import pytest
from real_site import ROOT

# What projects are made of; the program's own files it may read, and Python's.
FORBIDDEN = tuple(
    str(ROOT / name) for name in ("content", "receipts", "saved", "docs", "tests/problems", "tests/examples")
)
WATCHED: list[list[str]] = []  # what was touched, while a test runs


def touches(event: str, arguments: tuple[object, ...]) -> None:
    """Take down what a test of values has no business with."""
    if not WATCHED:
        return
    if event in {"subprocess.Popen", "os.fork", "socket.connect"}:
        WATCHED[-1].append(event)
    elif event == "open" and isinstance(arguments[0], str | Path):
        path, flags = str(arguments[0]), arguments[2]
        own = ".hypothesis" in path or "__pycache__" in path  # a library that is imported late is compiled then
        writes = isinstance(flags, int) and flags & 3 and not own
        if writes or path.startswith(FORBIDDEN):
            WATCHED[-1].append(f"{event} {path}")


sys.addaudithook(touches)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Generator[None]:
    """A test that touches more than values belongs into another folder."""
    touched: list[str] = []
    WATCHED.append(touched)
    try:
        yield
    finally:
        WATCHED.pop()
    assert [] == touched
