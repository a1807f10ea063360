"""Figures drawn: how far the money had got, when, and how much it was, computed at build time.

A chart has a row for each figure. Rows stand by stage, in the order in which money passes them, so no two marks can
overlap. Each row has two strips: one in time, one to the scale of the amounts of its currency. On a linear scale
amounts are bars from nought; where the largest is more than fifty times the smallest, they are dots on a scale whose
steps are tenfold, because bars on such a scale would mislead (docs/decisions/0007).
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import get_args

from onrecord.pages.axis import TimeAxis, time_axis
from onrecord.records.fields import Ref
from onrecord.records.figure import Figure, Stage

SPREAD = 50  # the ratio of the largest to the smallest at which bars give way to dots
WORDS = 200  # places that an amount takes beside its scale
DATE = 200  # and a month beside the time axis
DATED = 0.84  # of the strip in time, where the rest is kept for figures of no date

STAGES: tuple[Stage, ...] = get_args(Stage)
SPENT = frozenset(STAGES[STAGES.index("appropriated") :])  # stages at which there is money, and not only a wish for it


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One figure: the places of its lower and upper amount, and of the first and last day it can be of, from 0 to 1000.

    ``when`` is None where no date is recorded. ``part`` tells that the sum it is a part of stands above it.
    """

    figure: Figure
    low: int
    high: int
    when: tuple[int, int] | None
    part: bool

    @property
    def nought(self) -> bool:
        """Whether there is nothing to draw."""
        return self.figure.amount.high == 0


@dataclass(frozen=True, slots=True)
class Stratum:
    """The figures that had got to one stage, by date; those of no date last, parts below their whole."""

    stage: Stage
    spent: bool
    marks: tuple[Mark, ...]

    @property
    def number(self) -> int:
        """Which stage of all it is, from 1."""
        return STAGES.index(self.stage) + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """An amount on the scale, and its place from 0 to 1000.

    ``named`` are those with room for words, ``sparse`` those that have it on a strip half as wide too.
    """

    amount: Decimal
    place: int
    named: bool
    sparse: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Figures of one currency. ``tenfold`` tells the two sorts of scale apart; ``time`` is None where nothing is dated."""

    currency: str
    tenfold: bool
    strata: tuple[Stratum, ...]
    ticks: tuple[Tick, ...]
    time: TimeAxis | None

    @property
    def undated(self) -> bool:
        """Whether there are figures of which no date is recorded."""
        return any(mark.when is None for mark in self.marks)

    @property
    def share(self) -> float:
        """How much of the strip in time the axis takes."""
        return DATED if self.undated else 1

    @property
    def spans(self) -> bool:
        """Whether there are dates that are not of one day."""
        return any(mark.when is not None and mark.when[0] < mark.when[1] for mark in self.marks)

    @property
    def ranges(self) -> bool:
        """Whether there are amounts that are given as a range."""
        return any(mark.figure.amount.low < mark.figure.amount.high for mark in self.marks)

    @property
    def floors(self) -> bool:
        """Whether there are amounts that are "more than" what is given."""
        return any(mark.figure.floor for mark in self.marks)

    @property
    def ceilings(self) -> bool:
        """Whether there are amounts that are "up to" what is given."""
        return any(mark.figure.ceiling for mark in self.marks)

    @property
    def parts(self) -> bool:
        """Whether a part stands below its whole."""
        return any(mark.part for mark in self.marks)

    @property
    def wished(self) -> bool:
        """Whether there are amounts of which there was no money yet."""
        return any(not stratum.spent for stratum in self.strata)

    @property
    def spent(self) -> bool:
        """Whether there are amounts that were appropriated, or got further."""
        return any(stratum.spent for stratum in self.strata)

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The figures of all rows, in their order."""
        return tuple(mark for stratum in self.strata for mark in stratum.marks)


def charts(figures: tuple[Figure, ...]) -> tuple[Chart, ...]:
    """A chart for each currency, in the order in which they come; none for a figure alone, which there is nothing to hold against."""
    if len(figures) < 2:
        return ()
    currencies = dict.fromkeys(figure.currency for figure in figures)
    return tuple(_chart(code, tuple(figure for figure in figures if figure.currency == code)) for code in currencies)


def _chart(currency: str, figures: tuple[Figure, ...]) -> Chart:
    dated = [figure.date for figure in figures if figure.date]
    time = time_axis(dated, DATE if len(dated) == len(figures) else round(DATE / DATED))
    scale = _Scale.of(
        [amount for figure in figures for amount in (figure.amount.low, figure.amount.high) if amount > 0]
    )
    strata = []
    for stage in STAGES:
        reached = tuple(figure for figure in figures if figure.stage == stage)
        if reached:
            marks = tuple(
                Mark(
                    figure=one,
                    low=scale.place(one.amount.low),
                    high=scale.place(one.amount.high),
                    when=time.span(one.date) if time and one.date else None,
                    part=part,
                )
                for one, part in _in_order(reached)
            )
            strata.append(Stratum(stage, stage in SPENT, marks))
    return Chart(currency=currency, tenfold=scale.tenfold, strata=tuple(strata), ticks=scale.ticks(), time=time)


def _in_order(figures: tuple[Figure, ...]) -> Iterator[tuple[Figure, bool]]:
    """By date, the larger first of those that are of one date; each part below its whole, if that is among them."""
    ordered = sorted(
        figures,
        key=lambda figure: (figure.date is None, figure.date.first if figure.date else date.max, -figure.amount.high),
    )
    parts: dict[Ref | None, list[Figure]] = {}
    present = {figure.ref for figure in figures}
    for one in ordered:
        parts.setdefault(one.part_of if one.part_of in present else None, []).append(one)

    waiting = [(one, False) for one in reversed(parts.pop(None, []))]
    while waiting:
        one, part = waiting.pop()
        yield one, part
        waiting += [(below, True) for below in reversed(parts.pop(one.ref, []))]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scale:
    """Where amounts stand: from nought to ``steps`` steps, or from one power of ten to another."""

    tenfold: bool
    step: Decimal
    bottom: int
    steps: int

    @classmethod
    def of(cls, amounts: list[Decimal]) -> "_Scale":
        """The scale on which all of the amounts above nought stand."""
        if not amounts:
            return cls(tenfold=False, step=Decimal(1), bottom=0, steps=0)
        least, most = min(amounts), max(amounts)
        if most / least > SPREAD:
            bottom = least.adjusted()  # the power of ten at or below it, exactly
            top = most.adjusted() + (most > Decimal(10) ** most.adjusted())
            return cls(tenfold=True, step=Decimal(10), bottom=bottom, steps=top - bottom)
        step = _step(most)
        return cls(tenfold=False, step=step, bottom=0, steps=math.ceil(most / step))

    def place(self, amount: Decimal) -> int:
        """From 0 to 1000. Nought has no place on a tenfold scale, and is put at its beginning."""
        if amount == 0:
            return 0
        if self.tenfold:
            return round(1000 * (math.log10(amount) - self.bottom) / self.steps)
        return round(1000 * amount / (self.step * self.steps))

    def ticks(self) -> tuple[Tick, ...]:
        """Each step of the scale; named are its ends, and as many between them as have room."""
        if not self.steps:
            return ()
        every = max(1, math.ceil(self.steps * WORDS / 1000))
        found = []
        for number in range(self.steps + 1):
            amount = Decimal(10) ** (self.bottom + number) if self.tenfold else self.step * number
            end = number in {0, self.steps}
            beside = min(number, self.steps - number) * 1000  # the words at the ends stand within the scale
            between = number % every == 0 and 2 * beside >= 3 * WORDS * self.steps
            found.append(Tick(amount=amount, place=round(1000 * number / self.steps), named=end or between, sparse=end))
        return tuple(found)


def _step(most: Decimal) -> Decimal:
    """A round step that gives at most six of them: 1, 2 or 5 times a power of ten."""
    raw = most / 5
    power = Decimal(10) ** math.floor(math.log10(raw))
    return next(power * factor for factor in (1, 2, 5, 10) if power * factor >= raw)
