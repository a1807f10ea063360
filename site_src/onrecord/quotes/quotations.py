"""The exact words that the content quotes, and where it quotes in words that are not exact."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.config import SITE
from onrecord.library import Library, passage_of
from onrecord.problems import Location, Problem
from onrecord.quotes.fold import key
from onrecord.quotes.receipts import Quoted
from onrecord.records.base import Evidence, walk
from onrecord.records.fields import Ref
from onrecord.records.statement import Rendition, Statement
from onrecord.stages.link import offset, path_to

_MARKS = re.compile(r"[“”„‟«»‹›\"「」『』〝〞〟]|(?<!\w)[‘‚'](?=\w)[^‘’']*(?<=[\w.,;:!?…])[‘’'](?!\w)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Exact words of the content: the record, the part of it that holds them, and where they stand in the project."""

    record: Ref
    part: Evidence | Rendition
    words: str
    at: Location

    @property
    def quoted(self) -> Quoted:
        """By what their receipt is known."""
        return Quoted(self.part.source.id, key(self.words, self.part.prefix, self.part.suffix))


def quotations(library: Library) -> Iterator[Quotation]:
    """Every piece of evidence and every rendition that has words, in the order of the records; then what prose cites with words."""
    for ref, decoded in library.entries.items():
        seen: set[tuple[int | str, ...]] = set()
        for path, value, part in walk(decoded.record):
            if path[-1] == "words" and isinstance(part, Evidence | Rendition) and path not in seen:
                seen.add(path)
                yield Quotation(record=ref, part=part, words=str(value), at=library.entries[ref].at(path))
    for (holder, name), prose in library.prose.items():
        entry = library.entries[holder].entry if holder else library.site_entry
        for citation in prose.references:
            if passage := passage_of(citation):
                at = offset(entry, path_to(name), citation.line, citation.column)
                yield Quotation(record=holder or SITE, part=passage, words=citation.words, at=at)


def paraphrases(library: Library) -> Iterator[Problem]:
    """Quotation marks in the carrier's own words would claim what they do not hold."""
    for statement in library.of(Statement):
        for number, rendition in enumerate(statement.renditions):
            if rendition.class_ == "paraphrase" and _MARKS.search(rendition.words):
                at = library.entries[statement.ref].at(("renditions", number, "words"))
                hint = "Quote the quoted words as a rendition of their own, or leave the marks out of what you take."
                yield Problem(at, "Q010", "a paraphrase has quotation marks in it", hint)
