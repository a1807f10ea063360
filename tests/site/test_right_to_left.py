"""The explainer that is read from right to left, tests/examples/zarmut-tunnel: invented, Arabic first, with words in four languages."""

from invented import TUNNEL
from onrecord.pipeline import prepare
from onrecord.records.kinds import KINDS

# -- the example ------------------------------------------------------------------------------------------------------


def test_the_example_is_sound() -> None:
    """It has records of every kind in both languages, and nothing is wrong."""
    prepared = prepare(TUNNEL)
    now = [one for one in prepared.editions if not one.day]

    assert () == prepared.problems
    assert ["ar", "en"] == [one.language for one in now]
    assert set(KINDS) == {type(one) for one in now[0].library.records.values()}
    assert [frozenset(), frozenset()] == [one.untranslated for one in now]
