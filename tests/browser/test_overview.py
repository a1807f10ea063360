"""The timeline as one drawing: what is drawn where, with none, few, many and very many entries; and how it is read."""

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from brought import brought
from playwright.sync_api import Browser, Page


@pytest.fixture
def opened(harbour_site: Path, browser: Browser) -> Iterator[Page]:
    """The example's timeline in Chromium, on a wide screen."""
    context = browser.new_context(offline=True, viewport={"width": 1440, "height": 1000})
    page = context.new_page()
    page.goto((harbour_site / "timeline.html").as_uri())
    yield brought(page)
    context.close()


def test_words_do_not_overlap_on_the_screen(harbour_site: Path, lettered: Page) -> None:
    """With wide letters and with narrow ones, no line of words of the drawing touches another."""
    lettered.set_viewport_size({"width": 1440, "height": 1000})
    lettered.goto((harbour_site / "timeline.html").as_uri())
    boxes = lettered.evaluate(
        """[...document.querySelectorAll('.overview__plot tspan, .overview__plot text:not(:has(tspan))')].map(one => {
          const range = document.createRange(); range.selectNodeContents(one);
          const {left, right, top, bottom} = range.getBoundingClientRect();
          return [one.textContent, left, right, top + 3, bottom - 3];
        })"""
    )
    touching = [
        (one[0], other[0])
        for one, other in combinations(boxes, 2)
        if one[1] < other[2] and other[1] < one[2] and one[3] < other[4] and other[3] < one[4]
    ]
    assert [] == touching
    assert len(boxes) > 40


def test_targets_are_large_enough_on_the_screen(opened: Page) -> None:
    """Every mark can be hit on 24 by 24 pixels, at every width at which it is shown."""
    for width in (1216, 1300, 1440):
        opened.set_viewport_size({"width": width, "height": 1000})
        sizes = opened.evaluate(
            "[...document.querySelectorAll('.overview a > :is(use, rect)')].map(one => one.getBoundingClientRect())"
            ".map(one => Math.min(one.width, one.height))"
        )
        assert sizes
        assert min(sizes) >= 24


def test_a_click_leads_to_the_entry(opened: Page) -> None:
    """A mark, and the words of its label, lead to the line in the list."""
    opened.get_by_role("link", name="14 January Varnmark decrees a toll on the strait took place").click()
    assert opened.url.endswith("#event-toll-decree")
    assert opened.locator("#event-toll-decree").evaluate("one => one.getBoundingClientRect().top") < 1000


def test_the_keyboard_goes_through_the_marks_or_past_them(opened: Page) -> None:
    """The marks are reached in the order of the drawing, each visibly focused; one link leads past all of them."""
    opened.locator(".overview__skip a").focus()
    reached = []
    links = opened.evaluate("[...document.querySelectorAll('.overview__plot a')].map(one => one.getAttribute('href'))")
    for _ in links:
        opened.keyboard.press("Tab")
        href, outline = opened.evaluate(
            "[document.activeElement.getAttribute('href'), getComputedStyle(document.activeElement).outlineStyle]"
        )
        reached.append(href)
        assert "solid" == outline
    assert links == reached
    opened.locator(".overview__skip a").focus()
    opened.keyboard.press("Enter")
    opened.keyboard.press("Tab")
    assert opened.evaluate(
        "Boolean(document.querySelector('.overview').compareDocumentPosition(document.activeElement)"
        " & Node.DOCUMENT_POSITION_FOLLOWING)"
    )


def test_a_focused_mark_is_not_covered(opened: Page) -> None:
    """Where the drawing is panned, the mark in focus or its words come into view, beside the names of lanes (WCAG 2.4.11)."""
    opened.set_viewport_size({"width": 1216, "height": 1000})
    links = opened.locator(".overview__plot a")
    for number in (*range(links.count()), *reversed(range(links.count()))):
        links.nth(number).focus()
        covered = opened.evaluate(
            """(() => { const mark = document.activeElement.getBoundingClientRect();
              const pan = document.querySelector('.overview__pan').getBoundingClientRect();
              const names = document.querySelector('.overview__names').getBoundingClientRect();
              return mark.right < pan.left + 24 || mark.left > pan.right - 24 || pan.left < names.right - 1; })()"""
        )
        assert not covered, number


@pytest.mark.parametrize("width", [360, 768])
def test_it_gives_way_to_the_list_on_narrow_screens(opened: Page, width: int) -> None:
    """On a phone or a tablet held upright there is no drawing, for eyes or keyboard; the list is there, and fits."""
    opened.set_viewport_size({"width": width, "height": 800})
    assert not opened.locator(".overview").is_visible()
    assert opened.locator("#event-toll-decree").is_visible()
    assert 0 == opened.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def test_it_is_whole_on_paper(opened: Page) -> None:
    """In print the drawing fits into the width of the page."""
    opened.set_viewport_size({"width": 700, "height": 1000})
    opened.emulate_media(media="print")
    assert opened.locator(".overview").is_visible()
    assert 0 >= opened.evaluate(
        "document.querySelector('.overview__plot').getBoundingClientRect().right - document.documentElement.clientWidth"
    )


def test_forced_colours_leave_every_mark_visible(opened: Page) -> None:
    """Where the reader's colours rule, marks have a colour other than the ground."""
    opened.emulate_media(forced_colors="active")
    ground, inks = opened.evaluate(
        """[getComputedStyle(document.documentElement).backgroundColor,
          [...document.querySelectorAll('.overview .mark__full, .overview text')].map(one => getComputedStyle(one).fill)]"""
    )
    assert inks
    assert not {ground, "none", "rgba(0, 0, 0, 0)"} & set(inks)


# What a mark is called: the title of the entry that names it, or its own where it stands for several.
TITLE = "one => (one.querySelector('title') || document.querySelector(one.getAttribute('href')).querySelector('a')).textContent"


def test_each_mark_says_its_name(opened: Page) -> None:
    """On focus and under the pointer the name is shown beside the mark, within the drawing; Escape takes it away."""
    name = opened.locator(".overview__named")
    marks = opened.locator(".overview__plot a").all()
    assert len(marks) > 10
    for mark in marks:
        mark.focus()
        assert mark.evaluate(TITLE) in (name.text_content() or "")
        assert name.is_visible()
    opened.keyboard.press("Escape")
    assert name.is_hidden()
    opened.locator(".overview__plot a[href='#event-toll-decree'] > use").hover()
    assert "14 January: Varnmark decrees a toll on the strait (took place)" == name.text_content()
    opened.mouse.move(5, 5)
    opened.locator("h1").hover()
    opened.locator("h1").click()
    assert name.is_hidden()


def test_the_first_touch_says_the_name_and_the_second_follows(harbour_site: Path, browser: Browser) -> None:
    """A finger has no way to hover, and where one may come the script is there before it."""
    context = browser.new_context(offline=True, has_touch=True, viewport={"width": 1440, "height": 1000})
    page = context.new_page()
    page.goto((harbour_site / "timeline.html").as_uri())
    page.wait_for_selector(".overview__named", state="attached")
    mark = page.locator(".overview__plot a:has(use)").first
    mark.locator("use").tap()
    assert mark.evaluate(TITLE) in (page.locator(".overview__named").text_content() or "")
    assert "#" not in page.url
    mark.locator("use").tap()
    page.wait_for_url("**/timeline.html#*")
    context.close()
