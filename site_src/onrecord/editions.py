"""Stage 6, plan: the editions of a site. Each of its languages is one, and each of them as of each earlier day."""

from collections.abc import Iterator
from dataclasses import replace

from onrecord.as_known import as_known, since_when
from onrecord.decode import decode
from onrecord.library import Library
from onrecord.link import link
from onrecord.pages import plan, plan_as_known
from onrecord.pages.edition import Edition
from onrecord.parse import Entry
from onrecord.problems import Problem, has_errors
from onrecord.quotes.receipts import Receipts
from onrecord.records.dates import EdtfDate
from onrecord.translations import in_language

Editions = tuple[Edition, ...]


def languages(
    library: Library,
    originals: tuple[Entry, ...],
    translations: tuple[Entry, ...],
    receipts: Receipts,
    *,
    drafts: bool,
) -> tuple[Editions, tuple[Problem, ...]]:
    """The site as it is now, in each of its languages: the library is that of the first."""
    first, problems = plan(library)
    editions = [first]
    for language in library.site.languages[1:]:
        laid = in_language(originals, translations, language, library.site.language)
        translated, faults = decode(laid.entries)
        problems += faults
        other, faults = link(translated, drafts=drafts, receipts=receipts, language=language)
        problems += faults
        if other is not None and not has_errors(problems):
            editions.append(replace(plan(other)[0], untranslated=laid.untranslated))
    return tuple(editions), problems


def with_days(now: Editions) -> Editions:
    """The site as it is now, and as it stood at the end of each of its earlier days."""
    earlier = (day for edition in now for day in _earlier(edition, edition.library.site.as_of_dates))
    return (*now, *earlier)


def as_of_day(now: Editions, day: EdtfDate) -> Editions:
    """The site as it stood at the end of one day, and nothing else."""
    return tuple(then for edition in now for then in _earlier(edition, (day,), alone=True))


def _earlier(now: Edition, days: tuple[EdtfDate, ...], *, alone: bool = False) -> Iterator[Edition]:
    """An edition as of some days, the first of them first."""
    known = since_when(now.library) if days else {}
    before = None
    for day in sorted(days):
        then = as_known(now.library, day.last, known)
        yield plan_as_known(now, then, day, before, alone=alone)
        before = then
