"""Live reload: the site on 127.0.0.1, below a sub-path as on GitHub Pages. The only import of livereload.

After an edit all content is read anew, and a page is made when it is asked for. Broken content keeps the last good site, with the
problems at the top of every page; a broken template keeps the page that it breaks. The folder _site/ is not touched. Requests that name a foreign host are refused, so no other web page can read along.
"""

import asyncio
import contextlib
import gc
import html
import logging
import mimetypes
import os
import signal
import socket
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from livereload import Server
from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler
from livereload.watcher import Watcher
from tornado import ioloop, web
from tornado.httputil import HTTPServerRequest

from onrecord.machine.built import FOLLOWED
from onrecord.machine.kept import keep, recall
from onrecord.machine.store import Store, store_of
from onrecord.pages import proofs
from onrecord.pipeline import gate, prepare
from onrecord.prepared import Options, Prepared
from onrecord.problems import Problem, as_text, count
from onrecord.quotes.saved import SAVED
from onrecord.stages.editions import with_days
from onrecord.stages.files import IGNORED
from onrecord.stages.render import Task, render, site
from onrecord.templating.theme import theme_for

HOST = "127.0.0.1"
SUB_PATH = "/explainer/"
COOKIE = "onrecord"
AT_WORK = 60.0  # seconds after a save in which another is likely
OFTEN, SELDOM = 0.1, 1.5  # seconds between looks at the files
TIDY = 1.0  # seconds after an edit until what it replaced is cleared away
MOMENT = 0.02  # seconds in which more of a save may follow
TRIES = 100  # ports tried before giving up
PATIENCE = 10  # seconds for the headers of a request, and for its body
MOST_BODY = 10_000  # bytes; nothing here takes one


BARE = b"<!doctype html><title>Nothing here</title><head></head><body></body>"  # where no page was ever good
LAST_GOOD = "This is the last good site. onrecord cannot show what you saved since:"

Snapshot = dict[str, tuple[int, int, int, int]]


class Shown:
    """The last good site, whose pages are made when they are asked for, and what is wrong with the newest state."""

    def __init__(self, project: Path, store: Store) -> None:
        self.project = project
        self.theme = theme_for(project, None)
        self.saved = project / SAVED  # the folder of the saved texts
        self.prepared = Prepared()  # of the last good site
        self.texts: Mapping[str, str] = {}  # of the newest files
        self.site: Mapping[str, Task] = {}
        self.earlier: Mapping[str, Task] | None = None  # with the pages as of earlier days, once one is asked for
        self.problems = ""
        self.version = 0  # counts what was made, the broken too
        self.made: dict[str, bytes | Problem] = {}  # of this site
        self.good: dict[str, bytes] = {}  # what each page was when it could last be made
        self.recalled = recall(store)

    def make(self, *, theme_saved: bool = False) -> tuple[Problem, ...]:
        """Read what is on disk now. What is wrong with it; where it is content, the last good site stays.

        Where the theme was saved, one page of each type is tried in each language.
        """
        self.version += 1
        try:
            prepared = prepare(self.project, Options(drafts=True, days=False))
        except OSError as error:  # a file that vanished between two looks; the next look finds it settled
            self.problems = f"{error.strerror}: {error.filename}"
            raise
        self.theme, self.texts = prepared.theme or self.theme, prepared.texts
        if prepared.verified:
            self.saved = self.project / prepared.verified.folder
        if prepared.theme is None or not gate(prepared, strict=False):
            self.problems = self._told(prepared.problems)
            return prepared.problems
        self.problems, self.prepared, self.earlier, self.made = "", prepared, None, {}
        self.site = site(prepared.editions, prepared.theme)
        if not theme_saved:
            return ()
        tried = tuple(proof for edition in prepared.editions for proof in proofs(edition))
        return render(tried, prepared.theme)[1]

    def file(self, name: str) -> tuple[bytes | None, str]:
        """A file of the site, and what is wrong with it. None where there is none, or where it was never good."""
        make = (self._earlier() if "/as-of/" in f"/{name}" else self.site).get(name)
        if make is None:
            return None, self.problems
        if name not in self.made:
            try:
                self.made[name] = make()
            except Exception as error:  # noqa: BLE001 - the server goes on, and says what is wrong where it is looked at
                ours = f"our own fault, not yours: {type(error).__name__}: {error}"
                return self.good.get(name), self.problems or ours
        data = self.made[name]
        if isinstance(data, Problem):
            return self.good.get(name), self.problems or self._told((data,))
        self.good[name] = data
        return data, self.problems

    def _told(self, problems: tuple[Problem, ...]) -> str:
        return f"{as_text(problems, self.texts)}\n\n{count(problems)}"

    def _earlier(self) -> Mapping[str, Task]:
        if self.earlier is None and self.prepared.theme:
            self.earlier = site(with_days(self.prepared.editions), self.prepared.theme)
        return self.earlier or {}


class FolderWatcher(Watcher):  # type: ignore[misc]
    """Looks at names, sizes, times and inodes of all files of some folders, so that no sort of save is missed."""

    def __init__(self, folders: Callable[[], tuple[Path, ...]], changed: Callable[[list[str]], None]) -> None:
        super().__init__()
        self.folders = folders
        self.changed = changed
        self.cost = 0.0  # seconds that a look takes
        self.saved = time.monotonic()  # when a change was last seen; the first is that it begins
        self.known: set[Path] = set()
        self.last: Snapshot = {}
        self.last = self.look()
        self.watch("content", lambda: None)  # livereload watches something of its own unless it is told to

    def start(self, callback: Callable[[], None]) -> bool:
        """What livereload asks to begin. Its own pace would lose the second that an edit may take."""

        def look() -> None:
            try:
                callback()
            finally:
                loop.call_later(self.pause(), look)

        loop = ioloop.IOLoop.current()
        loop.call_later(self.pause(), look)
        return True

    def pause(self) -> float:
        """Seconds until the next look: few while somebody is at work, then so many that looking costs next to nothing."""
        if time.monotonic() - self.saved < AT_WORK:
            return max(OFTEN, 5 * self.cost)
        return max(SELDOM, 150 * self.cost)

    def look(self) -> Snapshot:
        """What can be told of every file without reading it. What stands in a folder that is new to it was not saved just now."""
        begin = time.process_time()
        found: Snapshot = {}
        for folder in self.folders():
            inner: Snapshot = {}
            _look(str(folder), inner)
            if folder not in self.known:
                self.known.add(folder)
                self.last.update(inner)
            found.update(inner)
        self.cost = time.process_time() - begin
        return found

    def examine(self) -> tuple[str | None, None]:
        """What livereload asks: which file changed, if any. All changes since the last look are one."""
        now = self.look()
        if now != self.last:
            now = self._settled(now)
        if now == self.last:
            return None, None
        different = sorted({*now.items()} ^ {*self.last.items()})
        self.last = now
        self.filepath = different[0][0]
        self.changed(list(dict.fromkeys(path for path, _ in different)))
        self.saved = time.monotonic()
        return self.filepath, None

    def _settled(self, now: Snapshot) -> Snapshot:
        """What there is once nothing more of a save follows: half a file is no edit."""
        while True:
            time.sleep(MOMENT)
            before, now = now, self.look()
            if before == now:
                return now


def _look(folder: str, found: Snapshot) -> None:
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if IGNORED.match(entry.name):
                continue
            with contextlib.suppress(OSError):
                if entry.is_dir(follow_symlinks=False):
                    _look(entry.path, found)
                else:
                    status = entry.stat()
                    found[entry.path] = (status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino)


class Pages(web.RequestHandler):
    """Serves the site from memory: only what was made is there, so there is no way out of it."""

    def initialize(self, shown: Shown, script: bytes) -> None:  # noqa: D102
        self.shown = shown
        self.script = script

    def get(self, path: str) -> None:  # noqa: D102
        name = unquote(path)
        if not name or name.endswith("/"):
            name += "index.html"
        data, problems = self.shown.file(name)
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        if data is None and not (problems and (kind == "text/html" or not self.shown.site)):
            self.set_status(404)
            data, problems = self.shown.file("404.html")
            kind = "text/html"
        self.set_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        self.set_header("Cache-Control", "no-store")
        if kind == "text/html":
            self.set_cookie(COOKIE, str(self.shown.version), samesite="Strict")
        self.finish(self.dressed(data or BARE, problems) if kind == "text/html" else data or b"")

    def head(self, path: str) -> None:  # noqa: D102
        self.get(path)

    def dressed(self, data: bytes, problems: str) -> bytes:
        """A page with the reload script, and with the problems on top where there are any."""
        page = data.replace(b"</head>", self.script + b"</head>", 1).replace(
            b' http-equiv="Content-Security-Policy"', b' data-csp=""', 1
        )
        if not problems:
            return page
        what = "onrecord cannot show what you saved:" if data is BARE else LAST_GOOD
        panel = (
            '<div role="alert" data-onrecord-problems style="all:initial;display:block;box-sizing:border-box;padding:1rem 1.5rem;'
            'border-bottom:4px solid #b3261e;background:#fff;color:#1b1b1b;font:14px/1.5 ui-monospace,monospace">'
            f'<strong style="font:700 16px/1.5 system-ui">{what}</strong>'
            f'<pre style="white-space:pre-wrap;overflow-wrap:anywhere;margin:.75rem 0 0">{html.escape(problems)}</pre></div>'
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
    store = store_of(project)
    shown = Shown(project, store)
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)  # livereload expects one, and newer Pythons make none
    gc.disable()  # looking for what can be cleared away is half of what an edit takes; it waits until that is shown

    def remake(changed: Iterable[str] = ()) -> None:
        begin = time.monotonic()
        loop.call_later(TIDY, gc.collect)
        of_theme = tuple(f"{folder}{os.sep}" for folder in shown.theme.folders)
        try:
            problems = shown.make(theme_saved=any(path.startswith(of_theme) for path in changed))
        except OSError as error:
            say(f"{time.strftime('%H:%M:%S')}  {error.strerror}: {error.filename}")
            return
        state = f"{count(problems)}; the last good site stays" if shown.problems else f"{len(shown.site)} files"
        say(f"{time.strftime('%H:%M:%S')}  {state} ({time.monotonic() - begin:.2f} s)")
        if problems:
            say(as_text(problems, shown.texts))

    ended: list[int] = []

    def interrupted(number: int, _: object) -> None:
        ended.append(number)
        loop.call_soon_threadsafe(loop.stop)  # within a request tornado catches what is raised: this ends it there
        raise KeyboardInterrupt

    followed = tuple(project / name for name in FOLLOWED)
    watcher = FolderWatcher(lambda: (*followed, shown.saved, *shown.theme.folders), remake)
    remake()
    keep(store, shown.recalled)
    free = _free_port(port)
    server = LocalServer(shown, watcher, say)
    for one in (signal.SIGINT, signal.SIGTERM):
        if signal.getsignal(one) is not signal.SIG_IGN:  # as a shell has it for what runs in the background
            signal.signal(one, interrupted)
    with contextlib.suppress(KeyboardInterrupt):  # which comes through where the loop does not run yet
        server.serve(port=free, host=HOST)
    keep(store, shown.recalled)
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
