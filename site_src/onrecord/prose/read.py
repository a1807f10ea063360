"""Prose read: what Markdown says, in blocks, and what is wrong with it, with lines.

Raw HTML is refused, and what Markdown made is cleaned by an allow-list all the same before it is taken apart.
"""

import re

import nh3

from onrecord.machine.remembered import Remembered
from onrecord.prose.apart import taken_apart
from onrecord.prose.blocks import Block, Prose, Written
from onrecord.prose.convert import convert
from onrecord.prose.looks import entities, headings, masked, out_of_order, seen
from onrecord.prose.pieces import Fault, block_of, pieces

MOST_CHARACTERS = 64_000
MOST_MARKS = 500  # brackets, backticks, headings and rules: Python-Markdown takes time by the square of each

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
    levels: list[tuple[int, int]] = []  # the line and the level of each heading, across blocks
    for piece in pieces(text):
        if piece.fence is not None:
            blocks.append(block_of(piece, faults))
            continue
        html, found = convert(piece.text, folder)
        clean = _CLEANER.clean(html).strip()
        named, wrong = seen(piece, found)
        blocks += taken_apart(clean, named)
        levels += headings(piece, found)
        faults += (*wrong, *entities(masked(piece.text, found.code), clean, piece.first))
    return Prose(tuple(blocks)), (*faults, *out_of_order(levels))
