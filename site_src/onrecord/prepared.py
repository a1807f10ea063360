"""What is known of a project before the gate: what the stages so far have made of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from onrecord.editions import Editions
from onrecord.library import Library
from onrecord.parse import Content
from onrecord.problems import Problem
from onrecord.quotes.receipts import NO_RECEIPTS, Receipts
from onrecord.quotes.verify import Verified
from onrecord.theme import Theme


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """All that is known of a project, and every problem of every file; ``editions`` once pages are planned.

    ``texts`` are those of the content files, by path. Where the site itself could not be read there is no ``library``, and
    nothing that follows from one.
    """

    content: Content = field(default_factory=Content)
    texts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    receipts: Receipts = NO_RECEIPTS
    library: Library | None = None
    theme: Theme | None = None
    verified: Verified | None = None
    editions: Editions = ()
    problems: tuple[Problem, ...] = ()
