"""The built site as readers meet it: every page read as HTML, and in real Chromium from disk and over http."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from page_reader import Reader
from playwright.sync_api import Browser, BrowserContext, Page
from real_site import PAGES, TYPES

WIDTHS = (320, 768, 1440)


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
