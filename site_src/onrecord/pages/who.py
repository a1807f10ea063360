"""Who said what: all statements in short by speaker, those of each side in full, pages by topic, and the list of all actors."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from onrecord.config import Choice
from onrecord.library import Library
from onrecord.pages.cards import Side, path_of
from onrecord.pages.filters import Filter, by_side, filter_of
from onrecord.pages.ledger import Claim, claims
from onrecord.pages.model import Page, Sheet
from onrecord.pages.placed import Placed, placed
from onrecord.pages.reading import Reading
from onrecord.pages.timeline import Entry
from onrecord.records.actor import Actor
from onrecord.records.context import Context
from onrecord.records.fields import Ref
from onrecord.records.kinds import KINDS


@dataclass(frozen=True, slots=True)
class WhoSaidWhat:
    """Statements in short: all sides in the order of site.yml, the topics with their numbers of statements, the filter."""

    sides: tuple[Side, ...]
    topics: tuple[tuple[Choice, int, Ref], ...]  # each with the number of statements on it
    filter: Filter


@dataclass(frozen=True, slots=True)
class Actors:
    """All actors by side in the order of site.yml, None for those who have none, each with its number of statements."""

    groups: tuple[tuple[Choice | None, tuple[tuple[Actor, int], ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SidePage:
    """One side: what its speakers said, in full, what was announced by it, and who else belongs to it.

    ``side`` is None on the page of speakers who have none; ``said`` is None where nobody of a side said anything.
    """

    side: Choice | None
    said: Side | None
    filter: Filter
    announced: tuple[Entry, ...]
    others: tuple[Actor, ...]

    @property
    def shown(self) -> Any:
        """What it shows of the sources, in order of reading."""
        return tuple(card for speaker in self.said.speakers for card in speaker.cards) if self.said else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicPage:
    """One topic: all that bears on it."""

    topic: Choice
    entries: tuple[Entry, ...]
    groups: tuple[tuple[str, Placed], ...]  # records of other kinds, each with an HTML id
    contexts: tuple[Context, ...]
    claims: tuple[Claim, ...]

    @property
    def shown(self) -> Any:
        """What it shows of the sources, in order of reading."""
        return self.groups


def pages(reading: Reading) -> Iterator[Page[Any]]:
    """The page of all statements, one for each side, one for speakers who have none if there are any, one for each topic."""
    library = reading.library
    yield Page(
        path="who-said-what.html", template="pages/who-said-what.html", make=lambda: _who(reading), section="who"
    )
    yield Page(path="actors.html", template="pages/actors.html", make=lambda: Sheet(actors(library)), section="who")
    for side in library.site.sides:
        yield Page(
            path=path_of(side),
            template="pages/side.html",
            title=side.label,
            make=partial(_side, reading, side),
            section="who",
            subject=Ref("side", side.id),
        )
    if any(library.actor(ref).side is None for ref in reading.said_by):
        yield Page(path=path_of(None), template="pages/side.html", make=partial(_side, reading, None), section="who")
    for topic in library.site.topics:
        yield Page(
            path=f"topics/{topic.id}.html",
            template="pages/topic.html",
            title=topic.label,
            make=partial(_topic, reading, topic),
            section="who",
            summary=topic.meaning or "",
            subject=Ref("topic", topic.id),
        )


def _who(reading: Reading) -> Sheet[WhoSaidWhat]:
    library = reading.library
    said = Counter(ref for statement in library.statements for ref in set(statement.topics))
    refs = ((topic, Ref("topic", topic.id)) for topic in library.site.topics)
    topics = tuple((topic, said[ref], ref) for topic, ref in refs)
    cards = (card.marks for group in reading.sides for speaker in group.speakers for card in speaker.cards)
    return Sheet(WhoSaidWhat(reading.sides, topics, filter_of(library, cards)))


def _side(reading: Reading, side: Choice | None) -> Sheet[SidePage]:
    library, ref = reading.library, Ref("side", side.id) if side else None
    said = next((group for group in reading.sides if group.side == side), None)
    speakers = said.speakers if said else ()
    heard = {speaker.actor.ref for speaker in speakers}
    found = filter_of(library, (card.marks for speaker in speakers for card in speaker.cards))
    view = SidePage(
        side=side,
        said=said,
        filter=replace(found, sides=()),  # all are of this one
        announced=reading.announced_by.get(ref, ()),
        others=tuple(one for one in library.of(Actor) if side and one.side == ref and one.ref not in heard),
    )
    return Sheet(view)


def actors(library: Library) -> Actors:
    """All actors by side, and within a side by name."""
    said = Counter(statement.speaker for statement in library.statements)
    groups = by_side(library.site, library.of(Actor))
    return Actors(tuple((side, tuple((actor, said[actor.ref]) for actor in members)) for side, members in groups))


def _topic(reading: Reading, topic: Choice) -> Sheet[TopicPage]:
    library, ref = reading.library, Ref("topic", topic.id)
    found = reading.entries_on_topic.get(ref, ())
    mentions = library.mentions.get(ref, ())
    on_it = {mention.record.ref for mention in mentions if mention.field == "topics"}
    named = {mention.record.ref for mention in mentions}
    view = TopicPage(
        topic=topic,
        entries=found,
        groups=tuple(_of_other_kinds(library, on_it)),
        contexts=tuple(context for context in library.contexts if context.ref in named),
        claims=claims(reading.claims[one.record.ref] for one in found if one.kind == "statement"),
    )
    return Sheet(view)


def _of_other_kinds(library: Library, on_it: set[Ref]) -> Iterator[tuple[str, Placed]]:
    """The records on a topic of each kind that has topics and no place of its own, where there are any."""
    for kind in KINDS:
        if kind.on_topics():
            records = tuple(one for one in library.in_order(kind) if one.ref in on_it)
            if records:
                fresh = frozenset(record.ref for record in records)
                yield kind.folder, placed(kind.kind, records, library.site.as_of, fresh=fresh)
