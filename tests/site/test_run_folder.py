"""A run of the tests: its folder, which is no other run's and gone at the end, and tests that share what is large."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest
from real_site import ROOT
from run_folder import RunFolder, made_once

KILLED = """
import os, pathlib, signal, sys
sys.path.insert(0, sys.argv[1])
from run_folder import RunFolder
run = RunFolder.begin(pathlib.Path(sys.argv[2]))
(run.path / "page.html").touch()
print(run.path, flush=True)
if len(sys.argv) > 3:
    sys.stdin.read()
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_two_runs_at_once_do_not_disturb_each_other(tmp_path: Path) -> None:
    """Each has a folder of its own; a second run leaves that of the first alone, and ends without taking it away."""
    first = RunFolder.begin(tmp_path / "output")
    (first.path / "page.html").touch()
    second = RunFolder.begin(tmp_path / "output")
    assert first.path != second.path
    second.end()
    assert (first.path / "page.html").exists()
    assert not second.path.exists()
    first.end()
    assert not first.path.exists()


def test_what_a_killed_run_left_is_removed(tmp_path: Path) -> None:
    """The next run removes it; that of a run that still goes on in another process it leaves."""
    command = [sys.executable, "-c", KILLED, str(ROOT / "tests"), str(tmp_path / "output")]
    with subprocess.Popen([*command, "waits"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as going_on:
        assert going_on.stdout is not None
        running = Path(going_on.stdout.readline().strip())
        left = Path(subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip())
        assert (left / "page.html").exists()
        RunFolder.begin(tmp_path / "output").end()
        assert not left.exists()
        assert (running / "page.html").exists()
        going_on.communicate("")
    RunFolder.begin(tmp_path / "output").end()
    assert not running.exists()


def test_a_folder_is_made_by_the_first_that_asks(tmp_path: Path) -> None:
    """Others wait until it is whole, and get the same."""
    calls = []

    def make(place: Path) -> None:
        calls.append(place)
        place.mkdir()
        (place / "page.html").write_text("whole")

    def ask() -> None:
        assert "whole" == (made_once(tmp_path, "site", make) / "page.html").read_text()

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert [tmp_path / "site"] == calls


@pytest.mark.xdist_group("alone")
def test_a_test_stays_with_its_group(request: pytest.FixtureRequest) -> None:
    """Where several workers run, the group of a test stands in its id, by which tests are handed out: one worker has them all."""
    shared = hasattr(request.config, "workerinput")
    assert request.node.nodeid.endswith("@alone") == shared
