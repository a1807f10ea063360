"""The gaps: what rests on one source or one family, what is unconfirmed, unchecked or not recorded. Counts, no scores."""

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.pages.model import Page, Sheet
from onrecord.pages.reading import Reading
from onrecord.provenance import Standing, known_since
from onrecord.records.base import Evidence, Record, walk
from onrecord.records.event import Event
from onrecord.records.measure import Measure
from onrecord.records.source import Source
from onrecord.records.statement import Rendition, Statement


@dataclass(frozen=True, slots=True)
class Family:
    """Sources that carry one original: they count as one."""

    head: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Every sort of gap, with the records that have it."""

    records: int
    single: tuple[Record, ...]
    one_family: tuple[tuple[Record, Standing], ...]
    not_first_hand: int
    unnamed: tuple[Statement, ...]
    unconfirmed: tuple[Statement, ...]
    unworded: tuple[tuple[Record, Standing], ...]
    unchecked: tuple[tuple[Record, int], ...]
    no_instrument: tuple[Measure, ...]
    no_life: tuple[Event, ...]
    undated: tuple[Record, ...]
    families: tuple[Family, ...]


def pages(reading: Reading) -> Iterator[Page[Coverage]]:
    """The coverage page."""
    yield Page(
        path="coverage.html", template="pages/coverage.html", make=lambda: Sheet(coverage(reading)), section="coverage"
    )


def coverage(reading: Reading) -> Coverage:
    """The gaps of a library."""
    library = reading.library
    resting = [(record, reading.standing(record)) for record in library.records.values() if record.stating]
    unchecked = ((record, _unchecked(reading, record)) for record in library.records.values())
    by_head: dict[str, list[Source]] = {}
    for source in library.of(Source):
        for head in reading.families[source.ref]:
            by_head.setdefault(head, []).append(source)
    return Coverage(
        records=len(resting),
        single=tuple(record for record, standing in resting if standing.sources == 1),
        one_family=tuple(
            (record, standing) for record, standing in resting if standing.sources > 1 and standing.families == 1
        ),
        not_first_hand=sum(not standing.first_hand for _, standing in resting),
        unnamed=tuple(
            statement for statement in library.statements if library.actor(statement.speaker).type == "unnamed"
        ),
        unconfirmed=tuple(statement for statement in library.statements if statement.unconfirmed),
        unworded=tuple((record, standing) for record, standing in resting if standing.worded < standing.sources),
        unchecked=tuple((record, number) for record, number in unchecked if number),
        no_instrument=tuple(
            measure for measure in library.of(Measure) if not measure.instrument or measure.instrument == "not recorded"
        ),
        no_life=tuple(event for event in library.events if not event.life),
        undated=tuple(record for record, _ in resting if known_since(library, record) is None),
        families=tuple(
            Family(head, tuple(standing)) for head, standing in sorted(by_head.items()) if len(standing) > 1
        ),
    )


def _unchecked(reading: Reading, record: Record) -> int:
    parts = {id(part): part for _, _, part in walk(record) if isinstance(part, Evidence | Rendition)}
    return sum(bool(part.words) and reading.proof(part) is None for part in parts.values())
