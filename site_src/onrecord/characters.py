"""Characters: which can be shown, and how names are compared and put in order."""

import re
import unicodedata

# Controls but tab and line feed, noncharacters, embeddings and isolates of direction, invisible spaces and tags.
_UNSHOWABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\uffff"
    "\ufdd0-\ufdef\U000e0000-\U000e007f]"
)
# England, Scotland and others: a black flag, the region in tags, and the tag that ends it (UTS 51, emoji tag sequence).
_FLAG = re.compile("\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f")


def hidden(text: str) -> int | None:
    """Where the first character stands that cannot be shown; None where there is none."""
    if "\U0001f3f4" in text:
        text = _FLAG.sub(lambda flag: "-" * len(flag[0]), text)
    found = _UNSHOWABLE.search(text)
    return found.start() if found else None


def fault_of(character: str) -> str:
    """What is wrong with such a character, as a sentence."""
    return f"the character U+{ord(character):04X} cannot be shown, or changes how others are shown"


def plain_name(text: str) -> str:
    """A name as it is compared with others: accents that were typed apart are one (NFC), and so is all white space."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def collated(text: str) -> tuple[str, str]:
    """By what a text stands among others: by its letters without marks and case, then as it is. No locale of a machine is asked."""
    bare = "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))
    return bare.casefold(), text
