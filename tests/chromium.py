"""The browser that pages are tried in: found on this machine or, by ``python tests/chromium.py``, set up on it."""

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Playwright, sync_playwright

# The headless shell first: the same engine without a window around it, which costs four times as much as the page in it.
NAMES = (
    "chromium-headless-shell",
    "chrome-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
)
SET_UP = shlex.join([sys.executable, str(Path(__file__).resolve())])  # the command


def found(playwright: Playwright) -> str:
    """The path of the browser: the one that is named, one on the path, or Playwright's own; empty where there is none."""
    named = os.environ.get("ONRECORD_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), "")
    own = playwright.chromium.executable_path
    return named or (own if Path(own).exists() else "")


def required(playwright: Playwright) -> str:
    """The path of the browser; where there is none, the test fails with the one command that sets one up."""
    path = found(playwright)
    if not path:
        pytest.fail(f"no Chromium or Chrome was found; this sets one up:\n{SET_UP}", pytrace=False)
    return path


def set_up() -> int:
    """Install a browser where none is found. What the installers say is shown only if there is none then either."""
    with sync_playwright() as playwright:
        said = ""
        for command in ([], *installers()):
            if command:
                if not said:
                    sys.stderr.write("setting up a browser to test with (once; it takes a minute) ...\n")
                environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
                done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
                said += f"{shlex.join(command)}\n{done.stdout}{done.stderr}"
            if found(playwright):
                return 0
    sys.stderr.write(
        f"{said}no Chromium or Chrome was found, and none could be installed; ONRECORD_CHROMIUM=/path/to/chrome names one.\n"
        "Tests that need none: python3 build.py test tests/unit tests/site\n"
    )
    return 3


def installers() -> list[list[str]]:
    """What may bring a browser on this machine, in the order to try."""
    commands = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    if shutil.which("apt-get") and os.geteuid() == 0:
        commands += [["apt-get", "update", "-qq"]]
        commands += [["apt-get", "install", "-y", "-qq", name] for name in ("chromium-headless-shell", "chromium")]
    return commands


if __name__ == "__main__":
    sys.exit(set_up())
