"""Ease for all: WCAG 2.2 AA on the built site, row by row, by scripts in real Chromium and by reading every page.

What axe-core sees is in test_site; here stands what it cannot see, or sees on one page at a time.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from real_site import PAGES

# What a reader who needs more space between letters may set (WCAG 1.4.12).
SPACED = "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-block-end: 2em !important }"
STOPS = "a[href], button, summary, input, select, textarea, [tabindex='0']"
FOCUSABLE = f"[...document.querySelectorAll(`{STOPS}`)].filter(one => one.checkVisibility())"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of its own in a browser that is off the network."""
    context = browser.new_context(offline=True, viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def test_a_state_is_a_word_beside_its_shape(site: Path, page: Page) -> None:
    """What a shape tells, its line tells in words: the state of an event or a plan, or who said what follows (W04, WCAG 1.4.1)."""
    page.goto((site / "timeline.html").as_uri())
    silent = page.evaluate(
        r"""[...document.querySelectorAll('.entry')].filter(one => one.matches('.entry--statement')
            ? !/^[^:]*[^:\s][^:]*: \S/.test(one.querySelector('.entry__line').textContent.trim())
            : !one.querySelector('.entry__state')?.textContent.trim()).map(one => one.id)"""
    )
    assert page.locator(".entry--statement").count()
    assert page.locator(".entry--event, .entry--step").count()
    sides = page.evaluate("[...document.querySelectorAll('.side__mark')].filter(one => !one.textContent.trim()).length")
    assert ([], 0) == (silent, sides)


@pytest.mark.parametrize(
    "path", ["index.html", "context/aid-and-sanctions.html", "statements/nsc-concerns-on-the-table.html"]
)
def test_lines_are_neither_long_nor_cramped(site: Path, page: Page, path: str) -> None:
    """Running text has at most 80 letters a line and a line height of 1.5 or more (W25)."""
    page.goto((site / path).as_uri())
    lines = page.evaluate(
        """[...document.querySelectorAll('.prose > p')].map(one => {
            const range = document.createRange(); range.selectNodeContents(one);
            const tops = new Set([...range.getClientRects()].map(box => Math.round(box.bottom / 12)));
            const style = getComputedStyle(one);
            return [one.textContent.length, tops.size, parseFloat(style.lineHeight) / parseFloat(style.fontSize)];
        })"""
    )
    assert lines
    for letters, rows, height in lines:
        assert letters / rows <= 80
        assert height >= 1.5


# -- in the browser: W06 to W12, W21, W23 -------------------------------------------------------------------------------


def test_no_page_scrolls_sideways_on_a_narrow_screen(site: Path, browser: Browser) -> None:
    """At 320 px, which is 400 % zoom of 1280, every page of every language fits (W06, W23; WCAG 1.4.10)."""
    context = browser.new_context(offline=True, viewport={"width": 320, "height": 700})
    page = context.new_page()
    wide = []
    for path in sorted(site.rglob("*.html")):
        if "as-of/" in path.relative_to(site).as_posix() or path.name == "404.html":
            continue
        page.goto(path.as_uri(), wait_until="domcontentloaded")
        if page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") > 0:
            wide.append(path.relative_to(site).as_posix())
    context.close()
    assert [] == wide


@pytest.mark.parametrize("width", [320, 768])
def test_no_table_of_records_hides_a_column_on_a_narrow_screen(site: Path, browser: Browser, width: int) -> None:
    """Figures, demands, accounts, claims and copies are read downwards there, and nothing of them is to the side."""
    context = browser.new_context(offline=True, viewport={"width": width, "height": 800})
    page = context.new_page()
    seen, wide = 0, []
    for path in PAGES:
        page.goto((site / path).as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        for beyond in page.evaluate(
            "[...document.querySelectorAll('.scroll:has(> .data--stacks)')].map(one => one.scrollWidth - one.clientWidth)"
        ):
            seen += 1
            wide += [(path, beyond)] if beyond > 0 else []
    context.close()
    assert [] == wide
    assert seen > 30


@pytest.mark.parametrize("path", PAGES)
def test_more_space_between_letters_cuts_nothing(site: Path, page: Page, path: str) -> None:
    """With the spacing that WCAG 1.4.12 allows readers, no text is cut off and nothing scrolls sideways (W07)."""
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto((site / path).as_uri())
    page.evaluate(
        """css => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css); document.adoptedStyleSheets = [sheet]; }""",
        SPACED,
    )
    cut = page.evaluate(
        """[...document.querySelectorAll('main *, header *, footer *')].filter(one => {
            const style = getComputedStyle(one);
            return one.checkVisibility() && !one.closest('.unseen, .tongues__name, svg, select, textarea') && ['hidden', 'clip'].includes(style.overflowX)
                && (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1);
        }).map(one => one.className)"""
    )
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert ([], 0) == (cut, max(wide, 0))


@pytest.mark.parametrize("path", PAGES)
def test_the_keyboard_reaches_everything_in_order_and_in_sight(site: Path, page: Page, path: str) -> None:
    """Tab goes through every link and control in the order of the page, the skip link first, each with a visible ring and uncovered (W08, W11)."""
    page.goto((site / path).as_uri())
    count = page.evaluate(
        f"(window.stops = {FOCUSABLE}.filter(one => !one.matches('[type=radio]:not(:checked)'))).length"
    )
    wrong = []
    for number in range(count):
        page.keyboard.press("Tab")
        at, ring, covered = page.evaluate(
            """() => {
                const one = document.activeElement, style = getComputedStyle(one);
                const boxes = [...one.getClientRects()].filter(box => box.width && box.height);
                const seen = boxes.some(box => {
                    const middle = (from, to, end) => (Math.max(from, 0) + Math.min(to, end)) / 2;  // of what is in the window
                    const hits = document.elementsFromPoint(middle(box.left, box.right, innerWidth), middle(box.top, box.bottom, innerHeight));
                    const near = one instanceof SVGElement ? hits : hits.slice(0, 1);  // letters in a drawing hide nothing
                    return near.some(hit => one.contains(hit) || hit.contains(one));
                });
                return [window.stops.indexOf(one), style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2, !seen];
            }"""
        )
        if at != number or not ring or covered:
            wrong.append((number, at, ring, covered))
    assert [] == wrong[:5]


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("path", PAGES)
def test_targets_are_large_enough(site: Path, page: Page, path: str, width: int) -> None:
    """What is clicked is 24 px or more each way, but for links within a line of text (W12, WCAG 2.5.8)."""
    page.set_viewport_size({"width": width, "height": 900})
    page.goto((site / path).as_uri())
    small = page.evaluate(
        f"""{FOCUSABLE}.filter(one => {{
            if (one.matches('[tabindex], .skip')) return false;
            const style = getComputedStyle(one), box = one.getBoundingClientRect();
            const inLine = style.display === 'inline' && !(one instanceof SVGElement);
            return !inLine && (box.width < 24 || box.height < 24);
        }}).map(one => [one.outerHTML.slice(0, 90), Math.round(one.getBoundingClientRect().height)])"""
    )
    assert [] == small[:5]


@pytest.mark.parametrize(
    "path", ["index.html", "timeline.html", "context/aid-and-sanctions.html", "events/geneva-talks.html"]
)
def test_shapes_stay_where_colours_are_forced(site: Path, browser: Browser, path: str) -> None:
    """With forced colours each shape is drawn in a colour of the system that stands out, and rules are there (W21)."""
    context = browser.new_context(offline=True, forced_colors="active")
    page = context.new_page()
    page.goto((site / path).as_uri())
    lost = page.evaluate(
        """[...document.querySelectorAll('main svg :is(path, circle, rect, line)')].filter(one => {
            if (!one.checkVisibility()) return false;
            const style = getComputedStyle(one), ground = getComputedStyle(document.body).backgroundColor;
            const canvas = ['rgba(0, 0, 0, 0)', 'none', ground];
            return one.matches('.mark *') && canvas.includes(style.fill) && canvas.includes(style.stroke);
        }).length"""
    )
    context.close()
    assert 0 == lost
