"""Where a thing comes from: the chain of a statement, the originals of a source, since when a record was known, and who
stands behind it.

Sources that carry the same original again are one family, and count once; one that carries two is of both families.
Words and counts, no scores.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from onrecord.characters import plain_name
from onrecord.library import Library, passage_of
from onrecord.prose.blocks import Reference, Unit, references
from onrecord.quotes.fold import key
from onrecord.quotes.receipts import Kept, Quoted, Receipt
from onrecord.records.actor import Actor
from onrecord.records.base import Evidence, Known, Part, Record, walk
from onrecord.records.dates import EdtfDate
from onrecord.records.fields import Ref
from onrecord.records.marks import Aside, Since, marked
from onrecord.records.source import Source
from onrecord.records.statement import Rendition, Statement

How = Literal["spoke", "heard", "relays", "carries", "republishes", "derives"]

FIRST_HAND = frozenset({"official", "transcript"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A step of a statement's chain: an actor, a source, or an original that is no record here, and what it did."""

    how: How
    actor: Actor | None = None
    source: Source | None = None
    original: str | None = None
    date: EdtfDate | None = None
    language: str | None = None
    basis: Literal["stated", "inferred"] | None = None  # of what republishes it
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Proof:
    """That words match a saved text: what was kept of it, their place on the source's page, and what stands around them."""

    saved: Kept
    anchor: str
    passage: Receipt


def chain(library: Library, statement: Statement, rendition: Rendition) -> tuple[Link, ...]:
    """How the words came from the speaker to a carrier: from ``via``, ``derives_from`` and ``republishes``."""
    source = library.source(rendition.source)
    last = Link(how="carries", source=source, date=source.published, language=rendition.language)
    parent = statement.rendition(rendition.derives_from) if rendition.derives_from else None
    if parent:
        return (*chain(library, statement, parent), replace(last, how="derives"))
    speaker = Link(
        how="spoke", actor=library.actor(statement.speaker), date=statement.date, language=statement.original_language
    )
    hops = (
        Link(how=hop.how, actor=library.actor(hop.by), date=hop.date, language=hop.language, note=hop.note)
        for hop in statement.via
    )
    before = originals(library, source)
    return (speaker, *hops, *before, replace(last, how="republishes") if before else last)


def originals(library: Library, source: Source) -> tuple[Link, ...]:
    """What a source republishes, and what that does, the first original first."""
    if not source.republishes:
        return ()
    first = source.republishes[0]
    if first.source is None:
        return (Link(how="carries", original=first.original, basis=first.basis, note=first.note),)
    original = library.source(first.source)
    how: How = "republishes" if original.republishes else "carries"
    return (
        *originals(library, original),
        Link(
            how=how,
            source=original,
            date=original.published,
            language=original.language,
            basis=first.basis,
            note=first.note,
        ),
    )


def letters(library: Library) -> Mapping[Ref, str]:
    """A letter for each source that shares publisher, headline and date with another, and for each actor of one name with another."""
    alike: dict[tuple[str, str, str], list[Ref]] = {}
    for source in library.of(Source):
        alike.setdefault((source.kind, plain_name(source.label), str(source.published or "")), []).append(source.ref)
    for actor in library.of(Actor):
        alike.setdefault((actor.kind, plain_name(actor.label), ""), []).append(actor.ref)
    return {ref: _letter(n) for refs in alike.values() if len(refs) > 1 for n, ref in enumerate(refs)}


def _letter(number: int) -> str:
    """a, b, c, ... z, aa, ab, ..."""
    before = _letter(number // 26 - 1) if number >= 26 else ""
    return before + chr(ord("a") + number % 26)


def proof(library: Library, part: Evidence | Rendition) -> Proof | None:
    """What the receipt says of a quotation; None for words that could not be checked."""
    if not part.words:
        return None
    name = key(part.words, part.prefix, part.suffix)
    receipt = library.receipts.anywhere(Quoted(part.source.id, name))
    return Proof(receipt.saved, f"q-{name}", receipt) if receipt else None


Passage = Evidence | Rendition


def cited_by_site(library: Library, source: Ref) -> Iterator[Passage]:
    """The passages of a source that the texts of the site itself name."""
    for (holder, _), prose in library.prose.items():
        for named in prose.references if holder is None else ():
            if named.ref == source and (part := passage_of(named)):
                yield part


def key_of(part: Passage) -> str:
    """By what a passage is known among those of its source."""
    return key(part.words or "", part.prefix, part.suffix)


def passages(library: Library, unit: Unit, source: Ref, citations: Iterable[Reference]) -> tuple[Passage, ...]:
    """What carries a sentence where a source is cited, in a unit of prose: the words that the citations name.

    Where they name none, what was noted from that source in the records that the unit links to, each passage once.
    """
    if named := tuple(filter(None, map(passage_of, citations))):
        return named
    linked = {other.ref for other in references((unit,)) if other.how == "link"}
    found = {
        key_of(part): part
        for mention in library.mentions.get(source, ())
        if mention.record.ref in linked and isinstance(part := mention.part, Passage) and part.words
    }
    return tuple(found.values())


def known_since(library: Library, part: Part) -> dt.date | None:
    """The day from which a record or a step was known; None where nothing tells it."""
    telling = tuple(field for field in marked(type(part)) if isinstance(field.mark, Since))
    for field in telling:
        if given := getattr(part, field.name):
            date: EdtfDate = given.date if isinstance(given, Known) else given
            return date.last
    if any(field.mark == Since(alone=True) for field in telling):
        return None
    days = (
        known_since(library, library.source(value))
        for path, value, holder in walk(part)
        if path[-1] == "source" and isinstance(value, Ref) and isinstance(holder, Evidence | Rendition)
    )
    return min((day for day in days if day), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The sources of a record. ``families`` counts those that carry one original once; of ``worded`` words are noted."""

    sources: int
    families: int
    first_hand: bool
    worded: int


Families = Mapping[Ref, frozenset[str]]


def families(library: Library) -> Families:
    """The originals that every source goes back to: an id, or the words for what is no record here. Its own id, if to none."""

    def heads(source: Source, below: frozenset[str]) -> Iterator[str]:
        for origin in source.republishes:
            if origin.source is None:
                yield f"“{' '.join(plain_name(origin.original or '').casefold().split())}”"
            elif origin.source.id in below:  # a loop, which is told elsewhere
                yield min(below)
            else:
                yield from heads(library.source(origin.source), below | {origin.source.id})
        if not source.republishes:
            yield source.id

    return {source.ref: frozenset(heads(source, frozenset({source.id}))) for source in library.of(Source)}


def independent(of: Families, sources: Iterable[Ref]) -> int:
    """How many of some sources share no original with each other; those with the fewest originals come first."""
    taken: set[str] = set()
    count = 0
    for heads in sorted((of[ref] for ref in sources), key=lambda heads: (len(heads), sorted(heads))):
        if not heads & taken:
            taken |= heads
            count += 1
    return count


def standing(library: Library, of: Families, record: Record) -> Standing:
    """Who stands behind a record."""
    parts = tuple(_resting(record))
    sources = tuple(library.source(ref) for ref in dict.fromkeys(part.source for part in parts))
    return Standing(
        sources=len(sources),
        families=independent(_as_derived(of, record), (source.ref for source in sources)),
        first_hand=any(source.source_kind in FIRST_HAND for source in sources) or _heard(record, sources),
        worded=len({part.source for part in parts if part.words}),
    )


def sources_of(record: Record) -> tuple[Ref, ...]:
    """The sources that a record rests on, each once, in order."""
    return tuple(dict.fromkeys(part.source for part in _resting(record)))


def _resting(record: Record) -> Iterator[Evidence | Rendition]:
    """The parts of a record that name its sources, in order."""
    aside = {field.key for field in marked(type(record)) if isinstance(field.mark, Aside)}
    for path, _, part in walk(record):
        if path[-1] == "source" and path[0] not in aside and isinstance(part, Evidence | Rendition):
            yield part


def _as_derived(of: Families, record: Record) -> Families:
    """The originals, with those of the words that renditions of a statement derive from: within it their sources copy these."""
    renditions: tuple[Rendition, ...] = getattr(record, "renditions", ())
    if not any(copy.derives_from for copy in renditions):
        return of
    named = {copy.key: copy for copy in reversed(renditions)}

    def heads(rendition: Rendition, seen: frozenset[str]) -> frozenset[str]:
        own = of[rendition.source]
        parent = named.get(rendition.derives_from or "")
        if parent is None or parent.key in seen:  # a loop is told elsewhere
            return own
        alone = own == {rendition.source.id}  # it republishes nothing
        return heads(parent, seen | {parent.key}) | (frozenset() if alone else own)

    within: dict[Ref, frozenset[str]] = {}
    for copy in renditions:
        within[copy.source] = within.get(copy.source, frozenset()) | heads(copy, frozenset({copy.key}))
    return {**of, **within}


def _heard(record: Record, sources: tuple[Source, ...]) -> bool:
    """Whether an outlet that had a statement from the speaker is among its sources."""
    hearers = {hop.by for hop in getattr(record, "via", ()) if hop.how == "heard"}
    return any(source.outlet in hearers for source in sources if source.outlet)
