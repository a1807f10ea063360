"""The built site as readers meet it: in real Chromium from disk and over http, with scripts and without."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_rules import Tried
from playwright.sync_api import Browser, BrowserContext, Page
from real_site import LANGUAGES, PAGES, TYPES

OTHER_LANGUAGES = [path for path in PAGES if path not in TYPES]
EARLIER = "as-of/2021-12-28/"  # of the earlier days this one is looked at; the others are made alike


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


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """A page in a browser that is off the network; the tests of this file go through their pages in it."""
    context = browser.new_context(offline=True)
    yield context.new_page()
    context.close()


def of(site: Path, part: str) -> Iterator[Path]:
    """The pages of a language as they are now, or of an earlier day in all languages; without 404.html, whose links are absolute."""
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).as_posix()
        language = name.partition("/")[0] if name.partition("/")[0] in LANGUAGES else LANGUAGES[0]
        now = "as-of/" not in name
        if path.name != "404.html" and (part == language if now else part == EARLIER and EARLIER in name):
            yield path


@pytest.mark.parametrize("part", [*LANGUAGES, EARLIER])
def test_every_page_opens_from_disk_and_fits_a_narrow_screen(site: Path, browser: Browser, part: str) -> None:
    """From disk, with the network off, no page has a failed request or a word on the console.

    At 320 px, which is 400 % zoom of 1280, each fits (W06, W23; WCAG 1.4.10).
    """
    context = browser.new_context(offline=True, viewport={"width": 320, "height": 700})
    page, faults = opened(context)
    wide, seen = [], 0
    for path in of(site, part):
        page.goto(path.as_uri(), wait_until="load")
        seen += 1
        if page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") > 0:
            wide.append(path.relative_to(site).as_posix())
    context.close()

    assert [] == faults
    assert [] == wide
    assert seen > 100


@pytest.fixture(scope="module")
def both(browser: Browser) -> Iterator[list[tuple[Page, list[str]]]]:
    """Two pages that are off the network, one with scripts and one without, and what goes wrong on each."""
    contexts = [browser.new_context(offline=True, java_script_enabled=one) for one in (True, False)]
    yield [opened(one) for one in contexts]
    for one in contexts:
        one.close()


@pytest.mark.parametrize("path", PAGES)
def test_the_text_is_the_same_without_scripts(site: Path, both: list[tuple[Page, list[str]]], path: str) -> None:
    """Every word that is there with scripts is there without them, and nothing goes wrong with scripts or without."""
    texts = []
    for page, faults in both:
        faults.clear()
        page.goto((site / path).as_uri(), wait_until="load")
        texts.append(page.locator("body").text_content())
        assert [] == faults

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


@pytest.mark.parametrize("path", [one for one in TYPES if one in PAGES])
def test_axe_finds_nothing(site: Path, page: Page, path: str) -> None:
    """axe-core finds no violation of WCAG 2.2 A and AA, at three widths, light and dark; nothing scrolls sideways."""
    page.goto((site / path).as_uri())
    assert [] == Tried(page).everything(1440, 320, 768)


@pytest.mark.parametrize("path", OTHER_LANGUAGES)
def test_axe_finds_nothing_in_other_words(site: Path, page: Page, path: str) -> None:
    """In other languages names, labels and lengths differ: rules that do not look at colours find nothing, wide and narrow."""
    page.goto((site / path).as_uri())
    tried = Tried(page)
    found = [*tried.structure(1440), *tried.structure(320)]
    for width in (320, 768, 1440):
        found += tried.sideways(width)
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
