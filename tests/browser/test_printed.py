"""Paper: the print edition with its one list of sources, and every page as a handout."""

import re
from pathlib import Path
from typing import Any

import pytest
from invented import library
from onrecord.pipeline import build
from onrecord.records.source import Source
from page_reader import read, text_of
from playwright.sync_api import Browser, Page
from projects import MakeProject
from smallest import ACTOR, SOUND, SOURCE, Files, with_lines

# -- on paper, in real Chromium -------------------------------------------------------------------------------------------

PARTIES = 8
WIDE: Files = {
    **{name: text for name, text in SOUND.items() if "moor" not in name},
    **{
        f"content/actors/party-{n}.md": with_lines(ACTOR.replace("Ada Moor", f"Undersecretary{n}"))
        for n in range(PARTIES)
    },
    "content/actors/moor.md": ACTOR,
    "content/sources/wire.md": SOURCE,
    "content/events/talks.md": "---\ntitle: The talks\ndate: 2022-01-10\nevidence: [{source: paper}]\naccounts:\n"
    + "".join(
        f"  - {{by: party-{n}, passages: [{{matter: Internationalisation, source: wire, words: Unconstitutionalisation {n}}}]}}\n"
        for n in range(PARTIES)
    )
    + "---\n"
    + "| " + " | ".join(f"Characteristically{n}" for n in range(9)) + " |\n"
    + "|" + "---|" * 9 + "\n"
    + "| " + " | ".join(f"cell{n}" for n in range(9)) + " |\n",
}  # fmt: skip

PAGES = (
    "index.html",
    "timeline.html",
    "who-said-what.html",
    "sides/varnmark.html",
    "context/money-and-lamps.html",
    "context/rounds-and-words.html",
    "events/first-round.html",
    "statements/korrane-toll-stays.html",
    "figures/escort-boat-lent.html",
    "sources/lantern-essay.html",
    "topics/tolls.html",
    "glossary.html",
    "changed-quotations.html",
    "print.html",
    "as-of/2018-03-10/events/first-round.html",
)
SHEETS = {"A4": 680, "US Letter": 703}  # the width between the margins, in CSS pixels

# Text that is not for paper: ways to other pages, what can only be pressed, and the line of a fold that has a heading or needs none.
NOT_PRINTED = ".screen, .unseen, .jumps, .onward, :is(.notes > .fold, .fold--narrow) > summary, .turn, .reuse, .filter, .nothing, .elsewhere, .overview__skip, .chart__tick, section:has(> .jumps--days)"

MISSING = """skipped => {
  const found = [], walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode, holder = text.parentElement;
    if (!text.data.trim() || holder.closest(skipped) || holder.closest('title, desc, option')) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    if (!holder.checkVisibility() || (!range.getClientRects().length && !holder.closest('.outward'))) found.push(text.data.trim());
  }
  return found;
}"""

OUTSIDE = """() => [...document.querySelectorAll('main *, .top *, .foot *')]
  .filter(one => one.checkVisibility() && !one.closest('.unseen, .screen') && !one.closest('svg svg, svg > *'))
  .map(one => [one.outerHTML.slice(0, 80), one.getBoundingClientRect()])
  .filter(([, box]) => box.width && (box.left < -1 || box.right > document.documentElement.clientWidth + 1))
  .map(([html]) => html)"""

CLIPPED = """() => [...document.querySelectorAll('main *')]
  .filter(one => one.checkVisibility() && !one.closest('.unseen') && getComputedStyle(one).overflowX !== 'visible'
    && getComputedStyle(one).display !== 'inline' && one.scrollWidth > one.clientWidth + 1 && !one.closest('svg'))
  .map(one => one.outerHTML.slice(0, 80))"""


def on_paper(browser: Browser, path: Path, width: int, **given: Any) -> Page:
    """A page as it is printed, between the margins of a sheet."""
    page = browser.new_context(offline=True, viewport={"width": width, "height": 950}, **given).new_page()
    page.goto(path.as_uri())
    page.emulate_media(media="print")
    return page


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_cut_and_nothing_is_lost(harbour_site: Path, lettered: Page, path: str) -> None:
    """On A4 and US Letter every word of the page is there, every fold open, and every box within the margins, with wide letters and narrow ones."""
    lettered.goto((harbour_site / path).as_uri())
    lettered.emulate_media(media="print")
    for sheet, width in SHEETS.items():
        lettered.set_viewport_size({"width": width, "height": 950})
        lost, outside, clipped = (
            lettered.evaluate(one, *given) for one, *given in ((MISSING, NOT_PRINTED), (OUTSIDE,), (CLIPPED,))
        )
        wide = lettered.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert ([], [], [], 0) == (lost, outside, clipped, wide), sheet


def test_a_table_of_any_width_fits_the_sheet(browser: Browser, project: MakeProject, run_folder: Path) -> None:
    """Accounts of eight parties, and a table of nine columns with long words, keep each column and stay on the sheet."""
    output = run_folder / "paper-wide"
    written, prepared = build(project(WIDE), output)
    assert written is not None, prepared.problems
    page = on_paper(browser, output / "events" / "talks.html", SHEETS["A4"])
    lost, outside, clipped = page.evaluate(MISSING, NOT_PRINTED), page.evaluate(OUTSIDE), page.evaluate(CLIPPED)
    columns = page.evaluate("[...document.querySelectorAll('table')].map(one => one.rows[0].cells.length).sort()")
    page.context.close()
    assert ([], [], []) == (lost, outside, clipped)
    assert [PARTIES + 1, 9] == columns


BROKEN = """() => [...document.querySelectorAll('.data__amount')].map(cell => {
  const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT), range = document.createRange(), broken = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode())
    for (const word of node.data.matchAll(/[^ \\n]+/g)) {
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      if (new Set([...range.getClientRects()].map(box => Math.round(box.top))).size > 1) broken.push(word[0]);
    }
  return broken;
}).flat()"""


def test_no_amount_is_broken_on_paper(harbour_site: Path, browser: Browser) -> None:
    """A number and the word behind it stay on one line, in a table of any width."""
    for width in (*SHEETS.values(), 420):
        page = on_paper(browser, harbour_site / "context" / "money-and-lamps.html", width)
        amounts, broken = page.locator(".data__amount").count(), page.evaluate(BROKEN)
        page.context.close()
        assert amounts
        assert [] == broken, width


def test_a_drawing_stays_with_its_legend(harbour_site: Path, browser: Browser) -> None:
    """The legend is not torn, and no sheet ends behind it."""
    page = on_paper(browser, harbour_site / "timeline.html", SHEETS["A4"])
    style = "(one => [one.breakInside, one.breakAfter])(getComputedStyle(document.querySelector('.legend')))"
    found = page.evaluate(style)
    page.context.close()
    assert ["avoid", "avoid"] == found


@pytest.mark.parametrize("path", PAGES)
def test_the_head_says_what_it_is_and_nothing_is_to_press(harbour_site: Path, browser: Browser, path: str) -> None:
    """The explainer's title and the as-of line stand above the page's title; ways, fields and buttons are gone."""
    page = on_paper(browser, harbour_site / path, SHEETS["A4"])
    places = page.evaluate(
        "['.top__title', '.paper', 'h1'].map(name => document.querySelector(name)).filter(one => one.checkVisibility())"
        ".map(one => [one.className || one.tagName, one.getBoundingClientRect().top, one.textContent.trim()])"
    )
    pressed = page.evaluate(
        "[...document.querySelectorAll('nav:not(.contents), form, button, input, select, textarea, .skip, .foot__links')]"
        ".filter(one => one.checkVisibility()).map(one => one.outerHTML.slice(0, 80))"
    )
    banner = page.evaluate("document.querySelector('.banner p')?.innerText.trim()")
    page.context.close()
    day = "10 March 2018" if path.startswith("as-of/") else "30 June 2018"
    assert 1 == len(
        [text for _, _, text in places if text.startswith(f"Everything is described as it stood on {day}.")]
    )
    assert "The Merrow Strait tolls" in [text for _, _, text in places]
    assert sorted(places, key=lambda one: one[1]) == places
    assert [] == pressed
    if path.startswith("as-of/"):
        assert "The site as it stood on 10 March 2018. This page leaves out what became known later." == banner


def test_paper_is_black_on_white_in_the_dark_too(harbour_site: Path, browser: Browser) -> None:
    """A reader who reads in the dark prints dark on white: no ground but white, all text at 7:1 or more; a mark is its own ink."""
    page = on_paper(browser, harbour_site / "events" / "first-round.html", SHEETS["A4"], color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    grounds, inks = page.evaluate(
        """() => { const shown = [...document.querySelectorAll('body, main *')].filter(one => one.checkVisibility() && !one.closest('svg, .mark'));
        return ['backgroundColor', 'color'].map(name => [...new Set(shown.map(one => getComputedStyle(one)[name]))]) }"""
    )
    page.context.close()
    assert {"rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"} >= set(grounds)
    assert all(max(map(int, re.findall(r"\d+", one)[:3])) <= 0x59 for one in inks), inks


def test_addresses_are_written_out_once(harbour_site: Path, browser: Browser) -> None:
    """In the list each source that has an address shows it in full; beside the words stands its number, and no address."""
    page = on_paper(browser, harbour_site / "statements" / "korrane-toll-stays.html", SHEETS["A4"])
    shown = page.evaluate(
        "[...document.querySelectorAll('.notes ol > li')].map(one => (one.querySelector('.outward')"
        " ? getComputedStyle(one.querySelector('.outward'), '::after').content : '\"' + (one.querySelector('.written')?.textContent ?? '') + '\"'))"
    )
    carriers = page.evaluate(
        "[...document.querySelectorAll('.carrier')].map(one => [one.querySelector('.numbered').checkVisibility(),"
        " getComputedStyle(one.querySelector('.numbered'), '::before').content, /https?:/.test(one.innerText)])"
    )
    page.context.close()
    tree = read((harbour_site / "statements" / "korrane-toll-stays.html").read_text("utf-8"))
    numbers = [one for one in tree.iter("li") if re.fullmatch(r"note-\d+", one.get("id") or "")]
    sources = {one.label: one for one in library().of(Source)}
    expected = [next(s.url or "" for name, s in sources.items() if text_of(one).startswith(name)) for one in numbers]
    assert [f'"{one}"' for one in expected] == shown
    assert carriers
    assert all(["[" in before, visible, not bare] == [True, True, True] for visible, before, bare in carriers)


@pytest.mark.parametrize("path", ["print.html", "events/first-round.html", "changed-quotations.html"])
def test_numbers_of_four_digits_have_room_before_their_entry(harbour_site: Path, lettered: Page, path: str) -> None:
    """A number of a list stands before its entry, where a sheet would cut it off: there is room for 1000 and more."""
    lettered.goto((harbour_site / path).as_uri())
    lettered.emulate_media(media="print")
    lettered.set_viewport_size({"width": SHEETS["A4"], "height": 950})
    found = lettered.evaluate(
        """() => [...document.querySelectorAll('.notes ol, .changed')].map(list => {
        const probe = document.createElement('span');
        probe.textContent = '0000. ';
        probe.style.whiteSpace = 'pre';
        list.lastElementChild.append(probe);
        return [probe.getBoundingClientRect().width, parseFloat(getComputedStyle(list).paddingInlineStart)] })"""
    )
    assert found
    assert all(width <= room for width, room in found), found


def test_on_a_screen_what_is_for_paper_is_not_shown(harbour_site: Path, browser: Browser) -> None:
    """Numbers of carriers and their list are for paper; in the print edition the numbers stand on the screen too."""
    page = browser.new_page()
    shown = []
    for path in ("statements/korrane-toll-stays.html", "print.html"):
        page.goto((harbour_site / path).as_uri())
        shown.append(
            page.evaluate(
                "['.paper', '.numbered', '.notes__paper'].map(name => [...document.querySelectorAll(name)].some(one => one.checkVisibility()))"
            )
        )
    page.close()
    assert [[False, False, False], [False, True, False]] == shown


def test_sheets_have_margins_and_headings_stay_with_their_text(harbour_site: Path, browser: Browser) -> None:
    """The style sheet sets the margins of the sheet; headings keep with what follows, rows and cards are not torn."""
    page = on_paper(browser, harbour_site / "sides/varnmark.html", SHEETS["A4"])
    kept = page.evaluate(
        "[['h2', 'breakAfter'], ['h3', 'breakAfter'], ['.card', 'breakInside'], ['.card .words', 'breakInside']]"
        ".map(([name, rule]) => getComputedStyle(document.querySelector(name))[rule])"
    )
    page.context.close()
    assert "@page{margin:16mm 15mm 17mm}" in (harbour_site / "assets" / "css" / "print.css").read_text("utf-8")
    assert ["avoid"] * 4 == kept


def test_a_day_may_end_a_sheet(harbour_site: Path, browser: Browser) -> None:
    """No date keeps its day with the next: in a row of a grid its rule would be the row's, and hold a whole month together."""
    page = on_paper(browser, harbour_site / "timeline.html", SHEETS["A4"])
    held = page.evaluate(
        """[...document.querySelectorAll('.day')].filter(day => [day, ...day.children].some(
            one => getComputedStyle(one).breakAfter !== 'auto')).map(day => day.id || day.textContent.trim().slice(0, 40))"""
    )
    page.context.close()
    assert [] == held


def test_it_prints(harbour_site: Path, browser: Browser) -> None:
    """Chromium makes a PDF of the print edition with one sheet or more for each of its parts."""
    page = browser.new_page()
    page.goto((harbour_site / "print.html").as_uri())
    made: dict[str, bytes] = {sheet: page.pdf(format=sheet) for sheet in ("A4", "Letter")}
    page.close()
    for one in made.values():
        assert len(re.findall(rb"/Type\s*/Page\b", one)) > 8
