"""The lane of statements in the overview: columns by day, to scale, and lines for what is of no single day."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from onrecord.pages.axis import TimeAxis, bare
from onrecord.pages.layout import TARGET, WIDTH, Box, gathered
from onrecord.pages.timeline import Entry, day_id
from onrecord.records.dates import EdtfDate

PEAK = 40  # the highest column of statements
EACH = 6  # what one statement adds to a column, at most
COLUMN, WIDEST = 4, 20  # the narrowest column, and the widest


@dataclass(frozen=True, slots=True, kw_only=True)
class Pile:
    """Statements of some days, one target: columns to scale, or the line of a date that is not of one day."""

    target: Box
    columns: tuple[Box, ...]
    unsure: tuple[Box, ...]  # those parts of columns that stand for statements of uncertain days
    date: EdtfDate
    day: str  # the HTML id of the heading it leads to
    entries: tuple[Entry, ...]

    @property
    def count(self) -> int:
        """How many statements."""
        return len(self.entries)


def piles(entries: list[Entry], axis: TimeAxis, top: int) -> tuple[tuple[Pile, ...], int, int]:
    """Statements by day, in columns of which some together are a target; below, those of no single day.

    With how many statements the tallest column stands for, and where the lane may end.
    """
    columns = _columns([entry for entry in entries if entry.date.first == entry.date.last], axis)
    spread = [entry for entry in entries if entry.date.first != entry.date.last]
    most = max((len(column.said) for column in columns), default=0)
    foot = top + PEAK if columns else top
    upright = [_pile(group, most, foot) for group in gathered(columns, lambda column: column.x)]
    lying = _spread(spread, axis, foot + 2 + TARGET // 2)
    return (*upright, *lying), most, foot + (2 + TARGET if spread else 0)


@dataclass(frozen=True, slots=True)
class _Column:
    """What was said on a day, or on some days where a day has no room."""

    x: int
    end: int
    said: tuple[Entry, ...]


def _columns(entries: list[Entry], axis: TimeAxis) -> list[_Column]:
    """Columns from the left, each of so many days that it is wide enough."""
    room, days = axis.rate
    together, runs = max(1, -(-COLUMN * days // room)), axis.runs

    def place(entry: Entry) -> tuple[int, int]:
        day = entry.date.first.toordinal()
        first, last = next(run for run in runs if run[0] <= day <= run[1])
        begin = day - (day - first) % together
        return axis.place(begin), axis.place(min(begin + together, last + 1))

    by_day = sorted(entries, key=lambda entry: entry.date.first)
    return [_Column(x, end, tuple(group)) for (x, end), group in groupby(by_day, key=place)]


def _pile(columns: list[_Column], most: int, foot: int) -> Pile:
    """Columns as one target."""
    x = columns[0].x
    sure, unsure = [], []
    for column in columns:
        count = len(column.said)
        high = max(2, min(count * PEAK // most, count * EACH))
        low = high * sum(not entry.date.marked for entry in column.said) // count
        wide = max(1, min(column.end - column.x - 1, WIDEST))
        left = column.x + (column.end - column.x - wide) // 2
        if low:
            sure.append(Box(x=left, y=foot - low, width=wide, height=low))
        if low < high:
            unsure.append(Box(x=left, y=foot - high, width=wide, height=high - low))
    target = Box(x=x, y=foot - PEAK, width=max(TARGET, columns[-1].end - x), height=PEAK)
    return _pile_of([entry for column in columns for entry in column.said], target, tuple(sure), tuple(unsure))


def _spread(entries: list[Entry], axis: TimeAxis, y: int) -> Iterator[Pile]:
    """Statements of no single day: a line over the days, gathered where their beginnings have no room beside another."""

    def begin(entry: Entry) -> int:
        day = entry.date.first if entry.date.start else entry.date.last
        return max(0, min(axis.place(day.toordinal()), WIDTH - TARGET))

    groups = gathered(entries, begin)
    rooms = [*(begin(group[0]) - 4 for group in groups[1:]), WIDTH]
    for group, room in zip(groups, rooms, strict=False):
        x = begin(group[0])
        longest = max(axis.place(entry.date.last.toordinal() + 1) if entry.date.end else WIDTH for entry in group)
        line = Box(x=x, y=y - 2, width=max(TARGET - 4, min(longest, room) - x), height=4)
        yield _pile_of(group, Box(x=x, y=y - TARGET // 2, width=TARGET, height=TARGET), (), (line,))


def _pile_of(said: list[Entry], target: Box, columns: tuple[Box, ...], unsure: tuple[Box, ...]) -> Pile:
    """A pile of those statements: the date that all of them share, or from the first to the last of theirs."""
    dates = list(dict.fromkeys(entry.date for entry in said))
    start, end = min(dates).start, max(dates, key=lambda date: date.last).end
    alike = len(dates) == 1 or not (start or end)
    together = dates[0] if alike else EdtfDate(bare(start), bare(end))
    return Pile(
        target=target, columns=columns, unsure=unsure, date=together, day=day_id(said[0].date), entries=tuple(said)
    )
