"""Reading: what comes in as text, what is left alone, and what is refused before any parser sees it."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st
from onrecord.stages.files import SourceFile, decoded


def test_a_file_knows_its_place_in_content() -> None:
    """The path inside content is that of the file without its first folder."""
    assert ("events", "talks.md") == SourceFile("content/events/talks.md", "").inside.parts


@given(st.text())
def test_what_is_read_can_be_shown(text: str) -> None:
    """A text is read as it was written but for its line ends, or refused at a place within it."""
    read_text, problem = decoded(text.encode(), "a.md")
    if problem is None:
        assert read_text == text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        assert not {unicodedata.category(char) for char in read_text} & {"Cs", "Zl", "Zp"}
        assert {char for char in read_text if unicodedata.category(char) == "Cc"} <= {"\n", "\t"}
    else:
        lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
        assert "R003" == problem.code
        assert 1 <= problem.location.column <= len(lines[problem.location.line - 1])


@given(st.binary())
def test_no_bytes_break_the_reader(data: bytes) -> None:
    """Any bytes are a text or one problem, never an exception."""
    text, problem = decoded(data, "a.md")
    assert (problem is None) or (text == "" and problem.code in {"R002", "R003"})
