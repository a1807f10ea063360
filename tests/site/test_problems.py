"""Every code has a folder that shows it, a heading that explains it, and messages that hold word for word."""

import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from in_memory import make
from onrecord import pages
from onrecord.pages.model import Page, Sheet
from onrecord.pages.reading import Reading
from onrecord.problems import (
    CODES,
    as_text,
)
from real_site import ROOT

FOLDERS = ROOT / "tests" / "problems"
SOUND = FOLDERS / "_sound"  # lies beneath each of the others, which hold only what is broken
NAMES = sorted(path.name for path in FOLDERS.iterdir() if path != SOUND)
DOCS = ROOT / "docs" / "problems.md"


def set_up(name: str, project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sound project with a folder laid over it, and what git cannot hold made after the wishes of its ``make.json``."""
    wishes = FOLDERS / name / "make.json"
    wanted = json.loads(wishes.read_text("utf-8")) if wishes.exists() else {}
    shutil.copytree(SOUND, project)
    for path in wanted.pop("without", []):
        if (project / path).is_dir():
            shutil.rmtree(project / path)
        else:
            (project / path).unlink()
    ours = shutil.ignore_patterns("make.json", "expected.txt")
    shutil.copytree(FOLDERS / name, project, ignore=ours, dirs_exist_ok=True)
    for path, target in wanted.pop("symlink", {}).items():
        (project / path).symlink_to(target)
    for path in wanted.pop("fifo", []):
        os.mkfifo(project / path)
    for path, size in wanted.pop("size", {}).items():
        (project / path).write_bytes(b"\n" * size)
    for path, length in wanted.pop("long", {}).items():
        (project / path).write_text(f"---\nname: {'A' * length}\ntype: person\n---\n", "utf-8")
    for path, text in wanted.pop("text", {}).items():  # with characters that an editor would hide
        (project / path).write_text(text, "utf-8")
    for path, text in wanted.pop("latin-1", {}).items():
        (project / path).parent.mkdir(exist_ok=True)
        (project / path).write_text(text, "latin-1")
    for path in wanted.pop("refused", []):  # which no permission is to whoever may do all
        _refuse(project / path, monkeypatch)
    for path in wanted.pop("pages", []):  # no content has two pages at one address; a fault in pages/ might
        _plan_too(path, monkeypatch)
    assert {} == wanted
    return project


def _refuse(refused: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    as_it_was = Path.read_bytes

    def read_bytes(path: Path) -> bytes:
        if path == refused:
            raise PermissionError(13, "Permission denied")
        return as_it_was(path)

    monkeypatch.setattr(Path, "read_bytes", read_bytes)


def _plan_too(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def more(_: Reading) -> Iterator[Page]:
        yield Page(path, "pages/home.html", "", lambda: Sheet(None))

    monkeypatch.setattr(pages, "PAGES", (*pages.PAGES, more))


def test_what_lies_beneath_is_sound() -> None:
    """Nothing is wrong with the project that each folder is laid over, so that what is told is of the folder alone."""
    assert () == make(SOUND).prepared.problems


@pytest.mark.parametrize("name", NAMES)
def test_each_folder_is_told_word_for_word(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A broken project is told exactly as its ``expected.txt`` says, and with the code that its folder is named for."""
    prepared = make(set_up(name, tmp_path / "project", monkeypatch)).prepared
    expected = (FOLDERS / name / "expected.txt").read_text("utf-8")
    assert expected == as_text(prepared.problems, prepared.texts) + "\n"
    assert name.partition("-")[0] in {one.code for one in prepared.problems}


def test_each_code_has_a_folder() -> None:
    """A code that no folder shows is a code that no test has seen."""
    assert set(CODES) == {name.partition("-")[0] for name in NAMES}


def test_each_code_has_a_heading_in_the_docs() -> None:
    """``docs/problems.md`` explains each code under a heading with its meaning, in order, and no other."""
    headings = re.findall(r"^## (\w\d{3}): (.+)$", DOCS.read_text("utf-8"), re.MULTILINE)
    assert list(CODES.items()) == headings


def test_each_code_is_used_in_the_program() -> None:
    """No code is only talked of: each stands in a module other than the one that lists them."""
    package = Path(pages.__file__).parents[1]
    used = {
        code
        for path in package.rglob("*.py")
        if path.name != "problems.py"
        for code in re.findall(r'"([A-Z]\d{3})"', path.read_text("utf-8"))
    }
    assert set(CODES) == used
