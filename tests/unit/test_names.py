"""What a statement is called: by its speaker and its title, and the speaker's name only once."""

from types import SimpleNamespace
from typing import cast

import pytest
from onrecord.library import Library
from onrecord.pages.names import full_title, speaker_before
from onrecord.records.actor import Actor
from onrecord.records.fields import Foreign
from onrecord.records.statement import Statement
from onrecord.records.term import Term


def before(title: str, name: str, **other: object) -> str:
    """Who goes before a title of a statement of that speaker."""
    return speaker_before(of(name, **other), statement(title))


def of(name: str, kind: str = "person", **other: object) -> Library:
    """A library that knows one speaker."""
    told = {"described_as": name, "reason": "not given"} if kind == "unnamed" else {"name": name}
    speaker = Actor.model_validate({"id": "speaker", "type": kind, **told, **other})
    return cast("Library", SimpleNamespace(actor=lambda _: speaker))


def statement(title: str) -> Statement:
    """A statement with that title."""
    words = {"source": "paper", "language": "en", "words": "So.", "class": "verbatim"}
    told = {"id": "one", "title": title, "speaker": "speaker", "date": "2022-01-10", "renditions": [words]}
    return Statement.model_validate(told)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("The toll will stay", "Ilva Korrane"),
        ("Calls the reply abstract", "Ilva Korrane"),
        ("Asks Korrane’s guild for lamps", "The Guild"),
        ("The lamps are lit", "The Guild"),
        ("Of lamps and tolls", "Council of Ports"),
        ("نبقى هنا", "تيدور حلمان"),
    ],
)
def test_a_title_without_its_speaker_has_them_before_it(title: str, name: str) -> None:
    """Articles and the like, which a name and a title may share, name nobody."""
    assert name == before(title, name)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Korrane says that the toll will stay", "Ilva Korrane"),
        ("Ilva Korrane says so", "Ilva Korrane"),
        ("KORRANE says so", "Ilva Korrane"),
        ("Rau says so", "Zbigniew Rau"),
        ("Orban dit non", "Viktor Orbán"),
        ("Le Conseil européen dit non", "Conseil européen"),
        ("L’Alliance dit non", "Alliance"),
        ("Harbour Board’s spokesman says so", "Harbour Board"),
        ("US spokesperson announces talks", "a spokesperson for the council"),
        ("حلمان: لن نرفع الحصة", "تيدور حلمان"),
    ],
)
def test_a_title_that_begins_with_its_speaker_stays_as_it_is(title: str, name: str) -> None:
    """By the last name, after an article, with other accents, and of a body too."""
    assert "" == before(title, name)


def test_a_title_that_begins_with_another_spelling_stays_as_it_is() -> None:
    """The spellings found in copies are the speaker's as well."""
    assert "" == before("Riabkov says so", "Sergei Ryabkov", other_names=["Sergei Riabkov"])


def test_one_who_is_not_named_is_described_with_a_great_letter() -> None:
    """The description stands where a name would."""
    assert "A clerk of the port" == before("The toll will stay", "a clerk of the port", kind="unnamed")


def test_the_colon_is_that_of_the_reader() -> None:
    """It comes from the catalog of the language, with the space before it that French has."""
    assert "Ilva Korrane : Le péage reste" == full_title(of("Ilva Korrane"), statement("Le péage reste"), " : ")


def test_a_title_in_another_language_stays_in_it() -> None:
    """With the speaker before it, it says as before in which language it is."""
    foreign = statement("The toll will stay").model_copy(update={"title": Foreign("The toll will stay", "en")})
    found = full_title(of("Ilva Korrane"), foreign, ": ")
    assert (Foreign("Ilva Korrane: The toll will stay", "en"), "en") == (found, getattr(found, "language", ""))


def test_records_that_nobody_says_are_called_by_their_titles() -> None:
    """Only statements have a speaker."""
    assert "Toll" == full_title(
        of("Ilva Korrane"), Term.model_validate({"id": "toll", "title": "Toll", "meaning": "What a ship pays."}), ": "
    )
