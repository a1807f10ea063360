"""Every code has a case that shows it, a heading that explains it, and messages that hold word for word."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from cases import Case, case, lay, names, sound
from in_memory import make
from onrecord import pages
from onrecord.pages.model import Page, Sheet
from onrecord.pages.reading import Reading
from onrecord.problems import (
    CODES,
    as_text,
)
from real_site import ROOT

NAMES = names()
DOCS = ROOT / "docs" / "problems.md"


def set_up(broken: Case, project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The project of a case, and what only a running program can be given."""
    lay(broken, project)
    for path in broken.wished("refused"):  # which no permission is to whoever may do all
        _refuse(project / path, monkeypatch)
    for path in broken.wished("page"):  # no content has two pages at one address; a fault in pages/ might
        _plan_too(path, monkeypatch)
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
        yield Page(path=path, template="pages/home.html", make=lambda: Sheet(None))

    monkeypatch.setattr(pages, "PAGES", (*pages.PAGES, more))


def test_what_lies_beneath_is_sound(tmp_path: Path) -> None:
    """Nothing is wrong with the project that each case is laid over, so that what is told is of the case alone."""
    assert () == make(sound(tmp_path / "project")).prepared.problems


@pytest.mark.parametrize("name", NAMES)
def test_each_case_is_told_word_for_word(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A broken project is told exactly as its case expects, and with the code that the case is named for."""
    broken = case(name)
    prepared = make(set_up(broken, tmp_path / "project", monkeypatch)).prepared
    assert broken.expected == as_text(prepared.problems, prepared.texts) + "\n"
    assert name.partition("-")[0] in {one.code for one in prepared.problems}


@pytest.mark.parametrize("name", NAMES)
def test_each_case_says_what_it_shows(name: str) -> None:
    """A sentence stands above the files of each case, and nothing else that is not a wish."""
    assert re.fullmatch(r"[A-Z].*\.", case(name).shows)


def test_each_code_has_a_case() -> None:
    """A code that no case shows is a code that no test has seen."""
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
