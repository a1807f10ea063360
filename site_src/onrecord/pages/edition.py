"""An edition: the site in one language, as it is or as of one day."""

from dataclasses import dataclass, field
from typing import Any

from onrecord.config import Site
from onrecord.library import Library
from onrecord.pages.model import Address, Each, Output, Page, address
from onrecord.pages.reading import Reading
from onrecord.records.dates import EdtfDate
from onrecord.records.fields import Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class Sibling:
    """An edition as far as pages of others know it: its language, its folder, its day. See ``Edition``."""

    language: str
    folder: str
    day: EdtfDate | None = None
    alone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """All pages in one language, or as of one day, with what they are made of, and the files that go with them.

    ``folder`` is empty at the root. ``day`` is the day that the edition shows the site as of; None for the site itself.
    ``untranslated`` are the records whose texts stand in the first language, for want of a translation of this text.
    ``makes`` has "site" in the first language as it is now, "language" in each as it is now, "edition" in all.
    ``before`` is the library of the day before, with which it is compared.
    """

    language: str
    folder: str
    reading: Reading
    pages: tuple[Page[Any], ...] = field(default=())
    day: EdtfDate | None = None
    alone: bool = False  # there is no later page to lead to
    untranslated: frozenset[Ref] = frozenset()
    outputs: tuple[Output[Any], ...] = ()
    before: Library | None = None
    makes: frozenset[Each] = frozenset()  # which files that are no pages are made of it

    @property
    def sibling(self) -> Sibling:
        """What pages of others know of it."""
        return Sibling(language=self.language, folder=self.folder, day=self.day, alone=self.alone)

    @property
    def library(self) -> Library:
        """The records that it shows."""
        return self.reading.library

    def absolute(self, target: Ref | Address | str) -> str:
        """The address of a record, of a place or of a path of this edition on the web; empty without ``site_url``."""
        return on_web(self.library.site, self.folder, address(target) if isinstance(target, Ref) else target)

    @property
    def home(self) -> str:
        """The folder of its language, as a path to be continued: empty at the root, else ``fr/``."""
        return f"{self.language}/" if self.folder.partition("/")[0] == self.language else ""


def on_web(site: Site, folder: str, place: Address | str) -> str:
    """The address on the web of a place below a folder of the site; empty where the site does not know its own address."""
    if not site.site_url:
        return ""
    path = place if isinstance(place, str) else place.path + (f"#{place.fragment}" if place.fragment else "")
    return "/".join((site.site_url.rstrip("/"), folder, path) if folder else (site.site_url.rstrip("/"), path))
