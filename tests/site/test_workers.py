"""Pages made by children: the same files as without them, whatever goes wrong in one."""

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from liveness import ends
from onrecord.artifact import Artifact
from onrecord.machine import workers
from onrecord.machine.workers import children, made
from onrecord.problems import Location, Problem

FAULT = Problem(Location("look/page.html"), "T002", "no such name", "")
PARENT = os.getpid()


@pytest.fixture(autouse=True)
def _alone() -> Iterator[None]:
    """Every test ends, and leaves no child behind."""
    with ends(20):
        yield
    assert [] == multiprocessing.active_children()


def page(text: str) -> bytes:
    """The bytes of a page."""
    return f"{text} by somebody".encode()


def parts(*more: tuple[str, Callable[[], bytes | Problem]]) -> list[dict[str, Callable[[], bytes | Problem]]]:
    """Three editions of some hundred pages, and what a test puts before the first, where children begin."""
    found: list[dict[str, Callable[[], bytes | Problem]]] = [
        {f"{language}/{number}.html": partial(page, f"{language} {number}") for number in range(size)}
        for language, size in (("en", 150), ("fr", 90), ("es", 1))
    ]
    found[0] = {**dict(more), **found[0]}
    return found


def wanted(*more: Artifact | Problem) -> list[Artifact | Problem]:
    """What they come to."""
    return [*(Artifact(path, make()) for one in parts() for path, make in one.items()), *more]  # type: ignore[arg-type]


def ordered(found: Iterator[Artifact | Problem]) -> list[str]:
    """What was made, in an order."""
    return sorted(map(repr, found))


def only_here(text: str, otherwise: Callable[[], object]) -> bytes:
    """A page that can be made by who forked the children alone."""
    if os.getpid() != PARENT:
        otherwise()
    return page(text)


@pytest.mark.parametrize("number", [0, 1, 2, 4])
def test_all_is_made_once(number: int) -> None:
    """Every file of every edition, and every fault, however many make them."""
    found = made(parts(("fr/bad.html", lambda: FAULT)), number)
    assert sorted(map(repr, wanted(FAULT))) == ordered(found)


def test_children_make_them() -> None:
    """The work is divided among them and who forked them, which would only wait for them."""
    makers = [{f"{number}.html": lambda: str(os.getpid()).encode() + b" " * 1000 for number in range(2000)}]
    by = {one.data.split()[0] for one in made(makers, 2) if isinstance(one, Artifact)}
    assert 3 == len(by)
    assert str(PARENT).encode() in by


def test_few_are_not_worth_a_child() -> None:
    """A small site is made where it is asked for."""
    makers = [{f"{number}.html": lambda: str(os.getpid()).encode() for number in range(workers.SMALL - 1)}]
    assert {str(PARENT).encode()} == {one.data for one in made(makers, 2) if isinstance(one, Artifact)}


@pytest.mark.parametrize(
    "end",
    [lambda: os.kill(os.getpid(), signal.SIGKILL), lambda: os._exit(1), sys.exit, lambda: 1 // 0],
    ids=["killed", "exit", "SystemExit", "error"],
)
@pytest.mark.parametrize("number", [1, 2])
def test_what_a_child_cannot_make_is_made_here(number: int, end: Callable[[], object]) -> None:
    """A child that is killed, ends or fails costs time and nothing else, and so does the last of them."""
    lost = [(f"fr/lost-{one}.html", partial(only_here, f"lost {one}", end)) for one in range(3)]
    expected = [Artifact(path, make()) for path, make in lost]
    assert sorted(map(repr, wanted(*expected))) == ordered(made(parts(*lost), number))


def test_an_error_is_raised_as_it_would_be_without_children() -> None:
    """With its place, so that a report of it can be made; and all children are ended."""

    def wrong() -> bytes:
        raise ZeroDivisionError("in a page")

    with pytest.raises(ZeroDivisionError, match="in a page") as raised:
        list(made(parts(("fr/wrong.html", wrong)), 2))
    assert "wrong" in [entry.name for entry in raised.traceback]


def test_who_stops_asking_ends_the_children() -> None:
    """As when the disk is full, or at Ctrl-C: none goes on."""
    slow = [(f"fr/slow-{one}.html", lambda: (time.sleep(60), b"")[1]) for one in range(4)]
    found = made(parts(*slow), 2)
    next(found)
    found.close()  # type: ignore[attr-defined]


def test_ctrl_c_reaches_who_forked_them_alone(tmp_path: Path) -> None:
    """A terminal sends it to all of them: one line is told, by one, and no child is left."""
    code = f"""
import os, signal, sys, threading, time
sys.path.insert(0, {str(Path(__file__).parent)!r})
from onrecord.machine.workers import made
def slow():
    open({str(tmp_path)!r} + f"/{{os.getpid()}}", "w").close()
    time.sleep(60)
    return b""
try:
    list(made([{{f"{{n}}.html": slow for n in range(300)}}], 2))
except KeyboardInterrupt:
    print("interrupted")
"""
    child = subprocess.Popen(
        [sys.executable, "-c", code],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    while len(list(tmp_path.iterdir())) < 2:
        time.sleep(0.02)
    os.killpg(child.pid, signal.SIGINT)
    told, _ = child.communicate(timeout=30)
    assert "interrupted\n" == told
    for path in tmp_path.iterdir():
        with pytest.raises(ProcessLookupError):
            os.kill(int(path.name), 0)


def test_children_end_with_who_forked_them(tmp_path: Path) -> None:
    """Where it is killed, and can end nobody, they see that nobody is there any more."""
    code = f"""
import os, time
from onrecord.machine.workers import made
def slow():
    open({str(tmp_path)!r} + f"/{{os.getpid()}}", "w").close()
    time.sleep(0.2)
    return b""
list(made([{{f"{{n}}.html": slow for n in range(300)}}], 2))
"""
    child = subprocess.Popen([sys.executable, "-c", code])
    while len(list(tmp_path.iterdir())) < 2:
        time.sleep(0.02)
    child.kill()
    child.wait()
    left = {int(path.name) for path in tmp_path.iterdir()}
    while left:
        left = {one for one in left if Path(f"/proc/{one}").exists()}
        time.sleep(0.02)


@pytest.mark.parametrize(
    ("platform", "processors", "expected"),
    [("linux", 1, 0), ("linux", 2, 1), ("linux", 64, workers.MOST), ("darwin", 8, 0), ("win32", 8, 0)],
)
def test_how_many_there_are(platform: str, processors: int, expected: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the process itself one a processor that it may use, where forking is sound, and four at most."""
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(processors)), raising=False)
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    assert expected == children()


def test_a_process_with_threads_forks_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """A lock that another thread holds would be held in the child for ever."""
    monkeypatch.setattr(threading, "active_count", lambda: 2)
    assert 0 == children()
