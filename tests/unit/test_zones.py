"""Zones by name, the same on every machine, and what a clock on a wall means."""

import datetime as dt

import pytest
from onrecord.records.event import Event
from onrecord.records.zones import hint, moments, names, spans, zone
from pydantic import ValidationError

HALF_PAST_TWO = dt.time(2, 30)


@pytest.mark.parametrize("name", ["Europe/Berlin", "UTC", "Etc/GMT-3", "America/Argentina/Buenos_Aires"])
def test_iana_names_are_known(name: str) -> None:
    """Places, UTC, and the names with a fixed offset."""
    assert name in names()
    assert name == zone(name).key


@pytest.mark.parametrize(
    "name", ["localtime", "Factory", "posixrules", "posix/Europe/Berlin", "right/UTC", "GMT+3", "MSK"]
)
def test_what_another_machine_may_not_know_is_none(name: str) -> None:
    """A machine's own zone, one that was never set, and what only some systems add."""
    assert name not in names()


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ("GMT+3", "'Etc/GMT-3'", "3 hours ahead of UTC"),
        ("UTC+03:00", "'Etc/GMT-3'", "3 hours ahead of UTC"),
        ("Etc/UTC-5", "'Etc/GMT+5'", "5 hours behind UTC"),
        ("+3", "'Etc/GMT-3'", "3 hours ahead of UTC"),
        ("Europe/Zürich", "'Europe/Zurich'", ""),
        ("Mars", "'Europe/Zurich'", "unknown"),
        ("MSK", "'Europe/Zurich'", "unknown"),
        ("BST", "'Europe/Zurich'", "unknown"),
        ("Z", "'UTC'", ""),
        ("UTC+00", "'UTC'", ""),
        ("GMT+15", "'Europe/Zurich'", "unknown"),
        ("UTC+5:30", "'Europe/Zurich'", "unknown"),
    ],
)
def test_the_hint_has_the_sign_that_is_meant(text: str, name: str, words: str) -> None:
    """In the names with an offset the sign is turned round, which people do not know."""
    assert name in hint(text)
    assert words in hint(text)
    assert f"{text}'" not in hint(text)


def test_a_time_that_the_clocks_skipped_is_no_moment() -> None:
    """In Berlin clocks went from two to three."""
    assert () == moments(dt.date(2022, 3, 27), HALF_PAST_TWO, "Europe/Berlin")


def test_a_time_that_came_twice_is_two() -> None:
    """The first of them is ahead of UTC by the offset of summer."""
    found = moments(dt.date(2022, 10, 30), HALF_PAST_TWO, "Europe/Berlin")
    assert [2, 1] == [one.offset.total_seconds() / 3600 for one in found]
    assert 3600 == found[1].seconds - found[0].seconds


def test_a_span_ends_at_the_next_moment_of_its_end() -> None:
    """On a night in which an hour comes twice it may end at an earlier time than it begins, and last half an hour."""
    ((start, end),) = spans(dt.date(2022, 10, 30), dt.time(2, 45), dt.time(2, 15), "Europe/Berlin")
    assert end
    assert 1800 == end.seconds - start.seconds


def test_a_span_whose_end_came_twice_is_two() -> None:
    """It may have lasted an hour, or two."""
    found = spans(dt.date(2024, 10, 27), dt.time(1, 30), dt.time(2, 30), "Europe/Berlin")
    assert [3600, 7200] == [end.seconds - start.seconds for start, end in found if end]


def test_a_span_may_end_on_the_next_day() -> None:
    """Where no clock shows its end later on that day."""
    ((start, end),) = spans(dt.date(2022, 1, 10), dt.time(23, 30), dt.time(0, 45), "America/New_York")
    assert end
    assert (4500, 11) == (end.seconds - start.seconds, end.shown.day)


@pytest.mark.parametrize("day", [dt.date.min, dt.date.max])
@pytest.mark.parametrize("name", ["Asia/Tokyo", "America/New_York"])
def test_the_ends_of_all_time_are_moments(day: dt.date, name: str) -> None:
    """Though UTC has no day for them."""
    assert 1 == len(spans(day, dt.time(23, 30), dt.time(0, 30), name))
    assert 1 == len(spans(day, dt.time(0, 30), None, name))


@pytest.mark.parametrize(
    ("time", "fits"), [("02:30", False), ("01:30/02:30", False), ("03:00", True), ("01:30/03:30", True)]
)
def test_a_skipped_time_is_refused(time: str, *, fits: bool) -> None:
    """An event cannot be at a time that its clocks did not show, nor end at one."""
    fields = {
        "id": "talks",
        "title": "Talks",
        "date": "2022-03-27",
        "time": time,
        "zone": "Europe/Berlin",
        "evidence": [{"source": "paper"}],
    }
    if fits:
        assert Event.model_validate(fields).spans
        return
    with pytest.raises(ValidationError, match="did not show"):
        Event.model_validate(fields)
