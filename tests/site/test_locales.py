"""Dates, times, amounts and the names of languages as five languages write them, and where their words come from."""

from decimal import Decimal
from gettext import NullTranslations
from pathlib import Path

import pytest
from onrecord.records.dates import read_date
from onrecord.records.figure import Figure
from onrecord.templating.locales import Wording, catalog, strange_names, untranslated
from projects import write_files
from real_site import ROOT

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
FRENCH = f"""{HEADER}"Plural-Forms: nplurals=2; plural=(n > 1);\\n"

msgid "about {{date}}"
msgstr "vers le {{date}}"

msgid "{{date}} (uncertain)"
msgstr "{{date}} (incertain)"

msgid "until {{date}}"
msgstr "jusqu’au {{date}}"

msgid "from {{date}}"
msgstr "à partir du {{date}}"

msgid "{{begin}} to {{end}}"
msgstr "du {{begin}} au {{end}}"

msgid "up to {{amount}}"
msgstr "jusqu’à {{amount}}"

msgid "{{symbol}}{{amount}} million"
msgid_plural "{{symbol}}{{amount}} million"
msgstr[0] "{{amount}} million {{symbol}}"
msgstr[1] "{{amount}} millions {{symbol}}"

#, fuzzy
msgid "Timeline"
msgstr "Ligne"

#, python-format
msgid "%(n)s event"
msgid_plural "%(n)s events"
msgstr[0] "%(n)s événement"
msgstr[1] "%(n)s événements"
"""

# One of each form in the table of docs/content-model.md, and intervals whose ends differ in precision or in year.
FORMS = (
    "2022-01-10",
    "2021-12",
    "2014",
    "2021-12-27~",
    "2021-12-27?",
    "2021-12-27%",
    "2021-11-30/2021-12-01",
    "2021-12-16/..",
    "../2022-02-24",
    "2021-12-30/2022-01-02",
    "2021-12/2022-01",
    "2018-04/2018-05-09",
    "2021-12-27~/2021-12-30",
)


def wording(language: str) -> Wording:
    """How a language writes where no catalog is given."""
    return Wording(language, NullTranslations())


def plain(text: str) -> str:
    """With plain spaces: which of several sorts stands before a Ukrainian year changes from one CLDR to the next."""
    return " ".join(text.split())


def french(folder: Path) -> Wording:
    """How French writes with a catalog."""
    write_files(folder, {"locales/fr.po": FRENCH})
    translations = catalog((folder,), "fr")
    assert translations is not None
    return Wording("fr", translations)


def figure(amount: str, currency: str = "USD", **fields: str) -> Figure:
    """A figure of that amount."""
    told = {"id": "sum", "title": "A sum", "stage": "announced", "amount": amount, "currency": currency}
    return Figure.model_validate(told | fields)


def test_the_words_between_dates_are_the_catalogs(tmp_path: Path) -> None:
    """The words "about", "uncertain", "from", "until" and "to" are said, and put in their place, as the catalog has them."""
    said = french(tmp_path)
    assert [
        "vers le 27 décembre 2021 (incertain)",
        "du 30 novembre au 1er décembre 2021",
        "à partir du 16 décembre 2021",
        "jusqu’au 24 février 2022",
    ] == [said.date(read_date(form)) for form in ("2021-12-27%", FORMS[6], FORMS[7], FORMS[8])]


def test_bounds_and_large_numbers_are_said_by_the_catalog(tmp_path: Path) -> None:
    """The words "up to" and "million" and their order come from the catalog; what it lacks is English."""
    said = french(tmp_path)
    assert "jusqu’à 300\u00a0millions €" == said.amount(figure("300 million", "EUR", ceiling="true"))
    assert "more than €3\u00a0billion" == said.amount(figure("3 billion", "EUR", floor="true"))


# How the catalogs of three languages put sums: number before word, in the plural that the number asks for.
SUMS = {
    "fr": """
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"

msgid "{symbol}{amount}"
msgid_plural "{symbol}{amount}"
msgstr[0] "{amount} {currency}"
msgstr[1] "{amount} {currency}"

msgid "{symbol}{amount} million"
msgid_plural "{symbol}{amount} million"
msgstr[0] "{amount} million {of_currency}"
msgstr[1] "{amount} millions {of_currency}"

msgid "{symbol}{amount} billion"
msgid_plural "{symbol}{amount} billion"
msgstr[0] "{amount} milliard {of_currency}"
msgstr[1] "{amount} milliards {of_currency}"

msgid "{symbol}{amount} trillion"
msgid_plural "{symbol}{amount} trillion"
msgstr[0] "{amount} billion {of_currency}"
msgstr[1] "{amount} billions {of_currency}"

msgid "US dollar"
msgid_plural "US dollars"
msgstr[0] "dollar"
msgstr[1] "dollars"

msgid "of {currency}"
msgstr "de {currency}"

msgctxt "before a vowel"
msgid "of {currency}"
msgstr "d’{currency}"

msgid "{low} to {high}"
msgstr "{low} à {high}"

msgid "up to {amount}"
msgstr "jusqu’à {amount}"

msgid "more than {amount}"
msgstr "plus de {amount}"
""",
    "es": """
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "{symbol}{amount}"
msgid_plural "{symbol}{amount}"
msgstr[0] "{amount} {currency}"
msgstr[1] "{amount} {currency}"

msgid "{symbol}{amount} million"
msgid_plural "{symbol}{amount} million"
msgstr[0] "{amount} millón {of_currency}"
msgstr[1] "{amount} millones {of_currency}"

msgid "{symbol}{amount} billion"
msgid_plural "{symbol}{amount} billion"
msgstr[0] "{millions} millones {of_currency}"
msgstr[1] "{millions} millones {of_currency}"

msgid "{symbol}{amount} trillion"
msgid_plural "{symbol}{amount} trillion"
msgstr[0] "{amount} billón {of_currency}"
msgstr[1] "{amount} billones {of_currency}"

msgid "US dollar"
msgid_plural "US dollars"
msgstr[0] "dólar"
msgstr[1] "dólares"

msgid "of {currency}"
msgstr "de {currency}"

msgctxt "before a vowel"
msgid "of {currency}"
msgstr "de {currency}"

msgid "{low} to {high}"
msgstr "de {low} a {high}"

msgid "up to {amount}"
msgstr "hasta {amount}"

msgid "more than {amount}"
msgstr "más de {amount}"
""",
    "ar": "",  # its own catalog
}


def summed(folder: Path, language: str) -> Wording:
    """How a language puts sums with its catalog."""
    own = ROOT / "templates"
    if SUMS[language]:
        write_files(folder, {f"locales/{language}.po": HEADER.rstrip() + SUMS[language]})
    found = catalog((folder, own), language)
    assert found is not None
    return Wording(language, found)


@pytest.mark.parametrize(
    ("language", "amount", "currency", "bound", "expected"),
    [
        ("fr", "300 million", "USD", "", "300 millions de dollars"),
        ("fr", "1 million", "USD", "", "1 million de dollars"),
        ("fr", "1.5 million", "USD", "", "1,5 million de dollars"),
        ("fr", "2.5 million", "USD", "", "2,5 millions de dollars"),
        ("fr", "768 billion", "USD", "", "768 milliards de dollars"),
        ("fr", "1.2 trillion", "USD", "floor", "plus de 1,2 billion de dollars"),
        ("fr", "500 million", "USD", "ceiling", "jusqu’à 500 millions de dollars"),
        ("fr", "2.5 to 2.7 billion", "USD", "", "2,5 milliards de dollars à 2,7 milliards de dollars"),
        ("fr", "900 thousand", "USD", "", "900 000 dollars"),
        ("fr", "1", "USD", "", "1 dollar"),
        ("fr", "1.5", "USD", "", "1,5 dollar"),
        ("fr", "30 million", "EUR", "", "30 millions d’euros"),
        ("fr", "40 thousand", "EUR", "", "40 000 euros"),
        ("fr", "12.5 million", "CHF", "", "12,5 millions de francs suisses"),
        ("fr", "3 billion", "UAH", "", "3 milliards de hryvnias ukrainiennes"),
        ("es", "300 million", "USD", "", "300 millones de dólares"),
        ("es", "1 million", "USD", "", "1 millón de dólares"),
        ("es", "1.5 million", "USD", "", "1,5 millones de dólares"),
        ("es", "4 billion", "USD", "", "4.000 millones de dólares"),
        ("es", "61.3 billion", "USD", "ceiling", "hasta 61.300 millones de dólares"),
        ("es", "1 billion", "USD", "", "1.000 millones de dólares"),
        ("es", "1 trillion", "USD", "", "1 billón de dólares"),
        ("es", "1.2 trillion", "USD", "", "1,2 billones de dólares"),
        ("es", "2.5 to 2.7 million", "EUR", "", "de 2,5 millones de euros a 2,7 millones de euros"),
        ("es", "650 million", "USD", "floor", "más de 650 millones de dólares"),
        ("es", "900 thousand", "USD", "", "900.000 dólares"),
        ("es", "1", "USD", "", "1 dólar"),
        ("es", "12.5 million", "CHF", "", "12,5 millones de francos suizos"),
        ("ar", "1 million", "USD", "", "مليون دولار"),
        ("ar", "2 million", "USD", "", "2 مليون دولار"),
        ("ar", "3 million", "USD", "", "3 ملايين دولار"),
        ("ar", "10 million", "USD", "", "10 ملايين دولار"),
        ("ar", "11 million", "USD", "", "11 مليون دولار"),
        ("ar", "99 million", "USD", "", "99 مليون دولار"),
        ("ar", "300 million", "USD", "", "300 مليون دولار"),
        ("ar", "103 million", "USD", "", "103 ملايين دولار"),
        ("ar", "1.5 million", "USD", "", "1.5 مليون دولار"),
        ("ar", "4 billion", "USD", "", "4 مليارات دولار"),
        ("ar", "768 billion", "USD", "", "768 مليار دولار"),
        ("ar", "5 trillion", "USD", "", "5 تريليونات دولار"),
        ("ar", "500 million", "USD", "ceiling", "حتى 500 مليون دولار"),
        ("ar", "650 million", "USD", "floor", "أكثر من 650 مليون دولار"),
        ("ar", "2.5 to 2.7 billion", "USD", "", "من 2.5 مليار دولار إلى 2.7 مليار دولار"),
        ("ar", "900 thousand", "USD", "", "900,000 دولار"),
        ("ar", "40,005", "USD", "", "40,005 دولارات"),
        ("ar", "40,011", "USD", "", "40,011 دولارًا"),
        ("ar", "30 million", "EUR", "", "30 مليون يورو"),
        ("ar", "12.5 million", "CHF", "", "12.5 مليون فرنك سويسري"),
    ],
)
def test_sums_are_put_as_the_language_puts_them(
    tmp_path: Path, language: str, amount: str, currency: str, bound: str, expected: str
) -> None:
    """A sum has its words in the order and the plural of the language, and its currency by name, as a newsroom writes it."""
    fields = {bound: "true"} if bound else {}
    assert expected == plain(summed(tmp_path, language).amount(figure(amount, currency, **fields)))


def test_a_number_and_the_word_behind_it_stay_on_one_line(tmp_path: Path) -> None:
    """Between a number and "million" no line breaks."""
    assert "300\u00a0millions de dollars" == summed(tmp_path, "fr").money(Decimal(300_000_000), "USD")


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ("0", "0.01", "10,000", "1 million", "1.5 billion", "1 trillion", "1E15")),
        ("fr", ("0", "0,01", "10 000", "1 million", "1,5 milliard", "1 billion", "1E15")),
        ("es", ("0", "0,01", "10.000", "1 millón", "1.500 millones", "1 billón", "1E15")),
    ],
)
def test_a_scale_has_amounts_in_words(tmp_path: Path, language: str, expected: tuple[str, ...]) -> None:
    """Beside a scale an amount has no currency, the words of its sum, and a power of ten where there is no word."""
    said = wording("en") if language == "en" else summed(tmp_path, language)
    amounts = map(Decimal, ("0", "0.01", "1E4", "1E6", "15E8", "1E12", "1E15"))
    assert expected == tuple(plain(said.brief_amount(one)) for one in amounts)


# -- catalogs ---------------------------------------------------------------------------------------------------------


def test_a_catalog_is_found_by_language_then_by_its_base(tmp_path: Path) -> None:
    """``pt-BR`` takes its own catalog in the first folder that has one, else that of ``pt``; the upper folder comes first."""
    said = f'{HEADER}\nmsgid "Timeline"\nmsgstr '
    write_files(tmp_path, {"lower/locales/pt-BR.po": f'{said}"Brasil"', "lower/locales/pt.po": f'{said}"Portugal"'})
    lower, upper = tmp_path / "lower", tmp_path / "upper"

    def timeline(language: str) -> str:
        found = catalog((upper, lower), language)
        return found.gettext("Timeline") if found else "none"

    assert ["Brasil", "Portugal", "none"] == [timeline(one) for one in ("pt-BR", "pt", "fr")]
    write_files(tmp_path, {"upper/locales/pt.po": f'{said}"Acima"'})
    assert ["Acima", "Acima"] == [timeline(one) for one in ("pt-BR", "pt")]


def test_english_needs_no_catalog(tmp_path: Path) -> None:
    """The words of the templates are English, whatever the country."""
    found = [catalog((tmp_path,), language) for language in ("en", "en-GB")]
    assert ["Timeline", "Timeline"] == [one.gettext("Timeline") for one in found if one]


def test_a_fuzzy_message_is_not_used(tmp_path: Path) -> None:
    """A translation that nobody has looked at since the original changed is not shown; the English is."""
    assert "Timeline" == french(tmp_path).say("Timeline")


def test_plurals_are_those_of_the_language(tmp_path: Path) -> None:
    """French takes its singular for none and one, by the rule in the catalog."""
    write_files(tmp_path, {"locales/fr.po": FRENCH})
    found = catalog((tmp_path,), "fr")
    assert found is not None
    assert ["0 événement", "1 événement", "2 événements"] == [
        found.ngettext("%(n)s event", "%(n)s events", n) % {"n": n} for n in range(3)
    ]


def test_arabic_has_six_forms(tmp_path: Path) -> None:
    """All six plural forms of Arabic are told apart."""
    rule = "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=0 && n%100<=2 ? 4 : 5);"
    forms = "\n".join(
        f'msgstr[{number}] "{word}"' for number, word in enumerate(["صفر", "واحد", "اثنان", "بضعة", "مئة", "كثير"])
    )
    text = f'{HEADER}"Plural-Forms: {rule}\\n"\n\nmsgid "%(n)s event"\nmsgid_plural "%(n)s events"\n{forms}\n'
    write_files(tmp_path, {"locales/ar.po": text})
    found = catalog((tmp_path,), "ar")
    assert found is not None
    assert ["صفر", "واحد", "اثنان", "بضعة", "بضعة", "كثير", "كثير", "مئة", "مئة", "بضعة"] == [
        found.ngettext("%(n)s event", "%(n)s events", n) for n in (0, 1, 2, 3, 10, 11, 99, 100, 102, 103)
    ]


def test_names_that_the_original_has_not_are_found(tmp_path: Path) -> None:
    """A translation that fills in a name of its own making is told with its line; leaving one out is its right."""
    text = (
        f'{HEADER}\nmsgid "about {{date}}"\nmsgstr "vers {{quand}}"\n\n'
        'msgid "Everything is described as it stood on %(day)s."\nmsgstr "États au %(jour)s."\n\n'
        'msgid "%(n)s event"\nmsgid_plural "%(n)s events"\nmsgstr[0] "un événement"\nmsgstr[1] "%(n)s événements"\n'
    )
    write_files(tmp_path, {"locales/fr.po": text})
    path = tmp_path / "locales" / "fr.po"
    assert [(path, 5, "{quand}"), (path, 8, "%(jour)")] == list(strange_names((tmp_path,), "fr"))
    assert [] == list(strange_names((tmp_path,), "uk"))


def test_phrases_that_are_shown_in_english_are_found(tmp_path: Path) -> None:
    """A phrase is in English where its translation is empty, in one form of a plural too, or is only a guess of a tool."""
    text = (
        f'{HEADER}\nmsgid "Sources"\nmsgstr "Sources"\n\nmsgid "Topics"\nmsgstr ""\n\n'
        '#, fuzzy\nmsgid "Answers"\nmsgstr "Questions"\n\n'
        'msgid "%(n)s event"\nmsgid_plural "%(n)s events"\nmsgstr[0] "un événement"\nmsgstr[1] ""\n'
    )
    write_files(tmp_path, {"locales/fr.po": text})
    path = tmp_path / "locales" / "fr.po"
    assert ((path, 8), (path, 12), (path, 15)) == untranslated((tmp_path,), "fr")
    assert () == untranslated((tmp_path,), "en")
