"""Pieces of a text: what is within its blocks is of no language, and can be left out or taken from another text."""

import pytest
from onrecord.prose.pieces import pieces, with_blocks_of, without_blocks

BLOCKS_IN = "One.\n```events\nfirst\n```\nTwo.\n```figures\nsum\n\nnord\n```\n"


def test_the_lines_within_blocks_can_be_left_out() -> None:
    """What is of one language alone stays. Code that is no block stays as it is."""
    assert "One.\n```events\n```\nTwo.\n```figures\n```\n" == without_blocks(BLOCKS_IN)
    for text in ("", "One.", "```text\nfirst\n```", "One.\n```\nfirst\n```\n"):
        assert text == without_blocks(text)
    assert "```events" == without_blocks("```events\nfirst\n")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Un.\n```events\n```\nDeux.\n```figures\n```", "Un.\n```events\nfirst\n```\nDeux.\n```figures\nsum\n\nnord\n```"),
        ("```events\n other\n```\n```figures\n  nord\nsum\na\nb\n```\nA.", "```events\nfirst\n```\n```figures\nsum\n\nnord\n\n```\nA."),
        ("```events\n  first\n```\n```figures\nsum\nnord\n```", "```events\n  first\n```\n```figures\nsum\nnord\n```"),
        ("```figures\n```\n```events\n```", "```figures\n```\n```events\n```"),
        ("```events\n```", "```events\n```"),
        ("Un.", "Un."),
    ],
)  # fmt: skip
def test_blocks_are_filled_as_those_of_an_original_are(text: str, expected: str) -> None:
    """Where they are of the same kinds in the same order; one that places the same, or more lines, moves none below it."""
    assert expected == with_blocks_of(BLOCKS_IN, text)


def test_a_text_is_divided_and_nothing_of_it_lost() -> None:
    """Each piece has its lines, the line on which it begins, and for a block its name; fences stand between them."""
    found = [(piece.first, piece.fence, piece.text) for piece in pieces(BLOCKS_IN)]
    assert [
        (0, None, "One."),
        (1, "events", "first"),
        (4, None, "Two."),
        (5, "figures", "sum\n\nnord"),
        (10, None, ""),
    ] == found
