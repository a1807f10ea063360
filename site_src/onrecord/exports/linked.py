"""What a record's own page says for programs that read pages: JSON-LD 1.1 in the words of schema.org.

A value that is not known is left out; so is a date that is about or uncertain, for there is no word for that. ``TERMS`` are
all types and properties that are used.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any

from onrecord.exports.basis import Basis
from onrecord.pages.timeline import set_for
from onrecord.records import zones
from onrecord.records.actor import Actor
from onrecord.records.base import Record
from onrecord.records.correction import Correction
from onrecord.records.dates import EdtfDate
from onrecord.records.event import Event
from onrecord.records.fields import Ref
from onrecord.records.statement import Statement

SCHEMA = "https://schema.org"
TERMS = frozenset(
    {
        "CorrectionComment",
        "CreativeWork",
        "Event",
        "EventCancelled",
        "EventPostponed",
        "EventRescheduled",
        "EventScheduled",
        "NewsMediaOrganization",
        "Organization",
        "Person",
        "Place",
        "Quotation",
        "WebPage",
        "affiliation",
        "alternateName",
        "correction",
        "dateCreated",
        "datePublished",
        "description",
        "endDate",
        "eventStatus",
        "inLanguage",
        "isBasedOn",
        "location",
        "mainEntityOfPage",
        "name",
        "organizer",
        "parentOrganization",
        "previousStartDate",
        "spokenByCharacter",
        "startDate",
        "text",
        "url",
    }
)
_TYPES = {"person": "Person", "unnamed": "Person", "outlet": "NewsMediaOrganization"}

Node = dict[str, Any]


def linked(basis: Basis, record: Record) -> Mapping[str, Any] | None:
    """The data of a record's page; None for a kind that schema.org has no fitting word for."""
    make = _NODES.get(record.kind)
    if make is None:
        return None
    node = make(basis, record)
    page: Node = {"@type": "WebPage", "@id": basis.absolute(record.ref), "inLanguage": basis.edition.language}
    corrections = basis.library.mentioning(record, Correction, "records")
    page["correction"] = [
        {"@type": "CorrectionComment", "text": str(correction.title), "datePublished": _date(correction.date)}
        for correction in corrections
    ]
    found: Mapping[str, Any] = _bare({"@context": SCHEMA, **node, "mainEntityOfPage": page})
    return found


def as_block(value: Mapping[str, Any]) -> str:
    """A value as JSON that stands in a script element: nothing in it can end that element, or begin another within it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def _event(basis: Basis, event: Event) -> Node:
    date = set_for(basis.library, event)
    start, end = _ends(event, date)
    return {
        "@type": "Event",
        "@id": _id(basis, event.ref),
        "name": str(event.title),
        "startDate": start,
        "endDate": end,
        **_status(basis, event),
        "location": {"@type": "Place", "name": str(event.place)} if event.place else None,
        "organizer": [_named(basis, ref) for ref in event.host],
    }


def _ends(event: Event, date: EdtfDate) -> tuple[str | None, str | None]:
    """When it begins and ends, by the clocks there with their offset; one day has no end of its own."""
    spans = event.spans if date == event.date else ()
    if spans:
        start, end = spans[0]
        return _moment(start), _moment(end) if end else None
    if date.single or date.marked:
        return _date(date), None
    return (date.start.iso if date.start else None), (date.end.iso if date.end else None)


def _status(basis: Basis, event: Event) -> Node:
    """What became of it, and from which days it was moved. What took place on its day is scheduled, in their words."""
    as_of = basis.library.site.as_of
    now = event.step_at(as_of)
    if now is None:
        return {}
    date = set_for(basis.library, event)
    days = (step.scheduled for step in basis.taken(event.life))
    former = [day for day in days if day and not day.includes(date)]
    if now.state == "postponed" and now.scheduled and not event.date.includes(date):
        former.append(event.date)
    before = list(dict.fromkeys(day for one in former if (day := _date(one))))
    if now.state == "cancelled":
        name = "EventCancelled"
    elif now.state == "postponed" and now.scheduled is None:
        name = "EventPostponed"
    else:
        name = "EventRescheduled" if before else "EventScheduled"
    return {"eventStatus": f"{SCHEMA}/{name}", "previousStartDate": before}


def _quotation(basis: Basis, statement: Statement) -> Node:
    carrier = basis.library.source(statement.base.source)
    return {
        "@type": "Quotation",
        "@id": _id(basis, statement.ref),
        "name": str(basis.full_title(statement)),
        "text": statement.base.words,
        "inLanguage": statement.base.language,
        "spokenByCharacter": _named(basis, statement.speaker),
        "dateCreated": _date(statement.date),
        "isBasedOn": {
            "@type": "CreativeWork",
            "name": str(carrier.label),
            "url": carrier.url,
            "datePublished": _date(carrier.published) if carrier.published else None,
        },
    }


def _actor(basis: Basis, actor: Actor) -> Node:
    whole = "affiliation" if _TYPES.get(actor.type) == "Person" else "parentOrganization"
    return {
        **_named(basis, actor.ref),
        "alternateName": list(actor.also),
        whole: _named(basis, actor.part_of) if actor.part_of else None,
    }


# What schema.org has words for.
_NODES: Mapping[str, Callable[[Basis, Any], Node]] = {
    Event.kind: _event,
    Statement.kind: _quotation,
    Actor.kind: _actor,
}


def _named(basis: Basis, ref: Ref) -> Node:
    """An actor by name; who is not named by how the carriers describe them, and nothing more."""
    actor = basis.library.actor(ref)
    name = "description" if actor.type == "unnamed" else "name"
    return {"@type": _TYPES.get(actor.type, "Organization"), "@id": _id(basis, ref), name: str(actor.label)}


def _id(basis: Basis, ref: Ref) -> str:
    """The name of a thing: its page with a fragment, for the page is not the thing. Empty without ``site_url``."""
    page = basis.absolute(ref)
    return f"{page}#this" if page else ""


def _date(date: EdtfDate) -> str | None:
    return date.start.iso if date.single and date.start and not date.marked else None


def _moment(moment: zones.Moment) -> str:
    seconds = int(moment.offset.total_seconds())
    sign, minutes = ("-" if seconds < 0 else "+"), (abs(seconds) + 30) // 60
    return f"{moment.shown.isoformat()}{sign}{minutes // 60:02}:{minutes % 60:02}"


def _bare(value: Any) -> Any:
    """Without what is not known."""
    if isinstance(value, list):
        return [_bare(one) for one in value]
    if isinstance(value, dict):
        given = {name: _bare(one) for name, one in value.items()}
        return {name: one for name, one in given.items() if one not in (None, "", [], {})}
    return value
