"""The lives of measures drawn: what stands where in time, in which state, and that drawing and table tell the same steps."""

from xml.etree.ElementTree import Element

import html5lib
import pytest
from hypothesis import strategies as st
from in_memory import make, page_of
from invented import harbour
from onrecord.pages.lives import LOOKS, lives
from onrecord.records.dates import read_date
from onrecord.records.measure import Measure
from projects import MakeProject
from real_site import ROOT
from smallest import ACTOR, SOURCE

AS_OF = read_date("2022-02-24")


def measure(*steps: str, name: str = "m") -> Measure:
    """A measure with such a life, each step written as ``state date``."""
    life = [dict(zip(("state", "date"), one.split(), strict=True)) for one in steps]
    return Measure.model_validate({"id": name, "title": f"Measure {name}", "life": life})


def row(*steps: str) -> list[str]:
    """What is drawn of such a measure: each piece and turn by look and places."""
    ((life,),) = (group.lives for group in lives((measure(*steps),), AS_OF).groups)
    return [f"{one.look} {one.low}-{one.high}" for one in (*life.pieces, *life.turns)]


steps = st.lists(
    st.tuples(st.sampled_from(sorted(LOOKS)), st.dates(read_date("2013").first, read_date("2022").last)),
    min_size=1,
    max_size=6,
)


# -- on the page ------------------------------------------------------------------------------------------------------


def classed(tree: Element, name: str) -> list[Element]:
    """The elements of a class, in order."""
    return [one for one in tree.iter() if name in str(one.get("class", "")).split()]


def words(element: Element) -> str:
    """Its text, with single spaces."""
    return " ".join("".join(element.itertext()).split())


def drawings(page: str) -> list[Element]:
    """The drawings of measures on a page."""
    return classed(html5lib.parse(page, namespaceHTMLElements=False), "chart--lives")


def drawn_steps(drawing: Element) -> list[tuple[str, str, str]]:
    """Measure, state and date of each step that the rows tell, by the words below the strips."""
    found = []
    for one in [one for one in classed(drawing, "chart__row") if one.tag == "li"]:
        state = ""
        for step in classed(one, "chart__steps")[0].findall("li"):
            told = step.findall("b")
            date = words(step)
            if told:
                state = words(told[0])
                date = date.removeprefix(state)
            found.append((words(classed(one, "chart__name")[0]), state, date.removeprefix("again").strip()))
    return found


def tabled_steps(drawing: Element) -> list[tuple[str, str, str]]:
    """The same as the table tells it."""
    (table,) = classed(drawing, "data--steps")
    return [
        (words(one.findall("th")[0]), words(one.findall("td/strong")[0]), words(one.findall("td")[0]))
        for one in table.findall("tbody/tr")
    ]


def marks(drawing: Element) -> int:
    """How many steps are marked in the strips of the rows."""
    found = 0
    for one in [one for one in classed(drawing, "chart__row") if one.tag == "li"]:
        found += len(classed(one, "chart__dot")) + len(classed(one, "life__sign"))
    return found


@pytest.mark.parametrize("path", ["context/money-and-lamps.html", "topics/tolls.html", "topics/passage.html"])
def test_every_step_drawn_is_a_row_of_the_table_and_the_other_way_round(path: str) -> None:
    """Marks, words and table tell the same steps, each as often as the other."""
    found = drawings(page_of(harbour(), path))
    assert found
    for drawing in found:
        assert sorted(tabled_steps(drawing)) == sorted(drawn_steps(drawing))
        assert len(tabled_steps(drawing)) == marks(drawing)


MEASURE = """---
title: Measure {number}
life:
  - state: {state}
    date: {date}
instrument: not recorded
topics: [aid]
evidence:
  - source: paper
---
"""

AID = """title: The harbour talks
summary: What was said about the harbour.
as_of: 2022-02-24
languages: [en]
topics:
  aid:
    label: Aid
"""


def test_three_hundred_measures_are_a_page(project: MakeProject) -> None:
    """All of them are drawn, in three groups that each tell the axis again; no id stands twice."""
    states = sorted(LOOKS)
    files = {
        f"content/measures/m{number}.md": MEASURE.format(
            number=number, state=states[number % 10], date=f"20{14 + number % 8}-{number % 12 + 1:02}"
        )
        for number in range(300)
    }
    made = make(
        project({"content/site.yml": AID, "content/sources/paper.md": SOURCE, "content/actors/moor.md": ACTOR} | files)
    )
    assert [] == [one for one in made.prepared.problems if one.severity == "error"][:3]
    page = page_of(made, "topics/aid.html")
    (drawing,) = drawings(page)
    assert 300 == len(tabled_steps(drawing)) == len(drawn_steps(drawing)) == marks(drawing)
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    named = [one.get("id") for one in tree.iter() if one.get("id")]
    assert sorted(set(named)) == sorted(named)


def test_right_to_left_time_runs_from_the_right() -> None:
    """On an Arabic page the site's day is the left end of the strip."""
    made = make(ROOT / "tests" / "examples" / "zarmut-tunnel")
    drawing = drawings(page_of(made, "topics/dues.html"))[0]
    (day, *_) = classed(drawing, "chart__day")
    assert "0.0%" == day.get("x1")
