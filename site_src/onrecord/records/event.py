"""Events: what happened, was planned, or did not happen."""

import datetime as dt
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from onrecord.records import zones
from onrecord.records.base import Evidence, EvidenceList, Known, Part, Record
from onrecord.records.dates import EdtfDate
from onrecord.records.fields import (
    ActorRef,
    AnyRef,
    AtOnce,
    Date,
    FormatRef,
    Label,
    Listed,
    Time,
    TopicRef,
    Zone,
    fault,
)

EventState = Literal["planned", "confirmed", "held", "postponed", "cancelled"]


class EventStep(Part):
    """One dated step of an event's life."""

    state: EventState
    """What it became by this step."""
    date: Date
    """The day of the step, not of the event."""
    by: ActorRef | None = None
    """Who announced it."""
    scheduled: Date | None = None
    """The date it was set for by this step, where that differs from the event's date."""
    note: Label | None = None
    """A remark."""
    known_from: Known | None = None
    """Since when the step was known; else the date of its earliest dated source."""
    evidence: EvidenceList = ()
    """The sources of this step."""


class AccountPassage(Evidence):
    """What one account of a meeting says on one matter, in its words."""

    matter: Label
    """On what: a topic of the talks, their length, who was there, the tone."""


class Account(Part):
    """A meeting as one party told it."""

    by: ActorRef
    """Whose account it is."""
    passages: Annotated[tuple[AccountPassage, ...], Listed, Field(min_length=1)]
    """Its words, matter by matter."""


class Timed(Part):
    """A record with a date, and perhaps a time of day at a place."""

    date: Date
    """When it took place, was said or is set for."""
    time: Annotated[Time | None, AtOnce()] = None
    """On a 24-hour clock, local to the place; needs a date that is a day, and a zone."""
    zone: Annotated[Zone | None, AtOnce()] = None
    """The time zone of the place, or 'unknown'."""

    @model_validator(mode="after")
    def _time_needs_day_and_zone(self) -> Self:
        if self.time and self.date.day is None:
            raise fault("D006", "a time needs a date that is a day", "Leave the time out, or give the day.", "time")
        if self.time and not self.zone:
            raise fault("D006", "a time needs a zone", "Add 'zone: Europe/Zurich', or 'zone: unknown'.", "time")
        if self.time and self.zone != "unknown" and not self.spans:
            told = f"the clocks in {self.zone} did not show {self.time} on {self.date}: they were put forward"
            raise fault("D006", told, "Look at the time, the day and the zone.", "time")
        return self

    @property
    def spans(self) -> tuple[zones.Span, ...]:
        """The moments that its time means: none without a time or a zone, two where the clocks showed it twice."""
        if self.time is None or self.date.day is None or self.zone in {None, "unknown"}:
            return ()
        return zones.spans(self.date.day, self.time.start, self.time.end, self.zone or "")

    @property
    def in_time(self) -> tuple[EdtfDate, int]:
        """Its place among others: by date; of one day what has no time comes first, the rest by the moment, in seconds."""
        if self.time is None or self.date.day is None:
            return self.date, 0
        unknown = zones.Moment(dt.datetime.combine(self.date.day, self.time.start), dt.timedelta())
        return self.date, (self.spans[0][0] if self.spans else unknown).seconds


class Event(Timed, Record):
    """Something that happened, was planned, or did not happen."""

    kind: ClassVar[str] = "event"

    title: Label
    """What happened, in neutral words."""
    evidence: Annotated[tuple[Evidence, ...], Listed, Field(min_length=1)]
    """The sources; at least one."""
    place: Annotated[Label | None, AtOnce()] = None
    """Where."""
    format: Annotated[FormatRef | None, AtOnce()] = None
    """What sort of event, for grouping: an id of formats in site.yml."""
    setting: Label | None = None
    """What sort exactly."""
    host: Annotated[tuple[ActorRef, ...], Listed, AtOnce()] = ()
    """Who held it."""
    participants: Annotated[tuple[ActorRef, ...], Listed] = ()
    """Who took part."""
    topics: Annotated[tuple[TopicRef, ...], Listed, AtOnce()] = ()
    """Ids of topics in site.yml."""
    answers: Annotated[tuple[AnyRef, ...], Listed, AtOnce()] = ()
    """What it responds to."""
    life: Annotated[tuple[EventStep, ...], Listed] = ()
    """How it came about, in order of date."""
    accounts: Annotated[tuple[Account, ...], Listed] = ()
    """The meeting as each side told it."""
    differ: Annotated[tuple[Label, ...], Listed, AtOnce()] = ()
    """The matters on which the accounts differ."""

    def step_at(self, as_of: EdtfDate) -> EventStep | None:
        """The last step taken by the end of a day; None where no step is recorded by then."""
        taken = [step for step in self.life if step.date.first <= as_of.last]
        return taken[-1] if taken else None
