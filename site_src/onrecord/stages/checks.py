"""Stage 5, check: rules over the whole library that no field can hold by itself. One function each, one list."""

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import TypeVar

from onrecord.characters import plain_name
from onrecord.library import Library
from onrecord.problems import Problem, did_you_mean
from onrecord.provenance import families, standing
from onrecord.quotes.find import GAP
from onrecord.quotes.fold import fold
from onrecord.records.base import Record, Searched, walk
from onrecord.records.dates import EdtfDate
from onrecord.records.event import PLANS, Event
from onrecord.records.fields import Ref
from onrecord.records.marks import InOrder, Marked, Onward, Rule, begins_state, marked
from onrecord.records.measure import IN_FORCE, Measure
from onrecord.records.source import Source
from onrecord.records.statement import Statement
from onrecord.stages.prose_checks import days_as_known, sums

SomeRule = TypeVar("SomeRule", bound=Rule)

Check = Callable[[Library], Iterator[Problem]]


def check(library: Library, *, whole: bool = True) -> tuple[Problem, ...]:
    """What every rule finds; of what is absent nothing is said unless the ``whole`` content is without error."""
    rules = CHECKS if whole else tuple(rule for rule in CHECKS if rule not in OF_THE_WHOLE)
    return tuple(problem for rule in rules for problem in rule(library))


def planned_in_the_past(library: Library) -> Iterator[Problem]:
    """An event that was to have taken place before ``as_of`` needs an end: held, postponed or cancelled."""
    for event in library.of(Event):
        step = event.step_at(library.site.as_of)
        if step and step.state in PLANS and library.site.past(step.scheduled or event.date):
            yield Problem(
                library.entries[event.ref].at(("life", event.life.index(step), "state")),
                "C001",
                f"this event is {step.state} for {step.scheduled or event.date}, which is past on {library.site.as_of}",
                "Add a step that says what became of it: held, postponed or cancelled.",
            )


def lives_in_order(library: Library) -> Iterator[Problem]:
    """The steps of a life, and the answers to a demand, stand in order of date."""
    for record, field, _ in _ruled(library, InOrder):
        dates = [step.date for step in getattr(record, field.name)]
        for number, (before, after) in enumerate(pairwise(dates), 1):
            if after.last < before.first:
                yield Problem(
                    library.entries[record.ref].at((field.key, number, "date")),
                    "C002",
                    f"this step of {after} comes after one of {before}",
                    "Put the steps in order of date.",
                )


def _ruled(library: Library, rule: type[SomeRule]) -> Iterator[tuple[Record, Marked, SomeRule]]:
    """The fields of records that have a mark, with it."""
    for record in library.records.values():
        for field in marked(type(record)):
            for mark in field.rules:
                if isinstance(mark, rule):
                    yield record, field, mark


def weak_carriers(library: Library) -> Iterator[Problem]:
    """A statement that only copies or partisan sources carry says that it is unconfirmed."""
    for statement in library.of(Statement):
        if not statement.unconfirmed and all(
            library.source(rendition.source).weak for rendition in statement.renditions
        ):
            yield Problem(
                library.entries[statement.ref].at(("renditions",)),
                "C003",
                "only copies or partisan sources report this statement",
                "Find a better source, or say why it is unconfirmed: 'unconfirmed: ...'.",
            )


def posts(library: Library) -> Iterator[Problem]:
    """A speaker's post is one that may have been held on the day; where several were, the statement names one."""
    for statement in library.of(Statement):
        speaker = library.actor(statement.speaker)
        entry = library.entries[statement.ref]
        fitting = speaker.posts_on(statement.date)
        if statement.post and plain_name(statement.post) not in {plain_name(post.title) for post in fitting}:
            yield Problem(
                entry.at(("post",)),
                "C004",
                f"'{statement.speaker.id}' did not hold the post '{statement.post}' on {statement.date}",
                "The posts of that day are: " + (", ".join(post.title for post in fitting) or "none") + ".",
                see=library.entries[speaker.ref].at(("posts",)),
            )
        elif speaker.posts and not fitting:
            yield Problem(
                entry.at(("speaker",)),
                "C004",
                f"'{statement.speaker.id}' held none of the recorded posts on {statement.date}",
                "Add the post held then, with a source.",
                see=library.entries[speaker.ref].at(("posts",)),
            )
        elif len(fitting) > 1 and not statement.post:
            yield Problem(
                entry.at(("speaker",)),
                "C005",
                f"two posts of '{statement.speaker.id}' fit {statement.date}",
                "Choose: " + " or ".join(f"'post: {post.title}'" for post in fitting) + ".",
            )


def derivations(library: Library) -> Iterator[Problem]:
    """A rendition derives from another of the same statement, in the end from one that derives from none; no two share a name."""
    for statement in library.of(Statement):
        entry = library.entries[statement.ref]
        keys = [rendition.key for rendition in statement.renditions]
        for number, rendition in enumerate(statement.renditions):
            if rendition.key in keys[:number]:
                yield Problem(
                    entry.at(("renditions", number, "source")),
                    "L001",
                    f"two renditions are called '{rendition.key}'",
                    "Give one of them an 'id'.",
                )
            seen, origin = [rendition.key], rendition.derives_from
            while origin and origin not in seen and (found := statement.rendition(origin)):
                seen.append(origin)
                origin = found.derives_from
            at = entry.at(("renditions", number, "derives_from"))
            if origin in seen:
                yield Problem(
                    at, "C006", f"'{rendition.key}' derives from itself in the end", "One of them came first."
                )
            elif origin and len(seen) == 1:
                hint = f"Its renditions are {', '.join(keys)}."
                yield Problem(at, "L002", f"this statement has no rendition '{origin}'", hint)


def loops(library: Library) -> Iterator[Problem]:
    """Nothing is a part of itself, republishes itself or answers itself, by however many others."""
    for record, field, rule in _ruled(library, Onward):
        if _loops(library, record, field.name):
            at = library.entries[record.ref].at((field.key,))
            yield Problem(at, "C007", f"this {record.kind} {rule.told}", rule.hint)


def _loops(library: Library, start: Record, name: str) -> bool:
    ahead = list(_onward(start, name))
    seen: set[Ref] = set()
    while ahead:
        ref = ahead.pop()
        if ref == start.ref:
            return True
        if ref not in seen and (record := library.records.get(ref)):
            seen.add(ref)
            ahead.extend(_onward(record, name))
    return False


def _onward(record: Record, name: str) -> Iterator[Ref]:
    """What a record leads on to by a field of that name, where this has the mark."""
    for field in marked(type(record)):
        if field.name == name and any(isinstance(rule, Onward) for rule in field.rules):
            yield from (value for path, value, _ in walk(record) if path[0] == field.key and isinstance(value, Ref))


def in_force(library: Library) -> Iterator[Problem]:
    """A measure in force names the legal act, or says that none is recorded."""
    for measure in library.of(Measure):
        step = measure.step_at(library.site.as_of)
        if step and step.state in IN_FORCE and measure.instrument is None:
            yield Problem(
                library.entries[measure.ref].at(("life", measure.life.index(step), "state")),
                "C013",
                f"this measure is {step.state} but names no instrument",
                "Add 'instrument:' with a title and evidence, or 'instrument: not recorded'.",
            )


def accounts(library: Library) -> Iterator[Problem]:
    """Accounts differ on matters that they speak of."""
    for event in library.of(Event):
        matters = {
            plain_name(passage.matter): passage.matter for account in event.accounts for passage in account.passages
        }
        for number, matter in enumerate(event.differ):
            if plain_name(matter) not in matters:
                yield Problem(
                    library.entries[event.ref].at(("differ", number)),
                    "C014",
                    f"no account speaks of '{matter}'",
                    did_you_mean(matter, matters.values()),
                )


def known_too_early(library: Library) -> Iterator[Problem]:
    """A source is not known before it was published."""
    for source in library.of(Source):
        if source.known_from and source.published and source.known_from.date.last < source.published.first:
            yield Problem(
                library.entries[source.ref].at(("known_from", "date")),
                "C015",
                f"known from {source.known_from.date}, but published on {source.published}",
                "One of the two dates is wrong.",
            )


def chains(library: Library) -> Iterator[Problem]:
    """Nobody passes words on to themselves: the speaker and each hop stand once in a chain."""
    for statement in library.of(Statement):
        seen = {statement.speaker}
        for number, hop in enumerate(statement.via):
            if hop.by in seen:
                yield Problem(
                    library.entries[statement.ref].at(("via", number, "by")),
                    "C016",
                    f"'{hop.by.id}' is in this chain twice",
                    "Delete one of the two.",
                )
            seen.add(hop.by)


def _letters(text: str) -> str:
    """A text without its white space: not all scripts put some between words."""
    return "".join(fold(text).text.split())


def segments(library: Library) -> Iterator[Problem]:
    """Segments are the words themselves, in order; a translation has as many as the base."""
    for statement in library.of(Statement):
        for number, rendition in enumerate(statement.renditions):
            at = library.entries[statement.ref].at(("renditions", number, "segments"))
            if rendition.segments and _letters(" ".join(rendition.segments)) != _letters(rendition.words):
                yield Problem(
                    at,
                    "C021",
                    "these segments, joined, are not the words",
                    "Copy the words, and divide them.",
                )
            elif rendition.segments and len(rendition.segments) != len(statement.base.segments):
                yield Problem(
                    at,
                    "C021",
                    f"{len(rendition.segments)} segments stand beside {len(statement.base.segments)} of the base",
                    "Divide both alike.",
                )


def renditions(library: Library) -> Iterator[Problem]:
    """What is verbatim is whole; and where somebody has exact words, they lead, unless only copies or partisan sources have."""
    for statement in library.of(Statement):
        entry = library.entries[statement.ref]
        for number, one in enumerate(statement.renditions):
            if one.class_ == "verbatim" and (gap := GAP.search(one.words)):
                yield Problem(
                    entry.at(("renditions", number, "class")),
                    "C025",
                    f"these words are called verbatim, but '{gap.group()}' says that something was left out",
                    "Write 'class: elided'.",
                )
        exact = (
            rendition
            for rendition in statement.renditions
            if rendition.class_ != "paraphrase" and not library.source(rendition.source).weak
        )
        if statement.base.class_ == "paraphrase" and (better := next(exact, None)):
            yield Problem(
                entry.at(("renditions", 0, "class")),
                "C026",
                "this paraphrase comes before exact words",
                "Put the exact words first: the first rendition is the one that readers see.",
                see=entry.at(("renditions", statement.renditions.index(better), "words")),
            )


def after_the_day(library: Library) -> Iterator[Problem]:
    """States are read on ``as_of``: no step, answer, outcome, replaced amount or search is of a later day."""
    for record in library.records.values():
        for path, day in _days_of_states(record):
            if day.first > library.site.as_of.last:
                yield Problem(
                    library.entries[record.ref].at(path),
                    "C022",
                    f"{day} is after {library.site.as_of}, the day that the site describes",
                    "Move 'as_of' in content/site.yml to a later day, or leave this out; sources may be later.",
                )


def _days_of_states(record: Record) -> Iterator[tuple[tuple[int | str, ...], EdtfDate]]:
    for path, value, part in walk(record):
        if isinstance(value, EdtfDate) and path[-1] in begins_state(type(part)):
            yield path, value


def looked_for_and_found(library: Library) -> Iterator[Problem]:
    """An answer that was looked for in vain stands beside none by the same actor."""
    for record in library.records.values():
        looked_for: tuple[Searched, ...] = getattr(record, "looked_for", ())
        given = {reply.by for reply in record.replies} if looked_for else set()
        given |= {answer.speaker for answer in library.answers_to(record, Statement)} if looked_for else set()
        for number, search in enumerate(looked_for):
            if search.by in given:
                yield Problem(
                    library.entries[record.ref].at(("looked_for", number, "by")),
                    "C023",
                    f"an answer by '{search.by.id}' is recorded",
                    "Delete this; the answer is shown.",
                )


def without_words(library: Library) -> Iterator[Problem]:
    """What a record states stands in the words of one source at least."""
    of = families(library)
    for record in library.records.values():
        if record.stating and not standing(library, of, record).worded:
            yield Problem(
                library.entries[record.ref].entry.at,
                "C024",
                "this quotes no source",
                "Add 'words' to a piece of its evidence, exactly as the source has them.",
            )


def unused_sources(library: Library) -> Iterator[Problem]:
    """A source that nothing cites stands on the site without a reason."""
    for source in library.of(Source):
        if source.ref not in library.mentions and not any(
            source.ref == reference.ref for text in library.prose.values() for reference in text.references
        ):
            yield Problem(
                library.entries[source.ref].entry.at,
                "C008",
                "nothing cites this source",
                "Cite it, make it a draft, or delete it.",
            )


# What is absent may stand in what could not be read.
OF_THE_WHOLE: tuple[Check, ...] = (without_words, unused_sources)

CHECKS: tuple[Check, ...] = (
    planned_in_the_past,
    lives_in_order,
    weak_carriers,
    posts,
    derivations,
    loops,
    in_force,
    accounts,
    known_too_early,
    chains,
    segments,
    renditions,
    sums,
    after_the_day,
    looked_for_and_found,
    days_as_known,
    without_words,
    unused_sources,
)
