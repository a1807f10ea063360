"""Linking: every reference proven, drafts without a trace, one message for one slip, and chains computed."""

from dataclasses import replace

import pytest
from onrecord.library import Library
from onrecord.pages.cards import post_of
from onrecord.problems import Problem
from onrecord.prose.blocks import Block
from onrecord.provenance import Link, chain, letters, originals, proof
from onrecord.quotes.fold import key
from onrecord.quotes.receipts import NO_RECEIPTS, Quoted, Receipt, Receipts
from onrecord.records.actor import Actor
from onrecord.records.correction import Correction
from onrecord.records.event import Event
from onrecord.records.fields import Ref
from onrecord.records.source import Source
from onrecord.records.statement import Statement
from onrecord.stages.decode import decode
from onrecord.stages.files import SourceFile
from onrecord.stages.link import link
from onrecord.stages.parse import parse
from smallest import ACTOR, EVENT, HIDDEN, SITE, SOUND, STATEMENT, WITH_TOPIC, source, with_lines

TALKS, OPEN, MOOR, PAPER = Ref("event", "talks"), Ref("statement", "open"), Ref("actor", "moor"), Ref("source", "paper")


def linked(files: dict[str, str], *, drafts: bool = False) -> tuple[Library | None, tuple[Problem, ...]]:
    """The library of some files, and what linking found."""
    entries = [one for path, text in files.items() for one in parse(SourceFile(path, text))[0]]
    return link(decode(tuple(entries))[0], drafts=drafts)


def library(more: dict[str, str] | None = None, *, drafts: bool = False) -> Library:
    """The library of the sound records and more, in which nothing is wrong."""
    found, problems = linked({**{path: str(text) for path, text in SOUND.items()}, **(more or {})}, drafts=drafts)
    assert () == problems
    assert found
    return found


def rendition(name: str, *lines: str) -> list[str]:
    """The lines of one more rendition."""
    return [
        f"  - source: {name}",
        "    language: en",
        "    words: Open.",
        "    class: paraphrase",
        *(f"    {line}" for line in lines),
    ]


def told_chain(links: tuple[Link, ...]) -> list[str]:
    """A chain in short: what each link did, and who or what it is."""
    return [
        f"{one.how} {one.actor.id if one.actor else one.source.id if one.source else one.original}" for one in links
    ]


# -- references -------------------------------------------------------------------------------------------------------


def test_the_library_gives_records_by_kind_and_reference() -> None:
    """Records are found by reference, or all of a kind in order of id."""
    found = library({"content/actors/abel.md": ACTOR.replace("Ada Moor", "Abel Orr")})
    assert "Ada Moor" == found.actor(MOOR).name
    assert "The Harbour News" == found.source(PAPER).publisher
    assert found.get(TALKS) == found.of(Event)[0]
    assert ["abel", "moor"] == [one.id for one in found.of(Actor)]


def test_the_library_cannot_be_changed() -> None:
    """No page can change what another one finds."""
    with pytest.raises(TypeError):
        library().records[TALKS] = None  # type: ignore[index]


def test_the_nearest_id_is_named() -> None:
    """The hint has the nearest id of the kind, and all topics where none is near."""
    files = {
        **{path: str(text) for path, text in SOUND.items()},
        "content/site.yml": SITE + "topics: {a: {label: A}, b: {label: B}}\n",
    }
    files["content/events/talks.md"] = with_lines(EVENT, "host: [mooor]", "topics: [xyzzy]")
    assert ["Did you mean 'moor' (Ada Moor)?", "They are a, b."] == [one.hint for one in linked(files)[1]]


@pytest.mark.parametrize("written", ["moody", "ada-moor", "boor", "moor-ada"])
def test_no_other_person_is_offered_for_a_person(written: str) -> None:
    """Who follows a hint would lay words into another mouth: a name is offered only where it is all but the same."""
    files = {path: str(text) for path, text in SOUND.items()}
    files["content/events/talks.md"] = with_lines(EVENT, f"host: [{written}]")
    (problem,) = linked(files)[1]
    assert "moor" not in problem.hint


def test_two_records_with_one_id_are_told_with_both_places() -> None:
    """The later in order of path is refused, and the first one is pointed to."""
    files = {
        **{path: str(text) for path, text in SOUND.items()},
        "content/actors.yml": "moor: {name: Ada Moor, type: person}\n",
    }
    (problem,) = linked(files)[1]
    assert ("L001", "content/actors/moor.md:1:1", "content/actors.yml:1:1") == (
        problem.code,
        str(problem.location),
        str(problem.see),
    )


def test_the_same_id_in_two_kinds_is_no_problem() -> None:
    """Ids are unique within their kind only."""
    assert "moor" == library({"content/terms.yml": "moor: {title: Moor, meaning: A place for ships}\n"}).actor(MOOR).id


def test_what_refers_to_the_unsound_is_left_out_of_the_rules() -> None:
    """Only records whose references lead to sound ones, through any number of steps, are handed to the rules."""
    files = {path: str(text) for path, text in SOUND.items()}
    files["content/actors/moor.md"] = with_lines(ACTOR, "part_of: town")
    files["content/actors/abel.md"] = ACTOR
    found, problems = linked(files)
    assert ["L002"] == [one.code for one in problems]
    assert found
    assert {TALKS, PAPER, Ref("actor", "abel")} == set(found.records)


def test_drafts_are_not_mentioned() -> None:
    """What a draft refers to does not know of it, unless drafts are shown."""
    site = {"content/site.yml": WITH_TOPIC}
    hidden, shown = library({**HIDDEN, **site}), library({**HIDDEN, **site}, drafts=True)
    assert [] == [one.record.id for one in hidden.mentions.get(TALKS, ())]
    assert {"hush", "secret"} == {one.record.id for one in shown.mentions[TALKS]}


@pytest.mark.parametrize(
    ("path", "text", "place"),
    [
        ("content/events/talks.md", with_lines(EVENT, "host: [shade]"), "6:8"),
        ("content/events/talks.md", with_lines(EVENT, "answers: [events/secret]"), "6:11"),
        ("content/events/talks.md", EVENT.replace("paper", "leak"), "5:13"),
        ("content/events/talks.md", EVENT + "After [it](secret.md).\n", "7:12"),
        ("content/events/talks.md", EVENT + "After it [@leak].\n", "7:11"),
        ("content/events/talks.md", EVENT + "```events\nsecret\n```\n", "8:1"),
        ("content/site.yml", WITH_TOPIC + "intro: See [it](events/secret.md).\n", "6:8"),
    ],
)
def test_what_is_published_refers_to_no_draft(path: str, text: str, place: str) -> None:
    """A reference from what is shown to a draft would lead nowhere; with drafts shown it is none of a problem."""
    files = {**{path: str(text) for path, text in SOUND.items()}, **HIDDEN, "content/site.yml": WITH_TOPIC, path: text}
    assert [f"{path}:{place} L005"] == [f"{one.location} {one.code}" for one in linked(files)[1]]
    assert () == linked(files, drafts=True)[1]


# -- mentions ---------------------------------------------------------------------------------------------------------


def test_mentions_say_which_record_field_and_part() -> None:
    """Of each record it is known what refers to it, by which path, and the part that holds the reference."""
    found = library(
        {
            "content/events/talks.md": with_lines(EVENT, "host: [moor]")
            + "She [spoke](../statements/open.md) [@paper].\n"
        }
    )
    assert [("open", ("speaker",)), ("talks", ("host", 0))] == sorted(
        (one.record.id, one.path) for one in found.mentions[MOOR]
    )
    of_paper = {(one.record.id, one.path): type(one.part).__name__ for one in found.mentions[PAPER]}
    assert {
        ("open", ("renditions", 0, "source")): "Rendition",
        ("talks", ("evidence", 0, "source")): "Evidence",
        ("talks", ("body", "citation")): "NoneType",
    } == of_paper
    assert [("body", "link")] == [one.path for one in found.mentions[OPEN]]
    assert "body" == found.mentions[OPEN][0].field


def test_answers_come_in_order_of_date() -> None:
    """The events and statements that answer a record are found from it, each once, the earliest first."""
    late = with_lines(EVENT.replace("2022-01-10", "2022-02-01"), "answers: [events/talks, events/talks]")
    early = with_lines(STATEMENT.replace("2022-01-10", "2022-01-11"), "answers: [events/talks]")
    found = library({"content/events/a.md": late, "content/statements/b.md": early})
    assert ["b", "a"] == [one.id for one in found.answers_to(found.get(TALKS))]
    assert () == found.answers_to(found.get(OPEN))


def test_mentioning_finds_each_record_once_by_kind_and_field() -> None:
    """A record that refers twice is found once, and only by the field that is asked for."""
    found = library({"content/events/talks.md": with_lines(EVENT, "host: [moor]", "participants: [moor]")})
    moor = found.get(MOOR)
    assert ["talks"] == [one.id for one in found.mentioning(moor, Event)]
    assert ["talks"] == [one.id for one in found.mentioning(moor, Event, "host")]
    assert [] == [one.id for one in found.mentioning(moor, Event, "answers")]
    assert [] == [one.id for one in found.mentioning(moor, Source)]


# -- order ------------------------------------------------------------------------------------------------------------


def test_events_and_statements_come_by_date_time_and_id() -> None:
    """Of one day those without a time come first, then by the clock, then by id."""
    day = {
        "content/events/c.md": with_lines(EVENT, "time: 09:30", "zone: unknown"),
        "content/events/b.md": with_lines(EVENT, "time: 10:15", "zone: unknown"),
        "content/events/a.md": with_lines(EVENT, "time: 09:30", "zone: unknown"),
        "content/events/d.md": EVENT.replace("2022-01-10", "2022-01"),
        "content/statements/a.md": STATEMENT.replace("2022-01-10", "2022-01-11"),
    }
    found = library(day)
    assert ["d", "talks", "a", "c", "b"] == [one.id for one in found.events]
    assert ["open", "a"] == [one.id for one in found.statements]


def test_other_records_come_in_the_order_readers_expect() -> None:
    """Context pages by their number, terms by the alphabet without regard to capitals, the newest correction first."""
    found = library(
        {
            "content/context/a.md": "---\ntitle: A\nsummary: S\norder: 2\n---\n",
            "content/context/b.md": "---\ntitle: B\nsummary: S\norder: 1\n---\n",
            "content/context/c.md": "---\ntitle: C\nsummary: S\n---\n",
            "content/terms.yml": "".join(
                f"{one}: {{title: {title}, meaning: M}}\n"
                for one, title in (("z", "apse"), ("a", "Beam"), ("b", "Ark"))
            ),
            "content/corrections.yml": "".join(
                f"{one}: {{title: T, date: {date}, class: update}}\n"
                for one, date in (("a", "2022-01"), ("b", "2022-02"))
            ),
        }
    )
    assert ["b", "a", "c"] == [one.id for one in found.contexts]
    assert ["z", "b", "a"] == [one.id for one in found.terms]
    assert ["b", "a"] == [one.id for one in found.in_order(Correction)]


def test_a_block_places_what_it_names() -> None:
    """A block shows the records named, in that order; else those of its topic; else all of the kind, by date."""
    site = {"content/site.yml": SITE + "topics: {ships: {label: Ships}}\n"}
    early = with_lines(EVENT.replace("2022-01-10", "2022-01-01"), "topics: [ships]")
    found = library({"content/events/zero.md": early, **site})
    assert ["talks", "zero"] == [one.id for one in found.placed(Block("event", ("talks", "zero")))]
    assert ["zero", "talks"] == [one.id for one in found.placed(Block("event"))]
    assert ["zero"] == [one.id for one in found.placed(Block("event", (), "ships"))]
    assert [] == [one.id for one in found.placed(Block("figure"))]
    assert [] == [one.id for one in found.placed(Block("statement", (), "ships"))]


def test_sources_that_look_alike_have_letters() -> None:
    """Sources of one publisher, headline and date are told apart by letters; others have none."""
    same = {f"content/sources/s{number:02}.md": source("news", "published: 2022-01-10") for number in range(28)}
    other = {f"content/sources/{name}.md": source("news", "published: 2022-01-11") for name in ("p", "q")}
    alone = {"content/sources/other.md": source("news", "published: 2022-01-12")}
    found = letters(library({**same, **other, **alone}))
    names = [found[Ref("source", f"s{number:02}")] for number in range(28)]
    assert ["a", "b", "z", "aa", "ab"] == [names[0], names[1], names[25], names[26], names[27]]
    assert ["a", "b"] == [found[Ref("source", name)] for name in ("p", "q")]
    assert Ref("source", "other") not in found


def test_a_quotation_has_the_proof_of_its_receipt() -> None:
    """Words that a receipt holds have what was kept, a place on the source's page and what stands around them."""
    statement = library().of(Statement)[0]
    receipt = Receipt(quoted=Quoted("paper", key("The harbour stays open.")), saved="full", prefix="So.", suffix="And")
    proven = proof(replace(library(), receipts=held(receipt)), statement.base)
    assert proven
    assert ("full", "So.", "And") == (proven.saved, proven.passage.prefix, proven.passage.suffix)
    assert f"q-{key('The harbour stays open.')}" == proven.anchor
    assert proof(replace(library(), receipts=NO_RECEIPTS), statement.base) is None
    for quoted in (Quoted("wire", receipt.quoted.key), Quoted("paper", key("The harbour shuts."))):
        other = held(replace(receipt, quoted=quoted))
        assert proof(replace(library(), receipts=other), statement.base) is None


def held(receipt: Receipt) -> Receipts:
    """That receipt alone, kept by the statement that quotes."""
    return Receipts({Ref("statement", "open"): {receipt.quoted: receipt}})


# -- posts ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("posts", "named", "expected"),
    [
        ([], "", None),
        (["{title: Mayor}"], "", "Mayor"),
        (["{title: Mayor, from: 2022-01-11}"], "", None),
        (["{title: Mayor, from: 2022-01-10, to: 2022-01-10}"], "", "Mayor"),
        (["{title: Mayor, from: 2022-01}"], "", "Mayor"),
        (["{title: Mayor, to: 2022-01-09}", "{title: Envoy, from: 2022-01-10}"], "", "Envoy"),
        (["{title: Mayor}", "{title: Envoy}"], "", None),
        (["{title: Mayor}", "{title: Envoy}"], "Envoy", "Envoy"),
        (["{title: Mayor, held: 2021}"], "", "Mayor"),
    ],
)
def test_the_post_of_a_statement(posts: list[str], named: str, expected: str | None) -> None:
    """It is the one that the statement names, else the only one that no known end excludes on that day."""
    found = library(
        {
            "content/actors/moor.md": with_lines(ACTOR, f"posts: [{', '.join(posts)}]"),
            "content/statements/open.md": with_lines(STATEMENT, f"post: {named}"),
        }
    )
    post = post_of(found, found.of(Statement)[0])
    assert expected == (post.title if post else None)


# -- chains -----------------------------------------------------------------------------------------------------------


def chains(statement: str, more: dict[str, str]) -> list[list[str]]:
    """The chain of each rendition of a statement."""
    found = library({"content/statements/open.md": statement, "content/actors/aide.md": ACTOR, **more})
    (one,) = found.of(Statement)
    return [told_chain(chain(found, one, each)) for each in one.renditions]


def test_the_shortest_chain() -> None:
    """Without anything between, the carrier has the words from the speaker."""
    assert [["spoke moor", "carries paper"]] == chains(STATEMENT, {})


def test_hops_stand_between_speaker_and_carrier() -> None:
    """``via`` is given in order from the speaker on."""
    via = with_lines(STATEMENT, "via: [{by: aide, how: heard}, {by: moor, how: relays}]")
    assert [["spoke moor", "heard aide", "relays moor", "carries paper"]] == chains(via, {})


def test_a_derived_rendition_continues_the_chain_of_its_origin() -> None:
    """``derives_from`` leads through any number of renditions back to the speaker."""
    text = STATEMENT.removesuffix("---\n")
    lines = [*rendition("wire", "derives_from: paper"), *rendition("wire", "id: again", "derives_from: wire")]
    told_all = chains(text + "".join(f"{line}\n" for line in lines) + "---\n", {"content/sources/wire.md": source()})
    assert [
        ["spoke moor", "carries paper"],
        ["spoke moor", "carries paper", "derives wire"],
        ["spoke moor", "carries paper", "derives wire", "derives wire"],
    ] == told_all


def test_what_a_source_republishes_stands_before_it() -> None:
    """``republishes`` leads back through sources to the first, or to an original in words."""
    more = {
        "content/sources/paper.md": source("news", "republishes: [{source: wire, basis: stated}]"),
        "content/sources/wire.md": source(
            "wire", "republishes: [{original: a letter, basis: inferred, note: Its words.}]"
        ),
    }
    assert [["spoke moor", "carries a letter", "republishes wire", "republishes paper"]] == chains(STATEMENT, more)


def test_who_passed_words_on_stands_before_the_sources_that_have_them() -> None:
    """First the hops of ``via``, then what the carrier republishes, then the carrier."""
    via = with_lines(STATEMENT, "via: [{by: aide, how: heard}]")
    more = {
        "content/sources/paper.md": source("news", "republishes: [{source: wire, basis: stated}]"),
        "content/sources/wire.md": source("wire"),
    }
    assert [["spoke moor", "heard aide", "carries wire", "republishes paper"]] == chains(via, more)


def test_links_of_a_chain_carry_what_is_known() -> None:
    """Dates, languages and on what a republication rests come along from the records."""
    more = {
        "content/sources/paper.md": source(
            "news", "published: 2022-01-12", "republishes: [{source: wire, basis: inferred, note: N}]"
        ),
        "content/sources/wire.md": source("wire", "published: 2022-01-11"),
        "content/statements/open.md": with_lines(STATEMENT, "original_language: fr"),
    }
    found = library(more)
    (statement,) = found.of(Statement)
    steps = chain(found, statement, statement.base)
    assert [("2022-01-10", "fr", None), ("2022-01-11", "en", "inferred"), ("2022-01-12", "en", None)] == [
        (str(one.date), one.language, one.basis) for one in steps
    ]
    assert "N" == steps[1].note


def test_a_source_without_original_has_none() -> None:
    """What is first published in a source has nothing before it."""
    found = library()
    assert () == originals(found, found.source(PAPER))


# -- the whole --------------------------------------------------------------------------------------------------------


def test_the_order_of_entries_does_not_matter() -> None:
    """Files found in any order give the same library."""
    files = {**{path: str(text) for path, text in SOUND.items()}, "content/actors/abel.md": ACTOR}
    one, _ = linked(files)
    other, _ = linked(dict(reversed(files.items())))
    assert one
    assert other
    assert list(one.records.items()) == list(other.records.items())
    assert {ref: set(found) for ref, found in one.mentions.items()} == {
        ref: set(found) for ref, found in other.mentions.items()
    }
