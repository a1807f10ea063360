"""What changed between two days: records that became known, steps that were taken, and what was answered or came of it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.library import Library
from onrecord.pages.model import Page, Sheet
from onrecord.pages.reading import Reading
from onrecord.records.base import Record
from onrecord.records.dates import EdtfDate
from onrecord.records.demand import Answer, Demand
from onrecord.records.event import Event, EventStep
from onrecord.records.kinds import KINDS
from onrecord.records.measure import Measure, MeasureStep
from onrecord.records.statement import Outcome, Statement

# Kinds of which there can be news: first those that state something, then those that stand together on a page.
_NEW = (one for one in KINDS if one.earlier == "marked")
NEWS = tuple(one.kind for one in sorted(_NEW, key=lambda one: (not one.stating, not one.gathered)))


@dataclass(frozen=True, slots=True)
class Step:
    """A step taken since, and by which record."""

    record: Event | Measure
    step: EventStep | MeasureStep


@dataclass(frozen=True, slots=True)
class Changes:
    """All that is new since the day before; ``since`` is None on the first of the days."""

    since: EdtfDate | None
    added: tuple[tuple[str, tuple[Record, ...]], ...]
    steps: tuple[Step, ...]
    answers: tuple[tuple[Demand, Answer], ...]
    outcomes: tuple[tuple[Statement, Outcome], ...]
    carried: tuple[tuple[Record, int], ...]  # records that more sources carry, and how many more


def pages(reading: Reading, before: Library | None) -> Iterator[Page]:
    """The page of changes."""
    yield Page(
        "changes.html",
        "pages/changes.html",
        "",
        lambda: Sheet(changes(reading.library, before)),
        section="changes",
    )


def changes(library: Library, before: Library | None) -> Changes:
    """What a library has that the one before had not."""
    old = before.records if before else {}
    added = [record for ref, record in library.records.items() if ref not in old]
    steps = []
    answers = []
    outcomes = []
    carried = []
    for ref, record in library.records.items():
        then = old.get(ref)
        if then is None:
            continue
        if isinstance(record, Event | Measure) and isinstance(then, Event | Measure):
            before_that = Counter((one.state, one.date) for one in then.life)
            for step in record.life:
                before_that[step.state, step.date] -= 1
                if before_that[step.state, step.date] < 0:
                    steps.append(Step(record, step))
        if isinstance(record, Demand) and isinstance(then, Demand):
            given = {(one.by, one.date, one.stance) for one in then.answers}
            answers += [(record, one) for one in record.answers if (one.by, one.date, one.stance) not in given]
        if isinstance(record, Statement) and isinstance(then, Statement) and record.outcome and not then.outcome:
            outcomes.append((record, record.outcome))
        more = len(getattr(record, "renditions", ())) - len(getattr(then, "renditions", ()))
        if more > 0:
            carried.append((record, more))
    return Changes(
        before.site.as_of if before else None,
        tuple((kind, found) for kind in NEWS if (found := tuple(one for one in added if one.kind == kind))),
        tuple(sorted(steps, key=lambda one: (one.step.date, one.record.ref))),
        tuple(sorted(answers, key=lambda one: (one[1].date, one[0].ref))),
        tuple(sorted(outcomes, key=lambda one: (one[1].date, one[0].ref))),
        tuple(carried),
    )
