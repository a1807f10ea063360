"""The data of the whole record: tables, one JSON and the package, read by programs that are not ours."""

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import frictionless
import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from in_memory import Made, make
from invented import EXAMPLE, TUNNEL, made
from onrecord.exports.data import guarded
from onrecord.library import Library
from onrecord.pages.tables import tables
from onrecord.records.base import Evidence, walk
from onrecord.records.demand import Demand
from onrecord.records.event import Event
from onrecord.records.kinds import KINDS
from onrecord.records.measure import Measure
from onrecord.records.statement import Statement
from projects import MakeProject
from smallest import EVENT, SOUND, with_lines

PLACES = [(EXAMPLE, ""), (TUNNEL, ""), (TUNNEL, "en/")]
IDS = ["harbour", "tunnel", "tunnel in English"]


def data(site: Made, folder: str = "") -> dict[str, bytes]:
    """The files of ``data/`` in the folder of a language, by name."""
    begin = f"{folder}data/"
    return {one.path.removeprefix(begin): one.data for one in site.artifacts if one.path.startswith(begin)}


def rows(file: bytes) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    return list(csv.DictReader(io.StringIO(file.decode("utf-8-sig"), newline=""), strict=True))


def library(site: Made, folder: str = "") -> Library:
    """The records of a language."""
    return next(one.library for one in site.prepared.editions if one.home == folder and not one.day)


@pytest.mark.parametrize(("project", "folder"), PLACES, ids=IDS)
def test_the_package_is_valid(project: Path, folder: str, tmp_path: Path) -> None:
    """Frictionless finds each file as it is described: its hash, columns, types, keys and what refers to other tables."""
    for name, file in data(made(project), folder).items():
        (tmp_path / name).write_bytes(file)
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert [] == report.flatten(["name", "type", "message"])
    assert {f"{name}.csv" for name in tables_of(made(project))} | {"record.json"} == {one.place for one in report.tasks}


def test_a_package_with_another_file_is_not_valid(tmp_path: Path) -> None:
    """The reader does look at the files: with one byte more it says so."""
    for name, file in data(made(EXAMPLE)).items():
        (tmp_path / name).write_bytes(file + (b"x" if name == "events.csv" else b""))
    assert not frictionless.validate(str(tmp_path / "datapackage.json")).valid


def tables_of(site: Made) -> set[str]:
    """The names of the tables."""
    return {one.name for one in tables(library(site))}


@pytest.mark.parametrize(("project", "folder"), PLACES, ids=IDS)
def test_every_record_is_in_its_table_and_in_the_json(project: Path, folder: str) -> None:
    """Records in are records out, by kind and by id."""
    files, records = data(made(project), folder), library(made(project), folder)
    whole = json.loads(files["record.json"])
    for kind in KINDS:
        expected = [one.id for one in records.of(kind)]
        assert expected == [one["id"] for one in rows(files[f"{kind.folder}.csv"])]
        assert expected == list(whole[kind.folder])


def test_every_part_is_in_its_table() -> None:
    """Renditions, steps, answers and pieces of evidence: as many as there are."""
    files, records = data(made(EXAMPLE)), library(made(EXAMPLE))
    evidence = [
        value
        for one in records.records.values()
        for path, value, part in walk(one)
        if isinstance(part, Evidence) and path[-1] == "source"
    ]
    expected = {
        "renditions": sum(len(one.renditions) for one in records.of(Statement)),
        "steps": sum(len(one.life) for one in (*records.of(Event), *records.of(Measure))),
        "answers": sum(len(one.answers) for one in records.of(Demand)),
        "evidence": len(evidence),
    }
    assert all(expected.values())
    assert expected == {name: len(rows(files[f"{name}.csv"])) for name in expected}


@pytest.mark.parametrize(("project", "folder"), PLACES, ids=IDS)
def test_the_json_is_as_its_schema_says(project: Path, folder: str) -> None:
    """The one JSON is valid by its own schema, which is one."""
    files = data(made(project), folder)
    schema = json.loads(files["record.schema.json"])
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    whole = json.loads(files["record.json"])
    assert [] == [one.message for one in validator.iter_errors(whole)]
    whole["events"][next(iter(whole["events"]))]["colour"] = "red"
    assert not validator.is_valid(whole)


def test_amounts_have_every_digit(project: MakeProject) -> None:
    """A sum is two numbers in a table and two texts in the JSON, and neither is rounded, however long it is."""
    figure = "---\ntitle: A sum\namount: 1,234,567,890,123,456,789.25\ncurrency: EUR\nstage: requested\nevidence: [{source: paper}]\n---\n"
    files = data(make(project({**SOUND, "content/figures/sum.md": figure})))
    (row,) = rows(files["figures.csv"])
    digits = "1234567890123456789.25"
    assert (digits, digits) == (row["amount_low"], row["amount_high"])
    assert {"low": digits, "high": digits} == json.loads(files["record.json"])["figures"]["sum"]["amount"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("=1+1", "'=1+1"),
        ("+49 called", "'+49 called"),
        ("-40", "-40"),
        ("+1.5", "+1.5"),
        ("- not at all", "'- not at all"),
        ("@minister", "'@minister"),
        ("'tis", "'tis"),
        ("'=1+1", "''=1+1"),
        ("'-40", "''-40"),
        ("plain", "plain"),
    ],
)
def test_no_text_is_taken_for_a_formula(text: str, expected: str) -> None:
    """A text that a spreadsheet program would work out stands behind an apostrophe; a number does not."""
    assert expected == guarded(text)


@given(st.text(st.sampled_from("'=+-@\t\r1.e ab")))
def test_a_guarded_text_is_had_back(text: str) -> None:
    """One apostrophe off before such a sign, as the description says, and every text is as it was."""
    assert text == re.sub(r"^'(?='*[=+\-@\t\r])", "", guarded(text))


def project_with(make_project: MakeProject, *lines: str) -> Made:
    """The smallest site, with more lines in its event."""
    return make(make_project({**SOUND, "content/events/talks.md": with_lines(EVENT, *lines)}))


def test_commas_quotes_and_line_ends_survive(project: MakeProject) -> None:
    """What RFC 4180 quotes comes back as it was; lines end in CR LF, and the file begins with the mark of UTF-8."""
    place = 'Hall "A", east;\\nsecond floor — Zürich'
    file = data(project_with(project, f'place: "{place.replace(chr(34), chr(92) + chr(34))}"'))["events.csv"]
    assert file.startswith(b"\xef\xbb\xbfid,title,")
    assert file.count(b"\r\n") == 2
    (row,) = rows(file)
    assert 'Hall "A", east;\nsecond floor — Zürich' == row["place"]


def test_a_formula_stands_behind_an_apostrophe_in_the_table_and_bare_in_the_json(project: MakeProject) -> None:
    """Only tables are opened by spreadsheet programs; a number below nought stays one."""
    site = project_with(project, 'place: "=HYPERLINK(1)"', 'setting: "-40"')
    (row,) = rows(data(site)["events.csv"])
    assert ("'=HYPERLINK(1)", "-40") == (row["place"], row["setting"])
    assert "=HYPERLINK(1)" == json.loads(data(site)["record.json"])["events"]["talks"]["place"]


def test_what_is_the_projects_own_affair_is_left_out(project: MakeProject) -> None:
    """Where texts lie, drafts and the text around words are in no file."""
    site = make(project({**SOUND, "content/site.yml": f"{SOUND['content/site.yml']}saved: ../zerlina\n"}))
    files = data(site)
    assert files
    assert [] == [name for name, file in files.items() if b"zerlina" in file.lower()]

    def keys(value: Any) -> set[str]:
        if isinstance(value, dict):
            return set(value) | {key for one in value.values() for key in keys(one)}
        return {key for one in value for key in keys(one)} if isinstance(value, list) else set()

    assert set() == keys(json.loads(files["record.json"])) & {"draft", "saved", "theme", "prefix", "suffix"}


def test_an_earlier_day_has_no_data() -> None:
    """Only the site as it is now is given away as data, in each language."""
    with_data = {one.path.partition("data/")[0] for one in made(TUNNEL).artifacts if "data/" in one.path}
    assert {"", "en/"} == with_data


def test_values_of_the_page_read_from_left_to_right_in_arabic_too() -> None:
    """A span and the sign for about stand whole, each in an element of its own direction."""
    page = next(one.data.decode() for one in made(TUNNEL).artifacts if one.path == "data.html")
    assert {"2022-01-10", "2022-01", "2022-01~", "2022-01-10/2022-01-12"} == set(
        re.findall(r'<code dir="ltr">([^<]*)</code>', page)
    )
