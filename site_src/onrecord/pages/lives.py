"""The lives of measures drawn: since when each was threatened, since when in force, and when it ended.

Only steps taken by the site's day are drawn, so that the drawing and the states beside it tell of one day. A date that
is not of one day is drawn from the first to the last day it can mean; what follows a step begins on its last.
"""

from dataclasses import dataclass

from onrecord.pages.axis import TimeAxis, time_axis
from onrecord.records.dates import EdtfDate, Point
from onrecord.records.measure import IN_FORCE, Measure, MeasureStep

WORDS = 95  # places that a month takes beside the axis
COUNTED = 4  # fewer measures are counted by eye
ROWS = 12  # of the count over time, at most; else it is by years

THREATENED = frozenset({"threatened", "proposed", "announced"})
ENDED = frozenset({"lapsed", "lifted", "never-imposed"})

# How a state is drawn, and in which order the drawing explains it.
LOOKS = {
    "threatened": "threatened",
    "proposed": "threatened",
    "announced": "threatened",
    "adopted": "adopted",
    "in-force": "force",
    "partly-waived": "waived",
    "suspended": "suspended",
    "lapsed": "ended",
    "lifted": "ended",
    "never-imposed": "never",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A time during which a measure was in one state, drawn in one way, from one place to another."""

    look: str
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Turn:
    """A step, and where the first and the last day stand that it can have been taken on."""

    step: MeasureStep
    look: str
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Life:
    """A measure's row. ``now`` is its last step; None where none was taken yet."""

    measure: Measure
    now: MeasureStep | None
    pieces: tuple[Piece, ...]
    turns: tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Measures that stand alike on the site's day: ``threatened``, ``force`` or ``other``."""

    name: str
    lives: tuple[Life, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """How many measures stood how at the end of a month, of a year or of the site's day."""

    date: EdtfDate
    threatened: int
    force: int
    other: int


@dataclass(frozen=True, slots=True)
class Lives:
    """The rows of the drawing, the steps in order of date, and the count over time; ``axis`` is None without a step."""

    as_of: EdtfDate
    axis: TimeAxis | None
    groups: tuple[Group, ...]
    steps: tuple[tuple[Measure, MeasureStep], ...]
    counts: tuple[Count, ...]

    @property
    def looks(self) -> tuple[str, ...]:
        """What the drawing has to explain, in the order in which measures come to it."""
        rows = [life for group in self.groups for life in group.lives]
        found = {one.look for life in rows for one in life.pieces} | {one.look for life in rows for one in life.turns}
        return tuple(one for one in dict.fromkeys(LOOKS.values()) if one in found)

    @property
    def spans(self) -> bool:
        """Whether there are dates that are not of one day."""
        return any(turn.low < turn.high for group in self.groups for life in group.lives for turn in life.turns)

    @property
    def most(self) -> int:
        """The highest of all counts."""
        return max((number for one in self.counts for number in (one.threatened, one.force, one.other)), default=0)


def lives(measures: tuple[Measure, ...], as_of: EdtfDate) -> Lives:
    """The lives of measures up to a day. Groups stand in order, and measures in them by their first step."""
    taken = {one.ref: _taken(one, as_of) for one in measures}
    steps = sorted(
        ((one, step) for one in measures for step in taken[one.ref]), key=lambda pair: (pair[1].date, pair[0].id)
    )
    axis = time_axis((step.date for _, step in steps), WORDS, as_of) if steps else None
    ordered = sorted(measures, key=lambda one: (not taken[one.ref], [step.date for step in taken[one.ref][:1]]))
    groups = tuple(
        Group(name, found)
        for name in ("threatened", "force", "other")
        if (found := tuple(_life(one, as_of, taken[one.ref], axis) for one in ordered if group_of(one, as_of) == name))
    )
    return Lives(as_of, axis, groups, tuple(steps), _counts(measures, tuple(step for _, step in steps), as_of))


def group_of(measure: Measure, as_of: EdtfDate) -> str:
    """How a measure stands on a day: ``threatened``, ``force`` or ``other``."""
    step = measure.step_at(as_of)
    if step is None:
        return "other"
    return "force" if step.state in IN_FORCE else "threatened" if step.state in THREATENED else "other"


def _taken(measure: Measure, as_of: EdtfDate) -> tuple[MeasureStep, ...]:
    return tuple(one for one in measure.life if one.date.first <= as_of.last)


def _life(measure: Measure, as_of: EdtfDate, taken: tuple[MeasureStep, ...], axis: TimeAxis | None) -> Life:
    if axis is None:
        return Life(measure, None, (), ())
    end = axis.place(as_of.last)
    turns = tuple(
        Turn(step, LOOKS[step.state], min(low, end), min(high, end))
        for step in taken
        for low, high in (axis.span(step.date),)
    )
    pieces: list[Piece] = []
    for number, turn in enumerate(turns):
        if turn.step.state in ENDED:
            continue
        high = turns[number + 1].low if turn is not turns[-1] else end
        low = min(turn.high, high)
        if pieces and number and turns[number - 1].look == turn.look:  # said again: one line, so that its dashes run on
            low = pieces.pop().low
        if low < high:
            pieces.append(Piece(turn.look, low, high))
    return Life(measure, taken[-1] if taken else None, tuple(pieces), turns)


def _counts(measures: tuple[Measure, ...], steps: tuple[MeasureStep, ...], as_of: EdtfDate) -> tuple[Count, ...]:
    """The count at the end of each month or year in which a step was taken; of years only, if these are too many."""
    if len(measures) < COUNTED:
        return ()
    points = [one.date.end or one.date.start for one in steps]
    months = [Point(one.year, one.month) for one in points if one]
    ends = {one.last: one for one in sorted(months, key=lambda one: one.month is not None)}  # December before its year
    if len(ends) > ROWS:
        ends = {one.last: one for one in (Point(one.year) for one in ends.values())}
    dates = [*(EdtfDate(ends[day], ends[day]) for day in sorted(ends) if day < as_of.last), as_of]
    return tuple(_count(measures, one) for one in dates) if len(dates) > 1 else ()


def _count(measures: tuple[Measure, ...], date: EdtfDate) -> Count:
    names = [group_of(one, date) for one in measures if one.step_at(date)]
    return Count(date, names.count("threatened"), names.count("force"), names.count("other"))
