"""What an export is made of: an edition, the words of its language, and where the pages of other languages stand."""

import datetime as dt
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any
from urllib.parse import urlsplit

from onrecord.library import Library
from onrecord.pages.edition import Edition, Sibling
from onrecord.pages.model import Each
from onrecord.pages.names import full_title
from onrecord.provenance import known_since
from onrecord.records.base import Record, SomeStep, taken
from onrecord.records.dates import EdtfDate
from onrecord.records.fields import Ref
from onrecord.templating.locales import Wording

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Basis:
    """An edition as it is now, what gives its wording, and the paths of the pages of all editions."""

    edition: Edition
    speak: Callable[[], Wording]
    siblings: Mapping[Sibling, frozenset[str]]

    @property
    def wording(self) -> Wording:
        """How the language of the edition writes; a catalog is read when the first export asks for it."""
        return self.speak()

    @property
    def library(self) -> Library:
        """The records of the edition."""
        return self.edition.library

    @property
    def host(self) -> str:
        """The host of ``site_url``; a name that is nobody's (RFC 2606) where there is none."""
        return urlsplit(self.library.site.site_url or "").hostname or "onrecord.invalid"

    def absolute(self, target: Ref | str) -> str:
        """The address on the web of a record, or of a path of this edition, as its desk has it; empty without ``site_url``."""
        return self.edition.absolute(target)

    def full_title(self, record: Record) -> str:
        """What a record is called, as its page has it."""
        return full_title(self.library, record, self.wording.say(": "))

    def known(self, record: Record) -> dt.date:
        """The day on which readers could know of a record: of what is about the site its own, else its first source's.

        Where no source bears a date it is the record's own, else the day on which the site reads every state.
        """
        date = getattr(record, "date", None)
        own = first_day(date) if isinstance(date, EdtfDate) else None
        if record.of_the_site and own:
            return own
        return known_since(self.library, record) or own or self.library.site.as_of.first

    def taken(self, life: tuple[SomeStep, ...]) -> tuple[SomeStep, ...]:
        """The steps of a life up to the day on which the site reads every state."""
        return taken(life, self.library.site.as_of)


@dataclass(frozen=True, slots=True)
class Export:
    """A file for other programs: its path from the root of its language, what makes it, and whether each language has its own."""

    path: str
    make: Callable[[], bytes]
    each: Each = "language"


def first_day(date: EdtfDate) -> dt.date:
    """The first day that a date can mean; of one without a beginning, of its end."""
    point = date.start or date.end
    assert point is not None  # noqa: S101 - read_date made it so
    return point.first


def as_json(value: Any) -> bytes:
    """A value as JSON (RFC 8259) for people too: a space a level, letters as letters, a line end at the end."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def as_xml(text: str) -> str:
    """A text for XML 1.0: escaped, and without the characters that it cannot hold at all."""
    return escape(_NOT_XML.sub("", text))
