"""Dates, times, amounts and the names of languages as five languages write them, and where their words come from."""

import datetime as dt
from decimal import Decimal
from gettext import NullTranslations
from pathlib import Path

import pytest
from conftest import write_files
from hypothesis import given
from hypothesis import strategies as st
from onrecord.locales import Wording, catalog, strange_names
from onrecord.records.dates import on_day, read_date, read_time
from onrecord.records.figure import Figure

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

# Where no catalog says otherwise, the words between the dates are English and the dates are the language's own.
SHOWN = {
    "en": (
        "10 January 2022",
        "December 2021",
        "2014",
        "about 27 December 2021",
        "27 December 2021 (uncertain)",
        "about 27 December 2021 (uncertain)",
        "30 November to 1 December 2021",
        "from 16 December 2021",
        "until 24 February 2022",
        "30 December 2021 to 2 January 2022",
        "December 2021 to January 2022",
        "April 2018 to 9 May 2018",
        "about 27 December 2021 to 30 December 2021",
    ),
    "fr": (
        "10 janvier 2022",
        "décembre 2021",
        "2014",
        "about 27 décembre 2021",
        "27 décembre 2021 (uncertain)",
        "about 27 décembre 2021 (uncertain)",
        "30 novembre to 1er décembre 2021",
        "from 16 décembre 2021",
        "until 24 février 2022",
        "30 décembre 2021 to 2 janvier 2022",
        "décembre 2021 to janvier 2022",
        "avril 2018 to 9 mai 2018",
        "about 27 décembre 2021 to 30 décembre 2021",
    ),
    "es": (
        "10 de enero de 2022",
        "diciembre de 2021",
        "2014",
        "about 27 de diciembre de 2021",
        "27 de diciembre de 2021 (uncertain)",
        "about 27 de diciembre de 2021 (uncertain)",
        "30 de noviembre to 1 de diciembre de 2021",
        "from 16 de diciembre de 2021",
        "until 24 de febrero de 2022",
        "30 de diciembre de 2021 to 2 de enero de 2022",
        "diciembre de 2021 to enero de 2022",
        "abril de 2018 to 9 de mayo de 2018",
        "about 27 de diciembre de 2021 to 30 de diciembre de 2021",
    ),
    "ar": (
        "10 يناير 2022",
        "ديسمبر 2021",
        "2014",
        "about 27 ديسمبر 2021",
        "27 ديسمبر 2021 (uncertain)",
        "about 27 ديسمبر 2021 (uncertain)",
        "30 نوفمبر to 1 ديسمبر 2021",
        "from 16 ديسمبر 2021",
        "until 24 فبراير 2022",
        "30 ديسمبر 2021 to 2 يناير 2022",
        "ديسمبر 2021 to يناير 2022",
        "أبريل 2018 to 9 مايو 2018",
        "about 27 ديسمبر 2021 to 30 ديسمبر 2021",
    ),
    "uk": (
        "10 січня 2022 р.",
        "грудень 2021 р.",
        "2014",
        "about 27 грудня 2021 р.",
        "27 грудня 2021 р. (uncertain)",
        "about 27 грудня 2021 р. (uncertain)",
        "30 листопада to 1 грудня 2021 р.",
        "from 16 грудня 2021 р.",
        "until 24 лютого 2022 р.",
        "30 грудня 2021 р. to 2 січня 2022 р.",
        "грудень 2021 р. to січень 2022 р.",
        "квітень 2018 р. to 9 травня 2018 р.",
        "about 27 грудня 2021 р. to 30 грудня 2021 р.",
    ),
}


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


# -- dates ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", SHOWN)
def test_every_form_of_date_is_written(language: str) -> None:
    """Each form that a date may have is written as precise as it is, in the order and with the months of the language."""
    assert SHOWN[language] == tuple(plain(wording(language).date(read_date(form))) for form in FORMS)


def test_the_words_between_dates_are_the_catalogs(tmp_path: Path) -> None:
    """The words "about", "uncertain", "from", "until" and "to" are said, and put in their place, as the catalog has them."""
    said = french(tmp_path)
    assert [
        "vers le 27 décembre 2021 (incertain)",
        "du 30 novembre au 1er décembre 2021",
        "à partir du 16 décembre 2021",
        "jusqu’au 24 février 2022",
    ] == [said.date(read_date(form)) for form in ("2021-12-27%", FORMS[6], FORMS[7], FORMS[8])]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "10 January 2022"),
        ("en-GB", "10 January 2022"),
        ("en-US", "January 10, 2022"),
        ("pt", "10 de janeiro de 2022"),
        ("pt-BR", "10 de janeiro de 2022"),
        ("zh-Hans-CN", "2022年1月10日"),
    ],
)
def test_plain_english_is_international(language: str, expected: str) -> None:
    """``en`` puts the day first; who wants another order names a country."""
    assert expected == wording(language).date(read_date("2022-01-10"))


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "Monday, 10 January 2022"),
        ("fr", "lundi 10 janvier 2022"),
        ("es", "lunes, 10 de enero de 2022"),
        ("ar", "الاثنين، 10 يناير 2022"),
        ("uk", "понеділок, 10 січня 2022 р."),
    ],
)
def test_a_certain_day_has_its_weekday(language: str, expected: str) -> None:
    """The day of the week is told of a single day that is certain."""
    assert expected == plain(wording(language).day_and_weekday(read_date("2022-01-10")))


@pytest.mark.parametrize("form", [form for form in FORMS if form != "2022-01-10"])
def test_nothing_else_has_a_weekday_or_loses_its_year(form: str) -> None:
    """What is no certain day is written in full, without a weekday, wherever a day would be written otherwise."""
    said, value = wording("en"), read_date(form)
    assert said.date(value) == said.day_and_weekday(value) == said.short_date(value)


def test_a_day_below_its_year_is_short() -> None:
    """Below a heading that has the year a day is written without it."""
    day = read_date("2022-01-10")
    assert ["10 January", "10 janvier", "10 de enero", "10 يناير", "10 січня"] == [
        wording(language).short_date(day) for language in SHOWN
    ]


@given(st.dates(min_value=dt.date(1, 1, 1)))
def test_every_day_there_is_can_be_written(day: dt.date) -> None:
    """No day is too early or too late, and its number and year stand in what is written."""
    shown = wording("en").date(on_day(day))
    assert [str(day.day), str(day.year)] == [shown.split()[0], shown.split()[-1]]


def test_only_arabic_of_the_five_runs_from_right_to_left() -> None:
    """The direction of a page is that of its language."""
    assert {"en": "ltr", "fr": "ltr", "es": "ltr", "ar": "rtl", "uk": "ltr"} == {
        language: wording(language).direction for language in SHOWN
    }


# -- times ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("time", "zone", "day", "expected"),
    [
        ("08:55", "Europe/Zurich", "2022-01-10", "08:55 (UTC+1), 07:55 UTC"),
        ("15:35/16:25", "Europe/Zurich", "2022-01-10", "15:35–16:25 (UTC+1), 14:35–15:25 UTC"),
        ("08:55", "Europe/Zurich", "2022-07-10", "08:55 (UTC+2), 06:55 UTC"),
        ("12:00", "Asia/Kolkata", "2018-06-12", "12:00 (UTC+5:30), 06:30 UTC"),
        ("12:00", "Asia/Kathmandu", "2022-07-01", "12:00 (UTC+5:45), 06:15 UTC"),
        ("10:00", "America/St_Johns", "2018-01-20", "10:00 (UTC−3:30), 13:30 UTC"),
        ("23:30", "America/New_York", "2022-01-10", "23:30 (UTC−5), 04:30 (11 January) UTC"),
        ("00:30", "Asia/Tokyo", "2022-01-10", "00:30 (UTC+9), 15:30 (9 January) UTC"),
        ("23:00/00:30", "Europe/Zurich", "2022-01-10", "23:00–00:30 (UTC+1), 22:00–23:30 UTC"),
        (
            "22:30/01:15",
            "America/St_Johns",
            "2018-03-04",
            "22:30–01:15 (UTC−3:30), 02:00 (5 March)–04:45 (5 March) UTC",
        ),
        ("12:00", "UTC", "2022-01-10", "12:00 UTC"),
        ("12:00/13:00", "Europe/London", "2022-01-10", "12:00–13:00 UTC"),
        ("12:00", "Europe/London", "2022-07-10", "12:00 (UTC+1), 11:00 UTC"),
        ("00:30/02:30", "Europe/London", "2021-03-28", "00:30–02:30 (UTC+0), 00:30–01:30 UTC"),
        ("12:00", "Europe/Moscow", "2010-12-01", "12:00 (UTC+3), 09:00 UTC"),
        ("12:00", "Europe/Moscow", "2012-12-01", "12:00 (UTC+4), 08:00 UTC"),
        ("12:00", "Europe/Moscow", "2022-01-10", "12:00 (UTC+3), 09:00 UTC"),
        ("08:00", "Europe/Kyiv", "2022-02-24", "08:00 (UTC+2), 06:00 UTC"),
        ("10:00", "unknown", "2022-01-10", "10:00 (time zone not known)"),
        ("10:00/11:00", None, "2022-01-10", "10:00–11:00 (time zone not known)"),
    ],
)
def test_a_time_is_local_and_in_utc(time: str, zone: str | None, day: str, expected: str) -> None:
    """A time has the offset that held at its place on that day, and stands in UTC beside it, with the day where that differs."""
    assert expected == wording("en").time(read_time(time), zone, dt.date.fromisoformat(day))


@pytest.mark.parametrize(("day", "zone"), [(dt.date.max, "America/New_York"), (dt.date.min, "Europe/Moscow")])
def test_a_time_that_utc_has_not_is_local_only(day: dt.date, zone: str) -> None:
    """On the first and the last day that there is, a time whose UTC would lie beyond them is written without it."""
    span = read_time("23:00/00:10") if day == dt.date.max else read_time("00:10")
    assert wording("en").time(span, zone, day).endswith(")")


@given(
    st.times().map(lambda one: one.replace(second=0, microsecond=0)),
    st.sampled_from(("Europe/Zurich", "Asia/Kolkata", "America/St_Johns", "Pacific/Kiritimati", "Pacific/Pago_Pago")),
    st.dates(dt.date(1970, 1, 2), dt.date(2037, 12, 30)),
)
def test_a_time_never_moves_its_day(clock: dt.time, zone: str, day: dt.date) -> None:
    """What is written first is the time as it was recorded, whatever the offset."""
    written = clock.strftime("%H:%M")
    assert wording("en").time(read_time(written), zone, day).startswith(f"{written} (UTC")


# -- amounts ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("amount", "fields", "expected"),
    [
        ("500 million", {"ceiling": "true"}, "up to US$500\u00a0million"),
        ("650 million", {"floor": "true"}, "more than US$650\u00a0million"),
        ("2.5 to 2.7 billion", {}, "US$2.5\u00a0billion to US$2.7\u00a0billion"),
        ("900 thousand", {}, "US$900,000"),
        ("999,999", {}, "US$999,999"),
        ("1,000,000", {}, "US$1\u00a0million"),
        ("1.2 trillion", {}, "US$1.2\u00a0trillion"),
        ("0", {}, "US$0"),
        ("4.25", {}, "US$4.25"),
        ("768,200,123", {}, "US$768.200123\u00a0million"),
        ("0.0004 thousand", {}, "US$0.4"),
        ("0.00001", {}, "US$0.00001"),
    ],
)
def test_an_amount_is_written_with_its_bounds(amount: str, fields: dict[str, str], expected: str) -> None:
    """An amount has its currency, "up to" or "more than" where given, words from a million up, and every digit."""
    assert expected == wording("en").amount(figure(amount, **fields))


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ("€2.5\u00a0million", "JP¥2.5\u00a0million", "UAH\u00a02.5\u00a0million")),
        ("fr", ("€2,5\u00a0million", "JPY\u00a02,5\u00a0million", "UAH\u00a02,5\u00a0million")),
        ("es", ("€2,5\u00a0million", "JPY\u00a02,5\u00a0million", "UAH\u00a02,5\u00a0million")),
        ("ar", ("€2.5\u00a0million", "JP¥2.5\u00a0million", "UAH\u00a02.5\u00a0million")),
        ("uk", ("EUR\u00a02,5\u00a0million", "¥2,5\u00a0million", "₴2,5\u00a0million")),
    ],
)
def test_currencies_have_the_sign_of_the_language(language: str, expected: tuple[str, ...]) -> None:
    """Euro, yen and hryvnia have the sign or code that readers of the language know, and its decimal mark."""
    assert expected == tuple(wording(language).amount(figure("2.5 million", code)) for code in ("EUR", "JPY", "UAH"))


def test_currencies_have_names() -> None:
    """A currency is called what the language calls it."""
    assert ["Euro", "yen japonais", "українська гривня"] == [
        wording(language).currency(code) for language, code in (("en", "EUR"), ("fr", "JPY"), ("uk", "UAH"))
    ]


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
    own = Path(__file__).parents[1] / "templates"
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


def test_what_has_a_fraction_is_counted_by_its_own_form() -> None:
    """A fraction takes the plural form that CLDR gives it, in a language that has a whole number of that form, else that of two."""

    class Told(NullTranslations):
        def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
            return f"{{amount}} as {n}" if "million" in msgid1 else super().ngettext(msgid1, msgid2, n)

    def counted(language: str, amount: str) -> str:
        return plain(Wording(language, Told()).money(Decimal(amount), "USD"))

    assert ["1,5 as 0", "2,5 as 2", "1,5 as 0", "1.5 as 100", "1,5 as 2"] == [
        counted(language, amount)
        for language, amount in (
            ("fr", "1500000"),
            ("fr", "2500000"),
            ("es", "1500000"),
            ("ar", "1500000"),
            ("uk", "1500000"),
        )
    ]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ("10 Jan 2022", "about Jan 2022", "2022 to 2023")),
        ("fr", ("10 janv. 2022", "about janv. 2022", "2022 to 2023")),
    ],
)
def test_a_scale_has_short_dates(language: str, expected: tuple[str, ...]) -> None:
    """In a drawing a date has its month as short as the language has it, and says no less than elsewhere."""
    forms = ("2022-01-10", "2022-01~", "2022/2023")
    assert expected == tuple(wording(language).brief_date(read_date(one)) for one in forms)


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


@given(st.decimals(0, 10**15, places=4), st.sampled_from(("USD", "EUR", "JPY", "UAH")))
def test_no_amount_is_rounded(amount: Decimal, currency: str) -> None:
    """The number that is written, taken by its word, is the amount that was recorded."""
    shown = wording("en").money(amount, currency).replace(",", "")
    digits, _, word = shown.lstrip("US$€JP¥AH\u00a0").partition("\u00a0")
    assert amount == Decimal(digits) * {"": 1, "million": 10**6, "billion": 10**9, "trillion": 10**12}[word]


def test_whole_numbers_have_separators() -> None:
    """Thousands are set apart as the language does it."""
    assert ["1,234,567", "1\u202f234\u202f567", "1.234.567", "1\u00a0234\u00a0567"] == [
        wording(language).number(1234567) for language in ("en", "fr", "es", "uk")
    ]


@pytest.mark.parametrize(
    ("page", "language", "expected"),
    [
        ("ar", "en", "\u2066words.\u2069"),
        ("ar", "ru", "\u2066words.\u2069"),
        ("en", "ar", "\u2067words.\u2069"),
        ("en", "fr", "words."),
        ("ar", "fa", "words."),
        ("ar", "qaa", "words."),
    ],
)
def test_words_that_run_against_plain_text_are_isolated(page: str, language: str, expected: str) -> None:
    """In plain text, words of the other direction stand between isolates, so that their marks stay with them; others stay as they are."""
    assert expected == wording(page).isolated("words.", language)


# -- languages --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ("English", "French", "Brazilian Portuguese", "Chinese", "Central Kurdish", "qaa")),
        ("fr", ("anglais", "français", "portugais brésilien", "chinois", "sorani", "qaa")),
        ("es", ("inglés", "francés", "portugués de Brasil", "chino", "kurdo sorani", "qaa")),
        ("ar", ("الإنجليزية", "الفرنسية", "البرتغالية البرازيلية", "الصينية", "السورانية الكردية", "qaa")),
        ("uk", ("англійська", "французька", "португальська", "китайська", "центральнокурдська", "qaa")),
    ],
)
def test_languages_have_names(language: str, expected: tuple[str, ...]) -> None:
    """A language is named in the language of the page, by its base where the variety has no name, by its code at last."""
    said = wording(language)
    assert expected == tuple(said.tongue(one) for one in ("en", "fr", "pt-BR", "zh-Hans-CN", "ckb", "qaa"))


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
        'msgid "Every status is given as of %(day)s."\nmsgstr "États au %(jour)s."\n\n'
        'msgid "%(n)s event"\nmsgid_plural "%(n)s events"\nmsgstr[0] "un événement"\nmsgstr[1] "%(n)s événements"\n'
    )
    write_files(tmp_path, {"locales/fr.po": text})
    path = tmp_path / "locales" / "fr.po"
    assert [(path, 5, "{quand}"), (path, 8, "%(jour)")] == list(strange_names((tmp_path,), "fr"))
    assert [] == list(strange_names((tmp_path,), "uk"))
