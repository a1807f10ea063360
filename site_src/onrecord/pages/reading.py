"""What pages are made of: all that is derived of a library, each thing made when first asked for, and then kept."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from onrecord import provenance
from onrecord.library import Library
from onrecord.pages.cards import Card, Side, card, sides
from onrecord.pages.copies import ChangedQuotations, Compared, changed_quotations, compared
from onrecord.pages.found import Found, found, listed
from onrecord.pages.ledger import Claim, Matrix, claim, matrix
from onrecord.pages.overview import Overview, overview
from onrecord.pages.passages import passage
from onrecord.pages.tables import Table, tables
from onrecord.pages.timeline import Entry, Month, entries, months
from onrecord.provenance import Families, Proof, Standing, families, letters
from onrecord.records.base import Evidence, Record
from onrecord.records.event import Event
from onrecord.records.fields import Ref
from onrecord.records.statement import Rendition, Statement

Key = TypeVar("Key", bound=Hashable)
Item = TypeVar("Item")


class Kept(dict[Key, Item]):
    """A mapping whose values are made when they are first asked for."""

    def __init__(self, make: Callable[[Key], Item]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: Key) -> Item:
        made = self[key] = self._make(key)
        return made


@dataclass(frozen=True)
class Reading:
    """A library as its pages read it. Nothing of it changes; mappings by record are by its reference."""

    library: Library

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Every entry of the timeline, in order."""
        return entries(self.library)

    @cached_property
    def months(self) -> tuple[Month, ...]:
        """The entries of the timeline by month and day."""
        return months(self.entries)

    @cached_property
    def announced_by(self) -> Mapping[Ref | None, tuple[Entry, ...]]:
        """What was announced by each side, in order; under None what was announced by those who have none."""
        return _gathered(
            (Ref("side", entry.side.id) if entry.side else None, entry)
            for entry in self.entries
            if entry.kind == "step" and entry.actor
        )

    @cached_property
    def entries_on_topic(self) -> Mapping[Ref, tuple[Entry, ...]]:
        """The events and statements of each topic, in order."""
        return _gathered(
            (ref, entry) for entry in self.entries if entry.kind != "step" for ref in dict.fromkeys(entry.record.topics)
        )

    @cached_property
    def overview(self) -> Overview:
        """The timeline as one drawing, for its own page and for others that lead to it."""
        mentions = self.library.mentions
        named = {event.ref: len({by.record.ref for by in mentions.get(event.ref, ())}) for event in self.library.events}
        return overview(self.entries, self.library.site, named)

    @cached_property
    def cards(self) -> Mapping[Ref, Card]:
        """The card of each statement."""
        return Kept(lambda ref: card(self.library, self.library.get_as(ref, Statement)))

    @cached_property
    def sides(self) -> tuple[Side, ...]:
        """All cards by side and speaker."""
        return sides(self.library, (self.cards[statement.ref] for statement in self.library.statements))

    @cached_property
    def said_at(self) -> Mapping[Ref, tuple[Statement, ...]]:
        """The statements made at each event, in order."""
        return _gathered((statement.occasion, statement) for statement in self.library.statements if statement.occasion)

    @cached_property
    def said_by(self) -> Mapping[Ref, tuple[Statement, ...]]:
        """The statements of each speaker, in order."""
        return _gathered((statement.speaker, statement) for statement in self.library.statements)

    @cached_property
    def translations(self) -> Mapping[tuple[Ref, str], str]:
        """The editors' translations of words that are foreign to the reader, by their carrier: evidence may quote the same."""
        kept: dict[tuple[Ref, str], str] = {}
        for statement in self.library.statements:
            translation = statement.ours(self.library.language)
            if translation:
                kept.setdefault((statement.base.source, statement.base.words), translation)
        return kept

    @cached_property
    def copies(self) -> Mapping[Ref, tuple[Compared, ...]]:
        """The copies of each statement, each against what it can be held against."""
        return Kept(lambda ref: compared(self.library, self.library.get_as(ref, Statement)))

    @cached_property
    def changed_quotations(self) -> ChangedQuotations:
        """The copies that changed most of a statement's words."""
        return changed_quotations(
            ((statement, self.copies[statement.ref]) for statement in self.library.statements), self.library.language
        )

    @cached_property
    def claims(self) -> Mapping[Ref, Claim | None]:
        """Each statement as a claim, where it is one."""
        return Kept(lambda ref: claim(self.library, self.library.get_as(ref, Statement)))

    @cached_property
    def accounts(self) -> Mapping[Ref, Matrix | None]:
        """Each event as the sides told it, where they did."""
        return Kept(lambda ref: matrix(self.library, self.library.get_as(ref, Event)))

    @cached_property
    def families(self) -> Families:
        """The originals that every source goes back to."""
        return families(self.library)

    @cached_property
    def standings(self) -> Mapping[Ref, Standing]:
        """Who stands behind each record."""
        return Kept(lambda ref: provenance.standing(self.library, self.families, self.library.get(ref)))

    @cached_property
    def letters(self) -> Mapping[Ref, str]:
        """A letter for each source that nothing else tells apart from another."""
        return letters(self.library)

    @cached_property
    def listed(self) -> tuple[Found, ...]:
        """Everything that can be found, by title alone."""
        return listed(self.library, self.letters)

    @cached_property
    def found(self) -> tuple[Found, ...]:
        """All that can be found, with the texts by which it can."""
        return found(self.library, self.listed)

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """The record as tables."""
        return tables(self.library)

    def standing(self, record: Record) -> Standing:
        """Who stands behind a record."""
        return self.standings[record.ref]

    def proof(self, part: Evidence | Rendition) -> Proof | None:
        """What the receipt says of a quotation; None for words that could not be checked."""
        return provenance.proof(self.library, part)

    def passage(self, part: Evidence | Rendition) -> str | None:
        """The address of a passage within its source; None where the source has none."""
        return passage(self.library, part)


def _gathered(pairs: Iterable[tuple[Key, Item]]) -> Mapping[Key, tuple[Item, ...]]:
    """Items by what each belongs to, in the order in which they come."""
    by_key: dict[Key, list[Item]] = {}
    for key, item in pairs:
        by_key.setdefault(key, []).append(item)
    return {key: tuple(items) for key, items in by_key.items()}
