"""The kinds of record: one module each, and the one list that names them."""

from onrecord.records.actor import Actor
from onrecord.records.base import Record
from onrecord.records.context import Context
from onrecord.records.correction import Correction
from onrecord.records.demand import Demand
from onrecord.records.event import Event
from onrecord.records.figure import Figure
from onrecord.records.measure import Measure
from onrecord.records.source import Source
from onrecord.records.statement import Statement
from onrecord.records.term import Term

KINDS: tuple[type[Record], ...] = (
    Event,
    Statement,
    Actor,
    Source,
    Figure,
    Measure,
    Demand,
    Term,
    Context,
    Correction,
)
