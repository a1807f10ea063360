"""A time axis for charts: days at places from 0 to 1000, with quiet stretches folded and as many ticks as have room.

Places are shares of a strip that is as wide as the reader's page allows, so nothing here is a pixel.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from statistics import median_low

from onrecord.records.dates import EdtfDate, Point, on_day

LENGTH = 1000
FOLD = 60  # what a folded stretch takes of the axis
FOLDS = 5  # at most
NARROW = 25  # the middle one of all stretches, drawn narrower than this, calls for a fold
SHARE = 4  # a stretch is folded only if it is a quarter of what is drawn, or more; else there is little to gain


@dataclass(frozen=True, slots=True)
class TimeTick:
    """A date marked on the axis, as precise as it is to be written, and its place.

    ``anchor`` is the side of the words that stands at the place: ``start``, ``middle`` or ``end``. ``named`` are those
    that have room for words, ``sparse`` those that have it on a strip half as wide too.
    """

    date: EdtfDate
    place: int
    anchor: str
    named: bool
    sparse: bool


@dataclass(frozen=True, slots=True)
class Fold:
    """Time that is drawn shorter than it was: where it is, and the days between which it lies."""

    low: int
    high: int
    before: EdtfDate
    after: EdtfDate


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """Where days stand. ``knots`` are days, as ordinals, and their places; between two of them time is even."""

    knots: tuple[tuple[int, int], ...]
    ticks: tuple[TimeTick, ...]
    folds: tuple[Fold, ...]

    def place(self, day: dt.date) -> int:
        """Where a day stands; what lies before the first or after the last stands at the edge."""
        number = day.toordinal()
        before = self.knots[0]
        for knot in self.knots:
            if number <= knot[0]:
                span = knot[0] - before[0]
                return knot[1] if span == 0 else before[1] + (knot[1] - before[1]) * (number - before[0]) // span
            before = knot
        return before[1]

    def span(self, date: EdtfDate) -> tuple[int, int]:
        """Where the first and the last day stand that a date can mean."""
        return self.place(date.first), self.place(date.last)

    @property
    def first(self) -> EdtfDate:
        """The first day."""
        return on_day(dt.date.fromordinal(self.knots[0][0]))

    @property
    def last(self) -> EdtfDate:
        """The last day."""
        return on_day(dt.date.fromordinal(self.knots[-1][0]))


def time_axis(dates: Iterable[EdtfDate], words: int, until: EdtfDate | None = None) -> TimeAxis | None:
    """An axis from the first to the last day that the dates can mean, or ``until``; None where there is none.

    ``words`` is the room that the name of a month with its year takes, in places. A stretch between two neighbouring days is folded, the
    longest first, as long as half of all stretches would be drawn narrower than ``NARROW``, and it is a quarter of
    what is drawn. Stretches that are alike are never folded: then the middle one is as long as the others.
    """
    given = tuple(dates)
    ends = [one.first for one in given if one.start] + [one.last for one in given if one.end]
    ends += [until.last] if until else []
    if not ends:
        return None
    days = sorted({one.toordinal() for one in ends})
    if len(days) == 1:
        day = on_day(dt.date.fromordinal(days[0]))
        return TimeAxis(((days[0], LENGTH // 2),), (TimeTick(day, LENGTH // 2, "middle", named=True, sparse=True),), ())
    folded = _folded(days)
    room = LENGTH - FOLD * len(folded)
    drawn = days[-1] - days[0] - sum(after - before for before, after in folded)
    knots = [(days[0], 0)]
    folds: list[Fold] = []
    so_far, bent = 0, 0
    for before, after in pairwise(days):
        if (before, after) in folded:
            bent += FOLD
        else:
            so_far += after - before
        knots.append((after, bent + room * so_far // drawn))
        if (before, after) in folded:
            place = knots[-1][1]
            left, right = (on_day(dt.date.fromordinal(one)) for one in (before, after))
            if folds and folds[-1].after == left:
                folds[-1] = replace(folds[-1], high=place, after=right)
            else:
                folds.append(Fold(place - FOLD, place, left, right))
    bare = TimeAxis(tuple(knots), (), tuple(folds))
    return TimeAxis(bare.knots, _ticks(bare, given, words, until), bare.folds)


def _folded(days: list[int]) -> frozenset[tuple[int, int]]:
    """The pairs of neighbouring days between which time is folded."""
    left = sorted(((after - before, before, after) for before, after in pairwise(days)), reverse=True)
    found: set[tuple[int, int]] = set()
    while len(left) > 1 and len(found) < FOLDS:
        drawn = sum(length for length, _, _ in left)
        length, before, after = left[0]
        middle = median_low([length for length, _, _ in left])
        if middle * (LENGTH - FOLD * len(found)) >= NARROW * drawn or length * SHARE < drawn:
            break
        found.add((before, after))
        del left[0]
    return frozenset(found)


def _ticks(axis: TimeAxis, dates: tuple[EdtfDate, ...], words: int, until: EdtfDate | None) -> tuple[TimeTick, ...]:
    """The day that states are read on, where each run of unfolded time begins, then months or the like between them."""
    wanted = [(axis.place(until.last), on_day(until.last))] if until else []
    runs = _runs(axis)
    for first, _ in runs:
        named = [one for one in dates if one.start and one.first.toordinal() == first]
        if named:
            start = min(named).start
            assert start is not None  # noqa: S101 - asked above
            plain = Point(start.year, start.month, start.day)
            wanted.append((axis.place(start.first), EdtfDate(plain, plain)))
    for length, unit in _UNITS:
        if any(_crowded(axis, length, first, last, words) for first, last in runs):
            continue
        found = [[(axis.place(one.first), one) for one in unit(first, last)] for first, last in runs]
        apart = [(after[0] - before[0], before[1]) for run in found for before, after in pairwise(run)]
        if all(room >= _room(date, words) for room, date in apart):
            wanted += [one for run in found for one in run]
            break
    at_place = {place: (place, date) for place, date in reversed(wanted)}  # of two at one place the one wanted more
    marked = [at_place[place] for place in dict.fromkeys(place for place, _ in wanted)]
    told, sparse = _with_room(marked, words), _with_room(marked, 2 * words)
    return tuple(
        TimeTick(date, place, _anchor(place, _room(date, words)), place in told, place in sparse & told)
        for place, date in sorted(marked, key=lambda one: one[0])
    )


def _with_room(wanted: list[tuple[int, EdtfDate]], words: int) -> frozenset[int]:
    """The places whose words do not run into the words of one before it in the list."""
    taken: list[tuple[int, int]] = []
    found = set()
    for place, date in wanted:
        room = _room(date, words)
        begin = place - {"start": 0, "middle": room // 2, "end": room}[_anchor(place, room)]
        if all(begin >= end or begin + room <= start for start, end in taken):
            taken.append((begin, begin + room))
            found.add(place)
    return frozenset(found)


def _anchor(place: int, room: int) -> str:
    """Words at an end of the axis stand within it."""
    return "start" if place < room // 2 else "end" if place > LENGTH - room // 2 else "middle"


def _room(date: EdtfDate, words: int) -> int:
    """What the words of a date take, where a month with its year takes ``words``."""
    return words * {"day": 5, "month": 4, "year": 2}[date.start.precision if date.start else "day"] // 4


def _runs(axis: TimeAxis) -> list[tuple[int, int]]:
    """The first and last day, as ordinals, of each run of time between folds."""
    starts = [axis.knots[0][0], *(one.after.first.toordinal() for one in axis.folds)]
    return list(zip(starts, [*(one.before.first.toordinal() for one in axis.folds), axis.knots[-1][0]], strict=True))


def _crowded(axis: TimeAxis, length: int, first: int, last: int, words: int) -> bool:
    """Whether ticks so many days apart are sure to have no room, so that they need not be counted out."""
    room = axis.place(dt.date.fromordinal(last)) - axis.place(dt.date.fromordinal(first))
    return 2 * room * length < words * (last - first) // 2


def _days(of_month: tuple[int, ...], first: int, last: int) -> Iterator[EdtfDate]:
    for number in range(first, last + 1):
        day = dt.date.fromordinal(number)
        if day.day in of_month:
            yield on_day(day)


def _months(step: int, first: int, last: int) -> Iterator[EdtfDate]:
    begin, end = dt.date.fromordinal(first), dt.date.fromordinal(last)
    number = begin.year * 12 + begin.month - 1 + (begin.day > 1)
    for count in range(number + -number % step, end.year * 12 + end.month, step):
        point = Point(count // 12, None if step % 12 == 0 else count % 12 + 1)
        yield EdtfDate(point, point)


# From fine to coarse: how many days apart, and where they stand from one day to another.
_UNITS = (
    (1, partial(_days, tuple(range(1, 32)))),
    (5, partial(_days, (1, 6, 11, 16, 21, 26))),
    (10, partial(_days, (1, 11, 21))),
    *((30 * step, partial(_months, step)) for step in (1, 3, 6)),
    *((365 * years, partial(_months, 12 * years)) for years in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000)),
)
