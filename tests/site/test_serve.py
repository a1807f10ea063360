"""Live reload: what the local server answers to whom, and what a reader's open page shows after each sort of save."""

import contextlib
import http.client
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest
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


def test_a_foreign_page_may_not_listen(served: Served) -> None:
    """The socket opens for pages of this server only, and nobody outside can force a reload."""
    socket = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "AQIDBAUGBwgJCgsMDQ4PEA==",
    }

    assert 403 == served.ask("/livereload", Origin="https://evil.invalid", **socket)[0]
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
