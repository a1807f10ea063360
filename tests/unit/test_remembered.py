"""What is remembered between builds, and when it is forgotten."""

from onrecord.machine.remembered import Remembered


def counted() -> tuple[Remembered[int, int], list[int]]:
    """A function that remembers, and the list of what it was worked out for."""
    asked: list[int] = []

    def double(number: int) -> int:
        asked.append(number)
        return 2 * number

    return Remembered(double), asked


def test_the_same_is_worked_out_once() -> None:
    """Asked twice for one thing, it answers the second time from memory."""
    double, asked = counted()
    assert [2, 4, 2] == [double(one) for one in (1, 2, 1)]
    assert [1, 2] == asked


def test_what_the_last_build_asked_for_is_known_to_the_next() -> None:
    """However much one build asks for, the next has all of it: there is no size at which it begins to forget."""
    double, asked = counted()
    for _ in range(3):
        double.begin()
        assert [2 * one for one in range(20_000)] == [double(one) for one in range(20_000)]
    assert 20_000 == len(asked)


def test_what_two_builds_did_not_ask_for_is_forgotten() -> None:
    """A state of a file that was edited since is kept for one build more, and no longer."""
    double, asked = counted()
    double.begin()
    double(1)
    double.begin()
    double(2)
    assert {(1,), (2,)} == {*double.now, *double.before}
    double.begin()
    double.begin()
    assert {} == double.now | double.before
    double(1)
    assert [1, 2, 1] == asked


def test_an_outcome_that_is_nothing_is_remembered_too() -> None:
    """None is an outcome like any other."""
    asked: list[str] = []
    nothing = Remembered(asked.append)
    assert [None, None] == [nothing("a"), nothing("a")]
    assert ["a"] == asked
