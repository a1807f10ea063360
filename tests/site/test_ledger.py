"""One meeting as each side told it, and claims with their answers: which cell says what, and who is called silent."""

import pytest
from invented import harbour
from made_pages import html_of, page_of
from onrecord.as_known import as_known
from onrecord.library import Library
from onrecord.pages.ledger import Claim, claim, claims, matrix
from onrecord.pipeline import make
from onrecord.records.dates import read_date
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


def cells(library: Library) -> dict[str, list[str]]:
    """What each cell of the one matrix says, by matter: the number of passages, else ``unmentioned`` or ``unread``."""
    (event,) = library.of(Event)
    found = matrix(library, event)
    assert found is not None
    return {
        row.matter: [
            str(len(cell.passages)) if cell.passages else "unmentioned" if cell.whole_text_read else "unread"
            for cell in row.cells
        ]
        for row in found.rows
    }


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
    assert ["2", "unmentioned", "1"] == cells(library)["tone"]


@pytest.mark.parametrize(
    ("account", "expected"),
    [
        ("south length@whole", "unmentioned"),
        ("south length@whole place@whole-too", "unmentioned"),
        ("south length@part", "unread"),
        ("south length@unsaved", "unread"),
        ("south length@whole place@part", "unread"),
        ("south length@whole place@unsaved", "unread"),
        ("south length@part place@whole", "unread"),
    ],
)
def test_not_mentioned_is_said_of_whole_texts_only(account: str, expected: str, project: MakeProject) -> None:
    """A gap is one of the text where every text of the party was read whole; else it is one of what we read."""
    assert ["1", expected] == cells(made(project, events=meeting("north tone@whole", account)))["tone"]


def test_the_words_of_a_gap_are_about_the_text(project: MakeProject) -> None:
    """A page says “not mentioned in this text” or “not in the passages we read”, and never that somebody did not raise it."""
    text = meeting("north tone@whole length@whole", "south place@whole", "guild place@part")
    page = page_of(make(project({**BASE, "content/events.yml": text})), "events/talks.html")
    assert 3 == page.count("not mentioned in this text")  # tone and length of the south, place of the north
    assert 2 == page.count("not in the passages we read")
    assert "did not raise" not in page


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
        shown = [part for row in found.rows for cell in row.cells for part in cell.passages]
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


@pytest.mark.parametrize(
    ("addressed", "answers", "silent"),
    [
        ("south", [], ["south"]),
        ("south", ["south"], []),
        ("south", ["south-envoy"], []),
        ("south-envoy", ["south"], []),
        ("south", ["north-envoy"], ["south"]),
        ("south", ["pilot"], ["south"]),
        ("south, guild", ["south-envoy"], ["guild"]),
        ("guild", ["guild-master"], []),
        ("guild-master", ["guild"], ["guild-master"]),
        ("pilot", ["guild"], ["pilot"]),
        ("pilot", ["guild-master"], ["pilot"]),
        ("pilot, guild", ["pilot"], ["guild"]),
        ("north-office", ["north-envoy"], []),
        ("south, pilot, guild", [], ["south", "pilot", "guild"]),
    ],
)
def test_who_has_not_answered_is_named(
    addressed: str, answers: list[str], silent: list[str], project: MakeProject
) -> None:
    """Somebody addressed is silent until they, a member or anybody of their side answers; the speaker's side does not for them."""
    text = said("first", "north", f"addressed_to: [{addressed}], ")
    text += "".join(said(f"answer-{number}", who, ANSWERS) for number, who in enumerate(answers))
    found = the_claim(made(project, statements=text))
    assert found is not None
    assert silent == [one.id for one in found.silent]
    assert answers == [actor.id for _, actor in found.answers]


def test_a_speaker_does_not_answer_themselves(project: MakeProject) -> None:
    """What the same speaker said on it later is no answer."""
    text = said("first", "north", "addressed_to: [south], ") + said("again", "north", ANSWERS)
    found = the_claim(made(project, statements=text))
    assert found is not None
    assert ((), ["south"]) == (found.answers, [one.id for one in found.silent])


def test_a_statement_that_asks_nobody_is_no_claim(project: MakeProject) -> None:
    """Without an answer, somebody addressed or an outcome there is nothing to tell."""
    assert None is the_claim(made(project, statements=said("first", "north")))


@pytest.mark.parametrize(
    "extra",
    [
        "addressed_to: [south], ",
        "outcome: {state: overtaken, date: 2022-01-20, says: It closed., evidence: [{source: whole}]}, ",
    ],
)
def test_the_ledger_holds_what_was_asked_answered_or_came_to_something(extra: str, project: MakeProject) -> None:
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
    assert [("soon", "guild"), ("late", "south")] == [(one.id, actor.id) for one, actor in found.answers]
    assert () == found.silent


def test_silence_is_told_as_of_a_day(project: MakeProject) -> None:
    """On an earlier day an answer that came later is not there, and the one addressed is silent again."""
    known = "known_from: {date: 2022-01-01, reason: in office}"
    actors = "".join(f"{line[:-1]}, {known}}}\n" for line in ACTORS.splitlines())
    sources = SOURCES + "early: {publisher: E, language: en, kind: news, published: 2022-01-10}\n"
    text = said("first", "north", "addressed_to: [south], ", "early") + said("second", "south", ANSWERS)
    library = made(project, statements=text, actors=actors, sources=sources)
    for day, silent in (("2022-01-10", ["south"]), ("2022-01-11", [])):
        found = the_claim(as_known(library, read_date(day).first))
        assert found is not None
        assert silent == [one.id for one in found.silent]


def test_a_page_tells_of_silence_and_gives_no_verdict(project: MakeProject) -> None:
    """The statement's page says who has not answered by which day, and nobody is called right or wrong."""
    text = said("first", "north", "addressed_to: [south, pilot], ") + said(
        "second", "south", f"{ANSWERS}manner: denies, "
    )
    page = page_of(make(project({**BASE, "content/statements.yml": text})), "statements/first.html")
    assert "no answer by Dora Pell found as of 24 February 2022" in page
    assert "no answer by The South" not in page
    assert not {"true", "false", "misleading", "debunked"} & set(page.partition("<main")[2].split())
