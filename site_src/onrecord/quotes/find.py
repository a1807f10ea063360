"""Finding words in a saved text: exactly, but for what ``fold`` folds.

A full text is one stretch. An excerpt is passages parted by empty lines, with gaps between them that nobody has read:
no match crosses one, elided words included. Words with gaps (``[…]``) are found piece by piece, in order.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from onrecord.quotes.fold import Folded, fold
from onrecord.quotes.fragments import fragment

CONTEXT = 60  # characters kept before and after
MOST_ELIDED = 30  # words of a gap that are kept; of a longer one only their number
MOST_PLACES = 100  # places after which no more are looked for

GAP = re.compile(r"\[(?:…|\.\.\.)\]")  # where the editors left something out
_CHANGED_CASE = re.compile(r"\[[^\W\d_]\](?=[^\W\d_])|(?<=[^\W\d_])\[[^\W\d_]\]")  # "[T]he": it was "the"
_LETTER_ALONE = re.compile(r"(?<!\w)\[[^\W\d_]\](?!\w)")  # "[A] minister": it was "a minister"
_BETWEEN_PASSAGES = r"\n[^\S\n]*\n"
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af\U00020000-\U0003ffff"
_UNSPACED_CHAR = re.compile(f"[{_UNSPACED}]")  # of scripts that put no spaces between words
_WORD = re.compile(f"[{_UNSPACED}]|[^\\W{_UNSPACED}]+")
_SENTENCE_ENDS = re.compile(r"(?<=[.!?\"])\s+|(?<=[。！？])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Words that were found: offsets in the saved text (code points), the text around them, what each gap left out.

    ``prefix`` and ``suffix`` are those of a W3C TextQuoteSelector. Of a gap longer than MOST_ELIDED words only their
    number is kept. ``fragment`` is what a link to the passage appends to the address of its page, behind ``:~:`` where it is
    a text directive.
    """

    start: int
    end: int
    prefix: str
    suffix: str
    elided: tuple[str | int, ...] = ()
    fragment: str = ""


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A stretch of a saved text that a match may lie in, folded; ``begin`` is where it begins in the whole."""

    folded: Folded
    begin: int


@dataclass(frozen=True, slots=True)
class _Match:
    """Where the pieces of a quotation stand in the folded text of a stretch."""

    stretch: _Stretch
    spans: tuple[tuple[int, int], ...]


def find(
    words: str, saved: str, *, full: bool, prefix: str = "", suffix: str = "", insertions: tuple[str, ...] = ()
) -> tuple[Passage, ...]:
    """Every place where the words stand, up to MOST_PLACES; none, where they do not.

    ``prefix`` and ``suffix`` narrow the places to those with this text right before and after. ``insertions`` are
    bracketed words that the editors put in: each stands for a gap. Any other letter in brackets stands for that letter in the
    other case.

    >>> [place.elided for place in find("We will […] stay.", "We will all stay. We stay.", full=True)]
    [('all',)]
    """
    for pieces in _readings(words, insertions):
        if found := _found(pieces, saved, full=full, prefix=prefix, suffix=suffix):
            return found
    return ()


def gaps(words: str, insertions: tuple[str, ...] = ()) -> frozenset[int]:
    """How many gaps words have, by each way to read their brackets: as many as a passage that was found leaves something out."""
    return frozenset(len(pieces) - 1 for pieces in _readings(words, insertions))


def _found(pieces: tuple[str, ...], saved: str, *, full: bool, prefix: str, suffix: str) -> tuple[Passage, ...]:
    places: list[list[_Match]] = []  # of each, all matches that may have been taken from there
    seen: set[tuple[str, tuple[tuple[int, int], ...]]] = set()
    before, after = fold(prefix).text, fold(suffix).text
    for stretch in _stretches(saved, full):
        text = stretch.folded.text
        for spans in _matches(pieces, text):
            first, last = spans[0][0], spans[-1][1]
            if not _stands_before(before, text, first) or not _stands_after(after, text, last):
                continue
            if (text, spans) in seen:  # a passage that was noted twice
                continue
            seen.add((text, spans))
            match = _Match(stretch, spans)
            same = next((place for place in places if all(_same_place(match, one) for one in place)), None)
            if same:
                same.append(match)
            elif len(places) < MOST_PLACES:
                places.append([match])
            else:
                return tuple(_passage(place[0], saved) for place in places)
    found = tuple(_passage(place[0], saved) for place in places)
    return (_named(found[0], places[0][0], saved),) if len(found) == 1 else found


def nearest(words: str, saved: str, *, full: bool) -> str:
    """The stretch of a saved text that has most words in common with these; empty where none has any."""
    wanted = set(_WORD.findall(fold(words).text.lower()))
    best, score = "", 0
    for stretch in _stretches(saved, full):
        for sentence in _SENTENCE_ENDS.split(stretch.folded.text):
            shared = len(wanted.intersection(_WORD.findall(sentence.lower())))
            if shared > score or (shared == score and len(sentence) < len(best)):
                best, score = sentence, shared
    return best if len(best) <= 240 else f"{best[:240]}…"


def _readings(words: str, insertions: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The pieces of a quotation: with a letter in brackets as one in the other case, or as an insertion if it is declared."""
    text = fold(words).text
    changed = _CHANGED_CASE.sub(lambda letter: letter[0][1:-1].swapcase(), text)
    alone = _LETTER_ALONE.sub(lambda letter: letter[0][1:-1].swapcase(), changed)
    for reading in dict.fromkeys((changed, text, alone)):
        with_gaps = reading
        for inserted in insertions:
            with_gaps = with_gaps.replace(f"[{fold(inserted).text}]", "[…]")
        if pieces := tuple(piece for piece in map(str.strip, GAP.split(with_gaps)) if piece):
            yield pieces


@lru_cache(maxsize=1024)
def _stretches(saved: str, full: bool) -> tuple[_Stretch, ...]:
    if full:
        return (_Stretch(fold(saved), 0),)
    ends = [*re.finditer(_BETWEEN_PASSAGES, saved), None]
    begins = [0, *(one.end() for one in ends if one)]
    passages = ((begin, saved[begin : end.start() if end else None]) for begin, end in zip(begins, ends, strict=True))
    return tuple(_Stretch(fold(text), begin) for begin, text in passages if text.strip())


def _matches(pieces: tuple[str, ...], text: str) -> Iterator[tuple[tuple[int, int], ...]]:
    """Every place of the first piece from which the others follow; the spans of all pieces."""
    begins = [-1] * len(pieces)  # where each was found last; the search goes on from there
    while True:
        end = begins[0] + 1
        for number, piece in enumerate(pieces):
            if begins[number] < end:
                begins[number] = _find(piece, text, end)
            if begins[number] < 0:
                return
            end = begins[number] + len(piece)
        yield tuple((begin, begin + len(piece)) for begin, piece in zip(begins, pieces, strict=True))


def _find(piece: str, text: str, begin: int) -> int:
    """Where a piece stands as whole words: it neither begins nor ends within one."""
    start = text.find(piece, begin)
    while start >= 0 and (_within_word(text, start) or _within_word(text, start + len(piece))):
        start = text.find(piece, start + 1)
    return start


def _within_word(text: str, at: int) -> bool:
    """Whether the characters before and after a place belong to one word, or to one number, as in "1,300"."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if unicodedata.category(after).startswith("M"):
        return True
    if _of_word(before) and _of_word(after):
        return not (_UNSPACED_CHAR.match(before) or _UNSPACED_CHAR.match(after))
    beyond = text[at + 1 : at + 2]
    if before.isdigit() and after in ".,:" and beyond.isdigit():
        return True
    if after.isdigit() and before in ".,:" and text[max(0, at - 2) : at - 1].isdigit():
        return True
    return before.isalpha() and after == "'" and beyond.isalpha()  # "can" is not in "can't"


def _stands_before(before: str, text: str, at: int) -> bool:
    end = at - 1 if text[at - 1 : at] == " " else at
    begin = end - len(before)
    return begin >= 0 and text.startswith(before, begin) and not (before and _within_word(text, begin))


def _stands_after(after: str, text: str, at: int) -> bool:
    begin = at + 1 if text[at : at + 1] == " " else at
    end = begin + len(after)
    return text.startswith(after, begin) and not (after and _within_word(text, end))


def _of_word(char: str) -> bool:
    return char.isalnum() or unicodedata.category(char).startswith("M") or char in "\u200c\u200d"


def _same_place(this: _Match, other: _Match) -> bool:
    """Whether two passages may have been taken from one place: all they both show around the words agrees."""
    if this.stretch is other.stretch:
        return this.spans == other.spans
    text, also = this.stretch.folded.text, other.stretch.folded.text
    (first, last), (also_first, also_last) = ((match.spans[0][0], match.spans[-1][1]) for match in (this, other))
    before, after = min(first, also_first), min(len(text) - last, len(also) - also_last)
    return text[first - before : last + after] == also[also_first - before : also_last + after]


def _named(passage: Passage, match: _Match, saved: str) -> Passage:
    """A passage with the fragment by which a link names it, which only words in one place have."""
    above, places = match.stretch.begin, match.stretch.folded.places
    pieces = tuple((above + places[begin], above + places[end]) for begin, end in match.spans)
    return replace(passage, fragment=fragment(saved, pieces, (above, above + places[-1])))


def _passage(match: _Match, saved: str) -> Passage:
    folded, above = match.stretch.folded, match.stretch.begin
    first, last = match.spans[0][0], match.spans[-1][1]
    gaps = tuple(_elided(folded.text[end:begin]) for (_, end), (begin, _) in pairwise(match.spans))
    left = folded.text[max(0, first - CONTEXT) : first]
    right = folded.text[last : last + CONTEXT]
    if first > CONTEXT:
        left = left.partition(" ")[2] or left
    if last + CONTEXT < len(folded.text):
        right = right.rpartition(" ")[0] or right
    start, end = above + folded.places[first], above + folded.places[last]
    return Passage(start=start, end=start + len(saved[start:end].rstrip()), prefix=left, suffix=right, elided=gaps)


def _elided(text: str) -> str | int:
    text = text.strip()
    words = text.count(" ") + 1
    return text if words <= MOST_ELIDED else words
