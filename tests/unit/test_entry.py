"""Entries: where each of their values and keys stands, and which may stand where nobody could read."""

import pytest
from onrecord.entry import Entry, Map, locate, locate_key, may_stand_in
from onrecord.problems import Location
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


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (("title",), (2, 8)),
        (("date",), (3, 7)),
        (("evidence",), (5, 3)),
        (("evidence", 0), (5, 5)),
        (("evidence", 0, "source"), (5, 13)),
        (("evidence", 0, "words"), (6, 12)),
        (("evidence", 1, "source"), (9, 13)),
        (("topics", 1), (10, 17)),
        (("body",), (11, 1)),
        (("evidence", 1, "words"), (9, 5)),
        (("evidence", 7, "words"), (5, 3)),
        (("nowhere", 3), (2, 1)),
        ((), (2, 1)),
    ],
)
def test_every_value_is_found_at_its_place(path: tuple[int | str, ...], expected: tuple[int, int]) -> None:
    """A path leads to line and column in the file, or as near as it can be followed."""
    assert Location(PATH, *expected) == locate(entry(EVENT).fields, path)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (("title",), (2, 1)),
        (("evidence", 0, "words"), (6, 5)),
        (("evidence", 1, "words"), (9, 5)),
        (("evidence", 5, "words"), (5, 3)),
        (("title", "x"), (2, 8)),
        ((), (2, 1)),
    ],
)
def test_every_key_is_found_at_its_place(path: tuple[int | str, ...], expected: tuple[int, int]) -> None:
    """A path leads to the place of its key too, where an unknown field is told."""
    assert Location(PATH, *expected) == locate_key(entry(EVENT).fields, path)


def test_a_number_finds_an_entry_of_a_mapping() -> None:
    """Sides and topics are mappings that decode as lists, so a number leads to one of them."""
    site = entry("title: T\nsides:\n  us: {label: A}\n  russia: {label: B}\n", "content/site.yml")
    assert Location("content/site.yml", 4, 19) == locate(site.fields, ("sides", 1, "label"))


@pytest.mark.parametrize(
    ("unread", "wanted", "expected"),
    [
        ("content/actors/moor.md", ("actors", "moor", None), True),
        ("content/actors.yml", ("actors", "moor", None), True),
        ("content/actors", ("actors", "moor", None), True),
        ("content", ("actors", "moor", None), True),
        ("content/actors/moor.md", ("actors", "mor", None), False),
        ("content/actors/moor.md", ("sources", "moor", None), False),
        ("content/actors.yml", ("sources", "moor", None), False),
        ("content/act", ("actors", "moor", None), False),
        ("content/actors/moor.fr.md", ("actors", "moor", "fr"), True),
        ("content/actors/moor.fr.md", ("actors", "moor", None), False),
        ("content/site.yml", ("site", "site", None), True),
    ],
)
def test_what_may_stand_in_an_unread_file(unread: str, wanted: tuple[str, str, str | None], expected: bool) -> None:
    """An entry may be in its own file, in the collection of its kind, or in a folder that could not be read."""
    assert expected == may_stand_in(frozenset({unread}), *wanted)


def test_nothing_may_stand_in_no_file() -> None:
    """Where every file was read, what is not there is missing."""
    assert not may_stand_in(frozenset(), "actors", "moor")


def test_an_entry_is_a_value_that_can_be_kept() -> None:
    """Entries can be hashed and compared, so that an edit makes anew only what changed."""
    assert entry(EVENT) == entry(EVENT)
    assert 1 == len({entry(EVENT), entry(EVENT)})
    assert isinstance(entry(EVENT), Entry)
    assert isinstance(entry(EVENT).fields, Map)
