"""What ``onrecord new`` makes works at once, shows every kind of record, and overwrites nothing."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from in_memory import make
from onrecord import __version__
from onrecord.beside import create
from onrecord.cli import CONTENT, DONE, USAGE, main
from onrecord.pipeline import prepare
from onrecord.provenance import families, standing
from onrecord.records.actor import Actor
from onrecord.records.kinds import KINDS
from onrecord.schema import NAMES
from onrecord.stages.write import Refused
from onrecord.starter import FILES, PAGES
from real_site import ROOT


@pytest.fixture
def started(tmp_path: Path) -> Path:
    """A folder as ``onrecord new`` makes it."""
    folder = tmp_path / "my-explainer"
    assert DONE == main(["new", str(folder)])
    return folder


def test_it_builds_without_a_problem(started: Path) -> None:
    """A newcomer's first build has pages, no error and no warning."""
    made = make(started, strict=True)
    assert () == made.prepared.problems
    assert "index.html" in {one.path for one in made.artifacts}


def test_every_quotation_is_found_in_a_saved_text(started: Path) -> None:
    """Each is in the text that is kept of its source, in a full one or an excerpt, and its receipt tells where."""
    verified = prepare(started).verified
    assert verified
    assert verified.full
    assert verified.excerpt
    assert (0, 0, 0) == (verified.by_receipt, verified.unchecked, verified.missing)


def test_it_is_right_without_the_saved_texts(started: Path) -> None:
    """Whoever clones the newcomer's repository, where git has left the texts out, has the receipts, and no problem."""
    shutil.rmtree(started / "saved")
    assert DONE == main(["check", "--strict", "--project", str(started)])


def test_nothing_is_wrong_with_it(started: Path) -> None:
    """It has no warning either, so that the first that a newcomer sees is of their own; each record has words of a source."""
    assert DONE == main(["check", "--strict", "--project", str(started)])
    assert () == prepare(started).problems
    library = prepare(started).editions[0].library
    of = families(library)
    assert [] == [one.ref for one in library.records.values() if one.stating and not standing(library, of, one).worded]


def test_every_kind_of_record_is_shown(started: Path) -> None:
    """There is a record of every kind, a statement with two renditions, and a person, a body and an unnamed actor."""
    (edition,) = prepare(started).editions
    library = edition.library
    assert set(KINDS) == {type(one) for one in library.records.values()}
    assert 2 == max(len(one.renditions) for one in library.statements)
    assert {"person", "body", "unnamed"} == {one.type for one in library.of(Actor)}


def test_a_newcomer_is_told_what_to_change() -> None:
    """Every file of YAML begins with a remark, and one of them or more say which fields are optional."""
    collective = {name: text for name, text in FILES.items() if name.endswith(".yml")}
    assert [] == [name for name, text in collective.items() if not text.startswith("# ")]
    assert any("optional" in text for text in collective.values())


def test_the_commands_that_it_names_work(capsys: pytest.CaptureFixture[str]) -> None:
    """Every ``onrecord schema`` that the files speak of prints a schema, and every other command is one."""
    said = "\n".join(FILES.values())
    names = set(re.findall(r"onrecord schema (\w+)", said))
    assert {"site", "figures"} <= names <= set(NAMES)
    for name in names:
        assert DONE == main(["schema", name])
        assert "$schema" in json.loads(capsys.readouterr().out)
    commands = set(re.findall(r"`onrecord (\w+)", said))
    assert {"new", "serve", "check", "build", "verify", "schema"} == commands


def test_what_is_made_is_kept_out_of_git(started: Path) -> None:
    """The file that git reads has its dot, and names the site and the saved texts."""
    assert ["_site/", "saved/"] == (started / ".gitignore").read_text("utf-8").split()
    assert not (started / "gitignore").exists()


def test_git_can_put_receipts_of_two_branches_together(started: Path) -> None:
    """The file that git reads says so of receipts, and of nothing else: of a text that is saved it would make one passage of two."""
    assert "receipts/*/*.jsonl text eol=lf merge=union\n" == (started / ".gitattributes").read_text("utf-8")
    assert not (started / "gitattributes").exists()


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    """A folder that is there but empty is as good as none."""
    create(tmp_path, FILES)
    assert set(FILES) == {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}


def test_a_folder_with_something_in_it_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is written beside somebody's files, and the reason is told."""
    (tmp_path / "notes.txt").write_text("mine", "utf-8")
    assert USAGE == main(["new", str(tmp_path)])
    assert "is not empty" in capsys.readouterr().err
    assert ["notes.txt"] == [path.name for path in tmp_path.iterdir()]


def test_a_file_in_the_way_is_refused(tmp_path: Path) -> None:
    """A file of that name is no folder, and stays as it is."""
    (tmp_path / "taken").write_text("mine", "utf-8")
    with pytest.raises(Refused):
        create(tmp_path / "taken", FILES)
    assert "mine" == (tmp_path / "taken").read_text("utf-8")


def test_a_first_mistake_is_told(started: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A misspelled reference in the new project is refused with its file and the nearest id."""
    path = started / "content" / "events" / "hearing.md"
    text = path.read_text("utf-8").replace("host: [larkmoor-council]", "host: [larkmoor-counsil]")
    path.write_text(text, "utf-8")
    line = text.partition("host:")[0].count("\n") + 1
    assert CONTENT == main(["check", "--project", str(started)])
    told = capsys.readouterr().out
    assert f"content/events/hearing.md:{line}:8: error[L002]" in told
    assert "Did you mean 'larkmoor-council' (Larkmoor Town Council)?" in told


# -- GitHub Pages -----------------------------------------------------------------------------------------------------


def test_new_writes_the_workflow_where_it_is_asked_for(tmp_path: Path) -> None:
    """With ``--pages`` it stands where GitHub looks, beside what git is not to keep; without there is none."""
    assert DONE == main(["new", "--pages", str(tmp_path / "with")])
    assert DONE == main(["new", str(tmp_path / "without")])
    assert "_site/\nsaved/\n" == (tmp_path / "with" / ".gitignore").read_text("utf-8")
    workflow = (tmp_path / "with" / ".github" / "workflows" / "pages.yml").read_text("utf-8")
    assert f"vendor/onrecord-{__version__}-py3-none-any.whl" in workflow
    assert not (tmp_path / "without" / ".github").exists()
    assert DONE == main(["check", "--project", str(tmp_path / "with")])


def test_the_documents_show_the_workflow_as_it_is_written() -> None:
    """What publish.md shows is what ``--pages`` writes."""
    (workflow,) = PAGES.values()
    assert f"```yaml\n{workflow}```" in (ROOT / "docs" / "publish.md").read_text("utf-8")


def test_the_workflows_have_no_known_fault(tmp_path: Path) -> None:
    """Zizmor finds nothing in the workflow of this repository, nor in that of a new project; in a careless one it does."""
    (workflow,) = PAGES.values()
    (tmp_path / "new.yml").write_text(workflow, "utf-8")
    careless = workflow.replace(" # zizmor: ignore[unpinned-uses]", "")
    (tmp_path / "careless.yml").write_text(careless, "utf-8")
    zizmor = str(Path(sys.executable).with_name("zizmor"))

    def verdict(path: Path) -> int:
        return subprocess.run([zizmor, "--offline", "--quiet", str(path)], check=False, capture_output=True).returncode

    assert 0 == verdict(ROOT / ".github" / "workflows" / "pages.yml")
    assert 0 == verdict(tmp_path / "new.yml")
    assert 0 != verdict(tmp_path / "careless.yml")
