"""Records in few words, in the language of the edition: for feeds, calendars, timelines, and cards beside a link."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from onrecord.exports.basis import Basis
from onrecord.pages.about import best
from onrecord.pages.timeline import set_for
from onrecord.records.actor import Actor
from onrecord.records.base import Record
from onrecord.records.correction import Correction
from onrecord.records.demand import Demand
from onrecord.records.event import Event
from onrecord.records.fields import Foreign
from onrecord.records.figure import Figure
from onrecord.records.measure import Measure
from onrecord.records.source import Source
from onrecord.records.statement import Outcome, Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Lines of ours, and outside them the words of a source with their language, and who carries them."""

    lines: tuple[str, ...]
    words: str | None = None
    language: str | None = None
    translation: str | None = None
    source: Source | None = None


def summary(basis: Basis, record: Record) -> Summary:
    """A record in few words."""
    lines = tuple(filter(None, _lines(basis, record)))
    if isinstance(record, Statement):
        card = basis.edition.reading.cards[record.ref]
        return Summary(
            lines=lines,
            words=record.base.words,
            language=record.base.language,
            translation=card.translation,
            source=card.best.source,
        )
    part = best(basis.library, record)
    if part is None:
        return Summary(lines=lines)
    source = basis.library.source(part.source)
    return Summary(
        lines=lines, words=part.words, language=part.language or source.language, translation=None, source=source
    )


def described(basis: Basis, record: Record) -> str:
    """What a record's page says of itself in one line: what is ours of its summary, for words are never cut."""
    return " · ".join(filter(None, _lines(basis, record)))


def quotation(basis: Basis, found: Summary) -> str:
    """The words of a source as HTML, with their language and its direction; empty without words."""
    if not found.words or not found.language:
        return ""
    direction = basis.wording.direction_of(found.language)
    return f'<blockquote dir="{direction}" lang="{found.language}"><p>{escape(found.words)}</p></blockquote>'


def _lines(basis: Basis, record: Record) -> Iterator[str]:
    """What a kind has to say; of one that says nothing here, its date."""
    date = record.date_of(basis.library.site.as_of)
    if lines := _LINES.get(record.kind):
        yield from lines(basis, record)
    elif date:
        yield basis.wording.say("Date: %(date)s") % {"date": basis.wording.date(date)}


def _of_event(basis: Basis, event: Event) -> Iterator[str]:
    yield when_and_where(basis, event)
    yield state(basis, event)
    if event.result:
        yield event.result.text


def _of_statement(basis: Basis, statement: Statement) -> Iterator[str]:
    yield _said(basis, statement)
    if statement.unconfirmed:
        yield basis.wording.say("Unconfirmed: %(reason)s") % {"reason": statement.unconfirmed}
    if statement.outcome:
        names = {"outcome": came_to(basis, statement.outcome)}
        yield basis.wording.say("What came of it: %(outcome)s") % names


def _of_figure(basis: Basis, figure: Figure) -> Iterator[str]:
    say = basis.wording.say
    names = {"stage": word(basis, figure.stage), "day": basis.wording.date(basis.library.site.as_of)}
    yield say("Amount: %(amount)s") % {"amount": basis.wording.amount(figure)}
    yield say("Stage: %(stage)s, as of %(day)s") % names


def _of_measure(basis: Basis, measure: Measure) -> Iterator[str]:
    yield state(basis, measure)


def _of_demand(basis: Basis, demand: Demand) -> Iterator[str]:
    say, speaker = basis.wording.say, basis.library.actor(demand.by).label
    names = {"speaker": speaker, "date": basis.wording.date(demand.date)} if demand.date else {}
    yield say("%(speaker)s, %(date)s") % names if names else speaker


def _of_correction(_: Basis, correction: Correction) -> Iterator[str]:
    yield correction.title


def _of_source(basis: Basis, one: Source) -> Iterator[str]:
    yield source(basis, one)


def _of_actor(basis: Basis, actor: Actor) -> Iterator[str]:
    yield basis.wording.say(", ").join(dict.fromkeys(post.title for post in actor.posts))


def _said(basis: Basis, record: Statement) -> str:
    say, card = basis.wording.say, basis.edition.reading.cards[record.ref]
    names = {
        "speaker": card.speaker.label,
        "post": card.post.title if card.post else "",
        "date": basis.wording.date(record.date),
    }
    if card.speaker.type == "unnamed":
        return (
            say("%(speaker)s (not named), %(post)s, %(date)s")
            if card.post
            else say("%(speaker)s (not named), %(date)s")
        ) % names
    return (say("%(speaker)s, %(post)s, %(date)s") if card.post else say("%(speaker)s, %(date)s")) % names


def when_and_where(basis: Basis, event: Event) -> str:
    """The date of an event as precise as it is, its time and its place."""
    date = when(basis, event)
    return basis.wording.say("%(date)s, %(place)s") % {"date": date, "place": event.place} if event.place else date


def when(basis: Basis, event: Event) -> str:
    """The date of an event as precise as it is, and its time where it is still set for that."""
    date = basis.wording.date(set_for(basis.library, event))
    if event.time and event.date.day and set_for(basis.library, event) == event.date:
        date += basis.wording.say(", ") + basis.wording.time(event.time, event.zone, event.date.day)
    return date


def state(basis: Basis, record: Record) -> str:
    """What a record with a life is on the site's day: "Status: took place, as of 24 February 2022"."""
    now = record.step_at(basis.library.site.as_of)
    day = basis.wording.date(basis.library.site.as_of)
    return basis.wording.say("Status: %(state)s, as of %(day)s") % {
        "state": word(basis, now.state if now else None),
        "day": day,
    }


_LINES: Mapping[str, Callable[[Basis, Any], Iterator[str]]] = {
    Event.kind: _of_event,
    Statement.kind: _of_statement,
    Figure.kind: _of_figure,
    Measure.kind: _of_measure,
    Demand.kind: _of_demand,
    Correction.kind: _of_correction,
    Source.kind: _of_source,
    Actor.kind: _of_actor,
}


def word(basis: Basis, state: str | None) -> str:
    """The word for a state or a stage, as pages have it."""
    if state is None:
        return basis.wording.say("status not recorded")
    if state == "held":
        return basis.wording.say("took place")
    named = state.replace("-", " ")  # which catalogs have, for pages say it too
    return basis.wording.say(named)


# What came of a statement, where the word for it is longer than its name.
_OUTCOMES = {"contradicted": "contradicted by what followed", "overtaken": "overtaken by events"}


def came_to(basis: Basis, outcome: Outcome) -> str:
    """What came of a statement, as pages have it: "contradicted by what followed, 24 February 2022"."""
    say = basis.wording.say
    return say(_OUTCOMES.get(outcome.state, outcome.state)) + say(", ") + basis.wording.date(outcome.date)


def source(basis: Basis, shown: Source) -> str:
    """A source by publisher, headline and date; a headline that runs against the language is isolated."""
    say, label = basis.wording.say, shown.publisher
    if shown.title:
        label += say(": ") + basis.wording.isolated(shown.title, shown.language)
    if shown.published is None:
        return say("%(source)s, undated") % {"source": label}
    return say("%(source)s, %(date)s") % {"source": label, "date": basis.wording.date(shown.published)}


def titled(basis: Basis, record: Record) -> str:
    """The title of a record with its own date, where it has one; a correction says that it is one."""
    named = basis.full_title(record)
    title = basis.wording.isolated(named, named.language) if isinstance(named, Foreign) else str(named)
    if isinstance(record, Correction):
        sort = basis.wording.say(record.class_)
        title = sort[:1].upper() + sort[1:] + basis.wording.say(": ") + title
    date = record.date_of(basis.library.site.as_of) if getattr(record, "date", None) else None
    if date is None:
        return title
    return basis.wording.say("%(title)s (%(date)s)") % {"title": title, "date": basis.wording.date(date)}
