"""The theme: folders of templates and assets, the project's laid over the default one.

Every template is escaped and strict about what is not there. The only HTML that comes in unescaped is what ``prose``
cleaned.
"""

import contextlib
import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from gettext import NullTranslations
from html import unescape
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup, escape

from onrecord.bidi import isolate
from onrecord.config import Site
from onrecord.engine import environment
from onrecord.locales import Wording, catalog, strange_names, unfit_phrases
from onrecord.pages.cards import together
from onrecord.pages.charts import charts
from onrecord.pages.edition import Edition, Sibling
from onrecord.pages.lettering import lines_of
from onrecord.pages.lives import lives
from onrecord.pages.model import Address, Page, address
from onrecord.pictures import size_of
from onrecord.problems import Location, Problem
from onrecord.prose import ADDRESS
from onrecord.records.base import Record
from onrecord.records.fields import Foreign, Ref
from onrecord.sources import Refusal, opened

MOST_ASSET = 20_000_000  # bytes of a file of the theme

# Authors leave a space before a citation; the reader needs none before the small number.
_BEFORE_CITATION = re.compile(r'\s+<sup>(?=<a class="citation")')
CITATION = re.compile(r'<a class="citation" href="onrecord:source/(?P<id>[a-z0-9-]+)">[^<]*</a>')
# A link that was written without words has its address as its text.
UNNAMED = re.compile(
    r'(?P<link><a href="onrecord:(?P<kind>[a-z]+)/(?P<id>[a-z0-9-]+)(?:#[^"]*)?"[^<>]*>)onrecord:(?P=kind)/(?P=id)(?:#[^<]*)?<'
)


def default_folder() -> Path:
    """The default theme: in the package where it was installed from a wheel, else in the checkout above it."""
    packaged = Path(__file__).parent / "templates"
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "templates"


@dataclass(frozen=True)
class Theme:
    """Where templates and assets are looked for, the first folder first."""

    folders: tuple[Path, ...]
    names: tuple[str, ...]  # how messages call the folders

    def picture(self, name: str) -> tuple[int, int] | None:
        """Width and height of a picture among its assets; None where there is none, or it is no picture."""
        path = next((one for folder in self.folders if (one := folder / "assets" / name).is_file()), None)
        return size_of(path.read_bytes()) if path else None

    def environment(self) -> jinja2.Environment:
        """Jinja, with the project's templates before the default ones, which stay in reach as ``default/...``."""
        made = environment(self.folders)
        made.globals.update(charts=charts, lives=lives, lines_of=lines_of, together=together, once=once)
        return made

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


def check_theme(project: Path, theme: Theme, settings: Site, image: Location) -> tuple[Problem, ...]:
    """A theme folder that is not there, files in it that are not to be opened, languages without a catalog, and no picture.

    ``image`` is where the settings name the picture for cards.
    """
    languages = settings.languages
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
    if settings.image and theme.picture(settings.image.file) is None:
        missing = f"there is no PNG or JPEG 'assets/{settings.image.file}' in the theme"
        problems.append(
            Problem(image, "T003", missing, "Put it there; 'theme' names the folder. Or leave 'image' out.")
        )
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


class Desk:
    """What templates may ask for beside their page: records by reference, addresses relative to the page, wording.

    One desk serves all pages of an edition in turn, so that components are made once and not for every page. It is
    local to ``render``; nothing of one page stays for the next.
    """

    def __init__(
        self, edition: Edition, siblings: Mapping[Sibling, frozenset[str]], wording: Wording, root: str
    ) -> None:
        self.edition = edition
        self._siblings = {one: paths for one, paths in siblings.items() if one.day == edition.day}
        self.wording = wording
        self.root = root  # what absolute addresses begin with, on the page that is served at any depth
        self.page = edition.pages[0]
        self._up = ""
        self._to_root = ""
        self._notes: dict[Ref, int] = {}
        self._carriers: dict[Ref, int] = {}

    def turn_to(self, page: Page) -> None:
        """Serve another page."""
        depth = page.path.count("/")
        absolute = page.path == "404.html"
        folder = f"{self.edition.folder}/" if self.edition.folder else ""
        self.page = page
        self._notes = {one.ref: number for number, one in enumerate(page.notes, 1)}
        self._carriers = {}
        self._up = self.root + folder if absolute else "../" * depth
        self._to_root = self.root if absolute else "../" * (depth + folder.count("/"))

    def url(self, target: Ref | Record | Address | str, fragment: str = "") -> str:
        """The address of a record or page of this language, relative to this page, or within it for what it holds."""
        if isinstance(target, str):
            return self._up + target + (f"#{fragment}" if fragment else "")
        ref = target.ref if isinstance(target, Record) else target
        if ref in self.page.holds and not fragment and isinstance(ref, Ref):
            return f"#{ref.kind}-{ref.id}"
        place = address(ref) if isinstance(ref, Ref) else ref
        fragment = fragment or place.fragment
        return self._up + place.path + (f"#{fragment}" if fragment else "")

    def asset(self, name: str) -> str:
        """The address of an asset, relative to this page."""
        return f"{self._to_root}assets/{name}"

    def now(self) -> str:
        """The address of this page on the site as it is now, from a page as of an earlier day."""
        path = self.page.path if self.page.path != "changes.html" else "index.html"
        return self._to_root + self.edition.home + path

    def page_in(self, other: Edition | Sibling) -> str:
        """The address of this page in another edition: in another language, or as of another day."""
        return f"{self._to_root}{other.folder}/{self.page.path}" if other.folder else self._to_root + self.page.path

    def editions_here(self) -> tuple[Sibling, ...]:
        """The editions of all languages, as of the same day, that have this page."""
        return tuple(one for one, paths in self._siblings.items() if self.page.path in paths)

    def absolute(self, other: Edition | Sibling) -> str:
        """The address of this page in another edition on the web, for what must be absolute; needs ``site_url``."""
        base = (self.edition.library.site.site_url or "").rstrip("/")
        return "/".join(one for one in (base, other.folder, self.page.path) if one)

    def record(self, ref: Ref) -> Record:
        """The record of a reference."""
        return self.edition.library.get(ref)

    def choice(self, ref: Ref) -> Any:
        """The topic, side or format of a reference."""
        return self.edition.library.site.choice(ref)

    def note(self, ref: Ref) -> int:
        """The number of a source that the prose of this page cites."""
        return self._notes[ref]

    def number(self, ref: Ref) -> int:
        """The number of any source on this page, on paper too: as its prose cites it, else the next that is free."""
        return self._notes.get(ref) or self._carriers.setdefault(ref, len(self._notes) + len(self._carriers) + 1)

    def carriers(self) -> tuple[Record, ...]:
        """The sources that have a number beside those that prose cites, in the order of their numbers."""
        return tuple(map(self.record, self._carriers))

    def prose(self, html: str, language: str | None = None) -> Markup:
        """Clean HTML from Markdown, with its links made relative and its citations numbered.

        ``language`` is that of the text, where it is not the page's.
        """

        def citation(match: re.Match[str]) -> str:
            ref = Ref("source", match["id"])
            source = self.edition.library.source(ref)
            label = self.wording.say("Source {number}: {source}").format(number=self.note(ref), source=source.label)
            if source.published:
                label = self.wording.say("{source}, {date}").format(
                    source=label, date=self.wording.date(source.published)
                )
            label = escape(label)
            return f'<a class="citation" href="#note-{self.note(ref)}" aria-label="{label}">{self.note(ref)}</a>'

        def link(match: re.Match[str]) -> str:
            ref = Ref(match["kind"], match["id"])
            named = unescape(match["heading"] or "")  # which may not be there on an earlier day, or in another language
            heading = self.edition.library.text(self.record(ref)).heading(named) if named else None
            return f'href="{escape(self.url(ref, heading or ""))}"'

        def title(match: re.Match[str]) -> str:
            return f"{match['link']}{escape(self.record(Ref(match['kind'], match['id'])).label)}<"

        told = CITATION.sub(citation, _BEFORE_CITATION.sub("<sup>", html))
        told = ADDRESS.sub(link, UNNAMED.sub(title, told))
        direction = self.wording.direction_of(language) if language else self.wording.direction
        return Markup(isolate(told, direction))  # noqa: S704 - cleaned by prose


def phrases(translations: NullTranslations) -> Callable[..., Markup]:
    """What ``_`` is in templates: a phrase of the catalog, with what is named in it filled in and escaped.

    The same as Jinja's own, but a phrase that holds no name, such as a comma, is made once and not at each of the many
    places where it stands.
    """

    @cache
    def bare(text: str) -> Markup:
        return Markup(translations.gettext(text)) % {}  # noqa: S704 - the catalogs are the theme's

    def phrase(text: str, **names: Any) -> Markup:
        return Markup(translations.gettext(text)) % names if names else bare(text)  # noqa: S704

    return phrase


def once(macro: Callable[..., Markup]) -> Callable[..., Markup]:
    """A macro that is run once for the same arguments, and then remembered, as long as its template is: for one edition.

    It is for what depends on its arguments and the edition alone, and on nothing of the page. A record counts by its
    reference, all else by its type and value, and a text by its language too.
    """
    kept: dict[tuple[Any, ...], Markup] = {}

    def told(*given: Any, **named: Any) -> Markup:
        if named:
            return macro(*given, **named)
        key = tuple(
            [one.ref if isinstance(one, Record) else (type(one), getattr(one, "language", ""), one) for one in given]
        )
        found = kept.get(key)
        if found is None:
            found = kept[key] = macro(*given)
        return found

    return told


def capital(text: str) -> str:
    """A text with a great first letter, in its language; what is within stays as it is, which Jinja's own filter loses."""
    great = text[:1].title() + text[1:]
    return Foreign(great, text.language) if isinstance(text, Foreign) else great


def both_ends(text: str, most: int = 120) -> str:
    """A text, or its first and last words where it is longer: two that begin alike are told apart by their ends."""
    if len(text) <= most:
        return text
    end = text[-(most // 3) :].partition(" ")[2] or text[-(most // 3) :]
    begin = text[: most - len(end)].rpartition(" ")[0] or text[: most - len(end)]
    return f"{begin} … {end}"


def script(value: Any) -> Markup:
    """A value as JavaScript reads it (JSON, ECMA-404): compact, and harmless in a page or a script whatever it holds.

    ``<`` is escaped, so that nothing can end a script element, and the two line ends that older JavaScript has within
    texts and JSON has not. Letters stay letters.
    """
    told = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for char in "<\u2028\u2029":
        told = told.replace(char, f"\\u{ord(char):04x}")
    return Markup(told)  # noqa: S704 - escaped above


def filters(desk: Desk) -> Mapping[str, Callable[..., Any]]:
    """The filters of an edition: they write in its language."""
    wording = desk.wording
    return {
        "date": wording.date,
        "full_date": wording.day_and_weekday,
        "short_date": wording.short_date,
        "brief_date": wording.brief_date,
        "amount": wording.amount,
        "brief_amount": wording.brief_amount,
        "currency": wording.currency,
        "tongue": wording.tongue,
        "number": wording.number,
        "both_ends": both_ends,
        "capital": capital,
        "prose": desk.prose,
        "plain": str.__str__,  # without the mark of another language, for attributes and titles
        "script": script,
    }
