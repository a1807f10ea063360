"""The catalogs that come with onrecord: every word of the interface is in each of them, and says what the original says.

The words are gathered as docs/templates.md has it: by the mapping in pyproject.toml and the keyword ``say``.
"""

import datetime as dt
import re
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

import pytest
from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po
from onrecord.records.dates import read_time
from onrecord.records.fields import Amount
from onrecord.templating.locales import MONEY, Wording, catalog, strange_names
from real_site import ROOT

LOCALES = ROOT / "templates" / "locales"
LANGUAGES = tuple(sorted(path.stem for path in LOCALES.glob("*.po")))

Key = tuple[str | None, str | tuple[str, ...]]

_NAME = re.compile(r"\{\w*(?::\w+)?\}|%\(\w*\)s")

# A number may be left out where the word itself says it: "حدثان", "un", or that there is none.
SPOKEN_NUMBERS = {"ar": 3}
LETTERS = {"ar": re.compile(r"[\u0600-\u06ff]")}


@cache
def words() -> frozenset[Key]:
    """Every message of the templates and of Python: its context and its original, both forms where it has two."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    mappings = settings["tool"]["babel"]["mappings"]
    methods = [(one["pattern"], one["method"]) for one in mappings]
    options = {
        one["pattern"]: {name: value for name, value in one.items() if name not in {"pattern", "method"}}
        for one in mappings
    }
    found = extract_from_dir(ROOT, methods, options, keywords={**DEFAULT_KEYWORDS, "say": None})
    return frozenset(
        (context, tuple(text) if isinstance(text, tuple) else text) for _, _, text, _, context in found if text
    )


@cache
def shipped(language: str) -> Catalog:
    """A catalog, with its messages."""
    with (LOCALES / f"{language}.po").open("rb") as file:
        return read_po(file, locale=language)


def messages(language: str) -> Iterator[Message]:
    """The messages of a catalog but its header."""
    return (one for one in shipped(language) if one.id)


def key(message: Message) -> Key:
    """What a message is known by."""
    return message.context, message.id if isinstance(message.id, str) else tuple(message.id)


def forms(message: Message) -> tuple[str, ...]:
    """The translation in all its plural forms."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def names(text: str) -> set[str]:
    """What is filled in to a text, however it is written: a French hour has no nought before it."""
    return {re.sub(r":\w+", "", name) for name in _NAME.findall(text)}


def test_words_are_found_in_templates_and_in_python() -> None:
    """The mapping reaches both: a word of each kind of place is among what is gathered."""
    assert {
        (None, "Timeline"),
        (None, "Source {number}: {source}"),
        (None, "{time} (time zone unknown)"),
        (None, "until {date}"),
        (None, ("%(n)s event", "%(n)s events")),
        (None, ("{symbol}{amount} million", "{symbol}{amount} million")),
        ("verb", "Copy"),
    } <= words()


def test_arabic_is_among_the_catalogs() -> None:
    """There is something to test."""
    assert "ar" in LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalog_has_every_word_and_no_other(language: str) -> None:
    """Neither is a message missing, nor one left of a text that is no longer there, commented out or not."""
    there = {key(one) for one in messages(language)}
    assert ([], [], []) == (
        sorted(map(repr, words() - there)),
        sorted(map(repr, there - words())),
        sorted(shipped(language).obsolete),
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_is_translated(language: str) -> None:
    """No form is empty, none is fuzzy, and there are as many as the language has."""
    count = shipped(language).num_plurals
    assert [] == [
        one.id
        for one in messages(language)
        if one.fuzzy or not all(forms(one)) or len(forms(one)) != (1 if isinstance(one.id, str) else count)
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_filled_in_is_the_same(language: str) -> None:
    """A translation fills in what its original does; only a form that says its number in words may leave it out."""
    wrong = []
    for one in messages(language):
        wanted = names(one.id if isinstance(one.id, str) else one.id[1])
        for number, form in enumerate(forms(one)):
            spoken = not isinstance(one.id, str) and number < SPOKEN_NUMBERS.get(language, 1)
            money = "{symbol}" in wanted and names(form) <= MONEY
            if not money and not (names(form) <= wanted if spoken else names(form) == wanted):
                wrong.append((one.id, form))
    assert [] == wrong
    assert [] == list(strange_names((ROOT / "templates",), language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_space_at_the_ends_is_kept(language: str) -> None:
    """What begins or ends with a space, such as the comma between items, does so in each language; French puts one before ";" too."""
    assert [] == [
        one.id
        for one in messages(language)
        for original in [one.id if isinstance(one.id, str) else one.id[0]]
        for form in forms(one)
        if (original[:1].isspace() and not form[:1].isspace()) or original[-1:].isspace() != form[-1:].isspace()
    ]


@pytest.mark.parametrize("language", [one for one in LANGUAGES if one in LETTERS])
def test_a_translation_is_in_the_letters_of_its_language(language: str) -> None:
    """Whatever has words in it has letters of the language's script."""
    assert [] == [
        one.id
        for one in messages(language)
        for form in forms(one)
        if re.search(r"[^\W\d_]", _NAME.sub("", form)) and not LETTERS[language].search(form)
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_header_says_how_plurals_are_chosen(language: str) -> None:
    """The rule is written out, in the order that Babel gives the forms."""
    text = (LOCALES / f"{language}.po").read_text("utf-8")
    header = text.partition('msgid ""')[2].partition("\n\n")[0].replace('"\n"', "")
    assert Catalog(locale=language).plural_forms in header


# For each form of CLDR a number that takes it, and the form's place in the catalog.
ARABIC = {0: 0, 1: 1, 2: 2, 3: 3, 10: 3, 11: 5, 99: 5, 100: 4, 101: 4, 102: 4, 103: 3, 111: 5, 200: 4, 1000: 4}
ORDER = ("zero", "one", "two", "few", "other", "many")


@pytest.mark.parametrize("number", ARABIC)
def test_arabic_takes_the_form_that_the_number_asks_for(number: int) -> None:
    """Each count takes its own of the six forms, which is CLDR's."""
    found = catalog((ROOT / "templates",), "ar")
    assert found is not None
    (events,) = (one for one in messages("ar") if one.id == ("%(n)s event", "%(n)s events"))
    assert Locale("ar").plural_form(number) == ORDER[ARABIC[number]]
    assert forms(events)[ARABIC[number]] == found.ngettext("%(n)s event", "%(n)s events", number)
    assert 6 == len(set(forms(events)))


# How a newsroom of each language writes sums.
SUMS = {
    "ar": {
        "1000000 USD": "مليون دولار",
        "3000000 USD": "3 ملايين دولار",
        "300000000 USD": "300 مليون دولار",
        "1500000 EUR": "1.5 مليون يورو",
        "768000000000 USD": "768 مليار دولار",
        "900000 USD": "900,000 دولار",
    },
    "fr": {
        "1000000 USD": "1 million de dollars",
        "1500000 USD": "1,5 million de dollars",
        "300000000 USD": "300 millions de dollars",
        "30000000 EUR": "30 millions d’euros",
        "768000000000 USD": "768 milliards de dollars",
        "900000 USD": "900 000 dollars",
    },
    "es": {
        "1000000 USD": "1 millón de dólares",
        "1500000 USD": "1,5 millones de dólares",
        "300000000 USD": "300 millones de dólares",
        "30000000 EUR": "30 millones de euros",
        "4000000000 USD": "4.000 millones de dólares",
        "900000 USD": "900.000 dólares",
    },
}


@pytest.mark.parametrize("language", [one for one in LANGUAGES if one in SUMS])
def test_sums_are_written_as_a_newsroom_writes_them(language: str) -> None:
    """Number, word and currency stand in the order and the form of the language."""
    found = catalog((ROOT / "templates",), language)
    assert found is not None
    wording = Wording(language, found)
    written = {}
    for sum_ in SUMS[language]:
        amount, currency = sum_.split()
        written[sum_] = " ".join(wording.sum(Amount(Decimal(amount), Decimal(amount)), currency).split())
    assert SUMS[language] == written


def test_a_french_hour_is_written_as_the_french_write_it() -> None:
    """No nought before the hour, and the letter h between spaces that do not break."""
    found = catalog((ROOT / "templates",), "fr")
    assert found is not None
    shown = Wording("fr", found).time(read_time("08:05"), "Europe/Zurich", dt.date(2022, 1, 10))
    assert "8\u00a0h\u00a005 (UTC+1), 7\u00a0h\u00a005 UTC" == shown


def test_french_signs_do_not_part_from_their_words() -> None:
    """No plain space stands before a colon, semicolon, question or exclamation mark, nor within quotation marks."""
    parting = (" :", " ;", " ?", " !", " »", "« ")
    assert [] == [form for one in messages("fr") for form in forms(one) if any(sign in form for sign in parting)]
