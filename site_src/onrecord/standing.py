"""Who stands behind a record: how many sources, how many of them independent, and whether any is first-hand.

Sources that carry the same original again are one family, and count once. Words and counts, no scores.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from onrecord.library import Library
from onrecord.records.base import Evidence, Record, walk
from onrecord.records.fields import Ref
from onrecord.records.source import Source
from onrecord.records.statement import Rendition, Statement

FIRST_HAND = frozenset({"official", "transcript"})

# Fields whose sources speak about the sources, and not for the record.
ASIDE = frozenset({"disagreements", "accounts", "outcome", "restated"})


@dataclass(frozen=True, slots=True)
class Standing:
    """The sources of a record. ``families`` counts those that carry one original once."""

    sources: int
    families: int
    first_hand: bool


Families = Mapping[Ref, str]


def families(library: Library) -> Families:
    """The family of every source, named by the original at its head: an id, or the words for what is no record here."""
    parents: dict[str, str] = {}

    def head(name: str) -> str:
        while parents.get(name, name) != name:
            name = parents[name]
        return name

    for source in library.of(Source):
        for one in source.republishes:
            original = one.source.id if one.source else f"“{(one.original or '').casefold()}”"
            mine, theirs = head(source.id), head(original)
            if mine != theirs:
                parents[mine] = theirs
    return {source.ref: head(source.id) for source in library.of(Source)}


def standing(library: Library, of: Families, record: Record) -> Standing:
    """Who stands behind a record."""
    sources = tuple(library.source(ref) for ref in sources_of(record))
    return Standing(
        len(sources),
        len({of[one.ref] for one in sources}),
        any(one.source_kind in FIRST_HAND for one in sources) or _heard(record, sources),
    )


def sources_of(record: Record) -> tuple[Ref, ...]:
    """The sources that a record rests on, each once, in order."""
    found: dict[Ref, None] = {}
    for path, _, part in walk(record):
        if path[-1] == "source" and path[0] not in ASIDE and isinstance(part, Evidence | Rendition):
            found.setdefault(part.source)
    return tuple(found)


def _heard(record: Record, sources: tuple[Source, ...]) -> bool:
    """Whether an outlet that had a statement from the speaker is among its sources."""
    if not isinstance(record, Statement):
        return False
    hearers = {hop.by for hop in record.via if hop.how == "heard"}
    return any(one.outlet in hearers for one in sources if one.outlet)
