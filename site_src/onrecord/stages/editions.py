"""Stage 6, plan: the editions of a site. Each of its languages is one, and each of them as of each earlier day."""

from collections.abc import Iterator
from dataclasses import replace

from onrecord.as_of import as_known, since_when
from onrecord.entry import Content, locate
from onrecord.library import Library
from onrecord.pages import plan_as_known, plan_now
from onrecord.pages.edition import Edition
from onrecord.problems import Problem, has_errors
from onrecord.quotes.receipts import Receipts
from onrecord.records.dates import EdtfDate
from onrecord.stages.decode import decode
from onrecord.stages.link import link
from onrecord.translations import in_language

Editions = tuple[Edition, ...]


def plan(
    library: Library, content: Content, receipts: Receipts, *, drafts: bool, as_of: EdtfDate | None, days: bool
) -> tuple[Editions, tuple[Problem, ...]]:
    """The site in each of its languages, with ``days`` as it stood on earlier ones too; or ``as_of`` one day, and nothing else."""
    if as_of is not None and not as_of.first <= library.site.as_of.first:
        at = locate(library.site_entry.fields, ("as_of",))
        message = f"the site describes no day after this one; it cannot describe {as_of}"
        return (), (Problem(at, "D005", message, "Name this day or an earlier one behind --as-of."),)
    now, problems = languages(library, content, receipts, drafts=drafts)
    return as_of_day(now, as_of) if as_of else with_days(now) if days else now, problems


def languages(
    library: Library, content: Content, receipts: Receipts, *, drafts: bool
) -> tuple[Editions, tuple[Problem, ...]]:
    """The site as it is now, in each of its languages: the library is that of the first."""
    first, problems = plan_now(library)
    editions = [first]
    for language in library.site.languages[1:]:
        laid = in_language(content, language, library.site.language)
        translated, faults = decode(laid.entries)
        problems += faults
        other, faults = link(translated, drafts=drafts, receipts=receipts, language=language)
        problems += faults
        if other is not None and not has_errors(problems):
            editions.append(replace(plan_now(other)[0], untranslated=laid.untranslated))
    return tuple(editions), problems


def with_days(now: Editions) -> Editions:
    """The site as it is now, and as it stood at the end of each of its earlier days."""
    earlier = (day for edition in now for day in _earlier(edition, edition.library.site.dates))
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
