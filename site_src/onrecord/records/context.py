"""Context pages: prose that places records."""

from typing import Annotated, ClassVar

from onrecord.records.base import Record
from onrecord.records.fields import AtOnce, Label, Whole


class Context(Record):
    """A page of prose."""

    kind: ClassVar[str] = "context"

    title: Label
    """What it is about."""
    summary: Label
    """One or two sentences, shown on other pages."""
    order: Annotated[Whole, AtOnce()] = 100
    """Its place among the context pages."""
