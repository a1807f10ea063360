"""Dates, times, amounts and the names of languages as five languages write them, and where their words come from."""

import datetime as dt
from decimal import Decimal
from gettext import NullTranslations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from onrecord.records import zones
from onrecord.records.dates import on_day, read_date, read_time
from onrecord.records.figure import Figure
from onrecord.templating.locales import Wording

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


def figure(amount: str, currency: str = "USD", **fields: str) -> Figure:
    """A figure of that amount."""
    told = {"id": "sum", "title": "A sum", "stage": "announced", "amount": amount, "currency": currency}
    return Figure.model_validate(told | fields)


# -- dates ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", SHOWN)
def test_every_form_of_date_is_written(language: str) -> None:
    """Each form that a date may have is written as precise as it is, in the order and with the months of the language."""
    assert SHOWN[language] == tuple(plain(wording(language).date(read_date(form))) for form in FORMS)


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
        ("00:30/02:30", "Europe/London", "2021-03-28", "00:30–02:30 (UTC+0/+1), 00:30–01:30 UTC"),
        ("12:00", "Europe/Moscow", "2010-12-01", "12:00 (UTC+3), 09:00 UTC"),
        ("12:00", "Europe/Moscow", "2012-12-01", "12:00 (UTC+4), 08:00 UTC"),
        ("12:00", "Europe/Moscow", "2022-01-10", "12:00 (UTC+3), 09:00 UTC"),
        ("08:00", "Europe/Kyiv", "2022-02-24", "08:00 (UTC+2), 06:00 UTC"),
        ("10:00", "unknown", "2022-01-10", "10:00 (time zone unknown)"),
        ("10:00/11:00", None, "2022-01-10", "10:00–11:00 (time zone unknown)"),
    ],
)
def test_a_time_is_local_and_in_utc(time: str, zone: str | None, day: str, expected: str) -> None:
    """A time has the offset that held at its place on that day, and stands in UTC beside it, with the day where that differs."""
    assert expected == wording("en").time(read_time(time), zone, dt.date.fromisoformat(day))


def test_a_french_hour_is_written_as_the_french_write_it() -> None:
    """No nought before the hour, and the letter h between spaces that do not break."""
    shown = wording("fr").time(read_time("08:05"), "Europe/Zurich", dt.date(2022, 1, 10))
    assert "8\u00a0h\u00a005 (UTC+1), 7\u00a0h\u00a005 UTC" == shown


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
    """What is written first is the time as it was recorded, whatever the offset. An hour that clocks skipped is refused before."""
    assume(zones.moments(day, clock, zone))
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
