"""The built site as readers meet it: in real Chromium from disk and over http, with scripts and without."""

import re
from collections.abc import Callable, Iterator
from itertools import groupby, islice
from pathlib import Path

import pytest
from axe_rules import Tried
from playwright.sync_api import Browser, BrowserContext, Page
from real_site import LANGUAGES, PAGES, TYPES

SCRIPTED = ("timeline.html", "who-said-what.html", "search.html")  # the pages on which scripts write words
EARLIER = "as-of/2021-12-28"  # of the earlier days this one is looked at; the others are made alike


def opened(context: BrowserContext) -> tuple[Page, list[str]]:
    """A browser page, and a list that fills with what goes wrong on it, but what is dropped when the page is left."""
    faults: list[str] = []
    page = context.new_page()
    page.on("console", lambda message: faults.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: faults.append(f"error: {error}"))
    page.on(
        "requestfailed",
        lambda request: faults.append(f"failed: {request.url}") if request.failure != "net::ERR_ABORTED" else None,
    )
    return page, faults


@pytest.fixture(scope="module")
def page(undrawn: Browser) -> Iterator[Page]:
    """A page in a browser that is off the network; the tests of this file go through their pages in it."""
    context = undrawn.new_context(offline=True)
    yield context.new_page()
    context.close()


def longest_word(path: Path) -> int:
    """How long the longest stretch is that no space parts, of what a page tells."""
    return max(map(len, re.sub("<[^>]*>", " ", path.read_text("utf-8")).split()))


def pages_of(site: Path, part: str) -> list[Path]:
    """The pages of a part of the site, of each folder those of the longest words: forty in English, elsewhere three.

    404.html is left out, whose links are absolute.
    """
    within = [path.relative_to(site) for path in (site / part).rglob("*.html") if path.name != "404.html"]
    here = [path for path in within if part == EARLIER or "as-of" not in path.parts]
    found = [site / path for path in here if part != "." or path.parts[0] not in LANGUAGES]
    ordered = sorted(found, key=lambda one: (one.parent, -longest_word(one), one))
    most = 40 if part == "." else 3
    return [path for _, folder in groupby(ordered, lambda one: one.parent) for path in islice(folder, most)]


@pytest.mark.parametrize(("part", "least"), [(".", 200), (EARLIER, 20), *((one, 25) for one in LANGUAGES[1:])])
def test_every_page_opens_from_disk_and_fits_a_narrow_screen(
    site: Path, undrawn: Browser, part: str, least: int
) -> None:
    """From disk, with the network off, no page has a failed request or a word on the console.

    At 320 px, which is 400 % zoom of 1280, each fits (W06, W23; WCAG 1.4.10).
    """
    context = undrawn.new_context(offline=True, viewport={"width": 320, "height": 700})
    page, faults = opened(context)
    wide, seen = [], 0
    for path in pages_of(site, part):
        page.goto(path.as_uri(), wait_until="load")
        seen += 1
        if page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") > 0:
            wide.append(path.relative_to(site).as_posix())
    context.close()

    assert [] == faults
    assert [] == wide
    assert seen > least


@pytest.fixture(scope="module")
def both(undrawn: Browser) -> Iterator[list[tuple[Page, list[str]]]]:
    """Two pages that are off the network, one with scripts and one without, and what goes wrong on each."""
    contexts = [undrawn.new_context(offline=True, java_script_enabled=one) for one in (True, False)]
    yield [opened(one) for one in contexts]
    for one in contexts:
        one.close()


@pytest.mark.parametrize("path", [one for one in PAGES if one in TYPES or one.endswith(SCRIPTED)])
def test_the_text_is_the_same_without_scripts(site: Path, both: list[tuple[Page, list[str]]], path: str) -> None:
    """Every word that is there with scripts is there without them, and nothing goes wrong with scripts or without."""
    texts = []
    for page, faults in both:
        faults.clear()
        page.goto((site / path).as_uri(), wait_until="load")
        texts.append(page.locator("body").text_content())
        assert [] == faults

    assert texts[0] == texts[1]


@pytest.mark.parametrize("path", TYPES)
def test_pages_open_over_http_below_any_sub_path(undrawn: Browser, address: str, path: str) -> None:
    """Below a random sub-path every type of page is styled by each of its sheets, and nothing is asked of another host."""
    context = undrawn.new_context()
    page, faults = opened(context)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address + path)
    own = path != "404.html"  # its absolute links suit the site's own address only
    sheets = page.locator("link[rel=stylesheet], head style").count()
    styled = page.evaluate(
        "[...document.querySelectorAll('link[rel=stylesheet], head style')].filter(one => one.sheet?.cssRules.length).length"
    )
    context.close()

    assert sheets == styled > 0
    if own:
        assert [] == faults
    assert [] == [url for url in asked if not url.startswith(address) and own]


# Links sheets of the site, and says which selectors in them a page does not carry: how many, and those that are about something on it.
LEFT_OUT = r"""async (addresses) => {
  const carried = new Set(), left = new Set();
  const each = (rules, set) => {
    for (const rule of rules) {
      let start = 0, depth = 0; // selectors end at commas that are within no brackets
      for (const [at, sign] of [...`${rule.selectorText ?? ""},`].entries()) {
        depth += { "(": 1, ")": -1 }[sign] ?? 0;
        if (sign !== "," || depth) continue;
        if (rule.selectorText) set.add(rule.selectorText.slice(start, at).trim());
        start = at + 1;
      }
      each(rule.cssRules ?? [], set);
    }
  };
  each(document.querySelector("head style").sheet.cssRules, carried);
  for (const href of addresses) {
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href });
    await new Promise((done) => { link.onload = done; document.head.append(link); });
    each(link.sheet.cssRules, left);
  }
  const out = [...left].filter((one) => !carried.has(one));
  const state = /:not\(:[\w-]+\)|::?(before|after|marker|details-content|hover|focus-visible|focus|active|target)\b/g;
  return [out.length, out.filter((one) => document.querySelector(one.replace(state, "") || "*"))];
}"""


@pytest.mark.parametrize("path", [one for one in TYPES if one in PAGES])
def test_what_a_page_does_not_carry_is_about_nothing_on_it(
    site: Path, undrawn: Browser, address: str, path: str
) -> None:
    """Of all sheets of the site, a page that carries its style lacks no rule for something on it, whatever its state."""
    if "<style>" not in (site / path).read_text("utf-8"):
        return
    page = undrawn.new_page()
    page.goto(address + path)
    sheets = [address + one.relative_to(site).as_posix() for one in (site / "assets").rglob("*.css")]
    number, about = page.evaluate(LEFT_OUT, sheets)
    page.close()
    assert [] == about
    assert number > 100


@pytest.mark.parametrize("path", [one for one in TYPES if one in PAGES])
def test_axe_finds_nothing(typical: Callable[[str], str], page: Page, path: str) -> None:
    """axe-core finds no violation of WCAG 2.2 A and AA, at three widths, light and dark; nothing scrolls sideways."""
    page.goto(typical(path))
    assert [] == Tried(page).everything(1440, 768, 320)


def test_nothing_is_cut_on_paper(site: Path, browser: Browser) -> None:
    """In print every fold is open, the navigation is gone, and the way to each source is written out."""
    context = browser.new_context(offline=True, viewport={"width": 760, "height": 1000})
    page = context.new_page()
    page.emulate_media(media="print")
    page.goto((site / "statements/nsc-concerns-on-the-table.html").as_uri())
    hidden = page.evaluate(
        "[...document.querySelectorAll('details:not(.screen, .reuse *) > :not(summary)')].filter(one => !one.checkVisibility()).length"
    )
    shown = page.evaluate("document.querySelector('.ways').checkVisibility()")
    written = page.evaluate("getComputedStyle(document.querySelector('.notes a.outward'), '::after').content")
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    context.close()

    assert (0, False, 0) == (hidden, shown, wide)
    assert "https://" in written
