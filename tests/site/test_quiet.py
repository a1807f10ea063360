"""What a page of a record says first, and what it leaves unsaid because it is the rule."""

import re

import pytest
from in_memory import make, page_of
from invented import harbour
from projects import MakeProject
from smallest import ACTOR, EVENT, SOURCE, STATEMENT, with_lines

BASE = {"content/sources/paper.md": SOURCE, "content/actors/moor.md": ACTOR}
CAME = """\
outcome:
  state: {state}
  date: 2022-02-24
  says: It closed.
  evidence: [{{source: paper}}]"""


def facts(page: str) -> list[str]:
    """The names of the facts of a page, in order."""
    (found,) = re.findall(r'<dl class="facts">.*?</dl>', page.partition('id="came"')[0], re.DOTALL)
    return re.findall("<dt>(.*?)</dt>", found)


def bare(page: str) -> str:
    """A stretch of a page without its elements."""
    return " ".join(re.sub("<[^<>]*>", "", page).split())


def statement_page(project: MakeProject, *lines: str, path: str = "statements/open.html") -> str:
    """A page of a site with one statement that has these lines too."""
    return page_of(make(project(BASE | {"content/statements/open.md": with_lines(STATEMENT, *lines)})), path)


# -- the order of facts -----------------------------------------------------------------------------------------------


def test_an_event_says_who_met_before_what_sort_it_was_and_last_who_stands_behind_it() -> None:
    """Who met comes first; the type, topics and what it answers come behind. The place leads the page and is no fact again."""
    page = page_of(harbour(), "events/first-round.html")
    assert ". Hale Island, seat of the Port League" in page.partition("<dl")[0]
    rows = ["Participants", "Host", "Type", "Topics", "In reply to", "Replies", "Sources"]
    assert rows == facts(page)


def test_what_came_of_an_event_stands_under_its_state() -> None:
    """Above the prose and the facts, with the numbers of its sources; their words stand with those of the event."""
    page = page_of(harbour(), "events/first-round.html")
    head, _, rest = page.partition('<dl class="facts">')
    assert "Three days of talks, and no day for the next ones." in head
    assert head.index('class="status"') < head.index('class="result"') < head.index('class="prose"')
    assert "<h3>What came of it</h3>" in rest


def test_who_an_actor_is_leads_its_page() -> None:
    """The line stands under the name."""
    page = page_of(harbour(), "actors/ilva-korrane.html")
    assert '<p class="lead">Chancellor of Varnmark, who put the toll on ships.</p>' in page.partition("<dl")[0]


@pytest.mark.parametrize("manner", ["asserts", "pledges", "demands", "confirms", "declines"])
def test_an_ordinary_manner_and_the_language_of_the_page_are_not_said(manner: str, project: MakeProject) -> None:
    """Neither on its own page, nor in lists."""
    lines = (f"manner: {manner}", "original_language: en")
    assert ["Sources"] == facts(statement_page(project, *lines))
    label = '<span class="label">'
    assert [label not in statement_page(project, *lines, path=path) for path in LISTS] == [True] * len(LISTS)


LISTS = ("timeline.html", "who-said-what.html")


@pytest.mark.parametrize(("manner", "word"), [("denies", "denial"), ("threatens", "threat")])
def test_a_denial_a_threat_and_another_language_are_said(manner: str, word: str, project: MakeProject) -> None:
    """They are what a reader has to know."""
    lines = (f"manner: {manner}", "original_language: ru")
    page = statement_page(project, *lines)
    assert ["Type of statement", "Said in", "Sources"] == facts(page)
    assert f"<dd>{word}</dd>" in page
    assert "<dd>Russian</dd>" in page
    for path in LISTS:
        assert f'<span class="label">{word}</span>' in statement_page(project, *lines, path=path)


# -- what came of a statement -----------------------------------------------------------------------------------------


def test_what_came_of_a_statement_stands_right_under_its_words(project: MakeProject) -> None:
    """On its page and in full on that of its side, before any fold: the word for it, the day, and the way to what shows it."""
    lines = CAME.format(state="contradicted")
    for path, way in (("statements/open.html", "#came"), ("sides/none.html", "statements/open.html#came")):
        page = statement_page(project, lines, path=path)
        under = page.partition("</blockquote>")[2].partition("<details")[0]
        assert "contradicted by what followed, 24 February 2022" in bare(under)
        assert f'{way}">' in under
    assert 'id="came"' in statement_page(project, lines)


@pytest.mark.parametrize(
    "path", ["timeline.html", "who-said-what.html", "actors/moor.html", "search.html", "search-index.js"]
)
def test_lists_say_what_came_of_a_statement(path: str, project: MakeProject) -> None:
    """On the timeline, on the speaker's page, in the search and in the list that stands in for it."""
    page = statement_page(project, CAME.format(state="overtaken"), path=path)
    assert "overtaken by events, 24 february 2022" in bare(page).lower()


@pytest.mark.parametrize("state", ["open", "unresolved"])
def test_a_list_says_nothing_of_what_is_still_open(state: str, project: MakeProject) -> None:
    """It is the rule; the page of the statement says it."""
    lines = CAME.format(state=state)
    for path in LISTS:
        entry = statement_page(project, lines, path=path).partition("data-entry")[2].partition("</main>")[0]
        assert "24 February 2022" not in bare(entry)
    assert f"{state}, 24 February 2022" in bare(statement_page(project, lines))


# -- replies ----------------------------------------------------------------------------------------------------------

DEMAND = """\
quay:
  title: Widen the quay
  by: moor
  evidence: [{source: paper}]
  answers: [{by: moor, date: 2022-01-10, stance: rejected, statement: open, evidence: [{source: paper}]}]
"""


def test_replies_are_found_from_both_sides(project: MakeProject) -> None:
    """What answers says so, and what is answered names it."""
    files = BASE | {"content/events/talks.md": EVENT}
    files["content/statements/open.md"] = with_lines(STATEMENT, "answers: [events/talks]")
    made = make(project(files))
    assert "<dt>In reply to</dt>" in page_of(made, "statements/open.html")
    assert "<dt>Replies</dt>" in page_of(made, "events/talks.html")


def test_a_statement_that_a_demand_names_as_its_answer_is_in_reply_to_it(project: MakeProject) -> None:
    """The demand has it among its answers, and does not list it again as a reply; nor does the statement as what refers to it."""
    files = BASE | {"content/statements/open.md": STATEMENT, "content/demands.yml": DEMAND}
    made = make(project(files))
    statement, demand = (page_of(made, path) for path in ("statements/open.html", "demands/quay.html"))
    assert '<dt>In reply to</dt><dd><a href="../demands/quay.html">' in statement
    assert "Mentioned in" not in statement
    assert "Statement:" in demand
    assert "<dt>Replies</dt>" not in demand
