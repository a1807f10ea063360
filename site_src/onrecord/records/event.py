"""Events: what happened, was planned, or did not happen."""

import datetime as dt
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Field, model_validator

from onrecord.records import zones
from onrecord.records.base import Evidence, EvidenceList, Fact, Known, Part, Record, last_step
from onrecord.records.dates import EdtfDate, on_day
from onrecord.records.fields import (
    ActorRef,
    AnyRef,
    Date,
    FormatRef,
    Label,
    Listed,
    Time,
    TopicRef,
    Zone,
    fault,
)
from onrecord.records.marks import Aside, AtOnce, Came, InOrder, OfAll, Onward, Rests, Since, Undated

UNKNOWN = "unknown"  # the state of what records none
ANSWERS_ITSELF = "answers itself in the end"

EventState = Literal["likely", "planned", "confirmed", "held", "postponed", "cancelled"]


PLANS = frozenset({"likely", "planned", "confirmed"})  # the states in which it is still to come


class EventStep(Part):
    """One dated step of an event's life."""

    state: Annotated[EventState, AtOnce()]
    """What it became by this step."""
    date: Annotated[Date, Came(state=True)]
    """The day of the step, not of the event."""
    by: Annotated[ActorRef | None, AtOnce()] = None
    """Who announced it."""
    scheduled: Annotated[Date | None, AtOnce()] = None
    """The date for which this step set it, if that differs from the event's date."""
    note: Annotated[Label | None, Undated()] = None
    """A remark."""
    known_from: Annotated[Known | None, Since()] = None
    """Since when the step was known; else the date of its earliest dated source."""
    evidence: Annotated[EvidenceList, Rests()] = ()
    """The sources of this step."""


class AccountPassage(Evidence):
    """What one account of a meeting says on one matter, in its words."""

    matter: Annotated[Label, AtOnce()]
    """On what: a topic of the talks, their length, who was there, the tone."""


class Result(Part):
    """What came of an event."""

    text: Annotated[Label, OfAll()]
    """In a sentence."""
    evidence: Annotated[EvidenceList, Rests()] = ()
    """The sources of that."""


class Account(Part):
    """A meeting as one party described it."""

    by: Annotated[ActorRef, AtOnce()]
    """Whose account it is."""
    passages: Annotated[tuple[AccountPassage, ...], Listed, Field(min_length=1)]
    """Its words, matter by matter."""


class Timed(Part):
    """A record with a date, and perhaps a time of day at a place."""

    date: Annotated[Date, AtOnce()]
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
            told = f"the clocks in {self.zone} did not show {self.time} on {self.date}: they went forward"
            raise fault("D006", told, "Look at the time, the day and the zone.", "time")
        return self

    @property
    def spans(self) -> tuple[zones.Span, ...]:
        """The moments that its time means: none without a time or a zone, two where the clocks showed it twice."""
        if self.time is None or self.date.day is None or self.zone in {None, "unknown"}:
            return ()
        return zones.spans(self.date.day, self.time.start, self.time.end, self.zone or "")

    def in_list(self, in_time: tuple[EdtfDate, int]) -> tuple[Any, ...]:
        """In order of time."""
        return in_time

    def states(self, state: str | None) -> tuple[str, ...]:
        """By which states it is found in a list, in that ``state`` of its life."""
        return (state or UNKNOWN,)

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
    rank: ClassVar[int] = 10
    told_apart: ClassVar[bool] = True
    columns: ClassVar[str] = (
        "title:text date:date time:time zone:text place:text format:id setting:text host:ids.actors "
        "participants:ids.actors topics:ids answers:refs state:choice scheduled:date"
    )

    title: Annotated[Label, AtOnce()]
    """What happened, in neutral words."""
    evidence: Annotated[tuple[Evidence, ...], Listed, Field(min_length=1), Rests(else_of="life")]
    """The sources; at least one."""
    place: Annotated[Label | None, AtOnce()] = None
    """Where."""
    format: Annotated[FormatRef | None, AtOnce()] = None
    """What sort of event, for grouping: an id of formats in site.yml."""
    setting: Annotated[Label | None, OfAll()] = None
    """What sort exactly."""
    host: Annotated[tuple[ActorRef, ...], Listed, AtOnce()] = ()
    """Who held it."""
    participants: Annotated[tuple[ActorRef, ...], Listed, OfAll()] = ()
    """Who took part."""
    topics: Annotated[tuple[TopicRef, ...], Listed, AtOnce()] = ()
    """Ids of topics in site.yml."""
    answers: Annotated[tuple[AnyRef, ...], Listed, AtOnce(), Onward(ANSWERS_ITSELF)] = ()
    """What it responds to."""
    result: Result | None = None
    """What came of it; shown from the day on which it was held."""
    life: Annotated[tuple[EventStep, ...], Listed, InOrder()] = ()
    """How it came about, in order of date."""
    accounts: Annotated[tuple[Account, ...], Listed, Aside()] = ()
    """The meeting as each side described it."""
    differ: Annotated[tuple[Label, ...], Listed, AtOnce()] = ()
    """The matters on which the accounts differ."""

    def step_at(self, as_of: EdtfDate) -> EventStep | None:
        """The last step taken by the end of a day; None where no step is recorded by then."""
        return last_step(self.life, as_of)

    def date_of(self, as_of: EdtfDate) -> EdtfDate:
        """The date that it is set for by its last step, else its own."""
        step = self.step_at(as_of)
        return step.scheduled if step and step.scheduled else self.date

    def facts(self, as_of: EdtfDate) -> tuple[Fact, ...]:
        """Its date and its state."""
        step = self.step_at(as_of)
        return ("date", self.date_of(as_of)), ("state", step.state if step else None)

    def left(self, whole: Self, day: dt.date) -> Self | None:
        """An event before it was held is its title and its plans; without any of these by then, nothing.

        One without a life has no plans: it is itself once its day is past and all of its evidence was known.
        """
        step = self.step_at(on_day(day))
        if step is None and self.date.first > day:
            return None
        event = self
        if not self.date.may_have_come(day) and all(one.state == "held" for one in self.life):
            event = self.model_copy(update={"date": EdtfDate(self.date.start, None)})  # its end was not planned
        proven = {one.source for one in whole.evidence} <= {one.source for one in self.evidence}
        if (step is None and proven and event.date.last <= day) or (step is not None and step.state == "held"):
            differ = tuple(one for one in event.differ if _told_by_several(event, one))
            return event.model_copy(update={"differ": differ})
        return event.model_copy(update=_before_held(event, step))


def _before_held(event: Event, step: EventStep | None) -> dict[str, Any]:
    """What is not told of an event before it was held, at a step of its life."""
    hidden: dict[str, Any] = dict.fromkeys(("time", "zone", "place", "setting", "result"))
    hidden |= dict.fromkeys(("host", "participants", "accounts", "differ"), ())
    if step is not None and step.scheduled:  # the date that the event bears now may be a later one
        dates = (one.scheduled or event.date for one in event.life)
        life = (
            one.model_copy(update={"scheduled": date if date != step.scheduled else None})
            for one, date in zip(event.life, dates, strict=True)
        )
        hidden |= {"date": step.scheduled, "life": tuple(life)}
    return hidden


def _told_by_several(event: Event, matter: str) -> bool:
    return sum(any(passage.matter == matter for passage in account.passages) for account in event.accounts) > 1
