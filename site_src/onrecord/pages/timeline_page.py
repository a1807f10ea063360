"""The timeline page: all entries by date, the drawing of them, and what they can be narrowed by."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from onrecord.pages.filters import Filter, filter_of, steps
from onrecord.pages.model import Page, Sheet
from onrecord.pages.overview import Overview
from onrecord.pages.reading import Reading
from onrecord.pages.timeline import Entry, Month, Year, years

MOST_MONTHS = 24  # that links lead to; of more, links lead to the years


@dataclass(frozen=True, slots=True)
class Timeline:
    """All years with their months, the earliest first, the drawing of them, and what they can be narrowed by."""

    years: tuple[Year, ...]
    overview: Overview
    filter: Filter
    places: Mapping[str, int]  # where each entry stands in the list, from 0, by its HTML id
    names: Mapping[str, str]  # the HTML ids of what each is called by: its day, unless that is it alone, and itself

    @property
    def jumps(self) -> tuple[Month, ...] | tuple[Year, ...]:
        """Where links lead to in the list."""
        months = tuple(month for year in self.years for month in year.months)
        return months if len(months) <= MOST_MONTHS else self.years

    def steps(self, entries: Iterable[Entry]) -> tuple[int, ...]:
        """Where entries stand in the list, as the script is told it."""
        return steps(self.places[entry.html_id] for entry in entries)


def pages(reading: Reading) -> Iterator[Page[Timeline]]:
    """The timeline page."""
    yield Page(
        path="timeline.html", template="pages/timeline.html", make=lambda: _timeline(reading), section="timeline"
    )


def _timeline(reading: Reading) -> Sheet[Timeline]:
    days = [day for month in reading.months for day in month.days]
    listed = [entry for day in days for entry in day.entries]
    view = Timeline(
        years=years(reading.months),
        overview=reading.overview,
        filter=filter_of(reading.library, (entry.marks for entry in listed)),
        places={entry.html_id: place for place, entry in enumerate(listed)},
        names={entry.html_id: day.name_of(entry) for day in days for entry in day.entries},
    )
    return Sheet(view)
