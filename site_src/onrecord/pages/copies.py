"""Every copy of a statement against the best one of its language, or beside the base where the languages differ.

No word is ever compared across languages: there the base and the translation stand side by side, in the segments that
the author has set.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from onrecord.library import Library
from onrecord.pages.cards import Copy, copy
from onrecord.quotes.compare import Change, Comparison, compare
from onrecord.quotes.tokens import WEIGHTS, Weight
from onrecord.records.fields import base_language
from onrecord.records.statement import Rendition, Statement

SHOWN = 30  # the most changed quotations on their page
FIRST = 10  # so many of them are seen at once
_WEIGHT = {kind: place for place, kind in enumerate(WEIGHTS)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A copy, what it is held against, and either the words that differ or the segments side by side."""

    copy: Copy
    against: Copy | None = None
    comparison: Comparison | None = None
    segments: tuple[tuple[str, str], ...] = ()  # of the base, and of this copy

    @property
    def changes(self) -> tuple[Change, ...]:
        """What it changed of the words that both quote."""
        return self.comparison.changes if self.comparison else ()

    @property
    def by_kind(self) -> tuple[tuple[Weight, tuple[Change, ...]], ...]:
        """The changes by kind, the weightiest first."""
        kinds = ((kind, tuple(change for change in self.changes if change.kind == kind)) for kind in WEIGHTS)
        return tuple(group for group in kinds if group[1])

    @property
    def reverses(self) -> bool:
        """Whether the editors say that it says the opposite."""
        return self.copy.rendition.reverses

    @property
    def shown(self) -> Any:
        """What it shows of the sources, in order of reading."""
        return self.copy


@dataclass(frozen=True, slots=True)
class Changed:
    """A copy that changed its statement's words."""

    statement: Statement
    compared: Compared


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedQuotations:
    """The copies that changed most, those first that say the opposite, then changed negations, numbers and modal verbs.

    Of those that were ``compared``, ``same`` have the same words, and ``partial`` only quote more or less.
    """

    changed: tuple[Changed, ...]
    telling: Changed | None
    compared: int
    same: int
    partial: int

    @property
    def first(self) -> tuple[Changed, ...]:
        """Those that are seen at once."""
        return self.changed[:FIRST]

    @property
    def others(self) -> tuple[Changed, ...]:
        """Those after them."""
        return self.changed[FIRST:]

    @property
    def shown(self) -> Any:
        """What it shows of the sources, in order of reading."""
        return tuple(changed.compared for changed in self.changed)


def changed_quotations(copies: Iterable[tuple[Statement, tuple[Compared, ...]]], language: str) -> ChangedQuotations:
    """The copies that changed most of their statements' words, and how many were held against another.

    The most telling is one in the ``language`` of the reader, if there is one.
    """
    every = [Changed(statement, copied) for statement, held in copies for copied in held]
    held_against = [copied.compared.comparison for copied in every if copied.compared.comparison]
    changed = sorted((copied for copied in every if copied.compared.changes or copied.compared.reverses), key=_rank)
    same = sum(comparison.same for comparison in held_against)
    partial = sum(not (comparison.same or comparison.changes) for comparison in held_against)
    return ChangedQuotations(
        changed=tuple(changed[:SHOWN]),
        telling=telling(tuple(changed), language),
        compared=len(held_against),
        same=same,
        partial=partial,
    )


def telling(changed: tuple[Changed, ...], language: str) -> Changed | None:
    """One copy that shows at a glance what copies do: a short quotation with few and short changes, the gravest sort first.

    What a reader of the ``language`` can read comes before what is foreign.
    """

    def weight(copied: Changed) -> tuple[bool, int, int, int, str]:
        changes = copied.compared.changes
        words = len(copied.compared.copy.rendition.words.split())
        foreign = base_language(copied.compared.copy.rendition.language) != base_language(language)
        return foreign, min(_WEIGHT[change.kind] for change in changes), len(changes), words, copied.statement.id

    short = [copied for copied in changed if copied.compared.against and _is_short(copied)]
    return min(short, key=weight, default=next((copied for copied in changed if copied.compared.changes), None))


def _is_short(copied: Changed) -> bool:
    changes = copied.compared.changes
    spans = (text for change in changes for text in (change.dropped, change.added))
    words = len(copied.compared.copy.rendition.words.split())
    return 0 < len(changes) <= 3 and 8 <= words <= 45 and all(len((text or "").split()) <= 4 for text in spans)


def _rank(copied: Changed) -> tuple[bool, int, float, str, str]:
    comparison = copied.compared.comparison
    return (
        not copied.compared.reverses,
        min((_WEIGHT[change.kind] for change in copied.compared.changes), default=len(WEIGHTS)),
        comparison.share if comparison else 1.0,
        copied.statement.id,
        copied.compared.copy.rendition.key,
    )


def compared(library: Library, statement: Statement) -> tuple[Compared, ...]:
    """The copies of a statement in their order, each against what it can be held against."""
    firsts: dict[str, Rendition] = {}
    pairs = []
    for rendition in statement.renditions:
        language = base_language(rendition.language)
        first = firsts.get(language)
        mine = copy(library, statement, rendition)
        if first is not None and "paraphrase" not in (rendition.class_, first.class_):
            pairs.append(
                Compared(
                    copy=mine,
                    against=copy(library, statement, first),
                    comparison=compare(first.words, rendition.words, first.language, rendition.language),
                )
            )
        elif first is None and rendition is not statement.base:
            pairs.append(
                Compared(
                    copy=mine,
                    against=copy(library, statement, statement.base),
                    segments=_segments(statement.base, rendition),
                )
            )
        else:
            pairs.append(Compared(copy=mine))
        if first is None and rendition.class_ != "paraphrase":
            firsts[language] = rendition
    return tuple(pairs)


def _segments(base: Rendition, other: Rendition) -> tuple[tuple[str, str], ...]:
    if base.segments and len(base.segments) == len(other.segments):
        return tuple(zip(base.segments, other.segments, strict=True))
    return ((base.words, other.words),)
