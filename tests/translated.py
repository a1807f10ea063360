"""Translations as an author writes them, each with what it says it is a translation of."""

from onrecord.texts import fingerprint
from smallest import entry

TALKS, GB = "content/events/talks.md", "content/events/talks.en-GB.md"


def of(original: str, path: str = TALKS) -> str:
    """The line of a translation that says what it translates."""
    return f"translates: {fingerprint(entry(original, path))}"


def translation(*lines: str) -> str:
    """A translation with these lines in its front matter."""
    return "".join(f"{line}\n" for line in ("---", *lines, "---"))
