r"""Broken projects, each in a text file of ``tests/problems/``: what is broken, and what an author is told of it.

The form is that of Go's txtar. ``-- path --`` on a line heads each file; above the first head stands what the case shows,
and wishes for what such a text cannot hold, one a line. The last head is ``-- expected --``.

    A project without settings.

    without: content/site.yml

    -- expected --
    content/site.yml:1:1: error[R008]: content/site.yml is missing

A case is laid over ``_sound.txtar``, a project in which nothing is wrong. The wishes:

    without: PATH           take this file or folder away from what lies beneath
    latin-1: PATH           write this file of the case in Latin-1
    escaped: PATH           read backslashes in this file as Python does: \u202e
    link: PATH = TARGET     a symbolic link
    pipe: PATH              a named pipe
    size: PATH = NUMBER     a file of so many bytes, all of them ends of lines
    name: PATH = NUMBER     an actor whose name is so long
    refused: PATH           the system does not let this be read
    page: ADDRESS           a page is planned that no content asks for
"""

import os
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from real_site import ROOT

FOLDER = ROOT / "tests" / "problems"
HEAD = re.compile(r"^-- (.+) --\n", re.MULTILINE)
WISH = re.compile(r"^([a-z0-9-]+): (\S+)(?: = (\S+))?$", re.MULTILINE)
WISHES = ("without", "latin-1", "escaped", "link", "pipe", "size", "name", "refused", "page")


@dataclass(frozen=True, slots=True)
class Case:
    """What a case shows, its wishes as name, path and value, its files by their paths, and what an author is told."""

    shows: str
    wishes: tuple[tuple[str, str, str], ...]
    files: Mapping[str, str]
    expected: str

    def wished(self, name: str) -> dict[str, str]:
        """The paths for which something is wished, each with its value; empty where it has none."""
        return {path: value for wish, path, value in self.wishes if wish == name}


def read_case(text: str) -> Case:
    """The case that a text tells; a ``ValueError`` for a wish that is not known, or a path that stands twice."""
    above, *parts = HEAD.split(text)
    paths, texts = parts[::2], parts[1::2]
    wishes = tuple(match.groups(default="") for match in WISH.finditer(above))
    if unknown := {wish for wish, *_ in wishes} - set(WISHES):
        raise ValueError(f"no such wish: {', '.join(sorted(unknown))}")
    if len(set(paths)) < len(paths):
        raise ValueError("a path stands twice")
    files = dict(zip(paths, texts, strict=True))
    return Case(WISH.sub("", above).strip(), wishes, files, files.pop("expected", ""))


def case(name: str) -> Case:
    """The case of this name."""
    return read_case((FOLDER / f"{name}.txtar").read_text("utf-8"))


def names() -> list[str]:
    """The names of all cases, in order; ``_sound``, which is none, is left out."""
    return sorted(path.stem for path in FOLDER.iterdir() if path.stem != "_sound")


def sound(project: Path) -> Path:
    """A folder, with the project in it that lies beneath each case."""
    _write(project, case("_sound"))
    return project


def lay(broken: Case, project: Path) -> Path:
    """A folder, with a case laid over the sound project; what is ``refused`` and ``page`` is for the test to arrange."""
    sound(project)
    for path in broken.wished("without"):
        if (project / path).is_dir():
            shutil.rmtree(project / path)
        else:
            (project / path).unlink()
    _write(project, broken)
    for path, target in broken.wished("link").items():
        (project / path).symlink_to(target)
    for path in broken.wished("pipe"):
        os.mkfifo(project / path)
    for path, size in broken.wished("size").items():
        (project / path).write_bytes(b"\n" * int(size))
    for path, length in broken.wished("name").items():
        (project / path).write_text(f"---\nname: {'A' * int(length)}\ntype: person\n---\n", "utf-8")
    return project


def _write(project: Path, given: Case) -> None:
    latin, escaped = given.wished("latin-1"), given.wished("escaped")
    for name, text in given.files.items():
        path = project / name
        path.parent.mkdir(parents=True, exist_ok=True)
        written = text.encode("ascii").decode("unicode-escape") if name in escaped else text
        path.write_bytes(written.encode("latin-1" if name in latin else "utf-8"))
