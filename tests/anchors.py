"""Whether what a link leads to is seen: every anchor of a site that some link of it names, in a browser.

``python tests/anchors.py SITE [FIREFOX]`` tries, by hand, one page of each folder of a built site in the Firefox at that path, or
in Playwright's own, with scripts and without. The tests do the same in Chromium.
"""

import posixpath
import re
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import unquote

from playwright.sync_api import Page, sync_playwright

# But those for paper alone.
_LINK = re.compile(r'<a\b(?![^>]* class="numbered")[^>]*? href="([^"#:]*)#([^"]+)"')

# Where the element with an id is drawn: its top and bottom in the window, or None where it is not. Folds are shut for the next.
SEEN = """(id) => {
    const one = document.getElementById(id), box = one?.getBoundingClientRect();
    const shown = one?.checkVisibility({ contentVisibilityAuto: true }) && box.height;
    document.querySelectorAll('details').forEach((fold) => (fold.open = false));
    return shown ? [box.top, box.bottom, innerHeight] : null;
}"""


def anchors(site: Path, paths: Iterable[str] | None = None) -> Mapping[str, tuple[str, ...]]:
    """The ids that links within a site name, by the page that they are on; of all pages, or those that are named."""
    found: dict[str, set[str]] = {}
    for path in site.rglob("*.html"):
        here = path.relative_to(site).as_posix()
        for to, id_ in _LINK.findall(path.read_text("utf-8")):
            page = posixpath.normpath(posixpath.join(posixpath.dirname(here), to)) if to else here
            if id_ != "after-overview":  # the way past a drawing that is only on wide screens
                found.setdefault(page, set()).add(unquote(id_))
    wanted = found if paths is None else paths
    return {path: tuple(sorted(found.get(path, ()))) for path in wanted}


def unseen(page: Page, address: str, ids: Iterable[str]) -> list[str]:
    """Those of a page's anchors that are not in the window, with some height, when their address is opened."""
    missed = []
    page.goto(address)
    for id_ in ids:
        page.goto(f"{address}#{id_}")
        place = page.evaluate(SEEN, id_)
        if not place or place[0] >= place[2] or place[1] <= 0:
            missed.append(f"{id_}: {place}")
    return missed


def main(site: str, firefox: str = "") -> int:
    """Try a built site in Firefox; what is not seen is told, and how many anchors were tried."""
    root = Path(site).resolve()
    found = anchors(root)
    longest = {posixpath.dirname(path) or path: path for path in sorted(found, key=lambda one: len(found[one]))}
    faults = tried = 0
    with sync_playwright() as playwright:
        named = {"channel": "moz-firefox", "executable_path": firefox} if firefox else {}
        browser = playwright.firefox.launch(**named)
        for scripts in (True, False):
            page = browser.new_context(java_script_enabled=scripts, viewport={"width": 360, "height": 780}).new_page()
            for path in longest.values():
                for fault in unseen(page, (root / path).as_uri(), found[path]):
                    sys.stderr.write(f"{path}, scripts {'on' if scripts else 'off'}: {fault}\n")
                    faults += 1
                tried += len(found[path])
    sys.stderr.write(f"{tried} anchors tried, {faults} not seen\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
