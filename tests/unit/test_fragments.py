"""Text fragments: what a directive names of a passage, so that a browser finds that place and no other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from onrecord.quotes.fragments import ENDS, WHOLE, fragment

LONG = " ".join(f"w{number}" for number in range(WHOLE + 1))


def named(text: str, words: str, *, last: bool = False) -> str:
    """The directive for words in a text, without what stands before its value."""
    begin = text.rindex(words) if last else text.index(words)
    return fragment(text, ((begin, begin + len(words)),)).removeprefix("text=").replace("%20", " ")


def test_long_words_that_stand_once_are_named_alone() -> None:
    """Up to a number of words whole, more by some at each end."""
    short = LONG.rpartition(" ")[0]
    assert short == named(f"It is said that {short}, as ever.", short)
    words = LONG.split()
    assert f"{' '.join(words[:ENDS])},{' '.join(words[-ENDS:])}" == named(f"Count: {LONG}.", LONG)


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("He answered then: We agree on it. The end.", "We agree on it", "answered then%3A-,We agree on it"),
        ("We agree on it. That was the end.", "We agree on it", "We agree on it,-. That"),
        ("He said so.\n\nWe agree on it.\n\nThe end.", "We agree on it", "said so.-,We agree on it"),
        ("“We agree on it”, he said", "We agree on it", "We agree on it,-%E2%80%9D%2C he"),
        ("We agree on it.", "We agree on it", "We agree on it"),
    ],
)
def test_a_short_passage_is_named_with_what_stands_around_it(text: str, words: str, expected: str) -> None:
    """The words before it, or after it where none are before; marks alone name no place."""
    assert expected == named(text, words)


def test_a_passage_that_stands_twice_is_told_apart() -> None:
    """By as many words around it as are needed."""
    words = "and the council decided nothing on the harbour at all"
    text = f"On Monday it met {words}. On Tuesday it met {words}. On Tuesday it ended."
    assert f"On Tuesday it met-,{words},-. On" == named(text, words, last=True)
    assert words == named(text, words)


def test_a_passage_over_a_line_end_is_a_range() -> None:
    """No browser looks for words across two blocks; a range may lie across them."""
    text = "The first paragraph of the text ends here.\nAnd the second one begins like this."
    assert "ends here.,And the second" in named(text, "ends here.\nAnd the second")
    assert "\n" not in named(text, "ends here.\nAnd the second")


def test_of_words_with_gaps_both_ends_are_named() -> None:
    """What was left out lies between them."""
    text = "A long sentence begins in this way, goes on for a while, and ends in that way. More."
    first, last = text.index("A long"), text.index("ends in")
    pieces = ((first, first + len("A long sentence begins in this way")), (last, last + len("ends in that way")))
    assert "text=A long sentence begins in this way,ends in that way" == fragment(text, pieces).replace("%20", " ")


def test_nothing_is_named_of_nothing() -> None:
    """Of marks alone there is no word to look for."""
    assert "" == fragment(" … . ", ((0, 5),))


@given(st.lists(st.sampled_from(("toll", "lamp", "ship", "\n")), min_size=1, max_size=60), st.data())
def test_the_first_place_is_that_of_the_passage(words: list[str], data: st.DataObject) -> None:
    """Whoever looks for the words one by one, block by block, finds them first where the passage begins; no part is too long."""
    text = " ".join(words)
    begin = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(begin + 1, len(words)))
    start = len(" ".join(words[:begin])) + bool(begin)
    found = fragment(text, ((start, start + len(" ".join(words[begin:end]))),))
    assert "%0A" not in found
    if not found:
        assert not "".join(words[begin:end]).strip()
        return
    parts = [one for one in found.removeprefix("text=").split(",") if not one.startswith("-") and not one.endswith("-")]
    assert 1 <= len(parts) <= 2
    spoken = " ".join(words[begin:end]).split("\n")[0].split()
    if spoken and f"text={'%20'.join(spoken)}" == found:  # named alone: then they stand nowhere before
        assert text.index(" ".join(spoken)) == text.index(" ".join(spoken), start)
    assert all(len(one.split("%20")) <= (ENDS if len(parts) == 2 else WHOLE) for one in parts)
