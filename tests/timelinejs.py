"""Load the timelines of a site in TimelineJS3 itself, compare what it shows with what was given, and take pictures.

Not part of the tests, for it needs a package of npm. In an empty folder, once:

    npm install @knight-lab/timelinejs@3.9.11

then, with the folder of a built site and that one:

    python tests/timelinejs.py _site FOLDER [PICTURES]
"""

import html
import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from chromium import required
from playwright.sync_api import Page, sync_playwright

PAGE = """<!doctype html><meta charset="utf-8"><link rel="stylesheet" href="{dist}/css/timeline.css">
<style>body {{ margin: 0 }} #line {{ height: 700px }}</style><div id="line"></div>
<script src="{dist}/js/timeline.js"></script>
<script>window.line = new TL.Timeline("line", {data}, {{hash_bookmark: false, script_path: "{dist}/js/"}});</script>"""


def told(page: Page) -> tuple[list[str], list[str], list[str]]:
    """The names of the slides that TimelineJS has, the dates that it shows, and what it complains of."""
    found = page.evaluate(
        """() => [line.config.events.map(one => one.unique_id),
                  [...document.querySelectorAll(".tl-slide .tl-headline-date")].map(one => one.textContent),
                  line.config.getErrors()]"""
    )
    names, dates, errors = found
    return names, dates, errors


def compared(page: Page, path: Path, dist: str, picture: Path | None) -> list[str]:
    """What TimelineJS has otherwise than it was given."""
    given = json.loads(path.read_text("utf-8"))
    with TemporaryDirectory() as folder:
        shown = Path(folder) / "index.html"
        shown.write_text(PAGE.format(dist=dist, data=json.dumps(given).replace("<", "\\u003c")), "utf-8")
        page.goto(shown.as_uri())
        page.wait_for_function("window.line && line.config && document.querySelector('.tl-slide .tl-headline-date')")
        names, dates, errors = told(page)
        if picture:
            page.locator(".tl-slidenav-next").click()
            page.wait_for_timeout(2000)  # it slides
            page.screenshot(path=str(picture))
    events = [one["unique_id"] for one in given["events"]]
    faults = [f"error: {one}" for one in errors]
    faults += [f"no slide of {one}" for one in events if one not in names]
    faults += [f"more slides than events: {len(names)}"] * (len(names) != len(events))
    expected = {html.unescape(one["display_date"]) for one in given["events"]}
    return faults + [f"a date of its own: {one}" for one in dates if one.strip() and one not in expected]


def main() -> int:
    """Try each timeline of a site."""
    site, dist = Path(sys.argv[1]), (Path(sys.argv[2]) / "node_modules/@knight-lab/timelinejs/dist").resolve().as_uri()
    pictures = Path(sys.argv[3]) if len(sys.argv) > 3 else None
    faults = 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=required(playwright))
        for path in sorted(site.rglob("timeline.json")):
            language = path.parent.relative_to(site).as_posix().replace(".", "first")
            page = browser.new_page(viewport={"width": 1200, "height": 720})
            found = compared(page, path, dist, pictures and pictures / f"timelinejs-{language}.png")
            count = len(json.loads(path.read_text("utf-8"))["events"])
            print(f"{path}: {count} events, {len(found)} faults", *found, sep="\n  ")
            faults += len(found)
            page.close()
        browser.close()
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
