"""Figures drawn: rows by stage and date, places that are true to the amounts, and a drawing that says what the table says."""

import math
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from onrecord.pages.charts import SPREAD, STAGES, WORDS, Chart, charts
from onrecord.records.fields import Amount
from onrecord.records.figure import Figure

amounts = st.decimals(Decimal("0.01"), Decimal(10) ** 15, places=2)


def figure(low: Decimal | int, high: Decimal | int | None = None, currency: str = "USD", **fields: str) -> Figure:
    """A figure of that amount, or of that range."""
    told = {"id": "sum", "title": "A sum", "amount": "1", "currency": currency, "stage": "announced"} | fields
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


def ids(chart: Chart) -> list[str]:
    """The rows from top to bottom."""
    return [mark.figure.id for mark in chart.marks]


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


@given(figures())
def test_amounts_beside_the_scale_have_room(given_figures: tuple[Figure, ...]) -> None:
    """The ends of a scale are named; names between them stand a width of words apart, and half as much more from the ends."""
    ticks = [one for one in only(charts(given_figures)).ticks if one.named]
    assert [0, 1000] == [one.place for one in ticks if one.sparse]
    apart = [after.place - before.place for before, after in pairwise(ticks)]
    assert all(one >= WORDS - 1 for one in apart)
    assert len(apart) == 1 or min(apart[0], apart[-1]) >= 1.5 * WORDS - 1


# -- which charts there are -------------------------------------------------------------------------------------------


def test_each_currency_has_a_chart_of_its_own() -> None:
    """Amounts of different currencies never share a scale; the charts stand in the order in which currencies come."""
    found = charts((figure(1, currency="EUR"), figure(2), figure(3, currency="EUR"), figure(4), figure(5)))
    assert [("EUR", 2), ("USD", 3)] == [(one.currency, len(one.marks)) for one in found]


@pytest.mark.parametrize("given_figures", [(), (figure(5),)])
def test_one_figure_alone_is_not_drawn(given_figures: tuple[Figure, ...]) -> None:
    """A drawing holds one figure against another."""
    assert () == charts(given_figures)


def test_every_figure_is_drawn_once() -> None:
    """Also nought, one alone of its currency, and one of no date: a drawing that left them out would say less than its table."""
    given_figures = tuple(
        figure(one, currency=code, id=f"f{number}")
        for number, (one, code) in enumerate([(0, "USD"), (5, "USD"), (7, "CHF"), (0, "EUR"), (0, "EUR")])
    )
    drawn = [one for chart in charts(given_figures) for one in ids(chart)]
    assert sorted(one.id for one in given_figures) == sorted(drawn)


def test_nought_has_no_mark_but_a_row() -> None:
    """Where all amounts are nought there is no scale at all."""
    chart = only(charts((figure(0), figure(0))))
    assert () == chart.ticks
    assert [True, True] == [one.nought for one in chart.marks]
    assert [False, True] == [one.nought for one in only(charts((figure(0), figure(5)))).marks]


# -- rows -------------------------------------------------------------------------------------------------------------


@given(st.lists(st.sampled_from(STAGES), min_size=2, max_size=300))
def test_stages_stand_in_the_order_in_which_money_passes_them(stages: list[str]) -> None:
    """Only those that occur, each once, a stage that is further along below one that is not."""
    chart = only(charts(tuple(figure(5, stage=one, id=f"f{number}") for number, one in enumerate(stages))))
    assert [one for one in STAGES if one in stages] == [one.stage for one in chart.strata]
    assert len(stages) == len(chart.marks)
    assert all(one.number == STAGES.index(one.stage) + 1 for one in chart.strata)


def test_money_is_there_from_the_appropriation_on() -> None:
    """What was requested, announced or authorised is drawn hollow, all else filled."""
    chart = only(charts(tuple(figure(5, stage=one) for one in STAGES)))
    assert [False, False, False, True, True, True, True, True] == [one.spent for one in chart.strata]


def test_rows_of_a_stage_stand_by_date_then_by_amount() -> None:
    """The earliest first, of one date the largest first, those of no date last."""
    chart = only(
        charts(
            (
                figure(9, id="undated"),
                figure(1, id="late", date="2022-01-10"),
                figure(2, id="small", date="2021-12"),
                figure(3, id="large", date="2021-12"),
            )
        )
    )
    assert ["large", "small", "late", "undated"] == ids(chart)
    assert (True, None) == (chart.undated, chart.marks[-1].when)


def test_parts_stand_below_their_whole() -> None:
    """A part of a sum of its stage stands below it, parts of parts below these; other parts stand by themselves."""
    chart = only(
        charts(
            (
                figure(1, id="before", date="2020"),
                figure(2, id="part-of-part", part_of="part"),
                figure(3, id="part", part_of="whole", date="2019"),
                figure(9, id="whole", date="2021"),
                figure(4, id="elsewhere", part_of="whole", stage="delivered"),
                figure(5, id="stranger", part_of="nothing-here", date="2022"),
            )
        )
    )
    assert ["before", "whole", "part", "part-of-part", "stranger", "elsewhere"] == ids(chart)
    assert ["part", "part-of-part"] == [one.figure.id for one in chart.marks if one.part]


def test_a_long_chain_of_parts_is_drawn() -> None:
    """Three hundred figures, each a part of the one before, are three hundred rows in that order."""
    chain = [figure(1, id="f0"), *(figure(1, id=f"f{n}", part_of=f"f{n - 1}") for n in range(1, 300))]
    assert [f"f{n}" for n in range(300)] == ids(only(charts(tuple(reversed(chain)))))


def test_dates_are_spans_where_they_are_not_of_one_day() -> None:
    """A day is a dot, a month a span; both on one axis from the first day to the last."""
    chart = only(charts((figure(1, date="2021-12-01"), figure(2, date="2021-12"), figure(3, date="2022-01-10"))))
    spans = [one.when for one in chart.marks]
    assert [(0, 750), (0, 0), (1000, 1000)] == spans
    assert chart.spans


def test_without_a_date_there_is_no_axis_of_time() -> None:
    """Figures of no date have a drawing of amounts, and say that there is no date."""
    chart = only(charts((figure(1), figure(2))))
    assert (None, True) == (chart.time, chart.undated)
