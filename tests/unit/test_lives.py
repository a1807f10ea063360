"""The lives of measures drawn: what stands where in time, in which state, and that drawing and table tell the same steps."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from onrecord.pages.lives import LOOKS, lives
from onrecord.records.dates import read_date
from onrecord.records.measure import Measure

AS_OF = read_date("2022-02-24")


def measure(*steps: str, name: str = "m") -> Measure:
    """A measure with such a life, each step written as ``state date``."""
    life = [dict(zip(("state", "date"), one.split(), strict=True)) for one in steps]
    return Measure.model_validate({"id": name, "title": f"Measure {name}", "life": life})


def row(*steps: str) -> list[str]:
    """What is drawn of such a measure: each piece and turn by look and places."""
    ((life,),) = (group.lives for group in lives((measure(*steps),), AS_OF).groups)
    return [f"{one.look} {one.low}-{one.high}" for one in (*life.pieces, *life.turns)]


# -- rows -------------------------------------------------------------------------------------------------------------


def test_a_life_is_drawn_from_step_to_step_up_to_the_day() -> None:
    """Each state lasts from its step to the next, the last one to the site's day."""
    assert [
        "threatened 0-400",
        "force 400-1000",
        "threatened 0-0",
        "force 400-400",
    ] == row("threatened 2022-02-04", "in-force 2022-02-12")


def test_nothing_is_drawn_behind_an_end() -> None:
    """What lapsed, was lifted or never imposed has a mark there and no line."""
    for state in ("lapsed", "lifted", "never-imposed"):
        assert ["threatened 0-400"] == row("threatened 2022-02-04", f"{state} 2022-02-12")[:-2]


def test_what_ended_can_begin_anew() -> None:
    """The line of a second threat begins at it, not at the first."""
    assert ["threatened 0-400", "threatened 800-1000"] == row(
        "threatened 2022-02-04", "lifted 2022-02-12", "threatened 2022-02-20"
    )[:2]


def test_a_threat_that_is_said_again_is_one_line() -> None:
    """Steps that are drawn alike have one line, with a mark at each."""
    drawn = row("threatened 2022-02-04", "proposed 2022-02-08", "announced 2022-02-12")
    assert ["threatened 0-1000", "threatened 0-0", "threatened 200-200", "threatened 400-400"] == drawn


def test_a_date_that_is_not_of_one_day_is_a_span() -> None:
    """What follows a step begins on the last day that it can have been taken on."""
    assert ["force 50-1000", "force 0-50"] == row("in-force 2022-02-04/2022-02-05")


def test_every_look_is_told_from_the_others() -> None:
    """Threatened, adopted, in force, partly waived, suspended, ended and never imposed are drawn in seven ways."""
    assert 7 == len(set(LOOKS.values()))
    assert set(LOOKS) == set(
        Measure.model_fields["life"].annotation.__args__[0].model_fields["state"].annotation.__args__
    )  # type: ignore[union-attr]


def test_steps_after_the_day_are_not_drawn() -> None:
    """The drawing tells of the site's day, as the states beside it do; what was not yet threatened has a row without a line."""
    view = lives(
        (measure("threatened 2022-02-04", "in-force 2022-03-01"), measure("threatened 2022-04-01", name="n")), AS_OF
    )
    assert [("threatened", 1), ("other", 1)] == [(one.name, len(one.lives)) for one in view.groups]
    assert ["2022-02-04"] == [str(step.date) for _, step in view.steps]
    assert ((), ()) == (view.groups[1].lives[0].pieces, view.groups[1].lives[0].turns)


def test_without_a_step_there_is_no_axis() -> None:
    """Measures of the future have names and nothing drawn."""
    view = lives((measure("threatened 2022-04-01"),), AS_OF)
    assert (None, ()) == (view.axis, view.steps)
    assert () == lives((), AS_OF).groups


def test_groups_stand_in_order_and_measures_by_their_first_step() -> None:
    """Threatened, in force, all else; in each the earliest first."""
    view = lives(
        (
            measure("lifted 2022-01-01", name="a"),
            measure("threatened 2022-01-09", name="b"),
            measure("threatened 2022-01-08", name="c"),
            measure("suspended 2021", name="d"),
            measure("adopted 2022-01-07", name="e"),
        ),
        AS_OF,
    )
    assert [("threatened", "cb"), ("force", "e"), ("other", "da")] == [
        (group.name, "".join(one.measure.id for one in group.lives)) for group in view.groups
    ]


def test_a_quiet_past_is_folded() -> None:
    """A measure of 2014 does not squeeze the weeks before the day into nothing."""
    view = lives(
        (
            measure("in-force 2014"),
            *(measure(f"threatened 2022-01-{day:02}", name=f"m{day}") for day in range(1, 28, 3)),
        ),
        AS_OF,
    )
    assert view.axis is not None
    assert [("2014-01-01", "2022-01-01")] == [(str(one.before), str(one.after)) for one in view.axis.folds]


steps = st.lists(
    st.tuples(st.sampled_from(sorted(LOOKS)), st.dates(read_date("2013").first, read_date("2022").last)),
    min_size=1,
    max_size=6,
)


@given(st.lists(steps, max_size=12))
def test_what_is_drawn_stands_within_the_strip_in_order(found: list[list[tuple[str, object]]]) -> None:
    """No piece or turn lies beyond the strip, pieces do not overlap, and each step taken is one turn."""
    measures = tuple(
        measure(*(f"{state} {day}" for state, day in sorted(one, key=lambda step: str(step[1]))), name=f"m{number}")
        for number, one in enumerate(found)
    )
    view = lives(measures, AS_OF)
    rows = [life for group in view.groups for life in group.lives]
    assert len(measures) == len(rows)
    for life in rows:
        assert all(0 <= one.low < one.high <= 1000 for one in life.pieces)
        assert all(0 <= one.low <= one.high <= 1000 for one in life.turns)
        assert all(before.high <= after.low for before, after in pairwise(life.pieces))
    assert len(view.steps) == sum(len(life.turns) for life in rows)
