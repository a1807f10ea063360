"""Terms: entries of the glossary."""

from typing import Annotated, ClassVar

from onrecord.records.base import EvidenceList, Record
from onrecord.records.fields import Label
from onrecord.records.marks import AtOnce


class Term(Record):
    """A word or name that readers may not know."""

    kind: ClassVar[str] = "term"
    rank: ClassVar[int] = 100
    stating: ClassVar[bool] = False
    gathered: ClassVar[str] = "glossary.html"

    evidence: Annotated[EvidenceList, AtOnce()] = ()
    """The sources of what the record states."""
    title: Annotated[Label, AtOnce()]
    """The term."""
    short: Annotated[Label | None, AtOnce()] = None
    """Its short form."""
    meaning: Annotated[Label, AtOnce()]
    """In one line."""
