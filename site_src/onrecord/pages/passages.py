"""Links to a passage within a source: text fragments (WICG Scroll to Text Fragment), which need no script."""

from urllib.parse import quote

from onrecord.records.source import Source

ENDS = 5  # words at each end of a long passage that the fragment names


def passage_url(source: Source, words: str | None) -> str | None:
    """The source's address with the words as its text fragment; None where the source has no address.

    Of words with gaps only the first piece is named. The fragment is a help: a browser that does not find the words
    shows the page's top.
    """
    if source.url is None or not words:
        return source.url
    piece = words.split("[…]")[0].split("[...]")[0].strip(" .,;:…")
    spoken = piece.split()
    if not spoken:
        return source.url
    if len(spoken) > 2 * ENDS:
        text = f"{_encoded(' '.join(spoken[:ENDS]))},{_encoded(' '.join(spoken[-ENDS:]))}"
    else:
        text = _encoded(piece)
    return f"{source.url}{'' if '#' in source.url else '#'}:~:text={text}"


def _encoded(words: str) -> str:
    return quote(words, safe="").replace("-", "%2D")
