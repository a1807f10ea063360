"""What can be found, by which words, and where it stands."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Literal

from onrecord.characters import collated
from onrecord.config import SITE_KINDS, Choice
from onrecord.library import Library
from onrecord.pages.model import GATHERED, PLACES
from onrecord.pages.names import alike, speaker_before
from onrecord.prose.blocks import Prose, Stretch, plain
from onrecord.records.actor import Actor
from onrecord.records.base import Evidence, Known, Part, Record, Walked, walk
from onrecord.records.dates import EdtfDate
from onrecord.records.fields import Foreign, Ref
from onrecord.records.kinds import KINDS
from onrecord.records.statement import Statement
from onrecord.texts import is_translatable

# Topics and sides among the kinds, by the places that these give themselves.
_CHOICES = {"topic": 50, "side": 51}

# Every kind, in the order in which they are listed.
ORDER = tuple(sorted((places := {kind.kind: kind.rank for kind in KINDS} | _CHOICES), key=places.__getitem__))

# Fields that are not translated, for they hold names, but are read and looked for all the same.
NAMES = frozenset({"publisher", "author", "translator_name"})

# Pages of the site's own, and the prose fields of site.yml that stand on them.
SITE = "%.html"
SITE_PROSE = {"index": ("intro", "state"), "about": ("about",)}


@dataclass(frozen=True, slots=True)
class Words:
    """Words of somebody: in which language, and whether exactly, in the carrier's own words, or in a translation of ours.

    What stands ``beside`` a statement is exact too, but somebody else said it of the statement.
    """

    text: str
    language: str
    sort: Literal["exact", "told", "ours", "beside"] = "exact"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """All by which a record can be found, and what is shown of it.

    ``place`` is its address from the root of the language, with ``%`` for the id. ``facts`` are what stands beside the
    title, each with its sort: a date, an amount, a name, or for a state the kind; a template writes them in the language of the page.
    A text that is not translated into that language says so (``Foreign``).
    """

    kind: str
    id: str
    place: str
    title: str  # empty for a page of the site's own, whose title the template says
    date: EdtfDate | None = None
    facts: tuple[tuple[str, Any], ...] = ()
    also: tuple[str, ...] = ()  # other names of its own, as good as the title
    names: tuple[str, ...] = ()  # of those who had a part in it, in all their spellings
    words: tuple[Words, ...] = ()
    told: tuple[str, ...] = ()  # all else that was written of it, line by line
    by: str = ""  # the publisher of a source shown by its headline, the speaker before the title of a statement

    @property
    def line(self) -> Words | str:
        """What a list shows below its title: of a statement what was said, best in our translation; else who or what it is."""
        if self.kind == Statement.kind:
            return next((part for part in self.words if part.sort == "ours"), self.words[0])
        return "" if self.date or self.by else next((text for text in self.told if text not in self.also), "")

    @property
    def address(self) -> str:
        """Where it stands, from the root of the language."""
        return self.place.replace("%", self.id)


def listed(library: Library, letters: Mapping[Ref, str]) -> tuple[Found, ...]:
    """Everything that can be found, by title alone: by date, kind and id what has a date, then by kind and title the rest."""
    site = library.site
    everything = [_record(library, record, letters) for record in library.records.values()]
    everything += [_choice("topic", topic) for topic in site.topics] + [_choice("side", side) for side in site.sides]
    everything += [Found(kind="context", id="index", place=SITE, title=site.title)]
    everything += [Found(kind="context", id="about", place=SITE, title="")] if site.about else []
    dated = ((entry.date, ORDER.index(entry.kind), entry.id, entry) for entry in everything if entry.date)
    undated = (
        (ORDER.index(entry.kind), collated(f"{entry.by}{entry.title}"), entry.id, entry)
        for entry in everything
        if not entry.date
    )
    return (
        *(row[-1] for row in sorted(dated, key=lambda row: row[:3])),
        *(row[-1] for row in sorted(undated, key=lambda row: row[:3])),
    )


def found(library: Library, everything: Iterable[Found]) -> tuple[Found, ...]:
    """What was listed, in the same order, with all texts by which it can be found."""
    return tuple(_with_texts(library, entry) for entry in everything)


def _with_texts(library: Library, entry: Found) -> Found:
    if entry.place == SITE:
        summary = (library.site.summary,) if entry.id == "index" else ()
        lines = (text for name in SITE_PROSE[entry.id] for text in _plain(library, library.text(None, name)))
        return replace(entry, told=_lines((*summary, *lines)))
    record = library.records.get(Ref(entry.kind, entry.id))
    if record is None:  # a topic or a side
        return entry
    walked = walk(record)
    words = tuple(dict.fromkeys(_words(library, record, walked)))
    return replace(
        entry,
        also=record.spellings,
        names=tuple(_names(library, record, walked)),
        words=words,
        told=_told(library, record, walked),
    )


def _choice(kind: str, choice: Choice) -> Found:
    return Found(kind=kind, id=choice.id, place=_place(kind), title=choice.label, told=_lines([choice.meaning or ""]))


def _place(kind: str) -> str:
    return f"{GATHERED[kind]}#{kind}-%" if kind in GATHERED else f"{PLACES[kind]}/%.html"


def _record(library: Library, record: Record, letters: Mapping[Ref, str]) -> Found:
    as_of = library.site.as_of
    title, by = record.headed
    if isinstance(title, Foreign) and title.language == library.language:
        title = str(title)
    if record.ref in letters:
        title = alike(title, f"{title} ({letters[record.ref]})")
    by = by or speaker_before(library, record)
    facts = tuple(
        (record.kind if sort == "state" else sort, _named(library, value)) for sort, value in record.facts(as_of)
    )
    return Found(
        kind=record.kind,
        id=record.id,
        place=_place(record.kind),
        title=title,
        date=record.date_of(as_of),
        facts=facts,
        by=by,
    )


def _named(library: Library, value: Any) -> Any:
    """A fact as it is shown: for a reference the name of what it leads to."""
    if not isinstance(value, Ref):
        return value
    named = library.site.choice(value) if value.kind in SITE_KINDS else library.get(value)
    assert named is not None  # noqa: S101 - linking proved it
    return named.label


def _names(library: Library, record: Record, walked: list[Walked]) -> Iterator[str]:
    """The names of the actors that had a part in it, in all their spellings; of an actor none but its own."""
    if isinstance(record, Actor):
        return
    refs = dict.fromkeys(value for _, value, _ in walked if isinstance(value, Ref) and value.kind == "actor")
    yield from dict.fromkeys(name for ref in refs for name in (library.actor(ref).label, *library.actor(ref).also))


def _words(library: Library, record: Record, walked: list[Walked]) -> Iterator[Words]:
    said = getattr(record, "renditions", ())
    for rendition in said:
        yield Words(rendition.words, rendition.language, "told" if rendition.class_ == "paraphrase" else "exact")
    if translation := record.ours(library.language):
        yield Words(str(translation), language_of(translation) or library.language, "ours")
    for path, value, part in walked:
        if path[-1] == "words" and isinstance(part, Evidence):
            yield Words(value, part.language or library.source(part.source).language, "beside" if said else "exact")


def _told(library: Library, record: Record, walked: list[Walked]) -> tuple[str, ...]:
    """What the record itself says, then its prose, then what its parts say; each text once, and the title not again."""
    own: list[str] = []
    inner: list[str] = []
    for path, value, part in walked:
        name = next(one for one in reversed(path) if isinstance(one, str))
        if isinstance(value, str) and not isinstance(part, Known) and name in _readable(type(part)):
            (own if part is record else inner).append(value)
    return _lines((*(one for one in own if one != record.label), *_plain(library, library.text(record)), *inner))


@cache
def _readable(part: type[Part]) -> frozenset[str]:
    """The fields of a part that hold a text for readers, by their names in files; a translation of words is with the words."""
    fields = ((field.alias or name, field) for name, field in part.model_fields.items())
    return frozenset(name for name, field in fields if name in NAMES or is_translatable(field)) - {"translation"}


def _lines(texts: Iterable[str]) -> tuple[str, ...]:
    """The lines of texts, each once and in its language."""
    return tuple(dict.fromkeys(alike(text, line) for text in texts for line in text.split("\n") if line.strip()))


def language_of(text: str) -> str | None:
    """The language of a text that is not in that of its page; else None."""
    return text.language if isinstance(text, Foreign) else None


def _plain(library: Library, prose: Prose) -> Iterator[str]:
    """Prose without its marks, each stretch in its language; records that it places are found by themselves."""
    for part in prose.parts:
        if isinstance(part, Stretch):
            told = plain(part.blocks, lambda ref: library.get(ref).label)
            text = "\n".join(" ".join(line.split()) for line in told.split("\n"))
            yield Foreign(text, part.language) if part.language else text
