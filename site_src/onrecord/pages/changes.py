"""What changed between two days: records that became known, and steps that were taken."""

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.library import Library
from onrecord.pages.model import Page
from onrecord.records.base import Record
from onrecord.records.dates import EdtfDate
from onrecord.records.event import Event, EventStep
from onrecord.records.measure import Measure, MeasureStep

KINDS = ("event", "statement", "figure", "measure", "demand", "term", "actor", "source")


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
    carried: tuple[tuple[Record, int], ...]  # records that more sources carry, and how many more


def pages(library: Library, before: Library | None) -> Iterator[Page]:
    """The page of changes."""
    yield Page("changes.html", "pages/changes.html", "", changes(library, before), section="changes")


def changes(library: Library, before: Library | None) -> Changes:
    """What a library has that the one before had not."""
    old = before.records if before else {}
    added = [record for ref, record in library.records.items() if ref not in old]
    steps = []
    carried = []
    for ref, record in library.records.items():
        then = old.get(ref)
        if then is None:
            continue
        if isinstance(record, Event | Measure) and isinstance(then, Event | Measure):
            steps += [
                Step(record, step)
                for step in record.life
                if all((one.state, one.date) != (step.state, step.date) for one in then.life)
            ]
        more = len(getattr(record, "renditions", ())) - len(getattr(then, "renditions", ()))
        if more > 0:
            carried.append((record, more))
    return Changes(
        before.site.as_of if before else None,
        tuple((kind, found) for kind in KINDS if (found := tuple(one for one in added if one.kind == kind))),
        tuple(sorted(steps, key=lambda one: (one.step.date, one.record.ref))),
        tuple(carried),
    )
