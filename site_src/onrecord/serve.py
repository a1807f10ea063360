"""Live reload: the site from memory on 127.0.0.1, below a sub-path as on GitHub Pages. The only import of livereload.

An edit makes the site anew; a broken one keeps the last good site and shows the problems at the top of every page. The
folder _site/ is not touched. Requests that name a foreign host are refused, so no other web page can read along.
"""

import asyncio
import contextlib
import html
import logging
import mimetypes
import signal
import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from livereload import Server
from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler
from livereload.watcher import Watcher
from tornado import ioloop, web
from tornado.httputil import HTTPServerRequest

from onrecord.pipeline import Made, make
from onrecord.problems import as_text, count
from onrecord.quotes.receipts import FOLDER as RECEIPTS
from onrecord.quotes.verify import SAVED
from onrecord.sources import IGNORED
from onrecord.theme import theme_for

HOST = "127.0.0.1"
SUB_PATH = "/explainer/"
COOKIE = "onrecord"
POLL = 150  # milliseconds between looks at the files
TRIES = 100  # ports tried before giving up
PATIENCE = 10  # seconds for the headers of a request, and for its body
MOST_BODY = 10_000  # bytes; nothing here takes one

FOLLOWED = ("content", RECEIPTS, SAVED)  # and the theme's folders

Snapshot = dict[str, tuple[int, int, int]]


class Shown:
    """The last good site, and the problems of the newest state where that is broken."""

    def __init__(self, project: Path) -> None:
        self.project = project
        self.files: dict[str, bytes] = {}
        self.problems = ""
        self.version = 0  # counts what was made, the broken too
        self.days = 0  # the version of which the earlier days were made too
        self.theme = theme_for(project, None)

    def make(self) -> Made:
        """Make the site of what is on disk now; what cannot be made leaves the last good one."""
        self.version += 1
        try:
            made = make(self.project, drafts=True, days=False)
        except OSError as error:  # a file that vanished between two looks; the next look finds it settled
            self.problems = f"{error.strerror}: {error.filename}"
            raise
        self.theme = made.prepared.theme or self.theme
        if made.artifacts:
            self.files = {artifact.path: artifact.data for artifact in made.artifacts}
            self.problems = ""
        else:
            prepared = made.prepared
            self.problems = f"{as_text(prepared.problems, prepared.texts)}\n\n{count(prepared.problems)}"
        return made

    def file(self, name: str) -> bytes | None:
        """A file of the site. The pages as of earlier days take longer, and are made when one is asked for."""
        if "/as-of/" in f"/{name}" and self.days != self.version and not self.problems:
            self.days = self.version
            made = make(self.project, drafts=True)
            self.files = {artifact.path: artifact.data for artifact in made.artifacts} or self.files
        return self.files.get(name)


class FolderWatcher(Watcher):  # type: ignore[misc]
    """Looks at names, sizes, times and inodes of all files of some folders, so that no sort of save is missed."""

    def __init__(self, folders: Callable[[], tuple[Path, ...]], changed: Callable[[], None]) -> None:
        super().__init__()
        self.folders = folders
        self.changed = changed
        self.last = self.look()
        self.watch("content", lambda: None)  # livereload watches something of its own unless it is told to

    def start(self, callback: Callable[[], None]) -> bool:
        """What livereload asks to begin: look often, for its own pace would lose the second an edit may take."""
        ioloop.PeriodicCallback(callback, POLL).start()
        return True

    def look(self) -> Snapshot:
        """What can be told of every file without reading it."""
        found: Snapshot = {}
        for folder in self.folders():
            for path in folder.rglob("*"):
                try:
                    status = path.stat()
                except OSError:
                    continue
                if not IGNORED.match(path.name) and not path.is_dir():
                    found[str(path)] = (status.st_mtime_ns, status.st_size, status.st_ino)
        return found

    def examine(self) -> tuple[str | None, None]:
        """What livereload asks: which file changed, if any. All changes since the last look are one."""
        now = self.look()
        different = sorted({*now.items()} ^ {*self.last.items()})
        if not different:
            return None, None
        self.last = now
        self.filepath = different[0][0]
        self.changed()
        return self.filepath, None


class Pages(web.RequestHandler):
    """Serves the site from memory: only what was made is there, so there is no way out of it."""

    def initialize(self, shown: Shown, script: bytes) -> None:  # noqa: D102
        self.shown = shown
        self.script = script

    def get(self, path: str) -> None:  # noqa: D102
        name = unquote(path)
        if not name or name.endswith("/"):
            name += "index.html"
        data = self.shown.file(name)
        if data is None:
            self.set_status(404)
            name, data = (
                "404.html",
                self.shown.files.get(
                    "404.html", b"<!doctype html><title>Nothing here</title><head></head><body></body>"
                ),
            )
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        self.set_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        self.set_header("Cache-Control", "no-store")
        if kind == "text/html":
            self.set_cookie(COOKIE, str(self.shown.version), samesite="Strict")
        self.finish(self.dressed(data) if kind == "text/html" else data)

    def head(self, path: str) -> None:  # noqa: D102
        self.get(path)

    def dressed(self, data: bytes) -> bytes:
        """A page with the reload script, and with the problems on top where there are any."""
        page = data.replace(b"</head>", self.script + b"</head>", 1).replace(
            b' http-equiv="Content-Security-Policy"', b' data-csp=""', 1
        )
        if not self.shown.problems:
            return page
        panel = (
            '<div role="alert" data-onrecord-problems style="all:initial;display:block;box-sizing:border-box;padding:1rem 1.5rem;'
            'border-bottom:4px solid #b3261e;background:#fff;color:#1b1b1b;font:14px/1.5 ui-monospace,monospace">'
            '<strong style="font:700 16px/1.5 system-ui">This is the last good site. What was saved since cannot be shown:</strong>'
            f'<pre style="white-space:pre-wrap;overflow-wrap:anywhere;margin:.75rem 0 0">{html.escape(self.shown.problems)}</pre></div>'
        ).encode()
        start = page.find(b">", page.find(b"<body")) + 1
        return page[:start] + panel + page[start:]


class ToSite(web.RedirectHandler):
    """From the root of the host to the site."""

    def head(self) -> None:  # noqa: D102
        self.get()


class LocalSocket(LiveReloadHandler):  # type: ignore[misc]
    """livereload's socket, for pages of our own only.

    A save can fall between a page's loading and the opening of its socket. So the page brings the version it was given,
    in a cookie, and is told to reload when that is no longer the newest.
    """

    def initialize(self, shown: Shown) -> None:  # noqa: D102
        self.shown = shown

    def on_message(self, message: str | bytes) -> None:
        """What the page says of itself; the last it says is where it is."""
        super().on_message(message)
        if self in LiveReloadHandler.waiters and self.get_cookie(COOKIE) not in {None, str(self.shown.version)}:
            self.send_message({"command": "reload", "path": "*", "liveCSS": False})

    def check_origin(self, origin: str) -> bool:
        """Only a page that this server gave out may listen."""
        own: str | None = self.request.headers.get("Host")
        return urlsplit(origin).netloc == own


class LocalApplication(web.Application):
    """An application that answers only to its own names, against DNS rebinding."""

    def find_handler(self, request: HTTPServerRequest, **rest: Any) -> Any:
        """The handler of a request; for a foreign host one that refuses."""
        name = _host_of(request.headers.get("Host") or "")
        if name not in {HOST, "localhost"}:
            return self.get_handler_delegate(request, web.ErrorHandler, {"status_code": 403})
        return super().find_handler(request, **rest)


def _host_of(header: str) -> str:
    """The name in a header of Host, which browsers write without a port where that is 80."""
    try:
        return urlsplit(f"//{header}").hostname or ""
    except ValueError:
        return ""


class LocalServer(Server):  # type: ignore[misc]
    """livereload's server, with the site in memory below the sub-path."""

    def __init__(self, shown: Shown, watcher: FolderWatcher, say: Callable[[str], None]) -> None:
        super().__init__(watcher=watcher)
        self.shown = shown
        self.say = say

    def application(self, port: int, host: str, **_: Any) -> None:
        """Listen: what livereload does, less the doors that let strangers in."""
        LiveReloadHandler.watcher = self.watcher
        LiveReloadHandler.live_css = False
        LiveReloadHandler.DEFAULT_RELOAD_TIME = 0  # else a second save within three seconds is lost
        script = f'<script src="/livereload.js?port={port}"></script>'.encode()
        application = LocalApplication(
            [
                (r"/livereload", LocalSocket, {"shown": self.shown}),
                (r"/livereload.js", LiveReloadJSHandler),
                (rf"{SUB_PATH}(.*)", Pages, {"shown": self.shown, "script": script}),
                (r".*", ToSite, {"url": SUB_PATH, "permanent": False}),
            ]
        )
        # Who sends no request, or no end of one, is not waited for.
        application.listen(
            port, address=host, idle_connection_timeout=PATIENCE, body_timeout=PATIENCE, max_body_size=MOST_BODY
        )
        self.say(f"http://{host}:{port}{SUB_PATH}  (Ctrl-C ends)")

    def _setup_logging(self) -> None:
        """Livereload would print every look; we say what matters ourselves."""
        logging.getLogger("livereload").setLevel(logging.ERROR)
        logging.getLogger("tornado.access").setLevel(logging.CRITICAL)


def serve(project: Path, port: int, say: Callable[[str], None]) -> int:
    """Serve until interrupted. The exit code."""
    shown = Shown(project)

    def remake() -> None:
        begin = time.monotonic()
        try:
            made = shown.make()
        except OSError as error:
            say(f"{time.strftime('%H:%M:%S')}  {error.strerror}: {error.filename}")
            return
        state = (
            f"{len(shown.files)} files"
            if made.artifacts
            else f"{count(made.prepared.problems)}; the last good site stays"
        )
        say(f"{time.strftime('%H:%M:%S')}  {state} ({time.monotonic() - begin:.2f} s)")
        if not made.artifacts:
            say(as_text(made.prepared.problems, made.prepared.texts))

    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)  # livereload expects one, and newer Pythons make none

    ended: list[int] = []

    def interrupted(number: int, _: object) -> None:
        ended.append(number)
        loop.call_soon_threadsafe(loop.stop)  # within a request tornado catches what is raised: this ends it there
        raise KeyboardInterrupt

    followed = tuple(project / name for name in FOLLOWED)
    watcher = FolderWatcher(lambda: (*followed, *shown.theme.folders), remake)
    remake()
    free = _free_port(port)
    server = LocalServer(shown, watcher, say)
    for one in (signal.SIGINT, signal.SIGTERM):
        if signal.getsignal(one) is not signal.SIG_IGN:  # as a shell has it for what runs in the background
            signal.signal(one, interrupted)
    with contextlib.suppress(KeyboardInterrupt):  # which comes through where the loop does not run yet
        server.serve(port=free, host=HOST)
    return 128 + (ended[0] if ended else signal.SIGINT)


def _free_port(first: int) -> int:
    for port in range(first, min(first + TRIES, 65536)):
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                trial.bind((HOST, port))
            except OSError:
                continue
            return port
    raise OSError(98, f"no free port from {first} on")
