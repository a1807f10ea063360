"""Stage 1, read: the files of a content folder, each read once, as text.

What is refused here never reaches a parser: bytes that are no UTF-8, characters that cannot be shown, files too large,
links that lead out of the project.
"""

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from onrecord.problems import Location, Problem
from onrecord.remembered import Remembered

MOST_BYTES = 2_000_000

# Left by editors and systems, never content.
IGNORED = re.compile(r"^(\..*|.*~|.*\.(sw[a-p]|bak|tmp|orig)|#.*#|4913|Thumbs\.db|desktop\.ini)$", re.IGNORECASE)

# Controls but tab and line feed, noncharacters, embeddings and isolates of direction, invisible spaces and tags.
_UNSHOWABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\uffff"
    "\ufdd0-\ufdef\U000e0000-\U000e007f]"
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


def read(project: Path) -> tuple[tuple[SourceFile, ...], tuple[Problem, ...]]:
    """Every content file of the project in order of path, and what could not be read."""
    files: list[SourceFile] = []
    problems: list[Problem] = []
    for path, fault in _walk(project, project / "content"):
        relative = path.relative_to(project).as_posix()
        if fault:
            problems.append(Problem(Location(relative), *fault))
            continue
        text, fault_at = _text(path, relative)
        if fault_at:
            problems.append(fault_at)
        else:
            files.append(SourceFile(relative, text))
    return tuple(files), tuple(problems)


def _walk(project: Path, folder: Path) -> Iterator[tuple[Path, tuple[str, str, str] | None]]:
    """Paths of content files with, for one that must not be opened, the code, message and hint."""
    try:
        names = sorted(path.name for path in folder.iterdir())
    except OSError as error:
        yield folder, ("R001", f"the folder cannot be read: {error.strerror}", "")
        return
    for name in names:
        if IGNORED.match(name):
            continue
        path = folder / name
        if path.is_symlink():
            target = Path(os.path.realpath(path))
            if not target.is_relative_to(project.resolve()):
                yield path, ("R004", f"the link leads out of the project, to '{target}'", "Copy the file instead.")
            elif not target.is_file():
                yield path, ("R004", "the link leads to no file", "Copy the file instead.")
            else:
                yield path, None
        elif path.is_dir():
            yield from _walk(project, path)
        else:
            yield path, None


def _text(path: Path, relative: str) -> tuple[str, Problem | None]:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return "", Problem(Location(relative), "R005", "this is no plain file, and was not opened")
        if status.st_size > MOST_BYTES:
            return "", Problem(
                Location(relative),
                "R006",
                f"the file has {status.st_size:,} bytes; at most {MOST_BYTES:,} are read",
                "Divide it into several records.",
            )
        data = path.read_bytes()
    except OSError as error:
        return "", Problem(Location(relative), "R001", f"the file cannot be read: {error.strerror}")
    return decoded(data, relative)


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
    found = _UNSHOWABLE.search(text)
    if found:
        start = found.start()
        place = Location(relative, text.count("\n", 0, start) + 1, start - (text.rfind("\n", 0, start) + 1) + 1)
        return "", Problem(
            place,
            "R003",
            f"the character U+{ord(found.group()):04X} cannot be shown, or changes how others are shown",
            "Delete it; it often comes with text that was copied from elsewhere.",
        )
    return text, None
