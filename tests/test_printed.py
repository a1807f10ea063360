"""Paper: the print edition with its one list of sources, and every page as a handout."""

import re
import shutil
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pytest
from conftest import (
    ACTOR,
    SITE,
    SOUND,
    SOURCE,
    Files,
    MakeProject,
    harbour,
    html_of,
    ids_of,
    page_of,
    with_lines,
)
from onrecord.library import Library
from onrecord.pages.cards import card
from onrecord.pages.printed import Printed
from onrecord.pipeline import Made, build, make
from onrecord.records.correction import Correction
from onrecord.records.demand import Demand
from onrecord.records.event import Event
from onrecord.records.figure import Figure
from onrecord.records.measure import Measure
from onrecord.records.source import Source
from onrecord.records.statement import Statement
from onrecord.records.term import Term
from playwright.sync_api import Browser, Page

# The kinds that the print edition tells in full.
PRINTED = (Event, Statement, Figure, Measure, Demand, Term, Correction)


def library() -> Library:
    """The records of the invented explainer."""
    return harbour().prepared.editions[0].library


def read(page: str) -> Element:
    """A page as a tree, by the rules of HTML."""
    tree: Element = html5lib.parse(page, namespaceHTMLElements=False)
    return tree


def text_of(element: Element) -> str:
    """All text within an element, its white space made single."""
    return " ".join("".join(element.itertext()).split())


def by_id(tree: Element, name: str) -> Element:
    """The element of an id."""
    return next(one for one in tree.iter() if one.get("id") == name)


def classed(tree: Element, name: str) -> list[Element]:
    """The elements of a class, in order."""
    return [one for one in tree.iter() if name in (one.get("class") or "").split()]


def printed() -> Element:
    """The print edition of the invented explainer."""
    return read(page_of(harbour(), "print.html"))


# -- the print edition ----------------------------------------------------------------------------------------------------


def test_every_record_stands_in_it_once() -> None:
    """Each event, statement, figure, measure, demand, term and correction has its id once on the page."""
    expected = [f"{one.kind}-{one.id}" for kind in PRINTED for one in library().of(kind)]
    found = Counter(ids_of(page_of(harbour(), "print.html")))
    assert len(expected) > 50
    assert {} == {name: found[name] for name in expected if found[name] != 1}
    assert 1 == max(found.values())


def test_the_words_of_every_statement_are_printed() -> None:
    """Of each statement the best copy stands there letter for letter, and our translation where there is one."""
    tree = printed()
    for statement in library().statements:
        shown = by_id(tree, f"statement-{statement.id}")
        assert statement.base.words in ["".join(one.itertext()) for one in shown.iter("blockquote")]
        assert statement.title in text_of(shown)
        if translation := card(library(), statement).translation:
            assert " ".join(translation.split()) in text_of(shown)


def test_every_part_has_its_place_and_a_link_to_it() -> None:
    """The table of contents leads to each part, context pages among them, and each is there."""
    tree = printed()
    (contents,) = classed(tree, "contents")
    targets = [(one.get("href") or "")[1:] for one in contents.iter("a")]
    assert ["state", "timeline", "said"] == targets[:3]
    assert ["made", "notes"] == targets[-2:]
    assert [f"context-{one.id}" for one in library().contexts] == [one for one in targets if one.startswith("context-")]
    for target, link in zip(targets, contents.iter("a"), strict=True):
        assert text_of(by_id(tree, target)).startswith(text_of(link).removesuffix(" (on this page)"))


def test_it_says_as_of_when() -> None:
    """Title, summary and the day stand at the head."""
    head = [text_of(one) for one in classed(printed(), "heading")[0]]
    site = library().site
    assert ["As of 30 June 2018 · Print edition: the whole explainer on one page", site.title, site.summary] == head


def test_a_number_leads_to_the_source_that_it_is_of() -> None:
    """The number beside a quotation is that of its carrier in the list; prose cites by the same numbers."""
    tree = printed()
    for statement in library().statements:
        first = classed(by_id(tree, f"statement-{statement.id}"), "numbered")[0]
        entry = by_id(tree, (first.get("href") or "")[1:])
        assert [f"source-{statement.base.source.id}"] == [one.get("id") for one in entry.iter() if one.get("id")][1:]
    for one in (*classed(tree, "citation"), *classed(tree, "numbered")):
        assert f"#note-{one.text}" == one.get("href")


def test_the_list_has_every_source_that_is_used_and_no_other() -> None:
    """Each entry has publisher, date, kind and address, and a number somewhere on the page that leads to it."""
    tree = printed()
    notes = next(one.notes for one in harbour().prepared.editions[0].pages if one.path == "print.html")
    entries = [one for one in tree.iter("li") if (one.get("id") or "").startswith("note-")]
    assert [f"note-{number}" for number in range(1, len(notes) + 1)] == [one.get("id") for one in entries]
    for source, entry in zip(notes, entries, strict=True):
        assert source.label in "".join(entry.itertext())
        assert (source.url or "") in text_of(entry)
        assert (source.archive or "") in text_of(entry)
    cited = {one.get("href") for one in (*classed(tree, "citation"), *classed(tree, "numbered"))}
    assert {f"#note-{number}" for number in range(1, len(notes) + 1)} == cited


def test_the_list_is_in_order_of_publisher_and_date() -> None:
    """A reader finds a source in it without its number."""
    notes = next(one.notes for one in harbour().prepared.editions[0].pages if one.path == "print.html")
    found = [(one.publisher.casefold(), str(one.published or ""), one.id) for one in notes]
    assert sorted(found) == found


def test_links_to_what_it_holds_stay_on_the_page() -> None:
    """From prose, tables and lists a link to a record that is printed leads to it there; the way to its own page is marked."""
    tree = printed()
    held = {f"{one.folder}/{one.id}.html" for kind in PRINTED for one in library().of(kind)}
    away = [one for one in tree.iter("a") if one.get("href") in held and one.get("class") != "screen"]
    assert [] == [text_of(one) for one in away]
    assert len([one for one in tree.iter("a") if (one.get("href") or "").startswith("#event-")]) > 10


def test_headings_go_down_step_by_step() -> None:
    """One h1, and no level is left out, though the prose of many pages stands there."""
    levels = [int(one.tag[1]) for one in printed().iter() if re.fullmatch(r"h[1-6]", str(one.tag))]
    assert (1, 1) == (levels[0], levels.count(1))
    assert [] == [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1]


CROWDED: Files = {
    **SOUND,
    "content/site.yml": f"{SITE}intro: |\n  ## Why\n\n  First.\nabout: |\n  ## Why\n\n  Last.\n",
    "content/events/talks.md": SOUND["content/events/talks.md"].__add__("## Why\n\nOf talks.\n"),  # type: ignore[arg-type]
    "content/statements/open.md": SOUND["content/statements/open.md"].__add__("## Why\n\n### How\n\nOf words.\n"),  # type: ignore[arg-type]
    "content/figures.yml": "sum:\n  title: A sum\n  amount: 5\n  currency: EUR\n  stage: announced\n  evidence: [{source: paper}]\n",
    "content/context/one.md": "---\ntitle: One\nsummary: S.\n---\n## Why\n\n```figures\n```\n\n```events\n```\n",
    "content/context/two.md": "---\ntitle: Two\nsummary: S.\n---\n## Why\n\n```figures\n```\n",
}


def test_prose_of_many_pages_does_not_clash(project: MakeProject) -> None:
    """Headings alike and tables alike have ids and numbers of their own, and headings stand below their record's."""
    page = page_of(make(project(CROWDED)), "print.html")
    assert {1} == set(Counter(ids_of(page)).values())
    found = re.findall(r'<(h\d) id="(s-[^"]*)"', page)
    expected = ["h2 s-why", "h5 s-why-2", "h6 s-why-3", "h6 s-how", "h3 s-why-4", "h3 s-why-5", "h3 s-why-6"]
    assert expected == [f"{level} {name}" for level, name in found]
    assert ["table 1", "table 2"] == re.findall(r"Figures, (table \d)", page)


def test_a_site_without_records_has_one_too(project: MakeProject) -> None:
    """Where nothing is recorded there are no empty parts, and the table of contents names none."""
    tree = read(page_of(make(project({})), "print.html"))
    assert [] == [text_of(one) for one in tree.iter("h2")]
    assert [] == list(classed(tree, "contents")[0].iter("a"))


def test_on_an_earlier_day_it_holds_what_was_known() -> None:
    """The print edition of an earlier day has the records of that day, and its sources only."""
    for edition in harbour().prepared.editions:
        (page,) = [one for one in edition.pages if one.path == "print.html"]
        assert isinstance(page.view, Printed)
        assert set(page.notes) <= set(edition.library.of(Source))
        folder = f"{edition.folder}/" if edition.folder else ""
        ids = set(ids_of(page_of(harbour(), f"{folder}print.html")))
        assert {f"event-{one.id}" for one in edition.library.events} <= ids
        later = {f"event-{one.id}" for one in library().events} - {f"event-{one.id}" for one in edition.library.events}
        assert set() == later & ids


# -- numbers on every page ------------------------------------------------------------------------------------------------


def test_on_every_page_a_number_leads_to_an_entry_with_the_address() -> None:
    """Each carrier has a number, and the list at the end has under it the source's name and, once, its address."""
    seen = 0
    for path, page in html_of(harbour()).items():
        tree = read(page)
        entries = {one.get("id"): one for one in tree.iter("li") if (one.get("id") or "").startswith("note-")}
        assert [f"note-{number}" for number in range(1, len(entries) + 1)] == list(entries), path
        texts = [text_of(one) for one in entries.values()]
        assert len(texts) == len(set(texts)), path
        for one in classed(tree, "numbered"):
            assert (one.get("href") or "")[1:] in entries, path
            seen += 1
    assert seen > 100


def test_prose_and_carriers_share_their_numbers(project: MakeProject) -> None:
    """A source that prose cites has that number beside its quotations too; others follow."""
    two = "paper: {publisher: The Harbour News, language: en, kind: news, url: https://paper.example/1}\n"
    two += "wire: {publisher: The Wire, language: en, kind: wire, url: https://wire.example/2}\n"
    event = "---\ntitle: T\ndate: 2022-01-10\nevidence: [{source: wire}, {source: paper}, {source: wire}]\n---\nIt [@paper].\n"
    files = {name: text for name, text in SOUND.items() if "sources" not in name}
    page = page_of(
        make(project({**files, "content/sources.yml": two, "content/events/talks.md": event})), "events/talks.html"
    )
    assert ["2", "1", "2"] == [one.text for one in classed(read(page), "numbered")]
    entries = [text_of(one) for one in read(page).iter("li") if (one.get("id") or "").startswith("note-")]
    assert "The Wire, undated https://wire.example/2" == entries[1]


def test_the_address_of_the_page_is_printed_where_it_is_known(project: MakeProject) -> None:
    """With ``site_url`` the head for paper names the page's own address; without it there is none."""
    for line, expected in (
        ("", ""),
        ("site_url: https://harbour.example/talks/\n", " https://harbour.example/talks/events/talks.html"),
    ):
        files = {**SOUND, "content/site.yml": SITE + line}
        (head,) = classed(read(page_of(make(project(files)), "events/talks.html")), "paper")
        assert f"Every status is given as of 24 February 2022.{expected}" == text_of(head)


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

# Text that is not for paper: ways to other pages, and what can only be pressed.
NOT_PRINTED = ".screen, .unseen, .jumps, .doors, .turn, .reuse, .filter, .nothing, .elsewhere, .overview__skip, .chart__tick, section:has(> .doors), section:has(> .jumps--days)"

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


@pytest.mark.parametrize("sheet", SHEETS)
@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_cut_and_nothing_is_lost(harbour_site: Path, browser: Browser, path: str, sheet: str) -> None:
    """On A4 and US Letter every word of the page is there, every fold open, and every box within the margins."""
    page = on_paper(browser, harbour_site / path, SHEETS[sheet])
    lost, outside, clipped = page.evaluate(MISSING, NOT_PRINTED), page.evaluate(OUTSIDE), page.evaluate(CLIPPED)
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    page.context.close()
    assert ([], [], [], 0) == (lost, outside, clipped, wide)


def test_a_table_of_any_width_fits_the_sheet(browser: Browser, project: MakeProject) -> None:
    """Accounts of eight parties, and a table of nine columns with long words, keep each column and stay on the sheet."""
    output = Path(__file__).parent / "output" / "paper-wide"
    shutil.rmtree(output, ignore_errors=True)
    written, made = build(project(WIDE), output)
    assert written is not None, made.prepared.problems
    page = on_paper(browser, output / "events" / "talks.html", SHEETS["A4"])
    lost, outside, clipped = page.evaluate(MISSING, NOT_PRINTED), page.evaluate(OUTSIDE), page.evaluate(CLIPPED)
    columns = page.evaluate("[...document.querySelectorAll('table')].map(one => one.rows[0].cells.length).sort()")
    page.context.close()
    assert ([], [], []) == (lost, outside, clipped)
    assert [PARTIES + 1, 9] == columns


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
    assert 1 == len([text for _, _, text in places if text.startswith(f"Every status is given as of {day}.")])
    assert "The Merrow Strait tolls" in [text for _, _, text in places]
    assert sorted(places, key=lambda one: one[1]) == places
    assert [] == pressed
    if path.startswith("as-of/"):
        assert "The site as it stood on 10 March 2018. Nothing that became known later is on this page." == banner


def test_paper_is_black_on_white_in_the_dark_too(harbour_site: Path, browser: Browser) -> None:
    """A reader who reads in the dark prints dark on white: no ground but white, all text at 7:1 or more."""
    page = on_paper(browser, harbour_site / "events" / "first-round.html", SHEETS["A4"], color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    grounds, inks = page.evaluate(
        """() => { const shown = [...document.querySelectorAll('body, main *')].filter(one => one.checkVisibility() && !one.closest('svg'));
        return ['backgroundColor', 'color'].map(name => [...new Set(shown.map(one => getComputedStyle(one)[name]))]) }"""
    )
    page.context.close()
    assert {"rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"} >= set(grounds)
    assert all(max(map(int, re.findall(r"\d+", one)[:3])) <= 0x59 for one in inks), inks


def test_addresses_are_written_out_once(harbour_site: Path, browser: Browser) -> None:
    """In the list each source that has an address shows it in full; beside the words stands its number, and no address."""
    page = on_paper(browser, harbour_site / "statements" / "korrane-toll-stays.html", SHEETS["A4"])
    shown = page.evaluate(
        "[...document.querySelectorAll('.notes li')].map(one => (one.querySelector('.outward')"
        " ? getComputedStyle(one.querySelector('.outward'), '::after').content : '\"' + (one.querySelector('.written')?.textContent ?? '') + '\"'))"
    )
    carriers = page.evaluate(
        "[...document.querySelectorAll('.carrier')].map(one => [one.querySelector('.numbered').checkVisibility(),"
        " getComputedStyle(one.querySelector('.numbered'), '::before').content, /https?:/.test(one.innerText)])"
    )
    page.context.close()
    tree = read((harbour_site / "statements" / "korrane-toll-stays.html").read_text("utf-8"))
    numbers = [one for one in tree.iter("li") if (one.get("id") or "").startswith("note-")]
    sources = {one.label: one for one in library().of(Source)}
    expected = [next(s.url or "" for name, s in sources.items() if text_of(one).startswith(name)) for one in numbers]
    assert [f'"{one}"' for one in expected] == shown
    assert carriers
    assert all(["[" in before, visible, not bare] == [True, True, True] for visible, before, bare in carriers)


@pytest.mark.parametrize("path", ["print.html", "events/first-round.html", "changed-quotations.html"])
def test_numbers_of_four_digits_have_room_before_their_entry(harbour_site: Path, browser: Browser, path: str) -> None:
    """A number of a list stands before its entry, where a sheet would cut it off: there is room for 1000 and more."""
    page = on_paper(browser, harbour_site / path, SHEETS["A4"])
    found = page.evaluate(
        """() => [...document.querySelectorAll('.notes ol, .changed')].map(list => {
        const probe = document.createElement('span');
        probe.textContent = '0000. ';
        probe.style.whiteSpace = 'pre';
        list.lastElementChild.append(probe);
        return [probe.getBoundingClientRect().width, parseFloat(getComputedStyle(list).paddingInlineStart)] })"""
    )
    page.context.close()
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
    page = on_paper(browser, harbour_site / "who-said-what.html", SHEETS["A4"])
    kept = page.evaluate(
        "[['h2', 'breakAfter'], ['h3', 'breakAfter'], ['.card', 'breakInside'], ['.card .words', 'breakInside']]"
        ".map(([name, rule]) => getComputedStyle(document.querySelector(name))[rule])"
    )
    page.context.close()
    assert "@page { margin: 16mm 15mm 17mm; }" in (harbour_site / "assets" / "onrecord.css").read_text("utf-8")
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


def test_two_makings_are_the_same(harbour_site: Path) -> None:
    """The print edition on disk is the one in memory, byte for byte."""
    made: Made = harbour()
    assert page_of(made, "print.html") == (harbour_site / "print.html").read_text("utf-8")
