"""What git gives of a commit, and what ``check`` shows of all that it finds."""

import json
from pathlib import Path

import pytest
from onrecord.cli import CONTENT, DONE, USAGE, main
from onrecord.git import content_at
from onrecord.quotes.receipts import as_lines, path_of
from onrecord.records.fields import Ref
from onrecord.stages.write import Refused
from projects import MakeProject, write_files
from repositories import commit, git, repository
from smallest import ACTOR, EVENT, HELD, RECEIPT, RECEIPTS, SITE, SOUND, SOURCE, Files, with_lines

# Nothing in it is wrong, and nothing to be advised.
QUIET: Files = {"content/site.yml": SITE, "content/actors/moor.md": ACTOR}
WARNED = {"content/context/quay.md": "---\ntitle: Q\nsummary: S\n---\nThey came:\n- one\n- two\n"}
WRONG = {"content/actors/pell.md": with_lines(ACTOR, "colour: blue")}
WRONG_TOO = {"content/actors/dale.md": with_lines(ACTOR, "colour: red")}


def check(folder: Path, *arguments: str) -> int:
    """``onrecord check`` of a project, and its exit code."""
    return main(["check", "--project", str(folder), *arguments])


def shown(folder: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    """What a check shows, in short."""
    check(folder, "--format", "json", *arguments)
    return [f"{one['path']} {one['code']}" for one in json.loads(capsys.readouterr().out)]


# -- the content of a commit ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("inside", ["", "explainer/of harbours"])
def test_content_and_receipts_are_those_of_the_commit(inside: str, tmp_path: Path) -> None:
    """As they were, wherever in the repository the project lies; nothing else is taken, and no link."""
    project = write_files(
        tmp_path / inside, {**SOUND, "look/look.css": "a {}", "saved/paper.txt": "The harbour stays open."}
    )
    (project / "content/link.md").symlink_to("site.yml")
    first = commit(repository(tmp_path), "First")
    write_files(project, {"content/site.yml": "title: other\n", "content/terms.yml": "quay: {title: Q}\n"})
    commit(tmp_path, "Second")
    write_files(project, {"content/site.yml": "title: not in git yet\n"})
    wanted = {path: text.encode() for path, text in SOUND.items() if isinstance(text, str)}
    for name in (first, first[:10], "main~1", "HEAD^"):
        assert wanted == content_at(project, name)
    assert b"title: other\n" == content_at(project, "HEAD")["content/site.yml"]


def test_attributes_leave_out_nothing(tmp_path: Path) -> None:
    """What an archive would lack, or have written anew, is content of the commit all the same; a large or an empty file too."""
    attributes = "content/actors export-ignore\ncontent/site.yml export-subst\n*.md text eol=crlf\n"
    site = SITE.replace("The harbour talks", "$Format:%H$")
    files = {**QUIET, "content/site.yml": site, "content/terms.yml": "", "content/a.md": "Quay.\n" * 50_000}
    repository(write_files(tmp_path, {**files, ".gitattributes": attributes}))
    assert {path: text.encode() for path, text in files.items() if isinstance(text, str)} == content_at(
        tmp_path, "HEAD"
    )


def test_a_commit_may_have_no_receipts(tmp_path: Path) -> None:
    """A project of which nothing was verified yet has content alone."""
    repository(write_files(tmp_path, QUIET))
    assert set(QUIET) == set(content_at(tmp_path, "HEAD"))


@pytest.mark.parametrize(
    "name", ["nowhere", "", "-", "--help", "--output=x", "HEAD:content", "HEAD~7", "; ls", "main..main"]
)
def test_what_is_no_commit_is_refused(name: str, tmp_path: Path) -> None:
    """In a sentence that names it, and nothing is run or written."""
    repository(write_files(tmp_path, QUIET))
    with pytest.raises(Refused, match="commit"):
        content_at(tmp_path, name)
    assert set(QUIET) == set(content_at(tmp_path, "HEAD"))
    assert "" == git(tmp_path, "status", "--porcelain")


def test_a_commit_without_content_is_refused(tmp_path: Path) -> None:
    """There is nothing to compare with."""
    repository(write_files(tmp_path, {"README.md": "Soon."}))
    write_files(tmp_path, QUIET)
    with pytest.raises(Refused, match="no folder content/"):
        content_at(tmp_path, "HEAD")


def test_without_git_that_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No repository, and no git at all, are each told in a sentence, with the exit code of a wrong usage."""
    write_files(tmp_path, QUIET)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(Refused, match="not in a git repository"):
        content_at(tmp_path, "HEAD")
    assert USAGE == check(tmp_path, "--since", "HEAD")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Refused, match="needs git"):
        content_at(tmp_path, "HEAD")


# -- check --since ----------------------------------------------------------------------------------------------------


def test_since_a_commit_only_what_is_new_is_shown(project: MakeProject, capsys: pytest.CaptureFixture[str]) -> None:
    """Lines may have moved; what is old is counted and not shown, and the exit code is that of what is shown."""
    folder = repository(project({**QUIET, **WRONG, **WARNED}))
    assert CONTENT == check(folder)
    capsys.readouterr()
    assert DONE == check(folder, "--since", "HEAD")
    assert "no problems; not shown: 1 error and 1 warning in 2 files\n" == capsys.readouterr().out
    write_files(folder, {"content/actors/pell.md": with_lines(ACTOR, "other_names: [A. Pell]", "colour: blue")})
    assert [] == shown(folder, capsys, "--since", "HEAD")
    write_files(folder, WRONG_TOO)
    assert ["content/actors/dale.md D001"] == shown(folder, capsys, "--since", "HEAD")
    assert CONTENT == check(folder, "--since", "HEAD")
    assert "1 error in 1 file; not shown: 1 error and 1 warning in 2 files" == capsys.readouterr().out.splitlines()[-1]
    commit(folder, "Dale")
    assert DONE == check(folder, "--since", "HEAD")
    assert CONTENT == check(folder, "--since", "HEAD~1")
    assert DONE == check(folder, "--since", "HEAD", "--strict")


def test_a_problem_more_of_the_same_sort_is_new(project: MakeProject, capsys: pytest.CaptureFixture[str]) -> None:
    """Two of a sort where there was one are one new problem."""
    actors = "moor: {name: A, type: person, colour: blue}\n"
    folder = repository(project({"content/site.yml": SITE, "content/actors.yml": actors}))
    assert [] == shown(folder, capsys, "--since", "HEAD")
    write_files(folder, {"content/actors.yml": actors + "pell: {name: P, type: person, colour: blue}\n"})
    assert ["content/actors.yml D001"] == shown(folder, capsys, "--since", "HEAD")


BY_DEFAULT = '{% extends "default/kinds/event.html" %}'


def test_saved_texts_and_theme_are_those_that_are_here(
    project: MakeProject, capsys: pytest.CaptureFixture[str]
) -> None:
    """They are in no commit, or need not be: what they say against the content of a commit is not new."""
    files = {**SOUND, "content/site.yml": f"{SITE}theme: look\nsaved: ../texts\n", "look/kinds/event.html": BY_DEFAULT}
    folder = repository(project({**files, RECEIPTS: "", "content/events/talks.md": EVENT}))
    write_files(folder / "../texts", {"paper.txt": "The harbour shuts."})
    found = shown(folder, capsys)
    assert "content/statements/open.md Q001" in found
    assert [] == shown(folder, capsys, "--since", "HEAD")
    write_files(folder, {RECEIPTS: RECEIPT})
    assert [] == shown(folder, capsys, "--errors")


def test_faults_of_templates_are_compared_too(project: MakeProject, capsys: pytest.CaptureFixture[str]) -> None:
    """The theme that is here is tried on the content of the commit: what it fails at there is not new."""
    site = f"{SITE}theme: look\n"
    files = {"content/site.yml": site, "look/pages/home.html": "{{ nothing.at_all }}"}
    folder = repository(project({**QUIET, **files}))
    assert ["T002"] == [one.split()[-1] for one in shown(folder, capsys)]
    assert [] == shown(folder, capsys, "--since", "HEAD")


def test_what_is_absent_is_known_though_the_commit_has_errors(
    project: MakeProject, capsys: pytest.CaptureFixture[str]
) -> None:
    """A source that nothing cites, and a receipt that stands for nothing, are told only without errors; they are not new for that."""
    talks = Ref("event", "talks")
    uncited = {"content/sources/wire.md": SOURCE, path_of(talks): as_lines(talks, [HELD])}
    folder = repository(project({**SOUND, **WRONG, **uncited}))
    (folder / "content/actors/pell.md").unlink()
    assert {"content/sources/wire.md C008", f"{path_of(talks)} Q009"} < set(shown(folder, capsys))
    assert DONE == check(folder, "--since", "HEAD")
    out, err = capsys.readouterr()
    assert "no problems; not shown: 3 warnings in 3 files\n" == out
    assert "the content of 'HEAD' has errors: its pages are not compared\n" == err


def test_comparing_changes_nothing(project: MakeProject) -> None:
    """Neither the project nor the repository, and nothing is left among the temporary files."""
    folder = repository(project({**QUIET, **WRONG}))
    before = sorted(path for path in folder.rglob("*") if ".git/" not in path.as_posix())
    check(folder, "--since", "HEAD")
    assert before == sorted(path for path in folder.rglob("*") if ".git/" not in path.as_posix())
    assert "" == git(folder, "status", "--porcelain")


# -- check PATH --errors ------------------------------------------------------------------------------------------------


def test_warnings_can_be_left_out(project: MakeProject, capsys: pytest.CaptureFixture[str]) -> None:
    """With ``--errors`` they are counted; with ``--strict`` they are errors."""
    folder = project({**QUIET, **WRONG, **WARNED})
    assert ["content/actors/pell.md D001"] == shown(folder, capsys, "--errors")
    assert 2 == len(shown(folder, capsys, "--errors", "--strict"))
    check(folder, "--errors")
    assert "1 error in 1 file; not shown: 1 warning in 1 file" == capsys.readouterr().out.splitlines()[-1]


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (["content/actors/pell.md"], ["pell"]),
        (["content/actors"], ["dale", "pell"]),
        (["content/actors/"], ["dale", "pell"]),
        (["content/actors/dale.md", "content/context"], ["dale", "quay"]),
        (["content/actors/moor.md"], []),
        (["content/act"], None),
        (["content/events"], None),
        (["../other.md"], None),
        (["."], ["dale", "pell", "quay"]),
        (["content/site.yml", "."], ["dale", "pell", "quay"]),
    ],
)
def test_files_and_folders_can_be_named(
    paths: list[str], expected: list[str] | None, project: MakeProject, capsys: pytest.CaptureFixture[str]
) -> None:
    """All is checked, and what is shown is of them alone; one that is not there is refused."""
    folder = project({**QUIET, **WRONG, **WRONG_TOO, **WARNED})
    if expected is None:
        assert USAGE == check(folder, *paths)
        assert f"there is no file or folder {paths[0]}" in capsys.readouterr().err
        return
    assert expected == [Path(one.split()[0]).stem for one in shown(folder, capsys, *paths)]
    assert (CONTENT if {"dale", "pell"} & set(expected) else DONE) == check(folder, *paths)


def test_a_path_is_seen_from_where_the_author_is(
    project: MakeProject, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In a folder of the project a name there is meant; elsewhere, one in the project."""
    folder = project({**QUIET, **WRONG, **WARNED})
    monkeypatch.chdir(folder / "content/actors")
    assert ["content/actors/pell.md D001"] == shown(folder, capsys, "pell.md")
    assert ["content/context/quay.md M004"] == shown(folder, capsys, "../context")
    assert ["content/context/quay.md M004"] == shown(folder, capsys, "content/context/quay.md")
    assert ["content/actors/pell.md D001"] == shown(folder, capsys, str(folder / "content/actors"))


def test_a_saved_text_beside_the_project_can_be_named(
    project: MakeProject, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """From the folder above, in which both stand, or from the project."""
    folder = project({**SOUND, "content/site.yml": f"{SITE}saved: ../texts\n"})
    write_files(folder / "../texts", {"paper.txt": ""})
    monkeypatch.chdir(folder.parent)
    for path in ("texts", "texts/paper.txt", "../texts/paper.txt", str(folder.parent / "texts/paper.txt")):
        assert ["../texts/paper.txt Q008"] == shown(folder, capsys, path)


def test_what_one_file_breaks_in_another_is_found(project: MakeProject, capsys: pytest.CaptureFixture[str]) -> None:
    """Naming a file does not make the check look at that file alone."""
    folder = project({**QUIET, **WARNED, "content/events/talks.md": EVENT})
    assert ["content/events/talks.md L002"] == shown(folder, capsys, "content/events", "--errors")
