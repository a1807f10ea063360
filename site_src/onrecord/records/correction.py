"""Corrections: what changed on the site after it was published."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from onrecord.records.base import Record
from onrecord.records.fields import AnyRef, Date, Label, Listed
from onrecord.records.marks import AtOnce


class Correction(Record):
    """A change that readers are told of."""

    kind: ClassVar[str] = "correction"
    stating: ClassVar[bool] = False
    earlier: ClassVar[Literal["marked", "prose", "nothing"]] = "nothing"  # it is about the site

    title: Annotated[Label, AtOnce()]
    """What changed."""
    date: Annotated[Date, AtOnce()]
    """The day of the change."""
    class_: Annotated[Literal["correction", "clarification", "update"], Field(alias="class"), AtOnce()]
    """correction, clarification or update."""
    records: Annotated[tuple[AnyRef, ...], Listed, AtOnce()] = ()
    """What it concerns."""
