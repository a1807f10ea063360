"""The page of all measures, by where each stands on the site's day."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from onrecord.library import Library
from onrecord.pages.about import gathered_less
from onrecord.pages.model import Page, Sheet
from onrecord.pages.reading import Reading
from onrecord.records.base import taken
from onrecord.records.dates import EdtfDate
from onrecord.records.fields import Ref
from onrecord.records.measure import Measure, MeasureState, MeasureStep

# The order in which a reader asks for them: what is in force, what may still come, what is over.
STATES: tuple[MeasureState, ...] = (
    "in-force",
    "partly-waived",
    "adopted",
    "announced",
    "proposed",
    "threatened",
    "suspended",
    "lapsed",
    "lifted",
    "never-imposed",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stood:
    """A measure, the step that brought it where it stands, and the last that said so again; None before a first step."""

    measure: Measure
    since: MeasureStep | None
    again: MeasureStep | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Measures in one state, what came last first; ``state`` is None before a first step."""

    state: MeasureState | None
    measures: tuple[Stood, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuresPage:
    """All measures by their states."""

    standings: tuple[Standing, ...]
    topic: Ref | None  # one that all of them are on, and that was gathered up to an earlier day only

    @property
    def shown(self) -> Any:
        """What it shows of the sources, in order of reading."""
        return tuple((one.since, one.again) for standing in self.standings for one in standing.measures)


def pages(reading: Reading) -> Iterator[Page[MeasuresPage]]:
    """The one page of them, where there are any."""
    library = reading.library
    if library.of(Measure):
        yield Page(
            path="measures.html", template="pages/measures.html", make=lambda: Sheet(_view(library)), section="measures"
        )


def _view(library: Library) -> MeasuresPage:
    stood = [_stood(one, library.site.as_of) for one in library.of(Measure)]
    dated = sorted(stood, key=lambda one: one.since.date if one.since else library.site.as_of, reverse=True)
    standings = ((state, tuple(one for one in dated if _state(one) == state)) for state in (*STATES, None))
    return MeasuresPage(
        standings=tuple(Standing(state=state, measures=measures) for state, measures in standings if measures),
        topic=gathered_less(library.site, library.of(Measure)),
    )


def _stood(measure: Measure, as_of: EdtfDate) -> Stood:
    steps = taken(measure.life, as_of)
    alike = tuple(takewhile(lambda one: one.state == steps[-1].state, reversed(steps)))
    return Stood(measure=measure, since=alike[-1] if alike else None, again=alike[0] if len(alike) > 1 else None)


def _state(stood: Stood) -> MeasureState | None:
    return stood.since.state if stood.since else None
