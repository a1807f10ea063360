"""Folds and the map of long pages: closed until they are wanted, and open for whatever leads into them."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from anchors import anchors, unseen
from playwright.sync_api import Browser, Page

PHONE = {"width": 360, "height": 780}
EVENT = "events/first-round.html"

# One page of each type that links lead into, of the invented explainer.
TYPES = (
    "index.html",
    "timeline.html",
    "who-said-what.html",
    EVENT,
    "statements/korrane-toll-stays.html",
    "figures/escort-boat-lent.html",
    "sources/lantern-essay.html",
    "context/money-and-lamps.html",
    "context/rounds-and-words.html",
    "topics/tolls.html",
    "demands.html",
    "measures.html",
    "figures.html",
    "glossary.html",
    "coverage.html",
    "print.html",
)


@pytest.fixture(scope="module")
def linked(harbour_site: Path) -> Mapping[str, tuple[str, ...]]:
    """The anchors of those pages that links of the site name."""
    return anchors(harbour_site, TYPES)


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """A page with scripts, as wide as a phone; the tests of this file go through their pages in it."""
    context = browser.new_context(offline=True, viewport=PHONE)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "none"])
def test_every_anchor_is_seen(
    harbour_site: Path, browser: Browser, linked: Mapping[str, tuple[str, ...]], scripts: bool
) -> None:
    """Whatever a link names is in the window, with some height, when its address is opened: with scripts and without."""
    context = browser.new_context(offline=True, viewport=PHONE, java_script_enabled=scripts)
    page = context.new_page()
    missed = {path: unseen(page, (harbour_site / path).as_uri(), ids) for path, ids in linked.items()}
    context.close()
    assert {} == {path: ids for path, ids in missed.items() if ids}
    assert sum(map(len, linked.values())) > 200


def folds(page: Page) -> list[bool]:
    """Which folds of the page are open."""
    found: list[bool] = page.evaluate("[...document.querySelectorAll('.fold')].map(one => one.open)")
    return found


def test_folds_are_closed_and_say_what_is_in_them(harbour_site: Path, page: Page) -> None:
    """Each is closed at first, 44 px high or more, and its line counts or names what is in it."""
    page.goto((harbour_site / EVENT).as_uri())
    heights = page.evaluate(
        "[...document.querySelectorAll('.fold > summary')].filter(one => one.checkVisibility()).map(one => one.offsetHeight)"
    )
    assert [] == [one for one in heights if one < 44]
    assert {False} == set(folds(page))
    assert page.locator("#evidence + .fold > summary").inner_text().startswith("2 passages from 2 sources")


def test_words_that_an_address_names_open_their_fold(harbour_site: Path, page: Page) -> None:
    """A text fragment into a closed fold opens it and scrolls to the words."""
    address = (harbour_site / EVENT).as_uri()
    page.goto(address)
    words = page.locator("#evidence + .fold .words p").first
    text = (words.text_content() or "").split(" ", 4)[:4]
    page.goto("about:blank")
    page.goto(f"{address}#:~:text={'%20'.join(text)}")
    page.wait_for_function("[...document.querySelectorAll('.fold')].some(one => one.open)")
    assert page.evaluate("scrollY") > 0


def test_a_fold_opens_by_the_keyboard_and_for_a_second_click(harbour_site: Path, page: Page) -> None:
    """Enter on its line opens it; a link into it opens it again after it was closed, though the address stays the same."""
    page.goto(f"{(harbour_site / 'index.html').as_uri()}#note-1")
    fold = page.locator(".notes .fold")
    assert fold.evaluate("one => one.open")
    fold.locator("> summary").press("Enter")
    assert not fold.evaluate("one => one.open")
    page.evaluate("document.querySelector('main').insertAdjacentHTML('afterbegin', '<a href=\"#note-1\">there</a>')")
    page.get_by_text("there", exact=True).click()
    assert fold.evaluate("one => one.open")


def test_printing_opens_what_was_closed_and_shuts_it_again(harbour_site: Path, page: Page) -> None:
    """Also where a style sheet alone cannot; what the reader had opened stays open."""
    page.goto(f"{(harbour_site / EVENT).as_uri()}#evidence")
    page.locator("#evidence + .fold > summary").click()
    before = folds(page)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert {True} == set(folds(page))
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert before == folds(page)


@pytest.mark.parametrize("width", [360, 1440])
def test_the_map_names_every_heading_and_moves_nothing(harbour_site: Path, page: Page, width: int) -> None:
    """It leads to each heading of the second level; on a desk it is open beside the text, and stays there."""
    page.set_viewport_size({"width": width, "height": 900})
    page.goto((harbour_site / EVENT).as_uri())
    named = page.evaluate("[...document.querySelectorAll('.map a')].map(one => one.hash.slice(1))")
    assert named == page.evaluate("[...document.querySelectorAll('main h2[id]')].map(one => one.id)")
    first = page.locator(".map a").first
    assert (width == 1440) == first.is_visible()
    if width == 1440:
        page.evaluate("scrollTo(0, document.body.scrollHeight / 2)")
        assert first.evaluate("one => one.getBoundingClientRect().top") > 0
    page.set_viewport_size(PHONE)
