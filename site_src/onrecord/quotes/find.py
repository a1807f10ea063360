"""Finding words in a saved text: exactly, but for what ``fold`` folds.

A full text is one stretch. An excerpt is passages parted by empty lines, with gaps between them that nobody has read:
no match crosses one, elided words included. Words with gaps (``[…]``) are found piece by piece, in order.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from onrecord.quotes.fold import Folded, fold

CONTEXT = 60  # characters kept before and after
MOST_ELIDED = 30  # words of a gap that are kept; of a longer one only their number

_GAP = re.compile(r"\[(?:…|\.\.\.)\]")


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that were found: offsets in the saved text (code points), the text around them, what each gap left out.

    ``prefix`` and ``suffix`` are those of a W3C TextQuoteSelector. Of a gap longer than MOST_ELIDED words only their
    number is kept.
    """

    start: int
    end: int
    prefix: str
    suffix: str
    elided: tuple[str | int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A stretch of a saved text that a match may lie in, folded; ``begin`` is where it begins in the whole."""

    folded: Folded
    begin: int


def find(
    words: str, saved: str, *, full: bool, prefix: str = "", suffix: str = "", insertions: tuple[str, ...] = ()
) -> tuple[Passage, ...]:
    """Every place where the words stand; none, where they do not.

    ``prefix`` and ``suffix`` narrow the places to those with this text right before and after. ``insertions`` are
    bracketed words that the editors put in: each stands for a gap.
    """
    pieces = _pieces(words, insertions)
    if not pieces:
        return ()
    found: list[tuple[_Stretch, tuple[tuple[int, int], ...]]] = []
    before, after = fold(prefix).text, fold(suffix).text
    for stretch in _stretches(saved, full):
        for spans in _matches(pieces, stretch.folded.text):
            text = stretch.folded.text
            if before and not text[: spans[0][0]].rstrip().endswith(before):
                continue
            if after and not text[spans[-1][1] :].lstrip().startswith(after):
                continue
            if not any(_same_place(text, spans, other.folded.text, others) for other, others in found):
                found.append((stretch, spans))
    return tuple(_passage(stretch, spans, saved) for stretch, spans in found)


def nearest(words: str, saved: str, *, full: bool) -> str:
    """The stretch of a saved text that has most words in common with these; empty where none has any."""
    wanted = set(re.findall(r"\w+", fold(words).text.lower()))
    best, score = "", 0
    for stretch in _stretches(saved, full):
        for sentence in re.split(r"(?<=[.!?»”\"])\s+", stretch.folded.text):
            shared = len(wanted & set(re.findall(r"\w+", sentence.lower())))
            if shared > score:
                best, score = sentence, shared
    return best if len(best) <= 240 else f"{best[:240]}…"


def _pieces(words: str, insertions: tuple[str, ...]) -> tuple[str, ...]:
    for inserted in insertions:
        words = words.replace(f"[{inserted}]", "[…]")
    return tuple(piece for piece in (fold(one).text for one in _GAP.split(words)) if piece)


@lru_cache(maxsize=1024)
def _stretches(saved: str, full: bool) -> tuple[_Stretch, ...]:  # noqa: FBT001 - a key of the cache
    if full:
        return (_Stretch(fold(saved), 0),)
    found = []
    for match in re.finditer(r"(?:(?!\n[ \t]*\n).)+", saved, re.DOTALL):
        if match.group().strip():
            found.append(_Stretch(fold(match.group()), match.start()))
    return tuple(found)


def _matches(pieces: tuple[str, ...], text: str) -> Iterator[tuple[tuple[int, int], ...]]:
    """Every place of the first piece from which the others follow; the spans of all pieces."""
    start = _find(pieces[0], text, 0)
    while start >= 0:
        spans = [(start, start + len(pieces[0]))]
        for piece in pieces[1:]:
            following = _find(piece, text, spans[-1][1])
            if following < 0:
                return
            spans.append((following, following + len(piece)))
        yield tuple(spans)
        start = _find(pieces[0], text, start + 1)


def _find(piece: str, text: str, begin: int) -> int:
    """Where a piece stands as whole words: no letter or digit touches it that would make another word of it."""
    start = text.find(piece, begin)
    while start >= 0:
        end = start + len(piece)
        glued_before = start > 0 and text[start - 1].isalnum() and piece[0].isalnum() and not _unspaced(piece[0])
        glued_after = end < len(text) and text[end].isalnum() and piece[-1].isalnum() and not _unspaced(piece[-1])
        if not glued_before and not glued_after:
            return start
        start = text.find(piece, start + 1)
    return -1


def _unspaced(char: str) -> bool:
    """Whether a character belongs to a script that puts no spaces between words."""
    return "\u2e80" <= char <= "\u9fff" or "\uac00" <= char <= "\ud7af" or "\u0e00" <= char <= "\u0eff"


def _same_place(text: str, spans: tuple[tuple[int, int], ...], other: str, others: tuple[tuple[int, int], ...]) -> bool:
    """Whether two passages may have been taken from one place: all they both show around the words agrees."""
    if text is other:
        return spans == others
    before, also_before = text[: spans[0][0]], other[: others[0][0]]
    after, also_after = text[spans[-1][1] :], other[others[-1][1] :]
    inner, also_inner = text[spans[0][0] : spans[-1][1]], other[others[0][0] : others[-1][1]]
    return (
        inner == also_inner
        and (before.endswith(also_before) or also_before.endswith(before))
        and (after.startswith(also_after) or also_after.startswith(after))
    )


def _passage(stretch: _Stretch, spans: tuple[tuple[int, int], ...], saved: str) -> Passage:
    folded = stretch.folded
    first, last = spans[0][0], spans[-1][1]
    gaps = tuple(_elided(folded.text[end:begin]) for (_, end), (begin, _) in zip(spans, spans[1:], strict=False))
    left = folded.text[max(0, first - CONTEXT) : first]
    right = folded.text[last : last + CONTEXT]
    if first > CONTEXT:
        left = left.partition(" ")[2] or left
    if last + CONTEXT < len(folded.text):
        right = right.rpartition(" ")[0] or right
    start = stretch.begin + folded.places[first]
    end = stretch.begin + folded.places[last]
    return Passage(start, start + len(saved[start:end].rstrip()), left, right, gaps)


def _elided(text: str) -> str | int:
    words = text.split()
    return " ".join(words) if len(words) <= MOST_ELIDED else len(words)
