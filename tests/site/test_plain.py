"""Plain prose: twelve phrases a language that sound translated are in no text of ours. docs/editorial.md has the rules.

Words of sources are not ours: they are no text that may be translated, and citations are left out of prose.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from invented import EXAMPLE, TUNNEL
from onrecord.beside import create
from onrecord.library import Library
from onrecord.pipeline import prepare
from onrecord.prepared import Prepared
from onrecord.prose.blocks import Block, plain
from onrecord.starter import FILES
from onrecord.texts import is_prose, texts_of
from real_site import ROOT

REFUSED = {
    "en": (
        "was not read", "were not read", "was read announcing", "no words of his were", "by whom is not known",
        "the record shows", "gathered here", "the way the words came", "in the words of the carrier", "whole in itself",
        "as it was told", "stands at this address",
    ),
    "fr": (
        "n’a pas été lu", "n’ont pas été lus", "est consigné", "est consignée", "recensées ici", "sanctions brandies",
        "mesure brandie", "crédite", "passage relevé", "en creux", "complet en lui-même", "on ne sait de qui",
    ),
    "es": (
        "no se leyó", "no se leyeron", "consta una como", "que se reúnen aquí", "huecas", "pasaje anotado",
        "completo por sí mismo", "el camino de las palabras", "no se sabe de quién", "lo tenga del autor",
        "no se le pone nombre", "que tuviera un plan así",
    ),
}  # fmt: skip


def refused(text: str, language: str) -> list[str]:
    """The phrases in a text that are refused: whole words, whatever stands between them."""
    words = "".join(one if one.isalnum() or one in "’-" else " " for one in text.casefold()).split()
    line = f" {' '.join(words)} "
    return [phrase for phrase in REFUSED.get(language, ()) if f" {phrase} " in line]


def our_texts(library: Library) -> Iterator[tuple[str, str]]:
    """The texts of a library that are ours, each with what it is of: fields as they are, prose without its citations."""
    for entry in (library.site_entry, *(decoded.entry for decoded in library.entries.values())):
        name = f"{entry.folder}/{entry.id}"
        yield from ((name, text) for path, text in texts_of(entry) if not is_prose(entry.folder, path))
    for (ref, field), prose in library.prose.items():
        yield f"{ref} {field}", plain((block for block in prose.blocks if not isinstance(block, Block)), lambda _: "")


def refused_in(prepared: Prepared) -> list[tuple[str, str, list[str]]]:
    """What is refused of an explainer as it is now: the language, the record and the phrases."""
    return [
        (edition.language, name, phrases)
        for edition in prepared.editions
        if edition.day is None
        for name, text in our_texts(edition.library)
        if (phrases := refused(text, edition.language))
    ]


def test_there_are_twelve_phrases_a_language() -> None:
    """They are written as they are looked for. One that is there is refused, over ends of lines too; a longer word is not."""
    assert {"en": 12, "fr": 12, "es": 12} == {language: len(set(phrases)) for language, phrases in REFUSED.items()}
    assert [] == [phrase for phrases in REFUSED.values() for phrase in phrases if phrase != phrase.casefold()]
    assert ["was not read"] == refused("The day was\nnot  read.", "en")
    assert [] == refused("It was not ready.", "en")


def test_the_explainer_is_in_plain_prose(real: Prepared) -> None:
    """No title, summary, note or body in any language has one of them."""
    assert [] == refused_in(real)


@pytest.mark.parametrize("folder", [EXAMPLE, TUNNEL, None], ids=["harbour", "tunnel", "new"])
def test_so_are_the_invented_ones(folder: Path | None, tmp_path: Path) -> None:
    """Those of the tests, and the one that ``onrecord new`` makes."""
    if folder is None:
        folder = tmp_path / "new"
        create(folder, FILES)
    prepared = prepare(folder)
    assert prepared.editions
    assert [] == refused_in(prepared)


@pytest.mark.parametrize("language", ["fr", "es"])
def test_so_is_the_interface(language: str) -> None:
    """No phrase of a catalog has one, in its own language or in English."""
    with (ROOT / "templates" / "locales" / f"{language}.po").open("rb") as file:
        messages = [one for one in read_po(file) if one.id]
    theirs = [text for one in messages for text in ([one.string] if isinstance(one.string, str) else one.string)]
    ours = [text for one in messages for text in ([one.id] if isinstance(one.id, str) else one.id)]
    assert [] == [text for text in theirs if refused(text, language)]
    assert [] == [text for text in ours if refused(text, "en")]
