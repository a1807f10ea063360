"""Finding in a real browser: the filters of the long lists and the search, from disk and over http, with scripts and without.

What is expected is worked out from the records, never read from a page.
"""

import re
import shutil
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_rules import Tried
from brought import brought
from finding_sites import SPOKEN
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from onrecord.library import Library
from onrecord.pages.timeline import Entry, entries
from onrecord.prepared import Prepared
from onrecord.records.event import Event
from onrecord.records.statement import Statement
from playwright.sync_api import Browser, BrowserContext, Page, Route
from real_site import ROOT

SCRIPTS = ROOT / "templates" / "assets" / "js"

SHOWN = "[...document.querySelectorAll('[data-group] [data-entry]')].filter(one => one.checkVisibility()).map(one => one.id)"
HEADINGS = "[...document.querySelectorAll('main h2, main h3')].filter(one => one.checkVisibility()).length"


# -- what the browser opens -------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def library(real: Prepared) -> Library:
    """The records of the real site."""
    return real.editions[0].library


@pytest.fixture(params=["disk", "http"])
def root(request: pytest.FixtureRequest, site: Path, address: str) -> str:
    """Where the site is opened from; what follows is tried from both."""
    return address if request.param == "http" else f"{site.as_uri()}/"


class Watched:
    """A page of a browser on which nothing may go wrong: no word on the console, no failed request, none elsewhere."""

    def __init__(self, context: BrowserContext) -> None:
        self.context = context
        self.page = context.new_page()
        self.faults: list[str] = []
        self.page.on("console", lambda one: self.faults.append(f"console: {one.text}"))
        self.page.on("pageerror", lambda one: self.faults.append(f"error: {one}"))
        self.page.on("requestfailed", lambda one: self.faults.append(f"failed: {one.url} {one.failure}"))
        self.page.on(
            "response", lambda one: self.faults.append(f"{one.status}: {one.url}") if one.status >= 400 else None
        )

    def open(self, url: str) -> Page:
        """Go to a page, with the script that filters."""
        self.page.goto(url)
        return brought(self.page)


@pytest.fixture
def watched(browser: Browser) -> Iterator[Watched]:
    """Such a page, in a window of the usual size."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    found = Watched(context)
    yield found
    context.close()
    assert [] == [one for one in found.faults if "ERR_ABORTED" not in one]


# -- filters: what is expected, from the records -------------------------------------------------------------------------


def values(library: Library, one: Entry) -> dict[str, set[str]]:
    """What each control may ask of an entry, from its record."""
    record = one.record
    who = [one.actor] if one.actor else []
    if one.kind == "event" and isinstance(record, Event):
        who = [library.actor(ref) for ref in (*record.host, *record.participants)]
    state = {one.state or "unknown"}
    manner: set[str] = set()
    if isinstance(record, Statement):
        state = {"unconfirmed"} if record.unconfirmed else set()
        state |= {f"outcome-{record.outcome.state}"} if record.outcome else set()
        manner = {record.manner} if record.manner else set()
    return {
        "kind": {one.kind},
        "side": {actor.side.id for actor in who if actor.side},
        "speaker": {actor.id for actor in who},
        "topic": {topic.id for topic in record.topics},
        "state": state,
        "manner": manner,
    }


def listed(library: Library, path: str) -> dict[str, dict[str, set[str]]]:
    """The entries of a page by their HTML ids, with what may be asked of them."""
    kinds = {"statement"} if path == "who-said-what.html" else {"event", "step", "statement"}
    return {one.html_id: values(library, one) for one in entries(library) if one.kind in kinds}


def fitting(library: Library, path: str, wanted: dict[str, str]) -> set[str]:
    """The ids of the entries of a page that a filter shows."""
    return {
        html_id
        for html_id, given in listed(library, path).items()
        if all(value in given[name] for name, value in wanted.items())
    }


CONTROLS = {
    "timeline.html": ("kind", "side", "speaker", "topic", "state"),
    "who-said-what.html": ("side", "speaker", "topic", "manner", "state"),
}
TOGETHER = [
    ("timeline.html", {"side": "russia", "kind": "statement"}),
    ("timeline.html", {"side": "us", "topic": "sanctions", "kind": "event"}),
    ("timeline.html", {"kind": "event", "state": "held", "speaker": "nato"}),
    ("who-said-what.html", {"side": "russia", "manner": "demands"}),
    ("who-said-what.html", {"topic": "talks", "state": "outcome-confirmed", "side": "us"}),
]


@pytest.mark.parametrize("path", CONTROLS)
def test_every_choice_shows_just_what_fits(site: Path, library: Library, watched: Watched, path: str) -> None:
    """Each value of each control shows the entries that have it and no other, and says how many; no value is missing."""
    page = watched.open((site / path).as_uri())
    known = listed(library, path)
    for name in CONTROLS[path]:
        offered = set(page.eval_on_selector_all(f"#filter-{name} option", "all => all.map(one => one.value)")) - {""}
        assert {value for given in known.values() for value in given[name]} == offered, name
        for value in sorted(offered):
            page.select_option(f"#filter-{name}", value)
            expected = {html_id for html_id, given in known.items() if value in given[name]}
            assert expected == set(page.evaluate(SHOWN)), (name, value)
            told = page.inner_text("[role=status]")
            assert [str(len(expected)), str(len(known))] == re.findall(r"\d+", told)[:2], (name, value)
        page.select_option(f"#filter-{name}", "")
    assert set(known) == set(page.evaluate(SHOWN))


@pytest.mark.parametrize(("path", "wanted"), TOGETHER)
def test_choices_together_narrow_and_can_be_shared(
    root: str, library: Library, watched: Watched, path: str, wanted: dict[str, str]
) -> None:
    """Several controls show what fits all and are named; the address holds them, and opened anew it shows the same; back undoes them."""
    page = watched.open(root + path)
    everything = page.evaluate(SHOWN)
    for name, value in wanted.items():
        page.select_option(f"#filter-{name}", value)
    expected = fitting(library, path, wanted)
    assert 0 < len(expected) < len(everything)
    assert expected == set(page.evaluate(SHOWN))
    told = page.inner_text("[role=status]")
    named = "one => `${one.closest('p').querySelector('label').textContent}: ${one.textContent}`"
    assert all(page.eval_on_selector(f"#filter-{name} option:checked", named) in told for name in wanted)
    shared = page.url
    page.reload()
    assert expected == set(page.evaluate(SHOWN))
    assert wanted == {name: page.input_value(f"#filter-{name}") for name in wanted}
    for _ in wanted:
        page.go_back()
    assert (root + path, everything) == (page.url, page.evaluate(SHOWN))
    page.go_forward()
    first = dict(list(wanted.items())[:1])
    assert fitting(library, path, first) == set(page.evaluate(SHOWN))
    page.goto(root + "index.html")
    page.goto(shared)
    assert expected == set(page.evaluate(SHOWN))


@pytest.mark.parametrize("path", CONTROLS)
def test_no_heading_stands_over_nothing_and_every_count_is_true(
    site: Path, library: Library, watched: Watched, path: str
) -> None:
    """While a filter is on, months, days, sides and speakers without entries are gone, and so are their ways in; what is counted is there."""
    page = watched.open(f"{(site / path).as_uri()}?topic=sanctions")
    found = page.evaluate(
        """() => {
          const seen = (one) => one.checkVisibility();
          const group = (one) => document.getElementById(one.dataset.counts || one.querySelector("a").hash.slice(1)).closest("[data-group]");
          const groups = [...document.querySelectorAll("[data-group]")].filter(seen);
          const empty = groups.filter((one) => ![...one.querySelectorAll("[data-entry]")].some(seen)).length;
          const counts = [...document.querySelectorAll("[data-counts]")].filter(seen).map((one) => [
            Number((one.querySelector(".count") || one).textContent),
            [...group(one).querySelectorAll("[data-entry]")].filter(seen).length,
          ]);
          const whole = [...document.querySelectorAll("[data-whole]")].filter(seen).length;
          return { empty, counts, whole, groups: groups.length };
        }"""
    )
    assert (0, 0) == (found["empty"], found["whole"])
    assert found["counts"]
    assert [] == [pair for pair in found["counts"] if pair[0] != pair[1] or not pair[1]]
    before = page.evaluate(HEADINGS)
    page.click(".filter__reset")
    assert before < page.evaluate(HEADINGS)
    assert len(listed(library, path)) == len(page.evaluate(SHOWN))
    assert "?" not in page.url


@pytest.mark.parametrize("path", CONTROLS)
def test_nothing_that_matches_is_said_and_can_be_undone(site: Path, watched: Watched, path: str) -> None:
    """A filter that fits nothing says so in two places, and the button beside it shows everything and hands on the focus."""
    page = watched.open(f"{(site / path).as_uri()}?side=osce&topic=aid&state=unconfirmed")
    assert [] == page.evaluate(SHOWN)
    assert page.inner_text("[role=status]").startswith("0 of ")
    assert page.locator("[data-none]").is_visible()
    page.click(".filter__reset")
    assert not page.locator("[data-none]").is_visible()
    assert "SUMMARY" == page.evaluate("document.activeElement.tagName")
    assert page.evaluate(SHOWN)


def test_what_the_address_asks_in_vain_is_ignored(site: Path, library: Library, watched: Watched) -> None:
    """A value that is not offered, or a name that is none, filters nothing."""
    page = watched.open(f"{(site / 'timeline.html').as_uri()}?side=atlantis&colour=red&state=%22%3E")
    assert len(listed(library, "timeline.html")) == len(page.evaluate(SHOWN))


@pytest.mark.parametrize(
    ("path", "query", "target"),
    [
        ("timeline.html", "side=osce", "event-geneva-talks"),
        ("who-said-what.html", "side=osce", "statement-nsc-concerns-on-the-table"),
        ("who-said-what.html", "side=osce", "actor-ryabkov"),
        ("timeline.html", "side=osce", "month-2022-01"),
    ],
)
def test_a_link_to_what_is_filtered_out_shows_it(
    root: str, watched: Watched, path: str, query: str, target: str
) -> None:
    """Opened with a fragment, or by a link within the page, a hidden entry takes the filter off and comes into view."""
    page = watched.open(f"{root}{path}?{query}#{target}")
    if target.startswith("month"):  # of which something is shown
        page.goto(f"{root}{path}?side=osce&kind=step#{target}")
    place = f"#{target}"
    page.wait_for_selector(place, state="visible")
    assert f"{root}{path}{place}" == page.url
    assert page.evaluate(
        f"(() => {{ const at = document.querySelector('{place}').getBoundingClientRect(); return at.top >= 0 && at.top < innerHeight }})()"
    )
    page.goto(f"{root}{path}?{query}&topic=aid")
    page.evaluate(
        f"(() => {{ const link = document.createElement('a'); link.href = '{place}'; link.id = 'jump'; link.textContent = 'jump'; document.querySelector('main').prepend(link) }})()"
    )
    page.click("#jump")
    page.wait_for_selector(place, state="visible")
    assert f"{root}{path}{place}" == page.url


def test_a_fragment_does_no_harm_to_a_filter_that_shows_its_target(
    site: Path, library: Library, watched: Watched
) -> None:
    """Where the target is among what is shown, the filter stays; so does it for a fragment that is none."""
    page = watched.open(f"{(site / 'timeline.html').as_uri()}?kind=event#event-geneva-talks")
    assert fitting(library, "timeline.html", {"kind": "event"}) == set(page.evaluate(SHOWN))
    page.goto(f"{(site / 'timeline.html').as_uri()}?kind=event#%E0%A4%A")
    assert fitting(library, "timeline.html", {"kind": "event"}) == set(page.evaluate(SHOWN))


def test_the_filter_is_worked_by_keyboard(site: Path, library: Library, watched: Watched) -> None:
    """Tab reaches the controls in order, letters choose a value, and Enter on the button takes all back."""
    page = watched.open((site / "timeline.html").as_uri())
    page.focus(".filter summary")
    names = []
    for _ in CONTROLS["timeline.html"]:
        page.keyboard.press("Tab")
        names.append(page.evaluate("document.activeElement.name"))
    assert list(CONTROLS["timeline.html"]) == names
    page.focus("#filter-side")
    page.keyboard.type("russ")
    page.wait_for_url(re.compile(r"\?side=russia$"))
    assert fitting(library, "timeline.html", {"side": "russia"}) == set(page.evaluate(SHOWN))
    page.focus(".filter__reset")
    page.keyboard.press("Enter")
    assert len(listed(library, "timeline.html")) == len(page.evaluate(SHOWN))


@pytest.mark.parametrize("path", CONTROLS)
def test_a_filtered_list_is_printed_as_it_is_shown(site: Path, watched: Watched, path: str) -> None:
    """On paper stand the entries shown and in words what they were chosen by; the controls do not."""
    page = watched.open(f"{(site / path).as_uri()}?side=nato")
    shown = page.evaluate(SHOWN)
    page.emulate_media(media="print")
    assert shown == page.evaluate(SHOWN)
    assert "NATO" in page.inner_text("[role=status]")
    assert page.locator("[role=status]").is_visible()
    assert (
        0
        == page.locator(
            ".filter select:visible, .filter button:visible, .filter summary:visible, .find:visible"
        ).count()
    )


@pytest.mark.parametrize(("width", "most"), [(360, 80), (1440, 260)])
@pytest.mark.parametrize("path", CONTROLS)
def test_the_filter_leaves_the_first_screen_to_the_list(
    site: Path, browser: Browser, path: str, width: int, most: int
) -> None:
    """On a phone the form is one folded line, and every control is 24 pixels high or more when it is opened."""
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto((site / path).as_uri())
    height = page.evaluate("document.querySelector('.filter').offsetHeight")
    page.evaluate("document.querySelector('.filter details').open = true")
    low = page.evaluate(
        "[...document.querySelectorAll('.filter select, .filter summary')].filter(one => one.offsetHeight < 24).length"
    )
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    context.close()
    assert height <= most
    assert (0, 0) == (low, wide)


@pytest.mark.parametrize("width", [360, 768, 1440])
@pytest.mark.parametrize("path", [*CONTROLS, "search.html"])
def test_what_a_script_shows_has_its_room_before(browser: Browser, address: str, path: str, width: int) -> None:
    """Nothing moves when the script comes, however late: what it shows keeps its place free until then."""
    tops = []
    for late in (True, False):
        context = browser.new_context(viewport={"width": width, "height": 800})
        page = context.new_page()
        if late:
            page.route("**/*.js", lambda route: route.abort())
        page.goto(address + path)
        tops.append(page.evaluate("document.querySelector('main h2').getBoundingClientRect().top"))
        context.close()
    assert tops[0] == tops[1]


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("who-said-what.html", "?side=russia&topic=talks"),
        ("timeline.html", "?kind=event#event-geneva-talks"),
        ("search.html", "?q=nato"),
    ],
)
def test_the_other_language_shows_what_was_asked(root: str, watched: Watched, path: str, asked: str) -> None:
    """The switch of languages takes the choice, the query and the place along."""
    page = watched.open(f"{root}{path}{asked}")
    page.locator(".tongues a[lang=fr]").click()
    page.wait_for_url("**/fr/**")
    assert f"{root}fr/{path}{asked}" == page.url
    assert page.evaluate("[...document.forms].some(one => [...new FormData(one).values()].some(Boolean))")
    assert [] == watched.faults


# What a reader sees of the drawing: the names of marks that are pale and of those that are not, what of the pale can be pressed
# or is heard, and the caption.
DRAWING = """() => {
  const marks = [...document.querySelectorAll('.overview__plot a')];
  const pale = (one) => Number(getComputedStyle(one).opacity) < 0.5;
  const kept = (one) => one.tabIndex >= 0 || one.ariaHidden !== 'true' || getComputedStyle(one).pointerEvents !== 'none';
  return {
    full: marks.filter((one) => !pale(one)).map((one) => one.getAttribute('href')),
    pale: marks.filter(pale).length, kept: marks.filter((one) => pale(one) && kept(one)).length,
    told: document.querySelector('figcaption').innerText.split('.')[0],
  };
}"""


def test_the_drawing_follows_the_filter(root: str, library: Library, watched: Watched) -> None:
    """Marks of what is filtered out are pale, and neither pressed nor heard; the caption counts. So it is anew, and after going back."""
    page = watched.open(f"{root}timeline.html")
    plain = page.evaluate(DRAWING)
    assert (0, False) == (plain["pale"], "match" in plain["told"])
    page.select_option("#filter-side", "russia")
    page.select_option("#filter-kind", "event")
    found, wanted = page.evaluate(DRAWING), fitting(library, "timeline.html", {"side": "russia", "kind": "event"})
    assert {f"#{one}" for one in wanted} >= {one for one in found["full"] if one.startswith("#event")}
    assert 0 == found["kept"]
    assert len(plain["full"]) == found["pale"] + len(found["full"]) > len(found["full"]) > 5
    assert f"{len(found['full'])} of {len(plain['full'])} marks match; the rest are pale" == found["told"]
    page.focus(".overview__skip a")
    page.keyboard.press("Tab")
    assert found["full"][0] == page.evaluate("document.activeElement.getAttribute('href')")
    page.reload()
    assert found == page.evaluate(DRAWING)
    page.goto(f"{root}timeline.html?side=osce&topic=aid")
    assert [] == page.evaluate(DRAWING)["full"]
    assert page.locator("[data-none]").evaluate("one => one.getBoundingClientRect().bottom < innerHeight")
    page.click(".filter__reset")
    assert plain == page.evaluate(DRAWING)
    page.go_back()
    page.go_back()
    assert found == page.evaluate(DRAWING)


# A choice and a mark in focus, before any script can come.
EARLY = """() => {
  const side = document.querySelector('#filter-side');
  side.value = 'russia';
  side.dispatchEvent(new Event('change', {bubbles: true}));
  document.querySelector('.overview__plot a').focus();
}"""


def test_the_script_comes_when_it_is_first_used(root: str, library: Library, watched: Watched) -> None:
    """A page brings none; what was done before it came counts, and so does a step in the history to what was chosen."""
    page = watched.page
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url) if one.url.endswith("list.js") else None)
    page.goto(f"{root}timeline.html")
    assert page.locator(".filter").is_visible()
    assert [] == asked
    page.evaluate(EARLY)
    page.wait_for_url("**/timeline.html?side=russia")
    fits = fitting(library, "timeline.html", {"side": "russia"})
    assert fits == set(page.evaluate(SHOWN))
    assert page.inner_text(".overview__named")
    page.go_back()
    page.reload()
    assert ("", 1) == (page.input_value("#filter-side"), len(asked))
    page.go_forward()
    page.wait_for_selector("[role=status]:not(:empty)")
    assert fits == set(page.evaluate(SHOWN))


def test_without_its_script_no_filter_is_shown(site: Path, browser: Browser) -> None:
    """A filter that would do nothing is hidden, and leaves its room."""
    page = browser.new_page()
    page.route("**/list.js", lambda route: route.abort())
    page.goto(f"{(site / 'timeline.html').as_uri()}?side=russia")
    page.wait_for_selector(".filter", state="hidden")
    assert page.locator(".filter").bounding_box()
    page.close()


def test_a_filter_goes_along_to_the_statements_in_full_and_back(root: str, library: Library, watched: Watched) -> None:
    """From a line to its card, and back to the list, what was chosen stays chosen; a side's page has no choice of sides."""
    page = watched.open(f"{root}who-said-what.html?side=russia&topic=guarantees")
    lines = page.evaluate(SHOWN)
    assert fitting(library, "who-said-what.html", {"side": "russia", "topic": "guarantees"}) == set(lines)
    page.click(f"#{lines[-1]} a")
    page.wait_for_url(f"**/sides/russia.html?side=russia&topic=guarantees#{lines[-1]}")
    assert set(lines) == set(page.evaluate(SHOWN))
    assert 0 == page.locator("#filter-side").count()
    assert page.locator(f"#{lines[-1]}").evaluate(
        "one => one.matches('.card') && one.getBoundingClientRect().top < innerHeight"
    )
    page.select_option("#filter-manner", "demands")
    page.click(".crumb a")
    page.wait_for_url("**/who-said-what.html?side=russia&topic=guarantees&manner=demands")
    wanted = {"side": "russia", "topic": "guarantees", "manner": "demands"}
    assert fitting(library, "who-said-what.html", wanted) == set(page.evaluate(SHOWN))
    page.click(".sides:not([hidden]) p a")
    page.wait_for_url("**/sides/russia.html?*manner=demands")


def test_people_are_chosen_by_side_and_a_status_is_heard_but_once(
    site: Path, library: Library, watched: Watched
) -> None:
    """The long list of people has a group for each side in order; no two options of a list are called the same."""
    page = watched.open((site / "timeline.html").as_uri())
    groups = page.eval_on_selector_all("#filter-speaker optgroup", "all => all.map(one => one.label)")
    assert [*(str(one.label) for one in library.site.sides), "No side"] == groups
    for name in CONTROLS["timeline.html"]:
        options = page.eval_on_selector_all(f"#filter-{name} option", "all => all.map(one => one.textContent)")
        assert sorted(set(options)) == sorted(options), name


# -- without scripts ----------------------------------------------------------------------------------------------------


TEXTS = (
    "index.html",
    "timeline.html",
    "who-said-what.html",
    "actors.html",
    "search.html",
    "as-of/2022-01-09/search.html",
)


@pytest.mark.parametrize("path", TEXTS)
def test_scripts_add_and_take_away_no_word(site: Path, undrawn: Browser, path: str) -> None:
    """The text of the document is the same with scripts and without; what is seen differs by the words of the forms alone, once
    folds, which are open without scripts, are opened.
    """
    whole, seen = [], []
    for scripts in (True, False):
        context = undrawn.new_context(java_script_enabled=scripts, viewport={"width": 1280, "height": 900})
        page = context.new_page()
        page.goto((site / path).as_uri())
        page.wait_for_load_state("networkidle")
        whole.append(" ".join((page.locator("html").text_content() or "").split()))
        forms = page.locator("form").all_inner_texts() if scripts else []
        if scripts:
            page.evaluate("document.querySelectorAll('details.fold').forEach(one => { one.open = true; })")
        visible = page.locator("main").inner_text()
        for form in forms:
            visible = visible.replace(form, "")
        seen.append(" ".join(visible.split()))
        context.close()
    assert whole[0] == whole[1]
    assert seen[0] == seen[1]
    assert len(seen[1]) > 300


@pytest.mark.parametrize("path", [*CONTROLS, "search.html", "events/geneva-talks.html"])
def test_without_scripts_no_dead_control_is_shown(site: Path, browser: Browser, path: str) -> None:
    """No form, field or button is seen that would do nothing, nor room left for one; the ways by page are there."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / path).as_uri())
    assert 0 == page.locator("form:visible, select:visible, input:visible, button:visible, template:visible").count()
    assert page.locator(".top__search").is_visible()
    if path in CONTROLS:
        page.click(".elsewhere summary")
        assert page.locator(".elsewhere a[href='sides/us.html']").is_visible()
        assert page.locator(".elsewhere a[href='topics/aid.html']").is_visible()
        page.click(".elsewhere a[href='actors.html']")
        assert page.locator("a[href='actors/ryabkov.html']").is_visible()
    context.close()


# -- search -------------------------------------------------------------------------------------------------------------


# When the texts are no longer on their way.
SETTLED = """new Promise(done => {
  const told = document.querySelector(".search [role=status]");
  const look = () => (told.textContent.endsWith(told.dataset.coming) ? setTimeout(look, 5) : done());
  look();
})"""


def ask(page: Page, query: str) -> list[str]:
    """The addresses of the results of a query, in order, all of them, once they are there, those of texts too."""
    page.fill("#search-q", query)
    page.press("#search-q", "Enter")
    page.evaluate(SETTLED)
    while page.locator(".results__more").is_visible():
        page.click(".results__more")
    return page.eval_on_selector_all(".found__title a", "all => all.map(one => one.getAttribute('href'))")  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("ryabkov", "actors/ryabkov.html"),
        ("Рябков", "actors/ryabkov.html"),
        ("РЯБКОВ", "actors/ryabkov.html"),
        ("Рябкóв", "actors/ryabkov.html"),
        ("sergei ryab", "actors/ryabkov.html"),
        ("elysee", "sources/elysee-n4.html"),
        ("ÉLYSÉE", "sources/elysee-n4.html"),
        ("nord stream", None),
        ("US$200 million", None),
        ("12 January 2022", None),
    ],
)
def test_the_real_site_is_searched(root: str, watched: Watched, query: str, first: str | None) -> None:
    """Names in any spelling, case and script, parts of words, amounts and dates find what they should, from disk and over http."""
    page = watched.open(root + "search.html")
    found = ask(page, query)
    assert found
    assert first in (None, found[0])
    told = page.inner_text(".search [role=status]")
    assert str(len(found)) in told
    assert page.locator(".found mark").count()


TOLD = "statement-told"


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("الامن", "arabic"),
        ("الأمن", "arabic"),
        ("امن", "arabic"),
        ("المرفأ", "arabic"),
        ("المرفا", "arabic"),
        ("اولويه", "arabic"),
        ("еще", "cyrillic"),
        ("Ещё", "cyrillic"),
        ("йод", "cyrillic"),
        ("мед", "cyrillic"),
        ("КОРАБЛЕ", "cyrillic"),
        ("її", "ukrainian"),
        ("іі", "ukrainian"),
        ("м'яким", "ukrainian"),
        ("oeuvre", "french"),
        ("œuvre", "french"),
        ("elysee", "french"),
        ("l'elysee", "french"),
        ("L’ÉLYSÉE", "french"),
        ("ca coute", "french"),
        ("lodz", "polish"),
        ("plynie", "polish"),
        ("strasse", "german"),
        ("STRASSE", "german"),
        ("aero", "german"),
        ("oresund", "german"),
        ("条约", "chinese"),
        ("港口 生效", "chinese"),
        ("נמל", "hebrew"),
        ("λιμενας", "greek"),
        ("σοφός", "greek"),
        ("2022 بندر", "digits"),
    ],
)
def test_words_are_found_in_every_script(port: Path, watched: Watched, query: str, name: str) -> None:
    """However a reader writes a word, its statement is found, and the word is marked in it as it was printed, in its language."""
    page = watched.open((port / "search.html").as_uri())
    found = ask(page, query)
    assert [f"statements/{name}.html"] == found
    language, words = SPOKEN[name]
    snippet = page.locator(".found__snippet")
    assert (language, "auto") == (snippet.get_attribute("lang"), snippet.get_attribute("dir"))
    assert words == snippet.locator("q").text_content()
    marked = snippet.locator("mark").all_text_contents()
    assert marked
    assert all(one in words for one in marked)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("quay old", ["events/talks.html"]),
        ("gwenole", ["events/talks.html"]),
        ("crane", ["context/words.html"]),
        ("due ships", ["glossary.html#term-toll"]),
        ("quay crane", []),
        ("uay", []),
        ("!!! …", None),
        ("", None),
    ],
)
def test_all_words_must_occur_by_their_beginnings(
    port: Path, watched: Watched, query: str, expected: list[str] | None
) -> None:
    """Of several words all must stand in a record, each at the beginning of a word; only without a word everything is listed."""
    page = watched.open((port / "search.html").as_uri())
    found = ask(page, query)
    assert (expected or []) == found
    assert (expected is None) == page.locator(".everything").is_visible()
    if expected == []:
        assert page.inner_text(".search [role=status]").startswith("No entry has ")


def test_a_result_is_called_by_its_speaker_and_marked_there_too(port: Path, watched: Watched) -> None:
    """A statement has its speaker before its title, as in lists, the words looked for are marked in both, and below stands what was said."""
    page = watched.open((port / "search.html").as_uri())
    ask(page, "moor stays")
    link = page.locator(".results a[href='statements/open.html']")
    assert "Ada Moor: The harbour stays open" == link.inner_text()
    assert ["Moor", "stays"] == link.locator("mark").all_inner_texts()
    ask(page, "moor")
    said = page.locator(".results .found:has(a[href='statements/open.html']) q")
    assert "The harbour stays open." == said.text_content()


def test_the_title_counts_most_then_names_and_words_then_the_rest(port: Path, watched: Watched) -> None:
    """What is called by the word stands before what only says it; of equals the earlier, then the first by id."""
    page = watched.open((port / "search.html").as_uri())
    found = ask(page, "moor")
    assert "actors/moor.html" == found[0]
    names = [f"statements/{name}.html" for name in sorted({*SPOKEN, "open", "told"})]
    assert names == [one for one in found if one in names]
    harbour = ask(page, "harbour open")
    assert "statements/told.html" in harbour
    titled = {"statements/open.html", "events/talks.html"}
    assert titled == {*harbour[: len(titled)]} - {"statements/told.html"} | titled


def test_only_exact_words_stand_in_quotation_marks(port: Path, watched: Watched) -> None:
    """A paraphrase and the editors' prose are shown without marks of quotation, and without words that were left out before."""
    page = watched.open((port / "search.html").as_uri())
    for query, quoted in (("said stay", 0), ("crane", 0), ("stays open", 1)):
        ask(page, query)
        assert quoted == page.locator(".found__snippet q").count(), query


def test_hostile_words_are_shown_and_do_nothing(port: Path, watched: Watched) -> None:
    """Markup and escapes in a text are neither run nor lost on the way into the index and out of it."""
    page = watched.open((port / "search.html").as_uri())
    assert ["statements/hostile.html"] == ask(page, "onerror")
    assert SPOKEN["hostile"][1] == page.locator(".found__snippet q").text_content()
    assert 0 == page.locator(".found img, .results script").count()
    assert "<" not in "".join((port / f"search-{name}.js").read_text("utf-8") for name in ("index", "texts"))


def test_the_field_on_every_page_opens_the_search(root: str, watched: Watched) -> None:
    """A query on the top of any page leads to the search of its edition with the results, and back leads back."""
    for path, search in (
        ("events/geneva-talks.html", "search.html"),
        ("as-of/2022-01-09/timeline.html", "as-of/2022-01-09/search.html"),
    ):
        page = watched.open(root + path)
        page.fill(".find input", "geneva & co?")
        page.fill(".find input", "geneva")
        page.press(".find input", "Enter")
        page.wait_for_selector("li.found")
        assert f"{root}{search}?q=geneva" == page.url
        assert "geneva" == page.input_value("#search-q")
        page.go_back()
        assert root + path == page.url


def test_a_search_can_be_shared_reloaded_and_undone(root: str, watched: Watched) -> None:
    """Query and kind stand in the address; reloaded the results are the same; a result and back leads to them again; back undoes a new query."""
    page = watched.open(root + "search.html?q=nato")
    page.wait_for_selector("li.found")
    page.check(".search__kinds input[value=statement]")
    page.wait_for_url(re.compile(r"\?q=nato&kind=statement$"))
    results = page.eval_on_selector_all(".found__title a", "all => all.map(one => one.href)")
    assert results
    assert all("/statements/" in one for one in results)
    page.reload()
    page.wait_for_selector("li.found")
    assert results == page.eval_on_selector_all(".found__title a", "all => all.map(one => one.href)")
    page.click(".found__title a >> nth=0")
    assert results[0] == page.url
    page.go_back()
    page.wait_for_selector("li.found")
    assert results == page.eval_on_selector_all(".found__title a", "all => all.map(one => one.href)")
    page.fill("#search-q", "zelensky")
    page.wait_for_url(re.compile("zelensky"))
    page.press("#search-q", "Enter")
    page.go_back()
    page.wait_for_url(re.compile(r"\?q=nato&kind=statement$"))
    assert "nato" == page.input_value("#search-q")
    assert results == page.eval_on_selector_all(".found__title a", "all => all.map(one => one.href)")


def test_results_are_counted_by_kind_and_shown_by_fifties(site: Path, watched: Watched) -> None:
    """The kinds add up to all; fifty results are shown, then more by a button that hands the focus to the first of them."""
    page = watched.open((site / "search.html").as_uri() + "?q=russia")
    page.wait_for_selector("li.found")
    counts = page.eval_on_selector_all(
        ".search__kinds label:not([hidden])", "all => all.map(one => Number(one.querySelector('.count').textContent))"
    )
    assert counts[0] == sum(counts[1:]) > 100
    assert str(counts[0]) in page.inner_text(".search [role=status]")
    assert 50 == page.locator("li.found").count()
    page.click(".results__more")
    assert 100 == page.locator("li.found").count()
    assert 50 == page.evaluate(
        "[...document.querySelectorAll('li.found')].findIndex(one => one.contains(document.activeElement))"
    )


def test_search_is_worked_by_keyboard_and_read_out(site: Path, watched: Watched) -> None:
    """Results are an ordered list of links that Tab goes through; their number is announced politely."""
    page = watched.open((site / "search.html").as_uri())
    page.focus("#search-q")
    page.keyboard.type("lavrov geneva")
    page.wait_for_selector("li.found")
    assert page.evaluate("document.querySelector('.search [role=status]').textContent")
    page.keyboard.press("Enter")
    assert "search-q" == page.evaluate("document.activeElement.id")
    page.keyboard.press("Tab")
    assert "BUTTON" == page.evaluate("document.activeElement.tagName")
    page.keyboard.press("Tab")
    assert "radio" == page.evaluate("document.activeElement.type")
    reached = []
    for _ in range(3):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.getAttribute('href')"))
    assert (
        page.eval_on_selector_all("ol > .found a", "all => all.slice(0, 3).map(one => one.getAttribute('href'))")
        == reached
    )


def test_the_search_of_an_earlier_day_knows_nothing_later(site: Path, watched: Watched) -> None:
    """On the pages as of a day the search finds what was known then, and its index holds no more."""
    page = watched.open((site / "as-of/2022-01-09/search.html").as_uri())
    assert "actors/ryabkov.html" == ask(page, "ryabkov")[0]
    later = ask(page, "minor incursion")
    assert [] == later
    for name in ("index", "texts"):
        assert "minor incursion" not in (site / f"as-of/2022-01-09/search-{name}.js").read_text("utf-8").lower()
    assert "minor incursion" in (site / "search-texts.js").read_text("utf-8").lower()


@pytest.mark.parametrize("cut", [None, 200])
def test_a_missing_index_is_told(browser: Browser, port: Path, run_folder: Path, cut: int | None) -> None:
    """Where the index is not there, or not whole, the page says so and lists everything, whatever is then asked."""
    folder = run_folder / f"finding-cut-at-{cut}"
    shutil.copytree(port, folder)
    script = folder / "search-index.js"
    if cut:
        script.write_text(script.read_text("utf-8")[:cut], "utf-8")
    else:
        script.unlink()
    context = browser.new_context()
    page = context.new_page()
    page.goto((folder / "search.html").as_uri() + "?q=toll")
    page.wait_for_selector(".search [role=status]:not(:empty)")
    for query in ("toll", "h", "harbour", ""):
        ask(page, query)
        assert "could not load" in page.inner_text(".search [role=status]")
        assert page.locator(".everything").is_visible()
        assert page.locator(".results").is_hidden()
    page.go_back()
    assert page.locator(".everything").is_visible()
    context.close()


# What readers write, the address of what they mean, and what the page says that it took a word for.
MEANT = [
    ("", "Lavrof", "actors/lavrov.html", "No entry has “Lavrof”. Did you mean “Lavrov”?"),
    ("", "Ryabkof", "actors/ryabkov.html", "No entry has “Ryabkof”. Did you mean “Ryabkov”?"),
    ("", "Rybakov", "actors/ryabkov.html", "No entry has “Rybakov”. Did you mean “Ryabkov”?"),
    ("", "Blinkin", "actors/blinken.html", "No entry has “Blinkin”. Did you mean “Blinken”?"),
    ("", "stoltenburg", "actors/stoltenberg.html", "No entry has “stoltenburg”. Did you mean “Stoltenberg”?"),
    ("", "talks in Gneva", "events/geneva-talks.html", "No entry has “Gneva”. Did you mean “Geneva”?"),
    ("", "Minks", "glossary.html#term-minsk-agreements", "No entry has “Minks”. Did you mean “Minsk”?"),
    ("", "guarentees", "topics/guarantees.html", "No entry has “guarentees”. Did you mean “guarantees”?"),
    ("", "Рябковым", "actors/ryabkov.html", "No entry has “Рябковым”. Showing words that begin with “рябко” instead."),
    ("", "denying", None, "No entry has “denying”. Showing words that begin with “deny” instead."),
    ("", "Lavrov's", "actors/lavrov.html", ""),
    ("", "open-door", "glossary.html#term-open-door", ""),
    ("", "NSC", "actors/us-nsc.html", ""),
    ("", "MFA", "actors/russian-mfa.html", ""),
    ("", "potus", "actors/biden.html", ""),
    ("", "NDAA", "glossary.html#term-ndaa", ""),
    ("", "INF", "demands/intermediate-missiles.html", ""),
    ("", "$300m", "figures/usai-300m-fy2022.html", ""),
    ("", "300,000,000", "figures/usai-300m-fy2022.html", ""),
    ("", "US$2.5bn", "figures/total-since-2014.html", ""),
    ("fr/", "Lavrof", "actors/lavrov.html", "Aucune entrée ne contient «\u00a0Lavrof\u00a0». Vouliez-vous dire «\u00a0Lavrov\u00a0»\u202f?"),
    ("fr/", "bruxeles", None, "Bruxelles"),
    ("fr/", "CNS", "actors/us-nsc.html", ""),
    ("fr/", "300 000 000", "figures/usai-300m-fy2022.html", ""),
    ("fr/", "2,5 milliards", "figures/total-since-2014.html", ""),
    ("es/", "Lavrof", "actors/lavrov.html", "Ninguna entrada contiene «Lavrof». ¿Quiso decir «Lavrov»?"),
    ("es/", "Ginevra", "events/geneva-talks.html", "Ginebra"),
    ("es/", "300.000.000", "figures/usai-300m-fy2022.html", ""),
    ("es/", "2500 millones", "figures/total-since-2014.html", ""),
    ("ar", "صفدر", "actors/runwa-safdar.html", "لا يوجد مدخل يحتوي على «صفدر». هل تقصد «صفدار»؟"),
    ("ar", "كلتور", None, "كلثور"),
    ("ar", "٣٠٠ مليون", "figures/roof-all.html", ""),
]  # fmt: skip
NOWHERE = {
    "": "Kissinger Gorbachev Jupiter Vladivostok Shakespeare helicopter zoology mortgage quidditch xylophone volcano trombone "
    "asparagus penguin kangaroo marmalade umbrella Mi-24 987654 xyzzy",
    "fr/": "zoologie Versailles hypothèque",
    "es/": "zoología hipoteca",
    "ar": "مستشفى كيسنجر",
}  # fmt: skip


def test_slips_forms_and_short_forms_find_what_was_meant(site: Path, tunnel: Path, watched: Watched) -> None:
    """A slip, another form, a short form or a number written otherwise finds it; what is taken for another word is said to be."""
    at = None
    for folder, query, address, told in MEANT:
        if folder != at:
            page = watched.open(((tunnel if folder == "ar" else site / folder) / "search.html").as_uri())
        at = folder
        results = ask(page, query)
        said = page.inner_text(".search [role=status]")
        assert results, query
        assert address is None or address in results[:3], (query, results[:3])
        assert said.startswith(told) if told.endswith((".", "?", "؟")) else told in said, (query, said)
        assert bool(told) == (query.split()[-1] in said), (query, said)
        assert page.locator(".results mark").count(), query


def test_what_is_nowhere_is_said_to_be(site: Path, tunnel: Path, watched: Watched) -> None:
    """A word that nothing has, and none like it, is told in a sentence, and nothing stands below."""
    for folder, words in NOWHERE.items():
        page = watched.open(((tunnel if folder == "ar" else site / folder) / "search.html").as_uri())
        for word in words.split():
            assert [] == ask(page, word), word
            said, below = page.evaluate(
                """[document.querySelector('.search [role=status]').innerText,
                    [...document.querySelectorAll('.everything, .results, .search__kinds')].filter(one => one.checkVisibility()).length]"""
            )
            assert word in said
            assert len(said) < 60
            assert 0 == below


def test_titles_are_found_before_the_texts_are_there(address: str, browser: Browser) -> None:
    """Results by titles and names are shown while texts are on their way, and stay as they are when these add to them."""
    context = browser.new_context()
    page = context.new_page()
    held: list[Route] = []
    page.route("**/search-texts.js", lambda route: held.append(route))  # noqa: PLW0108 - a function that can be marked
    page.goto(f"{address}search.html?q=sanctions", wait_until="domcontentloaded")
    page.wait_for_selector("li.found")
    told = page.inner_text(".search [role=status]")
    first = page.locator("li.found").all_inner_texts()
    page.focus(".found__title a >> nth=2")
    held.pop().continue_()
    page.evaluate(SETTLED)
    assert told.endswith("Searching the texts …")
    assert int(told.split()[0]) < int(page.inner_text(".search [role=status]").split()[0])
    assert first == page.locator("li.found").all_inner_texts()[: len(first)]
    assert page.evaluate("document.activeElement.closest('.found') === document.querySelectorAll('li.found')[2]")
    context.close()


def test_texts_of_another_site_are_not_taken(address: str, browser: Browser) -> None:
    """Texts that do not belong to the titles are not read, which is said; what titles and names have is found."""
    context = browser.new_context()
    page = context.new_page()
    page.route("**/search-texts.js", lambda route: route.fulfill(body='window.ONRECORD_TEXTS = ["0", [], []];'))
    page.goto(f"{address}search.html")
    assert "actors/lavrov.html" == ask(page, "lavrov")[0]
    lost = "We could not load the texts and searched titles and names only."
    assert page.inner_text(".search [role=status]").endswith(lost)
    assert [] == ask(page, "xyzzy")
    assert f"No entry has “xyzzy”. {lost}" == page.inner_text(".search [role=status]")
    context.close()


def test_our_translation_is_said_to_be_ours(quay: Path, watched: Watched) -> None:
    """A result found by the editors' translation of words says so and quotes nobody; one found by the words does not."""
    page = watched.open((quay / "search.html").as_uri())
    for query, ours in (("port close", True), ("гавань", False), ("lock gates", False)):
        assert ["statements/open.html"] == ask(page, query)
        label = ["Our translation"] if ours else []
        assert label == page.locator(".results .found__ours").all_inner_texts(), query
        assert int(ours) == page.locator(".results .found__snippet.ours").count(), query
        assert int(query == "гавань") == page.locator(".results .found__snippet q").count(), query


def test_results_are_in_their_language(quay: Path, watched: Watched) -> None:
    """Titles, names beside them and snippets that are not translated have their language, on the French page only (WCAG 3.1.2)."""
    for path, expected in (("search.html", None), ("fr/search.html", "en")):
        page = watched.open((quay / path).as_uri())
        for query, result in (("lock gates", "statements/open.html"), ("old quay", "events/talks.html")):
            assert [result] == ask(page, query)
            assert expected == page.get_attribute(".results .found__title a", "lang")
            assert expected == page.get_attribute(".results .found__snippet", "lang")
        assert "actors/moor.html" == ask(page, "Ada Moor")[0]
        assert expected == page.locator(".results .found__facts").first.get_by_text("the town").get_attribute("lang")
        ask(page, "гавань")
        assert "ru" == page.get_attribute(".results .found__snippet", "lang")


@pytest.mark.parametrize(
    "path",
    [
        "timeline.html?side=russia",
        "who-said-what.html?side=osce&topic=aid",
        "search.html?q=nato",
        "search.html?q=xyzzy",
    ],
)
def test_axe_finds_nothing_while_something_is_looked_for(site: Path, undrawn: Browser, path: str) -> None:
    """With a filter on, with results and with none, axe-core finds no violation of WCAG 2.2 A and AA, and nothing scrolls sideways."""
    page = undrawn.new_page()
    page.goto(f"{site.as_uri()}/{path}")
    page.wait_for_selector("[role=status]:not(:empty)")
    found = Tried(page).at(1280, 320)
    page.close()
    assert [] == found


# -- folding: the script and a reference ----------------------------------------------------------------------------------


STRIPPED = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u00ad\u02b9\u02ba\u02be\u02bf\u200b-\u200f\u2060\ufeff]"
)
LIKE = dict(zip("øłđðħıςґةىیک\u0671", "oldd" + "hiσгهييك\u0627", strict=True)) | {
    "æ": "ae", "œ": "oe", "ß": "ss", "þ": "th", "ء": "", "ʻ": " ", "ʼ": " ",
}  # fmt: skip


def reference(text: str) -> str:
    """The folding as it is meant, worked out from Unicode's tables."""
    folded = ""
    for char in text:
        for part in STRIPPED.sub("", unicodedata.normalize("NFKD", char.lower()).lower()):
            digit = unicodedata.decimal(part, None)
            folded += LIKE.get(part, part) if digit is None else str(digit)
    words = "".join(char if unicodedata.category(char)[0] in "LMN" else " " for char in folded).split()
    return f" {' '.join(map(amid, words))} " if words else " "


def amid(word: str) -> str:
    """A word in which Latin letters that stand beside Cyrillic ones are those that look like them."""
    kinds = ["C" if "CYRILLIC" in unicodedata.name(char, "") else "L" if char in "aceiopxy" else "-" for char in word]
    for run in re.finditer("L+", "".join(kinds)):
        if "C" in kinds[max(run.start() - 1, 0) : run.start()] + kinds[run.end() : run.end() + 1]:
            like = word[run.start() : run.end()].translate(str.maketrans("aceiopxy", "асеіорху"))
            word = word[: run.start()] + like + word[run.end() :]
    return word


SAMPLES = [
    *(words for _, words in SPOKEN.values()),
    "Élysée Рябкóв РЯБКОВ Ёлка Їжак الأمْن آمن إيران مؤسسة رئيس مدرسة على Œuvre Ærø STRASSE Straße Łódź İstanbul ı",
    "ΣΟΦΟΣ σοφός ﬁn ½ ２０２２ ٢٠٢٢ ۲۰۲۲ २०२२ ๒๐๒๒ 𝟚𝟘 Nguyễn 한국어 が か゚ ﷺ ﻷ שָׁלוֹם O’Neill O'Neill OʼNeill",
    "Рябкóв Кóпия óба Тóóт póт", "", " ", "—", "a", "a-b", "US$200\u00a0million", "2,5 %",
]  # fmt: skip
KNOWN = {char for n in range(0x3000) if unicodedata.category(char := chr(n)) != "Cn"}  # what both know of


@pytest.fixture(scope="module")
def folding(browser: Browser) -> Iterator[Page]:
    """A page that has what the search takes for the same, as functions."""
    source = (SCRIPTS / "search.js").read_text("utf-8")
    part = source.partition('"use strict";')[2].partition("// end of what is tried by itself")[0]
    page = browser.new_page()
    page.evaluate(f"() => {{ {part}; window.search = {{ fold, folded, findable, others, termsOf, has, edits }}; }}")
    yield page
    page.close()


def test_the_script_folds_as_it_is_meant_to(folding: Page) -> None:
    """Words of many scripts, and every letter and digit of the first three thousand hex codes, fold as Unicode's tables say."""
    texts = [*SAMPLES, *(f"q{char}w" for char in sorted(KNOWN))]
    assert {text: reference(text) for text in texts} == dict(
        zip(texts, folding.evaluate("texts => texts.map(search.fold)", texts), strict=True)
    )


def test_every_digit_is_read_as_its_value(folding: Page) -> None:
    """Decimal digits of every script fold to 0 to 9."""
    digits = [char for n in range(sys.maxunicode) if unicodedata.decimal(char := chr(n), None) is not None]
    expected = [str(unicodedata.decimal(one)) for one in digits]
    assert len(digits) > 500
    assert expected == [one.strip() for one in folding.evaluate("texts => texts.map(search.fold)", digits)]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.text(alphabet=st.sampled_from(sorted(KNOWN - {"\u0130"})), max_size=40), min_size=1, max_size=30))
def test_folding_with_places_is_the_same_folding(folding: Page, texts: list[str]) -> None:
    """What is marked was folded as what was searched; its places rise, and lie within the text."""
    for text, plain, mapped in folding.evaluate(
        "texts => texts.map(one => [one, search.fold(one), search.folded(one)])", texts
    ):
        assert plain == mapped["plain"]
        places = mapped["places"]
        assert len(mapped["plain"]) == len(places)
        assert places == sorted(places)
        assert places[-1] <= len(text.encode("utf-16-le")) // 2


# -- what is written in several ways ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (["300000000"], "300m|$300 million|300,000,000|300 000 000|300\u202f000\u202f000|300.000.000|300 millions de dollars|300 millones|300 млн|٣٠٠ مليون"),
        (["2500000000"], "2.5bn|US$2.5 billion|2,5 milliards|2.500 millones|2,5 млрд|2.5 thousand million"),
        (["200000"], "200k|200,000 people|200 mil|200 тысяч"),
        ([], "12 January 2022|1997|10.01.2022|5 members|Article 5 b|at 10:30|2.5 %|May 2022 12 ships"),
    ],
)  # fmt: skip
def test_a_number_is_the_same_however_it_is_written(folding: Page, number: list[str], written: str) -> None:
    """Signs between thousands, and words and letters for them, come to the same digits; a date and a plain number stay."""
    texts = written.split("|")
    read = "texts => texts.map(text => search.others(text).filter(one => one.exact).map(one => one.plain))"
    assert dict.fromkeys(texts, number) == dict(zip(texts, folding.evaluate(read, texts), strict=True))


def test_joined_words_are_found_apart_and_together(folding: Page) -> None:
    """Hyphens, apostrophes and points are no obstacle, from either side; numbers are never another's."""
    pairs = {
        ("Mr O’Brien", "obrien"): True, ("Mr O’Brien", "O'Brien"): True, ("Mr OBrien", "O’Brien"): True,
        ("a Mi-8 flew", "Mi 8"): True, ("a Mi-8 flew", "mi8"): True, ("a Mi8 flew", "Mi-8"): True, ("Mi-8", "Mi-24"): False,
        ("a cease-fire", "ceasefire"): True, ("a ceasefire", "cease-fire"): True, ("the U.S. reply", "us"): True,
        ("US reply", "U.S."): True, ("Lavrov said", "Lavrov’s"): True, ("à l’Élysée", "elysee"): True, ("Élysée", "l'elysee"): True,
        ("300 ships, 2 million", "300 million"): False, ("in 1998", "1997"): False,
    }  # fmt: skip
    find = "pairs => pairs.map(([text, query]) => search.termsOf(query).every(one => search.has(search.findable(text), one)))"
    assert pairs == dict(zip(pairs, folding.evaluate(find, list(pairs)), strict=True))


def test_slips_are_counted(folding: Page) -> None:
    """A letter changed, left out or put in is one slip, two that are swapped a little less; what is too far is cut short."""
    cases = {
        ("lavrof", "lavrov"): 1, ("gneva", "geneva"): 1, ("stolltenberg", "stoltenberg"): 1, ("minks", "minsk"): 0.9,
        ("lavroff", "lavrov"): 2, ("same", "same"): 0,
    }  # fmt: skip
    count = "cases => cases.map(([one, other]) => search.edits(one, other, 2))"
    assert cases == dict(zip(cases, folding.evaluate(count, list(cases)), strict=True))
    assert folding.evaluate("search.edits('lavrov', 'sherman', 2)") > 2
