#!/usr/bin/env python3
"""How soon a page is painted on a slow phone, how much comes over the wire for it, and how long it is.

    .venv/bin/python benchmarks/first_paint.py _site                                   who said what, and each side
    .venv/bin/python benchmarks/first_paint.py _site timeline.html index.html          these pages
    .venv/bin/python benchmarks/first_paint.py _site --keep                            and keep the figures in RESULTS.md

A built site is served from this machine without compression and opened in Chromium, 360 by 780 pixels, on slow 4G (562.5 ms a
round trip, 1.44 Mbit/s) with the processor slowed four times, nothing in its cache. "Painted" is the first contentful paint in
seconds, the median of five. It asserts nothing: machines differ.
"""

import functools
import http.server
import os
import statistics
import threading
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from results import keep, reader

RUNS = 5
WIDTH, HEIGHT = 360, 780
SLOW = {"offline": False, "latency": 562.5, "downloadThroughput": 180_000, "uploadThroughput": 84_375}
LOOK = """() => new Promise((done) => new PerformanceObserver((list) => {
  const paint = list.getEntriesByName("first-contentful-paint")[0];
  if (!paint) return;
  const all = [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")];
  done([paint.startTime, all.reduce((sum, one) => sum + one.encodedBodySize, 0), document.documentElement.scrollHeight]);
}).observe({ type: "paint", buffered: true }))"""


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves a folder and says nothing."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def opened(browser: Browser, address: str) -> tuple[float, int, int]:
    """Seconds to the first paint of a page, bytes that came for it, and its height in pixels."""
    context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT})
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.goto(address, wait_until="load")
    page.wait_for_timeout(1000)  # scripts may lay out what they left for later
    paint, size, height = page.evaluate(LOOK)
    context.close()
    return paint / 1000, size, height


def main() -> None:
    """Measure the pages of a site."""
    options = reader(__doc__)
    options.add_argument("site", type=Path, help="the folder of a built site")
    options.add_argument("pages", nargs="*", help="paths in it")
    given = options.parse_args()
    sides = sorted(one.relative_to(given.site).as_posix() for one in (given.site / "sides").glob("*.html"))
    handler = functools.partial(Quiet, directory=str(given.site))
    with sync_playwright() as playwright, http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("ONRECORD_CHROMIUM") or None, args=["--no-sandbox"]
        )
        for path in given.pages or ["who-said-what.html", *sides]:
            found = [opened(browser, f"http://127.0.0.1:{server.server_port}/{path}") for _ in range(RUNS)]
            paint = statistics.median(one[0] for one in found)
            size, height = found[-1][1] / 1024, found[-1][2] / HEIGHT
            print(f"{path:30} painted {paint:5.2f} s {size:6.0f} KiB {height:6.1f} screens", flush=True)
            if given.keep:
                keep("First paint on a slow phone", [path, f"{paint:.2f}", f"{size:.0f}", f"{height:.1f}"])
        browser.close()
        server.shutdown()


if __name__ == "__main__":
    main()
