"""Feeds: Atom (RFC 4287) and JSON Feed 1.1, of corrections and of what states something, the newest known first."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from html import escape
from typing import Any

from onrecord.exports.basis import Basis, Export, as_json, as_xml, first_day
from onrecord.exports.summaries import quotation, source, summary, titled
from onrecord.prose.blocks import Reference, Stretch
from onrecord.prose.write import written
from onrecord.records.base import Record
from onrecord.records.correction import Correction
from onrecord.records.fields import Ref

# A tag URI (RFC 4151) names a day on which the host was its maker's. Any other would do as well, but none may follow it.
_MINTED = "2022"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An entry: what it is called for ever, and the days on which it became known, and last took a step or was corrected."""

    id: str
    title: str
    url: str
    published: dt.date
    updated: dt.date
    content: str
    kind: str


def exports(basis: Basis) -> Iterator[Export]:
    """The Atom feed and the JSON feed; none without ``site_url``, for a reader of feeds knows no folder to begin at."""
    if basis.library.site.site_url:
        entries = cache(partial(items, basis))
        yield Export("feed.xml", lambda: atom(basis, entries()))
        yield Export("feed.json", lambda: json_feed(basis, entries()))


def items(basis: Basis) -> tuple[Item, ...]:
    """The entries, the newest known first."""
    library = basis.library
    records = (record for record in library.records.values() if record.stating or record.of_the_site)
    found = ((basis.known(record), record) for record in records)
    ordered = sorted(found, key=lambda dated: (-dated[0].toordinal(), dated[1].ref))
    return tuple(_item(basis, record, known) for known, record in ordered)


def _item(basis: Basis, record: Record, known: dt.date) -> Item:
    corrected = (basis.known(correction) for correction in basis.library.mentioning(record, Correction, "records"))
    steps = (first_day(step.date) for step in basis.taken(record.steps))
    return Item(
        id=tag(basis, f"{record.folder}/{record.id}"),
        title=titled(basis, record),
        url=basis.absolute(record.ref),
        published=known,
        updated=max((known, *corrected, *steps)),
        content=content(basis, record),
        kind=record.kind,
    )


def content(basis: Basis, record: Record) -> str:
    """A record in few words as HTML that is whole in itself: every address in it is absolute."""
    brief = summary(basis, record)
    parts = [f"<p>{escape(line)}</p>" for line in brief.lines]
    if isinstance(record, Correction):
        parts += _prose(basis, record)
        parts += [f"<p>{_link(basis, ref)}</p>" for ref in record.records]
    parts.append(quotation(basis, brief))
    if brief.translation:
        line = basis.wording.say("Our translation: %(words)s") % {"words": brief.translation}
        parts.append(f"<p>{escape(line)}</p>")
    if brief.source:
        name = escape(source(basis, brief.source))
        linked = f'<a href="{escape(brief.source.url)}">{name}</a>' if brief.source.url else name
        parts.append(f"<p>{basis.wording.say('Source: %(source)s') % {'source': linked}}</p>")
    return "".join(parts) or f"<p>{escape(basis.full_title(record))}</p>"


def _link(basis: Basis, ref: Ref) -> str:
    return f'<a href="{escape(basis.absolute(ref))}">{escape(basis.full_title(basis.library.get(ref)))}</a>'


def _prose(basis: Basis, record: Record) -> Iterator[str]:
    """The prose of a record, its links made absolute; what it cites is named in its place."""
    for part in basis.library.text(record).parts:
        if isinstance(part, Stretch):
            direction = basis.wording.direction_of(part.language or basis.wording.language)
            yield written(part.blocks, _Whole(basis), direction)


@dataclass(frozen=True, slots=True)
class _Whole:
    """Where prose is shown that has no page around it."""

    basis: Basis

    def leads(self, named: Reference) -> tuple[str, str]:
        """The absolute address of a record, and what it is called."""
        return self.basis.absolute(named.ref), self.basis.full_title(self.basis.library.get(named.ref))

    def cites(self, source: Ref, *_: object) -> str:
        """A link to the source, by its name, in brackets: without a style sheet it stands behind a word."""
        return f"[{_link(self.basis, source)}]"


def tag(basis: Basis, name: str) -> str:
    """The name of an entry or feed, which stays when the address changes from http to https, or its folder."""
    return f"tag:{basis.host},{_MINTED}:{basis.edition.home}{name}"


def _moment(day: dt.date) -> str:
    """The beginning of a day as RFC 3339 has it."""
    return f"{day.isoformat()}T00:00:00Z"


def _last(basis: Basis, entries: tuple[Item, ...]) -> dt.date:
    return max((entry.updated for entry in entries), default=basis.library.site.as_of.first)


def atom(basis: Basis, entries: tuple[Item, ...]) -> bytes:
    """The feed as Atom."""
    site = basis.library.site
    head = [
        f"<id>{tag(basis, 'feed')}</id>",
        f"<title>{as_xml(site.title)}</title>",
        f"<subtitle>{as_xml(site.summary)}</subtitle>",
        f"<updated>{_moment(_last(basis, entries))}</updated>",
        f"<author><name>{as_xml(site.publisher or site.title)}</name></author>",
        f'<link rel="self" type="application/atom+xml" href="{as_xml(basis.absolute("feed.xml"))}"/>',
        f'<link rel="alternate" type="text/html" href="{as_xml(basis.absolute("index.html"))}"/>',
        *((f"<rights>{as_xml(site.licence)}</rights>",) if site.licence else ()),
    ]
    begin = f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{basis.edition.language}">'
    lines = ['<?xml version="1.0" encoding="utf-8"?>', begin, *head, *map(_entry, entries), "</feed>", ""]
    return "\n".join(lines).encode()


def _entry(item: Item) -> str:
    elements = (
        f"<id>{as_xml(item.id)}</id>",
        f"<title>{as_xml(item.title)}</title>",
        f'<link rel="alternate" type="text/html" href="{as_xml(item.url)}"/>',
        f"<published>{_moment(item.published)}</published>",
        f"<updated>{_moment(item.updated)}</updated>",
        f'<category term="{item.kind}"/>',
        f'<content type="html">{as_xml(item.content)}</content>',
    )
    return "\n".join(("<entry>", *elements, "</entry>"))


def json_feed(basis: Basis, entries: tuple[Item, ...]) -> bytes:
    """The feed as JSON Feed."""
    site = basis.library.site
    feed: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": str(site.title),
        "home_page_url": basis.absolute("index.html"),
        "feed_url": basis.absolute("feed.json"),
        "description": str(site.summary),
        "language": basis.edition.language,
        "items": [_in_json(entry) for entry in entries],
    }
    if site.publisher:
        feed["authors"] = [{"name": str(site.publisher)}]
    return as_json(feed)


def _in_json(item: Item) -> Mapping[str, Any]:
    return {
        "id": item.id,
        "url": item.url,
        "title": item.title,
        "content_html": item.content,
        "date_published": _moment(item.published),
        "date_modified": _moment(item.updated),
        "tags": [item.kind],
    }
