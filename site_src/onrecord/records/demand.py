"""Demands, and the answers they got."""

from typing import Annotated, ClassVar, Literal

from onrecord.records.base import EvidenceList, Fact, Part, Record, SearchedList
from onrecord.records.dates import EdtfDate
from onrecord.records.fields import ActorRef, Date, EventRef, Label, Listed, StatementRef, TopicRef
from onrecord.records.marks import AtOnce, Came, InOrder, OfAll, Rests

Stance = Literal["accepted", "partly-met", "open-to-talks", "counter-offer", "rejected", "no-direct-answer"]


class Answer(Part):
    """What one actor answered to a demand."""

    by: Annotated[ActorRef, AtOnce()]
    """Who answered."""
    date: Annotated[Date, Came(state=True)]
    """When."""
    stance: Annotated[Stance, AtOnce()]
    """accepted, partly-met, open-to-talks, counter-offer, rejected or no-direct-answer."""
    summary: Annotated[Label | None, OfAll()] = None
    """The answer in neutral words."""
    statement: Annotated[StatementRef | None, AtOnce()] = None
    """The statement in which it was given."""
    evidence: Annotated[EvidenceList, Rests()] = ()
    """The words."""


class Demand(Record):
    """Something demanded; its words are in its evidence."""

    kind: ClassVar[str] = "demand"
    rank: ClassVar[int] = 70
    columns: ClassVar[str] = "title:text by:id.actors document:text article:text date:date event:id.events topics:ids"

    title: Annotated[Label, AtOnce()]
    """What is demanded, in neutral words."""
    by: Annotated[ActorRef, AtOnce()]
    """Who demands it."""
    document: Annotated[Label | None, AtOnce()] = None
    """In which document."""
    article: Annotated[Label | None, AtOnce()] = None
    """Which article of it."""
    date: Annotated[Date | None, Came()] = None
    """When it was made."""
    event: Annotated[EventRef | None, AtOnce()] = None
    """At which event it was made."""
    topics: Annotated[tuple[TopicRef, ...], Listed, AtOnce()] = ()
    """Ids of topics in site.yml."""
    answers: Annotated[tuple[Answer, ...], Listed, InOrder()] = ()
    """In order of date; without any, pages say that we have recorded none."""
    looked_for: SearchedList = ()
    """Whose answers the editors looked for and could not find, until when and where."""

    @property
    def replies(self) -> tuple[Answer, ...]:
        """Its answers."""
        return self.answers

    def facts(self, as_of: EdtfDate) -> tuple[Fact, ...]:
        """When it was made, and by whom."""
        return *((("date", self.date),) if self.date else ()), ("name", self.by)
