"""Stage 1, read: the files of a content folder, each read once, as text; and how any file of a project is opened.

What is refused here never reaches a parser: bytes that are no UTF-8, characters that cannot be shown, files too large,
links that lead out of the project, pipes and devices.
"""

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from onrecord.characters import fault_of, hidden
from onrecord.machine.remembered import Remembered
from onrecord.problems import Location, Problem

MOST_BYTES = 2_000_000

# Left by editors and systems, never content.
IGNORED = re.compile(
    r"^(\..*|.*~|~\$.*|.*\.(sw[a-p]|bak|tmp|orig)|#.*#|4913|Thumbs\.db|desktop\.ini|Icon\r"
    r"|.*___jb_(tmp|old|bak)___|.*\.sb-[0-9a-f]+-\w+)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of content, unparsed: its path relative to the project, and its text with line feeds only."""

    path: str
    text: str

    @property
    def inside(self) -> PurePosixPath:
        """The path below the content folder."""
        return PurePosixPath(*PurePosixPath(self.path).parts[1:])


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a file was not read: a code, a message and a hint."""

    code: str
    message: str
    hint: str = ""

    def at(self, path: str) -> Problem:
        """As a problem of the file at this path, relative to the project."""
        return Problem(Location(path), self.code, self.message, self.hint)


def read(project: Path) -> tuple[tuple[SourceFile, ...], tuple[Problem, ...]]:
    """Every content file of the project in order of path, and what could not be read."""
    files: list[SourceFile] = []
    problems: list[Problem] = []
    for path, fault in _walk(project, project / "content"):
        relative = path.relative_to(project).as_posix()
        if fault:
            problems.append(fault.at(relative))
            continue
        data = opened(project, path, MOST_BYTES, "Divide it into several records.")
        if isinstance(data, Refusal):
            problems.append(data.at(relative))
            continue
        text, fault_at = decoded(data, relative)
        if fault_at:
            problems.append(fault_at)
        else:
            files.append(SourceFile(relative, text))
    return tuple(files), tuple(problems)


def _walk(project: Path, folder: Path) -> Iterator[tuple[Path, Refusal | None]]:
    """Paths of content files with, for a folder that must not be looked into, why."""
    names = listed(folder)
    if isinstance(names, Refusal):
        yield folder, names
        return
    for name in names:
        if IGNORED.match(name):
            continue
        path = folder / name
        if not path.is_dir() or path.is_symlink() or path.suffix in {".md", ".yml"}:
            yield path, None
        elif folder == project / "content":
            yield from _walk(project, path)
        else:
            told = "a record cannot be in a folder this deep"
            yield path, Refusal("R007", told, "A record is content/KIND/ID.md; move what is here up.")


def listed(folder: Path) -> list[str] | Refusal:
    """The names in a folder of the project in order, none where it is not there, or why it cannot be read."""
    try:
        return sorted(os.listdir(folder))  # noqa: PTH208 - names are wanted
    except FileNotFoundError:
        return []
    except NotADirectoryError:
        return Refusal("R005", "this is not a folder, but one is expected here", "Rename it, or move it away.")
    except OSError as error:
        return Refusal("R001", f"the folder cannot be read: {error.strerror}", "Look at its permissions.")


def opened(project: Path, path: Path, most: int, instead: str = "") -> bytes | Refusal:
    """The bytes of a file of the project, or why it is not opened: what is no plain file could be read for ever.

    ``instead`` is what to do with a file that has more than ``most`` bytes.
    """
    try:
        if path.is_symlink():
            target = Path(os.path.realpath(path))
            if not target.is_relative_to(project.resolve()):
                return Refusal("R004", f"the link leads out of the project, to '{target}'", "Copy the file instead.")
            if not target.is_file():
                return Refusal("R004", "the link leads to no file", "Copy the file instead.")
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            return Refusal("R005", "this is a folder, but a file is expected here", "Rename it, or move it away.")
        if not stat.S_ISREG(status.st_mode):
            return Refusal("R005", "this is not a plain file, so it was not opened", "Remove it.")
        if status.st_size > most:
            return Refusal("R006", f"the file has {status.st_size:,} bytes; at most {most:,} are read", instead)
        return path.read_bytes()
    except OSError as error:
        return Refusal("R001", f"the file cannot be read: {error.strerror}", "Look at its permissions.")


@Remembered
def decoded(data: bytes, relative: str) -> tuple[str, Problem | None]:
    """The text of a file's bytes, with line feeds only; or what cannot be read or shown, at its place."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace")
        place = Location(relative, before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)
        return "", Problem(
            place,
            "R002",
            f"byte {error.start + 1} (0x{data[error.start]:02X}) is not UTF-8",
            "Save the file as UTF-8.",
        )
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    start = hidden(text)
    if start is not None:
        place = Location(relative, text.count("\n", 0, start) + 1, start - (text.rfind("\n", 0, start) + 1) + 1)
        hint = "Delete it; it often comes with text that was copied from elsewhere."
        return "", Problem(place, "R003", fault_of(text[start]), hint)
    return text, None
