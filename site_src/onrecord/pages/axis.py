"""The time axis of every drawing: which day stands where, with quiet stretches folded, and the ticks that tell it.

Days are counted as ``date.toordinal`` does. Places are whole numbers from the left: units of the overview, and in charts
shares of a strip, from 0 to 1000, which is as wide as the reader's page allows.
"""

import datetime as dt
from bisect import bisect_left
from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from statistics import median_low
from typing import Literal

from onrecord.records.dates import EdtfDate, Point, on_day

LENGTH = 1000  # of a strip
DAY_AT_MOST = 60  # units, where there are folds: they take what is left, lest a day be wider than they
MONTH_WORDS, YEAR_WORDS, DAY_WORDS = 72, 44, 22  # units that a month with its year, a year and a day of the month take

Anchor = Literal["start", "middle", "end"]

_MONTHS = (1, 3, 6, *(12 * years for years in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Folding:
    """When quiet stretches are folded: the longest first, while what there is of time is narrow and they are long."""

    width: int  # places that a fold takes, at least
    most: int  # folds
    narrow: int  # places: what is drawn wider has nothing to gain by a fold
    share: int  # a stretch is folded if it is one in so many parts of all that is drawn, or more
    least: int  # days of a stretch


DRAWN = Folding(width=76, most=4, narrow=26, share=6, least=14)  # with words in short lines; a mark is 26 wide
CHARTED = Folding(width=60, most=5, narrow=25, share=4, least=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fold:
    """Time that is drawn shorter than it was: where it is, and the days between which it lies."""

    low: int
    high: int
    before: EdtfDate
    after: EdtfDate


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeTick:
    """A date marked on the axis of a chart, as precise as it is to be written, and its place.

    ``anchor`` is the side of the words that stands at the place. ``named`` are those that have room for words, ``sparse``
    those that have it on a strip half as wide too.
    """

    date: EdtfDate
    place: int
    anchor: Anchor
    named: bool
    sparse: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeAxis:
    """Where days stand. In the overview a day has a width, in a chart it is a point.

    ``pieces`` are days from which on time is even, with their place, and how many places so many days take from there on.
    The last one is where the axis ends.
    """

    pieces: tuple[tuple[int, int, int, int], ...]
    folds: tuple[Fold, ...] = ()
    ticks: tuple[TimeTick, ...] = ()
    days_have_width: bool = False

    def place(self, day: int) -> int:
        """Where a day stands, or begins; what lies before the first or after the last stands at the edge."""
        begin, low, places, days = self.pieces[max(0, bisect_left(self.pieces, (day + 1,)) - 1)]
        return low + max(0, day - begin) * places // days

    def middle(self, day: int) -> int:
        """The middle of a day that has a width."""
        return (self.place(day) + self.place(day + 1)) // 2

    def span(self, date: EdtfDate) -> tuple[int, int]:
        """Where the first and the last day stand that a date can mean."""
        return self.place(date.first.toordinal()), self.place(date.last.toordinal())

    @property
    def rate(self) -> tuple[int, int]:
        """How many places so many days take, where time is not folded and days have a width."""
        return self.pieces[0][2:]

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.pieces[-1][1]

    @property
    def runs(self) -> list[tuple[int, int]]:
        """The first and last day of each run of time between folds."""
        starts = [self.pieces[0][0], *(fold.after.first.toordinal() for fold in self.folds)]
        last = self.pieces[-1][0] - self.days_have_width
        return list(zip(starts, [*(fold.before.first.toordinal() for fold in self.folds), last], strict=True))


def _folded(days: Sequence[int], room: int, rule: Folding, *, width: int) -> list[tuple[int, int]]:
    """The pairs of neighbouring days between which time is folded, in order. ``width`` is that of a day, in days."""
    gaps = sorted(((b - a - width, a, b) for a, b in pairwise(days)), key=lambda gap: (-gap[0], gap[1]))
    drawn = days[-1] - days[0] + width
    folded = []
    for count, (quiet, a, b) in enumerate(gaps[: rule.most]):
        usual = width or median_low([gap[0] for gap in gaps[count:]])  # days: one, or what is usual between two dates
        wide = usual * (room - rule.width * count) >= rule.narrow * drawn
        if wide or quiet < rule.least or quiet * rule.share < drawn:
            break
        drawn -= quiet
        folded.append((a, b))
    return sorted(folded)


def bare(point: Point | None) -> Point | None:
    """A point in time without its marks."""
    return replace(point, about=False, uncertain=False) if point else None


def _on(day: int) -> EdtfDate:
    return on_day(dt.date.fromordinal(day))


def _days(of_month: Sequence[int], first: int, last: int) -> Iterator[EdtfDate]:
    """The days that have such a number in their month, from one day to another."""
    days = map(dt.date.fromordinal, range(first, last + 1))
    return (on_day(day) for day in days if day.day in of_month)


def _periods(months: int, first: int, last: int) -> Iterator[EdtfDate]:
    """The months, or years, that begin from one day to another, so many months apart."""
    begin, end = dt.date.fromordinal(first), dt.date.fromordinal(last)
    number = begin.year * 12 + begin.month - 1 + (begin.day > 1)
    return (_period(month, months) for month in range(number + -number % months, end.year * 12 + end.month, months))


def _period(number: int, months: int) -> EdtfDate:
    """A month by its number, from the first of year 0; or its year, where whole years are told."""
    point = Point(number // 12, None if months % 12 == 0 else number % 12 + 1)
    return EdtfDate(point, point)


# From fine to coarse: how many days apart, and where they begin from one day to another.
_UNITS = (
    (1, partial(_days, range(1, 32))),
    (5, partial(_days, (1, 6, 11, 16, 21, 26))),
    (10, partial(_days, (1, 11, 21))),
    *((365 * months // 12, partial(_periods, months)) for months in _MONTHS),
)


# -- the overview -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Tick:
    """A month or year told on the scale: where its words begin, and whether it begins there too, which is a line."""

    x: int
    date: EdtfDate
    starts: bool


@dataclass(frozen=True, slots=True)
class DayTick:
    """A day of the month told on the scale, at its middle."""

    x: int
    day: int


def scale(days: Iterable[int], width: int, margin: int) -> TimeAxis:
    """The axis of a drawing so many units wide, on which all the days stand, of which there is one at least."""
    known = sorted(set(days))
    room = width - 2 * margin
    folded = _folded(known, room, DRAWN, width=1)
    count = known[-1] - known[0] + 1 - sum(b - a - 1 for a, b in folded)
    free = room - DRAWN.width * len(folded)
    drawn = min(free, DAY_AT_MOST * count) if folded else free
    fold = (room - drawn) // len(folded) if folded else 0
    pieces, folds = [], []
    first, x = known[0], margin
    for a, b in folded:
        end = x + (a - first + 1) * drawn // count
        pieces += [(first, x, drawn, count), (a + 1, end, fold, b - a - 1)]
        folds.append(Fold(low=end, high=end + fold, before=_on(a), after=_on(b)))
        first, x = b, end + fold
    last = known[-1] + 1
    pieces += [(first, x, drawn, count), (last, x + (last - first) * drawn // count, 0, 1)]
    return TimeAxis(pieces=tuple(pieces), folds=tuple(folds), days_have_width=True)


def month_ticks(axis: TimeAxis, width: int) -> tuple[Tick, ...]:
    """Months, or years where months have no room: each where it begins, and where a run of days begins within one."""
    room, days = axis.rate
    months = next((one for one in _MONTHS if one * 3044 * room >= 100 * _words(one) * days), _MONTHS[-1])
    words = _words(months)
    ticks: list[Tick] = []
    for first, last in axis.runs:
        starts = [Tick(axis.place(one.first.toordinal()), one, starts=True) for one in _periods(months, first, last)]
        x, day = axis.place(first), dt.date.fromordinal(first)
        if not starts or starts[0].x >= x + words:
            period = _period(day.year * 12 + day.month - 1, months)
            starts.insert(0, Tick(max(0, min(x, axis.end - words)), period, starts=False))
        for tick in starts:
            before = ticks[-1] if ticks else None
            if tick.x + words <= width and not (before and (tick.date == before.date or tick.x < before.x + words)):
                ticks.append(tick)
    return tuple(ticks)


def _words(months: int) -> int:
    return MONTH_WORDS if months < 12 else YEAR_WORDS


def day_ticks(axis: TimeAxis) -> tuple[DayTick, ...]:
    """Days of the month: the first of each run, and all, every second, fifth or tenth where there is room."""
    room, days = axis.rate
    step = next((step for step in (1, 2, 5, 10) if step * room >= DAY_WORDS * days), None)
    if step is None:
        return ()
    ticks = [DayTick(axis.middle(first), dt.date.fromordinal(first).day) for first, _ in axis.runs]
    for first, last in axis.runs:
        for day in range(first + 1, last + 1):
            date = dt.date.fromordinal(day)
            near = date.day + step // 2 > monthrange(date.year, date.month)[1]  # the next month begins beside it
            x = axis.middle(day)
            if date.day % step == 0 and not near and all(abs(x - tick.x) >= DAY_WORDS for tick in ticks):
                ticks.append(DayTick(x, date.day))
    return tuple(sorted(ticks, key=lambda tick: tick.x))


# -- charts -------------------------------------------------------------------------------------------------------------


def time_axis(dates: Iterable[EdtfDate], words: int, until: EdtfDate | None = None) -> TimeAxis | None:
    """The axis of a chart, from the first to the last day that the dates can mean, or ``until``; None where there is none.

    ``words`` is the room that the name of a month with its year takes, in places. Stretches that are alike are never
    folded: then the middle one of all is as long as the others.
    """
    given = tuple(dates)
    ends = [date.first for date in given if date.start] + [date.last for date in given if date.end]
    days = sorted({day.toordinal() for day in (*ends, *([until.last] if until else []))})
    if not days:
        return None
    if len(days) == 1:
        tick = TimeTick(date=_on(days[0]), place=LENGTH // 2, anchor="middle", named=True, sparse=True)
        return TimeAxis(pieces=((days[0], LENGTH // 2, 0, 1),), ticks=(tick,))
    folded = _folded(days, LENGTH, CHARTED, width=0)
    room = LENGTH - CHARTED.width * len(folded)
    drawn = days[-1] - days[0] - sum(b - a for a, b in folded)
    pieces: list[tuple[int, int, int, int]] = []
    folds: list[Fold] = []
    low = bent = so_far = 0
    for a, b in pairwise(days):
        if (a, b) in folded:
            bent += CHARTED.width
        else:
            so_far += b - a
        high = bent + room * so_far // drawn
        pieces.append((a, low, high - low, b - a))
        if (a, b) in folded:
            beside = folds.pop() if folds and folds[-1].high == low else None
            folds.append(
                Fold(
                    low=beside.low if beside else low,
                    high=high,
                    before=beside.before if beside else _on(a),
                    after=_on(b),
                )
            )
        low = high
    axis = TimeAxis(pieces=(*pieces, (days[-1], low, 0, 1)), folds=tuple(folds))
    return replace(axis, ticks=_ticks(axis, given, words, until))


def _ticks(axis: TimeAxis, dates: tuple[EdtfDate, ...], words: int, until: EdtfDate | None) -> tuple[TimeTick, ...]:
    """The day that states are read on, where each run of unfolded time begins, then months or the like between them."""
    wanted = [(axis.place(until.last.toordinal()), on_day(until.last))] if until else []
    for first, _ in axis.runs:
        begins = min((date for date in dates if date.start and date.first.toordinal() == first), default=None)
        if begins:
            wanted.append((axis.place(first), EdtfDate(bare(begins.start), bare(begins.start))))
    wanted += _between(axis, words)
    at_place = {place: (place, date) for place, date in reversed(wanted)}  # of two at one place the one wanted more
    marked = [at_place[place] for place in dict.fromkeys(place for place, _ in wanted)]
    named, sparse = _with_room(marked, words), _with_room(marked, 2 * words)
    return tuple(
        TimeTick(
            date=date,
            place=place,
            anchor=_anchor(place, _room(date, words)),
            named=place in named,
            sparse=place in sparse & named,
        )
        for place, date in sorted(marked, key=lambda one: one[0])
    )


def _between(axis: TimeAxis, words: int) -> list[tuple[int, EdtfDate]]:
    """Days, months or years with their places: the finest unit that has room for its words in each run."""
    for days, begins in _UNITS:
        if any(_crowded(axis, days, first, last, words) for first, last in axis.runs):
            continue
        runs = [[(axis.place(date.first.toordinal()), date) for date in begins(*run)] for run in axis.runs]
        neighbours = [(after - low, date) for run in runs for (low, date), (after, _) in pairwise(run)]
        if all(room >= _room(date, words) for room, date in neighbours):
            return [tick for run in runs for tick in run]
    return []


def _crowded(axis: TimeAxis, days: int, first: int, last: int, words: int) -> bool:
    """Whether ticks so many days apart are sure to have no room, so that they need not be counted out."""
    return 2 * (axis.place(last) - axis.place(first)) * days < words * (last - first) // 2


def _with_room(wanted: list[tuple[int, EdtfDate]], words: int) -> frozenset[int]:
    """The places whose words do not run into the words of one before it in the list."""
    taken: dict[int, tuple[int, int]] = {}
    for place, date in wanted:
        room = _room(date, words)
        begin = place - {"start": 0, "middle": room // 2, "end": room}[_anchor(place, room)]
        if all(begin >= end or begin + room <= start for start, end in taken.values()):
            taken[place] = (begin, begin + room)
    return frozenset(taken)


def _anchor(place: int, room: int) -> Anchor:
    """Words at an end of the axis stand within it."""
    return "start" if place < room // 2 else "end" if place > LENGTH - room // 2 else "middle"


def _room(date: EdtfDate, words: int) -> int:
    """What the words of a date take, where a month with its year takes ``words``."""
    return words * {"day": 5, "month": 4, "year": 2}[date.start.precision if date.start else "day"] // 4
