"""One meeting as each side told it, and claims with their answers: which cell says what, and what is said where nothing is recorded."""

import re

import pytest
from in_memory import html_of, make, page_of
from invented import harbour
from onrecord.as_of import as_known
from onrecord.library import Library
from onrecord.pages.ledger import Claim, claim, claims, matrix
from onrecord.records.dates import read_date
from onrecord.records.demand import Demand
from onrecord.records.event import Event
from projects import MakeProject, library_of
from smallest import SITE

SITE_WITH_SIDES = SITE + "sides: {north: {label: North, short: N}, south: {label: South, short: S}}\n"
ACTORS = """north: {name: The North, type: state, side: north}
south: {name: The South, type: state, side: south}
north-office: {name: Office of the North, type: body, side: north, part_of: north}
north-envoy: {name: Ada Moor, type: person, side: north}
south-envoy: {name: Ben Quill, type: person, side: south}
guild: {name: The Guild, type: body}
guild-master: {name: Cora Hale, type: person, part_of: guild}
pilot: {name: Dora Pell, type: person}
"""
SOURCES = """whole: {publisher: P, language: en, kind: news, published: 2022-01-11, saved: full}
whole-too: {publisher: Q, language: en, kind: news, published: 2022-01-11, saved: full}
part: {publisher: R, language: en, kind: news, published: 2022-01-11, saved: excerpt}
unsaved: {publisher: S, language: en, kind: news, published: 2022-01-11}
"""
BASE = {
    "content/site.yml": SITE_WITH_SIDES,
    "content/actors.yml": ACTORS,
    "content/sources.yml": SOURCES,
    "content/context/all.md": "---\ntitle: T\nsummary: S\n---\n\n[@whole; @whole-too; @part; @unsaved]\n",
}


def made(project: MakeProject, **texts: str) -> Library:
    """A library with the actors and sources above, and records of one kind each as a collective file."""
    return library_of(project({**BASE, **{f"content/{name}.yml": text for name, text in texts.items()}}))


def meeting(*accounts: str, differ: str = "") -> str:
    """A meeting with accounts, each given as ``actor matter@source matter@source``."""
    lines = [
        "talks:",
        "  title: T",
        "  date: 2022-01-10",
        "  evidence: [{source: whole}]",
        f"  differ: [{differ}]",
        "  accounts:",
    ]
    for account in accounts:
        actor, *passages = account.split()
        pairs = (one.split("@") for one in passages)
        inner = ", ".join(f"{{matter: {matter}, source: {source}, words: On {matter}}}" for matter, source in pairs)
        lines.append(f"    - {{by: {actor}, passages: [{inner}]}}")
    return "\n".join(lines) + "\n"


def cells(library: Library) -> dict[str, list[int]]:
    """How many passages each cell of the one matrix holds, by matter."""
    (event,) = library.of(Event)
    found = matrix(library, event)
    assert found is not None
    return {row.matter: [len(cell) for cell in row.cells] for row in found.rows}


# -- the matrix -------------------------------------------------------------------------------------------------------------


def test_an_event_without_accounts_has_no_matrix(project: MakeProject) -> None:
    """Where nobody told of it, nothing is set side by side."""
    library = made(project, events="talks: {title: T, date: 2022-01-10, evidence: [{source: whole}]}")
    assert matrix(library, library.events[0]) is None


def test_each_matter_has_a_row_and_each_party_a_column(project: MakeProject) -> None:
    """Matters stand in the order in which they are first told of, parties in that of the accounts."""
    text = meeting("north tone@whole length@whole tone@part", "south length@whole place@whole", "guild tone@whole")
    library = made(project, events=text)
    found = matrix(library, library.events[0])
    assert found is not None
    assert ["north", "south", "guild"] == [one.id for one in found.parties]
    assert ["tone", "length", "place"] == [row.matter for row in found.rows]
    assert [2, 0, 1] == cells(library)["tone"]


@pytest.mark.parametrize("read", ["whole", "part", "unsaved"])
def test_an_empty_cell_is_about_our_record(read: str, project: MakeProject) -> None:
    """However much of a text was read, a page says that we have recorded none, and nothing of what a text or a side left out."""
    text = meeting(f"north tone@{read} length@{read}", f"south place@{read}")
    page = page_of(make(project({**BASE, "content/events.yml": text})), "events/talks.html")
    assert 3 == page.count("we have recorded none")  # tone and length of the south, place of the north
    assert [] == [words for words in ("mentioned", "did not raise", "passages we read") if words in page]


def test_matters_on_which_accounts_differ_are_marked(project: MakeProject) -> None:
    """The rows that the editors name as different are, and no others."""
    library = made(project, events=meeting("north tone@whole length@whole", "south tone@whole", differ="tone"))
    found = matrix(library, library.events[0])
    assert found is not None
    assert {"tone": True, "length": False} == {row.matter: row.differ for row in found.rows}


def test_every_account_of_the_example_is_whole() -> None:
    """Each passage of an account stands in one cell, and each row has a cell for each party."""
    library = harbour().prepared.editions[0].library
    told = [event for event in library.events if event.accounts]
    assert told
    for event in told:
        found = matrix(library, event)
        assert found is not None
        assert {len(event.accounts)} == {len(row.cells) for row in found.rows}
        shown = [part for row in found.rows for cell in row.cells for part in cell]
        passages = [part for account in event.accounts for part in account.passages]
        assert sorted(map(repr, passages)) == sorted(map(repr, shown))
        assert "differ" in html_of(harbour())[f"events/{event.id}.html"]


# -- claims -----------------------------------------------------------------------------------------------------------------


def said(name: str, speaker: str, extra: str = "", source: str = "whole") -> str:
    """A statement in a collective file."""
    return (
        f"{name}: {{title: T, speaker: {speaker}, date: 2022-01-10, {extra}"
        f"renditions: [{{source: {source}, language: en, words: We agree, class: verbatim}}]}}\n"
    )


def the_claim(library: Library, name: str = "first") -> Claim | None:
    """The claim of a statement."""
    return claim(library, next(one for one in library.statements if one.id == name))


ANSWERS = "answers: [statements/first], "


@pytest.mark.parametrize("answers", [[], ["south"], ["south-envoy", "guild"], ["pilot", "north-envoy"]])
def test_who_answered_is_told_and_nobody_is_called_silent(answers: list[str], project: MakeProject) -> None:
    """The answers that are recorded stand there; of those addressed who have given none nothing is said."""
    text = said("first", "north", "addressed_to: [south, guild, pilot], ")
    text += "".join(said(f"answer-{number}", who, ANSWERS) for number, who in enumerate(answers))
    library = made(project, statements=text)
    found = the_claim(library)
    assert found is not None
    assert answers == [one.speaker.id for one in found.answers]
    assert () == found.looked_for


def test_a_speaker_does_not_answer_themselves(project: MakeProject) -> None:
    """What the same speaker said on it later is no answer."""
    text = said("first", "north", "addressed_to: [south], ") + said("again", "north", ANSWERS)
    found = the_claim(made(project, statements=text))
    assert found is not None
    assert () == found.answers


def test_a_statement_that_asks_nobody_is_no_claim(project: MakeProject) -> None:
    """Without an answer, somebody addressed or an outcome there is nothing to tell."""
    assert None is the_claim(made(project, statements=said("first", "north")))


@pytest.mark.parametrize(
    "extra",
    [
        "looked_for: [{by: south, until: 2022-02-01, where: the papers}], ",
        "outcome: {state: overtaken, date: 2022-01-20, says: It closed., evidence: [{source: whole}]}, ",
    ],
)
def test_the_ledger_holds_what_was_answered_looked_for_or_came_to_something(extra: str, project: MakeProject) -> None:
    """Of some statements the claims are listed in their order; others, and answers, are not."""
    text = said("first", "north", extra) + said("second", "south") + said("third", "south-envoy", ANSWERS)
    library = made(project, statements=text)
    assert ["first"] == [one.statement.id for one in claims(claim(library, each) for each in library.statements)]


def test_one_whom_all_have_answered_is_listed_with_the_answers(project: MakeProject) -> None:
    """Answers come in order of date, each with who gave it."""
    later = said("late", "south", ANSWERS).replace("2022-01-10", "2022-01-12")
    text = said("first", "north", "addressed_to: [south], ") + later + said("soon", "guild", ANSWERS)
    library = made(project, statements=text)
    (found,) = claims(claim(library, each) for each in library.statements)
    assert [("soon", "guild"), ("late", "south")] == [(one.id, one.speaker.id) for one in found.answers]


def test_one_that_is_only_addressed_to_somebody_is_not_in_the_ledger(project: MakeProject) -> None:
    """It is a claim, and its page says that we have recorded no answer; a list has nothing to tell of it."""
    library = made(project, statements=said("first", "north", "addressed_to: [south], "))
    assert the_claim(library) is not None
    assert () == claims(claim(library, each) for each in library.statements)


SEARCHED = "looked_for: [{by: south, until: 2022-02-01, where: the papers of the South}], "


@pytest.mark.parametrize(
    ("day", "expected"), [("2022-01-31", []), ("2022-02-01", ["south"]), ("2022-02-23", ["south"])]
)
def test_a_search_is_told_from_its_last_day_on(day: str, expected: list[str], project: MakeProject) -> None:
    """On an earlier day nobody had looked so long, and nothing is said of a search."""
    known = "known_from: {date: 2022-01-01, reason: in office}"
    actors = "".join(f"{line[:-1]}, {known}}}\n" for line in ACTORS.splitlines())
    sources = SOURCES + "early: {publisher: E, language: en, kind: news, published: 2022-01-10}\n"
    demand = f"quay: {{title: T, by: north, {SEARCHED}evidence: [{{source: early, words: We agree}}]}}\n"
    text = said("first", "north", SEARCHED + "addressed_to: [south], ", "early")
    library = made(project, statements=text, actors=actors, sources=sources, demands=demand)
    then = as_known(library, read_date(day).first)
    found = the_claim(then)
    assert found is not None
    assert expected == [one.by.id for one in found.looked_for]
    assert expected == [one.by.id for one in then.of(Demand)[0].looked_for]


def test_a_page_tells_of_a_search_and_gives_no_verdict(project: MakeProject) -> None:
    """The pages of a statement and of a demand say who looked until when and where; nobody is called right or wrong."""
    text = said("first", "north", f"{SEARCHED}addressed_to: [south, pilot], ") + said("second", "south")
    demand = f"quay: {{title: T, by: north, {SEARCHED}evidence: [{{source: whole, words: We agree}}]}}\n"
    built = make(project({**BASE, "content/statements.yml": text, "content/demands.yml": demand}))
    for path in ("statements/first.html", "demands/quay.html"):
        page = page_of(built, path)
        told = " ".join(re.sub("<[^>]*>", " ", page.partition("<main")[2]).split())
        assert (
            "We looked for an answer by The South up to 1 February 2022 and could not find one. Where we looked: the papers"
            in told
        )
        assert "the papers of the South" in told
        assert "Dora Pell" not in told.partition("Answer")[2]
        assert not {"true", "false", "misleading", "debunked"} & set(told.split())


@pytest.mark.parametrize(
    ("path", "files"),
    [
        ("statements/first.html", {"content/statements.yml": said("first", "north", "addressed_to: [south], ")}),
        ("demands/quay.html", {"content/demands.yml": "quay: {title: T, by: north, evidence: [{source: whole}]}\n"}),
    ],
)
def test_without_an_answer_a_page_speaks_of_our_record(path: str, files: dict[str, str], project: MakeProject) -> None:
    """It says that we have recorded none, not that there was none."""
    page = page_of(make(project({**BASE, **files})), path)
    assert "we have recorded none" in page
    assert "no answer" not in page
