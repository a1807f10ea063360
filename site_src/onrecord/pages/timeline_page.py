"""The timeline page: all entries by date, the drawing of them, and what they can be narrowed by."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from onrecord.pages.filters import Filter, filter_of
from onrecord.pages.model import Page, Sheet
from onrecord.pages.overview import Overview
from onrecord.pages.reading import Reading
from onrecord.pages.timeline import Month


@dataclass(frozen=True, slots=True)
class Timeline:
    """All months, the earliest first, the drawing of them, and what they can be narrowed by."""

    months: tuple[Month, ...]
    overview: Overview
    filter: Filter

    @property
    def places(self) -> Mapping[str, int]:
        """Where each entry stands in the list, from 0, by its HTML id."""
        listed = (entry for month in self.months for day in month.days for entry in day.entries)
        return {entry.html_id: place for place, entry in enumerate(listed)}


def pages(reading: Reading) -> Iterator[Page[Timeline]]:
    """The timeline page."""
    yield Page(
        path="timeline.html", template="pages/timeline.html", make=lambda: _timeline(reading), section="timeline"
    )


def _timeline(reading: Reading) -> Sheet[Timeline]:
    chosen = filter_of(reading.library, (entry.marks for entry in reading.entries))
    return Sheet(Timeline(reading.months, reading.overview, chosen))
