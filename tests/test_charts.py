"""Figures drawn to scale: places that are true to the amounts, and a drawing that says what the table says."""

import math
from decimal import Decimal
from itertools import pairwise
from xml.etree.ElementTree import Element

import html5lib
import pytest
from conftest import harbour, page_of
from hypothesis import given
from hypothesis import strategies as st
from onrecord.pages.charts import SPREAD, Chart, charts
from onrecord.records.fields import Amount
from onrecord.records.figure import Figure

amounts = st.decimals(Decimal("0.01"), Decimal(10) ** 15, places=2)
LEFT, WIDTH = 20, 660  # of the axis in the drawing


def figure(low: Decimal | int, high: Decimal | int | None = None, currency: str = "USD") -> Figure:
    """A figure of that amount, or of that range."""
    told = {"id": "sum", "title": "A sum", "amount": "1", "currency": currency, "stage": "announced"}
    ends = Amount(Decimal(low), Decimal(low if high is None else high))
    return Figure.model_validate(told).model_copy(update={"amount": ends})


@st.composite
def figures(draw: st.DrawFn) -> tuple[Figure, ...]:
    """Two or more figures of one currency, some of them ranges."""
    ends = draw(st.lists(st.tuples(amounts, amounts), min_size=2, max_size=8))
    return tuple(figure(min(pair), max(pair)) for pair in ends)


def only(found: tuple[Chart, ...]) -> Chart:
    """The one chart."""
    (chart,) = found
    return chart


# -- places -----------------------------------------------------------------------------------------------------------


@given(figures())
def test_every_place_is_on_the_axis(given_figures: tuple[Figure, ...]) -> None:
    """No amount and no tick lies outside the axis, which begins and ends with a tick."""
    chart = only(charts(given_figures))
    places = [
        *(mark.low for mark in chart.marks),
        *(mark.high for mark in chart.marks),
        *(one.place for one in chart.ticks),
    ]
    assert (0, 1000) == (min(places), max(places))
    assert (0, 1000) == (chart.ticks[0].place, chart.ticks[-1].place)


@given(figures())
def test_a_larger_amount_never_lies_before_a_smaller(given_figures: tuple[Figure, ...]) -> None:
    """Places stand in the order of the amounts, the ends of ranges and the ticks included."""
    chart = only(charts(given_figures))
    ends = [
        *((mark.figure.amount.low, mark.low) for mark in chart.marks),
        *((mark.figure.amount.high, mark.high) for mark in chart.marks),
        *((one.amount, one.place) for one in chart.ticks),
    ]
    ends.sort()
    assert sorted(place for _, place in ends) == [place for _, place in ends]


@given(figures())
def test_a_bar_begins_at_nought_and_is_true_to_scale(given_figures: tuple[Figure, ...]) -> None:
    """On an axis for bars the first tick is nought, and half the amount is half the way, to the thousandth."""
    chart = only(charts(given_figures))
    if chart.tenfold:
        assert chart.ticks[0].amount > 0
    else:
        assert 0 == chart.ticks[0].amount
        end = chart.ticks[-1].amount
        assert [] == [
            mark for mark in chart.marks if abs(mark.high - 1000 * mark.figure.amount.high / end) > Decimal("0.5")
        ]


@given(figures())
def test_bars_give_way_to_dots_beyond_the_threshold(given_figures: tuple[Figure, ...]) -> None:
    """The axis is tenfold if, and only if, the largest amount is more than fifty times the smallest."""
    least = min(one.amount.low for one in given_figures)
    most = max(one.amount.high for one in given_figures)
    assert (most > SPREAD * least) == only(charts(given_figures)).tenfold


@pytest.mark.parametrize(("most", "tenfold"), [(SPREAD, False), (SPREAD + 1, True)])
def test_the_threshold_is_fifty(most: int, *, tenfold: bool) -> None:
    """Fifty times is still told by bars, fifty-one times no more."""
    assert tenfold == only(charts((figure(1), figure(most)))).tenfold


@given(figures())
def test_ticks_are_round_and_even(given_figures: tuple[Figure, ...]) -> None:
    """On an axis for bars at most six ticks stand 1, 2 or 5 times a power of ten apart; on the other each is ten times the last."""
    chart = only(charts(given_figures))
    ticks = [one.amount for one in chart.ticks]
    if chart.tenfold:
        assert {Decimal(10)} == {after / before for before, after in pairwise(ticks)}
        assert all(one == Decimal(10) ** round(math.log10(one)) for one in ticks)
    else:
        (step,) = {after - before for before, after in pairwise(ticks)}
        assert step.normalize().as_tuple().digits in {(1,), (2,), (5,)}
        assert 2 <= len(ticks) <= 6


@given(figures())
def test_the_axis_is_no_longer_than_need_be(given_figures: tuple[Figure, ...]) -> None:
    """The last tick is the first that no amount lies beyond."""
    chart = only(charts(given_figures))
    most = max(one.amount.high for one in given_figures)
    assert chart.ticks[-2].amount < most <= chart.ticks[-1].amount


# -- which charts there are -------------------------------------------------------------------------------------------


def test_each_currency_has_a_chart_of_its_own() -> None:
    """Amounts of different currencies never share an axis; the charts stand in the order in which currencies come."""
    found = charts((figure(1, currency="EUR"), figure(2), figure(3, currency="EUR"), figure(4), figure(5)))
    assert [("EUR", 2), ("USD", 3)] == [(one.currency, len(one.marks)) for one in found]


@pytest.mark.parametrize(
    "given_figures",
    [(), (figure(5),), (figure(5), figure(6, currency="EUR")), (figure(5), figure(0)), (figure(0), figure(0))],
)
def test_one_amount_alone_is_not_drawn(given_figures: tuple[Figure, ...]) -> None:
    """A chart compares two amounts above nought or more."""
    assert () == charts(given_figures)


def test_marks_stand_in_the_order_of_the_figures() -> None:
    """The drawing keeps the order of the table."""
    given_figures = (figure(5), figure(1), figure(3))
    assert given_figures == tuple(mark.figure for mark in only(charts(given_figures)).marks)


# -- on the page ------------------------------------------------------------------------------------------------------


def classed(tree: Element, name: str) -> list[Element]:
    """The elements of a class, in order."""
    return [one for one in tree.iter() if name in str(one.get("class", "")).split()]


def words(element: Element) -> str:
    """Its text, with single spaces."""
    return " ".join("".join(element.itertext()).split())


def number(shown: str) -> Decimal:
    """The upper amount that is written: "up to EUR 1.2 billion"."""
    sizes = {"million": 10**6, "billion": 10**9, "trillion": 10**12}
    digits = "".join(one for one in shown.rpartition(" to ")[2] if one.isdigit() or one == ".")
    return Decimal(digits) * next((size for word, size in sizes.items() if word in shown), 1)


def drawings() -> list[tuple[list[str], Element]]:
    """Each drawing on the example's page of money, with what the table above it says of each sum it draws."""
    tree = html5lib.parse(page_of(harbour(), "context/money-and-lamps.html"), namespaceHTMLElements=False)
    found = []
    for block in classed(tree, "figures"):
        names = [words(row.findall("th/a")[0]) for row in block.findall(".//tbody/tr")]
        told = [" ".join(str(cell.text).split()) for cell in classed(block, "data__amount")]
        rows = dict(zip(names, told, strict=True))
        found += [
            ([rows[words(one).rpartition(":")[0]] for one in classed(drawing, "chart__name")], drawing)
            for drawing in block.iter("figure")
        ]
    return found


def test_the_drawing_says_what_the_table_says() -> None:
    """Every amount in a drawing, and in what a screen reader reads out of it, is that of the table above."""
    found = drawings()
    assert len(found) > 2
    for told, drawing in found:
        assert told == [words(one) for one in classed(drawing, "chart__amount")]
        (description,) = (words(one) for one in drawing.iter() if one.tag.endswith("desc"))
        assert [] == [one for one in told if one not in description]


def test_what_is_drawn_is_where_the_numbers_say() -> None:
    """A bar is as long, and a dot as far along its axis, as the amount written beside it, to a thousandth of the axis."""
    sorts = set()
    for told, drawing in drawings():
        ticks = [(float(one.get("x", 0)), number(words(one))) for one in classed(drawing, "chart__tick")]
        bars, dots = classed(drawing, "chart__bar"), classed(drawing, "chart__dot")
        sorts.add("bars" if bars else "dots")
        for amount, bar in zip(map(number, told), bars, strict=False):
            assert abs(float(bar.get("width", 0)) - WIDTH * float(amount / ticks[-1][1])) <= 1
        bottom, top = math.log10(ticks[0][1] or 1), math.log10(ticks[-1][1])
        for amount, dot in zip(map(number, told), dots, strict=False):
            assert abs(float(dot.get("cx", 0)) - LEFT - WIDTH * (math.log10(amount) - bottom) / (top - bottom)) <= 1
        assert len(told) == len(bars) + len(dots)
    assert {"bars", "dots"} == sorts
