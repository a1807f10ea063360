"""Accounts and claims: one meeting as each side told it, and what was claimed, answered and came of it."""

from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.library import Library
from onrecord.records.actor import Actor
from onrecord.records.event import AccountPassage, Event
from onrecord.records.statement import Statement


@dataclass(frozen=True, slots=True)
class Cell:
    """What one account says on one matter: its passages; without any, whether its whole text was read."""

    passages: tuple[AccountPassage, ...]
    whole_text_read: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One matter, with the cell of each account, and whether the accounts differ on it."""

    matter: str
    differ: bool
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """A meeting as each side told it: the parties, and a row for each matter."""

    parties: tuple[Actor, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement as a claim: who answered it and how, and who might have and has not by the site's day."""

    statement: Statement
    speaker: Actor
    answers: tuple[tuple[Statement, Actor], ...]
    silent: tuple[Actor, ...]


def matrix(library: Library, event: Event) -> Matrix | None:
    """The accounts of an event, matter by matter; None where it has none."""
    if not event.accounts:
        return None
    matters = dict.fromkeys(one.matter for account in event.accounts for one in account.passages)
    rows = []
    for matter in matters:
        cells = []
        for account in event.accounts:
            sources = {library.source(one.source).saved for one in account.passages}
            cells.append(Cell(tuple(one for one in account.passages if one.matter == matter), sources == {"full"}))
        rows.append(Row(matter, matter in event.differ, tuple(cells)))
    return Matrix(tuple(library.actor(one.by) for one in event.accounts), tuple(rows))


def claim(library: Library, statement: Statement) -> Claim | None:
    """A statement as a claim; None where nobody was to answer, nobody did, and nothing is recorded of what came of it."""
    answers = tuple(
        (one, library.actor(one.speaker))
        for one in library.answers_to(statement)
        if isinstance(one, Statement) and one.speaker != statement.speaker
    )
    if not (answers or statement.addressed_to or statement.outcome):
        return None
    heard = {ref for _, actor in answers for ref in (actor.ref, actor.part_of, actor.side) if ref}
    addressed = (library.actor(ref) for ref in statement.addressed_to)
    silent = tuple(actor for actor in addressed if not {actor.ref, actor.side} & heard)
    return Claim(statement, library.actor(statement.speaker), answers, silent)


def claims(found: Iterable[Claim | None]) -> tuple[Claim, ...]:
    """The ledger of some statements, in their order: those of which something came, or to which somebody answered."""
    return tuple(one for one in found if one and (one.statement.outcome or one.answers or one.silent))
