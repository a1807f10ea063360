"""Measures: sanctions and the like, threatened or real, each with its life."""

from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field

from onrecord.records.base import EvidenceList, Known, Part, Record
from onrecord.records.dates import EdtfDate
from onrecord.records.fields import (
    ActorRef,
    AtOnce,
    Date,
    Label,
    Listed,
    NotRecorded,
    StatementRef,
    TopicRef,
    Url,
    fault,
)

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

    state: MeasureState
    """What it became by this step."""
    date: Date
    """When."""
    by: ActorRef | None = None
    """Who took the step."""
    note: Label | None = None
    """A remark."""
    known_from: Known | None = None
    """Since when the step was known; else the date of its earliest dated source."""
    evidence: EvidenceList = ()
    """The sources of this step."""


class Instrument(Part):
    """The legal act."""

    title: Label
    """What it is called."""
    url: Url | None = None
    """Where its text stands."""
    evidence: EvidenceList = ()
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

    title: Label
    """What it is."""
    by: Annotated[tuple[ActorRef, ...], Listed, AtOnce()] = ()
    """Who threatens or takes it."""
    target: Annotated[tuple[ActorRef, ...], Listed, AtOnce()] = ()
    """On whom."""
    type: Annotated[Label | None, AtOnce()] = None
    """Asset freeze, export control and so on."""
    condition: Label | None = None
    """On what it was made to depend."""
    instrument: Annotated[Instrument | NotRecorded | None, BeforeValidator(_instrument)] = None
    """The legal act, or 'not recorded'."""
    life: Annotated[tuple[MeasureStep, ...], Listed, Field(min_length=1)]
    """Its steps, in order of date."""
    statements: Annotated[tuple[StatementRef, ...], Listed, AtOnce()] = ()
    """In which it was threatened or announced."""
    topics: Annotated[tuple[TopicRef, ...], Listed, AtOnce()] = ()
    """Ids of topics in site.yml."""

    def step_at(self, as_of: EdtfDate) -> MeasureStep | None:
        """The last step taken by the end of a day."""
        taken = [step for step in self.life if step.date.first <= as_of.last]
        return taken[-1] if taken else None
