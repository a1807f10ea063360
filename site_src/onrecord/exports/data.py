"""The data of the whole record: CSV tables (RFC 4180), one JSON with its schema, and a Data Package that describes them."""

import csv
import hashlib
import io
import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from decimal import Decimal
from functools import cache, cached_property, partial
from typing import Any

from onrecord.config import Choice, Day, Site
from onrecord.exports.basis import Basis, Export, as_json
from onrecord.pages.tables import Column, Table, named
from onrecord.records.base import Evidence, Part
from onrecord.records.dates import ClockTime, EdtfDate
from onrecord.records.demand import Answer
from onrecord.records.event import EventStep
from onrecord.records.fields import ID, Amount, Markdown, Ref
from onrecord.records.kinds import KINDS
from onrecord.records.statement import Rendition
from onrecord.schema import descriptions, schema

FOLDER = "data/"
JSON = "record.json"
SCHEMA = "record.schema.json"
PACKAGE = "datapackage.json"

# What is the project's own affair: where things lie on a machine, whether a record is ready, and the text around words,
# which is the source's.
_OURS = frozenset({"id", "draft", "saved", "theme", "prefix", "suffix"})
_OF_ANY_KIND = frozenset({"answers", "records"})  # fields that name records with their folder
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")
_POINT = r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?[~?%]?"
EDTF = rf"({_POINT}|({_POINT}|\.\.)/({_POINT}|\.\.))"
_AMOUNT = {"type": "string", "pattern": r"^[0-9]+(\.[0-9]+)?$"}
_MONEY = {
    "type": "object",
    "required": ["low", "high"],
    "additionalProperties": False,
    "properties": {"low": _AMOUNT, "high": _AMOUNT},
}
_LICENCES = {"CC BY 4.0": "CC-BY-4.0", "CC BY-SA 4.0": "CC-BY-SA-4.0", "CC0 1.0": "CC0-1.0"}


def exports(basis: Basis) -> Iterator[Export]:
    """Every file of ``data/``."""
    data = _Data(basis)
    for name in data.names:
        yield Export(f"{FOLDER}{name}.csv", partial(data.csv, name))
    yield Export(FOLDER + JSON, partial(data.file, JSON))
    yield Export(FOLDER + SCHEMA, partial(data.file, SCHEMA))
    yield Export(FOLDER + PACKAGE, data.package)


class _Data:
    """The files, each made once: the package tells the size and hash of the others."""

    names = (*(one.folder for one in KINDS), "renditions", "steps", "answers", "evidence")

    def __init__(self, basis: Basis) -> None:
        self.basis = basis
        self._made: dict[str, bytes] = {}

    @cached_property
    def tables(self) -> Mapping[str, Table]:
        return {one.name: one for one in self.basis.edition.reading.tables}

    def csv(self, name: str) -> bytes:
        return self.file(f"{name}.csv")

    def file(self, name: str) -> bytes:
        if name not in self._made:
            self._made[name] = self._make(name)
        return self._made[name]

    def _make(self, name: str) -> bytes:
        if name == JSON:
            return as_json(whole(self.basis))
        if name == SCHEMA:
            return as_json(whole_schema())
        return as_csv(self.tables[name.removesuffix(".csv")])

    def package(self) -> bytes:
        return as_json(_package(self.basis, self))


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
    records = {kind.folder: {one.id: plain(one) for one in library.of(kind)} for kind in KINDS}
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
    made = {name: deepcopy(schema(name)) for name in ("site", *(kind.folder for kind in KINDS))}
    definitions: dict[str, Any] = {}
    for one in made.values():
        definitions.update(one.pop("$defs", {}))
        for name in ("$schema", "title"):
            one.pop(name, None)
    told = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A record of who said what, and where it stands",
        "type": "object",
        "required": ["language", *made],
        "additionalProperties": False,
        "properties": {"language": {"type": "string"}, **made},
        "$defs": definitions,
    }
    exported: Mapping[str, Any] = _exported(told)
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


def _package(basis: Basis, data: _Data) -> Mapping[str, Any]:
    """The Data Package (version 1) that describes the files."""
    site = basis.library.site
    told = {
        "profile": "data-package",
        "name": "record",
        "title": str(site.title),
        "description": f"{site.summary}\n\n{GUARD}",
        "version": str(site.as_of),
        "homepage": basis.absolute("data.html"),
        "licenses": [_licence(site)] if site.licence else [],
        "resources": [
            *(_table(data.tables[name], data.csv(name)) for name in data.names),
            {**_other(JSON, data.file(JSON)), "jsonSchema": SCHEMA},
        ],
    }
    return {name: value for name, value in told.items() if value}


GUARD = (
    "A text that begins with =, +, -, @, a tab or a return and is no number stands behind an apostrophe ('), so that no "
    "spreadsheet program takes it for a formula, and one with an apostrophe before such a sign behind another: take one "
    "apostrophe off before such a sign to have it as it was. "
    "Dates are EDTF (ISO 8601-2): 2022-01-10, 2022-01, 2022-01~ (about), 2022-01-12/2022-01-14. Lists of ids have spaces "
    "between them, lists of texts a line each."
)


def _licence(site: Site) -> Mapping[str, str]:
    """The terms in the words of the site, with the name of the licence where they hold one that is known."""
    known = (name for words, name in _LICENCES.items() if words in (site.licence or ""))
    return {"name": next(known, "custom"), "title": str(site.licence)}


def _table(table: Table, data: bytes) -> Mapping[str, Any]:
    keys = [column.name for column in table.columns[: table.keys]]
    foreign = [
        {"fields": column.name, "reference": {"resource": column.of, "fields": "id"}}
        for column in table.columns
        if column.sort == "id" and column.of
    ]
    told = {
        "fields": [_field(table.name, column) for column in table.columns],
        "primaryKey": keys,
        "foreignKeys": foreign,
    }
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        **_measured(data),
        "dialect": {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "lineTerminator": "\r\n"},
        "schema": {name: value for name, value in told.items() if value},
    }


def _other(name: str, data: bytes) -> Mapping[str, Any]:
    return {
        "profile": "data-resource",
        "name": name.removesuffix(".json"),
        "path": name,
        "format": "json",
        "mediatype": "application/json",
        **_measured(data),
    }


def _measured(data: bytes) -> Mapping[str, Any]:
    return {"encoding": "utf-8", "bytes": len(data), "hash": f"sha256:{hashlib.sha256(data).hexdigest()}"}


def _field(table: str, column: Column) -> Mapping[str, Any]:
    """A column as Table Schema has it. A date of EDTF is a text with a pattern: as a date, 2021-12 would be refused."""
    sort = {"number": "number", "whole": "integer", "flag": "boolean"}.get(column.sort, "string")
    constraints: dict[str, Any] = {}
    if column.sort == "date":
        constraints["pattern"] = EDTF
    if column.sort == "id" and (column.of or column.name == "id") and table != "renditions":
        constraints["pattern"] = ID.pattern
    told = {"name": column.name, "type": sort, "description": _described(table, column), "constraints": constraints}
    return {name: value for name, value in told.items() if value}


def _described(table: str, column: Column) -> str:
    """What stands in a column: the description of the field that it holds, as the content model has it."""
    return _told_of(table).get(column.name) or _TOLD.get(column.name, "")


@cache
def _told_of(table: str) -> Mapping[str, str]:
    parts: Mapping[str, type[Part]] = {
        **{kind.folder: kind for kind in KINDS},
        "renditions": Rendition,
        "steps": EventStep,
        "answers": Answer,
        "evidence": Evidence,
    }
    part = parts[table]
    return {(field.alias or name): descriptions(part).get(name, "") for name, field in part.model_fields.items()}


_TOLD = {
    "id": "The record's id; with the name of the table before it, its name everywhere.",
    "sources": "The ids of every source that it names.",
    "page": "Its page, as seen from the folder above this one.",
    "state": "What it was by its last step, on the day on which every state is read.",
    "scheduled": "The day that its last step set it for.",
    "amount_low": "The sum, or the lower end of the range.",
    "amount_high": "The sum, or the upper end of the range.",
    "statement": "The id of the statement.",
    "demand": "The id of the demand.",
    "record": "The record, as FOLDER/ID.",
    "field": "Where in the record it stands; lists count from 0.",
    "number": "Its place in the list, from 1.",
}
