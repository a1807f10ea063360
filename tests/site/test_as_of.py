"""The site as it stood on a day: since when a thing is known, what is cut, and that nothing later is in any byte of it."""

import datetime as dt
import html
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import product
from typing import Annotated, Any, ClassVar, cast, get_args
from urllib.parse import urljoin

import pytest
from in_memory import Made, html_of, ids_of, links_of, make, page_of
from invented import EXAMPLE, harbour
from onrecord import as_of as module
from onrecord.as_of import as_known
from onrecord.library import Library
from onrecord.pages import plan_as_known, plan_now
from onrecord.pages.edition import Edition
from onrecord.pages.reading import Reading
from onrecord.pipeline import prepare
from onrecord.prepared import Options, Prepared
from onrecord.prose.blocks import Prose, Stretch
from onrecord.prose.read import read_prose
from onrecord.provenance import known_since
from onrecord.records.actor import Actor
from onrecord.records.base import Evidence, Known, Part, Record, Version, walk
from onrecord.records.dates import EdtfDate, on_day, read_date
from onrecord.records.demand import Answer, Demand
from onrecord.records.event import Event
from onrecord.records.fields import Date, Label, Listed, Ref
from onrecord.records.figure import Figure
from onrecord.records.kinds import KINDS
from onrecord.records.marks import AtOnce, Came, Noted, OfAll, Undated, marked
from onrecord.records.measure import Instrument, Measure
from onrecord.records.source import Source
from onrecord.records.statement import Outcome, Rendition
from onrecord.stages.decode import Decoded, Records
from onrecord.stages.link import link
from onrecord.stages.render import render
from onrecord.templating.theme import theme_for
from projects import MakeProject, library_of
from real_site import ROOT, days_of
from shown_prose import as_html
from smallest import SITE

# Three sources that bear a day, one that bears a month, and one that bears nothing.
SOURCES = """early: {publisher: The Early News, language: en, kind: news, published: 2021-12-28}
middle: {publisher: The Middle News, language: en, kind: news, published: 2022-01-04}
late: {publisher: The Late News, language: en, kind: news, published: 2022-01-12}
month: {publisher: The Month, language: en, kind: news, published: 2021-12}
undated: {publisher: The Undated, language: en, kind: news}
placed: {publisher: The Placed, language: en, kind: news, known_from: {date: 2022-01-02, reason: told then}}
"""
ACTORS = """moor: {name: Ada Moor, type: person, known_from: {date: 2020, reason: in office}}
quill: {name: Ben Quill, type: person, evidence: [{source: middle}]}
newcomer: {name: Cora New, type: person, evidence: [{source: late}]}
"""
BASE = {"content/sources.yml": SOURCES, "content/actors.yml": ACTORS, "content/site.yml": SITE}
CITED = {"content/context/all.md": "---\ntitle: All\nsummary: All of them.\n---\n\n[@early; @middle; @late; @month]\n"}


def day(text: str) -> dt.date:
    """A day, written short."""
    return dt.date.fromisoformat(text)


def known(library: Library, on: str, ref: str) -> Any:
    """A record of the library as it stood on a day; None where it is not in it."""
    kind, _, name = ref.partition("/")
    return as_known(library, day(on)).records.get(Ref(kind, name))


@pytest.fixture
def made(project: MakeProject) -> Callable[..., Library]:
    """A maker of libraries: records of one kind each, as the text of a collective file or of a file of their own."""

    def make_library(**texts: str) -> Library:
        files = {
            f"content/{name.replace('__', '/')}{'.md' if '__' in name else '.yml'}": text
            for name, text in texts.items()
        }
        return library_of(project({**BASE, **CITED, **files}))

    return make_library


# -- since when -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("evidence: [{source: late}, {source: early}, {source: middle}]", "2021-12-28"),
        ("evidence: [{source: undated}, {source: late}]", "2022-01-12"),
        ("evidence: [{source: month}, {source: late}]", "2021-12-31"),
        ("evidence: [{source: placed}, {source: middle}]", "2022-01-02"),
        ("evidence: [{source: undated}]", None),
        ("evidence: [{source: late}], known_from: {date: 2022-01-10, reason: told by all}", "2022-01-10"),
        ("evidence: [{source: early}], known_from: {date: 2022-01-10, reason: kept secret}", "2022-01-10"),
        ("evidence: [{source: undated}], known_from: {date: 2022-01, reason: told by all}", "2022-01-31"),
        ("evidence: [{source: undated}], life: [{state: held, date: 2022-01-01, evidence: [{source: middle}]}]", "2022-01-04"),
        (
            ("evidence: [{source: undated}], disagreements: [{about: The hour, versions: "
            "[{says: Eight, evidence: [{source: late}]}, {says: Nine, evidence: [{source: early}]}]}]"),
            "2021-12-28",
        ),
        (
            "evidence: [{source: undated}], accounts: [{by: moor, passages: [{matter: Tone, source: middle, words: All went well}]}]",
            "2022-01-04",
        ),
    ],
)  # fmt: skip
def test_an_event_is_known_from(fields: str, expected: str | None, made: Callable[..., Library]) -> None:
    """A date that is given with a reason counts, else the earliest dated source in any part; a month counts from its end."""
    library = made(events=f"talks: {{title: The talks, date: 2022-01-01, {fields}}}")
    assert (expected and day(expected)) == known_since(library, library.get(Ref("event", "talks")))


@pytest.mark.parametrize(
    ("ref", "expected"),
    [
        ("source/early", "2021-12-28"),
        ("source/month", "2021-12-31"),
        ("source/placed", "2022-01-02"),
        ("source/undated", None),
        ("actor/moor", "2020-12-31"),
        ("actor/quill", "2022-01-04"),
        ("statement/open", "2022-01-04"),
        ("figure/dredging", "2022-01-12"),
        ("measure/toll", "2022-01-04"),
        ("demand/quay", "2022-01-12"),
        ("term/berth", None),
        ("context/all", None),
    ],
)
def test_each_kind_is_known_from(ref: str, expected: str | None, made: Callable[..., Library]) -> None:
    """Of every kind the sources count wherever they stand: a rendition, a step, an answer; prose that cites tells nothing."""
    library = made(
        statements="open: {title: T, speaker: moor, date: 2022-01-01, renditions: "
        "[{source: middle, language: en, words: The harbour stays open, class: verbatim}]}",
        figures="dredging: {title: T, amount: 3, currency: USD, stage: announced, evidence: [{source: late}]}",
        measures="toll: {title: T, instrument: not recorded, life: [{state: announced, date: 2022-01-01, evidence: [{source: middle}]}]}",
        demands="quay: {title: T, by: moor, answers: "
        "[{by: quill, date: 2022-01-02, stance: rejected, evidence: [{source: late}]}]}",
        terms="berth: {title: Berth, meaning: Where a ship lies.}",
    )  # fmt: skip
    kind, _, name = ref.partition("/")
    assert (expected and day(expected)) == known_since(library, library.get(Ref(kind, name)))


def test_a_step_is_known_from_its_own_sources(made: Callable[..., Library]) -> None:
    """A step has a date of its own: given, else of its earliest dated source, whatever the event's is."""
    library = made(
        events="talks: {title: T, date: 2022-01-10, evidence: [{source: early}], life: ["
        "{state: planned, date: 2021-12-20, evidence: [{source: late}, {source: middle}]}, "
        "{state: confirmed, date: 2021-12-21, evidence: [{source: late}], known_from: {date: 2022-01-11, reason: told then}}, "
        "{state: held, date: 2022-01-10}]}"
    )
    (event,) = library.events
    assert [day("2022-01-04"), day("2022-01-11"), None] == [known_since(library, step) for step in event.life]


# -- records --------------------------------------------------------------------------------------------------------------


def test_a_record_is_there_from_the_end_of_its_day(made: Callable[..., Library]) -> None:
    """What became known in the course of the day is there, what became known the day after is not."""
    library = made(events="talks: {title: T, date: 2022-01-01, evidence: [{source: middle}]}")
    assert known(library, "2022-01-03", "event/talks") is None
    assert "T" == known(library, "2022-01-04", "event/talks").title


def test_what_nothing_dates_is_on_no_day(made: Callable[..., Library]) -> None:
    """A record, or a source, without any date is in no such library, however late the day."""
    library = made(
        events="talks: {title: T, date: 2022-01-01, evidence: [{source: undated}]}",
        terms="berth: {title: B, meaning: M}",
    )
    then = as_known(library, day("2022-02-23")).records
    assert {"source/early", "source/late"} < {f"{one.kind}/{one.id}" for one in then}
    assert not {Ref("event", "talks"), Ref("term", "berth"), Ref("source", "undated")} & set(then)


def test_the_site_is_read_on_that_day(made: Callable[..., Library]) -> None:
    """States are read on the day, and no other day is offered from there."""
    site = as_known(made(), day("2022-01-05")).site
    assert on_day(day("2022-01-05")) == site.as_of
    assert () == site.days


def test_an_optional_reference_is_left_out(made: Callable[..., Library]) -> None:
    """A field that a record can do without loses what was not known; the record stays."""
    library = made(
        events="""
talks: {title: T, date: 2022-01-01, evidence: [{source: early}], host: [newcomer], participants: [newcomer, quill, moor],
  answers: [events/later, events/sooner], life: [{state: held, date: 2022-01-01, by: newcomer, evidence: [{source: early}]}]}
later: {title: T, date: 2022-01-01, evidence: [{source: late}]}
sooner: {title: T, date: 2022-01-01, evidence: [{source: early}]}
"""
    )
    event = known(library, "2022-01-05", "event/talks")
    assert ((), (Ref("actor", "quill"), Ref("actor", "moor"))) == (event.host, event.participants)
    assert (Ref("event", "sooner"),) == event.answers
    assert None is event.life[0].by


def test_a_required_reference_takes_the_record_with_it(made: Callable[..., Library]) -> None:
    """A statement of a speaker who was not known is not there, and what needs it is not there either, link after link."""
    library = made(
        statements="open: {title: T, speaker: newcomer, date: 2022-01-01, renditions: "
        "[{source: early, language: en, words: The harbour stays open, class: verbatim}]}",
        demands="quay: {title: T, by: newcomer, date: 2022-01-01, evidence: [{source: early}]}",
        measures="toll: {title: T, instrument: not recorded, statements: [open], "
        "life: [{state: announced, date: 2022-01-01, evidence: [{source: early}]}]}",
        events="talks: {title: T, date: 2022-01-01, evidence: [{source: early}], answers: [demands/quay, statements/open]}",
    )
    then = as_known(library, day("2022-01-05"))
    assert not then.statements
    assert not then.of(Demand)
    assert ((), ()) == (then.of(Measure)[0].statements, then.events[0].answers)
    assert 1 == len(as_known(library, day("2022-01-12")).statements)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("statement", ("one: {title: T, speaker: moor, date: 2022-01-09, renditions: "
         "[{source: early, language: en, words: The harbour stays open, class: verbatim}]}")),
        ("figure", "one: {title: T, amount: 3, currency: USD, stage: delivered, date: 2022-01-09, evidence: [{source: early}]}"),
        ("demand", "one: {title: T, by: moor, date: 2022-01-09, evidence: [{source: early}]}"),
        ("event", "one: {title: T, date: 2022-01-09, evidence: [{source: early}]}"),
    ],
)  # fmt: skip
def test_what_lies_ahead_is_not_there(kind: str, text: str, made: Callable[..., Library]) -> None:
    """What bears a later date cannot have been so then, though a source of that time is named for it."""
    library = made(**{f"{kind}s": text})
    assert known(library, "2022-01-08", f"{kind}/one") is None
    assert known(library, "2022-01-09", f"{kind}/one") is not None


# -- parts of records -----------------------------------------------------------------------------------------------------


def test_steps_become_known_one_by_one(made: Callable[..., Library]) -> None:
    """A step is there when it was taken and a source had told it, or when it says since when it was known."""
    library = made(
        measures="""
toll:
  title: T
  instrument: not recorded
  life:
    - {state: threatened, date: 2021-12-27, evidence: [{source: early}]}
    - {state: announced, date: 2021-12-27, evidence: [{source: late}]}
    - {state: adopted, date: 2022-01-05, evidence: [{source: early}]}
    - {state: in-force, date: 2022-01-06, known_from: {date: 2022-01-08, reason: told by all}}
    - {state: lifted, date: 2022-01-07}
"""
    )

    def states(on: str) -> list[str]:
        return [one.state for one in known(library, on, "measure/toll").life]

    assert ["threatened"] == states("2021-12-28") == states("2022-01-04")
    assert ["threatened", "adopted"] == states("2022-01-05")
    assert ["threatened", "adopted", "in-force"] == states("2022-01-08")
    assert ["threatened", "announced", "adopted", "in-force"] == states("2022-02-23")


def test_answers_become_known_one_by_one(made: Callable[..., Library]) -> None:
    """An answer is there when it was given and a source had told it; without any the demand is open again."""
    library = made(
        demands="""
quay:
  title: T
  by: moor
  evidence: [{source: early}]
  answers:
    - {by: quill, date: 2022-01-02, stance: rejected, summary: No., evidence: [{source: middle}]}
    - {by: quill, date: 2022-01-03, stance: counter-offer, summary: Half., evidence: [{source: middle}, {source: late}]}
    - {by: quill, date: 2022-01-12, stance: accepted, evidence: [{source: early}]}
"""
    )

    def answers(on: str) -> list[tuple[str, str | None]]:
        return [(one.stance, one.summary) for one in known(library, on, "demand/quay").answers]

    assert [] == answers("2022-01-03")
    assert [("rejected", "No."), ("counter-offer", None)] == answers("2022-01-04")
    assert [("rejected", "No."), ("counter-offer", "Half."), ("accepted", None)] == answers("2022-01-12")


@pytest.mark.parametrize(
    ("outcome", "on"),
    [
        ("date: 2022-01-03, evidence: [{source: middle}]", "2022-01-04"),
        ("date: 2022-01-08, evidence: [{source: early}]", "2022-01-08"),
        ("date: 2022-01-03, evidence: [{source: early}, {source: late}]", "2022-01-12"),
        ("date: 2022-01-03", "2022-01-03"),
    ],
)
def test_an_outcome_comes_with_its_day_and_all_its_sources(outcome: str, on: str, made: Callable[..., Library]) -> None:
    """What came of a claim is told from the day that shows it, and not while a source of the sentence was to come."""
    library = made(
        statements=f"open: {{title: T, speaker: moor, date: 2021-12-27, outcome: {{state: overtaken, says: It closed., {outcome}}}, "
        "renditions: [{source: early, language: en, words: The harbour stays open, class: verbatim}]}"
    )
    assert None is known(library, str(day(on) - dt.timedelta(1)), "statement/open").outcome
    assert "It closed." == known(library, on, "statement/open").outcome.says


STATEMENT = """
open:
  title: T
  speaker: moor
  date: 2021-12-27
  via:
    - {by: quill, how: heard, date: 2022-01-02, evidence: [{source: middle}]}
    - {by: newcomer, how: relays}
  evidence: [{source: early, words: She spoke at noon}, {source: late, words: She spoke for an hour}]
  renditions:
    - {source: late, language: en, words: The harbour stays open, class: verbatim}
    - {source: early, language: en, words: The harbour is open, class: verbatim, damage: ['“Stays” becomes “is”.']}
"""


def test_copies_and_evidence_become_known_one_by_one(made: Callable[..., Library]) -> None:
    """Of the copies, the evidence and the way of a statement only what had been printed by then is there."""
    library = made(statements=STATEMENT)
    then, later = (known(library, on, "statement/open") for on in ("2021-12-28", "2022-01-12"))
    assert ["early"] == [one.source.id for one in then.renditions]
    assert ["She spoke at noon"] == [one.words for one in then.evidence]
    assert [] == list(then.via)
    assert ["late", "early"] == [one.source.id for one in later.renditions]
    assert ["quill", "newcomer"] == [one.by.id for one in later.via]


def test_damage_is_not_told_against_words_to_come(made: Callable[..., Library]) -> None:
    """While the best copy was not out, nothing is said of what another changed in it."""
    library = made(statements=STATEMENT)
    assert [()] == [one.damage for one in known(library, "2021-12-28", "statement/open").renditions]
    assert ("“Stays” becomes “is”.",) == known(library, "2022-01-12", "statement/open").renditions[1].damage


def test_a_version_waits_for_the_sources_of_its_sentence(made: Callable[..., Library]) -> None:
    """Where sources differ, a version that a later one shared is not told yet; fewer than two are no disagreement."""
    library = made(
        events="""
talks:
  title: T
  date: 2022-01-01
  evidence: [{source: early}]
  disagreements:
    - about: The hour
      note: Nobody knows.
      versions:
        - {says: At eight, evidence: [{source: early}]}
        - {says: At nine, evidence: [{source: early}, {source: undated}]}
        - {says: At nine and on 12 January again, evidence: [{source: early}, {source: late}]}
    - about: The place
      versions:
        - {says: Here, evidence: [{source: early}]}
        - {says: There, evidence: [{source: late}]}
"""
    )
    (hour,) = known(library, "2022-01-05", "event/talks").disagreements
    assert (["At eight", "At nine"], None) == ([one.says for one in hour.versions], hour.note)
    assert [3, 2] == [len(one.versions) for one in known(library, "2022-01-12", "event/talks").disagreements]


def test_posts_are_those_that_were_known(made: Callable[..., Library]) -> None:
    """A post that began later, or that only a later source shows, is not there; nor is the end that one came to."""
    library = made(
        actors=ACTORS
        + """
hale:
  name: Dora Hale
  type: person
  other_names: [Dora Hail]
  known_from: {date: 2020, reason: in office}
  posts:
    - {title: Minister, from: 2020, to: 2022-02-01, held: 2022-01-20, evidence: [{source: early}]}
    - {title: Envoy, from: 2022-01-06}
    - {title: Chair, evidence: [{source: late}]}
    - {title: Judge, from: 2018, to: 2019}
"""
    )
    actor = known(library, "2022-01-05", "actor/hale")
    assert [("Minister", None, None), ("Judge", None, read_date("2019"))] == [
        (one.title, one.held, one.to) for one in actor.posts
    ]
    assert () == actor.also
    assert ["Minister", "Envoy", "Chair", "Judge"] == [
        one.title for one in known(library, "2022-01-12", "actor/hale").posts
    ]


def test_a_source_forgets_what_was_done_with_it_later(made: Callable[..., Library]) -> None:
    """The days on which a source was changed and read, and originals that were not known, are left out."""
    library = made(
        sources=SOURCES
        + "copy: {publisher: P, language: en, kind: copy, published: 2022-01-01, updated: 2022-01-02, accessed: 2026-05-01, "
        "republishes: [{source: late, basis: inferred, note: By its wording.}, {original: An agency, basis: stated}]}\n"
        "changed: {publisher: P, language: en, kind: copy, published: 2022-01-01, updated: 2022-01-08}\n",
        terms="berth: {title: B, meaning: M, evidence: [{source: copy}, {source: changed}]}",
    )
    copy, changed = (known(library, "2022-01-05", f"source/{name}") for name in ("copy", "changed"))
    assert (read_date("2022-01-02"), None, None) == (copy.updated, copy.accessed, changed.updated)
    assert [(None, "An agency")] == [(one.source, one.original) for one in copy.republishes]


def test_notes_are_left_out(made: Callable[..., Library]) -> None:
    """Remarks of the editors were written with the end in view, so none is told, wherever it stands."""
    library = made(
        events="talks: {title: T, date: 2022-01-01, evidence: [{source: early, note: A remark}], "
        "life: [{state: held, date: 2022-01-01, note: A remark, evidence: [{source: early}]}]}",
        statements="open: {title: T, speaker: moor, date: 2021-12-27, via: [{by: quill, how: heard, note: A remark}], "
        "renditions: [{source: early, language: en, words: The harbour stays open, class: verbatim, note: A remark}]}",
    )
    then = as_known(library, day("2022-01-05"))
    assert [] == [path for record in then.records.values() for path, _, _ in walk(record) if path[-1] == "note"]


# -- figures and measures ---------------------------------------------------------------------------------------------------


def test_a_figure_has_the_amount_of_that_day(made: Callable[..., Library]) -> None:
    """An amount that was restated later is shown as it was given first, and the correction is not told yet."""
    library = made(
        figures="""
dredging:
  title: T
  amount: 5 million
  ceiling: true
  currency: USD
  stage: announced
  status: As the minister says
  restated:
    - {amount: 3 million, date: 2022-01-03, reason: Too low., evidence: [{source: early}]}
    - {amount: 4 million, date: 2022-01-10, reason: Too low again., evidence: [{source: middle}]}
  evidence: [{source: late}]
"""
    )

    def shown(on: str) -> tuple[int, bool, list[str], list[str]]:
        one = known(library, on, "figure/dredging")
        reasons = [each.reason for each in one.restated]
        return (int(one.amount.low), one.ceiling, reasons, [each.source.id for each in one.evidence])

    assert (3_000_000, False, [], ["early"]) == shown("2022-01-02")
    assert known(library, "2022-01-03", "figure/dredging") is None  # restated, and no source has the new amount yet
    assert (4_000_000, False, ["Too low."], ["middle"]) == shown("2022-01-09")
    assert (5_000_000, True, ["Too low.", "Too low again."], ["late"]) == shown("2022-01-12")
    assert None is known(library, "2022-01-12", "figure/dredging").status


def test_what_a_later_source_may_have_told_goes_with_it(made: Callable[..., Library]) -> None:
    """Where one of a record's sources was to come, a field that it may have told is not shown; with all of them out it is."""
    library = made(
        figures="""
dredging:
  title: T
  amount: 3
  currency: USD
  stage: announced
  date: 2021-12
  period: 2022
  basis: face
  legal_basis: The Harbour Act
  evidence: [{source: early}, {source: late}]
""",
        events="""
talks:
  title: T
  date: 2021-12-27
  place: The quay
  setting: behind closed doors
  participants: [moor]
  life: [{state: held, date: 2021-12-27, evidence: [{source: early}]}]
  evidence: [{source: early}, {source: late}]
""",
    )
    now, then = as_known(library, day("2022-01-12")), as_known(library, day("2022-01-05"))
    figures = [one.of(Figure)[0] for one in (now, then)]
    events = [one.of(Event)[0] for one in (now, then)]
    assert [("The Harbour Act", "face"), (None, None)] == [(one.legal_basis, one.basis) for one in figures]
    assert ["2022", "2022"] == [str(one.period) for one in figures]
    assert [("behind closed doors", 1), (None, 0)] == [(one.setting, len(one.participants)) for one in events]
    assert ["The quay", "The quay"] == [one.place for one in events]


def parts_of(annotation: Any) -> Iterator[type[Part]]:
    """The parts within the type of a field."""
    if isinstance(annotation, type) and issubclass(annotation, Part):
        yield annotation
    for inner in get_args(annotation):
        yield from parts_of(inner)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
def test_every_field_says_what_it_may_tell_of_an_earlier_day(kind: type[Record]) -> None:
    """Each field of a kind and of its parts has a mark, but one that holds parts alone, whose fields have theirs."""
    lacking = []
    asked: list[type[Part]] = [kind]
    for part in asked:
        for field in marked(part):
            inner = set(parts_of(part.model_fields[field.name].annotation))
            asked += inner - set(asked)
            if field.mark is None and not inner:
                lacking.append(f"{part.__name__}.{field.name}")
    assert [] == lacking


class Leaf(Part):
    """A part that says nothing of what it may tell."""

    text: Label


class Ferry(Record):
    """A kind that only this test knows, with one field of each sort, and some without a mark."""

    kind: ClassVar[str] = "ferry"

    title: Annotated[Label, AtOnce()]
    sails: Annotated[Date | None, Came()] = None
    seen: Annotated[Date | None, Noted()] = None
    remark: Annotated[Label | None, Undated()] = None
    captain: Annotated[Label | None, OfAll()] = None
    scrapped: Date | None = None
    fate: Label | None = None
    ports: Annotated[tuple[Label, ...], Listed] = ()
    leaves: Annotated[tuple[Leaf, ...], Listed] = ()


def ferry(library: Library, on: str, **fields: Any) -> Ferry | None:
    """A ferry with these fields in a library as it stood on a day."""
    made = Ferry.model_validate({"id": "swift", "title": "The Swift", **fields})
    entry = next(iter(library.entries.values())).entry
    decoded = (*library.entries.values(), Decoded(made, entry))
    whole, problems = link(
        Records(site=library.site, site_entry=library.site_entry, records=decoded, broken=frozenset()), drafts=True
    )
    assert whole
    assert not problems
    return cast("Ferry | None", as_known(whole, day(on)).records.get(made.ref))


EARLY, LATE = {"source": "early"}, {"source": "late"}


def test_of_a_kind_nobody_has_seen_no_unmarked_field_is_told(made: Callable[..., Library]) -> None:
    """A date ahead, a text, a list and a part without a mark are on no earlier day, though all sources were out."""
    fields = {"scrapped": "2022-03", "fate": "It sank", "ports": ["Bay"], "leaves": [{"text": "Oak"}]}
    found = ferry(made(), "2022-01-05", evidence=[EARLY], **fields)
    assert found
    assert (None, None, (), ()) == (found.scrapped, found.fate, found.ports, found.leaves)
    assert "The Swift" == found.title


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"evidence": [EARLY], "sails": "2022-01-06"}, None),
        ({"evidence": [EARLY], "sails": "2022-01-05"}, {"sails": "2022-01-05"}),
        ({"evidence": [EARLY], "seen": "2022-01-06"}, {"seen": "None"}),
        ({"evidence": [EARLY], "seen": "2022-01-05"}, {"seen": "2022-01-05"}),
        ({"evidence": [EARLY], "remark": "Fast"}, {"remark": "None"}),
        ({"evidence": [EARLY], "captain": "Ada"}, {"captain": "Ada"}),
        ({"evidence": [EARLY, LATE], "captain": "Ada"}, {"captain": "None"}),
        ({"evidence": [LATE]}, None),
        ({"evidence": [LATE], "known_from": {"date": "2022-01-01", "reason": "seen"}}, None),
        ({"known_from": {"date": "2022-01-01", "reason": "seen"}}, {"title": "The Swift"}),
        ({}, None),
    ],
)
def test_a_kind_is_cut_by_its_marks_alone(
    fields: dict[str, Any], expected: dict[str, str] | None, made: Callable[..., Library]
) -> None:
    """What of a record is told as of a day follows from its marks, whatever its kind; with nothing to date it, nothing is."""
    found = ferry(made(), "2022-01-05", **fields)
    assert (found is None) == (expected is None)
    assert {} == {name: text for name, text in (expected or {}).items() if str(getattr(found, name)) != text}


def test_a_stage_without_a_date_may_be_a_later_one(made: Callable[..., Library]) -> None:
    """How far money has got is not told before all its sources are out, unless the stage bears its own date."""
    library = made(
        figures="""
dated: {title: T, amount: 3, currency: USD, stage: delivered, date: 2021-12, evidence: [{source: early}, {source: late}]}
dateless: {title: T, amount: 3, currency: USD, stage: delivered, evidence: [{source: early}, {source: late}]}
"""
    )
    assert ["dated"] == [one.id for one in as_known(library, day("2022-01-05")).of(Figure)]
    assert ["dated", "dateless"] == [one.id for one in as_known(library, day("2022-01-12")).of(Figure)]


@pytest.mark.parametrize(
    ("life", "instrument", "on", "expected"),
    [
        ("adopted, date: 2022-01-02", "{title: The Act}", "2022-01-05", "The Act"),
        ("threatened, date: 2022-01-02", "{title: The Act}", "2022-01-05", None),
        ("threatened, date: 2022-01-02", "not recorded", "2022-01-05", "not recorded"),
        ("threatened, date: 2022-01-02", "{title: The Act}", "2022-01-12", "The Act"),
        ("adopted, date: 2022-01-02", "{title: The Act, evidence: [{source: late}]}", "2022-01-05", None),
        ("adopted, date: 2022-01-02", "{title: The Act, evidence: [{source: middle}, {source: late}]}", "2022-01-05", "The Act"),
    ],
)  # fmt: skip
def test_the_act_is_named_when_there_was_one(
    life: str, instrument: str, on: str, expected: str | None, made: Callable[..., Library]
) -> None:
    """The instrument of a measure is told while it was in force or once its whole life was known, and its sources were out."""
    library = made(
        measures=f"toll: {{title: T, instrument: {instrument}, life: [{{state: {life}, evidence: [{{source: middle}}]}}, "
        "{state: in-force, date: 2022-01-12, evidence: [{source: late}]}]}"
    )
    act = known(library, on, "measure/toll").instrument
    assert expected == (act.title if isinstance(act, Instrument) else act)


# -- events before they were held -------------------------------------------------------------------------------------------

PLANNED = """
talks:
  title: The talks
  date: 2022-01-10
  time: 09:00
  zone: Europe/Zurich
  place: The harbour
  format: round
  setting: closed talks, eight hours
  host: [moor]
  participants: [moor, quill]
  evidence: [{source: middle}]
  life:
    - {state: planned, date: 2021-12-27, evidence: [{source: early}]}
    - {state: held, date: 2022-01-10, evidence: [{source: late}]}
  accounts:
    - {by: moor, passages: [{matter: Tone, source: middle, words: We spoke calmly}, {matter: Length, source: middle, words: It was long}]}
    - {by: quill, passages: [{matter: Tone, source: late, words: She shouted}, {matter: Length, source: middle, words: It was short}]}
  differ: [Tone, Length]
"""
FORMATS = {"site": f"{SITE}formats: {{round: {{label: Rounds}}}}\n"}


def test_an_event_before_it_was_held_is_its_plan(made: Callable[..., Library]) -> None:
    """Until it took place an event shows its title and its plans; where, who came, how long and what was said are not told."""
    event = known(made(events=PLANNED, **FORMATS), "2022-01-11", "event/talks")
    assert ("The talks", read_date("2022-01-10")) == (event.title, event.date)
    assert {None} == {event.time, event.zone, event.place, event.setting}
    assert {()} == {event.host, event.participants, event.accounts, event.differ}
    assert ["planned"] == [one.state for one in event.life]


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("as-of/2018-06-01/events/second-round.html", (False, False)),  # lay ahead
        (
            "as-of/2018-03-10/events/first-round.html",
            (False, False),
        ),  # had taken place, and its place leads the page; a later source may have told who took part
        ("events/tide-gauge-visit.html", (True, True)),  # put off and never held, on the page as it is now
    ],
)
def test_what_is_left_out_is_not_said_to_be_unrecorded(path: str, told: tuple[bool, bool]) -> None:
    """A page of an earlier day has no place and no participants of what lay ahead, not even as "not recorded"."""
    page = page_of(harbour(), path)
    assert told == tuple(f"<dt>{name}</dt>" in page for name in ("Place", "Participants"))


def test_an_event_that_was_held_is_whole(made: Callable[..., Library]) -> None:
    """Once a source had told that it took place, everything that was known of it is there."""
    event = known(made(events=PLANNED, **FORMATS), "2022-01-12", "event/talks")
    assert "closed talks, eight hours" == event.setting
    assert 2 == len(event.participants)
    assert ("Tone", "Length") == event.differ


def test_accounts_differ_when_both_were_out(made: Callable[..., Library]) -> None:
    """That the sides differ on a matter is told when two of them had spoken of it, and not before."""
    held = PLANNED.replace(
        "held, date: 2022-01-10, evidence: [{source: late}]", "held, date: 2022-01-04, evidence: [{source: middle}]"
    )
    event = known(made(events=held, **FORMATS), "2022-01-11", "event/talks")
    assert [["Tone", "Length"], ["Length"]] == [[one.matter for one in account.passages] for account in event.accounts]
    assert ("Length",) == event.differ


def test_an_account_without_words_is_none(made: Callable[..., Library]) -> None:
    """A side that had not spoken yet has no column."""
    text = PLANNED.replace("source: middle, words: It was short", "source: late, words: It was short")
    held = text.replace(
        "held, date: 2022-01-10, evidence: [{source: late}]", "held, date: 2022-01-04, evidence: [{source: middle}]"
    )
    event = known(made(events=held, **FORMATS), "2022-01-11", "event/talks")
    assert ["moor"] == [one.by.id for one in event.accounts]


MOVED = """
talks:
  title: The talks
  date: 2022-02-03
  evidence: [{source: early}]
  life:
    - {state: planned, date: 2021-12-26, evidence: [{source: early}]}
    - {state: planned, date: 2021-12-27, scheduled: 2022-01-20, evidence: [{source: early}]}
    - {state: postponed, date: 2022-01-11, evidence: [{source: late}]}
"""


def test_an_event_bears_the_date_it_was_set_for(made: Callable[..., Library]) -> None:
    """Before an event was put off, it bears the day it was set for then, and the later one only where it was named before."""
    library = made(events=MOVED)
    event = known(library, "2022-01-05", "event/talks")
    assert read_date("2022-01-20") == event.date
    assert [read_date("2022-02-03"), None] == [one.scheduled for one in event.life]
    assert read_date("2022-02-03") == known(library, "2022-01-12", "event/talks").date


@pytest.mark.parametrize(("evidence", "expected"), [("{source: early}", 1), ("{source: early}, {source: late}", 0)])
def test_an_event_without_a_life_waits_for_its_sources(
    evidence: str, expected: int, made: Callable[..., Library]
) -> None:
    """Where no step tells that it took place, who took part is shown when its day is past and all its sources are out."""
    library = made(events=f"talks: {{title: T, date: 2022-01-02, participants: [moor], evidence: [{evidence}]}}")
    assert known(library, "2022-01-01", "event/talks") is None
    assert expected == len(known(library, "2022-01-05", "event/talks").participants)
    assert 1 == len(known(library, "2022-01-12", "event/talks").participants)


def test_a_plan_stands_on_its_own_sources(made: Callable[..., Library]) -> None:
    """An event whose own evidence is later rests on that of the steps that were known; with none it is not there."""
    library = made(
        events="""
talks: {title: T, date: 2022-01-10, evidence: [{source: late}], life: [{state: cancelled, date: 2021-12-27, evidence: [{source: early}]}]}
other: {title: T, date: 2022-01-10, evidence: [{source: late}], known_from: {date: 2021-12-27, reason: told by all}}
""",
        terms="berth: {title: B, meaning: M, evidence: [{source: early}]}",
    )
    assert ["early"] == [one.source.id for one in known(library, "2022-01-05", "event/talks").evidence]
    assert known(library, "2022-01-05", "event/other") is None


# -- prose ------------------------------------------------------------------------------------------------------------------

EVENTS = """
sooner: {title: Sooner, date: 2021-12-20, evidence: [{source: early}]}
later: {title: Later, date: 2022-01-11, evidence: [{source: late}]}
"""
SOONER, LATER = "[it](../events.yml#sooner)", "[that](../events.yml#later)"


def parts(library: Library, record: Record | None, field: str = "body") -> list[object]:
    """What a text shows: its HTML, and what it places."""
    text = library.text(record, field) if record or field != "body" else Prose()
    return [
        as_html(one.blocks) if isinstance(one, Stretch) else (one.kind, one.ids, one.topic, one.sum)
        for one in text.parts
    ]


def said(text: str, folder: str = "content") -> list[object]:
    """What some Markdown shows."""
    return [
        as_html(one.blocks) if isinstance(one, Stretch) else (one.kind, one.ids, one.topic, one.sum)
        for one in read_prose(text, folder)[0].parts
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"See {SOONER}.", f"See {SOONER}."),
        (f"See {LATER}.", None),
        (f"See {SOONER} and {LATER}.", None),
        ("Told [@early].", "Told [@early]."),
        ("Told [@early; @late].", None),
        ("Told by nobody.", None),
        ("Told by nobody. [known 2022-01-05]", "Told by nobody. [known 2022-01-05]"),
        ("Told by nobody. [known 2022-01-06]", None),
        (f"See {LATER}. [known 2022-01-05]", None),
        (f"See {SOONER}.\n\nSee {LATER}.\n\nAnd [@early].", f"See {SOONER}.\n\nAnd [@early]."),
        (f"- {SOONER}\n- {LATER}\n  and more\n- [@early]", f"- {SOONER}\n- [@early]"),
        (f"1. {LATER}\n2. {SOONER}\n3. Plain. [known 2022-01-06]\n4. Plain. [known 2022-01-05]",
         f"2. {SOONER}\n4. Plain. [known 2022-01-05]"),
        ("- one\n- two", None),
        (f"## One\n\n{SOONER}\n\n## Two\n\n{LATER}", f"## One\n\n{SOONER}"),
        (f"## One\n\n### Two\n\n{SOONER}\n\n### Three\n\n{LATER}", f"## One\n\n### Two\n\n{SOONER}"),
        (f"## One\n\n### Two\n\n{LATER}\n\n## Three\n\n{SOONER}", f"## Three\n\n{SOONER}"),
        (f"## One\nSee {LATER}.\n\n{SOONER}", f"## One\n\n{SOONER}"),
        (f"## One\nSee {LATER}.", None),
        (f"See {SOONER}.\n## One\n\n{LATER}", f"See {SOONER}."),
        (f"## {LATER}\n\n{SOONER}\n\n### Below\n\n{SOONER}\n\n## Three\n\n{SOONER}", f"## Three\n\n{SOONER}"),
        (f"## End [known 2022-02-24]\n\n{SOONER}", None),
        (f"## {SOONER}\n\n[@early]", f"## {SOONER}\n\n[@early]"),
        (f"| a | b |\n| --- | --- |\n| {SOONER} | {LATER} |", None),
        (f"> {SOONER}", f"> {SOONER}"),
        ("```events\nsooner\nlater\n```", "```events\nsooner\n```"),
        ("```events\nlater\n```", None),
        ("``` events\nlater\n\nsooner\n```", "```events\nsooner\n```"),
        ("```events\n```", "```events\n```"),
        ("```measures\n```", None),
        ("```events\ntopic: quays\n```", None),
        ("```demands\ntopic: quays\n```", "```demands\ntopic: quays\n```"),
        ("```figures\ndredging\nworks\nsum\n```", "```figures\nsum\ndredging\n```"),
        ("## One\n\n```events\nlater\n```", None),
    ],
)  # fmt: skip
def test_prose_holds_what_was_known(text: str, expected: str | None, made: Callable[..., Library]) -> None:
    """A paragraph, an item, a heading or a record of a block is there if all that it names was known, or its day has come."""
    library = made(
        events=EVENTS,
        context__told=f"---\ntitle: Told\nsummary: All.\n---\n\n{text}\n",
        demands="quay: {title: T, by: moor, topics: [quays], evidence: [{source: early}]}",
        figures="dredging: {title: T, amount: 3, currency: USD, stage: announced, evidence: [{source: early}]}\n"
        "works: {title: T, amount: 3, currency: USD, stage: announced, evidence: [{source: late}]}\n",
        site=f"{SITE}topics: {{quays: {{label: Quays, meaning: M}}}}\n",
    )
    found = known(library, "2022-01-05", "context/told")
    assert (expected is None) == (found is None)
    assert said(expected or "", "content/context") == parts(as_known(library, day("2022-01-05")), found)


def test_links_are_read_from_where_they_stand(made: Callable[..., Library]) -> None:
    """A record in a collective file links from there: what it leads to is not mistaken, on the site's own texts neither."""
    library = made(
        events=EVENTS,
        terms="""
berth:
  title: B
  meaning: M
  evidence: [{source: early}]
  body: |
    See [it](events.yml#sooner).

    See [that](events.yml#later), as [@early] has it.
""",
        site=f"{SITE}intro: |\n  See [it](events.yml#sooner).\n\n  See [that](events.yml#later) [@early].\nabout: Made by us.\n",
    )
    then = as_known(library, day("2022-01-05"))
    text = "See [it](events.yml#sooner)."
    assert said(text) == parts(then, known(library, "2022-01-05", "term/berth"))
    assert (None, None) == (then.site.about, then.site.state)
    assert said(text) == parts(then, None, "intro")


def test_a_page_of_prose_keeps_its_prose_alone(made: Callable[..., Library]) -> None:
    """A context page has no summary, evidence or disagreement of its own there, and waits for the date that it gives."""
    text = """---
title: Told
summary: How it all ended.
known_from: {date: 2022-01-02, reason: written then}
evidence: [{source: late}]
disagreements: [{about: A, versions: [{says: B, evidence: [{source: late}]}, {says: C, evidence: [{source: late}]}]}]
---

Told [@early].
"""
    library = made(context__told=text)
    assert known(library, "2022-01-01", "context/told") is None
    page = known(library, "2022-01-02", "context/told")
    assert ("", (), ()) == (page.summary, page.evidence, page.disagreements)


def test_a_warning_in_prose_does_not_stop_it(made: Callable[..., Library]) -> None:
    """Text that only looks like a list is a warning on the whole site, and no more than that on the day."""
    library = made(context__told="---\ntitle: Told\nsummary: S.\n---\n\nTold [@early]:\n- by all\n")
    told = library.get(Ref("context", "told"))
    assert "by all" in str(parts(as_known(library, day("2022-01-05")), told))


# -- nothing later, in any byte ---------------------------------------------------------------------------------------------

LETTERS = 12  # of a title or of quoted words, at least; fewer may stand there for other reasons
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")  # fmt: skip
DATE = re.compile(rf"(?:\b(?P<day>[1-9]|[12]\d|3[01]) )?\b(?P<month>{'|'.join(MONTHS)})\b(?: (?P<year>[12]\d{{3}})\b)?")
INLINE = re.compile(r"</?(?:a|abbr|bdi|del|em|ins|strong|time)\b[^>]*>")
GAP = re.compile(r"\[(?:…|\.\.\.)\]")


@dataclass(frozen=True)
class Then:
    """One day of a site: the whole library, the library of the day, and the pages by their path from the root."""

    library: Library
    cut: Library
    day: dt.date
    folder: str
    pages: Mapping[str, str]
    beyond: frozenset[str]  # the pages of the site as it is now

    def was_known(self, part: Part) -> bool:
        """Whether a record, a step or a source had been told of by the end of the day."""
        since = told_since(self.library, part)
        return since is not None and since <= self.day

    def told_by(self, part: Version) -> bool:
        """Whether a source of a version had been told of by then."""
        return any(self.was_known(self.library.source(one.source)) for one in part.evidence)

    @cached_property
    def ids(self) -> Mapping[str, list[str]]:
        """The places on each page."""
        return {path: ids_of(page) for path, page in self.pages.items()}

    @cached_property
    def hidden(self) -> frozenset[Ref]:
        """The records that may not be named: those not known, and those that are not there for another reason."""
        known = {ref for ref, one in self.library.records.items() if ref.kind == "context" or self.was_known(one)}
        return frozenset(set(self.library.records) - (known & set(self.cut.records)))

    @cached_property
    def hidden_places(self) -> frozenset[str]:
        """What places are called that are named for those records."""
        return frozenset(f"{one.kind}-{one.id}" for one in self.hidden)

    @cached_property
    def hidden_pages(self) -> frozenset[str]:
        """Where the pages of those records would be."""
        return frozenset(f"{self.library.get(one).folder}/{one.id}.html" for one in self.hidden)

    @cached_property
    def free(self) -> str:
        """What may be read on the day whatever else has the same words: labels of what was known, words printed by then, what was done to them."""
        site = self.library.site
        choices = (choice.label for kind in ("side", "topic", "format") for choice in site.choices(kind))
        labels = (record.label for ref, record in self.library.records.items() if ref not in self.hidden)
        parts = [part for part in taken(self.library) if self.was_known(self.library.source(part.source))]
        words = (text for part in parts for text in (part.words or "", *part.damage))
        posts = (post.title for actor in self.library.of(Actor) if actor.ref not in self.hidden for post in actor.posts)
        return "\n".join(map(flat, (site.title, site.summary, *choices, *labels, *words, *posts)))

    @cached_property
    def ahead(self) -> set[dt.date]:
        """Days that may be named though they lie ahead: those that events were set for by then, and ends of periods begun."""
        found: set[EdtfDate] = set()
        for event in self.library.of(Event):
            steps = [one for one in event.life if one.date.first <= self.day and self.was_known(one)]
            found |= {one.scheduled or event.date for one in steps}
        periods = {one.period for one in self.library.of(Figure) if one.period and one.period.first <= self.day}
        return {day for one in found | periods for day in (one.first, one.last)}


def built(library: Library, on: dt.date, before: Library | None = None, *, alone: bool = False) -> Then:
    """The pages of a library as of a day, and what is needed to look through them."""
    cut = as_known(library, on)
    edition = plan_as_known(
        Edition(language=cut.site.language, folder="", reading=Reading(cut)), cut, on_day(on), before, alone=alone
    )
    artifacts, problems = render((edition,), theme_for(ROOT, library.site.theme))
    assert () == problems
    now, _ = plan_now(library)
    folder = f"{edition.folder}/" if edition.folder else ""
    pages = html_of(Made(artifacts, Prepared()))
    return Then(library, cut, on, folder, pages, frozenset(page.path for page in now.pages))


def assert_nothing_later(then: Then) -> None:
    """The one check that every test of leaking is about: whatever is wrong with a day is in this list."""
    texts = {path: visible(page) for path, page in then.pages.items()}
    wrong = [*later_phrases(then, texts)]
    for path, page in then.pages.items():
        wrong += [
            *later_ids(then, path),
            *wrong_links(then, path, page),
            *later_dates(then, path, page),
        ]
    assert not wrong, "\n".join(wrong)


def told_since(library: Library, part: Part) -> dt.date | None:
    """The same question as in the program, answered anew, so that the answer there can be tested."""
    given = getattr(part, "known_from", None)
    if isinstance(given, Known):
        return given.date.last
    if isinstance(part, Source):
        return part.published.last if part.published else None
    parts = [holder for _, _, holder in walk(part) if isinstance(holder, Evidence | Rendition)]
    dates = [told_since(library, library.source(one.source)) for one in parts]
    return min((one for one in dates if one), default=None)


def taken(library: Library) -> Iterator[Evidence | Rendition]:
    """All that is taken from sources, each once."""
    for record in library.records.values():
        yield from {id(part): part for _, _, part in walk(record) if isinstance(part, Evidence | Rendition)}.values()


def flat(text: str) -> str:
    """A text on one line."""
    return " ".join(text.split())


def visible(page: str) -> str:
    """What a reader may see or hear of a page: its text, and texts in attributes."""
    spoken = re.findall(r'(?:aria-label|title|content|alt)="([^"]*)"', page)
    text = re.sub(r"<[^>]*>", " | ", INLINE.sub("", page))
    return flat(html.unescape(" | ".join((text, *spoken))))


def later_phrases(then: Then, texts: Mapping[str, str]) -> Iterator[str]:
    """Titles, quoted words and sentences of the editors' that could not have been read on the day."""
    everything = "\n".join(texts.values())
    for what, text in dict.fromkeys(not_to_be_told(then)):
        phrase = flat(text)
        if sum(map(str.isalpha, phrase)) < LETTERS or phrase in then.free or phrase not in everything:
            continue
        whole = re.compile(rf"(?<!\w){re.escape(phrase)}(?!\w)")
        yield from (f"{what} {phrase!r} on {path}" for path, told in texts.items() if whole.search(told))


def not_to_be_told(then: Then) -> Iterator[tuple[str, str]]:
    """Every text that belongs to a later day, with what it is."""
    library = then.library
    yield from (("title", library.get(ref).label) for ref in then.hidden)
    for part in taken(library):
        if not then.was_known(library.source(part.source)):
            yield from (("words", piece) for piece in GAP.split(part.words or ""))
    for record in library.records.values():
        for path, value, holder in walk(record):
            if path[-1] == "note":
                yield "note", value
            elif (
                isinstance(holder, Outcome | Answer)
                and path[-1] in {"says", "summary"}
                and holder.date.first > then.day
            ):
                yield "sentence", value
            elif isinstance(holder, Version) and path[-1] == "says" and not then.told_by(holder):
                yield "version", value


def later_ids(then: Then, path: str) -> Iterator[str]:
    """Places on a page that are named for what was not known."""
    yield from (f"id {name} on {path}" for name in then.ids[path] if name.partition("_")[0] in then.hidden_places)


def wrong_links(then: Then, path: str, page: str) -> Iterator[str]:
    """Links to what was not known, links out of the folder of the day, and links to what is not there."""
    banner = re.search(r'<(\w+) class="banner".*?</\1>', page, re.DOTALL)
    assert banner is not None, path
    ways_out = links_of(banner[0])
    for way in links_of(page):
        target, _, fragment = way.partition("#")
        place = urljoin(f"/{path}", target).removeprefix("/") if target else path
        if re.match(r"[a-z]+:", way) or place.startswith("assets/"):
            continue
        if fragment in then.hidden_places or place.removeprefix(then.folder) in then.hidden_pages:
            yield f"link to {way} on {path}"
        if not place.startswith(then.folder):
            if way not in ways_out or page.count(f'"{way}"') > 1:
                yield f"link out of the day: {way} on {path}"
            elif place not in then.beyond:
                yield f"banner to nowhere: {way} on {path}"
        elif place not in then.pages or (fragment and fragment not in then.ids[place]):
            yield f"link to nowhere: {way} on {path}"


def later_dates(then: Then, path: str, page: str) -> Iterator[str]:
    """Dates after the day, machine-readable or in words, that nothing had been set for by then."""
    months = {(one.year, one.month) for one in then.ahead}
    for value in re.findall(r'datetime="([^"]*)"', page):
        date = read_date(value)
        if date.first > then.day and not {date.first, date.last} & then.ahead:
            yield f"datetime {value} on {path}"
    for match in DATE.finditer(visible(re.sub(r"<time .*?</time>", "", page))):
        first = meant(match, then.day)
        if first is None or first <= then.day or match[0] in then.free:
            continue
        if first not in then.ahead if match["day"] else (first.year, first.month) not in months:
            yield f"date {match[0]!r} on {path}"


def meant(match: re.Match[str], on: dt.date) -> dt.date | None:
    """The day, or the first of the month, that a date in words means; without a year the one nearest to the day."""
    if not match["year"] and not match["day"]:
        return None  # "May" may be a verb
    month, number = MONTHS.index(match["month"]) + 1, min(int(match["day"] or 1), 28)
    years = [int(match["year"])] if match["year"] else [on.year - 1, on.year, on.year + 1]
    first = min((dt.date(year, month, number) for year in years), key=lambda one: abs(one - on))
    return first + dt.timedelta(int(match["day"] or 1) - number)


def invented() -> Library:
    """The library of the invented explainer, in which every field of every kind occurs."""
    return harbour().prepared.editions[0].library


def turns(library: Library) -> list[dt.date]:
    """The days of a site on which it can be read, and others on which something became known: every fifth."""
    since = {told_since(library, one) for one in library.records.values()} - {None}
    days = sorted(one for one in since if one and one < library.site.as_of.first)
    return sorted({*(one.first for one in library.site.dates), *days[::5], *days[-1:]})


# Days of its last two weeks, which `build --as-of` can make too.
LAST_DAYS = ("2022-02-12", "2022-02-17", "2022-02-21", "2022-02-23")


@pytest.mark.parametrize("on", [*days_of(ROOT), *LAST_DAYS])
def test_nothing_later_is_on_the_real_site(on: str, real: Prepared) -> None:
    """On each day that the explainer offers, and some others, no title, word, date, id or link of its pages is of a later one."""
    assert_nothing_later(built(real.editions[0].library, day(on)))


def test_nothing_later_is_on_the_invented_site() -> None:
    """The same for the invented explainer, on days all along its course."""
    before = None
    days = turns(invented())
    assert 5 < len(days)
    for on in days:
        then = built(invented(), on, before)
        assert_nothing_later(then)
        before = then.cut


def test_nothing_later_is_on_a_day_alone() -> None:
    """A site made of one day alone has no way to a later page at all, in its banner neither."""
    (edition,) = make(EXAMPLE, as_of=read_date("2018-03-06")).prepared.editions
    assert ("", True) == (edition.folder, edition.alone)
    then = built(invented(), day("2018-03-06"), alone=True)
    assert_nothing_later(then)
    assert {"changes.html", "index.html"} < set(then.pages)
    assert not any("../../" in link for page in then.pages.values() for link in links_of(page))


def test_somebody_without_a_line_has_a_post_known_by_then() -> None:
    """Who somebody is in a line may tell of later days, so an earlier day has it not; a post tells who that was."""
    home = page_of(make(EXAMPLE, as_of=read_date("2018-03-06")), "index.html")
    assert '<span class="people__line">Chancellor</span>' in home
    assert "put the toll on ships" not in home


def test_no_day_lies_after_that_of_the_site() -> None:
    """A site cannot be made as of a day on which its states have not been read: that is told, and nothing is planned."""
    late = prepare(EXAMPLE, Options(as_of=read_date("2018-07-01")))
    assert () == late.editions
    assert ["D005"] == [one.code for one in late.problems if one.severity == "error"]
    assert 1 == len(prepare(EXAMPLE, Options(as_of=read_date("2018-06-30"))).editions)


def test_more_is_known_on_each_day() -> None:
    """What was once known stays known: no record of an earlier day is missing on a later one."""
    earlier: set[Ref] = set()
    for on in turns(invented()):
        now = set(as_known(invented(), on).records)
        assert earlier <= now | {
            ref for ref in earlier if ref.kind == "figure"
        }  # one restated waits for its new source
        earlier = now
    assert {"event", "statement", "figure", "measure", "demand", "actor", "source", "context"} <= {
        one.kind for one in earlier
    }


# -- the check can fail -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["statement", "event", "actor", "source", "figure", "measure", "demand", "term"])
def test_a_later_record_that_is_let_in_is_found(kind: str, monkeypatch: pytest.MonkeyPatch, real: Prepared) -> None:
    """Let a record of a later day in on purpose, and the same check fails and names it."""
    library = real.editions[0].library if kind == "statement" else invented()  # where one lacks its sources alone
    truth = known_since
    let_in: set[int] = set()

    def lie(whole: Library, part: Part) -> dt.date | None:
        return dt.date.min if id(part) in let_in else truth(whole, part)

    monkeypatch.setattr(module, "known_since", lie)
    for on, late in product(turns(library), (one for one in library.records.values() if one.kind == kind)):
        since = told_since(library, late)
        if since is None or since <= on:
            continue
        parts = {id(part): part for _, _, part in walk(late)}
        sources = (library.source(one.source) for one in parts.values() if isinstance(one, Evidence | Rendition))
        let_in = {id(late), *parts, *map(id, sources)}
        if late.ref in as_known(library, on).records:  # its own date, or what it needs, may be later too
            break
    else:
        pytest.fail("there is none to let in")
    then = built(library, on)
    assert late.ref in then.cut.records
    with pytest.raises(AssertionError, match=re.escape(late.id)):
        assert_nothing_later(then)


DOCTORED = {
    "a title": "<p>The signing of an interim accord</p>",
    "quoted words": "<q>The round of Friday is put off</q>",
    "a remark": "<p>A storm had closed the harbour.</p>",
    "an id": '<p id="event-peace-regatta"></p>',
    "a link to a record": '<a href="../events/peace-regatta.html">x</a>',
    "a link to a place": '<a href="../timeline.html#event-peace-regatta">x</a>',
    "a link out of the day": '<a href="../../../timeline.html">x</a>',
    "a link to no page": '<a href="../nowhere.html">x</a>',
    "a link to no place": '<a href="#nowhere">x</a>',
    "a date": '<time datetime="2018-06-02">x</time>',
    "a date in words": "<p>It came on 2 June 2018.</p>",
    "a date without its year": "<p>It came on 2 June.</p>",
    "a month": "<p>It came in June 2018.</p>",
    "a description": '<meta name="description" content="It came on 2 June 2018.">',
}


@cache
def sound() -> Then:
    """A day of the invented explainer on which nothing is wrong."""
    return built(invented(), day("2018-03-06"))


@pytest.mark.parametrize("what", DOCTORED)
def test_each_sort_of_leak_is_found(what: str) -> None:
    """Put one later thing of each sort into one page of many, and the same check fails and names that page."""
    then = sound()
    assert_nothing_later(then)
    path = "as-of/2018-03-06/events/first-round.html"
    doctored = {**then.pages, path: then.pages[path].replace("</main>", f"{DOCTORED[what]}</main>")}
    with pytest.raises(AssertionError, match=re.escape(path)):
        assert_nothing_later(replace(then, pages=doctored))


def test_prose_that_looks_ahead_is_found(made: Callable[..., Library]) -> None:
    """A paragraph that cites known sources and names a later day is found; marked with that day it is not there."""
    text = "---\ntitle: Told\nsummary: S.\n---\n\nIt stayed so until 20 January 2022 [@early]."
    with pytest.raises(AssertionError, match="20 January 2022"):
        assert_nothing_later(built(made(context__told=text), day("2022-01-05")))
    assert_nothing_later(built(made(context__told=f"{text} [known 2022-01-20]\n\nTold [@early]."), day("2022-01-05")))
