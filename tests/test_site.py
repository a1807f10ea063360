"""The built site as readers meet it: every page read as HTML, and in real Chromium from disk and over http."""

import re
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import html5lib
import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import LANGUAGES, PAGES, ROOT, TYPES, Reader
from onrecord.records.fields import Ref
from playwright.sync_api import Browser, BrowserContext, Page

WIDTHS = (320, 768, 1440)


def test_every_internal_link_and_fragment_resolves(read: dict[str, Reader]) -> None:
    """A link within the site leads to a page that is there, and its fragment to an id on that page."""
    dead = []
    for path, page in read.items():
        if path.endswith("404.html"):  # its links are absolute, for it is served at any depth
            continue
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme:
                continue
            target = urljoin(path, unquote(parts.path)) if parts.path else path
            if target not in read or (parts.fragment and unquote(parts.fragment) not in read[target].ids):
                dead.append((path, link))

    assert [] == dead


def test_no_page_loads_anything_from_elsewhere(read: dict[str, Reader]) -> None:
    """What a page loads is the site's own, by a relative address that names the file."""
    foreign = [(path, load) for path, page in read.items() for load in page.loads if urlsplit(load).scheme or not load]

    assert [] == foreign


def test_links_name_files(read: dict[str, Reader]) -> None:
    """No internal link leads to a folder, which a browser would list when the site is opened from disk."""
    folders = [
        (path, link)
        for path, page in read.items()
        for link in page.links
        if not urlsplit(link).scheme and urlsplit(link).path and not urlsplit(link).path.endswith(".html")
    ]

    assert [] == [one for one in folders if not one[0].endswith("404.html")]


def test_ids_are_unique(read: dict[str, Reader]) -> None:
    """An id stands once on its page."""
    twice = [(path, one) for path, page in read.items() for one in page.ids if page.ids.count(one) > 1]

    assert [] == twice


def test_headings_are_in_order(read: dict[str, Reader]) -> None:
    """Each page has one h1, first of its headings, and no level is left out on the way down."""
    wrong = [
        path
        for path, page in read.items()
        if page.headings[:1] != [1]
        or page.headings.count(1) != 1
        or any(after > before + 1 for before, after in zip(page.headings, page.headings[1:], strict=False))
    ]

    assert [] == wrong


def test_every_page_has_a_title_of_its_own(site: Path, read: dict[str, Reader]) -> None:
    """A page has one title element, and no two pages of a language share its text."""
    titles: dict[tuple[str, str], list[str]] = {}
    for path in (one for one in read if "as-of/" not in one):
        found = re.search(r"<title>(.*?)</title>", (site / path).read_text("utf-8"), re.DOTALL)
        assert found, path
        language = path.partition("/")[0] if path.partition("/")[0] in LANGUAGES else LANGUAGES[0]
        titles.setdefault((language, found[1]), []).append(path)

    assert {} == {title: paths for title, paths in titles.items() if len(paths) > 1}


def test_links_with_one_name_lead_to_one_place(read: dict[str, Reader]) -> None:
    """On a page, two links that a screen reader reads out alike lead to the same target (WCAG 2.4.4)."""
    unclear = []
    for path, page in read.items():
        if path.endswith("print.html"):  # where texts of many pages stand together, as they were written for each
            continue
        targets: dict[str, set[str]] = {}
        for name, link in page.names:
            targets.setdefault(" ".join(name.split()), set()).add(link)
        unclear += [(path, name) for name, found in targets.items() if len(found) > 1]

    assert [] == unclear[:20]


@pytest.mark.parametrize("path", [*PAGES, "404.html"])
def test_html_is_valid_to_a_strict_parser(site: Path, path: str) -> None:
    """A parser of the HTML standard that stops at the first error reads every type of page to its end."""
    document = html5lib.HTMLParser(strict=True).parse((site / path).read_text("utf-8"))

    assert document is not None


def test_a_quotation_is_the_words_alone(site: Path) -> None:
    """A blockquote holds the words of its source exactly, and nothing else."""
    from onrecord.pipeline import prepare
    from onrecord.records.statement import Statement

    library = prepare(ROOT).editions[0].library
    for statement in library.of(Statement):
        text = (site / "statements" / f"{statement.id}.html").read_text("utf-8")
        tree = html5lib.parse(text, namespaceHTMLElements=False)
        quoted = {"".join(one.itertext()) for one in tree.iter("blockquote")}

        assert {one.words for one in statement.renditions} <= quoted


def test_evidence_in_the_words_of_a_statement_has_our_translation_of_it(site: Path) -> None:
    """What the editors made of a statement's words stands, marked as theirs, wherever evidence quotes the same words."""
    from onrecord.pipeline import prepare
    from onrecord.records.event import Event

    library = prepare(ROOT, days=False).editions[1].library
    ours = {one.base.words: one.translation for one in library.statements if one.translation}
    event = library.get(Ref("event", "geneva-talks"))
    assert isinstance(event, Event)
    quoted = {passage.words for account in event.accounts for passage in account.passages} & set(ours)
    text = (site / library.language / "events/geneva-talks.html").read_text("utf-8")
    shown = [
        " ".join("".join(one.itertext()).split()) for one in html5lib.parse(text, namespaceHTMLElements=False).iter("p")
    ]

    assert len(quoted) > 3
    told = {f"Notre traduction, non les mots d’une source : {ours[one]}" for one in quoted}
    assert {" ".join(one.split()) for one in told} <= set(shown)


def opened(context: BrowserContext) -> tuple[Page, list[str]]:
    """A browser page, and a list that fills with what goes wrong on it, but what is dropped when the page is left."""
    faults: list[str] = []
    page = context.new_page()
    page.on("console", lambda message: faults.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: faults.append(f"error: {error}"))
    page.on(
        "requestfailed",
        lambda request: faults.append(f"failed: {request.url}") if request.failure != "net::ERR_ABORTED" else None,
    )
    return page, faults


def everyday(path: str) -> bool:
    """Whether a page is of the site as it is now, or of the first of the earlier days: the others are made alike."""
    return "as-of/" not in path or path.startswith("as-of/2021-12-28/")


@pytest.mark.parametrize("scripts", [True, False])
def test_every_page_opens_from_disk_without_a_fault(
    site: Path, read: dict[str, Reader], browser: Browser, *, scripts: bool
) -> None:
    """From disk, with the network off, no page has a failed request or a word on the console, with scripts or without."""
    context = browser.new_context(offline=True, java_script_enabled=scripts)
    page, faults = opened(context)
    for path in read:
        if not path.endswith("404.html") and (path in TYPES if not scripts else everyday(path)):
            page.goto((site / path).as_uri(), wait_until="load")
    context.close()

    assert [] == faults


@pytest.mark.parametrize("path", PAGES)
def test_the_text_is_the_same_without_scripts(site: Path, browser: Browser, path: str) -> None:
    """Every word that is there with scripts is there without them."""
    texts = []
    for scripts in (True, False):
        context = browser.new_context(offline=True, java_script_enabled=scripts)
        page = context.new_page()
        page.goto((site / path).as_uri())
        texts.append(page.locator("body").text_content())
        context.close()

    assert texts[0] == texts[1]


@pytest.mark.parametrize("path", TYPES)
def test_pages_open_over_http_below_any_sub_path(browser: Browser, address: str, path: str) -> None:
    """Below a random sub-path every type of page loads with its style, and nothing is asked of another host."""
    context = browser.new_context()
    page, faults = opened(context)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address + path)
    styled = page.evaluate("document.styleSheets.length")
    context.close()

    assert 1 == styled
    if path != "404.html":  # its absolute links suit the site's own address only
        assert [] == faults
    assert [] == [url for url in asked if not url.startswith(address) and path != "404.html"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(site: Path, browser: Browser, path: str, scheme: str) -> None:
    """axe-core finds no violation of WCAG 2.2 A and AA, at three widths, light and dark; nothing scrolls sideways."""
    context = browser.new_context(offline=True, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    found: list[tuple[int, str, str]] = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto((site / path).as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        results = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]})
        found += [(width, one["id"], one["nodes"][0]["html"][:160]) for one in results.response["violations"]]
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 0:
            found.append((width, "sideways scroll", f"{wide} px"))
    context.close()

    assert [] == found


def test_nothing_is_cut_on_paper(site: Path, browser: Browser) -> None:
    """In print every fold is open, the navigation is gone, and the way to each source is written out."""
    context = browser.new_context(offline=True, viewport={"width": 760, "height": 1000})
    page = context.new_page()
    page.emulate_media(media="print")
    page.goto((site / "statements/nsc-concerns-on-the-table.html").as_uri())
    hidden = page.evaluate(
        "[...document.querySelectorAll('details > :not(summary)')].filter(one => !one.checkVisibility()).length"
    )
    shown = page.evaluate("document.querySelector('.ways').checkVisibility()")
    written = page.evaluate("getComputedStyle(document.querySelector('.notes a.outward'), '::after').content")
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    context.close()

    assert (0, False, 0) == (hidden, shown, wide)
    assert "https://" in written
