"""The page of an event: what was said there, what it answers and what answers it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from onrecord.pages.about import About, about, best, page_of
from onrecord.pages.cards import Card
from onrecord.pages.ledger import Matrix
from onrecord.pages.model import Page
from onrecord.pages.reading import Reading
from onrecord.records.base import Evidence, Record
from onrecord.records.dates import EdtfDate
from onrecord.records.event import Event, EventStep


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPage:
    """An event, what was said there, what it answers and what answers it."""

    event: Event
    about: About
    best: Evidence | None  # the source to cite it by
    now: EventStep | None
    former: tuple[EdtfDate, ...]  # dates it was set for and is no longer
    said: tuple[Card, ...]
    in_reply_to: tuple[Record, ...]
    replies: tuple[Record, ...]
    related: tuple[Record, ...]
    matrix: Matrix | None
    before: Event | None
    after: Event | None

    @property
    def shown(self) -> Any:
        """What it shows of the sources, in order of reading."""
        event = self.event
        told = (event.evidence, event.result, event.disagreements)
        return (self.about.body, self.matrix, event.life, self.said, *told)


def pages(reading: Reading) -> Iterator[Page[EventPage]]:
    """A page for each event."""
    events = reading.library.events
    for number, event in enumerate(events):
        before = events[number - 1] if number else None
        after = events[number + 1] if number + 1 < len(events) else None
        yield page_of(event, "timeline", partial(_view, reading, event, before, after))


def _view(reading: Reading, event: Event, before: Event | None, after: Event | None) -> EventPage:
    library = reading.library
    said = tuple(reading.cards[one.ref] for one in reading.said_at.get(event.ref, ()))
    shown = {
        event.ref,
        *(one.statement.ref for one in said),
        *event.answers,
        *(record.ref for record in library.answers_to(event)),
    }
    related = {
        mention.record.ref: mention.record
        for mention in library.mentions.get(event.ref, ())
        if mention.record.ref not in shown and mention.record.stating
    }
    return EventPage(
        event=event,
        about=about(library, event, (one.statement for one in said)),
        best=best(library, event),
        now=event.step_at(library.site.as_of),
        former=_former(event, library.site.as_of),
        said=said,
        in_reply_to=library.in_reply_to(event),
        replies=library.answers_to(event),
        related=tuple(related[ref] for ref in sorted(related)),
        matrix=reading.accounts[event.ref],
        before=before,
        after=after,
    )


def _former(event: Event, as_of: EdtfDate) -> tuple[EdtfDate, ...]:
    """The days that an event was set for and did not keep: those that no date it has now falls within, each once."""
    now = event.step_at(as_of)
    current = now.scheduled if now and now.scheduled else event.date
    past = (step.scheduled for step in event.life if step.date.first <= as_of.last)
    return tuple(dict.fromkeys(date for date in past if date and date.day and not current.includes(date)))
