"""The number of a source opens, in place, the words that carry the sentence; without scripts it leads to a note with the same."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

PHONE = {"width": 360, "height": 780}


def home(browser: Browser, site: Path, *, scripts: bool = True, width: int = 360) -> Page:
    """The home page from disk, its folds open; it cites sources with one passage, with several, and with none."""
    context = browser.new_context(
        offline=True, java_script_enabled=scripts, viewport={"width": width, "height": PHONE["height"]}
    )
    page = context.new_page()
    page.goto((site / "index.html").as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    return page


@pytest.mark.parametrize("width", [360, 1440])
def test_a_number_opens_the_words_in_place(harbour_site: Path, browser: Browser, width: int) -> None:
    """Each number of the page opens a small window, wholly seen, with the source, its words and the way to the passage."""
    page = home(browser, harbour_site, width=width)
    opened = page.locator(".cited")
    numbers = page.locator("a.citation").all()
    assert len(numbers) > 4
    for number in numbers:
        number.click()
        expect(opened).to_be_visible()
        assert "index.html" == page.url.rpartition("/")[2]
        note = page.locator(number.get_attribute("href") or "")
        words = note.locator("q").all_inner_texts()
        shown = opened.locator("q").all_inner_texts()
        assert shown
        assert set(shown) <= set(words)
        box, view = opened.bounding_box(), page.viewport_size
        assert box
        assert view
        assert 0 <= box["x"]
        assert box["x"] + box["width"] <= view["width"]
        page.keyboard.press("Escape")
        expect(opened).to_be_hidden()
    page.context.close()


def test_the_keyboard_opens_it_and_comes_back(harbour_site: Path, browser: Browser) -> None:
    """Enter opens it, Tab goes into it, Escape closes it, and the number has the focus again."""
    page = home(browser, harbour_site)
    number = page.locator("a.citation").first
    number.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".cited")).to_be_visible()
    expect(number).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('.cited').contains(document.activeElement)")
    page.keyboard.press("Escape")
    expect(page.locator(".cited")).to_be_hidden()
    expect(number).to_have_attribute("aria-expanded", "false")
    expect(number).to_be_focused()
    page.context.close()


def test_a_second_click_closes_it(harbour_site: Path, browser: Browser) -> None:
    """So does a click beside it."""
    page = home(browser, harbour_site, width=1440)
    number = page.locator("a.citation").first
    number.click()
    expect(page.locator(".cited")).to_be_visible()
    number.click()
    expect(page.locator(".cited")).to_be_hidden()
    number.click()
    page.locator("h1").click()
    expect(page.locator(".cited")).to_be_hidden()
    page.context.close()


def test_without_scripts_the_note_has_the_words_and_a_way_back(harbour_site: Path, browser: Browser) -> None:
    """Each number leads to its note at the foot, and from there a link leads back to the place that cites it."""
    page = home(browser, harbour_site, scripts=False)
    numbers = page.locator("a.citation").all()
    assert len(numbers) > 4
    for number in numbers:
        place = number.get_attribute("id") or ""
        number.click()
        note = page.url.partition("#")[2]
        assert page.locator(f"#{note}").is_visible()
        assert page.locator(f"#{'-'.join(note.split('-')[:2])} q").count()
        page.locator(f'a.back[href="#{place}"]').click()
        assert place == page.url.partition("#")[2]
    page.context.close()
