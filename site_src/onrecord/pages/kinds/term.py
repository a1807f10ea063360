"""The glossary: all terms on one page."""

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.library import Library
from onrecord.pages.model import Page, Sheet, Told, all_told
from onrecord.pages.reading import Reading
from onrecord.records.term import Term


@dataclass(frozen=True, slots=True)
class Glossary:
    """All terms, each with its prose."""

    terms: tuple[tuple[Term, Told], ...]


def pages(reading: Reading) -> Iterator[Page]:
    """The one page of them."""
    yield Page("glossary.html", "pages/glossary.html", "", lambda: _view(reading.library), "glossary")


def _view(library: Library) -> Sheet:
    terms = library.in_order(Term)
    texts = tuple(library.text(one) for one in terms)
    return Sheet(Glossary(tuple(zip(terms, all_told(library, texts), strict=True))))
