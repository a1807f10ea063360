"""Stage 2, parse: files to entries, in which every value has its line and column.

YAML is read as a stream of events. Scalars stay the text that was written: the type of a field reads it later, so
``NO`` is no falsehood and ``12:30`` no number. Depth, anchors and tags are refused while streaming, before anything
is built of them.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import yaml

from onrecord.characters import fault_of, hidden
from onrecord.entry import Content, Entry, Map, Scalar, Sequence, Value
from onrecord.machine.remembered import Remembered
from onrecord.problems import Location, Problem
from onrecord.stages.files import SourceFile

DEEPEST = 30
MOST_EVENTS = 200_000
MOST_READ_TWICE = 5_000

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C loader is missing where PyYAML has no wheel


class _Fault(Exception):  # noqa: N818 - never leaves this module
    def __init__(self, at: Location, code: str, message: str, hint: str = "", see: Location | None = None) -> None:
        self.problem = Problem(at, code, message, hint, see)


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
        return (), (Problem(at, "P001", "this file has two versions in it: a git conflict", hint),)
    try:
        read = tuple(_entries(file))
    except _Fault as fault:
        return (), (_no_break_space(file, fault.problem) or fault.problem,)
    entries = tuple(entry for entry in read if isinstance(entry, Entry))
    return entries, tuple(problem for problem in read if isinstance(problem, Problem))


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
            message = f"broken YAML: the character U+{ord(line[column - 1]):04X} looks like a space but is not one"
            return Problem(Location(file.path, number, column), "P001", message, "Put a plain space in its place.")
    return None


# -- files ------------------------------------------------------------------------------------------------------------

_NAME = re.compile(r"^(?P<id>[^.]+)(\.(?P<language>[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*))?\.(?P<suffix>md|yml)$")


def _entries(file: SourceFile) -> Iterator[Entry | Problem]:
    parts = file.inside.parts
    name = _NAME.match(parts[-1])
    start = Location(file.path)
    if name is None or len(parts) > 2 or (len(parts) == 1) != (name["suffix"] == "yml"):
        hint = "A record is content/KIND/ID.md, or an entry of content/KIND.yml; the id has no dot in it."
        raise _Fault(start, "R007", "this file is not a record", hint)
    if name["suffix"] == "md":
        yield _from_markdown(file, parts[0], name["id"], name["language"])
        return
    fields = _mapping(file.text, file.path, 0)
    if name["id"] == "site":
        yield Entry("site", "site", name["language"], fields, start)
        return
    for key, at, value in fields.items:
        if isinstance(value, Map):
            yield Entry(name["id"], key, name["language"], value, at)
        else:
            yield Problem(at, "P005", f"'{key}' must be a mapping of fields", "Write 'title: ...' below it.")


def _from_markdown(file: SourceFile, folder: str, record_id: str, language: str | None) -> Entry:
    start = Location(file.path)
    lines = file.text.split("\n")
    if lines[0].rstrip() != "---":
        hint = "Begin it with a line of three hyphens: ---"
        raise _Fault(start, "P007", "the file does not begin with front matter", hint)
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)
    if end is None:
        raise _Fault(start, "P007", "the front matter does not end", "End it with a line of three hyphens: ---")
    fields = _mapping("\n".join(lines[1:end]), file.path, 1)
    body = "\n".join(lines[end + 1 :])
    if not body.strip():
        return Entry(folder, record_id, language, fields, start)
    if fields.value("body") is not None:
        message = "'body' is here and below the front matter"
        raise _Fault(fields.key_at("body"), "P002", message, "Keep one of the two.")
    at = Location(file.path, end + 1)  # its text begins on the line below, as with a block scalar
    fields = Map((*fields.items, ("body", at, Scalar(body, at, block=True))), fields.at)
    return Entry(folder, record_id, language, fields, start)


# -- YAML -------------------------------------------------------------------------------------------------------------


def _mapping(text: str, path: str, offset: int) -> Map:
    try:
        value = _Reader(text, path, offset).document()
    except yaml.YAMLError as error:
        raise _syntax_fault(text, path, offset, error) from None
    if isinstance(value, Map):
        return value
    hint = "Write 'title: ...', one field a line."
    raise _Fault(Location(path, offset + 1), "P005", "this must be a mapping of fields", hint)


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
                    raise _Fault(self.at(event), "P006", "a second document begins here", "Delete the line '---'.")
                value = self.value(next(self.events), 1)
        return value

    def value(self, event: Any, depth: int) -> Value:
        self.seen += 1
        if depth > DEEPEST or self.seen > MOST_EVENTS:
            message = f"nested deeper than {DEEPEST}, or more than {MOST_EVENTS:,} values"
            raise _Fault(
                self.at(event), "P004", message, "No record is so deep; look for a bracket that is never closed."
            )
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            hint = "Write the value out, or put it in quotation marks if & or * belongs to it."
            raise _Fault(self.at(event), "P003", "anchors and aliases (& and *) are not allowed here", hint)
        if event.tag is not None:
            message = f"the tag '{event.tag}' is not allowed here"
            raise _Fault(self.at(event), "P003", message, "Put the value in quotation marks.")
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
        place, line = self.at(event), event.start_mark.line
        for number in range(line, event.end_mark.line + 1):
            for escape in _ESCAPE.finditer(self.lines[number], event.start_mark.column if number == line else 0):
                if _unescaped(escape) == event.value[start]:
                    place = Location(self.path, number + 1 + self.offset, escape.start() + 1)
                    raise _Fault(place, "R003", fault_of(event.value[start]), "Delete it.")
        raise _Fault(place, "R003", fault_of(event.value[start]), "Delete it.")

    def mapping(self, event: Any, depth: int) -> Map:
        items: list[tuple[str, Location, Value]] = []
        places: dict[str, Location] = {}
        while not isinstance(inner := next(self.events), yaml.MappingEndEvent):
            key = self.value(inner, depth + 1)
            if not isinstance(key, Scalar) or key.text is None:
                hint = "Write the name of a field, a colon and a space."
                raise _Fault(self.at(inner), "P005", "a key must be a word", hint)
            if not key.text.isascii() and _SPACELIKE.search(key.text):
                message = "a key must be a word, but this one has a character that only looks like a space (U+00A0 or the like)"
                raise _Fault(self.at(inner), "P005", message, "Put a plain space in its place, or leave it out.")
            if key.text == "<<":
                raise _Fault(self.at(inner), "P003", "merge keys (<<) are not allowed here", "Write the fields out.")
            if key.text in places:
                message = f"the key '{key.text}' is here twice"
                raise _Fault(key.at, "P002", message, "Keep one.", see=places[key.text])
            places[key.text] = key.at
            items.append((key.text, key.at, self.value(next(self.events), depth + 1)))
        return Map(tuple(items), self.at(event))

    def indent(self, event: Any) -> int:
        below = (self.lines[number] for number in range(event.start_mark.line + 1, len(self.lines)))
        written = next((line for line in below if line.strip()), "")
        read = next((line for line in event.value.split("\n") if line.strip()), written)
        return len(written) - len(read)

    def at(self, event: Any) -> Location:
        mark = event.start_mark
        return Location(self.path, mark.line + 1 + self.offset, mark.column + 1)


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


def _syntax_fault(text: str, path: str, offset: int, error: yaml.YAMLError) -> _Fault:
    error = _told_better(text, error)
    mark = getattr(error, "problem_mark", None)
    said = str(getattr(error, "problem", None) or "it cannot be read").split("\n")[0]
    if ("end of stream" in said or said.startswith("expected ',' or")) and getattr(error, "context_mark", None):
        mark = error.context_mark  # type: ignore[attr-defined]
    lines = text.split("\n")
    line = min(mark.line if mark else 0, len(lines) - 1)
    column = mark.column if mark and mark.line == line else 0
    hint = next((hint for words, hint in _HINTS.items() if words in said), "")
    hint = f"{hint} Nothing below it could be read.".strip() if line + 1 < len(lines) else hint
    return _Fault(Location(path, line + 1 + offset, column + 1), "P001", f"broken YAML: {said}", hint)
