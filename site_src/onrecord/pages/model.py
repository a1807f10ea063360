"""What a page is before it is rendered: an address, a template and a frozen view."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, is_dataclass, replace
from functools import cache, cached_property
from itertools import chain, count
from pathlib import PurePosixPath
from typing import Any, Generic, Literal, TypeVar, get_args, get_type_hints

from onrecord.config import SITE_KINDS
from onrecord.library import Library
from onrecord.pages.placed import Placed, placed
from onrecord.prose.blocks import Block, Citation, Heading, Prose, Stretch, by_source, units, with_headings, within
from onrecord.provenance import Passage, key_of, passages
from onrecord.records.base import Evidence, Part
from onrecord.records.fields import Ref
from onrecord.records.folders import FOLDER_OF
from onrecord.records.kinds import KINDS
from onrecord.records.source import Source
from onrecord.records.statement import Rendition

# The folder in which pages of a kind stand; what site.yml lists stands in that of its field.
PLACES = {**FOLDER_OF, **SITE_KINDS}

# Kinds whose records stand on a page with others, and have none of their own.
GATHERED = {kind.kind: kind.gathered for kind in KINDS if kind.gathered}


@dataclass(frozen=True, slots=True)
class Address:
    """A place on the site: a path from the root of its language, and a fragment on that page."""

    path: str
    fragment: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A source that the prose of a page cites: the passages that carry what is said there, and how often it is cited."""

    source: Source
    passages: tuple[Passage, ...] = ()
    times: int = 0

    def place(self, passage: Passage) -> int:
        """The place of a passage of it, from 1."""
        return list(map(key_of, self.passages)).index(key_of(passage)) + 1

    def with_one(self, passages: tuple[Passage, ...]) -> "Note":
        """The note of the source cited once more, with the passages that are new."""
        by_key = {key_of(passage): passage for passage in (*self.passages, *passages)}
        return Note(self.source, tuple(by_key.values()), self.times + 1)


@dataclass(frozen=True, slots=True)
class Body:
    """Prose ready to be shown: stretches of text, and records placed between them."""

    parts: tuple[Stretch | Placed, ...] = ()
    citations: tuple[tuple[Source, tuple[Passage, ...]], ...] = ()  # with what carries each sentence, in order

    def __bool__(self) -> bool:
        return bool(self.parts)

    @property
    def shown(self) -> Any:
        """What it shows of the sources, beside those that it cites."""
        return tuple(part for part in self.parts if isinstance(part, Placed))


View = TypeVar("View")


@dataclass(frozen=True, slots=True)
class Sheet(Generic[View]):
    """What stands on a page. ``view`` is all that is particular to it; ``listed`` are sources that are numbered first, in order."""

    view: View
    listed: tuple[Source, ...] = ()
    holds: frozenset[Ref] = frozenset()  # records told on it in full, to which its links lead within it


# To which of the main ways in a page belongs; to none where it is empty.
Section = Literal[
    "home",
    "timeline",
    "who",
    "demands",
    "measures",
    "figures",
    "context",
    "sources",
    "glossary",
    "corrections",
    "about",
    "coverage",
    "changes",
    "data",
    "search",
    "",
]


@dataclass(frozen=True, kw_only=True)
class Page(Generic[View]):
    """One page of the site: its address, and how what stands on it is made, which is done when it is first asked for."""

    path: str
    template: str
    make: Callable[[], Sheet[View]]
    title: str = ""  # of what it shows; pages of one sort alone are named by their template
    section: Section = ""
    now_alone: bool = False  # no earlier day has it: it is the whole site, or leads back to it
    summary: str = ""
    subject: Ref | None = None

    @cached_property
    def sheet(self) -> Sheet[View]:
        """What stands on it."""
        return self.make()

    @property
    def sort(self) -> str:
        """What sort of page it is: the name of its template."""
        return PurePosixPath(self.template).stem

    @property
    def gathers(self) -> bool:
        """Whether it tells of many records, as pages of the menu do; readers come to these first."""
        return self.subject is None or self.subject.kind in {"context", "side", "topic"}

    @property
    def view(self) -> View:
        """All that is particular to it."""
        return self.sheet.view

    @cached_property
    def notes(self) -> tuple[Note, ...]:
        """The sources that are listed, and those that its prose cites, in the order of their numbers: all that can be cited on it."""
        notes = {source.ref: Note(source) for source in self.sheet.listed}
        for text in texts_of(self.view):
            for source, cited in text.citations:
                notes[source.ref] = notes.get(source.ref, Note(source)).with_one(cited)
        return tuple(notes.values())

    @cached_property
    def carriers(self) -> tuple[Ref, ...]:
        """The sources of the evidence that it shows and that its prose does not cite, in order of reading: numbered behind the notes."""
        noted = {note.source.ref for note in self.notes}
        return tuple(ref for ref in dict.fromkeys(sources_shown(self.view)) if ref not in noted)

    @cached_property
    def numbers(self) -> Mapping[Ref, int]:
        """The number of each source on it."""
        refs = (*(note.source.ref for note in self.notes), *self.carriers)
        return {ref: number for number, ref in enumerate(refs, 1)}

    @property
    def holds(self) -> frozenset[Ref]:
        """The records told on it in full."""
        return self.sheet.holds


# Whether a file that is no page is made once for the site, for each of its languages, or for each edition: an earlier day too.
Each = Literal["site", "language", "edition"]


@dataclass(frozen=True, kw_only=True)
class Output(Generic[View]):
    """A file that is no page: a template makes it of its view, as it makes a page."""

    path: str
    template: str
    make: Callable[[], View]
    each: Each = "edition"

    @cached_property
    def view(self) -> View:
        """All that is particular to it."""
        return self.make()


# Where a file that is no page stands: what it leads to begins at the root of its edition.
ROOT = Page(path="", template="", make=lambda: Sheet(None))


def address(ref: Ref) -> Address:
    """Where a record is shown in full."""
    if ref.kind in GATHERED:
        return Address(GATHERED[ref.kind], f"{ref.kind}-{ref.id}")
    return Address(f"{PLACES[ref.kind]}/{ref.id}.html")


def sources_shown(shown: Any) -> Iterator[Ref]:
    """The sources of the evidence within something, in order; a view says itself what it shows of them, as ``shown``."""
    if isinstance(shown, Evidence | Rendition):
        yield shown.source
    elif isinstance(shown, tuple):
        for part in shown:
            yield from sources_shown(part)
    elif isinstance(shown, Part):
        for name in type(shown).model_fields:
            yield from sources_shown(getattr(shown, name))
    elif shown is not None:
        yield from sources_shown(getattr(shown, "shown", None))


def texts_of(view: Any) -> Iterator[Body]:
    """All prose in a view, in the order of its fields."""
    if isinstance(view, Body):
        yield view
    elif isinstance(view, tuple):
        for part in view:
            yield from texts_of(part)
    elif isinstance(view, Mapping):
        for part in view.values():
            yield from texts_of(part)
    elif is_dataclass(view) and not isinstance(view, type):
        for name in _telling(type(view)):
            yield from texts_of(getattr(view, name))


@cache
def _telling(kind: type) -> tuple[str, ...]:
    """The fields of a view in which prose can stand, by their types; most views of many parts have none."""
    return tuple(name for name, hint in get_type_hints(kind).items() if _may_tell(hint, (kind,)))


def _may_tell(hint: Any, above: tuple[Any, ...]) -> bool:
    if hint is Body or hint is Any or hint is object:
        return True
    if is_dataclass(hint):
        return hint not in above and any(_may_tell(inner, (*above, hint)) for inner in get_type_hints(hint).values())
    return any(_may_tell(inner, above) for inner in get_args(hint))


def body_of(library: Library, prose: Prose, elsewhere: Iterable[Ref] = ()) -> Body:
    """Prose with the records that it places; no HTML id in it is that of a record that stands ``elsewhere`` on the page."""
    return bodies_of(library, (prose,), elsewhere)[0]


def bodies_of(library: Library, texts: Iterable[Prose], elsewhere: Iterable[Ref] = ()) -> tuple[Body, ...]:
    """Several texts of one page, the first on top: none has an HTML id of another's, or of what stands ``elsewhere``."""
    as_of = library.site.as_of
    seen = set(elsewhere)
    taken: set[str] = set()
    blocks: Counter[str] = Counter()
    bodies = []
    for prose in texts:
        parts: list[Stretch | Placed] = []
        for part in prose.parts:
            if isinstance(part, Block):
                records = library.placed(part)
                fresh = frozenset(record.ref for record in records) - seen
                seen |= fresh
                blocks[part.kind] += 1
                number, added_up = blocks[part.kind], part.sum
                parts.append(placed(part.kind, records, as_of, fresh=fresh, number=number, added_up=added_up))
            else:
                parts.append(_with_free_ids(part, taken))
        bodies.append(Body(tuple(parts), tuple(_citations(library, prose))))
    return tuple(bodies)


def _citations(library: Library, prose: Prose) -> Iterator[tuple[Source, tuple[Passage, ...]]]:
    for unit in units(prose):
        for citation in within((unit,)):
            if isinstance(citation, Citation):
                for ref, named in by_source(citation):
                    yield library.source(ref), passages(library, unit, ref, named)


def _with_free_ids(part: Stretch, taken: set[str]) -> Stretch:
    """The stretch with a number behind the id of each heading that others on the page have already."""

    def free(heading: Heading) -> Heading:
        names = chain((heading.id,), (f"{heading.id}-{number}" for number in count(2)))
        name = next(one for one in names if one not in taken)
        taken.add(name)
        return replace(heading, id=name)

    return replace(part, blocks=with_headings(part.blocks, free))
