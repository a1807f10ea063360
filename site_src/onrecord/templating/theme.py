"""The theme: folders of templates and assets, the project's laid over the default one."""

import contextlib
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from gettext import NullTranslations
from pathlib import Path, PurePosixPath

import jinja2

from onrecord.config import Site
from onrecord.pictures import size_of
from onrecord.problems import Location, Problem, did_you_mean
from onrecord.stages.files import Refusal, opened
from onrecord.templating.carried import Sheet, movable, parsed, words_in_texts, words_of
from onrecord.templating.engine import Templates, environment
from onrecord.templating.locales import catalog_names, compiled, strange_names, unfit_phrases, untranslated

MOST_ASSET = 20_000_000  # bytes of a file of the theme
ASSETS, STYLES = "assets/", "assets/css/"
BESIDE = ("components/", "kinds/", "pages/")  # folders in which a style sheet stands beside its template
# Sheets that only some pages need. Each is a file of its own, which these pages link; all others are one file.
APART = (
    "components/answers.css",
    "components/charts.css",
    "components/copies.css",
    "components/entries.css",
    "components/finding.css",
    "components/inventory.css",
    "components/measures.css",
    "components/overview.css",
    "components/printed.css",
    "components/reuse.css",
    "components/statements.css",
    "pages/home.css",
    "pages/search.css",
    f"{STYLES}print.css",
    f"{STYLES}record.css",
)
REPLACING = (*BESIDE, "outputs/")  # folders in which a theme only replaces what is there

_OWN = "A template that your own include may stand in another folder."
# What a file that replaces nothing is, and where it may stand instead, by its suffix.
HINTS = {
    ".html": ("template", _OWN),
    ".js": ("template", _OWN),
    ".css": ("style sheet", "A sheet of your own stands in assets/css/."),
}


def default_folder() -> Path:
    """The default theme: in the package where it was installed from a wheel, else in the checkout above it."""
    packaged = Path(__file__).parents[1] / "templates"
    return packaged if packaged.is_dir() else Path(__file__).parents[3] / "templates"


@dataclass(frozen=True)
class Theme:
    """Where templates, catalogs and assets are looked for, the first folder first. All is as it was when it was first read."""

    folders: tuple[Path, ...]
    names: tuple[str, ...]  # how messages call the folders

    @cached_property
    def contents(self) -> tuple[Mapping[str, bytes], ...]:
        """The files of each folder by their paths within it, read once; those that are not to be opened are told by ``check_theme``."""
        return tuple(dict(_contents(folder)) for folder in self.folders)

    @cached_property
    def templates(self) -> tuple[Templates, ...]:
        """The templates of each folder by name."""
        return tuple(
            {name: (data.decode("utf-8"), str(folder / name)) for name, data in found.items() if _is_template(name)}
            for folder, found in zip(self.folders, self.contents, strict=True)
        )

    @cached_property
    def _catalogs(self) -> dict[str, NullTranslations | None]:
        return {}

    def catalog(self, language: str) -> NullTranslations | None:
        """The interface in a language; None where it is missing."""
        if language not in self._catalogs:
            names = catalog_names(language)
            found = (folder[name] for folder in self.contents for name in names if name in folder)
            data = next(found, None)
            self._catalogs[language] = (
                compiled(data, language) if data is not None else None if names else NullTranslations()
            )
        return self._catalogs[language]

    def picture(self, name: str) -> tuple[int, int] | None:
        """Width and height of a picture among its assets; None where there is none, or it is no picture."""
        data = next((files[ASSETS + name] for files in self.contents if ASSETS + name in files), None)
        return size_of(data) if data else None

    def environment(self) -> jinja2.Environment:
        """Jinja, with the project's templates before the default ones, which stay in reach as ``default/...``."""
        return environment(self.templates)

    def digests(self) -> Mapping[str, str]:
        """The SHA-256 of each of its files, as it was read, by where it stands."""
        return {
            str(folder / name): hashlib.sha256(data).hexdigest()
            for folder, files in zip(self.folders, self.contents, strict=True)
            for name, data in files.items()
        }

    def compile(self) -> None:
        """Compile every template, so that children have them; what is wrong with one is told where it is used."""
        environment = self.environment()
        for name in dict.fromkeys(name for folder in self.templates for name in folder):
            with contextlib.suppress(jinja2.TemplateError, UnicodeDecodeError):
                environment.get_template(name)

    def stylesheets(self) -> Mapping[str, bytes]:
        """The style sheets by their path below ``assets/``: ``onrecord.css``, which every page links, and those ``APART``.

        The first begins with ``main.css``, which names the layers; then come the sheets beside templates, then the others, by name.
        """
        sheets = {name: data for files in reversed(self.contents) for name, data in files.items() if _is_sheet(name)}
        ordered = sorted(sheets, key=lambda name: (name != f"{STYLES}main.css", name.startswith(STYLES), name))
        whole = b"\n".join(sheets[name] for name in ordered if name not in APART)
        apart = {f"css/{PurePosixPath(name).name}": sheets[name] for name in APART}
        return {name: _slim(data) for name, data in {"onrecord.css": whole, **apart}.items()}

    @cached_property
    def carried(self) -> tuple[Mapping[str, Sheet], Mapping[str, frozenset[str]]]:
        """What pages take their style from, by paths below ``assets/``: style sheets in their parts, and the words of scripts."""
        texts = {name: data.decode("utf-8") for name, data in self.assets().items() if name.endswith((".css", ".js"))}
        own = {name.removeprefix(ASSETS) for files in self.contents[:-1] for name in files}
        parts = {
            name: parsed(text, name[: name.rfind("/") + 1])
            for name, text in texts.items()
            if name.endswith(".css") and movable(text)
        }
        words = {
            name: words_of(text) if name in own else words_in_texts(text)
            for name, text in texts.items()
            if name.endswith(".js")
        }
        return parts, words

    def assets(self) -> Mapping[str, bytes]:
        """All files below ``assets/`` by their path there. A theme may bring a whole sheet of its own."""
        return {**self.stylesheets(), **self.files()}

    def files(self) -> Mapping[str, bytes]:
        """Assets that are copied as they are, by their path below ``assets/``; the default scripts without their remarks."""
        default = {name: _bare(data) if name.endswith(".js") else data for name, data in self.contents[-1].items()}
        return {
            name.removeprefix(ASSETS): data
            for files in (default, *reversed(self.contents[:-1]))
            for name, data in files.items()
            if name.startswith(ASSETS) and not name.startswith(STYLES) and not PurePosixPath(name).name.startswith(".")
        }


def theme_for(project: Path, folder: str | None) -> Theme:
    """The default theme, with the project's folder over it where it names one."""
    if folder is None:
        return Theme((default_folder(),), ("templates",))
    return Theme((project / folder, default_folder()), (folder, "templates"))


def check_theme(project: Path, theme: Theme, settings: Site, image: Location) -> tuple[Problem, ...]:
    """A theme folder that is not there, files in it that are not to be opened, languages without a catalog, and no picture.

    ``image`` is where the settings name the picture for cards.
    """
    site = Location("content/site.yml")
    problems: list[Problem] = []
    if not all(folder.is_dir() for folder in theme.folders):
        message = f"there is no folder '{theme.folders[0].name}' for the theme"
        problems.append(Problem(site, "T003", message, "Make it, or leave 'theme' out."))
    if any(not folder.resolve().is_relative_to(project.resolve()) for folder in theme.folders[:-1]):
        refusal = Refusal("R004", "the folder of the theme leads out of the project", "Copy it into the project.")
        return (*problems, refusal.at(site.path))
    faults = tuple(_unreadable(project, theme))
    if faults:
        return (*problems, *faults)
    if settings.image and theme.picture(settings.image.file) is None:
        message = f"there is no PNG or JPEG 'assets/{settings.image.file}' in the theme"
        problems.append(
            Problem(image, "T003", message, "Put it there; 'theme' names the folder. Or leave 'image' out.")
        )
    catalogs = (problem for language in settings.languages for problem in _of_catalog(theme, language))
    return (*problems, *_replacing_none(theme), *catalogs)


def _of_catalog(theme: Theme, language: str) -> Iterator[Problem]:
    """What is wrong with the words of the interface in a language."""
    if theme.catalog(language) is None:
        message, hint = f"the interface has no catalog for '{language}'", f"Add locales/{language}.po to the theme"
        yield Problem(Location("content/site.yml"), "D010", message, f"{hint}; docs/templates.md says how.")
    for path, line, name in strange_names(theme.folders, language):
        message = f"'{name}' is not in the text that is translated here"
        at = Location(shown_path(path, theme) or path.name, line)
        yield Problem(at, "T002", message, "Write the names that are filled in as the original has them.")
    for path, line, fault in unfit_phrases(theme.folders, language):
        at = Location(shown_path(path, theme) or path.name, line)
        hint = "Write %% for a plain per cent sign, and names as %(name)s."
        yield Problem(at, "T002", f"this cannot be filled in: {fault}", hint)
    if in_english := untranslated(theme.folders, language):
        path, line = in_english[0]
        message = f"{len(in_english)} of the phrases from here on are not translated; pages show them in English"
        hint = "Fill in each empty 'msgstr', and delete '#, fuzzy' where it is right."
        yield Problem(Location(shown_path(path, theme) or path.name, line), "T005", message, hint)


def _unreadable(project: Path, theme: Theme) -> Iterator[Problem]:
    """Files of the project's theme that are not to be opened, and templates, styles and catalogs that are no text."""
    for path in (path for folder in theme.folders[:-1] for path in sorted(folder.rglob("*"))):
        if path.is_dir() and not path.is_symlink():
            continue
        at = shown_path(path, theme) or path.name
        data = opened(project, path, MOST_ASSET, "Put it where it is published from, and link to it.")
        if isinstance(data, Refusal):
            yield data.at(at)
        elif path.suffix in {".html", ".css", ".po", ".js"} or path.parent.name == "outputs":
            try:
                data.decode("utf-8")
            except UnicodeDecodeError as error:
                message = f"byte {error.start + 1} is not UTF-8"
                yield Problem(Location(at), "T001", message, "Save the file as UTF-8.")


def _is_template(name: str) -> bool:
    """Whether a file of a theme is read as a template: of those that make other files than pages each, whatever its suffix."""
    return name.startswith("outputs/") or (name.endswith((".html", ".js")) and not name.startswith(ASSETS))


def _is_sheet(name: str) -> bool:
    return name.endswith(".css") and (name.startswith(BESIDE) or name.rpartition("/")[0] == STYLES.rstrip("/"))


def _replacing_none(theme: Theme) -> Iterator[Problem]:
    """Files of the project's theme that stand where one replaces a default one, and replace none: no page would show them."""
    *own, default = theme.contents
    for shown, files in zip(theme.names, own, strict=False):
        for name in files:
            path = PurePosixPath(name)
            what, hint = HINTS.get(path.suffix, HINTS[".html"] if _is_template(name) else ("", ""))
            if name in default or not name.startswith(REPLACING) or not what:
                continue
            alike = {
                PurePosixPath(one).stem: one
                for one in default
                if one.startswith(REPLACING) and one.endswith(path.suffix)
            }
            nearest = did_you_mean(path.stem, alike, also=alike)
            yield Problem(Location(f"{shown}/{name}"), "T004", f"the default theme has no such {what}", nearest or hint)


def _contents(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.stat().st_size <= MOST_ASSET:
            with contextlib.suppress(OSError):
                yield path.relative_to(folder).as_posix(), path.read_bytes()


def shown_path(path: Path, theme: Theme) -> str | None:
    """How messages call a file of the theme; None for what is none."""
    for folder, name in zip(theme.folders, theme.names, strict=True):
        if path.is_relative_to(folder):
            return f"{name}/{path.relative_to(folder).as_posix()}"
    return None


def _slim(css: bytes) -> bytes:
    """A style sheet without comments, noughts before a point, and the spaces that mean nothing: those in selectors may."""
    bare = re.sub(r"/\*.*?\*/", "", css.decode("utf-8").replace("\ufeff", ""), flags=re.DOTALL)
    close = re.sub(r"\s*\n\s*", " ", re.sub(r"\s*([{};,])\s*", r"\1", bare))
    named = re.sub(r"(?<=[{;])([\w-]+): ", r"\1:", close).replace(";}", "}")
    return re.sub(r"(?<![\w.])0(\.\d)", r"\1", named).strip().encode()


def _bare(script: bytes) -> bytes:
    """One of our scripts without indents, empty lines and lines of remark; none of them has a text over several lines."""
    lines = (line.strip() for line in script.decode("utf-8").splitlines())
    return "".join(f"{line}\n" for line in lines if line and not line.startswith("//")).encode()
