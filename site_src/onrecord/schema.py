"""JSON Schema (2020-12) of each content file, for editors that complete and check YAML while it is written."""

from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from onrecord.config import Site
from onrecord.records import KINDS

NAMES = ("site", *(kind.folder for kind in KINDS))


def schema(name: str) -> dict[str, Any]:
    """The schema of ``content/NAME.yml``: of the site, or a mapping of ids to records of one kind."""
    dialect = {"$schema": GenerateJsonSchema.schema_dialect}
    if name == "site":
        return dialect | _slim(Site.model_json_schema())
    kind = next(one for one in KINDS if one.folder == name)
    record = _slim(kind.model_json_schema())
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


def _slim(made: dict[str, Any]) -> dict[str, Any]:
    slim = _tidy(made)
    assert isinstance(slim, dict)  # noqa: S101 - of a mapping it makes a mapping
    return slim


def _tidy(value: Any) -> Any:
    """Without the titles that pydantic makes of names, which editors would offer as words to complete."""
    if isinstance(value, dict):
        return {key: _tidy(inner) for key, inner in value.items() if not (key == "title" and isinstance(inner, str))}
    if isinstance(value, list):
        return [_tidy(inner) for inner in value]
    return value
