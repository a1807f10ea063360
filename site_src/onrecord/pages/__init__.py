"""Stage 6, plan: which pages there are, and what each one shows. PAGES is the one list of them, OUTPUTS that of other files."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from onrecord.library import Library
from onrecord.pages import (
    changes,
    coverage,
    data,
    demands,
    figures,
    home,
    kinds,
    lists,
    measures,
    printed,
    search,
    timeline_page,
    who,
)
from onrecord.pages.edition import Edition
from onrecord.pages.model import Each, Output, Page
from onrecord.pages.reading import Reading
from onrecord.problems import Location, Problem
from onrecord.records.base import walk
from onrecord.records.dates import EdtfDate

PAGES: tuple[Callable[[Reading], Iterator[Page[Any]]], ...] = (
    home.pages,
    timeline_page.pages,
    who.pages,
    demands.pages,
    measures.pages,
    figures.pages,
    kinds.pages,
    coverage.pages,
    lists.pages,
    printed.pages,
    data.pages,
    search.pages,
)

OUTPUTS: tuple[Callable[[Reading], Iterator[Output[Any]]], ...] = (search.outputs,)


_ON_A_DAY: frozenset[Each] = frozenset(("edition",))


def plan_now(library: Library) -> tuple[Edition, tuple[Problem, ...]]:
    """All pages of one language; two at one address is a problem, told apart by case or not."""
    folder = "" if library.language == library.site.language else library.language
    makes: frozenset[Each] = frozenset(("language", "edition") if folder else ("site", "language", "edition"))
    reading = Reading(library)
    pages = tuple(page for family in PAGES for page in family(reading))
    edition = Edition(
        language=library.language, folder=folder, reading=reading, pages=pages, outputs=_outputs(reading), makes=makes
    )
    return edition, _doubled(library, pages)


def plan_as_known(now: Edition, library: Library, day: EdtfDate, before: Library | None, *, alone: bool) -> Edition:
    """All pages of an edition as it stood at the end of a day, with what changed since the library before."""
    reading = Reading(library)
    families = (*(family(reading) for family in PAGES), changes.pages(reading, before))
    pages = tuple(page for family in families for page in family if not page.now_alone)
    folder = now.folder if alone else f"{now.home}as-of/{day}"
    untranslated = frozenset(ref for ref in now.untranslated if ref in library.records or ref.kind == "site")
    return Edition(
        language=now.language,
        folder=folder,
        reading=reading,
        pages=pages,
        day=day,
        alone=alone,
        untranslated=untranslated,
        outputs=_outputs(reading),
        before=before,
        makes=_ON_A_DAY,
    )


def proofs(now: Edition) -> Iterator[Edition]:
    """What is enough to try each template once: of pages by one template that of the record with most fields filled in.

    Of records with equally many it is the first by id. The page of changes, which only earlier days have, is tried on
    all that is known, as if nothing had been known before.
    """
    by_template: dict[str, Page[Any]] = {}
    for page in now.pages:
        other = by_template.setdefault(page.template, page)
        if _rank(now.library, page) < _rank(now.library, other):
            by_template[page.template] = page
    yield replace(now, pages=tuple(by_template.values()), makes=_ON_A_DAY)
    (changed,) = changes.pages(now.reading, None)
    day = now.library.site.as_of
    yield replace(now, folder=f"{now.home}as-of/{day}", pages=(changed,), outputs=(), day=day, makes=frozenset())


def _rank(library: Library, page: Page[Any]) -> tuple[int, str]:
    """The record with most fields first, then by id. Fields of parts count, but those of each item of a list once."""
    subject = page.subject
    if subject is None:
        return 0, page.path
    part = library.records.get(subject) or library.site.choice(subject)
    assert part is not None  # noqa: S101 - linking proved it
    fields = {tuple(step for step in path if isinstance(step, str)) for path, _, _ in walk(part)}
    return -len(fields), subject.id


def _outputs(reading: Reading) -> tuple[Output[Any], ...]:
    return tuple(output for family in OUTPUTS for output in family(reading))


def _doubled(library: Library, pages: tuple[Page[Any], ...]) -> tuple[Problem, ...]:
    problems = []
    taken: dict[str, Page[Any]] = {}
    for page in pages:
        first = taken.setdefault(page.path.casefold(), page)
        if first is not page:
            subject = library.entries.get(page.subject) if page.subject else None
            at = subject.entry.at if subject else Location("content/site.yml")
            problems.append(
                Problem(at, "U001", f"two pages have the address {page.path}", "Rename one of the records.")
            )
    return tuple(problems)
