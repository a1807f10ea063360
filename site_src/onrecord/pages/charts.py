"""Figures drawn to scale: where each amount stands on an axis, computed at build time.

On a linear axis amounts are bars from nought; where the largest is more than fifty times the smallest, they are dots
on an axis whose steps are tenfold, because bars on such an axis would mislead.
"""

import math
from dataclasses import dataclass
from decimal import Decimal

from onrecord.records.figure import Figure

SPREAD = 50  # the ratio of the largest to the smallest at which bars give way to dots


@dataclass(frozen=True, slots=True)
class Mark:
    """One figure on the axis: the places of its lower and upper amount, from 0 to 1000."""

    figure: Figure
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Tick:
    """An amount named on the axis, and its place from 0 to 1000."""

    amount: Decimal
    place: int


@dataclass(frozen=True, slots=True)
class Chart:
    """Amounts of one currency on one axis. ``tenfold`` tells the two sorts of axis apart."""

    currency: str
    tenfold: bool
    marks: tuple[Mark, ...]
    ticks: tuple[Tick, ...]


def charts(figures: tuple[Figure, ...]) -> tuple[Chart, ...]:
    """A chart for each currency in which two or more amounts above nought stand."""
    found = []
    for currency in dict.fromkeys(one.currency for one in figures):
        same = tuple(one for one in figures if one.currency == currency and one.amount.low > 0)
        if len(same) > 1:
            found.append(_chart(currency, same))
    return tuple(found)


def _chart(currency: str, figures: tuple[Figure, ...]) -> Chart:
    least = min(one.amount.low for one in figures)
    most = max(one.amount.high for one in figures)
    if most / least > SPREAD:
        bottom = least.adjusted()  # the power of ten at or below it, exactly
        top = most.adjusted() + (most > Decimal(10) ** most.adjusted())

        def place(amount: Decimal) -> int:
            return round(1000 * (math.log10(amount) - bottom) / (top - bottom))

        amounts = [Decimal(10) ** power for power in range(bottom, top + 1)]
        tenfold = True
    else:
        step = _step(most)
        count = math.ceil(most / step)

        def place(amount: Decimal) -> int:
            return round(1000 * amount / (step * count))

        amounts = [step * number for number in range(count + 1)]
        tenfold = False
    return Chart(
        currency,
        tenfold,
        tuple(Mark(one, place(one.amount.low), place(one.amount.high)) for one in figures),
        tuple(Tick(amount, place(amount)) for amount in amounts),
    )


def _step(most: Decimal) -> Decimal:
    """A round step that gives at most six of them: 1, 2 or 5 times a power of ten."""
    raw = most / 5
    power = Decimal(10) ** math.floor(math.log10(raw))
    return next(power * factor for factor in (1, 2, 5, 10) if power * factor >= raw)
