"""The glossary: all terms on one page."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from onrecord.library import Library
from onrecord.pages.model import Body, Page, Sheet, bodies_of
from onrecord.pages.reading import Reading
from onrecord.records.term import Term


@dataclass(frozen=True, slots=True)
class Glossary:
    """All terms, each with its prose."""

    terms: tuple[tuple[Term, Body], ...]

    @property
    def shown(self) -> Any:
        """What it shows of the sources, in order of reading."""
        return tuple((body, one.evidence, one.disagreements) for one, body in self.terms)


def pages(reading: Reading) -> Iterator[Page[Glossary]]:
    """The glossary."""
    yield Page(
        path="glossary.html", template="pages/glossary.html", make=lambda: _view(reading.library), section="glossary"
    )


def _view(library: Library) -> Sheet[Glossary]:
    terms = library.in_order(Term)
    texts = tuple(library.text(term) for term in terms)
    return Sheet(Glossary(tuple(zip(terms, bodies_of(library, texts), strict=True))))
