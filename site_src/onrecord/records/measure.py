"""Measures: sanctions and the like, threatened or real, each with its life."""

import datetime as dt
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import BeforeValidator, Field

from onrecord.records.base import EvidenceList, Fact, Known, Part, Record
from onrecord.records.dates import EdtfDate, on_day
from onrecord.records.fields import (
    ActorRef,
    Date,
    Label,
    Listed,
    NotRecorded,
    StatementRef,
    TopicRef,
    Url,
    fault,
)
from onrecord.records.marks import AtOnce, Came, InOrder, OfAll, Rests, Since, Undated

MeasureState = Literal[
    "threatened",
    "proposed",
    "announced",
    "adopted",
    "in-force",
    "partly-waived",
    "suspended",
    "lapsed",
    "lifted",
    "never-imposed",
]


IN_FORCE = frozenset({"adopted", "in-force", "partly-waived"})


class MeasureStep(Part):
    """One dated step of a measure's life."""

    state: Annotated[MeasureState, AtOnce()]
    """What it became by this step."""
    date: Annotated[Date, Came(state=True)]
    """When."""
    by: Annotated[ActorRef | None, AtOnce()] = None
    """Who took the step."""
    note: Annotated[Label | None, Undated()] = None
    """A remark."""
    known_from: Annotated[Known | None, Since()] = None
    """Since when the step was known; else the date of its earliest dated source."""
    evidence: Annotated[EvidenceList, Rests()] = ()
    """The sources of this step."""


class Instrument(Part):
    """The legal act."""

    title: Annotated[Label, AtOnce()]
    """What it is called."""
    url: Annotated[Url | None, AtOnce()] = None
    """Where its text is."""
    evidence: Annotated[EvidenceList, Rests()] = ()
    """The sources."""


def _instrument(value: Any) -> Any:
    if value != "not recorded" and not isinstance(value, dict):
        raise fault(
            "D003",
            "this must be 'not recorded', or a mapping with a title",
            "Write 'title: ...' and 'evidence:' below it.",
        )
    return value


class Measure(Record):
    """A sanction or the like."""

    kind: ClassVar[str] = "measure"
    rank: ClassVar[int] = 60
    columns: ClassVar[str] = (
        "title:text by:ids.actors target:ids.actors type:text condition:text instrument:text state:choice "
        "statements:ids.statements topics:ids"
    )

    evidence: Annotated[EvidenceList, AtOnce()] = ()
    """The sources of what the record states."""
    title: Annotated[Label, AtOnce()]
    """What it is."""
    by: Annotated[tuple[ActorRef, ...], Listed, AtOnce()] = ()
    """Who threatens or takes it."""
    target: Annotated[tuple[ActorRef, ...], Listed, AtOnce()] = ()
    """On whom."""
    type: Annotated[Label | None, AtOnce()] = None
    """Asset freeze, export control and so on."""
    condition: Annotated[Label | None, OfAll()] = None
    """On what it was made to depend."""
    instrument: Annotated[Instrument | NotRecorded | None, BeforeValidator(_instrument), AtOnce()] = None
    """The legal act, or 'not recorded'."""
    life: Annotated[tuple[MeasureStep, ...], Listed, Field(min_length=1), InOrder()]
    """Its steps, in order of date."""
    statements: Annotated[tuple[StatementRef, ...], Listed, AtOnce()] = ()
    """In which it was threatened or announced."""
    topics: Annotated[tuple[TopicRef, ...], Listed, AtOnce()] = ()
    """Ids of topics in site.yml."""

    def date_of(self, as_of: EdtfDate) -> EdtfDate | None:
        """The day of its last step."""
        step = self.step_at(as_of)
        return step.date if step else None

    def facts(self, as_of: EdtfDate) -> tuple[Fact, ...]:
        """Its state, and since when."""
        step = self.step_at(as_of)
        return (("state", step.state), ("date", step.date)) if step else ()

    def left(self, whole: Self, day: dt.date) -> Self | None:
        """Its instrument is told while it was in force, and once its whole life was known."""
        step = self.step_at(on_day(day))
        tells = self.instrument == "not recorded" or len(self.life) == len(whole.life)
        in_force = step is not None and step.state in IN_FORCE
        return self.model_copy(update={"instrument": self.instrument if tells or in_force else None})
