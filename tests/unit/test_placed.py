"""Blocks of records: what is drawn of them, their sum, and the sources that they show."""

from decimal import Decimal
from typing import Any

from onrecord.pages.model import Body, Page, Sheet, sources_shown
from onrecord.pages.placed import placed
from onrecord.records.dates import read_date
from onrecord.records.demand import Demand
from onrecord.records.fields import Ref
from onrecord.records.figure import Figure
from onrecord.records.measure import Measure
from onrecord.records.source import Source

AS_OF = read_date("2022-02-24")
STEP = {"state": "announced", "date": "2022-01-10"}
MEASURE = Measure.model_validate({"id": "m", "title": "M", "life": [STEP], "evidence": [{"source": "wire"}]})


def figure(name: str, *carriers: str, **fields: Any) -> Figure:
    """A figure that rests on some sources."""
    told = {"id": name, "title": name, "amount": "5", "currency": "USD", "stage": "announced"}
    return Figure.model_validate(told | {"evidence": [{"source": one} for one in carriers]} | fields)


def source(name: str) -> Source:
    """A source."""
    return Source.model_validate({"id": name, "publisher": name, "language": "en", "kind": "news"})


def test_what_stands_together_is_drawn() -> None:
    """Two figures as a chart, measures as lives, and nothing of other kinds."""
    assert 1 == len(placed("figure", (figure("a"), figure("b")), AS_OF).drawn)
    assert AS_OF == placed("measure", (MEASURE,), AS_OF).drawn.as_of
    demand = Demand.model_validate({"id": "d", "title": "D", "by": "them"})
    assert placed("demand", (demand,), AS_OF).drawn is None


def test_a_block_says_how_many_stand_how() -> None:
    """Figures by stage, measures by state; where they are few, each is named with it."""
    authorised = figure("c", stage="authorised")
    block = placed("figure", (figure("a"), authorised, figure("b")), AS_OF)
    assert (("announced", 2), ("authorised", 1)) == block.tally
    assert ["announced", "authorised", "announced"] == [state for _, state in block.few]
    assert () == placed("figure", tuple(map(figure, "abcdefgh")), AS_OF).few
    assert (("announced", 1),) == placed("measure", (MEASURE,), AS_OF).tally


def test_figures_are_added_up_where_that_is_asked() -> None:
    """The sum of one that is "up to" its amount and another is "up to" theirs."""
    figures = (figure("a"), figure("b", ceiling="true"))
    block = placed("figure", figures, AS_OF, added_up=True)
    assert block.total is not None
    assert (Decimal(10), True) == (block.total.high, block.at_most)
    assert placed("figure", figures, AS_OF).total is None


def test_a_block_of_figures_shows_their_sources_and_one_of_measures_none() -> None:
    """In order, each as often as it is named; a table of measures leads to their pages."""
    figures = placed("figure", (figure("a", "wire", "paper"), figure("b", "wire")), AS_OF)
    assert [Ref("source", one) for one in ("wire", "paper", "wire")] == list(sources_shown(figures))
    assert [] == list(sources_shown(placed("measure", (MEASURE,), AS_OF)))


def test_sources_are_numbered_as_they_are_read() -> None:
    """First those that are listed and that prose cites, then each that evidence names, once."""

    class View:
        shown = (Body((placed("figure", (figure("a", "wire", "paper"), figure("b", "note", "wire")), AS_OF),)), None)

    page = Page(
        path="a.html", template="pages/a.html", title="A", make=lambda: Sheet(View(), (source("law"), source("paper")))
    )
    assert ["law", "paper", "wire", "note"] == [ref.id for ref in page.numbers]
    assert [1, 2, 3, 4] == list(page.numbers.values())
    assert ["wire", "note"] == [ref.id for ref in page.carriers]
