"""What a way through the pipeline is asked for, and what is known of a project before the gate."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from onrecord.entry import Content
from onrecord.library import Library
from onrecord.problems import Problem
from onrecord.quotes.receipts import NO_RECEIPTS, Receipts
from onrecord.records.dates import EdtfDate
from onrecord.stages.editions import Editions
from onrecord.stages.verify import Verified
from onrecord.templating.theme import Theme


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What is asked for.

    Saved texts and theme may stand in another project ``beside``; then what is absent is told although there are errors, so
    that what was there before is known as such. ``tell`` is called with the name of a stage as it begins.
    """

    drafts: bool = False  # show records marked so
    strict: bool = False  # no warning passes the gate
    as_of: EdtfDate | None = None  # this day alone
    days: bool = True  # the site as it stood on earlier days too
    beside: Path | None = None
    tell: Callable[[str], None] = lambda _: None


USUAL = Options()


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
