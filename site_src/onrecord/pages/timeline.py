"""The entries of the timeline: events and, in their place, what was announced and said, by date."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from onrecord.config import Choice
from onrecord.library import Library
from onrecord.pages.filters import EntryKind, Marks, marks_of
from onrecord.records.actor import Actor
from onrecord.records.dates import EdtfDate, Point
from onrecord.records.event import Event, EventState, EventStep
from onrecord.records.statement import Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the timeline: an event, a step that announced one, or a statement."""

    kind: EntryKind
    date: EdtfDate
    record: Event | Statement
    state: EventState | None  # of an event on the site's day, or of a step; None where not recorded
    actor: Actor | None  # who announced or said it
    side: Choice | None
    step: EventStep | None = None
    parties: tuple[Actor, ...] = ()  # of an event: who held it and who took part

    @property
    def marks(self) -> Marks:
        """By what it is found in a list."""
        who = (self.actor,) if self.actor else self.parties
        return marks_of(self.kind, self.record, self.state, who)

    @property
    def html_id(self) -> str:
        """Unique on the page: the record's own only for the record itself. No id of a record has an underscore."""
        own = f"{self.record.kind}-{self.record.id}"
        if self.step is None:
            return own
        number = next(n for n, one in enumerate(self.record.steps, 1) if one is self.step)  # two steps may be equal
        return f"{own}_step-{number}"


@dataclass(frozen=True, slots=True)
class Day:
    """All entries of one date."""

    date: EdtfDate
    entries: tuple[Entry, ...]

    @property
    def html_id(self) -> str:
        """The target of the drawing's columns."""
        return day_id(self.date)

    def name_of(self, entry: Entry) -> str:
        """The HTML ids of what an entry of it is called by: a day with one entry has that entry's id, and is read whole."""
        return entry.html_id if len(self.entries) == 1 else f"{self.html_id} {entry.html_id}"


def day_id(date: EdtfDate) -> str:
    """The HTML id of the heading of a date on the timeline: letters, digits and hyphens.

    >>> day_id(EdtfDate(Point(2022, 1), None))
    'day-2022-01-to-open'
    """
    name = str(date).replace("..", "open").replace("/", "-to-")
    return "day-" + name.replace("%", "-about-uncertain").replace("~", "-about").replace("?", "-uncertain")


@dataclass(frozen=True, slots=True)
class Month:
    """The days of one month, or of a year where no month is known; what has no beginning stands by itself."""

    date: EdtfDate
    days: tuple[Day, ...]

    @property
    def html_id(self) -> str:
        """The target of the jump links."""
        return f"month-{self.date}".replace("../", "until-")

    @property
    def size(self) -> int:
        """How many entries it has."""
        return sum(len(day.entries) for day in self.days)


@dataclass(frozen=True, slots=True)
class Year:
    """The months of one year."""

    date: EdtfDate
    months: tuple[Month, ...]

    @property
    def html_id(self) -> str:
        """The target of the jump links where months are too many for a list."""
        return f"year-{self.date}".replace("../", "until-")

    @property
    def size(self) -> int:
        """How many entries it has."""
        return sum(month.size for month in self.months)


def entries(library: Library) -> tuple[Entry, ...]:
    """Every entry of the timeline, in order of date; of one day first what has no time, then the rest by the moment.

    Of those at once events come first, then what announced others, then what was said.
    """
    found = [*_events(library), *_statements(library)]
    rank = {"event": 0, "step": 1, "statement": 2}
    return tuple(sorted(found, key=lambda one: (one.date, _second(library, one), rank[one.kind], one.html_id)))


def _second(library: Library, one: Entry) -> int:
    """When on its day; a step has no time, and an event that was put off has none yet."""
    date, second = library.in_time(one.record)
    return second if one.kind != "step" and date == one.date else 0


def set_for(library: Library, event: Event) -> EdtfDate:
    """The date that an event has on the site's day: that of its last step where this set another."""
    return event.date_of(library.site.as_of)


def has_days(date: EdtfDate) -> bool:
    """Whether a date begins and ends on days, whatever is about or uncertain of them: it has a place in a calendar."""
    return all(point is not None and point.precision == "day" for point in (date.start, date.end))


def _events(library: Library) -> Iterator[Entry]:
    for event in library.events:
        now = event.step_at(library.site.as_of)
        scheduled = set_for(library, event)
        parties = tuple(library.actor(ref) for ref in dict.fromkeys((*event.host, *event.participants)))
        yield Entry(
            kind="event",
            date=scheduled,
            record=event,
            state=now.state if now else None,
            actor=None,
            side=None,
            parties=parties,
        )
        for step in event.life:
            if step.state != "held" and not scheduled.includes(step.date):
                actor = library.actor(step.by) if step.by else None
                yield Entry(
                    kind="step",
                    date=step.date,
                    record=event,
                    state=step.state,
                    actor=actor,
                    side=_side(library, actor),
                    step=step,
                )


def _statements(library: Library) -> Iterator[Entry]:
    for statement in library.statements:
        speaker = library.actor(statement.speaker)
        yield Entry(
            kind="statement",
            date=statement.date,
            record=statement,
            state=None,
            actor=speaker,
            side=_side(library, speaker),
        )


def _side(library: Library, actor: Actor | None) -> Choice | None:
    return library.site.choice(actor.side) if actor and actor.side else None


def months(found: tuple[Entry, ...]) -> tuple[Month, ...]:
    """Entries gathered by date, and the dates by the month or year in which they begin: each of them once."""
    days: dict[EdtfDate, list[Day]] = {}
    for date, group in groupby(found, key=lambda one: one.date):
        days.setdefault(_month(date), []).append(Day(date, tuple(group)))
    return tuple(Month(month, tuple(days[month])) for month in sorted(days))


def years(found: tuple[Month, ...]) -> tuple[Year, ...]:
    """Months gathered by the year, in their order."""
    return tuple(Year(year, tuple(group)) for year, group in groupby(found, key=lambda one: _year(one.date)))


def _year(date: EdtfDate) -> EdtfDate:
    point = Point(date.start.year) if date.start else None
    return EdtfDate(point, point) if point else date


def _month(date: EdtfDate) -> EdtfDate:
    if date.start is None:
        return date
    point = Point(date.start.year, date.start.month)
    return EdtfDate(point, point)
