"""Terms: entries of the glossary."""

from typing import Annotated, ClassVar

from onrecord.records.base import Record
from onrecord.records.fields import AtOnce, Label


class Term(Record):
    """A word or name that readers may not know."""

    kind: ClassVar[str] = "term"

    title: Label
    """The term."""
    short: Annotated[Label | None, AtOnce()] = None
    """Its short form."""
    meaning: Label
    """In one line."""
