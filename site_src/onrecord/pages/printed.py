"""The print edition: the whole explainer on one page, with one list of sources."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from onrecord.characters import collated
from onrecord.library import Library
from onrecord.pages.cards import Side
from onrecord.pages.ledger import Matrix
from onrecord.pages.model import Body, Page, Sheet, bodies_of
from onrecord.pages.placed import Placed
from onrecord.pages.reading import Reading
from onrecord.pages.timeline import Month
from onrecord.prose.blocks import Heading, Prose, Stretch, with_headings
from onrecord.records.base import Record, walk
from onrecord.records.context import Context
from onrecord.records.event import Event
from onrecord.records.fields import Ref
from onrecord.records.kinds import KINDS
from onrecord.records.source import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """All that the print edition tells, in its order. ``texts`` has the prose of each record that has any."""

    intro: Body
    state: Body
    months: tuple[Month, ...]
    sides: tuple[Side, ...]
    contexts: tuple[Context, ...]
    groups: tuple[
        tuple[str, str, tuple[Record, ...]], ...
    ]  # what is printed one by one: the kind, an HTML id, the records
    about: Body
    texts: Mapping[Ref, Body]
    accounts: Mapping[Ref, Matrix]
    held: frozenset[Ref]  # events whose life says no more than their state and date, and is not told step by step


def pages(reading: Reading) -> Iterator[Page[Printed]]:
    """The print edition."""
    summary = reading.library.site.summary
    yield Page(
        path="print.html", template="pages/print.html", make=lambda: _printed(reading), summary=summary, now_alone=True
    )


def _printed(reading: Reading) -> Sheet[Printed]:
    library, months, sides = reading.library, reading.months, reading.sides
    events = tuple(
        entry.record for month in months for day in month.days for entry in day.entries if entry.kind == "event"
    )
    cards = tuple(card for side in sides for speaker in side.speakers for card in speaker.cards)
    groups = tuple(_one_by_one(library))
    levels: tuple[tuple[tuple[Record, ...], int], ...] = (  # and how far down the headings of their prose go
        (events, 3),
        (tuple(card.statement for card in cards), 4),
        (library.contexts, 1),
        *((records, 2) for _, _, records in groups),
    )
    told_in_full = tuple(record for group, _ in levels for record in group)
    proses = (
        library.text(None, "intro"),
        library.text(None, "state"),
        *(library.text(record) for record in told_in_full),
        library.text(None, "about"),
    )
    intro, state, *texts, about = bodies_of(library, proses, (one.ref for one in told_in_full))
    depths = (depth for group, depth in levels for _ in group)
    below = {
        one.ref: _lowered(text, depth) for one, text, depth in zip(told_in_full, texts, depths, strict=True) if text
    }
    accounts = {event.ref: found for event in library.events if (found := reading.accounts[event.ref])}
    view = Printed(
        intro=intro,
        state=_lowered(state, 1),
        months=months,
        sides=sides,
        contexts=library.contexts,
        groups=groups,
        about=_lowered(about, 1),
        texts=MappingProxyType(below),
        accounts=MappingProxyType(accounts),
        held=frozenset(event.ref for event in library.events if _is_plain(event)),
    )
    carriers = (copy.rendition.source for card in cards for copy in (card.best, card.companion) if copy)
    sources = tuple(library.source(ref) for ref in {*_cited(proses), *_stated(told_in_full), *carriers})
    speakers = (speaker.actor.ref for side in sides for speaker in side.speakers)
    return Sheet(
        view,
        tuple(sorted(sources, key=_by_publisher)),
        frozenset({*(one.ref for one in told_in_full), *(source.ref for source in sources), *speakers}),
    )


def _is_plain(event: Event) -> bool:
    """Whether its life says no more than that it took place on its day."""
    return [(step.state, step.date, step.by, step.note) for step in event.life] == [("held", event.date, None, None)]


def _one_by_one(library: Library) -> Iterator[tuple[str, str, tuple[Record, ...]]]:
    """The records of each kind that is not told in a place of its own, where there are any."""
    for kind in KINDS:
        records = () if kind.told_apart else library.in_order(kind)
        if records:
            yield kind.kind, kind.gathered.removesuffix(".html") or kind.folder, records


def _by_publisher(source: Source) -> tuple[tuple[str, str], str, str]:
    return (collated(source.publisher), str(source.published or ""), source.id)


def _cited(proses: Iterable[Prose]) -> Iterator[Ref]:
    """The sources that prose cites."""
    return (ref for prose in proses for ref in prose.citations)


def _stated(records: Iterable[Record]) -> Iterator[Ref]:
    """The sources of what records state, as far as it is printed."""
    for record in records:
        for path, value, _ in walk(record):
            shown = record.printed is None or path[0] in record.printed
            if shown and isinstance(value, Ref) and value.kind == "source":
                yield value


def _lowered(text: Body, depth: int) -> Body:
    """Prose with its headings some levels further down, to stand below the headings of a longer page; the last is h6."""

    def deeper(heading: Heading) -> Heading:
        return replace(heading, level=min(6, heading.level + depth))

    parts: list[Stretch | Placed] = [
        replace(part, blocks=with_headings(part.blocks, deeper)) if isinstance(part, Stretch) else part
        for part in text.parts
    ]
    return replace(text, parts=tuple(parts))
