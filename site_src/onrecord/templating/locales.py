"""Dates, times, amounts and languages in the words of a language, by CLDR; the words of the interface by gettext.

Nothing here asks for the clock or the machine's zone: a date is written as precise as it is, a time as local at its
place with the offset that held there on that day, and in UTC.
"""

import datetime as dt
import io
import re
import unicodedata
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from typing import Any

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_scientific, get_currency_name, get_currency_symbol

from onrecord.config import locale_of
from onrecord.machine.remembered import Remembered
from onrecord.records import zones
from onrecord.records.dates import ClockTime, EdtfDate, Point
from onrecord.records.fields import Amount, base_language, direction_of
from onrecord.records.figure import Figure

GREGORIAN = dt.date(1582, 10, 15)  # the first day of the calendar by which weekdays are worked out

Say = Callable[[str], str]

# What is filled in to the phrase of a sum. A translation may take any of them, not only those that English takes.
MONEY = frozenset({"{symbol}", "{amount}", "{currency}", "{of_currency}", "{millions}", "{billions}"})

_NAME = re.compile(r"\{\w*\}|%\(\w*\)")


def catalog(folders: tuple[Path, ...], language: str) -> NullTranslations | None:
    """The interface in a language: the first catalog found in the theme's folders. English needs none; None where missing."""
    path = _catalog_path(folders, language)
    return compiled(path.read_bytes(), language) if path else None if catalog_names(language) else NullTranslations()


def compiled(data: bytes, language: str) -> NullTranslations:
    """The interface in a language, of the bytes of its catalog."""
    file = io.BytesIO()
    write_mo(file, read_catalog(data, language))
    file.seek(0)
    return GNUTranslations(file)


@Remembered
def read_catalog(data: bytes, language: str) -> Catalog:
    """A catalog of its bytes, which nobody changes."""
    return read_po(io.BytesIO(data), locale=base_language(language))


def catalog_names(language: str) -> tuple[str, ...]:
    """The paths below a theme's folder at which the catalog of a language may stand, the nearest first; none for English."""
    if base_language(language) == "en":
        return ()
    return tuple(dict.fromkeys(f"locales/{name}.po" for name in (language, base_language(language))))


def strange_names(folders: tuple[Path, ...], language: str) -> Iterator[tuple[Path, int, str]]:
    """Names to be filled in that a translation has and its original has not: the catalog, the line and the name."""
    for path, message in _messages(folders, language):
        original, translated = (" ".join(_forms(text)) for text in (message.id, message.string))
        allowed = MONEY if "{symbol}" in original else frozenset()
        strange = (name for name in _NAME.findall(translated) if name not in original and name not in allowed)
        yield from ((path, message.lineno or 1, name) for name in dict.fromkeys(strange))


def unfit_phrases(folders: tuple[Path, ...], language: str) -> Iterator[tuple[Path, int, str]]:
    """Translations for templates that cannot be filled in, because of a stray per cent sign: catalog, line, what is wrong."""
    for path, message in _messages(folders, language):
        if not message.id or "{" in str(message.id):  # the header, and phrases that are filled in by braces
            continue
        for form in _forms(message.string):
            names = {name[2:-1] for one in (*_forms(message.id), form) for name in re.findall(r"%\(\w*\)", one)}
            try:
                _ = form % dict.fromkeys(names, "")
            except (TypeError, ValueError) as error:
                yield path, message.lineno or 1, str(error)


def untranslated(folders: tuple[Path, ...], language: str) -> tuple[tuple[Path, int], ...]:
    """Phrases of a catalog that are shown in English, for a form is empty, or fuzzy: the catalog and the line of each."""
    return tuple(
        (path, message.lineno or 1)
        for path, message in _messages(folders, language)
        if message.id and (message.fuzzy or not all(_forms(message.string) or ("",)))
    )


def _catalog_path(folders: tuple[Path, ...], language: str) -> Path | None:
    paths = (folder / name for folder in folders for name in catalog_names(language))
    return next((path for path in paths if path.is_file()), None)


def _forms(text: Any) -> tuple[str, ...]:
    """A text of a catalog, or of its plural all forms."""
    return (text,) if isinstance(text, str) else tuple(text or ())


def _messages(folders: tuple[Path, ...], language: str) -> Iterator[tuple[Path, Message]]:
    """The messages of the catalog of a language, with its path; nothing where there is none."""
    if path := _catalog_path(folders, language):
        yield from ((path, message) for message in read_catalog(path.read_bytes(), language))


class Wording:
    """How one language writes dates, times and amounts. Its methods are pure; templates use them as filters."""

    def __init__(self, language: str, translations: NullTranslations) -> None:
        self.language = language
        self.translations = translations
        self.locale: Locale = locale_of(language)
        self.say = translations.gettext
        self.ngettext = translations.ngettext
        self.pgettext = translations.pgettext

    @property
    def underscored(self) -> str:
        """The language as the Open Graph protocol writes it: ``pt_BR``."""
        return self.language.replace("-", "_")

    @property
    def direction(self) -> str:
        """``ltr`` or ``rtl``."""
        return direction_of(self.language)

    def direction_of(self, language: str) -> str:
        """``ltr`` or ``rtl`` for another language; ``auto`` for one that CLDR does not know."""
        return direction_of(language)

    def own_name(self, language: str) -> str:
        """A language in its own words, as a switch between languages has it: "Français"."""
        name = str(Locale.parse(language, sep="-").get_display_name() or language)
        return name[:1].upper() + name[1:]

    @property
    def plurals(self) -> tuple[tuple[str, int], ...]:
        """The plural categories of whole numbers, by the names of CLDR that ``Intl.PluralRules`` uses: a number of each.

        A template asks gettext for the form of each of these numbers, so that a script can take the right one of any
        number without a word of its own.
        """
        form = self.locale.plural_form
        found: dict[str, int] = {}
        for number in (*range(201), 1000, 1_000_000):
            found.setdefault(form(number), number)
        return tuple((name, found[name]) for name in ("zero", "one", "two", "few", "many", "other") if name in found)

    def date(self, value: EdtfDate) -> str:
        """A date or interval, as precise as it is: "10 January 2022", "about December 2021"."""
        return _date(self.locale, self.say, value)

    def day_and_weekday(self, value: EdtfDate) -> str:
        """A date with the day of the week, for a single day that is certain; none before our calendar was in use."""
        if value.day and not value.marked and value.day >= GREGORIAN:
            return _full(value.day, self.locale)
        return self.date(value)

    def short_date(self, value: EdtfDate) -> str:
        """Without the year, for lists under a heading that has it: "10 January"; else as ``date``."""
        if value.day and not value.marked:
            return _skeleton("MMMMd", value.day, self.locale)
        return self.date(value)

    def brief_date(self, value: EdtfDate) -> str:
        """A date with months in short, for drawings: "10 Jan 2022", "about Dec 2021"."""
        return _date(self.locale, self.say, value, brief=True)

    def isolated(self, text: str, language: str) -> str:
        """Words of another language for plain text: between isolates (UAX 9) where they run against this one, else as they are."""
        against = {"ltr": "\u2066", "rtl": "\u2067"}.get(self.direction_of(language))
        return f"{against}{text}\u2069" if against and self.direction_of(language) != self.direction else text

    def time(self, value: ClockTime, zone: str | None, day: dt.date) -> str:
        """A time as local with its offset, and in UTC: "08:55 (UTC+1), 07:55 UTC"."""
        local = "–".join(self._clock(end) for end in (value.start, value.end) if end)
        if not zone or zone == "unknown":
            return self.say("{time} (time zone unknown)").format(time=local)
        first, *others = (self._moment(local, span, day) for span in zones.spans(day, value.start, value.end, zone))
        return self.say("{first}, or {second}").format(first=first, second=others[0]) if others else first

    def _moment(self, local: str, span: zones.Span, day: dt.date) -> str:
        there = [end for end in span if end]
        if not any(_minutes(end) for end in there):
            return self.say("{time} UTC").format(time=local)
        offset = "/".join(dict.fromkeys(_offset(end) for end in there))
        try:
            spoken = "–".join(self._in_utc(end, day) for end in there)
        except OverflowError:  # before the first day that there is, or after the last
            return self.say("{time} (UTC{offset})").format(time=local, offset=offset)
        return self.say("{time} (UTC{offset}), {utc} UTC").format(time=local, offset=offset, utc=spoken)

    def _in_utc(self, moment: zones.Moment, day: dt.date) -> str:
        there = moment.shown - dt.timedelta(minutes=_minutes(moment))
        shown = self._clock(there.time())
        return shown if there.date() == day else f"{shown} ({_skeleton('MMMMd', there.date(), self.locale)})"

    def _clock(self, time: dt.time) -> str:
        return self.say("{hour:02}:{minute:02}").format(hour=time.hour, minute=time.minute)

    def amount(self, figure: Figure) -> str:
        """The amount of a figure with its bounds: "up to US$500 million"."""
        return self.sum(figure.amount, figure.currency, ceiling=figure.ceiling, floor=figure.floor)

    def sum(self, amount: Amount, currency: str, *, ceiling: bool = False, floor: bool = False) -> str:
        """A sum or a range of sums: "US$2.5 billion to US$2.7 billion", "more than US$650 million"."""
        written = self.money(amount.low, currency, amount.unit)
        if amount.low != amount.high:
            high = self.money(amount.high, currency, amount.unit)
            written = self.say("{low} to {high}").format(low=written, high=high)
        if ceiling:
            return self.say("up to {amount}").format(amount=written)
        if floor:
            return self.say("more than {amount}").format(amount=written)
        return written

    def money(self, amount: Decimal, currency: str, unit: int | None = None) -> str:
        """A sum with its currency, in full words from a million up: "US$300 million", "300 millions de dollars".

        Where it is said with the word it was written with, the ``unit``, it keeps its digits: "US$12.50", "US$2.50 billion".
        Each language has its phrase in its catalog, in its plural forms, and takes from it the sign of the currency
        or its name.
        """
        symbol = get_currency_symbol(currency, self.locale)
        return self._phrase(
            amount,
            symbol=symbol if len(symbol) < 3 or not symbol[-1].isalpha() else f"{symbol}\u00a0",
            currency=self._counted(currency, _shortened(amount)[0]),
            of_currency=self._of(self._counted(currency, Decimal(10**6))),
            unit=unit,
        )

    def _phrase(self, amount: Decimal, symbol: str, currency: str, of_currency: str, unit: int | None = None) -> str:
        number, size = _shortened(amount)
        n = _countable(self.locale, number)
        # Translators: take what you need of {symbol}, {amount}, {currency} ("US dollars"), {of_currency} ("of US
        # dollars", as after a million), and {millions} or {billions}, the same amount counted in those.
        if size == 12:
            phrase = self.ngettext("{symbol}{amount} trillion", "{symbol}{amount} trillion", n)
        elif size == 9:
            phrase = self.ngettext("{symbol}{amount} billion", "{symbol}{amount} billion", n)
        elif size == 6:
            phrase = self.ngettext("{symbol}{amount} million", "{symbol}{amount} million", n)
        else:
            phrase = self.ngettext("{symbol}{amount}", "{symbol}{amount}", n)
        return phrase.replace("} ", "}\u00a0").format(  # a number and the word behind it stay on one line
            symbol=symbol,
            amount=self._decimal(number, as_written=unit == size),
            currency=currency,
            of_currency=of_currency,
            millions=self._decimal(amount.scaleb(-6), as_written=unit == 6),
            billions=self._decimal(amount.scaleb(-9), as_written=unit == 9),
        )

    def _counted(self, currency: str, number: Decimal) -> str:
        """The name of a currency behind a number: "dollars". The one that a language calls by one word has a message."""
        if currency == "USD":
            named = self.ngettext("US dollar", "US dollars", _countable(self.locale, number))
            if named not in {"US dollar", "US dollars"}:  # else CLDR's, which is English too
                return named
        return str(get_currency_name(currency, count=number, locale=self.locale))

    def _of(self, name: str) -> str:
        """A currency behind a word such as million: "de dollars", "d’euros"."""
        bare = unicodedata.normalize("NFD", name)[:1].casefold()
        if bare in {"a", "e", "i", "o", "u"}:
            # Translators: the name begins with a vowel: "d’{currency}" in French.
            return self.pgettext("before a vowel", "of {currency}").format(currency=name)
        # Translators: the name of a currency behind a word such as million: "de {currency}" in French.
        return self.say("of {currency}").format(currency=name)

    def brief_amount(self, amount: Decimal) -> str:
        """An amount without its currency, for scales: "10 million"; as a power of ten from 10 to the 15th up."""
        if amount >= Decimal(10) ** 15:
            return str(format_scientific(amount, locale=self.locale))
        return self._phrase(amount, symbol="", currency="", of_currency="").strip()

    def _decimal(self, number: Decimal, *, as_written: bool = False) -> str:
        """Every digit of it: an amount is never rounded. Noughts at the end are those of the author, or none."""
        places = -int(number.as_tuple().exponent) if as_written else 0
        if places > 0:
            return str(format_decimal(number, format=_grouped(self.locale, places), locale=self.locale))
        return str(format_decimal(number.normalize(), locale=self.locale, decimal_quantization=False))

    def currency(self, code: str) -> str:
        """The name of a currency."""
        return str(get_currency_name(code, locale=self.locale))

    def tongue(self, language: str) -> str:
        """The name of a language."""
        return str(
            self.locale.languages.get(language.replace("-", "_"))
            or self.locale.languages.get(base_language(language))
            or language
        )

    def number(self, value: int) -> str:
        """A whole number with its separators."""
        return str(format_decimal(value, locale=self.locale))


@lru_cache(maxsize=64)
def _grouped(locale: Locale, places: int) -> str:
    """The pattern of a locale's decimal numbers, with just so many places."""
    whole, _, _ = str(locale.decimal_formats[None].pattern).partition(".")
    return whole + "." + "0" * places


def _shortened(amount: Decimal) -> tuple[Decimal, int]:
    """An amount as it is said: the number before the word, and the power of ten that the word stands for."""
    size = next((size for size in (12, 9, 6) if amount >= Decimal(10) ** size), 0)
    return amount.scaleb(-size), size


@lru_cache(maxsize=4096)
def _countable(locale: Locale, number: Decimal) -> int:
    """A whole number that has the plural form of this one, for gettext counts in whole numbers: 1.5 is as 2 in Spanish.

    Some languages have a form for fractions only; they get that of two, which is right in Russian and Ukrainian.
    """
    if number == number.to_integral_value():
        return int(number)
    category = locale.plural_form(number)
    return next((n for n in range(101) if locale.plural_form(n) == category), 2)


def _with_first(written: str, day: dt.date, locale: Locale) -> str:
    """French says the first of a month as "1er", which CLDR does not know."""
    return re.sub(r"(?<!\d)1(?= \D)", "1er", written, count=1) if locale.language == "fr" and day.day == 1 else written


@lru_cache(maxsize=4096)
def _skeleton(skeleton: str, day: dt.date, locale: Locale) -> str:
    return _with_first(str(format_skeleton(skeleton, dt.datetime.combine(day, dt.time()), locale=locale)), day, locale)


@lru_cache(maxsize=4096)
def _long(day: dt.date, locale: Locale) -> str:
    return _with_first(str(format_date(day, "long", locale=locale)), day, locale)


@lru_cache(maxsize=4096)
def _full(day: dt.date, locale: Locale) -> str:
    return _with_first(str(format_date(day, "full", locale=locale)), day, locale)


def _date(locale: Locale, say: Say, value: EdtfDate, *, brief: bool = False) -> str:
    if value.single and value.start:
        return _point(locale, say, value.start, brief)
    if value.start is None and value.end:
        return say("until {date}").format(date=_point(locale, say, value.end, brief))
    if value.end is None and value.start:
        return say("from {date}").format(date=_point(locale, say, value.start, brief))
    assert value.start is not None and value.end is not None  # noqa: S101, PT018 - read_date made it so
    begin = _point(locale, say, value.start, brief)
    both_days = value.start.precision == value.end.precision == "day"
    if both_days and value.start.year == value.end.year and not value.marked:
        begin = _skeleton("MMMd" if brief else "MMMMd", value.start.first, locale)
    return say("{begin} to {end}").format(begin=begin, end=_point(locale, say, value.end, brief))


def _point(locale: Locale, say: Say, point: Point, brief: bool) -> str:
    if point.precision == "day":
        written = _skeleton("yMMMd", point.first, locale) if brief else _long(point.first, locale)
    else:
        month = "yMMM" if brief else "yMMMM"
        written = _skeleton(month if point.precision == "month" else "y", point.first, locale)
    if point.about:
        written = say("about {date}").format(date=written)
    if point.uncertain:
        written = say("{date} (uncertain)").format(date=written)
    return written


def _minutes(moment: zones.Moment) -> int:
    """The offset from UTC in whole minutes; of old ones, with seconds, the nearest, east of Greenwich as west of it."""
    seconds = int(moment.offset.total_seconds())
    return (abs(seconds) + 30) // 60 * (1 if seconds >= 0 else -1)


def _offset(moment: zones.Moment) -> str:
    minutes = _minutes(moment)
    sign = "+" if minutes >= 0 else "−"
    hours, rest = divmod(abs(minutes), 60)
    return f"{sign}{hours}" + (f":{rest:02}" if rest else "")
