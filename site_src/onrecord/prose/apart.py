"""Clean HTML, as Markdown makes it and the allow-list leaves it, taken apart into blocks."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

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
    Written,
)

# Addresses by which what was found comes through: each but the last with its number, the last with a day.
LINKED, CITED, SINCE = "onrecord:link/", "onrecord:citation/", "onrecord:known/"

_BLOCKS = {"p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "blockquote", "table", "pre", "hr"}
_VOID = {"br", "hr"}
_DEEPEST = 60  # elements within elements


@dataclass(slots=True)
class _Element:
    tag: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    children: "list[_Element | str]" = field(default_factory=list)

    def all(self, *tags: str) -> "Iterator[_Element]":
        """The children of these tags."""
        return (child for child in self.children if isinstance(child, _Element) and child.tag in tags)

    def text(self) -> str:
        """The text within the element, without tags."""
        return "".join(child if isinstance(child, str) else child.text() for child in self.children)


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [_Element("")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = _Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(made)
        if tag not in _VOID:
            self.open.append(made)
        if len(self.open) > _DEEPEST:
            raise RecursionError

    def handle_endtag(self, tag: str) -> None:
        if self.open[-1].tag == tag:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def taken_apart(clean: str, named: Mapping[str, Reference]) -> tuple[Written, ...]:
    """The blocks of clean HTML. ``named`` has what is linked and cited by its address there.

    What is nested too deep to be read is a RecursionError, as Markdown's own is.
    """
    parser = _Parser()
    parser.feed(clean)
    parser.close()
    return _Reader(named).blocks(parser.open[0])


class _Reader:
    """Makes blocks of elements. ``known`` are the days that were met since it was last asked."""

    def __init__(self, named: Mapping[str, Reference]) -> None:
        self.named = named
        self.known: list[str] = []

    def days(self) -> tuple[str, ...]:
        """The days that were met, which are then forgotten."""
        found, self.known = tuple(self.known), []
        return found

    def blocks(self, element: _Element) -> tuple[Written, ...]:
        """The blocks of an element; what stands between them is a paragraph."""
        content = self.content(element)
        return tuple(one if isinstance(one, Written) else Paragraph((one,), self.days()) for one in content)

    def content(self, element: _Element) -> tuple[Run | Written, ...]:
        """The runs and blocks of an element, without the line ends around blocks."""
        parts: list[Run | Written] = []
        held: list[_Element | str] = []
        for child in element.children:
            if isinstance(child, _Element) and child.tag in _BLOCKS:
                parts += self.between(held)
                held = []
                days = self.days()
                parts.append(self.block(child))
                self.known += days
            else:
                held.append(child)
        return (*parts, *(self.between(held) if parts else self.runs(held)))

    def between(self, held: "list[_Element | str]") -> tuple[Run, ...]:
        runs = self.runs(held)
        return () if all(isinstance(run, Text) and not run.text.strip() for run in runs) else runs

    def block(self, element: _Element) -> Written:
        match element.tag:
            case "ul" | "ol":
                items = tuple(Item(self.content(item), self.days()) for item in element.all("li"))
                return Items(items, int(element.attributes.get("start", "1")) if element.tag == "ol" else None)
            case "blockquote":
                return Quote(self.blocks(element))
            case "table":
                heads, rows = (
                    tuple(
                        tuple(self.runs(cell.children) for cell in row.all("th", "td"))
                        for part in element.all(name)
                        for row in part.all("tr")
                    )
                    for name in ("thead", "tbody")
                )
                return Table(heads, rows, self.days())
            case "pre":
                return Code(element.text())
            case "hr":
                return Rule()
            case "p":
                return Paragraph(self.runs(element.children), self.days())
            case _:
                return Heading(
                    int(element.tag[1]), element.attributes.get("id", ""), self.runs(element.children), self.days()
                )

    def runs(self, children: "list[_Element | str]") -> tuple[Run, ...]:
        """The runs that some children are; text that only a mark stood within is one."""
        joined: list[Run] = []
        for child in children:
            for run in (Text(child),) if isinstance(child, str) else self.run(child):
                if isinstance(run, Text) and joined and isinstance(joined[-1], Text):
                    joined[-1] = Text(joined[-1].text + run.text)
                else:
                    joined.append(run)
        return tuple(joined)

    def run(self, element: _Element) -> tuple[Run, ...]:
        href = element.attributes.get("href", "")
        match element.tag:
            case "a" if href.startswith(SINCE):
                self.known += [href.removeprefix(SINCE)] if href != SINCE else []
                return ()
            case "a":
                return (
                    Link(self.named.get(href, href), self.runs(element.children), element.attributes.get("title", "")),
                )
            case "sup":
                addresses = (link.attributes.get("href", "") for link in element.all("a"))
                return (Citation(tuple(self.named[address] for address in addresses if address in self.named)),)
            case "em" | "strong":
                return (Stressed("em" if element.tag == "em" else "strong", self.runs(element.children)),)
            case "code":
                return (Snippet(element.text()),)
            case "br":
                return (Break(),)
            case _:
                return self.runs(element.children)
