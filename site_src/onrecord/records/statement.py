"""Statements, their renditions, and the hops from the speaker to the first source."""

import datetime as dt
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field

from onrecord.records.base import EvidenceList, Fact, Part, Record, SearchedList
from onrecord.records.dates import EdtfDate
from onrecord.records.event import ANSWERS_ITSELF, Timed
from onrecord.records.fields import (
    ActorRef,
    AnyRef,
    Date,
    EventRef,
    Flag,
    Id,
    Label,
    Language,
    Listed,
    OwnLabel,
    SourceRef,
    Text,
    TopicRef,
    base_language,
)
from onrecord.records.marks import Aside, AtOnce, Came, OfAll, Onward, Rests, Undated

UNCONFIRMED = "unconfirmed"

Manner = Literal["asserts", "denies", "threatens", "pledges", "demands", "confirms", "declines"]
RenditionClass = Literal["verbatim", "elided", "translated", "paraphrase"]
NOTABLE: frozenset[Manner] = frozenset({"denies", "threatens"})
OutcomeState = Literal["open", "confirmed", "contradicted", "withdrawn", "overtaken", "unresolved"]
Translator = Literal["person", "outlet", "machine", "unknown"]


class Rendition(Part):
    """The words as one source printed them."""

    id: Annotated[Id | None, AtOnce()] = None
    """Names it for derives_from; the source's id unless given."""
    source: Annotated[SourceRef, AtOnce()]
    """The source that printed them."""
    language: Annotated[Language, AtOnce()]
    """Of the words."""
    words: Annotated[Text, AtOnce()]
    """Exactly as printed, without the quotation marks around them; […] for what you leave out."""
    segments: Annotated[tuple[Text, ...], Listed, AtOnce()] = ()
    """The words in pieces, to show beside those of the base; as many as the base has."""
    class_: Annotated[RenditionClass, Field(alias="class"), AtOnce()]
    """verbatim, elided, translated or paraphrase."""
    translator: Annotated[Translator | None, AtOnce()] = None
    """Who made a translation."""
    translator_name: Annotated[Text | None, AtOnce()] = None
    """The translator's name."""
    derives_from: Annotated[Id | None, AtOnce()] = None
    """Which other rendition it comes from."""
    locator: Annotated[Label | None, AtOnce()] = None
    """Where in the source."""
    prefix: Annotated[Text | None, AtOnce()] = None
    """The text right before, if the source has the words twice."""
    suffix: Annotated[Text | None, AtOnce()] = None
    """The text right after."""
    insertions: Annotated[tuple[Text, ...], Listed, AtOnce()] = ()
    """Bracketed words within the quotation that the editors put in, without the brackets."""
    damage: Annotated[tuple[Label, ...], Listed, AtOnce()] = ()
    """What this copy changed in the words, one fault a line."""
    reverses: Annotated[Flag, AtOnce()] = False
    """Whether, in the editors' judgement, it says the opposite of the first rendition."""
    note: Annotated[Label | None, Undated()] = None
    """A remark of the editors."""

    @property
    def key(self) -> str:
        """How other renditions of the statement name it."""
        return self.id or self.source.id


class Hop(Part):
    """One step of the words from the speaker to the first source."""

    by: Annotated[ActorRef, AtOnce()]
    """Who passed them on."""
    how: Annotated[Literal["heard", "relays"], AtOnce()]
    """Whether they quote the speaker directly, or somebody else who does."""
    date: Annotated[Date | None, Came()] = None
    """When."""
    language: Annotated[Language | None, AtOnce()] = None
    """In which language."""
    note: Annotated[Label | None, Undated()] = None
    """A remark."""
    evidence: Annotated[EvidenceList, Rests()] = ()
    """The sources of this hop."""


class Outcome(Part):
    """What came of the statement, by the evidence; not a verdict on its truth."""

    state: Annotated[OutcomeState, AtOnce()]
    """open, confirmed, contradicted, withdrawn, overtaken or unresolved."""
    date: Annotated[Date, Came(state=True)]
    """The day that shows it."""
    says: Annotated[Label, OfAll()]
    """What came of it, in neutral words."""
    evidence: Annotated[EvidenceList, Rests()] = ()
    """The sources."""

    @property
    def settled(self) -> bool:
        """Whether something came of it: a list says nothing of what is still open."""
        return self.state not in {"open", "unresolved"}


class Statement(Timed, Record):
    """Words of one speaker on one occasion."""

    kind: ClassVar[str] = "statement"
    rank: ClassVar[int] = 20
    told_apart: ClassVar[bool] = True
    # It is printed with its best copy; the others stand on its own page.
    printed: ClassVar[frozenset[str] | None] = frozenset({"evidence", "outcome", "disagreements"})
    columns: ClassVar[str] = (
        "title:text date:date time:time zone:text speaker:id.actors post:text occasion:id.events setting:text "
        "manner:choice original_language:choice topics:ids answers:refs addressed_to:ids.actors translation:text "
        "unconfirmed:text outcome:choice"
    )

    date: Annotated[Date, Came()]
    """When it took place, was said or is set for."""
    evidence: Annotated[EvidenceList, AtOnce()] = ()
    """The sources of what the record states."""
    title: Annotated[Label, AtOnce()]
    """What was said, in neutral words."""
    speaker: Annotated[ActorRef, AtOnce()]
    """Who said it."""
    post: Annotated[Text | None, AtOnce()] = None
    """Which of the speaker's posts, by its title, where two fit the day."""
    occasion: Annotated[EventRef | None, AtOnce()] = None
    """The event at which it was said."""
    setting: Annotated[Label | None, AtOnce()] = None
    """Where it was said, if that is not an event here."""
    manner: Annotated[Manner | None, AtOnce()] = None
    """asserts, denies, threatens, pledges, demands, confirms or declines."""
    original_language: Annotated[Language | None, AtOnce()] = None
    """In which it was said, where known."""
    topics: Annotated[tuple[TopicRef, ...], Listed, AtOnce()] = ()
    """Ids of topics in site.yml."""
    answers: Annotated[tuple[AnyRef, ...], Listed, AtOnce(), Onward(ANSWERS_ITSELF)] = ()
    """Statements, events or demands it responds to."""
    addressed_to: Annotated[tuple[ActorRef, ...], Listed, AtOnce()] = ()
    """Whom it concerns, and who might answer."""
    looked_for: SearchedList = ()
    """Whose answers the editors looked for and could not find, until when and where."""
    outcome: Annotated[Outcome | None, Aside()] = None
    """What came of it."""
    renditions: Annotated[tuple[Rendition, ...], Listed, Field(min_length=1)]
    """The words as each source printed them; the best first."""
    translation: Annotated[OwnLabel | None, AtOnce()] = None
    """The words of the best copy in the language of the file, by the editors; shown as ours, never as a source's."""
    via: Annotated[tuple[Hop, ...], Listed] = ()
    """From the speaker to the first source."""
    unconfirmed: Annotated[Label | None, AtOnce()] = None
    """Why it is unconfirmed; pages label it."""

    @property
    def base(self) -> Rendition:
        """The rendition that the others are held against: the first."""
        return self.renditions[0]

    @property
    def notable_manner(self) -> Manner | None:
        """The manner where a list says it, which is quiet about words that are put forward as most are."""
        return self.manner if self.manner in NOTABLE else None

    def facts(self, as_of: EdtfDate) -> tuple[Fact, ...]:
        """Its date, who said it, whether it is unconfirmed, and what came of it."""
        unconfirmed: tuple[Fact, ...] = (("state", UNCONFIRMED),) if self.unconfirmed else ()
        outcome: tuple[Fact, ...] = (("outcome", (self.outcome.state, self.outcome.date)),) if self.outcome else ()
        return ("date", self.date), ("name", self.speaker), *unconfirmed, *outcome

    def left(self, whole: Self, day: dt.date) -> Self | None:
        """What a copy changed is told against the base, and the translation is of it: both go with it."""
        if self.base.key == whole.base.key:
            return self
        bare = tuple(rendition.model_copy(update={"damage": (), "reverses": False}) for rendition in self.renditions)
        return self.model_copy(update={"renditions": bare, "translation": None})

    def states(self, state: str | None) -> tuple[str, ...]:
        """Whether it is unconfirmed, and what came of it, with ``outcome-`` before the word."""
        unconfirmed = (UNCONFIRMED,) if self.unconfirmed else ()
        return *unconfirmed, *((f"outcome-{self.outcome.state}",) if self.outcome else ())

    def ours(self, language: str) -> str | None:
        """The translation, where the base is in another language."""
        return self.translation if base_language(self.base.language) != base_language(language) else None

    def rendition(self, key: str) -> Rendition | None:
        """The rendition of that name."""
        return next((rendition for rendition in self.renditions if rendition.key == key), None)
