"""Figures: amounts of money, and what kind of amount each is."""

from typing import Annotated, ClassVar, Literal, Self

from pydantic import model_validator

from onrecord.records.base import EvidenceList, Part, Record
from onrecord.records.fields import (
    ActorRef,
    AtOnce,
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

Stage = Literal[
    "requested", "announced", "authorised", "appropriated", "allocated", "obligated", "disbursed", "delivered"
]


class Restated(Part):
    """An amount that was given before, and why it is no longer."""

    amount: Money
    """The old amount, in the same currency."""
    date: Date
    """When it was replaced."""
    reason: Label
    """Why."""
    evidence: EvidenceList = ()
    """The sources."""


class Figure(Record):
    """An amount of money."""

    kind: ClassVar[str] = "figure"

    title: Label
    """What the money is for."""
    amount: Money
    """The sum, or the range."""
    currency: Currency
    """ISO 4217."""
    ceiling: Annotated[Flag, AtOnce()] = False
    """Up to."""
    floor: Annotated[Flag, AtOnce()] = False
    """More than."""
    restated: Annotated[tuple[Restated, ...], Listed] = ()
    """Amounts given before, in order of date."""
    stage: Stage
    """How far the money had got on the site's as_of."""
    status: Label | None = None
    """The same, in words."""
    basis: Literal["face", "replacement", "net-book"] | None = None
    """How things given were valued."""
    date: Annotated[Date | None, AtOnce()] = None
    """When it reached its stage."""
    period: Annotated[Date | None, AtOnce()] = None
    """The fiscal year or span it covers."""
    donor: Annotated[ActorRef | None, AtOnce()] = None
    """Who gives."""
    recipient: Annotated[ActorRef | None, AtOnce()] = None
    """Who receives."""
    legal_basis: Label | None = None
    """The law or order it rests on."""
    part_of: Annotated[FigureRef | None, AtOnce()] = None
    """The sum it is a part of."""
    event: Annotated[EventRef | None, AtOnce()] = None
    """What brought it about."""
    topics: Annotated[tuple[TopicRef, ...], Listed, AtOnce()] = ()
    """Ids of topics in site.yml."""

    @model_validator(mode="after")
    def _one_bound(self) -> Self:
        if self.ceiling and self.floor:
            raise fault("D012", "an amount cannot be both 'up to' and 'more than'", "Keep 'ceiling' or 'floor'.")
        if (self.ceiling or self.floor) and self.amount.low != self.amount.high:
            told = "a range of amounts has its bounds already"
            raise fault("D012", told, "Write the one amount, or leave 'ceiling' and 'floor' out.", "amount")
        return self
