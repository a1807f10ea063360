"""Text fragments: how a link names a passage, so that a browser shows it (WICG, URL Fragment Text Directives).

A browser looks for words within one block of the page, takes the first place where they stand, and goes on from there to the
end of a range, across blocks. So a passage that goes over the end of a line is named by its two ends; and one that is short, or
whose beginning stands before it too, by what stands around it as well. On a page that has changed since, its top is shown.
"""

import re
from dataclasses import dataclass
from urllib.parse import quote

WHOLE = 24  # words: a passage of more of them is named by its two ends
ENDS = 8  # words at each end
SHORT = 40  # characters: a shorter passage is named with what stands around it

# How many words before and after a passage are named, until it is told apart; a short one has some of them in any case.
_AROUND = ((0, 0), (2, 0), (0, 2), (2, 2), (4, 2), (6, 4), (12, 12))
_FAR = 2_000  # characters around a passage that are looked at
_EDGE = " \t\n\u00a0.,;:…"  # marks at the ends of a passage, which another copy may lack


@dataclass(frozen=True, slots=True)
class _Directive:
    """The words that a directive names, in their order on the page."""

    before: tuple[str, ...]
    begin: tuple[str, ...]
    end: tuple[str, ...] = ()
    after: tuple[str, ...] = ()

    def __str__(self) -> str:
        parts = [_encoded(self.before) + "-"] if self.before else []
        parts += [_encoded(end) for end in (self.begin, self.end) if end]
        parts += ["-" + _encoded(self.after)] if self.after else []
        return "text=" + ",".join(parts)

    def place(self, text: str) -> int:
        """Where a browser finds its first words in a text whose lines are blocks; -1 where it does not."""
        pattern = rf"{_words(self.before)}\s*(?P<here>){_words(self.begin)}"
        if self.end:
            pattern += rf".*?{_words(self.end)}"
        if self.after:
            pattern += rf"\s*{_words(self.after)}"
        found = re.search(pattern, text, re.IGNORECASE | re.DOTALL)
        return found.start("here") if found else -1


def fragment(text: str, pieces: tuple[tuple[int, int], ...], within: tuple[int, int] | None = None) -> str:
    """The directive for a passage, as it stands behind ``:~:`` in an address; empty where there is nothing to name.

    ``text`` is all that was saved, its lines as the blocks of the page; ``pieces`` are where the words begin and end in it, with
    gaps between them. What stands around is taken from ``within`` alone: of excerpts nobody knows what lies between them.

    >>> fragment("The harbour stays open, and we will not close it.", ((28, 48),))
    'text=open%2C%20and-,we%20will%20not%20close%20it'
    """
    first, last = within or (0, len(text))
    begin, end = pieces[0][0], pieces[-1][1]
    begin += len(text[begin:end]) - len(text[begin:end].lstrip(_EDGE))
    end = begin + len(text[begin:end].rstrip(_EDGE))
    head = _lines(text[begin : min(pieces[0][1], end)])
    tail = _lines(text[max(pieces[-1][0], begin) : end])
    if not head or not tail:
        return ""
    whole = len(pieces) == 1 and len(head) == 1 and len(head[0]) <= WHOLE
    named = (head[0], ()) if whole else (head[0][:ENDS], tail[-1][-ENDS:])
    before, after = _spoken(_line_before(text, first, begin)), _spoken(_line_behind(text, end, last))
    if not before and not after:
        return str(_Directive((), *named))
    tried = [_Directive(before[-n:] if n else (), *named, after[:m]) for n, m in _AROUND]
    if end - begin < SHORT:
        tried = [directive for directive in tried if directive.before or directive.after] or tried
    return str(next((directive for directive in tried if directive.place(text) == begin), tried[-1]))


def _lines(text: str) -> list[tuple[str, ...]]:
    """The words of each line that has any."""
    return [words for words in (tuple(line.split()) for line in text.split("\n")) if words]


def _line_before(text: str, first: int, begin: int) -> str:
    """What stands before a place on its line; where nothing does, the line above that has words."""
    near = text[max(first, begin - _FAR) : begin].rstrip()
    return near.rpartition("\n")[2]


def _line_behind(text: str, end: int, last: int) -> str:
    """What stands behind a place on its line; where nothing does, the line below that has words."""
    return text[end : min(last, end + _FAR)].lstrip().partition("\n")[0]


def _spoken(line: str) -> tuple[str, ...]:
    """The words of a line; nothing where it has marks alone, which would name no place."""
    return tuple(line.split()) if re.search(r"\w", line) else ()


def _words(words: tuple[str, ...]) -> str:
    """A pattern for words that stand in one block, not within longer ones."""
    if not words:
        return ""
    within = r"[^\S\n]+".join(map(re.escape, words))
    return rf"(?:(?<!\w)|(?!\w)){within}(?:(?!\w)|(?<!\w))"


def _encoded(words: tuple[str, ...]) -> str:
    return quote(" ".join(words), safe="").replace("-", "%2D")
