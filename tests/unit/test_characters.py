"""Which characters can be shown: what is seen, and what words need; nothing that hides or turns others."""

import pytest
from onrecord.characters import fault_of, hidden

ENGLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"


@pytest.mark.parametrize(
    "text",
    ["", "a", "a\tb\n", "soft\u00adhyphen", "می\u200cروم", "क्\u200dष", "5\u200e%", "\u061cع", "👩\u200d👧", ENGLAND, f"a{ENGLAND}b{ENGLAND}"],
)  # fmt: skip
def test_what_is_seen_can_be_shown(text: str) -> None:
    """Letters of any script with the joiners and marks they need, soft hyphens, and flags of parts of a country."""
    assert hidden(text) is None


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a\x00", 1),
        ("ab\x1b[31m", 2),
        ("\u202eneppo", 0),
        ("a\u2066b", 1),
        ("a\u200bb", 1),
        ("a\ufffe", 1),
        ("a\U000e0041", 1),
        ("🏴\U000e0067", 1),
        ("🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067", 1),
        ("🏴\U000e0020\U000e0020\U000e0020\U000e007f", 1),
    ],
)
def test_what_hides_or_turns_cannot(text: str, place: int) -> None:
    """Controls, direction overrides, spaces without width, and tags that are no flag."""
    assert place == hidden(text)
    assert f"U+{ord(text[place]):04X}" in fault_of(text[place])
