"""The corrections: all on one page, the newest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from onrecord.library import Library
from onrecord.pages.model import Body, Page, Sheet, bodies_of
from onrecord.pages.reading import Reading
from onrecord.records.correction import Correction


@dataclass(frozen=True, slots=True)
class Corrections:
    """All corrections, the newest first, each with its prose."""

    corrections: tuple[tuple[Correction, Body], ...]

    @property
    def shown(self) -> Any:
        """What it shows of the sources, in order of reading."""
        return tuple((body, one.evidence, one.disagreements) for one, body in self.corrections)


def pages(reading: Reading) -> Iterator[Page[Corrections]]:
    """The page of corrections."""
    yield Page(
        path="corrections.html",
        template="pages/corrections.html",
        make=lambda: _view(reading.library),
        section="corrections",
    )


def _view(library: Library) -> Sheet[Corrections]:
    corrections = library.in_order(Correction)
    texts = tuple(library.text(correction) for correction in corrections)
    return Sheet(Corrections(tuple(zip(corrections, bodies_of(library, texts), strict=True))))
