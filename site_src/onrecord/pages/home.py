"""The home page tells the story: what it came to, how things stand, the turning points, who is who, and what was demanded."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from onrecord.config import Day
from onrecord.library import Library
from onrecord.pages.copies import Changed
from onrecord.pages.model import Body, Page, Sheet, bodies_of
from onrecord.pages.overview import Overview
from onrecord.pages.reading import Reading
from onrecord.pages.timeline import Entry
from onrecord.records.actor import Actor
from onrecord.records.dates import EdtfDate
from onrecord.records.demand import Demand
from onrecord.records.event import Event, EventStep
from onrecord.records.fields import Ref
from onrecord.records.figure import Figure
from onrecord.records.measure import Measure
from onrecord.records.source import Source

LATEST = 6
MOST_DEMANDS = 5
MOST_NAMES = 4  # of those who met, on a card


@dataclass(frozen=True, slots=True, kw_only=True)
class TurningPoint:
    """An event that a reader has to know: when it was or is set for, who met, and the last step of its life."""

    event: Event
    date: EdtfDate
    now: EventStep | None
    who: tuple[Ref, ...]
    others: int  # who took part beside them

    @property
    def shown(self) -> Any:
        """What it shows of the sources."""
        return self.event.result and self.event.result.evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A demand, and who gave it which answer: each answer once, in the order in which the first came."""

    demand: Demand
    answers: tuple[tuple[str, tuple[Ref, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody whom a reader has to know: in a line, which an earlier day has not, or by a post that was known by then."""

    actor: Actor
    line: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """What the home page shows. Of the earlier days that the site can be read as of each has its headline, in order."""

    state: Body  # which comes first, and so do the numbers of its sources
    intro: Body
    turning_points: tuple[TurningPoint, ...]
    people: tuple[Person, ...]
    asked: tuple[Asked, ...]
    latest: tuple[Entry, ...]  # where no turning points are named
    events: int
    statements: int
    demands: int
    measures: int
    figures: int
    sources: int
    changed: Changed | None  # a copy that shows what copies do to words
    copies: int
    overview: Overview
    days: tuple[Day, ...]

    @property
    def shown(self) -> Any:
        """What it shows of the sources, in order of reading."""
        return (self.state, self.turning_points, self.changed and self.changed.compared.against, self.intro)


def pages(reading: Reading) -> Iterator[Page[Home]]:
    """The home page."""
    summary = reading.library.site.summary
    yield Page(
        path="index.html",
        template="pages/home.html",
        make=lambda: _home(reading),
        section="home",
        summary=summary,
    )


def _home(reading: Reading) -> Sheet[Home]:
    library, site = reading.library, reading.library.site
    state, intro = bodies_of(library, (library.text(None, "state"), library.text(None, "intro")))
    happened = [entry for entry in reading.entries if entry.kind == "event"]
    answered = _answered(library)[:MOST_DEMANDS]
    return Sheet(
        Home(
            state=state,
            intro=intro,
            turning_points=tuple(_turning_point(library.get_as(ref, Event), site.as_of) for ref in site.turning_points),
            people=tuple(_person(library.actor(ref), site.as_of) for ref in site.people),
            asked=tuple(Asked(demand=one, answers=_by_stance(one)) for one in answered),
            latest=() if site.turning_points else tuple(reversed(happened[-LATEST:])),
            events=len(library.events),
            statements=len(library.statements),
            demands=len(library.of(Demand)),
            measures=len(library.of(Measure)),
            figures=len(library.of(Figure)),
            sources=len(library.of(Source)),
            changed=reading.changed_quotations.telling,
            copies=sum(len(statement.renditions) for statement in library.statements),
            overview=reading.overview,
            days=tuple(sorted(site.days, key=lambda day: day.date)),
        )
    )


def _person(actor: Actor, as_of: EdtfDate) -> Person:
    return Person(actor=actor, line=actor.line or next((post.title for post in actor.posts_on(as_of)), None))


def _turning_point(event: Event, as_of: EdtfDate) -> TurningPoint:
    who = event.participants or event.host
    return TurningPoint(
        event=event,
        date=event.date_of(as_of),
        now=event.step_at(as_of),
        who=who[:MOST_NAMES],
        others=len(who[MOST_NAMES:]),
    )


def _answered(library: Library) -> tuple[Demand, ...]:
    """The demands that were answered, those first that most have answered, then the earliest."""
    answered = (demand for demand in library.in_order(Demand) if demand.answers)
    return tuple(sorted(answered, key=lambda one: -len({answer.by for answer in one.answers})))


def _by_stance(demand: Demand) -> tuple[tuple[str, tuple[Ref, ...]], ...]:
    by: dict[str, dict[Ref, None]] = {}
    for answer in demand.answers:
        by.setdefault(answer.stance, {})[answer.by] = None
    return tuple((stance, tuple(actors)) for stance, actors in by.items())
