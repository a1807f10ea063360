"""Reading: what comes in as text, what is left alone, and what is refused before any parser sees it."""

import os
from pathlib import Path

import pytest
from onrecord.problems import Location, Problem
from onrecord.stages.files import MOST_BYTES, SourceFile, read
from projects import MakeProject, write_files
from smallest import EVENT, SITE


def found(folder: Path) -> list[str]:
    """The paths of the files that could be read."""
    return [file.path for file in read(folder)[0]]


def told(folder: Path) -> list[str]:
    """Place and code of each problem."""
    return [f"{one.location} {one.code}" for one in read(folder)[1]]


def test_files_come_in_order_of_path(project: MakeProject) -> None:
    """Whatever order the system lists them in, files are read in order of name, folder by folder."""
    folder = project({"content/terms.yml": "", "content/events/b.md": "", "content/events/a.md": "", "theme/x.md": ""})
    assert ["content/events/a.md", "content/events/b.md", "content/site.yml", "content/terms.yml"] == found(folder)


@pytest.mark.parametrize(
    "name",
    [
        ".DS_Store", ".talks.md.swp", "talks.md~", "talks.md.swp", "talks.md.bak", "talks.md.tmp", "talks.md.orig",
        "#talks.md#", ".#talks.md", "4913", "Thumbs.db", "thumbs.db", "desktop.ini", ".git/config", ".obsidian/a.md",
    ],
)  # fmt: skip
def test_what_editors_leave_is_passed_over(name: str, project: MakeProject) -> None:
    """Files of editors and systems are no content, and no mistake of the author either."""
    folder = project({f"content/events/{name}": "\x00", "content/events/talks.md": EVENT})
    assert ["content/events/talks.md", "content/site.yml"] == found(folder)
    assert [] == told(folder)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_line_ends_and_byte_order_marks_do_not_matter(start: str, end: str, project: MakeProject) -> None:
    """A file saved on any system is the same text: line feeds only, no byte order mark."""
    folder = project({"content/events/talks.md": (start + EVENT).replace("\n", end).encode()})
    assert EVENT == read(folder)[0][0].text


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b"\xe9", "1:1"),
        (b"title: caf\xe9\n", "1:11"),
        (b"a\nb\n\xc3\xa4\xc3\xa4 \xff", "3:4"),
        (b"a\r\n\xed\xa0\x80", "2:1"),
        ("title: \u00e4".encode("utf-16"), "1:1"),
    ],
)
def test_bytes_that_are_no_utf8_are_told_with_their_place(data: bytes, place: str, project: MakeProject) -> None:
    """The first wrong byte is named with line and column, counted in characters, and the file is not read."""
    folder = project({"content/events/talks.md": data})
    assert [f"content/events/talks.md:{place} R002"] == told(folder)
    assert ["content/site.yml"] == found(folder)


@pytest.mark.parametrize(
    "char",
    [
        "\x00",
        "\x07",
        "\x0b",
        "\x0c",
        "\x1b",
        "\x7f",
        "\x80",
        "\x9f",
        "\u200b",
        "\u2028",
        "\u2029",
        "\u202a",
        "\u202e",
        "\u2060",
        "\u2066",
        "\u2069",
        "\ufeff",
        "\ufdd0",
        "\ufff9",
        "\ufffe",
        "\uffff",
        "\U000e0001",
        "\U000e007f",
    ],
)
def test_characters_that_hide_or_turn_text_are_refused(char: str, project: MakeProject) -> None:
    """Controls, turns of direction, invisible spaces and tags are refused at their place."""
    folder = project({"content/events/talks.md": f"title: a\nplace: ä{char}b\n"})
    assert ["content/events/talks.md:2:9 R003"] == told(folder)


@pytest.mark.parametrize(
    "char", ["\t", "\u00a0", "\u202f", "\u00ad", "\u200c", "\u200d", "\u200e", "\u0301", "港", "\U0001f6a2"]
)
def test_characters_of_any_language_are_read(char: str, project: MakeProject) -> None:
    """Tabs, narrow spaces, joiners and marks that languages need are kept as they are."""
    folder = project({"content/events/talks.md": f"a{char}b"})
    assert f"a{char}b" == read(folder)[0][0].text


def test_a_link_within_the_project_is_followed(project: MakeProject) -> None:
    """A symbolic link to a file of the project is read in its own place."""
    folder = project({"shared/talks.md": EVENT, "content/events/.keep": ""})
    (folder / "content/events/talks.md").symlink_to("../../shared/talks.md")
    assert ["content/events/talks.md", "content/site.yml"] == found(folder)


@pytest.mark.parametrize("target", ["../../../outside.md", "/etc/hostname", "../sources", "nowhere.md", "talks.md"])
def test_a_link_elsewhere_is_refused(target: str, project: MakeProject) -> None:
    """Links out of the project, to a folder, to nothing or to themselves are refused and not followed."""
    folder = project({"content/events/.keep": "", "content/sources/.keep": "", "../outside.md": EVENT})
    (folder / "content/events/talks.md").symlink_to(target)
    assert ["content/events/talks.md:1:1 R004"] == told(folder)


def test_a_linked_folder_is_refused(project: MakeProject, tmp_path: Path) -> None:
    """A folder of content that is a link is not walked into, wherever it leads."""
    folder = project({})
    write_files(tmp_path / "elsewhere", {"talks.md": EVENT})
    (folder / "content/events").symlink_to(tmp_path / "elsewhere")
    assert ["content/events:1:1 R004"] == told(folder)


def test_a_project_reached_by_a_link_is_read(project: MakeProject, tmp_path: Path) -> None:
    """That the project folder itself is a link makes no link within it lead outside."""
    folder = project({"shared/talks.md": EVENT, "content/events/.keep": ""})
    (folder / "content/events/talks.md").symlink_to("../../shared/talks.md")
    (tmp_path / "door").symlink_to(folder)
    assert ["content/events/talks.md", "content/site.yml"] == found(tmp_path / "door")


def test_a_named_pipe_is_not_opened(project: MakeProject) -> None:
    """A pipe would be waited for without end, so it is refused unopened."""
    folder = project({"content/events/.keep": ""})
    os.mkfifo(folder / "content/events/talks.md")
    assert ["content/events/talks.md:1:1 R005"] == told(folder)


def test_the_largest_file_is_read_and_no_larger(project: MakeProject) -> None:
    """A file of just the largest size is read; one byte more is refused."""
    folder = project({"content/a.yml": b"\n" * MOST_BYTES, "content/b.yml": b"\n" * (MOST_BYTES + 1)})
    assert ["content/a.yml", "content/site.yml"] == found(folder)
    assert ["content/b.yml:1:1 R006"] == told(folder)


def test_a_file_that_the_system_refuses_is_told(project: MakeProject, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the disk says no to is a problem of that file, with the system's words; the others are read."""
    folder = project({"content/events/talks.md": EVENT})
    as_it_was = Path.read_bytes

    def refused(path: Path) -> bytes:
        if path.name == "talks.md":
            raise PermissionError(13, "Permission denied")
        return as_it_was(path)

    monkeypatch.setattr(Path, "read_bytes", refused)
    files, problems = read(folder)
    assert (SourceFile("content/site.yml", SITE),) == files
    assert (
        Problem(
            Location("content/events/talks.md"),
            "R001",
            "the file cannot be read: Permission denied",
            "Look at its permissions.",
        ),
    ) == problems


def test_content_that_is_no_folder_is_told(tmp_path: Path) -> None:
    """A file where content/ should be is one problem, and no exception."""
    (tmp_path / "content").write_text("No folder.")
    assert ["content:1:1 R005"] == told(tmp_path)


def test_names_outside_ascii_are_read(project: MakeProject) -> None:
    """A name in any script is a path like others; what is no id is said later."""
    assert ["content/events/港.md", "content/site.yml"] == found(project({"content/events/港.md": EVENT}))
