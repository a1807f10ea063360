"""Reads one page as a reader or a machine goes through it: links, ids, headings, and what it loads."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from trees import read


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
        links, loads, ids, headings, names = [], [], [], [], []
        for element in read(page).iter():
            tag, given = element.tag, element.attrib
            if "id" in given:
                ids.append(given["id"])
            if tag == "a":
                links.append(given["href"])
                names.append(((given.get("aria-label", "") + "".join(element.itertext())).strip(), given["href"]))
            elif tag in {"link", "script", "img", "iframe", "source"}:
                loads.append(given.get("href") or given.get("src") or given.get("srcset") or "")
            elif re.fullmatch("h[1-6]", tag):
                headings.append(int(tag[1]))
        return cls(tuple(links), tuple(loads), tuple(ids), tuple(headings), tuple(names))
