"""Stage 7, render: pages to artifacts. A page is a function of its view; no clock, no order, no other page's output."""

import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import copy
from dataclasses import replace
from functools import cached_property, partial
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

import jinja2
from markupsafe import Markup

from onrecord.artifact import Artifact
from onrecord.config import Site
from onrecord.exports import exports
from onrecord.exports.basis import Basis, Export
from onrecord.exports.linked import as_block, linked
from onrecord.exports.summaries import described
from onrecord.pages.edition import Edition, Sibling
from onrecord.pages.model import ROOT, Output, Page
from onrecord.problems import Location, Problem
from onrecord.records.fields import Ref
from onrecord.templating.carried import carried
from onrecord.templating.desk import Desk, filters, names
from onrecord.templating.locales import Wording
from onrecord.templating.theme import Theme, shown_path

Task = Callable[[], bytes | Problem]
Templated = Page[Any] | Output[Any]


def render(editions: tuple[Edition, ...], theme: Theme) -> tuple[tuple[Artifact, ...], tuple[Problem, ...]]:
    """Every file of the site in order of path, and what is wrong with the templates."""
    files = [(path, make()) for path, make in site(editions, theme).items()]
    artifacts = (Artifact(path, data) for path, data in files if isinstance(data, bytes))
    problems = told_once(data for _, data in files if isinstance(data, Problem))
    return tuple(sorted(artifacts, key=lambda artifact: artifact.path)), problems


def told_once(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Each fault of a template once, as it was found first, and not for every page anew."""
    return tuple(
        {(problem.location, problem.code, problem.message): problem for problem in reversed(tuple(problems))}.values()
    )[::-1]


def site(editions: tuple[Edition, ...], theme: Theme) -> Mapping[str, Task]:
    """Every file of the site by its path, each with what makes it: its bytes, or what is wrong with its template."""
    return MappingProxyType(dict(chain.from_iterable(part.items() for part in parts(editions, theme))))


def parts(editions: tuple[Edition, ...], theme: Theme) -> Iterator[Mapping[str, Task]]:
    """The files of a site that belong to no edition, then those of each edition; first those that gather many records."""
    plain = {".nojekyll": b"", **{f"assets/{name}": data for name, data in theme.assets().items()}}
    yield {path: partial(bytes, data) for path, data in plain.items()}
    siblings = {edition.sibling: frozenset(page.path for page in edition.pages) for edition in editions}
    for edition in editions:
        press = _Press(edition, siblings, theme)
        folder = f"{edition.folder}/" if edition.folder else ""
        pages = sorted(edition.pages, key=lambda page: page.subject is not None)
        tasks: dict[str, Task] = {
            export.path: export.make for export in press.exports() if export.each in edition.makes
        }
        printed: tuple[Templated, ...] = (
            *(output for output in edition.outputs if output.each in edition.makes),
            *pages,
        )
        tasks |= {page.path: partial(press.printed, page) for page in printed}
        yield {folder + path: make for path, make in tasks.items()}


class _Press:
    """Makes the pages of one edition. It is set up when the first is asked for; nothing of one page stays for the next."""

    def __init__(self, edition: Edition, siblings: Mapping[Sibling, frozenset[str]], theme: Theme) -> None:
        self.edition = edition
        self.siblings = siblings
        self.theme = theme

    @cached_property
    def basis(self) -> Basis:
        """What is made of it for other programs."""
        return Basis(self.edition, lambda: self.wording, self.siblings)

    def exports(self) -> tuple[Export, ...]:
        """What travels."""
        return exports(self.basis)

    def linked(self, subject: Ref | None) -> Markup | None:
        """What the page of a record says for programs; None on other pages, and on those of an earlier day."""
        record = self.edition.library.records.get(subject) if subject and not self.edition.day else None
        found = linked(self.basis, record) if record else None
        return Markup(as_block(found)) if found else None  # noqa: S704 - nothing in it is HTML

    def described(self, subject: Ref | None) -> str:
        """What the page of a record says of itself in one line; empty on other pages, and where nothing is recorded."""
        record = self.edition.library.records.get(subject) if subject else None
        return described(self.basis, record) if record else ""

    @cached_property
    def wording(self) -> Wording:
        """The interface in the language of the edition."""
        translations = self.theme.catalog(self.edition.language)
        assert translations is not None  # noqa: S101 - check_theme proved it
        return Wording(self.edition.language, translations)

    @cached_property
    def desk(self) -> Desk:
        """What its templates may ask for."""
        return Desk(self.edition, self.siblings, self.wording, _root(self.edition.library.site))

    @cached_property
    def environment(self) -> jinja2.Environment:
        """Jinja, with all that templates find by name."""
        environment = self.theme.environment()
        environment.install_gettext_translations(self.wording.translations)  # type: ignore[attr-defined]
        environment.filters.update(filters(self.desk))
        environment.globals.update(names(self.desk))
        environment.globals.update(linked=self.linked, described=self.described, picture=self.theme.picture)
        return environment

    def printed(self, page: Templated) -> bytes | Problem:
        """The bytes of a page or other file, or what is wrong with its template."""
        page = copy(page)  # so that what stands on it goes when it is made
        try:
            self.desk.turn_to(page if isinstance(page, Page) else ROOT)
            text: str = self.environment.get_template(page.template).render(page=page, view=page.view)
        except jinja2.TemplateError as error:
            return _template_problem(error, page, self.theme)
        except Exception as error:  # a template of the project's went wrong as Python; in our own it is our fault
            place = _frame(error, replace(self.theme, folders=self.theme.folders[:-1], names=self.theme.names[:-1]))
            if place is None:
                raise
            told = f"{type(error).__name__}: {error}"
            return Problem(Location(*place), "T002", told, f"Found while making {page.path}.")
        if isinstance(page, Page) and page.gathers:
            text = carried(text, *self.theme.carried, self.desk.asset(""))
        return text.encode()


def _root(site: Site) -> str:
    """What absolute links of 404.html begin with: it is served at any depth, so nothing can be relative there."""
    path = urlsplit(site.site_url).path if site.site_url else ""
    return f"{path.rstrip('/')}/"


def _template_problem(error: jinja2.TemplateError, page: Templated, theme: Theme) -> Problem:
    name, line = f"{theme.names[-1]}/{page.template}", 1
    if isinstance(error, jinja2.TemplateSyntaxError):
        name, line = (shown_path(Path(error.filename), theme) if error.filename else None) or name, error.lineno
        code = "T001"
    elif isinstance(error, jinja2.TemplateNotFound):
        code = "T003"
        name, line = _frame(error, theme) or (name, line)
    else:
        code = "T002"
        name, line = _frame(error, theme) or (name, line)
    message = f"{error.message or error}" if code != "T003" else f"there is no template '{error}'"
    return Problem(Location(name, line), code, message, f"Found while making {page.path}.")


def _frame(error: Exception, theme: Theme) -> tuple[str, int] | None:
    """The last place in a template that the error passed through."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        name = shown_path(Path(frame.filename), theme)
        if name:
            return name, frame.lineno or 1
    return None
