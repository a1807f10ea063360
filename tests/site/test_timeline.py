"""The timeline: what stands on it, in which order, below which month, and under which HTML id."""

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import harbour
from onrecord.library import Library
from onrecord.pages.timeline import Entry, entries, months
from onrecord.records.dates import EdtfDate, Point, read_date
from onrecord.records.event import Event, EventStep
from projects import MakeProject, library_of
from smallest import ACTOR, EVENT, SITE, SOURCE, STATEMENT, with_lines

BASE = {"content/sources/paper.md": SOURCE, "content/actors/moor.md": ACTOR}


def event(date: str, *lines: str, title: str = "The harbour talks open") -> str:
    """An event of that date, with more lines."""
    return with_lines(EVENT.replace("2022-01-10", date).replace("The harbour talks open", title), *lines)


def life(*steps: str) -> tuple[str, ...]:
    """The lines of a life, each step written as ``state date`` or ``state date scheduled``."""
    lines = ["life:"]
    for step in steps:
        state, date, *scheduled = step.split()
        lines += [f"  - state: {state}", f"    date: {date}", *(f"    scheduled: {one}" for one in scheduled)]
    return tuple(lines)


def told(library: Library) -> list[str]:
    """The timeline in short: date, what it is, state."""
    return [f"{one.date} {one.html_id} {one.state}" for one in entries(library)]


# -- what stands on it ------------------------------------------------------------------------------------------------


def test_entries_stand_in_order(project: MakeProject) -> None:
    """By date; on one date first what has no time, then by the moment, whatever the clock of the place shows.

    Of those at once events come before announcements and these before statements. What was said at an event that has a time
    stands with it.
    """
    found = library_of(
        project(
            BASE
            | {
                "content/events/b-late.md": event("2022-01-10", "time: 15:00", "zone: UTC"),
                "content/events/c-early.md": event("2022-01-10", "time: 09:00", "zone: UTC"),
                "content/events/d-first.md": event("2022-01-09"),
                "content/events/e-month.md": event("2022-01"),
                "content/events/f-later.md": event("2022-02-01", *life("planned 2022-01-10", "held 2022-02-01")),
                "content/events/g-abroad.md": event("2022-01-10", "time: 12:00", "zone: Asia/Tokyo"),
                "content/statements/a-said.md": STATEMENT,
                "content/statements/b-said.md": with_lines(STATEMENT, "occasion: c-early"),
                "content/statements/c-said.md": with_lines(STATEMENT, "time: 11:00", "zone: Europe/London"),
            }
        )
    )
    assert [
        "2022-01 event-e-month None",
        "2022-01-09 event-d-first None",
        "2022-01-10 event-f-later_step-1 planned",
        "2022-01-10 statement-a-said None",
        "2022-01-10 event-g-abroad None",
        "2022-01-10 event-c-early None",
        "2022-01-10 statement-b-said None",
        "2022-01-10 statement-c-said None",
        "2022-01-10 event-b-late None",
        "2022-02-01 event-f-later held",
    ] == told(found)


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2021-12-20", ["2022-01-10 talks None"]),
        ("2021-12-21", ["2021-12-21 talks_step-1 planned", "2022-01-10 talks planned"]),
        ("2022-01-09", ["2021-12-21 talks_step-1 planned", "2022-01-05 talks_step-2 confirmed", "2022-01-10 talks confirmed"]),
        ("2022-01-10", ["2021-12-21 talks_step-1 planned", "2022-01-05 talks_step-2 confirmed", "2022-01-10 talks held"]),
    ],
)  # fmt: skip
def test_an_event_has_its_state_of_the_day(project: MakeProject, as_of: str, expected: list[str]) -> None:
    """An event bears the last state taken by the end of ``as_of``, and none before its first step; steps bear their own."""
    taken = ("planned 2021-12-21", "confirmed 2022-01-05", "held 2022-01-10")
    steps = life(*found) if (found := [one for one in taken if one.split()[1] <= as_of]) else ()
    site = SITE.replace("2022-02-24", as_of)
    files = BASE | {"content/site.yml": site, "content/events/talks.md": event("2022-01-10", *steps)}
    assert expected == [one.replace("event-", "") for one in told(library_of(project(files)))]


def test_a_postponed_event_stands_where_it_is_set_for(project: MakeProject) -> None:
    """An event that was put off stands on its new day, and the postponement on the day it was told."""
    steps = life("planned 2021-12-21", "postponed 2022-01-08 2022-03-01")
    found = library_of(project(BASE | {"content/events/talks.md": event("2022-01-10", *steps)}))
    assert [
        "2021-12-21 event-talks_step-1 planned",
        "2022-01-08 event-talks_step-2 postponed",
        "2022-03-01 event-talks postponed",
    ] == told(found)


def test_a_step_is_not_shown_twice(project: MakeProject) -> None:
    """Neither that an event was held, nor what was announced on the very day, has a line beside that of the event."""
    steps = life("planned 2021-12-21", "confirmed 2022-01-10", "held 2022-01-10")
    month = life("confirmed 2022-02-01", "held 2022-02-10")
    found = library_of(
        project(
            BASE
            | {
                "content/events/talks.md": event("2022-01-10", *steps),
                "content/events/march.md": event("2022-02", *month),
            }
        )
    )
    assert ["2021-12-21 event-talks_step-1 planned", "2022-01-10 event-talks held", "2022-02 event-march held"] == told(
        found
    )


def test_who_announced_or_said_it_is_told(project: MakeProject) -> None:
    """A step bears the actor that it names and the actor's side, a statement its speaker, an event nobody."""
    files = BASE | {
        "content/site.yml": f"{SITE}sides:\n  city:\n    label: The city\n",
        "content/actors/moor.md": with_lines(ACTOR, "side: city"),
        "content/events/talks.md": event(
            "2022-01-10", *life("planned 2021-12-21"), "    by: moor", *life("held 2022-01-10")[1:]
        ),
        "content/statements/open.md": STATEMENT,
    }
    found = entries(library_of(project(files)))
    assert [("step", "Ada Moor", "The city"), ("event", None, None), ("statement", "Ada Moor", "The city")] == [
        (one.kind, one.actor and one.actor.label, one.side and one.side.label) for one in found
    ]


# -- months -----------------------------------------------------------------------------------------------------------


def happening(name: str, date: str) -> Entry:
    """The line of an event that has no life."""
    told = {"id": name, "title": "The talks", "date": date, "evidence": [{"source": "paper"}]}
    return Entry(
        kind="event", date=read_date(date), record=Event.model_validate(told), state=None, actor=None, side=None
    )


def grouped(*dates: str) -> list[tuple[str, list[str]]]:
    """Entries of these dates by month: the HTML id of each month, and the dates below it."""
    found = [happening(f"e{number}", str(date)) for number, date in enumerate(sorted(map(read_date, dates)))]
    return [(month.html_id, [str(day.date) for day in month.days]) for month in months(tuple(found))]


def test_days_stand_below_their_month() -> None:
    """Days, months and intervals stand below the month in which they begin, the less precise first."""
    assert [
        ("month-2021-12", ["2021-12-31"]),
        ("month-2022-01", ["2022-01", "2022-01-10", "2022-01-10~", "2022-01-30/2022-02-02"]),
        ("month-2022-02", ["2022-02-01/.."]),
    ] == grouped("2022-02-01/..", "2022-01-10~", "2022-01-10", "2022-01", "2022-01-30/2022-02-02", "2021-12-31")


def test_a_year_stands_by_itself() -> None:
    """What is known by its year only stands before the months of the year, and what has no beginning before all else."""
    assert [
        ("month-until-2017-12-31", ["../2017-12-31"]),
        ("month-2014", ["2014/2016-05", "2014", "2014~"]),
        ("month-2014-01", ["2014-01-02"]),
    ] == grouped("2014-01-02", "2014~", "2014", "2014/2016-05", "../2017-12-31")


def test_a_month_stands_once() -> None:
    """A long interval before a year, and an open one before all, do not tear a month in two."""
    found = grouped("2022-01-01/2024", "2022", "2022-01", "2022-01-03", "../2022-01-05", "2021/2022-01")
    assert ["month-until-2022-01-05", "month-2021", "month-2022", "month-2022-01"] == [name for name, _ in found]
    assert ["2022-01-01/2024", "2022-01", "2022-01-03"] == found[-1][1]


def test_entries_of_one_date_share_their_day() -> None:
    """A date is written once, and the month counts all its entries."""
    (month,) = months((happening("a", "2022-01-10"), happening("b", "2022-01-10")))
    assert (1, 2) == (len(month.days), month.size)


points = st.builds(Point, st.just(2022), st.none() | st.integers(1, 3), st.none(), st.booleans(), st.booleans())
days = st.builds(Point, st.just(2022), st.integers(1, 3), st.integers(1, 28), st.booleans())
dates = st.one_of(
    (points | days).map(lambda point: EdtfDate(point, point)),
    (points | days).map(lambda point: EdtfDate(point, None)),
    (points | days).map(lambda point: EdtfDate(None, point)),
    st.tuples(points | days, points | days)
    .filter(lambda pair: pair[0].last < pair[1].first)
    .map(lambda pair: EdtfDate(*pair)),
)


@given(st.lists(dates, min_size=1, max_size=12, unique=True))
def test_whatever_the_dates_each_month_and_day_stands_once(found: list[EdtfDate]) -> None:
    """No date is lost or doubled, and no two months share a heading or an HTML id."""
    shown = grouped(*map(str, found))
    assert sorted(map(str, found)) == sorted(date for _, below in shown for date in below)
    assert {1} == set(Counter(name for name, _ in shown).values())


# -- HTML ids ---------------------------------------------------------------------------------------------------------


def test_html_ids_are_unique(project: MakeProject) -> None:
    """Two steps alike, and an event that is named like the step of another, do not share an id."""
    steps = life("planned 2021-12-21", "planned 2021-12-21", "held 2022-01-10")
    files = BASE | {
        "content/events/talks.md": event("2022-01-10", *steps),
        "content/events/talks-step-1.md": event("2022-01-10"),
        "content/statements/talks.md": STATEMENT,
    }
    found = [one.html_id for one in entries(library_of(project(files)))]
    assert [
        "event-talks",
        "event-talks-step-1",
        "event-talks_step-1",
        "event-talks_step-2",
        "statement-talks",
    ] == sorted(found)


def test_the_example_has_no_id_twice() -> None:
    """On a timeline with every form of date and every state, each entry and month has an id of its own."""
    found = entries(harbour().prepared.editions[0].library)
    names = [*(one.html_id for one in found), *(one.html_id for one in months(found))]
    assert {1} == set(Counter(names).values())
    assert [] == [name for name in names if re.search(r"\s", name)]


def test_an_equal_step_of_its_own_is_found() -> None:
    """A step is told from another that says the same by its place in the life."""
    step = EventStep.model_validate({"state": "planned", "date": "2021-12-21"})
    twice = (step, step.model_copy())
    record = happening("talks", "2022-01-10").record.model_copy(update={"life": twice})
    names = [
        Entry(kind="step", date=step.date, record=record, state="planned", actor=None, side=None, step=one).html_id
        for one in twice
    ]
    assert ["event-talks_step-1", "event-talks_step-2"] == names
