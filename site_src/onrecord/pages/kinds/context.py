"""Context pages: prose with records in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from onrecord.pages.about import page_of
from onrecord.pages.model import Body, Page, body_of
from onrecord.pages.reading import Reading
from onrecord.records.context import Context
from onrecord.records.correction import Correction


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextPage:
    """A page of prose with records in it."""

    context: Context
    body: Body
    others: tuple[Context, ...]
    corrections: tuple[Correction, ...]

    @property
    def shown(self) -> Any:
        """What it shows of the sources, in order of reading."""
        return (self.body, self.context.evidence, self.context.disagreements)


def pages(reading: Reading) -> Iterator[Page[ContextPage]]:
    """A page for each context page."""
    for context in reading.library.contexts:
        yield page_of(context, "context", partial(_view, reading, context), context.summary)


def _view(reading: Reading, context: Context) -> ContextPage:
    library = reading.library
    others = tuple(one for one in library.contexts if one != context)
    corrected = library.mentioning(context, Correction, "records")
    body = body_of(library, library.text(context))
    return ContextPage(context=context, body=body, others=others, corrections=corrected)
