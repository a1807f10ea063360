"""Dates and times: every form of the content model, one order for all of them, and nothing that is no date."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from onrecord.records.dates import ClockTime, EdtfDate, Point, on_day, read_date, read_time


@st.composite
def points(draw: st.DrawFn) -> Point:
    """Any year, month or day, marked or not."""
    day = draw(st.dates(date(1, 1, 1), date(9999, 12, 31)))
    precision = draw(st.sampled_from(("year", "month", "day")))
    about, uncertain = draw(st.booleans()), draw(st.booleans())
    return Point(
        day.year,
        None if precision == "year" else day.month,
        day.day if precision == "day" else None,
        about=about,
        uncertain=uncertain,
    )


@st.composite
def all_dates(draw: st.DrawFn) -> EdtfDate:
    """Any date that can be written: single, an interval, or open at one end."""
    one = draw(points())
    sort = draw(st.sampled_from(("single", "from", "until", "interval")))
    if sort == "from":
        return EdtfDate(one, None)
    if sort == "until":
        return EdtfDate(None, one)
    other = draw(points())
    if sort == "single" or one == other:
        return EdtfDate(one, one)
    start, end = sorted((one, other), key=lambda point: (point.first, point.last))
    return EdtfDate(start, end)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2022-01-10", date(2022, 1, 10), date(2022, 1, 10)),
        ("2021-12", date(2021, 12, 1), date(2021, 12, 31)),
        ("2020-02~", date(2020, 2, 1), date(2020, 2, 29)),
        ("1900-02", date(1900, 2, 1), date(1900, 2, 28)),
        ("2014", date(2014, 1, 1), date(2014, 12, 31)),
        ("2021-11-30/2022-01", date(2021, 11, 30), date(2022, 1, 31)),
        ("2021/2022-03-04?", date(2021, 1, 1), date(2022, 3, 4)),
        ("2021-12-16/..", date(2021, 12, 16), date.max),
        ("../2022-02", date.min, date(2022, 2, 28)),
        ("0001", date(1, 1, 1), date(1, 12, 31)),
        ("9999", date(9999, 1, 1), date(9999, 12, 31)),
    ],
)
def test_bounds(text: str, first: date, last: date) -> None:
    """A date knows the first and the last day that it can mean."""
    assert (first, last) == (read_date(text).first, read_date(text).last)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "..", "../..", "/", "2022/", "/2022", "2022/2023/2024", "2022-01-10 ", " 2022", "2022\n", "22", "202",
        "20222", "2022-1", "2022-1-1", "2022-001", "2022-13", "2022-00", "2022-01-00", "2022-01-32", "2022-02-29",
        "2022-02-30", "2022-04-31", "1900-02-29", "0000", "-2022", "+2022", "2022-01-10T08:55", "2022-01-10Z", "2022~~",
        "2022?~", "~2022", "?2022", "2022-01~-10", "202X", "2022-XX", "2021-21", "Y2022", "2022-W01", "2022/2022",
        "2022-01-10/2022-01-10", "2022/2021", "2022-02-01/2022-01", "2022-02-01/2022-01-31", "[2022,2023]", "{2022}",
        "2022.01.10", "2022/01/10", "10 January 2022", "10.01.2022", "01/10/2022", "20220110", "today", "unknown",
        "٢٠٢٢-٠١-١٠", "２０２２", "2022–2023", "2022−01",
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused(text: str) -> None:
    """Impossible days, other ways of writing and forms beyond the subset are refused with a sentence."""
    with pytest.raises(ValueError, match=r"\w+ \w+"):
        read_date(text)


@given(st.text("0123456789-/.~?% ", max_size=24))
def test_no_text_breaks_the_reading_of_dates(text: str) -> None:
    """Any text is a date that is written back the same, or refused."""
    try:
        found = read_date(text)
    except ValueError:
        return
    assert text == str(found)


@given(all_dates())
def test_what_is_written_is_read_back(one: EdtfDate) -> None:
    """The text of a date means that date."""
    assert one == read_date(str(one))


@given(all_dates())
def test_a_date_begins_before_it_ends(one: EdtfDate) -> None:
    """The first day that a date can mean is never behind the last."""
    assert one.first <= one.last


@given(all_dates(), all_dates())
def test_the_order_is_total(one: EdtfDate, other: EdtfDate) -> None:
    """Of any two dates exactly one is earlier, or they are the same."""
    assert 1 == (one < other) + (other < one) + (one == other)
    assert (one <= other) == (one < other or one == other)


@given(all_dates(), all_dates(), all_dates())
def test_the_order_is_transitive(one: EdtfDate, two: EdtfDate, three: EdtfDate) -> None:
    """What is before a date is before all that is after it."""
    first, middle, last = sorted((one, two, three))
    assert first <= middle <= last
    assert first <= last


@given(st.lists(all_dates(), max_size=6), st.randoms(use_true_random=False))
def test_sorting_does_not_depend_on_what_came_first(dates: list[EdtfDate], random: object) -> None:
    """However dates are shuffled, they are put in the same order."""
    shuffled = list(dates)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert sorted(dates) == sorted(shuffled)


@given(all_dates(), all_dates())
def test_inclusion_is_mutual(one: EdtfDate, other: EdtfDate) -> None:
    """If a day of one may fall within the other, a day of the other may fall within the one."""
    assert one.includes(other) == other.includes(one)
    assert one.includes(one)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("2022-01", "2022-01-10", True),
        ("2022-01", "2022-02-01", False),
        ("2021-12/2022-01", "2022-01-31", True),
        ("../2022-01-10", "2022-01-10", True),
        ("2022-01-11/..", "2022-01-10", False),
        ("../2021", "2022/..", False),
    ],
)
def test_inclusion(one: str, other: str, expected: bool) -> None:
    """Whether some day can belong to both is decided by their bounds, ends included."""
    assert expected == read_date(one).includes(read_date(other))


def test_the_order_of_the_content_model() -> None:
    """By the first day; of those that begin together the less precise first, and the certain before the marked."""
    ordered = [
        "../2022-02-24", "2021", "2021-12/..", "2021-12-16/..", "2021-12-27", "2022", "2022%", "2022?", "2022~",
        "2022-01-01/2022-02", "2022-01", "2022-01?", "2022-01-01", "2022-01-01~", "2022-01-10/..", "2022-01-10",
    ]  # fmt: skip
    assert ordered == [str(one) for one in sorted(map(read_date, reversed(ordered)))]


@pytest.mark.parametrize(
    ("text", "single", "day", "marked"),
    [
        ("2022-01-10", True, date(2022, 1, 10), False),
        ("2022-01-10~", True, date(2022, 1, 10), True),
        ("2022-01", True, None, False),
        ("2022?", True, None, True),
        ("2022-01-10/2022-01-11", False, None, False),
        ("2022-01-10/2022-01-11%", False, None, True),
        ("2022-01-10/..", False, None, False),
        ("../2022-01-10?", False, None, True),
    ],
)
def test_what_a_date_is(text: str, single: bool, day: date | None, marked: bool) -> None:
    """A date tells whether it is one and no interval, which day it is, and whether any part is marked."""
    found = read_date(text)
    assert (single, day, marked) == (found.single, found.day, found.marked)


@pytest.mark.parametrize(
    ("text", "precision", "iso"),
    [("2022-01-10?", "day", "2022-01-10"), ("2022-01~", "month", "2022-01"), ("0987%", "year", "0987")],
)
def test_the_certain_part_is_iso(text: str, precision: str, iso: str) -> None:
    """HTML's ``datetime`` takes the date without its mark, as precise as it is."""
    start = read_date(text).start
    assert start
    assert (precision, iso) == (start.precision, start.iso)


@given(st.dates())
def test_a_day_is_just_that_day(day: date) -> None:
    """The date made of a day begins and ends on it."""
    assert (day, day, day) == (on_day(day).first, on_day(day).last, on_day(day).day)
    assert on_day(day) == read_date(day.isoformat())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("08:55", ClockTime(time(8, 55))),
        ("00:00", ClockTime(time(0, 0))),
        ("23:59", ClockTime(time(23, 59))),
        ("15:35/16:25", ClockTime(time(15, 35), time(16, 25))),
        ("23:30/00:10", ClockTime(time(23, 30), time(0, 10))),
    ],
)
def test_times_are_read_and_written_back(text: str, expected: ClockTime) -> None:
    """A time or span of times is read; it may end after midnight."""
    assert expected == read_time(text)
    assert text == str(read_time(text))


@pytest.mark.parametrize(
    "text",
    [
        "", "8:55", "08.55", "0855", "24:00", "12:60", "08:55:00", "08:55/", "/08:55", "08:55/25:00", "08:55-09:55",
        "08:55/09:00/10:00", "8 am", "08:55 pm", " 08:55", "08:55\n", "08:55Z", "08:55+01:00", "٠٨:٥٥", "0٨:55",
    ],
)  # fmt: skip
def test_what_is_no_time_is_refused(text: str) -> None:
    """Other ways of writing a time are refused with the form that is wanted."""
    with pytest.raises(ValueError, match="08:55, or 15:35/16:25"):
        read_time(text)


@given(st.times(), st.none() | st.times())
def test_every_time_is_read_back(start: time, end: time | None) -> None:
    """The text of a time means that time."""
    one = ClockTime(start.replace(second=0, microsecond=0), end.replace(second=0, microsecond=0) if end else None)
    assert one == read_time(str(one))
