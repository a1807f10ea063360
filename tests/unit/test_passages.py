"""The address of a passage: the source's own, with the words as a text fragment that a browser can look for."""

from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from onrecord.pages.passages import ENDS, passage_url
from onrecord.records.source import Source

PAGE = "https://harbour.example/news?day=10"
TEXT = "#:~:text="


def source(url: str | None = PAGE) -> Source:
    """A source at that address."""
    told = {"id": "paper", "publisher": "The Harbour News", "language": "en", "kind": "news"}
    return Source.model_validate(told | ({"url": url} if url else {}))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("The harbour", "The%20harbour"),
        ("well-known", "well%2Dknown"),
        ("first, second", "first%2C%20second"),
        ("tolls & tides", "tolls%20%26%20tides"),
        ("12 < 15 #2 50%", "12%20%3C%2015%20%232%2050%25"),
        ("a/b?c=d+e", "a%2Fb%3Fc%3Dd%2Be"),
        ("“Сбор” останется", "%E2%80%9C%D0%A1%D0%B1%D0%BE%D1%80%E2%80%9D%20%D0%BE%D1%81%D1%82%D0%B0%D0%BD%D0%B5%D1%82%D1%81%D1%8F"),
        ("通行费", "%E9%80%9A%E8%A1%8C%E8%B4%B9"),
    ],
)  # fmt: skip
def test_words_are_encoded(words: str, expected: str) -> None:
    """Hyphen, comma and ampersand, which the syntax of text fragments takes for itself, are encoded like all else."""
    assert f"{PAGE}{TEXT}{expected}" == passage_url(source(), words)


def test_up_to_ten_words_stand_in_full() -> None:
    """A passage of ten words is named whole; of eleven, only the first five and the last five are."""
    ten = "one two three four five six seven eight nine ten"
    assert f"{PAGE}{TEXT}{ten.replace(' ', '%20')}" == passage_url(source(), ten)
    ends = "one%20two%20three%20four%20five,seven%20eight%20nine%20ten%20eleven"
    assert f"{PAGE}{TEXT}{ends}" == passage_url(source(), f"{ten} eleven")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("The toll stays […] we say so now", "The%20toll%20stays"),
        ("The toll stays [...] we say so now", "The%20toll%20stays"),
        ("The toll stays, […]", "The%20toll%20stays"),
        ("[…] we say so now […] again", "we%20say%20so%20now"),
        ("… we say so now.", "we%20say%20so%20now"),
        ("one\ntwo  three", "one%20two%20three"),
    ],
)
def test_of_words_with_gaps_the_first_piece_is_named(words: str, expected: str) -> None:
    """What was left out is not on the page, nor the mark of the gap, nor need the stop at its edge be."""
    assert f"{PAGE}{TEXT}{expected}" == passage_url(source(), words)


@pytest.mark.parametrize("words", [None, "", "[…]", "… […] ."])
def test_without_words_the_page_itself_is_named(words: str | None) -> None:
    """Where there is nothing to look for, the address is that of the page."""
    assert passage_url(source(), words) == PAGE


@pytest.mark.parametrize("words", [None, "The harbour"])
def test_a_source_without_an_address_has_no_passage(words: str | None) -> None:
    """What is not on the web cannot be opened."""
    assert passage_url(source(None), words) is None


def test_a_fragment_of_the_address_is_kept() -> None:
    """An address that leads to a part of its page still does, and names the words behind it."""
    assert f"{PAGE}#second:~:text=The%20harbour" == passage_url(source(f"{PAGE}#second"), "The harbour")


@given(st.text(st.characters(exclude_categories=("C", "Z")), min_size=1).filter(lambda text: text.strip(".,;:… ")))
def test_any_word_can_be_named(word: str) -> None:
    """Whatever a word holds, the address stays one address, and the word can be read back from it."""
    url = passage_url(source(), word)
    assert url is not None
    named = urlsplit(url).fragment.removeprefix(":~:text=")
    assert set("-,& \"'<>") & set(named) == set()
    assert unquote(named) in word


@given(st.lists(st.sampled_from(("toll", "lamp", "ship")), min_size=1, max_size=40))
def test_both_ends_are_named_in_their_order(words: list[str]) -> None:
    """However long a passage is, at most ten of its words stand in the address, from its beginning and its end."""
    named = str(passage_url(source(), " ".join(words))).partition("text=")[2].split(",")
    if len(words) > 2 * ENDS:
        assert [words[:ENDS], words[-ENDS:]] == [unquote(one).split() for one in named]
    else:
        assert [words] == [unquote(one).split() for one in named]
