"""Pages as trees, read by the rules of HTML."""

from collections.abc import Mapping
from xml.etree.ElementTree import Element

import html5lib

Trees = Mapping[str, Element]  # of the pages of a site, by their paths


def read(page: str) -> Element:
    """A page as a tree, by the rules of HTML."""
    tree: Element = html5lib.parse(page, namespaceHTMLElements=False)
    return tree


def only(element: Element, tag: str) -> Element:
    """The one element of a name within another."""
    (found,) = element.iter(tag)
    return found


def text_of(element: Element) -> str:
    """All text within an element, its white space made single."""
    return " ".join("".join(element.itertext()).split())
