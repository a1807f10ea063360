"""As known on a day: the library cut back to what its sources had told by then.

A record, and each step of a life, is known from the date of its earliest dated source, or from the date it gives with
a reason; with neither it is in no such library. Editors' remarks are left out, for they were written later; so is what
an event came to before it was held. What remains is linked anew, so nothing later can be reached from it.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from onrecord.decode import Decoded, Records
from onrecord.library import Library, link
from onrecord.prose import BLOCKS, read_prose
from onrecord.records.base import Disagreement, Evidence, Known, Part, Record, Version, walk
from onrecord.records.context import Context
from onrecord.records.correction import Correction
from onrecord.records.dates import on_day
from onrecord.records.demand import Answer, Demand
from onrecord.records.event import Account, Event, EventStep
from onrecord.records.fields import Markdown, Ref
from onrecord.records.figure import Figure, Restated
from onrecord.records.measure import Measure, MeasureStep
from onrecord.records.source import Source
from onrecord.records.statement import Outcome, Rendition, Statement
from onrecord.standing import ASIDE

SomeRecord = TypeVar("SomeRecord", bound=Record)

_SITE = frozenset({"topic", "side", "format"})


def known_since(library: Library, part: Part) -> dt.date | None:
    """The day from which a record or a step was known; None where nothing tells it."""
    given = getattr(part, "known_from", None)
    if isinstance(given, Known):
        return given.date.last
    if isinstance(part, Source):
        return part.published.last if part.published else None
    days = (
        known_since(library, library.source(value))
        for path, value, holder in walk(part)
        if path[-1] == "source" and isinstance(value, Ref) and isinstance(holder, Evidence | Rendition)
        if path[0] not in ASIDE
    )
    return min((day for day in days if day), default=None)


def as_known(library: Library, day: dt.date) -> Library:
    """The library as it stood at the end of a day. Its site reads every state on that day."""
    known = {
        ref
        for ref, record in library.records.items()
        if not isinstance(record, Context | Correction) and (since := known_since(library, record)) and since <= day
    }
    cut: dict[Ref, Record] = {}
    while True:  # what refers to something unknown by a field it cannot do without is not known either
        cut = {ref: record for ref in sorted(known) if (record := _cut_record(library, library.get(ref), known, day))}
        if set(cut) == known:
            break
        known = set(cut)
    for context in library.contexts:
        body = _told(context.body, "content/context", known, day) if context.body else None
        if body:
            cut[context.ref] = context.model_copy(update={"body": body, "summary": "", "evidence": ()})
    site = library.site.model_copy(
        update={
            "as_of": on_day(day),
            "as_of_dates": (),
            **{name: _told(getattr(library.site, name), "content", known, day) for name in ("intro", "state", "about")},
        }
    )
    records = Records(
        site,
        library.site_entry,
        tuple(Decoded(record, library.entries[ref].entry) for ref, record in sorted(cut.items())),
        frozenset(),
    )
    made, problems = link(records, drafts=True, receipts=library.receipts)
    assert made is not None and not problems, problems  # noqa: S101, PT018 - what was cut refers to nothing that is gone
    return made


# -- cutting records ----------------------------------------------------------------------------------------------------


def _cut_record(library: Library, record: Record, known: set[Ref], day: dt.date) -> Record | None:
    cut = _cut(record, lambda ref: ref.kind in _SITE or ref in known, library, day)
    if cut is None:
        return None
    assert isinstance(cut, Record)  # noqa: S101 - cutting keeps the type
    cut = cut.model_copy(update={"known_from": None, "body": _told(cut.body, f"content/{cut.folder}", known, day)})
    if isinstance(cut, Event):
        evidence = cut.evidence or tuple(one for step in cut.life for one in step.evidence)
        return _before_held(cut.model_copy(update={"evidence": evidence}), day) if evidence else None
    if isinstance(cut, Statement | Figure | Correction) and cut.date and cut.date.first > day:
        return None
    if isinstance(cut, Figure):
        return cut.model_copy(update={"status": None})
    return cut


def _before_held(event: Event, day: dt.date) -> Event | None:
    """An event before it was held is its title, its place and its plans; without any of these by then, nothing."""
    step = event.step_at(on_day(day))
    if step is not None and step.state == "held":
        return event
    if event.date.first > day and step is None:
        return None
    hidden = {"time": None, "zone": None, "setting": None, "host": (), "participants": (), "accounts": (), "differ": ()}
    return event.model_copy(update=hidden)


def _cut(part: Part, keep: Callable[[Ref], bool], library: Library, day: dt.date) -> Part | None:
    """A part without what was not known; None where it cannot stand without it."""
    if _later(part, library, day):
        return None
    changed: dict[str, Any] = {}
    for name, field in type(part).model_fields.items():
        value = getattr(part, name)
        if name == "note":
            changed[name] = None
        elif isinstance(value, Ref) and not keep(value):
            if field.is_required():
                return None
            changed[name] = None
        elif isinstance(value, Part):
            changed[name] = _cut(value, keep, library, day)
            if changed[name] is None and field.is_required():
                return None
        elif isinstance(value, tuple):
            kept = tuple(_cut_items(value, keep, library, day))
            if value and not kept and field.is_required() and not (name == "evidence" and isinstance(part, Event)):
                return None
            changed[name] = kept
    cut = part.model_copy(update=changed)
    return None if _hollow(part, cut) else cut


def _cut_items(values: tuple[Any, ...], keep: Callable[[Ref], bool], library: Library, day: dt.date) -> Iterator[Any]:
    for value in values:
        if isinstance(value, Part):
            cut = _cut(value, keep, library, day)
            if cut is not None:
                yield cut
        elif not isinstance(value, Ref) or keep(value):
            yield value


def _later(part: Part, library: Library, day: dt.date) -> bool:
    """Whether a step, an answer or an outcome was taken, or became known, only later."""
    if isinstance(part, EventStep | MeasureStep):
        since = known_since(library, part)
        return part.date.first > day or since is None or since > day
    return isinstance(part, Answer | Outcome | Restated) and part.date.first > day


def _hollow(part: Part, cut: Part) -> bool:
    """Whether a part has lost all that it rested on: every source, or what it was to set side by side."""
    if isinstance(part, Disagreement | Measure) and len(getattr(cut, "versions", getattr(cut, "life", ()))) < (
        2 if isinstance(part, Disagreement) else 1
    ):
        return True
    if isinstance(part, Account):
        return not getattr(cut, "passages", ())
    rests = isinstance(part, Version | Answer | Outcome | Restated | EventStep | MeasureStep | Demand | Figure)
    return rests and bool(getattr(part, "evidence", ())) and not getattr(cut, "evidence", ())


# -- cutting prose ------------------------------------------------------------------------------------------------------

_KNOWN = re.compile(r"\[known (\d{4}-\d{2}-\d{2})\]")


def _told(text: Markdown | None, folder: str, known: set[Ref], day: dt.date) -> Markdown | None:
    """The paragraphs of which all that is linked and cited was known; headings with anything left below them."""
    if text is None:
        return None
    kept: list[tuple[int, str]] = []  # the level of a heading, 0 for all else
    for paragraph in _paragraphs(text.text):
        heading = re.match(r"(#{2,6})\s", paragraph)
        if heading:
            level = len(heading[1])
            while kept and kept[-1][0] >= level:
                kept.pop()
            kept.append((level, paragraph))
        elif shown := _shown(paragraph, folder, known, day):
            kept.append((0, shown))
    while kept and kept[-1][0]:
        kept.pop()
    joined = "\n\n".join(paragraph for _, paragraph in kept)
    return Markdown(joined) if joined else None


def _shown(paragraph: str, folder: str, known: set[Ref], day: dt.date) -> str:
    fence = re.match(r"```(\w+)\n(.*?)\n?```\s*$", paragraph, re.DOTALL)
    if fence and fence[1] in BLOCKS:
        ids = [line.strip() for line in fence[2].split("\n") if Ref(BLOCKS[fence[1]], line.strip()) in known]
        return "\n".join((f"```{fence[1]}", *ids, "```")) if ids else ""
    given = _KNOWN.search(paragraph)
    if given:
        return paragraph if dt.date.fromisoformat(given[1]) <= day else ""
    if re.match(r"([-*+]|\d+\.)\s", paragraph):
        items = re.split(r"\n(?=(?:[-*+]|\d+\.)\s)", paragraph)
        return "\n".join(item for item in items if _all_known(item, folder, known))
    return paragraph if _all_known(paragraph, folder, known) else ""


def _all_known(text: str, folder: str, known: set[Ref]) -> bool:
    """Whether a text names something, and all that it names was known."""
    named = [one.ref for one in read_prose(text, folder)[0].references]
    return bool(named) and all(ref in known or ref.kind in _SITE for ref in named)


def _paragraphs(text: str) -> Iterator[str]:
    """Stretches parted by empty lines; a fenced block is one."""
    held: list[str] = []
    fenced = False
    for line in [*text.split("\n"), ""]:
        if line.startswith("```"):
            fenced = not fenced
        if not line.strip() and not fenced:
            if held:
                yield "\n".join(held)
            held = []
        else:
            held.append(line)
