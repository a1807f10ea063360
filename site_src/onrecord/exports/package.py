"""The Data Package (version 1, frictionlessdata.io) that describes the tables: columns, types, keys, sizes and hashes."""

import hashlib
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from onrecord.config import Site
from onrecord.exports.basis import Basis
from onrecord.pages.tables import Column, Table
from onrecord.records.base import Evidence, Part
from onrecord.records.demand import Answer
from onrecord.records.event import EventStep
from onrecord.records.fields import ID
from onrecord.records.kinds import KINDS
from onrecord.records.statement import Rendition
from onrecord.schema import descriptions

JSON = "record.json"
SCHEMA = "record.schema.json"
_POINT = r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?[~?%]?"
EDTF = rf"({_POINT}|({_POINT}|\.\.)/({_POINT}|\.\.))"
_LICENCES = {"CC BY 4.0": "CC-BY-4.0", "CC BY-SA 4.0": "CC-BY-SA-4.0", "CC0 1.0": "CC0-1.0"}

GUARD = (
    "A text that begins with =, +, -, @, a tab or a return and is not a number has an apostrophe (') before it, so that "
    "spreadsheets do not take it for a formula. A text that already has one there gets a second: remove one apostrophe "
    "before such a sign to get the text back. "
    "Dates are EDTF (ISO 8601-2): 2022-01-10, 2022-01, 2022-01~ (about), 2022-01-12/2022-01-14. Lists of ids have spaces "
    "between them, lists of texts a line each."
)

# Columns that are no fields of a record, and so have no description there.
_COLUMNS = {
    "id": "The record's id; with the name of the table before it, its name everywhere.",
    "sources": "The ids of every source that it names.",
    "page": "Its page, as seen from the folder above this one.",
    "state": "Its state by its last step, on the day that the site describes.",
    "scheduled": "The day for which its last step set it.",
    "amount_low": "The sum, or the lower end of the range.",
    "amount_high": "The sum, or the upper end of the range.",
    "statement": "The id of the statement.",
    "demand": "The id of the demand.",
    "record": "The record, as FOLDER/ID.",
    "field": "Where it is in the record; lists count from 0.",
    "number": "Its place in the list, from 1.",
}


def package(basis: Basis, tables: Iterable[Table], files: Mapping[str, bytes]) -> Mapping[str, Any]:
    """What the files are, which are given by name: every table, and the one JSON."""
    site = basis.library.site
    described = {
        "profile": "data-package",
        "name": "record",
        "title": str(site.title),
        "description": f"{site.summary}\n\n{GUARD}",
        "version": str(site.as_of),
        "homepage": basis.absolute("data.html"),
        "licenses": [_licence(site)] if site.licence else [],
        "resources": [
            *(_table(table, files[f"{table.name}.csv"]) for table in tables),
            {**_other(JSON, files[JSON]), "jsonSchema": SCHEMA},
        ],
    }
    return {name: value for name, value in described.items() if value}


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
    columns = {
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
        "schema": {name: value for name, value in columns.items() if value},
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
    field = {"name": column.name, "type": sort, "description": _described(table, column), "constraints": constraints}
    return {name: value for name, value in field.items() if value}


def _described(table: str, column: Column) -> str:
    """What stands in a column: the description of the field that it holds, as the content model has it."""
    return _of_fields(table).get(column.name) or _COLUMNS.get(column.name, "")


@cache
def _of_fields(table: str) -> Mapping[str, str]:
    parts: Mapping[str, type[Part]] = {
        **{kind.folder: kind for kind in KINDS},
        "renditions": Rendition,
        "steps": EventStep,
        "answers": Answer,
        "evidence": Evidence,
    }
    part = parts[table]
    return {(field.alias or name): descriptions(part).get(name, "") for name, field in part.model_fields.items()}
