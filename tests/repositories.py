"""Repositories of git in temporary folders: what two editors do with one project. Nobody's settings take part."""

import os
import subprocess
from pathlib import Path

ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_AUTHOR_NAME": "Ada Moor",
    "GIT_AUTHOR_EMAIL": "ada@example.org",
    "GIT_COMMITTER_NAME": "Ada Moor",
    "GIT_COMMITTER_EMAIL": "ada@example.org",
}


def git(folder: Path, *arguments: str, fails: bool = False) -> str:
    """What a command of git prints; it has to succeed, or to fail."""
    done = subprocess.run(
        ["git", "-C", str(folder), *arguments], capture_output=True, text=True, check=False, env=ENVIRONMENT
    )
    assert bool(done.returncode) == fails, done.stdout + done.stderr
    return done.stdout


def repository(folder: Path) -> Path:
    """The folder as a repository, with all that is in it in a first commit."""
    git(folder, "init", "-q", "-b", "main")
    commit(folder, "First")
    return folder


def commit(folder: Path, message: str) -> str:
    """All that is there in a commit; its hash."""
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "--allow-empty", "-m", message)
    return git(folder, "rev-parse", "HEAD").strip()


def conflicts(folder: Path, branch: str) -> list[str]:
    """Merge a branch, and tell the files in which it conflicts; without any, the merge is committed."""
    done = subprocess.run(
        ["git", "-C", str(folder), "merge", "-q", "--no-edit", branch],
        capture_output=True,
        text=True,
        check=False,
        env=ENVIRONMENT,
    )
    found = sorted(filter(None, git(folder, "diff", "--name-only", "--diff-filter=U", "-z").split("\0")))
    assert bool(done.returncode) == bool(found), done.stdout + done.stderr
    return found
