"""Accounts and claims: one meeting as each side told it, and what was claimed, answered and came of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from onrecord.characters import plain_name
from onrecord.library import Library
from onrecord.records.actor import Actor
from onrecord.records.base import Searched
from onrecord.records.event import AccountPassage, Event
from onrecord.records.statement import Statement


@dataclass(frozen=True, slots=True)
class Row:
    """One matter, with what each account says on it, and whether the accounts differ: both cannot be true."""

    matter: str
    differ: bool
    cells: tuple[tuple[AccountPassage, ...], ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """A meeting as each side told it: the parties, and a row for each matter."""

    parties: tuple[Actor, ...]
    rows: tuple[Row, ...]

    @property
    def shown(self) -> Any:
        """What it shows of the sources, in order of reading."""
        return tuple(row.cells for row in self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A statement as a claim: who answered it and how, and whose answers the editors looked for in vain."""

    statement: Statement
    speaker: Actor
    answers: tuple[Statement, ...]
    looked_for: tuple[Searched, ...]


def matrix(library: Library, event: Event) -> Matrix | None:
    """The accounts of an event, matter by matter; None where it has none."""
    if not event.accounts:
        return None
    matters: dict[str, str] = {}
    for account in event.accounts:
        for passage in account.passages:
            matters.setdefault(plain_name(passage.matter), passage.matter)
    differ = set(map(plain_name, event.differ))
    rows = (
        Row(
            matter,
            name in differ,
            tuple(
                tuple(one for one in account.passages if plain_name(one.matter) == name) for account in event.accounts
            ),
        )
        for name, matter in matters.items()
    )
    return Matrix(tuple(library.actor(one.by) for one in event.accounts), tuple(rows))


def claim(library: Library, statement: Statement) -> Claim | None:
    """A statement as a claim; None where it is addressed to nobody, and nothing is recorded of an answer or an outcome."""
    answers = tuple(
        record for record in library.answers_to(statement, Statement) if record.speaker != statement.speaker
    )
    if not (answers or statement.addressed_to or statement.looked_for or statement.outcome):
        return None
    return Claim(
        statement=statement, speaker=library.actor(statement.speaker), answers=answers, looked_for=statement.looked_for
    )


def claims(found: Iterable[Claim | None]) -> tuple[Claim, ...]:
    """The ledger of some statements, in their order: those of which an outcome, an answer or a search for one is recorded."""
    return tuple(one for one in found if one and (one.statement.outcome or one.answers or one.looked_for))
