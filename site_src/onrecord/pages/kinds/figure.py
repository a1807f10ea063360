"""The page of a figure, its whole and its parts."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from onrecord.pages.about import About, about, best, page_of
from onrecord.pages.model import Page
from onrecord.pages.reading import Reading
from onrecord.records.base import Evidence
from onrecord.records.figure import Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class FigurePage:
    """A figure, its whole and its parts."""

    figure: Figure
    about: About
    best: Evidence | None  # the source to cite it by
    parts: tuple[Figure, ...]


def pages(reading: Reading) -> Iterator[Page]:
    """A page for each figure."""
    for figure in reading.library.of(Figure):
        yield page_of(figure, "context", partial(_view, reading, figure))


def _view(reading: Reading, figure: Figure) -> FigurePage:
    library = reading.library
    parts = library.mentioning(figure, Figure, "part_of")
    return FigurePage(figure=figure, about=about(library, figure), best=best(library, figure), parts=parts)
