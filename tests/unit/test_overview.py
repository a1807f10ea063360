"""The timeline as one drawing: what is drawn where, with none, few, many and very many entries; and how it is read."""

import datetime as dt
import random
from collections.abc import Mapping
from itertools import combinations, pairwise, product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from onrecord.config import Site
from onrecord.lettering import width_of
from onrecord.pages.layout import ROWS, SIZE, TARGET, WIDTH, Box, Label
from onrecord.pages.overview import NAMES, Lane, Mark, Overview, Shortened, overview
from onrecord.pages.piles import Pile
from onrecord.pages.timeline import Entry, day_id
from onrecord.records.dates import EdtfDate, read_date
from onrecord.records.event import Event
from onrecord.records.fields import Ref
from onrecord.records.statement import Statement

pytestmark = pytest.mark.xdist_group("crowd")  # whose drawings the tests share

AS_OF = "2022-02-24"
CROWDS = (*product((1, 10, 100, 300), (3, 400, 40_000)), (10_000, 400))  # how many entries, over how many days
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
    found = [
        Entry(
            kind="event",
            date=one.date,
            record=one,
            state=one.life[-1].state if one.life else state,
            actor=None,
            side=None,
        )
        for one in events
    ]
    found += [
        Entry(kind="step", date=step.date, record=one, state=step.state, actor=None, side=None, step=step)
        for one in events
        for step in one.life
        if step.state != "held"
    ]
    place = places(found)
    return sorted(found, key=lambda one: (place[one.date], one.kind, one.html_id))


def places(entries: list[Entry]) -> dict[EdtfDate, int]:
    """The place of each date among those of entries: for ten thousand of them, comparing numbers is quicker than dates."""
    return {date: number for number, date in enumerate(sorted({one.date for one in entries}))}


def said(number: int, date: str) -> Entry:
    """The line of a statement."""
    told = {"id": f"s{number}", "title": "Words", "speaker": "moor", "date": date}
    words = [{"source": "paper", "language": "en", "words": "Words.", "class": "verbatim"}]
    record = Statement.model_validate(told | {"renditions": words})
    return Entry(kind="statement", date=record.date, record=record, state=None, actor=None, side=None)


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
    place = places(statements)
    return [*entries_of(*events), *sorted(statements, key=lambda one: place[one.date])], mentions


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
    return Box(
        x=label.x - width if label.before else label.x, y=label.y - 10, width=width, height=13 * (len(label.lines) + 1)
    )


def overlap(one: Box, other: Box) -> bool:
    """Whether two boxes have a point in common."""
    beside = one.x < other.x + other.width and other.x < one.x + one.width
    return beside and one.y < other.y + other.height and other.y < one.y + one.height


def within(one: Box, lane: Lane) -> bool:
    """Whether a box is in the drawing, and in the stripe of its lane."""
    return one.x >= 0 and one.x + one.width <= WIDTH and lane.y <= one.y and one.y + one.height <= lane.y + lane.height


@pytest.fixture(scope="module", params=CROWDS, ids=str)
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
    """Each stands in one column, and the columns together for as many as there are."""
    stacked = sorted(one.html_id for pile in piles(crowd[1]) for one in pile.entries)
    assert sorted(one.html_id for one in crowd[0] if one.kind == "statement") == stacked
    assert len(stacked) == sum(one.count for one in piles(crowd[1]))


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
        lines = [Box(x=one.x1, y=one.y - 2, width=one.x2 - one.x1, height=4) for one in lane.lines]
        assert {one.entries[0].html_id for one in lane.lines} <= {one.first.html_id for one in lane.marks}
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


# -- folds ------------------------------------------------------------------------------------------------------------


def folds(first: str, *others: str) -> tuple[Shortened, ...]:
    """The folds of a drawing with something on that day, before ten weeks with something on each day."""
    busy = [str(dt.date(2021, 11, 10) + dt.timedelta(days=number)) for number in range(72)]
    return drawn(*(said(number, date) for number, date in enumerate((first, *others, *busy))), as_of="2022-01-20").folds


def test_a_fold_is_quiet_only_if_nothing_runs_through_it() -> None:
    """Where an entry of no exact day may fall into the stretch, it is not called one without entries."""
    assert [True] == [fold.quiet for fold in folds("2010-05-01")]
    assert [False] == [fold.quiet for fold in folds("2010-05-01", "2010-05")]


@pytest.mark.parametrize(
    ("first", "expected"),
    [("2021-10-21", (19, "days")), ("2021-06-16", (4, "months")), ("2019-12-01", (23, "months")), ("2010-05-01", (11, "years"))],
)  # fmt: skip
def test_a_fold_is_told_in_whole_units(first: str, expected: tuple[int, str]) -> None:
    """Days up to two months, months up to two years, then years; what is begun is not counted."""
    (fold,) = folds(first)
    assert expected == (fold.count, fold.unit)


@pytest.mark.parametrize(
    ("until", "expected"), [(None, [True] * 3), ("2022-02-01", [True, True, False]), ("2022-12-01", [True] * 3)]
)
def test_what_lies_behind_the_day_of_gathering_is_told_apart(until: str | None, expected: list[bool]) -> None:
    """A fold that begins there, or later, is not gathered; those before it are."""
    entries = [said(number, date) for number, date in enumerate(("2021-01-01", "2022-01-01", "2022-02-01"))]
    gathered = {"gathered_until": read_date(until) if until else None}
    found = overview(entries, site(as_of="2022-12-01").model_copy(update=gathered), {})
    assert expected == [fold.gathered for fold in found.folds]


# -- from right to left -----------------------------------------------------------------------------------------------


def test_the_mirrored_drawing_is_the_same_from_the_other_side(crowd: tuple[list[Entry], Overview]) -> None:
    """Mirrored twice it is as it was; mirrored once, what was at the left is at the right, and nothing overlaps."""
    drawing = crowd[1]
    assert drawing == drawing.mirrored.mirrored
    assert [WIDTH - one.x for one in marks(drawing)] == [one.x for one in marks(drawing.mirrored)]
    found = [one.target for one in (*marks(drawing.mirrored), *piles(drawing.mirrored))]
    assert [] == [pair for pair in combinations(found, 2) if overlap(*pair)]
