"""The pages of sources: what each republishes, what republishes it and what is taken from it; and the list of all."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, get_args

from onrecord.characters import collated
from onrecord.config import SITE
from onrecord.library import Library
from onrecord.pages.about import About, about, page_of
from onrecord.pages.model import Page, Sheet
from onrecord.pages.reading import Reading
from onrecord.provenance import Link, Passage, Proof, cited_by_site, key_of, originals
from onrecord.records.base import Evidence, Record
from onrecord.records.fields import Ref
from onrecord.records.source import Source, SourceKind
from onrecord.records.statement import Rendition


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """One passage that the site takes from a source, and the records that rest on it; none where the site's own texts do.

    There is no passage where prose cites the source as a whole.
    """

    records: tuple[Record, ...]
    part: Evidence | Rendition | None = None
    url: str | None = None
    proof: Proof | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcePage:
    """A source: what it republishes, what republishes it, what is taken from it."""

    source: Source
    about: About
    originals: tuple[Link, ...]
    copies: tuple[Source, ...]
    taken: tuple[Taken, ...]

    @property
    def shown(self) -> Any:
        """What it shows of the sources, in order of reading."""
        return (self.about.body, self.source.evidence, self.source.disagreements)


@dataclass(frozen=True, slots=True)
class Sources:
    """All sources by kind, with the number of records that use each."""

    groups: tuple[tuple[str, tuple[tuple[Source, int], ...]], ...]


def pages(reading: Reading) -> Iterator[Page[Any]]:
    """A page for each source."""
    for source in reading.library.of(Source):
        yield page_of(source, "sources", partial(_view, reading, source))
    yield Page(
        path="sources.html", template="pages/sources.html", make=lambda: _sources(reading.library), section="sources"
    )


def _view(reading: Reading, source: Source) -> SourcePage:
    library = reading.library
    mentions = library.mentions.get(source.ref, ())
    passages: dict[str, list[tuple[Record | None, Passage]]] = {}
    for mention in mentions:
        if isinstance(part := mention.part, Evidence | Rendition):
            name = key_of(part) if part.words else f"at {part.locator}"
            passages.setdefault(name, []).append((mention.record, part))
    for part in cited_by_site(library, source.ref):
        passages.setdefault(key_of(part), []).append((None, part))
    taken = [_taken(reading, found) for found in passages.values()]
    quoted = {record.ref for one in taken for record in one.records}
    cited = {
        mention.record.ref: mention.record
        for mention in mentions
        if mention.part is None and mention.record.ref not in quoted
    }
    return SourcePage(
        source=source,
        about=about(library, source),
        originals=originals(library, source),
        copies=library.mentioning(source, Source, "republishes"),
        taken=(*sorted(taken, key=_place_in_source), *((Taken(records=tuple(cited.values())),) if cited else ())),
    )


def _taken(reading: Reading, found: list[tuple[Record | None, Passage]]) -> Taken:
    """A passage that several records have, once; of the parts that hold it the one that says most of its damage and place."""
    records = {record.ref: record for record, _ in found if record}
    part = max((part for _, part in found), key=lambda one: (len(one.damage), bool(one.locator)))
    return Taken(
        records=tuple(records[ref] for ref in sorted(records)),
        part=part,
        url=reading.passage(part),
        proof=reading.proof(part),
    )


_NUMBERS = re.compile("([0-9]{1,9})")


def _place_in_source(taken: Taken) -> tuple[bool, tuple[tuple[int, str], ...], Ref]:
    """By locator, numbers as numbers: sentence 2 before sentence 10; what has none comes last."""
    locator = (taken.part and taken.part.locator) or ""
    pieces = tuple(
        (int(piece) if piece[0] in "0123456789" else -1, piece) for piece in _NUMBERS.split(locator) if piece
    )
    return (not locator, pieces, taken.records[0].ref if taken.records else SITE)


def _sources(library: Library) -> Sheet[Sources]:
    sources = library.of(Source)
    groups = tuple(
        (
            kind,
            tuple(
                (one, len({m.record.ref for m in library.mentions.get(one.ref, ())}))
                for one in _by_publisher(sources)
                if one.source_kind == kind
            ),
        )
        for kind in get_args(SourceKind)
    )
    return Sheet(Sources(tuple(group for group in groups if group[1])))


def _by_publisher(sources: tuple[Source, ...]) -> list[Source]:
    return sorted(sources, key=lambda source: (collated(source.publisher), str(source.published or ""), source.id))
