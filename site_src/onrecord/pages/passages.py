"""Links to a passage within a source: text fragments (WICG Scroll to Text Fragment), which need no script."""

from urllib.parse import quote

from onrecord.quotes.find import GAP
from onrecord.records.source import Source

ENDS = 5  # words at each end of a long passage that the fragment names


def passage_url(source: Source, words: str | None) -> str | None:
    """The source's address with the words as its text fragment; None where the source has no address.

    Of words with gaps only the first piece is named. The fragment is a help: a browser that does not find the words
    shows the page's top.
    """
    if source.url is None or not words:
        return source.url
    pieces = (piece.strip(" .,;:…").split() for piece in GAP.split(words))
    spoken: list[str] = next(filter(None, pieces), [])
    if not spoken:
        return source.url
    ends = (spoken[:ENDS], spoken[-ENDS:]) if len(spoken) > 2 * ENDS else (spoken,)
    text = ",".join(_encoded(" ".join(end)) for end in ends)
    return f"{source.url}{'' if '#' in source.url else '#'}:~:text={text}"


def _encoded(words: str) -> str:
    return quote(words, safe="").replace("-", "%2D")
