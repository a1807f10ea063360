"""Live reload: what the local server answers to whom, and what a reader's open page shows after each sort of save."""

import contextlib
import http.client
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from onrecord.quotes.receipts import FOLDER
from onrecord.quotes.verify import SAVED
from onrecord.serve import FOLLOWED, PATIENCE, FolderWatcher
from servers import Served, serving, started

pytestmark = pytest.mark.xdist_group("serve")  # which share one server


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The starter explainer, served to all tests here, for none of them changes it."""
    with serving(tmp_path_factory.mktemp("served") / "explainer") as server:
        yield server


def test_it_serves_below_a_sub_path_like_github_pages(served: Served) -> None:
    """The root leads to the sub-path, pages and style stand below it, and a wrong address gets 404.html."""
    assert 302 == served.ask("/")[0]
    assert 200 == served.ask("/explainer/")[0]
    assert 200 == served.ask("/explainer/timeline.html")[0]
    assert 200 == served.ask("/explainer/assets/onrecord.css")[0]
    status, text = served.ask("/explainer/no/such/page.html")
    assert 404 == status
    assert "Nothing stands at this address" in text


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


def test_who_sends_no_request_is_not_waited_for(served: Served) -> None:
    """Connections that send nothing, or no end of what they send, are closed after a while; a large body is refused at once."""
    connections = [socket.create_connection(("127.0.0.1", served.port), timeout=3 * PATIENCE) for _ in range(3)]
    with contextlib.ExitStack() as stack:
        silent, slow, large = (stack.enter_context(one) for one in connections)
        slow.sendall(b"GET /explainer/ HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")
        large.sendall(b"POST /explainer/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 90000000\r\n\r\n")
        assert b"200" not in large.recv(1000)
        assert b"" == silent.recv(1000)
        assert b"200" not in slow.recv(1000)


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
    watcher = FolderWatcher(lambda: tuple(tmp_path / name for name in FOLLOWED), lambda: changed.append(folder))
    (tmp_path / folder / "paper.txt").write_text("The harbour stays open.")
    watcher.examine()
    assert [folder] == changed


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
