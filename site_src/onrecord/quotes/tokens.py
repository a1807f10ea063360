"""Words told apart, and how much each weighs when it is changed.

They are told apart in the spirit of Unicode's word boundaries (UAX #29), with the elisions, hyphens, numbers and unspaced
scripts that quotations have. Which words of a language weigh more than others stands in ``words.toml``.
"""

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

from onrecord.quotes.find import GAP
from onrecord.quotes.fold import fold
from onrecord.records.fields import base_language

Weight = Literal["negation", "number", "modal", "word"]

WEIGHTS: tuple[Weight, ...] = ("negation", "number", "modal", "word")  # the weightiest first

_MONTH = "May"  # the only modal that is a frequent name when it has a capital
_APOSTROPHES = "'’ʼ‘＇´`"

# A character's class is one letter, so that the patterns below read a text of classes as long as the text itself:
# a letter, d digit, h a character that is a word, m a mark on the one before or an invisible sign, s a space that may
# stand in a number, w other white space, q apostrophe, y hyphen, e en dash, t full stop, c other marks in numbers,
# g sign of a number, u percent and degree, v currency, k ampersand, p every other mark.
_CLASSES = {
    char: letter
    for letter, chars in {
        "s": " \u00a0\u2007\u2009\u202f",
        "q": _APOSTROPHES,
        "y": "-‐‑",
        "e": "–",
        "t": ".",
        "c": ",:/⁄٫٬．：",
        "g": "+−±~≈<>≤≥",
        "u": "%‰٪％°",
        "k": "&＆",
    }.items()
    for char in chars
}
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff]"
)
_DIGIT = "(?:dm*)"
_NUMBER = (
    "(?:(?<![adhmuvtcqye])(?<!ds)[yg])?"  # a sign, but no dash between words or numbers
    "(?:vm*s?)?"
    "(?:"
    f"{_DIGIT}{{4}}y{_DIGIT}{{2}}y{_DIGIT}{{2}}(?![dm])"  # 2021-12-27
    f"|{_DIGIT}{{1,2}}y{_DIGIT}{{1,2}}y{_DIGIT}{{4}}(?![dm])"  # 27-12-2021
    f"|{_DIGIT}{{1,3}}(?:s{_DIGIT}{{3}})+(?![dm])(?:[tc]{_DIGIT}+)*"  # 1 000,5
    f"|{_DIGIT}+(?:[tc]{_DIGIT}+|q{_DIGIT}{{3}}(?![dm]))*"  # 1,000.5; 27.12.2021; 12:30; 1'000
    ")"
    "(?:s?um*(?:am*(?![adm])|[ye]a[adm]*)?|s?vm*(?!m|s?d)|a[adm]*(?:[qye]a[adm]*)*|(?:[ye]a[adm]*)+)?"  # 10 %, 5 °C, 300 €, 18th, 10-day
)
_WORD = "am*(?:tam*)+(?![adm])|a[adm]*(?:(?:qa|[ye][ad])[adm]*)*|hm*|[guvk]m*"  # U.S, Russia's, S-300, 日, &
_SHAPE = re.compile(f"(?P<word>{_NUMBER}|{_WORD})|.m*")


@dataclass(frozen=True, slots=True)
class Token:
    """One word or mark, and the white space after it. White space before all words follows a token without text."""

    text: str
    word: bool
    space: str


def tokens(words: str, language: str) -> tuple[Token, ...]:
    """The words and marks of a text; their texts and white space, joined, are the text again.

    A word keeps its hyphens, inner apostrophes and combining marks; French and Italian elisions (``l’``) are words of
    their own, and so is each Han or Kana character (UAX #29 has no dictionary either). A number keeps its
    separators, sign, currency and unit. A ``[…]`` is one mark.

    >>> [token.text for token in tokens("Qu’il dise $300!", "fr")]
    ['Qu’', 'il', 'dise', '$300', '!']
    """
    shape = "".join(map(_class, words))
    elision = _elision(base_language(language))
    at = _past_space(shape, 0)
    parts = [Token("", word=False, space=words[:at])] if at else []
    while at < len(words):
        end, word = _next(words, shape, at, elision)
        text = words[at:end]
        at = _past_space(shape, end)
        parts.append(Token(text, word=word and bool(key_of(text)), space=words[end:at]))
    return tuple(parts)


def key_of(text: str) -> str:
    """A word as it is compared: folded, without invisible signs, tatweel, inner white space and full stops of letters."""
    folded = unicodedata.normalize("NFC", fold(text).text)
    has_digit = any(map(_is_digit, folded))
    return "".join(
        str(unicodedata.decimal(char, char))
        for char in folded
        if char != "ـ" and not char.isspace() and unicodedata.category(char) != "Cf" and (char != "." or has_digit)
    )


def weights_of(keys: Sequence[str], language: str) -> tuple[Weight, ...]:
    """How much each word of a text weighs, by its words as they are compared, in order.

    >>> weights_of(("we", "will", "not", "send", "500"), "en")
    ('word', 'modal', 'negation', 'word', 'number')
    """
    folded = [key if key == _MONTH and place else key.casefold() for place, key in enumerate(keys)]
    weights: list[Weight] = ["number" if any(map(_is_digit, key)) else "word" for key in folded]
    phrases = _phrases(base_language(language))
    for place, key in enumerate(folded):
        for phrase, weight in phrases.get(key, ()):
            end = place + len(phrase)
            if tuple(folded[place:end]) == phrase:
                weights[place:end] = [min(weight, other, key=WEIGHTS.index) for other in weights[place:end]]
    return tuple(weights)


@cache
def word_lists(language: str) -> Mapping[str, tuple[str, ...]]:
    """The words of a language that are listed, by their weight, and those that are elided; none where there is no list.

    The lists are short on purpose. They only decide what is named first, so a form that is missing is still shown as a change.
    Words with a frequent other sense are left out. Small letters, straight apostrophes; a number in digits needs no list.
    """
    lists = tomllib.loads((files("onrecord.quotes") / "words.toml").read_text("utf-8"))
    return {name: tuple(words.split()) for name, words in lists.get(language, {}).items()}


@cache
def _phrases(language: str) -> Mapping[str, list[tuple[tuple[str, ...], Weight]]]:
    """The listed words of a language by their first token; one of an unspaced script is a token a character."""
    phrases: dict[str, list[tuple[tuple[str, ...], Weight]]] = {}
    for weight in WEIGHTS:
        for word in word_lists(language).get(weight, ()):
            folded = key_of(word).casefold()
            phrase = tuple(folded) if _UNSPACED.match(folded) else (folded,)
            phrases.setdefault(phrase[0], []).append((phrase, weight))
    return phrases


@cache
def _elision(language: str) -> re.Pattern[str] | None:
    elided = "|".join(word_lists(language).get("elided", ()))
    return re.compile(rf"(?:{elided})[{_APOSTROPHES}](?=[\w«“„‘\"])", re.IGNORECASE) if elided else None


@lru_cache(maxsize=4096)
def _class(char: str) -> str:
    if char in _CLASSES:
        return _CLASSES[char]
    if char.isspace():
        return "w"
    category = unicodedata.category(char)
    if category[0] == "M" or category == "Cf":
        return "m"
    if category in {"Nd", "No"}:
        return "d"
    if category[0] in "LN":
        return "h" if _UNSPACED.match(char) else "a"
    return "v" if category == "Sc" else "p"


def _past_space(shape: str, at: int) -> int:
    return len(shape) - len(shape[at:].lstrip("sw"))


def _next(words: str, shape: str, at: int, elision: re.Pattern[str] | None) -> tuple[int, bool]:
    """Where the token that begins here ends, and whether it is a word."""
    if gap := GAP.match(words, at):
        return gap.end(), False
    if elision and (elided := elision.match(words, at)):
        return elided.end(), True
    match = _SHAPE.match(shape, at)
    return (match.end(), match["word"] is not None) if match else (at + 1, False)


def _is_digit(char: str) -> bool:
    return _class(char) == "d"
