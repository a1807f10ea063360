"""What git knows of a project: the content and the receipts of a commit, for ``check --since``. Nothing is changed."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

from onrecord.quotes.receipts import FOLDER as RECEIPTS
from onrecord.stages.write import Refused

CONTENT = "content"


def content_at(project: Path, commit: str) -> dict[str, bytes]:
    """The files of content and receipts at a commit, by path in the project. Refused where there is no such commit.

    Links are left out: what they lead to is not of that commit. Attributes of git, such as ``export-ignore``, leave out nothing.
    """
    if commit.startswith("-"):  # which git would take for an option
        raise Refused(f"'{commit}' is no commit")
    _git(
        project, "the project is not in a git repository, so there is nothing to compare with", "rev-parse", "--git-dir"
    )
    told = _git(project, f"git knows no commit '{commit}'", "rev-parse", "--verify", "--quiet", f"{commit}^{{commit}}")
    hashed = told.decode().strip()
    there = _git(project, "git cannot list the commit", "ls-tree", "-z", "--name-only", hashed, CONTENT, RECEIPTS)
    names = [name for name in there.decode().split("\0") if name]
    if CONTENT not in names:
        raise Refused(f"there is no folder content/ in the commit '{commit}'")
    listed = _git(project, "git cannot list the commit", "ls-tree", "-r", "-z", hashed, "--", *names)
    blobs = {path: blob for mode, blob, path in map(_entry, filter(None, listed.split(b"\0"))) if mode in _FILES}
    asked = "".join(f"{blob}\n" for blob in blobs.values()).encode()
    told = _git(project, "git cannot give the commit", "cat-file", "--batch", asked=asked)
    return dict(zip(blobs, _contents(told), strict=True))


_FILES = {"100644", "100755"}  # the modes of what is neither a link nor another repository


def _entry(line: bytes) -> tuple[str, str, str]:
    """Mode, hash and path of a line of ``ls-tree``."""
    about, _, path = line.partition(b"\t")
    mode, _, blob = about.decode().split(" ")
    return mode, blob, os.fsdecode(path)


def _contents(batch: bytes) -> Iterator[bytes]:
    """The files that ``cat-file --batch`` printed, in order: a line that ends with the size before each, a line feed behind it."""
    begin = 0
    while begin < len(batch):
        end = batch.index(b"\n", begin)
        size = int(batch[begin:end].rpartition(b" ")[2])
        yield batch[end + 1 : end + 1 + size]
        begin = end + 1 + size + 1


def _git(project: Path, failed: str, *arguments: str, asked: bytes = b"") -> bytes:
    """What a command of git prints, which may read what it is ``asked``. Refused with these words where it fails."""
    command = ["git", "-C", str(project), *arguments]
    try:
        done = subprocess.run(command, input=asked, capture_output=True, check=False)  # noqa: S603 - no shell
    except FileNotFoundError:
        raise Refused("--since needs git, and there is none here") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().split("\n")[0]
        raise Refused(f"{failed}{f' ({said})' if said else ''}")
    return done.stdout
