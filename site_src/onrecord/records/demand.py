"""Demands, and the answers they got."""

from typing import Annotated, ClassVar, Literal

from onrecord.records.base import EvidenceList, Part, Record, SearchedList
from onrecord.records.fields import ActorRef, AtOnce, Date, EventRef, Label, Listed, StatementRef, TopicRef

Stance = Literal["accepted", "partly-met", "open-to-talks", "counter-offer", "rejected", "no-direct-answer"]


class Answer(Part):
    """What one actor answered to a demand."""

    by: ActorRef
    """Who answered."""
    date: Date
    """When."""
    stance: Stance
    """accepted, partly-met, open-to-talks, counter-offer, rejected or no-direct-answer."""
    summary: Label | None = None
    """The answer in neutral words."""
    statement: StatementRef | None = None
    """The statement in which it was given."""
    evidence: EvidenceList = ()
    """The words."""


class Demand(Record):
    """Something demanded; its words stand in its evidence."""

    kind: ClassVar[str] = "demand"

    title: Label
    """What is demanded, in neutral words."""
    by: ActorRef
    """Who demands it."""
    document: Annotated[Label | None, AtOnce()] = None
    """In which document."""
    article: Annotated[Label | None, AtOnce()] = None
    """Which article of it."""
    date: Annotated[Date | None, AtOnce()] = None
    """When it was made."""
    event: Annotated[EventRef | None, AtOnce()] = None
    """At which event it was made."""
    topics: Annotated[tuple[TopicRef, ...], Listed, AtOnce()] = ()
    """Ids of topics in site.yml."""
    answers: Annotated[tuple[Answer, ...], Listed] = ()
    """In order of date; where there are none, pages say that we have recorded none."""
    looked_for: SearchedList = ()
    """Whose answers the editors looked for and did not find, until when and where."""
