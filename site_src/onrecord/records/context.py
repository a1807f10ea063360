"""Context pages: prose that places records."""

from typing import Annotated, Any, ClassVar, Literal

from onrecord.records.base import Record
from onrecord.records.dates import EdtfDate
from onrecord.records.fields import Label, Whole
from onrecord.records.marks import AtOnce, Undated


class Context(Record):
    """A page of prose."""

    kind: ClassVar[str] = "context"
    rank: ClassVar[int] = 40
    told_apart: ClassVar[bool] = True
    stating: ClassVar[bool] = False
    earlier: ClassVar[Literal["marked", "prose", "nothing"]] = "prose"
    columns: ClassVar[str] = "title:text summary:text order:whole"

    title: Annotated[Label, AtOnce()]
    """What it is about."""
    summary: Annotated[Label, Undated()]
    """One or two sentences, shown on other pages."""
    order: Annotated[Whole, AtOnce()] = 100
    """Its place among the context pages."""

    def in_list(self, in_time: tuple[EdtfDate, int]) -> tuple[Any, ...]:
        """In the order that the editors gave."""
        return (self.order,)
