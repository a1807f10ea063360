"""What changed between two days: what became known, was done, answered or carried again, and nothing else."""

import datetime as dt
import re

import pytest
from in_memory import html_of, make, page_of
from invented import EXAMPLE, harbour
from onrecord.as_of import as_known
from onrecord.library import Library
from onrecord.pages.changes import NEWS, Changes, changes
from onrecord.records.dates import read_date
from projects import MakeProject, library_of
from real_site import days_of
from smallest import SITE

SOURCES = """early: {publisher: The Early News, language: en, kind: news, published: 2022-01-02}
late: {publisher: The Late News, language: en, kind: news, published: 2022-01-12}
later: {publisher: The Later News, language: en, kind: news, published: 2022-01-20}
"""
ACTORS = """moor: {name: Ada Moor, type: person, known_from: {date: 2021, reason: in office}}
quill: {name: Ben Quill, type: person, known_from: {date: 2021, reason: in office}}
newcomer: {name: Cora New, type: person, evidence: [{source: late}]}
"""
BASE = {
    "content/sources.yml": SOURCES,
    "content/actors.yml": ACTORS,
    "content/site.yml": SITE + "days: {2022-01-05: {}, 2022-01-15: {}}\n",
    "content/context/all.md": "---\ntitle: All\nsummary: S\n---\n\n[@early; @late; @later]\n",
}


def between(library: Library, before: str | None, now: str) -> Changes:
    """What is new by a day since another."""
    old = as_known(library, dt.date.fromisoformat(before)) if before else None
    return changes(as_known(library, dt.date.fromisoformat(now)), old)


def made(project: MakeProject, **texts: str) -> Library:
    """A library with the sources and actors above, and records of one kind each as a collective file."""
    return library_of(project({**BASE, **{f"content/{name}.yml": text for name, text in texts.items()}}))


def ids(found: Changes) -> dict[str, list[str]]:
    """The records that are new, by kind."""
    return {kind: [one.id for one in records] for kind, records in found.added}


def test_the_first_of_the_days_has_all(project: MakeProject) -> None:
    """With no day before it, everything that was known is new, by kind, and nothing is said of steps."""
    library = made(
        project,
        events="talks: {title: T, date: 2022-01-01, evidence: [{source: early}], life: [{state: held, date: 2022-01-01, evidence: [{source: early}]}]}",
    )
    found = between(library, None, "2022-01-05")
    assert None is found.since
    assert {"event": ["talks"], "actor": ["moor", "quill"], "source": ["early"]} == ids(found)
    assert () == found.steps


def test_nothing_is_new_where_nothing_came(project: MakeProject) -> None:
    """Between two days on which nothing became known all lists are empty."""
    library = made(project, events="talks: {title: T, date: 2022-01-01, evidence: [{source: early}]}")
    found = between(library, "2022-01-05", "2022-01-11")
    assert read_date("2022-01-05") == found.since
    assert [(), (), (), (), ()] == [found.added, found.steps, found.answers, found.outcomes, found.carried]


def test_what_became_known_is_new_once(project: MakeProject) -> None:
    """A record is new on the first day on which it is there, and not on the next."""
    library = made(project, events="talks: {title: T, date: 2022-01-01, evidence: [{source: late}]}")
    assert {"event": ["talks"], "actor": ["newcomer"], "source": ["late"]} == ids(
        between(library, "2022-01-05", "2022-01-15")
    )
    assert {"source": ["later"]} == ids(between(library, "2022-01-15", "2022-01-21"))


LIFE = """talks:
  title: T
  date: 2022-01-10
  evidence: [{source: early}]
  life:
    - {state: planned, date: 2022-01-01, by: moor, evidence: [{source: early}]}
    - {state: planned, date: 2022-01-01, by: quill, evidence: [{source: late}]}
    - {state: confirmed, date: 2022-01-02, by: newcomer, evidence: [{source: early}]}
    - {state: held, date: 2022-01-10, evidence: [{source: late}]}
"""


def test_steps_taken_since_are_told(project: MakeProject) -> None:
    """Of a record that was there before, each new step is told in order of date, two of one day and state too."""
    library = made(
        project,
        events=LIFE,
        measures="toll: {title: T, instrument: not recorded, life: [{state: announced, date: 2022-01-01, evidence: [{source: early}]}, "
        "{state: adopted, date: 2022-01-06, evidence: [{source: early}]}]}",
    )  # fmt: skip
    found = between(library, "2022-01-05", "2022-01-15").steps
    assert [("talks", "planned"), ("toll", "adopted"), ("talks", "held")] == [
        (one.record.id, one.step.state) for one in found
    ]
    assert () == between(library, "2022-01-15", "2022-01-21").steps


def test_a_new_record_brings_its_steps_along(project: MakeProject) -> None:
    """The steps of a record that is new itself are not told apart from it."""
    library = made(project, events=LIFE)
    assert () == between(library, "2022-01-01", "2022-01-15").steps


def test_answers_and_outcomes_are_told(project: MakeProject) -> None:
    """A demand answered since, and what came of words that were known before, are each told once."""
    library = made(
        project,
        demands="quay: {title: T, by: moor, evidence: [{source: early}], answers: ["
        "{by: quill, date: 2022-01-02, stance: rejected, evidence: [{source: early}]}, "
        "{by: quill, date: 2022-01-09, stance: accepted, evidence: [{source: late}]}]}",
        statements="open: {title: T, speaker: moor, date: 2022-01-01, "
        "outcome: {state: overtaken, date: 2022-01-08, says: It closed., evidence: [{source: late}]}, "
        "renditions: [{source: early, language: en, words: It stays open, class: verbatim}]}",
    )
    found = between(library, "2022-01-05", "2022-01-15")
    assert [("quay", "accepted")] == [(demand.id, answer.stance) for demand, answer in found.answers]
    assert [("open", "It closed.")] == [(statement.id, outcome.says) for statement, outcome in found.outcomes]
    after = between(library, "2022-01-15", "2022-01-21")
    assert ((), ()) == (after.answers, after.outcomes)


def test_more_carriers_are_counted(project: MakeProject) -> None:
    """A statement that more sources carry is told with how many more."""
    renditions = ", ".join(
        f"{{source: {source}, language: en, words: It stays open, class: verbatim}}"
        for source in ("early", "late", "later")
    )
    library = made(
        project, statements=f"open: {{title: T, speaker: moor, date: 2022-01-01, renditions: [{renditions}]}}"
    )
    assert [("open", 1)] == [(one.id, more) for one, more in between(library, "2022-01-05", "2022-01-15").carried]
    assert [("open", 2)] == [(one.id, more) for one, more in between(library, "2022-01-05", "2022-01-21").carried]


def test_every_kind_that_can_be_new_is_named() -> None:
    """All kinds but pages of prose, which change in other ways, and corrections, which are of this day."""
    kinds = {one.kind for one in harbour().prepared.editions[0].library.records.values()}
    assert kinds == {*NEWS, "context", "correction"}


def test_the_pages_tell_what_they_compare(project: MakeProject) -> None:
    """The first day says that it is the first, the next names the day before, and both list what is new as links."""
    pages = html_of(make(project({**BASE, "content/events.yml": LIFE})))
    first, second = (pages[f"as-of/{day}/changes.html"] for day in ("2022-01-05", "2022-01-15"))
    assert "This is the earliest version" in first
    assert "Compared with the site as it stood on 5 January 2022" in second
    assert 'href="events/talks.html"' in first
    assert re.search(r'id="steps".*href="events/talks.html"', second, re.DOTALL)
    assert "changes.html" not in {path for path in pages if not path.startswith("as-of/")}


def test_a_day_alone_is_not_called_the_first() -> None:
    """A site of one day says that it has all that was known by then, for no other day stands beside it."""
    page = page_of(make(EXAMPLE, as_of=read_date("2018-03-06")), "changes.html")
    assert "All that was known by then." in page
    assert "first of the days" not in page


@pytest.mark.parametrize("day", days_of(EXAMPLE))
def test_each_day_of_the_example_has_changes(day: str) -> None:
    """Every day that the invented explainer offers has a page of what was new, and something on it."""
    page = page_of(harbour(), f"as-of/{day}/changes.html")
    assert '<li class="line">' in page
    assert "Nothing.</p>" not in page
