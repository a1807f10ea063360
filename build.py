#!/usr/bin/env python3
"""The door: sets up what is needed on the first run, then hands over to ``onrecord``.

    python3 build.py          build the site into _site/
    python3 build.py test     run the whole test suite
    python3 build.py WORD     the same as ``onrecord WORD``: serve, check, new, schema

No logic of the program stands here, and only the standard library is used.
"""

from __future__ import annotations  # so that an older Python comes as far as its message

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"


def main(words: list[str]) -> int:
    """Set up if need be, then run. The exit code comes back."""
    if sys.version_info < (3, 11):  # noqa: UP036 - an older Python reads this file too
        return stop(f"onrecord needs Python 3.11 or later; this is {sys.version.split()[0]}")
    testing = words[:1] == ["test"]
    try:
        python = ready_python(testing)
        if python is None:
            return 3
        if testing:
            return test(python, words[1:])
        project = [] if any(word.split("=")[0] == "--project" for word in words) else ["--project", str(ROOT)]
        return run([python, "-m", "onrecord", *project, *(words or ["build"])])
    except KeyboardInterrupt:
        return 130


def ready_python(testing: bool) -> str | None:
    """A Python that has onrecord: the running one if it does, else that of .venv, set up where needed."""
    tools = (
        (
            "pytest",
            "xdist",
            "filelock",
            "playwright",
            "axe_playwright_python",
            "hypothesis",
            "hatchling",
            "lxml",
            "html5lib",
        )
        if testing
        else ()
    )
    if all(importlib.util.find_spec(name) for name in ("onrecord", *tools)):
        return sys.executable
    python = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    stamp = VENV / "onrecord-installed"
    wanted = state(testing)
    installed = stamp.read_text() if stamp.is_file() and python.exists() else ""
    if installed == wanted or (not testing and installed == state(testing=True)):
        return str(python)
    if not set_up(python, testing):
        return None
    stamp.write_text(wanted)
    return str(python)


def state(testing: bool) -> str:
    """What an installation depends on: when it changes, it is made anew."""
    digest = hashlib.sha256(f"{testing} {sys.version_info[:2]} {ROOT}".encode())
    for name in ("pyproject.toml", constraints(testing)):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def set_up(python: Path, testing: bool) -> bool:
    """Make .venv with uv if it is there, else with venv and pip; or say what to install."""
    uv = shutil.which("uv")
    say("setting up .venv (once; it takes a minute) ...")
    if uv:
        make = [uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(VENV)]
        install = [uv, "pip", "install", "--quiet", "--python", str(python)]
    elif importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip"):
        make = [sys.executable, "-m", "venv", "--clear", str(VENV)]
        install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    else:
        stop("this Python cannot make environments; install uv, or on Debian and Ubuntu: sudo apt install python3-venv")
        return False
    pinned = ROOT / constraints(testing)
    steps = (
        make,
        [*install, "--require-hashes", "--requirement", str(pinned)],
        [*install, "--no-deps", "--editable", str(ROOT)],
    )
    for step in steps:
        done = subprocess.run(step, capture_output=True, text=True, check=False)
        if done.returncode:
            print(done.stdout + done.stderr, file=sys.stderr)
            stop("setting up .venv failed; what went wrong stands above")
            return False
    return True


def constraints(testing: bool) -> str:
    """The file of exact versions, each with its hashes."""
    return "constraints-test.txt" if testing else "constraints.txt"


def test(python: str, words: list[str]) -> int:
    """Style, types, a browser, then every test, a worker a core; with words, pytest alone with those words."""
    steps = (
        ["-m", "ruff", "check", "."],
        ["-m", "ruff", "format", "--check", "."],
        ["-m", "mypy"],
        ["-m", "tests.chromium"],
        ["-m", "pytest", "-n", "auto", "--dist", "loadgroup", "--no-loadscope-reorder", "--durations", "10"],
    )
    if words:
        steps = (["-m", "pytest", *words],)
    return next((code for step in steps if (code := run([python, *step]))), 0)


def run(command: list[str]) -> int:
    """Run a command in the project where it is a tool of ours, else where we are. Its exit code."""
    where = ROOT if command[1:2] == ["-m"] and "onrecord" not in command[2:3] else None
    return subprocess.run(command, cwd=where, check=False).returncode


def say(line: str) -> None:
    """Tell what takes long, on a terminal or in a log of CI."""
    if sys.stderr.isatty() or os.environ.get("CI"):
        print(line, file=sys.stderr, flush=True)


def stop(reason: str) -> int:
    """Say in one line why it cannot go on."""
    print(f"build.py: {reason}", file=sys.stderr)
    return 3


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
