"""Filters: by what the entries of a long list can be found, and which values of it occur there."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from onrecord.characters import collated
from onrecord.config import Choice, Site
from onrecord.library import Library
from onrecord.records.actor import Actor
from onrecord.records.event import UNKNOWN, Event, EventState
from onrecord.records.fields import Ref
from onrecord.records.statement import UNCONFIRMED, Manner, OutcomeState, Statement

EntryKind = Literal["event", "step", "statement"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """By what one entry is found: ids of sides, actors and topics, and words of states.

    An event counts for all who held it or took part, and for their sides; what came of a statement is a state of it,
    with ``outcome-`` before the word.
    """

    kind: EntryKind
    sides: tuple[str, ...]
    speakers: tuple[str, ...]
    topics: tuple[str, ...]
    states: tuple[str, ...]
    manner: Manner | None = None

    @property
    def values(self) -> Iterator[tuple[str, str]]:
        """What may be asked of it: names of controls, each with a value that fits."""
        yield "kind", self.kind
        yield from (("side", one) for one in self.sides)
        yield from (("speaker", one) for one in self.speakers)
        yield from (("topic", one) for one in self.topics)
        yield from (("state", one) for one in self.states)
        if self.manner:
            yield "manner", self.manner


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What a list can be narrowed by: of each property the values that occur, and how many entries there are."""

    size: int
    kinds: tuple[EntryKind, ...]
    sides: tuple[Choice, ...]
    speakers: tuple[tuple[Choice | None, tuple[Actor, ...]], ...]  # by side, those without one last
    topics: tuple[Choice, ...]
    manners: tuple[Manner, ...]
    states: tuple[str, ...]  # of events and what announced them
    confirmed: tuple[str, ...]  # whether statements are unconfirmed
    outcomes: tuple[OutcomeState, ...]
    steps: Mapping[tuple[str, str], tuple[int, ...]]  # to the entries that fit, by control and value


def marks_of(kind: EntryKind, record: Event | Statement, state: str | None, who: Iterable[Actor]) -> Marks:
    """The marks of an entry of that kind, in that state, of those actors."""
    actors = tuple(dict.fromkeys(who))
    sides = dict.fromkeys(actor.side.id for actor in actors if actor.side)
    topics = tuple(topic.id for topic in record.topics)
    manner: Manner | None = getattr(record, "manner", None)
    return Marks(
        kind=kind,
        sides=tuple(sides),
        speakers=tuple(actor.id for actor in actors),
        topics=topics,
        states=record.states(state),
        manner=manner,
    )


def filter_of(library: Library, found: Iterable[Marks]) -> Filter:
    """What a list of entries with these marks, in its order, can be narrowed by."""
    entries = tuple(found)
    sides = {side for entry in entries for side in entry.sides}
    topics = {topic for entry in entries for topic in entry.topics}
    states = {state for entry in entries for state in entry.states}
    speakers = {library.actor(Ref("actor", speaker)) for entry in entries for speaker in entry.speakers}
    kinds, manners = {entry.kind for entry in entries}, {entry.manner for entry in entries}
    return Filter(
        size=len(entries),
        kinds=tuple(one for one in get_args(EntryKind) if one in kinds),
        sides=tuple(side for side in library.site.sides if side.id in sides),
        speakers=by_side(library.site, speakers),
        topics=tuple(topic for topic in library.site.topics if topic.id in topics),
        manners=tuple(one for one in get_args(Manner) if one in manners),
        states=tuple(one for one in (*get_args(EventState), UNKNOWN) if one in states),
        confirmed=tuple(one for one in (UNCONFIRMED,) if one in states),
        outcomes=tuple(one for one in get_args(OutcomeState) if f"outcome-{one}" in states),
        steps=_fitting(entries),
    )


def steps(places: Iterable[int]) -> tuple[int, ...]:
    """Places in a list, as the script is told them: the first, and of each other how far it is from the one before.

    >>> steps([2, 3, 7])
    (2, 1, 4)
    """
    listed = tuple(places)
    return tuple(place - before for before, place in zip((0, *listed), listed, strict=False))


def _fitting(entries: Iterable[Marks]) -> Mapping[tuple[str, str], tuple[int, ...]]:
    places: dict[tuple[str, str], list[int]] = {}
    for place, entry in enumerate(entries):
        for value in entry.values:
            places.setdefault(value, []).append(place)
    return {value: steps(fitting) for value, fitting in places.items()}


def by_side(site: Site, actors: Iterable[Actor]) -> tuple[tuple[Choice | None, tuple[Actor, ...]], ...]:
    """Actors by name, by side in the order of site.yml; None, for those who have none, comes last."""
    by_name = sorted(actors, key=lambda actor: (collated(actor.label), actor.id))
    groups = []
    for side in (*site.sides, None):
        ref = Ref("side", side.id) if side else None
        groups.append((side, tuple(actor for actor in by_name if actor.side == ref)))
    return tuple((side, members) for side, members in groups if members)
