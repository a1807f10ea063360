"""Pure functions that remember what the last two builds asked of them, so that ``serve`` reads only what was edited.

``functools.lru_cache`` will not do: a build asks for everything in the same order, so that of more files than it holds
it has each time forgotten the next one; and without a bound it would keep each state of each file that is being edited.
"""

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar, TypeVarTuple, cast

Given = TypeVarTuple("Given")
Outcome_co = TypeVar("Outcome_co", covariant=True)

_UNKNOWN = object()


class Remembered(Generic[*Given, Outcome_co]):
    """A function of hashable arguments, called by position. ``begin`` forgets what the last two builds did not ask for."""

    def __init__(self, function: Callable[[*Given], Outcome_co]) -> None:
        self.function = function
        self.now: dict[Hashable, object] = {}
        self.before: dict[Hashable, object] = {}

    def __call__(self, *given: *Given) -> Outcome_co:
        """The outcome, worked out once."""
        found = self.now.get(given, _UNKNOWN)
        if found is _UNKNOWN:
            found = self.before.get(given, _UNKNOWN)
            self.now[given] = found = self.function(*given) if found is _UNKNOWN else found
        return cast("Outcome_co", found)

    def begin(self) -> None:
        """A build begins: what the one before the last asked for, and the last did not, is forgotten."""
        self.before, self.now = self.now, {}
