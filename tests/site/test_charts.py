"""Figures drawn: rows by stage and date, places that are true to the amounts, and a drawing that says what the table says."""

import math
from xml.etree.ElementTree import Element

import html5lib
from in_memory import make, number, page_of
from invented import harbour
from onrecord.pages.charts import STAGES
from projects import MakeProject
from smallest import SOURCE

# -- on the page ------------------------------------------------------------------------------------------------------


def classed(tree: Element, name: str) -> list[Element]:
    """The elements of a class, in order."""
    return [one for one in tree.iter() if name in str(one.get("class", "")).split()]


def words(element: Element) -> str:
    """Its text, with single spaces."""
    return " ".join("".join(element.itertext()).split())


def share(element: Element, name: str) -> float:
    """An attribute that is a share of the strip, from 0 to 1."""
    given_share = str(element.get(name))
    assert given_share.endswith("%")
    return float(given_share[:-1]) / 100


def blocks(page: str) -> list[Element]:
    """The blocks of figures on a page: drawings and their table."""
    return classed(html5lib.parse(page, namespaceHTMLElements=False), "figures")


def lamps() -> list[Element]:
    """Those of the example's page of money."""
    return blocks(page_of(harbour(), "context/money-and-lamps.html"))


def in_table(block: Element) -> dict[str, tuple[str, str]]:
    """What the table says of each figure: its amount and its stage."""
    told = {}
    for row in block.findall(".//tbody/tr"):
        if "data__sum" not in str(row.get("class")):
            stage = row.findall("td")[1].findall("strong")[0]
            told[words(row.findall("th/a")[0])] = (
                " ".join(str(classed(row, "data__amount")[0].text).split()),
                words(stage),
            )
    return told


def in_drawings(block: Element) -> dict[str, tuple[str, str]]:
    """What the drawings of the block say of each figure: its amount and its stage."""
    told = {}
    for stratum in classed(block, "chart__stratum"):
        stage = str(classed(stratum, "chart__stage")[0].text).strip().lower()
        for row in [one for one in classed(stratum, "chart__row") if one.tag == "li"]:
            name = words(classed(row, "chart__name")[0].findall("a")[0])
            assert name not in told
            told[name] = (words(classed(row, "chart__amount")[0]), stage)
    return told


def test_the_drawings_say_what_the_table_says() -> None:
    """Every figure of a table is in one of its drawings with the same amount and stage, and no other is."""
    drawn = [block for block in lamps() if classed(block, "chart")]
    assert len(drawn) > 2
    for block in drawn:
        assert in_table(block) == in_drawings(block)


def test_what_is_drawn_is_where_the_numbers_say() -> None:
    """A bar is as long, and a dot as far along its scale, as the amount written above it, to a five-hundredth of the scale."""
    sorts = set()
    for chart in [one for block in lamps() for one in classed(block, "chart")]:
        scale = [one for one in classed(chart, "chart__cell") if one.get("aria-hidden")][1]
        named = [number(words(one)) for one in classed(scale, "chart__tick")]
        for row in [one for one in classed(chart, "chart__row") if one.tag == "li"]:
            cell = classed(row, "chart__cell")[1]
            amount = number(words(classed(cell, "chart__amount")[0]))
            bars, dots = classed(cell, "chart__bar"), classed(cell, "chart__dot")
            sorts.add("bars" if bars else "dots")
            if bars:
                ends = [share(one, "x") + share(one, "width") for one in bars]
                assert 0 == named[0]
                assert abs(max(ends) - float(amount / named[-1])) <= 0.002
            else:
                low, high = math.log10(named[0]), math.log10(named[-1])
                assert abs(share(dots[-1], "x2") - (math.log10(amount) - low) / (high - low)) <= 0.002
    assert {"bars", "dots"} == sorts


def test_every_place_is_within_its_strip() -> None:
    """No mark, tick or line stands beyond the edge of its strip."""
    for block in lamps():
        for one in block.iter():
            for name in ("x", "x1", "x2", "cx"):
                if str(one.get(name, "")).endswith("%"):
                    assert 0 <= share(one, name) <= 1, one.attrib


FIGURE = """---
title: Sum {number}
amount: {amount}
currency: USD
stage: {stage}
evidence:
  - source: paper
topics: [aid]
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


def test_three_hundred_figures_are_a_page(project: MakeProject) -> None:
    """All of them are drawn with their amounts; the scale is told again at each stage, its lines are written once."""
    files = {
        f"content/figures/sum-{number}.md": FIGURE.format(
            number=number, amount=number * 10 ** (number % 9) + 1, stage=STAGES[number % 8]
        )
        for number in range(300)
    }
    made = make(project({"content/site.yml": AID, "content/sources/paper.md": SOURCE} | files))
    (block,) = blocks(page_of(made, "topics/aid.html"))
    assert 300 == len(in_table(block))
    assert in_table(block) == in_drawings(block)
    assert 8 == len([one for one in classed(block, "chart__what") if words(one) == "Amount"])
    named = [one.get("id") for one in block.iter() if one.get("id")]
    assert sorted(set(named)) == sorted(named)
