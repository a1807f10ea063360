"""Time drawn to scale: which day stands where, with quiet stretches folded, and the ticks that tell it.

Days are counted as ``date.toordinal`` does, places in whole units of a drawing, from its left.
"""

import datetime as dt
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from onrecord.records.dates import EdtfDate, Point

DAY_AT_MOST = 60  # units, where there are folds: they take what is left, lest a day be wider than they
DAY_AT_EASE = 26  # units; with days as wide as a mark there is nothing to gain by folding
FOLD = 76  # units that a folded stretch takes at least, with words in short lines
FOLDS = 4  # at most
QUIET_DAYS = 14  # a shorter stretch is never folded
QUIET_SHARE = 5  # a stretch is folded when it is longer than this part, a fifth, of all else that is drawn
MONTH_WORDS = 72  # units that the name of a month with its year takes
YEAR_WORDS = 44
DAY_WORDS = 22

_MONTHS = (1, 3, 6, *(12 * years for years in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)))


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days drawn to scale, the last included, and the places where they begin and end."""

    first: int
    last: int
    x: int
    end: int


@dataclass(frozen=True, slots=True)
class Fold:
    """A stretch that was shortened: its place and width, and how long it is in full units of time.

    ``quiet`` where no entry falls into it; else one of no exact date, or one that lasts, runs through it. What lies behind
    the day up to which entries were gathered is not ``gathered``, and nothing can be told of it.
    """

    x: int
    width: int
    count: int
    unit: str  # days, months or years
    quiet: bool
    gathered: bool = True

    def mirrored(self, width: int) -> "Fold":
        """The same in a drawing that is read from right to left."""
        return replace(self, x=width - self.x - self.width)


@dataclass(frozen=True, slots=True)
class Tick:
    """A month or year told on the scale: where its words begin, and whether it begins there too, which is a line."""

    x: int
    date: EdtfDate
    starts: bool

    def mirrored(self, width: int) -> "Tick":
        """The same in a drawing that is read from right to left."""
        return replace(self, x=width - self.x)


@dataclass(frozen=True, slots=True)
class DayTick:
    """A day of the month told on the scale, at its middle."""

    x: int
    day: int

    def mirrored(self, width: int) -> "DayTick":
        """The same in a drawing that is read from right to left."""
        return replace(self, x=width - self.x)


@dataclass(frozen=True, slots=True)
class Scale:
    """Where days stand. ``days`` of them are drawn to scale, on ``room`` units."""

    stretches: tuple[Stretch, ...]
    folds: tuple[Fold, ...]
    days: int
    room: int
    width: int

    def place(self, day: int) -> int:
        """Where a day begins; what lies before the first or after the last stands at the edge."""
        before: Stretch | None = None
        for one in self.stretches:
            if day < one.first:
                if before is None:
                    return one.x
                return before.end + (one.x - before.end) * (day - before.last - 1) // (one.first - before.last - 1)
            if day <= one.last:
                return one.x + (day - one.first) * self.room // self.days
            before = one
        return self.stretches[-1].end

    def middle(self, day: int) -> int:
        """The middle of a day."""
        return (self.place(day) + self.place(day + 1)) // 2


def scale(
    days: Iterable[int], spans: Iterable[tuple[int, int]], width: int, margin: int, gathered: int | None = None
) -> Scale:
    """A scale of that width on which all the days stand, of which there is one at least.

    ``spans`` are first and last days of what is not of one day: they tell which folds are quiet. Folded are the longest
    stretches between two of the days, the longest first, as long as each is longer than a fifth of what is left
    and a day is narrower than a mark. ``gathered`` is the day up to which entries were gathered, one of the days.
    """
    found = sorted(set(days))
    folded = _folded(found, width - 2 * margin)
    count = found[-1] - found[0] + 1 - sum(b - a - 1 for a, b in folded)
    room = width - 2 * margin - FOLD * len(folded)
    room = min(room, DAY_AT_MOST * count) if folded else room
    fold = (width - 2 * margin - room) // len(folded) if folded else 0
    lasting = tuple(spans)
    stretches, folds = [], []
    first, x = found[0], margin
    for a, b in (*folded, (found[-1], None)):
        end = x + (a - first + 1) * room // count
        stretches.append(Stretch(first, a, x, end))
        if b is not None:
            quiet = not any(begin < b and a < last for begin, last in lasting)
            folds.append(Fold(end, fold, *_length(b - a - 1), quiet, gathered is None or b <= gathered))
            first, x = b, end + fold
    return Scale(tuple(stretches), tuple(folds), count, room, width)


def _folded(days: list[int], room: int) -> list[tuple[int, int]]:
    """The pairs of days between which time is folded, in order."""
    gaps = sorted(((b - a - 1, a, b) for a, b in pairwise(days)), key=lambda one: (-one[0], one[1]))
    left = days[-1] - days[0] + 1
    found: list[tuple[int, int]] = []
    for quiet, a, b in gaps[:FOLDS]:
        wide = (room - FOLD * len(found)) >= DAY_AT_EASE * left
        if wide or quiet < QUIET_DAYS or quiet * QUIET_SHARE <= left - quiet:
            break
        left -= quiet
        found.append((a, b))
    return sorted(found)


def _length(days: int) -> tuple[int, str]:
    if days < 61:
        return days, "days"
    return (days * 100 // 3044, "months") if days < 731 else (days * 100 // 36525, "years")


def ticks(drawn: Scale) -> tuple[Tick, ...]:
    """Months, or years where months have no room: each where it begins, and where a stretch begins within one."""
    months = next((one for one in _MONTHS if one * 3044 * drawn.room >= 100 * _words(one) * drawn.days), _MONTHS[-1])
    words = _words(months)
    found: list[Tick] = []
    for stretch in drawn.stretches:
        starts = [*_starts(stretch, months, drawn)]
        if not starts or starts[0].x >= stretch.x + words:
            starts.insert(0, Tick(stretch.x, _period(stretch.first, months), False))
        for tick in starts:
            told = found[-1] if found else None
            moved = replace(tick, x=max(0, min(tick.x, drawn.stretches[-1].end - words))) if not tick.starts else tick
            if moved.x + words > drawn.width or (told and (moved.date == told.date or moved.x < told.x + words)):
                continue
            found.append(moved)
    return tuple(found)


def _words(months: int) -> int:
    return MONTH_WORDS if months < 12 else YEAR_WORDS


def _period(day: int, months: int) -> EdtfDate:
    date = dt.date.fromordinal(day)
    point = Point(date.year, date.month) if months < 12 else Point(date.year)
    return EdtfDate(point, point)


def _starts(stretch: Stretch, months: int, drawn: Scale) -> Iterator[Tick]:
    """Where months or years begin within a stretch."""
    date = dt.date.fromordinal(stretch.first)
    number = date.year * 12 + date.month - 1
    number += -number % months
    while number < 120_000:
        begins = dt.date(number // 12, number % 12 + 1, 1).toordinal()
        if begins > stretch.last:
            return
        if begins >= stretch.first:
            yield Tick(drawn.place(begins), _period(begins, months), True)
        number += months


def day_ticks(drawn: Scale) -> tuple[DayTick, ...]:
    """Days of the month: the first of each stretch, and all, every second, fifth or tenth where there is room."""
    step = next((one for one in (1, 2, 5, 10) if one * drawn.room >= DAY_WORDS * drawn.days), None)
    if step is None:
        return ()
    found = [DayTick(drawn.middle(one.first), dt.date.fromordinal(one.first).day) for one in drawn.stretches]
    for stretch in drawn.stretches:
        for day in range(stretch.first + 1, stretch.last + 1):
            date = dt.date.fromordinal(day)
            near = date.day + step // 2 > monthrange(date.year, date.month)[1]  # the next month begins beside it
            x = drawn.middle(day)
            if date.day % step == 0 and not near and all(abs(x - one.x) >= DAY_WORDS for one in found):
                found.append(DayTick(x, date.day))
    return tuple(sorted(found, key=lambda one: one.x))
