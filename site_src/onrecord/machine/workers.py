"""The pages of a site, made by all processors: here, and by children that the system forks, so that they have all that was read.

Nothing of a page depends on another, so it does not matter who makes it. A child is given the next stretch of the site,
of the edition it is at where there is more of that, and sends back what it made. What a child cannot make, because the
page goes wrong in it or because it was killed, is made here: so a fault is told as it would be without children.
"""

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkProcess
from typing import Any

from onrecord.artifact import Artifact
from onrecord.problems import Problem
from onrecord.stages.render import Task

MOST = 4  # children
SMALL = 200  # files, of which it is not worth it
STRETCH = 24  # files that a child is given at once

STOPS = (signal.SIGINT, signal.SIGTERM)


def children() -> int:
    """How many children may be forked: with this process one a processor, at most four; none where forking is not sound."""
    if not sys.platform.startswith("linux") or threading.active_count() > 1:
        return 0
    return min(len(os.sched_getaffinity(0)) - 1, MOST)


def made(editions: Sequence[Mapping[str, Task]], number: int) -> Iterator[Artifact | Problem]:
    """Every file of some editions, or what is wrong with its template, in any order: made by ``number`` children and here."""
    files = [(path, make) for edition in editions for path, make in edition.items()]
    if number < 1 or len(files) < SMALL:
        yield from (_artifact(path, make()) for path, make in files)
        return
    left = _Left(editions)
    context = multiprocessing.get_context("fork")
    pipes = [context.Pipe() for _ in range(number)]
    started: list[ForkProcess] = []
    try:
        for _, theirs in pipes:
            others = [end for pair in pipes for end in pair if end is not theirs]
            child = context.Process(target=_in_child, args=(files, theirs, others), daemon=True)
            with _blocked():  # until the child has said what a signal is to do there
                child.start()
            started.append(child)
        for _, theirs in pipes:
            theirs.close()  # so that a child that ends is noticed
        busy = {ours: _handed_out(ours, left) for ours, _ in pipes}
        here = deque[int]()
        while busy := {end: places for end, places in busy.items() if places}:
            here = here or deque(left.next(None))
            ready = wait(list(busy), 0 if here else None)
            for end in ready:
                assert isinstance(end, Connection)  # noqa: S101 - nothing else is waited for
                try:
                    told = end.recv()
                except (EOFError, OSError):  # it is gone: killed, or out of memory
                    here.extend(busy.pop(end))
                    continue
                path, make = files[busy[end].popleft()]
                yield _artifact(path, make() if told is None else told)
                if len(busy[end]) < STRETCH:  # before it has to wait for more
                    busy[end] += _handed_out(end, left)
            if not ready:  # who would wait makes a page in the meantime
                path, make = files[here.popleft()]
                yield _artifact(path, make())
        while here := here or deque(left.next(None)):
            path, make = files[here.popleft()]
            yield _artifact(path, make())
    finally:
        for child in started:
            child.kill()
        for child in started:
            child.join()
        for pair in pipes:
            for end in pair:
                end.close()


class _Left:
    """What is still to be made: the places of the files of each edition, in stretches."""

    def __init__(self, editions: Iterable[Mapping[str, Any]]) -> None:
        self.left: list[deque[range]] = []
        self.at: dict[Connection | None, int] = {}  # the edition that each child is at, or None: this process
        begin = 0
        for edition in editions:
            end = begin + len(edition)
            self.left.append(deque(range(first, min(first + STRETCH, end)) for first in range(begin, end, STRETCH)))
            begin = end

    def next(self, who: Connection | None) -> range:
        """The next stretch of the edition somebody is at, else of one that nobody is at, else of that with most left.

        A child begins at the front, with the files that gather many records; this process at the end, for it has to listen.
        """
        own = self.at.get(who)
        places = sorted(
            (place for place, left in enumerate(self.left) if left),
            key=lambda place: (place != own, place in self.at.values(), -len(self.left[place])),
        )
        if not places:
            return range(0)
        self.at[who] = places[0]
        return self.left[places[0]].pop() if who is None else self.left[places[0]].popleft()


def _handed_out(end: Connection, left: _Left) -> deque[int]:
    """The stretch that a child is given next; empty where there is none."""
    stretch = left.next(end)
    if stretch:
        with contextlib.suppress(OSError):  # where it is gone, that is noticed when it is asked
            end.send(stretch)
    return deque(stretch)


@contextlib.contextmanager
def _blocked() -> Iterator[None]:
    """Signals that end a command wait."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, STOPS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _artifact(path: str, data: bytes | Problem) -> Artifact | Problem:
    return Artifact(path, data) if isinstance(data, bytes) else data


def _in_child(files: Sequence[tuple[str, Task]], end: Connection, others: Iterable[Connection]) -> None:
    """What a child does until nobody is there to give it more. Who forked it ends it: Ctrl-C is not for it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPS)
    for other in others:
        other.close()  # else it would not be seen that the other end is gone
    with contextlib.suppress(EOFError, OSError):
        while True:
            for index in end.recv():
                try:
                    outcome = files[index][1]()
                except Exception:  # noqa: BLE001 - it is raised again where it is told
                    outcome = None
                end.send(outcome)
