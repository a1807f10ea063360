"""The address of a passage: the source's own, with the words as a text fragment that a browser can look for."""

from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from onrecord.pages.passages import address
from onrecord.quotes.fragments import ENDS, WHOLE
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
    assert f"{PAGE}{TEXT}{expected}" == address(source(), words)


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
    assert f"{PAGE}{TEXT}{expected}" == address(source(), words)


@pytest.mark.parametrize("words", [None, "", "[…]", "… […] ."])
def test_without_words_the_page_itself_is_named(words: str | None) -> None:
    """Where there is nothing to look for, the address is that of the page."""
    assert address(source(), words) == PAGE


@pytest.mark.parametrize("words", [None, "The harbour"])
def test_a_source_without_an_address_has_no_passage(words: str | None) -> None:
    """What is not on the web cannot be opened."""
    assert address(source(None), words) is None


def test_a_fragment_of_the_address_is_kept() -> None:
    """An address that leads to a part of its page still does, and names the words behind it."""
    assert f"{PAGE}#second:~:text=The%20harbour" == address(source(f"{PAGE}#second"), "The harbour")


@given(st.text(st.characters(exclude_categories=("C", "Z")), min_size=1).filter(lambda text: text.strip(".,;:… ")))
def test_any_word_can_be_named(word: str) -> None:
    """Whatever a word holds, the address stays one address, and the word can be read back from it."""
    url = address(source(), word)
    assert url is not None
    named = urlsplit(url).fragment.removeprefix(":~:text=")
    assert set("-,& \"'<>") & set(named) == set()
    assert unquote(named) in word


@given(st.lists(st.sampled_from(("toll", "lamp", "ship")), min_size=1, max_size=40))
def test_both_ends_are_named_in_their_order(words: list[str]) -> None:
    """However long a passage is, few of its words stand in the address, from its beginning and its end."""
    named = str(address(source(), " ".join(words))).partition("text=")[2].split(",")
    if len(words) > WHOLE:
        assert [words[:ENDS], words[-ENDS:]] == [unquote(one).split() for one in named]
    else:
        assert [words] == [unquote(one).split() for one in named]


@pytest.mark.parametrize("end", ["#:~:text=foo", ":~:text=foo", "#second:~:text=foo", "#"])
def test_a_directive_in_the_address_is_left_out(end: str) -> None:
    """A browser puts one there with its "link to highlight"; two are none."""
    part = "#second" if "second" in end else "#"
    assert f"{PAGE}{part}:~:text=The%20harbour" == address(source(PAGE + end), "The harbour")


@pytest.mark.parametrize(
    ("url", "locator", "expected"),
    [
        ("https://a.example/paper.pdf", "page 4", "https://a.example/paper.pdf#page=4"),
        ("https://a.example/paper.pdf", "Article 2, page 04", "https://a.example/paper.pdf#page=4"),
        ("https://a.example/paper.pdf", "página 12", "https://a.example/paper.pdf#page=12"),
        ("https://a.example/Paper.PDF?x=1#page=2", "pages 4 and 5", "https://a.example/Paper.PDF?x=1#page=4"),
        ("https://a.example/paper.pdf", "Article 4", "https://a.example/paper.pdf"),
        ("https://a.example/paper.pdf", "", "https://a.example/paper.pdf"),
        ("https://a.example/pdf", "page 4", "https://a.example/pdf#:~:text=The%20harbour"),
    ],
)
def test_of_a_pdf_the_page_is_named(url: str, locator: str, expected: str) -> None:
    """No browser looks for words in one."""
    assert expected == address(source(url), "The harbour", "", locator)


def test_what_a_receipt_keeps_is_taken() -> None:
    """It was cut out of the saved text, and knows what stands around the words."""
    assert f"{PAGE}#:~:text=a-,b" == address(source(), "The harbour", "text=a-,b")
