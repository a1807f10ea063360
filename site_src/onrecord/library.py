"""The library: all records, every reference proven, and the index to find them by.

A library does not change. ``get`` cannot fail, because linking proved each reference; what refers to a record is
computed once.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar, cast, overload

from onrecord.config import Site
from onrecord.entry import Entry
from onrecord.prose import Block, Prose, Reference
from onrecord.quotes.receipts import Receipts
from onrecord.records.actor import Actor
from onrecord.records.base import Evidence, Part, Record
from onrecord.records.context import Context
from onrecord.records.dates import EdtfDate
from onrecord.records.event import Event
from onrecord.records.fields import Ref
from onrecord.records.kinds import KIND_OF
from onrecord.records.source import Source
from onrecord.records.statement import Statement
from onrecord.records.term import Term
from onrecord.stages.decode import Decoded

SomeRecord = TypeVar("SomeRecord", bound=Record)

Texts = Mapping[tuple[Ref | None, str], Prose]  # by the record, or None for the site, and the field


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a record refers to another: the record, the path of the field, and the part that holds it."""

    record: Record
    path: tuple[int | str, ...]
    part: Part | None = None  # None where prose refers to it, and names no passage

    @property
    def field(self) -> str:
        """The outermost field of the path."""
        return str(self.path[0])


@dataclass(frozen=True, kw_only=True)
class Library:
    """All records of the site, linked: by kind, or one by its reference."""

    site: Site
    site_entry: Entry
    records: Mapping[Ref, Record]
    prose: Texts
    mentions: Mapping[Ref, tuple[Mention, ...]]
    entries: Mapping[Ref, Decoded]
    receipts: Receipts
    language: str  # of the reader: the first of the site, or one that it is translated into

    def of(self, kind: type[SomeRecord]) -> tuple[SomeRecord, ...]:
        """All records of a kind, in order of id."""
        return cast("tuple[SomeRecord, ...]", self._by_kind.get(kind, ()))

    @cached_property
    def _by_kind(self) -> Mapping[type[Record], tuple[Record, ...]]:
        by_kind: dict[type[Record], list[Record]] = {}
        for record in self.records.values():
            by_kind.setdefault(type(record), []).append(record)
        return {kind: tuple(records) for kind, records in by_kind.items()}

    def get(self, ref: Ref) -> Record:
        """The record of a reference that was linked."""
        return self.records[ref]

    def get_as(self, ref: Ref, kind: type[SomeRecord]) -> SomeRecord:
        """The record of a reference that was linked, and leads to that kind only."""
        record = self.records[ref]
        assert isinstance(record, kind)  # noqa: S101 - linking proved it
        return record

    def source(self, ref: Ref) -> Source:
        """The source of a reference that was linked."""
        return self.get_as(ref, Source)

    def actor(self, ref: Ref) -> Actor:
        """The actor of a reference that was linked."""
        return self.get_as(ref, Actor)

    def text(self, record: Record | None, field: str = "body") -> Prose:
        """A prose field of a record, or of the site for None; empty where there is none."""
        return self.prose.get((record.ref if record else None, field), Prose())

    def state_of(self, day: EdtfDate) -> Prose | None:
        """What the site says of how things stood on one of its days; None where it says nothing of that day."""
        place = next((place for place, dated in enumerate(self.site.days) if dated.date == day), None)
        return None if place is None else self.prose.get((None, f"days.{place}.state"))

    def in_time(self, record: Record) -> tuple[EdtfDate, int]:
        """Where a record stands among others: by date, and on its day by the moment; what was said, with its occasion."""
        date, second = record.in_time
        occasion: Ref | None = getattr(record, "occasion", None)
        if not second and occasion and (then := self.records[occasion].in_time)[0] == date:
            return then
        return date, second

    def in_order(self, kind: type[SomeRecord]) -> tuple[SomeRecord, ...]:
        """All records of a kind in the order in which they are shown."""
        return cast("tuple[SomeRecord, ...]", self._in_order.get(kind, ()))

    @cached_property
    def _in_order(self) -> Mapping[type[Record], tuple[Record, ...]]:
        def place(record: Record) -> tuple[Any, ...]:
            return *record.in_list(self.in_time(record)), record.id

        return {
            kind: tuple(sorted(records, key=place, reverse=kind.newest_first))
            for kind, records in self._by_kind.items()
        }

    @property
    def events(self) -> tuple[Event, ...]:
        """All events in order of time and id."""
        return self.in_order(Event)

    @property
    def statements(self) -> tuple[Statement, ...]:
        """All statements in order of time and id."""
        return self.in_order(Statement)

    @property
    def contexts(self) -> tuple[Context, ...]:
        """The context pages in their order."""
        return self.in_order(Context)

    @property
    def terms(self) -> tuple[Term, ...]:
        """The glossary, in alphabetical order."""
        return self.in_order(Term)

    def placed(self, block: Block) -> tuple[Record, ...]:
        """The records that a block of prose shows: those named, else those of its topic, else all of the kind."""
        if block.ids:
            return tuple(self.records[Ref(block.kind, record)] for record in block.ids)
        records = self.in_order(KIND_OF[block.kind])
        return tuple(
            record
            for record in records
            if not block.topic or Ref("topic", block.topic) in getattr(record, "topics", ())
        )

    @overload
    def answers_to(self, record: Record) -> tuple[Record, ...]: ...
    @overload
    def answers_to(self, record: Record, kind: type[SomeRecord]) -> tuple[SomeRecord, ...]: ...
    def answers_to(self, record: Record, kind: type[Record] = Record) -> tuple[Record, ...]:
        """The records, or those of a kind, that answer a record, in order of time."""
        naming = (
            mention
            for mention in self.mentions.get(record.ref, ())
            if mention.field == "answers" and len(mention.path) == 2
        )
        answers = {answer.record.ref: answer.record for answer in naming if isinstance(answer.record, kind)}
        return tuple(sorted(answers.values(), key=lambda answer: (self.in_time(answer), answer.id)))

    def in_reply_to(self, record: Record) -> tuple[Record, ...]:
        """What a record answers: what it names in ``answers``, then the demands that name it as an answer."""
        own: tuple[Ref, ...] = getattr(record, "answers", ())
        naming = (
            mention
            for mention in self.mentions.get(record.ref, ())
            if mention.field == "answers" and len(mention.path) > 2
        )
        refs = dict.fromkeys((*own, *(mention.record.ref for mention in naming if mention.path[-1] == "statement")))
        return tuple(self.get(ref) for ref in refs)

    def mentioning(self, record: Record, kind: type[SomeRecord], *fields: str) -> tuple[SomeRecord, ...]:
        """The records of a kind that refer to a record, each once, by id; only by some fields where these are given."""
        by_ref = {
            mention.record.ref: mention.record
            for mention in self.mentions.get(record.ref, ())
            if isinstance(mention.record, kind) and (not fields or mention.field in fields)
        }
        return tuple(by_ref[ref] for ref in sorted(by_ref))


def passage_of(citation: Reference) -> Evidence | None:
    """The passage that prose names with a citation, as evidence; None where it names none."""
    return Evidence.model_construct(source=citation.ref, words=citation.words) if citation.words else None
