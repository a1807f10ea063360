"""Who said what: full cards by speaker, pages by side and by topic that lead to them, and the list of all actors."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.config import Choice
from onrecord.library import Library
from onrecord.pages.cards import Card, card
from onrecord.pages.filters import Filter, filter_of
from onrecord.pages.ledger import Claim, claims
from onrecord.pages.model import Page
from onrecord.pages.timeline import Entry, entries
from onrecord.records.actor import Actor
from onrecord.records.context import Context
from onrecord.records.demand import Demand
from onrecord.records.fields import Ref
from onrecord.records.figure import Figure
from onrecord.records.measure import Measure


@dataclass(frozen=True, slots=True)
class Speaker:
    """One speaker with all cards."""

    actor: Actor
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """The speakers of one side; ``side`` is None for those who have none."""

    side: Choice | None
    speakers: tuple[Speaker, ...]

    @property
    def size(self) -> int:
        """How many statements."""
        return sum(len(one.cards) for one in self.speakers)

    @property
    def unnamed(self) -> int:
        """How many statements are of speakers who are not named."""
        return sum(len(one.cards) for one in self.speakers if one.actor.type == "unnamed")


@dataclass(frozen=True, slots=True)
class WhoSaidWhat:
    """All sides in the order of site.yml, the topics with their numbers of statements, and what it can be narrowed by."""

    sides: tuple[Side, ...]
    topics: tuple[tuple[Choice, int], ...]
    filter: Filter


@dataclass(frozen=True, slots=True)
class Actors:
    """All actors by side in the order of site.yml, None for those who have none, each with its number of statements."""

    groups: tuple[tuple[Choice | None, tuple[tuple[Actor, int], ...]], ...]


@dataclass(frozen=True, slots=True)
class SidePage:
    """One side: who belongs to it, what they said, what was announced by them."""

    side: Choice
    actors: tuple[Actor, ...]
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class TopicPage:
    """One topic: all that bears on it."""

    topic: Choice
    entries: tuple[Entry, ...]
    figures: tuple[Figure, ...]
    measures: tuple[Measure, ...]
    demands: tuple[Demand, ...]
    contexts: tuple[Context, ...]
    claims: tuple[Claim, ...]


def pages(library: Library) -> Iterator[Page]:
    """The page of all statements, and one for each side and topic."""
    topics = tuple(
        (topic, sum(Ref("topic", topic.id) in one.topics for one in library.statements))
        for topic in library.site.topics
    )
    groups = sides(library)
    cards = (one.marks for group in groups for speaker in group.speakers for one in speaker.cards)
    view = WhoSaidWhat(groups, topics, filter_of(library, cards))
    yield Page("who-said-what.html", "pages/who-said-what.html", "", view, section="who")
    yield Page("actors.html", "pages/actors.html", "", actors(library), section="who")
    everything = entries(library)
    for side in library.site.sides:
        members = tuple(one for one in library.of(Actor) if one.side == Ref("side", side.id))
        said = tuple(one for one in everything if one.side == side)
        yield Page(
            f"sides/{side.id}.html",
            "pages/side.html",
            side.label,
            SidePage(side, members, said),
            section="who",
            subject=Ref("side", side.id),
        )
    for topic in library.site.topics:
        yield _topic(library, topic, everything)


def sides(library: Library) -> tuple[Side, ...]:
    """The speakers by side in the order of site.yml, those with most to say first."""
    by_speaker: dict[Ref, list[Card]] = {}
    for statement in library.statements:
        by_speaker.setdefault(statement.speaker, []).append(card(library, statement))
    speakers = sorted(
        (Speaker(library.actor(ref), tuple(cards)) for ref, cards in by_speaker.items()),
        key=lambda one: (-len(one.cards), one.actor.label.casefold(), one.actor.id),
    )
    found = []
    for side in (*library.site.sides, None):
        ref = Ref("side", side.id) if side else None
        members = tuple(one for one in speakers if one.actor.side == ref)
        if members:
            found.append(Side(side, members))
    return tuple(found)


def actors(library: Library) -> Actors:
    """All actors by side, and within a side by name."""
    said = Counter(one.speaker for one in library.statements)
    everybody = sorted(library.of(Actor), key=lambda one: (one.label.casefold(), one.id))
    groups: list[tuple[Choice | None, tuple[tuple[Actor, int], ...]]] = []
    for side in (*library.site.sides, None):
        ref = Ref("side", side.id) if side else None
        members = tuple((one, said[one.ref]) for one in everybody if one.side == ref)
        if members:
            groups.append((side, members))
    return Actors(tuple(groups))


def _topic(library: Library, topic: Choice, everything: tuple[Entry, ...]) -> Page:
    ref = Ref("topic", topic.id)
    view = TopicPage(
        topic,
        tuple(one for one in everything if one.kind != "step" and ref in one.record.topics),
        tuple(one for one in library.of(Figure) if ref in one.topics),
        tuple(one for one in library.of(Measure) if ref in one.topics),
        tuple(one for one in library.of(Demand) if ref in one.topics),
        tuple(one for one in library.contexts if any(named.record == one for named in library.mentions.get(ref, ()))),
        claims(library, tuple(one for one in library.statements if ref in one.topics)),
    )
    return Page(
        f"topics/{topic.id}.html",
        "pages/topic.html",
        topic.label,
        view,
        section="who",
        summary=topic.meaning or "",
        subject=ref,
    )
