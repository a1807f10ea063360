"""Records that stand together as a block, where prose places them or on the page of a topic, and how they are drawn there."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from onrecord.pages.charts import charts
from onrecord.pages.lives import lives
from onrecord.records.base import Record
from onrecord.records.dates import EdtfDate
from onrecord.records.fields import Amount, Ref
from onrecord.records.figure import Figure
from onrecord.records.measure import Measure

FEW = 7  # so many are seen at once, each in a line or two, above the fold with all that is told of them

# What is drawn of records of a kind that stand together, read on a day; of other kinds nothing is.
_DRAWN: Mapping[str, Callable[[Any, EdtfDate], Any]] = {
    Figure.kind: lambda figures, _: charts(figures),
    Measure.kind: lives,
}

# How a record of a kind stands on a day; None where that is not recorded.
_STANDS: Mapping[str, Callable[[Any, EdtfDate], str | None]] = {
    Figure.kind: lambda figure, _: figure.stage,
    Measure.kind: lambda measure, day: step.state if (step := measure.step_at(day)) else None,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Records that stand together: which kind, and which."""

    kind: str
    records: tuple[Record, ...]
    fresh: frozenset[Ref]  # those placed here for the first time on the page: only they carry their HTML id
    number: int = 1  # which block of its kind on the page it is
    total: Amount | None = None  # of figures that are added up
    drawn: Any = None  # figures as charts, measures as lives
    standing: tuple[tuple[Record, str | None], ...]  # the stage of a figure, the state of a measure

    @property
    def few(self) -> tuple[tuple[Record, str | None], ...]:
        """Each with how it stands, where they are few; else none."""
        return self.standing if len(self.records) <= FEW else ()

    @property
    def tally(self) -> tuple[tuple[str | None, int], ...]:
        """How many stand how, in the order in which they come."""
        return tuple(Counter(state for _, state in self.standing).items())

    @property
    def at_most(self) -> bool:
        """Whether one of the figures is "up to" its amount, and so is their sum."""
        return any(getattr(record, "ceiling", False) for record in self.records)

    @property
    def shown(self) -> Any:
        """What it shows of the sources."""
        return tuple(record.evidence for record in self.records if record.sourced)


def placed(
    kind: str,
    records: tuple[Record, ...],
    as_of: EdtfDate,
    *,
    fresh: frozenset[Ref] = frozenset(),
    number: int = 1,
    added_up: bool = False,
) -> Placed:
    """Records that stand together, with what is drawn of them as of a day."""
    draw, stands = _DRAWN.get(kind), _STANDS.get(kind)
    return Placed(
        kind=kind,
        records=records,
        fresh=fresh,
        number=number,
        total=_total(records) if added_up else None,
        drawn=draw(records, as_of) if draw else None,
        standing=tuple((record, stands(record, as_of) if stands else None) for record in records),
    )


def _total(records: tuple[Any, ...]) -> Amount:
    """The sum of records whose kind ``adds_up``."""
    amounts = [record.amount for record in records]
    return Amount(
        sum((amount.low for amount in amounts), Decimal(0)), sum((amount.high for amount in amounts), Decimal(0))
    )
