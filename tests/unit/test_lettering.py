"""Words in drawings: how wide they are taken to be, and where their lines break."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from onrecord.lettering import block_of, lines_of, width_of

texts = st.text(st.sampled_from("abcmil  WÄé談ق.—"), max_size=60)
widths = st.integers(20, 300)


@given(texts, widths)
def test_no_line_is_wider_than_it_may_be(text: str, width: int) -> None:
    """Every line has the width that it is given, whatever the words."""
    assert all(width_of(line, 12) <= width for line in lines_of(text, 12, width))


@given(texts, widths)
def test_nothing_is_lost_between_lines(text: str, width: int) -> None:
    """The lines together have every letter of the text, in order."""
    assert "".join(text.split()) == "".join("".join(lines_of(text, 12, width)).split())


def test_lines_break_between_words() -> None:
    """A word is broken only where it alone is wider than a line."""
    assert ("Talks in", "Geneva") == lines_of("Talks in Geneva", 12, 60)
    assert ("Talks in Geneva",) == lines_of("Talks in Geneva", 12, 120)
    assert ("in", "Genev", "a") == lines_of("in Geneva", 12, 38)


def test_words_that_have_no_spaces_between_them_break_too() -> None:
    """Chinese is written without spaces, and each of its letters is as wide as it is high."""
    assert ("日内瓦", "会谈") == lines_of("日内瓦会谈", 12, 36)


def test_marks_on_letters_take_no_room() -> None:
    """Vowel signs of Arabic and combining accents stand over their letter."""
    assert width_of("كتب", 12) == width_of("كَتَبَ", 12)
    assert width_of("e", 12) == width_of("e\u0301", 12)


@given(texts, st.integers(1, 3))
def test_a_block_has_no_more_lines_than_it_may(text: str, most: int) -> None:
    """However long the text is, a block of it fits."""
    block = block_of(text, 12, most, 100)
    assert len(block) <= most
    assert all(width_of(line, 12) <= 100 for line in block)


@pytest.mark.parametrize(
    ("most", "expected"),
    [
        (1, ("NATO-Russia Council meets in Brussels",)),
        (2, ("NATO-Russia Council", "meets in Brussels")),
        (3, ("NATO-Russia", "Council meets", "in Brussels")),
    ],
)
def test_a_block_is_as_narrow_as_its_lines_allow(most: int, expected: tuple[str, ...]) -> None:
    """Lines are of about one length, so that no line holds a single word beside a long one."""
    assert expected == block_of("NATO-Russia Council meets in Brussels", 12, most, 250)


def test_a_block_that_is_cut_ends_with_a_whole_word() -> None:
    """Where the lines do not suffice, the last ends behind a word, and says that there is more."""
    assert ("NATO-Russia", "Council …") == block_of("NATO-Russia Council meets in Brussels", 12, 2, 84)
