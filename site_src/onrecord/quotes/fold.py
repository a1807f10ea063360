"""Folding: what two texts may differ in and still be the same words.

Unicode form (NFC), the glyphs of quotation marks and apostrophes, dashes, soft hyphens and white space; nothing else.
Case, digits, other marks and every word stay, so that one changed "not" is a difference.
"""

import hashlib
import re
import unicodedata
from dataclasses import dataclass

MATCHER = 1  # the version of this folding and of the finding; receipts of another one are made anew

_SINGLE = dict.fromkeys("‘’‚‛′ʼ´`＇", "'")
_DOUBLE = dict.fromkeys("“”„‟″«»‹›＂", '"')
_DASHES = dict.fromkeys("‐‑‒–—―−﹘﹣－", "-")
_GLYPHS = _SINGLE | _DOUBLE | _DASHES
_SOFT_HYPHEN = "\u00ad"
_CLUSTER = re.compile(
    r".[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u3099\u309a]*|\n", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text, and for each of its characters where that began in the text as it was; one more for the end."""

    text: str
    places: tuple[int, ...]


def fold(text: str) -> Folded:
    """The text as it is compared. White space at both ends is dropped, and each stretch of it is one space."""
    kept: list[str] = []
    places: list[int] = []
    for match in _CLUSTER.finditer(text):
        cluster = match.group()
        if cluster == _SOFT_HYPHEN:
            continue
        if cluster.isspace():
            if kept and kept[-1] != " ":
                kept.append(" ")
                places.append(match.start())
            continue
        for char in unicodedata.normalize("NFC", cluster):
            kept.append(_GLYPHS.get(char, char))
            places.append(match.start())
    end = len(text.rstrip())
    if kept and kept[-1] == " ":
        kept.pop()
        end = places.pop()
    return Folded("".join(kept), (*places, end))


def key(words: str, prefix: str | None = None, suffix: str | None = None) -> str:
    """The hash of folded words, by which a receipt knows them; with what tells them from the same words elsewhere."""
    told = (
        "\0".join(fold(one).text for one in (words, prefix or "", suffix or ""))
        if prefix or suffix
        else fold(words).text
    )
    return hashlib.sha256(told.encode()).hexdigest()[:16]
