"""Markdown: what it says, in blocks, and what is wrong with it, with lines. The only module that imports markdown.

Raw HTML is refused, and what Markdown made is cleaned by an allow-list all the same before it is taken apart. A link to a
record, and a citation, comes through that as ``onrecord:`` with the number of what was found.
"""

import datetime as dt
import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote
from xml.etree.ElementTree import Element, SubElement

import markdown
import nh3
from markdown.blockprocessors import HashHeaderProcessor
from markdown.extensions import Extension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.extensions.toc import TocExtension, slugify_unicode
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor

from onrecord.characters import hidden, told
from onrecord.problems import did_you_mean
from onrecord.prose.apart import CITED, LINKED, SINCE, taken_apart
from onrecord.prose.blocks import Block, Prose, Reference, Written
from onrecord.records.fields import ID, Ref
from onrecord.records.folders import FOLDERS
from onrecord.records.kinds import KIND_OF_FOLDER, KINDS
from onrecord.remembered import Remembered

MOST_CHARACTERS = 64_000
MOST_MARKS = 500  # brackets, backticks, headings and rules: Python-Markdown takes time by the square of each

BLOCKS = {kind.folder: kind.kind for kind in KINDS if kind.in_blocks()}

# Since when a paragraph holds, for pages as of a day: [known 2021-12-28].
KNOWN = re.compile(r"\[known (\d{4}-\d{2}-\d{2})\](?!\()")


@dataclass(frozen=True, slots=True)
class Fault:
    """A mistake in prose: line from 0, column from 1."""

    line: int
    column: int
    code: str
    message: str
    hint: str = ""


_MARKS = (
    re.compile(r"\["),
    re.compile("`"),
    re.compile(r"^ {0,3}(#|=+[ \t]*$|-+[ \t]*$|[*_-][ \t]*[*_-][ \t]*[*_-])", re.MULTILINE),
)
_TOO_MUCH = Fault(
    0,
    1,
    "M006",
    "this text is too long, or has too many brackets, backticks, headings or rules",
    "Divide it into several pages.",
)


@Remembered
def read_prose(text: str, folder: str) -> tuple[Prose, tuple[Fault, ...]]:
    """The prose, and its faults. ``folder`` is where its file stands: links are relative to it."""
    if len(text) > MOST_CHARACTERS or any(len(mark.findall(text)) > MOST_MARKS for mark in _MARKS):
        return Prose(), (_TOO_MUCH,)
    try:
        return _read(text, folder)
    except RecursionError:  # lists in lists in lists
        return Prose(), (_TOO_MUCH,)


def _read(text: str, folder: str) -> tuple[Prose, tuple[Fault, ...]]:
    faults: list[Fault] = []
    blocks: list[Written | Block] = []
    headings: list[tuple[int, int]] = []  # the line and the level of each, across blocks
    for piece in _pieces(text):
        if piece.fence is None:
            found = _Found(folder)
            clean = _CLEANER.clean(_CONVERTER.convert(piece.text, found)).strip()
            blocks += taken_apart(clean, _scan(piece, found, faults))
            headings += _headings(piece, found)
            faults.extend(_entities(_masked(piece.text, found.code), clean, piece.first))
        else:
            blocks.append(_block(piece, faults))
    faults += _out_of_order(headings)
    return Prose(tuple(blocks)), tuple(faults)


def _headings(piece: "_Piece", found: "_Found") -> Iterator[tuple[int, int]]:
    """The line and level of each heading that Markdown made: written with # or underlined."""
    lines = [_WITHIN.sub("", line) for line in _masked(piece.text, found.code).split("\n")]
    written = [
        (number, len(mark[1]) if (mark := _HEADING.match(line)) else 1 if lines[number + 1].startswith("=") else 2)
        for number, line in enumerate(lines)
        if _HEADING.match(line) or (line.strip() and number + 1 < len(lines) and _UNDERLINE.match(lines[number + 1]))
    ]
    above = -1
    for level in found.headings:
        above = next((number for number, one in written if one == level and number > above), above)
        yield piece.first + max(above, 0), level


def _out_of_order(headings: list[tuple[int, int]]) -> Iterator[Fault]:
    for line, level in headings:
        if level == 1:
            yield Fault(line, 1, "M008", "the first level of heading is the page's title", "Begin with ##.")
    for (_, above), (line, level) in pairwise(headings):
        if level > above + 1:
            yield Fault(line, 1, "M008", "a level of heading is left out", f"Write {'#' * (above + 1)} here.")


def _entities(masked: str, clean: str, first: int) -> Iterator[Fault]:
    """Characters that cannot be shown, at the references that stand for them: no other way is left by which one comes in."""
    if hidden(clean) is None:
        return
    found = False
    for number, line in enumerate(masked.split("\n"), first):
        for entity in re.finditer(r"&(?:#[xX]?[0-9a-fA-F]{1,8}|\w{2,40});", line):
            character = html.unescape(entity[0])
            if hidden(character) is not None:
                found = True
                yield Fault(number, entity.start() + 1, "R003", told(character), "Delete it.")
    if not found:  # it stands where what is code is not seen alike
        yield Fault(
            first, 1, "R003", told(clean[hidden(clean) or 0]), "Look for a reference such as &#x202E; and delete it."
        )


# -- pieces: stretches of Markdown, and blocks between them -------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Piece:
    lines: tuple[str, ...]
    first: int
    fence: str | None = None

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


HIDDEN = "."  # in place of a line within a block

_FENCE = re.compile(r"^(```+)\s*([A-Za-z][\w-]*)?\s*$")


def _fenced(lines: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """The blocks among some lines: where the fence of each stands, where the one that ends it does, and its name.

    One that does not end goes up to the last line.
    """
    number = 0
    while number < len(lines):
        opened = _FENCE.match(lines[number])
        if opened and opened[2] and (opened[2] in BLOCKS or did_you_mean(opened[2], BLOCKS)):
            end = next((n for n in range(number + 1, len(lines)) if lines[n].startswith(opened[1])), len(lines))
            yield number, end, opened[2]
            number = end
        number += 1


def _pieces(text: str) -> Iterator[_Piece]:
    lines = text.split("\n")
    start = 0
    for begin, end, name in _fenced(lines):
        if begin > start:
            yield _Piece(tuple(lines[start:begin]), start)
        yield _Piece(tuple(lines[begin + 1 : end]), begin, name)
        start = end + 1
    if start < len(lines):
        yield _Piece(tuple(lines[start:]), start)


def with_blocks_hidden(text: str) -> str:
    """The text with each line within its blocks as HIDDEN, so that what they place counts for nothing and no line moves."""
    lines = text.split("\n")
    for begin, end, _ in _fenced(lines):
        lines[begin + 1 : end] = [HIDDEN] * (end - begin - 1)
    return "\n".join(lines)


def without_blocks(text: str) -> str:
    """The text without the lines within its blocks: what is of one language alone."""
    lines = text.split("\n")
    for begin, end, _ in reversed(list(_fenced(lines))):
        del lines[begin + 1 : end]
    return "\n".join(lines)


def with_blocks_of(original: str, text: str) -> str:
    """The text with what the blocks of an original place in its own, where these are of the same kinds in the same order.

    A block that places the same stays as it is, and so do the lines below it.
    """
    theirs, lines = original.split("\n"), text.split("\n")
    blocks, others = list(_fenced(lines)), list(_fenced(theirs))
    if [name for *_, name in blocks] != [name for *_, name in others]:
        return text
    for (begin, end, _), (first, last, _) in reversed(list(zip(blocks, others, strict=True))):
        placed, own = theirs[first + 1 : last], lines[begin + 1 : end]
        if [one.strip() for one in placed if one.strip()] != [one.strip() for one in own if one.strip()]:
            lines[begin + 1 : end] = [*placed, *[""] * (len(own) - len(placed))]
    return "\n".join(lines)


def _block(piece: _Piece, faults: list[Fault]) -> Block:
    name = piece.fence or ""
    if name not in BLOCKS:
        faults.append(Fault(piece.first, 4, "M007", f"there is no block '{name}'", did_you_mean(name, BLOCKS)))
        return Block("event", ("none",))
    ids: list[str] = []
    references: list[Reference] = []
    topic = None
    added = False
    for number, line in enumerate(piece.lines, piece.first + 1):
        word = line.strip()
        column = len(line) - len(line.lstrip()) + 1
        if not word:
            continue
        if word.startswith("topic:"):
            topic = word.removeprefix("topic:").strip()
            references.append(Reference(Ref("topic", topic), number, column, "block"))
        elif word == "sum" and KIND_OF_FOLDER[name].adds_up:
            added = True
        elif ID.fullmatch(word):
            ids.append(word)
            references.append(Reference(Ref(BLOCKS[name], word), number, column, "block"))
        else:
            faults.append(
                Fault(
                    number,
                    column,
                    "M007",
                    f"'{word}' is neither an id nor 'topic: ...'",
                    "Write one id a line, without hyphens before it.",
                )
            )
    return Block(BLOCKS[name], tuple(ids), topic, added, piece.first, tuple(references))


# -- what can be seen in the text itself ------------------------------------------------------------------------------

_CODE = re.compile(r"(`+)(?!`)(?:(?!\n[ \t]*\n).)*?(?<!`)\1(?!`)", re.DOTALL)  # within a paragraph
_TAG = re.compile(r"<(?:/?[A-Za-z][^<>\s]*(?=[\s/>])|!--|!\[|\?)")
_AUTOLINK = re.compile(r"<https?://[^\s<>]*>|(?<=\]\()<[^<>\n]*>")  # and a link's target in angle brackets
_LIST = re.compile(r"^\s{0,3}([-*+]|\d{1,3}[.)])\s+\S")
_ATTRIBUTES = re.compile(r"\{:?\s*[.#][\w-]|\{:\s")
_IMAGE = re.compile(r"(?<!\\)!\[")
_HEADING = re.compile(r"^(#{1,6})[ \t]+\S")
_WITHIN = re.compile(r"^(?:[>]\s?|[-*+] +|\d+\. +| +(?=[>#*+-]))+")  # a quotation or an item that a heading stands in
_UNDERLINE = re.compile(r"^(=+|-+) *$")
_ITEM_WITHIN = re.compile(r"^ {1,3}([-*+]|\d{1,3}[.)])\s+\S")
_ITEM_WITHOUT_SPACE = re.compile(r"^\s{0,3}[-*+][\u00a0\u2007\u202f](?!\d)")
_NO_MARK = re.compile(r"^\d{1,3}\)\s+\S")  # which Markdown has no list for
_CLOSED = re.compile(r"^ {0,3}(?:#{1,6}[ \t]+\S|(?:[*_-][ \t]*){3,}$|\[[^\]]+\]:)")
_FOOTNOTE = re.compile(r"(?<!\\)\[\^[\w.]{1,40}\](?!\()")
_COLUMNS = re.compile(r"^ {0,3}\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)+\|?\s*$")
_MARKED = re.compile(r"\[known (\d[^\[\]]*)\](?!\()")


def _masked(text: str, code: set[str]) -> str:
    """The text with code blanked out, so that what is shown as code is not read as anything else."""

    def blank(match: re.Match[str]) -> str:
        return re.sub(r"[^\n]", " ", match.group())

    lines = [
        " " * len(line) if line.startswith(("    ", "\t")) and line.strip() in code else line
        for line in text.split("\n")
    ]
    return _CODE.sub(blank, "\n".join(lines))


def _scan(piece: _Piece, found: "_Found", faults: list[Fault]) -> Mapping[str, Reference]:
    """What is wrong, at its place; and what is named, by the address under which it comes through Markdown."""
    masked = _masked(piece.text, found.code)

    def place(start: int) -> tuple[int, int]:
        line = masked.count("\n", 0, start)
        return piece.first + line, start - (masked.rfind("\n", 0, start) + 1) + 1

    without_links = _AUTOLINK.sub(lambda match: " " * len(match.group()), masked)
    for pattern, within, fault in (
        (_TAG, without_links, ("M001", "raw HTML is not used here", "Write Markdown; for a plain < write &lt;.")),
        (_IMAGE, masked, ("M005", "images are not used here", "Describe it, and link to its source.")),
        (_ATTRIBUTES, masked, ("M005", "attribute lists { } are not used here", "Delete it.")),
        (
            _FOOTNOTE,
            masked,
            ("M009", "footnotes are not used here", "Cite a source as [@source-id], or write it in the text."),
        ),
    ):
        faults.extend(Fault(*place(match.start()), *fault) for match in pattern.finditer(within))
    faults.extend(
        Fault(*place(match.start()), "D005", f"'{match[1]}' is not a day", "Write it as [known 2021-12-28].")
        for match in _MARKED.finditer(masked)
        if not _is_day(match[1])
    )
    _scan_lines(piece, masked, faults)
    named: dict[str, Reference] = {}
    places: dict[str, Iterator[re.Match[str]]] = {}

    def find(words: str) -> tuple[int, int]:
        """Where words stand: of the same words the next place each time."""
        pattern = r"(?<![\w./-])" + r"\s+".join(map(re.escape, words.split())) + r"(?![\w./#-])"
        match = next(places.setdefault(words, re.finditer(pattern, masked)), None) or re.search(pattern, masked)
        return place(match.start()) if match and words.strip() else (piece.first, 1)

    lists = {one.line for one in faults if one.code == "M004"}
    for text in found.swallowed:
        line, _ = find(text.strip())
        if line not in lists:
            lists.add(line)
            message = "this looks like an item of a list, but belongs to the text above"
            faults.append(
                Fault(line, 1, "M004", message, "Put an empty line before a list; lists of two sorts are two lists.")
            )
    for number, (target, outcome) in enumerate(found.links):
        line, start = find(target)
        if isinstance(outcome, Ref):
            named[f"{LINKED}{number}"] = Reference(outcome, line, start, "link", _heading_of(target))
        else:
            faults.append(Fault(line, start, *outcome))
    for number, word in enumerate(found.citations):
        line, start = find(word)
        if (name := _cited(word)) is not None:
            named[f"{CITED}{number}"] = Reference(Ref("source", name), line, start, "citation")
        else:
            told = f"'{' '.join(word.split())}' is not a citation"
            faults.append(Fault(line, start, "D009", told, "Write [@source-id], or [@one; @two]."))
    return named


def _is_day(text: str) -> bool:
    try:
        return KNOWN.fullmatch(f"[known {text}]") is not None and bool(dt.date.fromisoformat(text))
    except ValueError:
        return False


def _cited(word: str) -> str | None:
    """The id of a source in ``@id``."""
    return word[1:] if word.startswith("@") and ID.fullmatch(word[1:]) else None


def _scan_lines(piece: _Piece, masked: str, faults: list[Fault]) -> None:
    """Lines that look like what they are not."""
    above = ""
    first: int | None = None  # the indent of the first item of a list that goes on
    lines = masked.split("\n")
    for number, (line, written) in enumerate(zip(lines, piece.text.split("\n"), strict=True)):
        item = _LIST.match(line)
        indent = len(line) - len(line.lstrip(" "))
        told = None
        if _CLOSED.match(above) or (_UNDERLINE.match(above) and number > 1 and lines[number - 2].strip()):
            above = ""  # a heading, a rule or a definition, behind which a paragraph may begin at once
        if item and above.strip() and first is None:
            told = (
                "M004",
                "this looks like a list, but belongs to the paragraph above",
                "Put an empty line before it.",
            )
        elif item and first is not None and first < indent and _ITEM_WITHIN.match(line):
            told = (
                "M004",
                "this item looks as if it stood within the one above, and does not",
                "Indent it by four spaces.",
            )
        elif _ITEM_WITHOUT_SPACE.match(line):
            told = (
                "M004",
                "this looks like a list, but no plain space stands behind its mark",
                "Put a plain space there.",
            )
        elif (
            "|" in line
            and above.strip()
            and number + 1 < len(lines)
            and _COLUMNS.match(lines[number + 1])
            and "|" not in above
        ):
            told = (
                "M004",
                "this looks like a table, but belongs to the paragraph above",
                "Put an empty line before it.",
            )
        elif written.startswith("\t") and written.strip() and not above.strip() and first is None:
            told = (
                "M010",
                "this is shown as code, for a tab stands before it",
                "Delete the tab; code is indented by four spaces.",
            )
        if told:
            faults.append(Fault(piece.first + number, 1, *told))
        if item:
            first = indent if first is None else first
        elif not line.strip() or not line.startswith((" ", "\t")):
            first = first if first is not None and (not line.strip() or above.strip()) else None
        above = line


# -- to HTML ----------------------------------------------------------------------------------------------------------


_TAGS = {
    "a", "abbr", "blockquote", "br", "code", "em", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "strong",
    "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip

_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    attributes={
        "a": {"href", "title"},
        "th": {"scope"},
        **{f"h{level}": {"id"} for level in range(2, 7)},
        "ol": {"start"},
    },
    url_schemes={"http", "https", "mailto", "onrecord"},
    link_rel=None,
)


class _Found:
    """What Markdown finds in one piece: links with what each leads to, citations, lines of code. Filled while it runs."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.links: list[tuple[str, Ref | tuple[str, str, str]]] = []
        self.citations: list[str] = []
        self.code: set[str] = set()
        self.headings: list[int] = []  # the level of each
        self.swallowed: list[str] = []  # lines of running text that look like items of a list

    def address(self, target: str) -> str:
        """What is written in place of a link's target."""
        if re.match(r"^https?://[^/]|^mailto:[^@\s]+@", target, re.IGNORECASE):
            return target
        if re.match(r"^[a-z][a-z0-9+.-]*:|^//|^\\", target.strip(), re.IGNORECASE) or not target.strip():
            self.links.append(
                (target, ("M002", f"a link to '{target}' is not allowed", "Link to a record's file, or to https://..."))
            )
            return "#"
        outcome = self._record(target)
        self.links.append((target, outcome))
        if not isinstance(outcome, Ref):
            return "#"
        return f"{LINKED}{len(self.links) - 1}"

    def _record(self, target: str) -> Ref | tuple[str, str, str]:
        path, _, fragment = unquote(target).partition("#")
        steps: list[str] = list(PurePosixPath(self.folder).parts)
        for step in PurePosixPath(path).parts:
            if step == "..":
                if not steps:
                    return ("M003", f"the link '{target}' leaves the project", "Links to records stay within content/.")
                steps.pop()
            else:
                steps.append(step)
        if path.startswith("/"):
            return ("M003", f"the link '{target}' leaves the project", "Write it relative to this file.")
        inner = steps[1:] if steps[:1] == ["content"] else []
        if len(inner) == 2 and inner[0] in FOLDERS and inner[1].endswith(".md"):
            return _ref(FOLDERS[inner[0]], inner[1].removesuffix(".md"), target)
        if len(inner) == 1 and inner[0].endswith(".yml") and inner[0].removesuffix(".yml") in FOLDERS and fragment:
            return _ref(FOLDERS[inner[0].removesuffix(".yml")], fragment, target)
        return ("L004", f"the link '{target}' leads to no record", "Write '../events/ID.md', or '../figures.yml#ID'.")


def _heading_of(target: str) -> str:
    """What a link to a record's file names of a heading; in a collective file what stands behind the # is the record."""
    path, _, fragment = unquote(target).partition("#")
    return fragment if path.endswith(".md") else ""


def _ref(kind: str, record_id: str, target: str) -> Ref | tuple[str, str, str]:
    if ID.fullmatch(record_id):
        return Ref(kind, record_id)
    return ("L004", f"the link '{target}' leads to no record", "An id has small letters, digits and hyphens only.")


class _Converter:
    """Python-Markdown set up once, which takes longer than most texts. What it finds goes to the text that it is at."""

    def __init__(self) -> None:
        self.found = _Found("")
        self.markdown = self.made()

    def made(self) -> markdown.Markdown:
        """A converter that has read nothing yet."""
        converter = markdown.Markdown(
            extensions=[
                TableExtension(use_align_attribute=True),
                SaneListExtension(),
                TocExtension(marker="", slugify=lambda text, separator: f"s-{slugify_unicode(text, separator)}"),
                _House(self),
            ],
            output_format="html",
        )
        # Raw HTML has been reported; should any pass, it is shown as text.
        converter.preprocessors.deregister("html_block")
        converter.inlinePatterns.deregister("html")
        converter.inlinePatterns.deregister("automail")
        return converter

    def convert(self, text: str, found: _Found) -> str:
        """The HTML of a text, not yet cleaned."""
        self.found = found
        try:
            return self.markdown.reset().convert(text)
        except RecursionError:
            self.markdown = self.made()  # it stopped halfway, and holds what reset() does not clear
            raise


class _House(Extension):
    """Citations, and links to records."""

    def __init__(self, converter: _Converter) -> None:
        super().__init__()
        self.converter = converter

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 - the library's name
        md.inlinePatterns.register(_Citations(md, self.converter), "citation", 175)
        md.inlinePatterns.register(_Known(rf"(?<!\s)\s*{KNOWN.pattern}", md), "known", 176)
        md.treeprocessors.register(_Addresses(md, self.converter), "addresses", 1)
        md.parser.blockprocessors.register(_Headings(md.parser), "hashheader", 70)


_W = r"[^ \t\n]+"


class _Headings(HashHeaderProcessor):
    """Headings have a space behind their marks (CommonMark): ``#hashtag`` is text, and ``## C#`` keeps its last mark."""

    RE = re.compile(
        rf"(?:^|\n)(?P<level>#{{1,6}})[ \t]+(?P<header>{_W}(?:[ \t]+(?!#+[ \t]*(?:\n|$)){_W})*)(?:[ \t]+#+)?[ \t]*(?:\n|$)"
    )


class _Citations(InlineProcessor):
    def __init__(self, md: markdown.Markdown, converter: _Converter) -> None:
        super().__init__(r"\[(@[^\[\]]*)\]", md)
        self.converter = converter

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]  # noqa: ARG002, N802
        group = Element("sup")
        for word in m[1].split(";"):
            if _cited(word.strip()) is not None:
                SubElement(group, "a", {"class": "ours", "href": f"{CITED}{len(self.converter.found.citations)}"})
            self.converter.found.citations.append(word.strip())
        return group, m.start(0), m.end(0)


class _Known(InlineProcessor):
    """The date from which a paragraph was known is for pages as of a date, not for readers."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]  # noqa: ARG002, N802
        return Element("a", {"class": "ours", "href": f"{SINCE}{m[1] if _is_day(m[1]) else ''}"}), m.start(0), m.end(0)


def _running(block: Element) -> str:
    """The text of a block itself, without that of blocks within it."""
    inner = (child for child in block if child.tag not in {"p", "ul", "ol", "pre", "blockquote", "table"})
    pieces = {child: "".join(child.itertext()) for child in inner}
    return (block.text or "") + "".join(pieces.get(child, "\n") + (child.tail or "") for child in block)


class _Addresses(Treeprocessor):
    def __init__(self, md: markdown.Markdown, converter: _Converter) -> None:
        super().__init__(md)
        self.converter = converter

    def run(self, root: Element) -> Any:
        found = self.converter.found
        for block in root.iter("pre"):
            text = html.unescape("".join(block.itertext()))
            found.code.update(line.strip() for line in text.split("\n"))
        for block in (one for one in root.iter() if one.tag in {"p", "li"}):
            first, *lines = _running(block).split("\n")
            found.swallowed += list(filter(_LIST.match, lines))[:1]  # the others stand below it
            found.swallowed += [first] if block.tag == "p" and _NO_MARK.match(first) else []
        found.headings += [int(one.tag[1]) for one in root.iter() if re.fullmatch("h[1-6]", str(one.tag))]
        for link in root.iter("a"):
            if link.get("class") != "ours":  # which the allow-list leaves out
                link.set("href", found.address(link.get("href", "")))


_CONVERTER = _Converter()
