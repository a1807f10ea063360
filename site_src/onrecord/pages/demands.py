"""The page of all demands: what was asked, by whom, beside what each side answered and when, by theme."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import chain
from typing import Any

from onrecord.config import Choice, Site
from onrecord.library import Library
from onrecord.pages.model import Page, Sheet
from onrecord.pages.reading import Reading
from onrecord.records.base import Searched
from onrecord.records.demand import Answer, Demand
from onrecord.records.fields import Ref

Order = Callable[[Ref], tuple[int, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What one party answered to a demand, in order, and what was looked for and not found; often nothing."""

    answers: tuple[Answer, ...]
    looked_for: tuple[Searched, ...]

    @property
    def briefly(self) -> tuple[Answer, ...]:
        """The last answer of each stance, in the order in which these were first taken."""
        return tuple({one.stance: one for one in self.answers}.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A demand, and a cell for each party that answered."""

    demand: Demand
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """Demands on one topic, the first made first; ``topic`` is None for those that are on none."""

    topic: Choice | None
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What one party asked. A party is a side, or an actor that is on none; it goes by the name of the only one who spoke for it."""

    by: str
    answered: tuple[str, ...]  # by which parties, in the order of the cells
    themes: tuple[Theme, ...]

    @property
    def size(self) -> int:
        """How many demands."""
        return sum(len(one.rows) for one in self.themes)


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandsPage:
    """All demands, those of the party that made most first."""

    asked: tuple[Asked, ...]

    @property
    def shown(self) -> Any:
        """What it shows of the sources, in order of reading."""
        rows = chain.from_iterable(theme.rows for asked in self.asked for theme in asked.themes)
        return tuple((row.demand.evidence, tuple(cell.answers for cell in row.cells)) for row in rows)


def pages(reading: Reading) -> Iterator[Page[DemandsPage]]:
    """The one page of them, where there are any."""
    library = reading.library
    if library.of(Demand):
        yield Page(
            path="demands.html", template="pages/demands.html", make=lambda: Sheet(_view(library)), section="demands"
        )


def _view(library: Library) -> DemandsPage:
    demands = library.of(Demand)
    order = _order(library.site)
    topics = _topics(demands, order)
    made = Counter(_party(library, one.by) for one in demands)
    parties = sorted(made, key=lambda ref: (-made[ref], order(ref)))
    return DemandsPage(
        asked=tuple(
            _asked(library, [one for one in demands if _party(library, one.by) == ref], topics) for ref in parties
        )
    )


def _asked(library: Library, demands: Iterable[Demand], topics: Mapping[Ref, Ref | None]) -> Asked:
    ordered = sorted(demands, key=lambda one: (one.date is None, one.in_time, one.document or "", one.id))
    order = _order(library.site)
    heard = {part.by for one in ordered for part in one.answers} | {
        part.by for one in ordered for part in one.looked_for
    }
    parties = sorted({_party(library, by) for by in heard}, key=order)
    rows: dict[Ref | None, list[Row]] = {}
    for one in ordered:
        cells = tuple(_cell(library, one, ref) for ref in parties)
        rows.setdefault(topics[one.ref], []).append(Row(demand=one, cells=cells))
    return Asked(
        by=_name(library, {one.by for one in ordered}),
        answered=tuple(_name(library, {by for by in heard if _party(library, by) == ref}) for ref in parties),
        themes=tuple(
            Theme(topic=library.site.choice(ref) if ref else None, rows=tuple(rows[ref]))
            for ref in sorted(rows, key=lambda ref: (ref is None, *_first(rows[ref]), order(ref) if ref else ()))
        ),
    )


def _first(rows: Sequence[Row]) -> tuple[Any, ...]:
    return rows[0].demand.date is None, rows[0].demand.in_time


def _cell(library: Library, demand: Demand, party: Ref) -> Cell:
    return Cell(
        answers=tuple(one for one in demand.answers if _party(library, one.by) == party),
        looked_for=tuple(one for one in demand.looked_for if _party(library, one.by) == party),
    )


def _topics(demands: Sequence[Demand], order: Order) -> dict[Ref, Ref | None]:
    """The topic under which each demand stands: of its own the one that fewest demands have, so that none swallows all."""
    having = Counter(ref for one in demands for ref in one.topics)
    return {
        one.ref: min(one.topics, key=lambda ref: (having[ref], order(ref))) if one.topics else None for one in demands
    }


def _party(library: Library, actor: Ref) -> Ref:
    return library.actor(actor).side or actor


def _order(site: Site) -> Order:
    """Where a side or topic stands: as the site lists them; behind these stand actors, by id."""
    places = {Ref(kind, one.id): place for kind in ("side", "topic") for place, one in enumerate(site.choices(kind))}
    return lambda ref: (places.get(ref, len(places)), ref.id)


def _name(library: Library, actors: AbstractSet[Ref]) -> str:
    """What a party is called, by those who spoke for it: one alone, or the side of all."""
    first, *others = sorted(actors)
    side = library.site.choice(_party(library, first)) if others else None
    return side.label if side else library.actor(first).label
