"""Pages as trees.

Whether a page keeps the rules of HTML is asked of a strict parser, on every type of page; elsewhere the page is taken to
keep them, and read by one that is thirty times as quick.
"""

from collections.abc import Mapping
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
