"""Stage 6, plan: which pages there are, and what each one shows. PAGES is the one list of them, OUTPUTS that of other files."""

from collections.abc import Callable, Iterator

from onrecord.library import Library
from onrecord.pages import changes, copies, coverage, home, lists, printed, records, search, timeline, who
from onrecord.pages.model import Edition, Output, Page
from onrecord.problems import Location, Problem
from onrecord.records.dates import EdtfDate

PAGES: tuple[Callable[[Library], Iterator[Page]], ...] = (
    home.pages,
    timeline.pages,
    who.pages,
    records.pages,
    copies.pages,
    coverage.pages,
    lists.pages,
    printed.pages,
    search.pages,
)

OUTPUTS: tuple[Callable[[Library], Iterator[Output]], ...] = (search.outputs,)


def plan(library: Library) -> tuple[Edition, tuple[Problem, ...]]:
    """All pages of one language; two at one address is a problem, told apart by case or not."""
    folder = "" if library.language == library.site.language else library.language
    pages = tuple(page for family in PAGES for page in family(library))
    edition = Edition(library.language, folder, library, pages, outputs=_outputs(library))
    return edition, _doubled(library, pages)


def plan_as_known(now: Edition, library: Library, day: EdtfDate, before: Library | None, *, alone: bool) -> Edition:
    """All pages of an edition as it stood at the end of a day, with what changed since the library before."""
    families = (*(family(library) for family in PAGES), changes.pages(library, before))
    pages = tuple(page for family in families for page in family if page.path != "404.html")
    folder = now.folder if alone else f"{now.home}as-of/{day}"
    return Edition(now.language, folder, library, pages, day, alone, now.untranslated, _outputs(library))


def _outputs(library: Library) -> tuple[Output, ...]:
    return tuple(output for family in OUTPUTS for output in family(library))


def _doubled(library: Library, pages: tuple[Page, ...]) -> tuple[Problem, ...]:
    problems = []
    taken: dict[str, Page] = {}
    for page in pages:
        first = taken.setdefault(page.path.casefold(), page)
        if first is not page:
            subject = library.entries.get(page.subject) if page.subject else None
            at = subject.entry.at if subject else Location("content/site.yml")
            problems.append(
                Problem(at, "U001", f"two pages have the address {page.path}", "Rename one of the records.")
            )
    return tuple(problems)
