"""JSON Schema: valid itself, taking what the content model allows, refusing what it does not know."""

import json
from functools import cache
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from onrecord.cli import DONE, main
from onrecord.config import Site
from onrecord.records.base import Part
from onrecord.records.kinds import KINDS
from onrecord.schema import NAMES, descriptions, schema
from onrecord.starter import FILES
from smallest import ACTOR, EVENT, SITE, SOURCE, STATEMENT

# Settings with as much in them as the content model allows, and records of some kinds, in YAML as an author would write it.
SAMPLES = {
    "site": SITE
    + """
sides: {town: {label: The town, short: TO}}
topics: {ships: {label: Ships, meaning: What floats.}}
formats: {call: {label: A call}}
intro: "*First* words."
site_url: https://harbour.example/
theme: theme
""",
    "events": EVENT,
    "statements": STATEMENT,
    "actors": ACTOR,
    "sources": SOURCE,
    "figures": "title: T\namount: 2.5 to 2.7 billion\ncurrency: USD\nceiling: true\nstage: announced\n",
    "measures": "title: T\nby: [moor]\ninstrument: not recorded\nlife: [{state: in-force, date: 2022-01-10}]\n",
}


class Loader(yaml.SafeLoader):
    """YAML as editors read it, but for dates, which JSON does not have."""


Loader.yaml_implicit_resolvers = {
    sign: [(tag, pattern) for tag, pattern in found if tag != "tag:yaml.org,2002:timestamp"]
    for sign, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def sample(name: str) -> dict[str, Any]:
    """A sample of a content file as an editor sees it: one of those above, else the first of the starter."""
    if name not in SAMPLES:
        return {"sample": next(record for records in started(name).values() for record in records.values())}
    fields = yaml.load(SAMPLES[name].removeprefix("---\n").partition("---\n")[0], Loader)  # noqa: S506 - a safe one
    return dict(fields) if name == "site" else {"sample": fields}


def started(name: str) -> dict[str, dict[str, Any]]:
    """The files of that name that ``onrecord new`` makes, as an editor sees them, by their paths."""
    found = {}
    for path, text in FILES.items():
        if path == f"content/{name}.yml":
            found[path] = yaml.load(text, Loader)  # noqa: S506 - a safe one
        elif path.startswith(f"content/{name}/"):
            front = text.removeprefix("---\n").partition("\n---\n")[0]
            found[path] = {"sample": yaml.load(front, Loader)}  # noqa: S506 - a safe one
    return found


@cache
def validator(name: str) -> Draft202012Validator:
    """What an editor underlines by."""
    return Draft202012Validator(schema(name))


def complaints(name: str, value: object) -> list[str]:
    """What an editor would underline."""
    return [error.message for error in validator(name).iter_errors(value)]


def parts(kind: type[Part]) -> dict[str, type[Part]]:
    """A kind and every part within it, by name."""
    found: dict[str, type[Part]] = {}
    ahead = [kind]
    while ahead:
        part = ahead.pop()
        if part.__name__ not in found:
            found[part.__name__] = part
            ahead.extend(inner for field in part.model_fields.values() for inner in within(field.annotation))
    return found


def within(annotation: Any) -> list[type[Part]]:
    """The parts that a type holds."""
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return [annotation]
    return [part for inner in getattr(annotation, "__args__", ()) for part in within(inner)]


def test_there_is_a_schema_for_every_content_file() -> None:
    """The site and each kind have one, by the name of the file."""
    assert ("site", *(kind.folder for kind in KINDS)) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_one(name: str) -> None:
    """It is valid JSON Schema of 2020-12, can be written as JSON, and leads nowhere outside itself."""
    made = schema(name)
    Draft202012Validator.check_schema(made)
    assert "https://json-schema.org/draft/2020-12/schema" == made["$schema"]
    assert made == json.loads(json.dumps(made))
    references = [one for one in json.dumps(made).split('"') if one.startswith("#/")]
    assert {one.removeprefix("#/$defs/") for one in references} <= set(made.get("$defs", {}))


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_takes_what_is_right(name: str) -> None:
    """A record that the program takes is not underlined by an editor."""
    assert [] == complaints(name, sample(name))


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_refuses_an_unknown_field(name: str) -> None:
    """A misspelled field is underlined, at the top and in what stands within."""
    told = sample(name)
    (told if name == "site" else told["sample"])["xyzzy"] = "x"
    assert ["Additional properties are not allowed ('xyzzy' was unexpected)"] == complaints(name, told)


def test_a_schema_refuses_an_unknown_field_within() -> None:
    """Lists and mappings in a record are looked into."""
    told = sample("statements")
    told["sample"]["renditions"][0]["xyzzy"] = "x"
    assert ["Additional properties are not allowed ('xyzzy' was unexpected)"] == complaints("statements", told)
    site = sample("site")
    site["topics"]["ships"]["xyzzy"] = "x"
    assert ["Additional properties are not allowed ('xyzzy' was unexpected)"] == complaints("site", site)


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_refuses_what_is_missing(name: str) -> None:
    """Each required field that is left out is underlined, and the id is none of them."""
    kind = Site if name == "site" else next(one for one in KINDS if one.folder == name)
    required = [field.alias or key for key, field in kind.model_fields.items() if field.is_required() and key != "id"]
    assert sorted(f"'{one}' is a required property" for one in required) == sorted(
        complaints(name, {} if name == "site" else {"sample": {}})
    )


@pytest.mark.parametrize(
    ("name", "field", "value"),
    [
        ("events", "topics", "ships"),
        ("events", "host", ["Moor"]),
        ("events", "answers", ["talks"]),
        ("events", "draft", "perhaps"),
        ("statements", "manner", "denys"),
        ("sources", "kind", "nws"),
        ("sources", "language", "English"),
        ("figures", "currency", "dollars"),
        ("figures", "stage", "given"),
        ("measures", "instrument", "unknown"),
        ("context", "order", "first"),
        ("context", "order", -1),
        ("corrections", "class", "mistake"),
    ],
)
def test_a_schema_refuses_what_the_program_refuses(name: str, field: str, value: object) -> None:
    """Wrong choices, bare lists and words that are no ids are underlined while they are written."""
    told = sample(name)
    told["sample"][field] = value
    assert 1 == len(complaints(name, told))


def test_a_schema_refuses_an_id_that_is_none() -> None:
    """The keys of a collective file are ids."""
    assert 1 == len(complaints("terms", {"The Quay": sample("terms")["sample"]}))


@pytest.mark.parametrize("kind", [Site, *KINDS], ids=lambda kind: kind.__name__)
def test_every_field_is_described(kind: type[Part]) -> None:
    """An editor shows what each field holds: every one has its sentence."""
    bare = [
        f"{name}.{field}"
        for name, part in parts(kind).items()
        for field in part.model_fields
        if field != "id" and not descriptions(part).get(field, "").endswith((".", "given"))
    ]
    assert [] == bare


@pytest.mark.parametrize("name", NAMES)
def test_every_property_of_a_schema_is_described(name: str) -> None:
    """The sentences are in the schema itself, for every property of every part."""
    made = schema(name)
    top = made if name == "site" else made["additionalProperties"]
    holders = {"": top} | dict(made.get("$defs", {}))
    bare = [
        f"{holder}.{field}"
        for holder, one in holders.items()
        for field, told in one.get("properties", {}).items()
        if field != "id" and not told.get("description")
    ]
    assert [] == bare
    assert top["properties"]


@pytest.mark.parametrize("name", NAMES)
def test_the_command_prints_the_schema(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """``onrecord schema NAME`` prints it as JSON."""
    assert DONE == main(["schema", name])
    assert schema(name) == json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("name", NAMES)
def test_what_onrecord_new_makes_keeps_to_the_schema(name: str) -> None:
    """The starter's files would not be underlined by an editor."""
    found = started(name)
    assert {} == {path: told for path, value in found.items() if (told := complaints(name, value))}
    assert found
