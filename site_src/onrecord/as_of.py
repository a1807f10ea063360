"""As known on a day: the library cut back to what its sources had told by then.

A record, and each step of a life, is known from the date of its earliest dated source, or from the date it gives with
a reason; with neither it is in no such library. Editors' remarks are left out, for they were written later; so are their
sentences over several sources while one of these was to come, and what an event came to before it was held. What
remains is linked anew, so nothing later can be reached from it.
"""

import datetime as dt
import operator
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from onrecord.config import SITE_KINDS, Site
from onrecord.library import Library
from onrecord.problems import has_errors
from onrecord.prose.blocks import Block, Heading, Item, Items, Prose, Written, known, references
from onrecord.provenance import known_since, sources_of
from onrecord.records.base import Part, Record
from onrecord.records.dates import on_day
from onrecord.records.fields import Markdown, Ref
from onrecord.records.marks import AtOnce, Came, Marked, Noted, OfAll, Rests, Since, Undated, marked
from onrecord.stages.decode import Decoded, Records
from onrecord.stages.link import link


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
    cut = (record for record in library.records.values() if record.earlier == "marked")
    return {record.ref: known_since(library, record) for record in cut}


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
    for ref, record in library.records.items():
        if record.earlier == "prose" and not (record.known_from and record.known_from.date.last > day):
            body = _text_left(record, "body", then)
            if body:
                cut[ref] = _prose_alone(record, body)
    prose = {place: _told(text, then) for place, text in library.prose.items()}
    if then_told := library.state_of(on_day(day)):
        prose[None, "state"] = _told(then_told, then)
    decoded = tuple(Decoded(record, library.entries[ref].entry) for ref, record in sorted(cut.items()))
    records = Records(
        site=_site(library.site, then, cut, prose), site_entry=library.site_entry, records=decoded, broken=frozenset()
    )
    made, problems = link(records, drafts=True, receipts=library.receipts, language=library.language, read=prose)
    assert made is not None and not has_errors(problems), problems  # noqa: S101, PT018 - what is left refers to nothing that is gone
    return made


def _site(site: Site, then: _Then, cut: Mapping[Ref, Record], prose: Mapping[tuple[Ref | None, str], Prose]) -> Site:
    """What the site said of itself on a day: the headline of that day and what is left of its texts; no other day."""
    day = on_day(then.day)
    texts = {name: _READ if (text := prose.get((None, name))) and text.blocks else None for name in _TEXTS}
    changed = {
        "as_of": day,
        "days": (),
        "headline": next((entry.headline for entry in site.days if entry.date == day), None),
        "gathered_until": None,
        "topics": tuple(topic.model_copy(update={"gathered_until": None}) for topic in site.topics),
        "turning_points": tuple(ref for ref in site.turning_points if ref in cut),
        "people": tuple(ref for ref in site.people if ref in cut),
    }
    return site.model_copy(update={**changed, **texts})


def _touched(library: Library, lost: frozenset[Ref]) -> set[Ref]:
    """The records that name what was lost, and those whose prose places records without naming them."""
    named = {mention.record.ref for ref in lost for mention in library.mentions.get(ref, ())}
    placing = {ref for (ref, _), prose in library.prose.items() if ref and any(map(_is_open, prose.blocks))}
    return named | placing


def _is_open(part: Written | Block) -> bool:
    """Whether a part of prose places all records of a kind or topic, whichever these are."""
    return isinstance(part, Block) and not part.ids


# -- cutting records ----------------------------------------------------------------------------------------------------

_GONE = object()  # in place of a value that was not known


def _cut_record(whole: Record, then: _Then) -> Record | None:
    """What was known of a record; None for nothing."""
    record = whole.before(then.day)
    cut = _cut(record, then)
    if cut is None:
        return None
    assert isinstance(cut, Record)  # noqa: S101 - cutting keeps the type
    body = _text_left(whole, "body", then)
    if body != cut.body:
        cut = cut.model_copy(update={"body": body})
    return cut.left(record, then.day)


def _cut(part: Part, then: _Then) -> Part | None:
    """A part with what its marks let through; None where it cannot stand with that alone."""
    fields = marked(type(part))
    if _later(part, fields, then):
        return None
    changed: dict[str, Any] = {}
    for field in fields:
        value = getattr(part, field.name)
        if value is None:
            continue
        left = _left(value, field, then)
        if left is _GONE and field.required:
            return None
        if left is not value:
            changed[field.name] = field.empty if left is _GONE else left
    cut = _rested(part, part.model_copy(update=changed) if changed else part, fields)
    return _without_later_words(part, cut, fields, then) if cut else None


def _left(value: Any, field: Marked, then: _Then) -> Any:
    """What is left of the value of a field."""
    if isinstance(value, Part):
        return _cut(value, then) or _GONE
    if isinstance(value, tuple) and value and isinstance(value[0], Part):
        return _alike(value, tuple(one for item in value if (one := _cut(item, then))), field)
    if field.mark is None or isinstance(field.mark, Undated):
        return _GONE
    if isinstance(field.mark, Noted) and value.last > then.day:
        return _GONE
    if isinstance(value, Ref):
        return value if then.keeps(value) else _GONE
    if isinstance(value, tuple):
        return _alike(value, tuple(one for one in value if not isinstance(one, Ref) or then.keeps(one)), field)
    return value


def _alike(value: tuple[Any, ...], kept: tuple[Any, ...], field: Marked) -> Any:
    """What was kept of a list: the list itself where that is all of it, nothing where it is too little."""
    if len(kept) < field.least and not (isinstance(field.mark, Rests) and field.mark.else_of):
        return _GONE
    return value if len(kept) == len(value) and all(map(operator.is_, kept, value)) else kept


def _rested(part: Part, cut: Part, fields: tuple[Marked, ...]) -> Part | None:
    """The part where it has what it rested on, be it that of its steps; else None."""
    for field in fields:
        if isinstance(field.mark, Rests) and getattr(part, field.name) and not getattr(cut, field.name):
            steps = getattr(cut, field.mark.else_of) if field.mark.else_of else ()
            instead = tuple(one for step in steps for one in getattr(step, field.name))
            if not instead:
                return None
            cut = cut.model_copy(update={field.name: instead})
    return cut


def _without_later_words(part: Part, cut: Part, fields: tuple[Marked, ...], then: _Then) -> Part | None:
    """The part without what a source that was to come may have told; None where it cannot do without that."""
    of_all = tuple(field for field in fields if isinstance(field.mark, OfAll))
    if not of_all or not _has_later_source(part, cut, then):
        return cut
    if any(field.required for field in of_all):
        return None
    return cut.model_copy(update={field.name: field.empty for field in of_all})


def _has_later_source(part: Part, cut: Part, then: _Then) -> bool:
    """Whether sentences that were written in view of all sources may tell what only a later one has."""
    if isinstance(part, Record) and isinstance(cut, Record):
        return cut is not part and len(sources_of(cut)) < len(sources_of(part))
    days = (
        known_since(then.library, then.library.source(evidence.source)) for evidence in getattr(part, "evidence", ())
    )
    return any(day and day > then.day for day in days)


def _later(part: Part, fields: tuple[Marked, ...], then: _Then) -> bool:
    """Whether something was done, or became known, only later."""
    for field in fields:
        if isinstance(field.mark, Since) and not isinstance(part, Record):  # of records that was asked before
            since = known_since(then.library, part)
            if since is None or since > then.day:
                return True
        if isinstance(field.mark, Came):
            date = getattr(part, field.name)
            if date is not None and (date.last > then.day if field.mark.whole else not date.may_have_come(then.day)):
                return True
    return False


def _prose_alone(record: Record, body: Markdown) -> Record:
    """A record that is prose, with what is left of this and what was known at once."""
    told = (AtOnce, Since)
    bare = {
        field.name: "" if field.required else field.empty
        for field in marked(type(record))
        if not isinstance(field.mark, told)
    }
    return record.model_copy(update={**bare, "body": body})


# -- cutting prose ------------------------------------------------------------------------------------------------------


_TEXTS = ("intro", "state", "about")  # of the site

# In the place of a text: what is left of it is read already, and stands in the library's prose.
_READ = Markdown("")


def _text_left(record: Record | None, field: str, then: _Then) -> Markdown | None:
    """Whether anything is left of a text of a record, or of the site for None: None where nothing is."""
    return _READ if _told(then.library.text(record, field), then).blocks else None


def _told(prose: Prose, then: _Then) -> Prose:
    """The blocks of which all that is linked and cited was known; headings with anything left below them."""
    kept: list[tuple[int, Written | Block]] = []  # the level of a heading, 7 for all else
    hidden = 7  # the level of a heading that was not known: what stands below it is not shown
    for block in prose.blocks:
        level = block.level if isinstance(block, Heading) else 7
        if level <= hidden and level < 7:
            while kept and level <= kept[-1][0] < 7:
                kept.pop()
            hidden = 7 if _is_known(block, then, bare=True) else level
        if hidden == 7 and (shown := block if level < 7 else _shown(block, then)):
            kept.append((level, shown))
    while kept and kept[-1][0] < 7:
        kept.pop()
    return replace(prose, blocks=tuple(block for _, block in kept))


def _shown(block: Written | Block, then: _Then) -> Written | Block | None:
    if isinstance(block, Block):
        return _block(block, then)
    if not isinstance(block, Items):
        return block if _is_known(block, then) else None
    places = [number for number, item in enumerate(block.items) if _is_known(item, then)]
    if not places:
        return None
    start = None if block.start is None else block.start + places[0]  # an item keeps its number
    return Items(tuple(block.items[number] for number in places), start)


def _block(block: Block, then: _Then) -> Block | None:
    """A block with those of its records that were known; None where none of them was."""
    ids = tuple(one for one in block.ids if Ref(block.kind, one) in then.known)
    there = (then.library.get(ref) for ref in then.known if ref.kind == block.kind)
    topic = Ref("topic", block.topic) if block.topic else None
    if not ids if block.ids else not any(topic is None or topic in getattr(one, "topics", ()) for one in there):
        return None
    named = tuple(reference for reference in block.references if reference.ref == topic or reference.ref.id in ids)
    return replace(block, ids=ids, references=named)


def _is_known(part: Written | Block | Item, then: _Then, *, bare: bool = False) -> bool:
    """Whether all that a part names was known, and its days have come; ``bare`` is one that need have neither."""
    days = tuple(known((part,)))
    named = tuple(references((part,)))
    return (
        bool(named or days or bare)
        and all(day <= then.day for day in days)
        and all(then.keeps(reference.ref) for reference in named)
    )
