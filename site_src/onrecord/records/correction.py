"""Corrections: what changed on the site after it was published."""

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from onrecord.records.base import Fact, Record
from onrecord.records.dates import EdtfDate
from onrecord.records.fields import AnyRef, Date, Label, Listed
from onrecord.records.marks import AtOnce


class Correction(Record):
    """A change that readers should know of."""

    kind: ClassVar[str] = "correction"
    rank: ClassVar[int] = 110
    stating: ClassVar[bool] = False
    of_the_site: ClassVar[bool] = True
    earlier: ClassVar[Literal["marked", "prose", "nothing"]] = "nothing"
    gathered: ClassVar[str] = "corrections.html"
    newest_first: ClassVar[bool] = True
    columns: ClassVar[str] = "title:text date:date class:choice records:refs"

    title: Annotated[Label, AtOnce()]
    """What changed."""
    date: Annotated[Date, AtOnce()]
    """The day of the change."""
    class_: Annotated[Literal["correction", "clarification", "update"], Field(alias="class"), AtOnce()]
    """correction, clarification or update."""
    records: Annotated[tuple[AnyRef, ...], Listed, AtOnce()] = ()
    """What it concerns."""

    def in_list(self, in_time: tuple[EdtfDate, int]) -> tuple[Any, ...]:
        """In order of time."""
        return in_time

    def facts(self, as_of: EdtfDate) -> tuple[Fact, ...]:
        """The day, and what sort of change it is."""
        return ("date", self.date), ("state", self.class_)
