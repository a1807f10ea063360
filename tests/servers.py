"""A server as a person starts it at a terminal, and what comes back from it."""

import contextlib
import http.client
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from onrecord.beside import create
from onrecord.starter import FILES


@dataclass(frozen=True)
class Served:
    """A running server: its project, its port and the page it names."""

    project: Path
    port: int
    address: str

    def ask(self, path: str, **headers: str) -> tuple[int, str]:
        """The status and the text that come back for a path."""
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)) as connection:
            connection.request("GET", path, headers=headers)
            with connection.getresponse() as answer:
                return answer.status, answer.read().decode()


def started(project: Path, port: int, *python: str) -> "subprocess.Popen[str]":
    """A server as a person starts it at a terminal: Ctrl-C reaches it, also where the tests run in the background.

    What Python is to run may be given; it is onrecord if it is not.
    """
    return subprocess.Popen(
        [sys.executable, *(python or ("-m", "onrecord")), "--project", str(project), "serve", "--port", str(port)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509
    )


@contextlib.contextmanager
def serving(project: Path) -> Iterator[Served]:
    """The starter explainer in such a folder, served until the end of the block."""
    create(project, FILES)
    with serving_what_is_there(project) as served:
        yield served


@contextlib.contextmanager
def serving_what_is_there(project: Path) -> Iterator[Served]:
    """A project, served until the end of the block."""
    server = started(project, 8123)
    assert server.stdout is not None
    address = ""
    for line in server.stdout:
        found = re.search(r"http://127\.0\.0\.1:(\d+)/\S+", line)
        if found:
            address = found[0]
            break
    yield Served(project, int(address.split(":")[2].split("/")[0]), address)
    server.send_signal(signal.SIGINT)
    server.communicate(timeout=20)

    assert 130 == server.returncode
