"""Ease for all: WCAG 2.2 AA on the built site, row by row, by scripts in real Chromium and by reading every page.

What axe-core sees is in test_site; here stands what it cannot see, or sees on one page at a time.
"""

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import html5lib
import pytest
from conftest import LANGUAGES, PAGES, ROOT, in_language
from playwright.sync_api import Browser, Page

# What a reader who needs more space between letters may set (WCAG 1.4.12).
SPACED = "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-block-end: 2em !important }"
STOPS = "a[href], button, summary, input, select, textarea, [tabindex='0']"
FOCUSABLE = f"[...document.querySelectorAll(`{STOPS}`)].filter(one => one.checkVisibility())"
CONTRASTS = [  # text on ground, the least ratio (WCAG 1.4.3, 1.4.11; of body text the goal is 7)
    ("ink", "ground", 7),
    ("ink", "raised", 7),
    ("ink", "accent-ground", 7),
    ("ink-soft", "ground", 4.5),
    ("ink-soft", "raised", 4.5),
    ("ink-soft", "warn-ground", 4.5),
    ("accent", "ground", 4.5),
    ("accent", "raised", 4.5),
    ("accent", "accent-ground", 4.5),
    ("accent", "warn-ground", 4.5),
    ("warn", "ground", 4.5),
    ("warn", "warn-ground", 4.5),
    ("rule-strong", "ground", 3),
]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of its own in a browser that is off the network."""
    context = browser.new_context(offline=True, viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def trees(site: Path) -> Iterator[tuple[str, str, object]]:
    """Every page of the site as it is now: its path, its text, and the tree of its elements."""
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).as_posix()
        if "as-of/" not in name:
            text = path.read_text("utf-8")
            yield name, text, html5lib.parse(text, namespaceHTMLElements=False)


def _words(element: object) -> str:
    """The text of an element, in single spaces."""
    return " ".join("".join(element.itertext()).split())  # type: ignore[attr-defined]


def luminance(colour: str) -> float:
    """The relative luminance of a colour as WCAG has it, from #rrggbb."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


# -- what is in the page: W01, W02, W09, W13, W14, W18 ------------------------------------------------------------------


def test_every_drawing_has_a_name_or_is_hidden(site: Path) -> None:
    """A drawing is decoration and hidden, or has a role and a name (W01, WCAG 1.1.1)."""
    nameless = [
        (name, svg.attrib)
        for name, _, tree in trees(site)
        for svg in tree.iter("svg")  # type: ignore[attr-defined]
        if svg.get("aria-hidden") != "true"
        and not (svg.get("role") and (svg.get("aria-labelledby") or svg.get("aria-label")))
    ]
    assert [] == nameless[:5]


def test_tables_say_what_their_cells_are(site: Path) -> None:
    """Each table has a caption, each heading cell a scope and words (W02, WCAG 1.3.1)."""
    wrong = []
    for name, _, tree in trees(site):
        for table in tree.iter("table"):  # type: ignore[attr-defined]
            if name.startswith(("context/", "fr/context/", "es/context/")) and table.find("caption") is None:
                continue  # a table in an author's Markdown has the heading above it
            heads = list(table.iter("th"))
            if table.find("caption") is None or not heads:
                wrong.append((name, "no caption or no heading"))
            wrong += [(name, "th") for one in heads if not one.get("scope") or not "".join(one.itertext()).strip()]
    assert [] == wrong[:5]


def test_the_timeline_is_headings_and_lists(site: Path) -> None:
    """Months and days are headings, and the days an ordered list (W02)."""
    for language in LANGUAGES:
        tree = html5lib.parse(
            (site / in_language(language, "timeline.html")).read_text("utf-8"), namespaceHTMLElements=False
        )
        days = [one for one in tree.iter("ol") if one.get("class") == "days"]
        assert days
        assert all(one.find("h3") is not None for day in days for one in day.findall("li"))


def test_words_in_another_language_say_so(site: Path) -> None:
    """Every quotation whose language is not that of its page bears it (W13, WCAG 3.1.2)."""
    from onrecord.pipeline import prepare
    from onrecord.records.statement import Statement

    for edition in (one for one in prepare(ROOT, days=False).editions):
        folder = f"{edition.folder}/" if edition.folder else ""
        for statement in edition.library.of(Statement):
            tree = html5lib.parse(
                (site / f"{folder}statements/{statement.id}.html").read_text("utf-8"), namespaceHTMLElements=False
            )
            quoted = {("".join(one.itertext()), one.get("lang") or edition.language) for one in tree.iter("blockquote")}
            assert {(one.words, one.language) for one in statement.renditions} <= quoted, (
                edition.language,
                statement.id,
            )


def test_headlines_are_in_the_language_in_which_they_were_printed(site: Path) -> None:
    """The headline of a source is not translated, and bears its language on the pages of the others (W13)."""
    from onrecord.pipeline import prepare
    from onrecord.records.source import Source

    seen = 0
    for edition in prepare(ROOT, days=False).editions:
        folder = f"{edition.folder}/" if edition.folder else ""
        for source in edition.library.of(Source):
            if source.title and source.language != edition.language:
                seen += 1
                tree = html5lib.parse(
                    (site / f"{folder}sources/{source.id}.html").read_text("utf-8"), namespaceHTMLElements=False
                )
                found = [one for tag in ("bdi", "span") for one in tree.iter(tag) if one.text == source.title]
                assert found
                assert all(one.get("lang") == source.language for one in found)
    assert seen


def test_the_ways_in_are_the_same_on_every_page(site: Path) -> None:
    """Navigation and footer have the same links with the same names in the same order everywhere (W14, WCAG 3.2.3)."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for name, _, tree in trees(site):
        language = name.partition("/")[0] if name.partition("/")[0] in LANGUAGES else LANGUAGES[0]
        ways = next(one for one in tree.iter("nav") if "ways" in (one.get("class") or "").split())  # type: ignore[attr-defined]
        foot = next(one for one in tree.iter("footer") if one.get("class") == "foot")  # type: ignore[attr-defined]
        links = tuple("".join(one.itertext()).strip() for part in (ways, foot) for one in part.iter("a"))
        found.setdefault(language, set()).add(links)
    assert set(LANGUAGES) == set(found)
    assert all(len(one) == 1 for one in found.values()), found


def test_dates_for_machines_are_dates(site: Path) -> None:
    """A time element bears a year, month or day that is in the calendar, and its text the same year or day (W18)."""
    wrong = []
    for name, _, tree in trees(site):
        for one in tree.iter("time"):  # type: ignore[attr-defined]
            given = one.get("datetime") or ""
            try:
                day = dt.date.fromisoformat(
                    given + "-01-01"[: 0 if given.count("-") == 2 else 3 if given.count("-") else 6]
                )
            except ValueError:
                wrong.append((name, given))
                continue
            text = "".join(one.itertext())
            if str(day.year) not in text and not (given.count("-") == 2 and str(day.day) in text):
                wrong.append((name, f"{given}: {text}"))
    assert [] == wrong[:5]


# -- how it looks: W03, W04, W05, W20, W25 ------------------------------------------------------------------------------


def test_the_style_moves_and_reorders_nothing(site: Path) -> None:
    """Nothing is put out of its order by the style sheet, and nothing moves (W03, W20; WCAG 1.3.2, 2.3.3)."""
    style = (site / "assets/onrecord.css").read_text("utf-8")
    assert [] == re.findall(r"(?<![-\w])order:|-reverse|animation|transition|scroll-behavior|view-transition", style)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground", "least"), CONTRASTS)
def test_colours_contrast(text: str, ground: str, least: float, scheme: int) -> None:
    """Each role that bears text or a shape stands out from what it stands on, in both schemes (W05)."""
    tokens = (ROOT / "templates/assets/css/tokens.css").read_text("utf-8")
    roles = {name: values for name, *values in re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", tokens)}
    lighter, darker = sorted((luminance(roles[text][scheme]), luminance(roles[ground][scheme])), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= least


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


def test_cells_bear_the_heading_of_their_column(site: Path) -> None:
    """Where a table becomes blocks on a narrow screen, what stands above a cell is what stood above its column (W02)."""
    wrong, seen = [], 0
    for name, _, tree in trees(site):
        for table in tree.iter("table"):  # type: ignore[attr-defined]
            if "data--stacks" not in (table.get("class") or ""):
                continue
            heads = [_words(one) for one in table.find("thead").iter("th")]
            for row in table.find("tbody").iter("tr"):
                cells = [one for one in row if one.tag in ("td", "th")]
                for head, cell in zip(heads, cells, strict=False):
                    seen += 1
                    if cell.tag == "td" and cell.get("data-head") != head:
                        wrong.append((name, head, cell.get("data-head")))
    assert [] == wrong[:5]
    assert seen > 100


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
