"""The timeline as one drawing: a lane for each format, time to scale, a mark for each event.

All places are whole units from the top and the left; one unit is a CSS pixel where a rem has 17. What is drawn where
is decided here, by rules that do not know the content (docs/decisions/0018-overview.md); templates add the words.
Marks are targets of ``TARGET`` by ``TARGET`` units at least, and no two of them overlap (WCAG 2.2, 2.5.8).
"""

from bisect import insort
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Protocol

from onrecord.config import Choice, Site
from onrecord.pages.lettering import block_of, width_of
from onrecord.pages.scale import DayTick, Fold, Scale, Tick, day_ticks, scale, ticks
from onrecord.records.base import Record
from onrecord.records.dates import EdtfDate
from onrecord.records.event import Event
from onrecord.records.fields import Ref

WIDTH = 994  # of the drawing; with the names it fills the page's main column of 68rem
NAMES = 162  # of the column of names beside it
MARGIN = 22  # left of the first day and right of the last
HEAD = 54  # above the lanes: the day that states are read on, months, days
SCALE = 34  # where the lines of the scale begin
TARGET = 26  # both a row's height and a mark's
ROWS = 4  # in a lane, at most
PAD = 5  # above and below the rows of a lane
RADIUS = 6  # of the shapes of marks
SIZE = 12  # of letters, in labels and names
LEADING = 13  # from line to line; two lines are a row
TITLE = 200  # the widest line of a label that has more than one
ONE_LINE = 250  # the widest title that stands in one line
DATE, INTERVAL = 118, 225  # what a date above a title may take, in any language
AIR = 8  # behind a label
OPENING = 4  # so many labels of a lane may make it higher
PEAK = 40  # the highest column of statements
EACH = 6  # what one statement adds to a column, at most
COLUMN = 4  # the narrowest column


class Entry(Protocol):
    """What the drawing needs to know of a line of the timeline."""

    @property
    def kind(self) -> str:
        """``event``, ``step`` of one, or ``statement``."""
    @property
    def date(self) -> EdtfDate:
        """When."""
    @property
    def record(self) -> Record:
        """What stands behind it."""
    @property
    def state(self) -> str | None:
        """Of an event or a step."""
    @property
    def html_id(self) -> str:
        """Where it stands on the page."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle."""

    x: int
    y: int
    width: int
    height: int

    def mirrored(self, width: int) -> "Box":
        """The same in a drawing that is read from right to left."""
        return replace(self, x=width - self.x - self.width)


@dataclass(frozen=True, slots=True)
class Label:
    """The words beside a mark: the date on the first line, whose baseline is ``y``, then lines of the title.

    ``x`` is where lines begin, or end where ``before`` says that the words stand before the mark.
    """

    x: int
    y: int
    lines: tuple[str, ...]
    before: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """The mark of an event, of announcements of one, or of several entries that have no room of their own.

    ``x`` and ``y`` are its middle. The first of the entries is where it leads.
    """

    kind: str  # event, step or more
    x: int
    y: int
    entries: tuple[Entry, ...]
    label: Label | None = None

    @property
    def first(self) -> Entry:
        """Where it leads."""
        return self.entries[0]

    @property
    def target(self) -> Box:
        """Where it can be hit."""
        return Box(self.x - TARGET // 2, self.y - TARGET // 2, TARGET, TARGET)

    def mirrored(self, width: int) -> "Mark":
        """The same in a drawing that is read from right to left."""
        label = replace(self.label, x=width - self.label.x) if self.label else None
        return replace(self, x=width - self.x, label=label)


@dataclass(frozen=True, slots=True)
class Line:
    """A line beside marks: from an announcement to its event, or over the days that an entry may be of or lasts."""

    kind: str  # life, lasting or loose
    x1: int
    x2: int
    y: int

    def mirrored(self, width: int) -> "Line":
        """The same in a drawing that is read from right to left."""
        return replace(self, x1=width - self.x1, x2=width - self.x2)


@dataclass(frozen=True, slots=True)
class Pile:
    """Statements of some days, one target: columns to scale, or the line of a date that is not of one day."""

    target: Box
    columns: tuple[Box, ...]
    unsure: tuple[Box, ...]  # those parts of columns that stand for statements of uncertain days
    date: EdtfDate
    day: str  # the HTML id of the heading it leads to
    count: int

    def mirrored(self, width: int) -> "Pile":
        """The same in a drawing that is read from right to left."""
        return replace(
            self,
            target=self.target.mirrored(width),
            columns=tuple(one.mirrored(width) for one in self.columns),
            unsure=tuple(one.mirrored(width) for one in self.unsure),
        )


@dataclass(frozen=True, slots=True)
class Lane:
    """A stripe of the drawing, with its name in lines: events of a format, events without one, or statements."""

    kind: str  # format, other or said
    name: tuple[str, ...]  # empty where the template has the words
    format: Choice | None
    y: int
    height: int
    marks: tuple[Mark, ...] = ()
    lines: tuple[Line, ...] = ()
    piles: tuple[Pile, ...] = ()

    def mirrored(self, width: int) -> "Lane":
        """The same in a drawing that is read from right to left."""
        return replace(
            self,
            marks=tuple(one.mirrored(width) for one in self.marks),
            lines=tuple(one.mirrored(width) for one in self.lines),
            piles=tuple(one.mirrored(width) for one in self.piles),
        )


@dataclass(frozen=True, slots=True)
class Overview:
    """The drawing. Without lanes there is nothing to draw."""

    width: int
    names: int
    height: int
    lanes: tuple[Lane, ...] = ()
    ticks: tuple[Tick, ...] = ()
    days: tuple[DayTick, ...] = ()
    folds: tuple[Fold, ...] = ()
    as_of: int = 0  # where the day ends on which states are read
    ahead: Box | None = None  # what lies behind that line
    as_of_before: bool = False  # whether its words stand before the line, for want of room behind it

    @property
    def shapes(self) -> frozenset[str | None]:
        """The shapes that it shows: states of events, and ``announced``."""
        marks = [mark for lane in self.lanes for mark in lane.marks if mark.kind != "more"]
        return frozenset("announced" if mark.kind == "step" else mark.first.state for mark in marks)

    @property
    def mirrored(self) -> "Overview":
        """The same, to be read from right to left: SVG does not turn by itself."""
        return replace(
            self,
            lanes=tuple(one.mirrored(self.width) for one in self.lanes),
            ticks=tuple(one.mirrored(self.width) for one in self.ticks),
            days=tuple(one.mirrored(self.width) for one in self.days),
            folds=tuple(one.mirrored(self.width) for one in self.folds),
            as_of=self.width - self.as_of,
            ahead=self.ahead.mirrored(self.width) if self.ahead else None,
        )


def day_id(date: EdtfDate) -> str:
    """The HTML id of the heading of a date on the timeline: letters, digits and hyphens."""
    told = str(date).replace("..", "open").replace("/", "-to-")
    return "day-" + told.replace("%", "-about-uncertain").replace("~", "-about").replace("?", "-uncertain")


def overview(entries: Sequence[Entry], site: Site, mentions: Mapping[Ref, int]) -> Overview:
    """The drawing of a timeline's entries, in their order, as of the site's day.

    ``mentions`` is how many records refer to an event: of labels that have no room together, that of the event with
    more of them is written, and such an event keeps a mark of its own where others are gathered.
    """
    if not entries:
        return Overview(WIDTH, NAMES, 0)
    drawn = _scale(entries, site)
    as_of = drawn.place(site.as_of.last.toordinal() + 1)
    barred = sorted([(one.x, one.x + one.width) for one in drawn.folds] + [(as_of - 3, as_of + 3)])
    lanes: list[Lane] = []
    y = HEAD
    for kind, choice, found in _sorted_out(entries, site):
        lane = _said(found, drawn, y) if kind == "said" else _lane(kind, choice, found, mentions, drawn, barred, y)
        lanes.append(lane)
        y += lane.height
    end = drawn.stretches[-1].end
    return Overview(
        WIDTH,
        NAMES,
        y,
        tuple(lanes),
        ticks(drawn),
        day_ticks(drawn),
        drawn.folds,
        as_of,
        as_of_before=as_of > WIDTH // 2,
        ahead=Box(as_of, SCALE, WIDTH - as_of, y - SCALE) if as_of < end else None,
    )


def _scale(entries: Iterable[Entry], site: Site) -> Scale:
    """Time from the first day to the last: each day on which something begins, or ends that has no beginning."""
    days = {site.as_of.last.toordinal()}
    spans = []
    for one in entries:
        date = one.date
        days.add((date.first if date.start else date.last).toordinal())
        if date.first != date.last:
            spans.append((date.first.toordinal(), date.last.toordinal()))
    ends = [one.date.last.toordinal() for one in entries if one.date.end]
    return scale(days | {max(ends, default=max(days))}, spans, WIDTH, MARGIN)


def _sorted_out(entries: Iterable[Entry], site: Site) -> Iterator[tuple[str, Choice | None, list[Entry]]]:
    """What stands in which lane, from the top."""
    found: dict[str | None, list[Entry]] = {}
    said = []
    for one in entries:
        if isinstance(one.record, Event):
            found.setdefault(one.record.format.id if one.record.format else None, []).append(one)
        else:
            said.append(one)
    for choice in site.formats:
        if choice.id in found:
            yield "format", choice, found[choice.id]
    if None in found:
        yield "other", None, found[None]
    if said:
        yield "said", None, said


# -- lanes of events --------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Item:
    """An event on its way to a mark: where it stands, what is drawn beside it, and how far it has come."""

    entry: Entry
    x: int
    begin: int  # of the line of its date
    end: int
    loose: bool
    steps: list[tuple[int, tuple[Entry, ...]]]  # announcements, by place
    freedom: int = 2  # 2 with a label where there is room, 1 with its announcements, 0 alone
    row: int = 0
    label: Label | None = None

    @property
    def reach(self) -> tuple[int, int]:
        """From where to where it takes room in its row."""
        if not self.freedom:
            return self.x - TARGET // 2, self.x + TARGET // 2
        places = [self.x, *(x for x, _ in self.steps)]
        return min(self.begin, min(places) - TARGET // 2), max(self.end, max(places) + TARGET // 2)


class _Rows:
    """Which stretches of which row are taken."""

    def __init__(self, count: int, taken: Iterable[tuple[int, int, int]] = ()) -> None:
        self.rows: list[list[tuple[int, int]]] = [[] for _ in range(count)]
        for row, begin, end in taken:
            self.take(row, begin, end)

    def is_free(self, row: int, begin: int, end: int) -> bool:
        """Whether nothing stands there."""
        return row < len(self.rows) and all(end <= a or b <= begin for a, b in self.rows[row])

    def take(self, row: int, begin: int, end: int) -> None:
        """Note that something does."""
        insort(self.rows[row], (begin, end))


def _lane(
    kind: str,
    choice: Choice | None,
    found: list[Entry],
    mentions: Mapping[Ref, int],
    drawn: Scale,
    barred: list[tuple[int, int]],
    y: int,
) -> Lane:
    items = _items(found, drawn)
    ranked = sorted(items, key=lambda one: (-mentions.get(one.entry.record.ref, 0), one.x))  # stable: then by order
    kept, gathered = _thinned(ranked)
    _settle(kept, _Rows(ROWS, [(ROWS - 1, x - TARGET // 2, x + TARGET // 2) for x, _ in gathered]), barred)
    marks: list[tuple[int, Mark]] = []
    lines = []
    top = y + PAD + TARGET // 2
    for one in kept:
        middle = top + one.row * TARGET
        label = replace(one.label, y=one.label.y + middle) if one.label else None
        marks.append((one.x, Mark("event", one.x, middle, (one.entry,), label)))
        if one.freedom and one.steps:
            lines.append(Line("life", min(x for x, _ in one.steps), one.x, middle))
            marks.extend((x, Mark("step", x, middle, steps)) for x, steps in one.steps)
        if one.begin < one.end:
            lines.append(Line("loose" if one.loose else "lasting", one.begin, one.end, middle))
    for x, entries in gathered:
        middle = top + (ROWS - 1) * TARGET
        marks.append((x, Mark("more" if len(entries) > 1 else "event", x, middle, entries)))
    last = max((mark.y for _, mark in marks), default=top)
    foot = max((one.label.y + top + one.row * TARGET + LEADING * (len(one.label.lines)) for one in kept if one.label), default=0)
    name = block_of(choice.label, SIZE, 4, NAMES - 14) if choice else ()
    height = max(last + TARGET // 2, foot + 3, y + PAD + 6 + LEADING * len(name)) + PAD - y
    ordered = tuple(mark for _, mark in sorted(marks, key=lambda one: (one[0], one[1].y)))
    return Lane(kind, name, choice, y, height, ordered, tuple(lines))


def _items(found: list[Entry], drawn: Scale) -> list[_Item]:
    announced: dict[Ref, list[Entry]] = {}
    for one in found:
        if one.kind == "step":
            announced.setdefault(one.record.ref, []).append(one)
    items = []
    for one in found:
        if one.kind != "event":
            continue
        date = one.date
        x = drawn.middle((date.first if date.start else date.last).toordinal())
        begin, end = x, x
        if date.start is None:
            begin = 0
        elif date.end is None:
            end = drawn.width
        elif date.first != date.last:
            begin, end = drawn.place(date.first.toordinal()), drawn.place(date.last.toordinal() + 1)
        elif date.marked:
            begin, end = x - TARGET // 2, x + TARGET // 2
        exact = all(point.precision == "day" for point in (date.start, date.end) if point)
        steps: list[tuple[int, tuple[Entry, ...]]] = []
        for step in announced.get(one.record.ref, ()):
            place = drawn.middle(step.date.first.toordinal())
            if steps and place - steps[-1][0] < TARGET:
                steps[-1] = (steps[-1][0], (*steps[-1][1], step))
            elif abs(place - x) >= TARGET:
                steps.append((place, (step,)))
        items.append(_Item(one, x, begin, end, date.marked or not exact, steps))
    return items


def _thinned(ranked: list[_Item]) -> tuple[list[_Item], list[tuple[int, tuple[Entry, ...]]]]:
    """Events that keep a mark of their own, and the others gathered, from the left, in the lane's last row.

    Where all have room in its rows, none is gathered; else those that are mentioned more keep a mark in the others.
    """
    kept, left = _fitted(ranked, ROWS)
    if not left:
        return kept, []
    kept, left = _fitted(ranked, ROWS - 1)
    gathered: list[tuple[int, tuple[Entry, ...]]] = []
    for one in sorted(left, key=lambda one: one.x):
        if gathered and one.x - gathered[-1][0] < TARGET:
            gathered[-1] = (gathered[-1][0], (*gathered[-1][1], one.entry))
        else:
            gathered.append((one.x, (one.entry,)))
    return kept, gathered


def _fitted(ranked: list[_Item], count: int) -> tuple[list[_Item], list[_Item]]:
    """Those for whose mark alone there is room in so many rows, with the row; and the others."""
    rows = _Rows(count)
    kept, left = [], []
    for one in ranked:
        begin, end = one.x - TARGET // 2, one.x + TARGET // 2
        row = next((row for row in range(count) if rows.is_free(row, begin, end)), None)
        if row is None:
            left.append(one)
            continue
        one.row = row
        rows.take(row, begin, end)
        kept.append(one)
    return kept, left


def _settle(kept: list[_Item], gathered: _Rows, barred: list[tuple[int, int]]) -> None:
    """Give each event a row, and a label and its announcements where there is room.

    Whose mark finds none because of such extras takes them from the event that is mentioned least. In the end marks
    alone have room, as ``_fitted`` found them.
    """
    alone = [one.row for one in kept]
    while True:
        rows = _Rows(ROWS, ((row, a, b) for row, taken in enumerate(gathered.rows) for a, b in taken))
        height = 1
        for rank, one in enumerate(kept):
            one.label = None
            if not _placed(one, rows, height, barred, may_open=rank < OPENING):
                break
            height = max(height, one.row + 1 + (one.label is not None and len(one.label.lines) > 1))
        else:
            return
        near = [o for o in kept[:rank] if o.freedom and _touches(o, one)]
        if not near:
            break
        near[-1].freedom -= 1
    for one, row in zip(kept, alone, strict=True):
        one.freedom, one.label, one.row = 0, None, row


def _touches(other: _Item, one: _Item) -> bool:
    """Whether what is drawn beside the mark of another stands where the mark of this one would."""
    begin, end = other.reach
    if other.label:
        words = max(_widths(other.label.lines))
        begin, end = (begin - words - AIR, end) if other.label.before else (begin, end + words + AIR)
    return begin < one.x + TARGET // 2 and one.x - TARGET // 2 < end


def _widths(lines: Iterable[str]) -> Iterator[int]:
    yield INTERVAL
    yield from (width_of(line, SIZE) for line in lines)


def _placed(one: _Item, rows: _Rows, height: int, barred: list[tuple[int, int]], *, may_open: bool) -> bool:
    """Whether there is room for it; then it has its row, and its label if that has room too."""
    if one.freedom == 2:
        spots = [spot for row in range(ROWS) for spot in _spots(one, row, rows, barred)]
        spots = [spot for spot in spots if spot[0] <= height or may_open]
        if spots:
            _, _, _, one.row, one.label, taken = min(spots, key=lambda spot: (max(spot[0], height), *spot[1:4]))
            for row, begin, end in taken:
                rows.take(row, begin, end)
            return True
    for row in range(ROWS):
        if rows.is_free(row, *one.reach):
            rows.take(row, *one.reach)
            one.row = row
            return True
    return False


_Spot = tuple[int, int, int, int, Label, tuple[tuple[int, int, int], ...]]


def _spots(one: _Item, row: int, rows: _Rows, barred: list[tuple[int, int]]) -> Iterator[_Spot]:
    """Where its label could stand with the mark in that row: the rows of the lane by then, then what makes it worse."""
    title = one.entry.record.label
    date = INTERVAL if one.entry.date.start != one.entry.date.end else DATE
    begin, end = one.reach
    if not rows.is_free(row, begin, end):
        return
    blocks = {block_of(title, SIZE, most, width) for most, width in ((1, ONE_LINE), (2, TITLE), (3, TITLE))}
    for lines in sorted(blocks, key=len):
        if lines[-1].endswith("…") and len(lines) < 3:
            continue
        words = max(date, *(width_of(line, SIZE) for line in lines)) + AIR
        tall = 1 if len(lines) == 1 else 2
        for before in (False, True):
            edge = begin if before else end
            near = one.x - RADIUS - 5 if before else one.x + RADIUS + 5
            near = min(near, begin - 2) if before and begin < one.x - TARGET // 2 else near
            near = max(near, end + 4) if not before and end > one.x + TARGET // 2 else near
            a, b = (near - words, near) if before else (near, near + words)
            if a < 0 or b > WIDTH or any(a < right and left < b for left, right in barred):
                continue
            beside = (row, min(a, edge), max(b, edge))
            if not rows.is_free(*beside) or not all(rows.is_free(row + more, a, b) for more in range(1, tall)):
                continue
            taken = ((row, min(begin, a), max(end, b)), *((row + more, a, b) for more in range(1, tall)))
            top = 0 - TARGET // 2 + 10
            yield row + tall, len(lines), before, row, Label(near, top, lines, before), taken


# -- the lane of statements -------------------------------------------------------------------------------------------


def _said(found: list[Entry], drawn: Scale, y: int) -> Lane:
    """Statements by day, in columns of which some together are a target; below, those of no single day."""
    certain = [one for one in found if one.date.first == one.date.last]
    others = [one for one in found if one.date.first != one.date.last]
    foot = y + PAD + PEAK
    piles = (*_columns(certain, drawn, y + PAD, foot), *_spread(others, drawn, foot + 2 + TARGET // 2))
    height = PAD + PEAK + (2 + TARGET if others else 0) + PAD
    return Lane("said", (), None, y, height, piles=piles)


def _columns(found: list[Entry], drawn: Scale, top: int, foot: int) -> Iterator[Pile]:
    together = max(1, -(-COLUMN * drawn.days // drawn.room))  # days in a column

    def place(one: Entry) -> tuple[int, int]:
        day = one.date.first.toordinal()
        stretch = next(s for s in drawn.stretches if s.first <= day <= s.last)
        first = day - (day - stretch.first) % together
        return drawn.place(first), drawn.place(min(first + together, stretch.last + 1))

    columns = [(where, list(group)) for where, group in groupby(sorted(found, key=_by_day), key=place)]
    if not columns:
        return
    most = max(len(group) for _, group in columns)
    piles: list[list[tuple[tuple[int, int], list[Entry]]]] = []
    for column in columns:
        if piles and column[0][0] < piles[-1][0][0][0] + TARGET:
            piles[-1].append(column)
        else:
            piles.append([column])
    for pile in piles:
        begin = pile[0][0][0]
        end = min(max(begin + TARGET, pile[-1][0][1]), WIDTH)
        boxes, unsure = [], []
        for (x, x2), group in pile:
            whole = max(2, min(len(group) * PEAK // most, len(group) * EACH))
            sure = whole * sum(not one.date.marked for one in group) // len(group)
            width = max(1, x2 - x - (1 if x2 - x > 2 else 0))
            if sure:
                boxes.append(Box(x, foot - sure, width, sure))
            if whole > sure:
                unsure.append(Box(x, foot - whole, width, whole - sure))
        said = [one for _, group in pile for one in group]
        target = Box(begin, top, end - begin, foot - top)
        yield Pile(target, tuple(boxes), tuple(unsure), _together(said), day_id(said[0].date), len(said))


def _by_day(one: Entry) -> int:
    return one.date.first.toordinal()


def _spread(found: list[Entry], drawn: Scale, y: int) -> Iterator[Pile]:
    """Statements of no single day: a line over the days, gathered where their beginnings have no room beside another."""
    gathered: list[tuple[int, list[Entry]]] = []
    for one in found:
        day = one.date.first if one.date.start else one.date.last
        x = max(0, min(drawn.place(day.toordinal()), WIDTH - TARGET))
        if gathered and x - gathered[-1][0] < TARGET:
            gathered[-1][1].append(one)
        else:
            gathered.append((x, [one]))
    for number, (x, group) in enumerate(gathered):
        longest = max(drawn.place(one.date.last.toordinal() + 1) if one.date.end else WIDTH for one in group)
        room = gathered[number + 1][0] - 4 if number + 1 < len(gathered) else WIDTH
        width = max(TARGET - 4, min(longest, room) - x)
        line = Box(x, y - 2, width, 4)
        yield Pile(
            Box(x, y - TARGET // 2, TARGET, TARGET), (), (line,), _together(group), day_id(group[0].date), len(group)
        )


def _together(found: Sequence[Entry]) -> EdtfDate:
    """The date that all of them share, or from the first to the last of theirs."""
    dates = list(dict.fromkeys(one.date for one in found))
    start = min(dates).start
    end = max(dates, key=lambda one: one.last).end
    if len(dates) == 1 or not start or not end:
        return dates[0]
    start, end = (replace(point, about=False, uncertain=False) for point in (start, end))
    return EdtfDate(start, end)
