"""What the section of a page for citing and embedding offers to take away."""

from xml.etree.ElementTree import Element

from trees import read


def field(page: str, name: str) -> str:
    """What a reader copies from a field: its value after the rules of HTML."""
    return next("".join(one.itertext()) for one in read(page).iter("textarea") if one.get("id") == f"reuse-{name}")


def embedded(page: str) -> Element:
    """The embed of a page, as it stands in another page."""
    return next(read(f"<!doctype html><title>T</title>{field(page, 'embed')}").iter("figure"))
