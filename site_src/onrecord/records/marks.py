"""Marks on fields: what each may tell on the site as of an earlier day, and what rules ask of it.

A field without a mark for earlier days is told on no such day.

A mark stands in the annotation, ``title: Annotated[Label, AtOnce()]``. Fields that hold parts need none, for the fields of
the parts have theirs.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import BaseModel


@dataclass(frozen=True, slots=True)
class AtOnce:
    """It can hold nothing that became known after its record did."""


@dataclass(frozen=True, slots=True)
class OfAll:
    """Any of the sources may have told it: it is left out while one of these is to come."""


@dataclass(frozen=True, slots=True)
class Undated:
    """Written by editors nobody knows when: it is always left out."""


@dataclass(frozen=True, slots=True)
class Noted:
    """A date that may be noted long after what it belongs to became known: it is left out until it is past."""


@dataclass(frozen=True, slots=True)
class Came:
    """A date that must have come for what bears it to be told: its first day, or all of it where it is to be ``whole``.

    Where it begins a ``state`` it is no later than the day on which the site reads states.
    """

    whole: bool = False
    state: bool = False


@dataclass(frozen=True, slots=True)
class Since:
    """It tells since when what bears it was known; where it is ``alone``, no source of it tells that in its place."""

    alone: bool = False


@dataclass(frozen=True, slots=True)
class Rests:
    """What bears it is not told without it, where it had it; sources may be those of the parts in the field ``else_of``."""

    else_of: str = ""


@dataclass(frozen=True, slots=True)
class Aside:
    """Of parts: their sources speak about the sources of the record, and not for it."""


@dataclass(frozen=True, slots=True)
class InOrder:
    """Of a list of parts: they stand in order of their dates. Says nothing of earlier days."""


@dataclass(frozen=True, slots=True)
class Onward:
    """Of references: followed from record to record they lead back to none. Says nothing of earlier days.

    ``told`` is what a record does that leads back to itself, and ``hint`` what to think of.
    """

    told: str
    hint: str = "One of them came first."


PART_OF_ITSELF = "is a part of itself in the end"
ONE_IS_THE_WHOLE = "One of them is the whole."

Rule = InOrder | Onward

Mark = AtOnce | OfAll | Undated | Noted | Came | Since | Rests | Aside


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A field with its mark: by what name here and in files, what it holds where it is empty, and how many items at least.

    ``rules`` are its marks that no earlier day asks for.
    """

    name: str
    key: str
    mark: Mark | None
    required: bool
    empty: Any
    least: int
    rules: tuple[Rule, ...] = ()


@cache
def marked(part: type[BaseModel]) -> tuple[Marked, ...]:
    """The fields of a part, in order, each with its mark: the last, where a kind gives a field another."""
    return tuple(_fields(part))


@cache
def begins_state(part: type[BaseModel]) -> frozenset[str]:
    """The fields of a part, by their names in files, with the date on which a state began."""
    return frozenset(field.key for field in marked(part) if isinstance(field.mark, Came) and field.mark.state)


def _fields(part: type[BaseModel]) -> Iterator[Marked]:
    for name, field in part.model_fields.items():
        marks = [mark for mark in field.metadata if isinstance(mark, Mark)]
        rules = tuple(rule for rule in field.metadata if isinstance(rule, Rule))
        least = max((getattr(limit, "min_length", 0) for limit in field.metadata), default=0)
        required = field.is_required()
        empty = None if required else field.default
        yield Marked(
            name=name,
            key=field.alias or name,
            mark=marks[-1] if marks else None,
            required=required,
            empty=empty,
            least=least,
            rules=rules,
        )
