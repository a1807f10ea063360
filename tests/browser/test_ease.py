"""Ease for all: WCAG 2.2 AA on the built site, row by row, by scripts in real Chromium and by reading every page.

What axe-core sees in English is in test_site; here stands what it cannot see, or sees on one page at a time, and its names
in other languages.
"""

from collections.abc import Callable, Iterator
from itertools import zip_longest
from pathlib import Path

import pytest
from axe_rules import Tried
from invented import TUNNEL_TYPES
from playwright.sync_api import Browser, Page
from real_site import PAGES, TYPES

# What a reader who needs more space between letters may set (WCAG 1.4.12).
SPACED = "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-block-end: 2em !important }"
STOPS = "a[href], button, summary, input, select, textarea, [tabindex='0']"
FOCUSABLE = f"[...document.querySelectorAll(`{STOPS}`)].filter(one => one.checkVisibility())"

HERE = [path for path in TYPES if path in PAGES]  # one page of every type in English
ELSEWHERE = [path for path in PAGES if path not in TYPES]  # the same in the other languages
ARABIC = [path for path in TUNNEL_TYPES if path != "404.html"]
WITH_TABLES = ("context/aid-and-sanctions.html", "events/geneva-talks.html")  # those of records, which stack


@pytest.fixture(scope="module")
def through(undrawn: Browser) -> Iterator[Page]:
    """A page in a browser that is off the network; the tests of this file go through their pages in it."""
    context = undrawn.new_context(offline=True)
    yield context.new_page()
    context.close()


@pytest.fixture
def page(through: Page) -> Page:
    """That page, as wide as at first."""
    through.set_viewport_size({"width": 1280, "height": 900})
    return through


def test_a_state_is_a_word_beside_its_shape(site: Path, page: Page) -> None:
    """What a shape tells, its line tells in words: the state of an event or a plan, or who said it, in its name (W04, WCAG 1.4.1)."""
    page.goto((site / "timeline.html").as_uri())
    silent = page.evaluate(
        r"""[...document.querySelectorAll('.entry')].filter(one => one.querySelector('.mark--said')
            ? !one.querySelector('.entry__line a')?.textContent.trim()
            : !one.querySelector('.entry__state')?.textContent.trim()).map(one => one.textContent)"""
    )
    assert page.locator(".entry .mark--said").count()
    assert page.locator(".entry .entry__state").count()
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

# What is cut off: boxes that hide what does not fit, and are too small for what is in them.
CUT = """() => [...document.querySelectorAll('main *, header *, footer *')].filter(one => {
    const style = getComputedStyle(one);
    return one.checkVisibility() && !one.closest('.unseen, .tongues__name, svg, select, textarea') && ['hidden', 'clip'].includes(style.overflowX)
        && (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1);
}).map(one => one.className)"""
SMALL = f"""() => {FOCUSABLE}.filter(one => {{
    if (one.matches('[tabindex], .skip')) return false;
    const style = getComputedStyle(one), box = one.getBoundingClientRect();
    const inLine = style.display === 'inline' && !(one instanceof SVGElement);
    return !inLine && Math.min(box.width, box.height) < 23.95;  // far down a long page a box is measured in 64ths
}}).map(one => [one.outerHTML.slice(0, 90), Math.round(one.getBoundingClientRect().height)]).slice(0, 5)"""
BEYOND = "() => Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth)"
STACKS = """() => [...document.querySelectorAll('.scroll:has(> .data--stacks)')].map(one => one.scrollWidth - one.clientWidth).filter(one => one > 0)"""
SPACE = """css => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets = css ? [sheet] : [];
}"""


def faults_of_room(page: Page, *widths: int, spaced: tuple[int, ...], unfolded: bool) -> list[tuple[str, object]]:
    """What does not fit on a page that is open: at some widths, and with more space between letters; with folds open or not."""
    found: list[tuple[str, object]] = []

    def ask(what: str, question: str) -> None:
        if answer := page.evaluate(question):
            found.append((f"{what} at {page.viewport_size}", answer))

    if unfolded:
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        ask("sideways", BEYOND)
        ask("targets under 24 px", SMALL)
        if width < 960:
            ask("columns to the side", STACKS)
    page.evaluate(SPACE, SPACED)
    for width in spaced:
        page.set_viewport_size({"width": width, "height": 800})
        ask("cut, with more space between letters", CUT)
        ask("sideways, with more space between letters", BEYOND)
    page.evaluate(SPACE, "")
    return found


def faults_of_type(page: Page) -> list[tuple[str, object]]:
    """What does not fit on a page of a type that was not tried yet, folds closed and open, at widths from a phone to a desk."""
    closed = faults_of_room(page, 320, 1280, spaced=(320, 360, 640, 960), unfolded=False)
    return closed + faults_of_room(page, 320, 768, 1440, spaced=(), unfolded=True)


def faults_where_scarce(page: Page) -> list[tuple[str, object]]:
    """What does not fit on one that was, with other words or letters: every fold is open, which makes it no narrower."""
    return faults_of_room(page, 320, 1280, spaced=(320,), unfolded=True)


@pytest.mark.parametrize("path", HERE)
def test_everything_has_room(typical: Callable[[str], str], page: Page, path: str) -> None:
    """With wide letters all fits on each type of page, in English.

    What is clicked is 24 px or more each way, but for links within a line of text (W12, WCAG 2.5.8). With the spacing that
    WCAG 1.4.12 allows readers, no text is cut off and nothing scrolls sideways (W07). Figures, demands, accounts, claims and
    copies are read downwards on a narrow screen, and nothing of them is to the side.
    """
    page.goto(typical(path))
    assert [] == faults_of_type(page)
    assert page.query_selector(".scroll:has(> .data--stacks)") or path not in WITH_TABLES


@pytest.mark.parametrize("path", HERE)
def test_everything_has_room_in_narrow_letters(site: Path, narrow: Page, path: str) -> None:
    """The same with narrow letters, which make the smaller targets, where room is scarce."""
    narrow.goto((site / path).as_uri())
    assert [] == faults_where_scarce(narrow)


@pytest.mark.parametrize("path", ELSEWHERE)
def test_other_words_have_room_and_are_names(site: Path, page: Page, path: str) -> None:
    """In French and Spanish, whose words are longer, all fits where room is scarce; and axe-core finds every name."""
    page.goto((site / path).as_uri())
    assert [] == faults_where_scarce(page)
    assert [] == Tried(page).words(1440)


@pytest.mark.parametrize("path", ARABIC)
def test_everything_has_room_from_right_to_left(tunnel: Path, page: Page, path: str) -> None:
    """All fits in Arabic, with wide letters."""
    page.goto((tunnel / path).as_uri())
    assert [] == faults_of_type(page)


@pytest.mark.parametrize("path", ARABIC)
def test_everything_has_room_in_narrow_arabic(tunnel: Path, narrow: Page, path: str) -> None:
    """The same with narrow letters, where room is scarce."""
    narrow.goto((tunnel / path).as_uri())
    assert [] == faults_where_scarce(narrow)


@pytest.mark.parametrize("path", ARABIC)
def test_everything_has_room_beside_arabic(tunnel: Path, page: Page, path: str) -> None:
    """The same on the English pages of a site that is Arabic too, with wide letters."""
    page.goto((tunnel / "en" / path).as_uri())
    assert [] == faults_where_scarce(page)


# Every piece of text as long as a long name is; but for what is a number, an address or a choice, and within a drawing.
LENGTHEN = """name => {
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), texts = [];
    while (walk.nextNode()) texts.push(walk.currentNode);
    for (const text of texts)
        if (/\\p{L}/u.test(text.data) && !text.parentElement.closest('svg, select, textarea, .unseen, .tongues, .scroll, table, time')) text.data += ' ' + name;
}"""
NAMES = {
    "of many words": "The Parliamentary Assembly of the Organisation for Security and Co-operation in Europe",
    "of one word": "Verfassungsgerichtspräsidentin-und-Außenhandelsbeauftragter".replace("-", ""),
}


@pytest.mark.parametrize(
    "path",
    [
        "index.html",
        "who-said-what.html",
        "timeline.html",
        "events/geneva-talks.html",
        "statements/nsc-concerns-on-the-table.html",
        "context/aid-and-sanctions.html",
        "actors/ryabkov.html",
        "measures/nord-stream-2-germany.html",
        "sources.html",
        "search.html",
    ],
)
def test_nothing_is_wider_than_its_room_however_long_a_name_is(site: Path, page: Page, path: str) -> None:
    """What is kept together, the mark and name of a side or a stage and its number, breaks where it alone does not fit."""
    page.goto((site / path).as_uri())
    page.evaluate(SPACE, SPACED)
    found = []
    for kind, name in NAMES.items():
        page.evaluate(LENGTHEN, name)
        for width in (320, 768):
            page.set_viewport_size({"width": width, "height": 800})
            if beyond := page.evaluate(BEYOND):
                found.append((kind, width, beyond))
    assert [] == found


# Where Tab is pressed, what has the focus is looked at before it goes on: where in the order it is, whether it has a ring,
# and whether something lies over it.
WATCH = f"""() => {{
    const stops = new Map({FOCUSABLE}.filter(one => !one.matches('[type=radio]:not(:checked)')).map((one, at) => [one, at]));
    window.passed = [];
    window.look = () => {{
        const one = document.activeElement, style = getComputedStyle(one);
        const boxes = [...one.getClientRects()].filter(box => box.width && box.height);
        const seen = boxes.some(box => {{
            const middle = (from, to, end) => (Math.max(from, 0) + Math.min(to, end)) / 2;  // of what is in the window
            const hits = document.elementsFromPoint(middle(box.left, box.right, innerWidth), middle(box.top, box.bottom, innerHeight));
            const near = one instanceof SVGElement ? hits : hits.slice(0, 1);  // letters in a drawing hide nothing
            return near.some(hit => one.contains(hit) || hit.contains(one));
        }});
        passed.push([stops.get(one) ?? -1, style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2, !seen]);
    }};
    addEventListener('keydown', event => {{ if (event.key === 'Tab' && !event.shiftKey && document.activeElement !== document.body) look(); }}, true);
    return stops.size;
}}"""


def faults_of_focus(page: Page) -> list[tuple[int, object]]:
    """What is wrong with the stops that Tab makes on a page that is open: out of order, without a ring, or covered."""
    count = page.evaluate(WATCH)
    for _ in range(count):
        page.keyboard.down("Tab")  # held down
    passed = page.evaluate("(look(), passed)")
    return [
        (number, stop)
        for number, stop in enumerate(zip_longest(range(count), passed))
        if stop[1] is None or stop[1] != [stop[0], True, False]
    ]


@pytest.mark.parametrize("path", HERE)
def test_the_keyboard_reaches_everything_in_order_and_in_sight(
    typical: Callable[[str], str], page: Page, path: str
) -> None:
    """Tab goes through every link and control in the order of the page, the skip link first, each with a visible ring and uncovered (W08, W11)."""
    page.goto(typical(path))
    assert [] == faults_of_focus(page)[:5]


@pytest.mark.parametrize("path", ARABIC)
def test_the_keyboard_reaches_everything_from_right_to_left(tunnel: Path, page: Page, path: str) -> None:
    """The same in Arabic."""
    page.goto((tunnel / path).as_uri())
    assert [] == faults_of_focus(page)[:5]


@pytest.mark.parametrize(
    "path", ["index.html", "timeline.html", "context/aid-and-sanctions.html", "events/geneva-talks.html"]
)
def test_shapes_stay_where_colours_are_forced(site: Path, browser: Browser, path: str) -> None:
    """With forced colours each shape that tells something is there, in a colour of the system that stands out (W21)."""
    context = browser.new_context(offline=True, forced_colors="active")
    page = context.new_page()
    page.goto((site / path).as_uri())
    shapes, lost = page.evaluate(
        """() => {
            const nothing = ['rgba(0, 0, 0, 0)', 'none', getComputedStyle(document.documentElement).backgroundColor];
            const shapes = [...document.querySelectorAll('main .mark, main svg :is(.mark__full, .mark__line, .chart__dot, .chart__bar)')];
            return [shapes.length, shapes.filter(one => {
                const {backgroundColor, maskImage, fill, stroke} = getComputedStyle(one);
                return one.matches('.mark') ? nothing.includes(backgroundColor) || maskImage === 'none'
                    : nothing.includes(fill) && nothing.includes(stroke);
            }).length];
        }"""
    )
    context.close()
    assert shapes
    assert 0 == lost
