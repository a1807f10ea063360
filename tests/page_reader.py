"""Reads one page as a reader or a machine goes through it: links, ids, headings, and what it loads."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path


def pages(site: Path) -> Iterator[tuple[str, str]]:
    """The path and the text of each page of a site on disk."""
    for path in sorted(site.rglob("*.html")):
        yield path.relative_to(site).as_posix(), path.read_text("utf-8")


class Reader(HTMLParser):
    """Reads one page: its links, ids, headings and what it loads."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.ids: list[str] = []
        self.headings: list[int] = []
        self.languages: list[str] = []
        self.titles = 0
        self.names: list[tuple[str, str]] = []
        self._link: str | None = None
        self._text = ""

    @classmethod
    def of(cls, page: str) -> "Reader":
        """A page that was read to its end."""
        reader = cls()
        reader.feed(page)
        return reader

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what bears on the page."""
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            self.ids.append(given["id"])
        if "lang" in given:
            self.languages.append(given["lang"])
        if tag == "a":
            self.links.append(given["href"])
            self._link, self._text = given["href"], given.get("aria-label", "")
        if tag in {"link", "script", "img", "iframe", "source"}:
            self.loads.append(given.get("href") or given.get("src") or given.get("srcset") or "")
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        self.titles += tag == "title"

    def handle_data(self, data: str) -> None:
        """Gather the text of a link."""
        self._text += data

    def handle_endtag(self, tag: str) -> None:
        """Note a link's name."""
        if tag == "a" and self._link is not None:
            self.names.append((self._text.strip(), self._link))
            self._link = None
