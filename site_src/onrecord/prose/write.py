"""Prose as HTML. The only module that writes it: every text and address is escaped here, and no tag comes from outside.

Links are made relative and citations numbered by whoever shows the prose. Stretches that run against its direction are
isolated (``bidi``).
"""

import re
from collections.abc import Iterable
from typing import Protocol

from markupsafe import Markup, escape

from onrecord.prose.bidi import isolate
from onrecord.prose.blocks import (
    Break,
    Citation,
    Code,
    Heading,
    Item,
    Items,
    Link,
    Paragraph,
    Quote,
    Reference,
    Rule,
    Run,
    Snippet,
    Stressed,
    Table,
    Text,
    Unit,
    Written,
    by_source,
)
from onrecord.records.fields import Foreign, Ref

# Authors leave a space before a citation; the reader needs none before the small number. One that does not break stays.
_SPACE_BEHIND = re.compile(r"[^\S\u00a0]+$")


class Page(Protocol):
    """Where prose is shown: it knows addresses from there, and the numbers of sources."""

    def leads(self, named: Reference) -> tuple[str, str]:
        """Where a link to a record leads, and what the record is called."""

    def cites(self, source: Ref, citations: tuple[Reference, ...], unit: Unit) -> str:
        """What stands where a source is cited in a unit of prose, once or with several passages, as HTML."""


def written(blocks: Iterable[Written], page: Page, direction: str) -> Markup:
    """Blocks as clean HTML for a page; ``direction`` is that of their text, ``ltr`` or ``rtl``."""
    return Markup("\n".join(_Writer(page, direction).whole(block) for block in blocks))  # noqa: S704 - all is escaped below


def _escaped(text: str) -> str:
    """A text as HTML writes it (13.3, serialising): for an element, and but for quotation marks for an attribute."""
    text = text.replace("&", "&amp;").replace("\u00a0", "&nbsp;")
    return text.replace("<", "&lt;").replace(">", "&gt;")


def _attribute(text: str) -> str:
    return _escaped(text).replace('"', "&quot;")


class _Writer:
    """Writes for one page, in one direction."""

    def __init__(self, page: Page, direction: str) -> None:
        self.page = page
        self.direction = direction
        self.unit: Unit = Rule()  # of which what is written is a part; see ``blocks.units``

    def whole(self, one: Written) -> str:
        """A block that stands within no other."""
        if isinstance(one, Items):
            return self.items(one, map(self.unit_of_list, one.items))
        self.unit = one
        return self.block(one)

    def unit_of_list(self, one: Item) -> str:
        self.unit = one
        return self.item(one)

    def items(self, one: Items, written_items: Iterable[str]) -> str:
        start = f' start="{one.start}"' if one.start not in {None, 1} else ""
        tag = "ul" if one.start is None else "ol"
        return self.lines(f"{tag}{start}", written_items, tag)

    def block(self, one: Written) -> str:
        match one:
            case Paragraph():
                return f"<p>{self.runs(one.runs)}</p>"
            case Heading():
                return f'<h{one.level} id="{_attribute(one.id)}">{self.runs(one.runs)}</h{one.level}>'
            case Items():
                return self.items(one, map(self.item, one.items))
            case Quote():
                return self.lines("blockquote", map(self.block, one.blocks))
            case Table():
                heads = (self.row(row, "th") for row in one.heads)
                rows = (self.row(row, "td") for row in one.rows)
                return self.lines("table", (self.lines("thead", heads), self.lines("tbody", rows)))
            case Code():
                return f"<pre><code>{_escaped(one.text)}</code></pre>"
            case Rule():
                return "<hr>"

    def lines(self, tag: str, inner: Iterable[str], end: str = "") -> str:
        """An element whose children stand on lines of their own."""
        return "\n".join((f"<{tag}>", *inner, f"</{end or tag}>"))

    def row(self, cells: tuple[tuple[Run, ...], ...], tag: str) -> str:
        return self.lines("tr", (f"<{tag}>{self.runs(cell)}</{tag}>" for cell in cells))

    def item(self, one: Item) -> str:
        told = "\n" if one.content and isinstance(one.content[0], Written) else ""
        for number, part in enumerate(one.content):
            if isinstance(part, Written):
                told += self.block(part)
                told += "" if isinstance(next(iter(one.content[number + 1 :]), None), Run) else "\n"
            else:
                told += self.run(part, next(iter(one.content[number + 1 :]), None))
        return f"<li>{told}</li>"

    def runs(self, runs: tuple[Run, ...]) -> str:
        return "".join(map(self.run, runs, (*runs[1:], None)))

    def run(self, one: Run, following: object) -> str:
        match one:
            case Text():
                text = _SPACE_BEHIND.sub("", one.text) if isinstance(following, Citation) else one.text
                return isolate(_escaped(text), self.direction)
            case Snippet():
                return f"<code>{_escaped(one.text)}</code>"
            case Break():
                return "<br>"
            case Stressed():
                return f"<{one.how}>{self.runs(one.runs)}</{one.how}>"
            case Citation():
                return f"<sup>{''.join(self.page.cites(*cited, self.unit) for cited in by_source(one))}</sup>"
            case Link():
                return self.link(one)

    def link(self, one: Link) -> str:
        title = f' title="{_attribute(one.title)}"' if one.title else ""
        if isinstance(one.to, str):
            return f'<a href="{_attribute(one.to)}"{title}>{self.runs(one.runs)}</a>'
        address, label = self.page.leads(one.to)
        words = self.runs(one.runs) if one.runs else self.label(label)
        return f'<a href="{escape(address)}"{title}>{words}</a>'

    def label(self, text: str) -> str:
        """A record's title; one in another language says so, and which way it runs."""
        return escape(text) if isinstance(text, Foreign) else isolate(escape(text), self.direction)
