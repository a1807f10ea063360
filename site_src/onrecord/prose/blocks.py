"""What prose is made of: blocks of text with their runs, and blocks that place records. No Markdown, and no HTML.

A value of these types holds nothing but text, ids and addresses, so whatever it says, ``write`` can escape it.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from typing import Literal

from onrecord.records.fields import Ref

# -- runs: what stands within a line ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Reference:
    """A record that prose names, with the line (from 0) and column (from 1) in it, and how."""

    ref: Ref
    line: int
    column: int
    how: Literal["link", "citation", "block"]
    heading: str = ""  # of a link: what it names of a heading, where it leads to one
    words: str = ""  # of a citation: the passage that it names


@dataclass(frozen=True, slots=True)
class Text:
    """Plain text; a line feed in it is only a space to readers."""

    text: str


@dataclass(frozen=True, slots=True)
class Snippet:
    """Code within a line."""

    text: str


@dataclass(frozen=True, slots=True)
class Break:
    """The end of a line that is meant."""


@dataclass(frozen=True, slots=True)
class Stressed:
    """Runs with emphasis."""

    how: Literal["em", "strong"]
    runs: "tuple[Run, ...]"


@dataclass(frozen=True, slots=True)
class Link:
    """A link to a record, or out of the site. Without runs it is shown by what it leads to."""

    to: Reference | str
    runs: "tuple[Run, ...]" = ()
    title: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """The sources that are cited at a place."""

    references: tuple[Reference, ...]


Run = Text | Snippet | Break | Stressed | Link | Citation

# -- blocks -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Runs. ``known`` are the days (ISO 8601) from which it is said to have been known."""

    runs: tuple[Run, ...]
    known: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its level from 2 to 6, and its HTML id."""

    level: int
    id: str
    runs: tuple[Run, ...]
    known: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list: runs, blocks, or runs with blocks below them."""

    content: "tuple[Run | Written, ...]"
    known: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Items:
    """A list; with the number of its first item where it is numbered."""

    items: tuple[Item, ...]
    start: int | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """Blocks that are quoted."""

    blocks: "tuple[Written, ...]"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, each of runs; the first rows may be heads."""

    heads: tuple[tuple[tuple[Run, ...], ...], ...]
    rows: tuple[tuple[tuple[Run, ...], ...], ...]
    known: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Code:
    """Lines of code."""

    text: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across."""


Written = Paragraph | Heading | Items | Quote | Table | Code | Rule


@dataclass(frozen=True, slots=True)
class Block:
    """A place where records are shown: those named, those of a topic, or all of the kind."""

    kind: str
    ids: tuple[str, ...] = ()
    topic: str | None = None
    sum: bool = False  # whether the figures are to be added up
    line: int = 0
    references: tuple[Reference, ...] = ()  # the records and the topic that it names


@dataclass(frozen=True, slots=True)
class Stretch:
    """Blocks of text between two places for records, with their language where that is not the page's."""

    blocks: tuple[Written, ...]
    language: str | None = None


@dataclass(frozen=True)
class Prose:
    """Prose: its blocks, in order, and their language where that is not the page's."""

    blocks: tuple[Written | Block, ...] = ()
    language: str | None = None

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        """All that it names, in the order of their places."""
        return tuple(sorted(references(self.blocks), key=lambda reference: (reference.line, reference.column)))

    @property
    def parts(self) -> tuple[Stretch | Block, ...]:
        """Stretches of text, and the places for records between them."""
        found: list[Stretch | Block] = []
        for places, blocks in groupby(self.blocks, lambda one: isinstance(one, Block)):
            if places:
                found += [block for block in blocks if isinstance(block, Block)]
            else:
                found.append(Stretch(tuple(block for block in blocks if not isinstance(block, Block)), self.language))
        return tuple(found)

    @property
    def citations(self) -> tuple[Ref, ...]:
        """The sources cited, each once, in order."""
        return tuple(dict.fromkeys(reference.ref for reference in self.references if reference.how == "citation"))

    @property
    def headings(self) -> tuple[str, ...]:
        """The ids of its headings, in order."""
        return tuple(block.id for block in within(self.blocks) if isinstance(block, Heading))

    def heading(self, named: str) -> str | None:
        """The id of a heading as a link names it: as GitHub has it, or as the page does, with ``s-`` before it."""
        return next((one for one in (f"s-{named}", named) if one in self.headings), None)


# All of which prose is made; so it can be kept as plain data.
TYPES = (
    Prose, Block, Reference, Ref, Paragraph, Heading, Items, Item, Quote, Table, Code, Rule, Text, Snippet, Break, Stressed,
    Link, Citation,
)  # fmt: skip

Part = Written | Block | Item | Run
Unit = Written | Block | Item


def inner(part: Part) -> tuple[Part, ...]:
    """What stands within a block, an item or a run, in order."""
    match part:
        case Paragraph() | Heading() | Stressed() | Link():
            return part.runs
        case Item():
            return part.content
        case Items():
            return part.items
        case Quote():
            return part.blocks
        case Table():
            return tuple(run for row in (*part.heads, *part.rows) for cell in row for run in cell)
        case _:
            return ()


def within(parts: Iterable[Part]) -> Iterator[Part]:
    """Parts and all that stands within them, in order."""
    for part in parts:
        yield part
        yield from within(inner(part))


def references(parts: Iterable[Part]) -> Iterator[Reference]:
    """What parts name, in order."""
    for part in within(parts):
        match part:
            case Block() | Citation():
                yield from part.references
            case Link(Reference() as named):
                yield named


def by_source(citation: Citation) -> tuple[tuple[Ref, tuple[Reference, ...]], ...]:
    """What one place of the text cites: each source once, in order, with all that names it there."""
    sources = dict.fromkeys(named.ref for named in citation.references)
    return tuple((ref, tuple(named for named in citation.references if named.ref == ref)) for ref in sources)


def known(parts: Iterable[Part]) -> Iterator[dt.date]:
    """The days from which parts are said to have been known, in order."""
    for part in within(parts):
        if isinstance(part, Paragraph | Heading | Item | Table):
            yield from map(dt.date.fromisoformat, part.known)


def units(prose: Prose) -> Iterator[Unit]:
    """The blocks of prose, of lists the items: what an earlier day shows, or leaves out, as a whole."""
    for block in prose.blocks:
        yield from block.items if isinstance(block, Items) else (block,)


def rests_on(unit: Unit) -> tuple[str, ...]:
    """All that a unit names, links to and says of its day, in any order; of a block that places records, its kind alone."""
    if isinstance(unit, Block):
        return ("block", unit.kind)
    named = (
        f"{reference.how} {reference.ref.kind}/{reference.ref.id}#{reference.heading} {reference.words}"
        for reference in references((unit,))
    )
    outside = (link.to for link in within((unit,)) if isinstance(link, Link) and isinstance(link.to, str))
    return tuple(sorted((*named, *outside, *map(str, known((unit,))))))


def line_of(all_units: Sequence[Unit], place: int, text: str) -> int:
    """The line, from 0, on which the unit at a place begins in the text that they were read from, as far as that can be told."""
    lines, line = text.split("\n"), -1
    for unit in all_units[: place + 1]:
        texts = (part.text.strip() for part in within((unit,)) if isinstance(part, Text))
        words = next(filter(None, texts), "").partition("\n")[0]
        below = (number for number in range(line + 1, len(lines)) if words and words in lines[number])
        line = unit.line if isinstance(unit, Block) else next(below, max(line, 0))
    return line


def with_headings(blocks: tuple[Written, ...], changed: Callable[[Heading], Heading]) -> tuple[Written, ...]:
    """Blocks with each heading in them, in order, as it is ``changed``."""

    def block(written: Written) -> Written:
        match written:
            case Heading():
                return changed(written)
            case Quote():
                return Quote(tuple(map(block, written.blocks)))
            case Items():
                return replace(written, items=tuple(map(item, written.items)))
            case _:
                return written

    def item(item: Item) -> Item:
        return replace(item, content=tuple(block(part) if isinstance(part, Written) else part for part in item.content))

    return tuple(map(block, blocks))


def plain(blocks: Iterable[Written], label: Callable[[Ref], str]) -> str:
    """Blocks as plain text: a line for each line of text, citations left out, links without words by the ``label`` of what they lead to."""
    return "".join(f"\n{_plain_block(block, label)}\n" for block in blocks)


def _plain_block(block: Written, label: Callable[[Ref], str]) -> str:
    match block:
        case Code():
            return block.text
        case Items():
            return "\n".join(_plain_content(item.content, label) for item in block.items)
        case Quote():
            return plain(block.blocks, label)
        case Table():
            return "\n".join(_plain_content(cell, label) for row in (*block.heads, *block.rows) for cell in row)
        case Paragraph() | Heading():
            return _plain_content(block.runs, label)
        case _:
            return ""


def _plain_content(content: "tuple[Run | Written, ...]", label: Callable[[Ref], str]) -> str:
    text = ""
    for part in content:
        match part:
            case Text() | Snippet():
                text += part.text
            case Break():
                text += "\n"
            case Citation():
                text = text.rstrip(" ")
            case Link(Reference() as named, ()):
                text += label(named.ref)
            case Stressed() | Link():
                text += _plain_content(part.runs, label)
            case _:
                text += f"\n{_plain_block(part, label)}\n"
    return text
