"""Markdown to HTML, with what it names. The only module that imports markdown.

A link to a record, and a citation, come through as ``onrecord:`` with the number of what was found; a day, as itself.
"""

import datetime as dt
import html
import re
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote
from xml.etree.ElementTree import Element, SubElement

import markdown
from markdown.blockprocessors import HashHeaderProcessor
from markdown.extensions import Extension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.extensions.toc import TocExtension, slugify_unicode
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor

from onrecord.prose.apart import CITED, LINKED, SINCE
from onrecord.records.fields import ID, Ref
from onrecord.records.folders import FOLDERS

# Since when a paragraph holds, for pages as of a day: [known 2021-12-28].
KNOWN = re.compile(r"\[known (\d{4}-\d{2}-\d{2})\](?!\()")

LIST = re.compile(r"^\s{0,3}([-*+]|\d{1,3}[.)])\s+\S")
_NO_MARK = re.compile(r"^\d{1,3}\)\s+\S")  # which Markdown has no list for


def is_day(text: str) -> bool:
    """Whether a text is a day as it is written in ``[known 2021-12-28]``."""
    try:
        return KNOWN.fullmatch(f"[known {text}]") is not None and bool(dt.date.fromisoformat(text))
    except ValueError:
        return False


# [@source-id], [@one; @two], [@source-id "words"]: within words there may be brackets, but no straight quotation mark.
# No empty line is within them.
_ON = r"\n(?![ \t]*\n)"
CITATIONS = rf'\[(@(?>[^\[\]"\n]|{_ON}|"(?>[^"\n]|{_ON})*+")*+)\]'
_CITATION = re.compile(r'@([^\s"]+)(?:\s+"([^"]*\S[^"]*)")?')


def cited(text: str) -> tuple[str, str] | None:
    """The id of a source in ``@id``, and in ``@id "words"`` the words too, with single spaces; None for what is neither."""
    match = _CITATION.fullmatch(text)
    return (match[1], " ".join((match[2] or "").split())) if match and ID.fullmatch(match[1]) else None


def heading_of(target: str) -> str:
    """What a link to a record's file names of a heading; in a collective file what stands behind the # is the record."""
    path, _, fragment = unquote(target).partition("#")
    return fragment if path.endswith(".md") else ""


class Found:
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


def _ref(kind: str, record_id: str, target: str) -> Ref | tuple[str, str, str]:
    if ID.fullmatch(record_id):
        return Ref(kind, record_id)
    return ("L004", f"the link '{target}' leads to no record", "An id has small letters, digits and hyphens only.")


class _Converter:
    """Python-Markdown set up once, which takes longer than most texts. What it finds goes to the text that it is at."""

    def __init__(self) -> None:
        self.found = Found("")
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

    def convert(self, text: str, found: Found) -> str:
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
        super().__init__(CITATIONS, md)
        self.converter = converter

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]  # noqa: ARG002, N802
        group = Element("sup")
        for text in _parted(m[1]):
            if cited(text) is not None:
                SubElement(group, "a", {"class": "ours", "href": f"{CITED}{len(self.converter.found.citations)}"})
            self.converter.found.citations.append(text)
        return group, m.start(0), m.end(0)


def _parted(text: str) -> list[str]:
    """What stands between semicolons; one within words parts nothing."""
    parts = [""]
    for piece in re.findall(r'"[^"]*"|[^";]+|[";]', text):
        if piece == ";":
            parts.append("")
        else:
            parts[-1] += piece
    return [part.strip() for part in parts]


class _Known(InlineProcessor):
    """The date from which a paragraph was known is for pages as of a date, not for readers."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]  # noqa: ARG002, N802
        return Element("a", {"class": "ours", "href": f"{SINCE}{m[1] if is_day(m[1]) else ''}"}), m.start(0), m.end(0)


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
        for block in (element for element in root.iter() if element.tag in {"p", "li"}):
            first, *lines = _running(block).split("\n")
            found.swallowed += list(filter(LIST.match, lines))[:1]  # the others stand below it
            found.swallowed += [first] if block.tag == "p" and _NO_MARK.match(first) else []
        found.headings += [int(element.tag[1]) for element in root.iter() if re.fullmatch("h[1-6]", str(element.tag))]
        for link in root.iter("a"):
            if link.get("class") != "ours":  # which the allow-list leaves out
                link.set("href", found.address(link.get("href", "")))


_CONVERTER = _Converter()


def convert(text: str, folder: str) -> tuple[str, Found]:
    """The HTML of a text in a file of the folder, not yet cleaned, and what was found in it.

    What is nested too deep is a RecursionError.
    """
    found = Found(folder)
    return _CONVERTER.convert(text, found), found
