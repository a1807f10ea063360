"""Terms: entries of the glossary."""

from typing import Annotated, Any, ClassVar

from onrecord.characters import collated
from onrecord.records.base import EvidenceList, Record
from onrecord.records.dates import EdtfDate
from onrecord.records.fields import Label
from onrecord.records.marks import AtOnce


class Term(Record):
    """A word or name that readers may not know."""

    kind: ClassVar[str] = "term"
    rank: ClassVar[int] = 100
    stating: ClassVar[bool] = False
    gathered: ClassVar[str] = "glossary.html"
    columns: ClassVar[str] = "title:text short:text meaning:text"

    evidence: Annotated[EvidenceList, AtOnce()] = ()
    """The sources of what the record states."""
    title: Annotated[Label, AtOnce()]
    """The term."""
    short: Annotated[Label | None, AtOnce()] = None
    """Its short form."""
    meaning: Annotated[Label, AtOnce()]
    """In one line."""

    @property
    def spellings(self) -> tuple[str, ...]:
        """Its short form, and what else is given."""
        return (*((self.short,) if self.short else ()), *self.also)

    def in_list(self, in_time: tuple[EdtfDate, int]) -> tuple[Any, ...]:
        """In alphabetical order."""
        return (collated(self.title),)
