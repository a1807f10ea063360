"""As known on a day: the library cut back to what its sources had told by then.

A record, and each step of a life, is known from the date of its earliest dated source, or from the date it gives with
a reason; with neither it is in no such library. Editors' remarks are left out, for they were written later; so are their
sentences over several sources while one of these was to come, and what an event came to before it was held. What
remains is linked anew, so nothing later can be reached from it.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args

from onrecord.config import SITE_KINDS
from onrecord.decode import Decoded, Records
from onrecord.library import Library, link
from onrecord.parse import locate
from onrecord.problems import has_errors
from onrecord.prose import BLOCKS, KNOWN, Block, Html, read_prose
from onrecord.provenance import known_since, sources_of
from onrecord.records.actor import Actor, Post
from onrecord.records.base import Disagreement, Part, Record, Searched, Version
from onrecord.records.context import Context
from onrecord.records.correction import Correction
from onrecord.records.dates import EdtfDate, on_day
from onrecord.records.demand import Answer, Demand
from onrecord.records.event import Account, Event, EventStep
from onrecord.records.fields import AtOnce, Foreign, Markdown, Ref
from onrecord.records.figure import Figure, Restated
from onrecord.records.measure import IN_FORCE, Instrument, Measure, MeasureStep
from onrecord.records.source import Republished, Source
from onrecord.records.statement import Hop, Outcome, Statement


@dataclass(frozen=True, slots=True)
class _Then:
    """The whole library, the day to cut it back to, and what of it was known then."""

    library: Library
    day: dt.date
    known: frozenset[Ref]

    def keeps(self, ref: Ref) -> bool:
        """Whether what a reference leads to was known."""
        return ref in self.known or ref.kind in SITE_KINDS


def since_when(library: Library) -> Mapping[Ref, dt.date | None]:
    """The day from which each record was known, of those that are known from a day; the same whatever day is asked for."""
    kept = (record for record in library.records.values() if not isinstance(record, Context | Correction))
    return {record.ref: known_since(library, record) for record in kept}


def as_known(library: Library, day: dt.date, known: Mapping[Ref, dt.date | None] | None = None) -> Library:
    """The library as it stood at the end of a day. Its site reads every state on that day.

    ``known`` is what ``since_when`` says of the library, for those who ask for several days.
    """
    days = since_when(library) if known is None else known
    then = _Then(library, day, frozenset(ref for ref, since in days.items() if since and since <= day))
    cut = {ref: record for ref in sorted(then.known) if (record := _cut_record(library.get(ref), then))}
    while lost := then.known - cut.keys():  # what cannot do without something unknown is not known either, and so on
        then = _Then(library, day, frozenset(cut))
        for ref in _touched(library, lost) & cut.keys():
            again = _cut_record(library.get(ref), then)
            if again is None:
                del cut[ref]
            else:
                cut[ref] = again
    for context in library.contexts:
        body = _told(context.body, library.entries[context.ref].at(("body",)).path, then)
        if body and not (context.known_from and context.known_from.date.last > day):
            bare = {"body": body, "summary": "", "evidence": (), "disagreements": ()}
            cut[context.ref] = context.model_copy(update=bare)
    texts = {
        name: _told(getattr(library.site, name), locate(library.site_entry.fields, (name,)).path, then)
        for name in ("intro", "state", "about")
    }
    topics = tuple(one.model_copy(update={"gathered_until": None}) for one in library.site.topics)
    site = library.site.model_copy(
        update={"as_of": on_day(day), "as_of_dates": (), "gathered_until": None, "topics": topics, **texts}
    )
    decoded = tuple(Decoded(record, library.entries[ref].entry) for ref, record in sorted(cut.items()))
    records = Records(site, library.site_entry, decoded, frozenset())
    made, problems = link(records, drafts=True, receipts=library.receipts, language=library.language)
    assert made is not None and not has_errors(problems), problems  # noqa: S101, PT018 - what is left refers to nothing that is gone
    return made


def _touched(library: Library, lost: frozenset[Ref]) -> set[Ref]:
    """The records that name what was lost, and those whose prose places records without naming them."""
    named = {one.record.ref for ref in lost for one in library.mentions.get(ref, ())}
    placing = {ref for (ref, _), prose in library.prose.items() if ref and any(map(_is_open, prose.parts))}
    return named | placing


def _is_open(part: Html | Block) -> bool:
    """Whether a part of prose places all records of a kind or topic, whichever these are."""
    return isinstance(part, Block) and not part.ids


# -- cutting records ----------------------------------------------------------------------------------------------------


def _cut_record(record: Record, then: _Then) -> Record | None:
    if isinstance(record, Figure):
        record = _before_restated(record, then.day)
    cut = _cut(record, then)
    if cut is None:
        return None
    assert isinstance(cut, Record)  # noqa: S101 - cutting keeps the type
    if cut is not record and len(sources_of(cut)) < len(sources_of(record)):
        cut = cut.model_copy(update=_told_later(type(cut)))
    body = _told(cut.body, then.library.entries[record.ref].at(("body",)).path, then) if cut.body else None
    if body != cut.body:
        cut = cut.model_copy(update={"body": body})
    if isinstance(cut, Event):
        evidence = cut.evidence or tuple(one for step in cut.life for one in step.evidence)
        whole = len(cut.evidence) == len(record.evidence)
        return _before_held(cut.model_copy(update={"evidence": evidence}), then.day, whole=whole) if evidence else None
    if isinstance(cut, Statement | Figure | Demand) and cut.date and not _is_past(cut.date, then.day):
        return None
    if isinstance(cut, Figure):  # without a date its stage may be a later one
        settled = cut.date or len(cut.evidence) == len(record.evidence)
        return cut.model_copy(update={"status": None}) if settled else None
    if isinstance(cut, Measure) and isinstance(record, Measure):
        step = cut.step_at(on_day(then.day))
        tells = cut.instrument == "not recorded" or len(cut.life) == len(record.life)
        in_force = step is not None and step.state in IN_FORCE
        return cut.model_copy(update={"instrument": cut.instrument if tells or in_force else None})
    if isinstance(cut, Statement) and isinstance(record, Statement) and cut.base.key != record.base.key:
        # What a copy changed is told against the base.
        bare = tuple(one.model_copy(update={"damage": (), "reverses": False}) for one in cut.renditions)
        return cut.model_copy(update={"renditions": bare, "translation": None})
    if isinstance(cut, Actor):
        return cut.model_copy(update={"other_names": ()})  # nothing tells since when there are copies with them
    return cut


@cache
def _told_later(kind: type[Record]) -> Mapping[str, Any]:
    """The fields of a kind that any of its sources may have told, without their values: a later one too."""
    return {
        name: field.default
        for name, field in kind.model_fields.items()
        if not (field.is_required() or any(isinstance(one, AtOnce) for one in field.metadata))
        and not any(isinstance(one, type) and issubclass(one, Part) for one in _types_of(field.annotation))
    }


def _types_of(annotation: Any) -> Iterator[Any]:
    yield annotation
    for inner in get_args(annotation):
        yield from _types_of(inner)


def _before_restated(figure: Figure, day: dt.date) -> Figure:
    """A figure with the amount that was given then, as printed, without the bounds of the one that replaced it."""
    replaced = next((one for one in figure.restated if not _is_past(one.date, day)), None)
    if replaced is None:
        return figure
    evidence = replaced.evidence or figure.evidence
    return figure.model_copy(
        update={"amount": replaced.amount, "evidence": evidence, "ceiling": False, "floor": False, "disagreements": ()}
    )


def _before_held(event: Event, day: dt.date, *, whole: bool) -> Event | None:
    """An event before it was held is its title and its plans; without any of these by then, nothing.

    One without a life has no plans: it is itself once its day is past and the ``whole`` of its evidence was known.
    """
    step = event.step_at(on_day(day))
    if step is None and event.date.first > day:
        return None
    if not _is_past(event.date, day) and all(one.state == "held" for one in event.life):  # its end was not planned
        event = event.model_copy(update={"date": EdtfDate(event.date.start, None)})
    if (step is None and whole and event.date.last <= day) or (step is not None and step.state == "held"):
        differ = tuple(one for one in event.differ if _told_by_several(event, one))
        return event.model_copy(update={"differ": differ})
    hidden: dict[str, Any] = dict.fromkeys(("time", "zone", "place", "setting"))
    hidden |= dict.fromkeys(("host", "participants", "accounts", "differ"), ())
    if step is not None and step.scheduled:  # the date that the event bears now may be a later one
        dates = (one.scheduled or event.date for one in event.life)
        life = (
            one.model_copy(update={"scheduled": date if date != step.scheduled else None})
            for one, date in zip(event.life, dates, strict=True)
        )
        hidden |= {"date": step.scheduled, "life": tuple(life)}
    return event.model_copy(update=hidden)


def _told_by_several(event: Event, matter: str) -> bool:
    return sum(any(one.matter == matter for one in account.passages) for account in event.accounts) > 1


def _cut(part: Part, then: _Then) -> Part | None:
    """A part without what was not known; None where it cannot stand without it."""
    if _later(part, then):
        return None
    changed: dict[str, Any] = {}
    afterwards = _AFTERWARDS.get(type(part), ())
    for name, field in type(part).model_fields.items():
        value = getattr(part, name)
        if value is None:
            continue
        if name == "note" or (name in afterwards and value.last > then.day):
            changed[name] = None
        elif isinstance(value, Ref) and not then.keeps(value):
            if field.is_required():
                return None
            changed[name] = None
        elif isinstance(value, Part):
            inner = _cut(value, then)
            if inner is not value:
                changed[name] = inner
        elif isinstance(value, tuple):
            kept = tuple(_cut_items(value, then))
            if value and not kept and field.is_required() and not (name == "evidence" and isinstance(part, Event)):
                return None
            if len(kept) != len(value) or any(one is not other for one, other in zip(kept, value, strict=True)):
                changed[name] = kept
    cut = part.model_copy(update=changed) if changed else part
    if _hollow(part, cut) or (isinstance(part, Version | Outcome) and _has_later_source(part, then)):
        return None
    return (
        cut.model_copy(update={"summary": None}) if isinstance(part, Answer) and _has_later_source(part, then) else cut
    )


_RESTING = (Version, Answer, Outcome, Restated, EventStep, MeasureStep, Demand, Figure, Hop, Post, Instrument)

# Dates that may be noted long after what they belong to became known.
_AFTERWARDS: dict[type[Part], tuple[str, ...]] = {Source: ("updated", "accessed"), Post: ("to", "held")}


def _cut_items(values: tuple[Any, ...], then: _Then) -> Iterator[Any]:
    for value in values:
        if isinstance(value, Part):
            cut = _cut(value, then)
            if cut is not None:
                yield cut
        elif not isinstance(value, Ref) or then.keeps(value):
            yield value


def _later(part: Part, then: _Then) -> bool:
    """Whether something was done, or became known, only later."""
    if isinstance(part, EventStep | MeasureStep):
        since = known_since(then.library, part)
        return since is None or since > then.day or not _is_past(part.date, then.day)
    if isinstance(part, Answer | Outcome | Restated):
        return not _is_past(part.date, then.day)
    if isinstance(part, Searched):
        return part.until.last > then.day
    date = part.date if isinstance(part, Hop) else part.from_ if isinstance(part, Post) else None
    return date is not None and not _is_past(date, then.day)


def _is_past(date: EdtfDate, day: dt.date) -> bool:
    """Whether all that a date names may have come by the end of a day: both ends, where it is an interval."""
    return date.first <= day and (date.end is None or date.end.first <= day)


def _hollow(part: Part, cut: Part) -> bool:
    """Whether a part has lost what it rested on: its sources, or what it was to set side by side."""
    if isinstance(part, Republished):
        return part.source is not None and getattr(cut, "source", None) is None
    if isinstance(part, Disagreement):
        return len(getattr(cut, "versions", ())) < 2
    if isinstance(part, Account):
        return not getattr(cut, "passages", ())
    return isinstance(part, _RESTING) and bool(getattr(part, "evidence", ())) and not getattr(cut, "evidence", ())


def _has_later_source(part: Version | Outcome | Answer, then: _Then) -> bool:
    """Whether a sentence of the editors' may tell what only a later source has: they had all of them in view."""
    days = (known_since(then.library, then.library.source(one.source)) for one in part.evidence)
    return any(day and day > then.day for day in days)


# -- cutting prose ------------------------------------------------------------------------------------------------------

_FENCE = re.compile(r"(```+)[ \t]*(\w+)[ \t]*\n(.*?)\n?\1[ \t]*", re.DOTALL)
_HEADING = re.compile(r"(#{1,6})")
_ITEM = re.compile(r"(?:[-*+]|\d+\.)\s")


def _told(text: Markdown | None, path: str, then: _Then) -> Markdown | None:
    """The paragraphs of which all that is linked and cited was known; headings with anything left below them."""
    folder = path.rpartition("/")[0]
    kept: list[tuple[int, str]] = []  # the level of a heading, 7 for all else
    hidden = 7  # the level of a heading that was not known: what stands below it is not shown
    for paragraph in _paragraphs(text.text if text else ""):
        heading = _HEADING.match(paragraph)
        level = len(heading[1]) if heading else 7
        if level <= hidden and level < 7:
            while kept and level <= kept[-1][0] < 7:
                kept.pop()
            hidden = 7 if _is_known(paragraph, folder, then, bare=True) else level
        if hidden == 7 and (shown := paragraph if heading else _shown(paragraph, folder, then)):
            kept.append((level, shown))
    while kept and kept[-1][0] < 7:
        kept.pop()
    if text is None or not kept:
        return None
    told = "\n\n".join(paragraph for _, paragraph in kept)
    return Markdown(Foreign(told, text.text.language) if isinstance(text.text, Foreign) else told)


def _shown(paragraph: str, folder: str, then: _Then) -> str:
    fence = _FENCE.fullmatch(paragraph)
    if fence and fence[2] in BLOCKS:
        return _block(fence[2], fence[3].split("\n"), then)
    if _ITEM.match(paragraph):
        items = re.split(rf"\n(?={_ITEM.pattern})", paragraph)
        return "\n".join(item for item in items if _is_known(item, folder, then))
    return paragraph if _is_known(paragraph, folder, then) else ""


def _block(name: str, lines: list[str], then: _Then) -> str:
    """A block with those of its records that were known; nothing where none of them was."""
    words = [line.strip() for line in lines if line.strip()]
    topic = next((word.removeprefix("topic:").strip() for word in words if word.startswith("topic:")), None)
    named = [word for word in words if not word.startswith("topic:") and not (word == "sum" and name == "figures")]
    ids = [word for word in named if Ref(BLOCKS[name], word) in then.known]
    there = (then.library.get(ref) for ref in then.known if ref.kind == BLOCKS[name])
    if not ids if named else not any(not topic or Ref("topic", topic) in getattr(one, "topics", ()) for one in there):
        return ""
    others = [word for word in words if word not in named]
    return "\n".join((f"```{name}", *others, *ids, "```"))


def _is_known(text: str, folder: str, then: _Then, *, bare: bool = False) -> bool:
    """Whether all that a text names was known, and its day has come; ``bare`` is one that need have neither."""
    day = KNOWN.search(text)
    if day and dt.date.fromisoformat(day[1]) > then.day:
        return False
    named = [one.ref for one in read_prose(text, folder)[0].references]
    return bool(named or day or bare) and all(then.keeps(ref) for ref in named)


def _paragraphs(text: str) -> Iterator[str]:
    """Stretches parted by empty lines, and headings; a fenced block is one."""
    held: list[str] = []
    fenced = False
    for line in [*text.split("\n"), ""]:
        heading = not fenced and _HEADING.match(line)
        if held and not fenced and (heading or not line.strip()):
            yield "\n".join(held)
            held = []
        if line.startswith("```"):
            fenced = not fenced
        if heading:
            yield line
        elif line.strip() or fenced:
            held.append(line)
