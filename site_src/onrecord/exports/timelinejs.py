"""The events as TimelineJS3 reads them: a JSON of slides, with dates that are not certain said in words."""

import re
from collections.abc import Iterator, Mapping
from functools import partial
from html import escape
from typing import Any

from onrecord.exports.basis import Basis, Export, as_json
from onrecord.exports.summaries import quotation, source, summary, when
from onrecord.pages.timeline import set_for
from onrecord.records.dates import Point
from onrecord.records.event import Event


def exports(basis: Basis) -> Iterator[Export]:
    """The timeline."""
    yield Export("timeline.json", partial(timeline, basis))


def timeline(basis: Basis) -> bytes:
    """All events, in order of time, below a slide with the title."""
    site = basis.library.site
    title = {"unique_id": "title", "text": {"headline": escape(site.title), "text": f"<p>{escape(site.summary)}</p>"}}
    return as_json(
        {"scale": "human", "title": title, "events": [_slide(basis, event) for event in basis.library.events]}
    )


def _slide(basis: Basis, event: Event) -> Mapping[str, Any]:
    """A slide. No key holds null: the program that reads it would stop there. Headline and text are HTML."""
    date = set_for(basis.library, event)
    start = date.start or date.end
    assert start is not None  # noqa: S101 - read_date made it so
    timed = event.time if date == event.date and event.time else None
    slide: dict[str, Any] = {
        "unique_id": f"event-{event.id}",
        "start_date": {**_date(start), **({"hour": timed.start.hour, "minute": timed.start.minute} if timed else {})},
        "display_date": escape(when(basis, event)),  # as TimelineJS writes dates, "about" and "until" were lost
        "text": {"headline": escape(event.title), "text": _text(basis, event)},
        "media": _media(basis, event),
    }
    if date.start and date.end and not date.single:
        slide["end_date"] = _date(date.end)
    if event.format and (choice := basis.library.site.choice(event.format)):
        slide["group"] = str(choice.label)
    return slide


def _date(point: Point) -> Mapping[str, int]:
    named = (("year", point.year), ("month", point.month), ("day", point.day))
    return {name: value for name, value in named if value}


def _text(basis: Basis, event: Event) -> str:
    lines = [escape(line) for line in summary(basis, event).lines]
    if url := basis.absolute(event.ref):
        lines.append(f'<a href="{escape(url)}">{escape(re.sub("^https?://", "", url))}</a>')
    return "".join(f"<p>{line}</p>" for line in lines)


def _media(basis: Basis, event: Event) -> Mapping[str, str]:
    """The words of the source where they are noted, with the source as the credit."""
    found = summary(basis, event)
    credit = escape(source(basis, found.source)) if found.source else ""
    if found.source and found.source.url:
        credit = f'<a href="{escape(found.source.url)}">{credit}</a>'
    return {"url": quotation(basis, found), "caption": "", "credit": credit}
