"""The content and receipts that figures of the real site are measured on, so that they stay comparable over the years.

They are those of commit 1ac8f13, taken from git. Where a later change gives content or receipts another format, it
converts them here: without saved texts, and with as many records, languages and days as before. Today nothing is
converted, for the format is still the one of that commit.
"""

import io
import subprocess
import sys
import tarfile
from pathlib import Path

from results import ROOT

COMMIT = "1ac8f13"


def write_content(project: Path) -> None:
    """Write that content and its receipts into the folder of a project."""
    command = ["git", "archive", "--format=tar", COMMIT, "content", "receipts"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    if done.returncode:
        sys.exit(
            f"the commit {COMMIT} is not in this clone, so there is nothing to measure on; a shallow clone gets it with"
            f" 'git fetch --unshallow'. git said: {done.stderr.decode().strip()}"
        )
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        archive.extractall(project, filter="data")
