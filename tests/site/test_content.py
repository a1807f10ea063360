"""The first explainer: whole, sound, and true to the document that it began from."""

import re
import shutil
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from onrecord.library import Library, Mention
from onrecord.pages.kinds.source import SourcePage
from onrecord.pipeline import prepare
from onrecord.prepared import Prepared
from onrecord.records.actor import Actor
from onrecord.records.base import Evidence, walk
from onrecord.records.context import Context
from onrecord.records.demand import Demand
from onrecord.records.event import Event
from onrecord.records.fields import Ref
from onrecord.records.figure import Figure
from onrecord.records.kinds import KINDS
from onrecord.records.measure import Measure
from onrecord.records.source import Source
from onrecord.records.statement import Rendition, Statement
from onrecord.records.term import Term
from real_site import ROOT

CONTENT = ROOT / "content"
SEED = Ref("source", "seed")


@pytest.fixture(scope="module")
def library(real: Prepared) -> Library:
    """All records."""
    return real.editions[0].library


Seed = dict[int, list[tuple[Mention, Evidence | Rendition]]]


@pytest.fixture(scope="module")
def seed_parts(library: Library) -> Seed:
    """What is taken from the first document, by the number of its sentence."""
    found = defaultdict(list)
    for mention in library.mentions[SEED]:
        if isinstance(mention.part, Evidence | Rendition):
            for number in re.findall(r"\bsentence (\d+)\b", mention.part.locator or ""):
                found[int(number)].append((mention, mention.part))
    return found


# -- it is sound ------------------------------------------------------------------------------------------------------


def test_the_content_is_sound(real: Prepared) -> None:
    """There is no error, and no warning."""
    assert [] == [f"{one.location} {one.code}" for one in real.problems]


def test_it_is_sound_without_the_saved_texts(tmp_path: Path, library: Library, real: Prepared) -> None:
    """A clone, which has receipts but no saved texts, has the same problems and the same records."""
    for folder in ("content", "receipts", "theme"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    clone = prepare(tmp_path)
    assert [(str(one.location), one.code) for one in real.problems] == [
        (str(one.location), one.code) for one in clone.problems
    ]
    assert set(library.records) == set(clone.editions[0].library.records)


# -- it is whole ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "least"),
    [(Event, 30), (Statement, 45), (Actor, 30), (Source, 70), (Figure, 9), (Measure, 12), (Demand, 12), (Term, 12)],
)
def test_there_is_enough_of_each_kind(kind: Any, least: int, library: Library) -> None:
    """Of each kind there are as many records as the explainer promises."""
    assert len(library.of(kind)) >= least


def test_there_are_two_context_pages(library: Library) -> None:
    """Aid and sanctions stand on one page, words on their way on another."""
    assert ["aid-and-sanctions", "words-in-transit"] == [one.id for one in library.contexts]


def test_many_statements_have_several_copies(library: Library) -> None:
    """Of fifteen statements or more the words of several carriers stand side by side."""
    assert sum(len(one.renditions) > 1 for one in library.statements) >= 15


def test_every_kind_of_record_is_used(library: Library) -> None:
    """No kind of the model is without a record."""
    assert [] == [kind.kind for kind in KINDS if not library.of(kind)]


def test_every_demand_has_an_answer(library: Library) -> None:
    """What was demanded stands beside what was answered."""
    assert [] == [one.id for one in library.of(Demand) if not one.answers]


def test_every_side_is_heard(library: Library) -> None:
    """Each side named in ``site.yml`` has actors and words of its own."""
    sides = {one.id for one in library.site.sides}
    assert len(sides) > 3
    speaking = {library.actor(one.speaker).side for one in library.statements}
    assert sides == {one.id for one in speaking if one}
    assert sides == {one.side.id for one in library.of(Actor) if one.side}


def test_every_topic_is_told(library: Library) -> None:
    """Each topic has events and statements."""
    for topic in library.site.topics:
        ref = Ref("topic", topic.id)
        assert any(ref in one.topics for one in library.events), topic.id
        assert any(ref in one.topics for one in library.statements), topic.id


# -- it is true to the first document ---------------------------------------------------------------------------------


def test_every_sentence_of_the_first_document_stands_on_the_site(seed_parts: Seed) -> None:
    """Each of its fourteen sentences is evidence of a record, or a copy of a statement, with its words."""
    assert list(range(1, 15)) == sorted(seed_parts)
    for number, found in seed_parts.items():
        assert any(part.words for _, part in found), number


def test_the_page_of_the_first_document_shows_every_sentence(real: Prepared) -> None:
    """On the page of the source all fourteen stand, in their order."""
    view: SourcePage = next(one.view for one in real.editions[0].pages if one.subject == SEED)
    shown = [
        int(number)
        for taken in view.taken
        if taken.part and taken.part.words
        for number in re.findall(r"sentence (\d+)", taken.part.locator or "")
    ]
    assert list(range(1, 15)) == sorted(set(shown))
    assert sorted(shown) == shown


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        (1, "Ukrainea"),
        (4, "Ensuite"),
        (5, "nervé"),
        (6, "full stop"),
        (9, "allies and partners"),
        (10, "Spanish"),
        (11, "raid"),
    ],
)
def test_the_damage_of_each_damaged_sentence_is_named(number: int, fault: str, seed_parts: Seed) -> None:
    """What the copy did to a sentence stands beside it, by the word that is wrong."""
    damage = [one for _, part in seed_parts[number] for one in part.damage]
    assert any(fault in one for one in damage)


def test_the_language_of_each_sentence_is_told(library: Library, seed_parts: Seed) -> None:
    """The paragraph that was left in Spanish is not taken for French, nor the others for Spanish."""
    for number, found in seed_parts.items():
        languages = {part.language or library.source(SEED).language for _, part in found if part.words}
        assert ({"es"} if number == 10 else {"fr"}) == languages, number


def test_the_first_document_supports_no_fact_alone(library: Library) -> None:
    """It is a copy, and what only copies and partisan sources carry is unconfirmed."""
    assert library.source(SEED).weak
    carried = [one for one in library.statements if SEED in {rendition.source for rendition in one.renditions}]
    assert carried
    for one in carried:
        assert one.unconfirmed or any(not library.source(rendition.source).weak for rendition in one.renditions), one.id


# -- it keeps the rules of docs/editorial.md --------------------------------------------------------------------------


def test_what_only_weak_carriers_carry_is_labelled(library: Library) -> None:
    """A statement without a better carrier than copies and partisan sources says why it is unconfirmed."""
    weak = [one for one in library.statements if all(library.source(part.source).weak for part in one.renditions)]
    assert weak
    assert [] == [one.id for one in weak if not one.unconfirmed]


# Where a page speaks of what is not recorded, or to the reader, there is nothing to cite.
WITHOUT_SOURCES = {"What is not known", "What a reader can do"}


# ``[known 2022-02-24]`` behind a sentence says since when nothing more could be read.
CITES = re.compile(r"\[@[a-z0-9-]+[^\]]*\]|\[known \d{4}-\d{2}-\d{2}\]")


@pytest.mark.parametrize("page", ["aid-and-sanctions", "words-in-transit"])
def test_every_paragraph_cites(page: str) -> None:
    """Each paragraph of a context page that states something names a source, or the day up to which nothing was read."""
    body = (CONTENT / "context" / f"{page}.md").read_text("utf-8").split("---\n", 2)[2]
    told = re.sub(r"^```.*?^```$", "", body, flags=re.MULTILINE | re.DOTALL)
    heading, cited, bare = "", 0, []
    for paragraph in filter(str.strip, re.split(r"\n\s*\n", told)):
        if paragraph.startswith("#"):
            heading = paragraph.strip("# \n")
        elif CITES.search(paragraph):
            cited += 1
        elif heading not in WITHOUT_SOURCES:
            bare.append(paragraph)
    assert cited > 10
    assert [] == bare


def test_nearly_every_source_can_be_looked_up(library: Library) -> None:
    """Nine of ten sources have an address."""
    sources = library.of(Source)
    assert sum(bool(one.url) for one in sources) >= len(sources) * 0.9


def test_every_address_is_whole(library: Library) -> None:
    """Each address in a record has its scheme and host."""
    found = [
        str(value)
        for record in library.records.values()
        for path, value, _ in walk(record)
        if path[-1] in {"url", "archive"}
    ]
    assert found
    assert [] == [one for one in found if urlsplit(one).scheme not in {"http", "https"} or not urlsplit(one).hostname]


def test_every_link_in_prose_is_whole() -> None:
    """An address written into a text has its scheme and host."""
    found = [
        (path.name, link)
        for path in sorted(CONTENT.rglob("*.*"))
        for link in re.findall(r"\]\(([a-z]+:[^)]*)\)", path.read_text("utf-8"))
    ]
    assert [] == [one for one in found if not re.match(r"https?://[^/\s]+|mailto:\S+@", one[1])]


def test_records_speak_of_the_matter_only() -> None:
    """No record tells how the content came about, or holds what was to be filled in later."""
    strange = re.compile(
        r"\b(helpers?|sandbox\w*|subagents?|chatbot|language model|prompt(ed|s)?|(?-i:TODO|FIXME|XXX)|lorem ipsum"
        r"|(this|our|my|your|earlier|previous|next|last) session|search results?|tool call\w*|token limit)\b",
        re.IGNORECASE,
    )
    own = ("words:", "prefix:", "suffix:")  # what sources say is theirs
    found = [
        (path.relative_to(ROOT).as_posix(), line.strip())
        for path in sorted(CONTENT.rglob("*.*"))
        for line in path.read_text("utf-8").splitlines()
        if strange.search(line) and not line.strip().startswith(own)
    ]
    assert [] == found


def test_titles_do_not_judge(library: Library) -> None:
    """Titles of our own use none of the words that tell how to take what happened."""
    loaded = re.compile(
        r"\b(snub\w*|slam\w*|blast\w*|sabre|bluff\w*|lying|propaganda|claims?|so-called|regime|shameful\w*|hysteri\w*)\b",
        re.IGNORECASE,
    )
    titled = [
        one for one in library.records.values() if isinstance(one, Event | Statement | Measure | Demand | Context)
    ]
    assert [] == [one.title for one in titled if loaded.search(re.sub(r"[“‘«].*?[”’»]", "", one.title))]


def test_nobody_unnamed_is_named(library: Library) -> None:
    """An unnamed speaker is described and has a reason, and no name stands in the record."""
    unnamed = [one for one in library.of(Actor) if one.type == "unnamed"]
    assert unnamed
    assert [] == [one.id for one in unnamed if one.name or one.also or not one.reason]


def test_no_two_records_tell_the_same(library: Library) -> None:
    """Within a kind, no two records have one title."""
    titles = Counter((one.kind, one.label) for one in library.records.values() if not isinstance(one, Source | Actor))
    assert [] == [name for name, times in titles.items() if times > 1]
