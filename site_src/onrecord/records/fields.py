"""The types that fields have: each reads the text that was written, or says in a sentence why it cannot.

Errors are pydantic's, with our problem code as their type, so that all faults of a record are found at once.
"""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit

from babel import Locale, UnknownLocaleError
from babel.numbers import list_currencies
from pydantic import BeforeValidator, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from onrecord.problems import did_you_mean
from onrecord.records import zones
from onrecord.records.dates import ClockTime, EdtfDate, read_date, read_time
from onrecord.records.folders import FOLDERS

ID = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")
# Devices of Windows: a file of such a name cannot be made there, so a repository with one cannot be checked out.
RESERVED = re.compile("con|prn|aux|nul|com[0-9]|lpt[0-9]")
# Scripts in use that run from right to left (ISO 15924).
RIGHT_TO_LEFT = frozenset(
    {"Adlm", "Arab", "Aran", "Hebr", "Mand", "Mend", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa", "Yezi"}
)
MOST_CHARACTERS = 20_000  # of a text; prose has a bound of its own
MOST_OF_URL = 2_000
MOST_DIGITS = 28  # what decimal arithmetic keeps without rounding
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?")


@dataclass(frozen=True, slots=True, order=True)
class Ref:
    """A reference to a record by kind and id; topics, sides and formats of ``site.yml`` count as kinds here."""

    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class Markdown:
    """A prose field: Markdown as written, not yet read."""

    text: str


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of money, or a range of them: ``low`` and ``high`` are the same for a single sum. No currency, no sign."""

    low: Decimal
    high: Decimal
    unit: int | None = field(
        default=None, compare=False
    )  # the power of ten of the word it was written with, for its digits


class Translatable:
    """Marks a field whose text may be given in other languages.

    One that is ``own`` may be given where the original has none; one that is ``spare`` need not be given: most names
    are the same in all languages.
    """

    def __init__(self, *, own: bool = False, spare: bool = False) -> None:
        self.own = own
        self.spare = spare


@lru_cache(maxsize=64)
def direction_of(language: str) -> str:
    """In which direction a language is written: ``ltr`` or ``rtl``, ``auto`` for one that CLDR does not know."""
    script = language.split("-")[1] if re.fullmatch(r"[a-z]+-[A-Z][a-z]{3}(-.*)?", language) else None
    if script:  # which decides, whatever CLDR knows of the language
        return "rtl" if script in RIGHT_TO_LEFT else "ltr"
    try:
        order = Locale.parse(language, sep="-").character_order
    except (UnknownLocaleError, ValueError):
        return "auto"
    return "rtl" if order == "right-to-left" else "ltr"


class Foreign(str):
    """A text in another language than that of its page, because no translation of it is there.

    Templates show it with its language (WCAG 3.1.2) wherever it stands, for they ask each value for its HTML.
    Within an attribute the filter ``plain`` is needed.
    """

    language: str
    __slots__ = ("language",)

    def __new__(cls, text: str, language: str) -> Self:
        """The text, and the BCP 47 code of its language."""
        foreign = super().__new__(cls, text)
        foreign.language = language
        return foreign

    def __repr__(self) -> str:
        return f"Foreign({str.__repr__(self)}, {self.language!r})"

    def __html__(self) -> str:
        direction = direction_of(self.language)
        return f'<span class="foreign" lang="{self.language}" dir="{direction}">{html.escape(self)}</span>'


class Remarked(str):
    """A value without quotation marks that ends at a remark: a text may have been cut there, and nobody told."""

    __slots__ = ()


def fault(code: str, message: str, hint: str = "", field: str = "") -> PydanticCustomError:
    """An error, as pydantic carries it; of a ``field`` where the whole was looked at. The message is data, no template."""
    return PydanticCustomError(code, "{message}", {"message": message, "hint": hint, "field": field})


def _text(value: Any) -> str:
    if not isinstance(value, str):
        shape = "a list" if isinstance(value, list) else "a mapping" if isinstance(value, dict) else "nothing"
        raise fault("D003", f"this must be a text, not {shape}", "Put a text with special signs in quotation marks.")
    if not value.strip():
        raise fault("D011", "this text is empty", "Write it, or leave the field out.")
    text = value.strip()
    return Foreign(text, value.language) if isinstance(value, Foreign) else text


def _bounded(value: Any) -> str:
    text = _whole_text(value)
    if len(text) > MOST_CHARACTERS:
        told = f"this text has {len(text):,} characters; at most {MOST_CHARACTERS:,} are read"
        raise fault("D013", told, "Keep what readers need; a long passage can be quoted in parts.")
    return text


def _whole_text(value: Any) -> str:
    if isinstance(value, Remarked):
        raise fault(
            "D014",
            "YAML takes what follows ' #' for a remark, not for part of this text",
            "Put the text in quotation marks; a remark may follow them, or have a line of its own.",
        )
    return _text(value)


def _reader(read: Callable[[str], Any]) -> PlainValidator:
    return PlainValidator(lambda value: read(_text(value)))


def _date(text: str) -> EdtfDate:
    try:
        return read_date(text)
    except ValueError as error:
        raise fault("D005", str(error), "docs/content-model.md has the forms of dates.") from None


def _time(text: str) -> ClockTime:
    try:
        return read_time(text)
    except ValueError as error:
        raise fault("D006", str(error), "Write it on a 24-hour clock: 08:55, or 15:35/16:25.") from None


def _zone(text: str) -> str:
    if text != "unknown" and text not in zones.names():
        raise fault("D006", f"there is no time zone '{text}'", zones.hint(text))
    return text


def _url(text: str) -> str:
    if len(text) > MOST_OF_URL:
        told = f"this address has {len(text):,} characters; at most {MOST_OF_URL:,} are read"
        raise fault("D013", told, "Cut what it does without, such as what an advertiser has appended.")
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError as error:
        raise fault("D008", f"this is not a web address: {error}", "It begins with https:// and a host.") from None
    wrong = re.search(r'[\s\\<>"`{}|^\x00-\x20\x7f]', text)
    if parts.scheme not in {"http", "https"} or not parts.hostname or "@" in parts.netloc or wrong:
        raise fault(
            "D008",
            "this is not a web address",
            "It begins with https:// and a host, and has no spaces, quotes or user name.",
        )
    return text


def _language(text: str) -> str:
    if not LANGUAGE.fullmatch(text):
        raise fault("D010", f"'{text}' is not a language code", "Write 'en', 'fr' or 'pt-BR' (BCP 47).")
    return text


def base_language(language: str) -> str:
    """A language without its script or country: ``pt-BR`` is read by who reads ``pt``."""
    return language.partition("-")[0]


def wrong_id(text: str) -> tuple[str, str] | None:
    """Why a text cannot be an id, with a hint; None for one that can."""
    if RESERVED.fullmatch(text):
        return (
            f"'{text}' is the name of a device on Windows",
            "Choose another id: no file of this name can be made there.",
        )
    if not ID.fullmatch(text):
        return f"'{text}' is not an id", "An id has small letters, digits and hyphens only, at most 80."
    return None


def _id(text: str) -> str:
    if wrong := wrong_id(text):
        raise fault("D009", *wrong)
    return text


_UNITS = {"": 0, "thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_NUMBER = r"([0-9]{1,3}(,[0-9]{3})+|[0-9]+)(\.[0-9]+)?"  # a comma elsewhere may be meant as a decimal one
_AMOUNT = re.compile(rf"(?P<low>{_NUMBER})( to (?P<high>{_NUMBER}))?( (?P<unit>thousand|million|billion|trillion))?")


def _amount(text: str) -> Amount:
    match = _AMOUNT.fullmatch(text)
    if match is None:
        raise fault("D007", f"'{text}' is not an amount", "Write '300 million', '4,000,000' or '2.5 to 2.7 billion'.")
    zeros = _UNITS[match["unit"] or ""]
    if any(zeros + sum(map(str.isdigit, match[end] or "")) > MOST_DIGITS for end in ("low", "high")):
        raise fault("D007", f"an amount has at most {MOST_DIGITS} digits", "Leave out what no source gives.")
    low = Decimal(match["low"].replace(",", "")).scaleb(zeros)
    high = Decimal((match["high"] or match["low"]).replace(",", "")).scaleb(zeros)
    if high < low or (match["high"] and high == low):
        raise fault("D007", "a range of amounts must rise", "Write the smaller amount first.")
    return Amount(low, high, zeros)


@lru_cache(maxsize=1)
def _currencies() -> frozenset[str]:
    return frozenset(list_currencies())


def _currency(text: str) -> str:
    if text not in _currencies():
        raise fault("D007", f"there is no currency '{text}'", "Write an ISO 4217 code, such as USD or EUR.")
    return text


def _flag(text: str) -> bool:
    if text not in {"true", "false"}:
        raise fault("D004", f"'{text}' is neither true nor false", "Write true or false.")
    return text == "true"


def _whole(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,4}", text):
        raise fault("D007", f"'{text}' is not a whole number from 0 to 9999", "Write it in digits: 3.")
    return int(text)


def _folder(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*", text):
        raise fault(
            "D009",
            f"'{text}' is not the path of a folder in the project",
            "Write 'theme', without '..' or a leading '/'.",
        )
    return text


def _place(text: str) -> str:
    if not re.fullmatch(r"(\.\./)*[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*", text):
        raise fault(
            "D009",
            f"'{text}' is not the path of a folder, as seen from the project",
            "Write 'texts', or '../texts' for a folder beside the project.",
        )
    return text


def _picture(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*\.(png|jpg|jpeg)", text):
        raise fault(
            "D009",
            f"'{text}' is not the path of a picture below assets/ of the theme",
            "Write 'card.png', in letters, digits, hyphens and '/'; a card is a PNG or a JPEG.",
        )
    return text


def _list_of(value: Any) -> Any:
    if value is not None and not isinstance(value, list):
        raise fault("D003", "this must be a list", "Write it as [one, two], or one a line after a hyphen.")
    return tuple(value or ())


Text = Annotated[str, PlainValidator(_bounded), WithJsonSchema({"type": "string"})]
_LABEL = (PlainValidator(_bounded), WithJsonSchema({"type": "string"}))
Label = Annotated[str, *_LABEL, Translatable()]
OwnLabel = Annotated[str, *_LABEL, Translatable(own=True)]
PlainLabel = Annotated[str, *_LABEL, Translatable(spare=True)]


def _markdown(value: Any) -> Markdown:
    _whole_text(value)
    return Markdown(value)  # as written, so that its lines can be counted


MarkdownText = Annotated[
    Markdown,
    PlainValidator(_markdown),
    WithJsonSchema({"type": "string", "contentMediaType": "text/markdown"}),
    Translatable(),
]
Date = Annotated[EdtfDate, _reader(_date), WithJsonSchema({"type": "string", "examples": ["2022-01-10", "2021-12"]})]
Time = Annotated[ClockTime, _reader(_time), WithJsonSchema({"type": "string", "examples": ["08:55", "15:35/16:25"]})]
Zone = Annotated[str, _reader(_zone), WithJsonSchema({"type": "string", "examples": ["Europe/Zurich", "unknown"]})]
Url = Annotated[str, _reader(_url), WithJsonSchema({"type": "string", "format": "uri"})]
Language = Annotated[str, _reader(_language), WithJsonSchema({"type": "string", "pattern": f"^{LANGUAGE.pattern}$"})]
Id = Annotated[str, _reader(_id), WithJsonSchema({"type": "string", "pattern": f"^{ID.pattern}$"})]
Money = Annotated[Amount, _reader(_amount), WithJsonSchema({"type": ["string", "number"], "examples": ["300 million"]})]
Currency = Annotated[str, _reader(_currency), WithJsonSchema({"type": "string", "pattern": "^[A-Z]{3}$"})]
Flag = Annotated[bool, _reader(_flag), WithJsonSchema({"type": "boolean"})]
Whole = Annotated[int, _reader(_whole), WithJsonSchema({"type": "integer", "minimum": 0})]
Folder = Annotated[str, _reader(_folder), WithJsonSchema({"type": "string"})]
Place = Annotated[str, _reader(_place), WithJsonSchema({"type": "string"})]
PicturePath = Annotated[str, _reader(_picture), WithJsonSchema({"type": "string", "pattern": r"\.(png|jpg|jpeg)$"})]
Listed = BeforeValidator(_list_of)


def _ref_to(kind: str) -> Any:
    return PlainValidator(lambda value: Ref(kind, _id(_text(value))))


_ID_SCHEMA = WithJsonSchema({"type": "string", "pattern": f"^{ID.pattern}$"})
ActorRef = Annotated[Ref, _ref_to("actor"), _ID_SCHEMA]
SourceRef = Annotated[Ref, _ref_to("source"), _ID_SCHEMA]
EventRef = Annotated[Ref, _ref_to("event"), _ID_SCHEMA]
StatementRef = Annotated[Ref, _ref_to("statement"), _ID_SCHEMA]
FigureRef = Annotated[Ref, _ref_to("figure"), _ID_SCHEMA]
TopicRef = Annotated[Ref, _ref_to("topic"), _ID_SCHEMA]
SideRef = Annotated[Ref, _ref_to("side"), _ID_SCHEMA]
FormatRef = Annotated[Ref, _ref_to("format"), _ID_SCHEMA]


def _any_ref(text: str) -> Ref:
    folder, slash, record_id = text.partition("/")
    if not slash:
        raise fault("D009", f"'{text}' does not say which kind it is", f"Write 'events/{text}' or 'statements/{text}'.")
    if folder not in FOLDERS:
        hint = did_you_mean(folder, FOLDERS) or f"The kinds are {', '.join(FOLDERS)}."
        raise fault("D009", f"'{text}' names no kind of record", hint)
    return Ref(FOLDERS[folder], _id(record_id))


AnyRef = Annotated[Ref, _reader(_any_ref), WithJsonSchema({"type": "string", "pattern": f"^[a-z]+/{ID.pattern}$"})]

NotRecorded = Literal["not recorded"]
