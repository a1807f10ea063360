"""The timeline as one drawing: what is drawn where, with none, few, many and very many entries; and how it is read."""

import datetime as dt
import random
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import html5lib
import pytest
from conftest import EVENT, SITE, SOUND, MakeProject, dead_links, harbour, ids_of, page_of, with_lines
from hypothesis import given, settings
from hypothesis import strategies as st
from onrecord.config import Site
from onrecord.pages.lettering import width_of
from onrecord.pages.overview import (
    NAMES,
    ROWS,
    SIZE,
    TARGET,
    WIDTH,
    Box,
    Label,
    Lane,
    Mark,
    Overview,
    Pile,
    day_id,
    overview,
)
from onrecord.pages.timeline import Entry
from onrecord.pipeline import make
from onrecord.records.dates import read_date
from onrecord.records.event import Event
from onrecord.records.fields import Ref
from onrecord.records.statement import Statement
from onrecord.render import render
from playwright.sync_api import Browser, Page

OUTPUT = Path(__file__).parent / "output" / "overview"

AS_OF = "2022-02-24"
SIZES = (1, 10, 100, 300, 10_000)
WORDS = ("Talks", "on the harbour", "dues", "are put off", "by", "the council", "of pilots", "until spring", "again")

# -- making entries ---------------------------------------------------------------------------------------------------


def site(*formats: str, as_of: str = AS_OF) -> Site:
    """Settings with those formats."""
    given_ = {"title": "Harbour", "summary": "Of it.", "as_of": as_of, "languages": ["en"]}
    return Site.model_validate(given_ | {"formats": {one: {"label": f"The {one}s"} for one in formats}})


def event(number: int, date: str, *, format_: str | None = "talk", title: str = "Talks", life: Any = ()) -> Event:
    """An event; its life as pairs of state and date."""
    steps = [{"state": state, "date": day} for state, day in life]
    told = {"id": f"e{number}", "title": title, "date": date, "format": format_, "life": steps}
    return Event.model_validate(told | {"evidence": [{"source": "paper"}]})


def entries_of(*events: Event, state: str | None = "held") -> list[Entry]:
    """The lines of events, and of what announced them, by date."""
    found = [Entry("event", one.date, one, one.life[-1].state if one.life else state, None, None) for one in events]
    found += [
        Entry("step", step.date, one, step.state, None, None, step)
        for one in events
        for step in one.life
        if step.state != "held"
    ]
    return sorted(found, key=lambda one: (one.date, one.kind, one.html_id))


def said(number: int, date: str) -> Entry:
    """The line of a statement."""
    told = {"id": f"s{number}", "title": "Words", "speaker": "moor", "date": date}
    words = [{"source": "paper", "language": "en", "words": "Words.", "class": "verbatim"}]
    record = Statement.model_validate(told | {"renditions": words})
    return Entry("statement", record.date, record, None, None, None)


def many(count: int, days: int, seed: int, *, formats: str = "abc") -> tuple[list[Entry], dict[Ref, int]]:
    """So many events over so many days, at chance but always the same, and how often each is mentioned."""
    chance = random.Random(seed)  # noqa: S311 - not for secrets
    first = dt.date(2022, 2, 24) - dt.timedelta(days=days - 1)
    events = []
    for number in range(count):
        day = first + dt.timedelta(days=chance.randrange(days))
        date = day.isoformat() if chance.random() < 0.9 else f"{day:%Y-%m}"
        before = day - dt.timedelta(days=chance.randint(1, 90))
        life = (("planned", before.isoformat()), ("held", day.isoformat())) if chance.random() < 0.2 else ()
        title = " ".join(chance.choice(WORDS) for _ in range(chance.randint(2, 12)))
        events.append(event(number, date, format_=chance.choice((*formats, None)), title=title, life=life))
    mentions = {one.ref: int(chance.paretovariate(1)) - 1 for one in events}
    statements = [said(number, str(first + dt.timedelta(days=chance.randrange(days)))) for number in range(count)]
    return [*entries_of(*events), *sorted(statements, key=lambda one: one.date)], mentions


def drawn(*entries: Entry, mentions: Mapping[Ref, int] | None = None, as_of: str = AS_OF) -> Overview:
    """The drawing of entries, with the formats talk and vote."""
    return overview(entries, site("talk", "vote", as_of=as_of), mentions or {})


def steady() -> list[Entry]:
    """A statement on every tenth day, so that nothing is folded and a day is narrower than a mark."""
    first = dt.date(2021, 10, 1)
    return [said(100 + number, str(first + dt.timedelta(days=10 * number))) for number in range(15)]


def marks(drawing: Overview) -> list[Mark]:
    """Every mark of a drawing."""
    return [mark for lane in drawing.lanes for mark in lane.marks]


def piles(drawing: Overview) -> list[Pile]:
    """Every target of statements of a drawing."""
    return [pile for lane in drawing.lanes for pile in lane.piles]


def labelled(drawing: Overview) -> list[str]:
    """Which events have a label."""
    return [mark.first.record.id for mark in marks(drawing) if mark.label]


def words_of(label: Label) -> Box:
    """Where the words of a label stand; the date is taken as wide as "10 Sept 2022", the least of what it may be."""
    width = max(width_of("10 Sept 2022", SIZE), *(width_of(line, SIZE) for line in label.lines))
    return Box(label.x - width if label.before else label.x, label.y - 10, width, 13 * (len(label.lines) + 1))


def overlap(one: Box, other: Box) -> bool:
    """Whether two boxes have a point in common."""
    beside = one.x < other.x + other.width and other.x < one.x + one.width
    return beside and one.y < other.y + other.height and other.y < one.y + one.height


def within(one: Box, lane: Lane) -> bool:
    """Whether a box is in the drawing, and in the stripe of its lane."""
    return one.x >= 0 and one.x + one.width <= WIDTH and lane.y <= one.y and one.y + one.height <= lane.y + lane.height


@pytest.fixture(scope="module", params=[(size, days) for size in SIZES for days in (3, 400, 40_000)], ids=str)
def crowd(request: pytest.FixtureRequest) -> tuple[list[Entry], Overview]:
    """Entries of each size over few, some and very many days, and their drawing."""
    size, days = request.param
    entries, mentions = many(size, days, seed=size)
    return entries, overview(entries, site(*"abc"), mentions)


# -- whatever there is to draw ----------------------------------------------------------------------------------------


def test_nothing_is_drawn_of_nothing() -> None:
    """Without entries there is no lane, which tells the template to draw nothing."""
    assert () == drawn().lanes


def test_no_two_targets_overlap(crowd: tuple[list[Entry], Overview]) -> None:
    """However many entries there are, each mark can be hit by itself, on 24 by 24 pixels or more (WCAG 2.5.8)."""
    found = [one.target for one in (*marks(crowd[1]), *piles(crowd[1]))]
    assert TARGET >= 24
    assert all(one.width >= TARGET and one.height >= 24 for one in found)
    assert [] == [pair for pair in combinations(found, 2) if overlap(*pair)]


def test_all_is_within_its_lane(crowd: tuple[list[Entry], Overview]) -> None:
    """No mark, label or column reaches out of the drawing or into the lane below."""
    for lane in crowd[1].lanes:
        assert all(within(one.target, lane) for one in lane.marks)
        assert all(within(words_of(one.label), lane) for one in lane.marks if one.label)
        assert all(within(box, lane) for one in lane.piles for box in (one.target, *one.columns, *one.unsure))


def test_lanes_stand_one_below_another(crowd: tuple[list[Entry], Overview]) -> None:
    """Each lane begins where the one above it ends, and the last ends with the drawing."""
    lanes = crowd[1].lanes
    assert all(below.y == above.y + above.height for above, below in pairwise(lanes))
    assert crowd[1].height == lanes[-1].y + lanes[-1].height


def test_labels_overlap_nothing(crowd: tuple[list[Entry], Overview]) -> None:
    """No label covers another label, or a mark that is not its own."""
    boxes = [(mark, words_of(mark.label)) for mark in marks(crowd[1]) if mark.label]
    assert [] == [pair for pair in combinations(boxes, 2) if overlap(pair[0][1], pair[1][1])]
    assert [] == [
        (own, other)
        for own, box in boxes
        for other in marks(crowd[1])
        if other is not own and overlap(box, other.target)
    ]


def test_every_event_is_reached(crowd: tuple[list[Entry], Overview]) -> None:
    """Each event is an entry of just one mark, its own or one that gathers several."""
    wanted = sorted(one.html_id for one in crowd[0] if one.kind == "event")
    reached = [one.html_id for mark in marks(crowd[1]) for one in mark.entries if one.kind == "event"]
    assert wanted == sorted(reached)


def test_every_statement_is_counted(crowd: tuple[list[Entry], Overview]) -> None:
    """The columns together stand for as many statements as there are."""
    assert sum(one.kind == "statement" for one in crowd[0]) == sum(one.count for one in piles(crowd[1]))


def test_marks_of_a_lane_are_in_order_of_time(crowd: tuple[list[Entry], Overview]) -> None:
    """By keyboard one goes through a lane from the earliest to the latest."""
    for lane in crowd[1].lanes:
        assert [one.x for one in lane.marks] == sorted(one.x for one in lane.marks)


def test_a_drawing_has_a_size_that_a_page_can_bear(crowd: tuple[list[Entry], Overview]) -> None:
    """Ten thousand events make no more marks, and no higher a drawing, than the lanes have room for."""
    lanes = [lane for lane in crowd[1].lanes if lane.kind != "said"]
    assert all(len(lane.marks) <= ROWS * WIDTH // TARGET for lane in lanes)
    assert crowd[1].height < 800


def test_lines_cross_no_label(crowd: tuple[list[Entry], Overview]) -> None:
    """No words are struck through by the span of a date or by the line from an announcement."""
    for lane in crowd[1].lanes:
        words = [words_of(one.label) for one in lane.marks if one.label]
        lines = [Box(one.x1, one.y - 2, one.x2 - one.x1, 4) for one in lane.lines]
        assert [] == [(box, line) for box in words for line in lines if overlap(box, line)]


dates = st.one_of(
    st.dates().map(str),
    st.dates().map(lambda day: f"{day:%Y}".zfill(4)),
    st.dates().map(lambda day: f"{day:%Y}".zfill(4) + f"-{day:%m}~"),
    st.dates().map(lambda day: f"{day}?"),
    st.dates().map(lambda day: f"../{day}"),
    st.dates().map(lambda day: f"{day}/.."),
)


@settings(max_examples=60)
@given(st.lists(st.tuples(dates, dates, st.sampled_from(["talk", "vote", None]), st.integers(0, 9)), max_size=30))
def test_dates_of_every_form_are_drawn(given_: list[tuple[str, str, str | None, int]]) -> None:
    """Days, months, years, uncertain ones and those without an end, from year 1 to 9999, overlap nowhere."""
    events = [event(number, date, format_=lane) for number, (date, _, lane, _) in enumerate(given_)]
    statements = sorted((said(number, date) for number, (_, date, _, _) in enumerate(given_)), key=lambda one: one.date)
    mentions = {one.ref: given_[number][3] for number, one in enumerate(events)}
    found = drawn(*entries_of(*events), *statements, mentions=mentions)
    targets = [one.target for one in (*marks(found), *piles(found))]
    assert [] == [pair for pair in combinations(targets, 2) if overlap(*pair)]
    assert all(within(one.target, lane) for lane in found.lanes for one in (*lane.marks, *lane.piles))
    assert len(given_) == sum(one.count for one in piles(found))


# -- lanes ------------------------------------------------------------------------------------------------------------


def test_lanes_are_those_of_the_site() -> None:
    """A lane for each format that has events, in the site's order; then events without a format; then statements."""
    found = drawn(
        said(1, "2022-01-10"),
        *entries_of(event(1, "2022-01-10", format_=None), event(2, "2022-01-11", format_="vote")),
    )
    assert [("format", "The votes"), ("other", ""), ("said", "")] == [(one.kind, one.title) for one in found.lanes]


def test_names_of_lanes_break_into_lines() -> None:
    """A long name stands in lines that fit into the column of names, and the lane is high enough for them."""
    choice = {"talk": {"label": "Meetings of several states and their ministers, and others"}}
    settings_ = {"title": "Harbour", "summary": "Of it.", "as_of": AS_OF, "languages": ["en"], "formats": choice}
    found = overview(entries_of(event(1, "2022-01-10")), Site.model_validate(settings_), {})
    (lane,) = found.lanes
    assert 3 <= len(lane.name)
    assert all(width_of(line, SIZE) < NAMES for line in lane.name)
    assert lane.height > 13 * len(lane.name)


# -- marks ------------------------------------------------------------------------------------------------------------


def test_a_mark_has_the_state_of_its_event() -> None:
    """What was planned is not drawn as what was held: the shape is that of the state on the site's day."""
    found = drawn(*entries_of(event(1, "2022-03-10", life=[("planned", "2022-01-10")])))
    assert ["announced", "planned"] == ["announced" if one.kind == "step" else one.first.state for one in marks(found)]
    assert {"announced", "planned"} == found.shapes


def test_announcements_lead_to_their_event() -> None:
    """A line runs from the first announcement of an event to the event, in one row with both."""
    found = drawn(*entries_of(event(1, "2022-01-10", life=[("planned", "2021-12-20"), ("held", "2022-01-10")])))
    step, mark = marks(found)
    (line,) = found.lanes[0].lines
    assert ("life", step.x, mark.x, mark.y) == (line.kind, line.x1, line.x2, line.y)
    assert step.y == mark.y


def test_announcements_side_by_side_are_one_mark() -> None:
    """Announcements of one event that have no room beside each other are one mark, which leads to the first."""
    life = [("planned", "2021-11-20"), ("planned", "2021-11-20"), ("confirmed", "2021-11-21"), ("held", "2022-01-10")]
    found = drawn(*entries_of(event(1, "2022-01-10", life=life)), *steady())
    step = marks(found)[0]
    assert ("step", 3, "event-e1_step-1") == (step.kind, len(step.entries), step.first.html_id)


@pytest.mark.parametrize(
    ("date", "state", "expected"),
    [
        ("2022-01-10", "held", []),
        ("2022-01-10/2022-01-14", "held", ["lasting"]),
        ("2022-01-10/2022-01-14", "planned", ["meant"]),
        ("2022-01-10/..", "held", ["lasting"]),
        ("2022-01", "held", ["loose"]),
        ("2022-01-10~", "held", ["loose"]),
        ("2022-01-10?", "planned", ["loose"]),
        ("2022-01/2022-02-14", "held", ["loose"]),
    ],
)
def test_what_is_not_of_one_day_is_a_span(date: str, state: str, expected: list[str]) -> None:
    """Several days are a line, thick if they came; a date that is not exact is a dashed one."""
    found = drawn(*entries_of(event(1, date), state=state), said(1, "2022-01-01"))
    assert expected == [one.kind for one in found.lanes[0].lines]


def test_a_span_covers_its_days() -> None:
    """A month is as long as its days on the scale; what has no beginning or end runs to the edge."""
    events = [event(1, "2022-01"), event(2, "../2022-01-05"), event(3, "2022-02-10/..")]
    found = drawn(*entries_of(*events), said(1, "2022-01-01"), said(2, "2022-02-01"))
    by_length = {(one.x1, one.x2) for one in found.lanes[0].lines}
    (january,) = [one.target.x for one in piles(found) if one.day == "day-2022-01-01"]
    (february,) = [one.target.x for one in piles(found) if one.day == "day-2022-02-01"]
    assert (january, february) in by_length
    assert {0, WIDTH} <= {x for pair in by_length for x in pair}


def test_the_day_of_states_is_a_line() -> None:
    """The line stands where that day ends, and what is planned for later behind it."""
    found = drawn(*entries_of(event(1, "2022-02-24"), event(2, "2022-03-24"), state="planned"))
    today, later = marks(found)
    assert today.x < found.as_of < later.x
    assert found.ahead
    assert found.as_of == found.ahead.x
    assert drawn(*entries_of(event(1, "2022-02-24"))).ahead is None


# -- thinning and labels ----------------------------------------------------------------------------------------------


def test_what_has_no_room_is_gathered() -> None:
    """Of more events of a day than there are rows, the last row has one mark with the rest, which leads to their first."""
    found = marks(drawn(*entries_of(*(event(number, "2022-01-10") for number in range(9)))))
    assert ["event"] * (ROWS - 1) + ["more"] == [one.kind for one in found]
    assert 9 - (ROWS - 1) == len(found[-1].entries)


def test_events_that_weigh_more_keep_a_mark() -> None:
    """Gathered are those that the fewest records mention."""
    events = [event(number, "2022-01-10") for number in range(9)]
    found = marks(drawn(*entries_of(*events), mentions={events[7].ref: 5, events[8].ref: 2}))
    single = [one.first.record.id for one in found if one.kind == "event"]
    assert {"e7", "e8"} <= set(single)


def test_an_event_with_room_has_a_label() -> None:
    """A single event is told by its date and its title."""
    (mark,) = marks(drawn(*entries_of(event(1, "2022-01-10", title="Talks in Geneva"))))
    assert mark.label
    assert ("Talks in Geneva",) == mark.label.lines


def test_labels_go_to_what_weighs_more() -> None:
    """Of labels that have no room together, those of events that more records mention are written."""
    title = "The council of the harbour puts the hearing of its pilots and of all shippers off until the spring"
    events = [event(number, f"2022-01-{10 + number}", title=title) for number in range(12)]
    mentions = {events[4].ref: 9, events[10].ref: 7}
    found = labelled(drawn(*steady(), *entries_of(*events), mentions=mentions))
    assert {"e4", "e10"} <= set(found)
    assert len(found) < len(events)


def test_being_announced_counts_too() -> None:
    """An event that was announced weighs more than one of which nothing else is known."""
    events = [event(number, "2022-01-10") for number in range(9)]
    told = event(9, "2022-01-10", life=[("planned", "2021-12-01"), ("held", "2022-01-10")])
    assert "e9" in labelled(drawn(*entries_of(*events, told)))


def test_no_label_crosses_the_day_of_states() -> None:
    """The words of what has happened stand before the line of that day, and of what is to come behind it."""
    events = [
        event(number, f"2022-{month:02}-10", title="Talks of some length") for number, month in enumerate((1, 2, 3, 4))
    ]
    found = drawn(*entries_of(*events))
    for mark in marks(found):
        if mark.label:
            box = words_of(mark.label)
            assert box.x + box.width <= found.as_of or found.as_of <= box.x
    assert labelled(found)


# -- statements -------------------------------------------------------------------------------------------------------


def test_columns_are_as_high_as_there_are_statements() -> None:
    """Heights are to scale, and the tallest is told."""
    found = drawn(*(said(n, "2022-01-03") for n in range(4)), *(said(n, "2022-02-13") for n in range(4, 6)))
    heights = [box.height for one in piles(found) for box in one.columns]
    assert heights[0] == 2 * heights[1]
    assert 4 == found.lanes[0].most


def test_statements_of_neighbouring_days_are_one_target() -> None:
    """Days too narrow to be hit are together, with a column each, and lead to the heading of the first of them."""
    found = drawn(*steady(), said(1, "2022-02-23"), said(2, "2022-02-24"), said(3, "2022-02-24"))
    together = piles(found)[-1]
    assert ("day-2022-02-23", 3, 2) == (together.day, together.count, len(together.columns))
    assert read_date("2022-02-23/2022-02-24") == together.date


def test_statements_of_uncertain_days_are_told_apart() -> None:
    """What may have been said on a day is a part of the column that is drawn hollow; what has no day is a line below."""
    found = drawn(said(1, "2021-12"), said(2, "2022-01-10"), said(3, "2022-01-10?"))
    day, month = piles(found)
    assert (1, 1, 2) == (len(day.columns), len(day.unsure), day.count)
    assert ((), 1, "day-2021-12") == (month.columns, len(month.unsure), month.day)
    assert month.target.y > day.target.y


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2022-01-10", "day-2022-01-10"),
        ("2022-01-10?", "day-2022-01-10-uncertain"),
        ("2022-01~", "day-2022-01-about"),
        ("2022%", "day-2022-about-uncertain"),
        ("2021-11-30/2021-12-01", "day-2021-11-30-to-2021-12-01"),
        ("../2021", "day-open-to-2021"),
    ],
)
def test_headings_of_days_have_plain_ids(date: str, expected: str) -> None:
    """An id has nothing that an address would have to escape."""
    assert expected == day_id(read_date(date))


# -- from right to left -----------------------------------------------------------------------------------------------


def test_the_mirrored_drawing_is_the_same_from_the_other_side(crowd: tuple[list[Entry], Overview]) -> None:
    """Mirrored twice it is as it was; mirrored once, what was at the left is at the right, and nothing overlaps."""
    drawing = crowd[1]
    assert drawing == drawing.mirrored.mirrored
    assert [WIDTH - one.x for one in marks(drawing)] == [one.x for one in marks(drawing.mirrored)]
    found = [one.target for one in (*marks(drawing.mirrored), *piles(drawing.mirrored))]
    assert [] == [pair for pair in combinations(found, 2) if overlap(*pair)]


# -- the page ---------------------------------------------------------------------------------------------------------


def figure(page: str) -> Any:
    """The drawing within a page."""
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    return next(one for one in tree.iter("figure") if one.get("class") == "overview")


def names(page: str) -> dict[str, list[str]]:
    """Where the marks of a page lead, and how they are called."""
    svg = "{http://www.w3.org/2000/svg}"
    found: dict[str, list[str]] = {}
    for link in figure(page).iter(f"{svg}a"):
        found.setdefault(link.get("href"), []).append(link.find(f"{svg}title").text)
    return found


def test_marks_are_named_by_date_title_and_state() -> None:
    """Who hears a mark hears what it stands for, and is led to its line in the list."""
    found = names(page_of(harbour(), "timeline.html"))
    assert ["21 Jul 2018: The signing of an interim accord (confirmed)"] == found["#event-signing-in-quillport"]
    assert ["4 Mar to 5 Mar 2018: 3 statements"] == found["#day-2018-03-04"]


def test_every_mark_leads_to_something() -> None:
    """The fragment of each link is an id of the page."""
    page = page_of(harbour(), "timeline.html")
    assert {one.removeprefix("#") for one in names(page)} <= set(ids_of(page))


def test_the_list_has_what_the_drawing_has() -> None:
    """Every event and statement of the drawing stands in the list too: the list is the drawing in words."""
    page = page_of(harbour(), "timeline.html")
    listed = {one for one in ids_of(page) if one.startswith(("event-", "day-"))}
    assert {one.removeprefix("#") for one in names(page)} <= listed


def test_an_earlier_day_is_drawn_as_it_was() -> None:
    """On the site as of a day events have their state of that day, and what became known later is not drawn."""
    now, then = (
        [name for one in names(page_of(harbour(), path)).values() for name in one]
        for path in ("timeline.html", "as-of/2018-03-10/timeline.html")
    )
    assert "4 Mar 2018: A session past midnight (took place)" in now
    assert "4 Mar 2018: A session past midnight (status not recorded)" in then
    assert any("The signing of an interim accord" in one for one in now)
    assert not any("The signing of an interim accord" in one for one in then)


def test_the_drawing_brings_no_style_of_its_own() -> None:
    """The page's policy forbids style in elements; and nothing in the drawing is loaded."""
    found = figure(page_of(harbour(), "timeline.html"))
    assert [] == [
        one for one in found.iter() if one.get("style") or str(one.tag).endswith(("style", "script", "image"))
    ]


def test_a_site_without_entries_has_no_drawing() -> None:
    """Nothing recorded is nothing to draw: there is no empty frame."""
    edition = harbour().prepared.editions[0]
    (page,) = [one for one in edition.pages if one.path == "timeline.html"]
    empty = replace(page.view, months=(), overview=overview((), edition.library.site, {}))
    theme = harbour().prepared.theme
    assert theme
    bare = type(edition)(edition.language, "", edition.library, (type(page)(page.path, page.template, "", empty),))
    artifacts, problems = render((bare,), theme)
    assert () == problems
    text = next(one.data.decode() for one in artifacts if one.path == "timeline.html")
    assert "overview__" not in text


HOME = """{% extends "default/pages/home.html" %}
{% from "components/overview.html" import overview %}
{% block after %}
{% set page = (edition.pages|selectattr("path", "equalto", "timeline.html")|first) %}
{{ overview(page.view.overview, url("timeline.html")) }}
{% endblock %}
"""

ARABIC = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);\\n"
"""


def test_it_stands_on_other_pages_too(project: MakeProject) -> None:
    """A page that is given the address of the timeline draws the same, and each mark leads there."""
    files = SOUND | {"content/site.yml": f"{SITE}theme: look\n", "look/pages/home.html": HOME}
    site_ = make(project(files))
    there, here = (page_of(site_, path) for path in ("timeline.html", "index.html"))
    assert ["timeline.html" + one for one in names(there)] == list(names(here))
    assert [] == dead_links(site_)


def test_a_page_from_right_to_left_is_mirrored(project: MakeProject) -> None:
    """In Arabic what is earlier stands at the right, names of lanes begin at their right edge, arrows point left."""
    svg = "{http://www.w3.org/2000/svg}"
    later = with_lines(EVENT, "life:", "  - {state: postponed, date: 2022-01-08, scheduled: 2022-03-01}")
    places = {}
    for language in ("en", "ar"):
        settings_ = SITE.replace("[en]", f"[{language}]") + "theme: look\n"
        files = SOUND | {"content/site.yml": settings_, "look/locales/ar.po": ARABIC, "content/events/off.md": later}
        found = figure(page_of(make(project(files)), "timeline.html"))
        (arrow,) = [one for one in found.iter(f"{svg}g") if one.get("id") == "overview-postponed"]
        assert (language == "ar") == any("transform" in one.attrib for one in arrow.iter())
        (target,) = [one.find(f"{svg}rect") for one in found.iter(f"{svg}a") if one.get("href") == "#event-talks"]
        (line,) = [one.get("d") for one in found.iter(f"{svg}path") if one.get("class") == "overview__as-of"]
        name = next(one.find(f"{svg}tspan").get("x") for one in found.iter(f"{svg}text"))
        places[language] = (int(target.get("x")), int(line[1:].split()[0]), int(name))
    (left, line, name), (right, turned, edge) = places["en"], places["ar"]
    assert left < line
    assert (WIDTH - left - TARGET, WIDTH - line) == (right, turned)
    assert (0, NAMES) == (name, edge)


def test_words_that_are_not_translated_keep_language_and_direction(project: MakeProject) -> None:
    """A title and the name of a lane stand in an Arabic drawing from left to right, and what is heard of them is isolated."""
    svg = "{http://www.w3.org/2000/svg}"
    settings_ = SITE.replace("[en]", "[en, ar]") + "theme: look\nformats: {call: {label: Calls}}\n"
    event_ = with_lines(EVENT.replace("The harbour talks open", "Who pays? 50%?"), "format: call")
    files = SOUND | {"content/site.yml": settings_, "look/locales/ar.po": ARABIC, "content/events/talks.md": event_}
    found = figure(page_of(make(project(files)), "ar/timeline.html"))
    spans = {one.text: one for one in found.iter(f"{svg}tspan") if one.get("lang")}
    assert {"Who pays? 50%?", "Calls"} == set(spans)
    assert not any(
        one.get("lang") for one in found.iter() if one.tag != f"{svg}tspan"
    )  # what is Arabic within stays so
    assert {("en", "ltr", "isolate")} == {
        (one.get("lang"), one.get("direction"), one.get("unicode-bidi")) for one in spans.values()
    }
    assert any("\u2066Who pays? 50%?\u2069" in (one.text or "") for one in found.iter(f"{svg}title"))


# -- in a browser -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def folder() -> Path:
    """The example's site on disk."""
    shutil.rmtree(OUTPUT, ignore_errors=True)
    for one in harbour().artifacts:
        path = OUTPUT / one.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(one.data)
    return OUTPUT


@pytest.fixture
def opened(folder: Path, browser: Browser) -> Iterator[Page]:
    """The example's timeline in Chromium, on a wide screen."""
    context = browser.new_context(offline=True, viewport={"width": 1440, "height": 1000})
    page = context.new_page()
    page.goto((folder / "timeline.html").as_uri())
    yield page
    context.close()


def test_words_do_not_overlap_on_the_screen(opened: Page) -> None:
    """With the letters of this machine, no line of words of the drawing touches another."""
    boxes = opened.evaluate(
        """[...document.querySelectorAll('.overview__plot tspan, .overview__plot text:not(:has(tspan))')].map(one => {
          const range = document.createRange(); range.selectNodeContents(one);
          const {left, right, top, bottom} = range.getBoundingClientRect();
          return [one.textContent, left, right, top + 3, bottom - 3];
        })"""
    )
    touching = [
        (one[0], other[0])
        for one, other in combinations(boxes, 2)
        if one[1] < other[2] and other[1] < one[2] and one[3] < other[4] and other[3] < one[4]
    ]
    assert [] == touching
    assert len(boxes) > 40


def test_targets_are_large_enough_on_the_screen(opened: Page) -> None:
    """Every mark can be hit on 24 by 24 pixels, at every width at which it is shown."""
    for width in (1216, 1300, 1440):
        opened.set_viewport_size({"width": width, "height": 1000})
        sizes = opened.evaluate(
            "[...document.querySelectorAll('.overview a > rect')].map(one => one.getBoundingClientRect())"
            ".map(one => Math.min(one.width, one.height))"
        )
        assert sizes
        assert min(sizes) >= 24


def test_a_click_leads_to_the_entry(opened: Page) -> None:
    """A mark, and the words of its label, lead to the line in the list."""
    opened.get_by_role("link", name="14 Jan 2018: Varnmark decrees a toll on the strait (took place)").click()
    assert opened.url.endswith("#event-toll-decree")
    assert opened.locator("#event-toll-decree").evaluate("one => one.getBoundingClientRect().top") < 1000


def test_the_keyboard_goes_through_the_marks_or_past_them(opened: Page) -> None:
    """The marks are reached in the order of the drawing, each visibly focused; one link leads past all of them."""
    opened.locator(".overview__skip a").focus()
    reached = []
    links = opened.evaluate("[...document.querySelectorAll('.overview__plot a')].map(one => one.getAttribute('href'))")
    for _ in links:
        opened.keyboard.press("Tab")
        href, outline = opened.evaluate(
            "[document.activeElement.getAttribute('href'), getComputedStyle(document.activeElement).outlineStyle]"
        )
        reached.append(href)
        assert "solid" == outline
    assert links == reached
    opened.locator(".overview__skip a").focus()
    opened.keyboard.press("Enter")
    opened.keyboard.press("Tab")
    assert opened.evaluate(
        "Boolean(document.querySelector('.overview').compareDocumentPosition(document.activeElement)"
        " & Node.DOCUMENT_POSITION_FOLLOWING)"
    )


def test_a_focused_mark_is_not_covered(opened: Page) -> None:
    """Where the drawing is panned, the mark in focus or its words come into view, beside the names of lanes (WCAG 2.4.11)."""
    opened.set_viewport_size({"width": 1216, "height": 1000})
    links = opened.locator(".overview__plot a")
    for number in (*range(links.count()), *reversed(range(links.count()))):
        links.nth(number).focus()
        covered = opened.evaluate(
            """(() => { const mark = document.activeElement.getBoundingClientRect();
              const pan = document.querySelector('.overview__pan').getBoundingClientRect();
              const names = document.querySelector('.overview__names').getBoundingClientRect();
              return mark.right < pan.left + 24 || mark.left > pan.right - 24 || pan.left < names.right - 1; })()"""
        )
        assert not covered, number


@pytest.mark.parametrize("width", [360, 768])
def test_it_gives_way_to_the_list_on_narrow_screens(opened: Page, width: int) -> None:
    """On a phone or a tablet held upright there is no drawing, for eyes or keyboard; the list is there, and fits."""
    opened.set_viewport_size({"width": width, "height": 800})
    assert not opened.locator(".overview").is_visible()
    assert opened.locator("#event-toll-decree").is_visible()
    assert 0 == opened.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def test_it_is_whole_on_paper(opened: Page) -> None:
    """In print the drawing fits into the width of the page."""
    opened.set_viewport_size({"width": 700, "height": 1000})
    opened.emulate_media(media="print")
    assert opened.locator(".overview").is_visible()
    assert 0 >= opened.evaluate(
        "document.querySelector('.overview__plot').getBoundingClientRect().right - document.documentElement.clientWidth"
    )


def test_forced_colours_leave_every_mark_visible(opened: Page) -> None:
    """Where the reader's colours rule, marks have a colour other than the ground."""
    opened.emulate_media(forced_colors="active")
    ground, inks = opened.evaluate(
        """[getComputedStyle(document.body).backgroundColor,
          [...document.querySelectorAll('.overview .mark__full, .overview text')].map(one => getComputedStyle(one).fill)]"""
    )
    assert inks
    assert ground not in inks
