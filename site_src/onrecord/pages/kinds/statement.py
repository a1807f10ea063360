"""The page of a statement: every copy of it, and the ways they came."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from onrecord.pages.about import About, about, page_of
from onrecord.pages.cards import Card
from onrecord.pages.copies import Compared
from onrecord.pages.ledger import Claim
from onrecord.pages.model import Page
from onrecord.pages.reading import Reading
from onrecord.records.base import Record
from onrecord.records.event import Event
from onrecord.records.figure import Figure
from onrecord.records.statement import Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementPage:
    """A statement with every copy of it."""

    card: Card
    about: About
    copies: tuple[Compared, ...]
    occasion: Event | None
    related: tuple[Record, ...]
    claim: Claim | None

    @property
    def shown(self) -> Any:
        """What it shows of the sources, in order of reading."""
        card, statement = self.card, self.card.statement
        words = (card.best, card.companion, self.about.body, statement.via, self.copies)
        return (*words, statement.outcome, statement.evidence, statement.disagreements)


def pages(reading: Reading) -> Iterator[Page[StatementPage]]:
    """A page for each statement."""
    for statement in reading.library.statements:
        yield page_of(statement, "who", partial(_view, reading, statement))


def _view(reading: Reading, statement: Statement) -> StatementPage:
    library = reading.library
    card = reading.cards[statement.ref]
    shown = {one.ref for one in (statement, *card.in_reply_to, *card.replies)}
    related = {
        mention.record.ref: mention.record
        for mention in library.mentions.get(statement.ref, ())
        if mention.record.ref not in shown and mention.record.stating and not isinstance(mention.record, Figure)
    }
    return StatementPage(
        card=card,
        about=about(library, statement),
        copies=reading.copies[statement.ref],
        occasion=library.get_as(statement.occasion, Event) if statement.occasion else None,
        related=tuple(related[ref] for ref in sorted(related)),
        claim=reading.claims[statement.ref],
    )
