"""Figures: amounts of money, and what kind of amount each is."""

import datetime as dt
from typing import Annotated, ClassVar, Literal, Self

from pydantic import model_validator

from onrecord.records.base import EvidenceList, Fact, Part, Record
from onrecord.records.dates import EdtfDate
from onrecord.records.fields import (
    ActorRef,
    Currency,
    Date,
    EventRef,
    FigureRef,
    Flag,
    Label,
    Listed,
    Money,
    TopicRef,
    fault,
)
from onrecord.records.marks import ONE_IS_THE_WHOLE, PART_OF_ITSELF, Aside, AtOnce, Came, OfAll, Onward, Rests, Undated

Stage = Literal[
    "requested", "announced", "authorised", "appropriated", "allocated", "obligated", "disbursed", "delivered"
]


class Restated(Part):
    """An earlier amount, and why it was replaced."""

    amount: Annotated[Money, AtOnce()]
    """The old amount, in the same currency."""
    date: Annotated[Date, Came(state=True)]
    """When it was replaced."""
    reason: Annotated[Label, AtOnce()]
    """Why."""
    evidence: Annotated[EvidenceList, Rests()] = ()
    """The sources."""


class Figure(Record):
    """An amount of money."""

    kind: ClassVar[str] = "figure"
    rank: ClassVar[int] = 80
    adds_up: ClassVar[tuple[str, ...]] = ("currency", "stage", "basis")
    columns: ClassVar[str] = (
        "title:text amount_low:number amount_high:number currency:choice ceiling:flag floor:flag stage:choice "
        "status:text basis:choice date:date period:date donor:id.actors recipient:id.actors legal_basis:text "
        "part_of:id.figures event:id.events topics:ids"
    )
    sourced: ClassVar[bool] = True

    title: Annotated[Label, AtOnce()]
    """What the money is for."""
    amount: Annotated[Money, AtOnce()]
    """The sum, or the range."""
    currency: Annotated[Currency, AtOnce()]
    """ISO 4217."""
    ceiling: Annotated[Flag, AtOnce()] = False
    """Up to."""
    floor: Annotated[Flag, AtOnce()] = False
    """More than."""
    restated: Annotated[tuple[Restated, ...], Listed, Aside()] = ()
    """Amounts given before, in order of date."""
    stage: Annotated[Stage, AtOnce()]
    """How far the money had got on the site's as_of."""
    status: Annotated[Label | None, Undated()] = None
    """The same, in words."""
    basis: Annotated[Literal["face", "replacement", "net-book"] | None, OfAll()] = None
    """How things given were valued."""
    date: Annotated[Date | None, Came()] = None
    """When it reached its stage."""
    period: Annotated[Date | None, AtOnce()] = None
    """The fiscal year or span it covers."""
    donor: Annotated[ActorRef | None, AtOnce()] = None
    """Who gives."""
    recipient: Annotated[ActorRef | None, AtOnce()] = None
    """Who receives."""
    legal_basis: Annotated[Label | None, OfAll()] = None
    """The law or order it rests on."""
    part_of: Annotated[FigureRef | None, AtOnce(), Onward(PART_OF_ITSELF, ONE_IS_THE_WHOLE)] = None
    """The sum it is a part of."""
    event: Annotated[EventRef | None, AtOnce()] = None
    """What brought it about."""
    topics: Annotated[tuple[TopicRef, ...], Listed, AtOnce()] = ()
    """Ids of topics in site.yml."""

    def date_of(self, as_of: EdtfDate) -> EdtfDate | None:
        """When it reached its stage, else the span it covers."""
        return self.date or self.period

    def facts(self, as_of: EdtfDate) -> tuple[Fact, ...]:
        """The amount, the stage, and the date."""
        date = self.date_of(as_of)
        return ("amount", self), ("state", self.stage), *((("date", date),) if date else ())

    def before(self, day: dt.date) -> Self:
        """With the amount that was given then, as printed, without the bounds of the one that replaced it."""
        replaced = next((restated for restated in self.restated if not restated.date.may_have_come(day)), None)
        if replaced is None:
            return self
        evidence = replaced.evidence or self.evidence
        bounds = {"ceiling": False, "floor": False, "disagreements": ()}
        return self.model_copy(update={"amount": replaced.amount, "evidence": evidence, **bounds})

    def left(self, whole: Self, day: dt.date) -> Self | None:
        """Without a date its stage may be a later one: it is told once all of its evidence was known."""
        return self if self.date or len(self.evidence) == len(whole.evidence) else None

    @model_validator(mode="after")
    def _one_bound(self) -> Self:
        if self.ceiling and self.floor:
            raise fault("D012", "an amount cannot be both 'up to' and 'more than'", "Keep 'ceiling' or 'floor'.")
        if (self.ceiling or self.floor) and self.amount.low != self.amount.high:
            told = "a range of amounts has its bounds already"
            raise fault("D012", told, "Write the one amount, or leave 'ceiling' and 'floor' out.", "amount")
        return self
