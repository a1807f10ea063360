"""A page for each event, statement, actor, source, figure, measure and demand."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from onrecord.config import Choice
from onrecord.library import Library
from onrecord.pages.cards import Card
from onrecord.pages.copies import Compared
from onrecord.pages.ledger import Claim, Matrix
from onrecord.pages.model import Page, Sheet, Told, notes, told
from onrecord.pages.reading import Reading
from onrecord.provenance import Link, Proof, originals
from onrecord.quotes.fold import key
from onrecord.records.actor import Actor
from onrecord.records.base import Evidence, Record
from onrecord.records.context import Context
from onrecord.records.correction import Correction
from onrecord.records.dates import EdtfDate
from onrecord.records.demand import Demand
from onrecord.records.event import Event, EventStep
from onrecord.records.fields import Ref
from onrecord.records.figure import Figure
from onrecord.records.measure import Measure, MeasureStep
from onrecord.records.source import Source
from onrecord.records.statement import Rendition, Statement


@dataclass(frozen=True, slots=True)
class About:
    """What every record's page shows beside its own: prose, what mentions it, what was corrected."""

    body: Told
    contexts: tuple[Context, ...]
    corrections: tuple[Correction, ...]


@dataclass(frozen=True, slots=True)
class EventPage:
    """An event, what was said there, what it answers and what answers it."""

    event: Event
    about: About
    best: Evidence | None  # the source to cite it by
    now: EventStep | None
    former: tuple[EdtfDate, ...]  # dates it was set for and is no longer
    said: tuple[Card, ...]
    answers: tuple[Record, ...]
    answered_by: tuple[Record, ...]
    related: tuple[Record, ...]
    matrix: Matrix | None
    before: Event | None
    after: Event | None


@dataclass(frozen=True, slots=True)
class StatementPage:
    """A statement with every copy of it."""

    card: Card
    about: About
    copies: tuple[Compared, ...]
    occasion: Event | None
    answers: tuple[Record, ...]
    related: tuple[Record, ...]
    claim: Claim | None


@dataclass(frozen=True, slots=True)
class ActorPage:
    """An actor: posts, statements, events, what it is a part of and what is a part of it."""

    actor: Actor
    about: About
    side: Choice | None
    cards: tuple[Statement, ...]
    events: tuple[Event, ...]
    members: tuple[Actor, ...]
    others: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """One passage that the site takes from a source, and the records that rest on it; no passage where prose cites it."""

    records: tuple[Record, ...]
    part: Evidence | Rendition | None = None
    url: str | None = None
    proof: Proof | None = None


@dataclass(frozen=True, slots=True)
class SourcePage:
    """A source: what it republishes, what republishes it, what is taken from it."""

    source: Source
    about: About
    originals: tuple[Link, ...]
    copies: tuple[Source, ...]
    taken: tuple[Taken, ...]


@dataclass(frozen=True, slots=True)
class FigurePage:
    """A figure, its whole and its parts."""

    figure: Figure
    about: About
    best: Evidence | None  # the source to cite it by
    parts: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class MeasurePage:
    """A measure and where it stands on the site's day."""

    measure: Measure
    about: About
    now: MeasureStep | None
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class DemandPage:
    """A demand and its answers."""

    demand: Demand
    about: About
    answered_by: tuple[Record, ...]


def pages(reading: Reading) -> Iterator[Page]:
    """The pages of all records that have one of their own."""
    library = reading.library
    events = library.events
    for number, event in enumerate(events):
        before = events[number - 1] if number else None
        after = events[number + 1] if number + 1 < len(events) else None
        yield _page(library, event, "timeline", partial(_event, reading, event, before, after))
    for statement in library.statements:
        yield _page(library, statement, "who", partial(_statement, reading, statement))
    for actor in library.of(Actor):
        yield _page(library, actor, "who", partial(_actor, reading, actor))
    for source in library.of(Source):
        yield _page(library, source, "sources", partial(_source, reading, source))
    for figure in library.of(Figure):
        yield _page(library, figure, "context", partial(_figure, library, figure))
    for measure in library.of(Measure):
        yield _page(library, measure, "context", partial(_measure, library, measure))
    for demand in library.of(Demand):
        yield _page(library, demand, "context", partial(_demand, library, demand))


def _page(library: Library, record: Record, section: str, view: Callable[[], object]) -> Page:
    def make() -> Sheet:
        return Sheet(view(), notes(library, library.text(record)))

    path, template = f"{record.folder}/{record.id}.html", f"pages/{record.kind}.html"
    return Page(path, template, record.label, make, section, subject=record.ref)


def _about(library: Library, record: Record, elsewhere: Iterable[Record] = ()) -> About:
    """``elsewhere`` are the records that the page shows beside the prose, with their HTML ids."""
    return About(
        told(library, library.text(record), elsewhere=(one.ref for one in elsewhere)),
        library.mentioning(record, Context),
        library.mentioning(record, Correction, "records"),
    )


def best(library: Library, record: Record) -> Evidence | None:
    """The first piece of evidence that is from no copy or partisan outlet, else the first; None where there is none."""
    strong = (one for one in record.evidence if not library.source(one.source).weak)
    return next(strong, record.evidence[0] if record.evidence else None)


def _event(reading: Reading, event: Event, before: Event | None, after: Event | None) -> EventPage:
    library = reading.library
    said = tuple(reading.cards[one.ref] for one in reading.said_at.get(event.ref, ()))
    shown = {
        event.ref,
        *(one.statement.ref for one in said),
        *event.answers,
        *(one.ref for one in library.answers_to(event)),
    }
    related = {
        one.record.ref: one.record
        for one in library.mentions.get(event.ref, ())
        if one.record.ref not in shown and isinstance(one.record, Event | Statement | Figure | Measure | Demand)
    }
    return EventPage(
        event,
        _about(library, event, (one.statement for one in said)),
        best(library, event),
        event.step_at(library.site.as_of),
        _former(event, library.site.as_of),
        said,
        tuple(library.get(ref) for ref in event.answers),
        library.answers_to(event),
        tuple(related[ref] for ref in sorted(related)),
        reading.accounts[event.ref],
        before,
        after,
    )


def _former(event: Event, as_of: EdtfDate) -> tuple[EdtfDate, ...]:
    """The days that an event was set for and did not keep: those that no date it has now falls within, each once."""
    now = event.step_at(as_of)
    current = now.scheduled if now and now.scheduled else event.date
    past = (step.scheduled for step in event.life if step.date.first <= as_of.last)
    return tuple(dict.fromkeys(date for date in past if date and date.day and not current.includes(date)))


def _statement(reading: Reading, statement: Statement) -> StatementPage:
    library = reading.library
    shown = {statement.ref, *statement.answers, *(one.ref for one in library.answers_to(statement))}
    related = {
        one.record.ref: one.record
        for one in library.mentions.get(statement.ref, ())
        if one.record.ref not in shown and isinstance(one.record, Event | Statement | Measure | Demand)
    }
    occasion = library.get(statement.occasion) if statement.occasion else None
    return StatementPage(
        reading.cards[statement.ref],
        _about(library, statement),
        reading.copies[statement.ref],
        occasion if isinstance(occasion, Event) else None,
        tuple(library.get(ref) for ref in statement.answers),
        tuple(related[ref] for ref in sorted(related)),
        reading.claims[statement.ref],
    )


def _actor(reading: Reading, actor: Actor) -> ActorPage:
    library = reading.library
    events = {
        one.record.ref: one.record
        for one in library.mentions.get(actor.ref, ())
        if isinstance(one.record, Event) and one.field in {"host", "participants", "life"}
    }
    others = {
        one.record.ref: one.record
        for one in library.mentions.get(actor.ref, ())
        if isinstance(one.record, Figure | Measure | Demand)
    }
    said = reading.said_by.get(actor.ref, ())
    return ActorPage(
        actor,
        _about(library, actor, (*said, *events.values())),
        library.site.choice(actor.side) if actor.side else None,
        said,
        tuple(sorted(events.values(), key=lambda one: (one.in_time, one.id))),
        library.mentioning(actor, Actor, "part_of"),
        tuple(others[ref] for ref in sorted(others)),
    )


def _source(reading: Reading, source: Source) -> SourcePage:
    library = reading.library
    mentions = library.mentions.get(source.ref, ())
    passages: dict[str, list[tuple[Record, Evidence | Rendition]]] = {}
    for one in mentions:
        if isinstance(part := one.part, Evidence | Rendition):
            name = key(part.words, part.prefix, part.suffix) if part.words else f"at {part.locator}"
            passages.setdefault(name, []).append((one.record, part))
    taken = [_taken(reading, found) for found in passages.values()]
    quoted = {record.ref for one in taken for record in one.records}
    cited = {one.record.ref: one.record for one in mentions if one.part is None and one.record.ref not in quoted}
    return SourcePage(
        source,
        _about(library, source),
        originals(library, source),
        library.mentioning(source, Source, "republishes"),
        (*sorted(taken, key=_place_in_source), *((Taken(tuple(cited.values())),) if cited else ())),
    )


def _taken(reading: Reading, found: list[tuple[Record, Evidence | Rendition]]) -> Taken:
    """The same passage in several records, once; of the parts that hold it the one that says most of its damage and place."""
    records = {record.ref: record for record, _ in found}
    part = max((part for _, part in found), key=lambda one: (len(one.damage), bool(one.locator)))
    return Taken(tuple(records[ref] for ref in sorted(records)), part, reading.passage(part), reading.proof(part))


_NUMBERS = re.compile("([0-9]{1,9})")


def _place_in_source(taken: Taken) -> tuple[bool, tuple[tuple[int, str], ...], Ref]:
    """By locator, numbers as numbers: sentence 2 before sentence 10; what has none comes last."""
    locator = (taken.part and taken.part.locator) or ""
    pieces = tuple(
        (int(piece) if piece[0] in "0123456789" else -1, piece) for piece in _NUMBERS.split(locator) if piece
    )
    return (not locator, pieces, taken.records[0].ref)


def _figure(library: Library, figure: Figure) -> FigurePage:
    parts = library.mentioning(figure, Figure, "part_of")
    return FigurePage(figure, _about(library, figure), best(library, figure), parts)


def _demand(library: Library, demand: Demand) -> DemandPage:
    return DemandPage(demand, _about(library, demand), library.answers_to(demand))


def _measure(library: Library, measure: Measure) -> MeasurePage:
    said = tuple(one for one in map(library.get, measure.statements) if isinstance(one, Statement))
    return MeasurePage(
        measure,
        _about(library, measure, said),
        measure.step_at(library.site.as_of),
        said,
    )
