"""The calendar, read back by a program that is not ours, and octet by octet where that forgives."""

import datetime as dt
import json
from collections import Counter
from pathlib import Path
from typing import Any

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st
from in_memory import make
from invented import EXAMPLE, TUNNEL, made
from onrecord.exports.calendar import MOST_OCTETS, escaped, folded
from onrecord.pages.timeline import has_days, set_for
from projects import MakeProject
from smallest import EVENT, SITE, SOUND, SOURCE, with_lines

PLACES = [(EXAMPLE, ""), (TUNNEL, ""), (TUNNEL, "en/")]
IDS = ["harbour", "tunnel", "tunnel in English"]


def file(project: Path, folder: str = "") -> bytes:
    """The calendar of an example."""
    return next(one.data for one in made(project).artifacts if one.path == f"{folder}calendar.ics")


def events(data: bytes) -> list[Any]:
    """The events of a calendar."""
    return list(icalendar.Calendar.from_ical(data).walk("VEVENT"))


def event(project: MakeProject, *lines: str, date: str = "2022-01-10", site: str = SITE) -> Any:
    """The one event of the smallest site, with these lines; None where it is left out."""
    text = with_lines(EVENT.replace("2022-01-10", date), *lines)
    paper = with_lines(SOURCE, "published: 2022-01-12")
    site_made = make(
        project({**SOUND, "content/site.yml": site, "content/sources/paper.md": paper, "content/events/talks.md": text})
    )
    assert site_made.artifacts, site_made.prepared.problems
    found = events(next(one.data for one in site_made.artifacts if one.path == "calendar.ics"))
    return found[0] if found else None


@pytest.mark.parametrize(("project", "folder"), PLACES, ids=IDS)
def test_every_event_with_a_day_is_there_once(project: Path, folder: str) -> None:
    """Records in are records out, by id; each has a stamp, and ends after it begins."""
    library = next(one.library for one in made(project).prepared.editions if one.home == folder and not one.day)
    expected = [one for one in library.events if has_days(set_for(library, one))]
    assert len(expected) > 3
    found = events(file(project, folder))
    assert [f"event-{one.id}@example.org" for one in expected] == [str(one["UID"]) for one in found]
    assert all("DTEND" not in one or one.decoded("DTEND") > one.decoded("DTSTART") for one in found)
    assert all(one.decoded("DTSTAMP").tzinfo for one in found)


@pytest.mark.parametrize(("project", "folder"), PLACES, ids=IDS)
def test_lines_are_as_the_standard_has_them(project: Path, folder: str) -> None:
    """CR LF, no more than 75 octets, no letter cut, no zone that is not defined."""
    data = file(project, folder)
    lines = data.split(b"\r\n")
    assert b"" == lines.pop()
    assert b"\n" not in b"".join(lines)
    assert [] == [one for one in lines if len(one) > MOST_OCTETS]
    assert all(one.decode() for one in lines)
    assert not icalendar.Calendar.from_ical(data).get_missing_tzids()


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_texts_come_back_as_they_were(text: str) -> None:
    """Backslashes, commas, semicolons and letters of four octets survive escaping and folding."""
    line = folded(f"SUMMARY:{escaped(text)}")
    assert all(len(one) <= MOST_OCTETS for one in line.split(b"\r\n"))
    told = b"BEGIN:VEVENT\r\n" + line + b"END:VEVENT\r\n"
    assert text == str(icalendar.Event.from_ical(told)["SUMMARY"])


STEP = "life: [{state: planned, date: 2022-01-02}, {%s}]"


@pytest.mark.parametrize(
    ("last", "status", "start"),
    [
        ("state: planned, date: 2022-01-05", "TENTATIVE", dt.date(2022, 1, 10)),
        ("state: confirmed, date: 2022-01-05", "CONFIRMED", dt.date(2022, 1, 10)),
        ("state: held, date: 2022-01-10", "CONFIRMED", dt.date(2022, 1, 10)),
        ("state: cancelled, date: 2022-01-05", "CANCELLED", dt.date(2022, 1, 10)),
        ("state: postponed, date: 2022-01-05", "CANCELLED", dt.date(2022, 1, 10)),
        ("state: postponed, date: 2022-01-05, scheduled: 2022-03-01", "TENTATIVE", dt.date(2022, 3, 1)),
    ],
)
def test_the_status_is_that_of_the_last_step(project: MakeProject, last: str, status: str, start: dt.date) -> None:
    """What was put off is on its new day, and off without one; each step after the first counts as a change."""
    before = SITE if "held" in last else SITE.replace("2022-02-24", "2022-01-06")
    found = event(project, STEP % last, site=before)
    assert (status, start, 1) == (str(found["STATUS"]), found.decoded("DTSTART"), found["SEQUENCE"])
    day = 10 if "held" in last else 5
    assert dt.datetime(2022, 1, day, tzinfo=dt.UTC) == found.decoded("DTSTAMP")
    assert ("took place" in str(found["DESCRIPTION"])) is ("held" in last)


def test_an_event_without_steps_has_no_status(project: MakeProject) -> None:
    """Nothing is said of what is not recorded; its stamp is the day on which it became known."""
    found = event(project)
    assert "STATUS" not in found
    assert (0, dt.datetime(2022, 1, 12, tzinfo=dt.UTC)) == (found["SEQUENCE"], found.decoded("DTSTAMP"))


@pytest.mark.parametrize(
    ("lines", "start", "end"),
    [
        (("time: '08:55'", "zone: Europe/Zurich"), dt.datetime(2022, 1, 10, 7, 55, tzinfo=dt.UTC), None),
        (
            ("time: 23:30/01:15", "zone: Europe/Zurich"),
            dt.datetime(2022, 1, 10, 22, 30, tzinfo=dt.UTC),
            dt.datetime(2022, 1, 11, 0, 15, tzinfo=dt.UTC),
        ),
        (("time: '08:55'", "zone: unknown"), dt.date(2022, 1, 10), dt.date(2022, 1, 11)),
        ((), dt.date(2022, 1, 10), dt.date(2022, 1, 11)),
    ],
)
def test_times_are_in_utc_and_days_end_on_the_next(project: MakeProject, lines: Any, start: Any, end: Any) -> None:
    """A time in a zone that is not known is a day; a day ends where the next begins."""
    found = event(project, *lines)
    assert start == found.decoded("DTSTART")
    assert end == (found.decoded("DTEND") if "DTEND" in found else None)


@pytest.mark.parametrize(
    ("date", "end"), [("2022-01-12/2022-01-14", dt.date(2022, 1, 15)), ("2022-01-12~", dt.date(2022, 1, 13))]
)
def test_a_span_of_days_has_all_of_them(project: MakeProject, date: str, end: dt.date) -> None:
    """The last day is within it; a day that is about one is that day, and the text says so."""
    found = event(project, date=date)
    assert (dt.date(2022, 1, 12), end) == (found.decoded("DTSTART"), found.decoded("DTEND"))
    assert ("about" in str(found["DESCRIPTION"])) is ("~" in date)


@pytest.mark.parametrize("date", ["2022-01", "2022", "2022-01-12/..", "../2022-01-12", "2022-01/2022-02-03"])
def test_what_has_no_day_is_left_out(project: MakeProject, date: str) -> None:
    """A month, a year and a span without an end have no place in a calendar."""
    assert event(project, date=date) is None


def test_the_page_says_how_many_are_left_out() -> None:
    """On the page of data both numbers stand: those in the calendar and all."""
    library = made(EXAMPLE).prepared.editions[0].library
    page = next(one.data.decode() for one in made(EXAMPLE).artifacts if one.path == "data.html")
    left = f"{len(events(file(EXAMPLE)))} of {len(library.events)}: those with a known day"
    assert left in page
    assert len(events(file(EXAMPLE))) < len(library.events)


def test_names_are_of_the_host_or_of_nobody(project: MakeProject) -> None:
    """Without ``site_url`` the host is one that cannot be, and no address is given."""
    assert "event-talks@harbour.example" == str(
        event(project, site=f"{SITE}site_url: https://harbour.example/x/\n")["UID"]
    )
    found = event(project)
    assert "event-talks@onrecord.invalid" == str(found["UID"])
    assert "URL" not in found


def test_no_name_stands_twice() -> None:
    """One UID an event."""
    assert {1} == set(Counter(str(one["UID"]) for one in events(file(EXAMPLE))).values())


def test_each_slide_of_the_timeline_is_an_event() -> None:
    """The timeline for TimelineJS has every event, no null, and dates as exact as they are, said in words."""
    for project, folder in PLACES:
        data = next(one.data for one in made(project).artifacts if one.path == f"{folder}timeline.json")
        library = next(one.library for one in made(project).prepared.editions if one.home == folder and not one.day)
        slides = json.loads(data)["events"]
        assert [f"event-{one.id}" for one in library.events] == [one["unique_id"] for one in slides]
        assert b"null" not in data
        for slide, one in zip(slides, library.events, strict=True):
            date = set_for(library, one)
            start = date.start or date.end
            assert start
            assert (start.year, start.month, start.day) == tuple(
                slide["start_date"].get(k) for k in ("year", "month", "day")
            )
            assert ("end_date" in slide) is bool(date.start and date.end and not date.single)
            assert slide["display_date"]
            assert {"url", "caption", "credit"} == set(slide["media"])
