"""What is shown of a statement wherever it is shown in full."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from onrecord.characters import collated, plain_name
from onrecord.config import Choice
from onrecord.library import Library
from onrecord.pages.filters import Marks, marks_of
from onrecord.pages.passages import passage
from onrecord.provenance import Link, chain
from onrecord.records.actor import Actor, Post
from onrecord.records.base import Record
from onrecord.records.fields import Ref, base_language
from onrecord.records.source import Source
from onrecord.records.statement import Rendition, Statement

BEGINNING = 140  # the letters of a statement where it stands in short, at most
TERSE = 70  # words of fewer letters are not understood without the title


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A rendition beside its source, the way it came, and the address of the passage."""

    rendition: Rendition
    source: Source
    chain: tuple[Link, ...]
    url: str | None

    @property
    def steps(self) -> tuple[tuple[Link, ...], ...]:
        """The way it came, those who each had the words from the speaker as one: none of them had it from another."""
        return tuple(
            step
            for heard, group in groupby(self.chain, key=lambda link: link.how == "heard")
            for step in ((tuple(group),) if heard else ((one,) for one in group))
        )

    @property
    def shown(self) -> Any:
        """What it shows of the sources."""
        return self.rendition


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A statement with its speaker, the post held that day, its best copy and, where there is one, a second to read it by."""

    statement: Statement
    speaker: Actor
    side: Choice | None
    post: Post | None  # of a speaker who is not named, whose description says it, only where the statement names it
    best: Copy
    translation: str | None  # of words that are foreign to the reader, by the editors
    companion: Copy | None  # else a printed translation of them; of a translation the original
    legible: Copy  # the printed translation of words that are foreign to the reader, else the best copy
    others: int
    in_reply_to: tuple[Record, ...]
    replies: tuple[Record, ...]

    @property
    def marks(self) -> Marks:
        """By what it is found in a list."""
        return marks_of("statement", self.statement, None, (self.speaker,))

    @property
    def begins(self) -> str:
        """How the words begin, for where it stands in short."""
        return beginning(self._words)

    @property
    def terse(self) -> bool:
        """Whether the words are too few to be understood without the title."""
        return len(self._words) < TERSE

    @property
    def _words(self) -> str:
        return self.translation or self.legible.rendition.words

    @property
    def shown(self) -> Any:
        """What it shows of the sources, in order of reading."""
        return (self.companion, self.best)


@dataclass(frozen=True, slots=True)
class Speaker:
    """One speaker with all cards."""

    actor: Actor
    cards: tuple[Card, ...]

    @property
    def post(self) -> Post | None:
        """The post in which all of it was said, if it was one."""
        post = self.cards[0].post
        return post if all(card.post == post for card in self.cards) else None


@dataclass(frozen=True, slots=True)
class Side:
    """The speakers of one side; ``side`` is None for those who have none."""

    side: Choice | None
    speakers: tuple[Speaker, ...]

    @property
    def path(self) -> str:
        """The page on which its statements stand in full."""
        return path_of(self.side)

    @property
    def size(self) -> int:
        """How many statements."""
        return sum(len(speaker.cards) for speaker in self.speakers)

    @property
    def unnamed(self) -> int:
        """How many statements are of speakers who are not named."""
        return sum(len(speaker.cards) for speaker in self.speakers if speaker.actor.type == "unnamed")


def path_of(side: Choice | None) -> str:
    """The page on which all statements of a side stand in full, or those of speakers who have none."""
    return f"sides/{side.id if side else 'none'}.html"


def beginning(text: str, most: int = BEGINNING, gap: str = "[…]") -> str:
    """A text, or its first words where it is longer than so many characters, with the sign of a gap behind them.

    >>> beginning("The harbour stays open.", 14)
    'The harbour […]'
    """
    if len(text) <= most:
        return text
    words = text[: most + 1].rpartition(" ")[0] or text[:most]  # some languages have no spaces
    return f"{words.removesuffix('[…]').rstrip(' ,;:–—-')} {gap}"


def card(library: Library, statement: Statement) -> Card:
    """The card of a statement."""
    speaker = library.actor(statement.speaker)
    translation = statement.ours(library.language)
    companion = None if translation else _companion(library, statement)
    best = copy(library, statement, statement.base)
    beside = copy(library, statement, companion) if companion else None
    return Card(
        statement=statement,
        speaker=speaker,
        side=library.site.choice(speaker.side) if speaker.side else None,
        post=post_of(library, statement) if speaker.type != "unnamed" or statement.post else None,
        best=best,
        translation=translation,
        companion=beside,
        legible=beside if beside and _native(beside.rendition, library) else best,
        others=len(statement.renditions) - 1,
        in_reply_to=library.in_reply_to(statement),
        replies=library.answers_to(statement),
    )


def post_of(library: Library, statement: Statement) -> Post | None:
    """The post in which a statement was made: the one it names, else the only one held that day."""
    posts = library.actor(statement.speaker).posts_on(statement.date)
    if statement.post:
        return next((post for post in posts if plain_name(post.title) == plain_name(statement.post)), None)
    return posts[0] if len(posts) == 1 else None


def copy(library: Library, statement: Statement, rendition: Rendition) -> Copy:
    """A rendition with all that explains it."""
    source = library.source(rendition.source)
    return Copy(
        rendition=rendition, source=source, chain=chain(library, statement, rendition), url=passage(library, rendition)
    )


def sides(library: Library, cards: Iterable[Card]) -> tuple[Side, ...]:
    """Cards by speaker, and these by side in the order of site.yml, those with most to say first."""
    by_speaker: dict[Ref, list[Card]] = {}
    for held in cards:
        by_speaker.setdefault(held.speaker.ref, []).append(held)
    speakers = sorted(
        (Speaker(library.actor(ref), tuple(said)) for ref, said in by_speaker.items()),
        key=lambda held: (-len(held.cards), collated(held.actor.label), held.actor.id),
    )
    found = []
    for side in (*library.site.sides, None):
        ref = Ref("side", side.id) if side else None
        members = tuple(speaker for speaker in speakers if speaker.actor.side == ref)
        if members:
            found.append(Side(side, members))
    return tuple(found)


def _native(rendition: Rendition, library: Library) -> bool:
    return base_language(rendition.language) == base_language(library.language)


def _companion(library: Library, statement: Statement) -> Rendition | None:
    """The rendition that a reader needs beside the best one: in the reader's language, else in the speaker's."""
    best, reader = base_language(statement.base.language), base_language(library.language)
    wanted = base_language(statement.original_language or reader) if best == reader else reader
    if best == wanted:
        return None
    return next(
        (rendition for rendition in statement.renditions[1:] if base_language(rendition.language) == wanted), None
    )
