"""Corrections: what changed on the site after it was published."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from onrecord.records.base import Record
from onrecord.records.fields import AnyRef, AtOnce, Date, Label, Listed


class Correction(Record):
    """A change that readers are told of."""

    kind: ClassVar[str] = "correction"

    title: Label
    """What changed."""
    date: Date
    """The day of the change."""
    class_: Annotated[Literal["correction", "clarification", "update"], Field(alias="class")]
    """correction, clarification or update."""
    records: Annotated[tuple[AnyRef, ...], Listed, AtOnce()] = ()
    """What it concerns."""
