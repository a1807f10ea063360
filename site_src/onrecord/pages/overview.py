"""The timeline as one drawing: a lane for each format, time to scale, a mark for each event.

All places are whole units from the top and the left; one unit is a CSS pixel where a rem has 17. What is drawn where
is decided here and in ``layout``, by rules that do not know the content (docs/decisions/0018-overview.md); templates add the
words. Marks are targets of ``TARGET`` by ``TARGET`` units at least, and no two of them overlap (WCAG 2.2, 2.5.8).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, Literal

from onrecord.config import Choice, Site
from onrecord.lettering import lines_of
from onrecord.pages.axis import DayTick, Tick, TimeAxis, day_ticks, month_ticks, scale
from onrecord.pages.layout import (
    ALONE,
    ANNOUNCED,
    ROW,
    ROWS,
    SIZE,
    TARGET,
    WIDTH,
    Box,
    Label,
    Wish,
    around,
    gathered,
    lay_out,
)
from onrecord.pages.piles import Pile, piles
from onrecord.pages.timeline import Entry
from onrecord.records.event import Event
from onrecord.records.fields import Ref

NAMES = 162  # of the column of names beside it
MARGIN = 26  # left of the first day and right of the last: no target reaches beyond the drawing
HEAD = 56  # above the lanes: the day that states are read on, months, days
FOLD_HEAD = 84  # the same with room for the words of folds
SCALE = 34  # where the lines of the scale begin
PAD = 5  # above and below the rows of a lane
LEADING = 13  # from line to line; two lines are a row
DATE, UNCLEAR = 106, 190  # what a day above a title may take, in any language, and what any other date may


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """The mark of an event, of announcements of one, or of several entries that have no room of their own.

    ``x`` and ``y`` are its middle. The first of the entries is where it leads.
    """

    kind: Literal["event", "step", "more"]
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
        return Box(x=self.x - TARGET // 2, y=self.y - TARGET // 2, width=TARGET, height=TARGET)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line beside marks: from an announcement to its event, or over the days that an entry may be of or lasts.

    ``meant`` is that of an event that did not take place, or not yet; ``loose`` that of days that are not known.
    """

    kind: Literal["life", "lasting", "meant", "loose"]
    x1: int
    x2: int
    y: int
    entries: tuple[Entry, ...]  # what it is drawn of


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """A stripe of the drawing, with its name in lines: events of a format, events without one, or statements."""

    kind: Literal["format", "other", "said"]
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortened:
    """A fold of the scale: its place and width, and how long it is in full units of time.

    ``quiet`` where no entry falls into it; else one of no exact date, or one that lasts, runs through it. What lies behind
    the day up to which entries were gathered is not ``gathered``, and nothing can be told of it.
    """

    x: int
    width: int
    count: int
    unit: Literal["days", "months", "years"]
    quiet: bool
    gathered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The drawing. Without lanes there is nothing to draw."""

    width: int
    names: int
    height: int
    lanes: tuple[Lane, ...] = ()
    ticks: tuple[Tick, ...] = ()
    days: tuple[DayTick, ...] = ()
    folds: tuple[Shortened, ...] = ()
    as_of: int = 0  # where the day ends on which states are read
    ahead: Box | None = None  # what lies behind that line
    as_of_before: bool = False  # whether its words stand before the line, for want of room behind it

    @property
    def target(self) -> Box:
        """Where a mark with a shape can be hit, about the 16 by 16 units of the shape."""
        return Box(x=8 - TARGET // 2, y=8 - TARGET // 2, width=TARGET, height=TARGET)

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
        """The drawing to be read from right to left: SVG does not turn by itself."""
        turned: Overview = _mirrored(self, self.width)
        return turned


# What has places, and which of its fields are such.
_DRAWN = (Box, Label, Line, Mark, Pile, Lane, Shortened, Tick, DayTick, Overview)
_PLACES = ("x", "x1", "x2", "as_of")


def _mirrored(drawn: Any, width: int) -> Any:
    if isinstance(drawn, tuple):
        return tuple(_mirrored(part, width) for part in drawn)
    if not isinstance(drawn, _DRAWN):
        return drawn
    parts = {part.name: getattr(drawn, part.name) for part in fields(drawn)}
    own = parts.get("width", 0) if "x" in parts else 0
    turned = {name: width - part - own if name in _PLACES else _mirrored(part, width) for name, part in parts.items()}
    return replace(drawn, **turned)


def overview(entries: Sequence[Entry], site: Site, mentions: Mapping[Ref, int]) -> Overview:
    """The drawing of a timeline's entries, in their order, as of the site's day.

    ``mentions`` is how many records refer to an event. An event weighs as much as they, and as it was announced: of
    labels that have no room together, that of the event that weighs more is written, and such an event keeps a mark of
    its own where others are gathered.
    """
    if not entries:
        return Overview(width=WIDTH, names=NAMES, height=0)
    axis = _axis(entries, site)
    as_of = axis.place(site.as_of.last.toordinal() + 1)
    lanes: list[Lane] = []
    y = FOLD_HEAD if axis.folds else HEAD
    for empty, part in _sorted_out(entries, site):
        lane = replace(empty, y=y)
        lanes.append(_said(lane, part, axis) if lane.kind == "said" else _events(lane, part, mentions, axis, as_of))
        y += lanes[-1].height
    return Overview(
        width=WIDTH,
        names=NAMES,
        height=y,
        lanes=tuple(lanes),
        ticks=month_ticks(axis, WIDTH),
        days=day_ticks(axis),
        folds=tuple(_shortened(axis, entries, site)),
        as_of=as_of,
        as_of_before=as_of > WIDTH // 2,
        ahead=Box(x=as_of, y=SCALE, width=WIDTH - as_of, height=y - SCALE) if as_of < axis.end else None,
    )


def _axis(entries: Iterable[Entry], site: Site) -> TimeAxis:
    """Time from the first day to the last: each day on which something begins, or ends that has no beginning."""
    dates = [entry.date for entry in entries]
    days = {site.as_of.last, (site.gathered() or site.as_of).last}
    days |= {date.first if date.start else date.last for date in dates}
    days.add(max((date.last for date in dates if date.end), default=max(days)))
    return scale((day.toordinal() for day in days), WIDTH, MARGIN)


def _shortened(axis: TimeAxis, entries: Iterable[Entry], site: Site) -> Iterator[Shortened]:
    """The folds, with what can be told of each."""
    spans = [(entry.date.first, entry.date.last) for entry in entries if entry.date.first != entry.date.last]
    until = site.gathered()
    for fold in axis.folds:
        before, after = fold.before.first, fold.after.first
        quiet = not any(first < after and before < last for first, last in spans)
        count, unit = _length((after - before).days - 1)
        gathered = until is None or after <= until.last
        yield Shortened(x=fold.low, width=fold.high - fold.low, count=count, unit=unit, quiet=quiet, gathered=gathered)


def _length(days: int) -> tuple[int, Literal["days", "months", "years"]]:
    """So many days in full units: days up to two months, months up to two years, then years."""
    if days < 61:
        return days, "days"
    return (days * 100 // 3044, "months") if days < 731 else (days * 100 // 36525, "years")


def _sorted_out(entries: Iterable[Entry], site: Site) -> Iterator[tuple[Lane, list[Entry]]]:
    """What stands in which lane, from the top; the lanes are empty yet."""
    lanes: dict[str | None, list[Entry]] = {}
    said = []
    for entry in entries:
        if isinstance(entry.record, Event):
            lanes.setdefault(entry.record.format.id if entry.record.format else None, []).append(entry)
        else:
            said.append(entry)
    for choice in site.formats:
        if choice.id in lanes:
            yield (
                Lane(kind="format", name=lines_of(str(choice.label), SIZE, NAMES - 14), format=choice, y=0, height=0),
                lanes[choice.id],
            )
    if None in lanes:
        yield Lane(kind="other", name=(), format=None, y=0, height=0), lanes[None]
    if said:
        yield Lane(kind="said", name=(), format=None, y=0, height=0), said


def _said(lane: Lane, entries: list[Entry], axis: TimeAxis) -> Lane:
    """The lane with statements in it, from where it begins."""
    targets, most, foot = piles(entries, axis, lane.y + PAD)
    return replace(lane, height=max(foot - lane.y, 3 * LEADING) + PAD, piles=targets, most=most)


@dataclass(frozen=True, slots=True)
class _Event:
    """An event, what would be drawn of it, and its announcements, by mark."""

    entry: Entry
    wish: Wish
    steps: tuple[tuple[Entry, ...], ...]


def _events(lane: Lane, entries: list[Entry], mentions: Mapping[Ref, int], axis: TimeAxis, as_of: int) -> Lane:
    """The lane with events in it, from where it begins."""
    announced: dict[Ref, list[Entry]] = {}
    for entry in entries:
        if entry.kind == "step":
            announced.setdefault(entry.record.ref, []).append(entry)
    weights = Counter({ref: len(steps) for ref, steps in announced.items()}) + Counter(mentions)
    events = [
        _event(entry, announced.get(entry.record.ref, ()), weights[entry.record.ref], axis)
        for entry in entries
        if entry.kind == "event"
    ]
    events.sort(key=lambda event: (-event.wish.weight, event.wish.x))
    seats = lay_out([event.wish for event in events], as_of)

    marks: list[Mark] = []
    lines: list[Line] = []
    left: list[_Event] = []
    top = lane.y + PAD + ROW // 2
    for event, seat in zip(events, seats, strict=True):
        if seat is None:
            left.append(event)
            continue
        y = top + seat.row * ROW
        label = replace(seat.label, y=seat.label.y + y) if seat.label else None
        marks.append(Mark(kind="event", x=event.wish.x, y=y, entries=(event.entry,), label=label))
        if seat.drawn >= ANNOUNCED:
            marks += (
                Mark(kind="step", x=x, y=y, entries=steps)
                for x, steps in zip(event.wish.steps, event.steps, strict=True)
            )
        lines += _lines(event, seat.drawn, y)
    for group in gathered(sorted(left, key=lambda event: event.wish.x), lambda event: event.wish.x):
        kind: Literal["more", "event"] = "more" if len(group) > 1 else "event"
        marks.append(
            Mark(kind=kind, x=group[0].wish.x, y=top + (ROWS - 1) * ROW, entries=tuple(event.entry for event in group))
        )

    feet = [mark.label.y + LEADING * len(mark.label.lines) + 3 for mark in marks if mark.label]
    feet += [lane.y + PAD + 6 + LEADING * len(lane.name), *(mark.y + TARGET // 2 for mark in marks), top + TARGET // 2]
    marks.sort(key=lambda mark: (mark.x, mark.y))
    return replace(lane, height=max(feet) + PAD - lane.y, marks=tuple(marks), lines=tuple(lines))


def _event(entry: Entry, announced: Iterable[Entry], weight: int, axis: TimeAxis) -> _Event:
    """What would be drawn of an event. Announcements without room beside another are one mark; beside the event, none."""
    date = entry.date
    x = axis.middle((date.first if date.start else date.last).toordinal())
    begin, end = x, x
    if date.start is None:
        begin = 0
    elif date.end is None:
        end = WIDTH
    elif date.first != date.last:
        begin, end = axis.place(date.first.toordinal()), axis.place(date.last.toordinal() + 1)
    elif date.marked:
        begin, end = around(x)
    steps: list[tuple[int, list[Entry]]] = []
    for step in announced:
        place = axis.middle(step.date.first.toordinal())
        if steps and place - steps[-1][0] < TARGET:
            steps[-1][1].append(step)
        elif abs(place - x) >= TARGET:
            steps.append((place, [step]))
    words = DATE if date.day and not date.marked else UNCLEAR
    wish = Wish(
        x=x,
        days=(begin, end),
        steps=tuple(place for place, _ in steps),
        title=str(entry.record.label),
        date=words,
        weight=weight,
    )
    return _Event(entry, wish, tuple(tuple(group) for _, group in steps))


def _lines(event: _Event, drawn: int, y: int) -> Iterator[Line]:
    """From the first announcement to the event, and over the days of its date; or as many of them as its mark covers."""
    wish, date, own = event.wish, event.entry.date, (event.entry,)
    if drawn >= ANNOUNCED and wish.steps:
        yield Line(kind="life", x1=min(wish.steps), x2=wish.x, y=y, entries=own)
    begin, end = wish.days
    if begin < end:
        exact = all(point.precision == "day" for point in (date.start, date.end) if point)
        low, high = around(wish.x) if drawn == ALONE else wish.days
        came = event.entry.state in {"held", None}
        sure: Literal["lasting", "meant"] = "lasting" if came else "meant"
        kind: Literal["lasting", "meant", "loose"] = "loose" if date.marked or not exact else sure
        yield Line(kind=kind, x1=max(begin, low), x2=min(end, high), y=y, entries=own)
