"""JSON Schema (2020-12) of each content file, for editors that complete and check YAML while it is written."""

import ast
import inspect
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from onrecord.config import Site
from onrecord.records.base import Part
from onrecord.records.folders import NAMES
from onrecord.records.kinds import KIND_OF_FOLDER

__all__ = ["NAMES", "schema"]


def schema(name: str) -> dict[str, Any]:
    """The schema of ``content/NAME.yml``: of the site, or a mapping of ids to records of one kind."""
    dialect = {"$schema": GenerateJsonSchema.schema_dialect}
    if name == "site":
        return dialect | _slim(_of(Site))
    kind = KIND_OF_FOLDER[name]
    record = _slim(_of(kind))
    definitions = record.pop("$defs", {})
    record["properties"].pop("id")
    record["required"] = [field for field in record["required"] if field != "id"]
    return dialect | {
        "title": f"content/{name}.yml",
        "type": "object",
        "propertyNames": {"pattern": "^[a-z0-9][a-z0-9-]{0,79}$"},
        "additionalProperties": record,
        "$defs": definitions,
    }


def descriptions(part: type[Part]) -> Mapping[str, str]:
    """What each field of a part is for: the text that stands below it in the source, or in that of the part it extends."""
    found: dict[str, str] = {}
    for base in reversed(part.__mro__):
        if issubclass(base, Part):
            found.update(_below_fields(base))
    return found


@cache
def _classes(module: str) -> Mapping[str, ast.ClassDef]:
    """The classes of a module, as its source has them: read once for all of them."""
    tree = ast.parse(inspect.getsource(sys.modules[module]))
    return {node.name: node for node in tree.body if isinstance(node, ast.ClassDef)}


@cache
def _below_fields(part: type[Part]) -> Mapping[str, str]:
    """The names of a class's own fields, each with the text that stands right below it."""
    found = {}
    for field, text in pairwise(_classes(part.__module__)[part.__name__].body):
        match field, text:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(told))):
                found[name] = inspect.cleandoc(told)
    return found


def _of(part: type[Part]) -> dict[str, Any]:
    """The schema of a part as pydantic makes it, with the description of each field."""
    made = part.model_json_schema()
    parts = {part.__name__: part, **{one.__name__: one for one in _all(Part)}}
    for name, fields in ((part.__name__, made), *made.get("$defs", {}).items()):
        texts = descriptions(parts[name])
        for field, info in parts[name].model_fields.items():
            in_files = info.alias or field
            if field in texts and in_files in fields["properties"]:
                whole = {**fields["properties"][in_files], "description": texts[field]}
                fields["properties"][in_files] = dict(sorted(whole.items()))  # in pydantic's order
    return made


def _all(part: type[Part]) -> Iterator[type[Part]]:
    """Every part that there is."""
    for below in part.__subclasses__():
        yield below
        yield from _all(below)


def _slim(schema: dict[str, Any]) -> dict[str, Any]:
    slim = _tidy(schema)
    assert isinstance(slim, dict)  # noqa: S101 - of a mapping it makes a mapping
    return slim


def _tidy(value: Any) -> Any:
    """Without the titles that pydantic makes of names, which editors would offer as words to complete."""
    if isinstance(value, dict):
        return {key: _tidy(inner) for key, inner in value.items() if not (key == "title" and isinstance(inner, str))}
    if isinstance(value, list):
        return [_tidy(inner) for inner in value]
    return value
