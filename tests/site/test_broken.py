"""The law of broken records: whatever an author breaks in one, the program finds problems, or makes the site.

``tests/broken.py`` does the breaking, and holds the whole real explainer to the same.
"""

import re
import shutil
from pathlib import Path

import pytest
from broken import changes, tried
from invented import EXAMPLE, TUNNEL
from onrecord.cli import main
from onrecord.library import Library
from onrecord.pipeline import prepare
from onrecord.problems import has_errors
from onrecord.quotes.receipts import path_of
from onrecord.records.fields import Ref
from projects import MakeProject, library_of
from real_site import ROOT
from smallest import Files

SLICE = 60


def faults(project: Path) -> tuple[int, list[str]]:
    """How many changes were tried, and those that ended in a fault of our own."""
    found = [(change[0], tried(project, change)) for change in list(changes(project))]
    return len(found), [f"{name}: {error!r}" for name, error in found if isinstance(error, Exception)]


@pytest.mark.parametrize("example", [EXAMPLE, TUNNEL], ids=lambda folder: folder.name)
def test_no_broken_record_of_an_example_is_our_own_fault(example: Path, tmp_path: Path) -> None:
    """Unknown and missing fields, misspelled references, drafts and records that are gone, in each record of each kind."""
    for name in ("content", "receipts", "theme"):
        if (example / name).is_dir():
            shutil.copytree(example / name, tmp_path / name)
    runs, found = faults(tmp_path)
    assert found == []
    assert runs > 250


def test_no_broken_record_of_a_new_explainer_is_our_own_fault(tmp_path: Path) -> None:
    """What everybody begins with, and where everybody makes the first mistakes."""
    main(["new", str(tmp_path / "new")])
    runs, found = faults(tmp_path / "new")
    assert found == []
    assert runs > 50


def test_no_broken_record_of_the_real_explainer_is_our_own_fault(project: MakeProject) -> None:
    """Sixty records that refer to nothing but each other."""
    folder = project(slice_of(library_of(ROOT)))
    assert not has_errors(prepare(folder).problems)
    runs, found = faults(folder)
    assert found == []
    assert runs > 4 * SLICE


def slice_of(library: Library) -> Files:
    """A project of some sixty records of a library: statements, and all that these lead to."""
    leads: dict[Ref, set[Ref]] = {}
    for ref, mentions in library.mentions.items():
        for one in mentions:
            leads.setdefault(one.record.ref, set()).add(ref)
    kept: set[Ref] = set()
    for statement in library.statements:
        found: set[Ref] = set()
        ahead = {statement.ref}
        while ahead:
            ref = ahead.pop()
            found.add(ref)
            ahead |= {one for one in leads.get(ref, ()) if one in library.records} - found
        paths = {library.entries[ref].entry.path for ref in found}
        if len(kept | found) <= SLICE and all(path.endswith(".md") for path in paths):
            kept |= found
    site, _, _ = (ROOT / "content/site.yml").read_text().partition("headline:")
    paths = [library.entries[ref].entry.path for ref in kept]
    paths += [path_of(ref) for ref in kept]
    there = {path: (ROOT / path).read_bytes() for path in paths if (ROOT / path).exists()}
    return {"content/site.yml": re.sub("languages:.*", "languages: [en]", site), **there}
