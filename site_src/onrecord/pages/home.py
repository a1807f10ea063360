"""The home page: what this is and how things stand, the ways in, the latest, and one quotation on its way."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from onrecord.pages.copies import Changed
from onrecord.pages.entries import Entry
from onrecord.pages.model import Page, Sheet, Told, all_told
from onrecord.pages.overview import Overview
from onrecord.pages.reading import Reading
from onrecord.records.context import Context
from onrecord.records.dates import EdtfDate
from onrecord.records.event import Event
from onrecord.records.source import Source

LATEST = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """What the home page shows."""

    state: Told  # which comes first, and so do the numbers of its sources
    intro: Told
    contexts: tuple[Context, ...]
    latest: tuple[Entry, ...]
    events: int
    statements: int
    speakers: int
    sources: int
    first: Event | None
    last: Event | None
    changed: Changed | None  # a copy that shows what copies do to words
    copies: int
    overview: Overview
    days: tuple[EdtfDate, ...]  # the earlier days that the site can be read as of, in order

    @property
    def shown(self) -> Any:
        """What it shows of the sources, in order of reading."""
        return (self.state, self.intro, self.changed and self.changed.compared.against)


def pages(reading: Reading) -> Iterator[Page]:
    """The home page."""
    summary = reading.library.site.summary
    yield Page(
        path="index.html", template="pages/home.html", make=lambda: _home(reading), section="home", summary=summary
    )


def _home(reading: Reading) -> Sheet:
    library = reading.library
    state, intro = all_told(library, (library.text(None, "state"), library.text(None, "intro")))
    happened = [one for one in reading.entries if one.kind == "event"]
    events = library.events
    return Sheet(
        Home(
            state=state,
            intro=intro,
            contexts=library.contexts,
            latest=tuple(reversed(happened[-LATEST:])),
            events=len(events),
            statements=len(library.statements),
            speakers=len({one.speaker for one in library.statements}),
            sources=len(library.of(Source)),
            first=events[0] if events else None,
            last=events[-1] if events else None,
            changed=reading.changed_quotations.telling,
            copies=sum(len(one.renditions) for one in library.statements),
            overview=reading.overview,
            days=library.site.dates,
        )
    )
