"""Stage 2, parse: files to entries, in which every value has its line and column.

YAML is read as a stream of events. Scalars stay the text that was written: the type of a field reads it later, so
``NO`` is no falsehood and ``12:30`` no number. Depth, anchors and tags are refused while streaming, before anything
is built of them.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from onrecord.characters import hidden, told
from onrecord.problems import Location, Problem
from onrecord.records.fields import Foreign, Remarked
from onrecord.remembered import Remembered
from onrecord.sources import SourceFile

DEEPEST = 30
MOST_EVENTS = 200_000
MOST_READ_TWICE = 5_000

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C loader is missing where PyYAML has no wheel


@dataclass(frozen=True, slots=True)
class Scalar:
    """A value as it was written; ``None`` for an empty one, ``~`` or ``null``."""

    text: str | None
    at: Location
    block: bool = False  # written with |: its lines begin below the mark
    indent: int = 0  # of a block, by how much its lines are indented in the file
    language: str | None = None  # of a text that stands where a translation is missing
    remark: bool = False  # whether a remark stands behind it, and no quotation marks say where it ends


@dataclass(frozen=True, slots=True)
class Sequence:
    """A YAML list."""

    items: "tuple[Value, ...]"
    at: Location


@dataclass(frozen=True, slots=True)
class Mapping_:  # noqa: N801 - the name Mapping is taken
    """A YAML mapping; each key with its own place."""

    items: "tuple[tuple[str, Location, Value], ...]"
    at: Location

    def value(self, key: str) -> "Value | None":
        """The value of a key, if it is there."""
        for name, _, value in self.items:  # asked for so often that a generator would tell
            if name == key:
                return value
        return None

    def key_at(self, key: str) -> Location:
        """Where a key stands; the mapping's own place if it does not."""
        return next((at for name, at, _ in self.items if name == key), self.at)


Value = Scalar | Sequence | Mapping_


@dataclass(frozen=True, slots=True)
class Entry:
    """A record as it was written: which folder and id, in which language, its fields and its body."""

    folder: str  # the plural of its kind, or "site"
    id: str
    language: str | None  # of a translation; None for the original
    fields: Mapping_
    at: Location

    def __hash__(self) -> int:
        """By which record it is, and not by its many fields: these tell two states of a record apart."""
        return hash((self.folder, self.id, self.language))

    @property
    def path(self) -> str:
        """The file it stands in."""
        return self.at.path


@dataclass(frozen=True, slots=True)
class Content:
    """All entries of a project: those in the language in which it was written, and their translations."""

    originals: tuple[Entry, ...] = ()
    translations: tuple[Entry, ...] = ()


class _Fault(Exception):  # noqa: N818 - never leaves this module
    def __init__(self, problem: Problem) -> None:
        self.problem = problem


def parse_all(files: Iterable[SourceFile]) -> tuple[Content, tuple[Problem, ...]]:
    """The entries of all files, in order of file."""
    outcomes = tuple(map(parse, files))
    entries = tuple(entry for found, _ in outcomes for entry in found)
    problems = tuple(problem for _, faults in outcomes for problem in faults)
    originals = tuple(entry for entry in entries if entry.language is None)
    return Content(originals, tuple(entry for entry in entries if entry.language is not None)), problems


@Remembered
def parse(file: SourceFile) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
    """The entries of one file: one for a record's own file, several for a collective one."""
    conflict = _CONFLICT.search(file.text)
    if conflict:
        at = Location(file.path, file.text.count("\n", 0, conflict.start()) + 1)
        hint = "Keep what is right of both versions, and delete the lines of <<<<<<<, ======= and >>>>>>>."
        return (), (Problem(at, "P001", "two versions of this file stand in it: a conflict of git", hint),)
    found: list[Entry] = []
    problems: list[Problem] = []
    try:
        for one in _entries(file):
            if isinstance(one, Problem):
                problems.append(one)
            else:
                found.append(one)
    except _Fault as fault:
        return (), (_no_break_space(file, fault.problem) or fault.problem,)
    return tuple(found), tuple(problems)


def _no_break_space(file: SourceFile, problem: Problem) -> Problem | None:
    """The fault in other words where a space that looks like one is to blame: it came with text from a French or a Mac keyboard."""
    if problem.code not in {"P001", "P005"}:
        return None
    lines = file.text.split("\n")
    last = min(problem.location.line, len(lines))
    above = next((number for number in range(last - 1, 0, -1) if lines[number - 1].strip()), last)
    for number in (above, last):
        line = lines[number - 1]
        if found := _NO_SPACE.match(line):
            column = found.end()
            told = f"broken YAML: the character U+{ord(line[column - 1]):04X} looks like a space, and is none"
            return Problem(Location(file.path, number, column), "P001", told, "Put a plain space in its place.")
    return None


def plain(value: Value) -> Any:
    """The value as plain strings, lists and dicts; fields that were left empty are left out."""
    if isinstance(value, Scalar):
        if value.text and value.language:
            return Foreign(value.text, value.language)
        return Remarked(value.text) if value.text and value.remark else value.text
    if isinstance(value, Sequence):
        return [plain(item) for item in value.items]
    return {key: plain(item) for key, _, item in value.items if not (isinstance(item, Scalar) and item.text is None)}


def locate(value: Value, path: tuple[int | str, ...]) -> Location:
    """Where the value at a path stands; as near as the path can be followed. A number finds an entry of a mapping too."""
    for step in path:
        inner = _inner(value, step)
        if inner is None:
            break
        value = inner
    return value.at


def value_at(value: Value | None, path: tuple[int | str, ...]) -> Value | None:
    """The value at a path; None where the path does not lead to one."""
    for step in path:
        if value is None:
            break
        value = _inner(value, step)
    return value


def may_stand_in(unread: frozenset[str], folder: str, record_id: str, language: str | None = None) -> bool:
    """Whether an entry may stand in one of the files or folders that could not be read, so that nobody calls it missing."""
    tail = f".{language}" if language else ""
    places = (f"content/{folder}/{record_id}{tail}.md", f"content/{folder}{tail}.yml")
    return any(place == one or place.startswith(f"{one}/") for place in places for one in unread)


def locate_key(value: Value, path: tuple[int | str, ...]) -> Location:
    """Where the key at a path stands."""
    holder = value
    for step in path[:-1]:
        inner = _inner(holder, step)
        if inner is None:
            return holder.at
        holder = inner
    return holder.key_at(str(path[-1])) if isinstance(holder, Mapping_) and path else holder.at


def _inner(value: Value, step: int | str) -> Value | None:
    if isinstance(value, Scalar):
        return None
    if isinstance(step, str):
        return value.value(step) if isinstance(value, Mapping_) else None
    items = [item for _, _, item in value.items] if isinstance(value, Mapping_) else value.items
    return items[step] if step < len(items) else None


# -- files ------------------------------------------------------------------------------------------------------------

_NAME = re.compile(r"^(?P<id>[^.]+)(\.(?P<language>[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*))?\.(?P<suffix>md|yml)$")


def _entries(file: SourceFile) -> Iterator[Entry | Problem]:
    parts = file.inside.parts
    name = _NAME.match(parts[-1])
    start = Location(file.path)
    if name is None or len(parts) > 2 or (len(parts) == 1) != (name["suffix"] == "yml"):
        raise _Fault(
            Problem(
                start,
                "R007",
                "this file is no record",
                "A record is content/KIND/ID.md, or an entry of content/KIND.yml; the id has no dot in it.",
            )
        )
    if name["suffix"] == "md":
        yield _from_markdown(file, parts[0], name["id"], name["language"])
        return
    fields = _mapping(file.text, file.path, 0)
    if name["id"] == "site":
        yield Entry("site", "site", name["language"], fields, start)
        return
    for key, at, value in fields.items:
        if isinstance(value, Mapping_):
            yield Entry(name["id"], key, name["language"], value, at)
        else:
            yield Problem(at, "P005", f"'{key}' must be a mapping of fields", "Write 'title: ...' below it.")


def _from_markdown(file: SourceFile, folder: str, record_id: str, language: str | None) -> Entry:
    start = Location(file.path)
    lines = file.text.split("\n")
    if lines[0].rstrip() != "---":
        raise _Fault(
            Problem(
                start, "P007", "the file does not begin with front matter", "Begin it with a line of three hyphens: ---"
            )
        )
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)
    if end is None:
        raise _Fault(
            Problem(start, "P007", "the front matter does not end", "End it with a line of three hyphens: ---")
        )
    fields = _mapping("\n".join(lines[1:end]), file.path, 1)
    body = "\n".join(lines[end + 1 :])
    if not body.strip():
        return Entry(folder, record_id, language, fields, start)
    if fields.value("body") is not None:
        raise _Fault(
            Problem(fields.key_at("body"), "P002", "'body' is here and below the front matter", "Keep one of the two.")
        )
    at = Location(file.path, end + 1)  # its text begins on the line below, as with a block scalar
    fields = Mapping_((*fields.items, ("body", at, Scalar(body, at, block=True))), fields.at)
    return Entry(folder, record_id, language, fields, start)


# -- YAML -------------------------------------------------------------------------------------------------------------


def _mapping(text: str, path: str, offset: int) -> Mapping_:
    try:
        value = _Reader(text, path, offset).document()
    except yaml.YAMLError as error:
        raise _Fault(_syntax_problem(text, path, offset, error)) from None
    if isinstance(value, Mapping_):
        return value
    raise _Fault(
        Problem(
            Location(path, offset + 1),
            "P005",
            "this must be a mapping of fields",
            "Write 'title: ...', one field a line.",
        )
    )


class _Reader:
    """Builds values of one YAML document from its events; local to one call of ``parse``."""

    def __init__(self, text: str, path: str, offset: int) -> None:
        self.path = path
        self.offset = offset
        self.lines = text.split("\n")
        self.events = yaml.parse(text, Loader=_LOADER)
        self.seen = 0

    def document(self) -> Value | None:
        value: Value | None = None
        documents = 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self.fault(event, "P006", "a second document begins here", "Delete the line '---'.")
                value = self.value(next(self.events), 1)
        return value

    def value(self, event: Any, depth: int) -> Value:
        self.seen += 1
        if depth > DEEPEST or self.seen > MOST_EVENTS:
            told = f"nested deeper than {DEEPEST}, or more than {MOST_EVENTS:,} values"
            raise self.fault(event, "P004", told, "No record is so deep; look for a bracket that is never closed.")
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            raise self.fault(
                event,
                "P003",
                "anchors and aliases (& and *) are not used here",
                "Write the value out, or put it in quotation marks if & or * belongs to it.",
            )
        if event.tag is not None:
            raise self.fault(
                event, "P003", f"the tag '{event.tag}' is not used here", "Put the value in quotation marks."
            )
        if isinstance(event, yaml.ScalarEvent):
            if event.style == '"':  # in which alone there are escapes
                self.refuse_hidden(event)
            empty = event.style in (None, "") and event.value in {"", "~", "null"}
            block = event.style == "|"
            return Scalar(
                None if empty else event.value,
                self.at(event),
                block,
                self.indent(event) if block else 0,
                remark=not empty and event.style in (None, "") and self.remarked(event),
            )
        if isinstance(event, yaml.SequenceStartEvent):
            items = []
            while not isinstance(inner := next(self.events), yaml.SequenceEndEvent):
                items.append(self.value(inner, depth + 1))
            return Sequence(tuple(items), self.at(event))
        return self.mapping(event, depth)

    def remarked(self, event: Any) -> bool:
        """Whether YAML ended a value without quotation marks at a `` #``, which its author may have meant as text."""
        line: str = self.lines[event.end_mark.line]
        return "#" in line and line[event.end_mark.column :].lstrip(" \t").startswith("#")

    def refuse_hidden(self, event: Any) -> None:
        """What an escape stands for is judged as if it stood there itself."""
        start = hidden(event.value)
        if start is None:
            return
        at, line = self.at(event), event.start_mark.line
        for number in range(line, event.end_mark.line + 1):
            for escape in _ESCAPE.finditer(self.lines[number], event.start_mark.column if number == line else 0):
                if _unescaped(escape) == event.value[start]:
                    place = Location(self.path, number + 1 + self.offset, escape.start() + 1)
                    raise _Fault(Problem(place, "R003", told(event.value[start]), "Delete it."))
        raise _Fault(Problem(at, "R003", told(event.value[start]), "Delete it."))

    def mapping(self, event: Any, depth: int) -> Mapping_:
        items: list[tuple[str, Location, Value]] = []
        places: dict[str, Location] = {}
        while not isinstance(inner := next(self.events), yaml.MappingEndEvent):
            key = self.value(inner, depth + 1)
            if not isinstance(key, Scalar) or key.text is None:
                raise self.fault(
                    inner, "P005", "a key must be a word", "Write the name of a field, a colon and a space."
                )
            if not key.text.isascii() and _SPACELIKE.search(key.text):
                told = "a key must be a word, and this one has a space in it that is none (U+00A0 or the like)"
                raise self.fault(inner, "P005", told, "Put a plain space in its place, or leave it out.")
            if key.text == "<<":
                raise self.fault(inner, "P003", "merge keys (<<) are not used here", "Write the fields out.")
            if key.text in places:
                raise _Fault(
                    Problem(
                        key.at, "P002", f"the key '{key.text}' stands here twice", "Keep one.", see=places[key.text]
                    )
                )
            places[key.text] = key.at
            items.append((key.text, key.at, self.value(next(self.events), depth + 1)))
        return Mapping_(tuple(items), self.at(event))

    def indent(self, event: Any) -> int:
        below = (self.lines[number] for number in range(event.start_mark.line + 1, len(self.lines)))
        written = next((line for line in below if line.strip()), "")
        read = next((line for line in event.value.split("\n") if line.strip()), written)
        return len(written) - len(read)

    def at(self, event: Any) -> Location:
        mark = event.start_mark
        return Location(self.path, mark.line + 1 + self.offset, mark.column + 1)

    def fault(self, event: Any, code: str, message: str, hint: str = "") -> _Fault:
        return _Fault(Problem(self.at(event), code, message, hint))


_CONFLICT = re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE)
_SPACELIKE = re.compile(r"[\u00a0\u2007\u202f\u3000]")
# Behind a key's colon, a hyphen of a list, or within the indent.
_NO_SPACE = re.compile(r"^ *(?:- *)*(?:[\w-]+ *:?|-)?[\u00a0\u2007\u202f\u3000]")
_ESCAPE = re.compile(r"\\(?:x(\w{2})|u(\w{4})|U(\w{8})|(.))")
_LETTERS = {"0": "\0", "a": "\a", "b": "\b", "v": "\v", "f": "\f", "e": "\x1b", "r": "\r", "L": "\u2028", "P": "\u2029"}


def _unescaped(escape: re.Match[str]) -> str:
    """The character that an escape of a double-quoted text stands for."""
    digits = escape[1] or escape[2] or escape[3]
    return chr(int(digits, 16)) if digits else _LETTERS.get(escape[4], escape[4])


# The slips that authors make most, by what the parser says of them.
_HINTS: Mapping[str, str] = {
    "mapping values are not allowed": "A text with a colon in it needs quotation marks around it.",
    "cannot start any token": "Indent with spaces, not tabs; put a text that begins with this character in quotation marks.",
    "unexpected end of stream": "A quotation mark or bracket that opens here is never closed.",
    "expected ',' or": "A bracket that opens here is never closed, or a comma is missing.",
    "did not find expected": "Check the indent of this line, and quotation marks inside quoted text.",
    "could not find expected ':'": "Each field is written 'name: value'; check the line above too.",
    "expected <block end>": "Check the indent of this line, and quotation marks inside quoted text.",
    "undefined alias": "Put a text that begins with * in quotation marks.",
}


def _told_better(text: str, error: yaml.YAMLError) -> yaml.YAMLError:
    """What the loader in Python says of the same: more, and where a quotation began. It is slow, so it goes not far."""
    depth = 0
    try:
        for number, event in enumerate(yaml.parse(text, Loader=yaml.SafeLoader)):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > DEEPEST or number > MOST_READ_TWICE:
                break
    except yaml.YAMLError as better:
        return better
    return error


def _syntax_problem(text: str, path: str, offset: int, error: yaml.YAMLError) -> Problem:
    error = _told_better(text, error)
    mark = getattr(error, "problem_mark", None)
    said = str(getattr(error, "problem", None) or "it cannot be read").split("\n")[0]
    if ("end of stream" in said or said.startswith("expected ',' or")) and getattr(error, "context_mark", None):
        mark = error.context_mark  # type: ignore[attr-defined]
    lines = text.split("\n")
    line = min(mark.line if mark else 0, len(lines) - 1)
    column = mark.column if mark and mark.line == line else 0
    hint = next((hint for words, hint in _HINTS.items() if words in said), "")
    hint = f"{hint} What stands below was not read.".strip() if line + 1 < len(lines) else hint
    return Problem(Location(path, line + 1 + offset, column + 1), "P001", f"broken YAML: {said}", hint)
