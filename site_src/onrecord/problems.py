"""Problems: an author's mistakes as values, each with its place, and how they are printed.

Stages return problems; they never print, log or raise them. Our own faults are exceptions, never problems.
"""

import difflib
import json
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, TypeVar

Severity = Literal["error", "warning"]

Value = TypeVar("Value")

SHOWN = 200  # problems printed before only their number is


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a file: path relative to the project with forward slashes, line and column from 1 (code points)."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake: where, which code (``docs/problems.md`` explains each), what is wrong, and what to do."""

    location: Location
    code: str
    message: str
    hint: str = ""
    see: Location | None = None

    @property
    def severity(self) -> Severity:
        """``warning`` for the codes named in WARNINGS, else ``error``."""
        return "warning" if self.code in WARNINGS else "error"


# Every code there is, and what it means. docs/problems.md has a heading for each, tests/problems/ a case.
CODES: Mapping[str, str] = {
    "R001": "a file cannot be read",
    "R002": "a file is not UTF-8",
    "R003": "a character that cannot be shown",
    "R004": "a link to somewhere else",
    "R005": "not a plain file",
    "R006": "a file is too large",
    "R007": "a file that is not a record",
    "R008": "no settings of the site",
    "P001": "broken YAML",
    "P002": "the same key twice",
    "P003": "an anchor, alias or tag",
    "P004": "nested too deep",
    "P005": "not a mapping",
    "P006": "more than one document",
    "P007": "front matter does not begin or end",
    "D001": "an unknown field",
    "D002": "a required field is missing",
    "D003": "the wrong shape of value",
    "D004": "not one of the choices",
    "D005": "not a date",
    "D006": "not a time or zone",
    "D007": "not an amount or currency",
    "D008": "not a web address",
    "D009": "not an id",
    "D010": "not a language",
    "D011": "an empty text",
    "D012": "a field that does not belong here",
    "D013": "a text is too long",
    "D014": "a remark after a text",
    "L001": "the same id twice",
    "L002": "no such record",
    "L003": "a record of another kind",
    "L004": "a link that leads nowhere",
    "L005": "a published record refers to a draft",
    "M001": "raw HTML in Markdown",
    "M002": "a link of a kind that is not allowed",
    "M003": "a link that leaves the project",
    "M004": "looks like a list or a table, but is not",
    "M005": "an image or attribute list",
    "M006": "too much Markdown",
    "M007": "a block that cannot be read",
    "M008": "a heading out of order",
    "M009": "a footnote",
    "M010": "code that may be none",
    "C001": "planned, and in the past",
    "C002": "a life out of order",
    "C003": "only copies or partisan sources",
    "C004": "a post not held on that day",
    "C005": "two posts fit",
    "C006": "a rendition derives from itself",
    "C007": "a loop",
    "C008": "a source that nothing cites",
    "C009": "not translated",
    "C010": "an outdated translation",
    "C011": "a translation of another shape",
    "C012": "a language that the site does not have",
    "C013": "in force without an instrument",
    "C014": "a matter that no account speaks of",
    "C015": "known before it was published",
    "C016": "a chain that comes back",
    "C017": "figures that cannot be added up",
    "C021": "segments that are not the words",
    "C022": "after the day that the site describes",
    "C023": "an answer that was looked for, and is recorded",
    "C024": "no words of any source",
    "C025": "verbatim, with something left out",
    "C026": "a paraphrase before exact words",
    "C027": "on a day on which it was not known",
    "Q001": "words that are not in the source",
    "Q002": "words that occur in two places",
    "Q003": "words that cannot be checked",
    "Q004": "words without a receipt",
    "Q005": "a saved text that has changed",
    "Q006": "a receipt that cannot be used",
    "Q007": "a receipt of another matcher",
    "Q008": "a saved text that cannot be read",
    "Q009": "a receipt for words that nobody quotes",
    "Q010": "quotation marks in a paraphrase",
    "U001": "two pages at one address",
    "T001": "a broken template",
    "T002": "a template that asks for what is not there",
    "T003": "a missing template",
    "T004": "a template that replaces none",
    "T005": "phrases in English",
}

WARNINGS = frozenset({"M004", "C008", "C009", "C010", "C024", "Q003", "Q009", "T005"})


def did_you_mean(word: str, known: Iterable[str], *, also: Mapping[str, str] = MappingProxyType({})) -> str:
    """The hint that names the nearest of the known words, or nothing. What a word stands for is ``also`` told."""
    near = difflib.get_close_matches(word, sorted(known), n=3, cutoff=0.6)
    if not near:
        return ""
    return "Did you mean " + " or ".join(f"'{one}'" + (f" ({also[one]})" if one in also else "") for one in near) + "?"


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems without repeats, by path, line and column: the same list whatever order they were found in."""
    return tuple(
        sorted(
            set(problems),
            key=lambda problem: (problem.location, problem.code, problem.message, problem.hint, str(problem.see or "")),
        )
    )


class Collected:
    """The problems of one stage after another."""

    def __init__(self) -> None:
        self._all: list[Problem] = []

    def of(self, outcome: tuple[Value, Iterable[Problem]]) -> Value:
        """The value that a stage gave; what it found wrong is kept."""
        self.add(outcome[1])
        return outcome[0]

    def add(self, problems: Iterable[Problem]) -> None:
        """Keep what was found wrong."""
        self._all.extend(problems)

    def paths(self) -> frozenset[str]:
        """The files in which something is wrong."""
        return frozenset(problem.location.path for problem in self._all)

    def none_is_an_error(self) -> bool:
        """Whether all there is, if there is anything, are warnings."""
        return not has_errors(self._all)

    def in_order(self) -> tuple[Problem, ...]:
        """The problems collected so far, sorted as ``in_order`` says."""
        return in_order(self._all)


def new_since(problems: Iterable[Problem], earlier: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems that there were not earlier, in order: by file, code and message, for lines move when others are put in.

    Of more of one sort than there were, the last are new.
    """
    known = Counter((one.location.path, one.code, one.message) for one in earlier)
    found = []
    for one in in_order(problems):
        name = (one.location.path, one.code, one.message)
        known[name] -= 1
        if known[name] < 0:
            found.append(one)
    return tuple(found)


def within(problems: Iterable[Problem], paths: Collection[str]) -> tuple[Problem, ...]:
    """The problems of some files and folders, given as a location has them; all, where none is given."""
    folders = tuple(f"{path}/" for path in paths)
    return tuple(
        problem
        for problem in problems
        if not paths or "." in paths or problem.location.path in paths or problem.location.path.startswith(folders)
    )


def has_errors(problems: Iterable[Problem], *, strict: bool = False) -> bool:
    """Whether the gate stays shut: any error, and with ``strict`` any warning."""
    return any(strict or problem.severity == "error" for problem in problems)


def printable(text: str) -> str:
    """The text with control and direction characters written as ``U+XXXX``, so that a message cannot lie or escape."""
    return "".join(
        f"<U+{ord(char):04X}>" if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"} else char
        for char in text
    )


def as_text(problems: Sequence[Problem], texts: Mapping[str, str], *, strict: bool = False) -> str:
    """The problems as an author reads them: place, code and sentence, the line with a caret, a hint."""
    lines: list[str] = []
    for problem in problems[:SHOWN]:
        severity = "error" if strict else problem.severity
        lines.append(f"{printable(str(problem.location))}: {severity}[{problem.code}]: {printable(problem.message)}")
        lines.extend(_source_line(problem.location, texts))
        if problem.hint:
            lines.append(f"    = hint: {printable(problem.hint)}")
        if problem.see:
            lines.append(f"    = see {printable(str(problem.see))}")
    if len(problems) > SHOWN:
        lines.append(f"... and {len(problems) - SHOWN} more")
    return "\n".join(lines)


def as_json(problems: Sequence[Problem], *, strict: bool = False) -> str:
    """The problems as one JSON document, for editors and other programs."""
    return json.dumps(
        [
            {
                "path": problem.location.path,
                "line": problem.location.line,
                "column": problem.location.column,
                "severity": "error" if strict else problem.severity,
                "code": problem.code,
                "message": problem.message,
                "hint": problem.hint or None,
                "see": str(problem.see) if problem.see else None,
            }
            for problem in problems
        ],
        ensure_ascii=False,
        indent=1,
    )


def count(problems: Sequence[Problem], *, strict: bool = False) -> str:
    """What was found, as a sentence: 2 errors and 1 warning in 2 files."""
    errors = sum(strict or problem.severity == "error" for problem in problems)
    warnings = len(problems) - errors
    files = len({problem.location.path for problem in problems})
    parts = [
        f"{number} {word}{'' if number == 1 else 's'}"
        for number, word in ((errors, "error"), (warnings, "warning"))
        if number
    ]
    return f"{' and '.join(parts)} in {files} file{'' if files == 1 else 's'}"


def _source_line(location: Location, texts: Mapping[str, str]) -> list[str]:
    lines = texts.get(location.path, "").split("\n")
    if not 1 <= location.line <= len(lines) or not lines[location.line - 1].strip():
        return []
    line = lines[location.line - 1]
    start = max(0, location.column - 60)  # a long line is shown around the place
    shown = line[start : start + 110]
    before = line[start : location.column - 1]
    width = sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in printable(before.replace("\t", " ")))
    return [f"    | {printable(shown.replace(chr(9), ' '))}", f"    | {' ' * width}^"]
