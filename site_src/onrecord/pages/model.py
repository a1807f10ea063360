"""What a page is before it is rendered: an address, a template and a frozen view."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from itertools import chain, count
from typing import Any

from onrecord.config import SITE_KINDS
from onrecord.library import Library
from onrecord.prose import Block, Html, Prose
from onrecord.records.base import Record
from onrecord.records.fields import Amount, Ref
from onrecord.records.figure import Figure
from onrecord.records.folders import FOLDER_OF
from onrecord.records.kinds import KINDS
from onrecord.records.source import Source

_HEADING_ID = re.compile(r'(?<=<h\d id=")[^"]*')

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
class Placed:
    """Records that prose places: which kind, and which."""

    kind: str
    records: tuple[Record, ...]
    fresh: frozenset[Ref]  # those placed here for the first time on the page: only they carry their HTML id
    number: int = 1  # which block of its kind on the page it is
    total: Amount | None = None  # of figures that are added up


@dataclass(frozen=True, slots=True)
class Told:
    """Prose ready to be shown: stretches of HTML, and records placed between them."""

    parts: tuple[Html | Placed, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.parts)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on a page. ``view`` is all that is particular to it; ``notes`` are the sources that its prose cites."""

    view: Any
    notes: tuple[Source, ...] = ()
    holds: frozenset[Ref] = frozenset()  # records told on it in full, to which its links lead within it


@dataclass(frozen=True)
class Page:
    """One page of the site: its address, and how what stands on it is made, which is done when it is first asked for."""

    path: str
    template: str
    title: str
    make: Callable[[], Sheet]
    section: str = ""  # which of the main ways in it belongs to
    summary: str = ""
    subject: Ref | None = None

    @cached_property
    def sheet(self) -> Sheet:
        """What stands on it."""
        return self.make()

    @property
    def view(self) -> Any:
        """All that is particular to it."""
        return self.sheet.view

    @property
    def notes(self) -> tuple[Source, ...]:
        """The sources that its prose cites, in the order of their numbers."""
        return self.sheet.notes

    @property
    def holds(self) -> frozenset[Ref]:
        """The records told on it in full."""
        return self.sheet.holds


@dataclass(frozen=True)
class Output:
    """A file of an edition that is no page: a template makes it of its view, as it makes a page."""

    path: str
    template: str
    make: Callable[[], Any]

    @cached_property
    def view(self) -> Any:
        """All that is particular to it."""
        return self.make()


# Where a file that is no page stands: what it leads to begins at the root of its edition.
ROOT = Page("", "", "", lambda: Sheet(None))


def address(ref: Ref) -> Address:
    """Where a record is shown in full."""
    if ref.kind in GATHERED:
        return Address(GATHERED[ref.kind], f"{ref.kind}-{ref.id}")
    return Address(f"{PLACES[ref.kind]}/{ref.id}.html")


def told(library: Library, prose: Prose, elsewhere: Iterable[Ref] = ()) -> Told:
    """Prose with the records that it places; no HTML id in it is that of a record that stands ``elsewhere`` on the page."""
    return all_told(library, (prose,), elsewhere)[0]


def all_told(library: Library, texts: Iterable[Prose], elsewhere: Iterable[Ref] = ()) -> tuple[Told, ...]:
    """Several texts of one page, the first on top: none has an HTML id of another's, or of what stands ``elsewhere``."""
    seen = set(elsewhere)
    taken: set[str] = set()
    blocks: Counter[str] = Counter()
    found = []
    for prose in texts:
        parts: list[Html | Placed] = []
        for part in prose.parts:
            if isinstance(part, Block):
                records = library.placed(part)
                fresh = frozenset(one.ref for one in records) - seen
                seen |= fresh
                blocks[part.kind] += 1
                total = _total(records) if part.sum else None
                parts.append(Placed(part.kind, records, fresh, blocks[part.kind], total))
            else:
                parts.append(_with_free_ids(part, taken))
        found.append(Told(tuple(parts)))
    return tuple(found)


def _with_free_ids(part: Html, taken: set[str]) -> Html:
    """The stretch with a number behind the id of each heading that others on the page have already."""

    def free(match: re.Match[str]) -> str:
        names = chain((match.group(),), (f"{match.group()}-{number}" for number in count(2)))
        name = next(one for one in names if one not in taken)
        taken.add(name)
        return name

    return replace(part, html=_HEADING_ID.sub(free, part.html))


def _total(records: tuple[Record, ...]) -> Amount:
    amounts = [one.amount for one in records if isinstance(one, Figure)]
    return Amount(sum((one.low for one in amounts), Decimal(0)), sum((one.high for one in amounts), Decimal(0)))


def notes(library: Library, *texts: Prose) -> tuple[Source, ...]:
    """The sources that prose cites, each once, in the order of their numbers on the page."""
    return tuple(library.source(ref) for ref in dict.fromkeys(ref for text in texts for ref in text.citations))
