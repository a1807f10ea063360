"""Comparing: one statement as two carriers printed it, in one language, word by word.

Across languages nothing is ever compared: a difference of words would mean nothing.

Only the span that both quote is compared. Where an excerpt begins earlier or ends later than the other, it quotes more, and has
changed nothing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import groupby
from typing import Literal

from onrecord.quotes.find import GAP
from onrecord.quotes.tokens import WEIGHTS, Token, Weight, key_of, tokens, weights_of
from onrecord.records.fields import base_language

PieceKind = Literal["same", "dropped", "added", "less", "more"]

MOST_REPLACED = 6  # words at an end that may have been put in place of others; more are another excerpt
MOST_FOLDED = 3  # letters of a lone kept word that is too short to part two changes

_FULL = {"n'": "ne"}  # one negation in two shapes


@dataclass(frozen=True, slots=True)
class Change:
    """Words of the base left out, and those put in for them; either may be empty.

    ``kind`` is the weightiest of what differs. Where a carrier marks that it left words out, ``added`` is ``[…]``.
    """

    kind: Weight
    dropped: str
    added: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that both have, or only the base (dropped), or only the other (added).

    Before and after the span that both quote, what only the base has is ``less``, what only the other has ``more``.
    """

    kind: PieceKind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What one rendition keeps and changes of another.

    ``pieces`` stand in reading order, dropped before added; same, dropped and less give the base, same, added and more the
    other, to the character. ``changes`` name negations first, then numbers, modals and words. ``share`` is the part of
    the base's words in the span that both quote which stand in pieces of both; 0 where no word of the base is.
    ``less`` and ``more`` say whether the base, or the other, has words before or after that span.
    """

    pieces: tuple[Piece, ...]
    changes: tuple[Change, ...]
    share: float
    less: bool
    more: bool

    @property
    def same(self) -> bool:
        """Whether both have the same words, whatever the glyphs, marks and white space."""
        return not (self.changes or self.less or self.more)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """A text taken apart: its tokens, which of them are compared, as what, and how much each of those weighs."""

    tokens: tuple[Token, ...]
    places: tuple[int, ...]
    keys: tuple[str, ...]
    weights: tuple[Weight, ...]

    @property
    def lead(self) -> list[str]:
        """What stands before the first compared place."""
        return _atoms(self.tokens[: self._at(0)])

    def atoms(self, span: range) -> list[str]:
        """Words, marks and white space from one compared place up to another, each by itself."""
        return _atoms(self.tokens[self._at(span.start) : self._at(span.stop)])

    def words(self, span: range) -> str:
        """The compared words, with the marks and the white space between them."""
        if not span:
            return ""
        return "".join(self.atoms(span[:-1])) + self.tokens[self.places[span[-1]]].text

    def counted(self, span: range) -> int:
        """How many words are compared there; a ``[…]`` is none."""
        return sum(self.tokens[self.places[place]].word for place in span)

    def weighing(self, weight: Weight, span: range) -> list[str]:
        """The compared words of a span that weigh so much, whatever their case."""
        folded = (self.keys[place].casefold() for place in span if self.weights[place] == weight)
        return [_FULL.get(key, key) for key in folded]

    def _at(self, place: int) -> int:
        return self.places[place] if place < len(self.places) else len(self.tokens)


def _atoms(parts: Iterable[Token]) -> list[str]:
    return [text for token in parts for text in (token.text, token.space) if text]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stretch:
    """Compared places of the base and of the other: ``kept`` where they agree, ``beyond`` what only one of them quotes."""

    kept: bool
    here: range
    there: range
    beyond: bool = False


@lru_cache(maxsize=4096)  # the same copies stand in every language and on every day
def compare(base: str, other: str, language: str, other_language: str) -> Comparison:
    """What the other rendition keeps, drops and adds, held against the base.

    Not counted as changes: the glyphs of quotation marks, apostrophes, dashes and digits, punctuation, white space, and
    the case of the first word. Raises ValueError where the two are not in one language.

    >>> compare("We will not send 500 troops.", "We will send 300 troops.", "en", "en").changes
    (Change(kind='negation', dropped='not', added=''), Change(kind='number', dropped='500', added='300'))
    """
    if base_language(language) != base_language(other_language):
        raise ValueError(
            f"words in '{language}' cannot be compared with words in '{other_language}'; show them side by side"
        )
    left, right = _text(base, language), _text(other, other_language)
    stretches = _spanned(left, right, tuple(_stretches(left, right)))
    changes = [_change(left, right, stretch) for stretch in stretches if not (stretch.kept or stretch.beyond)]
    kept = sum(left.counted(stretch.here) for stretch in stretches if stretch.kept)
    span = sum(left.counted(stretch.here) for stretch in stretches if not stretch.beyond)
    return Comparison(
        pieces=_parted(_joined(_pieces(left, right, stretches))),
        changes=tuple(sorted(changes, key=lambda change: WEIGHTS.index(change.kind))),
        share=kept / span if span else float(not left.counted(range(len(left.places)))),
        less=any(left.counted(stretch.here) for stretch in stretches if stretch.beyond),
        more=any(right.counted(stretch.there) for stretch in stretches if stretch.beyond),
    )


def _text(words: str, language: str) -> _Text:
    parts = tokens(words, language)
    places = tuple(place for place, token in enumerate(parts) if token.word or GAP.fullmatch(token.text))
    keys = tuple(key_of(parts[place].text) if parts[place].word else "[…]" for place in places)
    return _Text(tokens=parts, places=places, keys=keys, weights=weights_of(keys, language))


# -- what agrees --------------------------------------------------------------------------------------------------------


def _stretches(left: _Text, right: _Text) -> Iterator[_Stretch]:
    """The stretches that agree and those that do not, in turn. A slight one that agrees parts no change from another."""
    codes = SequenceMatcher(None, *_with_any_first(left, right), autojunk=False).get_opcodes()
    slight = {code for code in codes[1:-1] if _is_slight(left, range(code[1], code[2]))}
    for kept, run in groupby(codes, key=lambda code: code[0] == "equal" and code not in slight):
        parts = list(run)
        (_, begin, _, other_begin, _), (_, _, end, _, other_end) = parts[0], parts[-1]
        yield _Stretch(kept=kept, here=range(begin, end), there=range(other_begin, other_end))


def _spanned(left: _Text, right: _Text, stretches: tuple[_Stretch, ...]) -> tuple[_Stretch, ...]:
    """The stretches, with what is beyond the span that both quote told apart from what was changed at its ends.

    A few words at an end in place of about as many are a change. Where one has none there, or far more, it quotes more.
    """
    ends = {0, len(stretches) - 1} if any(one.kept for one in stretches) else set(range(len(stretches)))

    def replaced(stretch: _Stretch) -> bool:
        fewer, more = sorted((left.counted(stretch.here), right.counted(stretch.there)))
        return len(stretches) > 1 and 0 < more <= min(MOST_REPLACED, 2 * fewer)

    return tuple(
        replace(stretch, beyond=place in ends and not stretch.kept and not replaced(stretch))
        for place, stretch in enumerate(stretches)
    )


def _with_any_first(left: _Text, right: _Text) -> tuple[list[str], list[str]]:
    """What is compared of both, the first word of each in whatever case the other has it."""
    keys, other_keys = list(left.keys), list(right.keys)
    first, other_first = _first(left), _first(right)
    if first is None or other_first is None:
        return keys, other_keys
    if keys[first].casefold() == other_keys[other_first].casefold():
        other_keys[other_first] = keys[first]
    else:
        keys[first] = _as_in(other_keys, keys[first])
        other_keys[other_first] = _as_in(keys, other_keys[other_first])
    return keys, other_keys


def _first(text: _Text) -> int | None:
    return next((number for number, place in enumerate(text.places) if text.tokens[place].word), None)


def _as_in(keys: Iterable[str], key: str) -> str:
    """The key in the case in which it is among these; as it is, where it is there already or not at all."""
    variants = [variant for variant in keys if variant.casefold() == key.casefold()]
    return key if key in variants or not variants else variants[0]


def _is_slight(text: _Text, span: range) -> bool:
    """Whether these are one short word of no weight, which would only break up a change around it."""
    return (
        len(span) == 1
        and text.counted(span) == 1
        and text.weights[span.start] == "word"
        and sum(map(str.isalpha, text.keys[span.start])) <= MOST_FOLDED
    )


def _change(left: _Text, right: _Text, stretch: _Stretch) -> Change:
    """The words that differ, and the weightiest of them."""
    differing = (
        weight
        for weight in WEIGHTS[:-1]
        if _differ(weight, left.weighing(weight, stretch.here), right.weighing(weight, stretch.there))
    )
    return Change(next(differing, WEIGHTS[-1]), left.words(stretch.here), right.words(stretch.there))


def _differ(weight: Weight, words: Sequence[str], others: Sequence[str]) -> bool:
    """Whether words of a weight were changed. One negation for another, *never* for *could not*, is no change of it."""
    return bool(words) != bool(others) if weight == "negation" else words != others


# -- pieces -------------------------------------------------------------------------------------------------------------


def _pieces(left: _Text, right: _Text, stretches: Sequence[_Stretch]) -> Iterator[Piece]:
    """Words, marks and white space, one by one. Where words agree, their glyphs and marks may not."""
    first, last = (bool(stretches) and stretches[end].beyond for end in (0, -1))
    yield from _alike(left.lead, right.lead, *_KINDS_AT[first])
    for place, stretch in enumerate(stretches):
        if not stretch.kept:
            dropped, added = _KINDS_AT[stretch.beyond]
            yield Piece(dropped, "".join(left.atoms(stretch.here)))
            yield Piece(added, "".join(right.atoms(stretch.there)))
            continue
        for here, there in zip(stretch.here, stretch.there, strict=True):
            word, *marks = left.atoms(range(here, here + 1))
            other_word, *other_marks = right.atoms(range(there, there + 1))
            is_last = here == stretch.here[-1] and place == len(stretches) - 2
            yield from _alike([word], [other_word])
            yield from _alike(marks, other_marks, *_KINDS_AT[is_last and last])


# What only the one and only the other has are called, within the span that both quote and beyond it.
_KINDS_AT: Mapping[bool, tuple[PieceKind, PieceKind]] = {False: ("dropped", "added"), True: ("less", "more")}


def _alike(
    atoms: Sequence[str], others: Sequence[str], dropped: PieceKind = "dropped", added: PieceKind = "added"
) -> Iterator[Piece]:
    """What two rows have in common at both ends, and what differs between."""
    short = min(len(atoms), len(others))
    head = next((place for place in range(short) if atoms[place] != others[place]), short)
    tail = next((place for place in range(short - head) if atoms[-1 - place] != others[-1 - place]), short - head)
    yield Piece("same", "".join(atoms[:head]))
    yield Piece(dropped, "".join(atoms[head : len(atoms) - tail]))
    yield Piece(added, "".join(others[head : len(others) - tail]))
    yield Piece("same", "".join(atoms[len(atoms) - tail :]))


def _joined(pieces: Iterable[Piece]) -> list[Piece]:
    """Neighbours of one kind as one piece, dropped before added, none empty."""
    joined: list[dict[PieceKind, str]] = [{}]  # each with what is the same, then what was dropped and added after it
    for piece in pieces:
        if not piece.text:
            continue
        apart = next(
            (joined[-1].keys() - set(pair) for pair in _KINDS_AT.values() if piece.kind in pair), joined[-1].keys()
        )
        if apart - {"same"}:  # what is the same, or what lies beyond the span, begins a new row
            joined.append({})
        joined[-1][piece.kind] = joined[-1].get(piece.kind, "") + piece.text
    kinds: tuple[PieceKind, ...] = ("same", "dropped", "added", "less", "more")
    return [Piece(kind, texts[kind]) for texts in joined for kind in kinds if kind in texts]


def _parted(pieces: list[Piece]) -> tuple[Piece, ...]:
    """The pieces with white space between words dropped and words added, so that they can be read without any style.

    It is taken from what is the same after them, or else before them, and then stands in both.
    """
    parted = [*pieces, Piece("same", "")]
    for place in range(len(pieces) - 1):
        dropped, added = parted[place : place + 2]
        if (dropped.kind, added.kind) not in _KINDS_AT.values() or not _touch(dropped.text, added.text):
            continue
        # Before the first piece is the empty one at the end.
        after, before = (piece.text if piece.kind == "same" else "" for piece in (parted[place + 2], parted[place - 1]))
        if space := after[: len(after) - len(after.lstrip())]:
            parted[place : place + 3] = [
                Piece(dropped.kind, dropped.text + space),
                Piece(added.kind, added.text + space),
                Piece("same", after[len(space) :]),
            ]
        elif space := before[len(before.rstrip()) :]:
            parted[place - 1 : place + 2] = [
                Piece("same", before.removesuffix(space)),
                Piece(dropped.kind, space + dropped.text),
                Piece(added.kind, space + added.text),
            ]
    joined = _joined(parted)
    return tuple(joined) if joined == pieces else _parted(joined)


def _touch(dropped: str, added: str) -> bool:
    """Whether words of the one would run into words of the other."""
    words = any(map(str.isalnum, dropped)) and any(map(str.isalnum, added))
    return words and not dropped[-1].isspace() and not added[0].isspace()
