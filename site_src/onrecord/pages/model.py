"""What a page is before it is rendered: an address, a template and a frozen view."""

from dataclasses import dataclass, field
from typing import Any

from onrecord.library import Library
from onrecord.prose import Block, Html, Prose
from onrecord.records.base import Record
from onrecord.records.fields import FOLDERS, Ref
from onrecord.records.source import Source

FOLDER_OF_KIND = {kind: folder for folder, kind in FOLDERS.items()} | {"side": "sides", "topic": "topics"}

# Records that stand on a page with others, and have none of their own.
GATHERED = {"term": "glossary.html", "correction": "corrections.html"}


@dataclass(frozen=True, slots=True)
class Address:
    """A place on the site: a path from the root of its language, and a fragment on that page."""

    path: str
    fragment: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """Records that prose places: which kind, and which."""

    kind: str
    records: tuple[Record, ...]
    fresh: frozenset[Ref]  # those placed here for the first time on the page: only they carry their HTML id
    number: int = 1  # which block of its kind on the page it is


@dataclass(frozen=True, slots=True)
class Told:
    """Prose ready to be shown: stretches of HTML, and records placed between them."""

    parts: tuple[Html | Placed, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.parts)


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the site. ``view`` is all that is particular to it; ``notes`` are the sources that its prose cites."""

    path: str
    template: str
    title: str
    view: Any
    notes: tuple[Source, ...] = ()
    section: str = ""  # which of the main ways in it belongs to
    summary: str = ""
    subject: Ref | None = None


@dataclass(frozen=True, slots=True)
class Edition:
    """All pages in one language, with the library they show. ``folder`` is empty for the first language."""

    language: str
    folder: str
    library: Library
    pages: tuple[Page, ...] = field(default=())


def address(ref: Ref) -> Address:
    """Where a record is shown in full."""
    if ref.kind in GATHERED:
        return Address(GATHERED[ref.kind], f"{ref.kind}-{ref.id}")
    return Address(f"{FOLDER_OF_KIND[ref.kind]}/{ref.id}.html")


def told(library: Library, prose: Prose) -> Told:
    """Prose with the records that it places."""
    parts: list[Html | Placed] = []
    seen: set[Ref] = set()
    for part in prose.parts:
        if isinstance(part, Block):
            records = library.placed(part)
            fresh = frozenset(one.ref for one in records) - seen
            seen |= fresh
            number = 1 + sum(isinstance(one, Placed) and one.kind == part.kind for one in parts)
            parts.append(Placed(part.kind, records, fresh, number))
        else:
            parts.append(part)
    return Told(tuple(parts))


def notes(library: Library, *texts: Prose) -> tuple[Source, ...]:
    """The sources that prose cites, each once, in the order of their numbers on the page."""
    return tuple(library.source(ref) for ref in dict.fromkeys(ref for text in texts for ref in text.citations))
