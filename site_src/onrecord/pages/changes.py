"""What changed between two days: records that became known, steps that were taken, and what was answered or came of it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from onrecord.library import Library
from onrecord.pages.model import Page, Sheet
from onrecord.pages.reading import Reading
from onrecord.records.base import Record, Reply, Step
from onrecord.records.dates import EdtfDate
from onrecord.records.kinds import KINDS

# Kinds of which there can be news: first those that state something, then those that stand together on a page.
_NEW = (kind for kind in KINDS if kind.earlier == "marked")
NEWS = tuple(kind.kind for kind in sorted(_NEW, key=lambda kind: (not kind.stating, not kind.gathered)))


@dataclass(frozen=True, slots=True)
class Taken:
    """A step taken since, and by which record."""

    record: Record
    step: Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """All that is new since the day before; ``since`` is None on the first of the days."""

    since: EdtfDate | None
    added: tuple[tuple[str, tuple[Record, ...]], ...]
    steps: tuple[Taken, ...]
    answers: tuple[tuple[Record, Reply], ...]
    outcomes: tuple[tuple[Record, Any], ...]  # what came of a statement
    carried: tuple[tuple[Record, int], ...]  # records that more sources carry, and how many more


def pages(reading: Reading, before: Library | None) -> Iterator[Page[Changes]]:
    """The page of changes."""
    yield Page(
        path="changes.html",
        template="pages/changes.html",
        make=lambda: Sheet(changes(reading.library, before)),
        section="changes",
    )


def changes(library: Library, before: Library | None) -> Changes:
    """What a library has that the one before had not."""
    old = before.records if before else {}
    new = (record for ref, record in library.records.items() if ref not in old)
    added = sorted(new, key=lambda record: _by_date(record, library.site.as_of))
    both = [(record, old[ref]) for ref, record in library.records.items() if ref in old]
    steps = [Taken(record, step) for record, then in both for step in _steps(record, then)]
    answers = [(record, reply) for record, then in both for reply in _replies(record, then)]
    outcomes = [(record, outcome) for record, then in both if (outcome := _outcome(record)) and not _outcome(then)]
    copies = ((record, _copies(record) - _copies(then)) for record, then in both)
    return Changes(
        since=before.site.as_of if before else None,
        added=tuple(
            (kind, found) for kind in NEWS if (found := tuple(record for record in added if record.kind == kind))
        ),
        steps=tuple(sorted(steps, key=lambda taken: (taken.step.date, taken.record.ref))),
        answers=tuple(sorted(answers, key=lambda answer: (answer[1].date, answer[0].ref))),
        outcomes=tuple(sorted(outcomes, key=lambda outcome: (outcome[1].date, outcome[0].ref))),
        carried=tuple((record, more) for record, more in copies if more > 0),
    )


def _by_date(record: Record, as_of: EdtfDate) -> tuple[bool, EdtfDate, Any]:
    """Its place among what is new: what has a date first, the earliest on top."""
    date = record.date_of(as_of)
    return date is None, date or as_of, record.ref


def _steps(record: Record, then: Record) -> Iterator[Step]:
    """The steps of a life that it had not then; two may be alike."""
    before = Counter((step.state, step.date) for step in then.steps)
    for step in record.steps:
        before[step.state, step.date] -= 1
        if before[step.state, step.date] < 0:
            yield step


def _replies(record: Record, then: Record) -> Iterator[Reply]:
    given = {(reply.by, reply.date, reply.stance) for reply in then.replies}
    return (reply for reply in record.replies if (reply.by, reply.date, reply.stance) not in given)


def _outcome(record: Record) -> Any:
    return getattr(record, "outcome", None)


def _copies(record: Record) -> int:
    return len(getattr(record, "renditions", ()))
