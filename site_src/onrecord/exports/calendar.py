"""The events as a calendar: iCalendar (RFC 5545), for programs that show what is to come and what was moved."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from onrecord.exports.basis import Basis, Export, first_day
from onrecord.exports.summaries import source, summary
from onrecord.pages.timeline import has_days, set_for
from onrecord.records import zones
from onrecord.records.event import Event, EventStep

MOST_OCTETS = 75  # of a line, without its end
_DAY = dt.timedelta(days=1)

_STATUS = {
    "likely": "TENTATIVE",
    "planned": "TENTATIVE",
    "confirmed": "CONFIRMED",
    "held": "CONFIRMED",
    "cancelled": "CANCELLED",
    "postponed": "TENTATIVE",
}


@dataclass(frozen=True, slots=True)
class Span:
    """From when until when: moments in UTC, or whole days, of which the end is the day after the last."""

    start: dt.datetime | dt.date
    end: dt.datetime | dt.date | None


def exports(basis: Basis) -> Iterator[Export]:
    """The calendar."""
    yield Export("calendar.ics", partial(calendar, basis))


def calendar(basis: Basis) -> bytes:
    """All events that have a day, in order of time."""
    title = escaped(basis.library.site.title)
    head = ("BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//onrecord//onrecord//{basis.edition.language.upper()}")
    events = (line for event in basis.library.events for line in _event(basis, event))
    lines = (*head, "CALSCALE:GREGORIAN", "METHOD:PUBLISH", f"NAME:{title}", f"X-WR-CALNAME:{title}", *events)
    return b"".join(folded(line) for line in (*lines, "END:VCALENDAR"))


def _event(basis: Basis, event: Event) -> Iterator[str]:
    span = span_of(basis, event)
    if span is None:
        return
    now = event.step_at(basis.library.site.as_of)
    yield "BEGIN:VEVENT"
    yield f"UID:event-{event.id}@{basis.host}"
    yield f"DTSTAMP:{_utc(dt.datetime.combine(stamped(basis, event), dt.time()))}"
    yield f"SEQUENCE:{max(0, len(basis.taken(event.life)) - 1)}"
    yield f"DTSTART{_value(span.start)}"
    if span.end:
        yield f"DTEND{_value(span.end)}"
    if status := status_of(now):
        yield f"STATUS:{status}"
    yield f"SUMMARY:{escaped(event.title)}"
    yield f"DESCRIPTION:{escaped(_described(basis, event))}"
    if event.place:
        yield f"LOCATION:{escaped(event.place)}"
    if event.format and (choice := basis.library.site.choice(event.format)):
        yield f"CATEGORIES:{escaped(choice.label)}"
    if url := basis.absolute(event.ref):
        yield f"URL:{url}"
    yield "END:VEVENT"


def status_of(now: EventStep | None) -> str | None:
    """The STATUS of an event by its last step; None where none is recorded. What was put off without a day is off."""
    if now is None:
        return None
    return "CANCELLED" if now.state == "postponed" and now.scheduled is None else _STATUS[now.state]


def span_of(basis: Basis, event: Event) -> Span | None:
    """When an event is, by its time where that is known and in a known zone, else by its days; None without a day."""
    date = set_for(basis.library, event)
    spans = event.spans if date == event.date else ()
    if spans and (start := _moment(spans[0][0])):
        end = _moment(spans[0][1]) if spans[0][1] else None
        return Span(start, end if end and end > start else None)
    if not has_days(date):
        return None
    return Span(date.first, date.last + _DAY if date.last < dt.date.max else None)


def _moment(moment: zones.Moment) -> dt.datetime | None:
    """A moment in UTC; None before the first day that there is, or after the last."""
    try:
        return moment.shown - moment.offset
    except OverflowError:
        return None


def stamped(basis: Basis, event: Event) -> dt.date:
    """The day of the last step; without steps that on which the event became known. No clock is asked."""
    taken = basis.taken(event.life)
    return max(first_day(step.date) for step in taken) if taken else basis.known(event)


def _described(basis: Basis, event: Event) -> str:
    """What a calendar cannot say by itself: how exact the date is, what the event is now, and who tells of it."""
    found = summary(basis, event)
    carrier = basis.wording.say("Source: %(source)s") % {"source": source(basis, found.source)} if found.source else ""
    return "\n".join(filter(None, (*found.lines, carrier)))


def _value(at: dt.datetime | dt.date) -> str:
    return f":{_utc(at)}" if isinstance(at, dt.datetime) else f";VALUE=DATE:{_digits(at)}"


def _utc(at: dt.datetime) -> str:
    return f"{_digits(at)}T{at:%H%M%S}Z"


def _digits(day: dt.date) -> str:
    return f"{day.year:04}{day.month:02}{day.day:02}"


def escaped(text: str) -> str:
    """A text as a value: the backslash first, then what would end the value."""
    bare = re.sub("[\x00-\x09\x0b-\x1f\x7f]", " ", text.replace("\r\n", "\n"))
    return bare.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def folded(line: str) -> bytes:
    """A line with its end, in pieces of at most 75 octets; each piece but the first begins with a space, no letter is cut."""
    pieces, piece = [], b""
    for letter in line:
        octets = letter.encode()
        if len(piece) + len(octets) > MOST_OCTETS:
            pieces.append(piece)
            piece = b" "
        piece += octets
    return b"\r\n".join([*pieces, piece]) + b"\r\n"
