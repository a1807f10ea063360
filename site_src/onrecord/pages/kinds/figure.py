"""The page of a figure, its whole and its parts."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from onrecord.library import Library
from onrecord.pages.about import About, about, best, page_of
from onrecord.pages.model import Body, Page
from onrecord.pages.placed import Placed, placed
from onrecord.pages.reading import Reading
from onrecord.records.base import Evidence
from onrecord.records.figure import Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class FigurePage:
    """A figure, its whole and its parts."""

    figure: Figure
    about: About
    best: Evidence | None  # the source to cite it by
    parts: Placed | None  # the sum and its parts, as the block behind those in its prose

    @property
    def shown(self) -> Any:
        """What it shows of the sources, in order of reading."""
        figure = self.figure
        return (self.about.body, self.parts, figure.restated, figure.evidence, figure.disagreements)


def pages(reading: Reading) -> Iterator[Page[FigurePage]]:
    """A page for each figure."""
    for figure in reading.library.of(Figure):
        yield page_of(figure, "context", partial(_view, reading, figure))


def _view(reading: Reading, figure: Figure) -> FigurePage:
    library = reading.library
    beside = about(library, figure)
    return FigurePage(
        figure=figure, about=beside, best=best(library, figure), parts=_sum_and_parts(library, figure, beside.body)
    )


def _sum_and_parts(library: Library, figure: Figure, body: Body) -> Placed | None:
    parts = library.mentioning(figure, Figure, "part_of")
    number = sum(isinstance(part, Placed) and part.kind == figure.kind for part in body.parts) + 1
    return placed(figure.kind, (figure, *parts), library.site.as_of, number=number) if parts else None
