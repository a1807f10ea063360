"""The content model as documented is the one in the code: every kind, every field, and no other."""

import re
from gettext import NullTranslations
from pathlib import Path
from typing import Any, get_args, get_origin

import pytest
from onrecord.config import Site
from onrecord.records.base import Part, Record
from onrecord.records.dates import read_date
from onrecord.records.kinds import BLOCKS, KINDS
from onrecord.stages.parse import DEEPEST
from onrecord.templating.locales import Wording
from real_site import ROOT

DOCS = ROOT / "docs"
MODEL = (DOCS / "content-model.md").read_text("utf-8")

COMMON = {name for name in Record.model_fields if name != "id"}


def section(title: str) -> str:
    """The text below a heading of the second level, up to the next."""
    found = re.search(rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", MODEL, re.MULTILINE | re.DOTALL)
    assert found
    return found.group(1)


def tables(text: str) -> list[dict[str, str]]:
    """Every table of fields in a text: the field and the whole row."""
    found: list[dict[str, str]] = []
    for line in text.split("\n"):
        if re.match(r"\| field \|", line):
            found.append({})
        elif found and (row := re.match(r"\| `([a-z_]+)` \| (.*) \|$", line)):
            found[-1][row[1]] = row[2]
    return found


def names(part: type[Part]) -> set[str]:
    """The fields of a part as they are written."""
    return {field.alias or name for name, field in part.model_fields.items()}


def parts(part: type[Part]) -> list[type[Part]]:
    """The parts that the fields of a part hold, each once, in order; those that all records have are left out."""
    found: list[type[Part]] = []
    for name, field in part.model_fields.items():
        if name in COMMON and issubclass(part, Record):
            continue
        for inner in within(field.annotation):
            found.extend(one for one in (inner, *parts(inner)) if one not in found)
    return found


def within(annotation: Any) -> list[type[Part]]:
    """The parts that a type names."""
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return [annotation]
    return [part for inner in getattr(annotation, "__args__", ()) for part in within(inner)]


def choices(annotation: Any) -> set[str]:
    """The fixed words that a type allows."""
    if str(get_origin(annotation)) == "typing.Literal":
        return set(get_args(annotation))
    return {word for inner in get_args(annotation) for word in choices(inner)}


# Parts that the document describes in the row of the field that holds them, and not in a table of their own.
IN_A_ROW = {"Picture", "Day", "Result", "Version", "Instrument", "Republished", "Choice", "Known", "Searched"}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
def test_every_field_of_a_kind_is_documented(kind: type[Record]) -> None:
    """The first table below a kind's heading has every field of the kind but the common ones, and no other."""
    assert names(kind) - COMMON - {"id"} == set(tables(section(kind.kind))[0])


def test_every_field_of_the_site_is_documented() -> None:
    """The table of site.yml has every setting, and no other."""
    assert names(Site) == set(tables(section("site.yml"))[0])


def test_every_common_field_is_documented() -> None:
    """What every kind may have stands once, in a table of its own."""
    assert set(tables(section("Fields that every kind may have"))[0]) == COMMON


@pytest.mark.parametrize("kind", [*KINDS, Site], ids=lambda kind: kind.__name__)
def test_every_part_of_a_kind_is_documented(kind: type[Part]) -> None:
    """Each part within a kind has a table with just its fields, below the kind or among the common ones."""
    title = kind.kind if issubclass(kind, Record) else "site.yml"
    below = [set(one) for one in tables(section(title))[1:]]
    common = [set(one) for one in tables(section("Fields that every kind may have"))]
    missing = [
        part.__name__ for part in parts(kind) if part.__name__ not in IN_A_ROW and names(part) not in [*below, *common]
    ]
    assert [] == missing


@pytest.mark.parametrize("kind", [Record, *KINDS, Site], ids=lambda kind: kind.__name__)
def test_no_table_is_of_something_else(kind: type[Part]) -> None:
    """Every table below a heading describes a part that the code has there."""
    title = "Fields that every kind may have" if kind is Record else getattr(kind, "kind", "site.yml")
    held = [
        part
        for name, field in kind.model_fields.items()
        if kind is Record or name not in COMMON
        for part in within(field.annotation)
    ]
    known = [names(part) for one in held for part in (one, *parts(one))]
    assert [] == [sorted(one) for one in tables(section(title))[1:] if set(one) not in known]


@pytest.mark.parametrize("kind", [Record, *KINDS, Site], ids=lambda kind: kind.__name__)
def test_parts_without_a_table_stand_in_their_row(kind: type[Part]) -> None:
    """What has no table of its own has its fields named in the section that it belongs to."""
    title = "Fields that every kind may have" if kind is Record else getattr(kind, "kind", "site.yml")
    text = section(title) + section("Fields that every kind may have")
    fields = {name: field for name, field in kind.model_fields.items() if kind is Record or name not in COMMON}
    inner = [part for field in fields.values() for one in within(field.annotation) for part in (one, *parts(one))]
    unnamed = [
        f"{part.__name__}.{field}"
        for part in inner
        if part.__name__ in IN_A_ROW
        for field in names(part) - {"id"}
        if f"`{field}`" not in text
    ]
    assert [] == unnamed


@pytest.mark.parametrize("kind", [*KINDS], ids=lambda kind: kind.kind)
def test_every_choice_is_documented(kind: type[Record]) -> None:
    """A field with fixed words has all of them in its section."""
    text = section(kind.kind)
    words = {
        word
        for part in (kind, *parts(kind))
        for name, field in part.model_fields.items()
        if name not in COMMON
        for word in choices(field.annotation)
    }
    assert [] == sorted(word for word in words if f"`{word}`" not in text)


@pytest.mark.parametrize("kind", [*KINDS, Site], ids=lambda kind: kind.__name__)
def test_what_is_required_is_said_to_be(kind: type[Part]) -> None:
    """A row says ``required`` where the program would refuse a record without the field, and nowhere else."""
    title = kind.kind if issubclass(kind, Record) else "site.yml"
    first = tables(section(title))[0]
    required = {
        field.alias or name
        for name, field in kind.model_fields.items()
        if field.is_required() and name not in {"id", *COMMON}
    }
    told = {name for name, row in first.items() if re.search(r"(^|, |; )required( |$|,)", row.partition(" | ")[0])}
    assert required == told - {"name", "described_as", "reason", "unconfirmed"}


def test_every_kind_is_in_the_table_of_folders() -> None:
    """Where records live is told of every kind."""
    rows = re.findall(r"^\| (\w+)(?: \([^)]*\))? \| `(\w+)/`", section("Where records live"), re.MULTILINE)
    assert [(kind.kind, kind.folder) for kind in KINDS] == rows


def test_every_block_is_documented() -> None:
    """The fences that place records are named, and no other."""
    told = re.findall(r"` ```(\w+) `", section("How values are read"))
    assert set(BLOCKS) == set(told)


def test_limits_are_documented_as_they_are() -> None:
    """A number in the document is the number in the code."""
    assert f"nesting deeper than {DEEPEST}" in MODEL


@pytest.mark.parametrize("path", sorted(DOCS.rglob("*.md")), ids=lambda path: path.relative_to(DOCS).as_posix())
def test_links_between_documents_lead_somewhere(path: Path) -> None:
    """A relative link in the documents leads to a file that is there."""
    without_blocks = re.sub(r"^(```+).*?^\1", "", path.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    text = re.sub(r"^    .*$|`[^`\n]*`", "", without_blocks, flags=re.MULTILINE)
    targets = [one.partition("#")[0] for one in re.findall(r"\]\(([^)\s]+)\)", text) if not re.match(r"\w+:", one)]
    assert [] == [one for one in targets if one and not (path.parent / one).exists()]


def test_every_decision_is_in_the_index() -> None:
    """Each decision stands there once, by its number, in order."""
    listed = re.findall(r"^(\d+)\. \[[^]]+\]\(decisions/(\d{4})", (DOCS / "index.md").read_text("utf-8"), re.MULTILINE)
    files = sorted(path.name[:4] for path in (DOCS / "decisions").iterdir())
    assert [(str(int(number)), number) for number in files] == listed


# -- dates ------------------------------------------------------------------------------------------------------------


def forms() -> list[tuple[str, str]]:
    """The forms of the content model's table of dates, each with how it is shown in English."""
    table = MODEL[MODEL.index("### Dates") : MODEL.index("### Markdown")]
    return re.findall(r"^\| `([^`]+)` \| [^|]+ \| ([^|]+) \|$", table, re.MULTILINE)


@pytest.mark.parametrize(("form", "shown"), forms())
def test_the_forms_of_the_content_model_are_read_and_shown(form: str, shown: str) -> None:
    """Each form that the content model lists is read, written back the same, and shown in the words it says."""
    assert form == str(read_date(form))
    assert shown == Wording("en", NullTranslations()).date(read_date(form))


def test_the_content_model_has_every_form() -> None:
    """The table lists days, months, years, three marks and three sorts of interval."""
    assert 9 == len(forms())
