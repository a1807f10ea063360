"""A site that is read from right to left, in real Chromium from disk: the layout is mirrored, and words in two directions stand right.

The explainer is tests/examples/zarmut-tunnel: invented, Arabic first, with words in four languages.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_rules import Tried
from invented import TUNNEL_TYPES as TYPES
from playwright.sync_api import Browser, Page

QUOTING = (
    "context/money-and-roof.html",
    "events/first-meeting.html",
    "events/talk-on-the-train.html",
    "statements/halman-share.html",
    "statements/safdar-forty-trains.html",
    "statements/safdar-no-wagon.html",
    "statements/dourcy-nobody-left.html",
    "statements/union-inspect.html",
    "statements/listur-nobody.html",
    "statements/aide-second-memo.html",
)

# Of each element that a selector finds and that is seen: its direction, and every character but white space, with the box
# it is drawn in, in the order in which they are written.
CHARACTERS = """
(selector) => [...document.querySelectorAll(selector)].filter(one => one.checkVisibility()).map(root => {
  const letters = [], walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode;
    for (let at = 0; at < node.length; at++) {
      if (/\\s/.test(node.data[at])) continue;
      const range = new Range();
      range.setStart(node, at); range.setEnd(node, at + 1);
      const box = range.getClientRects()[0];
      if (box) letters.push({letter: node.data[at], left: box.left, right: box.right, line: Math.round(box.bottom / 8)});
    }
  }
  return {direction: getComputedStyle(root).direction, letters};
})
"""
# The innermost blocks: no box within them begins lines of its own, and nothing is hidden from sight.
BLOCKS = "p, li, h1, h2, h3, dd, td, th, summary"
INNERMOST = f":is({BLOCKS}):not(:has({BLOCKS}, ul, ol, table, .unseen))"

# A Latin mark, or Latin quotation marks, beside an Arabic word.
LATIN_MARK = re.compile(
    r"[\u0621-\u064a]\s*[,;?]|[,;?]\s*[\u0621-\u064a]|[“”]\s*[\u0621-\u064a]|[\u0621-\u064a]\s*[“”]"
)

Character = dict[str, Any]


@pytest.fixture(scope="module")
def page(undrawn: Browser) -> Iterator[Page]:
    """A page without a network, of the width of a laptop; the tests of this file go through their pages in it."""
    context = undrawn.new_context(offline=True, viewport={"width": 1440, "height": 900})
    yield context.new_page()
    context.close()


def middle(box: Character) -> float:
    """Where the middle of a box is, from the left."""
    return float(box["left"] + box["right"]) / 2


def is_arabic(letter: str) -> bool:
    """Whether a letter runs from right to left."""
    return "\u0590" <= letter <= "\u08ff" and letter.isalpha()


# -- the layout is mirrored -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", TYPES)
def test_a_page_says_its_direction(tunnel: Path, page: Page, path: str) -> None:
    """Each page says that it is Arabic and runs from right to left, and its English sister that it runs from left to right."""
    said = []
    for one in (path, f"en/{path}"):
        page.goto((tunnel / one).as_uri())
        said.append(page.evaluate("[document.documentElement.lang, document.documentElement.dir]"))
    assert [["ar", "rtl"], ["en", "ltr"]] == said


def test_the_ways_in_begin_at_the_right_edge(tunnel: Path, page: Page) -> None:
    """The first link of the navigation stands at the right edge of the page's column, the next to its left."""
    page.goto((tunnel / "timeline.html").as_uri())
    column = page.locator(".main").bounding_box()
    first, second = (page.locator(".ways a").nth(number).bounding_box() for number in (0, 1))
    assert column is not None
    assert first is not None
    assert second is not None
    assert column["x"] + column["width"] == pytest.approx(first["x"] + first["width"], abs=2)
    assert second["x"] + second["width"] < first["x"]


@pytest.mark.parametrize(
    ("path", "first", "second"),
    [
        ("index.html", ".asked__what", ".asked__answers"),
        ("timeline.html", ".day__date", ".day__date + *"),
        ("timeline.html", ".entry .mark", ".entry .mark + *"),
        ("who-said-what.html", ".brief > a", ".brief > p"),
        ("events/first-meeting.html", ".heading", ".main > .facts"),
        ("events/first-meeting.html", ".data--matrix th:nth-child(1)", ".data--matrix th:nth-child(2)"),
        ("context/money-and-roof.html", ".prose th:nth-child(1)", ".prose th:nth-child(2)"),
        ("context/money-and-roof.html", ".figures th:nth-child(1)", ".figures th:nth-child(2)"),
    ],
)
def test_columns_run_from_right_to_left(tunnel: Path, page: Page, path: str, first: str, second: str) -> None:
    """What comes first in a row stands to the right of what comes second, and in English to the left of it."""
    for folder, wanted in (("", True), ("en/", False)):
        page.goto((tunnel / folder / path).as_uri())
        boxes = [page.locator(one).first.bounding_box() for one in (first, second)]
        assert all(boxes), (first, second)
        before, after = (one["x"] + one["width"] / 2 for one in boxes if one)
        assert wanted is (before > after)


def test_marks_of_the_drawing_stand_in_their_places(tunnel: Path, page: Page) -> None:
    """The shape of each mark lies within the square that can be pressed for it, the first event to the right of the last."""
    page.goto((tunnel / "timeline.html").as_uri())
    found = page.locator(".overview__plot use").evaluate_all(
        """all => all.map(one => {
          const {x, width, height} = one.getBoundingClientRect();
          return {href: one.closest('a').getAttribute('href'), x, within: width > 20 && Math.abs(width - height) < 0.5};
        })"""
    )
    places = {one["href"]: one["x"] for one in found}
    assert found
    assert [] == [one["href"] for one in found if not one["within"]]
    assert places["#event-tunnel-closed"] > places["#event-first-meeting"] > places["#event-third-meeting"]


def test_the_page_for_what_is_not_there_fits(tunnel: Path, undrawn: Browser) -> None:
    """At its own address, where its links lead to its style, it is at no width wider than its window, in either direction."""
    page = undrawn.new_page(offline=True)
    own = "https://example.org/zarmut/"
    page.route(f"{own}**", lambda route: route.fulfill(path=tunnel / route.request.url.removeprefix(own)))
    wide = []
    for path in ("404.html", "en/404.html"):
        page.goto(own + path)
        assert page.evaluate("document.styleSheets[0].cssRules.length") > 5
        for width in (320, 768, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
                wide.append((path, width))
    page.close()
    assert [] == wide


# -- words in two directions ------------------------------------------------------------------------------------------


def quotations(page: Page) -> list[dict[str, Any]]:
    """Every quotation on a page, its folds open: its language, direction, bar and text."""
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    found: list[dict[str, Any]] = page.locator("blockquote.words").evaluate_all(
        """all => all.filter(one => one.checkVisibility()).map(one => {
          const style = getComputedStyle(one);
          return {language: one.closest('[lang]').lang, direction: getComputedStyle(one.querySelector('p')).direction,
                  left: parseFloat(style.borderLeftWidth), right: parseFloat(style.borderRightWidth)};
        })"""
    )
    return found


@pytest.mark.parametrize("path", QUOTING)
def test_a_quotation_has_the_direction_of_its_language(tunnel: Path, page: Page, path: str) -> None:
    """Whatever it begins with, Arabic runs from the right and all else from the left, with the bar on the side where it begins."""
    for folder in ("", "en/"):
        page.goto((tunnel / folder / path).as_uri())
        found = quotations(page)
        assert found
        for one in found:
            assert ("rtl" if one["language"] == "ar" else "ltr") == one["direction"], one
            bar = {"rtl": one["right"], "ltr": one["left"]}[one["direction"]]
            other = {"rtl": one["left"], "ltr": one["right"]}[one["direction"]]
            assert other == 0
            assert bar > 0 or one["left"] == one["right"] == 0  # a translation beside the words has none


def beginning(letters: list[Character]) -> list[Character]:
    """The stretch of one direction that a text begins with, on its first line."""
    first = next(one for one in letters if one["letter"].isalpha())
    run = []
    for one in letters:
        if one["line"] != letters[0]["line"] or (
            one["letter"].isalpha() and is_arabic(one["letter"]) != is_arabic(first["letter"])
        ):
            break
        run.append(one)
    return run


@pytest.mark.parametrize("path", QUOTING)
def test_a_quotation_begins_and_ends_at_its_edges(tunnel: Path, page: Page, path: str) -> None:
    """Its first stretch is drawn at the side where the language begins, its last mark at the other end of its line."""
    checked = 0
    for folder in ("", "en/"):
        page.goto((tunnel / folder / path).as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        for one in page.evaluate(CHARACTERS, "blockquote.words p"):
            letters: list[Character] = one["letters"]
            outermost = max if one["direction"] == "rtl" else min
            innermost = min if one["direction"] == "rtl" else max
            top = [each for each in letters if each["line"] == letters[0]["line"]]
            last = [each for each in letters if each["line"] == letters[-1]["line"]]
            text = "".join(each["letter"] for each in letters)
            assert outermost(map(middle, beginning(letters))) == outermost(map(middle, top)), text
            assert letters[-1]["letter"].isalnum() or middle(letters[-1]) == innermost(map(middle, last)), text
            checked += 1
    assert checked


PAIRS = {"(": ")", "[": "]", "«": "»", "“": "”"}


def pairs(letters: list[Character]) -> Iterator[tuple[Character, list[Character], Character]]:
    """Each pair of brackets or quotation marks that stands on one line, with what is written between."""
    for start, one in enumerate(letters):
        closing = PAIRS.get(one["letter"])
        depth = 0
        for end in range(start + 1, len(letters)) if closing else ():
            depth += (letters[end]["letter"] == one["letter"]) - (letters[end]["letter"] == closing)
            if depth < 0:
                if letters[end]["line"] == one["line"]:
                    yield one, letters[start + 1 : end], letters[end]
                break


@pytest.mark.parametrize(
    "path", [*QUOTING, *TYPES[:3], "sources/kalthor-wire-0219.html", "sources.html", "corrections.html"]
)
def test_brackets_hold_what_is_written_in_them(tunnel: Path, page: Page, path: str) -> None:
    """What is written between two brackets or quotation marks is drawn between them, and nothing else is."""
    broken = []
    checked = 0
    for folder in ("", "en/"):
        page.goto((tunnel / folder / path).as_uri())
        for block in page.evaluate(CHARACTERS, INNERMOST):
            letters: list[Character] = block["letters"]
            for begin, inner, end in pairs(letters):
                low, high = sorted((middle(begin), middle(end)))
                line = [one for one in letters if one["line"] == begin["line"] and one is not begin and one is not end]
                checked += 1
                if [one for one in line if low < middle(one) < high] != inner:
                    broken.append("".join(one["letter"] for one in (begin, *inner, end)))
    assert [] == broken
    assert checked or path not in QUOTING


@pytest.mark.parametrize(
    ("path", "stretch", "rising"),
    [
        ("context/money-and-roof.html", "50% or 35%?", True),
        ("context/money-and-roof.html", "Memo 7", True),
        ("context/money-and-roof.html", "https://example.org/zarmut/", True),
        ("index.html", "Ligue des Cols", True),
        ("sources/kalthor-wire-0219.html", "Zarmut talks end without a paper (50% or 35%?)", True),
        ("sources.html", "Kalthor Wire: Second Zarmut meeting put off!", True),
        ("sources/navrel-press.html", "https://example.org/navrel/press/2019-02-19", True),
        ("en/index.html", "رابطة الممرات", False),
        ("en/glossary.html", "رسم العبور", False),
    ],
)
def test_a_foreign_stretch_keeps_its_order(tunnel: Path, page: Page, path: str, stretch: str, rising: bool) -> None:
    """A name, a headline or an address within the page's language runs in its own direction, its marks and digits too."""
    page.goto((tunnel / path).as_uri())
    letters: list[Character] = page.evaluate(CHARACTERS, ".main")[0]["letters"]
    text, wanted = "".join(one["letter"] for one in letters), "".join(stretch.split())
    at = text.index(wanted)
    run = letters[at : at + len(wanted)]
    for line in {one["line"] for one in run}:
        places = [middle(one) for one in run if one["line"] == line]
        assert sorted(places, reverse=not rising) == places


def test_a_citation_in_plain_text_keeps_words_in_order(tunnel: Path, page: Page) -> None:
    """What can be copied as plain text is drawn right too: an English quotation and an address within Arabic lines."""
    page.goto((tunnel / "statements/safdar-forty-trains.html").as_uri())
    citation = page.locator("#reuse-citation").input_value()
    page.set_content(f"<p dir=rtl style='width: 300em'>{citation.splitlines()[0]}</p>")
    letters: list[Character] = page.evaluate(CHARACTERS, "p")[0]["letters"]
    text = "".join(one["letter"] for one in letters)
    before, after = (text.index(one) for one in ("Thetunnel(", ",astheycallit)stays"))
    assert middle(letters[before]) < middle(letters[after]) < middle(letters[text.index("shallaskagain.")])
    assert "\u2066https://example.com/kalthor-wire/2019/02/19\u2069" in citation


@pytest.mark.parametrize("path", TYPES)
def test_marks_between_items_are_arabic(tunnel: Path, page: Page, path: str) -> None:
    """Between Arabic words stand the Arabic comma, semicolon and question mark, never the Latin ones."""
    page.goto((tunnel / path).as_uri())
    texts: list[str] = page.evaluate(
        """() => {
          const found = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (walk.nextNode()) {
            const node = walk.currentNode;
            const parent = node.parentElement;  // a quotation, and its echo for those who hear it, keep the marks it has
            if (parent.closest('[lang]').lang === 'ar' && !parent.closest('blockquote, q, .unseen')) found.push(node.data);
          }
          return found;
        }"""
    )
    assert [] == [one for one in texts if one.strip() in {",", ";"} or LATIN_MARK.search(one)]


# -- the letters ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", TYPES)
def test_arabic_is_set_as_arabic(tunnel: Path, page: Page, path: str) -> None:
    """Arabic letters have nothing put between them, no slant and no capitals, and lines far enough apart for their marks."""
    page.goto((tunnel / path).as_uri())
    wrong: list[str] = page.evaluate(
        """() => [...document.querySelectorAll('body :lang(ar)')].flatMap(one => {
          const style = getComputedStyle(one), size = parseFloat(style.fontSize);
          const spaced = !['normal', '0px'].includes(style.letterSpacing);
          const close = one.matches('p, li, dd, .words') && one.checkVisibility() && parseFloat(style.lineHeight) < size * 1.4;
          return spaced || close || style.fontStyle !== 'normal' || style.textTransform !== 'none'
            ? [`${one.tagName}.${one.className} ${style.letterSpacing} ${style.lineHeight}/${size}`] : [];
        })"""
    )
    assert [] == wrong


def test_arabic_words_are_larger_on_a_page_in_latin_letters(tunnel: Path, page: Page) -> None:
    """On the English page an Arabic quotation is a little larger than an English one."""
    page.goto((tunnel / "en/events/first-meeting.html").as_uri())
    sizes = {
        language: page.locator(selector).first.evaluate("one => parseFloat(getComputedStyle(one).fontSize)")
        for language, selector in (
            ("ar", ".data--matrix blockquote[lang=ar] p"),
            ("en", ".data--matrix blockquote:not([lang]) p"),
        )
    }
    assert sizes["en"] * 1.1 < sizes["ar"] < sizes["en"] * 1.3


# -- ease for all -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", TYPES[:13])
def test_axe_finds_nothing(tunnel: Path, undrawn: Browser, path: str) -> None:
    """axe-core finds no violation of WCAG 2.2 A and AA on the main types of page, wide and narrow, light and dark."""
    page = undrawn.new_page(offline=True)
    page.goto((tunnel / path).as_uri())
    found = Tried(page).at(1440, 320)
    page.close()
    assert [] == found
