"""Time on an axis: days in order and within it, quiet stretches folded by rule, and words that do not run together."""

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from onrecord.pages.axis import (
    CHARTED,
    DAY_WORDS,
    DRAWN,
    LENGTH,
    MONTH_WORDS,
    YEAR_WORDS,
    TimeAxis,
    day_ticks,
    month_ticks,
    scale,
    time_axis,
)
from onrecord.records.dates import EdtfDate, on_day, read_date

WIDTH, MARGIN = 994, 26
WORDS = 100
days = st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31))
near = st.dates(dt.date(2021, 1, 1), dt.date(2022, 12, 31))
several = st.lists(days, min_size=1, max_size=40)


def day(text: str) -> int:
    """The number of a day."""
    return dt.date.fromisoformat(text).toordinal()


def drawn(*texts: str) -> TimeAxis:
    """The axis of a drawing with those days on it."""
    return scale([day(one) for one in texts], WIDTH, MARGIN)


def of(dates: list[dt.date]) -> TimeAxis:
    """The axis of a drawing with those dates on it."""
    return scale([one.toordinal() for one in dates], WIDTH, MARGIN)


def each_day(begin: str, end: str) -> list[str]:
    """Every day from one to another."""
    return [str(dt.date.fromordinal(one)) for one in range(day(begin), day(end) + 1)]


def axis(*forms: str, until: str | None = None, words: int = WORDS) -> TimeAxis:
    """The axis of a chart of these dates."""
    found = time_axis(map(read_date, forms), words, read_date(until) if until else None)
    assert found is not None
    return found


@st.composite
def many(draw: st.DrawFn) -> tuple[EdtfDate, ...]:
    """One to forty days, near to each other or not."""
    found = draw(st.lists(st.one_of(near, days), min_size=1, max_size=40))
    return tuple(map(on_day, found))


# -- the overview: places -----------------------------------------------------------------------------------------------------------


@given(several)
def test_every_day_is_within_the_margins(dates: list[dt.date]) -> None:
    """From year 1 to year 9999, whatever is on the scale has its place on the drawing."""
    found = of(dates)
    places = [found.middle(one.toordinal()) for one in dates]
    assert MARGIN <= min(places)
    assert max(places) <= WIDTH - MARGIN


@given(several)
def test_later_never_stands_before_earlier(dates: list[dt.date]) -> None:
    """Places are in the order of days, those within folds and beyond the ends included."""
    found = of(dates)
    asked = sorted({one.toordinal() + more for one in dates for more in (-400, -1, 0, 1, 400)})
    places = [found.place(one) for one in asked]
    assert places == sorted(places)


def test_the_same_number_of_days_has_the_same_width() -> None:
    """Outside folds a day is as wide as any other, but for rounding."""
    found = drawn(*each_day("2022-01-01", "2022-03-31"))
    assert () == found.folds
    assert {10, 11} == {found.place(one + 1) - found.place(one) for one in range(day("2022-01-01"), day("2022-04-01"))}


def test_one_day_stands_in_the_middle() -> None:
    """A scale of one day has nothing to be true to, and fills its width."""
    assert WIDTH // 2 == drawn("2022-01-10").middle(day("2022-01-10"))


def test_what_lies_beyond_stands_at_the_edge() -> None:
    """A day before the first or after the last has the place of the end."""
    found = drawn("2022-01-01", "2022-01-31")
    assert (MARGIN, WIDTH - MARGIN) == (found.place(1), found.place(day("2030-01-01")))


# -- the overview: folds ------------------------------------------------------------------------------------------------------------


def test_a_long_quiet_stretch_is_folded() -> None:
    """Months without entries take no more room than their words."""
    found = drawn("2021-06-16", *each_day("2021-11-10", "2022-01-20"))
    assert [("2021-06-16", "2021-11-10")] == [(str(one.before), str(one.after)) for one in found.folds]
    assert DRAWN.width == found.place(day("2021-11-10")) - found.place(day("2021-06-17"))


def test_short_stretches_are_never_folded() -> None:
    """Two weeks less a day between two entries are drawn, however few the other days are."""
    assert () == drawn("2022-01-01", "2022-01-15", *each_day("2022-01-16", "2022-02-28")).folds


def test_nothing_is_folded_where_there_is_room() -> None:
    """A month in which something was twice is drawn to scale: each day has room for a mark."""
    assert () == drawn("2022-01-01", "2022-01-31").folds


@given(several)
def test_folds_are_few_and_long(dates: list[dt.date]) -> None:
    """There are only so many folds, none shorter than two weeks, and none takes less room than its words."""
    found = of(dates)
    assert len(found.folds) <= DRAWN.most
    assert all(after[0] - before[1] - 1 >= DRAWN.least for before, after in pairwise(found.runs))
    assert all(one.high - one.low >= DRAWN.width for one in found.folds)


@given(several)
def test_nothing_stands_in_a_fold(dates: list[dt.date]) -> None:
    """No day that was given is within a fold."""
    found = of(dates)
    for one in dates:
        x = found.middle(one.toordinal())
        assert not any(fold.low < x < fold.high for fold in found.folds)


# -- the overview: ticks ------------------------------------------------------------------------------------------------------------


@given(several)
def test_ticks_do_not_overlap(dates: list[dt.date]) -> None:
    """Months and years have the room that their words need; days of the month too."""
    found = of(dates)
    room = (
        MONTH_WORDS if any(one.date.start and one.date.start.month for one in month_ticks(found, WIDTH)) else YEAR_WORDS
    )
    assert all(after.x - before.x >= room for before, after in pairwise(month_ticks(found, WIDTH)))
    assert all(after.x - before.x >= DAY_WORDS - 1 for before, after in pairwise(day_ticks(found)))


@given(several)
def test_ticks_stand_on_the_drawing(dates: list[dt.date]) -> None:
    """No words of a tick reach beyond the drawing."""
    found = of(dates)
    assert all(0 <= one.x <= WIDTH - 44 for one in month_ticks(found, WIDTH))
    assert all(MARGIN <= one.x <= WIDTH - MARGIN for one in day_ticks(found))


@given(several)
def test_there_is_always_a_tick(dates: list[dt.date]) -> None:
    """Every drawing tells at least one month or year."""
    assert month_ticks(of(dates), WIDTH)


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        ("2022-03-20", ["2021-12", "2022-01", "2022-02", "2022-03"]),
        ("2023-01-20", ["2022-01", "2022-04", "2022-07", "2022-10", "2023-01"]),
        ("2026-12-10", ["2022-01", "2022-07", "2023-01", "2023-07", "2024-01", "2024-07", "2025-01", "2025-07", "2026-01", "2026-07"]),
        ("2041-06-01", [str(year) for year in range(2022, 2042)]),
        ("2141-06-01", ["2021", *(str(year) for year in range(2030, 2140, 10))]),
    ],
)  # fmt: skip
def test_units_of_ticks_grow_with_time(end: str, expected: list[str]) -> None:
    """Months where they have room, else quarters, half-years, years and tens of them; the first day's own too, if it fits."""
    assert expected == [str(one.date) for one in month_ticks(drawn(*each_day("2021-12-05", end)), WIDTH)]


def test_days_are_told_where_they_have_room() -> None:
    """Every fifth day of the months, not beside the next month; the first day always; none where a month has little room."""
    found = day_ticks(drawn(*each_day("2021-12-01", "2022-02-28")))
    assert [1, 5, 10, 15, 20, 25, 5, 10, 15, 20, 25, 5, 10, 15, 20, 25] == [one.day for one in found]
    assert () == day_ticks(drawn(*each_day("2018-12-01", "2022-02-28")))


# -- charts: places -----------------------------------------------------------------------------------------------------------


@given(many())
def test_days_stand_in_order_from_one_end_to_the_other(dates: tuple[EdtfDate, ...]) -> None:
    """A later day never stands before an earlier one; the first and the last stand at the ends."""
    found = time_axis(dates, WORDS)
    assert found is not None
    places = [found.place(one.first.toordinal()) for one in sorted(dates)]
    assert sorted(places) == places
    if len({one.first for one in dates}) > 1:
        assert (0, LENGTH) == (places[0], places[-1])
    else:
        assert {LENGTH // 2} == set(places)


@given(many(), days)
def test_no_day_stands_beyond_the_ends(dates: tuple[EdtfDate, ...], other: dt.date) -> None:
    """What lies before the first day or after the last stands at the edge."""
    found = time_axis(dates, WORDS)
    assert found is not None
    assert 0 <= found.place(other.toordinal()) <= LENGTH


def test_time_is_even_between_folds() -> None:
    """Without a fold half the time is half the way."""
    assert [0, 500, 1000] == [
        axis("2022-01-01", "2022-01-21").place(dt.date(2022, 1, one).toordinal()) for one in (1, 11, 21)
    ]


def test_a_month_and_a_year_are_spans() -> None:
    """A date that is not of one day stands from the first day it can mean to the last."""
    found = axis("2022-01", "2022")
    assert (0, round(LENGTH * 30 / 364)) == found.span(read_date("2022-01"))
    assert (0, LENGTH) == found.span(read_date("2022"))


@pytest.mark.parametrize(("form", "place"), [("../2022-01-11", 0), ("2022-01-11/..", LENGTH)])
def test_an_open_end_stands_at_the_edge(form: str, place: int) -> None:
    """An interval without a beginning or an end reaches to that end of the axis, which it does not move."""
    assert place in axis("2022-01-01", form, "2022-01-21").span(read_date(form))
    assert day("2022-01-01") == axis("2022-01-01", form, "2022-01-21").runs[0][0]


def test_without_dates_there_is_no_axis() -> None:
    """Nothing dated, nothing drawn."""
    assert time_axis((), WORDS) is None


# -- charts: folds ------------------------------------------------------------------------------------------------------------


def folds(*forms: str) -> list[tuple[str, str]]:
    """The days between which time is folded."""
    return [(str(one.before), str(one.after)) for one in axis(*forms).folds]


def test_years_without_a_date_are_folded() -> None:
    """Years without a date are drawn as short as a fold is, so that the busy weeks have room."""
    found = axis("2014-03-18", "2021-12-01", "2021-12-07", "2021-12-12", "2022-01-10", "2022-02-24")
    assert [("2014-03-18", "2021-12-01")] == [(str(one.before), str(one.after)) for one in found.folds]
    assert CHARTED.width == found.place(day("2021-12-01")) - found.place(day("2014-03-18"))


def test_folds_side_by_side_are_one() -> None:
    """A year that only bounds a vague date does not break a fold in two."""
    assert [("2014-01-01", "2021-12-01")] == folds("2014", "2021-12-01", "2021-12-07", "2021-12-12", "2022-01-10")


@pytest.mark.parametrize(
    "forms",
    [
        ("2014", "2022"),
        ("2014-01-01", "2016-01-01", "2018-01-01", "2020-01-01"),
        ("2022-01-01", "2022-01-11", "2022-02-20"),
        ("2022-01-01",),
    ],
)
def test_nothing_is_folded_where_all_can_be_read(forms: tuple[str, ...]) -> None:
    """Stretches that are alike, or none of which is too narrow to read, stay as they are."""
    assert [] == folds(*forms)


@given(many())
def test_folds_leave_most_of_the_axis_to_time(dates: tuple[EdtfDate, ...]) -> None:
    """There are few folds, they do not overlap, and no date lies within one but at its ends."""
    found = time_axis(dates, WORDS)
    assert found is not None
    assert sum(one.high - one.low for one in found.folds) <= CHARTED.width * CHARTED.most < LENGTH / 2
    assert all(before.high <= after.low for before, after in pairwise(found.folds))


# -- charts: ticks ------------------------------------------------------------------------------------------------------------


@given(many(), st.sampled_from([60, 95, 200, 240]))
def test_words_never_run_together(dates: tuple[EdtfDate, ...], words: int) -> None:
    """No two names of ticks overlap, on a strip for which there are so many words, and on one half as wide."""
    found = time_axis(dates, words)
    assert found is not None
    for room, named in (
        (words, [one for one in found.ticks if one.named]),
        (2 * words, [one for one in found.ticks if one.sparse]),
    ):
        spans = []
        for one in named:
            assert one.date.start is not None
            wide = room * {"day": 5, "month": 4, "year": 2}[one.date.start.precision] // 4
            begin = one.place - {"start": 0, "middle": wide // 2, "end": wide}[one.anchor]
            spans.append((begin, begin + wide))
        assert named
        assert all(before[1] <= after[0] for before, after in pairwise(spans))


def ticks(*forms: str, until: str | None = None) -> list[str]:
    """The ticks of an axis, those without room for words in brackets."""
    return [str(one.date) if one.named else f"({one.date})" for one in axis(*forms, until=until).ticks]


def test_ticks_are_as_fine_as_there_is_room_for() -> None:
    """A week has days, a season months, some years years."""
    assert ["2022-01-01", "2022-01-02", "2022-01-03", "2022-01-04", "2022-01-05"] == ticks("2022-01-01", "2022-01-05")
    assert ["2021-11-01", "2021-12", "2022-01", "2022-02", "2022-03"] == ticks("2021-11-01", "2022-03-10")
    assert ["2010-03-01", "(2011)", *map(str, range(2012, 2020))] == ticks("2010-03-01", "2019-06-01")


def test_the_first_tick_is_as_precise_as_its_date() -> None:
    """An axis that begins with a month or a year says no day."""
    assert "2021" == ticks("2021", "2023-06-01")[0]
    assert "2021-03" == ticks("2021-03", "2021-09-12")[0]


def test_the_day_of_reading_is_always_named() -> None:
    """The day up to which states are read stands at the end, by name."""
    assert "2022-02-24" == ticks("2021-12-01", "2022-01-10", until="2022-02-24")[-1]


def test_many_days_are_ticked_in_little_time() -> None:
    """Three hundred dates over eight thousand years give an axis with a handful of ticks."""
    found = axis(*(f"{1000 + 27 * number:04}-03-05" for number in range(300)))
    assert 3 <= len(found.ticks) <= 2 * LENGTH / WORDS
