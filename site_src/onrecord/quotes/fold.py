"""Folding: what two texts may differ in and still be the same words.

Unicode form (NFC), the glyphs of quotation marks and apostrophes, dashes, white space, and what is not seen: soft hyphens,
marks of direction, spaces and joiners without width. The joiners that change letters stay. Nothing else is folded: case, digits, other marks and every word stay, so that one changed "not" is a difference.
"""

import hashlib
import re
import unicodedata
from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.machine.remembered import Remembered

MOST_MARKS = 100  # on one letter; no script has nearly as many
MATCHER = 1  # the version of this folding and of the finding; receipts of another one are made anew

_SINGLE = dict.fromkeys("‘’‚‛′ʼ´`＇", "'")
_DOUBLE = dict.fromkeys("“”„‟″«»‹›＂", '"')
_DASHES = dict.fromkeys("‐‑‒–—―−﹘﹣－", "-")
_GLYPHS = str.maketrans(_SINGLE | _DOUBLE | _DASHES)
_UNSEEN = frozenset("\u00ad\u061c\u200b\u200e\u200f\u2060\ufeff") | frozenset(
    map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
)
_WITHOUT = str.maketrans(dict.fromkeys(_UNSEEN, ""))
_RUN = re.compile(r"\S+(?: \S+)*|\s+")  # single spaces stay as they are


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text, and for each of its characters where that began in the text as it was; one more for the end."""

    text: str
    places: Sequence[int]


def fold(text: str) -> Folded:
    """The text as it is compared. White space at both ends is dropped, and each stretch of it is one space.

    >>> print(fold(" We’ll  stay, “here”").text)
    We'll stay, "here"
    """
    plain = text.translate(_WITHOUT) if not _UNSEEN.isdisjoint(text) else text
    where: Sequence[int] = range(len(text))
    if len(plain) < len(text):
        where = array("L", (place for place, char in enumerate(text) if char not in _UNSEEN))
    kept: list[str] = []
    places = array("L")  # a saved text may have ten million characters
    for match in _RUN.finditer(plain):
        run, begins = match.group(), where[match.start() : match.end()]
        if run.isspace():
            if kept:
                kept.append(" ")
                places.append(begins[0])
            continue
        if not unicodedata.is_normalized("NFC", run):
            run, begins = _composed(run, begins)
        kept.append(run.translate(_GLYPHS))
        places.extend(begins)
    if kept and kept[-1] == " ":
        kept.pop()
    else:
        places.append(len(text))
    return Folded("".join(kept), places)


def _composed(run: str, begins: Sequence[int]) -> tuple[str, Sequence[int]]:
    """A run of characters in the form NFC. What was composed of several began where the first of them did."""
    kept: list[str] = []
    places: list[int] = []
    first = 0
    for end in range(1, len(run) + 1):
        if end < len(run) and end - first < MOST_MARKS and _belongs(run[end], run[first:end]):
            continue
        cluster = unicodedata.normalize("NFC", run[first:end])
        kept.append(cluster)
        places.extend([begins[first]] * len(cluster))
        first = end
    return "".join(kept), places


def _belongs(char: str, cluster: str) -> bool:
    """Whether a character may become one with those before it: a mark, or the vowel of a Korean syllable."""
    if char.isascii():
        return False
    if unicodedata.combining(unicodedata.normalize("NFD", char)[0]):
        return True
    apart = unicodedata.normalize("NFC", cluster) + unicodedata.normalize("NFC", char)
    return unicodedata.normalize("NFC", cluster + char) != apart


def key(words: str, prefix: str | None = None, suffix: str | None = None) -> str:
    """The hash of folded words, by which a receipt knows them; with what tells them from the same words elsewhere."""
    return hashed(words, prefix or "", suffix or "")


@Remembered
def hashed(words: str, prefix: str, suffix: str) -> str:
    """The hash of words once they are folded, with what stands before and after where either is given."""
    text = "\0".join(fold(part).text for part in (words, prefix, suffix)) if prefix or suffix else fold(words).text
    return hashlib.sha256(text.encode()).hexdigest()[:16]
