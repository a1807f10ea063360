"""Prose in two directions: stretches that run against the page are isolated, so that the punctuation around them stays put.

The bidirectional algorithm (UAX 9) gives marks and digits at the border of two scripts the direction of the sentence,
so that ``"50% or 35%?"`` within Arabic falls apart. Authors write plain Markdown and have no mark to keep it together.
"""

import re

_LTR = "A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u052f\u1e00-\u1eff"
_RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_MARKS = '"“”„«»‹›'


def _runs(with_: str, against: str) -> str:
    """A pattern of stretches of the letters ``against`` in a text of the letters ``with_``: all within quotation marks, or words in a row."""
    word = rf"(?!https?://)[{against}](?:(?:[{against}\d.,:'’/+%-]|&amp;)*[{against}\d%])?"
    quoted = rf"(?<=[{_MARKS}])[^{_MARKS}{with_}<>&]*[{against}][^{_MARKS}{with_}<>&]*(?=[{_MARKS}])"
    return rf"&#?\w+;|{quoted}|{word}(?:[ \n](?:{word}|\d[\d.,:/%-]*(?<![.,:])))*"


_ADDRESS = rf"https?://(?:[^\s<>&{_RTL}]|&amp;)*"  # its slashes would change sides
_AGAINST = {
    "rtl": re.compile(f"{_ADDRESS}|{_runs(_RTL, _LTR)}"),
    "ltr": re.compile(_runs(_LTR, _RTL)),
}


def isolate(text: str, direction: str) -> str:
    """Text as HTML writes it, with ``bdi`` around each stretch that runs against the direction, ``ltr`` or ``rtl``."""
    return _AGAINST["rtl" if direction == "rtl" else "ltr"].sub(_wrapped, text)


def _wrapped(match: re.Match[str]) -> str:
    return match[0] if match[0].startswith("&") else f"<bdi>{match[0]}</bdi>"
