"""Translations: laid over the original in its shape, told when outdated, and missing without harm."""

import pytest
from onrecord.entry import Content, Entry, plain
from onrecord.records.event import Event
from onrecord.records.fields import Ref
from onrecord.stages.decode import decode
from onrecord.stages.files import SourceFile
from onrecord.stages.parse import parse
from onrecord.texts import fingerprint, texts_of
from onrecord.translations import in_language
from smallest import ACTOR, EVENT, GB, SITE, STATEMENT, TALKS, entry, translates, translation, with_lines


def entries(text: str, path: str) -> tuple[Entry, ...]:
    """All entries of a file."""
    return parse(SourceFile(path, text))[0]


# -- what can be translated -------------------------------------------------------------------------------------------


def test_the_texts_of_a_record_are_those_for_readers() -> None:
    """Labels and prose can be translated, in lists too; words of sources, names of fields and references cannot."""
    text = with_lines(
        EVENT.replace("source: paper", "{source: paper, words: Nine., note: N, damage: [D, E]}"),
        "place: P",
        "host: [moor]",
        "life: [{state: held, date: 2022-01-10, note: M}]",
        "disagreements: [{about: A, versions: [{says: S}, {says: T}]}]",
    )
    assert {
        ("title",): "The harbour talks open",
        ("place",): "P",
        ("evidence", 0, "note"): "N",
        ("evidence", 0, "damage", 0): "D",
        ("evidence", 0, "damage", 1): "E",
        ("life", 0, "note"): "M",
        ("disagreements", 0, "about"): "A",
        ("disagreements", 0, "versions", 0, "says"): "S",
        ("disagreements", 0, "versions", 1, "says"): "T",
        ("body",): "They opened.\n",
    } == dict(texts_of(entry(text + "They opened.\n")))


def test_the_texts_of_the_site_are_its_labels_and_prose() -> None:
    """Title, prose and the labels of sides and topics can be translated; dates, languages and addresses cannot."""
    text = (
        SITE
        + "intro: I\nsite_url: https://a.example\n"
        + "sides: {town: {label: T, short: TO}}\ntopics: {ships: {label: S, meaning: M}}\n"
    )
    assert {
        ("title",): "The harbour talks",
        ("summary",): "What was said about the harbour.",
        ("intro",): "I",
        ("sides", "town", "label"): "T",
        ("sides", "town", "short"): "TO",
        ("topics", "ships", "label"): "S",
        ("topics", "ships", "meaning"): "M",
    } == dict(texts_of(entry(text, "content/site.yml")))


def test_words_of_a_source_are_never_translated_here() -> None:
    """A translation of quoted words is a rendition with a translator, not a text of the interface."""
    assert [("title",)] == [path for path, _ in texts_of(entry(STATEMENT, "content/statements/open.md"))]


# -- the hash ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        ("2022-01-10", "2022-01-11"),
        ("paper", "wire"),
        ("title: The", "title:   The"),
        ("title: The harbour talks open", "title: 'The harbour talks open'"),
        ("title: The harbour talks open\ndate: 2022-01-10\n", "date: 2022-01-10\ntitle: The harbour talks open\n"),
    ],
)
def test_the_hash_does_not_change_with_what_is_not_translated(change: tuple[str, str]) -> None:
    """Dates, references, the way of writing and the order of fields leave a translation up to date."""
    assert fingerprint(entry(EVENT)) == fingerprint(entry(EVENT.replace(*change)))


@pytest.mark.parametrize(
    "change",
    [
        ("The harbour talks open", "The harbour talks close"),
        ("---\n", "---\nplace: P\n"),
        ("source: paper", "{source: paper, note: N}"),
        ("paper\n---\n", "paper\n---\nThey opened.\n"),
    ],
)
def test_the_hash_changes_with_every_text(change: tuple[str, str]) -> None:
    """A text that is changed, added or put elsewhere makes a translation outdated."""
    assert fingerprint(entry(EVENT)) != fingerprint(entry(EVENT.replace(*change, 1)))


@pytest.mark.parametrize(
    ("change", "same"),
    [
        (("talks\n```", "talks\nround\n```"), True),
        (("talks\n```", "\n```"), True),
        (("talks\n```", "topic: ships\n```"), True),
        (("```events", "```statements"), False),
        (("talks\n```", "talks\n```\n\n```events\n```"), False),
        (("They met.", "They parted."), False),
        (("toll", "fee"), False),
    ],
)
def test_the_hash_does_not_change_with_what_a_block_places(change: tuple[str, str], *, same: bool) -> None:
    """Records stand in a block by their ids, in every language; its kind and place, and code that is no block, count."""
    original = EVENT + "They met.\n\n```events\ntalks\n```\n\n```text\ntoll\n```\n"
    assert change[0] in original
    assert same == (fingerprint(entry(original)) == fingerprint(entry(original.replace(*change))))


def test_the_hash_is_short() -> None:
    """It is twelve signs that can be copied by hand."""
    assert 12 == len(fingerprint(entry(EVENT)))
    assert int(fingerprint(entry(EVENT)), 16) > 0


# -- laying over ------------------------------------------------------------------------------------------------------


def overlay(original: str, translated: str, path: str = TALKS) -> dict[str, object]:
    """The fields of an original with a translation laid over it."""
    language_path = path.replace(".md", ".en-GB.md").replace(".yml", ".en-GB.yml")
    done = in_language(Content(entries(original, path), entries(translated, language_path)), "en-GB", "en")
    return dict(plain(done.entries[0].fields))


def test_texts_of_the_translation_take_the_place_of_the_original() -> None:
    """Each text that is given replaces that at the same place; what is not given stays, and so does every fact."""
    original = with_lines(
        EVENT.replace("source: paper", "{source: paper, words: Nine., note: N}\n  - {source: wire, note: O}"),
        "place: P",
        "disagreements: [{about: A, versions: [{says: S}, {says: T}]}]",
    )
    translated = translation(
        "title: Opening",
        "evidence: [{note: ''}, {note: Oo}]",
        "disagreements: [{versions: [{}, {says: Tt}]}]",
        translates(original),
    )
    assert {
        "title": "Opening",
        "date": "2022-01-10",
        "evidence": [{"source": "paper", "words": "Nine.", "note": ""}, {"source": "wire", "note": "Oo"}],
        "place": "P",
        "disagreements": [{"about": "A", "versions": [{"says": "S"}, {"says": "Tt"}]}],
    } == overlay(original, translated)


def test_sides_and_topics_are_laid_over_by_id() -> None:
    """The label of a topic is found by its id, in whatever order the translation has them."""
    original = SITE + "topics: {ships: {label: S, meaning: M}, quays: {label: Q}}\n"
    translated = "topics: {quays: {label: Qq}, ships: {label: Ss}}\n" + translates(original, "content/site.yml")
    done = overlay(original, translated, "content/site.yml")
    assert {"ships": {"label": "Ss", "meaning": "M"}, "quays": {"label": "Qq"}} == done["topics"]


def test_an_empty_value_leaves_the_original() -> None:
    """A text that is left out, or given as nothing, is shown in the first language."""
    assert "The harbour talks open" == overlay(EVENT, translation("title:", translates(EVENT)))["title"]
    assert "The harbour talks open" == overlay(EVENT, translation(translates(EVENT)))["title"]


def test_only_whole_translations_up_to_date_count() -> None:
    """Which records are wholly in the language is known from their hash and their texts."""
    originals = (*entries(EVENT, TALKS), *entries(ACTOR, "content/actors/moor.md"), *entries(SITE, "content/site.yml"))
    translations = (
        *entries(translation("title: T", translates(EVENT)), GB),
        *entries(translation("name: M", "translates: 0123456789ab"), "content/actors/moor.en-GB.md"),
        *entries(translation("title: T", translates(EVENT)), "content/events/talks.fr.md"),
    )
    done = in_language(Content(originals, translations), "en-GB", "en")
    assert {Ref("actor", "moor"), Ref("site", "site")} == done.untranslated
    assert ["events", "actors", "site"] == [one.folder for one in done.entries]


def test_a_translated_record_decodes_like_any_other() -> None:
    """A record in the second language has the same type, dates and references."""
    done = in_language(
        Content(entries(EVENT, TALKS), entries(translation("title: Opening", translates(EVENT)), GB)), "en-GB", "en"
    )
    record = decode(done.entries)[0].records[0].record
    assert isinstance(record, Event)
    assert ("Opening", "2022-01-10", Ref("source", "paper")) == (
        record.title,
        str(record.date),
        record.evidence[0].source,
    )
