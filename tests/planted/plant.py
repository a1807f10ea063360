#!/usr/bin/env python3
"""Plant defects one at a time in a copy of the checkout, and see that the tests that ought to catch each one do.

    .venv/bin/python tests/planted/plant.py                    every defect of defects.toml
    .venv/bin/python tests/planted/plant.py lost-label lost-csp
    .venv/bin/python tests/planted/plant.py --list
    .venv/bin/python tests/planted/plant.py --place FOLDER     the copy stands in FOLDER, not in _planted/

It is no part of the test command, for it takes long. A defect is caught when each of the tests named for it fails, which
all passed before on the sound copy. Exit 1 where one is missed; 2 where it cannot be tried: a pattern that does not stand
in its file exactly once, a name that is none, tests that fail without a defect.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DEFECTS = Path(__file__).with_name("defects.toml")
PLACE = ROOT / "_planted"  # not in a hidden or temporary folder, which some browsers cannot read; ignored by git


class Untried(Exception):  # noqa: N818 - nothing is known of the tests then
    """Why a defect, or all of them, could not be tried."""


@dataclass(frozen=True)
class Defect:
    """A slip that somebody could make: what is put in place of what in which file, and the tests that ought to fail.

    A folder in place of a file means the one module or template below it that has the pattern, wherever it moves. ``refused`` is
    one that nothing can be built with: then that the tests cannot be set up is what is wanted.
    """

    name: str
    says: str
    file: str
    find: str
    put: str
    tests: list[str]
    refused: bool = False

    def placed(self) -> "Defect":
        """The same with the very file in which the pattern stands, exactly once."""
        place = ROOT / self.file
        below = (one for one in place.rglob("*") if one.suffix in {".py", ".html"})
        files = sorted(below) if place.is_dir() else [place]
        found = {one: times for one in files if (times := one.read_text("utf-8").count(self.find))}
        if list(found.values()) != [1]:
            raise Untried(
                f"{self.name}: {self.file} has the pattern {sum(found.values())} times, not once: {self.find!r}"
            )
        return replace(self, file=next(iter(found)).relative_to(ROOT).as_posix())


@dataclass(frozen=True)
class Ran:
    """What came of some tests."""

    code: int
    output: str
    seconds: float

    def failure(self, test: str, *, refused: bool = False) -> str:
        """How a test failed, in pytest's words, one of its cases where it has several; nothing where it did not.

        A fixture that went wrong is no failure of the test, unless all was to be ``refused``: what it asserts was not tried.
        """
        wanted = {"FAILED", "ERROR"} if refused else {"FAILED"}
        for line in self.output.splitlines():
            word, _, told = line.partition(" ")
            if word in wanted and told.startswith(test) and told[len(test) :][:1] in {"", " ", "["}:
                return told
        return ""


class Copy:
    """A copy of the checkout, with changes that are not committed, in which the running Python finds its own onrecord."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        listed = subprocess.run(listing, cwd=ROOT, capture_output=True, check=False)
        if listed.returncode:
            raise Untried(f"git cannot say which files to copy: {os.fsdecode(listed.stderr).strip()}")
        for name in os.fsdecode(listed.stdout).split("\0"):
            if name and (ROOT / name).is_file():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / name, folder / name, follow_symlinks=False)
        self.environment = dict(os.environ, PYTHONPATH=str(folder / "site_src"), COLUMNS="180")
        code = "import onrecord; print(onrecord.__file__)"
        found = self._run([sys.executable, "-c", code]).output.strip()
        if Path(found) != folder / "site_src" / "onrecord" / "__init__.py":
            raise Untried(f"the copy's program is not the one that would run, but {found}")

    def test(self, tests: list[str], *options: str) -> Ran:
        """Run some tests, and name those that fail."""
        named = ["-q", "--tb=no", "-rfE", "-p", "no:cacheprovider"]
        return self._run([sys.executable, "build.py", "test", *named, *options, *tests])

    def plant(self, defect: Defect) -> Ran:
        """Put a defect in, run its tests, and take it out again."""
        path = self.folder / defect.file
        text, sound = path.read_text("utf-8"), path.stat()
        self.environment["PYTHONDONTWRITEBYTECODE"] = "1"  # nothing compiled of it stays behind
        path.write_text(text.replace(defect.find, defect.put), "utf-8")
        try:
            return self.test(defect.tests)
        finally:
            path.write_text(text, "utf-8")
            os.utime(path, ns=(sound.st_atime_ns, sound.st_mtime_ns))  # so that what was compiled of it is used again

    def _run(self, command: list[str]) -> Ran:
        begin = time.monotonic()
        done = subprocess.run(
            command, cwd=self.folder, env=self.environment, capture_output=True, text=True, check=False
        )
        return Ran(done.returncode, done.stdout + done.stderr, time.monotonic() - begin)


def defects(names: list[str]) -> list[Defect]:
    """Those of some names, or all, in the order of the file; each has a pattern that stands where it says."""
    known = [Defect(**one) for one in tomllib.loads(DEFECTS.read_text("utf-8"))["defect"]]
    if strange := set(names) - {one.name for one in known}:
        raise Untried(f"there is no defect {', '.join(sorted(strange))}; --list names all")
    return [one.placed() for one in known if not names or one.name in names]


def tried(found: list[Defect], place: Path) -> int:
    """Plant each of some defects and tell what came of it. How many were missed."""
    place.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place) as folder:
        copy = Copy(Path(folder))
        sound = copy.test(sorted({test for one in found for test in one.tests}), "-n", "auto", "--dist", "loadgroup")
        if sound.code:
            raise Untried(f"these tests fail without a defect:\n{sound.output[-3000:]}")
        print(f"without a defect all tests pass ({sound.seconds:.0f} s)", flush=True)
        missed, seconds = 0, 0.0
        for one in found:
            ran = copy.plant(one)
            told = {test: ran.failure(test, refused=one.refused) for test in one.tests}
            blind = [test for test in one.tests if not told[test]]
            missed += bool(blind)
            seconds += ran.seconds
            print(f"{'MISSED' if blind else 'caught'}  {one.name:28} {ran.seconds:5.0f} s  {one.says}", flush=True)
            for test in one.tests:
                print(f"          {told[test][:170] or f'{test} did not fail'}", flush=True)
            if blind and ran.code != 0:
                print(ran.output[-2000:], flush=True)
    print(f"{len(found) - missed} of {len(found)} defects caught in {seconds:.0f} s")
    return missed


def main() -> int:
    """Read what is asked for, and do it. The exit code."""
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("names", nargs="*", metavar="NAME", help="a defect; all where none is named")
    reader.add_argument("--list", action="store_true", help="name the defects and plant none")
    reader.add_argument("--place", type=Path, default=PLACE, metavar="FOLDER", help="where the copy is made")
    given = reader.parse_args()
    try:
        found = defects(given.names)
        if given.list:
            print("\n".join(f"{one.name:28} {one.file}: {one.says}" for one in found))
            return 0
        return int(tried(found, given.place.resolve()) > 0)
    except Untried as reason:
        print(f"plant.py: {reason}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
