"""Decoding: typed records, or all that is wrong with each at once, at its place and with the nearest name."""

import pytest
from onrecord.config import Site
from onrecord.entry import Entry
from onrecord.problems import Location, Problem
from onrecord.records.actor import Actor
from onrecord.records.base import Record, walk
from onrecord.records.event import Event
from onrecord.records.fields import Markdown, Ref
from onrecord.records.kinds import KINDS
from onrecord.records.measure import Instrument, Measure
from onrecord.records.statement import Statement
from onrecord.stages.decode import Decoded, decode, decode_one
from onrecord.stages.files import SourceFile
from onrecord.stages.parse import parse
from smallest import ACTOR, EVENT, SITE, SOURCE, STATEMENT, entry, with_lines

SAMPLES = {
    "content/actors/moor.md": ACTOR,
    "content/events/talks.md": EVENT,
    "content/sources/paper.md": SOURCE,
    "content/statements/open.md": STATEMENT,
}


FIELDS_OF_EVENT = tuple(name for name in Event.model_fields if name != "id")


def entries(text: str, path: str) -> tuple[Entry, ...]:
    """The entries of a collective file that is right."""
    found, problems = parse(SourceFile(path, text))
    assert () == problems
    return found


def faults(text: str, path: str = "content/events/talks.md") -> list[str]:
    """What is wrong with the records of one file, in short."""
    _, problems = decode(entries(text, path))
    return [f"{one.location.line}:{one.location.column} {one.code} {one.message}" for one in problems]


def hints(text: str, path: str = "content/events/talks.md") -> list[str]:
    """The hints to what is wrong."""
    return [one.hint for one in decode(entries(text, path))[1]]


def site(text: str) -> list[str]:
    """What is wrong with a site.yml."""
    return faults(text, "content/site.yml")


@pytest.mark.parametrize("path", SAMPLES)
def test_the_smallest_records_are_right(path: str) -> None:
    """Each sample decodes to a record of the kind of its folder, without a problem."""
    records, problems = decode((entry(SAMPLES[path], path),))
    assert () == problems
    (one,) = records.records
    assert path == f"content/{one.record.folder}/{one.record.id}.md"
    assert not records.broken


def test_a_record_has_its_id_and_what_was_left_out() -> None:
    """What is not written is empty: no field makes up a value."""
    record, _ = decode_one(Event, entry(EVENT))
    assert isinstance(record, Event)
    assert ("talks", None, (), None, False) == (record.id, record.time, record.life, record.body, record.draft)
    assert Ref("event", "talks") == record.ref
    assert "The harbour talks open" == record.label


def test_all_faults_of_a_record_are_told_at_once() -> None:
    """One run tells every fault, those in lists and mappings too, each at its own place."""
    text = """---
title: [The talks]
date: 2022-02-30
time: 24:30
zone: Europe/Zurch
palce: The harbour
topics: ships
evidence:
  - loctor: page 3
    damage: [a, ""]
  - paper
answers: [letter]
draft: yes
life:
  - state: heldd
    date: soon
    evidence:
      - source: The Paper
---
"""
    assert [
        "2:8 D003 this must be a text, not a list",
        "3:7 D005 February 2022 has no day 30",
        "4:7 D006 '24:30' is not a time of the form 08:55, or 15:35/16:25",
        "5:7 D006 there is no time zone 'Europe/Zurch'",
        "6:1 D001 there is no field 'palce'",
        "7:9 D003 this must be a list",
        "9:5 D001 there is no field 'loctor' in 'evidence'",
        "9:5 D002 the field 'source' is missing in 'evidence'",
        "10:17 D011 this text is empty",
        "11:5 D003 this must be a mapping of fields",
        "12:11 D009 'letter' does not say which kind it is",
        "13:8 D004 'yes' is neither true nor false",
        "15:12 D004 'heldd' is not one of likely, planned, confirmed, held, postponed, cancelled",
        "16:11 D005 'soon' is not a date of the form 2022-01-10, 2022-01 or 2022",
        "18:17 D009 'The Paper' is not an id",
    ] == sorted(faults(text), key=lambda one: (*map(int, one.split()[0].split(":")), one))


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("palce: x", "Did you mean 'place'?"),
        ("Place: x", "Did you mean 'place'?"),
        ("evidence_: x", "Did you mean 'evidence'?"),
        ("harbour: x", f"The fields are {', '.join(FIELDS_OF_EVENT)}."),
    ],
)
def test_an_unknown_field_names_the_nearest(line: str, hint: str) -> None:
    """The hint has the nearest field, or all of them where none is near; ``id`` is none that can be written."""
    assert [hint] == hints(with_lines(EVENT, line))


@pytest.mark.parametrize(
    ("lines", "hint"),
    [
        (["life:", "  - {stat: held, state: held, date: 2022}"], "Did you mean 'state'?"),
        (["life:", "  - {state: held, date: 2022, evidence: [{source: paper, sorce: a}]}"], "Did you mean 'source'?"),
        (["life:", "  - {state: held, date: 2022, evidence: [{source: paper, Words: a}]}"], "Did you mean 'words'?"),
        (
            ["disagreements:", "  - {about: x, versions: [{says: a, say: c}, {says: b}]}"],
            "Did you mean 'says'?",
        ),
        (
            [
                "disagreements:",
                "  - {about: x, versions: [{says: a, evidence: [{source: paper, word: c}]}, {says: b}]}",
            ],
            "Did you mean 'words'?",
        ),
    ],
)
def test_the_nearest_field_is_looked_for_where_the_fault_is(lines: list[str], hint: str) -> None:
    """Within lists and mappings, however deep, the names of that place are meant."""
    assert [hint] == hints(with_lines(EVENT, *lines))


def test_a_rendition_has_an_id_and_a_record_has_none() -> None:
    """``id`` names a rendition; a record's comes from its file, so there it is an unknown field."""
    assert [] == faults(
        STATEMENT.replace("class: verbatim", "class: verbatim\n    id: first"), "content/statements/a.md"
    )
    assert ["7:1 D001 there is no field 'id'"] == faults(with_lines(EVENT, "", "id: other"))
    assert (
        "id"
        in hints(STATEMENT.replace("class: verbatim", "class: verbatim\n    xyzzy: first"), "content/statements/a.md")[
            0
        ]
    )


def test_a_misspelled_required_field_is_told_once() -> None:
    """That a field has a wrong name says already that the right one is missing; others that are missing are told."""
    assert ["2:1 D001 there is no field 'titel'"] == faults(EVENT.replace("title:", "titel:"))
    assert ["5:5 D001 there is no field 'sorce' in 'evidence'"] == faults(EVENT.replace("source:", "sorce:"))
    assert ["2:1 D001 there is no field 'date_of'", "2:1 D002 the field 'title' is missing"] == sorted(
        faults("---\ndate_of: 2022-01-10\nevidence: [{source: paper}]\n---\n")
    )


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("manner: denys", "'denys' is not one of asserts, denies, threatens, pledges, demands, confirms, declines"),
        ("manner: Denies", "'Denies' is not one of asserts, denies, threatens, pledges, demands, confirms, declines"),
        ("manner: [denies]", "'this' is not one of asserts, denies, threatens, pledges, demands, confirms, declines"),
    ],
)
def test_a_choice_names_all_choices(line: str, expected: str) -> None:
    """A word that is none of the choices is quoted, and the choices are listed."""
    (told,) = faults(with_lines(STATEMENT, line), "content/statements/open.md")
    assert told.endswith(f"D004 {expected}")


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("time: 08:55", ["6:7 D006 a time needs a zone"]),
        ("zone: unknown", []),
        ("time: 08:55\nzone: unknown", []),
        ("time: 08:55\nzone: Europe/Zurich", []),
    ],
)
def test_a_time_needs_a_zone(fields: str, expected: list[str]) -> None:
    """A time without a zone could be any moment; a zone without a time says nothing wrong."""
    assert expected == faults(with_lines(EVENT, fields))


@pytest.mark.parametrize("date", ["2022-01", "2022", "2022-01-10/2022-01-11", "2022-01-10/.."])
def test_a_time_needs_a_day(date: str) -> None:
    """A time on no certain day is refused."""
    text = with_lines(EVENT, "time: 08:55", "zone: unknown").replace("2022-01-10", date)
    assert ["6:7 D006 a time needs a date that is a day"] == faults(text)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ("name: A\ntype: person", None),
        ("type: person", "D002"),
        ("type: unnamed\ndescribed_as: an aide\nreason: not given", None),
        ("type: unnamed\ndescribed_as: an aide", "D002"),
        ("type: unnamed\nreason: not given", "D002"),
        ("type: unnamed\nname: A\ndescribed_as: an aide\nreason: not given", "D012"),
        ("type: unnamed\nother_names: [A]\ndescribed_as: an aide\nreason: not given", "D012"),
        ("type: person\nname: A\ndescribed_as: an aide", "D012"),
        ("type: body\nname: A\nreason: not given", "D012"),
    ],
)
def test_an_unnamed_actor_has_no_name_and_others_have(fields: str, code: str | None) -> None:
    """An unnamed actor is described, with the reason; every other has a name and no description."""
    told = faults(f"---\n{fields}\n---\n", "content/actors/aide.md")
    assert ([f"2:1 {code}"] if code else []) == [one[:8] for one in told]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["  - {source: wire, basis: stated}"], []),
        (["  - {original: a letter, basis: inferred}"], []),
        (["  - {basis: stated}"], ["6:5 D002 give either 'source' or 'original'"]),
        (["  - {source: wire, original: a letter, basis: stated}"], ["6:5 D002 give either 'source' or 'original'"]),
    ],
)
def test_what_a_source_republishes_is_one_original(lines: list[str], expected: list[str]) -> None:
    """An original is a record or words, never both and never neither."""
    assert expected == faults(with_lines(SOURCE, "republishes:", *lines), "content/sources/paper.md")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("not recorded", "not recorded"),
        ("{title: The Harbour Act}", Instrument(title="The Harbour Act")),
        ("", None),
    ],
)
def test_an_instrument_is_not_recorded_or_a_mapping(written: str, expected: object) -> None:
    """A measure's legal act is a mapping with a title, or said not to be recorded."""
    text = f"toll:\n  title: The toll\n  instrument: {written}\n  life:\n    - {{state: announced, date: 2022}}\n"
    (found,) = entries(text, "content/measures.yml")
    record, problems = decode_one(Measure, found)
    assert () == problems
    assert isinstance(record, Measure)
    assert expected == record.instrument


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("{titel: The Act}", ["3:16 D001 there is no field 'titel' in 'instrument'"]),
        ("{url: 'https://harbour.example'}", ["3:15 D002 the field 'title' is missing in 'instrument'"]),
        ("{title: ''}", ["3:23 D011 this text is empty"]),
    ],
)
def test_faults_of_an_instrument_are_told_like_others(written: str, expected: list[str]) -> None:
    """That an instrument may be one of two sorts of value changes nothing in what is told of it."""
    text = f"toll:\n  title: The toll\n  instrument: {written}\n  life:\n    - {{state: announced, date: 2022}}\n"
    assert expected == faults(text, "content/measures.yml")


def test_an_instrument_in_other_words_is_refused() -> None:
    """Any other text would look like an act's name, and is refused."""
    text = "toll:\n  title: The toll\n  instrument: unknown\n  life:\n    - {state: announced, date: 2022}\n"
    assert ["3:15 D003 this must be 'not recorded', or a mapping with a title"] == faults(text, "content/measures.yml")


@pytest.mark.parametrize(
    ("bounds", "expected"),
    [("ceiling: true", []), ("ceiling: true\n  floor: false", []), ("ceiling: true\n  floor: true", ["2:3"])],
)
def test_an_amount_has_one_bound(bounds: str, expected: list[str]) -> None:
    """An amount is "up to" or "more than", never both."""
    text = f"dredging:\n  title: T\n  amount: 3\n  currency: USD\n  stage: announced\n  {bounds}\n"
    assert expected == [one.split()[0] for one in faults(text, "content/figures.yml")]


@pytest.mark.parametrize("record_id", ["Talks", "talks_1", "t alks", "tälks", "-talks", "a" * 81])
def test_a_name_that_is_no_id_is_refused(record_id: str) -> None:
    """The file's name or the mapping's key becomes an address, so it has small letters, digits and hyphens."""
    (told,) = faults(EVENT, f"content/events/{record_id}.md")
    assert told.startswith("1:1 D009")
    (told,) = faults(f"{record_id}:\n  title: T\n  meaning: M\n", "content/terms.yml")
    assert told.startswith("1:1 D009")


def test_a_folder_of_no_kind_is_refused() -> None:
    """A folder with an unknown name is told with the nearest, or with all kinds."""
    assert ["1:1 R007 there is no kind of record 'event'"] == faults(EVENT, "content/event/talks.md")
    assert ["Did you mean 'events'?"] == hints(EVENT, "content/event/talks.md")
    assert ["The kinds are " + ", ".join(kind.folder for kind in KINDS) + "."] == hints(EVENT, "content/xyzzy/talks.md")


def test_of_a_broken_record_its_reference_remains() -> None:
    """What refers to a broken record is not called wrong as well."""
    broken = entry(with_lines(EVENT, "palce: x"))
    sound = entry(ACTOR, "content/actors/moor.md")
    records, problems = decode((broken, sound))
    assert frozenset({Ref("event", "talks")}) == records.broken
    assert ["moor"] == [one.record.id for one in records.records]
    assert 1 == len(problems)


def test_the_site_is_no_record() -> None:
    """``site.yml`` is read by its own type and stands apart."""
    records, problems = decode((entry(SITE, "content/site.yml"),))
    assert ((), ()) == (problems, records.records)
    assert isinstance(records.site, Site)
    assert ("en", "The harbour talks") == (records.site.language, records.site.title)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("as_of: 2022-02", ["3:8 D005 'as_of' must be a day"]),
        ("as_of: 2022-02-24/2022-02-25", ["3:8 D005 'as_of' must be a day"]),
        ("languages: []", ["4:12 D002 'languages' needs at least 1"]),
        ("languages: en", ["4:12 D003 this must be a list"]),
        ("languages: [en, xx]", ["1:1 D010 dates cannot be written in 'xx'"]),
        ("languages: [en, fr, en]", ["1:1 D012 a language stands in 'languages' twice"]),
        ("sides: [city]", ["5:8 D003 this must be a mapping of ids"]),
        ("sides: {City: {label: C}}", ["5:15 D009 'City' is not an id"]),
        ("sides: {city: {lable: C}}", ["5:16 D001 there is no field 'lable' in 'sides'"]),
        ("topics:\n  a: {label: A}\n  b: {label: B, mening: x}", ["7:17 D001 there is no field 'mening' in 'topics'"]),
        ("topics: {ships: Ships}", ["5:17 D003 this must be a mapping of fields"]),
        ("topics: {ships: {label: ''}}", ["5:25 D011 this text is empty"]),
        ("theme: ../theme", ["5:8 D009 '../theme' is not the path of a folder in the project"]),
        ("site_url: harbour.example", ["5:11 D008 this is not a web address"]),
    ],
)  # fmt: skip
def test_faults_of_the_site_are_told_at_their_place(lines: str, expected: list[str]) -> None:
    """Faults of site.yml, those of its sides and topics too, are told where they stand."""
    key = lines.partition(":")[0]
    kept = "".join(f"{line}\n" for line in SITE.splitlines() if not line.startswith(f"{key}:"))
    order = ["title", "summary", "as_of", "languages"]
    text = kept + lines + "\n"
    if key in order:  # in its own place, so that the lines stay the same
        text = "".join((lines if line.startswith(f"{key}:") else line) + "\n" for line in SITE.splitlines())
    assert sorted(expected) == sorted(site(text))


def test_a_misspelled_field_of_a_topic_names_the_nearest() -> None:
    """The hint within topics has the fields of a topic; its id is the key, and no field."""
    assert ["Did you mean 'meaning'?"] == hints(SITE + "topics: {a: {label: A, mening: x}}\n", "content/site.yml")
    assert ["The fields are label, short, meaning, gathered_until."] == hints(
        SITE + "topics: {a: {label: A, xyzzy: x}}\n", "content/site.yml"
    )


def test_missing_fields_are_told_where_they_should_stand() -> None:
    """In a mapping the place is the mapping's, in a record without any field that is right its first line."""
    assert [
        "1:1 D002 the field 'date' is missing",
        "1:1 D002 the field 'evidence' is missing",
        "1:1 D002 the field 'title' is missing",
    ] == sorted(faults("talks: {}\n", "content/events.yml"))
    assert ["5:5 D002 the field 'source' is missing in 'evidence'"] == faults(EVENT.replace("source: paper", "note: x"))


def test_places_within_a_record_are_known() -> None:
    """A decoded record tells where its values stand, for problems that later stages find."""
    decoded = decode((entry(EVENT),))[0].records[0]
    assert isinstance(decoded, Decoded)
    assert Location("content/events/talks.md", 5, 13) == decoded.at(("evidence", 0, "source"))


def test_what_is_written_is_data_and_no_pattern() -> None:
    """Braces and percent signs in a wrong value are quoted in the message as they are."""
    assert ["3:7 D005 '{0}%s{message}' is not a date of the form 2022-01-10, 2022-01 or 2022"] == faults(
        EVENT.replace("2022-01-10", "'{0}%s{message}'")
    )


def test_records_cannot_be_changed() -> None:
    """A record is a value: no page can change what the next one shows."""
    record = decode((entry(ACTOR, "content/actors/moor.md"),))[0].records[0].record
    assert isinstance(record, Actor)
    with pytest.raises(ValueError, match="frozen"):
        record.name = "Ben Quill"  # type: ignore[misc]


def test_every_value_of_a_record_can_be_walked() -> None:
    """Walking finds each value with its path in the file, with the names that are written there."""
    record, _ = decode_one(
        Statement, entry(with_lines(STATEMENT, "via: [{by: moor, how: heard}]") + "Told.\n", "content/statements/a.md")
    )
    assert isinstance(record, Record)
    found = {path: value for path, value, _ in walk(record)}
    assert Ref("source", "paper") == found["renditions", 0, "source"]
    assert "verbatim" == found["renditions", 0, "class"]
    assert Ref("actor", "moor") == found["via", 0, "by"]
    assert Markdown("Told.\n") == found["body",]
    assert ("occasion",) not in found


def test_problems_are_values() -> None:
    """The same entry gives the same problems, however often it is decoded."""
    one = entry(with_lines(EVENT, "palce: x"))
    assert decode((one,)) == decode((one,))
    assert all(isinstance(problem, Problem) for problem in decode((one,))[1])
