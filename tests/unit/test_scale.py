"""Time drawn to scale: where days stand, which stretches are folded, and what the ticks tell."""

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from onrecord.pages.scale import DAY_WORDS, FOLD, FOLDS, QUIET_DAYS, Scale, day_ticks, scale, ticks

WIDTH, MARGIN = 994, 26

days = st.lists(st.dates(), min_size=1, max_size=40)


def day(text: str) -> int:
    """The number of a day."""
    return dt.date.fromisoformat(text).toordinal()


def drawn(*texts: str, spans: tuple[tuple[str, str], ...] = ()) -> Scale:
    """A scale with those days on it."""
    return scale([day(one) for one in texts], [(day(a), day(b)) for a, b in spans], WIDTH, MARGIN)


def of(dates: list[dt.date]) -> Scale:
    """A scale with those dates on it."""
    return scale([one.toordinal() for one in dates], (), WIDTH, MARGIN)


def each_day(begin: str, end: str) -> list[str]:
    """Every day from one to another."""
    return [str(dt.date.fromordinal(one)) for one in range(day(begin), day(end) + 1)]


# -- places -----------------------------------------------------------------------------------------------------------


@given(days)
def test_every_day_is_within_the_margins(dates: list[dt.date]) -> None:
    """From year 1 to year 9999, whatever is on the scale has its place on the drawing."""
    found = of(dates)
    places = [found.middle(one.toordinal()) for one in dates]
    assert MARGIN <= min(places)
    assert max(places) <= WIDTH - MARGIN


@given(days)
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


# -- folds ------------------------------------------------------------------------------------------------------------


def test_a_long_quiet_stretch_is_folded() -> None:
    """Months without entries take no more room than their words, and are told in full months."""
    found = drawn("2021-06-16", *each_day("2021-11-10", "2022-01-20"))
    assert [(4, "months", True)] == [(one.count, one.unit, one.quiet) for one in found.folds]
    assert FOLD == found.place(day("2021-11-10")) - found.place(day("2021-06-17"))


def test_short_stretches_are_never_folded() -> None:
    """Two weeks less a day between two entries are drawn, however few the other days are."""
    assert () == drawn("2022-01-01", "2022-01-15", *each_day("2022-01-16", "2022-02-28")).folds


def test_nothing_is_folded_where_there_is_room() -> None:
    """A month in which something was twice is drawn to scale: each day has room for a mark."""
    assert () == drawn("2022-01-01", "2022-01-31").folds


@given(days)
def test_folds_are_few_and_long(dates: list[dt.date]) -> None:
    """There are only so many folds, none shorter than two weeks, and none takes less room than its words."""
    found = of(dates)
    assert len(found.folds) <= FOLDS
    assert all(after.first - before.last - 1 >= QUIET_DAYS for before, after in pairwise(found.stretches))
    assert all(one.width >= FOLD for one in found.folds)


@given(days)
def test_nothing_stands_in_a_fold(dates: list[dt.date]) -> None:
    """No day that was given is within a fold."""
    found = of(dates)
    for one in dates:
        x = found.middle(one.toordinal())
        assert not any(fold.x < x < fold.x + fold.width for fold in found.folds)


def test_a_fold_is_quiet_only_if_nothing_runs_through_it() -> None:
    """Where an entry of no exact day may fall into the stretch, it is not called one without entries."""
    dates = ("2010-05-01", *each_day("2021-11-10", "2022-01-20"))
    assert [True] == [one.quiet for one in drawn(*dates).folds]
    assert [False] == [one.quiet for one in drawn(*dates, spans=(("2010-05-01", "2010-12-31"),)).folds]


@pytest.mark.parametrize(
    ("first", "expected"),
    [("2021-10-21", (19, "days")), ("2021-06-16", (4, "months")), ("2019-12-01", (23, "months")), ("2010-05-01", (11, "years"))],
)  # fmt: skip
def test_a_fold_is_told_in_whole_units(first: str, expected: tuple[int, str]) -> None:
    """Days up to two months, months up to two years, then years; what is begun is not counted."""
    (fold,) = drawn(first, *each_day("2021-11-10", "2022-01-20")).folds
    assert expected == (fold.count, fold.unit)


# -- ticks ------------------------------------------------------------------------------------------------------------


@given(days)
def test_ticks_do_not_overlap(dates: list[dt.date]) -> None:
    """Months and years have the room that their words need; days of the month too."""
    found = of(dates)
    room = 72 if any(one.date.start and one.date.start.month for one in ticks(found)) else 44
    assert all(after.x - before.x >= room for before, after in pairwise(ticks(found)))
    assert all(after.x - before.x >= DAY_WORDS - 1 for before, after in pairwise(day_ticks(found)))


@given(days)
def test_ticks_stand_on_the_drawing(dates: list[dt.date]) -> None:
    """No words of a tick reach beyond the drawing."""
    found = of(dates)
    assert all(0 <= one.x <= WIDTH - 44 for one in ticks(found))
    assert all(MARGIN <= one.x <= WIDTH - MARGIN for one in day_ticks(found))


@given(days)
def test_there_is_always_a_tick(dates: list[dt.date]) -> None:
    """Every drawing tells at least one month or year."""
    assert ticks(of(dates))


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
    assert expected == [str(one.date) for one in ticks(drawn(*each_day("2021-12-05", end)))]


def test_days_are_told_where_they_have_room() -> None:
    """Every fifth day of the months, not beside the next month; the first day always; none where a month has little room."""
    found = day_ticks(drawn(*each_day("2021-12-01", "2022-02-28")))
    assert [1, 5, 10, 15, 20, 25, 5, 10, 15, 20, 25, 5, 10, 15, 20, 25] == [one.day for one in found]
    assert () == day_ticks(drawn(*each_day("2018-12-01", "2022-02-28")))


def test_what_lies_behind_the_day_of_gathering_is_told_apart() -> None:
    """A fold that begins there, or later, is not gathered; those before it are."""
    texts = ("2021-01-01", "2022-01-01", "2022-02-01", "2022-12-01")
    for gathered, expected in ((None, [True] * 3), ("2022-02-01", [True, True, False]), ("2022-12-01", [True] * 3)):
        until = day(gathered) if gathered else None
        found = scale([day(one) for one in texts], (), WIDTH, MARGIN, until)
        assert expected == [one.gathered for one in found.folds]
