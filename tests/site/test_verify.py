"""Verifying: quotations are looked up in the saved texts, each fault is told where it stands, and no changed word passes."""

import hashlib
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from in_memory import make, page_of
from invented import EXAMPLE
from onrecord.cli import CONTENT, DONE, main
from onrecord.config import SITE as SITE_REF
from onrecord.pipeline import prepare
from onrecord.prepared import Options
from onrecord.problems import Problem
from onrecord.quotes.find import find
from onrecord.quotes.fold import MATCHER, fold, key
from onrecord.quotes.quotations import Quotation, quotations
from onrecord.quotes.receipts import Quoted, Receipt, as_lines, path_of, read_receipts
from onrecord.quotes.saved import MOST_SAVED, read_saved
from onrecord.records.fields import Ref
from onrecord.stages.verify import Verified
from projects import MakeProject, write_files
from real_site import ROOT
from smallest import EVENT, HELD, OPEN, RECEIPT, RECEIPTS, SITE, SOUND, SOURCE, STATEMENT, Files, with_lines

PROJECTS = [folder for folder in (EXAMPLE, ROOT) if (folder / "saved").is_dir()]  # the real texts are in no package

WORDS = "The harbour stays open."
OTHER_TEXT: Files = {"saved/paper.txt": "The harbour shuts.\n"}
SAVED = f"{WORDS}\n"
AT = "content/statements/open.md:8:12"  # where its words stand
BARE: Files = {path: text for path, text in SOUND.items() if not path.startswith("receipts/")}
FULL: Files = {"content/sources/paper.md": with_lines(SOURCE, "saved: full")}


def statement(words: str, *lines: str, cls: str = "verbatim") -> str:
    """The statement with other words, and more lines in its rendition."""
    quoted = STATEMENT.replace(f"words: {WORDS}", f"words: {json.dumps(words, ensure_ascii=False)}")
    return with_lines(quoted.replace("class: verbatim", f"class: {cls}"), *(f"    {line}" for line in lines))


def faults(folder: Path) -> list[Problem]:
    """What is wrong with the quotations of a project, drafts included."""
    return [one for one in prepare(folder, Options(drafts=True)).problems if one.code.startswith("Q")]


def told(folder: Path) -> list[str]:
    """The same in short: place and code."""
    return [f"{one.location} {one.code}" for one in faults(folder)]


def verified(folder: Path) -> Verified:
    """What looking up came to."""
    found = prepare(folder, Options(drafts=True)).verified
    assert found
    return found


def update(folder: Path) -> int:
    """``onrecord verify --update``, and its exit code."""
    return main(["verify", "--update", "--project", str(folder)])


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {one.relative_to(folder).as_posix(): one.read_bytes() for one in folder.rglob("*") if one.is_file()}


def receipts(folder: Path) -> dict[str, set[Quoted]]:
    """What each record has receipts for, by its file; all can be read."""
    found = read_receipts(folder)
    assert () == found.problems
    return {path_of(record): set(lines) for record, lines in found.receipts.by_record.items()}


def only(*words: str, record: Ref = OPEN) -> dict[str, set[Quoted]]:
    """The same of one record alone, which quotes these words of the paper."""
    return {path_of(record): {Quoted("paper", key(one)) for one in words}}


# -- found ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("more", "expected"), [({}, (0, 1)), (FULL, (1, 0))])
def test_words_that_are_found_are_counted(more: Files, expected: tuple[int, int], project: MakeProject) -> None:
    """They match a full text or an excerpt, and once there is a receipt nothing is wrong."""
    folder = project({**BARE, **more, "saved/paper.txt": SAVED})
    assert DONE == update(folder)
    assert [] == told(folder)
    found = verified(folder)
    assert (*expected, 0, 0, 0) == (found.full, found.excerpt, found.by_receipt, found.unchecked, found.missing)


@pytest.mark.parametrize(
    "saved", [b"\xef\xbb\xbf" + SAVED.encode(), SAVED.replace("\n", "\r\n"), SAVED.replace("\n", "\r")]
)
def test_how_an_editor_saves_a_text_does_not_matter(saved: str | bytes, project: MakeProject) -> None:
    """Line ends and a byte-order mark are no change of the text."""
    folder = project({**SOUND, "saved/paper.txt": saved})
    assert [] == told(folder)
    assert 1 == verified(folder).excerpt


def test_words_of_evidence_are_looked_up_too(project: MakeProject) -> None:
    """The words of an event's evidence are found or not as those of a statement are."""
    event = EVENT.replace("  - source: paper\n", "  - source: paper\n    words: The harbour shuts.\n")
    folder = project({**SOUND, "saved/paper.txt": SAVED, "content/events/talks.md": event})
    assert ["content/events/talks.md:6:12 Q001"] == told(folder)


CITED = 'They opened at nine [@paper "{}"]. See it [@paper].\n'
PLACES = [
    ("content/events/talks.md", EVENT + "{}", "7:22", Ref("event", "talks")),
    ("content/site.yml", SITE + "intro: |\n  {}", "6:24", SITE_REF),
]


@pytest.mark.parametrize(("path", "before", "at", "record"), PLACES, ids=["record", "site"])
def test_words_that_prose_cites_are_looked_up_too(
    path: str, before: str, at: str, record: Ref, project: MakeProject
) -> None:
    """They need the saved text and a receipt as all others do, be it the prose of a record or of the site."""
    words = "It is open."
    files = {**SOUND, "saved/paper.txt": f"{SAVED} {words}"}
    folder = project({**files, path: before.format(CITED.format("It is shut."))})
    assert [f"{path}:{at} Q001"] == told(folder)
    folder = project({**files, path: before.format(CITED.format(words))})
    assert [f"{path}:{at} Q004"] == told(folder)
    assert DONE == update(folder)
    assert [] == told(folder)
    assert 2 == verified(folder).excerpt
    assert {Quoted("paper", key(words))} == receipts(folder)[path_of(record)]
    (folder / "saved/paper.txt").unlink()
    assert [] == told(folder)
    changed = (folder / path).read_text("utf-8").replace(words, "It is shut.")
    (folder / path).write_text(changed, "utf-8")
    assert {f"{path}:{at} Q004", f"{path_of(record)}:1:1 Q009"} == set(told(folder))


@pytest.mark.parametrize("more", [{}, FULL])
def test_a_text_as_large_as_may_be_works(more: Files, project: MakeProject) -> None:
    """Words at its end are found, a receipt is written, and a word that is changed is told with the nearest passage."""
    long = "The harbour stays open, as ever, and no ship was turned back.\n" * 80_000 + "\nThere is a zebra.\n"
    assert MOST_SAVED * 0.98 < len(long.encode()) < MOST_SAVED
    path = "content/statements/open.md"
    folder = project({**BARE, **more, "saved/paper.txt": long, path: statement("There is a zebra.")})
    assert DONE == update(folder)
    assert [] == told(folder)
    (folder / path).write_text(statement("There is no zebra."), "utf-8")
    (problem,) = [one for one in faults(folder) if one.code == "Q001"]
    assert "The nearest passage is: There is a zebra." == problem.hint


# -- not found --------------------------------------------------------------------------------------------------------


def test_words_that_are_not_found_are_told_with_the_nearest_passage(project: MakeProject) -> None:
    """The message stands at the words, and shows what the source has instead."""
    folder = project({**BARE, "saved/paper.txt": SAVED, "content/statements/open.md": statement("The harbour shuts.")})
    assert [AT] == [str(one.location) for one in faults(folder)]
    (problem,) = faults(folder)
    assert ("Q001", "error", "The nearest passage is: The harbour stays open.") == (
        problem.code,
        problem.severity,
        problem.hint,
    )
    assert (0, 1) == (verified(folder).excerpt, verified(folder).missing)


def test_no_passage_is_made_up(project: MakeProject) -> None:
    """Where no word is shared, there is no hint."""
    folder = project({**BARE, "saved/paper.txt": "Ships come.\n"})
    assert [("Q001", "")] == [(one.code, one.hint) for one in faults(folder)]


def test_words_of_another_source_are_told_with_its_name(project: MakeProject) -> None:
    """An exchanged source is the likeliest slip, and the hint names the other one."""
    wire = {"content/sources/wire.md": SOURCE.replace("The Harbour News", "The Wire"), "saved/wire.txt": SAVED}
    folder = project({**BARE, **wire, "saved/paper.txt": "The harbour shuts.\n"})
    assert [(AT, "Q001", "They are in 'wire'.")] == [(str(one.location), one.code, one.hint) for one in faults(folder)]


def test_a_receipt_does_not_save_words_that_are_not_in_the_full_text(project: MakeProject) -> None:
    """Where the full text is, it decides; the hint asks whether it is that."""
    folder = project({**SOUND, **FULL, RECEIPTS: as_lines(OPEN, [replace(HELD, saved="full")]), **OTHER_TEXT})
    hint = "A receipt has them: is this the full text of 'paper', as the source says?"
    assert [(AT, "Q001", hint)] == [(str(one.location), one.code, one.hint) for one in faults(folder)]
    before = tree(folder)
    assert CONTENT == update(folder)
    assert before == tree(folder)


@pytest.mark.parametrize("hidden", ["\u00ad", "\u200b", "\u2060", "\ufeff", "\u200f", "\u202e", "\u2069"])
def test_a_character_that_is_not_seen_in_a_saved_text_is_passed_over(hidden: str, project: MakeProject) -> None:
    """A page has them behind slashes and beside brackets; they come along when its text is saved, and no keyboard has them."""
    folder = project({**SOUND, "saved/paper.txt": f"The harbour stays op{hidden}en.\n"})
    assert DONE == update(folder)
    assert [] == told(folder)


@pytest.mark.parametrize("escape", [r"\u200b", r"\u2060", r"\ufeff"])
def test_a_hidden_character_in_a_quotation_is_refused(escape: str, project: MakeProject) -> None:
    """A quotation has nothing hidden in it: one message at the escape."""
    hidden = STATEMENT.replace(f"words: {WORDS}", f'words: "The harbour stays op{escape}en."')
    folder = project({**SOUND, "saved/paper.txt": SAVED, "content/statements/open.md": hidden})
    assert ["content/statements/open.md:8:33 R003"] == [
        f"{one.location} {one.code}" for one in prepare(folder).problems if one.severity == "error"
    ]


# -- two places -------------------------------------------------------------------------------------------------------

TWICE = "She said: The harbour stays open. He said: The harbour stays open. The end.\n"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([], [f"{AT} Q002"]),
        (["prefix: 'said:'"], [f"{AT} Q002"]),
        (["prefix: 'She said:'"], []),
        (["suffix: The end"], []),
        (["prefix: 'It said:'"], [f"{AT} Q001"]),
    ],
)
def test_two_places_are_narrowed(lines: list[str], expected: list[str], project: MakeProject) -> None:
    """Words in two places are refused until the text before or after tells which; a wrong one is told too."""
    folder = project({**BARE, "saved/paper.txt": TWICE, "content/statements/open.md": statement(WORDS, *lines)})
    update(folder)
    assert expected == told(folder)
    assert (1, 0) == (verified(folder).excerpt + verified(folder).missing, verified(folder).unchecked)


def test_a_wrong_prefix_is_told_as_such(project: MakeProject) -> None:
    """The words are there, so the message is about what should stand around them."""
    words = statement(WORDS, "prefix: 'It said:'")
    (problem,) = faults(project({**BARE, "saved/paper.txt": TWICE, "content/statements/open.md": words}))
    assert "these words are in the saved text of 'paper', but not with this prefix and suffix" == problem.message


# -- no saved text ----------------------------------------------------------------------------------------------------

LABEL = "not checked: we saved no text"


def test_words_that_cannot_be_checked_are_labelled(project: MakeProject) -> None:
    """Without saved text and receipt the site is made, with a warning, and the page says so."""
    made = make(project(BARE))
    assert [(AT, "Q003", "warning")] == [
        (str(one.location), one.code, one.severity) for one in made.prepared.problems if one.code.startswith("Q")
    ]
    assert made.prepared.verified
    assert 1 == made.prepared.verified.unchecked
    assert LABEL in page_of(made, "statements/open.html")


def test_a_receipt_stands_for_the_text(project: MakeProject) -> None:
    """With a receipt alone the words count as found, and no page calls them unchecked."""
    made = make(project(SOUND))
    assert [] == [one for one in made.prepared.problems if one.code.startswith("Q")]
    assert made.prepared.verified
    assert 1 == made.prepared.verified.by_receipt
    assert LABEL not in page_of(made, "statements/open.html")


def test_a_receipt_of_other_words_is_none(project: MakeProject) -> None:
    """Words that the receipt does not hold are told as an error at their place, when the text is not here."""
    folder = project({**SOUND, "content/statements/open.md": statement("The harbour shuts.")})
    assert f"{AT} Q004" in told(folder)
    assert (0, 1) == (verified(folder).by_receipt, verified(folder).unchecked)


def test_the_site_is_the_same_without_saved_texts(project: MakeProject) -> None:
    """Pages are made of content and receipts alone."""
    folder = project({**SOUND, "saved/paper.txt": SAVED})
    made = make(folder)
    assert made.artifacts
    shutil.rmtree(folder / "saved")
    assert made.artifacts == make(folder).artifacts


def test_the_example_is_the_same_without_saved_texts(tmp_path: Path) -> None:
    """Every page of every kind is, byte by byte, in every language."""
    folder = shutil.copytree(EXAMPLE, tmp_path / "harbour")
    made = make(folder)
    assert made.artifacts
    shutil.rmtree(folder / "saved")
    assert made.artifacts == make(folder).artifacts


# -- receipts and saved texts that do not fit -------------------------------------------------------------------------


def test_words_without_a_receipt_are_told(project: MakeProject) -> None:
    """Found words need a receipt, since the site is made without the saved texts."""
    assert [f"{AT} Q004"] == told(project({**BARE, "saved/paper.txt": SAVED}))


@pytest.mark.parametrize(
    ("more", "receipt", "saved", "expected"),
    [
        ({}, replace(HELD, prefix="Moor said: "), f"Moor sang: {SAVED}", [f"{AT} Q005"]),
        ({}, replace(HELD, suffix=" For now."), f"{SAVED} For ever.", [f"{AT} Q005"]),
        ({}, replace(HELD, elided=("so",)), SAVED, [f"{AT} Q005"]),
        ({}, replace(HELD, prefix="Moor said: "), f"So Moor said: {SAVED} For now.", []),
        ({}, replace(HELD, prefix="So Moor said: ", suffix=" For now."), SAVED, []),
        ({}, HELD, f"{SAVED}\nAnd more.\n", []),
        ({}, HELD, f"Before it.\n\n{SAVED}", []),
        (FULL, replace(HELD, saved="full"), f"Now. {SAVED}", [f"{AT} Q005"]),
        (FULL, replace(HELD, saved="full", prefix="Now. "), SAVED, [f"{AT} Q005"]),
        (FULL, replace(HELD, saved="full", prefix="Now. "), f"Now. {SAVED}", []),
        (FULL, replace(HELD, saved="full"), SAVED + " ", []),
    ],
)
def test_a_saved_text_that_changed_around_the_words_is_told(
    more: Files, receipt: Receipt, saved: str, expected: list[str], project: MakeProject
) -> None:
    """At the words, and an update settles it. A text that changed elsewhere, or an excerpt of more or less, is no matter."""
    files = {**SOUND, **more, RECEIPTS: as_lines(OPEN, [receipt]), "saved/paper.txt": saved}
    folder = project(files)
    before = tree(folder)
    assert expected == told(folder)
    assert DONE == update(folder)
    assert [] == told(folder)
    assert (before == tree(folder)) == (not expected)


@pytest.mark.parametrize("saved", [{}, {"saved/paper.txt": SAVED}])
def test_a_receipt_of_an_excerpt_is_none_of_the_full_text(saved: Files, project: MakeProject) -> None:
    """A source that says its full text was saved is contradicted by a receipt of an excerpt, at that field."""
    folder = project({**SOUND, **FULL, **saved})
    assert ["content/sources/paper.md:5:8 Q005"] == told(folder)
    assert (DONE if saved else CONTENT) == update(folder)
    assert ([] if saved else ["content/sources/paper.md:5:8 Q005"]) == told(folder)


BY_HAND = RECEIPT.replace('"prefix": ""', '"prefix": "Moor said: "')
NO_JSON = "{\n"
OTHER = RECEIPT.replace(f'"matcher": {MATCHER}', f'"matcher": {MATCHER + 1}')


@pytest.mark.parametrize(("receipt", "code"), [(BY_HAND, "Q006"), (NO_JSON, "Q006"), (OTHER, "Q007")])
def test_a_receipt_of_no_use_is_told_once(receipt: str, code: str, project: MakeProject) -> None:
    """One message at the receipt; an update writes it anew where the text is, and else leaves it as it is."""
    assert receipt != RECEIPT
    folder = project({**SOUND, RECEIPTS: receipt})
    assert [f"{RECEIPTS}:1:1 {code}"] == told(folder)
    assert CONTENT == update(folder)
    assert receipt.encode() == (folder / RECEIPTS).read_bytes()
    (folder / "saved").mkdir()
    (folder / "saved/paper.txt").write_text(SAVED, "utf-8")
    assert [f"{RECEIPTS}:1:1 {code}"] == told(folder)
    assert DONE == update(folder)
    assert RECEIPT.encode() == (folder / RECEIPTS).read_bytes()
    assert [] == told(folder)


@pytest.mark.parametrize("saved", [b"", b" \n\n", b"\xef\xbb\xbf", b"The harbour \xe9.\n"])
@pytest.mark.parametrize("files", [SOUND, BARE])
def test_a_saved_text_of_no_use_is_told_once(saved: bytes, files: Files, project: MakeProject) -> None:
    """Empty, or not UTF-8: one message at the text, and none at the words; an update loses no receipt."""
    folder = project({**files, "saved/paper.txt": saved})
    assert ["saved/paper.txt:1:1 Q008"] == told(folder)
    before = tree(folder)
    assert CONTENT == update(folder)
    assert before == tree(folder)


STAYS = Receipt(quoted=Quoted("paper", key("stays")), saved="excerpt", prefix="The harbour ", suffix=" open.")
LEFT = as_lines(OPEN, [HELD, STAYS])
NOBODY = Ref("statement", "nobody")


@pytest.mark.parametrize(
    ("files", "at"),
    [
        ({RECEIPTS: LEFT}, f"{RECEIPTS}:{1 + LEFT.splitlines().index(as_lines(OPEN, [STAYS]).strip())}:1"),
        ({path_of(NOBODY): as_lines(NOBODY, [HELD])}, f"{path_of(NOBODY)}:1:1"),
        ({RECEIPTS: RECEIPT * 2}, f"{RECEIPTS}:2:1"),
    ],
)
def test_a_receipt_that_nothing_uses_is_told_and_cleared_up(files: Files, at: str, project: MakeProject) -> None:
    """For words that its record does not quote, for no record, or a second time: a warning, and an update takes it away."""
    folder = project({**SOUND, "saved/paper.txt": SAVED, **files})
    assert [(at, "Q009", "warning")] == [(str(one.location), one.code, one.severity) for one in faults(folder)]
    assert DONE == update(folder)
    assert only(WORDS) == receipts(folder)
    assert [] == told(folder)


def test_the_receipt_of_a_draft_is_not_left_over(project: MakeProject) -> None:
    """While drafts are hidden, their receipts are not called unused, and an update keeps them."""
    draft = with_lines(STATEMENT, "draft: true")
    folder = project({**SOUND, "saved/paper.txt": SAVED, "content/statements/open.md": draft})
    assert [] == [one for one in prepare(folder).problems if one.code.startswith("Q")]
    assert DONE == update(folder)
    assert only(WORDS) == receipts(folder)


# -- excerpts that grow -------------------------------------------------------------------------------------------------

TALKED = EVENT.replace("  - source: paper\n", "  - source: paper\n    words: They met at nine.\n")
MET = Receipt(
    quoted=Quoted("paper", key("They met at nine.")),
    saved="excerpt",
    prefix="Report. ",
    fragment="text=Report.-,They%20met%20at%20nine",
)
TALKS_FILE = path_of(Ref("event", "talks"))


def test_words_that_an_excerpt_lacks_rest_on_their_receipt(
    project: MakeProject, capsys: pytest.CaptureFixture[str]
) -> None:
    """A colleague noted them from another passage: they count as by receipt, and nothing is lost.

    Verify names them with the nearest passage, by which one sees where the text says otherwise.
    """
    folder = project({**SOUND, **OTHER_TEXT})
    assert [] == told(folder)
    found = verified(folder)
    assert (0, 0, 1, 0, 0) == (found.full, found.excerpt, found.by_receipt, found.unchecked, found.missing)
    assert DONE == main(["verify", "--project", str(folder)])
    without = "does not have these words; the nearest passage is: The harbour shuts."
    assert [
        f"{AT}: by its receipt, for the excerpt of 'paper' here {without}",
        "0 match a full text, 0 an excerpt, 1 a receipt alone; 0 cannot be checked, 0 are not found",
    ] == capsys.readouterr().out.splitlines()
    before = tree(folder)
    assert DONE == update(folder)
    assert before == tree(folder)


@pytest.mark.parametrize(
    ("receipt", "saved", "expected"),
    [
        (replace(HELD, prefix="Moor said: "), SAVED, False),
        (replace(HELD, suffix=" For now."), SAVED, False),
        (replace(HELD, prefix="Moor said: "), f"So Moor said: {SAVED}", True),
        (HELD, f"So Moor said: {SAVED} For now.", True),
    ],
)
def test_what_only_a_receipt_shows_around_the_words_is_named(
    receipt: Receipt, saved: str, expected: bool, project: MakeProject, capsys: pytest.CaptureFixture[str]
) -> None:
    """An excerpt that has the words, and less around them, does not vouch for the rest."""
    folder = project({**SOUND, RECEIPTS: as_lines(OPEN, [receipt]), "saved/paper.txt": saved})
    assert DONE == main(["verify", "--project", str(folder)])
    line = f"{AT}: by its receipt, for the excerpt of 'paper' here shows less around these words"
    assert expected == (line not in capsys.readouterr().out)
    assert (expected, not expected) == (bool(verified(folder).excerpt), bool(verified(folder).by_receipt))


def test_a_second_editor_adds_a_quotation_of_a_source_that_the_first_has_saved(project: MakeProject) -> None:
    """With her own passage alone she adds a receipt, in the file of her record; the first editor's stays as it is."""
    folder = project({**SOUND, "content/events/talks.md": TALKED, "saved/paper.txt": "Report. They met at nine.\n"})
    assert ["content/events/talks.md:6:12 Q004"] == told(folder)
    before = tree(folder)
    assert DONE == update(folder)
    assert {**before, TALKS_FILE: as_lines(Ref("event", "talks"), [MET]).encode()} == tree(folder)
    assert [] == told(folder)


@pytest.mark.parametrize("saved", ["Report. They met at ten.\n", "Nothing of it.\n"])
def test_a_changed_word_rests_on_no_receipt(saved: str, project: MakeProject) -> None:
    """What a receipt holds is known by the words: with one of them changed there is none, and an excerpt decides."""
    talks = {TALKS_FILE: as_lines(Ref("event", "talks"), [MET]), "saved/paper.txt": saved}
    folder = project({**SOUND, **talks, "content/events/talks.md": TALKED.replace("nine", "ten times ten")})
    assert "content/events/talks.md:6:12 Q001" in told(folder)
    assert 1 == verified(folder).missing


def test_words_that_an_excerpt_has_twice_rest_on_the_receipt_that_says_which(project: MakeProject) -> None:
    """Another passage with the same words does not undo what was told apart; one that shows neither is refused."""
    receipt = as_lines(OPEN, [replace(HELD, prefix="She said: ", suffix=" He said: The harbour stays open. The end.")])
    folder = project({**SOUND, RECEIPTS: receipt, "saved/paper.txt": TWICE})
    assert [] == told(folder)
    assert 1 == verified(folder).excerpt
    (folder / RECEIPTS).write_text(as_lines(OPEN, [replace(HELD, prefix="They said: ")]), "utf-8")
    assert [f"{AT} Q002"] == told(folder)


def test_a_receipt_is_never_written_anew_while_its_words_stand(project: MakeProject) -> None:
    """Neither where another excerpt would cut it otherwise, nor where it is without a link, nor when the file grows."""
    kept = replace(HELD, prefix="Moor said: ", suffix=" For now.", fragment="")
    files = {RECEIPTS: as_lines(OPEN, [kept]), "saved/paper.txt": f"{SAVED} For now. Until May.\n"}
    folder = project({**SOUND, **files})
    more = statement(WORDS).replace(
        "    class: verbatim\n",
        "    class: verbatim\n  - {id: more, source: paper, language: en, words: Until May., class: elided}\n",
    )
    (folder / "content/statements/open.md").write_text(more, "utf-8")
    assert DONE == update(folder)
    lines = (folder / RECEIPTS).read_text("utf-8").splitlines(keepends=True)
    assert 2 == len(lines)
    assert as_lines(OPEN, [kept]) in lines


def test_words_that_left_the_content_take_their_receipt_along(
    project: MakeProject, capsys: pytest.CaptureFixture[str]
) -> None:
    """An update says how many receipts it kept, added and dropped."""
    talks = {TALKS_FILE: as_lines(Ref("event", "talks"), [MET]), "content/events/talks.md": TALKED}
    shut = {"content/statements/open.md": statement("The harbour shuts.")}
    folder = project({**SOUND, **talks, **shut, **OTHER_TEXT})
    assert DONE == update(folder)
    assert "receipts: 1 kept, 1 added, 1 dropped" == capsys.readouterr().out.splitlines()[0]
    assert {TALKS_FILE: {MET.quoted}, **only("The harbour shuts.")} == receipts(folder)


def test_a_record_that_is_renamed_takes_its_receipts_along(project: MakeProject) -> None:
    """No saved text is needed for that: the words are the same, of the same source."""
    folder = project({**SOUND, **OTHER_TEXT})
    (folder / "content/statements/open.md").rename(folder / "content/statements/stays.md")
    assert ["content/statements/stays.md:8:12 Q004", f"{RECEIPTS}:1:1 Q009"] == told(folder)
    assert DONE == update(folder)
    stays = Ref("statement", "stays")
    assert as_lines(stays, [HELD]) == (folder / path_of(stays)).read_text("utf-8")
    assert not (folder / RECEIPTS).exists()
    assert [] == told(folder)


@pytest.mark.parametrize("by_hand", [False, True], ids=["content alone", "with its file"])
def test_an_update_tells_what_it_moved(by_hand: bool, project: MakeProject, capsys: pytest.CaptureFixture[str]) -> None:
    """A record is renamed, and its file with it or not: nothing is added and nothing dropped."""
    folder = project({**SOUND, **OTHER_TEXT})
    stays = Ref("statement", "stays")
    (folder / "content/statements/open.md").rename(folder / "content/statements/stays.md")
    if by_hand:
        (folder / RECEIPTS).rename(folder / path_of(stays))
        assert ["content/statements/stays.md:8:12 Q004", f"{path_of(stays)}:1:1 Q009"] == told(folder)
    assert DONE == update(folder)
    assert "receipts: 0 kept, 0 added, 0 dropped, 1 moved" == capsys.readouterr().out.splitlines()[0]
    assert only(WORDS, record=stays) == receipts(folder)


def test_a_line_in_the_file_of_another_record_is_moved_to_its_own(
    project: MakeProject, capsys: pytest.CaptureFixture[str]
) -> None:
    """As git leaves it where it follows a rename: it is told, stands for its record all the same, and for no other."""
    folder = project({**BARE, TALKS_FILE: RECEIPT + as_lines(OPEN, [STAYS]), "content/events/talks.md": TALKED})
    assert [f"{TALKS_FILE}:1:1 Q009", f"{TALKS_FILE}:2:1 Q009"] == told(folder)[1:]
    assert ["content/events/talks.md:6:12 Q004"] == told(folder)[:1]
    write_files(folder, {"content/events/talks.md": EVENT})
    assert DONE == update(folder)
    assert "receipts: 0 kept, 0 added, 1 dropped, 1 moved" == capsys.readouterr().out.splitlines()[0]
    assert (only(WORDS), []) == (receipts(folder), told(folder))


CUT = replace(HELD, prefix="Moor said: ")


@pytest.mark.parametrize(
    ("saved", "kept"),
    [
        ({}, [HELD, CUT]),
        (OTHER_TEXT, [HELD, CUT]),
        ({"saved/paper.txt": f"Moor said: {SAVED}"}, [HELD]),
        ({"saved/paper.txt": f"Bell said: {SAVED}"}, [HELD]),
    ],
)
def test_of_two_lines_cut_otherwise_none_is_dropped_before_a_text_decides(
    saved: Files, kept: list[Receipt], project: MakeProject
) -> None:
    """Two editors quoted the same words with an excerpt each: both stand until somebody has the words."""
    folder = project({**SOUND, **saved, RECEIPTS: RECEIPT + as_lines(OPEN, [CUT])})
    assert [f"{RECEIPTS}:2:1 Q009"] == told(folder)
    assert DONE == update(folder)
    assert "".join(as_lines(OPEN, [one]) for one in kept) == (folder / RECEIPTS).read_text("utf-8")


def test_of_two_lines_the_one_that_the_text_does_not_contradict_is_kept(
    project: MakeProject, capsys: pytest.CaptureFixture[str]
) -> None:
    """The first one is told as changed, since pages show it until an update."""
    wrong = replace(HELD, prefix="Bell said: ")
    saved = {"saved/paper.txt": f"Moor said: {SAVED}", RECEIPTS: as_lines(OPEN, [wrong]) + as_lines(OPEN, [CUT])}
    folder = project({**SOUND, **saved})
    assert [f"{AT} Q005", f"{RECEIPTS}:2:1 Q009"] == told(folder)
    assert DONE == update(folder)
    assert "receipts: 1 kept, 0 added, 1 dropped" == capsys.readouterr().out.splitlines()[0]
    assert as_lines(OPEN, [CUT]) == (folder / RECEIPTS).read_text("utf-8")


def test_an_update_tells_what_it_wrote_anew(project: MakeProject, capsys: pytest.CaptureFixture[str]) -> None:
    """A line that the text contradicts is neither added nor dropped."""
    folder = project({**SOUND, RECEIPTS: as_lines(OPEN, [CUT]), "saved/paper.txt": f"Bell said: {SAVED}"})
    assert DONE == update(folder)
    assert "receipts: 0 kept, 0 added, 0 dropped, 1 written anew" == capsys.readouterr().out.splitlines()[0]


def test_words_in_two_places_do_not_rest_on_the_receipt_of_another_record(project: MakeProject) -> None:
    """That tells where the other one found them; which place is meant here nobody said."""
    talks = {"content/events/talks.md": TALKED.replace("They met at nine.", WORDS), "saved/paper.txt": TWICE}
    receipt = as_lines(OPEN, [replace(HELD, prefix="She said: ")])
    folder = project({**SOUND, **talks, RECEIPTS: receipt})
    assert ["content/events/talks.md:6:12 Q002"] == told(folder)
    assert CONTENT == update(folder)
    assert only(WORDS) == receipts(folder)


@pytest.mark.parametrize("saved", [{}, OTHER_TEXT])
def test_brackets_that_are_declared_no_longer_rest_on_no_receipt(saved: Files, project: MakeProject) -> None:
    """What the editors put in would count as the source's words; the receipt tells by what it left out, and is not lost."""
    inserted = statement("The harbour [at Zarmut] stays open.", "insertions: [at Zarmut]")
    folder = project({**BARE, "content/statements/open.md": inserted, "saved/paper.txt": SAVED})
    assert DONE == update(folder)
    (folder / "saved/paper.txt").unlink()
    write_files(folder, saved)
    assert [] == told(folder)
    write_files(folder, {"content/statements/open.md": statement("The harbour [at Zarmut] stays open.")})
    assert [f"{AT} {'Q001' if saved else 'Q004'}"] == told(folder)
    before = tree(folder)
    assert CONTENT == update(folder)
    assert before == tree(folder)


@pytest.mark.parametrize("saved", [{}, OTHER_TEXT])
def test_marks_of_git_are_mended_by_taking_both_sides(saved: Files, project: MakeProject) -> None:
    """No saved text is needed for that either, and what only one side deleted and nothing quotes goes."""
    gone = as_lines(OPEN, [STAYS])
    folder = project({**SOUND, **saved, RECEIPTS: f"<<<<<<< HEAD\n{RECEIPT}=======\n{gone}{RECEIPT}>>>>>>> other\n"})
    assert f"{RECEIPTS}:1:1 Q006" in told(folder)
    assert DONE == update(folder)
    assert RECEIPT.encode() == (folder / RECEIPTS).read_bytes()


def test_one_broken_line_costs_no_other(project: MakeProject, capsys: pytest.CaptureFixture[str]) -> None:
    """Where it cannot be made anew it stays as it is, and holds up no line that is good or new."""
    text = statement(WORDS).replace(
        "    class: verbatim\n",
        "    class: verbatim\n  - {id: more, source: paper, language: en, words: stays, class: elided}\n",
    )
    broken = as_lines(OPEN, [STAYS]).replace("The harbour", "Der Hafen")
    shuts = text.replace(
        "words: stays", "words: stays, class: elided}\n  - {id: shut, source: paper, language: en, words: shuts"
    )
    lines = {RECEIPTS: broken + RECEIPT, "content/statements/open.md": shuts}
    folder = project({**SOUND, **lines, **OTHER_TEXT})
    assert (1, 1, 1) == (verified(folder).excerpt, verified(folder).by_receipt, verified(folder).unchecked)
    assert ["Q006"] == [one.code for one in faults(folder)]
    assert CONTENT == update(folder)
    assert "receipts: 2 kept, 1 added, 0 dropped" == capsys.readouterr().out.splitlines()[0]
    written = (folder / RECEIPTS).read_text("utf-8")
    assert (3, broken) == (written.count("\n"), written.splitlines(keepends=True)[-1])
    assert RECEIPT in written
    (folder / "saved/paper.txt").write_text(f"{SAVED}\nThe harbour shuts.\n", "utf-8")
    assert DONE == update(folder)
    assert "receipts: 2 kept, 1 added, 1 dropped" == capsys.readouterr().out.splitlines()[0]
    assert only(WORDS, "stays", "shuts") == receipts(folder)


# -- saved texts in another folder --------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", ["texts", "texts/ours", "../texts", "../../texts"])
def test_saved_texts_may_stand_beside_the_project(place: str, tmp_path: Path) -> None:
    """Editors share them there; the folder is named in ``site.yml``, and where it is not, receipts stand for it."""
    site = SOUND["content/site.yml"]
    assert isinstance(site, str)
    folder = write_files(tmp_path / "a" / "b", {**BARE, "content/site.yml": f"{site}saved: {place}\n"})
    write_files(folder / place, {"paper.txt": SAVED})
    assert [f"{AT} Q004"] == told(folder)
    assert DONE == update(folder)
    assert (1, []) == (verified(folder).excerpt, told(folder))
    (folder / place / "paper.txt").write_text("", "utf-8")
    assert [f"{place}/paper.txt:1:1 Q008"] == told(folder)
    shutil.rmtree(folder / place)
    assert (1, []) == (verified(folder).by_receipt, told(folder))


def test_a_build_looks_at_saved_texts_beside_the_project(tmp_path: Path) -> None:
    """What is kept of the last build holds only while they are as they were, whatever it told of them."""
    site = SOUND["content/site.yml"]
    assert isinstance(site, str)
    receipt = as_lines(OPEN, [replace(HELD, saved="full")])
    files = {**SOUND, **FULL, "content/site.yml": f"{site}saved: ../texts\n", RECEIPTS: receipt}
    folder = write_files(tmp_path / "a", files)
    for text, expected in ((SAVED, DONE), ("The harbour shuts.\n", CONTENT), (SAVED, DONE), ("Nothing.\n", CONTENT)):
        write_files(tmp_path, {"texts/paper.txt": text})
        assert [expected] * 3 == [main(["build", "--project", str(folder)]) for _ in range(3)]


@pytest.mark.parametrize("place", ["/etc", "texts/../..", "~/texts", "texts/", "a\\b", "file:texts"])
def test_the_folder_of_saved_texts_is_a_path_from_the_project(place: str, project: MakeProject) -> None:
    """No other place of a machine is named in what everybody reads."""
    site = SOUND["content/site.yml"]
    assert isinstance(site, str)
    problems = prepare(project({**SOUND, "content/site.yml": f"{site}saved: '{place}'\n"})).problems
    assert ["content/site.yml:5:8 D009"] == [f"{one.location} {one.code}" for one in problems]


def test_a_saved_text_in_another_folder_leads_nowhere_else(tmp_path: Path) -> None:
    """A link out of that folder is refused, as one out of the project is."""
    site = SOUND["content/site.yml"]
    assert isinstance(site, str)
    folder = write_files(tmp_path / "a", {**SOUND, "content/site.yml": f"{site}saved: ../texts\n"})
    write_files(tmp_path, {"texts/README.md": "", "secret.txt": SAVED})
    (tmp_path / "texts/paper.txt").symlink_to(tmp_path / "secret.txt")
    assert ["../texts/paper.txt R004"] == [
        f"{one.location.path} {one.code}" for one in prepare(folder).problems if one.code[0] == "R"
    ]


# -- receipts of the earlier form -----------------------------------------------------------------------------------------


def by_source(*lines: Receipt) -> str:
    """The text of a file by source, as it was written before."""
    told = {
        "source": lines[0].quoted.source,
        "matcher": MATCHER,
        "saved": lines[0].saved,
        "sha256": "ab" * 32,
        "quotations": {
            one.quoted.key: {"start": 0, "end": 9, "prefix": one.prefix, "suffix": one.suffix, "fragment": one.fragment}
            for one in lines
        },
    }
    check = hashlib.sha256(json.dumps(told, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:16]
    return json.dumps({**told, "sum": check}, ensure_ascii=False)


@pytest.mark.parametrize("saved", [{}, OTHER_TEXT, {"saved/paper.txt": f"{SAVED}\nThey met at nine.\n"}])
def test_receipts_of_the_earlier_form_are_converted_in_one_step(
    saved: Files, project: MakeProject, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the saved text, without it and with half of it: each record gets what the file of the source held."""
    files = {"content/events/talks.md": TALKED, "receipts/paper.json": by_source(HELD, MET, STAYS), **saved}
    folder = project({**BARE, **files})
    assert ["receipts/paper.json:1:1 Q007"] == told(folder)
    assert DONE == update(folder)
    assert "receipts: 0 kept, 0 added, 1 dropped, 2 converted" == capsys.readouterr().out.splitlines()[0]
    assert (as_lines(OPEN, [HELD]), as_lines(Ref("event", "talks"), [MET])) == tuple(
        (folder / path).read_text("utf-8") for path in (RECEIPTS, TALKS_FILE)
    )
    assert not (folder / "receipts/paper.json").exists()
    assert [] == told(folder)


def test_a_file_of_the_earlier_form_that_cannot_be_used_is_kept_until_it_can_be_made_anew(project: MakeProject) -> None:
    """Words that it may have held are told of once; where the text is, an update needs it no longer."""
    folder = project({**BARE, "receipts/paper.json": by_source(HELD).replace("stays", "shuts")})
    assert ["receipts/paper.json:1:1 Q006"] == told(folder)
    assert CONTENT == update(folder)
    assert (folder / "receipts/paper.json").exists()
    write_files(folder, {"saved/paper.txt": SAVED})
    assert DONE == update(folder)
    assert (only(WORDS), False) == (receipts(folder), (folder / "receipts/paper.json").exists())


def test_a_draft_hides_no_receipt_that_another_record_does_not_use(project: MakeProject) -> None:
    """What stands for nothing in the file of a shown record is told, drafts or not."""
    draft = {"content/events/talks.md": with_lines(EVENT, "draft: true")}
    folder = project({**SOUND, **draft, RECEIPTS: LEFT, path_of(NOBODY): as_lines(NOBODY, [HELD])})
    found = [f"{one.location.path} {one.code}" for one in prepare(folder).problems if one.code[0] == "Q"]
    assert [f"{RECEIPTS} Q009"] == found
    assert [path_of(NOBODY), RECEIPTS] == [one.location.path for one in faults(folder)]


# -- quotation marks in a paraphrase ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "marked"),
    [
        ("Moor said it “stays open”.", True),
        ('Moor said it "stays open".', True),
        ("Moor a dit « ouvert ».", True),
        ("Moor sagte, es „bleibe offen“.", True),
        ("Moor said it ‘stays open’.", True),
        ("Moor said it 'stays open'.", True),
        ("摩尔说“开放”。", True),
        ("摩尔说「开放」。", True),
        ("Moor said it can't close.", False),
        ("Moor said it can’t close, and the workers’ pier won’t.", False),
        ("Moor said the workers' pier and the sailors' boat stay.", False),
        ("Moor a dit que l’homme n'est pas là.", False),
        ("об'єкт і сім’я", False),
    ],
)  # fmt: skip
def test_a_paraphrase_has_no_quotation_marks(words: str, marked: bool, project: MakeProject) -> None:
    """Marks of any script are told at the words, and an apostrophe is none."""
    files = {"saved/paper.txt": f"{words}\n", "content/statements/open.md": statement(words, cls="paraphrase")}
    folder = project({**BARE, **files})
    update(folder)
    assert [f"{AT} Q010"] * marked == told(folder)


# -- verify --update --------------------------------------------------------------------------------------------------


def test_an_update_writes_receipts_for_what_was_found_alone(project: MakeProject) -> None:
    """What is not found, or stands twice, gets no receipt, whoever else is quoted; and no other file is touched."""
    files = {
        "content/statements/shut.md": statement("The harbour shuts."),
        "content/statements/ships.md": statement("ships"),
        "saved/paper.txt": f"{SAVED}\nSome ships left, and some ships came.\n",
    }
    folder = project({**BARE, **files})
    before = tree(folder)
    assert CONTENT == update(folder)
    assert only(WORDS) == receipts(folder)
    assert before == {path: data for path, data in tree(folder).items() if path != RECEIPTS}
    assert ["content/statements/ships.md:8:12 Q002", "content/statements/shut.md:8:12 Q001"] == told(folder)


def test_verifying_alone_writes_nothing(project: MakeProject) -> None:
    """Without ``--update`` no file changes, whatever is found."""
    folder = project({**BARE, "saved/paper.txt": SAVED, path_of(NOBODY): as_lines(NOBODY, [HELD])})
    before = tree(folder)
    assert CONTENT == main(["verify", "--project", str(folder)])
    assert before == tree(folder)


def test_a_second_update_changes_nothing(project: MakeProject, capsys: pytest.CaptureFixture[str]) -> None:
    """Receipts are the same for the same texts."""
    folder = project({**BARE, "saved/paper.txt": SAVED})
    assert DONE == update(folder)
    assert "receipts: 0 kept, 1 added, 0 dropped" == capsys.readouterr().out.splitlines()[0]
    before = tree(folder)
    assert DONE == update(folder)
    assert "receipts: 1 kept, 0 added, 0 dropped" == capsys.readouterr().out.splitlines()[0]
    assert before == tree(folder)


@pytest.mark.parametrize(
    "broken",
    [
        {"content/events/talks.md": with_lines(EVENT, "host: [mor]")},
        {"content/events/talks.md": EVENT.replace("date:", "daet:")},
        {"content/events/talks.md": b"\xff"},
        {"content/site.yml": "titel: T\n"},
    ],
)
def test_nothing_is_written_while_other_files_have_errors(
    broken: Files, project: MakeProject, capsys: pytest.CaptureFixture[str]
) -> None:
    """A record that was not read may hold a quotation, so no receipt is made or removed."""
    folder = project({**BARE, "saved/paper.txt": SAVED, path_of(NOBODY): as_lines(NOBODY, [HELD]), **broken})
    before = tree(folder)
    assert CONTENT == update(folder)
    assert before == tree(folder)
    out, err = capsys.readouterr()
    assert "no receipt was written" in err
    assert "verify --update" not in out
    assert "error[" in out


def test_an_update_of_the_example_changes_nothing(tmp_path: Path) -> None:
    """Its receipts are what its saved texts give, and its content stays as it is."""
    folder = shutil.copytree(EXAMPLE, tmp_path / "harbour")
    before = tree(folder)
    assert DONE == update(folder)
    assert before == tree(folder)
    shutil.rmtree(folder / "receipts")
    assert DONE == update(folder)
    assert before == tree(folder)


# -- mutants ----------------------------------------------------------------------------------------------------------

_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af"
_GAPS_OR_WORDS = re.compile(rf"\[[^\]]*\]|[{_UNSPACED}]|[^\W{_UNSPACED}]+")
_NEGATIONS = re.compile(
    r"not|no|never|nor|cannot|nicht|keine?|nie|ne|pas|jamais|non|sin|не|ні|нет|нема|不|没|未", re.IGNORECASE
)
NONSENSE = "zyxq"


def mutants(words: str, saved: str) -> Iterator[str]:
    """The words with one thing changed: a word, a digit, a negation, the order of two words.

    A change that gives what stands elsewhere in the text, as a swap or a negation may, is not made.
    """
    text = fold(saved).text
    tokens = [one for one in _GAPS_OR_WORDS.finditer(words) if not one[0].startswith("[")]
    for one in tokens:
        yield words[: one.start()] + NONSENSE + words[one.end() :]
        if f"not {fold(one[0]).text}" not in text:
            yield f"{words[: one.start()]}not {words[one.start() :]}"
        for at in (at for at, char in enumerate(one[0]) if char.isdecimal()):
            others = (one[0][:at] + digit + one[0][at + 1 :] for digit in "7391508264" if int(digit) != int(one[0][at]))
            number = next((other for other in others if other not in text), NONSENSE)
            yield words[: one.start()] + number + words[one.end() :]
    for before, one, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
        left = words[before.start() : one.start()] + words[one.end() : after.end()]
        if _NEGATIONS.fullmatch(one[0]) and "[" not in left and fold(left).text not in text:
            yield words[: one.start()] + words[one.end() :].lstrip()
    for one in re.finditer(r"(?<=\w)n['’]t\b", words):
        yield words[: one.start()] + words[one.end() :]
    for one, other in pairwise(tokens):
        between = words[one.end() : other.start()]
        swapped = other[0] + between + one[0]
        if "[" not in between and fold(one[0]).text != fold(other[0]).text and fold(swapped).text not in text:
            yield words[: one.start()] + swapped + words[other.end() :]


def kept_quotations(folder: Path) -> Iterator[tuple[Quotation, str, bool]]:
    """Every quotation of a project, drafts included, of which there is a saved text; and that text."""
    prepared = prepare(folder, Options(drafts=True, days=False))
    library = prepared.editions[0].library
    saved, problems = read_saved(folder, library)
    assert () == problems
    for one in quotations(library):
        if one.part.source.id in saved:
            kept = saved[one.part.source.id]
            yield one, kept.text, kept.full


@pytest.mark.parametrize("folder", PROJECTS, ids=lambda one: one.name)
def test_no_changed_quotation_is_found(folder: Path) -> None:
    """Each word, digit, negation and pair of neighbours of each quotation is changed in turn: no text has it, and no receipt."""
    made, survivors = 0, []
    held = read_receipts(folder).receipts
    for one, text, full in kept_quotations(folder):
        assert find(one.words, text, full=full, insertions=one.part.insertions)
        assert held.anywhere(one.quoted)
        for mutant in mutants(one.words, text):
            made += 1
            changed = replace(one, words=mutant)
            if find(mutant, text, full=full, insertions=one.part.insertions) or held.anywhere(changed.quoted):
                survivors.append((str(one.at), mutant))
    assert [] == survivors
    assert 100 < made


@pytest.mark.parametrize("number", [0, 0.5, 1])
def test_a_changed_quotation_is_told_at_its_line(number: float, tmp_path: Path) -> None:
    """One word is changed in the first, the middle and the last file that allows it, and the message is at its line."""
    folder = shutil.copytree(EXAMPLE, tmp_path / "harbour")
    simple = [
        one
        for one, *_ in kept_quotations(folder)
        if 1 == sum(text.decode("utf-8").count(one.words) for path, text in tree(folder / "content").items())
    ]
    assert 3 <= len(simple)
    one = simple[round(number * (len(simple) - 1))]
    path = folder / one.at.path
    text = path.read_text("utf-8")
    mutant = next(mutants(one.words, text))
    path.write_text(text.replace(one.words, mutant), "utf-8")
    line = 1 + text[: text.index(one.words)].count("\n")
    assert [(one.at.path, line, "Q001")] == [
        (told.location.path, told.location.line, told.code)
        for told in prepare(folder, Options(drafts=True)).problems
        if told.severity == "error"
    ]
