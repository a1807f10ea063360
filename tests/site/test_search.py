"""The files of the search: what is in them, where it leads, in which order, and as which bytes."""

import json
import re
from typing import Any

import pytest
from in_memory import Made, html_of, ids_of, make
from invented import harbour
from onrecord.library import Library
from onrecord.pages.found import Found, Words
from onrecord.pages.reading import Reading
from onrecord.pipeline import prepare
from onrecord.records.base import Evidence, walk
from onrecord.records.statement import Rendition
from onrecord.stages.files import SourceFile
from onrecord.stages.parse import parse
from onrecord.texts import fingerprint
from projects import MakeProject, library_of
from smallest import ACTOR, EVENT, SITE, SOURCE, STATEMENT, Files, with_lines

RICH: Files = {
    "content/site.yml": SITE
    + "sides:\n  city: {label: The city}\ntopics:\n  tolls:\n    label: Tolls\n    meaning: What ships pay.\n"
    + "intro: The first words [@paper].\nabout: Made by hand.\n",
    "content/sources/paper.md": with_lines(SOURCE, "title: A report", "author: Bo Reed", "published: 2022-01-11"),
    "content/sources/leaf.md": with_lines(
        SOURCE.replace("language: en", "language: fr"), "url: https://leaf.example/a"
    ),
    "content/actors/moor.md": with_lines(ACTOR, "side: city", "other_names: [Ада Мур, A. Moor]"),
    "content/events/talks.md": with_lines(
        EVENT.replace("  - source: paper", "  - source: leaf\n    words: Le port est ouvert.\n    note: Read aloud."),
        "place: Narrow Quay",
        "host: [moor]",
        "topics: [tolls]",
        "life: [{state: held, date: 2022-01-10}]",
    )
    + "\nThey met [](../actors/moor.md) [@paper], **again**.\n\n- First & last\n- Second\n",
    "content/statements/open.md": STATEMENT + "",
    "content/terms.yml": "toll:\n  title: Toll\n  short: TL\n  meaning: A due.\n  also: [HD, hd]\n",
    "content/corrections.yml": "one:\n  title: A day was wrong\n  date: 2022-02-01\n  class: correction\n",
    "content/figures.yml": "lamps:\n  title: Lamps\n  amount: 3 million\n  currency: EUR\n  stage: announced\n  date: 2022-01-12\n  evidence: [{source: paper}]\n",
}


def rich(project: MakeProject) -> Library:
    """A library in which each of them stands."""
    return library_of(project(RICH))


def by_id(library: Library) -> dict[tuple[str, str], Found]:
    """What can be found, by kind and id."""
    return {(one.kind, one.id): one for one in Reading(library).found}


def index_of(made: Made, path: str = "search-index.js") -> Any:
    """The index that a site in memory has at that path."""
    text = next(one.data.decode() for one in made.artifacts if one.path == path)
    return json.loads(re.sub(r"^window\.ONRECORD_(SEARCH|TEXTS) = ", "", text).rstrip().removesuffix(";"))


# -- what can be found --------------------------------------------------------------------------------------------------


def test_every_record_can_be_found_at_its_address() -> None:
    """Each record of the example, each topic and side and the site's own prose is in the index once, and its address is there."""
    made = harbour()
    library = made.prepared.editions[0].library
    pages = html_of(made)
    everything = by_id(library)
    wanted = {(ref.kind, ref.id) for ref in library.records}
    wanted |= {("topic", one.id) for one in library.site.topics} | {("side", one.id) for one in library.site.sides}
    assert wanted | {("context", "index"), ("context", "about")} == set(everything)
    assert len(everything) == len(Reading(library).found)
    for one in everything.values():
        path, _, fragment = one.address.partition("#")
        assert not fragment or fragment in ids_of(pages[path])
        assert path in pages


def test_every_word_that_was_said_can_be_found() -> None:
    """All words of all renditions and of all evidence are in the index exactly, with their language and whether they are exact."""
    library = harbour().prepared.editions[0].library
    everything = by_id(library)
    seen = 0
    for record in library.records.values():
        words = everything[record.kind, record.id].words
        for path, value, part in walk(record):
            if path[-1] == "words" and isinstance(part, Evidence | Rendition):
                told = getattr(part, "class_", "") == "paraphrase"
                language = part.language or library.source(part.source).language
                beside = isinstance(part, Evidence) and record.kind == "statement"  # said by another, of the statement
                assert Words(value, language, "told" if told else "beside" if beside else "exact") in words
                seen += 1
    assert seen > 50


def test_the_words_of_a_statement_come_before_what_others_said_of_it() -> None:
    """Evidence on a statement's page is found there, and never shown as the speaker's words."""
    library = harbour().prepared.editions[0].library
    everything = by_id(library)
    sorts = [[part.sort for part in everything["statement", one.id].words] for one in library.statements]
    assert all(one == sorted(one, key="beside".__eq__) for one in sorts)
    assert any("beside" in one for one in sorts)


def test_a_source_is_found_by_its_headline_and_its_publisher() -> None:
    """The headline is the title, in the language in which it was printed; the publisher stands beside it."""
    everything = by_id(harbour().prepared.editions[0].library)
    one = everything["source", "sea-office-briefing"]
    assert ("Point de presse du commissaire", "fr") == (one.title, getattr(one.title, "language", None))
    assert ("Sea Office of Oslune", ("name", "Sea Office of Oslune")) == (one.by, one.facts[0])


def test_what_editors_wrote_can_be_found(project: MakeProject) -> None:
    """Prose without its marks and citations, fields and remarks stand in it, each once, the title not again."""
    event = by_id(rich(project))["event", "talks"]
    assert ("Narrow Quay", "They met Ada Moor, again.", "First & last", "Second", "Read aloud.") == event.told
    assert "The harbour talks open" == event.title
    assert (Words("Le port est ouvert.", "fr"),) == event.words


def test_people_are_found_by_all_their_names(project: MakeProject) -> None:
    """An actor has the other spellings; what an actor had a part in has all of them."""
    everything = by_id(rich(project))
    assert (("Ада Мур", "A. Moor"), ()) == (everything["actor", "moor"].also, everything["actor", "moor"].names)
    assert ("TL", "HD", "hd") == everything["term", "toll"].also
    assert ("Ada Moor", "Ада Мур", "A. Moor") == everything["event", "talks"].names
    assert ("Ada Moor", "Ада Мур", "A. Moor") == everything["statement", "open"].names


def test_names_that_are_not_translated_are_found(project: MakeProject) -> None:
    """Publisher and author of a source can be looked for; addresses and codes cannot."""
    everything = by_id(rich(project))
    assert "Bo Reed" in everything["source", "paper"].told
    leaf = everything["source", "leaf"]
    assert "leaf.example" not in f"{leaf.title}{leaf.told}"
    assert "en" not in everything["source", "paper"].told


def test_sites_own_prose_is_found(project: MakeProject) -> None:
    """The home page has its summary and first words; the page on how it was made has its prose, and its title from the template."""
    everything = by_id(rich(project))
    assert ("What was said about the harbour.", "The first words.") == everything["context", "index"].told
    assert ("", ("Made by hand.",)) == (everything["context", "about"].title, everything["context", "about"].told)
    assert ("Tolls", ("What ships pay.",)) == (everything["topic", "tolls"].title, everything["topic", "tolls"].told)


def test_drafts_are_not_in_the_index() -> None:
    """No byte of an index tells of a draft."""
    assert [] == [
        one.path for one in harbour().artifacts if one.path.endswith(".js") and b"zzcanary" in one.data.lower()
    ]


def test_dated_records_come_first_in_their_order(project: MakeProject) -> None:
    """What has a date stands in its order, of one day by kind and id; the rest by kind and title."""
    order = [(one.kind, one.id) for one in Reading(rich(project)).found]
    assert [
        ("event", "talks"), ("statement", "open"), ("source", "paper"), ("figure", "lamps"), ("correction", "one"),
        ("actor", "moor"), ("context", "about"), ("context", "index"), ("topic", "tolls"), ("side", "city"),
        ("term", "toll"), ("source", "leaf"),
    ] == order  # fmt: skip


def test_what_is_not_translated_stands_in_its_language(project: MakeProject) -> None:
    """In a second language the texts that fall back are marked in the index, and those that are translated are not."""
    site = RICH["content/site.yml"]
    assert isinstance(site, str)
    event = parse(SourceFile("content/events/talks.md", str(RICH["content/events/talks.md"])))[0][0]
    files = {
        **RICH,
        "content/site.yml": site.replace("[en]", "[en, fr]").replace("city: The city", "city: {label: The city}"),
        "content/events/talks.fr.md": f"---\ntranslates: {fingerprint(event)}\ntitle: Ouverture\n---\n",
    }
    made = make(project(files))
    _, _, languages, facts, _, rows = index_of(made, "fr/search-index.js")
    _, spoken, texts = index_of(made, "fr/search-texts.js")
    en = languages.index("en")
    place, row = next((place, one) for place, one in enumerate(rows) if one[1] == "talks")
    assert "Ouverture" == row[2]
    told = "Narrow Quay\nThey met Ada Moor, again.\nFirst & last\nSecond\nRead aloud."
    assert [[told, spoken.index("en")]] == texts[place][1]
    (said,) = (one for one in rows if one[1] == "open")
    assert (["The harbour stays open", en], "Ada Moor\u00a0: ") == (said[2], said[7])
    assert [[["Tolls", en], ["What ships pay.", en]]] == [[one[2], one[6]] for one in rows if one[1] == "tolls"]
    assert ["The city", en] in facts


@pytest.mark.parametrize(
    ("languages", "language", "spoken", "expected"),
    [
        ("[en]", "", "fr", [Words("The harbour stays open.", "en", "ours")]),
        ("[en, fr]", "fr", "fr", []),
        ("[en, es]", "es", "fr", [Words("The harbour stays open.", "en", "ours")]),
        ("[en]", "", "en-GB", []),
    ],
)
def test_our_translations_are_words_of_their_own_sort(
    project: MakeProject, languages: str, language: str, spoken: str, expected: list[Words]
) -> None:
    """A translation of ours is found where its card shows it, as ours and in its language; it is never told as plain text."""
    record = STATEMENT.replace("language: en", f"language: {spoken}").replace(
        "words: The harbour stays open.", "words: Le port reste ouvert."
    )
    record = with_lines(record, "translation: The harbour stays open.")
    files = {**RICH, "content/site.yml": SITE.replace("[en]", languages), "content/statements/open.md": record}
    files["content/actors/moor.md"] = ACTOR
    files["content/events/talks.md"] = EVENT
    editions = {one.folder: one for one in prepare(project(files)).editions}
    one = by_id(editions[language].library)["statement", "open"]
    assert [Words("Le port reste ouvert.", spoken), *expected] == list(one.words)
    assert "The harbour stays open." not in one.told


def test_the_file_says_in_the_words_of_its_language_what_it_holds(project: MakeProject) -> None:
    """Kinds, dates, states and amounts are written as on pages; every row leads somewhere."""
    made = make(project(RICH))
    stamp, kinds, languages, facts, names, rows = index_of(made)
    same, spoken, texts = index_of(made, "search-texts.js")
    assert (stamp, len(rows)) == (same, len(texts))
    written = {(kinds[row[0]][0], row[1]): [facts[at] for at in row[3]] for row in rows}
    assert ["10 January 2022", "took place"] == written["event", "talks"]
    assert ["10 January 2022", "Ada Moor"] == written["statement", "open"]
    assert ["€3\u00a0million", "announced", "12 January 2022"] == written["figure", "lamps"]
    assert ["person", "The city"] == written["actor", "moor"]
    assert ["1 February 2022", "correction"] == written["correction", "one"]
    assert ["The Harbour News", "11 January 2022", "news"] == written["source", "paper"]
    assert ["Event", "events/%.html"] == next([label, place] for kind, place, label in kinds if kind == "event")
    assert "How this was made" in {row[2] for row in rows}
    assert ({"en"}, {"en", "fr"}) == (set(languages), set(spoken))
    assert {"Ada Moor", "Ада Мур", "A. Moor", "TL", "HD", "hd"} == set(names)
    assert {7, 8} == {len(row) for row in rows}  # the eighth is the speaker, where one stands before the title


def test_each_edition_has_an_index_of_its_own() -> None:
    """The example has one at its root and one for each earlier day, which holds no row of a record not known then."""
    made = harbour()
    paths = {one.path for one in made.artifacts if one.path.endswith("search-index.js")}
    editions = {one.folder: one for one in made.prepared.editions}
    assert {f"{folder}/search-index.js".lstrip("/") for folder in editions} == paths
    assert len(paths) == 3
    for folder, edition in editions.items():
        _, kinds, _, _, _, rows = index_of(made, f"{folder}/search-index.js".lstrip("/"))
        records = {(kinds[row[0]][0], row[1]) for row in rows if not kinds[row[0]][1].startswith("%")}
        known = {(ref.kind, ref.id) for ref in edition.library.records}
        assert known == {one for one in records if one[0] not in {"topic", "side"}}


def test_every_text_of_a_day_is_known_on_that_day() -> None:
    """What the index of an earlier day tells is what pages of that day show: no text is in it that the day's pages have not."""
    made = harbour()
    for edition in made.prepared.editions[1:]:
        shown = " ".join(
            re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page))
            for path, page in html_of(made).items()
            if path.startswith(f"{edition.folder}/")
        )
        for said, _ in index_of(made, f"{edition.folder}/search-texts.js")[2]:
            for words in said:
                text = " ".join(words[0].split()).replace("&", "&amp;").replace("'", "&#39;").replace('"', "&#34;")
                assert text in shown
