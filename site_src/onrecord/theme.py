"""The theme: folders of templates and assets, the project's laid over the default one."""

import contextlib
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import jinja2

from onrecord.engine import environment
from onrecord.locales import catalog, strange_names, unfit_phrases
from onrecord.problems import Location, Problem
from onrecord.sources import Refusal, opened

MOST_ASSET = 20_000_000  # bytes of a file of the theme


def default_folder() -> Path:
    """The default theme: in the package where it was installed from a wheel, else in the checkout above it."""
    packaged = Path(__file__).parent / "templates"
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "templates"


@dataclass(frozen=True)
class Theme:
    """Where templates and assets are looked for, the first folder first."""

    folders: tuple[Path, ...]
    names: tuple[str, ...]  # how messages call the folders

    def environment(self) -> jinja2.Environment:
        """Jinja, with the project's templates before the default ones, which stay in reach as ``default/...``."""
        return environment(self.folders)

    def digest(self) -> str:
        """A hash of all its files: names and bytes."""
        digest = hashlib.sha256()
        for folder in self.folders:
            digest.update(b"\0")
            for path in sorted(one for one in folder.rglob("*") if one.is_file()):
                digest.update(
                    f"{path.relative_to(folder).as_posix()}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode()
                )
        return digest.hexdigest()

    def compile(self) -> None:
        """Compile every template, so that children have them; what is wrong with one is told where it is used."""
        made = self.environment()
        for name in made.list_templates(["html", "js"]):
            with contextlib.suppress(jinja2.TemplateError, UnicodeDecodeError):
                made.get_template(name)

    def stylesheet(self) -> bytes:
        """All style sheets as one: ``main.css``, which names the layers, then the others by name."""
        sheets = {
            path.name: path
            for folder in reversed(self.folders)
            for path in sorted((folder / "assets" / "css").glob("*.css"))
        }
        ordered = sorted(sheets, key=lambda name: (name != "main.css", name))
        return "".join(_slim(sheets[name].read_text("utf-8")) for name in ordered).encode()

    def files(self) -> Mapping[str, bytes]:
        """Assets that are copied as they are, by their path below ``assets/``."""
        found: dict[str, bytes] = {}
        for folder in reversed(self.folders):
            for path in sorted((folder / "assets").rglob("*")):
                name = path.relative_to(folder / "assets").as_posix()
                if path.is_file() and not name.startswith("css/") and not path.name.startswith("."):
                    found[name] = path.read_bytes()
        return found


def theme_for(project: Path, folder: str | None) -> Theme:
    """The default theme, with the project's folder over it where it names one."""
    if folder is None:
        return Theme((default_folder(),), ("templates",))
    return Theme((project / folder, default_folder()), (folder, "templates"))


def check_theme(project: Path, theme: Theme, languages: tuple[str, ...]) -> tuple[Problem, ...]:
    """A theme folder that is not there, files in it that are not to be opened, and languages without a catalog."""
    problems = []
    site = Location("content/site.yml")
    if not all(folder.is_dir() for folder in theme.folders):
        problems.append(
            Problem(
                site,
                "T003",
                f"there is no folder '{theme.folders[0].name}' for the theme",
                "Make it, or leave 'theme' out.",
            )
        )
    if any(not folder.resolve().is_relative_to(project.resolve()) for folder in theme.folders[:-1]):
        told = Refusal("R004", "the folder of the theme leads out of the project", "Copy it into the project.")
        return (*problems, told.at(site.path))
    faults = tuple(_unreadable(project, theme))
    if faults:
        return (*problems, *faults)
    problems.extend(
        Problem(
            Location(shown_path(path, theme) or path.name, line),
            "T002",
            f"'{name}' is not in the text that is translated here",
            "Write the names that are filled in as the original has them.",
        )
        for language in languages
        for path, line, name in strange_names(theme.folders, language)
    )
    problems.extend(
        Problem(
            site,
            "D010",
            f"the interface has no catalog for '{language}'",
            f"Add locales/{language}.po to the theme; docs/templates.md says how.",
        )
        for language in languages
        if catalog(theme.folders, language) is None
    )
    problems.extend(
        Problem(
            Location(shown_path(path, theme) or path.name, line),
            "T002",
            f"this cannot be filled in: {fault}",
            "Write %% for a plain per cent sign, and names as %(name)s.",
        )
        for language in languages
        for path, line, fault in unfit_phrases(theme.folders, language)
    )
    return tuple(problems)


def _unreadable(project: Path, theme: Theme) -> Iterator[Problem]:
    """Files of the project's theme that are not to be opened, and templates, styles and catalogs that are no text."""
    for path in (path for folder in theme.folders[:-1] for path in sorted(folder.rglob("*"))):
        if path.is_dir() and not path.is_symlink():
            continue
        at = shown_path(path, theme) or path.name
        data = opened(project, path, MOST_ASSET, "Put it where it is published from, and link to it.")
        if isinstance(data, Refusal):
            yield data.at(at)
        elif path.suffix in {".html", ".css", ".po", ".js"}:
            try:
                data.decode("utf-8")
            except UnicodeDecodeError as error:
                message = f"byte {error.start + 1} is not UTF-8"
                yield Problem(Location(at), "T001", message, "Save the file as UTF-8.")


def shown_path(path: Path, theme: Theme) -> str | None:
    """How messages call a file of the theme; None for what is none."""
    for folder, name in zip(theme.folders, theme.names, strict=True):
        if path.is_relative_to(folder):
            return f"{name}/{path.relative_to(folder).as_posix()}"
    return None


def _slim(css: str) -> str:
    """A style sheet without comments, indents and empty lines."""
    bare = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    return "".join(f"{line.strip()}\n" for line in bare.splitlines() if line.strip())
