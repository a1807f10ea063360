"""The pages of a site, made by all processors: by children that the system forks, so that they have all that was read.

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
from onrecord.render import Maker

MOST = 4  # children
SMALL = 200  # files, of which it is not worth it
STRETCH = 24  # files that a child is given at once

Stretch = range


def children() -> int:
    """How many children may be forked: one a processor, at most four; none where forking is not sound."""
    if not sys.platform.startswith("linux") or threading.active_count() > 1:
        return 0
    processors = len(os.sched_getaffinity(0))
    return min(processors, MOST) if processors > 1 else 0


def made(editions: Sequence[Mapping[str, Maker]], number: int) -> Iterator[Artifact | Problem]:
    """Every file of some editions, or what is wrong with its template, as ``number`` children make them, in any order."""
    files = [(path, make) for edition in editions for path, make in edition.items()]
    if number < 1 or len(files) < SMALL:
        yield from (_artifact(path, make()) for path, make in files)
        return
    waiting = list(_stretches(editions))
    context = multiprocessing.get_context("fork")
    pipes = [context.Pipe() for _ in range(number)]
    started: list[ForkProcess] = []
    busy: dict[Connection, deque[int]] = {}
    at: dict[Connection, int] = {}
    try:
        for ours, theirs in pipes:
            others = [end for pair in pipes for end in pair if end is not theirs]
            child = context.Process(target=_work, args=(files, theirs, others), daemon=True)
            child.start()
            started.append(child)
            busy[ours] = deque()
        for _, theirs in pipes:
            theirs.close()  # so that a child that ends is noticed
        for ours in list(busy):
            _hand_out(ours, waiting, busy, at)
        while busy:
            for one in wait(list(busy)):
                assert isinstance(one, Connection)  # noqa: S101 - nothing else is waited for
                left = busy[one]
                try:
                    told = one.recv()
                except (EOFError, OSError):  # it is gone: killed, or out of memory
                    del busy[one]
                    yield from (_artifact(files[index][0], files[index][1]()) for index in left)
                    continue
                index = left.popleft()
                yield _artifact(files[index][0], files[index][1]() if told is None else told)
                if not left:
                    _hand_out(one, waiting, busy, at)
        left_over = (index for stretches in waiting for stretch in stretches for index in stretch)
        yield from (_artifact(files[index][0], files[index][1]()) for index in left_over)  # where no child is left
    finally:
        for child in started:
            child.kill()
        for child in started:
            child.join()
        for pair in pipes:
            for end in pair:
                end.close()


def _artifact(path: str, made: bytes | Problem) -> Artifact | Problem:
    return Artifact(path, made) if isinstance(made, bytes) else made


def _stretches(editions: Iterable[Mapping[str, Any]]) -> Iterator[deque[Stretch]]:
    """The places of the files of each edition, in stretches."""
    begin = 0
    for edition in editions:
        end = begin + len(edition)
        yield deque(range(one, min(one + STRETCH, end)) for one in range(begin, end, STRETCH))
        begin = end


def _hand_out(
    to: Connection, waiting: list[deque[Stretch]], busy: dict[Connection, deque[int]], at: dict[Connection, int]
) -> None:
    """Give a child its next stretch: of its own edition, else of one that nobody is at, else of that with most left."""
    taken = set(at.values()) - {at.get(to)}
    own = [at[to]] if to in at and waiting[at[to]] else []
    free = [place for place, one in enumerate(waiting) if one and place not in taken]
    most = sorted((place for place, one in enumerate(waiting) if one), key=lambda place: -len(waiting[place]))
    chosen = next(iter((*own, *free, *most)), None)
    if chosen is None:
        del busy[to]
        return
    stretch = waiting[chosen].popleft()
    at[to] = chosen
    busy[to] = deque(stretch)
    with contextlib.suppress(OSError):  # where it is gone, that is noticed when it is asked
        to.send(stretch)


def _work(files: Sequence[tuple[str, Maker]], end: Connection, others: Iterable[Connection]) -> None:
    """What a child does until nobody is there to give it more. Who forked it ends it: Ctrl-C is not for it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    for one in others:
        one.close()  # else it would not be seen that the other end is gone
    with contextlib.suppress(EOFError, OSError):
        while True:
            for index in end.recv():
                try:
                    told = files[index][1]()
                except Exception:  # noqa: BLE001 - it is raised again where it is told
                    told = None
                end.send(told)
