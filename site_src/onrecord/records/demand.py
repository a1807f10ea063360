"""Demands, and the answers they got."""

from typing import Annotated, ClassVar, Literal

from onrecord.records.base import EvidenceList, Part, Record
from onrecord.records.fields import ActorRef, Date, EventRef, Label, Listed, StatementRef, TopicRef

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
    folder: ClassVar[str] = "demands"

    title: Label
    """What is demanded, in neutral words."""
    by: ActorRef
    """Who demands it."""
    document: Label | None = None
    """In which document."""
    article: Label | None = None
    """Which article of it."""
    date: Date | None = None
    """When it was made."""
    event: EventRef | None = None
    """At which event it was made."""
    topics: Annotated[tuple[TopicRef, ...], Listed] = ()
    """Ids of topics in site.yml."""
    answers: Annotated[tuple[Answer, ...], Listed] = ()
    """In order of date; none shows 'no answer recorded'."""
