"""Dates, times, amounts and languages in the words of a language, by CLDR; the words of the interface by gettext.

Nothing here asks for the clock or the machine's zone: a date is written as precise as it is, a time as local at its
place with the offset that held there on that day, and in UTC.
"""

import datetime as dt
import io
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, get_currency_name, get_currency_symbol

from onrecord.config import locale_of
from onrecord.records.dates import ClockTime, EdtfDate, Point
from onrecord.records.figure import Figure

RIGHT_TO_LEFT = "right-to-left"

Say = Callable[[str], str]

_NAME = re.compile(r"\{\w*\}|%\(\w*\)")


def catalog(folders: tuple[Path, ...], language: str) -> NullTranslations | None:
    """The interface in a language: the first catalog found in the theme's folders. English needs none; None where missing."""
    if _base(language) == "en":
        return NullTranslations()
    path = _catalog_path(folders, language)
    if path is None:
        return None
    compiled = io.BytesIO()
    write_mo(compiled, _read_catalog(path, language))
    compiled.seek(0)
    return GNUTranslations(compiled)


def strange_names(folders: tuple[Path, ...], language: str) -> Iterator[tuple[Path, int, str]]:
    """Names to be filled in that a translation has and its original has not: the catalog, the line and the name."""
    path = _catalog_path(folders, language)
    for message in _read_catalog(path, language) if path else ():
        original, translated = (
            " ".join((one,) if isinstance(one, str) else one or ()) for one in (message.id, message.string)
        )
        for name in dict.fromkeys(_NAME.findall(translated)):
            if name not in original and path:
                yield path, message.lineno or 1, name


def _catalog_path(folders: tuple[Path, ...], language: str) -> Path | None:
    names = (f"{language}.po", f"{_base(language)}.po")
    paths = (folder / "locales" / name for folder in folders for name in names)
    return next((path for path in paths if path.is_file()), None)


def _read_catalog(path: Path, language: str) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=_base(language))


def _base(language: str) -> str:
    return language.partition("-")[0]


class Wording:
    """How one language writes dates, times and amounts. Its methods are pure; templates use them as filters."""

    def __init__(self, language: str, translations: NullTranslations) -> None:
        self.language = language
        self.locale: Locale = locale_of(language)
        self.say = translations.gettext

    @property
    def direction(self) -> str:
        """``ltr`` or ``rtl``."""
        return _direction(self.locale)

    def direction_of(self, language: str) -> str:
        """``ltr`` or ``rtl`` for another language; ``auto`` for one that CLDR does not know."""
        try:
            return _direction(Locale.parse(language, sep="-"))
        except (UnknownLocaleError, ValueError):
            return "auto"

    def own_name(self, language: str) -> str:
        """A language in its own words, as a switch between languages has it: "Français"."""
        name = str(Locale.parse(language, sep="-").get_display_name() or language)
        return name[:1].upper() + name[1:]

    def date(self, value: EdtfDate) -> str:
        """A date or interval, as precise as it is: "10 January 2022", "about December 2021"."""
        return _date(self.locale, self.say, value)

    def day_and_weekday(self, value: EdtfDate) -> str:
        """The same with the day of the week, for a single day that is certain."""
        if value.day and not value.marked:
            return _full(value.day, self.locale)
        return self.date(value)

    def short_date(self, value: EdtfDate) -> str:
        """Without the year, for lists under a heading that has it: "10 January"; else as ``date``."""
        if value.day and not value.marked:
            return _skeleton("MMMMd", value.day, self.locale)
        return self.date(value)

    def time(self, value: ClockTime, zone: str | None, day: dt.date) -> str:
        """A time as local with its offset, and in UTC: "08:55 (UTC+1), 07:55 UTC"."""
        local = _span(value)
        if not zone or zone == "unknown":
            return f"{local} ({self.say('time zone not known')})"
        there = [dt.datetime.combine(day, value.start, ZoneInfo(zone))]
        offset = there[0].utcoffset() or dt.timedelta()
        try:
            if value.end:
                next_day = dt.timedelta(days=value.end <= value.start)
                there.append(dt.datetime.combine(day + next_day, value.end, ZoneInfo(zone)))
            if not any(one.utcoffset() for one in there):
                return f"{local} UTC"
            spoken = "–".join(_clock(one.astimezone(dt.UTC), day, self.locale) for one in there)
        except OverflowError:  # before the first day that there is, or after the last
            return f"{local} (UTC{_offset(offset)})"
        return f"{local} (UTC{_offset(offset)}), {spoken} UTC"

    def amount(self, figure: Figure) -> str:
        """The amount of a figure with its bounds: "up to US$500 million"."""
        low, high = figure.amount.low, figure.amount.high
        if low == high:
            told = self.money(low, figure.currency)
        else:
            told = self.say("{low} to {high}").format(
                low=self.money(low, figure.currency), high=self.money(high, figure.currency)
            )
        if figure.ceiling:
            return self.say("up to {amount}").format(amount=told)
        if figure.floor:
            return self.say("more than {amount}").format(amount=told)
        return told

    def money(self, amount: Decimal, currency: str) -> str:
        """A sum with its currency, in full words from a million up."""
        symbol = get_currency_symbol(currency, self.locale)
        gap = "" if len(symbol) < 3 or not symbol[-1].isalpha() else "\u00a0"
        for size, word in ((12, "trillion"), (9, "billion"), (6, "million")):
            if amount >= Decimal(10) ** size:
                return f"{symbol}{gap}{self._decimal(amount.scaleb(-size))}\u00a0{self.say(word)}"
        return f"{symbol}{gap}{self._decimal(amount)}"

    def _decimal(self, number: Decimal) -> str:
        """Every digit of it: an amount is never rounded."""
        return str(format_decimal(number.normalize(), locale=self.locale, decimal_quantization=False))

    def currency(self, code: str) -> str:
        """The name of a currency."""
        return str(get_currency_name(code, locale=self.locale))

    def tongue(self, language: str) -> str:
        """The name of a language."""
        return str(
            self.locale.languages.get(language.replace("-", "_"))
            or self.locale.languages.get(language.partition("-")[0])
            or language
        )

    def number(self, value: int) -> str:
        """A whole number with its separators."""
        return str(format_decimal(value, locale=self.locale))


def _direction(locale: Locale) -> str:
    return "rtl" if locale.character_order == RIGHT_TO_LEFT else "ltr"


@lru_cache(maxsize=4096)
def _skeleton(skeleton: str, day: dt.date, locale: Locale) -> str:
    return str(format_skeleton(skeleton, dt.datetime.combine(day, dt.time()), locale=locale))


@lru_cache(maxsize=4096)
def _long(day: dt.date, locale: Locale) -> str:
    return str(format_date(day, "long", locale=locale))


@lru_cache(maxsize=4096)
def _full(day: dt.date, locale: Locale) -> str:
    return str(format_date(day, "full", locale=locale))


def _date(locale: Locale, speak: Say, value: EdtfDate) -> str:
    if value.single and value.start:
        return _point(locale, speak, value.start)
    if value.start is None and value.end:
        return speak("until {date}").format(date=_point(locale, speak, value.end))
    if value.end is None and value.start:
        return speak("from {date}").format(date=_point(locale, speak, value.start))
    assert value.start is not None and value.end is not None  # noqa: S101, PT018 - read_date made it so
    begin = _point(locale, speak, value.start)
    both_days = value.start.precision == value.end.precision == "day"
    if both_days and value.start.year == value.end.year and not value.marked:
        begin = _skeleton("MMMMd", value.start.first, locale)
    return speak("{begin} to {end}").format(begin=begin, end=_point(locale, speak, value.end))


def _point(locale: Locale, speak: Say, point: Point) -> str:
    if point.precision == "day":
        told = _long(point.first, locale)
    else:
        told = _skeleton("yMMMM" if point.precision == "month" else "y", point.first, locale)
    if point.about:
        told = speak("about {date}").format(date=told)
    if point.uncertain:
        told = speak("{date} (uncertain)").format(date=told)
    return told


def _span(value: ClockTime) -> str:
    start = value.start.strftime("%H:%M")
    return f"{start}–{value.end.strftime('%H:%M')}" if value.end else start


def _clock(moment: dt.datetime, day: dt.date, locale: Locale) -> str:
    shown = moment.strftime("%H:%M")
    return shown if moment.date() == day else f"{shown} ({_skeleton('MMMMd', moment.date(), locale)})"


def _offset(offset: dt.timedelta) -> str:
    minutes = int(offset.total_seconds()) // 60
    sign = "+" if minutes >= 0 else "−"
    hours, rest = divmod(abs(minutes), 60)
    return f"{sign}{hours}" + (f":{rest:02}" if rest else "")
