"""The second explainer, invented, in which all that the model allows occurs; it proves that no page knows the first.

After a change that is meant, write the golden pages anew and read what differs: ``python tests/site/test_examples.py``.
"""

import difflib
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args, get_origin
from zoneinfo import ZoneInfo

import pytest
from in_memory import Made, make
from invented import EXAMPLE, TUNNEL
from onrecord import __version__
from onrecord.config import Site
from onrecord.library import Library
from onrecord.pipeline import prepare
from onrecord.prepared import Options
from onrecord.prose.blocks import Block
from onrecord.prose.convert import KNOWN
from onrecord.quotes.quotations import quotations
from onrecord.records.base import Part, Record, walk
from onrecord.records.dates import EdtfDate
from onrecord.records.demand import Demand
from onrecord.records.event import Event, EventState, Timed
from onrecord.records.figure import Figure
from onrecord.records.kinds import BLOCKS, KINDS
from onrecord.records.measure import Measure, MeasureState
from onrecord.records.source import Source
from onrecord.records.statement import Rendition, Statement
from onrecord.records.term import Term
from onrecord.stages.files import read
from onrecord.stages.parse import parse
from real_site import ROOT
from shown_prose import shown

EXPECTED = EXAMPLE / "expected"
GOLDEN = ("index.html", "timeline.html", "statements/korrane-toll-stays.html", "events/first-round.html")
CANARY = "zzcanary"  # stands in every draft of the example, and nowhere else

# What the example lacks on purpose, so that pages which tell of it are tried.
THIN = {"C024"}
UNSAVED = "free-narrows"  # the one source whose words cannot be checked

# What the published example cannot have: drafts are not published.
NOT_GIVEN = {"draft"}

# -- what the model allows --------------------------------------------------------------------------------------------


def parts_within(annotation: Any) -> Iterator[type[Part]]:
    """The parts that a field of this type may hold, and those that they hold."""
    if isinstance(annotation, type) and issubclass(annotation, Part):
        yield annotation
        for field in annotation.model_fields.values():
            yield from parts_within(field.annotation)
    for inner in get_args(annotation):
        yield from parts_within(inner)


def choices_within(annotation: Any) -> Iterator[str]:
    """The words of every ``Literal`` in a type."""
    if get_origin(annotation) is Literal:
        yield from get_args(annotation)
    else:
        for inner in get_args(annotation):
            yield from choices_within(inner)


PARTS = {part for kind in (*KINDS, Site) for part in parts_within(kind)}
CHOICES = {
    (part, name, choice)
    for part in PARTS
    for name, field in part.model_fields.items()
    for choice in choices_within(field.annotation)
}
FIELDS = {(part, name) for part in PARTS for name in part.model_fields if name not in NOT_GIVEN}


# -- what the example has ---------------------------------------------------------------------------------------------


@cache
def made(*, drafts: bool = False) -> Made:
    """The example's site, made once."""
    return make(EXAMPLE, drafts=drafts)


@cache
def library(*, drafts: bool = False) -> Library:
    """The example's records, as they are on the site's day."""
    return prepare(EXAMPLE, Options(drafts=drafts)).editions[0].library


def parts_of(value: Any) -> Iterator[Part]:
    """Every part in a value, itself included."""
    if isinstance(value, Part):
        yield value
        for name in type(value).model_fields:
            yield from parts_of(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from parts_of(item)


def parts() -> Iterator[Part]:
    """Every part of the site and of its published records."""
    yield from parts_of(library().site)
    yield from parts_of(tuple(library().records.values()))


def values() -> Iterator[Any]:
    """Every value of the published records."""
    for record in library().records.values():
        for _, value, _ in walk(record):
            yield value


def told(found: set[tuple[Any, ...]]) -> list[str]:
    """Parts, fields and choices by their names, for a failure that can be read."""
    return sorted(".".join([one[0].__name__, *one[1:]]) for one in found)


# -- it is sound ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("drafts", [False, True])
def test_the_example_has_no_problem_but_those_on_purpose(drafts: bool) -> None:
    """With and without drafts there is no error, each warning is of a thing that is thin on purpose, and there are pages."""
    problems = made(drafts=drafts).prepared.problems
    assert {"warning"} == {one.severity for one in problems}
    assert THIN | {"Q003"} == {one.code for one in problems}
    assert [] == [one for one in problems if one.code == "Q003" and f"'{UNSAVED}'" not in one.message]
    assert made(drafts=drafts).artifacts


def test_every_quotation_is_in_its_saved_text() -> None:
    """Whatever is quoted from a source of which something is saved was found there, in full texts and in excerpts."""
    verified = made().prepared.verified
    assert verified
    assert verified.full
    assert verified.excerpt
    unchecked = [one for one in quotations(library()) if one.part.source.id == UNSAVED]
    assert (0, 0, len(unchecked)) == (verified.missing, verified.by_receipt, verified.unchecked)
    assert unchecked


def test_the_example_shares_no_id_with_the_real_content() -> None:
    """No record of the example can be mistaken for one of the site beside it."""

    def ids(project: Path) -> set[tuple[str, str]]:
        files, _ = read(project)
        return {(one.folder, one.id) for file in files for one in parse(file)[0] if one.folder != "site"}

    assert ids(EXAMPLE)
    assert not ids(EXAMPLE) & ids(ROOT)


# -- it is complete ---------------------------------------------------------------------------------------------------


def test_every_kind_and_part_occurs() -> None:
    """No kind of record, and no mapping within one, is left out."""
    assert {part.__name__ for part in PARTS} == {type(part).__name__ for part in parts()}


def test_every_choice_of_every_field_occurs() -> None:
    """Every word that a field may be is one that it is, somewhere."""
    found = {(type(part), name, getattr(part, name)) for part in parts() for name in type(part).model_fields}
    assert CHOICES
    assert [] == told(CHOICES - found)


def test_every_field_is_given_somewhere() -> None:
    """Every field has a value somewhere, so that what shows it is tried."""
    found = {(type(part), name) for part in parts() for name in part.model_fields_set if getattr(part, name)}
    assert [] == told(FIELDS - found)


def test_every_field_that_may_be_left_out_is_left_out_somewhere() -> None:
    """Whatever is not required is missing somewhere, so that what is shown in its place is tried too."""
    records = PARTS - {Site}  # of which there is but one
    optional = {(part, name) for part in records for name, one in part.model_fields.items() if not one.is_required()}
    left_out = {(type(part), name) for part in parts() for name in set(type(part).model_fields) - part.model_fields_set}
    assert ["Context.body"] == told(optional - left_out)  # a context page is its body


@pytest.mark.parametrize(("kind", "states"), [(Event, EventState), (Measure, MeasureState)])
def test_every_state_is_current_somewhere(kind: type[Event | Measure], states: Any) -> None:
    """Every state is not only a step on the way but, of some record, the last one on the site's day."""
    site = library().site
    steps = [one.step_at(site.as_of) for one in library().of(kind)]
    assert set(get_args(states)) == {step.state for step in steps if step}


def test_every_form_of_date_in_the_docs_occurs() -> None:
    """Each form in the table of dates stands in some record."""

    def form(date: str) -> str:
        return re.sub(r"\d", "0", date)

    text = (ROOT / "docs" / "content-model.md").read_text("utf-8")
    table = text.partition("### Dates")[2].partition("###")[0]
    forms = {form(date) for date in re.findall(r"^\| `([^`]+)`", table, re.MULTILINE)}
    assert 9 == len(forms)
    assert set() == forms - {form(str(value)) for value in values() if isinstance(value, EdtfDate)}


@pytest.mark.parametrize("kind", BLOCKS)
def test_every_kind_of_block_occurs_in_every_form(kind: str) -> None:
    """Context pages place records of the kind by id, by topic and all of them."""
    blocks = [
        part
        for context in library().contexts
        for part in library().text(context).parts
        if isinstance(part, Block) and part.kind == BLOCKS[kind]
    ]
    assert any(one.ids for one in blocks)
    assert any(one.topic for one in blocks)
    assert any(not one.ids and not one.topic for one in blocks)
    assert all(library().placed(one) for one in blocks)


@pytest.mark.parametrize(
    "tag", ["<table>", "<ul>", "<ol>", '<ol start="3">', "<blockquote>", "<pre>", "<code>", "<em>", "<strong>", "<h2 ", "<h3 ", "<hr>"]
)  # fmt: skip
def test_every_sort_of_markdown_occurs(tag: str) -> None:
    """Each tag that prose may make is made of some context page."""
    assert any(tag in shown(library().text(context)) for context in library().contexts)


def renditions() -> Iterator[Rendition]:
    """All renditions of all statements."""
    for statement in library().statements:
        yield from statement.renditions


def timed() -> Iterator[Timed]:
    """All events and statements with a time of day."""
    for record in library().records.values():
        if isinstance(record, Timed) and record.time:
            yield record


def offset_minutes(record: Timed) -> int:
    """By how many minutes the record's place was off full hours from UTC."""
    if record.zone in (None, "unknown") or record.time is None or record.date.day is None:
        return 0
    there = datetime.combine(record.date.day, record.time.start, ZoneInfo(record.zone or ""))
    offset = there.utcoffset()
    return int(offset.total_seconds()) // 60 % 60 if offset else 0


PARTICULARS: dict[str, Callable[[], bool]] = {
    "an event without a life": lambda: any(not one.life for one in library().events),
    "a postponed event with a new date": lambda: any(
        step.state == "postponed" and step.scheduled for one in library().events for step in one.life[-1:]
    ),
    "a postponed event without one": lambda: any(
        step.state == "postponed" and not step.scheduled for one in library().events for step in one.life[-1:]
    ),
    "a time over midnight": lambda: any(one.time and one.time.end and one.time.end < one.time.start for one in timed()),
    "a time with a zone": lambda: any(one.zone != "unknown" for one in timed()),
    "a time in an unknown zone": lambda: any(one.zone == "unknown" for one in timed()),
    "a zone off by half an hour": lambda: any(offset_minutes(one) == 30 for one in timed()),
    "a statement without a manner": lambda: any(one.manner is None for one in library().statements),
    "two posts that fit, and a choice": lambda: any(
        one.post and len(library().actor(one.speaker).posts_on(one.date)) > 1 for one in library().statements
    ),
    "words in four more languages": lambda: {one.language for one in renditions()} >= {"ar", "fr", "ru", "zh"},
    "two renditions of one source": lambda: any(
        len({one.source for one in statement.renditions}) < len(statement.renditions)
        for statement in library().statements
    ),
    "a source that republishes, in all four ways": lambda: (
        len({(one.basis, bool(one.source)) for source in library().of(Source) for one in source.republishes}) == 4
    ),
    "a source of which nothing is saved": lambda: any(one.saved is None for one in library().of(Source)),
    "a source without an address": lambda: any(one.url is None for one in library().of(Source)),
    "a ceiling": lambda: any(one.ceiling for one in library().of(Figure)),
    "a floor": lambda: any(one.floor for one in library().of(Figure)),
    "a range of amounts": lambda: any(one.amount.low < one.amount.high for one in library().of(Figure)),
    "two currencies": lambda: len({one.currency for one in library().of(Figure)}) == 2,
    "a figure without a basis": lambda: any(one.basis is None for one in library().of(Figure)),
    "an amount that was restated twice": lambda: any(len(one.restated) == 2 for one in library().of(Figure)),
    "a sum": lambda: any(
        isinstance(part, Block) and part.sum for one in library().contexts for part in library().text(one).parts
    ),
    "a paragraph with the day from which it was known": lambda: any(
        KNOWN.search(text.text) for text in (library().site.intro, *(one.body for one in library().contexts)) if text
    ),
    "two days on which the site can be read": lambda: len(library().site.days) == 2,
    "three accounts of a meeting, one without words": lambda: any(
        len(one.accounts) == 3 and any(not part.words for account in one.accounts for part in account.passages)
        for one in library().events
    ),
    "a matter of which three tell, and one on which they differ": lambda: any(
        one.differ and 3 in Counter(part.matter for account in one.accounts for part in account.passages).values()
        for one in library().events
    ),
    "a translation beside the words, piece by piece": lambda: any(
        len([one for one in statement.renditions if len(one.segments) > 1]) == 2 for statement in library().statements
    ),
    "an outcome of an unconfirmed statement, and of others": lambda: (
        {bool(one.unconfirmed) for one in library().statements if one.outcome} == {True, False}
    ),
    "an instrument": lambda: any(one.instrument for one in library().of(Measure)),
    "an instrument that is not recorded": lambda: any(
        one.instrument == "not recorded" for one in library().of(Measure)
    ),
    "an instrument of which nothing is said": lambda: any(one.instrument is None for one in library().of(Measure)),
    "a demand without an answer": lambda: any(not one.answers for one in library().of(Demand)),
    "a term with a short form": lambda: any(one.short for one in library().of(Term)),
    "a term without one": lambda: any(one.short is None for one in library().of(Term)),
    "two context pages": lambda: len(library().contexts) == 2,
    "a statement that is unconfirmed": lambda: any(one.unconfirmed for one in library().of(Statement)),
    "a file for one record, of every kind that may have a page": lambda: (
        {kind.folder for kind in KINDS if (EXAMPLE / "content" / kind.folder).is_dir()}
        >= {"events", "statements", "actors", "sources", "figures", "measures", "demands", "context"}
    ),
    "a file for many records": lambda: len(list((EXAMPLE / "content").glob("*.yml"))) > 5,
}


@pytest.mark.parametrize("particular", PARTICULARS)
def test_every_particular_occurs(particular: str) -> None:
    """What no single field tells, but pages treat in its own way, is there too."""
    assert PARTICULARS[particular]()


# -- drafts stay drafts -----------------------------------------------------------------------------------------------


def draft_records() -> list[Record]:
    """The example's drafts."""
    return [one for one in library(drafts=True).records.values() if one.draft]


def test_there_is_a_draft_of_every_kind() -> None:
    """Each kind has one, with the canary in its id."""
    assert set(KINDS) == {type(one) for one in draft_records()}
    assert all(CANARY in one.id for one in draft_records())


def test_no_trace_of_a_draft_is_published() -> None:
    """Neither an address nor a byte of the site tells that there are drafts."""
    assert [] == [one.path for one in made().artifacts if CANARY in one.path or CANARY.encode() in one.data.lower()]


def test_drafts_are_shown_when_asked_for() -> None:
    """With ``drafts`` each of them has its page, or its entry on the page that gathers its kind."""
    site = made(drafts=True).artifacts
    shown = "\n".join(one.path + one.data.decode("utf-8", "replace") for one in site if one.path.endswith(".html"))
    assert [] == [one.id for one in draft_records() if one.id not in shown and one.label not in shown]


# -- golden pages -----------------------------------------------------------------------------------------------------


def golden(path: str) -> str:
    """A page of the example as it is made now, whatever our version."""
    page = next(one.data.decode() for one in made().artifacts if one.path == path)
    return page.replace(f"onrecord {__version__}", "onrecord VERSION")


@pytest.mark.parametrize("path", GOLDEN)
def test_the_page_is_as_it_was(path: str) -> None:
    """The page is, character for character, the one that was read and agreed to."""
    kept = EXPECTED / path
    before = kept.read_text("utf-8") if kept.is_file() else ""
    difference = "".join(
        difflib.unified_diff(
            before.splitlines(keepends=True),
            golden(path).splitlines(keepends=True),
            f"expected/{path}",
            f"made/{path}",
            n=2,
        )
    )
    if difference:
        pytest.fail(f"{difference}\nIf that is meant: python tests/site/test_examples.py", pytrace=False)


def test_no_other_page_is_kept() -> None:
    """What stands in ``expected/`` is what is compared."""
    kept = {path.relative_to(EXPECTED).as_posix() for path in EXPECTED.rglob("*") if path.is_file()}
    assert set(GOLDEN) == kept


# -- the example in Arabic --------------------------------------------------------------------------------------------


def test_the_example_from_right_to_left_is_sound() -> None:
    """It has records of every kind in both languages, and nothing is wrong."""
    prepared = prepare(TUNNEL)
    now = [one for one in prepared.editions if not one.day]
    assert () == prepared.problems
    assert ["ar", "en"] == [one.language for one in now]
    assert set(KINDS) == {type(one) for one in now[0].library.records.values()}
    assert [frozenset(), frozenset()] == [one.untranslated for one in now]


def write_golden() -> None:
    """Write the golden pages anew."""
    for path in GOLDEN:
        (EXPECTED / path).parent.mkdir(parents=True, exist_ok=True)
        (EXPECTED / path).write_text(golden(path), "utf-8", newline="\n")
        sys.stdout.write(f"{EXPECTED / path}\n")


if __name__ == "__main__":
    write_golden()
