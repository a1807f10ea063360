"""The files of the search: what is in them, where it leads, in which order, and as which bytes."""

import json
from typing import Any

import pytest
from onrecord.pages import OUTPUTS, search
from onrecord.pages.found import ORDER, Found, Words
from onrecord.pages.search import index, texts
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
        also=("Bo",),
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
    assert ((("event", "events/%.html"),), (("name", "Ada"),), ("Ada", "Bo")) == (made.kinds, made.facts, made.names)
    assert ((0, "a", "A", (0,), (0, 1), (1,), ""), (0, "b", "B", (0,), (1,), (), "")) == made.rows
    told = texts((one, other))
    assert ("fr", "es") == told.languages
    assert (((("Oui.", 0, 2),), ("x\ny",)), ((("Si.", 1, 0), ("Non.", 0, 2)), ())) == told.rows


@pytest.mark.parametrize(
    ("kind", "words", "told", "expected"),
    [
        ("statement", (Words("Да.", "ru"), Words("Yes.", "en", "ours")), (), ("Yes.", 0, 1)),
        ("statement", (Words(f"{'yes ' * 20}no", "en"),), (), (f"{'yes ' * 19}yes …", 0, 2)),
        ("statement", (Words("条" * 90, "zh"),), (), (f"{'条' * 80} …", 0, 2)),
        ("actor", (), ("A clerk", "More"), "A clerk"),
        ("term", (), (Foreign("A due", "en"),), ("A due", 0)),
        ("topic", (), (), ""),
    ],
)
def test_a_result_shows_what_was_said_or_who_it_is(
    kind: str, words: tuple[Words, ...], told: tuple[str, ...], expected: Any
) -> None:
    """Of a statement the first words, best in our translation, cut after a word; of what has no date its first line."""
    made = index([Found(kind=kind, id="a", place="%.html", title="A", words=words, told=told)])
    assert expected == made.rows[0][6]


def test_files_of_two_sites_are_not_taken_for_each_other() -> None:
    """Both files bear what says whose texts they hold, in which order."""
    one, other = (Found(kind="event", id=name, place="%.html", title="A") for name in "ab")
    stamps = [made.stamp for some in ([one, other], [other, one], [one]) for made in (index(some), texts(some))]
    assert stamps[::2] == stamps[1::2]
    assert len(set(stamps)) == 3


def test_texts_in_another_language_say_so() -> None:
    """A title, a name, a fact and what is told are pairs with the place of their language where it is not the page's."""
    told = ("a", Foreign("b", "en"), Foreign("c", "en"), "d")
    facts = (("name", Foreign("The port", "en")), ("name", "The port"))
    one = Found(
        kind="event",
        id="a",
        place="events/%.html",
        title=Foreign("A", "en"),
        date=read_date("2022"),
        facts=facts,
        names=(Foreign("X", "en"),),
        told=told,
    )
    made = index([one])
    assert ("en",) == made.languages == texts([one]).languages
    assert (("X", 0),) == made.names
    assert (("name", ("The port", 0)), ("name", "The port")) == made.facts
    assert ((0, "a", ("A", 0), (0, 1), (0,), (), ""),) == made.rows
    assert (((), ("a", ("b\nc", 0), "d")),) == texts([one]).rows


def test_outputs_are_in_one_place() -> None:
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
