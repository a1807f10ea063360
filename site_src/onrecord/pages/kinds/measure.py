"""The page of a measure, and where it stands on the site's day."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from onrecord.pages.about import About, about, page_of
from onrecord.pages.lives import Lives, lives
from onrecord.pages.model import Page
from onrecord.pages.reading import Reading
from onrecord.records.base import Step
from onrecord.records.measure import Measure
from onrecord.records.statement import Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasurePage:
    """A measure and where it stands on the site's day."""

    measure: Measure
    about: About
    now: Step | None
    statements: tuple[Statement, ...]
    life: Lives  # in time, up to the site's day

    @property
    def shown(self) -> Any:
        """What it shows of the sources, in order of reading."""
        measure = self.measure
        return (self.about.body, measure.life, measure.instrument, measure.evidence, measure.disagreements)


def pages(reading: Reading) -> Iterator[Page[MeasurePage]]:
    """A page for each measure."""
    for measure in reading.library.of(Measure):
        yield page_of(measure, "context", partial(_view, reading, measure))


def _view(reading: Reading, measure: Measure) -> MeasurePage:
    library = reading.library
    said = tuple(library.get_as(ref, Statement) for ref in measure.statements)
    return MeasurePage(
        measure=measure,
        about=about(library, measure, said),
        now=measure.step_at(library.site.as_of),
        statements=said,
        life=lives((measure,), library.site.as_of),
    )
