"""Links to a passage within a source: the address of its page, with what a receipt keeps of where the words stand there."""

import re

from onrecord.library import Library
from onrecord.provenance import proof
from onrecord.quotes.find import GAP
from onrecord.quotes.fragments import fragment
from onrecord.records.base import Evidence
from onrecord.records.source import Source
from onrecord.records.statement import Rendition

# "page 4" in the languages of the interface.
_PAGE = re.compile(r"(?:\b(?:pages?|p\.|páginas?|pág\.)|صفحة)\s*0*([1-9][0-9]{0,4})(?![0-9])", re.IGNORECASE)


def passage(library: Library, part: Evidence | Rendition) -> str | None:
    """The address of the words of a part within its source; None where the source has no address.

    It has the text directive that the receipt keeps, or of a PDF the page that the locator names. Words without a receipt are named by themselves, up to
    the first gap. That is a help: a browser that does not find the words shows the top of the page.
    """
    found = proof(library, part)
    source = library.source(part.source)
    return address(source, part.words, found.passage.fragment if found else "", part.locator or "")


def address(source: Source, words: str | None, kept: str = "", locator: str = "") -> str | None:
    """The address of a passage, from what a receipt keeps. A directive that a browser put into the source's address is left out."""
    if source.url is None:
        return None
    page, _, _ = source.url.partition(":~:")
    page = page.rstrip("#")
    if source.is_pdf:
        number = _PAGE.search(locator)
        return f"{page.partition('#')[0]}#page={number[1]}" if number else page
    spoken = " ".join(next((one for one in GAP.split(words or "") if one.strip()), "").split())
    kept = kept or fragment(spoken, ((0, len(spoken)),))
    if not kept:
        return page
    return f"{page}{'' if '#' in page else '#'}:~:{kept}"
