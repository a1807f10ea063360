"""Parsing: entries with the place of every value, and YAML that means only what stands there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from liveness import ends
from onrecord.entry import Scalar, Sequence, Value, plain
from onrecord.problems import Location, Problem
from onrecord.stages.files import SourceFile
from onrecord.stages.parse import DEEPEST, parse
from smallest import entry

EVENT = """---
title: "Täglich: the talks"
date: 2022-01-10
evidence:
  - source: paper
    words: >-
      The harbour
      stays open.
  - source: wire
topics: [ships, 港]
---

They opened.
"""

PATH = "content/events/talks.md"


def fault(text: str, path: str = PATH) -> Problem:
    """The one problem of a file that cannot be parsed."""
    entries, problems = parse(SourceFile(path, text))
    assert () == entries
    (problem,) = problems
    return problem


def front(*lines: str) -> str:
    """A record's file with these lines as its front matter."""
    return "".join(f"{line}\n" for line in ("---", *lines, "---"))


def places(value: Value) -> list[Location]:
    """The places of a value and of all within it."""
    if isinstance(value, Scalar):
        return [value.at]
    if isinstance(value, Sequence):
        return [value.at, *(at for item in value.items for at in places(item))]
    return [value.at, *(at for _, key_at, item in value.items for at in (key_at, *places(item)))]


def test_a_file_of_its_own_is_one_entry() -> None:
    """Folder and name say kind and id; front matter and body are its fields."""
    found = entry(EVENT)
    assert ("events", "talks", None, PATH) == (found.folder, found.id, found.language, found.path)
    assert {
        "title": "Täglich: the talks",
        "date": "2022-01-10",
        "evidence": [{"source": "paper", "words": "The harbour stays open."}, {"source": "wire"}],
        "topics": ["ships", "港"],
        "body": "\nThey opened.\n",
    } == plain(found.fields)


def test_a_collective_file_is_an_entry_for_each_key() -> None:
    """``terms.yml`` holds a record for each key, placed at its key."""
    text = "quay:\n  title: Quay\npier:\n  title: Pier\n"
    entries, problems = parse(SourceFile("content/terms.yml", text))
    assert () == problems
    assert [("terms", "quay", 1), ("terms", "pier", 3)] == [(one.folder, one.id, one.at.line) for one in entries]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("content/site.yml", ("site", "site", None)),
        ("content/site.fr.yml", ("site", "site", "fr")),
        ("content/terms.pt-BR.yml", ("terms", "a", "pt-BR")),
        ("content/events/talks.fr.md", ("events", "talks", "fr")),
        ("content/events/nsc-2.zh-Hans-CN.md", ("events", "nsc-2", "zh-Hans-CN")),
        ("content/anything/ID with room.md", ("anything", "ID with room", None)),
    ],
)
def test_the_name_says_what_an_entry_is(path: str, expected: tuple[str, str, str | None]) -> None:
    """Kind, id and language come from the path alone; whether they are known is asked later."""
    text = "a:\n  title: T\n" if path.endswith(".yml") else front("title: T")
    (found,), problems = parse(SourceFile(path, text))
    assert ((), expected) == (problems, (found.folder, found.id, found.language))


@pytest.mark.parametrize(
    "path",
    [
        "content/notes.txt",
        "content/talks.md",
        "content/events/talks.yml",
        "content/events/old/talks.md",
        "content/events/talks.html",
        "content/events/talks",
        "content/events/a.b.c.md",
        "content/events/talks.french.md",
        "content/events/talks.MD",
        "content/README",
    ],
)
def test_a_file_that_is_no_record_is_refused(path: str) -> None:
    """A file that no page could come from is told, not passed over."""
    assert Problem(
        Location(path),
        "R007",
        "this file is not a record",
        "A record is content/KIND/ID.md, or an entry of content/KIND.yml; the id has no dot in it.",
    ) == fault("x", path)


def test_scalars_stay_the_text_that_was_written() -> None:
    """No word turns into a truth value, a number, a date or a time before its field reads it."""
    words = ["NO", "yes", "on", "1.10", "0777", "0x1F", "12:30", "2022-01-10", "1e3", ".inf", "6_000", "NULL", "Null"]
    found = entry(front(*(f"f{number}: {word}" for number, word in enumerate(words))))
    assert words == list(plain(found.fields).values())


@pytest.mark.parametrize("written", ["", " ~", " null"])
def test_an_empty_value_is_not_given(written: str) -> None:
    """Nothing, ``~`` and ``null`` leave the field out; in quotation marks they are texts."""
    assert {} == plain(entry(front(f"place:{written}")).fields)
    assert {"place": written.strip()} == plain(entry(front(f"place: '{written.strip()}'")).fields)


@pytest.mark.parametrize("text", ["---\n---\n", "---\n# nothing\n---\n"])
def test_front_matter_without_fields_is_no_mapping(text: str) -> None:
    """A record without any field is refused where its fields should begin."""
    assert ("P005", Location(PATH, 2)) == (fault(text).code, fault(text).location)


def test_the_file_may_end_behind_the_front_matter() -> None:
    """Without a body, or with an empty one, there is no field ``body``."""
    assert ["title"] == list(plain(entry("---\ntitle: T\n---").fields))
    assert ["title"] == list(plain(entry("---\ntitle: T\n---\n\n  \n").fields))


def test_a_line_of_hyphens_within_the_body_is_a_rule() -> None:
    """Only the first two lines of hyphens bound the front matter."""
    assert "One.\n\n---\n\nTwo.\n" == plain(entry("---\ntitle: T\n---\nOne.\n\n---\n\nTwo.\n").fields)["body"]


@pytest.mark.parametrize(
    ("lines", "place", "hint"),
    [
        (["title: The talks: day one"], (2, 17), "A text with a colon in it needs quotation marks around it."),
        (["a: x", 'title: "The talks'], (3, 8), "A quotation mark or bracket that opens here is never closed."),
        (["a: x", "topics: [ships"], (3, 9), "A bracket that opens here is never closed, or a comma is missing."),
        (
            ["topics: [ships", "date: 2022"],
            (2, 9),
            "A bracket that opens here is never closed, or a comma is missing. Nothing below it could be read.",
        ),
        (
            ["a:", "\t- x"],
            (3, 1),
            "Indent with spaces, not tabs; put a text that begins with this character in quotation marks.",
        ),
        (
            ["title: @paper"],
            (2, 8),
            "Indent with spaces, not tabs; put a text that begins with this character in quotation marks.",
        ),
        (
            ["title: `x`"],
            (2, 8),
            "Indent with spaces, not tabs; put a text that begins with this character in quotation marks.",
        ),
        (["title: T", "date"], (3, 5), "Each field is written 'name: value'; check the line above too."),
        (["a:", "  - x", " - y"], (4, 2), "Check the indent of this line, and quotation marks inside quoted text."),
        (
            ['title: "The "talks" open"'],
            (2, 14),
            "Check the indent of this line, and quotation marks inside quoted text.",
        ),
    ],
)
def test_broken_yaml_is_told_with_place_and_hint(lines: list[str], place: tuple[int, int], hint: str) -> None:
    """The slips that authors make most are told where they are, with what to do about them."""
    problem = fault(front(*lines))
    assert ("P001", Location(PATH, *place), hint) == (problem.code, problem.location, problem.hint)


@pytest.mark.parametrize(
    ("lines", "place", "code"),
    [
        (["title: T", "title: T"], (3, 1), "P002"),
        (["evidence:", "  - source: a", "    source: b"], (4, 5), "P002"),
        (["title: T", "'title': T"], (3, 1), "P002"),
        (["place: &a T"], (2, 8), "P003"),
        (["place: *a"], (2, 8), "P003"),
        (["&a place: x"], (2, 1), "P003"),
        (["topics: &a [x]"], (2, 9), "P003"),
        (["place: !!python/object:os.system x"], (2, 8), "P003"),
        (["place: !local x"], (2, 8), "P003"),
        (["place: ! x"], (2, 8), "P003"),
        (["place: !!binary aGk="], (2, 8), "P003"),
        (["<<: {a: b}"], (2, 1), "P003"),
        (["? [a, b]", ": x"], (2, 3), "P005"),
        (["? {a: b}", ": x"], (2, 3), "P005"),
        (["~: x"], (2, 1), "P005"),
        (["- x"], (2, 1), "P005"),
        (["just words"], (2, 1), "P005"),
    ],
)
def test_yaml_beyond_plain_values_is_refused(lines: list[str], place: tuple[int, int], code: str) -> None:
    """Keys that stand twice, anchors, tags, merge keys and keys that are no words are told at their place."""
    problem = fault(front(*lines))
    assert (code, Location(PATH, *place)) == (problem.code, problem.location)


@pytest.mark.parametrize("start", ["", "---\n", "# Terms\n---\n"])
def test_a_second_document_is_refused(start: str) -> None:
    """A collective file may begin with a line of hyphens; another one would hide what follows."""
    one = start + "quay:\n  title: Quay\n"
    assert "quay" == entry(one, "content/terms.yml").id
    assert "P006" == fault(one + "---\npier:\n  title: Pier\n", "content/terms.yml").code


def test_the_place_of_the_first_key_is_named() -> None:
    """A key that stands twice points to where it stood first."""
    assert Location(PATH, 2, 1) == fault(front("title: T", "date: 2022", "title: T")).see


def test_two_bodies_are_refused() -> None:
    """A field ``body`` and a text below the front matter would hide one another."""
    assert "P002" == fault("---\ntitle: T\nbody: One.\n---\nTwo.\n").code


def test_a_text_for_a_record_is_refused() -> None:
    """In a collective file each key holds fields; one that does not is told, and the others are read."""
    text = "quay:\n  title: Quay\npier: Pier\nmole:\n  title: Mole\njetty: []\n"
    found, problems = parse(SourceFile("content/terms.yml", text))
    assert [("P005", 3), ("P005", 6)] == [(one.code, one.location.line) for one in problems]
    assert ["quay", "mole"] == [one.id for one in found]


@pytest.mark.parametrize(
    ("opening", "closing"), [("[", "]"), ("{a: ", "}"), ("[{a: ", "}]")]
)  # fmt: skip
def test_the_deepest_nesting_is_read_and_no_deeper(opening: str, closing: str) -> None:
    """As many levels as the content model says are read; one more is refused where it begins."""
    each = opening.count("[") + opening.count("{")
    levels = (DEEPEST - 2) // each  # the mapping of fields is one level, the innermost text another
    entry(front(f"a: {opening * levels}x{closing * levels}"))
    too_deep = levels + 1
    assert "P004" == fault(front(f"a: {opening * too_deep}x{closing * too_deep}")).code


def test_too_many_values_are_refused() -> None:
    """A flat file of more values than any record has is refused as well."""
    assert "P004" == fault(f"a: [{'x,' * 200_001}]", "content/site.yml").code


def test_a_billion_laughs_are_refused() -> None:
    """Aliases that multiply are refused at the first anchor, so nothing is multiplied."""
    lines = [
        "a: &a [x, x]",
        *(f"{new}: &{new} [*{old}, *{old}]" for old, new in zip("abcdefgh", "bcdefghi", strict=True)),
    ]
    assert "P003" == fault(front(*lines)).code


names = st.from_regex(r"[a-z]{1,8}", fullmatch=True)
words = st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), max_size=20)
values: st.SearchStrategy[object] = st.deferred(
    lambda: words | st.lists(values, max_size=2) | st.dictionaries(names, values, max_size=2)
)


def quoted(value: object) -> str:
    """A value in YAML's flow style, every text in quotation marks."""
    if isinstance(value, list):
        return f"[{', '.join(map(quoted, value))}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {quoted(inner)}" for key, inner in value.items()) + "}"
    return "'" + str(value).replace("'", "''") + "'"


@given(st.dictionaries(names, values, min_size=1, max_size=4))
def test_what_is_written_is_what_is_read(fields: dict[str, object]) -> None:
    """Any texts, lists and mappings come back as they were written, each at a place where the file has it."""
    text = front(*(f"{key}: {quoted(value)}" for key, value in fields.items()))
    found = entry(text)
    assert fields == plain(found.fields)
    for key, at, value in found.fields.items:
        line = text.split("\n")[at.line - 1]
        assert line[at.column - 1 :].startswith(f"{key}: ")
        assert line[value.at.column - 1] in "'[{"


@given(st.text(st.sampled_from("abä港:-#'\"[]{}|>&*!%@?,\n \t0"), max_size=60), st.text(max_size=20))
def test_marks_lie_within_the_file(yaml: str, body: str) -> None:
    """Whatever stands in a file, it is entries or one problem, and every place in them is in the file."""
    text = f"---\n{yaml}\n---\n{body}"
    lines = text.split("\n")
    entries, problems = parse(SourceFile(PATH, text))
    assert bool(entries) != bool(problems)
    marks = [at for one in entries for at in (one.at, *places(one.fields))]
    marks += [at for one in problems for at in (one.location, one.see) if at]
    for at in marks:
        assert 1 <= at.line <= len(lines)
        assert 1 <= at.column <= len(lines[at.line - 1]) + 1


def test_a_fault_before_much_that_is_nested_is_told_at_once() -> None:
    """The second reading, which tells more, goes not deeper than the first would."""
    text = 't: "\\ud800"\na: ' + "[" * 200_000
    with ends():
        found, (problem,) = parse(SourceFile("content/terms.yml", text))
    assert ((), "P001", 1) == (found, problem.code, problem.location.line)


@pytest.mark.parametrize(
    ("written", "column"),
    [
        (r'"a \u202E b"', 11),
        (r'"a \x07"', 11),
        (r'"\0"', 9),
        (r'"é \U000E0041"', 11),
        (r'"\\ \u200b"', 12),
        (r'"\P"', 9),
    ],
)
def test_an_escape_for_a_hidden_character_is_told(written: str, column: int) -> None:
    """What YAML makes of an escape is judged as the character itself would be, at the escape."""
    _, (problem,) = parse(SourceFile("content/events/talks.md", f"---\ntitle: {written}\n---\n"))
    assert ("R003", Location("content/events/talks.md", 2, column)) == (problem.code, problem.location)


def test_escapes_for_what_is_seen_are_read() -> None:
    """A letter by its number is a letter, a tab is a tab, and a flag of tags is a flag."""
    flag = "\\U0001F3F4\\U000E0067\\U000E0062\\U000E0065\\U000E006E\\U000E0067\\U000E007F"
    (entry,), problems = parse(SourceFile("content/events/a.md", f'---\ntitle: "\\x41 \\t{flag}"\n---\n'))
    value = entry.fields.value("title")
    assert isinstance(value, Scalar)
    assert ((), "A \t\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f") == (problems, value.text)


@pytest.mark.parametrize("mark", ["<<<<<<< HEAD", ">>>>>>> other"])
def test_a_conflict_of_git_is_told_as_one(mark: str) -> None:
    """At the line of its first mark, whatever YAML makes of it."""
    text = f"---\ntitle: Talks\n{mark}\n=======\n---\n"
    (problem,) = parse(SourceFile("content/events/talks.md", text))[1]
    assert ("P001", 3) == (problem.code, problem.location.line)
    assert "git conflict" in problem.message


@pytest.mark.parametrize(
    ("lines", "place"),
    [
        (["title:\u00a0Talks", "date: 2022"], (2, 7)),
        (["date: 2022", "title:\u202fTalks: day one"], (3, 7)),
        (["topics:", "\u00a0 - ships", "date: 2022"], (3, 1)),
        (["topics:", "  -\u00a0ships: a", "x"], (3, 4)),
    ],
)
def test_a_space_that_is_none_is_told(lines: list[str], place: tuple[int, int]) -> None:
    """No-break spaces look like spaces, and YAML takes them for letters: the place and the character are named."""
    text = "\n".join(["---", *lines, "---", ""])
    (problem,) = parse(SourceFile("content/events/talks.md", text))[1]
    assert ("P001", place) == (problem.code, (problem.location.line, problem.location.column))
    assert "U+" in problem.message
