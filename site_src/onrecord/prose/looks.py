"""What is wrong with Markdown, at its place, and what it names: seen in the text itself, beside what was made of it.

Every fault has its line from 0 and column from 1.
"""

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from onrecord.characters import fault_of, hidden
from onrecord.prose.apart import CITED, LINKED
from onrecord.prose.blocks import Reference
from onrecord.prose.convert import CITATIONS, LIST, Found, cited, heading_of, is_day
from onrecord.prose.pieces import Fault, Piece
from onrecord.records.fields import Ref

_CODE = re.compile(r"(`+)(?!`)(?:(?!\n[ \t]*\n).)*?(?<!`)\1(?!`)", re.DOTALL)  # within a paragraph
_TAG = re.compile(r"<(?:/?[A-Za-z][^<>\s]*(?=[\s/>])|!--|!\[|\?)")
_AUTOLINK = re.compile(r"<https?://[^\s<>]*>|(?<=\]\()<[^<>\n]*>")  # and a link's target in angle brackets
_ATTRIBUTES = re.compile(r"\{:?\s*[.#][\w-]|\{:\s")
_IMAGE = re.compile(r"(?<!\\)!\[")
_HEADING = re.compile(r"^(#{1,6})[ \t]+\S")
_WITHIN = re.compile(r"^(?:[>]\s?|[-*+] +|\d+\. +| +(?=[>#*+-]))+")  # a quotation or an item that a heading stands in
_UNDERLINE = re.compile(r"^(=+|-+) *$")
_ITEM_WITHIN = re.compile(r"^ {1,3}([-*+]|\d{1,3}[.)])\s+\S")
_ITEM_WITHOUT_SPACE = re.compile(r"^\s{0,3}[-*+][\u00a0\u2007\u202f](?!\d)")
_CLOSED = re.compile(r"^ {0,3}(?:#{1,6}[ \t]+\S|(?:[*_-][ \t]*){3,}$|\[[^\]]+\]:)")
_CITED = re.compile(CITATIONS)
_OPEN = re.compile(rf"(?<!\\)(?!{CITATIONS})\[@")
_FOOTNOTE = re.compile(r"(?<!\\)\[\^[\w.]{1,40}\](?!\()")
_COLUMNS = re.compile(r"^ {0,3}\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)+\|?\s*$")
_MARKED = re.compile(r"\[known (\d[^\[\]]*)\](?!\()")

_NOT_USED = (
    (_IMAGE, "M005", "images are not allowed here", "Describe it, and link to its source."),
    (_ATTRIBUTES, "M005", "attribute lists { } are not allowed here", "Delete it."),
    (_FOOTNOTE, "M009", "footnotes are not allowed here", "Cite a source as [@source-id], or write it in the text."),
)

_BELONGS_ABOVE = "this looks like an item of a list, but belongs to the text above"


def _blank(pattern: re.Pattern[str], text: str) -> str:
    """The text with spaces where a pattern is found, so that nothing moves."""
    return pattern.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), text)


def masked(text: str, code: set[str]) -> str:
    """The text with code blanked out, so that what is shown as code is not read as anything else."""
    lines = [
        " " * len(line) if line.startswith(("    ", "\t")) and line.strip() in code else line
        for line in text.split("\n")
    ]
    return _blank(_CODE, "\n".join(lines))


class _Places:
    """Where words stand in a piece: of the same words the next place each time."""

    def __init__(self, piece: Piece, text: str) -> None:
        self.piece = piece
        self.text = text
        self._left: dict[str, Iterator[re.Match[str]]] = {}

    def at(self, start: int) -> tuple[int, int]:
        """The line and column of a place in the text."""
        line_start = self.text.rfind("\n", 0, start) + 1
        return self.piece.first + self.text.count("\n", 0, start), start - line_start + 1

    def of(self, words: str) -> tuple[int, int]:
        """Where words stand; at the beginning of the piece, where they are not found."""
        pattern = r"(?<![\w./-])" + r"\s+".join(map(re.escape, words.split())) + r"(?![\w./#-])"
        left = self._left.setdefault(words, re.finditer(pattern, self.text))
        match = next(left, None) or re.search(pattern, self.text)
        return self.at(match.start()) if match and words.strip() else (self.piece.first, 1)


def seen(piece: Piece, found: Found) -> tuple[Mapping[str, Reference], tuple[Fault, ...]]:
    """What a piece names, by the address under which it comes through Markdown; and what is wrong with it."""
    text = masked(piece.text, found.code)
    places = _Places(piece, text)
    lines = tuple(_lines(piece, text))
    faults = (*_not_used(text, places), *lines, *_swallowed(found, lines, places))
    links = {f"{LINKED}{number}": _link(*link, places) for number, link in enumerate(found.links)}
    citations = {f"{CITED}{number}": _citation(word, places) for number, word in enumerate(found.citations)}
    outcomes = {**links, **citations}
    named = {address: outcome for address, outcome in outcomes.items() if isinstance(outcome, Reference)}
    return named, (*faults, *(outcome for outcome in outcomes.values() if isinstance(outcome, Fault)))


def _not_used(text: str, places: _Places) -> Iterator[Fault]:
    """HTML and marks that Markdown has elsewhere, and days that are none."""
    for match in _OPEN.finditer(text):
        hint = 'Write [@source-id], or [@source-id "words"], and no empty line in it.'
        yield Fault(*places.at(match.start()), "D009", "this looks like a citation, and does not end", hint)
    text = _blank(_CITED, text)  # its words are those of a source
    for match in _TAG.finditer(_blank(_AUTOLINK, text)):
        hint = "Write Markdown; for a plain < write &lt;."
        yield Fault(*places.at(match.start()), "M001", "raw HTML is not allowed here", hint)
    for pattern, *fault in _NOT_USED:
        for match in pattern.finditer(text):
            yield Fault(*places.at(match.start()), *fault)
    for match in _MARKED.finditer(text):
        if not is_day(match[1]):
            yield Fault(
                *places.at(match.start()), "D005", f"'{match[1]}' is not a day", "Write it as [known 2021-12-28]."
            )


def _swallowed(found: Found, lines: Iterable[Fault], places: _Places) -> Iterator[Fault]:
    """Items of lists that Markdown took for running text, but for those that were seen on their own."""
    known = {fault.line for fault in lines if fault.code == "M004"}
    for text in found.swallowed:
        line, _ = places.of(text.strip())
        if line not in known:
            known.add(line)
            hint = "Put an empty line before a list; lists of two sorts are two lists."
            yield Fault(line, 1, "M004", _BELONGS_ABOVE, hint)


def _link(target: str, outcome: Ref | tuple[str, str, str], places: _Places) -> Reference | Fault:
    """What a link leads to, or why it cannot."""
    line, column = places.of(target)
    if isinstance(outcome, Ref):
        return Reference(outcome, line, column, "link", heading_of(target))
    return Fault(line, column, *outcome)


def _citation(word: str, places: _Places) -> Reference | Fault:
    """The source that is cited, or what is no citation."""
    # Its first word is enough, for citations of one source come in order; its words would be slow to find.
    begins = next(iter(word.split()), "")
    line, column = places.of(begins)
    if (named := cited(word)) is not None:
        return Reference(Ref("source", named[0]), line, column, "citation", words=named[1])
    message = f"'{' '.join(word.split())}' is not a citation"
    return Fault(
        line, column, "D009", message, 'Write [@source-id], [@one; @two], or with its words [@source-id "words"].'
    )


def _lines(piece: Piece, text: str) -> Iterator[Fault]:
    """Lines that look like what they are not."""
    above = ""
    first: int | None = None  # the indent of the first item of a list that goes on
    lines = text.split("\n")
    for number, (line, written) in enumerate(zip(lines, piece.text.split("\n"), strict=True)):
        if _CLOSED.match(above) or (_UNDERLINE.match(above) and number > 1 and lines[number - 2].strip()):
            above = ""  # a heading, a rule or a definition, behind which a paragraph may begin at once
        following = lines[number + 1] if number + 1 < len(lines) else ""
        if fault := _looks_like(line, written, above, following, first):
            yield Fault(piece.first + number, 1, *fault)
        if LIST.match(line):
            first = _indent(line) if first is None else first
        elif not line.strip() or not line.startswith((" ", "\t")):
            first = first if first is not None and (not line.strip() or above.strip()) else None
        above = line


def _looks_like(line: str, written: str, above: str, following: str, first: int | None) -> tuple[str, str, str] | None:
    """What a line looks like and is not: a code, a message and a hint. ``first`` is as in ``_lines``."""
    item, behind_text = LIST.match(line), bool(above.strip())
    before = "Put an empty line before it."
    if item and behind_text and first is None:
        return "M004", "this looks like a list, but belongs to the paragraph above", before
    if item and first is not None and first < _indent(line) and _ITEM_WITHIN.match(line):
        message = "this item looks nested in the one above but is not"
        return "M004", message, "Indent it by four spaces."
    if _ITEM_WITHOUT_SPACE.match(line):
        message = "this looks like a list, but no plain space follows its mark"
        return "M004", message, "Put a plain space there."
    if "|" in line and behind_text and "|" not in above and _COLUMNS.match(following):
        return "M004", "this looks like a table, but belongs to the paragraph above", before
    if written.startswith("\t") and written.strip() and not behind_text and first is None:
        message = "this is shown as code because a tab begins the line"
        return "M010", message, "Delete the tab; code is indented by four spaces."
    return None


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def headings(piece: Piece, found: Found) -> Iterator[tuple[int, int]]:
    """The line and level of each heading that Markdown made: written with # or underlined."""
    lines = [_WITHIN.sub("", line) for line in masked(piece.text, found.code).split("\n")]
    written = [
        (number, len(mark[1]) if (mark := _HEADING.match(line)) else 1 if lines[number + 1].startswith("=") else 2)
        for number, line in enumerate(lines)
        if _HEADING.match(line) or (line.strip() and number + 1 < len(lines) and _UNDERLINE.match(lines[number + 1]))
    ]
    above = -1
    for level in found.headings:
        above = next((number for number, one in written if one == level and number > above), above)
        yield piece.first + max(above, 0), level


def out_of_order(levels: Sequence[tuple[int, int]]) -> Iterator[Fault]:
    """Headings, each with its line and level, that stand too high or leave a level out."""
    for line, level in levels:
        if level == 1:
            yield Fault(line, 1, "M008", "the first level of heading is the page's title", "Begin with ##.")
    for (_, above), (line, level) in pairwise(levels):
        if level > above + 1:
            yield Fault(line, 1, "M008", "a level of heading is left out", f"Write {'#' * (above + 1)} here.")


def entities(masked: str, clean: str, first: int) -> Iterator[Fault]:
    """Characters that cannot be shown, at the references that stand for them: no other way is left by which one comes in."""
    if hidden(clean) is None:
        return
    found = False
    for number, line in enumerate(masked.split("\n"), first):
        for entity in re.finditer(r"&(?:#[xX]?[0-9a-fA-F]{1,8}|\w{2,40});", line):
            character = html.unescape(entity[0])
            if hidden(character) is not None:
                found = True
                yield Fault(number, entity.start() + 1, "R003", fault_of(character), "Delete it.")
    if not found:  # it stands where what is code is not seen alike
        yield Fault(
            first,
            1,
            "R003",
            fault_of(clean[hidden(clean) or 0]),
            "Look for a reference such as &#x202E; and delete it.",
        )
