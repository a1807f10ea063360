"""What git knows of a project: the content and the receipts of a commit, for ``check --since``. Nothing is changed."""

import io
import subprocess
import tarfile
from pathlib import Path

from onrecord.quotes.receipts import FOLDER as RECEIPTS
from onrecord.write import Refused

CONTENT = "content"


def content_at(project: Path, commit: str) -> dict[str, bytes]:
    """The files of content and receipts at a commit, by path in the project. Refused where there is no such commit.

    Links are left out: what they lead to is not of that commit.
    """
    if commit.startswith("-"):  # which git would take for an option
        raise Refused(f"'{commit}' is no commit")
    _git(project, "the project is in no git repository, so there is nothing to compare with", "rev-parse", "--git-dir")
    told = _git(project, f"git knows no commit '{commit}'", "rev-parse", "--verify", "--quiet", f"{commit}^{{commit}}")
    hashed = told.decode().strip()
    there = _git(project, "git cannot list the commit", "ls-tree", "-z", "--name-only", hashed, CONTENT, RECEIPTS)
    names = [name for name in there.decode().split("\0") if name]
    if CONTENT not in names:
        raise Refused(f"there is no folder content/ in the commit '{commit}'")
    packed = _git(project, "git cannot give the commit", "archive", "--format=tar", hashed, "--", *names)
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        return {one.name: file.read() for one in archive if one.isfile() and (file := archive.extractfile(one))}


def _git(project: Path, failed: str, *arguments: str) -> bytes:
    """What a command of git prints. Refused with these words where it fails."""
    try:
        done = subprocess.run(["git", "-C", str(project), *arguments], capture_output=True, check=False)  # noqa: S603, S607 - no shell
    except FileNotFoundError:
        raise Refused("there is no git here, and --since asks it") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().split("\n")[0]
        raise Refused(f"{failed}{f' ({said})' if said else ''}")
    return done.stdout
