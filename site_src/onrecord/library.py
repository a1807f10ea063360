"""Stage 4, link: all records, every reference proven, and the questions that pages ask of them.

A library does not change. ``get`` cannot fail, because linking proved each reference; what refers to a record is
computed once.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cached_property, partial
from types import MappingProxyType
from typing import TypeVar, cast

from onrecord.characters import collated, plain_name
from onrecord.config import SITE_KINDS, Site
from onrecord.decode import Decoded, Records
from onrecord.parse import Entry, Scalar, locate, may_stand_in
from onrecord.problems import Location, Problem, did_you_mean
from onrecord.prose import Block, Prose, Reference, read_prose
from onrecord.quotes.receipts import NO_RECEIPTS, Receipts
from onrecord.records.actor import Actor, Post
from onrecord.records.base import Part, Record, walk
from onrecord.records.context import Context
from onrecord.records.correction import Correction
from onrecord.records.dates import EdtfDate
from onrecord.records.event import Event
from onrecord.records.fields import Foreign, Markdown, Ref
from onrecord.records.folders import FOLDER_OF
from onrecord.records.source import Source
from onrecord.records.statement import Statement
from onrecord.records.term import Term

SomeRecord = TypeVar("SomeRecord", bound=Record)

_OF_A_PERSON = 0.8  # how alike each part of two ids is, of which one is taken for the other misspelled


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a record refers to another: the record, the path of the field, and the part that holds it."""

    record: Record
    path: tuple[int | str, ...]
    part: Part | None = None  # None where prose refers to it

    @property
    def field(self) -> str:
        """The outermost field of the path."""
        return str(self.path[0])


@dataclass(frozen=True)
class Library:
    """All records of the site, linked: by kind, or one by its reference."""

    site: Site
    site_entry: Entry
    records: Mapping[Ref, Record]
    prose: Mapping[tuple[Ref | None, str], Prose]
    mentions: Mapping[Ref, tuple[Mention, ...]]
    entries: Mapping[Ref, Decoded]
    receipts: Receipts
    language: str  # of the reader: the first of the site, or one that it is translated into

    def of(self, kind: type[SomeRecord]) -> tuple[SomeRecord, ...]:
        """All records of a kind, in order of id."""
        return cast("tuple[SomeRecord, ...]", self._by_kind.get(kind, ()))

    @cached_property
    def _by_kind(self) -> Mapping[type[Record], tuple[Record, ...]]:
        found: dict[type[Record], list[Record]] = {}
        for record in self.records.values():
            found.setdefault(type(record), []).append(record)
        return {kind: tuple(records) for kind, records in found.items()}

    def get(self, ref: Ref) -> Record:
        """The record of a reference that was linked."""
        return self.records[ref]

    def source(self, ref: Ref) -> Source:
        """The source of a reference that was linked."""
        record = self.records[ref]
        assert isinstance(record, Source)  # noqa: S101 - linking proved it
        return record

    def actor(self, ref: Ref) -> Actor:
        """The actor of a reference that was linked."""
        record = self.records[ref]
        assert isinstance(record, Actor)  # noqa: S101 - linking proved it
        return record

    def text(self, record: Record | None, field: str = "body") -> Prose:
        """A prose field of a record, or of the site for None; empty where there is none."""
        return self.prose.get((record.ref if record else None, field), Prose())

    def in_time(self, record: Event | Statement) -> tuple[EdtfDate, int]:
        """Where a record stands among others: by date, and on its day by the moment; what was said, with its occasion."""
        date, second = record.in_time
        if not second and isinstance(record, Statement) and record.occasion:
            occasion = self.records[record.occasion]
            if isinstance(occasion, Event) and occasion.date == date:
                return occasion.in_time
        return date, second

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """All events in order of time and id."""
        return tuple(sorted(self.of(Event), key=lambda one: (self.in_time(one), one.id)))

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """All statements in order of time and id."""
        return tuple(sorted(self.of(Statement), key=lambda one: (self.in_time(one), one.id)))

    @cached_property
    def contexts(self) -> tuple[Context, ...]:
        """The context pages in their order."""
        return tuple(sorted(self.of(Context), key=lambda one: (one.order, one.id)))

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """The glossary, in alphabetical order."""
        return tuple(sorted(self.of(Term), key=lambda one: (collated(one.title), one.id)))

    @cached_property
    def corrections(self) -> tuple[Correction, ...]:
        """The corrections, the newest first."""
        return tuple(sorted(self.of(Correction), key=lambda one: (one.date, one.id), reverse=True))

    def in_order(self, kind: type[SomeRecord]) -> tuple[SomeRecord, ...]:
        """All records of a kind in the order in which they are shown."""
        ordered: Mapping[type[Record], tuple[Record, ...]] = {
            Event: self.events,
            Statement: self.statements,
            Context: self.contexts,
            Term: self.terms,
            Correction: self.corrections,
        }
        return cast("tuple[SomeRecord, ...]", ordered.get(kind, self.of(kind)))

    def placed(self, block: Block) -> tuple[Record, ...]:
        """The records that a block of prose shows: those named, else those of its topic, else all of the kind."""
        if block.ids:
            return tuple(self.records[Ref(block.kind, one)] for one in block.ids)
        ordered: Mapping[str, tuple[Record, ...]] = {"event": self.events, "statement": self.statements}
        found = ordered.get(block.kind, tuple(one for one in self.records.values() if one.kind == block.kind))
        return tuple(one for one in found if not block.topic or Ref("topic", block.topic) in getattr(one, "topics", ()))

    def posts_on(self, actor: Actor, day: EdtfDate) -> tuple[Post, ...]:
        """The posts that an actor may have held on a day: all that no known end excludes."""
        return tuple(post for post in actor.posts if not post.excludes(day))

    def post_of(self, statement: Statement) -> Post | None:
        """The post in which a statement was made: the one it names, else the only one held that day."""
        posts = self.posts_on(self.actor(statement.speaker), statement.date)
        if statement.post:
            return next((post for post in posts if plain_name(post.title) == plain_name(statement.post)), None)
        return posts[0] if len(posts) == 1 else None

    def answers_to(self, record: Record) -> tuple[Event | Statement, ...]:
        """The events and statements that answer a record, in order of time."""
        found = {one.record.ref: one.record for one in self.mentions.get(record.ref, ()) if one.field == "answers"}
        dated = (one for one in found.values() if isinstance(one, Event | Statement))
        return tuple(sorted(dated, key=lambda one: (self.in_time(one), one.id)))

    def mentioning(self, record: Record, kind: type[SomeRecord], field: str | None = None) -> tuple[SomeRecord, ...]:
        """The records of a kind that refer to a record, each once, by id; only by one field where that is given."""
        found = {
            one.record.ref: one.record
            for one in self.mentions.get(record.ref, ())
            if isinstance(one.record, kind) and (field is None or one.field == field)
        }
        return tuple(found[ref] for ref in sorted(found))


def link(
    records: Records,
    *,
    drafts: bool,
    unread: frozenset[str] = frozenset(),
    receipts: Receipts = NO_RECEIPTS,
    language: str | None = None,
    read: Mapping[tuple[Ref | None, str], Prose] | None = None,
) -> tuple[Library | None, tuple[Problem, ...]]:
    """The library, once every reference is proven. None where the site itself could not be read.

    What may stand in an ``unread`` file is not called missing: that file has its own problem. ``read`` is prose by record
    and field, where it is not to be read from the records.
    """
    if records.site is None or records.site_entry is None:
        missing = Problem(
            Location("content/site.yml"), "R008", "content/site.yml is missing", "'onrecord new DIR' shows one."
        )
        return None, () if records.site_entry or may_stand_in(unread, "site", "site") else (missing,)
    problems: list[Problem] = []
    by_ref = _unique(records.records, problems)
    known = set(by_ref) | records.broken | _site_refs(records.site)
    hidden = {ref for ref, one in by_ref.items() if one.record.draft and not drafts}
    shown = {ref: by_ref[ref] for ref in sorted(by_ref) if ref not in hidden}
    prose: dict[tuple[Ref | None, str], Prose] = {}
    mentions: dict[Ref, list[Mention]] = {}
    led: list[tuple[Reference, Location]] = []  # links that lead to a heading

    def refer(ref: Ref, at: Callable[[], Location], *, from_draft: bool) -> None:  # where, if that is to be told
        if ref not in known:
            if not may_stand_in(unread, FOLDER_OF.get(ref.kind, ref.kind), ref.id):
                problems.append(_dangling(ref, at(), known, by_ref))
        elif ref in hidden and not from_draft:
            problems.append(
                Problem(
                    at(),
                    "L005",
                    f"the {ref.kind} '{ref.id}' is a draft, and this is not",
                    "Publish it, or make this a draft too.",
                    see=by_ref[ref].entry.at,
                )
            )

    for ref, one in by_ref.items():
        is_hidden = ref in hidden
        for path, value, part in walk(one.record):
            if isinstance(value, Ref):
                refer(value, partial(one.at, path), from_draft=is_hidden)
                if not is_hidden:
                    mentions.setdefault(value, []).append(Mention(one.record, path, part))
            elif isinstance(value, Markdown):
                field = str(path[0])
                text = read[ref, field] if read is not None else _prose(value, one.entry, path, problems)
                for named in text.references:
                    at = partial(_within, one.entry, path, named)
                    refer(named.ref, at, from_draft=is_hidden)
                    if named.heading and not isinstance(value.text, Foreign):
                        led.append((named, at()))
                    if not is_hidden:
                        mentions.setdefault(named.ref, []).append(Mention(one.record, (*path, named.how)))
                if not is_hidden:
                    prose[ref, field] = text
    for path, value, _ in walk(records.site):
        if isinstance(value, Markdown):
            field = str(path[0])
            text = read[None, field] if read is not None else _prose(value, records.site_entry, path, problems)
            prose[None, field] = text
            for named in text.references:
                at = partial(_within, records.site_entry, path, named)
                refer(named.ref, at, from_draft=False)
                if named.heading and not isinstance(value.text, Foreign):
                    led.append((named, at()))
    problems += _headings_that_are_none(led, prose, shown)
    sound = _sound(shown, mentions)
    shown = {ref: one for ref, one in shown.items() if ref in sound}
    leading = {
        place: text
        for place, text in prose.items()
        if (place[0] is None or place[0] in sound)
        and all(one.ref in sound or one.ref.kind in SITE_KINDS for one in text.references)
    }
    held = {ref: tuple(one for one in found if one.record.ref in sound) for ref, found in mentions.items()}
    return (
        Library(
            records.site,
            records.site_entry,
            MappingProxyType({ref: one.record for ref, one in shown.items()}),
            MappingProxyType(leading),
            MappingProxyType({ref: found for ref, found in held.items() if found}),
            MappingProxyType(shown),
            receipts,
            language or records.site.language,
        ),
        tuple(problems),
    )


def _headings_that_are_none(
    led: Iterable[tuple[Reference, Location]],
    prose: Mapping[tuple[Ref | None, str], Prose],
    shown: Mapping[Ref, Decoded],
) -> Iterator[Problem]:
    """Links to a heading that the text of the record has not."""
    for named, at in led:
        text = prose.get((named.ref, "body"), Prose())
        if named.ref in shown and text.heading(named.heading) is None:
            told = f"the {named.ref.kind} '{named.ref.id}' has no heading '{named.heading}'"
            near = did_you_mean(named.heading, [one.removeprefix("s-") for one in text.headings])
            yield Problem(at, "L004", told, near or "Leave out what stands behind the #.")


def _one_person(one: str, other: str) -> bool:
    """Whether two ids may be one, misspelled: part by part, for John is not Jonah, and a family has more than one member."""
    parts, others = one.split("-"), other.split("-")
    return len(parts) == len(others) and all(
        SequenceMatcher(None, part, there).ratio() >= _OF_A_PERSON for part, there in zip(parts, others, strict=True)
    )


def _sound(shown: Mapping[Ref, Decoded], mentions: Mapping[Ref, list[Mention]]) -> set[Ref]:
    """The records whose references all lead to sound ones: those on which rules can run, whatever else is broken."""
    sound = set(shown)
    lost = {ref for ref in mentions if ref not in shown and ref.kind not in SITE_KINDS}
    while lost:
        holders = {one.record.ref for ref in lost for one in mentions.get(ref, ())}
        lost = holders & sound
        sound -= lost
    return sound


def _unique(records: Iterable[Decoded], problems: list[Problem]) -> dict[Ref, Decoded]:
    found: dict[Ref, Decoded] = {}
    for one in sorted(records, key=lambda one: (one.record.ref, one.entry.at)):
        first = found.setdefault(one.record.ref, one)
        if first is not one:
            problems.append(
                Problem(
                    one.entry.at,
                    "L001",
                    f"there are two {one.entry.folder} with the id '{one.record.id}'",
                    "Rename one.",
                    see=first.entry.at,
                )
            )
    return found


def _site_refs(site: Site) -> set[Ref]:
    return {Ref(kind, one.id) for kind in SITE_KINDS for one in site.choices(kind)}


def _dangling(ref: Ref, at: Location, known: set[Ref], by_ref: Mapping[Ref, Decoded]) -> Problem:
    if ref.kind in SITE_KINDS:
        names = {one.id for one in known if one.kind == ref.kind}
        place = f"{SITE_KINDS[ref.kind]} of content/site.yml"
        return Problem(
            at,
            "L002",
            f"'{ref.id}' is not among the {place}",
            did_you_mean(ref.id, names) or f"They are {', '.join(sorted(names))}.",
        )
    others = sorted(one.kind for one in known if one.id == ref.id and one.kind not in SITE_KINDS)
    if others:
        article = "an" if others[0][0] in "aeiou" else "a"
        return Problem(
            at,
            "L003",
            f"'{ref.id}' is {article} {others[0]}, and {ref.kind} is wanted here",
            "Name a record of that kind.",
        )
    folder = FOLDER_OF.get(ref.kind, ref.kind)
    names = {one.id for one in known if one.kind == ref.kind}
    return Problem(at, "L002", f"nothing in {folder} has the id '{ref.id}'", _meant(ref, names, by_ref))


def _meant(ref: Ref, names: set[str], by_ref: Mapping[Ref, Decoded]) -> str:
    """Who or what may be meant. Nobody else's name is offered for a person's: words would be laid into another mouth."""
    if ref.kind != "actor":
        return did_you_mean(ref.id, names)
    actors = {name: one.record for name in names if (one := by_ref.get(Ref("actor", name)))}
    told = {name: actor.label for name, actor in actors.items() if isinstance(actor, Actor)}
    near = {name for name in names if _one_person(ref.id, name)}
    return (
        did_you_mean(ref.id, near, also=told) or "Its id is the name of its file in actors/, or its key in actors.yml."
    )


def _prose(value: Markdown, entry: Entry, path: tuple[int | str, ...], problems: list[Problem]) -> Prose:
    folder = locate(entry.fields, path).path.rpartition("/")[0]  # a translation may stand in another file
    text, faults = read_prose(value.text, folder)
    if isinstance(value.text, Foreign):
        text = replace(text, language=value.text.language)
    for fault in faults:
        at = _offset(entry, path, fault.line, fault.column)
        problems.append(Problem(at, fault.code, fault.message, fault.hint))
    return text


def _within(entry: Entry, path: tuple[int | str, ...], named: Reference) -> Location:
    return _offset(entry, path, named.line, named.column)


def _offset(entry: Entry, path: tuple[int | str, ...], line: int, column: int) -> Location:
    value = entry.fields.value(str(path[0]))
    at = locate(entry.fields, path)
    if isinstance(value, Scalar) and value.block:
        return Location(at.path, at.line + 1 + line, column + value.indent)
    return Location(at.path, at.line, at.column)
