"""The search: a page that lists all that can be found, and the two files that a script looks through.

The first holds names, titles and what a result shows, the second all texts: a script that has the first shows results, and
asks for the second where it must look through texts too. Both hold texts as they are; the script folds them, and what a reader
writes, in one and the same way. What occurs often (kinds, dates, states, names, languages) stands once in a table, and rows
name its place there.
"""

import hashlib
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Protocol, TypeVar

from onrecord.pages.cards import beginning
from onrecord.pages.found import ORDER, Found, Words, language_of
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
    """The first file: tables, and a row for each record: those with a date first, in its order.

    A row is: the kind's place in ``kinds``, the id, the title, the places of its facts in ``facts``, those of the names of who
    had a part in it and of its own other names in ``names``, the beginning of what is shown below its title, and the
    speaker where one stands before the title. A title, a name or a text in another language than the page's is a pair of it and
    the place of its language (WCAG 3.1.2). The beginning of somebody's words has a third item, as those of ``SearchTexts``
    have; what was cut ends in an ellipsis.
    """

    stamp: str
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
        return self.stamp, named, self.languages, facts, self.names, rows


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchTexts:
    """The second file: the words and the other texts of each row of the first, which bears the same ``stamp``.

    Each of the words is a text, the place of its language in ``languages``, and a number: 0 where a carrier tells it in its own
    words, 1 where it is our translation, 2 where it is exact, 3 where another said it of the statement. What is told is a
    list of texts of one or more lines, each a pair with the place of its language where that is not the page's.
    """

    stamp: str
    languages: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


def pages(reading: Reading) -> Iterator[Page[SearchPage]]:
    """The search page."""
    yield Page(path="search.html", template="pages/search.html", make=lambda: _search(reading), section="search")


def _search(reading: Reading) -> Sheet[SearchPage]:
    everything = reading.listed
    groups = ((kind, tuple(one for one in everything if one.kind == kind)) for kind in ORDER)
    return Sheet(SearchPage(tuple(group for group in groups if group[1])))


def outputs(reading: Reading) -> Iterator[Output[Any]]:
    """The two files."""
    yield Output(path="search-index.js", template="outputs/search-index.js", make=lambda: index(reading.found))
    yield Output(path="search-texts.js", template="outputs/search-texts.js", make=lambda: texts(reading.found))


def index(everything: Sequence[Found]) -> SearchIndex:
    """By what results are found at once, and what they show."""
    kinds: dict[tuple[str, str], int] = {}
    languages: dict[str, int] = {}
    facts: dict[tuple[str, Any], int] = {}
    names: dict[Any, int] = {}
    rows = []

    def entered(text: str) -> Any:
        return _entered(languages, text)

    for one in everything:
        shown = tuple(
            _at(facts, (sort, entered(value) if isinstance(value, str) else value)) for sort, value in one.facts
        )
        named = tuple(tuple(_at(names, entered(name)) for name in some) for some in (one.names, one.also))
        line = _beginning(languages, one.line)
        rows.append((_at(kinds, (one.kind, one.place)), one.id, entered(one.title), shown, *named, line))
    return SearchIndex(
        stamp=_stamp(everything),
        kinds=tuple(kinds),
        languages=tuple(languages),
        facts=tuple(facts),
        names=tuple(names),
        rows=tuple(rows),
        speakers=tuple(one.by if one.kind == Statement.kind else "" for one in everything),
    )


def texts(everything: Sequence[Found]) -> SearchTexts:
    """All texts, in the order of the index."""
    languages: dict[str, int] = {}
    rows = []
    for one in everything:
        words = tuple(_said(languages, part, part.text) for part in one.words)
        told = tuple(_entered(languages, alike(lines[0], "\n".join(lines))) for lines in _runs(one.told))
        rows.append((words, told))
    return SearchTexts(stamp=_stamp(everything), languages=tuple(languages), rows=tuple(rows))


_SORTS = ("told", "ours", "exact", "beside")  # of words, by their numbers
_LINE = 80  # characters of what is shown below a title, or a few less


def _stamp(everything: Iterable[Found]) -> str:
    """What both files bear, so that a new one is never read with an old one: whose texts these are, and in which order."""
    told = "\n".join(f"{one.kind}/{one.id}" for one in everything)
    return hashlib.sha256(told.encode()).hexdigest()[:8]


def _beginning(languages: dict[str, int], line: Words | str) -> Any:
    """What is shown below a title, cut after a word."""
    text = beginning(line.text if isinstance(line, Words) else str(line), _LINE, "…")
    return _said(languages, line, text) if isinstance(line, Words) else _entered(languages, alike(line, text))


def _said(languages: dict[str, int], words: Words, text: str) -> tuple[Any, ...]:
    return text, _at(languages, words.language), _SORTS.index(words.sort)


def _entered(languages: dict[str, int], text: str) -> Any:
    return (str(text), _at(languages, text.language)) if isinstance(text, Foreign) else text


def _runs(lines: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """Lines that follow each other in one language."""
    for _, run in groupby(lines, language_of):
        yield tuple(run)


def _at(table: dict[Item, int], item: Item) -> int:
    return table.setdefault(item, len(table))
