"""Dates as precise as the evidence: a subset of EDTF (ISO 8601-2, levels 0 and 1).

Accepted: a year, a month or a day, each with ``~`` (about), ``?`` (uncertain) or ``%`` (both); two of them joined by
``/``; ``..`` at one end of an interval for no beginning or no end. No zone is ever applied to a date.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date, time
from functools import cached_property, total_ordering
from typing import Literal

Precision = Literal["year", "month", "day"]

_POINT = re.compile(r"(?P<year>\d{4})(-(?P<month>\d{2})(-(?P<day>\d{2}))?)?(?P<mark>[~?%])?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Point:
    """One end of an interval, or a date by itself: a year, month or day."""

    year: int
    month: int | None = None
    day: int | None = None
    about: bool = False
    uncertain: bool = False

    @property
    def precision(self) -> Precision:
        """How exact it is."""
        return "day" if self.day else "month" if self.month else "year"

    @property
    def first(self) -> date:
        """The first day it can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The last day it can mean."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    @property
    def iso(self) -> str:
        """The certain part, as HTML's ``datetime`` attribute takes it: ``2021-12``."""
        parts = [f"{self.year:04}"]
        if self.month:
            parts.append(f"{self.month:02}")
        if self.day:
            parts.append(f"{self.day:02}")
        return "-".join(parts)

    def __str__(self) -> str:
        mark = "%" if self.about and self.uncertain else "~" if self.about else "?" if self.uncertain else ""
        return self.iso + mark


@total_ordering
@dataclass(frozen=True, eq=True)  # without slots: what is compared at every sort is worked out once
class EdtfDate:
    """A date or an interval. ``start`` or ``end`` is None where the interval is open; a single date has both the same.

    Ordered by the first day it can mean; of those that begin together, the less precise (the longer) first; then the
    certain before the marked; then by its text. The order is total: only equal dates are equal.
    """

    start: Point | None
    end: Point | None

    @property
    def single(self) -> bool:
        """Whether it is one date and no interval."""
        return self.start is not None and self.start == self.end

    @cached_property
    def first(self) -> date:
        """The first day it can mean; the first of all days where it has no beginning."""
        return self.start.first if self.start else date.min

    @cached_property
    def last(self) -> date:
        """The last day it can mean; the last of all days where it has no end."""
        return self.end.last if self.end else date.max

    @property
    def day(self) -> date | None:
        """The day, if it is a single one."""
        return self.first if self.start and self.single and self.start.precision == "day" else None

    @property
    def marked(self) -> bool:
        """Whether any part is about or uncertain."""
        return any(point.about or point.uncertain for point in (self.start, self.end) if point)

    def includes(self, other: "EdtfDate") -> bool:
        """Whether some day of the other may fall within this one."""
        return self.first <= other.last and other.first <= self.last

    def may_have_come(self, day: date) -> bool:
        """Whether all that it names may have come by the end of a day: both ends, where it is an interval."""
        return self.first <= day and (self.end is None or self.end.first <= day)

    def __lt__(self, other: "EdtfDate") -> bool:
        return self._order < other._order

    @cached_property
    def _order(self) -> tuple[date, int, bool, str]:
        return (self.first, -self.last.toordinal(), self.marked, str(self))

    def __str__(self) -> str:
        if self.single:
            return str(self.start)
        return f"{self.start or '..'}/{self.end or '..'}"


def read_date(text: str) -> EdtfDate:
    """The date that the text means, of the subset of EDTF that content has. ValueError, with a sentence for the author, when it is none.

    >>> [str(read_date(text).last) for text in ("2022-01-10", "2022-01~", "2021/2022-02")]
    ['2022-01-10', '2022-01-31', '2022-02-28']
    """
    if "/" not in text:
        point = _point(text)
        return EdtfDate(point, point)
    left, _, right = text.partition("/")
    if "/" in right:
        raise ValueError(f"'{text}' is not a date of the form 2022-01-10, 2022-01 or 2022")
    start = None if left == ".." else _point(left)
    end = None if right == ".." else _point(right)
    if start is None and end is None:
        raise ValueError("an interval needs at least one date")
    if start and end and (start.first > end.last or start == end):
        raise ValueError("an interval must end after it begins")
    return EdtfDate(start, end)


def on_day(day: date) -> EdtfDate:
    """The date that is just this day."""
    point = Point(day.year, day.month, day.day)
    return EdtfDate(point, point)


def _point(text: str) -> Point:
    match = _POINT.fullmatch(text)
    if match is None:
        raise ValueError(f"'{text}' is not a date of the form 2022-01-10, 2022-01 or 2022")
    year, month, day = int(match["year"]), match["month"], match["day"]
    if year == 0:
        raise ValueError("there is no year 0000 here")
    if month and not 1 <= int(month) <= 12:
        raise ValueError(f"there is no month {month}")
    if month and day and not 1 <= int(day) <= calendar.monthrange(year, int(month))[1]:
        raise ValueError(f"{calendar.month_name[int(month)]} {year} has no day {int(day)}")
    mark = match["mark"]
    return Point(
        year,
        int(month) if month else None,
        int(day) if day else None,
        about=mark in ("~", "%"),
        uncertain=mark in ("?", "%"),
    )


@dataclass(frozen=True, slots=True)
class ClockTime:
    """A time of day, or a span of them, on a 24-hour clock, local to a place. A span may end after midnight."""

    start: time
    end: time | None = None

    def __str__(self) -> str:
        start = self.start.strftime("%H:%M")
        return f"{start}/{self.end.strftime('%H:%M')}" if self.end else start


def read_time(text: str) -> ClockTime:
    """The time that ``HH:MM`` or ``HH:MM/HH:MM`` means. ValueError when it is none."""
    match = re.fullmatch(r"([01]\d|2[0-3]):([0-5]\d)(?:/([01]\d|2[0-3]):([0-5]\d))?", text, re.ASCII)
    if match is None:
        raise ValueError(f"'{text}' is not a time of the form 08:55, or 15:35/16:25")
    hour, minute, end_hour, end_minute = match.groups()
    return ClockTime(time(int(hour), int(minute)), time(int(end_hour), int(end_minute)) if end_hour else None)
