"""Live reload: what the local server answers to whom, and what a reader's open page shows after each sort of save."""

import contextlib
import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from in_memory import make
from onrecord import serve
from onrecord.machine.built import FOLLOWED
from onrecord.machine.store import NOTHING_KEPT
from onrecord.quotes.receipts import FOLDER
from onrecord.quotes.saved import SAVED
from onrecord.serve import PATIENCE, FolderWatcher, Shown
from onrecord.stages import render
from projects import MakeProject
from servers import Served, serving, started
from smallest import RECEIPTS, SITE, SOUND

pytestmark = pytest.mark.xdist_group("serve")  # which share one server


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The starter explainer, served to all tests here, for none of them changes it."""
    with serving(tmp_path_factory.mktemp("served") / "explainer") as server:
        yield server


@pytest.fixture(scope="module", autouse=True)
def unfinished(served: Served) -> Iterator[tuple[socket.socket, socket.socket, socket.socket]]:
    """Connections that send nothing, no end of a request, and a large body, open from the first test here to the last."""
    with contextlib.ExitStack() as stack:
        silent, slow, large = (
            stack.enter_context(socket.create_connection(("127.0.0.1", served.port), timeout=3 * PATIENCE))
            for _ in range(3)
        )
        slow.sendall(b"GET /explainer/ HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")
        large.sendall(b"POST /explainer/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 90000000\r\n\r\n")
        yield silent, slow, large


def test_it_serves_below_a_sub_path_like_github_pages(served: Served) -> None:
    """The root leads to the sub-path, pages and style stand below it, and a wrong address gets 404.html."""
    assert 302 == served.ask("/")[0]
    assert 200 == served.ask("/explainer/")[0]
    assert 200 == served.ask("/explainer/timeline.html")[0]
    assert 200 == served.ask("/explainer/assets/onrecord.css")[0]
    status, text = served.ask("/explainer/no/such/page.html")
    assert 404 == status
    assert "Page not found" in text


@pytest.mark.parametrize(
    "path",
    [
        "/explainer/../content/site.yml",
        "/explainer/%2e%2e/content/site.yml",
        "/explainer//etc/passwd",
        "/explainer/..%5c..%5cx",
    ],
)
def test_there_is_no_way_out_of_the_site(served: Served, path: str) -> None:
    """Only what was made is served: no path leads to another file."""
    status, text = served.ask(path)

    assert 404 == status
    assert "as_of" not in text
    assert "root:" not in text


@pytest.mark.parametrize("host", ["evil.invalid", "evil.invalid:8123", "127.0.0.1.evil.invalid:8123", ""])
def test_a_foreign_host_is_refused(served: Served, host: str) -> None:
    """A request that names another host, as a rebound name of a web page would, gets nothing."""
    assert 403 == served.ask("/explainer/", Host=host)[0]


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "LOCALHOST:80", "127.0.0.1:8123"])
def test_its_own_host_may_stand_without_a_port(served: Served, host: str) -> None:
    """Browsers leave the port out where it is 80."""
    assert 200 == served.ask("/explainer/", Host=host)[0]


@pytest.mark.parametrize(("path", "status"), [("/explainer/", 200), ("/explainer/none.html", 404), ("/", 302)])
def test_a_request_for_the_head_alone_is_answered(served: Served, path: str, status: int) -> None:
    """Which those who check links send: the same status, and no body."""
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", served.port, timeout=10)) as connection:
        connection.request("HEAD", path)
        with connection.getresponse() as answer:
            assert (status, b"") == (answer.status, answer.read())
            assert int(answer.headers["Content-Length"]) >= 1000 * (status == 200)


def test_a_foreign_page_may_not_listen(served: Served) -> None:
    """The socket opens for pages of this server only, and nobody outside can force a reload."""
    upgrade = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "AQIDBAUGBwgJCgsMDQ4PEA==",
    }

    assert 403 == served.ask("/livereload", Origin="https://evil.invalid", **upgrade)[0]
    assert 302 == served.ask("/forcereload")[0]


# onrecord, interrupted as soon as somebody asks for a page.
INTERRUPTED = """
import os, signal, sys
from onrecord import cli, serve
class Application(serve.LocalApplication):
    def find_handler(self, request, **rest):
        os.kill(os.getpid(), signal.SIGINT)
        return super().find_handler(request, **rest)
serve.LocalApplication = Application
sys.exit(cli.main())
"""


def test_an_interruption_in_the_midst_of_a_request_ends_it(served: Served) -> None:
    """Ctrl-C ends the server too where it comes while a request is looked at, and is taken for a fault of it."""
    server = started(served.project, served.port, "-c", INTERRUPTED)
    assert server.stdout is not None
    told = next(line for line in server.stdout if "http://" in line)
    with contextlib.suppress(OSError, http.client.HTTPException):
        Served(served.project, int(told.split(":")[2].split("/")[0]), told).ask("/explainer/")
    server.communicate(timeout=20)

    assert 130 == server.returncode


def test_sigterm_ends_it(served: Served) -> None:
    """As it ends every other command: at once, with the exit code of the shell."""
    server = started(served.project, served.port)
    assert server.stdout is not None
    next(line for line in server.stdout if "http://" in line)
    server.send_signal(signal.SIGTERM)
    server.communicate(timeout=20)

    assert 143 == server.returncode


@pytest.mark.parametrize("folder", [SAVED, FOLDER])
def test_saved_texts_and_receipts_are_followed(folder: str, tmp_path: Path) -> None:
    """What mends or breaks a quotation in another window is shown without a touch of the content."""
    changed: list[str] = []
    (tmp_path / folder).mkdir()
    watcher = FolderWatcher(lambda: tuple(tmp_path / name for name in FOLLOWED), changed.extend)
    paper = tmp_path / folder / "paper.txt"
    paper.write_text("The harbour stays open.")
    watcher.examine()
    assert [str(paper)] == changed


def test_saved_texts_beside_the_project_are_followed(project: MakeProject) -> None:
    """The folder that the site names is known as soon as it is read, though a quotation is not found there."""
    site = f"{SITE}saved: ../texts\n"
    folder = project({**SOUND, "content/site.yml": site, "../texts/paper.txt": "Nothing.", RECEIPTS: ""})
    shown = Shown(folder, NOTHING_KEPT)
    assert folder / SAVED == shown.saved
    assert ["Q001"] == [one.code for one in shown.make() if one.severity == "error"]
    assert folder / "../texts" == shown.saved


def test_an_edit_that_keeps_size_and_time_is_seen(tmp_path: Path) -> None:
    """The time at which the file itself was changed tells, whatever time somebody gave it."""
    paper = tmp_path / "paper.txt"
    paper.write_text("one")
    changed: list[str] = []
    watcher = FolderWatcher(lambda: (tmp_path,), changed.extend)
    status = paper.stat()
    while paper.stat().st_ctime_ns == status.st_ctime_ns:
        paper.write_text("two")
        os.utime(paper, ns=(status.st_atime_ns, status.st_mtime_ns))
    watcher.examine()
    assert [str(paper)] == changed


def test_a_save_in_pieces_is_one_edit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a file is no edit: it is waited until nothing more of it follows."""
    paper = tmp_path / "paper.txt"
    paper.write_text("whole")
    seen: list[str] = []
    watcher = FolderWatcher(lambda: (tmp_path,), lambda _: seen.append(paper.read_text()))
    rest = ["whole, and edited", "whole, an"]
    monkeypatch.setattr(serve.time, "sleep", lambda _: paper.write_text(rest.pop()) if rest else None)
    paper.write_text("")
    watcher.examine()
    assert ["whole, and edited"] == seen


def test_what_is_no_edit_in_the_end_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of an editor's that came and went before it was looked at again changes nothing."""
    changed: list[str] = []
    watcher = FolderWatcher(lambda: (tmp_path,), changed.extend)
    monkeypatch.setattr(serve.time, "sleep", lambda _: (tmp_path / "paper.txt").unlink(missing_ok=True))
    (tmp_path / "paper.txt").write_text("one")
    assert (None, None) == watcher.examine()
    assert [] == changed


def test_looks_are_frequent_after_a_save_and_rare_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody at work sees an edit at once; a server that is left alone takes next to nothing."""
    clock = [1000.0]
    monkeypatch.setattr(serve.time, "monotonic", lambda: clock[0])
    watcher = FolderWatcher(lambda: (tmp_path,), lambda _: None)
    assert watcher.pause() == serve.OFTEN
    clock[0] += serve.AT_WORK + 1
    assert watcher.pause() == serve.SELDOM
    watcher.cost = 0.1  # as in a folder of ten thousands of files
    assert watcher.pause() >= 10
    (tmp_path / "paper.txt").write_text("one")
    watcher.cost = 0.0
    watcher.examine()
    assert watcher.pause() < 1


def test_a_folder_that_is_new_to_it_was_not_saved_just_now(tmp_path: Path) -> None:
    """When the theme becomes known, or is named anew, its files are no edit; what is saved in it later is one."""
    folders = [tmp_path / "content"]
    for name in ("content", "look"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "page.html").write_text("one")
    changed: list[str] = []
    watcher = FolderWatcher(lambda: tuple(folders), changed.extend)
    folders.append(tmp_path / "look")
    watcher.examine()
    assert [] == changed
    (tmp_path / "look/page.html").write_text("another")
    watcher.examine()
    assert [str(tmp_path / "look/page.html")] == changed


def test_the_last_good_site_is_of_the_last_good_theme(project: MakeProject) -> None:
    """Where the content is broken and the theme was taken away, pages that nobody had asked for are those of before."""
    folder = project({**SOUND, "content/site.yml": f"{SITE}theme: look\n", "look/pages/about.html": HEARD})
    shown = Shown(folder, NOTHING_KEPT)
    shown.make()
    shutil.rmtree(folder / "look")
    assert shown.make()
    page, problems = shown.file("about.html")
    assert b"Heard." in (page or b"")
    assert problems


def test_our_own_fault_ends_no_server(project: MakeProject, monkeypatch: pytest.MonkeyPatch) -> None:
    """What goes wrong in the program is told on the page that has it."""
    shown = Shown(project(SOUND), NOTHING_KEPT)
    shown.make()

    def wrong(*_: object) -> None:
        raise ZeroDivisionError("in a page")

    monkeypatch.setattr(render._Press, "environment", property(wrong))
    page, problems = shown.file("index.html")
    assert None is page
    assert "our own fault, not yours: ZeroDivisionError: in a page" == problems


def test_a_page_is_made_when_it_is_asked_for_and_once(project: MakeProject, monkeypatch: pytest.MonkeyPatch) -> None:
    """A save makes no page; a page that is asked for again is the one that was made."""
    made: list[str] = []
    as_it_was = render._Press.printed
    monkeypatch.setattr(
        render._Press, "printed", lambda press, page: (made.append(page.path), as_it_was(press, page))[1]
    )
    shown = Shown(project(SOUND), NOTHING_KEPT)
    assert () == shown.make()
    assert [] == made
    assert shown.file("timeline.html") == shown.file("timeline.html")
    assert ["timeline.html"] == made


def test_broken_content_keeps_the_last_good_site(project: MakeProject) -> None:
    """Pages that nobody had asked for yet are those of the good site too, and each says what is wrong."""
    folder = project(SOUND)
    shown = Shown(folder, NOTHING_KEPT)
    shown.make()
    good = make(folder, drafts=True)
    (folder / "content/events/talks.md").write_text("---\ntitel: Talks\n---\n")
    assert shown.make()
    for path in ("index.html", "events/talks.html"):
        page, problems = shown.file(path)
        assert page == next(one.data for one in good.artifacts if one.path == path)
        assert "there is no field 'titel'" in problems


def test_the_fault_of_a_template_stands_on_the_page_that_has_it(project: MakeProject) -> None:
    """That page stays as it was last good, with the fault; all others are new. One that was never good is the fault alone."""
    folder = project({**SOUND, "content/site.yml": f"{SITE}theme: look\n", "look/pages/about.html": HEARD})
    shown = Shown(folder, NOTHING_KEPT)
    shown.make()
    good, none = shown.file("about.html")
    assert good is not None
    assert b"Heard." in good
    assert "" == none
    for name in ("about", "glossary"):
        (folder / f"look/pages/{name}.html").write_text("{{ nothing.at.all }}")
    (told, *_) = problems = shown.make(theme_saved=True)
    assert {"look/pages/about.html", "look/pages/glossary.html"} == {one.location.path for one in problems}
    assert "T002" == told.code
    assert (good, True) == ((page := shown.file("about.html"))[0], "look/pages/about.html" in page[1])
    assert (None, True) == ((page := shown.file("glossary.html"))[0], "look/pages/glossary.html" in page[1])
    assert ("", True) == ((page := shown.file("timeline.html"))[1], page[0] is not None)
    (folder / "look/pages/about.html").write_text(HEARD.replace("Heard.", "Mended."))
    shown.make(theme_saved=True)
    page = shown.file("about.html")
    assert b"Mended." in (page[0] or b"")
    assert "" == page[1]


HEARD = """{% extends "default/pages/about.html" %}{% block heading %}Heard.{% endblock %}"""


def test_a_taken_port_gives_way_to_the_next(served: Served) -> None:
    """A second server takes the next free port, and says which."""
    second = started(served.project, served.port)
    assert second.stdout is not None
    told = next(line for line in second.stdout if "http://" in line)
    second.send_signal(signal.SIGINT)
    second.communicate(timeout=20)

    assert f":{served.port}/" not in told


def test_nothing_is_written_to_the_output_folder(served: Served) -> None:
    """The server works from memory: no _site, and no trace of the reload script in a build."""
    assert not (served.project / "_site").exists()
    assert "livereload.js" in served.ask("/explainer/")[1]
    subprocess.run(
        [sys.executable, "-m", "onrecord", "--project", str(served.project), "build"], check=True, capture_output=True
    )

    assert "livereload" not in (served.project / "_site" / "index.html").read_text("utf-8")


def test_who_sends_no_request_is_not_waited_for(unfinished: tuple[socket.socket, socket.socket, socket.socket]) -> None:
    """Connections that send nothing, or no end of what they send, are closed after a while; a large body is refused at once.

    It is the last test here, so that the while passes in the others.
    """
    silent, slow, large = unfinished
    assert b"200" not in large.recv(1000)
    assert b"" == silent.recv(1000)
    assert b"200" not in slow.recv(1000)
