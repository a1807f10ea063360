"""The lives of measures drawn: since when each was threatened, since when in force, and when it ended.

Only steps taken by the site's day are drawn, so that the drawing and the states beside it tell of one day. A date that
is not of one day is drawn from the first to the last day it can mean; what follows a step begins on its last.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from onrecord.pages.axis import TimeAxis, time_axis
from onrecord.records.dates import EdtfDate
from onrecord.records.measure import IN_FORCE, Measure, MeasureStep

WORDS = 95  # places that a month takes beside the axis

THREATENED = frozenset({"threatened", "proposed", "announced"})
ENDED = frozenset({"lapsed", "lifted", "never-imposed"})

Look = Literal["threatened", "adopted", "force", "waived", "suspended", "ended", "never"]
Standing = Literal["threatened", "force", "other"]

# How a state is drawn, and in which order the drawing explains it.
LOOKS: Mapping[str, Look] = {
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

    look: Look
    low: int
    high: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A step, and where the first and the last day stand that it can have been taken on."""

    step: MeasureStep
    look: Look
    low: int
    high: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """A measure's row. ``now`` is its last step; None where none was taken yet."""

    measure: Measure
    now: MeasureStep | None
    pieces: tuple[Piece, ...]
    turns: tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Measures that stand alike on the site's day."""

    name: Standing
    lives: tuple[Life, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lives:
    """The rows of the drawing, and the steps in order of date; ``axis`` is None without a step."""

    as_of: EdtfDate
    axis: TimeAxis | None
    groups: tuple[Group, ...]
    steps: tuple[tuple[Measure, MeasureStep], ...]

    @property
    def size(self) -> int:
        """How many measures."""
        return sum(len(group.lives) for group in self.groups)

    @property
    def looks(self) -> tuple[Look, ...]:
        """What the drawing has to explain, in the order in which measures come to it."""
        rows = [life for group in self.groups for life in group.lives]
        found = {piece.look for life in rows for piece in life.pieces} | {
            turn.look for life in rows for turn in life.turns
        }
        return tuple(one for one in dict.fromkeys(LOOKS.values()) if one in found)

    @property
    def spans(self) -> bool:
        """Whether there are dates that are not of one day."""
        return any(turn.low < turn.high for group in self.groups for life in group.lives for turn in life.turns)


def lives(measures: tuple[Measure, ...], as_of: EdtfDate) -> Lives:
    """The lives of measures up to a day. Groups stand in order, and measures in them by their first step."""
    taken = {measure.ref: _taken(measure, as_of) for measure in measures}
    steps = sorted(
        ((measure, step) for measure in measures for step in taken[measure.ref]),
        key=lambda pair: (pair[1].date, pair[0].id),
    )
    axis = time_axis((step.date for _, step in steps), WORDS, as_of) if steps else None
    ordered = sorted(
        measures, key=lambda measure: (not taken[measure.ref], [step.date for step in taken[measure.ref][:1]])
    )
    groups = tuple(
        Group(name, found)
        for name in get_args(Standing)
        if (found := tuple(_life(one, as_of, taken[one.ref], axis) for one in ordered if group_of(one, as_of) == name))
    )
    return Lives(as_of=as_of, axis=axis, groups=groups, steps=tuple(steps))


def group_of(measure: Measure, as_of: EdtfDate) -> Standing:
    """How a measure stands on a day."""
    step = measure.step_at(as_of)
    if step is None:
        return "other"
    return "force" if step.state in IN_FORCE else "threatened" if step.state in THREATENED else "other"


def _taken(measure: Measure, as_of: EdtfDate) -> tuple[MeasureStep, ...]:
    return tuple(step for step in measure.life if step.date.first <= as_of.last)


def _life(measure: Measure, as_of: EdtfDate, taken: tuple[MeasureStep, ...], axis: TimeAxis | None) -> Life:
    if axis is None:
        return Life(measure=measure, now=None, pieces=(), turns=())
    end = axis.place(as_of.last.toordinal())
    turns = tuple(
        Turn(step=step, look=LOOKS[step.state], low=min(low, end), high=min(high, end))
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
    return Life(measure=measure, now=taken[-1] if taken else None, pieces=tuple(pieces), turns=turns)
