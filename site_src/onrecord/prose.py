"""Markdown: what it refers to, with lines, and the clean HTML it makes. The only module that imports markdown.

Raw HTML is refused and what Markdown made is cleaned by an allow-list all the same, as the last step. Links to records
leave here as ``onrecord:`` addresses, which a page later makes relative to itself.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import PurePosixPath
from typing import Any, Literal
from urllib.parse import unquote
from xml.etree.ElementTree import Element, SubElement

import markdown
import nh3
from markdown.extensions import Extension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.extensions.toc import TocExtension, slugify_unicode
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor

from onrecord.problems import did_you_mean
from onrecord.records.fields import FOLDERS, ID, Ref

MOST_CHARACTERS = 64_000
MOST_BRACKETS = 2_000  # Python-Markdown takes time by the square of them

BLOCKS = {"events": "event", "statements": "statement", "figures": "figure", "measures": "measure", "demands": "demand"}

ADDRESS = re.compile(r'href="onrecord:(?P<kind>[a-z]+)/(?P<id>[a-z0-9-]+)"')


@dataclass(frozen=True, slots=True)
class Html:
    """A stretch of clean HTML."""

    html: str


@dataclass(frozen=True, slots=True)
class Block:
    """A place where records are shown: those named, those of a topic, or all of the kind."""

    kind: str
    ids: tuple[str, ...] = ()
    topic: str | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """A record that prose names, with the line (from 0) and column (from 1) in it, and how."""

    ref: Ref
    line: int
    column: int
    how: Literal["link", "citation", "block"]


@dataclass(frozen=True, slots=True)
class Fault:
    """A mistake in prose: line from 0, column from 1."""

    line: int
    column: int
    code: str
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Prose:
    """Markdown that was read: what to show, and what it names."""

    parts: tuple[Html | Block, ...] = ()
    references: tuple[Reference, ...] = ()

    @property
    def citations(self) -> tuple[Ref, ...]:
        """The sources cited, each once, in order."""
        return tuple(dict.fromkeys(one.ref for one in self.references if one.how == "citation"))


@lru_cache(maxsize=8192)
def read_prose(text: str, folder: str) -> tuple[Prose, tuple[Fault, ...]]:
    """The prose, and its faults. ``folder`` is where its file stands: links are relative to it."""
    if len(text) > MOST_CHARACTERS or text.count("[") > MOST_BRACKETS:
        return Prose(), (
            Fault(0, 1, "M006", "this text is too long, or has too many brackets", "Divide it into several pages."),
        )
    faults: list[Fault] = []
    references: list[Reference] = []
    parts: list[Html | Block] = []
    for piece in _pieces(text):
        if piece.fence is None:
            _scan(piece, faults, references)
            html = _to_html(piece, folder, faults, references)
            if html:
                parts.append(Html(html))
        else:
            parts.append(_block(piece, faults, references))
    return Prose(tuple(parts), tuple(references)), tuple(faults)


# -- pieces: stretches of Markdown, and blocks between them -------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Piece:
    lines: tuple[str, ...]
    first: int
    fence: str | None = None

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


_FENCE = re.compile(r"^(```+)\s*([A-Za-z][\w-]*)?\s*$")


def _pieces(text: str) -> Iterator[_Piece]:
    lines = text.split("\n")
    held: list[str] = []
    start = number = 0
    while number < len(lines):
        opened = _FENCE.match(lines[number])
        if opened and opened[2] and (opened[2] in BLOCKS or did_you_mean(opened[2], BLOCKS)):
            if held:
                yield _Piece(tuple(held), start)
            end = next((n for n in range(number + 1, len(lines)) if lines[n].startswith(opened[1])), len(lines))
            yield _Piece(tuple(lines[number + 1 : end]), number, opened[2])
            number, start, held = end + 1, end + 1, []
            continue
        held.append(lines[number])
        number += 1
    if held:
        yield _Piece(tuple(held), start)


def _block(piece: _Piece, faults: list[Fault], references: list[Reference]) -> Block:
    name = piece.fence or ""
    if name not in BLOCKS:
        faults.append(Fault(piece.first, 4, "M007", f"there is no block '{name}'", did_you_mean(name, BLOCKS)))
        return Block("event", ("none",))
    ids: list[str] = []
    topic = None
    for number, line in enumerate(piece.lines, piece.first + 1):
        word = line.strip()
        column = len(line) - len(line.lstrip()) + 1
        if not word:
            continue
        if word.startswith("topic:"):
            topic = word.removeprefix("topic:").strip()
            references.append(Reference(Ref("topic", topic), number, column, "block"))
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
    return Block(BLOCKS[name], tuple(ids), topic)


# -- what can be seen in the text itself ------------------------------------------------------------------------------

_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)", re.DOTALL)
_TAG = re.compile(r"<(?:/?[A-Za-z][^<>\s]*(?=[\s/>])|!--|!\[|\?)")
_AUTOLINK = re.compile(r"<https?://[^\s<>]*>")
_CITATION = re.compile(r"(?<!\\)\[(@[^\[\]]*)\]")
_LIST = re.compile(r"^\s{0,3}([-*+]|\d{1,3}[.)])\s+\S")
_ATTRIBUTES = re.compile(r"\{:?\s*[.#][\w-]|\{:\s")
_IMAGE = re.compile(r"(?<!\\)!\[")
_HEADING = re.compile(r"^(#{1,6})\s+\S")


def _masked(text: str) -> str:
    """The text with code blanked out, so that what is shown as code is not read as anything else."""

    def blank(match: re.Match[str]) -> str:
        return re.sub(r"[^\n]", " ", match.group())

    lines = [" " * len(line) if line.startswith(("    ", "\t")) else line for line in text.split("\n")]
    return _CODE.sub(blank, "\n".join(lines))


def _scan(piece: _Piece, faults: list[Fault], references: list[Reference]) -> None:
    masked = _masked(piece.text)

    def place(start: int) -> tuple[int, int]:
        line = masked.count("\n", 0, start)
        return piece.first + line, start - (masked.rfind("\n", 0, start) + 1) + 1

    without_links = _AUTOLINK.sub(lambda match: " " * len(match.group()), masked)
    for pattern, within, fault in (
        (_TAG, without_links, ("M001", "raw HTML is not used here", "Write Markdown; for a plain < write &lt;.")),
        (_IMAGE, masked, ("M005", "images are not used here", "Describe it, and link to its source.")),
        (_ATTRIBUTES, masked, ("M005", "attribute lists { } are not used here", "Delete it.")),
    ):
        faults.extend(Fault(*place(match.start()), *fault) for match in pattern.finditer(within))
    for match in _CITATION.finditer(masked):
        column = 1
        for word in match[1].split(";"):
            name = word.strip().removeprefix("@")
            line, start = place(match.start(1) + column - 1)
            column += len(word) + 1
            if word.strip().startswith("@") and ID.fullmatch(name):
                references.append(Reference(Ref("source", name), line, start, "citation"))
            else:
                faults.append(
                    Fault(
                        line,
                        start,
                        "D009",
                        f"'{word.strip()}' is not a citation",
                        "Write [@source-id], or [@one; @two].",
                    )
                )
    _scan_lines(piece, masked, faults)


def _scan_lines(piece: _Piece, masked: str, faults: list[Fault]) -> None:
    before = ""
    in_list = False
    for number, line in enumerate(masked.split("\n"), piece.first):
        item = _LIST.match(line)
        if item and before.strip() and not in_list:
            faults.append(
                Fault(
                    number,
                    1,
                    "M004",
                    "this looks like a list, but belongs to the paragraph above",
                    "Put an empty line before it.",
                )
            )
        in_list = bool(item) or (in_list and bool(line.strip()))
        before = line
        heading = _HEADING.match(line)
        if heading and len(heading[1]) == 1:
            faults.append(Fault(number, 1, "M008", "the first level of heading is the page's title", "Begin with ##."))
    levels = [
        (number, len(found[1]))
        for number, line in enumerate(masked.split("\n"), piece.first)
        if (found := _HEADING.match(line))
    ]
    for (_, above), (number, level) in pairwise(levels):
        if level > above + 1:
            faults.append(
                Fault(number, 1, "M008", "a level of heading is left out", f"Write {'#' * (above + 1)} here.")
            )


# -- to HTML ----------------------------------------------------------------------------------------------------------


def _to_html(piece: _Piece, folder: str, faults: list[Fault], references: list[Reference]) -> str:
    links = _Links(folder)
    converter = markdown.Markdown(
        extensions=[
            TableExtension(use_align_attribute=True),
            SaneListExtension(),
            TocExtension(marker="", slugify=lambda text, separator: f"s-{slugify_unicode(text, separator)}"),
            _House(links),
        ],
        output_format="html",
    )
    # Raw HTML has been reported; should any pass, it is shown as text.
    converter.preprocessors.deregister("html_block")
    converter.inlinePatterns.deregister("html")
    made = converter.convert(piece.text)
    for target, outcome in links.found:
        line, column = _find(piece, target)
        if isinstance(outcome, Ref):
            references.append(Reference(outcome, line, column, "link"))
        else:
            faults.append(Fault(line, column, *outcome))
    return nh3.clean(
        made,
        tags=_TAGS,
        attributes={
            "a": {"href", "title"},
            "th": {"scope"},
            **{f"h{level}": {"id"} for level in range(2, 7)},
            "ol": {"start"},
        },
        allowed_classes={"a": {"citation"}},
        url_schemes={"http", "https", "mailto", "onrecord"},
        link_rel=None,
    ).strip()


_TAGS = {
    "a", "abbr", "blockquote", "br", "code", "em", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "strong",
    "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip


def _find(piece: _Piece, target: str) -> tuple[int, int]:
    for number, line in enumerate(piece.lines):
        column = line.find(target)
        if column >= 0:
            return piece.first + number, column + 1
    return piece.first, 1


class _Links:
    """The links of one piece, and what each leads to; filled while Markdown runs."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.found: list[tuple[str, Ref | tuple[str, str, str]]] = []

    def address(self, target: str) -> str:
        """What is written in place of a link's target."""
        if re.match(r"^https?://[^/]|^mailto:[^@\s]+@", target):
            return target
        if re.match(r"^[a-z][a-z0-9+.-]*:|^//|^\\", target.strip(), re.IGNORECASE) or not target.strip():
            self.found.append(
                (target, ("M002", f"a link to '{target}' is not allowed", "Link to a record's file, or to https://..."))
            )
            return "#"
        outcome = self._record(target)
        self.found.append((target, outcome))
        return f"onrecord:{outcome.kind}/{outcome.id}" if isinstance(outcome, Ref) else "#"

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
        if len(inner) == 1 and inner[0].removesuffix(".yml") in FOLDERS and fragment:
            return _ref(FOLDERS[inner[0].removesuffix(".yml")], fragment, target)
        return ("L004", f"the link '{target}' leads to no record", "Write '../events/ID.md', or '../figures.yml#ID'.")


def _ref(kind: str, record_id: str, target: str) -> Ref | tuple[str, str, str]:
    if ID.fullmatch(record_id):
        return Ref(kind, record_id)
    return ("L004", f"the link '{target}' leads to no record", "An id has small letters, digits and hyphens only.")


class _House(Extension):
    """Citations, and links to records."""

    def __init__(self, links: _Links) -> None:
        super().__init__()
        self.links = links

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 - the library's name
        md.inlinePatterns.register(_Citations(r"\[(@[^\[\]]*)\]", md), "citation", 175)
        md.treeprocessors.register(_Addresses(md, self.links), "addresses", 1)


class _Citations(InlineProcessor):
    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]  # noqa: ARG002, N802
        group = Element("sup")
        for word in m[1].split(";"):
            name = word.strip().removeprefix("@")
            if ID.fullmatch(name):
                link = SubElement(group, "a", {"class": "citation", "href": f"onrecord:source/{name}"})
                link.text = name
        return group, m.start(0), m.end(0)


class _Addresses(Treeprocessor):
    def __init__(self, md: markdown.Markdown, links: _Links) -> None:
        super().__init__(md)
        self.links = links

    def run(self, root: Element) -> Any:
        for link in root.iter("a"):
            if link.get("class") != "citation":
                address = self.links.address(link.get("href", ""))
                link.set("href", address)
                if not "".join(link.itertext()).strip():
                    link.text = address  # an empty link takes the record's title when it is shown
