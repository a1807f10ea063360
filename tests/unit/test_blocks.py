"""Blocks of prose: what they name, since when they are known, and what they say in plain text."""

import datetime as dt

import pytest
from onrecord.machine.remembered import as_plain, from_plain
from onrecord.prose.blocks import (
    TYPES,
    Block,
    Citation,
    Heading,
    Items,
    Link,
    Prose,
    Stretch,
    inner,
    known,
    line_of,
    plain,
    references,
    rests_on,
    units,
    with_headings,
    within,
)
from onrecord.prose.pieces import Fault
from onrecord.prose.read import read_prose
from onrecord.records.fields import Ref

EVERYTHING = """## The quay [@paper]

It *opened* in `May`  \nat **[noon](talks.md)** [known 2021-12-28].

3. Ships [@wire; @paper]

    > ### Of whom

    More, see [](../actors/moor.md).

4. Boats

| Who | What |
| --- | --- |
| He [known 2022-01-02] | it [@gazette] |

    code here

---

```events
topic: ships
talks
```

[Out](https://harbour.example/ "A title").
"""


def prose(text: str) -> Prose:
    """Prose in which nothing is wrong."""
    found, faults = read_prose(text, "content/events")
    assert () == faults
    return found


def test_every_sort_of_part_is_met_within() -> None:
    """Walking a text meets each type that prose is made of, so that nothing in it is overlooked."""
    text = prose(EVERYTHING)
    met = {type(one) for one in within(text.blocks)} | {type(one) for one in references(text.blocks)}
    assert set(TYPES) - {Prose, Ref} == met
    assert () == inner(Block("event"))


def test_what_is_named_comes_in_order_of_place() -> None:
    """Links, citations and the records of blocks, wherever they stand, and what sources are cited, each once."""
    text = prose(EVERYTHING)
    assert ["paper", "talks", "wire", "paper", "moor", "gazette", "ships", "talks"] == [
        one.ref.id for one in text.references
    ]
    assert ["paper", "wire", "gazette"] == [one.id for one in text.citations]
    assert sorted(text.references, key=lambda one: (one.line, one.column)) == list(text.references)


def test_days_are_those_of_the_blocks_they_stand_in() -> None:
    """A mark belongs to the paragraph, item, heading or table around it, and is no part of its text."""
    text = prose(EVERYTHING)
    assert [dt.date(2021, 12, 28), dt.date(2022, 1, 2)] == list(known(text.blocks))
    assert "known" not in plain((part for one in text.parts if isinstance(one, Stretch) for part in one.blocks), str)
    (items,) = prose("- a [known 2021-12-28]\n- b\n\n    c [known 2021-12-29]").blocks
    assert isinstance(items, Items)
    assert [[dt.date(2021, 12, 28)], [dt.date(2021, 12, 29)]] == [list(known((one,))) for one in items.items]


def test_parts_are_stretches_and_places() -> None:
    """What stands between places for records is one stretch, in the language of the text."""
    text = prose("A.\n\nB.\n\n```events\n```\n```figures\n```\n\nC.")
    assert ["Stretch", "Block", "Block", "Stretch"] == [type(one).__name__ for one in text.parts]
    assert [("fr", 2), ("fr", 1)] == [
        (one.language, len(one.blocks)) for one in Prose(text.blocks, "fr").parts if isinstance(one, Stretch)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One *two*\nthree", ["One two", "three"]),
        ("One  \ntwo", ["One", "two"]),
        ("One [@paper], two", ["One, two"]),
        ("See [](talks.md) and [it](talks.md)", ["See talks and it"]),
        ("## A\n\nB `c`", ["A", "B c"]),
        ("- a\n- b\n    - c", ["a", "b", "c"]),
        ("> a\n>\n> b", ["a", "b"]),
        ("| a | b |\n| - | - |\n| c | *d* |", ["a", "b", "c", "d"]),
        ("    a\n    b", ["a", "b"]),
        ("a\n\n---\n\nb", ["a", "b"]),
    ],
)
def test_plain_text_has_a_line_for_each_block(text: str, expected: list[str]) -> None:
    """Without marks and citations; a link without words says what it leads to."""
    stretches = (one for one in prose(text).parts if isinstance(one, Stretch))
    told = "".join(plain(one.blocks, lambda ref: ref.id) for one in stretches)
    assert expected == [line.strip() for line in told.split("\n") if line.strip()]


def test_headings_can_be_changed_wherever_they_stand() -> None:
    """In quotations and items too, in order; nothing else changes."""
    (stretch,) = prose("## A\n\n> ### B\n\n- c\n\n    ### D").parts
    assert isinstance(stretch, Stretch)
    changed = with_headings(stretch.blocks, lambda one: Heading(6, f"{one.id}-2", one.runs))
    assert [(6, "s-a-2"), (6, "s-b-2"), (6, "s-d-2")] == [
        (one.level, one.id) for one in within(changed) if isinstance(one, Heading)
    ]
    assert stretch.blocks == with_headings(stretch.blocks, lambda one: one)


def test_prose_can_be_kept() -> None:
    """As plain data and back it is the same, and its repr tells all that is in it."""
    text = prose(EVERYTHING)
    assert text == from_plain(as_plain(text, (*TYPES, Fault)), (*TYPES, Fault))
    others = [prose(EVERYTHING.replace(*one)) for one in (("talks.md", "tolls.md"), ("-28", "-29"), ("title", "name"))]
    assert 4 == len({repr(text), *map(repr, others)})


def test_a_link_or_citation_holds_its_place() -> None:
    """What shows a reference and what proves it are one value."""
    text = prose("A [it](talks.md) [@paper]")
    shown = [one for one in within(text.blocks) if isinstance(one, Link | Citation)]
    assert list(text.references) == list(references(shown))


def test_a_unit_is_what_an_earlier_day_shows_as_a_whole() -> None:
    """A paragraph, a heading, an item of a list, a table, code, a rule, or a block that places records."""
    kinds = [type(unit).__name__ for unit in units(prose(EVERYTHING))]
    expected = ["Heading", "Paragraph", "Item", "Item", "Paragraph", "Table", "Code", "Rule", "Block", "Paragraph"]
    assert [kind for kind in expected if kind != "Paragraph"] == [kind for kind in kinds if kind != "Paragraph"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("See [@paper; @wire].", "[@wire] Voir [@paper].", True),
        ("See [@paper].", "Voir.", False),
        ("It [opened](talks.md).", "Il [ouvre](../events/talks.md).", True),
        ("It [opened](talks.md).", "Il [ouvre](talks.md#s-where).", False),
        ("It [opened](talks.md).", "Il ouvre [@talks].", False),
        ("[Out](https://harbour.example/).", "[Dehors](https://harbour.example/).", True),
        ("[Out](https://harbour.example/).", "[Dehors](https://quay.example/).", False),
        ("Then [known 2022-01-10].", "Alors [known 2022-01-10].", True),
        ("Then [known 2022-01-10].", "Alors [known 2022-01-11].", False),
        ("```events\ntalks\n```", "```events\n```", True),
        ("```events\ntalks\n```", "```figures\n```", False),
    ],
)
def test_what_a_unit_rests_on_is_the_same_in_any_order_and_language(one: str, other: str, *, same: bool) -> None:
    """Citations, links, marks of a day, and the kind that a block places; not the words."""
    (ours,), (theirs,) = units(prose(one)), units(prose(other))
    assert same == (rests_on(ours) == rests_on(theirs))


def test_the_line_of_a_unit_is_where_its_words_are() -> None:
    """Of the same words it is the next place; where they are not found as they stand, the place before."""
    text = "Once.\n\n- Once.\n- *Twice*\n\n```events\n```\n\n&amp;c. and more\n\nOnce."
    assert [0, 2, 3, 5, 5, 10] == [line_of(tuple(units(prose(text))), place, text) for place in range(6)]
