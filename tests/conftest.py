"""Projects made on the spot, and the smallest records that are right: what every other test begins with."""

import functools
import hashlib
import html
import http.server
import os
import re
import secrets
import shutil
import threading
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from hypothesis import HealthCheck, settings
from onrecord.library import Library
from onrecord.parse import Entry, parse
from onrecord.pipeline import Made, build, make, prepare
from onrecord.problems import Problem
from onrecord.quotes.find import Passage
from onrecord.quotes.fold import key
from onrecord.quotes.receipts import Receipt, as_json
from onrecord.sources import SourceFile
from playwright.sync_api import Browser, sync_playwright

# No example is given a time limit: how long one takes is the machine's business.
settings.register_profile("onrecord", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("onrecord")

Files = Mapping[str, str | bytes]
MakeProject = Callable[[Files], Path]

SITE = """title: The harbour talks
summary: What was said about the harbour.
as_of: 2022-02-24
languages: [en]
"""

SOURCE = """---
publisher: The Harbour News
language: en
kind: news
---
"""

ACTOR = """---
name: Ada Moor
type: person
---
"""

EVENT = """---
title: The harbour talks open
date: 2022-01-10
evidence:
  - source: paper
---
"""

STATEMENT = """---
title: The harbour stays open
speaker: moor
date: 2022-01-10
renditions:
  - source: paper
    language: en
    words: The harbour stays open.
    class: verbatim
---
"""

RECEIPT = as_json(
    Receipt(
        "paper",
        "excerpt",
        hashlib.sha256(b"The harbour stays open.\n").hexdigest(),
        {key("The harbour stays open."): Passage(0, 23, "", "")},
    )
)

# A project in which each of them stands, and nothing is wrong.
SOUND: Files = {
    "receipts/paper.json": RECEIPT,
    "content/site.yml": SITE,
    "content/sources/paper.md": SOURCE,
    "content/actors/moor.md": ACTOR,
    "content/events/talks.md": EVENT,
    "content/statements/open.md": STATEMENT,
}


def with_lines(record: str, *lines: str) -> str:
    """The record with more lines in its front matter, before the line that ends it."""
    front, fence, body = record.removeprefix("---\n").partition("---\n")
    return "---\n" + front + "".join(f"{line}\n" for line in lines) + fence + body


def write_files(folder: Path, files: Files) -> Path:
    """The folder, with the files in it."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return folder


@pytest.fixture
def project(tmp_path: Path) -> MakeProject:
    """A maker of projects: the files given, and the smallest ``content/site.yml`` unless it is among them."""

    def make_project(files: Files) -> Path:
        return write_files(tmp_path / "project", {"content/site.yml": SITE} | dict(files))

    return make_project


def problems_of(folder: Path, *, drafts: bool = False) -> tuple[Problem, ...]:
    """What is wrong with a project's content; templates are not tried.

    Left out is what has tests of its own: quotations, and advice to look for more sources.
    """
    return tuple(
        one
        for one in prepare(folder, drafts=drafts).problems
        if not one.code.startswith("Q") and one.code not in {"C018", "C019", "C020"}
    )


def library_of(folder: Path) -> Library:
    """The library of a project in which there is no error."""
    prepared = prepare(folder)
    assert [] == [one for one in prepared.problems if one.severity == "error"]
    return prepared.editions[0].library


def told(folder: Path, *, drafts: bool = False) -> list[str]:
    """The same in short, one line a problem: its place and code."""
    return [f"{one.location} {one.code}" for one in problems_of(folder, drafts=drafts)]


def entry(text: str, path: str = "content/events/talks.md") -> Entry:
    """The one entry of a file that is right."""
    entries, problems = parse(SourceFile(path, text))
    assert () == problems
    (found,) = entries
    return found


ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "tests" / "examples" / "harbour-treaty"


@cache
def harbour() -> Made:
    """The site of the invented explainer, in which every sort of record and page occurs, made once."""
    return make(EXAMPLE)


def page_of(made: Made, path: str) -> str:
    """A page of a site in memory, as text."""
    return next(one.data.decode() for one in made.artifacts if one.path == path)


def html_of(made: Made) -> dict[str, str]:
    """Every page of a site in memory, by its path."""
    return {one.path: one.data.decode() for one in made.artifacts if one.path.endswith(".html")}


def ids_of(page: str) -> list[str]:
    """Every HTML id of a page, in order."""
    return [html.unescape(one) for one in re.findall(r'<[^<>]*?\sid="([^"<>]*)"', page)]


def links_of(page: str) -> list[str]:
    """Every address that a page leads to or loads, in order."""
    return [html.unescape(one) for one in re.findall(r'<[^<>]*?\s(?:href|src)="([^"<>]*)"', page)]


def dead_links(made: Made) -> list[tuple[str, str]]:
    """Every relative address of a site in memory that leads to no file of it, or to no id; 404.html has none that is relative."""
    files = {one.path for one in made.artifacts}
    pages = html_of(made)
    ids = {path: set(ids_of(page)) for path, page in pages.items()}
    dead = []
    for path, page in pages.items():
        for link in links_of(page):
            parts = urlsplit(link)
            target = urljoin(path, unquote(parts.path)) if parts.path else path
            gone = target not in files or (parts.fragment and unquote(parts.fragment) not in ids[target])
            if gone and not parts.scheme and not path.endswith("404.html"):
                dead.append((path, link))
    return dead


# -- the real site, built once, and the browser that opens it -------------------------------------------------------

OUTPUT = ROOT / "tests" / "output" / "site"  # not in a hidden or temporary folder, which some browsers cannot read

# One page of every type, the longest of each that there is.
TYPES = (
    "index.html",
    "timeline.html",
    "who-said-what.html",
    "actors.html",
    "search.html",
    "context/aid-and-sanctions.html",
    "context/words-in-transit.html",
    "events/geneva-talks.html",
    "statements/nsc-concerns-on-the-table.html",
    "actors/ryabkov.html",
    "sources/seed.html",
    "figures/usai-300m-fy2022.html",
    "measures/nord-stream-2-germany.html",
    "demands/no-further-enlargement.html",
    "sides/us.html",
    "topics/sanctions.html",
    "sources.html",
    "glossary.html",
    "about.html",
    "corrections.html",
    "coverage.html",
    "changed-quotations.html",
    "print.html",
    "as-of/2021-12-28/index.html",
    "as-of/2021-12-28/timeline.html",
    "as-of/2021-12-28/events/geneva-talks.html",
    "as-of/2022-01-13/changes.html",
    "404.html",
)
LANGUAGES = tuple(
    re.findall(
        r"[\w-]+", re.findall(r"^languages: \[(.*)\]", (ROOT / "content/site.yml").read_text("utf-8"), re.MULTILINE)[0]
    )
)


def in_language(language: str, path: str) -> str:
    """The path of a page in a language: the first one stands at the root."""
    return path if language == LANGUAGES[0] else f"{language}/{path}"


# One page of every type in every language; 404.html is left out where its absolute links would lead nowhere.
PAGES = [in_language(language, path) for language in LANGUAGES for path in TYPES if path != "404.html"]


class Reader(HTMLParser):
    """Reads one page: its links, ids, headings and what it loads."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.ids: list[str] = []
        self.headings: list[int] = []
        self.languages: list[str] = []
        self.titles = 0
        self.names: list[tuple[str, str]] = []
        self._link: str | None = None
        self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what bears on the page."""
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            self.ids.append(given["id"])
        if "lang" in given:
            self.languages.append(given["lang"])
        if tag == "a":
            self.links.append(given["href"])
            self._link, self._text = given["href"], given.get("aria-label", "")
        if tag in {"link", "script", "img", "iframe", "source"}:
            self.loads.append(given.get("href") or given.get("src") or given.get("srcset") or "")
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        self.titles += tag == "title"

    def handle_data(self, data: str) -> None:
        """Gather the text of a link."""
        self._text += data

    def handle_endtag(self, tag: str) -> None:
        """Note a link's name."""
        if tag == "a" and self._link is not None:
            self.names.append((self._text.strip(), self._link))
            self._link = None


@pytest.fixture(scope="session")
def site() -> Path:
    """The real site, built once."""
    shutil.rmtree(OUTPUT, ignore_errors=True)
    written, made = build(ROOT, OUTPUT)

    assert written is not None, made.prepared.problems
    return OUTPUT


@pytest.fixture(scope="session")
def harbour_site() -> Path:
    """The site of the invented explainer on disk, built once."""
    folder = OUTPUT.with_name("harbour")
    shutil.rmtree(folder, ignore_errors=True)
    written, made = build(EXAMPLE, folder)

    assert written is not None, made.prepared.problems
    return folder


@pytest.fixture(scope="session")
def read(site: Path) -> dict[str, Reader]:
    """Every page of the site, read."""
    found = {}
    for path in sorted(site.rglob("*.html")):
        reader = Reader()
        reader.feed(path.read_text("utf-8"))
        found[path.relative_to(site).as_posix()] = reader
    return found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Real Chromium: the one that build.py found, else Playwright's own."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=os.environ.get("ONRECORD_CHROMIUM") or None,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"],
        )
        yield started
        started.close()


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """The site served over http below a random sub-path, as on GitHub Pages."""
    name = secrets.token_hex(4)

    class Handler(http.server.SimpleHTTPRequestHandler):
        def translate_path(self, path: str) -> str:
            inner = unquote(urlsplit(path).path).removeprefix(f"/{name}/")
            return str(site / inner) if path.startswith(f"/{name}/") else str(site / "nothing-here")

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/{name}/"
        server.shutdown()
