"""The timeline page: all entries by date, the drawing of them, and what they can be narrowed by."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from onrecord.pages.filters import Filter, filter_of
from onrecord.pages.model import Page, Sheet
from onrecord.pages.overview import Overview
from onrecord.pages.reading import Reading
from onrecord.pages.timeline import Month, Year, years

MOST_MONTHS = 24  # that links lead to; of more, links lead to the years


@dataclass(frozen=True, slots=True)
class Timeline:
    """All years with their months, the earliest first, the drawing of them, and what they can be narrowed by."""

    years: tuple[Year, ...]
    overview: Overview
    filter: Filter

    @property
    def jumps(self) -> tuple[Month, ...] | tuple[Year, ...]:
        """Where links lead to in the list."""
        months = tuple(month for year in self.years for month in year.months)
        return months if len(months) <= MOST_MONTHS else self.years

    @property
    def places(self) -> Mapping[str, int]:
        """Where each entry stands in the list, from 0, by its HTML id."""
        listed = (entry for year in self.years for month in year.months for day in month.days for entry in day.entries)
        return {entry.html_id: place for place, entry in enumerate(listed)}


def pages(reading: Reading) -> Iterator[Page[Timeline]]:
    """The timeline page."""
    yield Page(
        path="timeline.html", template="pages/timeline.html", make=lambda: _timeline(reading), section="timeline"
    )


def _timeline(reading: Reading) -> Sheet[Timeline]:
    chosen = filter_of(reading.library, (entry.marks for entry in reading.entries))
    return Sheet(Timeline(years(reading.months), reading.overview, chosen))
