"""Which letters pages are drawn with in these tests: those that the tests bring, whatever the machine has."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from fonts import NARROW, WIDE, Letters
from playwright.sync_api import Browser, Page

ours_only = pytest.mark.skipif(
    sys.platform in {"darwin", "win32"} or "ONRECORD_FONTS" in os.environ,
    reason="other letters are asked for, or the system does not use fontconfig",
)


def drawn_with(page: Page) -> set[str]:
    """The families of fonts that the text of a page is drawn with, as the browser tells."""
    tools = page.context.new_cdp_session(page)
    for part in ("DOM", "CSS"):
        tools.send(f"{part}.enable")
    root = tools.send("DOM.getDocument")["root"]["nodeId"]
    elements = tools.send("DOM.querySelectorAll", {"nodeId": root, "selector": "body *"})["nodeIds"]
    used = [tools.send("CSS.getPlatformFontsForNode", {"nodeId": one})["fonts"] for one in elements]
    return {font["familyName"] for fonts in used for font in fonts}


@ours_only
@pytest.mark.parametrize("letters", [WIDE, NARROW], ids=lambda one: one.name)
def test_every_letter_is_of_a_font_that_the_tests_bring(
    start: Callable[[Letters], Browser], tunnel: Path, letters: Letters
) -> None:
    """Arabic, Latin and Cyrillic, with serifs or without: no page is drawn with a font of the machine."""
    page = start(letters).new_page(offline=True)
    for path, families in (
        ("statements/halman-share.html", letters.families),
        ("en/statements/halman-share.html", letters.families),
    ):
        page.goto((tunnel / path).as_uri())
        assert set(families) == drawn_with(page), path
    page.set_content(
        "".join(
            f"<p style='font-family: {one}'>Женева, Genève, 日</p>"
            for one in ("serif", "sans-serif", "monospace", "system-ui", "ui-monospace", "'DejaVu Sans'", "Arial")
        )
    )
    assert {letters.families[0]} == drawn_with(page) - set(letters.families[1:])
    page.close()


@ours_only
def test_one_font_is_wide_and_one_is_narrow(start: Callable[[Letters], Browser]) -> None:
    """The same line is half as long again in the wide letters as in the narrow ones, in each script: they are not one font."""
    for words in ("The harbour talks opened in Geneva", "Переговоры начались в Женеве", "بدأت المحادثات في جنيف اليوم"):
        lengths = []
        for letters in (WIDE, NARROW):
            page = start(letters).new_page()
            page.set_content(f"<span>{words}</span>")
            lengths.append(page.locator("span").evaluate("one => one.getBoundingClientRect().width"))
            page.close()
        assert lengths[0] > 1.25 * lengths[1], words
