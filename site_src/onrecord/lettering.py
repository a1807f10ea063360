"""Words in drawings: how wide they will be, and where their lines break.

A drawing made at build time cannot ask a browser. So widths are estimated, rather too wide than too narrow, for the
sans-serif faces that systems have (Segoe UI, Roboto, San Francisco, Noto Sans, Arial).
"""

import unicodedata
from functools import cache, lru_cache

# Widths in hundredths of the size of the letters.
_NARROW = frozenset("ijl|.,:;'’‘`!()[]{} ")
_SLIM = frozenset('frtI-“”"/*°')
_BROAD = frozenset("mwMW@%—…")


@cache
def _width(letter: str) -> int:
    if unicodedata.combining(letter) or unicodedata.category(letter) in {"Mn", "Me", "Cf"}:
        return 0
    if unicodedata.east_asian_width(letter) in {"W", "F"}:
        return 100
    if letter in _NARROW:
        return 31
    if letter in _SLIM:
        return 40
    if letter in _BROAD:
        return 94
    return 70 if letter.isupper() else 60 if letter.isdigit() else 58


def width_of(text: str, size: int) -> int:
    """About how wide a line is, in the units of ``size``, the height of its letters."""
    return -(-sum(map(_width, text)) * size // 100)


def lines_of(text: str, size: int, width: int) -> tuple[str, ...]:
    """The text in lines of at most that width: broken between words, and within one only where it alone is wider.

    >>> lines_of("The harbour stays open", 12, 80)
    ('The harbour', 'stays open')
    """
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if width_of(longer, size) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        line = ""
        for letter in word:
            if line and width_of(line + letter, size) > width:
                lines.append(line)
                line = ""
            line += letter
    return (*lines, line) if line else tuple(lines)


@lru_cache(maxsize=4096)  # the same titles stand on drawings of several days
def block_of(text: str, size: int, most: int, width: int) -> tuple[str, ...]:
    """The text in the narrowest lines of which ``most`` are enough, none wider than ``width``.

    Where even those of that width are too many, it ends behind the last whole word that leaves room for "…".
    """
    lines = lines_of(text, size, width)
    if len(lines) > most:
        return (*lines[: most - 1], _ended(lines[most - 1], size, width))
    if not _whole(text, lines):
        return lines
    low, high = 1, max((width_of(line, size) for line in lines), default=1)
    while low < high:  # lines of one more unit never need more of them
        middle = (low + high) // 2
        if len(found := lines_of(text, size, middle)) <= most and _whole(text, found):
            high = middle
        else:
            low = middle + 1
    return lines_of(text, size, high)


def _whole(text: str, lines: tuple[str, ...]) -> bool:
    """Whether no word was broken."""
    return " ".join(lines) == " ".join(text.split())


def _ended(line: str, size: int, width: int) -> str:
    while " " in line and width_of(f"{line} …", size) > width:
        line = line.rpartition(" ")[0]
    while len(line) > 1 and width_of(f"{line} …", size) > width:
        line = line[:-1]
    return f"{line} …"
