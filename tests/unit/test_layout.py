"""A lane laid out: a seat for each mark that keeps one, and what is drawn beside it where there is room."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from onrecord.pages.layout import (
    ALONE,
    ANNOUNCED,
    LABELLED,
    ROWS,
    TARGET,
    WIDTH,
    Seat,
    Span,
    Wish,
    around,
    gathered,
    lay_out,
)

AS_OF = WIDTH - 2 * TARGET


def wish(x: int, *steps: int, days: Span | None = None, title: str = "Talks", weight: int = 0) -> Wish:
    """What would be drawn of an event there."""
    return Wish(x=x, days=days or (x, x), steps=steps, title=title, date=100, weight=weight)


places = st.integers(TARGET, WIDTH - TARGET)
wishes = st.lists(
    st.builds(
        lambda x, steps, length, title, weight: wish(x, *steps, days=(x, x + length), title=title, weight=weight),
        places,
        st.lists(places, max_size=2),
        st.sampled_from((0, 0, 40, 300)),
        st.text(st.sampled_from("ab "), min_size=1, max_size=60).filter(str.strip),
        st.integers(0, 3),
    ),
    max_size=60,
).map(lambda found: sorted(found, key=lambda one: (-one.weight, one.x)))


def taken(of: Wish, seat: Seat) -> list[tuple[int, Span]]:
    """The rows and spans that a seat takes, its label with its mark."""
    low, high = of.reaches[seat.drawn]
    if not seat.label:
        return [(seat.row, (low, high))]
    width = of.width(seat.label.lines)
    words = (seat.label.x - width, seat.label.x) if seat.label.before else (seat.label.x, seat.label.x + width)
    below = seat.label.y > TARGET // 2
    last = seat.row + below + (len(seat.label.lines) > 1)
    rows = [(row, words) for row in range(seat.row + 1, last + 1)]
    return [(seat.row, (low, high) if below else (min(low, words[0]), max(high, words[1]))), *rows]


@given(wishes)
def test_nothing_that_is_drawn_overlaps(asked: list[Wish]) -> None:
    """Marks, spans, announcements and labels have their place in a row to themselves, those that are gathered too."""
    seats = lay_out(asked, AS_OF)
    left = sorted(one.x for one, seat in zip(asked, seats, strict=True) if seat is None)
    spans = [(ROWS - 1, around(group[0])) for group in gathered(left, int)]
    spans += [span for one, seat in zip(asked, seats, strict=True) if seat for span in taken(one, seat)]
    assert all(0 <= row < ROWS for row, _ in spans)
    assert [] == [
        pair
        for pair in combinations(spans, 2)
        if pair[0][0] == pair[1][0] and pair[0][1][0] < pair[1][1][1] and pair[1][1][0] < pair[0][1][1]
    ]


@given(wishes)
def test_no_label_crosses_the_day_of_reading(asked: list[Wish]) -> None:
    """Words stand before the line or behind it, and on the drawing."""
    for one, seat in zip(asked, lay_out(asked, AS_OF), strict=True):
        if seat and seat.label:
            width = one.width(seat.label.lines)
            begin = seat.label.x - width if seat.label.before else seat.label.x
            assert 0 <= begin
            assert begin + width <= WIDTH
            assert begin + width < AS_OF or AS_OF < begin


def test_one_alone_has_all_that_is_wished_for() -> None:
    """Its label, its announcements and the days of its date."""
    (seat,) = lay_out([wish(500, 300, days=(500, 560))], AS_OF)
    assert seat is not None
    assert LABELLED == seat.drawn
    assert seat.label is not None


@pytest.mark.parametrize("heavy", [0, 2])
def test_the_weightiest_keeps_its_label(heavy: int) -> None:
    """Where all cannot have one, that of the event which comes first is written, and the others keep their marks."""
    order = [heavy, *(number for number in range(3) if number != heavy)]
    asked = [
        wish(500 + TARGET * number, title="Talks on the harbour dues " * 3, weight=3 - rank)
        for rank, number in enumerate(order)
    ]
    seats = lay_out(asked, AS_OF)
    assert seats[0] is not None
    assert seats[0].label is not None
    assert None not in seats


def test_those_without_room_are_gathered() -> None:
    """Of many at one place as many keep a mark as there are rows but one, the weightiest first; the last row is for the others."""
    seats = lay_out([wish(500, weight=9 - number) for number in range(9)], AS_OF)
    assert [True] * (ROWS - 1) + [False] * (10 - ROWS) == [seat is not None for seat in seats]
    assert all(seat.drawn in {ALONE, LABELLED} for seat in seats if seat)


def test_announcements_give_way_to_marks() -> None:
    """Where marks stand all along a line to an event, it is not drawn, and no mark is lost."""
    crowd = [wish(x) for x in range(200, 700, TARGET) for _ in range(ROWS)]
    seats = lay_out([wish(740, 120, weight=1), *crowd], AS_OF)
    assert None not in seats
    assert seats[0] is not None
    assert seats[0].drawn < ANNOUNCED


def test_only_what_stands_in_the_way_is_given_up() -> None:
    """Where a mark finds no room in the end, those beside it that weigh least lose their labels, and no others."""
    long = "Talks on the harbour dues"
    asked = [
        wish(420, days=(420, 480), title=long, weight=2),
        wish(306, 658, title=long, weight=2),
        wish(336, weight=2),
        wish(378, days=(378, 438), title=long, weight=2),
        wish(558, days=(558, 758), title=long, weight=1),
        wish(534, days=(534, 594), title=long, weight=1),
        wish(528, days=(528, 588)),
        wish(528, 346, days=(528, 728)),
        wish(504, 60, title=long),
        wish(360, 476, days=(360, 560), title=long),
        wish(540),
    ]
    seats = lay_out(asked, AS_OF)
    assert [0, 2, 3] == [number for number, seat in enumerate(seats) if seat and seat.label]
    assert None not in seats
