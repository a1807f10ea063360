"""Tests in real Chromium: of the sites on disk, and of one that is served. Which letters pages are drawn with is settled here."""

import functools
import http.server
import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from chromium import required
from fonts import NARROW, WIDE, Letters, environment
from playwright.sync_api import Browser, Page, sync_playwright
from run_folder import MakeOnce

Start = Callable[..., Browser]
Address = Callable[[str], str]

# The pages that hold everything, or much of it, and what stands for them in the invented explainer.
LONG = {name: name for name in ("print.html", "search.html", "who-said-what.html")} | {
    "sides/us.html": "sides/varnmark.html"
}
SWITCHES = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    # A frame for each document, and the old page held until the new one is drawn: a fifth of the cost of opening a page.
    "--disable-features=RenderDocument,PaintHolding",
)
# Nothing is drawn before it is asked for, and it never is: nothing that waits for a frame goes on.
UNDRAWN = "--enable-begin-frame-control"


@pytest.fixture(scope="session")
def start(once: MakeOnce) -> Iterator[Start]:
    """A starter of real Chromium with some letters, drawn or not: once for each."""
    with ExitStack() as running:
        playwright = running.enter_context(sync_playwright())
        path = required(playwright)

        @functools.cache
        def started(letters: Letters, *, drawn: bool = True) -> Browser:
            browser = playwright.chromium.launch(
                executable_path=path,
                args=[*SWITCHES, *(() if drawn else (UNDRAWN,))],
                env=environment(once(f"fonts-{letters.name}", letters.put)),
            )
            running.callback(browser.close)
            return browser

        yield started


@pytest.fixture(scope="session")
def browser(start: Start) -> Browser:
    """Real Chromium, with wide letters."""
    return start(WIDE)


@pytest.fixture(scope="session")
def undrawn(start: Start) -> Browser:
    """The same, for what is asked of pages that nobody looks at: drawing them is up to half of what they cost."""
    return start(WIDE, drawn=False)


@pytest.fixture(scope="session", params=[WIDE, NARROW], ids=lambda one: one.name)
def in_letters(start: Start, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page off the network, once with wide letters, once with narrow ones."""
    context = start(request.param).new_context(offline=True)
    yield context.new_page()
    context.close()


@pytest.fixture
def lettered(in_letters: Page) -> Page:
    """That page as it was at first, for what depends on the widths of letters."""
    in_letters.emulate_media(media="null")
    in_letters.set_viewport_size({"width": 1280, "height": 900})
    return in_letters


@pytest.fixture(scope="session")
def narrow(start: Start) -> Iterator[Page]:
    """A page off the network, with narrow letters, which is not drawn."""
    context = start(NARROW, drawn=False).new_context(offline=True)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def typical(site: Path, harbour_site: Path) -> Address:
    """The address of a page of each type, for what goes through every element of it.

    It is that of the real site, but for the pages that hold everything: on those of the invented explainer all parts stand, at
    a quarter of the length.
    """
    return lambda path: (harbour_site / LONG[path] if path in LONG else site / path).as_uri()


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """The site served over http below a random sub-path, as on GitHub Pages."""
    name = secrets.token_hex(4)

    class Handler(http.server.SimpleHTTPRequestHandler):
        def translate_path(self, path: str) -> str:
            inner = unquote(urlsplit(path).path).removeprefix(f"/{name}/")
            return str(site / inner) if path.startswith(f"/{name}/") else str(site / "nothing-here")

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/{name}/"
        server.shutdown()
