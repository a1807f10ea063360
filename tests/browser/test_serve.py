"""Live reload: what the local server answers to whom, and what a reader's open page shows after each sort of save."""

import os
import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from onrecord.quotes.receipts import as_lines, path_of, read_receipts
from onrecord.records.fields import Ref
from playwright.sync_api import Browser, Page, Route, expect
from projects import MakeProject
from servers import Served, serving_what_is_there
from smallest import SITE, SOUND, SOURCE


@pytest.fixture
def page(served: Served, browser: Browser) -> Iterator[Page]:
    """The timeline of the served explainer, open in Chromium."""
    opened = browser.new_page()
    opened.goto(f"{served.address}timeline.html")
    opened.wait_for_timeout(500)  # the page's socket has to be open before a save can reach it
    yield opened
    opened.close()


def event_file(project: Path) -> Path:
    """The first event of the starter that stands in a file of its own."""
    return min((project / "content" / "events").glob("*.md"))


def with_title(path: Path, title: str) -> str:
    """The text of a record with another title."""
    return re.sub(r"^title: .*$", f"title: {title}", path.read_text("utf-8"), count=1, flags=re.MULTILINE)


def test_edits_show_one_after_the_other(served: Served, page: Page) -> None:
    """Saves in quick succession all arrive, the last one included."""
    path = event_file(served.project)
    for number in range(6):
        path.write_text(with_title(path, f"Edit number {number}"), "utf-8")
        time.sleep(0.25)

    expect(page.locator("main")).to_contain_text("Edit number 5", timeout=10_000)


def test_a_save_before_the_page_listens_is_not_lost(served: Served, page: Page) -> None:
    """A save that falls between a page's loading and the opening of its socket still shows."""
    path = event_file(served.project)

    def late(route: Route) -> None:
        path.write_text(with_title(path, "Saved in between"), "utf-8")
        time.sleep(1.5)  # the site is made anew while nobody listens
        route.continue_()

    page.route("**/livereload.js*", late, times=1)
    page.reload()

    expect(page.locator("main")).to_contain_text("Saved in between", timeout=10_000)


def test_editors_that_replace_the_file_are_followed(served: Served, page: Page) -> None:
    """A save that writes beside the file and renames over it shows like any other, with an old time too."""
    path = event_file(served.project)
    beside = path.with_name("4913.tmp")
    beside.write_text(with_title(path, "Replaced atomically"), "utf-8")
    os.utime(beside, (0, 0))
    beside.replace(path)

    expect(page.locator("main")).to_contain_text("Replaced atomically", timeout=10_000)


def test_a_new_file_with_an_old_time_is_noticed(served: Served, page: Page) -> None:
    """A record that was copied in with its times is seen, and gone again when it is deleted."""
    path = event_file(served.project)
    copied = path.with_name("copied-in.md")
    text = with_title(path, "Copied in")
    lines = read_receipts(served.project).receipts.of(Ref("event", path.stem))  # its words are quoted twice then
    record = Ref("event", copied.stem)
    (served.project / path_of(record)).write_text(as_lines(record, lines.values()), "utf-8")
    outside = served.project / "kept.txt"
    outside.write_text(text, "utf-8")
    os.utime(outside, (0, 0))
    shutil.copy2(outside, copied)
    expect(page.locator("main")).to_contain_text("Copied in", timeout=10_000)

    copied.unlink()
    expect(page.locator("main")).not_to_contain_text("Copied in", timeout=10_000)


def test_a_broken_edit_keeps_the_last_good_site_and_says_why(served: Served, page: Page) -> None:
    """The page stays as it was with the problems on top; mended, the problems go and the edit shows."""
    path = event_file(served.project)
    good = path.read_text("utf-8")
    before = page.locator("main h3, main h4").all_text_contents()
    path.write_text(good.replace("title:", "titel:", 1), "utf-8")
    alert = page.get_by_role("alert")

    expect(alert).to_contain_text("there is no field 'titel'", timeout=10_000)
    expect(alert).to_contain_text("Did you mean 'title'")
    assert before == page.locator("main h3, main h4").all_text_contents()

    path.write_text(with_title_text(good, "Mended"), "utf-8")
    expect(page.locator("main")).to_contain_text("Mended", timeout=10_000)
    expect(alert).to_have_count(0)


def test_a_site_that_was_never_good_shows_what_is_wrong(project: MakeProject, browser: Browser) -> None:
    """Who begins with a mistake sees it in the browser, wherever they look, and the site once it is mended."""
    folder = project(SOUND)
    path = folder / "content/events/talks.md"
    good = path.read_text("utf-8")
    path.write_text(good.replace("title:", "titel:", 1), "utf-8")
    with serving_what_is_there(folder) as served:
        page = browser.new_page()
        page.goto(f"{served.address}events/talks.html")
        expect(page.get_by_role("alert")).to_contain_text("there is no field 'titel'")
        path.write_text(with_title_text(good, "Mended"), "utf-8")
        expect(page.locator("h1")).to_contain_text("Mended", timeout=10_000)
        page.close()


def with_title_text(text: str, title: str) -> str:
    """A record's text with another title."""
    return re.sub(r"^title: .*$", f"title: {title}", text, count=1, flags=re.MULTILINE)


def test_earlier_days_are_made_when_one_is_asked_for(project: MakeProject) -> None:
    """Pages as of a day are not made at each save, but on the first request for one, in whatever language."""
    from onrecord.machine.store import NOTHING_KEPT
    from onrecord.serve import Shown

    site = SITE.replace("[en]", "[en, en-GB]") + "days: {2022-01-20: {}}\n"
    paper = SOURCE.replace("language: en", "published: 2022-01-10\nlanguage: en")
    shown = Shown(project({**SOUND, "content/site.yml": site, "content/sources/paper.md": paper}), NOTHING_KEPT)
    assert () == shown.make()
    assert "timeline.html" in shown.site
    assert not [name for name in shown.site if "as-of/" in name]
    page, problems = shown.file("en-GB/as-of/2022-01-20/timeline.html")
    assert "" == problems
    assert page is not None
    assert b"The site as it stood on 20 January 2022." in page
