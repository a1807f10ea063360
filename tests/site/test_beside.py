"""What is written beside a site: new projects, receipts and reports, each whole and none over another's."""

from pathlib import Path

import pytest
from onrecord.beside import create, keep_receipts, laid_out, report
from onrecord.quotes.receipts import Quoted, Receipt, Receipts, read_receipts
from onrecord.records.fields import Ref
from onrecord.stages.write import Refused


def files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its path within it."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_new_project_is_written_once(tmp_path: Path) -> None:
    """Files are made in a folder that is empty or not there yet, and never over others."""
    folder = tmp_path / "new"
    create(folder, {"content/site.yml": "title: ä\n"})
    assert {"content/site.yml": "title: ä\n".encode()} == files(folder)
    for place in (folder, folder / "content/site.yml"):
        with pytest.raises(Refused, match="exists and is not empty"):
            create(place, {"content/site.yml": "title: b\n"})
    assert {"content/site.yml": "title: ä\n".encode()} == files(folder)


def test_receipts_are_kept_as_they_should_be(tmp_path: Path) -> None:
    """Receipts are written, left alone where they are right, and cleared up; other files of the folder stay."""
    one, other = (
        Receipt(quoted=Quoted("paper", "a"), saved="full"),
        Receipt(quoted=Quoted("wire", "b"), saved="excerpt", prefix="", suffix="", elided=("left out", 40)),
    )
    open_, talks = Ref("statement", "open"), Ref("event", "talks")
    both = Receipts({open_: {one.quoted: one}, talks: {one.quoted: one, other.quoted: other}})
    assert 2 == keep_receipts(tmp_path, both)
    assert both == read_receipts(tmp_path).receipts
    assert 0 == keep_receipts(tmp_path, both)
    (tmp_path / "receipts/README.md").write_text("mine")
    assert 1 == keep_receipts(tmp_path, Receipts({open_: {one.quoted: one}}))
    assert {"receipts/README.md", "receipts/statements/open.jsonl"} == set(files(tmp_path))
    assert not (tmp_path / "receipts/events").exists()


def test_a_file_of_the_earlier_form_goes_once_all_else_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that is stopped in between has both forms, and has lost nothing."""
    one = Receipt(quoted=Quoted("paper", "a"), saved="full")
    old = tmp_path / "receipts/paper.json"
    old.parent.mkdir()
    old.write_text("{}")
    wanted = Receipts({Ref("statement", "open"): {one.quoted: one}})
    monkeypatch.setattr(Path, "unlink", _stopped)
    with pytest.raises(KeyboardInterrupt):
        keep_receipts(tmp_path, wanted)
    monkeypatch.undo()
    assert {"receipts/paper.json", "receipts/statements/open.jsonl"} == set(files(tmp_path))
    assert 1 == keep_receipts(tmp_path, wanted)
    assert {"receipts/statements/open.jsonl"} == set(files(tmp_path))


def _stopped(_: Path) -> None:
    raise KeyboardInterrupt


def test_a_report_is_a_file_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A report of our own fault stands among the temporary files, a new one each time."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    one, other = report(["ä", "b"]), report(["c"])
    assert ("ä\nb\n", "c\n") == (one.read_text("utf-8"), other.read_text("utf-8"))
    assert {one.parent, other.parent} == {tmp_path}


def test_files_are_laid_out_for_a_moment() -> None:
    """They stand in a folder of their own, which is gone afterwards."""
    with laid_out({"content/site.yml": b"title: a"}) as folder:
        assert {"content/site.yml": b"title: a"} == files(folder)
    assert not folder.exists()
