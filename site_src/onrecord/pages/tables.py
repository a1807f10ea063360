"""The record as tables: one for each kind of record, and those of renditions, steps, answers and evidence.

A cell holds a value as the record has it: a date as EDTF, a reference as an id, or as FOLDER/ID where it may be of any
kind. Words for people are the business of pages.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, cast

from onrecord.library import Library
from onrecord.pages.model import address
from onrecord.records.base import Evidence, Part, Record, walk
from onrecord.records.fields import Ref
from onrecord.records.folders import FOLDER_OF
from onrecord.records.kinds import KINDS
from onrecord.records.measure import Instrument

Sort = Literal["id", "ids", "ref", "refs", "text", "texts", "date", "time", "number", "whole", "flag", "choice", "page"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, the sort of its values, and the table whose ids it holds.

    Sorts in the plural are lists: of ids with a space between them, of texts with a line each.
    """

    name: str
    sort: Sort
    of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table: the columns by which a row is known stand first, as many as ``keys`` says."""

    name: str
    columns: tuple[Column, ...]
    keys: int
    rows: tuple[tuple[Any, ...], ...]


def _columns(columns: str) -> tuple[Column, ...]:
    """Columns from their names and sorts: ``speaker:id.actors``."""
    return tuple(map(_column, columns.split()))


def _column(text: str) -> Column:
    name, _, values = text.partition(":")
    sort, _, table = values.partition(".")
    return Column(name, cast("Sort", sort), table)


_RENDITIONS = _columns(
    "statement:id.statements id:id number:whole source:id.sources language:choice words:text class:choice translator:choice "
    "translator_name:text derives_from:id locator:text insertions:texts damage:texts reverses:flag note:text"
)
_STEPS = _columns("record:ref number:whole state:choice date:date by:id.actors scheduled:date note:text")
_ANSWERS = _columns(
    "demand:id.demands number:whole by:id.actors date:date stance:choice summary:text statement:id.statements"
)
_EVIDENCE = _columns(
    "record:ref field:text source:id.sources words:text language:choice locator:text insertions:texts damage:texts note:text"
)


def tables(library: Library) -> tuple[Table, ...]:
    """All tables, those without a row too, so that a reader finds the same files in each explainer."""
    of_kinds = (_of_kind(library, kind) for kind in KINDS)
    lists = (
        ("renditions", _RENDITIONS, _renditions(library)),
        ("steps", _STEPS, _steps(library)),
        ("answers", _ANSWERS, _answers(library)),
        ("evidence", _EVIDENCE, _evidence(library)),
    )
    others = (
        Table(
            name=name,
            columns=columns,
            keys=2,
            rows=tuple((*first, *(_cell(library, part, c) for c in columns[2:])) for first, part in rows),
        )
        for name, columns, rows in lists
    )
    return (*of_kinds, *others)


def _of_kind(library: Library, kind: type[Record]) -> Table:
    columns = _columns(f"id:id {kind.columns} known_from:date sources:ids.sources page:page")
    rows = (tuple(_cell(library, one, column) for column in columns) for one in library.of(kind))
    return Table(name=kind.folder, columns=columns, keys=1, rows=tuple(rows))


@dataclass(frozen=True, slots=True)
class _Item:
    """A part of a list, with its number there."""

    number: int
    part: Part


_Rows = Iterator[tuple[tuple[str, Any], Any]]


def _renditions(library: Library) -> _Rows:
    for record in library.records.values():
        for number, one in enumerate(getattr(record, "renditions", ()), 1):
            yield (record.id, one.key), _Item(number, one)


def _steps(library: Library) -> _Rows:
    for record in library.records.values():
        for number, step in enumerate(record.steps, 1):
            yield (named(record.ref), number), step


def _answers(library: Library) -> _Rows:
    for record in library.records.values():
        for number, one in enumerate(record.replies, 1):
            yield (record.id, number), one


def _evidence(library: Library) -> _Rows:
    for record in library.records.values():
        for path, _, part in walk(record):
            if path[-1] == "source" and isinstance(part, Evidence):
                yield (named(record.ref), ".".join(map(str, path[:-1]))), part


def named(ref: Ref) -> str:
    """A record by folder and id, as content names one that may be of any kind."""
    return f"{FOLDER_OF.get(ref.kind, ref.kind)}/{ref.id}"


def _cell(library: Library, part: Any, column: Column) -> Any:
    if special := _SPECIAL.get(column.name):
        return special(library, part)
    held = part.part if isinstance(part, _Item) else part
    value = getattr(held, "class_" if column.name == "class" else column.name, None)
    if isinstance(value, Ref):
        return value.id
    if isinstance(value, tuple):
        return tuple(
            (named(one) if column.sort == "refs" else one.id) if isinstance(one, Ref) else one for one in value
        )
    return value


def _now(library: Library, part: Any) -> Any:
    """The last step of a record's life; of a step, itself."""
    return part.step_at(library.site.as_of) if isinstance(part, Record) else part


def _kind(_: Library, part: Any) -> str:
    kind: str = part.source_kind
    return kind


_SPECIAL: Mapping[str, Callable[[Library, Any], Any]] = {
    "number": lambda _, part: part.number,
    "kind": _kind,
    "state": lambda library, part: now.state if (now := _now(library, part)) else None,
    "scheduled": lambda library, part: getattr(_now(library, part), "scheduled", None),
    "outcome": lambda _, part: part.outcome.state if part.outcome else None,
    "instrument": lambda _, part: part.instrument.title if isinstance(part.instrument, Instrument) else part.instrument,
    "other_names": lambda _, part: part.also,
    "republishes": lambda _, part: tuple(origin.source.id for origin in part.republishes if origin.source),
    "amount_low": lambda _, part: part.amount.low,
    "amount_high": lambda _, part: part.amount.high,
    "known_from": lambda _, part: part.known_from.date if part.known_from else None,
    "sources": lambda _, part: _sources(part),
    "page": lambda _, part: _page(part),
}


def _sources(part: Record) -> tuple[str, ...]:
    """Every source that a record names as evidence or as a carrier, each once."""
    found = (value for path, value, _ in walk(part) if path[-1] == "source" and isinstance(value, Ref))
    return tuple(dict.fromkeys(one.id for one in found))


def _page(record: Record) -> str:
    place = address(record.ref)
    return place.path + (f"#{place.fragment}" if place.fragment else "")
