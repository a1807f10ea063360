"""The page of what travels: the tables with their columns, and the other files that programs read."""

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.pages.model import Page, Sheet
from onrecord.pages.reading import Reading
from onrecord.pages.tables import Table
from onrecord.pages.timeline import has_days, set_for


@dataclass(frozen=True, slots=True)
class DataPage:
    """The tables, how many events there are, and how many of them have a day and stand in the calendar."""

    tables: tuple[Table, ...]
    events: int
    with_days: int


def pages(reading: Reading) -> Iterator[Page[DataPage]]:
    """The page of what can be taken away."""
    yield Page(
        path="data.html", template="pages/data.html", make=lambda: _data(reading), section="data", now_alone=True
    )


def _data(reading: Reading) -> Sheet[DataPage]:
    events = reading.library.events
    with_days = sum(has_days(set_for(reading.library, event)) for event in events)
    return Sheet(DataPage(reading.tables, len(events), with_days))
