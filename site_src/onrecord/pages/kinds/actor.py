"""The page of an actor: posts, statements, events, what it is a part of and what is a part of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from onrecord.config import Choice
from onrecord.pages.about import About, about, page_of
from onrecord.pages.cards import path_of
from onrecord.pages.model import Page
from onrecord.pages.reading import Reading
from onrecord.records.actor import Actor
from onrecord.records.base import Record
from onrecord.records.event import Event
from onrecord.records.statement import Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorPage:
    """An actor: posts, statements, events, what it is a part of and what is a part of it."""

    actor: Actor
    about: About
    side: Choice | None
    cards: tuple[Statement, ...]
    events: tuple[Event, ...]
    members: tuple[Actor, ...]
    others: tuple[Record, ...]

    @property
    def in_full(self) -> str:
        """The page on which its statements stand in full."""
        return path_of(self.side)

    @property
    def shown(self) -> Any:
        """What it shows of the sources, in order of reading."""
        return (self.about.body, self.actor.posts, self.actor.evidence, self.actor.disagreements)


def pages(reading: Reading) -> Iterator[Page[ActorPage]]:
    """A page for each actor."""
    for actor in reading.library.of(Actor):
        yield page_of(actor, "who", partial(_view, reading, actor))


def _view(reading: Reading, actor: Actor) -> ActorPage:
    library = reading.library
    events = library.mentioning(actor, Event, "host", "participants", "life")
    others = {
        mention.record.ref: mention.record
        for mention in library.mentions.get(actor.ref, ())
        if mention.record.stating and not mention.record.told_apart
    }
    said = reading.said_by.get(actor.ref, ())
    return ActorPage(
        actor=actor,
        about=about(library, actor, (*said, *events)),
        side=library.site.choice(actor.side) if actor.side else None,
        cards=said,
        events=tuple(sorted(events, key=lambda event: (event.in_time, event.id))),
        members=library.mentioning(actor, Actor, "part_of"),
        others=tuple(others[ref] for ref in sorted(others)),
    )
