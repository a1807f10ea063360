"""Stage 4, link: every reference is proven, prose is read, and what refers to each record is gathered."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from types import MappingProxyType
from typing import Any

from onrecord.config import SITE_KINDS, Site
from onrecord.entry import Entry, Scalar, locate, may_stand_in, value_at
from onrecord.library import Library, Mention, Texts, passage_of
from onrecord.problems import Location, Problem, did_you_mean
from onrecord.prose import Prose, Reference, read_prose
from onrecord.quotes.receipts import NO_RECEIPTS, Receipts
from onrecord.records.base import Part, Record, walk
from onrecord.records.fields import Foreign, Markdown, Ref
from onrecord.records.folders import FOLDER_OF
from onrecord.records.kinds import KIND_OF
from onrecord.stages.decode import Decoded, Records

_OF_A_PERSON = 0.8  # how alike each part of two ids is, of which one is taken for the other misspelled


def link(
    records: Records,
    *,
    drafts: bool,
    unread: frozenset[str] = frozenset(),
    receipts: Receipts = NO_RECEIPTS,
    language: str | None = None,
    read: Texts | None = None,
) -> tuple[Library | None, tuple[Problem, ...]]:
    """The library, once every reference is proven. None where the site itself could not be read.

    What may stand in an ``unread`` file is not called missing: that file has its own problem. ``read`` is prose by record
    and field, where it is not to be read from the records.
    """
    site, site_entry = records.site, records.site_entry
    if site is None or site_entry is None:
        missing = Problem(
            Location("content/site.yml"), "R008", "content/site.yml is missing", "'onrecord new DIR' shows one."
        )
        return None, () if site_entry or may_stand_in(unread, "site", "site") else (missing,)
    by_ref, doubled = _unique(records.records)
    hidden = frozenset(ref for ref, decoded in by_ref.items() if decoded.record.draft and not drafts)
    known = frozenset((*by_ref, *records.broken, *_site_refs(site)))
    values = tuple(_values(by_ref, site, site_entry))
    texts, faults = _texts(values, read)
    names = tuple(_names(values, texts))
    problems = (
        *doubled,
        *faults,
        *_unproven(names, known, hidden, by_ref, unread),
        *_headings_that_are_none(names, texts, frozenset(by_ref) - hidden),
    )
    shown = {ref: by_ref[ref] for ref in sorted(by_ref) if ref not in hidden}
    mentions = _mentions(names, hidden)
    sound = _sound(shown, mentions)
    library = Library(
        site=site,
        site_entry=site_entry,
        records=MappingProxyType({ref: decoded.record for ref, decoded in shown.items() if ref in sound}),
        prose=MappingProxyType({place: text for place, text in texts.items() if _leads(place[0], text, sound)}),
        mentions=MappingProxyType(_among(mentions, sound)),
        entries=MappingProxyType({ref: decoded for ref, decoded in shown.items() if ref in sound}),
        receipts=receipts,
        language=language or site.language,
    )
    return library, problems


@dataclass(frozen=True, slots=True, kw_only=True)
class _Value:
    """A value of a record, or of the site for None, with the entry it was read from."""

    record: Record | None
    entry: Entry
    path: tuple[int | str, ...]
    value: Any
    part: Part

    @property
    def place(self) -> tuple[Ref | None, str]:
        """The record and the field."""
        return self.record.ref if self.record else None, ".".join(map(str, self.path))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Name:
    """One place where a record, or the site for None, names another: by a field, or in prose with what it says there."""

    holder: Ref | None
    ref: Ref
    value: _Value
    said: Reference | None = None

    @property
    def at(self) -> Location:
        """Where that is."""
        entry, path = self.value.entry, self.value.path
        return offset(entry, path, self.said.line, self.said.column) if self.said else locate(entry.fields, path)


def _values(by_ref: Mapping[Ref, Decoded], site: Site, site_entry: Entry) -> Iterator[_Value]:
    """All that names records, or may: references and prose of records, and the prose of the site."""
    for decoded in by_ref.values():
        for path, value, part in walk(decoded.record):
            if isinstance(value, Ref | Markdown):
                yield _Value(record=decoded.record, entry=decoded.entry, path=path, value=value, part=part)
    for path, value, part in walk(site):
        if isinstance(value, Ref | Markdown):
            yield _Value(record=None, entry=site_entry, path=path, value=value, part=part)


def _texts(values: Iterable[_Value], read: Texts | None) -> tuple[Texts, list[Problem]]:
    """The prose of every field that has some."""
    texts: dict[tuple[Ref | None, str], Prose] = {}
    problems: list[Problem] = []
    for value in values:
        if isinstance(value.value, Markdown):
            texts[value.place] = (
                _prose(value.value, value.entry, value.path, problems) if read is None else read[value.place]
            )
    return texts, problems


def _names(values: Iterable[_Value], texts: Texts) -> Iterator[_Name]:
    for value in values:
        holder, _ = value.place
        if isinstance(value.value, Ref):
            yield _Name(holder=holder, ref=value.value, value=value)
        else:
            yield from (
                _Name(holder=holder, ref=said.ref, value=value, said=said) for said in texts[value.place].references
            )


def _mentions(names: Iterable[_Name], hidden: frozenset[Ref]) -> Mapping[Ref, list[Mention]]:
    """What refers to each record, without drafts that are not shown."""
    mentions: dict[Ref, list[Mention]] = {}
    for name in names:
        record, path, part = name.value.record, name.value.path, name.value.part
        if record is not None and name.holder not in hidden:
            mention = (
                Mention(record, (*path, name.said.how), passage_of(name.said))
                if name.said
                else Mention(record, path, part)
            )
            mentions.setdefault(name.ref, []).append(mention)
    return mentions


def _among(mentions: Mapping[Ref, list[Mention]], sound: set[Ref]) -> dict[Ref, tuple[Mention, ...]]:
    """The mentions by sound records."""
    held = {ref: tuple(mention for mention in named if mention.record.ref in sound) for ref, named in mentions.items()}
    return {ref: named for ref, named in held.items() if named}


def _leads(holder: Ref | None, text: Prose, sound: set[Ref]) -> bool:
    """Whether a text is of a sound record, or of the site, and names sound ones only."""
    return (holder is None or holder in sound) and all(
        reference.ref in sound or reference.ref.kind in SITE_KINDS for reference in text.references
    )


def _unproven(
    names: Iterable[_Name],
    known: frozenset[Ref],
    hidden: frozenset[Ref],
    by_ref: Mapping[Ref, Decoded],
    unread: frozenset[str],
) -> Iterator[Problem]:
    """References to what there is not, and to drafts from what is none."""
    for name in names:
        ref = name.ref
        if ref not in known:
            if not may_stand_in(unread, FOLDER_OF.get(ref.kind, ref.kind), ref.id):
                yield _dangling(ref, name.at, known, by_ref)
        elif ref in hidden and name.holder not in hidden:
            yield Problem(
                name.at,
                "L005",
                f"the {ref.kind} '{ref.id}' is a draft, and this is not",
                "Publish it, or make this a draft too.",
                see=by_ref[ref].entry.at,
            )


def _headings_that_are_none(names: Iterable[_Name], texts: Texts, shown: frozenset[Ref]) -> Iterator[Problem]:
    """Links to a heading that the text of the record has not; a text that is not translated leads as the original does."""
    for one in names:
        heading = one.said.heading if one.said and not isinstance(one.value.value.text, Foreign) else ""
        text = texts.get((one.ref, "body"), Prose())
        if heading and one.ref in shown and text.heading(heading) is None:
            message = f"the {one.ref.kind} '{one.ref.id}' has no heading '{heading}'"
            near = did_you_mean(heading, [name.removeprefix("s-") for name in text.headings])
            yield Problem(one.at, "L004", message, near or "Leave out the # and what follows it.")


def _one_person(name: str, other: str) -> bool:
    """Whether two ids may be one, misspelled: part by part, for John is not Jonah, and a family has more than one member."""
    parts, others = name.split("-"), other.split("-")
    return len(parts) == len(others) and all(
        SequenceMatcher(None, part, there).ratio() >= _OF_A_PERSON for part, there in zip(parts, others, strict=True)
    )


def _sound(shown: Mapping[Ref, Decoded], mentions: Mapping[Ref, list[Mention]]) -> set[Ref]:
    """The records whose references all lead to sound ones: those on which rules can run, whatever else is broken."""
    sound = set(shown)
    lost = {ref for ref in mentions if ref not in shown and ref.kind not in SITE_KINDS}
    while lost:
        holders = {mention.record.ref for ref in lost for mention in mentions.get(ref, ())}
        lost = holders & sound
        sound -= lost
    return sound


def _unique(records: Iterable[Decoded]) -> tuple[dict[Ref, Decoded], list[Problem]]:
    """Records by reference, in its order; where two have one, the first."""
    by_ref: dict[Ref, Decoded] = {}
    problems: list[Problem] = []
    for decoded in sorted(records, key=lambda decoded: (decoded.record.ref, decoded.entry.at)):
        first = by_ref.setdefault(decoded.record.ref, decoded)
        if first is not decoded:
            problems.append(
                Problem(
                    decoded.entry.at,
                    "L001",
                    f"there are two {decoded.entry.folder} with the id '{decoded.record.id}'",
                    "Rename one.",
                    see=first.entry.at,
                )
            )
    return by_ref, problems


def _site_refs(site: Site) -> set[Ref]:
    return {Ref(kind, choice.id) for kind in SITE_KINDS for choice in site.choices(kind)}


def _dangling(ref: Ref, at: Location, known: frozenset[Ref], by_ref: Mapping[Ref, Decoded]) -> Problem:
    if ref.kind in SITE_KINDS:
        names = {other.id for other in known if other.kind == ref.kind}
        place = f"{SITE_KINDS[ref.kind]} of content/site.yml"
        return Problem(
            at,
            "L002",
            f"'{ref.id}' is not among the {place}",
            did_you_mean(ref.id, names) or f"They are {', '.join(sorted(names))}.",
        )
    others = sorted(other.kind for other in known if other.id == ref.id and other.kind not in SITE_KINDS)
    if others:
        return Problem(
            at,
            "L003",
            f"'{ref.id}' is {_a(others[0])}, but this field takes {_a(ref.kind)}",
            "Name a record of that kind.",
        )
    folder = FOLDER_OF.get(ref.kind, ref.kind)
    names = {other.id for other in known if other.kind == ref.kind}
    return Problem(at, "L002", f"nothing in {folder} has the id '{ref.id}'", _meant(ref, names, by_ref))


def _a(kind: str) -> str:
    """The word with its article."""
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"


def _meant(ref: Ref, names: set[str], by_ref: Mapping[Ref, Decoded]) -> str:
    """Who or what may be meant. Nobody else's name is offered for a person's: words would be laid into another mouth."""
    kind = KIND_OF[ref.kind]
    if not kind.people:
        return did_you_mean(ref.id, names)
    labels = {name: decoded.record.label for name in names if (decoded := by_ref.get(Ref(ref.kind, name)))}
    near = {name for name in names if _one_person(ref.id, name)}
    where = f"Its id is the name of its file in {kind.folder}/, or its key in {kind.folder}.yml."
    return did_you_mean(ref.id, near, also=labels) or where


def _prose(value: Markdown, entry: Entry, path: tuple[int | str, ...], problems: list[Problem]) -> Prose:
    folder = locate(entry.fields, path).path.rpartition("/")[0]  # a translation may stand in another file
    text, faults = read_prose(value.text, folder)
    if isinstance(value.text, Foreign):
        text = replace(text, language=value.text.language)
    for fault in faults:
        at = offset(entry, path, fault.line, fault.column)
        problems.append(Problem(at, fault.code, fault.message, fault.hint))
    return text


def path_to(field: str) -> tuple[int | str, ...]:
    """The path of a prose field that is named as ``Library.prose`` names it, such as ``days.0.state``."""
    return tuple(int(step) if step.isdecimal() else step for step in field.split("."))


def offset(entry: Entry, path: tuple[int | str, ...], line: int, column: int) -> Location:
    """Where a place in a text of an entry stands in its file; ``line`` counts from 0, ``column`` from 1."""
    value = value_at(entry.fields, path)
    at = locate(entry.fields, path)
    if isinstance(value, Scalar) and value.block:
        return Location(at.path, at.line + 1 + line, column + value.indent)
    return Location(at.path, at.line, at.column)
