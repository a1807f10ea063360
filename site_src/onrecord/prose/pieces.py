"""A text of Markdown in pieces: stretches that are Markdown, and the blocks between them that place records.

A block is fenced and named by the folder of a kind, and has an id or a topic on each line:

    ```events
    talks-in-geneva
    topic: sanctions
    ```
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.problems import did_you_mean
from onrecord.prose.blocks import Block, Reference
from onrecord.records.fields import ID, Ref
from onrecord.records.kinds import BLOCKS, KIND_OF_FOLDER


@dataclass(frozen=True, slots=True)
class Fault:
    """A mistake in prose: line from 0, column from 1."""

    line: int
    column: int
    code: str
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of Markdown, or with the name of its ``fence`` what stands within a block. Its first line counts from 0."""

    lines: tuple[str, ...]
    first: int
    fence: str | None = None

    @property
    def text(self) -> str:
        """Its lines as one text."""
        return "\n".join(self.lines)


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


def pieces(text: str) -> Iterator[Piece]:
    """The stretches of Markdown in a text and the blocks between them, in order."""
    lines = text.split("\n")
    start = 0
    for begin, end, name in _fenced(lines):
        if begin > start:
            yield Piece(tuple(lines[start:begin]), start)
        yield Piece(tuple(lines[begin + 1 : end]), begin, name)
        start = end + 1
    if start < len(lines):
        yield Piece(tuple(lines[start:]), start)


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
        if [line.strip() for line in placed if line.strip()] != [line.strip() for line in own if line.strip()]:
            lines[begin + 1 : end] = [*placed, *[""] * (len(own) - len(placed))]
    return "\n".join(lines)


def block_of(piece: Piece, faults: list[Fault]) -> Block:
    """What a block places. Each line that is no id is added to ``faults``."""
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
            message = f"'{word}' is neither an id nor 'topic: ...'"
            faults.append(Fault(number, column, "M007", message, "Write one id a line, without hyphens before it."))
    return Block(BLOCKS[name], tuple(ids), topic, added, piece.first, tuple(references))
