"""Receipts are read as they were written, and one that the program did not write is not believed."""

import hashlib
import json
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import EXAMPLE
from onrecord.beside import keep_receipts
from onrecord.problems import Location, Problem
from onrecord.quotes import receipts
from onrecord.quotes.fold import MATCHER
from onrecord.quotes.receipts import (
    CLEAR_UP,
    CONVERT,
    DECIDE,
    FOLDER,
    FROM_GIT,
    HINT,
    TAKE_ALONG,
    TAKE_BOTH,
    Filed,
    Kept,
    Quoted,
    Receipt,
    Receipts,
    as_lines,
    path_of,
    read_receipts,
)
from onrecord.records.fields import Ref
from onrecord.records.folders import FOLDERS
from projects import write_files
from real_site import ROOT

OPEN, TALKS = Ref("statement", "open"), Ref("event", "talks")
PLACE = "receipts/statements/open.jsonl"
PAPER = Receipt(quoted=Quoted("paper", "1" * 16), saved="excerpt", prefix="said: “", suffix="” – now")
WIRE = Receipt(
    quoted=Quoted("wire", "0" * 16),
    saved="full",
    prefix="",
    suffix="",
    elided=("as everybody knows", 31, ""),
    fragment="text=one",
)

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
LINES = st.builds(
    Receipt,
    quoted=st.builds(Quoted, TEXTS, TEXTS),
    saved=st.sampled_from(["full", "excerpt"]),
    prefix=TEXTS,
    suffix=TEXTS,
    elided=st.lists(TEXTS | st.integers(), max_size=3).map(tuple),
    fragment=TEXTS,
)


def held(*lines: Receipt, record: Ref = OPEN) -> Receipts:
    """Some receipts of a record, and no others."""
    return Receipts({record: {one.quoted: one for one in lines}})


def read(folder: Path, text: str | bytes, path: str = PLACE) -> Filed:
    """What is read of a file of receipts with this text."""
    return read_receipts(write_files(folder, {path: text}))


def refused(folder: Path, text: str | bytes, path: str = PLACE) -> list[str]:
    """What is wrong with a receipt of this text, in short; nothing that is wrong is believed, and nothing is lost."""
    found = read(folder, text, path)
    assert Receipts() == found.receipts
    hints = {"Q006": FROM_GIT, "Q007": HINT}
    assert {path} == {one.location.path for one in found.problems if one.hint == hints[one.code]}
    assert found.faulty == {path} or found.broken == {path: (text.strip(),)}
    return [f"{one.code} {one.message}" for one in found.problems]


def edited(change: Callable[[dict[str, Any]], object], one: Receipt = WIRE) -> str:
    """The text of a receipt with something changed in it by hand."""
    told = json.loads(as_lines(OPEN, [one]))
    change(told)
    return json.dumps(told) + "\n"


def vouched(change: Callable[[dict[str, Any]], object]) -> str:
    """The same with a check that is right: somebody took the trouble to work it out."""
    told = json.loads(as_lines(OPEN, [WIRE]))
    told.pop("check")
    change(told)
    rest = json.dumps(told, ensure_ascii=False, sort_keys=True)
    told["check"] = hashlib.sha256(rest.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return json.dumps(told) + "\n"


# -- as they are written ----------------------------------------------------------------------------------------------


def test_receipts_are_read_as_they_were_written(tmp_path: Path) -> None:
    """A record's file has a line for each quotation: hash, source, what was kept, what stands around, the record, a check."""
    text = as_lines(OPEN, [PAPER, WIRE])
    first, second = map(json.loads, text.splitlines())
    around = ["key", "source", "matcher", "saved", "prefix", "suffix"]
    assert [*around, "elided", "fragment", "record", "check"] == list(first)
    assert [*around, "record", "check"] == list(second)
    assert ["statements/open"] * 2 == [first["record"], second["record"]]
    assert ("0" * 16, "wire", ["as everybody knows", 31, ""]) == (first["key"], first["source"], first["elided"])
    assert Filed(receipts=held(PAPER, WIRE)) == read(tmp_path, text)
    assert [1, 2] == [one.at.line for one in read_receipts(tmp_path).receipts.of(OPEN).values()]


@pytest.mark.parametrize(("folder", "kind"), FOLDERS.items())
def test_each_record_has_a_file_of_its_own(folder: str, kind: str, tmp_path: Path) -> None:
    """It stands in the folder of its kind, as its content may."""
    record = Ref(kind, "open")
    assert f"receipts/{folder}/open.jsonl" == path_of(record)
    assert held(PAPER, record=record) == read(tmp_path, as_lines(record, [PAPER]), path_of(record)).receipts


@given(st.dictionaries(st.just(OPEN), st.lists(LINES, min_size=1, max_size=3, unique_by=lambda one: one.quoted)))
def test_any_receipts_are_read_as_they_were_written(
    tmp_path_factory: pytest.TempPathFactory, lines: dict[Ref, list[Receipt]]
) -> None:
    """Whatever they hold, and their text is the same in whatever order they are given."""
    folder = tmp_path_factory.mktemp("project")
    for record, found in lines.items():
        text = as_lines(record, found)
        assert Filed(receipts=held(*found)) == read(folder, text)
        assert text == as_lines(record, reversed(found))


def test_there_may_be_none(tmp_path: Path) -> None:
    """Without the folder, or with nothing in it but other files, there are no receipts and no problem."""
    assert Filed() == read_receipts(tmp_path)
    files = {"receipts/README.md": "what this is", "receipts/old/paper.jsonl": as_lines(OPEN, [PAPER]), PLACE: "\n"}
    assert Filed() == read_receipts(write_files(tmp_path, files))


def test_the_layout_does_not_matter(tmp_path: Path) -> None:
    """The check is of what a line says: one that git or an editor ended or spaced otherwise is no edit, nor is another order."""
    text = as_lines(OPEN, [PAPER, WIRE])
    reordered = "".join(f"{json.dumps(json.loads(one), sort_keys=True)}\n\n" for one in reversed(text.splitlines()))
    for other in (text.replace("\n", "\r\n"), "\ufeff" + text, reordered, text.strip()):
        assert Filed(receipts=held(PAPER, WIRE)) == read(tmp_path, other)


def test_words_are_found_whichever_record_quotes_them() -> None:
    """The pages ask by source and words; of several records the first in order tells."""
    other = Receipt(quoted=PAPER.quoted, saved="excerpt", prefix="Moor said: “", suffix="”")
    found = Receipts({OPEN: {PAPER.quoted: PAPER}, TALKS: {PAPER.quoted: other}}, {WIRE.quoted: WIRE})
    assert other == found.anywhere(PAPER.quoted)
    assert WIRE == found.anywhere(WIRE.quoted)
    assert found.anywhere(Quoted("wire", "1" * 16)) is None
    assert (True, True, False) == (found.has("paper"), found.has("wire"), found.has("post"))
    assert {} == found.of(Ref("event", "open"))


# -- what is not believed -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[]",
        "null",
        '"paper"',
        "{}",
        "[" * 100_000,
        "It was there, on page three.",
        edited(lambda told: told.update(matcher="new")),
        edited(lambda told: told.update(matcher=None)),
        edited(lambda told: told.update(matcher=float("inf"))),
        edited(lambda told: told.update(prefix="\ud800")),
        vouched(lambda told: told.pop("key")),
        vouched(lambda told: told.pop("saved")),
        vouched(lambda told: told.pop("suffix")),
        vouched(lambda told: told.update(saved="all of it")),
        vouched(lambda told: told.update(saved=["full"])),
        vouched(lambda told: told.update(elided=3)),
        vouched(lambda told: told.update(elided=[["left out"]])),
        vouched(lambda told: told.update(elided=[None])),
        vouched(lambda told: told.pop("record")),
        vouched(lambda told: told.update(record="letters/open")),
        vouched(lambda told: told.update(record=["statements", "open"])),
    ],
)
def test_what_is_no_receipt_cannot_be_read(text: str, tmp_path: Path) -> None:
    """Broken JSON, and JSON of another form, whatever its check: one problem at the line, and no exception."""
    assert ["Q006 this receipt cannot be read"] == refused(tmp_path, text)


def test_bytes_that_are_no_text_are_told(tmp_path: Path) -> None:
    """The file as a whole cannot be read."""
    assert ["Q006 these receipts are not UTF-8"] == refused(tmp_path, b"\xff\xfe{\x00}\x00")


EDITS: dict[str, Callable[[dict[str, Any]], object]] = {
    "another check": lambda told: told.update(check="0" * 16),
    "no check": lambda told: told.pop("check"),
    "an excerpt instead of the full text": lambda told: told.update(saved="excerpt"),
    "the hash of other words": lambda told: told.update(key="2" * 16),
    "another source": lambda told: told.update(source="paper"),
    "the text before": lambda told: told.update(prefix="Moor never said: “"),
    "the text after": lambda told: told.update(suffix="”"),
    "what was left out": lambda told: told.update(elided=["as everybody says", 31, ""]),
    "nothing left out": lambda told: told.pop("elided"),
    "where a link leads": lambda told: told.update(fragment="text=two"),
    "the record": lambda told: told.update(record="events/talks"),
    "more than there is": lambda told: told.update(note="found by me"),
}


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_by_hand_is_seen(edit: str, tmp_path: Path) -> None:
    """Whatever was changed, the check no longer fits."""
    assert ["Q006 this receipt was changed by hand"] == refused(tmp_path, edited(EDITS[edit]))


FORGED: dict[str, Callable[[dict[str, Any]], object]] = {
    "the words": lambda told: told.update(key=told["key"][::-1]),
    "the source": lambda told: told.update(source=f"{told['source']}-2"),
    "what was kept": lambda told: told.update(saved="full" if told["saved"] == "excerpt" else "excerpt"),
    "the text before": lambda told: told.update(prefix=f"{told['prefix']}not "),
    "the text after": lambda told: told.update(suffix=f" not{told['suffix']}"),
    "what was left out": lambda told: told.update(elided=[*told.get("elided", ()), "not"]),
    "where a link leads": lambda told: told.update(fragment="text=elsewhere"),
    "the record": lambda told: told.update(record=f"{told['record']}-2"),
    "the check": lambda told: told.update(check=told["check"][::-1]),
}


@pytest.mark.parametrize("folder", [EXAMPLE, ROOT], ids=lambda one: one.name)
def test_no_forged_receipt_of_an_explainer_is_believed(folder: Path, tmp_path: Path) -> None:
    """Each part of each line is changed in turn, and not one is read; nor is one that is moved a receipt of that record."""
    made = 0
    lines = [
        (path, line)
        for path in sorted((folder / FOLDER).rglob("*.jsonl"))
        for line in path.read_text("utf-8").splitlines()
    ]
    for change in FORGED.values():
        forged: dict[str, str] = {}
        for path, line in lines:
            told = json.loads(line)
            change(told)
            name = path.relative_to(folder).as_posix()
            forged[name] = forged.get(name, "") + json.dumps(told, ensure_ascii=False) + "\n"
            made += 1
        assert Receipts() == read_receipts(write_files(tmp_path, forged)).receipts
    moved: dict[str, str] = {}
    for path, line in lines:
        name = path.with_stem(f"{path.stem}-2").relative_to(folder).as_posix()
        moved[name] = moved.get(name, "") + line + "\n"
        made += 1
    shutil.rmtree(tmp_path / FOLDER)
    found = read_receipts(write_files(tmp_path, moved))
    assert read_receipts(folder).receipts == found.receipts
    assert len(lines) == [one.code for one in found.problems].count("Q009")
    assert made == 10 * len(lines) > 800


@pytest.mark.parametrize("path", ["receipts/statements/shut.jsonl", "receipts/events/open.jsonl"])
def test_a_receipt_is_of_the_record_that_it_names(path: str, tmp_path: Path) -> None:
    """A line copied to another record, of the same kind or another, would vouch there for what was never looked up."""
    problem = Problem(Location(path), "Q009", "this receipt is of the statement 'open'", TAKE_ALONG)
    assert Filed(receipts=held(WIRE), problems=(problem,)) == read(tmp_path, as_lines(OPEN, [WIRE]), path)


def test_a_line_in_the_file_of_its_record_comes_before_one_elsewhere(tmp_path: Path) -> None:
    """The one that was taken along is told of, and not another time for its words."""
    there, other = path_of(TALKS), Receipt(quoted=WIRE.quoted, saved="full", prefix="So: ")
    files = {there: as_lines(OPEN, [WIRE, PAPER]), PLACE: as_lines(OPEN, [other])}
    found = read_receipts(write_files(tmp_path, files))
    assert Receipts({OPEN: {WIRE.quoted: other, PAPER.quoted: PAPER}}, others={OPEN: (WIRE,)}) == found.receipts
    assert [f"{there}:1:1 Q009", f"{there}:2:1 Q009"] == [f"{one.location} {one.code}" for one in found.problems]


@pytest.mark.parametrize("form", ["same", "other"])
def test_a_receipt_of_another_matcher_is_told(form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What compared words in another way is not believed, and not taken for an edit, though its form be another."""
    text = as_lines(OPEN, [WIRE]) if form == "same" else json.dumps({"matcher": MATCHER, "found": []})
    monkeypatch.setattr(receipts, "MATCHER", MATCHER + 1)
    assert [f"Q007 this receipt is of matcher {MATCHER}, and {MATCHER + 1} is in use"] == refused(tmp_path, text)


def test_others_are_read_beside_a_broken_one(tmp_path: Path) -> None:
    """One that cannot be used is a problem of that line, and no other is lost."""
    text = as_lines(OPEN, [WIRE]) + "{\n" + as_lines(OPEN, [PAPER])
    problem = Problem(Location(PLACE, 2), "Q006", "this receipt cannot be read", FROM_GIT)
    assert Filed(receipts=held(PAPER, WIRE), problems=(problem,), broken={PLACE: ("{",)}) == read(tmp_path, text)


# -- two editors --------------------------------------------------------------------------------------------------------


def test_the_marks_of_git_are_told_once_and_both_sides_are_read(tmp_path: Path) -> None:
    """Where two branches met, the lines of each are good; nothing in the file is lost."""
    ours, theirs = as_lines(OPEN, [WIRE]), as_lines(OPEN, [PAPER])
    text = f"<<<<<<< HEAD\n{ours}||||||| 1234567\n=======\n{theirs}>>>>>>> other\n"
    problem = Problem(Location(PLACE), "Q006", "git left its conflict marks here", TAKE_BOTH)
    assert Filed(receipts=held(PAPER, WIRE), problems=(problem,)) == read(tmp_path, text)


def test_a_line_that_stands_twice_is_told(tmp_path: Path) -> None:
    """The same words of one source have one receipt; of two that differ the first counts, and the other is not lost."""
    other = Receipt(quoted=PAPER.quoted, saved="excerpt", prefix="Moor said: “", suffix="”")
    text = as_lines(OPEN, [PAPER]) + as_lines(OPEN, [other]) + as_lines(OPEN, [PAPER])
    message = "a receipt for these words in 'paper' is above"
    problems = (
        Problem(Location(PLACE, 2), "Q009", f"{message}, cut otherwise", DECIDE),
        Problem(Location(PLACE, 3), "Q009", message, CLEAR_UP),
    )
    expected = Receipts({OPEN: {PAPER.quoted: PAPER}}, others={OPEN: (other,)})
    assert Filed(receipts=expected, problems=problems, doubled=1) == read(tmp_path, text)


@pytest.mark.parametrize("saved", ["full", "excerpt"])
def test_of_two_lines_that_of_what_was_kept_is_taken(saved: Kept, tmp_path: Path) -> None:
    """One side of a merge has got the full text: what the source says decides, in whatever order they stand."""
    both = [replace(PAPER, saved="full"), PAPER]
    for lines in (both, both[::-1]):
        write_files(tmp_path, {PLACE: "".join(as_lines(OPEN, [one]) for one in lines)})
        found = read_receipts(tmp_path, {"paper": saved})
        (problem,) = found.problems
        wanted = replace(PAPER, saved=saved)
        assert (held(wanted), 1) == (found.receipts, found.doubled)
        assert (PLACE, 2 - lines.index(wanted), CLEAR_UP) == (
            problem.location.path,
            problem.location.line,
            problem.hint,
        )


def test_the_same_words_in_two_sources_have_two_receipts(tmp_path: Path) -> None:
    """What one source says vouches for no other."""
    wire = Receipt(quoted=Quoted("wire", PAPER.quoted.key), saved="excerpt")
    assert Filed(receipts=held(PAPER, wire)) == read(tmp_path, as_lines(OPEN, [PAPER, wire]))


def test_spared_receipts_are_left_alone(tmp_path: Path) -> None:
    """A file that cannot be made anew here stays as it is, though part of it is of no use; one that can is written over."""
    files = dict.fromkeys((PLACE, "receipts/events/talks.jsonl", "receipts/paper.json", "receipts/x.json"), b"\xff")
    write_files(tmp_path, files)
    spared = frozenset({"receipts/events/talks.jsonl", "receipts/paper.json"})
    wanted = Receipts({OPEN: {PAPER.quoted: PAPER}, TALKS: {WIRE.quoted: WIRE}})
    assert 2 == keep_receipts(tmp_path, wanted, spared)
    found = {one.relative_to(tmp_path).as_posix(): one.read_bytes() for one in tmp_path.rglob("*") if one.is_file()}
    assert {PLACE: as_lines(OPEN, [PAPER]).encode(), **dict.fromkeys(spared, b"\xff")} == found


def test_broken_lines_are_kept_behind_those_that_are_good(tmp_path: Path) -> None:
    """As they stand, and in a file of their own where there is no good one."""
    there = path_of(TALKS)
    write_files(tmp_path, {PLACE: "{\r\n" + as_lines(OPEN, [PAPER]), there: "?\n"})
    broken = read_receipts(tmp_path).broken
    assert {PLACE: ("{",), there: ("?",)} == broken
    assert 1 == keep_receipts(tmp_path, held(PAPER), broken=broken)
    assert (as_lines(OPEN, [PAPER]) + "{\n", "?\n") == tuple((tmp_path / one).read_text() for one in (PLACE, there))


# -- what is no plain file ----------------------------------------------------------------------------------------------


def test_what_is_no_plain_file_is_not_opened(tmp_path: Path) -> None:
    """Reading a pipe, or a link to a device, could take for ever; a link that leaves the project is another machine's."""
    folder = tmp_path / FOLDER / "statements"
    folder.mkdir(parents=True)
    os.mkfifo(folder / "pipe.jsonl")
    (folder / "device.jsonl").symlink_to("/dev/zero")
    (folder / "folder.jsonl").mkdir()
    os.mkfifo(tmp_path / FOLDER / "pipe.json")
    (tmp_path / FOLDER / "events").symlink_to("/")
    (tmp_path / FOLDER / "actors").write_text("No folder.")
    found = read_receipts(tmp_path)
    assert Receipts() == found.receipts
    assert [
        "receipts/actors R005",
        "receipts/events R004",
        "receipts/pipe.json R005",
        "receipts/statements/device.jsonl R004",
        "receipts/statements/folder.jsonl R005",
        "receipts/statements/pipe.jsonl R005",
    ] == sorted(f"{one.location.path} {one.code}" for one in found.problems)


def test_a_file_in_place_of_the_folder_is_told(tmp_path: Path) -> None:
    """One problem, and not one for each quotation that has no receipt."""
    (tmp_path / FOLDER).write_text("No folder.")
    found = read_receipts(tmp_path)
    assert (["R005"], {FOLDER}) == ([one.code for one in found.problems], found.faulty)


# -- the earlier form ---------------------------------------------------------------------------------------------------


def by_source(source: str = "paper", **more: Any) -> str:
    """The text of a file by source, as it was written before."""
    around = {"start": 5, "end": 28, "prefix": PAPER.prefix, "suffix": PAPER.suffix}
    quotations = {"1" * 16: around, "2" * 16: {**around, "elided": ["so", 40], "fragment": "text=two"}}
    told = {"source": source, "matcher": MATCHER, "saved": "excerpt", "sha256": "ab" * 32, "quotations": quotations}
    told |= more
    check = hashlib.sha256(json.dumps(told, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:16]
    return json.dumps({**told, "sum": check}, ensure_ascii=False, indent=1) + "\n"


def test_receipts_by_source_are_read_and_told_once(tmp_path: Path) -> None:
    """They hold what they held, for whichever record quotes the words; one problem says how to convert them all."""
    found = read_receipts(
        write_files(tmp_path, {"receipts/paper.json": by_source(), "receipts/wire.json": by_source("wire")})
    )
    other = Receipt(
        quoted=Quoted("paper", "2" * 16),
        saved="excerpt",
        prefix=PAPER.prefix,
        suffix=PAPER.suffix,
        elided=("so", 40),
        fragment="text=two",
    )
    assert (PAPER, other) == tuple(one for one in found.receipts.old.values() if one.quoted.source == "paper")
    assert 4 == len(found.receipts.old)
    assert PAPER == found.receipts.anywhere(PAPER.quoted)
    message = "receipts are now kept by record, but 2 files are still by source"
    assert (Problem(Location("receipts/paper.json"), "Q007", message, CONVERT),) == found.problems
    assert frozenset() == found.faulty


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{", "Q006 this receipt cannot be read"),
        (b"\xff", "Q006 this receipt cannot be read"),
        (by_source(quotations=[]), "Q006 this receipt cannot be read"),
        (by_source(saved="all of it"), "Q006 this receipt cannot be read"),
        (by_source().replace("said", "sang"), "Q006 this receipt was changed by hand"),
        (by_source().replace('"end": 28', '"end": 29'), "Q006 this receipt was changed by hand"),
        (by_source("wire"), "Q006 this receipt was changed by hand"),
        (by_source(matcher=0), f"Q007 this receipt is of matcher 0, and {MATCHER} is in use"),
    ],
)
def test_a_file_by_source_that_nobody_wrote_is_not_believed(text: str | bytes, expected: str, tmp_path: Path) -> None:
    """What was refused of the earlier form is refused still."""
    assert [expected] == refused(tmp_path, text, "receipts/paper.json")
