"""The coverage page: each sort of gap, with the records that have it, and no others."""

from typing import Any

import pytest
from in_memory import make, page_of
from invented import harbour
from onrecord.library import Library
from onrecord.pages.coverage import coverage
from onrecord.pages.reading import Reading
from onrecord.quotes.receipts import as_lines
from onrecord.records.fields import Ref
from projects import MakeProject, library_of
from smallest import HELD, RECEIPT, RECEIPTS, SITE

SOURCES = """paper: {publisher: The Harbour News, language: en, kind: news, published: 2022-01-10}
wire: {publisher: The Wire, language: en, kind: wire}
copy: {publisher: The Copy, language: en, kind: copy, republishes: [{source: paper, basis: inferred}]}
act: {publisher: The State, language: en, kind: official}
"""
ACTORS = """moor: {name: Ada Moor, type: person}
aide: {type: unnamed, described_as: an aide, reason: not given}
"""
USED = "---\ntitle: T\nsummary: S\n---\n\n[@paper; @wire; @copy; @act]\n"


@pytest.fixture
def files() -> dict[str, str | bytes]:
    """A project of sources and speakers, in which nothing rests on them yet."""
    return {
        "content/site.yml": SITE,
        "content/sources.yml": SOURCES,
        "content/actors.yml": ACTORS,
        "content/context/all.md": USED,
    }


def events(**sources: str) -> str:
    """Events by id, each with the sources that it rests on, one letter after the other."""
    names = {"p": "paper", "w": "wire", "c": "copy", "a": "act"}
    return "".join(
        f"{name}: {{title: T, date: 2022-01-10, evidence: [{', '.join(f'{{source: {names[one]}}}' for one in letters)}]}}\n"
        for name, letters in sources.items()
    )


def statement(name: str, speaker: str, source: str, extra: str = "") -> str:
    """A statement in a collective file."""
    return (
        f"{name}: {{title: T, speaker: {speaker}, date: 2022-01-10, {extra}renditions: "
        f"[{{source: {source}, language: en, words: The harbour stays open., class: verbatim}}]}}\n"
    )


def ids(records: tuple[Any, ...]) -> list[str]:
    """The ids of records, some of which stand in pairs with a number."""
    return [(one[0] if isinstance(one, tuple) else one).id for one in records]


def test_records_by_how_many_stand_behind_them(files: dict[str, str | bytes], project: MakeProject) -> None:
    """One source alone, several of one family, and none first-hand are three different gaps."""
    files["content/events.yml"] = events(one="p", same="ppp", family="pc", two="pw", act="a", mixed="pca")
    found = coverage(Reading(library_of(project(files))))
    assert 6 == found.records
    assert ["act", "one", "same"] == ids(found.single)
    assert [("family", 2)] == [(record.id, standing.sources) for record, standing in found.one_family]
    assert 4 == found.not_first_hand


def test_who_is_not_named_and_what_is_unconfirmed(files: dict[str, str | bytes], project: MakeProject) -> None:
    """Statements of unnamed speakers, and those that say why they are unconfirmed, are listed apart."""
    files["content/statements.yml"] = (
        statement("open", "moor", "paper")
        + statement("hint", "aide", "paper")
        + statement("told", "moor", "copy", "unconfirmed: Only a copy carries it., ")
    )
    files["receipts/statements/hint.jsonl"] = as_lines(Ref("statement", "hint"), [HELD])
    found = coverage(Reading(library_of(project({**files, RECEIPTS: RECEIPT}))))
    assert (["hint"], ["told"]) == (ids(found.unnamed), ids(found.unconfirmed))


def test_words_that_could_not_be_checked_are_counted(files: dict[str, str | bytes], project: MakeProject) -> None:
    """Of each record the quotations without a receipt are counted; evidence without words needs none."""
    files["content/statements.yml"] = statement("open", "moor", "paper") + statement("close", "moor", "wire")
    files["content/events.yml"] = (
        "talks: {title: T, date: 2022-01-10, evidence: [{source: paper}, {source: wire, words: They met}, "
        "{source: act, words: They parted}]}"
    )
    found = coverage(Reading(library_of(project({**files, RECEIPTS: RECEIPT}))))
    assert [("talks", 2), ("close", 1)] == [(record.id, number) for record, number in found.unchecked]


def test_measures_events_and_days_that_are_not_recorded(files: dict[str, str | bytes], project: MakeProject) -> None:
    """A measure without an act, an event without a life, and a record that nothing dates are each listed."""
    step = "life: [{state: announced, date: 2022-01-10, evidence: [{source: paper}]}]"
    files["content/measures.yml"] = (
        f"bare: {{title: T, {step}}}\nsaid: {{title: T, instrument: not recorded, {step}}}\n"
        f"act: {{title: T, instrument: {{title: The Act}}, {step}}}\n"
    )
    files["content/events.yml"] = events(lifeless="p", undated="w") + (
        "held: {title: T, date: 2022-01-10, evidence: [{source: wire}], life: [{state: held, date: 2022-01-10}], "
        "known_from: {date: 2022-01-10, reason: told by all}}\n"
    )
    found = coverage(Reading(library_of(project(files))))
    assert ["bare", "said"] == ids(found.no_instrument)
    assert ["lifeless", "undated"] == ids(found.no_life)
    assert ["undated"] == ids(found.undated)


def test_families_are_named_by_their_members(files: dict[str, str | bytes], project: MakeProject) -> None:
    """Sources that carry one original stand together; a source that carries two stands with both, one alone with none."""
    files["content/sources.yml"] = SOURCES + (
        "both: {publisher: Both, language: en, kind: news, "
        "republishes: [{source: copy, basis: stated}, {original: A letter, basis: stated}]}\n"
        "other: {publisher: Other, language: en, kind: news, republishes: [{original: a Letter, basis: inferred}]}\n"
    )
    files["content/context/all.md"] = USED.replace("@act", "@act; @both; @other")
    found = coverage(Reading(library_of(project(files)))).families
    assert [["both", "copy", "paper"], ["both", "other"]] == [[one.id for one in family.sources] for family in found]


def test_the_page_shows_every_list(files: dict[str, str | bytes], project: MakeProject) -> None:
    """Each gap has a heading with its number, and says so where there is none; there is no score."""
    files["content/events.yml"] = events(one="p", family="pc")
    page = page_of(make(project(files)), "coverage.html")
    assert {"single": 1, "family": 1, "unnamed": 0, "unchecked": 0, "life": 2, "families": 1} == {
        name: int(page.partition(f'id="{name}">')[2].partition('class="count">')[2].partition("<")[0])
        for name in ("single", "family", "unnamed", "unchecked", "life", "families")
    }
    assert "%" not in page.partition("<main")[2]


def test_the_example_has_gaps_of_most_sorts() -> None:
    """In the invented explainer only records that state something are listed, and each no more than once in a list."""
    library: Library = harbour().prepared.editions[0].library
    found = coverage(Reading(library))
    lists = [
        found.single,
        found.one_family,
        found.unnamed,
        found.unconfirmed,
        found.unchecked,
        found.no_instrument,
        found.no_life,
    ]
    assert all(len(set(ids(one))) == len(one) for one in lists)
    assert {"event", "statement", "figure", "measure", "demand"} >= {one.kind for one in found.single}
    assert found.records == sum(
        one.kind in {"event", "statement", "figure", "measure", "demand"} for one in library.records.values()
    )
