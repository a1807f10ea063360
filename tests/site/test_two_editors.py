"""Two editors with one explainer: branches merged by git alone, translations side by side, and docs/editors.md to the letter."""

import re
import shlex
import shutil
import subprocess
import textwrap
from collections.abc import Iterator
from pathlib import Path

import merges
import pytest
from cases import case
from invented import EXAMPLE
from onrecord.cli import CONTENT, DONE, main
from onrecord.pipeline import examine
from onrecord.quotes.receipts import as_lines, path_of, read_receipts
from onrecord.records.fields import Ref
from onrecord.starter import FILES
from projects import MakeProject, write_files
from real_site import ROOT
from repositories import ENVIRONMENT, commit, conflicts, git, repository
from smallest import ACTOR, EVENT, HELD, OPEN, RECEIPTS, SITE, SOUND, STATEMENT, Files, with_lines

ATTRIBUTES = FILES[".gitattributes"]
TEXT = "Report. They met at nine. The harbour stays open. It was late. They parted at ten.\n"
TALKS, TALKS_FILE = "content/events/talks.md", path_of(Ref("event", "talks"))


@pytest.fixture
def shared(project: MakeProject) -> Path:
    """A repository of a small explainer with one receipt, without attributes; git ignores the saved texts, and there are none."""
    return repository(project({**SOUND, ".gitignore": "saved/\n"}))


def quoting(*words: str, record: str = EVENT) -> str:
    """The event with more evidence from the paper."""
    return record.replace("  - source: paper\n", "".join(f"  - source: paper\n    words: {one}\n" for one in words))


def run(folder: Path, *arguments: str) -> int:
    """A command on a project, and its exit code."""
    return main([*arguments, "--project", str(folder)])


def edited(folder: Path, branch: str, files: Files, *, saved: str = TEXT) -> None:
    """What one editor does on a branch of her own, from the first commit on, with the text that she has."""
    git(folder, "switch", "-q", "-c", branch, "main")
    write_files(folder, {**files, "saved/paper.txt": saved})
    assert DONE == run(folder, "verify", "--update")
    shutil.rmtree(folder / "saved")
    commit(folder, branch)


def lines(folder: Path) -> list[str]:
    """All lines of receipts that there are."""
    return sorted(
        one for path in (folder / "receipts").rglob("*.jsonl") for one in path.read_text("utf-8").splitlines()
    )


# -- receipts -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "texts",
    [(TEXT, TEXT), ("They met at nine.\n", "The harbour stays open. It was late.\n")],
    ids=["whole", "half each"],
)
def test_one_source_quoted_on_two_branches_merges_by_git_alone(
    texts: tuple[str, str], shared: Path, tmp_path: Path
) -> None:
    """Neighbours in every list, of a source that both quote, with the whole text or half of it each: nothing is to mend."""
    other = git(shared.parent, "clone", "-q", str(shared), str(tmp_path / "clone")) or tmp_path / "clone"
    edited(shared, "one", {TALKS: quoting("They met at nine.")}, saved=texts[0])
    late = STATEMENT.replace("words: The harbour stays open.", "words: It was late.")
    edited(Path(other), "other", {"content/statements/late.md": late}, saved=texts[1])
    git(shared, "fetch", "-q", str(other), "other:other")
    assert [] == conflicts(shared, "other")
    assert 3 == len(lines(shared))
    assert DONE == run(shared, "check", "--errors")
    assert DONE == run(shared, "verify", "--strict")
    before = lines(shared)
    for text in (*texts, "Nothing of it.\n"):
        write_files(shared, {"saved/paper.txt": text})
        assert DONE == run(shared, "verify", "--update")
        assert before == lines(shared)


@pytest.mark.parametrize("attributes", ["", ATTRIBUTES], ids=["no attributes", "union"])
@pytest.mark.parametrize("by_hand", [False, True], ids=["by the program", "file moved by hand"])
def test_a_record_that_one_renames_and_the_other_quotes_in_is_mended_by_taking_both_sides(
    attributes: str, by_hand: bool, shared: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Git follows the rename of the receipts: lines of the old name stand in the new file, and need no text to be moved."""
    several = [f"The report of day {number} says so." for number in range(2, 8)]
    base = {TALKS: quoting(*several), ".gitattributes": attributes}
    edited(shared, "base", base, saved="\n".join(several))
    git(shared, "branch", "-q", "-f", "main", "base")
    edited(shared, "other", {TALKS: quoting("They parted at ten.", *several)})
    git(shared, "switch", "-q", "-c", "one", "main")
    new = Ref("event", "opening")
    git(shared, "mv", TALKS, "content/events/opening.md")
    if by_hand:
        git(shared, "mv", TALKS_FILE, path_of(new))
    assert DONE == run(shared, "verify", "--update")
    commit(shared, "one")
    met = conflicts(shared, "other")
    assert not (shared / TALKS_FILE).exists()  # git took its line along
    for path in met:
        (shared / path).write_text(merges.MARKS.sub("", (shared / path).read_text("utf-8")), "utf-8")
    assert set() == {*met} - {path_of(new)} if not attributes else [] == met
    capsys.readouterr()
    assert CONTENT == run(shared, "check")
    assert "this receipt is of the event 'talks'" in capsys.readouterr().out
    assert DONE == run(shared, "verify", "--update")
    assert 8 == len(lines(shared))
    assert DONE == run(shared, "verify", "--strict")


BOTH = ({TALKS: quoting("They met at nine.")}, {TALKS: quoting("They parted at ten.")})


def test_receipts_of_one_record_are_mended_by_taking_both_sides(shared: Path) -> None:
    """Where both quote in one record they may conflict; both lines are good, whether a hand takes them or the program."""
    (shared / TALKS_FILE).parent.mkdir(parents=True)
    for name, files in zip(("one", "other"), BOTH, strict=True):
        edited(shared, name, files)
    git(shared, "switch", "-q", "one")
    assert [TALKS, TALKS_FILE] == conflicts(shared, "other")
    write_files(shared, {TALKS: quoting("They met at nine.", "They parted at ten.")})
    marked = (shared / TALKS_FILE).read_text("utf-8")
    assert CONTENT == run(shared, "check")
    assert DONE == run(shared, "verify", "--update")
    assert DONE == run(shared, "check", "--errors")
    by_program = (shared / TALKS_FILE).read_text("utf-8")
    (shared / TALKS_FILE).write_text(merges.MARKS.sub("", marked), "utf-8")
    assert DONE == run(shared, "verify", "--strict")
    assert sorted(by_program.splitlines()) == sorted((shared / TALKS_FILE).read_text("utf-8").splitlines())
    assert DONE == run(shared, "verify", "--update")
    assert by_program == (shared / TALKS_FILE).read_text("utf-8")


def test_with_the_line_of_a_new_explainer_git_takes_both_sides(shared: Path) -> None:
    """Its receipts never conflict; content does, where both changed one place."""
    write_files(shared, {".gitattributes": ATTRIBUTES})
    commit(shared, "Attributes")
    for name, files in zip(("one", "other"), BOTH, strict=True):
        edited(shared, name, files)
    git(shared, "switch", "-q", "one")
    assert [TALKS] == conflicts(shared, "other")
    write_files(shared, {TALKS: quoting("They met at nine.", "They parted at ten.")})
    assert DONE == run(shared, "verify", "--strict")


def test_what_one_side_deleted_beside_what_the_other_added_is_told_and_cleared_up(
    shared: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Taking both sides brings the deleted receipt back: it stands for nothing, which is a warning."""
    write_files(shared, {".gitattributes": ATTRIBUTES, "content/statements/open.md": STATEMENT + "\nWords.\n"})
    edited(shared, "base", {TALKS: quoting("They met at nine.")})
    git(shared, "branch", "-q", "-f", "main", "base")
    edited(shared, "one", {TALKS: quoting("It was late.")})
    edited(shared, "other", {TALKS: quoting("They met at nine.", "They parted at ten.")})
    git(shared, "switch", "-q", "one")
    conflicts(shared, "other")
    write_files(shared, {TALKS: quoting("It was late.", "They parted at ten.")})
    capsys.readouterr()
    assert DONE == run(shared, "check")
    assert f"{TALKS_FILE}:" in capsys.readouterr().out
    assert DONE == run(shared, "verify", "--update")
    assert 3 == len(lines(shared))
    assert DONE == run(shared, "verify", "--strict")


def test_a_branch_from_before_receipts_were_kept_by_record_is_merged(shared: Path) -> None:
    """The file of the source is kept, and converted once more: what either side found is there."""
    old = case("Q007-by-source").files["receipts/minutes.json"]
    path = "content/sources/minutes.md"
    minutes = {path: case("_sound").files[path]}
    met = {
        TALKS: EVENT.replace("source: paper", 'source: minutes\n    words: "The council and the port met on Monday."')
    }
    git(shared, "switch", "-q", "-c", "old", "main")
    write_files(shared, {**minutes, **met, "receipts/minutes.json": old})
    commit(shared, "old")
    edited(shared, "new", {"content/statements/late.md": STATEMENT.replace("The harbour stays open.", "It was late.")})
    assert [] == conflicts(shared, "old")
    assert CONTENT == run(shared, "check", "--errors")
    assert DONE == run(shared, "verify", "--update")
    assert DONE == run(shared, "check", "--errors")
    assert ({Ref("event", "talks"), OPEN, Ref("statement", "late")}, 3) == (
        set(read_receipts(shared).receipts.by_record),
        len(lines(shared)),
    )


@pytest.mark.parametrize(
    "text", [TEXT, "They met at nine.\n", "The harbour stays open.\n\nThey parted at ten.\n", None]
)
def test_a_switch_of_branches_blocks_nothing(text: str | None, shared: Path) -> None:
    """Saved texts do not switch along: whatever they hold, each branch is as right as it was, and an update changes nothing."""
    for name, files in zip(("one", "other"), BOTH, strict=True):
        edited(shared, name, files)
    if text is not None:
        write_files(shared, {"saved/paper.txt": text})
    for branch in ("one", "main", "other", "one"):
        git(shared, "switch", "-q", branch)
        assert DONE == run(shared, "check", "--errors")
        assert DONE == run(shared, "verify", "--update")
        assert "" == git(shared, "status", "--porcelain")


def test_random_pairs_of_edits_keep_the_laws(tmp_path: Path) -> None:
    """A few of the pairs that tests/merges.py makes: no conflict in receipts that one side touched, and each other is mended."""
    project = merges.prepared(tmp_path, EXAMPLE)
    outcome = merges.Outcome()
    for seed in range(100, 106):
        merges.tried(seed, project, outcome)
    assert [] == outcome.faults
    assert (6, 0, outcome.conflicts_of_both) == (outcome.pairs, outcome.conflicts_of_one, outcome.mended)
    assert outcome.touched_by_one
    assert outcome.touched_by_both


def test_the_explainers_of_this_repository_have_the_line_of_a_new_one() -> None:
    """What is told to others is done here."""
    assert ATTRIBUTES == (ROOT / ".gitattributes").read_text("utf-8")
    assert f"\n```text\n{ATTRIBUTES}```\n" in (ROOT / "docs/editors.md").read_text("utf-8")


def test_two_passages_that_are_appended_to_one_text_are_shown_as_a_conflict(tmp_path: Path) -> None:
    """As the guide says: with ``merge=union`` git would make one passage of them, so that a quotation could go across."""
    found = []
    for attributes in ("", "*.txt merge=union\n"):
        folder = tmp_path / f"texts{len(found)}"
        repository(write_files(folder, {"paper.txt": "They met.\n", ".gitattributes": attributes}))
        for name in ("one", "other"):
            git(folder, "switch", "-q", "-c", name, "main")
            write_files(folder, {"paper.txt": f"They met.\n\nPassage of {name}.\n"})
            commit(folder, name)
        found.append((conflicts(folder, "one"), "other.\nPassage" in (folder / "paper.txt").read_text("utf-8")))
    assert [(["paper.txt"], False), ([], True)] == found


# -- translations -------------------------------------------------------------------------------------------------------

FRENCH = SITE.replace("[en]", "[en, fr]")


def hashes(folder: Path) -> dict[str, str]:
    """The hash of each record that is not translated, by its path."""
    problems = (one for one in examine(folder).problems if one.code == "C009" and "Its hash is" in one.hint)
    return {Path(one.location.path).stem: one.hint.removeprefix("Its hash is ").strip(".") for one in problems}


@pytest.fixture
def bilingual(project: MakeProject) -> tuple[Path, dict[str, str]]:
    """A repository of an explainer in two languages, of which nothing is translated yet, and the hashes of its records."""
    actors = {
        f"content/actors/{name}.md": ACTOR.replace("Ada Moor", name.title())
        for name in ("bell", "dale", "moor", "pell")
    }
    folder = repository(project({**SOUND, **actors, "content/site.yml": FRENCH}))
    return folder, hashes(folder)


def translated(folder: Path, branch: str, files: Files) -> None:
    """What a translator does on a branch of her own."""
    git(folder, "switch", "-q", "-c", branch, "main")
    write_files(folder, files)
    commit(folder, branch)


def codes(folder: Path) -> list[str]:
    """What is told of the translations, but for what is not translated yet."""
    return [f"{one.location.path} {one.code}" for one in examine(folder).problems if one.code not in {"C009", "C024"}]


def test_two_who_translate_different_records_conflict_nowhere(bilingual: tuple[Path, dict[str, str]]) -> None:
    """Each has a file of its own."""
    folder, of = bilingual
    for name in ("bell", "dale"):
        text = f"---\nname: {name.title()}\ntranslates: {of[name]}\n---\n"
        translated(folder, name, {f"content/actors/{name}.fr.md": text})
    assert [] == conflicts(folder, "bell")
    assert [] == codes(folder)
    assert {"bell", "dale"} == set(of) - set(hashes(folder))


def test_two_who_translate_into_one_file_keep_both_entries(bilingual: tuple[Path, dict[str, str]]) -> None:
    """Neighbours conflict, and keeping both sides is right; one that then stands twice is told."""
    folder, of = bilingual
    for name in ("bell", "dale"):
        translated(
            folder, name, {"content/actors.fr.yml": f"{name}: {{name: {name.title()}, translates: {of[name]}}}\n"}
        )
    assert ["content/actors.fr.yml"] == conflicts(folder, "bell")
    path = folder / "content/actors.fr.yml"
    assert ["content/actors.fr.yml P001"] == codes(folder)
    path.write_text(merges.MARKS.sub("", path.read_text("utf-8")), "utf-8")
    assert [] == codes(folder)
    assert {"bell", "dale"} == set(of) - set(hashes(folder))
    path.write_text(path.read_text("utf-8") * 2, "utf-8")
    assert {"content/actors.fr.yml P002"} == set(codes(folder))


def put_together(folder: Path, how: str) -> None:
    """The branch of the translator and that of who edits, which one is on."""
    if how == "merged":
        assert [] == conflicts(folder, "french")
    elif how == "rebased":  # the edit then stands before the translation
        git(folder, "switch", "-q", "french")
        git(folder, "rebase", "-q", "english")
    elif how == "squashed":  # both are one commit
        git(folder, "switch", "-q", "main")
        for branch in ("french", "english"):
            git(folder, "merge", "-q", "--squash", branch)
        commit(folder, "Both")
    else:  # not committed
        git(folder, "reset", "-q", "main")
        git(folder, "stash", "-q")
        git(folder, "switch", "-q", "french")
        git(folder, "stash", "pop", "-q")


@pytest.mark.parametrize("how", ["merged", "rebased", "squashed", "not committed"])
def test_an_edit_of_the_original_blocks_no_translation_and_its_hint_shows_the_change(
    how: str, bilingual: tuple[Path, dict[str, str]]
) -> None:
    """One translates, one edits, and drops what was translated: git merges, C010 alone is told, its commands show the edit.

    They do however the two branches are put together, and where the edit is not committed.
    """
    folder, of = bilingual
    noted = with_lines(ACTOR.replace("Ada Moor", "Bell"), "posts: [{title: Harbour master}]")
    write_files(folder, {"content/actors/bell.md": noted})
    commit(folder, "Noted")
    text = "bell: {{name: Bell, posts: [{{title: Capitaine}}], translates: {}}}\n"
    translated(folder, "french", {"content/actors.fr.yml": text.format(hashes(folder)["bell"])})
    more = (folder / "content/actors.fr.yml").read_text("utf-8") + f"dale: {{name: Dale, translates: {of['dale']}}}\n"
    write_files(folder, {"content/actors.fr.yml": more})
    commit(folder, "Another record in the file of the translation")
    translated(folder, "english", {"content/actors/bell.md": ACTOR.replace("Ada Moor", "Bella Bell")})
    put_together(folder, how)
    (problem,) = (one for one in examine(folder).problems if one.code not in {"C009", "C024"})
    assert ("content/actors.fr.yml", "C010", "warning") == (problem.location.path, problem.code, problem.severity)
    assert DONE == run(folder, "check", "--errors")
    found = re.search(r"'(git diff .*)' shows .*'(git log .*)' prints", problem.hint)
    assert found
    shown, day = (
        subprocess.run(["bash", "-c", one], cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, check=True)
        for one in found.groups()
    )
    assert "-posts: [{title: Harbour master}]" in shown.stdout
    assert "+name: Bella Bell" in shown.stdout
    assert re.fullmatch(r"\d{4}-\d\d-\d\d\n", day.stdout)


# -- docs/editors.md ----------------------------------------------------------------------------------------------------

GUIDE = ROOT / "docs" / "editors.md"
STEP = re.compile(
    r"^ *(?:\d\. )?(?P<how>Append|Add|Write)(?P<within> to the evidence of)?(?: to)? `(?P<path>[^`]+)`[^\n]*\n+ *```\w*\n(?P<text>.*?)\n *```$"
    r"|^(?P<command> {4,}(?:git|onrecord|cd|mv) [^\n]*)$",
    re.MULTILINE | re.DOTALL,
)


def section(title: str) -> str:
    """The text below a heading of the guide, up to the next."""
    return re.split(r"^## ", GUIDE.read_text("utf-8").split(f"## {title}\n")[1], flags=re.MULTILINE)[0]


def steps(title: str) -> Iterator[re.Match[str]]:
    """What a section of the guide tells to do: commands, and texts to write, in order."""
    return STEP.finditer(section(title))


class Editor:
    """Somebody who follows the guide to the letter, in a folder of her own: she knows no more than it says."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, server: Path) -> None:
        self.home = self.here = folder
        folder.mkdir(parents=True)
        self.monkeypatch = monkeypatch
        self.settings = ("-c", f"url.{server}/.insteadOf=https://git.example/")

    def follows(self, found: re.Match[str]) -> None:
        """One step."""
        if found["command"]:
            self.runs(found["command"].strip())
        else:
            self.writes(self.home / found["path"], textwrap.dedent(found["text"]) + "\n", found)

    def runs(self, command: str) -> None:
        """A command in the folder where she is; it has to succeed."""
        name, *given = shlex.split(command)
        if name == "cd":
            self.here = (self.here / given[0]).resolve()
            assert self.here.is_dir()
        elif name == "mv":
            shutil.move(self.here / given[0], self.here / given[1])
        elif name == "git":
            git(self.here, *self.settings, *given)
        else:
            self.monkeypatch.chdir(self.here)
            assert DONE == main(given), command

    def writes(self, path: Path, text: str, found: re.Match[str]) -> None:
        """A text, as the guide says where."""
        before = path.read_text("utf-8") if path.exists() and found["how"] != "Write" else ""
        if found["within"]:
            begin, _, rest = before.partition("evidence:\n")
            items, end, after = re.split(r"^(?=(\w))", rest, maxsplit=1, flags=re.MULTILINE)
            path.write_text(f"{begin}evidence:\n{items}{textwrap.indent(text, '  ')}{after}", "utf-8")
            assert end
        else:
            path.write_text(before + text, "utf-8")


@pytest.fixture
def server(tmp_path: Path) -> Path:
    """Where the guide's repositories are: two that are empty."""
    for name in ("bridge", "bridge-texts"):
        (tmp_path / "server" / f"{name}.git").mkdir(parents=True)
        git(tmp_path / "server" / f"{name}.git", "init", "-q", "--bare", "-b", "main")
    return tmp_path / "server"


def test_the_guide_can_be_followed_to_the_letter(
    server: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two editors do all that it says, in order, each in a fresh clone; nothing fails, and what it promises is so."""
    for name, value in ENVIRONMENT.items():
        if name.startswith("GIT_"):
            monkeypatch.setenv(name, value)
    sharing = list(steps("Sharing the saved texts"))
    clones = next(n for n, found in enumerate(sharing) if "clone" in (found["command"] or ""))
    first = Editor(tmp_path / "first", monkeypatch, server)
    for found in sharing[:clones]:
        first.follows(found)
    guest = Editor(tmp_path / "guest", monkeypatch, server)
    for found in steps("What a second editor needs"):
        guest.follows(found)
    assert not (guest.home / "bridge-texts").exists()
    second = Editor(tmp_path / "second", monkeypatch, server)
    capsys.readouterr()
    for found in sharing[clones:]:
        second.follows(found)
    assert re.search(
        r"[1-9]\d* match a full text, [1-9]\d* an excerpt, 0 a receipt alone; 0 cannot", capsys.readouterr().out
    )
    for found in steps("An excerpt grows"):
        second.follows(found)
    said = capsys.readouterr().out
    assert re.search(r"^receipts: \d+ kept, 1 added, 0 dropped$", said, re.MULTILINE)
    assert "content/events/hearing.md\nreceipts/events/hearing.jsonl\n" == git(
        second.here, "show", "--name-only", "--format="
    )
    for found in steps("Before you push"):
        second.follows(found)
    first.here = first.home / "bridge"
    first.runs("git pull")
    capsys.readouterr()
    assert DONE == main(["verify", "--project", str(first.here)])
    assert "content/events/hearing.md:21:12: by its receipt" in capsys.readouterr().out
    assert [] == [path for path in git(first.here, "ls-files").split() if path.endswith(".txt")]


def test_the_guide_names_no_step_that_is_not_followed() -> None:
    """Each command and each text to write in the guide is one of those that the test above runs, or is shown by another."""
    followed = (
        "What a second editor needs",
        "Sharing the saved texts",
        "An excerpt grows",
        "Before you push",
        "When two branches meet",
    )
    commands = [found["command"] for title in followed for found in steps(title) if found["command"]]
    indented = re.findall(r"^ {4,}(?:git|onrecord|cd|mv) .*$", GUIDE.read_text("utf-8"), re.MULTILINE)
    assert indented == commands
    assert len(indented) > 25


def test_a_receipt_that_was_deleted_can_be_taken_from_the_history(shared: Path) -> None:
    """One side deletes a quotation, the other quotes the words again in the same record: the old line is good."""
    write_files(
        shared,
        {"content/statements/open.md": STATEMENT.replace("words: The harbour stays open.", "words: It was late.")},
    )
    git(shared, "rm", "-q", RECEIPTS)
    commit(shared, "Deleted")
    write_files(shared, {"content/statements/open.md": STATEMENT})
    gone = git(shared, "log", "-p", "--format=", "--", RECEIPTS)
    line = next(one[1:] for one in gone.splitlines() if one.startswith("-{"))
    assert as_lines(OPEN, [HELD]) == f"{line}\n"
    write_files(shared, {RECEIPTS: f"{line}\n"})
    assert DONE == run(shared, "verify", "--strict")
