"""Stage 7, render: pages to artifacts. A page is a function of its view; no clock, no order, no other page's output."""

import traceback
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import jinja2

from onrecord import __version__
from onrecord.artifact import Artifact
from onrecord.config import Site
from onrecord.locales import Wording, catalog
from onrecord.pages.edition import Edition
from onrecord.pages.model import Output, Page
from onrecord.problems import Location, Problem
from onrecord.theme import Desk, Theme, filters, phrases, shown_path


def render(editions: tuple[Edition, ...], theme: Theme) -> tuple[tuple[Artifact, ...], tuple[Problem, ...]]:
    """Every file of the site, and what is wrong with the templates."""
    assets = {"onrecord.css": theme.stylesheet(), **theme.files()}  # a theme may bring a whole sheet of its own
    artifacts = [Artifact(".nojekyll", b""), *(Artifact(f"assets/{name}", data) for name, data in assets.items())]
    problems: list[Problem] = []
    for edition in editions:
        made, faults = _edition(edition, editions, theme)
        artifacts.extend(made)
        problems.extend(faults)
    once = {(one.location, one.code, one.message): one for one in reversed(problems)}  # not for every page anew
    return tuple(sorted(artifacts, key=lambda one: one.path)), tuple(reversed(once.values()))


def _edition(edition: Edition, editions: tuple[Edition, ...], theme: Theme) -> tuple[list[Artifact], list[Problem]]:
    environment = theme.environment()
    translations = catalog(theme.folders, edition.language)
    assert translations is not None  # noqa: S101 - check_theme proved it
    environment.install_gettext_translations(translations, newstyle=True)  # type: ignore[attr-defined]
    _ = phrases(translations)
    environment.globals.update(_=_, gettext=_, comma=_(", "), colon=_(": "), semicolon=_("; "))
    wording = Wording(edition.language, translations)
    site = edition.library.site
    desk = Desk(edition, editions, wording, _root(site))
    environment.filters.update(filters(desk))
    environment.globals.update(
        site=site,
        edition=edition,
        editions=editions,
        wording=wording,
        url=desk.url,
        asset=desk.asset,
        now=desk.now,
        page_in=desk.page_in,
        editions_here=desk.editions_here,
        absolute=desk.absolute,
        number=desk.number,
        carriers=desk.carriers,
        record=desk.record,
        choice=desk.choice,
        time=wording.time,
        passage=edition.reading.passage,
        proof=edition.reading.proof,
        our_translation=edition.reading.translations.get,
        standing=edition.reading.standing,
        version=__version__,
    )
    artifacts: list[Artifact] = []
    problems: list[Problem] = []
    made: tuple[Page | Output, ...] = (*edition.pages, *edition.outputs)
    for page in made:
        if isinstance(page, Page):
            desk.turn_to(page)
        try:
            text = environment.get_template(page.template).render(page=page, view=page.view)
        except jinja2.TemplateError as error:
            problems.append(_template_problem(error, page, theme))
            continue
        except Exception as error:  # a template of the project's went wrong as Python; in our own it is our fault
            place = _frame(error, replace(theme, folders=theme.folders[:-1], names=theme.names[:-1]))
            if place is None:
                raise
            told = f"{type(error).__name__}: {error}"
            problems.append(Problem(Location(*place), "T002", told, f"Found while making {page.path}."))
            continue
        folder = f"{edition.folder}/" if edition.folder else ""
        artifacts.append(Artifact(folder + page.path, text.encode()))
    return artifacts, problems


def _root(site: Site) -> str:
    """What absolute links of 404.html begin with: it is served at any depth, so nothing can be relative there."""
    path = urlsplit(site.site_url).path if site.site_url else ""
    return f"{path.rstrip('/')}/"


def _template_problem(error: jinja2.TemplateError, page: Page | Output, theme: Theme) -> Problem:
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
