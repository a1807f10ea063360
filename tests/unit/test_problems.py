"""Every code has a folder that shows it, a heading that explains it, and messages that hold word for word."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from onrecord.problems import (
    CODES,
    SHOWN,
    WARNINGS,
    Location,
    Problem,
    as_json,
    as_text,
    count,
    did_you_mean,
    has_errors,
    in_order,
    printable,
)

HERE = Location("content/events/talks.md", 2, 8)


def test_only_the_warnings_leave_the_gate_open() -> None:
    """A problem is an error unless its code is among the warnings, and then only ``strict`` makes it one."""
    for code in CODES:
        problem = Problem(HERE, code, "m")
        assert ("warning" if code in WARNINGS else "error") == problem.severity
        assert (code not in WARNINGS) == has_errors([problem])
        assert has_errors([problem], strict=True)
    assert not has_errors([], strict=True)


def test_order_is_by_place_and_without_repeats() -> None:
    """The same problems in any order, and found twice, are one list by path, line as a number, and column."""
    one = Problem(Location("a.md", 2, 9), "D001", "m")
    two = Problem(Location("a.md", 10, 1), "D001", "m")
    three = Problem(Location("b.md", 1, 1), "D001", "m")
    assert (one, two, three) == in_order([three, two, one, two]) == in_order([two, one, three])


def test_the_order_is_the_same_whatever_was_found_first() -> None:
    """Of two problems that differ only in their hint or in what they point to, the same one is told first each time."""
    ones = [
        Problem(HERE, "D001", "m", hint, see)
        for hint in ("a", "b", "c", "d")
        for see in (None, Location("a.md"), Location("b.md"))
    ]
    assert tuple(ones) == in_order(ones) == in_order(reversed(ones))


def test_the_line_is_shown_with_a_caret() -> None:
    """The caret stands below the column, with a tab as wide as one space."""
    assert (
        "a.md:2:8: error[D001]: m\n    | \ttitle: x\n    |        ^".replace("\t", " ")
        == as_text([Problem(Location("a.md", 2, 8), "D001", "m")], {"a.md": "---\n\ttitle: x\n"})
    )  # fmt: skip


def test_the_caret_counts_wide_characters_twice() -> None:
    """Behind characters that take two columns on a terminal the caret stands further right."""
    told = as_text([Problem(Location("a.md", 1, 3), "D001", "m")], {"a.md": "港口x"})
    assert "    |     ^" == told.split("\n")[-1]


def test_the_caret_of_a_long_line_stands_below_its_column() -> None:
    """A long line is shown around the place, and the caret stands below the character that is meant."""
    line = "a" * 300 + "!" + "b" * 300
    shown, caret = as_text([Problem(Location("a.md", 1, 301), "D001", "m")], {"a.md": line}).split("\n")[1:]
    assert "!" == shown[caret.index("^")]
    assert len(shown) < 130


@given(st.text(st.characters(exclude_characters="\n"), min_size=1, max_size=400), st.data())
def test_no_text_breaks_the_printing(line: str, data: st.DataObject) -> None:
    """Whatever a line holds, a problem in it is told in a few lines that hold no control character."""
    column = data.draw(st.integers(1, len(line) + 1))
    told = as_text([Problem(Location("a.md", 1, column), "D001", line, hint=line)], {"a.md": line})
    assert 2 <= len(told.split("\n")) <= 4
    assert printable(told.replace("\n", "")) == told.replace("\n", "")


def test_characters_that_lie_are_spelled_out() -> None:
    """A message cannot turn the reading direction, clear the screen or begin a line of its own."""
    assert "a<U+202E>b<U+001B>[2Jc<U+000A>d<U+2028>é" == printable("a\u202eb\x1b[2Jc\nd\u2028é")


def test_many_problems_are_cut_short() -> None:
    """After as many as anybody reads, only the number of the others is told."""
    problems = [Problem(Location("a.md", number), "D001", "m") for number in range(1, SHOWN + 8)]
    lines = as_text(problems, {}).split("\n")
    assert SHOWN + 1 == len(lines)
    assert "... and 7 more" == lines[-1]


def test_json_has_every_problem_with_the_same_facts() -> None:
    """As JSON each problem has its place, severity, code and words, and null for what it has not."""
    problems = [
        Problem(HERE, "D001", "ä “m”", "h", Location("b.md", 3, 4)),
        Problem(Location("c.md"), "C008", "n"),
    ]
    assert [
        {
            "path": "content/events/talks.md",
            "line": 2,
            "column": 8,
            "severity": "error",
            "code": "D001",
            "message": "ä “m”",
            "hint": "h",
            "see": "b.md:3:4",
        },
        {
            "path": "c.md",
            "line": 1,
            "column": 1,
            "severity": "warning",
            "code": "C008",
            "message": "n",
            "hint": None,
            "see": None,
        },
    ] == json.loads(as_json(problems))
    assert ["error", "error"] == [one["severity"] for one in json.loads(as_json(problems, strict=True))]


@pytest.mark.parametrize(
    ("codes", "strict", "expected"),
    [
        (["D001"], False, "1 error in 1 file"),
        (["D001", "D002"], False, "2 errors in 2 files"),
        (["C008"], False, "1 warning in 1 file"),
        (["D001", "C008", "C009"], False, "1 error and 2 warnings in 3 files"),
        (["D001", "C008"], True, "2 errors in 2 files"),
    ],
)
def test_the_count_is_a_sentence(codes: list[str], strict: bool, expected: str) -> None:
    """Errors and warnings are counted apart, one in the singular, and each file once."""
    problems = [Problem(Location(f"{number}.md"), code, "m") for number, code in enumerate(codes)]
    assert expected == count([*problems, *problems[:0]], strict=strict)


def test_a_file_with_two_problems_counts_once() -> None:
    """The number of files is that of different paths."""
    assert "2 errors in 1 file" == count([Problem(HERE, "D001", "m"), Problem(HERE, "D002", "m")])


@pytest.mark.parametrize(
    ("word", "known", "expected"),
    [
        ("tite", ["title", "date"], "Did you mean 'title'?"),
        ("moro", ["moor", "moro-2", "date"], "Did you mean 'moro-2' or 'moor'?"),
        ("harbour", ["title", "date"], ""),
        ("x", [], ""),
    ],
)
def test_the_nearest_words_are_named(word: str, known: list[str], expected: str) -> None:
    """The hint names what is near, and is empty where nothing is."""
    assert expected == did_you_mean(word, known)
