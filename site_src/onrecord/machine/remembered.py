"""Pure functions that remember what the last two builds asked of them, so that only what was edited is read again.

``functools.lru_cache`` will not do: a build asks for everything in the same order, so that of more files than it holds
it has each time forgotten the next one; and without a bound it would keep each state of each file that is being edited.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import fields
from typing import Any, Generic, TypeVar, TypeVarTuple, cast

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

    def recall(self, outcomes: Mapping[Hashable, object]) -> None:
        """Take outcomes by their arguments, that were kept when the program last ran, for those of the build before."""
        self.now = {**outcomes, **self.now}


def as_plain(value: Any, types: tuple[type, ...]) -> Any:
    """A value of nothing but texts, numbers, tuples and frozen dataclasses of these types, as plain data to be kept.

    A dataclass becomes a list: the place of its type, then its fields.
    """
    if type(value) in types:
        return [types.index(type(value)), *(as_plain(getattr(value, field.name), types) for field in fields(value))]
    if isinstance(value, tuple):
        return tuple(as_plain(item, types) for item in value)
    return str(value) if isinstance(value, str) else value


def from_plain(value: Any, types: tuple[type, ...]) -> Any:
    """The value of which ``as_plain`` made this."""
    if isinstance(value, list):
        return types[value[0]](*(from_plain(item, types) for item in value[1:]))
    return tuple(from_plain(item, types) for item in value) if isinstance(value, tuple) else value
