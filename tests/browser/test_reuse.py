"""Cite or embed: what others may take away is right letter for letter, and whole without us."""

from pathlib import Path
from typing import Any

import pytest
from page_reader import embedded, field
from playwright.sync_api import Browser, expect

# -- in real Chromium -----------------------------------------------------------------------------------------------------


SHOWN = ("statements/korrane-toll-stays.html", "events/first-round.html", "figures/escort-boat-lent.html")


@pytest.mark.parametrize("path", SHOWN)
def test_an_embed_is_whole_on_a_blank_page_without_scripts(harbour_site: Path, browser: Browser, path: str) -> None:
    """Put into an empty page with scripts off and the network off it shows the words and the link, and asks for nothing."""
    words = "".join(embedded((harbour_site / path).read_text("utf-8"))[0].itertext())
    context = browser.new_context(offline=True, java_script_enabled=False)
    blank = context.new_page()
    asked: list[str] = []
    blank.on("request", lambda request: asked.append(request.url))
    blank.set_content(f"<!doctype html><title>Blank</title>{field((harbour_site / path).read_text('utf-8'), 'embed')}")
    shown = blank.locator("figure > :first-child").inner_text()
    links = [one.is_visible() for one in blank.locator("a").all()]
    loading = blank.locator("script, iframe, img, link, style, object, [style], [src]").count()
    context.close()
    assert words == shown
    assert links
    assert all(links)
    assert (0, []) == (loading, asked)


def test_without_scripts_the_fields_are_there_and_no_button(harbour_site: Path, browser: Browser) -> None:
    """With scripts off both fields can be reached by keyboard, are labelled, read-only and hold all text; no dead button shows."""
    context = browser.new_context(offline=True, java_script_enabled=False)
    page = context.new_page()
    page.goto((harbour_site / SHOWN[0]).as_uri())
    found = [
        (
            page.get_by_label(label, exact=True).get_attribute("readonly"),
            page.get_by_label(label, exact=True).input_value(),
        )
        for label in ("Citation in plain text", "Embed code (HTML)")
    ]
    buttons = [one.is_visible() for one in page.locator(".reuse button").all()]
    context.close()
    text = (harbour_site / SHOWN[0]).read_text("utf-8")
    assert [("", field(text, "citation")), ("", field(text, "embed"))] == found
    assert [False, False] == buttons


def opened(browser: Browser, harbour_site: Path, before: str = "", **given: Any) -> Any:
    """A statement's page with scripts, from disk, with the section's fold open."""
    context = browser.new_context(offline=True, **given)
    if before:
        context.add_init_script(before)
    page = context.new_page()
    page.goto((harbour_site / SHOWN[0]).as_uri())
    page.locator(".reuse summary").click()
    return page


TAKES = "navigator.clipboard.writeText = words => { window.taken = words; return Promise.resolve(); };"
REFUSES = "navigator.clipboard.writeText = () => Promise.reject(new Error('no'));"
NONE = "Object.defineProperty(navigator, 'clipboard', { value: undefined });"


@pytest.mark.parametrize("name", ["citation", "embed"])
def test_the_button_copies_the_field_and_says_so(harbour_site: Path, browser: Browser, name: str) -> None:
    """From disk, a press gives the whole value to the clipboard, and a status says that it was copied."""
    page = opened(browser, harbour_site, TAKES)
    block = page.locator(".reuse__field").nth(["citation", "embed"].index(name))
    assert block.get_by_role("button").is_visible()
    block.get_by_role("button").press("Enter")
    expect(block.get_by_role("status")).not_to_be_empty()
    told = block.get_by_role("status").inner_text()
    taken = page.evaluate("window.taken")
    box = block.get_by_role("button").bounding_box()
    page.context.close()
    assert ("Copied", field((harbour_site / SHOWN[0]).read_text("utf-8"), name)) == (told, taken)
    assert box is not None
    assert min(box["width"], box["height"]) >= 24


@pytest.mark.parametrize("before", [REFUSES, NONE], ids=["refused", "none"])
def test_where_there_is_no_clipboard_the_text_is_selected(harbour_site: Path, browser: Browser, before: str) -> None:
    """Where the browser has no clipboard or refuses it, the whole text is selected, and the status says how to go on."""
    page = opened(browser, harbour_site, before)
    block = page.locator(".reuse__field").first
    block.get_by_role("button").click()
    expect(page.locator(".reuse [role=status]").first).not_to_be_empty()
    told = block.get_by_role("status").inner_text()
    selected = page.evaluate("(one => one.value.slice(one.selectionStart, one.selectionEnd))(document.activeElement)")
    page.context.close()
    assert "Selected: copy it with the keyboard" == told
    assert field((harbour_site / SHOWN[0]).read_text("utf-8"), "citation") == selected


def test_the_real_clipboard_takes_it_from_disk(harbour_site: Path, browser: Browser) -> None:
    """A page opened from disk may write to the real clipboard of Chromium."""
    page = opened(browser, harbour_site, permissions=["clipboard-read", "clipboard-write"])
    page.locator(".reuse button").first.click()
    expect(page.locator(".reuse [role=status]").first).not_to_be_empty()
    told = page.locator(".reuse [role=status]").first.inner_text()
    taken = page.evaluate("navigator.clipboard.readText()")
    page.context.close()
    assert ("Copied", field((harbour_site / SHOWN[0]).read_text("utf-8"), "citation")) == (
        told,
        taken.replace("\r\n", "\n"),
    )


@pytest.mark.parametrize("width", [320, 1440])
def test_the_section_fits_its_page(harbour_site: Path, browser: Browser, width: int) -> None:
    """At 320 px and on a wide page nothing scrolls sideways, and both fields stand within the page."""
    page = opened(browser, harbour_site, viewport={"width": width, "height": 800})
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    boxes = [one.bounding_box() for one in page.locator(".reuse textarea").all()]
    page.context.close()
    assert 0 == wide
    assert all(one and one["x"] >= 0 and one["x"] + one["width"] <= width for one in boxes)
