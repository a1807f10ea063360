"""The browser that tests open pages in: which one is taken, and how one is set up where there is none. None is started."""

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import chromium
import pytest

OWN = "own/chrome"  # where Playwright would put its own


class Machine:
    """A machine without a browser, on which one may come with a command; it takes the commands down."""

    def __init__(self, folder: Path, bringing: str = "") -> None:
        self.own = folder / OWN
        self.bringing = bringing
        self.taken: list[list[str]] = []

    def run(self, command: list[str], **_: Any) -> SimpleNamespace:
        """Take a command down; the one that brings a browser does so, another says what went wrong."""
        self.taken.append(command)
        if self.bringing in command:
            self.own.parent.mkdir()
            self.own.touch()
        return SimpleNamespace(stdout="fetching ...\n", stderr="no room left\n")

    def playwright(self) -> SimpleNamespace:
        """What Playwright says of its own browser."""
        return SimpleNamespace(chromium=SimpleNamespace(executable_path=str(self.own)))

    def __enter__(self) -> SimpleNamespace:
        return self.playwright()

    def __exit__(self, *_: object) -> None:
        """Nothing was started."""


def on(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, *, path: str = "", named: str = "", root: bool = True
) -> None:
    """Put that machine in the place of this one: what is on its path, what the environment names, who we are."""
    monkeypatch.setattr(chromium, "subprocess", machine)
    monkeypatch.setattr(chromium, "sync_playwright", lambda: machine)
    which = SimpleNamespace(which=lambda name: f"/usr/bin/{name}" if name in path.split() else None)
    monkeypatch.setattr(chromium, "shutil", which)
    environ = {"ONRECORD_CHROMIUM": named} if named else {}
    monkeypatch.setattr(chromium, "os", SimpleNamespace(environ=environ, geteuid=lambda: 0 if root else 1000))


def test_one_that_is_named_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """``ONRECORD_CHROMIUM`` comes before what is on the path, and that before Playwright's own."""
    machine = Machine(tmp_path, bringing="install")
    machine.run(["install"])
    for given, expected in (
        ({"named": "/opt/chrome", "path": "google-chrome"}, "/opt/chrome"),
        ({"path": "google-chrome"}, "/usr/bin/google-chrome"),
        ({}, str(machine.own)),
    ):
        on(machine, monkeypatch, **given)
        assert expected == chromium.found(machine.playwright())
    machine.own.unlink()
    assert "" == chromium.found(machine.playwright())


def test_where_there_is_one_nothing_is_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Setting up is then done at once, without a word."""
    machine = Machine(tmp_path)
    on(machine, monkeypatch, path="chromium")
    assert 0 == chromium.set_up()
    assert [] == machine.taken
    assert ("", "") == capsys.readouterr()


def test_what_installers_say_is_not_shown_where_one_brings_a_browser(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Playwright's own is tried first; the system's packages only where that brings none."""
    machine = Machine(tmp_path, bringing="playwright")
    on(machine, monkeypatch, path="apt-get")
    assert 0 == chromium.set_up()
    assert [["-m", "playwright", "install", "chromium"]] == [one[1:] for one in machine.taken]
    assert "setting up a browser to test with (once; it takes a minute) ...\n" == capsys.readouterr().err


@pytest.mark.parametrize(("root", "tried"), [(True, 4), (False, 1)])
def test_where_none_can_be_had_all_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *, root: bool, tried: int
) -> None:
    """What each installer said is shown, with how to name a browser and how to run the tests that need none."""
    machine = Machine(tmp_path, bringing="nothing")
    on(machine, monkeypatch, path="apt-get", root=root)
    assert 3 == chromium.set_up()
    told = capsys.readouterr().err
    assert tried == len(machine.taken) == told.count("no room left")
    assert "ONRECORD_CHROMIUM=/path/to/chrome names one" in told
    assert "python3 build.py test tests/unit tests/site" in told


def test_a_test_without_a_browser_fails_with_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not passed over: it fails, and its message is the one command to run."""
    machine = Machine(tmp_path)
    on(machine, monkeypatch)
    with pytest.raises(pytest.fail.Exception, match=re.escape(f"this sets one up:\n{chromium.SET_UP}")):
        chromium.required(machine.playwright())
    assert [] == machine.taken
