"""The index of the search: what is in it, where it leads, in which order, and as which bytes."""

import json
from typing import Any

import pytest
from onrecord.pages import OUTPUTS, search
from onrecord.pages.found import ORDER, Found, Words
from onrecord.pages.search import index
from onrecord.records.dates import read_date
from onrecord.records.fields import Foreign
from onrecord.records.kinds import KINDS
from onrecord.templating.desk import script


def test_every_kind_has_its_place_in_the_order() -> None:
    """No kind of record can be added and be left out of the search."""
    assert {kind.kind for kind in KINDS} | {"topic", "side"} == set(ORDER)


# -- the index ----------------------------------------------------------------------------------------------------------


def test_what_occurs_often_stands_once() -> None:
    """Kinds, languages, facts and names are tables without doubles; rows name their places there, and nothing else is short."""
    one = Found(
        kind="event",
        id="a",
        place="events/%.html",
        title="A",
        date=read_date("2022"),
        facts=(("name", "Ada"),),
        names=("Ada", "Bo"),
        words=(Words("Oui.", "fr"),),
        told=("x", "y"),
    )
    other = Found(
        kind="event",
        id="b",
        place="events/%.html",
        title="B",
        date=None,
        facts=(("name", "Ada"),),
        names=("Bo",),
        words=(Words("Si.", "es", "told"), Words("Non.", "fr")),
    )
    made = index((one, other))
    assert ((("event", "events/%.html"),), ("fr", "es"), (("name", "Ada"),), ("Ada", "Bo")) == (
        made.kinds,
        made.languages,
        made.facts,
        made.names,
    )
    assert (
        (0, "a", "A", (0,), (0, 1), (("Oui.", 0),), ("x\ny",)),
        (0, "b", "B", (0,), (1,), (("Si.", 1, 0), ("Non.", 0)), ()),
    ) == made.rows


def test_texts_in_another_language_say_so() -> None:
    """A title, a name, a fact and what is told are pairs with the place of their language where it is not the page's."""
    told = ("a", Foreign("b", "en"), Foreign("c", "en"), "d")
    facts = (("name", Foreign("The port", "en")), ("name", "The port"))
    made = index(
        [
            Found(
                kind="event",
                id="a",
                place="events/%.html",
                title=Foreign("A", "en"),
                date=None,
                facts=facts,
                names=(Foreign("X", "en"),),
                words=(),
                told=told,
            )
        ]
    )
    assert ("en",) == made.languages
    assert (("X", 0),) == made.names
    assert (("name", ("The port", 0)), ("name", "The port")) == made.facts
    assert ((0, "a", ("A", 0), (0, 1), (0,), (), ("a", ("b\nc", 0), "d")),) == made.rows


def test_there_is_one_output() -> None:
    """Files that go with the pages are listed in one place."""
    assert (search.outputs,) == OUTPUTS


# -- JSON in a script -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (["a", 1, None, True], '["a",1,null,true]'),
        ({"b": 1, "a": [2]}, '{"b":1,"a":[2]}'),
        ("</script><!--", '"\\u003c/script>\\u003c!--"'),
        ("\u2028\u2029", '"\\u2028\\u2029"'),
        ('"\\\n', '"\\"\\\\\\n"'),
        ("Ещё & 'é'", "\"Ещё & 'é'\""),
    ],
)
def test_values_in_a_script(value: Any, expected: str) -> None:
    """A value is compact JSON that cannot end the script it stands in, and is read back as it was."""
    assert expected == script(value)
    assert value == json.loads(script(value))
