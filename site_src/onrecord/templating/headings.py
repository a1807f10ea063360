"""The headings of a page that is written: what a list of its parts is made of, so that it can name none that is not there."""

import re
from dataclasses import dataclass

from markupsafe import Markup

# From so many headings on they are listed. Fewer are seen by turning a page or two, which is no longer than the list is.
LEAST = 4

_HEADING = re.compile(r'<h2\b[^>]*\bid="([^"]+)"[^>]*>(.*?)</h2>', re.DOTALL)
_LEFT_OUT = re.compile(r'<sup\b.*?</sup>|</?a\b[^>]*>| id="[^"]*"', re.DOTALL)  # no link stands in a link, no id twice


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the second level: its HTML id, and its words as HTML without links and numbers of sources."""

    id: str
    words: Markup


def headings(page: str) -> tuple[Heading, ...]:
    """The headings of the second level that have an id, in order; none where they are fewer than ``LEAST``."""
    found = tuple(Heading(id_, Markup(_LEFT_OUT.sub("", words))) for id_, words in _HEADING.findall(page))  # noqa: S704
    return found if len(found) >= LEAST else ()
