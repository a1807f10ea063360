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

    def whole(self, block: Written) -> str:
        """A block that stands within no other."""
        if isinstance(block, Items):
            return self.items(block, map(self.unit_of_list, block.items))
        self.unit = block
        return self.block(block)

    def unit_of_list(self, item: Item) -> str:
        self.unit = item
        return self.item(item)

    def items(self, listed: Items, written_items: Iterable[str]) -> str:
        start = f' start="{listed.start}"' if listed.start not in {None, 1} else ""
        tag = "ul" if listed.start is None else "ol"
        return self.lines(f"{tag}{start}", written_items, tag)

    def block(self, block: Written) -> str:
        match block:
            case Paragraph():
                return f"<p>{self.runs(block.runs)}</p>"
            case Heading():
                return f'<h{block.level} id="{_attribute(block.id)}">{self.runs(block.runs)}</h{block.level}>'
            case Items():
                return self.items(block, map(self.item, block.items))
            case Quote():
                return self.lines("blockquote", map(self.block, block.blocks))
            case Table():
                heads = (self.row(row, "th") for row in block.heads)
                rows = (self.row(row, "td") for row in block.rows)
                return self.lines("table", (self.lines("thead", heads), self.lines("tbody", rows)))
            case Code():
                return f"<pre><code>{_escaped(block.text)}</code></pre>"
            case Rule():
                return "<hr>"

    def lines(self, tag: str, inner: Iterable[str], end: str = "") -> str:
        """An element whose children stand on lines of their own."""
        return "\n".join((f"<{tag}>", *inner, f"</{end or tag}>"))

    def row(self, cells: tuple[tuple[Run, ...], ...], tag: str) -> str:
        return self.lines("tr", (f"<{tag}>{self.runs(cell)}</{tag}>" for cell in cells))

    def item(self, item: Item) -> str:
        html = "\n" if item.content and isinstance(item.content[0], Written) else ""
        for number, part in enumerate(item.content):
            if isinstance(part, Written):
                html += self.block(part)
                html += "" if isinstance(next(iter(item.content[number + 1 :]), None), Run) else "\n"
            else:
                html += self.run(part, next(iter(item.content[number + 1 :]), None))
        return f"<li>{html}</li>"

    def runs(self, runs: tuple[Run, ...]) -> str:
        return "".join(map(self.run, runs, (*runs[1:], None)))

    def run(self, run: Run, following: object) -> str:
        match run:
            case Text():
                text = _SPACE_BEHIND.sub("", run.text) if isinstance(following, Citation) else run.text
                return isolate(_escaped(text), self.direction)
            case Snippet():
                return f"<code>{_escaped(run.text)}</code>"
            case Break():
                return "<br>"
            case Stressed():
                return f"<{run.how}>{self.runs(run.runs)}</{run.how}>"
            case Citation():
                return f"<sup>{''.join(self.page.cites(*cited, self.unit) for cited in by_source(run))}</sup>"
            case Link():
                return self.link(run)

    def link(self, link: Link) -> str:
        title = f' title="{_attribute(link.title)}"' if link.title else ""
        if isinstance(link.to, str):
            return f'<a href="{_attribute(link.to)}"{title}>{self.runs(link.runs)}</a>'
        address, label = self.page.leads(link.to)
        words = self.runs(link.runs) if link.runs else self.label(label)
        return f'<a href="{escape(address)}"{title}>{words}</a>'

    def label(self, text: str) -> str:
        """A record's title; one in another language says so, and which way it runs."""
        return escape(text) if isinstance(text, Foreign) else isolate(escape(text), self.direction)
