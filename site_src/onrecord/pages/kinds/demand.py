"""The page of a demand and its answers."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from onrecord.pages.about import About, about, page_of
from onrecord.pages.model import Page
from onrecord.pages.reading import Reading
from onrecord.records.base import Record
from onrecord.records.demand import Demand


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandPage:
    """A demand and its answers."""

    demand: Demand
    about: About
    replies: tuple[Record, ...]  # but those that stand among its answers

    @property
    def shown(self) -> Any:
        """What it shows of the sources, in order of reading."""
        return (self.about.body, self.demand.evidence, self.demand.answers, self.demand.disagreements)


def pages(reading: Reading) -> Iterator[Page[DemandPage]]:
    """A page for each demand."""
    for demand in reading.library.of(Demand):
        yield page_of(demand, "demands", partial(_view, reading, demand))


def _view(reading: Reading, demand: Demand) -> DemandPage:
    library = reading.library
    among = {answer.statement for answer in demand.answers}
    replies = tuple(record for record in library.answers_to(demand) if record.ref not in among)
    return DemandPage(demand=demand, about=about(library, demand), replies=replies)
