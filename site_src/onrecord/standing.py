"""Who stands behind a record: how many sources, how many of them independent, and whether any is first-hand.

Sources that carry the same original again are one family, and count once; one that carries two is of both families.
Words and counts, no scores.
"""

from collections.abc import Iterable, Iterator, Mapping
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


Families = Mapping[Ref, frozenset[str]]


def families(library: Library) -> Families:
    """The originals that every source goes back to: an id, or the words for what is no record here. Its own id, if to none."""

    def heads(source: Source, below: frozenset[str]) -> Iterator[str]:
        for one in source.republishes:
            if one.source is None:
                yield f"“{' '.join((one.original or '').casefold().split())}”"
            elif one.source.id in below:  # a loop, which is told elsewhere
                yield min(below)
            else:
                yield from heads(library.source(one.source), below | {one.source.id})
        if not source.republishes:
            yield source.id

    return {one.ref: frozenset(heads(one, frozenset({one.id}))) for one in library.of(Source)}


def independent(of: Families, sources: Iterable[Ref]) -> int:
    """How many of some sources share no original with each other; those with the fewest originals come first."""
    taken: set[str] = set()
    count = 0
    for heads in sorted((of[ref] for ref in sources), key=lambda one: (len(one), sorted(one))):
        if not heads & taken:
            taken |= heads
            count += 1
    return count


def standing(library: Library, of: Families, record: Record) -> Standing:
    """Who stands behind a record."""
    sources = tuple(library.source(ref) for ref in sources_of(record))
    return Standing(
        len(sources),
        independent(of, (one.ref for one in sources)),
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
