#!/usr/bin/env python3
"""Two editors at once: pairs of random edits on two branches, merged by git alone, and what becomes of the receipts.

    .venv/bin/python tests/merges.py [COUNT [SEED [PROJECT]]]      50 pairs, in an invented explainer

Each editor has half of each passage of the saved texts, and what she quotes; a full text is there as a whole or not at all.
She adds and removes quotations in a few records, often those of the other, renames one now and then, and writes the receipts. No attributes
of git are set, as where a merge is made with a button on a page. The laws: no conflict in the receipts of a record that only one of them
touched; each other one is mended by keeping the lines of both sides and an update without any text; nothing is then wrong, and no
receipt that a record needs is lost. What conflicts in content is put together by hand, as editors do. It is no part of the test command, but
for a few pairs. Exit 1 where a law is broken.
"""

import json
import random
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from invented import EXAMPLE
from onrecord.beside import keep_receipts
from onrecord.pipeline import examine
from onrecord.prepared import Options
from onrecord.quotes.find import find
from onrecord.quotes.receipts import DECIDE, path_of
from onrecord.quotes.saved import folder_of
from onrecord.records.source import Source
from repositories import commit, conflicts, git, repository

POOL, SOURCES = 6, 4  # records and sources that a pair works on
MOST_EDITS = 3  # of one editor
LONGEST = 200  # characters of a quotation
SENTENCE = rf"[A-Z][^.!?\n\"“”]{{20,{LONGEST}}}[.!?]"
NEW_NAME = "-by-another-name"
RENAMED = 0.5  # of the editors rename a record, if there is one that can be
MARKS = re.compile(r"^(<<<<<<<|\|\|\|\|\|\|\||=======|>>>>>>>).*\n", re.MULTILINE)
ITEM = re.compile(r"  - source: \S+\n    words: .+\n(?=  - source|\S)")  # a piece of evidence with words, and no more

Change = Callable[[str], str]


@dataclass(frozen=True)
class Edit:
    """What an editor does to a file of content: the words that she quotes, by their source, or the name that it gets."""

    path: str
    change: Change = str
    source: str = ""
    words: str = ""
    to: str = ""


@dataclass
class Outcome:
    """What merging came to: how many files of receipts conflicted, and which laws were broken."""

    pairs: int = 0
    renamed: int = 0
    touched_by_one: int = 0
    touched_by_both: int = 0
    conflicts_of_one: int = 0
    conflicts_of_both: int = 0
    mended: int = 0
    faults: list[str] = field(default_factory=list)

    def told(self) -> str:
        """In a sentence."""
        return (
            f"{self.pairs} pairs, {self.renamed} with a record that one renames and the other edits: of {self.touched_by_one} files of receipts that one side touched {self.conflicts_of_one} conflict, "
            f"of {self.touched_by_both} that both touched {self.conflicts_of_both}; {self.mended} of these mended by taking both sides; "
            f"{len(self.faults)} faults"
        )


def sentences(text: str, *, full: bool) -> list[str]:
    """The sentences of a saved text that stand in it once."""
    found = re.findall(SENTENCE, text)
    return [one for one in found if len(find(one, text, full=full)) == 1]


def added(source: str, words: str) -> Change:
    """A quotation more, before the others."""
    item = f"  - source: {source}\n    words: {json.dumps(words, ensure_ascii=False)}\n"
    return lambda text: re.sub(r"^evidence:\n", lambda found: found[0] + item, text, count=1, flags=re.MULTILINE)


def removed(item: str) -> Change:
    """A quotation less, where it is not the only evidence."""
    return lambda text: text.replace(item, "", 1) if text.count("\n  - source: ") > 1 else text


def edits(
    chance: random.Random, project: Path, records: Sequence[str], texts: Sequence[tuple[str, list[str]]]
) -> Iterator[Edit]:
    """What one editor does."""
    for _ in range(chance.randint(1, MOST_EDITS)):
        path = chance.choice(records)
        items = ITEM.findall((project / path).read_text("utf-8"))
        if items and chance.random() < 0.25:
            yield Edit(path, removed(chance.choice(items)))
        else:
            source, words = chance.choice(texts)
            quoted = chance.choice(words)
            yield Edit(path, added(source, quoted), source, quoted)


def renamed(chance: random.Random, project: Path, paths: Sequence[str]) -> Iterator[Edit]:
    """Now and then a record gets another name, of those that no other content names."""
    for path in chance.sample(paths, len(paths)) if chance.random() < RENAMED else ():
        name = Path(path).stem
        others = (one for one in (project / "content").rglob("*.*") if not one.name.startswith(f"{name}."))
        if not any(re.search(rf"\b{re.escape(name)}\b", one.read_text("utf-8")) for one in others):
            yield Edit(path, to=Path(path).with_stem(f"{name}{NEW_NAME}").as_posix())
            return


def applied(project: Path, done: Sequence[Edit]) -> None:
    """Make some edits; names are given last, with those of translations."""
    for one in done:
        path = project / one.path
        path.write_text(one.change(path.read_text("utf-8")), "utf-8")
    for one in (one for one in done if one.to):
        name = Path(one.path).stem
        for path in (project / one.path).parent.glob(f"{name}.*"):
            path.rename(path.with_name(path.name.replace(name, Path(one.to).stem, 1)))


def updated(project: Path, *, open_: bool = False) -> list[str]:
    """Write the receipts, and tell the problems that are left with them or that prevented it.

    Without a text it may be ``open_`` which of two lines for the same words is right.
    """
    seen = examine(project, Options(drafts=True))
    others = [f"{one.location} {one.code}" for one in seen.problems if one.severity == "error" and one.code[0] != "Q"]
    if others or seen.verified is None:
        return others or ["nothing could be verified"]
    keep_receipts(project, seen.verified.receipts, seen.verified.spared, seen.verified.broken)
    seen = examine(project, Options(drafts=True))
    return [
        f"{one.location} {one.code} {one.message}"
        for one in seen.problems
        if one.code[0] == "Q" and one.code != "Q003" and not (open_ and one.hint == DECIDE)
    ]


def cut(passage: str) -> list[str]:
    """A passage in two, behind the sentence that ends nearest to its middle; as it is, where it has one."""
    ends = [one.end() for one in re.finditer(SENTENCE, passage) if one.end() < len(passage.rstrip())]
    middle = min(ends, key=lambda end: abs(end - len(passage) // 2), default=0)
    return [part for part in (passage[:middle].strip(), passage[middle:].strip()) if part]


def halved(side: int, saved: Path, source: Path, full: Collection[str], done: Sequence[Edit]) -> None:
    """Of each passage the half of one side, and those that she quotes; a full text, where she quotes it."""
    shutil.rmtree(saved)
    saved.mkdir()
    for path in sorted(source.iterdir()):
        quoted = [one.words for one in done if one.source == path.stem]
        if path.stem in full:
            if quoted:
                shutil.copy(path, saved)
            continue
        kept = [
            part
            for passage in re.split(r"\n\s*\n", path.read_text("utf-8"))
            for number, part in enumerate(cut(passage))
            if number == side or any(find(words, part, full=False) for words in quoted)
        ]
        if kept:
            (saved / path.name).write_text("\n\n".join(kept) + "\n", "utf-8")


def tried(seed: int, project: Path, outcome: Outcome) -> None:
    """One pair of branches in a project that is a repository, merged; the project is on its first commit before and after."""
    chance = random.Random(seed)  # noqa: S311 - to be the same again
    library = examine(project, Options(drafts=True)).library
    if library is None:
        outcome.faults.append(f"seed {seed}: the project cannot be read")
        return
    saved = project / folder_of(library.site)
    with tempfile.TemporaryDirectory() as folder:
        whole = shutil.copytree(saved, Path(folder) / "texts")
        by_path = {path_of(ref): one.entry.path for ref, one in library.entries.items()}
        pool = [
            path
            for path in by_path.values()
            if re.search(r"^evidence:\n", (project / path).read_text("utf-8"), re.MULTILINE)
        ]
        records = chance.sample([path for path in pool if path.endswith(".md")], POOL)
        there = {one.id for one in library.of(Source)}
        quoted = {
            path.stem: sentences(path.read_text("utf-8"), full=False)
            for path in sorted(whole.iterdir())
            if path.stem in there
        }
        texts = chance.sample([(name, words) for name, words in quoted.items() if words], SOURCES)
        sides = [list(edits(chance, project, records, texts)) for _ in range(2)]
        touched = [{one.path for one in side} for side in sides]
        for side, others in zip(sides, touched[::-1], strict=True):
            side.extend(renamed(chance, project, sorted(others)))
        outcome.renamed += any(
            one.to and one.path in others for side, others in zip(sides, touched[::-1], strict=True) for one in side
        )
        full = {one.id for one in library.of(Source) if one.saved == "full"}
        for number, (name, side) in enumerate(zip(("one", "other"), sides, strict=True)):
            git(project, "switch", "-q", "-c", name, "main")
            halved(number, saved, whole, full, side)
            applied(project, side)
            outcome.faults += [f"seed {seed}: {name}: {fault}" for fault in updated(project)]
            commit(project, name)
        changed = [
            {
                first_name(path)
                for path in git(
                    project, "diff", "--no-renames", "--name-only", f"main..{name}", "--", "receipts"
                ).split()
            }
            for name in ("one", "other")
        ]
        shutil.rmtree(saved)
        outcome.pairs += 1
        outcome.touched_by_one += len(changed[0] ^ changed[1])
        outcome.touched_by_both += len(changed[0] & changed[1])
        git(project, "switch", "-q", "one")
        met = conflicts(project, "other")
        _mended(seed, project, sides, met, changed, outcome)
        shutil.copytree(whole, saved)
        outcome.faults += [f"seed {seed}: with all texts: {fault}" for fault in updated(project)]
        commit(project, "with all texts")
        git(project, "switch", "-q", "-C", "done")
        git(project, "switch", "-q", "main")
        git(project, "branch", "-q", "-D", "one", "other", "done")


def first_name(path: str) -> str:
    """The path of a file before it was renamed."""
    return path.replace(f"{NEW_NAME}.", ".")


def _mended(
    seed: int,
    project: Path,
    sides: Sequence[Sequence[Edit]],
    met: Sequence[str],
    changed: Sequence[set[str]],
    outcome: Outcome,
) -> None:
    """Put together what conflicts, and see that all is right then."""
    receipts = [path for path in met if path.startswith("receipts/")]
    of_one = {path for path in receipts if first_name(path) not in changed[0] & changed[1]}
    outcome.conflicts_of_both += len(receipts) - len(of_one)
    outcome.conflicts_of_one += len(of_one)
    outcome.faults += [f"seed {seed}: {path} conflicts, and one side touched it" for path in sorted(of_one)]
    names = {one.path: one.to for side in sides for one in side if one.to}
    for path in sorted({first_name(path) for path in met if path not in receipts}):
        (project / path).write_text(git(project, "show", f"main:{path}"), "utf-8")
        applied(project, [replace(one, to="") for side in sides for one in side if one.path == path])
        if path in names:
            (project / path).replace(project / names[path])
    for file in (project / path for path in receipts if (project / path).exists()):
        file.write_text(MARKS.sub("", file.read_text("utf-8")), "utf-8")
    new = {*names.values()}  # of which the other side has receipts by the old name
    errors = [
        f"{one.location} {one.code} {one.message}"
        for one in examine(project, Options(drafts=True)).problems
        if one.severity == "error" and not (one.code == "Q004" and one.location.path in new)
    ]
    errors += [f"updated: {fault}" for fault in updated(project, open_=True)]
    if not errors:
        outcome.mended += len(receipts)
    outcome.faults += [f"seed {seed}: merged: {one}" for one in errors]
    commit(project, "merged")


def prepared(folder: Path, source: Path) -> Path:
    """A project as a repository, in which git ignores the saved texts and no attributes are set."""
    project = shutil.copytree(source, folder / "project", ignore=shutil.ignore_patterns(".git*", ".venv", "_site"))
    library = examine(project, Options(drafts=True)).library
    place = folder_of(library.site) if library else "saved"
    (project / ".gitignore").write_text(f"/{place}/\n", "utf-8")
    return repository(project)


def main(count: int, first: int, source: Path) -> int:
    """Try all and tell."""
    outcome = Outcome()
    with tempfile.TemporaryDirectory() as folder:
        project = prepared(Path(folder), source)
        for seed in range(first, first + count):
            tried(seed, project, outcome)
    print("\n".join((*outcome.faults, outcome.told())))
    return bool(outcome.faults)


if __name__ == "__main__":
    given = sys.argv[1:]
    sys.exit(main(int((given or [50])[0]), int((given[1:] or [0])[0]), Path((given[2:] or [EXAMPLE])[0])))
