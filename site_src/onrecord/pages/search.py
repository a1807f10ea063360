"""The search: a page that lists all that can be found, and the index that a script looks through.

The index holds texts as they are; the script folds them, and what a reader writes, in one and the same way. What occurs
often (kinds, dates, states, names, languages) stands once in a table, and rows name its place there.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Protocol, TypeVar

from onrecord.pages.found import ORDER, Found, language_of
from onrecord.pages.model import Output, Page, Sheet
from onrecord.pages.names import alike
from onrecord.pages.reading import Reading
from onrecord.records.dates import EdtfDate
from onrecord.records.fields import Foreign
from onrecord.records.figure import Figure
from onrecord.records.kinds import KINDS
from onrecord.records.statement import Statement

Item = TypeVar("Item", bound=Hashable)

_BY_DATE = frozenset(one.kind for one in KINDS if one.named_by_date)


class Writing(Protocol):
    """How a language writes dates and amounts, and the phrases of its catalog."""

    def say(self, phrase: str, /) -> str:
        """A phrase of the interface."""

    def date(self, value: EdtfDate) -> str:
        """A date as precise as it is."""

    def amount(self, figure: Figure) -> str:
        """An amount with its currency and bounds."""


@dataclass(frozen=True, slots=True)
class SearchPage:
    """Everything by kind, as plain lists of links."""

    groups: tuple[tuple[str, tuple[Found, ...]], ...]
    by_date: frozenset[str] = _BY_DATE  # kinds of which the name has the date


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchIndex:
    """The tables, and a row for each record: those with a date first, in its order.

    A row is: the kind's place in ``kinds``, the id, the title, the places of its facts in ``facts``, those of its names
    in ``names``, its words, what is told of it, and the speaker where one stands before the title. Each of the words is a text, the place of its language in
    ``languages``, and behind that a 0 where a carrier tells it in its own words, a 1 where it is our translation, a 3
    where another said it of the statement. What is told is a list of texts of one or more lines. A title, a name or a
    text told in another language than the page's is a pair of it and the place of its language (WCAG 3.1.2).
    """

    kinds: tuple[tuple[str, str], ...]  # with the place of their records
    languages: tuple[str, ...]
    facts: tuple[tuple[str, Any], ...]
    names: tuple[Any, ...]
    rows: tuple[tuple[Any, ...], ...]
    speakers: tuple[str, ...]  # before the title of each row; empty where nobody is

    def worded(
        self, kinds: Mapping[str, str], states: Mapping[str, Mapping[Any, str]], writing: Writing, made: str
    ) -> tuple[Any, ...]:
        """The whole index in words: those for kinds, those for states and sorts by kind, dates and amounts, and how it was made."""
        named = tuple((kind, place, kinds[kind][:1].title() + kinds[kind][1:]) for kind, place in self.kinds)
        write: Mapping[str, Callable[[Any], Any]] = {
            "date": writing.date,
            "amount": writing.amount,
            "name": lambda name: name,
            "outcome": lambda came: f"{states['outcome'][came[0]]}{writing.say(', ')}{writing.date(came[1])}",
        }
        facts = tuple(write[sort](value) if sort in write else states[sort][value] for sort, value in self.facts)
        rows = tuple(
            (*row[:2], row[2] or made, *row[3:], *((f"{speaker}{writing.say(': ')}",) if speaker else ()))
            for row, speaker in zip(self.rows, self.speakers, strict=True)
        )
        return named, self.languages, facts, self.names, rows


def pages(reading: Reading) -> Iterator[Page[SearchPage]]:
    """The search page."""
    yield Page(path="search.html", template="pages/search.html", make=lambda: _search(reading), section="search")


def _search(reading: Reading) -> Sheet[SearchPage]:
    everything = reading.listed
    groups = ((kind, tuple(one for one in everything if one.kind == kind)) for kind in ORDER)
    return Sheet(SearchPage(tuple(group for group in groups if group[1])))


def outputs(reading: Reading) -> Iterator[Output[SearchIndex]]:
    """The index."""
    yield Output(path="search-index.js", template="outputs/search-index.js", make=lambda: index(reading.found))


def index(everything: Sequence[Found]) -> SearchIndex:
    """The index of what can be found."""
    kinds: dict[tuple[str, str], int] = {}
    languages: dict[str, int] = {}
    facts: dict[tuple[str, Any], int] = {}
    names: dict[Any, int] = {}
    rows = []

    def entered(text: str) -> Any:
        return (str(text), _at(languages, text.language)) if isinstance(text, Foreign) else text

    for one in everything:
        words = tuple((part.text, _at(languages, part.language), *_SORTS[part.sort]) for part in one.words)
        shown = tuple(
            _at(facts, (sort, entered(value) if isinstance(value, str) else value)) for sort, value in one.facts
        )
        named = tuple(_at(names, entered(name)) for name in one.names)
        told = tuple(entered(alike(lines[0], "\n".join(lines))) for lines in _runs(one.told))
        rows.append((_at(kinds, (one.kind, one.place)), one.id, entered(one.title), shown, named, words, told))
    return SearchIndex(
        kinds=tuple(kinds),
        languages=tuple(languages),
        facts=tuple(facts),
        names=tuple(names),
        rows=tuple(rows),
        speakers=tuple(one.by if one.kind == Statement.kind else "" for one in everything),
    )


_SORTS: dict[str, tuple[int, ...]] = {"exact": (), "told": (0,), "ours": (1,), "beside": (3,)}


def _runs(lines: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """Lines that follow each other in one language."""
    for _, run in groupby(lines, language_of):
        yield tuple(run)


def _at(table: dict[Item, int], item: Item) -> int:
    return table.setdefault(item, len(table))
