"""Receipts: what was found in a saved text, kept beside the content so that it can be shown and checked without it.

They are kept by the record that quotes: ``receipts/<folder>/<id>.jsonl`` has a line for each of its quotations, a JSON object
with the source, the hash of the folded words, whether a full text or an excerpt had them, the text around them (W3C
TextQuoteSelector), how a link names them and the record. The check at its end tells an edit by hand. So a quotation in
one record touches no receipt of another, and lines of two editors can stand beside each other. A line in another record's
file, where git or a hand may have taken it, is still one of the record that it names.

Before, there was a file for each source, ``receipts/<source-id>.json``. Those are still read, and told to be converted.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from onrecord.config import SITE
from onrecord.problems import Location, Problem
from onrecord.quotes.fold import MATCHER
from onrecord.records.fields import Ref
from onrecord.records.folders import FOLDERS
from onrecord.stages.files import MOST_BYTES, Refusal, listed, opened

FOLDER = "receipts"
ENDING = ".jsonl"
OLD_ENDING = ".json"
HINT = "'onrecord verify --update' writes it again if you have the saved text."
FROM_GIT = "'onrecord verify --update' writes it again if you have the saved text; otherwise take the line from git."
CONVERT = "'onrecord verify --update' converts it without the saved text."
TAKE_BOTH = "'onrecord verify --update' keeps the lines of both sides."
CLEAR_UP = "Run 'onrecord verify --update' to clear it up."
DECIDE = "'onrecord verify --update' clears it up, where the saved text is that tells which is right."
TAKE_ALONG = "'onrecord verify --update' moves it to its record, or removes it if nothing quotes its words."

# The folders of receipts: of each kind of record, and of the prose in site.yml.
_KINDS = {**FOLDERS, SITE.kind: SITE.kind}
_FOLDER_OF = {kind: folder for folder, kind in _KINDS.items()}

_MARKS_OF_GIT = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")

Kept = Literal["full", "excerpt"]


class Quoted(NamedTuple):
    """By what a receipt is known: the source, and the hash of the folded words."""

    source: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What was found of one quotation in a saved text: a line of a file.

    ``prefix``, ``suffix`` and ``elided`` are those of the passage that was found; ``fragment`` is how a link names it.
    """

    quoted: Quoted
    saved: Kept
    prefix: str = ""
    suffix: str = ""
    elided: tuple[str | int, ...] = ()
    fragment: str = ""
    at: Location = field(default=Location(FOLDER), compare=False, repr=False)  # where it stands


Lines = Mapping[Quoted, Receipt]


@dataclass(frozen=True)
class Receipts:
    """All receipts of a project: of each record its own, and what files of the earlier form hold.

    ``others`` are further ones for words that have one, cut otherwise: which is right, only the saved text tells.
    """

    by_record: Mapping[Ref, Lines] = field(default_factory=lambda: MappingProxyType({}))
    old: Lines = field(default_factory=lambda: MappingProxyType({}))
    others: Mapping[Ref, tuple[Receipt, ...]] = field(default_factory=lambda: MappingProxyType({}))

    def of(self, record: Ref) -> Lines:
        """The receipts of one record."""
        return self.by_record.get(record, MappingProxyType({}))

    def others_of(self, record: Ref, quoted: Quoted) -> tuple[Receipt, ...]:
        """Further receipts of some words of a record."""
        return tuple(receipt for receipt in self.others.get(record, ()) if receipt.quoted == quoted)

    def anywhere(self, quoted: Quoted) -> Receipt | None:
        """The receipt of some words of a source, whichever record quotes them; the first record in order, if several do."""
        return self._by_words.get(quoted)

    def has(self, source: str) -> bool:
        """Whether there is a receipt of any words of a source."""
        return source in self._sources

    @cached_property
    def _by_words(self) -> Lines:
        lines = dict(self.old)
        for record in sorted(self.by_record, reverse=True):
            lines.update(self.by_record[record])
        return MappingProxyType(lines)

    @cached_property
    def _sources(self) -> frozenset[str]:
        return frozenset(receipt.source for receipt in self._by_words)


NO_RECEIPTS = Receipts()


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """What was read of receipts: those that can be used, what is wrong, and what cannot be used.

    ``faulty`` files are of no use as a whole; ``broken`` are lines of others, as they stand, by file. ``doubled`` counts the lines
    for words that have another line, which is taken whatever the saved text has.
    """

    receipts: Receipts = NO_RECEIPTS
    problems: tuple[Problem, ...] = ()
    faulty: frozenset[str] = frozenset()
    broken: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    doubled: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    """What was read of one file: its receipts, each with the record that it names."""

    lines: tuple[tuple[Ref, Receipt], ...] = ()
    problems: tuple[Problem, ...] = ()
    faulty: bool = False
    broken: tuple[str, ...] = ()


def path_of(record: Ref) -> str:
    """The file that holds the receipts of a record, relative to the project."""
    return f"{FOLDER}/{_FOLDER_OF[record.kind]}/{record.id}{ENDING}"


def as_lines(record: Ref, receipts: Iterable[Receipt]) -> str:
    """The text of a record's file: the same for the same receipts, in the order of their hashes.

    New lines then seldom stand beside each other, so that git can put those of two branches together.
    """
    ordered = sorted(receipts, key=lambda receipt: (receipt.quoted.key, receipt.quoted.source))
    return "".join(f"{_line(record, receipt)}\n" for receipt in ordered)


def read_receipts(project: Path, kept: Mapping[str, Kept] = MappingProxyType({})) -> Filed:
    """All receipts of a project. Of two for the same words, that of what was ``kept`` of the source, by its id, is taken."""
    names = listed(project / FOLDER)
    if isinstance(names, Refusal):
        return Filed(problems=(names.at(FOLDER),), faulty=frozenset({FOLDER}))
    olds = {path: _old(project, path) for name in names if (path := f"{FOLDER}/{name}").endswith(OLD_ENDING)}
    files: dict[str, _File] = {}
    for folder in (name for name in names if name in _KINDS):
        inside = _inside(project, f"{FOLDER}/{folder}")
        if isinstance(inside, Refusal):
            files[f"{FOLDER}/{folder}"] = _File(problems=(inside.at(f"{FOLDER}/{folder}"),), faulty=True)
            continue
        for name in inside:
            path = f"{FOLDER}/{folder}/{name}"
            files[path] = _read_file(project, path)
    taken = _taken([line for file in files.values() for line in file.lines], kept)
    held = {receipt.quoted: receipt for file in olds.values() for _, receipt in file.lines}
    problems = [problem for file in (*olds.values(), *files.values()) for problem in file.problems]
    problems += [*_to_convert(olds), *taken.problems]
    return Filed(
        receipts=Receipts(taken.by_record, MappingProxyType(held), taken.others),
        problems=tuple(sorted(problems, key=lambda problem: problem.location)),
        faulty=frozenset(path for path, file in {**olds, **files}.items() if file.faulty),
        broken=MappingProxyType({path: file.broken for path, file in files.items() if file.broken}),
        doubled=taken.doubled,
    )


def _inside(project: Path, folder: str) -> list[str] | Refusal:
    """The names of the files in a folder of receipts. One that leads elsewhere is not looked into."""
    place = project / folder
    if place.is_symlink():
        return Refusal("R004", "the link stands in place of a folder of receipts", "Copy the folder instead.")
    names = listed(place)
    return names if isinstance(names, Refusal) else [name for name in names if name.endswith(ENDING)]


def _read_file(project: Path, path: str) -> _File:
    """What stands in a record's file."""
    data = opened(project, project / path, MOST_BYTES, HINT)
    if isinstance(data, Refusal):
        return _File(problems=(data.at(path),), faulty=True)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _File(problems=(Problem(Location(path), "Q006", "these receipts are not UTF-8", FROM_GIT),), faulty=True)
    found: list[tuple[Ref, Receipt]] = []
    problems: list[Problem] = []
    broken: list[str] = []
    marks = 0
    for number, line in enumerate(text.split("\n"), 1):  # at no other character, which a text around words may hold
        at = Location(path, number)
        if not line.strip():
            continue
        if line.startswith(_MARKS_OF_GIT):
            if not marks:
                problems.append(Problem(at, "Q006", "git left its conflict marks here", TAKE_BOTH))
            marks += 1
            continue
        told = _parsed(line, at)
        if isinstance(told, Problem):
            problems.append(told)
            broken.append(line.removesuffix("\r"))
        else:
            found.append(told)
    return _File(lines=tuple(found), problems=tuple(problems), broken=tuple(broken))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Taken:
    """Which lines are taken, which may be right as well, how many never are, and what is told of lines that are sound."""

    by_record: Mapping[Ref, Lines]
    others: Mapping[Ref, tuple[Receipt, ...]]
    problems: tuple[Problem, ...]
    doubled: int


def _taken(lines: Iterable[tuple[Ref, Receipt]], kept: Mapping[str, Kept]) -> _Taken:
    """Of all lines for the same words of a record one: of what was kept, in the record's own file, the first."""
    same: dict[tuple[Ref, Quoted], list[Receipt]] = {}
    for record, receipt in lines:
        same.setdefault((record, receipt.quoted), []).append(receipt)
    by_record: dict[Ref, dict[Quoted, Receipt]] = {}
    others: dict[Ref, tuple[Receipt, ...]] = {}
    problems: list[Problem] = []
    doubled = 0
    for (record, quoted), receipts in same.items():
        said = kept.get(quoted.source)
        first, *rest = sorted(
            receipts, key=lambda receipt: (said not in {None, receipt.saved}, not _in_place(record, receipt))
        )
        by_record.setdefault(record, {})[quoted] = first
        also = tuple(dict.fromkeys(receipt for receipt in rest if receipt != first and said in {None, receipt.saved}))
        if also:
            others[record] = (*others.get(record, ()), *also)
        doubled += len(rest) - len(also)
        problems += [_misplaced(record, receipt) for receipt in receipts if not _in_place(record, receipt)]
        problems += [_again(receipt, first, open_=receipt in also) for receipt in rest if _in_place(record, receipt)]
    return _Taken(
        by_record=MappingProxyType({record: MappingProxyType(receipts) for record, receipts in by_record.items()}),
        others=MappingProxyType(others),
        problems=tuple(problems),
        doubled=doubled,
    )


def _in_place(record: Ref, receipt: Receipt) -> bool:
    return receipt.at.path == path_of(record)


def _misplaced(record: Ref, receipt: Receipt) -> Problem:
    """What is told of a line in the file of another record than it names."""
    return Problem(receipt.at, "Q009", f"this receipt is of the {record.kind} '{record.id}'", TAKE_ALONG)


def _again(receipt: Receipt, first: Receipt, *, open_: bool) -> Problem:
    """What is told of a second line for the same words; of two that differ it may be ``open_`` which is right."""
    where = "above" if first.at < receipt.at else "below"
    otherwise = "" if receipt == first else ", cut otherwise"
    message = f"a receipt for these words in '{receipt.quoted.source}' is {where}{otherwise}"
    return Problem(receipt.at, "Q009", message, DECIDE if open_ else CLEAR_UP)


def _parsed(line: str, at: Location) -> tuple[Ref, Receipt] | Problem:
    """The receipt of a line and the record that it names, or why it cannot be used."""
    try:
        values = json.loads(line)
        matcher = int(values["matcher"])
        if matcher != MATCHER:  # which may have written another form
            message = f"this receipt is of matcher {matcher}, and {MATCHER} is in use"
            return Problem(at, "Q007", message, HINT)
        check = values.pop("check", None)
        if check != _hash(values):
            return Problem(at, "Q006", "this receipt was changed by hand", FROM_GIT)
        folder, _, name = values["record"].partition("/")
        return Ref(_KINDS[folder], name), _receipt(values, at)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError):
        return Problem(at, "Q006", "this receipt cannot be read", FROM_GIT)


def _receipt(values: dict[str, Any], at: Location) -> Receipt:
    return Receipt(
        quoted=Quoted(str(values["source"]), str(values["key"])),
        saved=_kept(values["saved"]),
        prefix=str(values["prefix"]),
        suffix=str(values["suffix"]),
        elided=_elided(values),
        fragment=str(values.get("fragment", "")),
        at=at,
    )


def _elided(values: dict[str, Any]) -> tuple[str | int, ...]:
    """What each gap left out: words, or their number."""
    parts = tuple(values.get("elided", ()))
    if not all(isinstance(part, str | int) for part in parts):
        raise TypeError(parts)
    return parts


def _kept(word: Any) -> Kept:
    if word == "full":
        return "full"
    if word == "excerpt":
        return "excerpt"
    raise ValueError(word)


def _line(record: Ref, receipt: Receipt) -> str:
    """A receipt as a line. The record stands at the end, so that git sees the file of one that was renamed as the same."""
    values: dict[str, Any] = {
        "key": receipt.quoted.key,
        "source": receipt.quoted.source,
        "matcher": MATCHER,
        "saved": receipt.saved,
        "prefix": receipt.prefix,
        "suffix": receipt.suffix,
        **({"elided": list(receipt.elided)} if receipt.elided else {}),
        **({"fragment": receipt.fragment} if receipt.fragment else {}),
        "record": f"{_FOLDER_OF[record.kind]}/{record.id}",
    }
    return json.dumps({**values, "check": _hash(values)}, ensure_ascii=False)


def _hash(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:16]


# -- the earlier form ---------------------------------------------------------------------------------------------------


def _to_convert(olds: Mapping[str, _File]) -> Iterator[Problem]:
    """One problem for all files of the earlier form that can be used."""
    usable = [path for path, file in olds.items() if not file.problems]
    if usable:
        number = "1 file is" if len(usable) == 1 else f"{len(usable)} files are"
        message = f"receipts are now kept by record, but {number} still by source"
        yield Problem(Location(usable[0]), "Q007", message, CONVERT)


def _old(project: Path, path: str) -> _File:
    """What stands in a source's file of the earlier form."""
    data = opened(project, project / path, MOST_BYTES, HINT)
    if isinstance(data, Refusal):
        return _File(problems=(data.at(path),), faulty=True)

    def refused(code: str, message: str) -> _File:
        hint = FROM_GIT if code == "Q006" else HINT
        return _File(problems=(Problem(Location(path), code, message, hint),), faulty=True)

    try:
        values = json.loads(data)
        matcher = int(values["matcher"])
        if matcher != MATCHER:
            return refused("Q007", f"this receipt is of matcher {matcher}, and {MATCHER} is in use")
        by_hand = values["source"] != Path(path).stem or values.pop("sum", None) != _hash(values)
        lines = tuple((Ref("source", receipt.quoted.source), receipt) for receipt in _old_receipts(values))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError):
        return refused("Q006", "this receipt cannot be read")
    return refused("Q006", "this receipt was changed by hand") if by_hand else _File(lines=lines)


def _old_receipts(values: dict[str, Any]) -> Iterator[Receipt]:
    saved = _kept(values["saved"])
    for name, fields in values["quotations"].items():
        yield Receipt(
            quoted=Quoted(str(values["source"]), str(name)),
            saved=saved,
            prefix=str(fields["prefix"]),
            suffix=str(fields["suffix"]),
            elided=_elided(fields),
            fragment=str(fields.get("fragment", "")),
        )
