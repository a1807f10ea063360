"""Cases are read as they are written, and laid over the sound project."""

from pathlib import Path

import pytest
from cases import lay, read_case, sound

TEXT = """\
A link, and less than there was.

without: content/sources
link: content/events/close.md = ../actors

-- content/events/open.md --
---
title: -- not a head --
---
-- expected --
Something is wrong.
"""


def test_a_case_is_read() -> None:
    """What it shows stands above, wishes are no part of that, and what is expected is no file."""
    case = read_case(TEXT)
    assert "A link, and less than there was." == case.shows
    assert {"content/sources": ""} == case.wished("without")
    assert {"content/events/close.md": "../actors"} == case.wished("link")
    assert {"content/events/open.md": "---\ntitle: -- not a head --\n---\n"} == case.files
    assert "Something is wrong.\n" == case.expected


def test_files_are_kept_to_the_character() -> None:
    """Tabs, spaces at an end, empty lines and a file without a line are what they were."""
    files = {"a.txt": "\ta \n\n", "b.txt": "", "c/d.txt": "\u00a0\n"}
    text = "".join(f"-- {path} --\n{one}" for path, one in files.items())
    assert files == read_case(f"It shows something.\n\n{text}").files


@pytest.mark.parametrize("text", ["witout: content/site.yml\n", "-- a.txt --\n-- a.txt --\n"])
def test_a_slip_in_a_case_is_an_error(text: str) -> None:
    """A wish that is not known would be passed over, and a second file of the same path would take the first's place."""
    with pytest.raises(ValueError, match=r"no such wish: witout|a path stands twice"):
        read_case(text)


def test_a_case_is_laid_over_the_sound_project(tmp_path: Path) -> None:
    """Its files are added, its wishes fulfilled, and the rest is that of the sound project."""
    folder = lay(read_case(TEXT), tmp_path / "broken")
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    beneath = sound(tmp_path / "sound")
    before = {path.relative_to(beneath).as_posix() for path in beneath.rglob("*") if path.is_file()}
    assert {"content/events/open.md"} == there - before
    assert {"content/sources/minutes.md", "content/sources/paper.md", "content/sources/wire.md"} == before - there
    assert "../actors" == str((folder / "content/events/close.md").readlink())


@pytest.mark.parametrize(
    ("wish", "text", "data"),
    [
        ("latin-1: a.txt", "caf\u00e9\n", b"caf\xe9\n"),
        ("escaped: a.txt", "a\\u202eb\n", b"a\xe2\x80\xaeb\n"),
        ("size: a.txt = 3", None, b"\n\n\n"),
        ("name: a.txt = 4", None, b"---\nname: AAAA\ntype: person\n---\n"),
    ],
)
def test_wishes_are_for_what_a_text_cannot_hold(wish: str, text: str | None, data: bytes, tmp_path: Path) -> None:
    """Bytes that are no UTF-8, characters that an editor would hide, and files that are too large to keep."""
    files = "" if text is None else f"-- a.txt --\n{text}"
    assert data == (lay(read_case(f"It shows something.\n\n{wish}\n\n{files}"), tmp_path) / "a.txt").read_bytes()


def test_a_pipe_is_laid(tmp_path: Path) -> None:
    """A wish for a pipe makes one."""
    assert (lay(read_case("pipe: a"), tmp_path) / "a").is_fifo()
