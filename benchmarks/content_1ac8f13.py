"""The content and receipts that figures of the real site are measured on, so that they stay comparable over the years.

They are those of commit 1ac8f13, taken from git. Where a later change gives content or receipts another format, it
converts them here: without saved texts, and with as many records, languages and days as before. Converted are the days of
`site.yml`, which were a list, receipts, which were kept by source, and the hashes of translations of prose with blocks of
records, for which the ids in these counted.
"""

import hashlib
import io
import subprocess
import sys
import tarfile
from pathlib import Path

from onrecord.beside import keep_receipts
from onrecord.entry import Entry, Scalar
from onrecord.pipeline import examine
from onrecord.prepared import Options, Prepared
from onrecord.texts import fingerprint, texts_of
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
    name_days(project / "content" / "site.yml")
    seen = examine(project, Options(drafts=True))
    if seen.verified and seen.receipts.old:
        keep_receipts(project, seen.verified.receipts)
        rehash(project, seen)


def name_days(site: Path) -> None:
    """Write the list of days, `as_of_dates`, as the mapping `days`, which has texts that there were none of then."""
    lines = site.read_text("utf-8").split("\n")
    for number, line in enumerate(lines):
        if line.startswith("as_of_dates: ["):
            days = line.removeprefix("as_of_dates: [").rstrip("]").split(", ")
            lines[number] = "days: {" + ", ".join(f"{day}: {{}}" for day in days) + "}"
    site.write_text("\n".join(lines), "utf-8")


def rehash(project: Path, seen: Prepared) -> None:
    """Give each translation that was current then the hash that its original has now."""
    originals = {(one.folder, one.id): one for one in seen.content.originals}
    for one in seen.content.translations:
        original, stated = originals.get((one.folder, one.id)), one.fields.value("translates")
        if original and isinstance(stated, Scalar) and stated.text == hash_of_then(original):
            path = project / stated.at.path
            lines = path.read_text("utf-8").split("\n")
            at = stated.at.line - 1
            lines[at] = lines[at].replace(stated.text, fingerprint(original))
            path.write_text("\n".join(lines), "utf-8")


def hash_of_then(entry: Entry) -> str:
    """The hash of a record without renditions as it was: with the ids in its blocks."""
    told = "\n".join(f"{path}={text.strip()}" for path, text in texts_of(entry))
    return hashlib.sha256(told.encode()).hexdigest()[:12]
