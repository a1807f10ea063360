"""Pages as trees, and one page as a reader or a machine goes through it: links, ids, headings, and what it loads.

Whether a page keeps the rules of HTML is asked of a strict parser, on every type of page; elsewhere the page is taken to
keep them, and read by one that is thirty times as quick.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import lxml.html

Element = Any  # an element as lxml has it: what ElementTree offers, and more
Trees = Mapping[str, Element]  # of the pages of a site, by their paths
PARSER = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True)


def read(page: str) -> Element:
    """A page as a tree."""
    return lxml.html.document_fromstring(page.encode(), parser=PARSER)


def only(element: Element, tag: str) -> Element:
    """The one element of a name within another."""
    (found,) = element.iter(tag)
    return found


def text_of(element: Element) -> str:
    """All text within an element, its white space made single."""
    return " ".join("".join(element.itertext()).split())


def named_by(element: Element) -> str:
    """What the elements say that an element is named by (``aria-labelledby``), in their order; empty where it is named by none."""
    ids = element.get("aria-labelledby", "").split()
    return " ".join(text_of(element.getroottree().xpath("//*[@id=$id]", id=one)[0]) for one in ids)


LOADING = ("link", "script", "img", "iframe", "source")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def pages(site: Path) -> Iterator[tuple[str, str]]:
    """The path and the text of each page of a site on disk."""
    for path in sorted(site.rglob("*.html")):
        yield path.relative_to(site).as_posix(), path.read_text("utf-8")


@dataclass(frozen=True)
class Reader:
    """What was read on one page, in the order of the page."""

    links: tuple[str, ...]
    loads: tuple[str, ...]
    ids: tuple[str, ...]
    headings: tuple[int, ...]  # their levels
    names: tuple[tuple[str, str], ...]  # of each link what it says, and where it leads

    @classmethod
    def of(cls, page: str) -> "Reader":
        """A page that was read to its end."""
        tree = read(page)
        links = [
            (one.attrib["href"], named_by(one) or one.get("aria-label", "") + "".join(one.itertext()))
            for one in tree.iter("a")
        ]
        return cls(
            links=tuple(href for href, _ in links),
            loads=tuple(
                next(filter(None, map(one.get, ("href", "src", "srcset"))), "")
                for one in tree.iter(*LOADING)
                if one.get("type") != "application/ld+json" and one.get("rel") not in {"canonical", "alternate"}
            ),
            ids=tuple(tree.xpath("//@id", smart_strings=False)),  # smart ones would keep the whole tree
            headings=tuple(int(one.tag[1]) for one in tree.iter(*HEADINGS)),
            names=tuple((name.strip(), href) for href, name in links),
        )


def field(page: str, name: str) -> str:
    """What a reader copies from a field of "Cite or embed": its value after the rules of HTML."""
    return next("".join(one.itertext()) for one in read(page).iter("textarea") if one.get("id") == f"reuse-{name}")


def embedded(page: str) -> Element:
    """The embed of a page, as it stands in another page."""
    return next(read(f"<!doctype html><title>T</title>{field(page, 'embed')}").iter("figure"))
