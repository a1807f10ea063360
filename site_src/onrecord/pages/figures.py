"""The page of all figures, by the stage that each has reached."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, get_args

from onrecord.library import Library
from onrecord.pages.about import gathered_less
from onrecord.pages.model import Page, Sheet
from onrecord.pages.reading import Reading
from onrecord.records.fields import Ref
from onrecord.records.figure import Figure, Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """The figures at one stage, the latest first; there may be none."""

    stage: Stage
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguresPage:
    """All figures by stage, the stages from asked for to delivered."""

    stages: tuple[Reached, ...]
    topic: Ref | None  # one that all of them are on, and that was gathered up to an earlier day only

    @property
    def shown(self) -> Any:
        """What it shows of the sources, in order of reading."""
        return tuple(figure.evidence for one in self.stages for figure in one.figures)


def pages(reading: Reading) -> Iterator[Page[FiguresPage]]:
    """The one page of them, where there are any."""
    library = reading.library
    if library.of(Figure):
        yield Page(
            path="figures.html", template="pages/figures.html", make=lambda: Sheet(_view(library)), section="figures"
        )


def _view(library: Library) -> FiguresPage:
    figures = sorted(library.of(Figure), key=lambda one: one.in_time, reverse=True)
    stages: tuple[Stage, ...] = get_args(Stage)
    return FiguresPage(
        stages=tuple(
            Reached(stage=stage, figures=tuple(one for one in figures if one.stage == stage)) for stage in stages
        ),
        topic=gathered_less(library.site, figures),
    )
