"""The timeline as one drawing: a lane for each format, time to scale, a mark for each event.

All places are whole units from the top and the left; one unit is a CSS pixel where a rem has 17. What is drawn where
is decided here, by rules that do not know the content (docs/decisions/0018-overview.md); templates add the words.
Marks are targets of ``TARGET`` by ``TARGET`` units at least, and no two of them overlap (WCAG 2.2, 2.5.8).
"""

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Protocol

from onrecord.config import Choice, Site
from onrecord.lettering import block_of, lines_of, width_of
from onrecord.pages.scale import DayTick, Fold, Scale, Tick, day_ticks, scale, ticks
from onrecord.records.base import Record
from onrecord.records.dates import EdtfDate, Point
from onrecord.records.event import Event
from onrecord.records.fields import Ref

WIDTH = 994  # of the drawing; with the names it fills the page's main column of 68rem
NAMES = 162  # of the column of names beside it
MARGIN = 26  # left of the first day and right of the last: no target reaches beyond the drawing
HEAD = 56  # above the lanes: the day that states are read on, months, days
FOLD_HEAD = 84  # the same with room for the words of folds
SCALE = 34  # where the lines of the scale begin
TARGET = 26  # a mark's width and height
ROW = 30  # a row's height
ROWS = 4  # in a lane, at most
PAD = 5  # above and below the rows of a lane
RADIUS = 6  # of the shapes of marks
SIZE = 12  # of letters, in labels and names
LEADING = 13  # from line to line; two lines are a row
TITLE = 200  # the widest line of a label that has more than one
ONE_LINE = 250  # the widest title that stands in one line
DATE, UNCLEAR = 106, 190  # what a day above a title may take, in any language, and what any other date may
BASELINES = {1: -3, 2: 4, 3: 0}  # of a label's date below the middle of its mark, by the lines of the title
GAP = 5  # between a mark and its label
LOWER = 4  # how much nearer than a row a label below its mark stands
AIR = 8  # behind a label
BESIDE = 50  # how far from its mark a label may begin, where a line runs between
OPENING = 3  # so many labels of a lane, of the events that weigh most, may make it higher or gather other marks
PEAK = 40  # the highest column of statements
EACH = 6  # what one statement adds to a column, at most
COLUMN, WIDEST = 4, 20  # the narrowest column, and the widest


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
    def title(self) -> str:
        """The title of what it leads to, as bare text."""
        return str(self.first.record.label)

    @property
    def language(self) -> str | None:
        """The language of the title, where it is not that of the page."""
        return getattr(self.first.record.label, "language", None)

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

    kind: str  # life, lasting, meant (of an event that did not take place, or not yet) or loose
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
    most: int = 0  # statements that the tallest column stands for

    @property
    def title(self) -> str:
        """The name in one line, as bare text; empty where the template has the words."""
        return str(self.format.label) if self.format else ""

    @property
    def language(self) -> str | None:
        """The language of the name, where it is not that of the page."""
        return getattr(self.format.label, "language", None) if self.format else None

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
    def gathers(self) -> bool:
        """Whether some mark stands for several events."""
        return any(mark.kind == "more" for lane in self.lanes for mark in lane.marks)

    @property
    def unsure(self) -> bool:
        """Whether it shows statements whose day is not known."""
        return any(pile.unsure for lane in self.lanes for pile in lane.piles)

    @property
    def line_kinds(self) -> frozenset[str]:
        """The kinds of lines that it shows, those of statements included."""
        loose = {"loose" for lane in self.lanes for pile in lane.piles if not pile.columns}
        return frozenset(line.kind for lane in self.lanes for line in lane.lines) | loose

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

    ``mentions`` is how many records refer to an event. An event weighs as much as they, and as it was announced: of
    labels that have no room together, that of the event that weighs more is written, and such an event keeps a mark of
    its own where others are gathered.
    """
    if not entries:
        return Overview(WIDTH, NAMES, 0)
    drawn = _scale(entries, site)
    as_of = drawn.place(site.as_of.last.toordinal() + 1)
    lanes: list[Lane] = []
    y = FOLD_HEAD if drawn.folds else HEAD
    for kind, choice, found in _sorted_out(entries, site):
        lane = _said(found, drawn, y) if kind == "said" else _lane(kind, choice, found, mentions, drawn, as_of, y)
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
    gathered = site.gathered()
    until = gathered.last.toordinal() if gathered else None
    days = {site.as_of.last.toordinal(), until or site.as_of.last.toordinal()}
    spans = []
    for one in entries:
        date = one.date
        days.add((date.first if date.start else date.last).toordinal())
        if date.first != date.last:
            spans.append((date.first.toordinal(), date.last.toordinal()))
    ends = [one.date.last.toordinal() for one in entries if one.date.end]
    return scale(days | {max(ends, default=max(days))}, spans, WIDTH, MARGIN, until)


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


# What is drawn of an event: its mark; with the days that its date covers; with its announcements; with its label.
ALONE, SPANNED, ANNOUNCED, LABELLED = range(4)


@dataclass(slots=True)
class _Item:
    """An event on its way to a mark: where it stands, what is drawn beside it, and how far it has come."""

    entry: Entry
    x: int
    begin: int  # of the line of its date
    end: int
    loose: bool
    steps: list[tuple[int, tuple[Entry, ...]]]  # announcements, by place
    freedom: int = LABELLED  # how much may be drawn of it
    row: int = 0
    height: int = 1  # rows that the lane needs for it
    label: Label | None = None

    @property
    def alone(self) -> tuple[int, int]:
        """From where to where its mark takes room in its row."""
        return self.x - TARGET // 2, self.x + TARGET // 2

    @property
    def core(self) -> tuple[int, int]:
        """The same with the days that its date covers."""
        return min(self.begin, self.alone[0]), max(self.end, self.alone[1])

    @property
    def reach(self) -> tuple[int, int]:
        """The same with all that may be drawn of it, but its label."""
        if self.freedom < ANNOUNCED:
            return self.core if self.freedom == SPANNED else self.alone
        places = [self.x, *(x for x, _ in self.steps)]
        return min(self.begin, min(places) - TARGET // 2), max(self.end, max(places) + TARGET // 2)


class _Rows:
    """Which stretches of which row are taken. None of them overlap: taken is only what is free."""

    def __init__(self, count: int, taken: Iterable[tuple[int, int, int]] = ()) -> None:
        self.rows: list[list[tuple[int, int]]] = [[] for _ in range(count)]
        for row, begin, end in taken:
            self.take(row, begin, end)

    def is_free(self, row: int, begin: int, end: int) -> bool:
        """Whether nothing stands there."""
        if row >= len(self.rows):
            return False
        before = bisect_left(self.rows[row], (end,))
        return before == 0 or self.rows[row][before - 1][1] <= begin

    def take(self, row: int, begin: int, end: int) -> None:
        """Note that something does."""
        insort(self.rows[row], (begin, end))

    def has_room(self, wanted: Iterable[tuple[int, int]], taken: Iterable[tuple[int, int, int]] = ()) -> bool:
        """Whether there would be room for all that is wanted, from the left, in any row, if so much more were taken."""
        tried = _Rows(len(self.rows))
        tried.rows = [list(row) for row in self.rows]
        for stretch in taken:
            tried.take(*stretch)
        for begin, end in sorted(wanted):
            free = next((row for row in range(len(tried.rows)) if tried.is_free(row, begin, end)), None)
            if free is None:
                return False
            tried.take(free, begin, end)
        return True


def _lane(
    kind: str,
    choice: Choice | None,
    found: list[Entry],
    mentions: Mapping[Ref, int],
    drawn: Scale,
    as_of: int,
    y: int,
) -> Lane:
    weights = Counter(one.record.ref for one in found if one.kind == "step") + Counter(mentions)
    ranked = sorted(_items(found, drawn), key=lambda one: (-weights[one.entry.record.ref], one.x))
    named = sum(weights[one.entry.record.ref] > 0 for one in ranked[:OPENING])
    kept, gathered = _thinned(ranked, named, as_of)
    _settle(kept, _Rows(ROWS, [(ROWS - 1, x - TARGET // 2, x + TARGET // 2) for x, _ in gathered]), as_of)
    marks: list[tuple[int, Mark]] = []
    lines = []
    top = y + PAD + ROW // 2
    for one in kept:
        middle = top + one.row * ROW
        label = replace(one.label, y=one.label.y + middle) if one.label else None
        marks.append((one.x, Mark("event", one.x, middle, (one.entry,), label)))
        if one.freedom >= ANNOUNCED and one.steps:
            lines.append(Line("life", min(x for x, _ in one.steps), one.x, middle))
            marks.extend((x, Mark("step", x, middle, steps)) for x, steps in one.steps)
        if one.begin < one.end:
            begin, end = (
                (one.begin, one.end) if one.freedom else (max(one.begin, one.alone[0]), min(one.end, one.alone[1]))
            )
            came = one.entry.state in {"held", None}
            lines.append(Line("loose" if one.loose else "lasting" if came else "meant", begin, end, middle))
    for x, entries in gathered:
        middle = top + (ROWS - 1) * ROW
        marks.append((x, Mark("more" if len(entries) > 1 else "event", x, middle, entries)))
    last = max((mark.y for _, mark in marks), default=top)
    foot = max(
        (one.label.y + top + one.row * ROW + LEADING * (len(one.label.lines)) for one in kept if one.label), default=0
    )
    name = lines_of(str(choice.label), SIZE, NAMES - 14) if choice else ()
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


def _thinned(ranked: list[_Item], named: int, as_of: int) -> tuple[list[_Item], list[tuple[int, tuple[Entry, ...]]]]:
    """Events that keep a mark of their own, and the others gathered, from the left, in the lane's last row.

    Where all have room in its rows, none is gathered. Else those that weigh more keep a mark in the other rows,
    the first ``named`` of them with their label.
    """
    kept, left = _fitted(ranked, ROWS, 0, as_of)
    if not left:
        return kept, []
    kept, left = _fitted(ranked, ROWS - 1, named, as_of)
    gathered: list[tuple[int, tuple[Entry, ...]]] = []
    for one in sorted(left, key=lambda one: one.x):
        if gathered and one.x - gathered[-1][0] < TARGET:
            gathered[-1] = (gathered[-1][0], (*gathered[-1][1], one.entry))
        else:
            gathered.append((one.x, (one.entry,)))
    return kept, gathered


def _fitted(ranked: list[_Item], count: int, named: int, as_of: int) -> tuple[list[_Item], list[_Item]]:
    """Those for whose mark alone there is room in so many rows, with the row; and the others."""
    rows = _Rows(count)
    kept, left = [], []
    for rank, one in enumerate(ranked):
        spots = [spot for row in range(count) for spot in _spots(one, row, rows, [], as_of)] if rank < named else []
        if spots:
            best = min(spots, key=lambda spot: (spot.down, *spot.order))
            one.row = best.row
            for stretch in best.taken:
                rows.take(*stretch)
            kept.append(one)
            continue
        row = next((row for row in range(count) if rows.is_free(row, *one.alone)), None)
        if row is None:
            left.append(one)
            continue
        one.row = row
        rows.take(row, *one.alone)
        kept.append(one)
    return kept, left


def _settle(kept: list[_Item], gathered: _Rows, as_of: int) -> None:
    """Give each event a row, and a label and its announcements where they leave room for the marks of the others.

    First come those that have something beside their mark, by weight, then marks alone, from the left. Should a mark
    find no room in the end, the event near it that weighs least gives up its label, then its announcements, then the
    days that its date covers. Marks alone have room, as ``_fitted`` found them.
    """
    alone = [one.row for one in kept]
    places = sorted(one.x for one in kept)
    while True:
        rows = _Rows(ROWS, ((row, a, b) for row, taken in enumerate(gathered.rows) for a, b in taken))
        height = max(alone, default=0) + 1
        marks: list[_Item] = []
        for rank, one in enumerate(kept):
            if _placed(one, rows, height, places, [*marks, *kept[rank + 1 :]], as_of, may_open=rank < OPENING):
                height = max(height, one.height)
            else:
                marks.append(one)
        crowded = next((one for one in sorted(marks, key=lambda one: one.x) if not _marked(one, rows)), None)
        if crowded is None:
            return
        near = [other for other in kept if other.freedom and _touches(other, crowded)]
        if not near:
            break
        near[-1].freedom -= 1
    for one, row in zip(kept, alone, strict=True):
        one.freedom, one.label, one.row = ALONE, None, row


def _marked(one: _Item, rows: _Rows) -> bool:
    """Whether there is room for the mark of an event that has nothing beside it; then it has its row."""
    row = next((row for row in range(ROWS) if rows.is_free(row, *one.alone)), None)
    if row is None:
        return False
    rows.take(row, *one.alone)
    one.row, one.freedom = row, ALONE
    return True


def _touches(other: _Item, one: _Item) -> bool:
    """Whether what is drawn beside the mark of another stands where the mark of this one would."""
    begin, end = other.reach
    if other.label:
        words = _words(other, other.label.lines)
        begin, end = (begin - words, end) if other.label.before else (begin, end + words)
    return begin < one.alone[1] and one.alone[0] < end


def _words(one: _Item, lines: Iterable[str]) -> int:
    """How wide a label is, with the air behind it."""
    date = DATE if one.entry.date.day and not one.entry.date.marked else UNCLEAR
    return max(date, *(width_of(line, SIZE) for line in lines)) + AIR


def _placed(
    one: _Item, rows: _Rows, height: int, places: list[int], rest: list[_Item], as_of: int, *, may_open: bool
) -> bool:
    """Whether there is room for something beside its mark; then it has its row, and its label if that has room too.

    ``places`` are those of all marks, ``rest`` are the events that have no row yet: the days that their dates cover are
    to have room, or where that cannot be, their marks.
    """

    def leaves_room(taken: tuple[tuple[int, int, int], ...]) -> bool:
        left, right = (min(begin for _, begin, _ in taken) - TARGET, max(end for _, _, end in taken) + TARGET)
        near = [other for other in rest if left < other.core[1] and other.core[0] < right]
        cores = [other.core for other in near]
        if rows.has_room(cores, taken):
            return True
        return not rows.has_room(cores) and rows.has_room([other.alone for other in near], taken)

    one.label = None
    if one.freedom == LABELLED:
        spots = [spot for row in range(ROWS) for spot in _spots(one, row, rows, places, as_of)]
        for spot in sorted(spots, key=lambda spot: (spot.down, spot.crowd, max(spot.height, height), *spot.order)):
            if (spot.height <= height or may_open) and leaves_room(spot.taken):
                one.row, one.height, one.label = spot.row, spot.height, spot.label
                for stretch in spot.taken:
                    rows.take(*stretch)
                return True
    while one.freedom and one.reach != one.alone:
        for row in range(ROWS):
            if rows.is_free(row, *one.reach) and leaves_room(((row, *one.reach),)):
                rows.take(row, *one.reach)
                one.row, one.height = row, row + 1
                return True
        one.freedom -= 1
    return False


@dataclass(frozen=True, slots=True)
class _Spot:
    """A place for a mark with its label, and what speaks against it."""

    row: int
    label: Label
    taken: tuple[tuple[int, int, int], ...]  # rows, and from where to where
    down: int  # 1 where the label stands below the mark
    crowd: int  # how many other marks would have to go to other rows
    height: int  # rows that the lane needs

    @property
    def order(self) -> tuple[int, bool, int]:
        """The rest: few lines, behind the mark, high up."""
        return len(self.label.lines), self.label.before, self.row


def _spots(one: _Item, row: int, rows: _Rows, places: list[int], as_of: int) -> Iterator[_Spot]:
    """Where its label could stand with the mark in that row: beside the mark, with no line between them, or below."""
    title = str(one.entry.record.label)
    begin, end = one.reach
    if not rows.is_free(row, begin, end):
        return
    blocks = {block_of(title, SIZE, most, width) for most, width in ((1, ONE_LINE), (2, TITLE), (3, TITLE))}
    for lines in sorted(blocks, key=len):
        if lines[-1].endswith("…") and len(lines) < 3:
            continue
        words = _words(one, lines)
        behind = max(one.x + RADIUS + GAP, end + GAP if end >= one.x + TARGET // 2 and one.begin < one.end else 0)
        before = one.x - RADIUS - GAP
        sides = [(one.x - RADIUS, one.x - RADIUS + words, False, 1), (one.x + RADIUS - words, one.x + RADIUS, True, 1)]
        if behind - one.x <= BESIDE:
            sides.append((behind, behind + words, False, 0))
        if begin >= one.x - TARGET // 2:
            sides.append((before - words, before, True, 0))
        for a, b, is_before, down in sides:
            if a < 0 or b > WIDTH or (a < as_of + 3 and as_of - 3 < b):
                continue
            beside = (begin, end) if down else (min(begin, a), max(end, b))
            last = row + down + (len(lines) > 1)
            taken = ((row, *beside), *((other, a, b) for other in range(row + 1, last + 1)))
            if all(rows.is_free(*stretch) for stretch in taken):
                crowd = sum(a < x + TARGET // 2 and x - TARGET // 2 < b for x in places) - 1
                label = Label(b if is_before else a, BASELINES[len(lines)] + down * (ROW - LOWER), lines, is_before)
                yield _Spot(row, label, taken, down, crowd, last + 1)


# -- the lane of statements -------------------------------------------------------------------------------------------


def _said(found: list[Entry], drawn: Scale, y: int) -> Lane:
    """Statements by day, in columns of which some together are a target; below, those of no single day."""
    columns = _columns([one for one in found if one.date.first == one.date.last], drawn)
    others = [one for one in found if one.date.first != one.date.last]
    most = max((len(column.said) for column in columns), default=0)
    foot = y + PAD + PEAK if columns else y + PAD
    piles = (*_piles(columns, most, foot), *_spread(others, drawn, foot + 2 + TARGET // 2))
    height = max(foot + (2 + TARGET if others else 0) - y, 3 * LEADING) + PAD
    return Lane("said", (), None, y, height, piles=piles, most=most)


@dataclass(frozen=True, slots=True)
class _Column:
    """What was said on a day, or on some days where a day has no room."""

    x: int
    end: int
    said: tuple[Entry, ...]


def _columns(found: list[Entry], drawn: Scale) -> list[_Column]:
    together = max(1, -(-COLUMN * drawn.days // drawn.room))  # days in a column

    def place(one: Entry) -> tuple[int, int]:
        day = one.date.first.toordinal()
        stretch = next(each for each in drawn.stretches if each.first <= day <= each.last)
        first = day - (day - stretch.first) % together
        return drawn.place(first), drawn.place(min(first + together, stretch.last + 1))

    by_day = sorted(found, key=lambda one: one.date.first)
    return [_Column(x, end, tuple(group)) for (x, end), group in groupby(by_day, key=place)]


def _piles(columns: list[_Column], most: int, foot: int) -> Iterator[Pile]:
    """Columns as targets: one that begins within the width of a target from where another does is a part of it."""
    together: list[list[_Column]] = []
    for column in columns:
        if together and column.x < together[-1][0].x + TARGET:
            together[-1].append(column)
        else:
            together.append([column])
    for pile in together:
        begin = pile[0].x
        width = max(TARGET, pile[-1].end - begin)
        sure, unsure = [], []
        for one in pile:
            whole = max(2, min(len(one.said) * PEAK // most, len(one.said) * EACH))
            low = whole * sum(not each.date.marked for each in one.said) // len(one.said)
            wide = max(1, min(one.end - one.x - 1, WIDEST))
            x = one.x + (one.end - one.x - wide) // 2
            if low:
                sure.append(Box(x, foot - low, wide, low))
            if low < whole:
                unsure.append(Box(x, foot - whole, wide, whole - low))
        said = [each for one in pile for each in one.said]
        target = Box(begin, foot - PEAK, width, PEAK)
        yield Pile(target, tuple(sure), tuple(unsure), _together(said), day_id(said[0].date), len(said))


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
    if len(dates) == 1 or not (start or end):
        return dates[0]
    return EdtfDate(_bare(start), _bare(end))


def _bare(point: Point | None) -> Point | None:
    """A point without its marks."""
    return replace(point, about=False, uncertain=False) if point else None
