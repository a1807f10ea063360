"""Receipts are read as they were written, and one that the program did not write is not believed."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from onrecord.problems import Location, Problem
from onrecord.quotes import receipts
from onrecord.quotes.find import Passage
from onrecord.quotes.fold import MATCHER
from onrecord.quotes.receipts import FOLDER, HINT, Receipt, as_json, read_receipts
from onrecord.write import keep_receipts
from projects import write_files

PAPER = Receipt(
    "paper",
    "excerpt",
    "ab" * 32,
    {
        "1" * 16: Passage(5, 28, "said: “", "” – now"),
        "0" * 16: Passage(0, 40, "", "", ("as everybody knows", 31, "")),
    },
)

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
RECEIPTS = st.builds(
    Receipt,
    st.just("paper"),
    st.sampled_from(["full", "excerpt"]),
    TEXTS,
    st.dictionaries(
        TEXTS,
        st.builds(
            Passage, st.integers(), st.integers(), TEXTS, TEXTS, st.lists(TEXTS | st.integers(), max_size=3).map(tuple)
        ),
        max_size=3,
    ),
)


def read(folder: Path, text: str | bytes, name: str = "paper") -> list[str]:
    """What is wrong with a receipt of this text, in short; nothing that is wrong is believed."""
    found, problems = read_receipts(write_files(folder, {f"receipts/{name}.json": text}))
    assert bool(problems) != bool(found)
    assert {(f"receipts/{name}.json", HINT)} >= {(one.location.path, one.hint) for one in problems}
    return [f"{one.code} {one.message}" for one in problems]


def edited(change: Callable[[dict[str, Any]], object]) -> str:
    """The text of a receipt with something changed in it by hand."""
    told = json.loads(as_json(PAPER))
    change(told)
    return json.dumps(told)


def test_a_receipt_is_read_as_it_was_written(tmp_path: Path) -> None:
    """The file holds the source, what was saved, its hash, the matcher and a selector for each quotation, in order."""
    told = json.loads(as_json(PAPER))
    assert ["source", "matcher", "saved", "sha256", "quotations", "sum"] == list(told)
    assert ["0" * 16, "1" * 16] == list(told["quotations"])
    assert {"start": 5, "end": 28, "prefix": "said: “", "suffix": "” – now"} == told["quotations"]["1" * 16]
    assert ["as everybody knows", 31, ""] == told["quotations"]["0" * 16]["elided"]
    assert [] == read(tmp_path, as_json(PAPER))
    assert {"paper": PAPER} == read_receipts(tmp_path)[0]
    assert "receipts/paper.json" == PAPER.path


@given(RECEIPTS)
def test_any_receipt_is_read_as_it_was_written(tmp_path_factory: pytest.TempPathFactory, receipt: Receipt) -> None:
    """Whatever it holds, and its text is the same each time."""
    folder = write_files(tmp_path_factory.mktemp("project"), {"receipts/paper.json": as_json(receipt)})
    assert ({"paper": receipt}, ()) == read_receipts(folder)
    assert as_json(receipt) == as_json(read_receipts(folder)[0]["paper"])


def test_there_may_be_none(tmp_path: Path) -> None:
    """Without the folder, or with nothing in it but other files, there are no receipts and no problem."""
    assert ({}, ()) == read_receipts(tmp_path)
    write_files(tmp_path, {"receipts/README.md": "what this is", "receipts/old/paper.json": as_json(PAPER)})
    assert ({}, ()) == read_receipts(tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '"paper"',
        "{}",
        b"\xff\xfe{\x00}\x00",
        "[" * 100_000,
        "<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> other\n",
        edited(lambda told: told.pop("sha256")),
        edited(lambda told: told.pop("quotations")),
        edited(lambda told: told.update(quotations=[])),
        edited(lambda told: told.update(saved="all of it")),
        edited(lambda told: told.update(matcher="new")),
        edited(lambda told: told.update(matcher=None)),
        edited(lambda told: told["quotations"]["1" * 16].pop("start")),
        edited(lambda told: told["quotations"]["1" * 16].update(start="here")),
        edited(lambda told: told["quotations"]["1" * 16].update(elided=3)),
        edited(lambda told: told["quotations"]["1" * 16].update(prefix="\ud800")),
        edited(lambda told: told["quotations"].update({"2" * 16: None})),
        edited(lambda told: told["quotations"]["1" * 16].update(start=float("inf"))),
        edited(lambda told: told["quotations"]["1" * 16].update(end=float("nan"))),
        as_json(PAPER).replace('"start": ', '"start": 1e999, "was": ', 1),
        edited(lambda told: told.update(matcher=float("inf"))),
    ],
)
def test_what_is_no_receipt_cannot_be_read(text: str | bytes, tmp_path: Path) -> None:
    """Broken JSON, JSON of another form, a conflict of git: one problem at the file, and no exception."""
    assert ["Q006 this receipt cannot be read"] == read(tmp_path, text)


EDITS: dict[str, Callable[[dict[str, Any]], object]] = {
    "another sum": lambda told: told.update(sum="0" * 16),
    "no sum": lambda told: told.pop("sum"),
    "full instead of an excerpt": lambda told: told.update(saved="full"),
    "the hash of another text": lambda told: told.update(sha256="cd" * 32),
    "another source": lambda told: told.update(source="wire"),
    "an offset": lambda told: told["quotations"]["1" * 16].update(start=4),
    "the text after": lambda told: told["quotations"]["1" * 16].update(suffix="”"),
    "what was left out": lambda told: told["quotations"]["0" * 16].update(elided=[]),
    "a quotation less": lambda told: told["quotations"].pop("1" * 16),
    "a quotation more": lambda told: told["quotations"].update({"2" * 16: told["quotations"]["1" * 16]}),
}


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_by_hand_is_seen(edit: str, tmp_path: Path) -> None:
    """Whatever was changed, the sum no longer fits."""
    assert ["Q006 this receipt was changed by hand"] == read(tmp_path, edited(EDITS[edit]))


def test_a_receipt_is_of_the_source_that_it_is_named_for(tmp_path: Path) -> None:
    """A receipt copied to another name would vouch for words in another source."""
    assert ["Q006 this receipt was changed by hand"] == read(tmp_path, as_json(PAPER), "wire")


def test_the_layout_does_not_matter(tmp_path: Path) -> None:
    """The sum is of what a receipt says: lines that git or an editor ended otherwise are no edit."""
    assert [] == read(tmp_path, as_json(PAPER).replace("\n", "\r\n"))
    assert [] == read(tmp_path, json.dumps(json.loads(as_json(PAPER))))


@pytest.mark.parametrize("form", ["same", "other"])
def test_a_receipt_of_another_matcher_is_told(form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What compared words in another way is not believed, and not taken for an edit, though its form be another."""
    text = as_json(PAPER) if form == "same" else json.dumps({"matcher": MATCHER, "found": []})
    monkeypatch.setattr(receipts, "MATCHER", MATCHER + 1)
    assert [f"Q007 this receipt is of matcher {MATCHER}, and {MATCHER + 1} is in use"] == read(tmp_path, text)


def test_others_are_read_beside_a_broken_one(tmp_path: Path) -> None:
    """One that cannot be used is a problem of that one."""
    write_files(tmp_path, {"receipts/paper.json": as_json(PAPER), "receipts/wire.json": "{"})
    assert (
        {"paper": PAPER},
        (Problem(Location("receipts/wire.json"), "Q006", "this receipt cannot be read", HINT),),
    ) == read_receipts(tmp_path)


def test_spared_receipts_are_left_alone(tmp_path: Path) -> None:
    """One that cannot be made anew here stays as it is, though it is of no use; one that can is written over."""
    write_files(
        tmp_path, {"receipts/paper.json": b"\xff", "receipts/wire.json": b"\xff", "receipts/gone.json": b"\xff"}
    )
    assert 2 == keep_receipts(tmp_path, {"paper": PAPER}, frozenset({"wire"}))
    assert {"paper.json", "wire.json"} == {path.name for path in (tmp_path / "receipts").iterdir()}
    assert b"\xff" == (tmp_path / "receipts/wire.json").read_bytes()
    assert as_json(PAPER).encode() == (tmp_path / "receipts/paper.json").read_bytes()


def test_what_is_no_plain_file_is_not_opened(tmp_path: Path) -> None:
    """Reading a pipe, or a link to a device, could take for ever; a link that leaves the project is another machine's."""
    folder = tmp_path / FOLDER
    folder.mkdir()
    os.mkfifo(folder / "pipe.json")
    (folder / "device.json").symlink_to("/dev/zero")
    (folder / "folder.json").mkdir()
    found, problems = read_receipts(tmp_path)
    assert ({}, ["receipts/device.json R004", "receipts/folder.json R005", "receipts/pipe.json R005"]) == (
        found,
        [f"{one.location.path} {one.code}" for one in problems],
    )


def test_a_file_in_place_of_the_folder_is_told(tmp_path: Path) -> None:
    """One problem, and not one for each quotation that has no receipt."""
    (tmp_path / FOLDER).write_text("No folder.")
    _, problems = read_receipts(tmp_path)
    assert ["R005"] == [one.code for one in problems]
