"""The data of the whole record: CSV tables (RFC 4180), one JSON with its schema, and a Data Package that describes them."""

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from decimal import Decimal
from functools import cache, partial
from typing import Any

from onrecord.config import Choice, Day
from onrecord.exports.basis import Basis, Export, as_json
from onrecord.exports.package import JSON, SCHEMA, package
from onrecord.pages.tables import Column, Table, named
from onrecord.records.base import Part
from onrecord.records.dates import ClockTime, EdtfDate
from onrecord.records.fields import Amount, Markdown, Ref
from onrecord.records.kinds import KINDS
from onrecord.schema import schema

FOLDER = "data/"
NAMES = (*(kind.folder for kind in KINDS), "renditions", "steps", "answers", "evidence")  # of the tables

# What is the project's own affair: where things lie on a machine, whether a record is ready, and the text around words,
# which is the source's.
_OURS = frozenset({"id", "draft", "saved", "theme", "prefix", "suffix"})
_OF_ANY_KIND = frozenset({"answers", "records"})  # fields that name records with their folder
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")
_AMOUNT = {"type": "string", "pattern": r"^[0-9]+(\.[0-9]+)?$"}
_MONEY = {
    "type": "object",
    "required": ["low", "high"],
    "additionalProperties": False,
    "properties": {"low": _AMOUNT, "high": _AMOUNT},
}


def exports(basis: Basis) -> Iterator[Export]:
    """Every file of ``data/``; each is made once, for the package tells the size and hash of the others."""
    makers: dict[str, Callable[[], bytes]] = {
        **{f"{name}.csv": cache(partial(_table, basis, name)) for name in NAMES},
        JSON: cache(lambda: as_json(whole(basis))),
        SCHEMA: cache(lambda: as_json(whole_schema())),
    }
    for name, make in makers.items():
        yield Export(FOLDER + name, make)
    yield Export(f"{FOLDER}datapackage.json", partial(_package, basis, makers))


def _table(basis: Basis, name: str) -> bytes:
    return as_csv(next(table for table in basis.edition.reading.tables if table.name == name))


def _package(basis: Basis, makers: Mapping[str, Callable[[], bytes]]) -> bytes:
    return as_json(package(basis, basis.edition.reading.tables, {name: make() for name, make in makers.items()}))


def as_csv(table: Table) -> bytes:
    """A table as CSV: UTF-8 with a mark at its start, so that spreadsheets read letters right; lines end in CR LF."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(column.name for column in table.columns)
    for row in table.rows:
        writer.writerow([_cell(value, column) for value, column in zip(row, table.columns, strict=True)])
    return text.getvalue().encode("utf-8-sig")


def _cell(value: Any, column: Column) -> str:
    if value is None or value == ():
        return ""
    if isinstance(value, tuple):
        value = ("\n" if column.sort == "texts" else " ").join(map(str, value))
    if column.sort == "flag":
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value:f}"
    text = str(value)
    return guarded(text) if column.sort in {"text", "texts"} else text


def guarded(text: str) -> str:
    """A text that a spreadsheet program would take for a formula, behind an apostrophe; numbers are none.

    One that has an apostrophe there itself gets another, so that each is had back by taking one off.
    """
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def whole(basis: Basis) -> Mapping[str, Any]:
    """The site and all its records as JSON has them: each kind by id."""
    library = basis.library
    records = {kind.folder: {record.id: plain(record) for record in library.of(kind)} for kind in KINDS}
    return {"language": library.language, "site": plain(library.site), **records}


def plain(part: Part) -> Mapping[str, Any]:
    """A part as JSON has it: what is not given is left out."""
    given = ((field.alias or name, getattr(part, name)) for name, field in type(part).model_fields.items())
    return {name: _plain(name, value) for name, value in given if name not in _OURS and not _is_empty(value)}


def _is_empty(value: Any) -> bool:
    return value is None or value is False or value == ()


def _plain(name: str, value: Any) -> Any:
    if isinstance(value, tuple) and value and isinstance(value[0], Choice):
        return {one.id: plain(one) for one in value}
    if isinstance(value, tuple) and value and isinstance(value[0], Day):
        return {str(one.date): {name: told for name, told in plain(one).items() if name != "date"} for one in value}
    if isinstance(value, tuple):
        return [_plain(name, one) for one in value]
    if isinstance(value, Part):
        return plain(value)
    if isinstance(value, Amount):  # in text, for a number of JSON may lose digits
        return {"low": f"{value.low:f}", "high": f"{value.high:f}"}
    if isinstance(value, Ref):
        return named(value) if name in _OF_ANY_KIND else value.id
    if isinstance(value, Markdown):
        return str(value.text)
    return str(value) if isinstance(value, EdtfDate | ClockTime) else value


@cache
def whole_schema() -> Mapping[str, Any]:
    """The JSON Schema of the one JSON: that of the content files, less what is the project's own affair."""
    schemas = {name: deepcopy(schema(name)) for name in ("site", *(kind.folder for kind in KINDS))}
    definitions: dict[str, Any] = {}
    for part in schemas.values():
        definitions.update(part.pop("$defs", {}))
        for name in ("$schema", "title"):
            part.pop(name, None)
    content = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A record of who said what, with its sources",
        "type": "object",
        "required": ["language", *schemas],
        "additionalProperties": False,
        "properties": {"language": {"type": "string"}, **schemas},
        "$defs": definitions,
    }
    exported: Mapping[str, Any] = _exported(content)
    return exported


def _exported(value: Any) -> Any:
    """A schema of content as that of what is exported: sums as two numbers, and without what is left out."""
    if isinstance(value, list):
        return [_exported(one) for one in value]
    if not isinstance(value, dict):
        return value
    if value.get("type") == ["string", "number"]:
        return {**{name: one for name, one in value.items() if name == "description"}, **_MONEY}
    found = {name: _exported(one) for name, one in value.items() if name not in {"default", "examples"}}
    if found.get("additionalProperties") is False:
        found["properties"] = {name: one for name, one in found["properties"].items() if name not in _OURS}
        if "required" in found:
            found["required"] = [name for name in found["required"] if name not in _OURS]
    return found
