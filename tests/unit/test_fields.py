"""The types of fields: each reads what the content model allows, and says why it refuses the rest."""

import re
from decimal import Decimal
from typing import Annotated, Any
from zoneinfo import available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st
from onrecord.records.dates import ClockTime, EdtfDate, read_date, read_time
from onrecord.records.fields import (
    ActorRef,
    Amount,
    AnyRef,
    Currency,
    Date,
    EventRef,
    FigureRef,
    Flag,
    Folder,
    FormatRef,
    Id,
    Label,
    Language,
    Listed,
    Markdown,
    MarkdownText,
    Money,
    Ref,
    SideRef,
    SourceRef,
    StatementRef,
    Text,
    Time,
    TopicRef,
    Url,
    Whole,
    Zone,
)
from onrecord.records.folders import FOLDERS
from onrecord.records.kinds import KINDS
from pydantic import TypeAdapter, ValidationError

TextList = Annotated[tuple[Text, ...], Listed]
SCALARS = {
    "text": Text,
    "label": Label,
    "prose": MarkdownText,
    "date": Date,
    "time": Time,
    "zone": Zone,
    "url": Url,
    "language": Language,
    "id": Id,
    "amount": Money,
    "currency": Currency,
    "flag": Flag,
    "whole number": Whole,
    "folder": Folder,
    "any reference": AnyRef,
}


def value(kind: Any, text: object) -> Any:
    """What a type makes of a value."""
    return TypeAdapter(kind).validate_python(text)


def code(kind: Any, text: object) -> str:
    """The code with which a type refuses a value."""
    with pytest.raises(ValidationError) as caught:
        value(kind, text)
    (error,) = caught.value.errors()
    assert error["msg"].strip()
    assert "hint" in error["ctx"]
    return error["type"]


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        (Text, " The talks ", "The talks"),
        (Text, "NO", "NO"),
        (Text, "{braces} <b>", "{braces} <b>"),
        (Label, "*plain*", "*plain*"),
        (MarkdownText, "\n*told*\n", Markdown("\n*told*\n")),
        (Date, "2021-12", read_date("2021-12")),
        (Date, " 2021-12 ", read_date("2021-12")),
        (Time, "15:35/16:25", read_time("15:35/16:25")),
        (Zone, "Europe/Zurich", "Europe/Zurich"),
        (Zone, "UTC", "UTC"),
        (Zone, "unknown", "unknown"),
        (Url, "https://harbour.example/a?b=c&d#e", "https://harbour.example/a?b=c&d#e"),
        (Url, "http://harbour.example:8080", "http://harbour.example:8080"),
        (Url, "https://münchen.example/ä", "https://münchen.example/ä"),
        (Url, "https://[2001:db8::1]/", "https://[2001:db8::1]/"),
        (Url, "https://harbour.example/(a)'b'", "https://harbour.example/(a)'b'"),
        (Language, "en", "en"),
        (Language, "pt-BR", "pt-BR"),
        (Language, "zh-Hans-CN", "zh-Hans-CN"),
        (Language, "es-419", "es-419"),
        (Language, "ckb", "ckb"),
        (Id, "usai-300m-fy2022", "usai-300m-fy2022"),
        (Id, "2", "2"),
        (Id, "a" * 80, "a" * 80),
        (Money, "300 million", Amount(Decimal(300_000_000), Decimal(300_000_000))),
        (Money, "2.5 to 2.7 billion", Amount(Decimal(2_500_000_000), Decimal(2_700_000_000))),
        (Money, "4,000,000", Amount(Decimal(4_000_000), Decimal(4_000_000))),
        (Money, "4000000", Amount(Decimal(4_000_000), Decimal(4_000_000))),
        (Money, "12,500 to 13,000", Amount(Decimal(12_500), Decimal(13_000))),
        (Money, "0.5 trillion", Amount(Decimal(500_000_000_000), Decimal(500_000_000_000))),
        (Money, "0", Amount(Decimal(0), Decimal(0))),
        (Money, "9" * 28, Amount(Decimal("9" * 28), Decimal("9" * 28))),
        (Money, "9" * 16 + " trillion", Amount(Decimal("9" * 16 + "0" * 12), Decimal("9" * 16 + "0" * 12))),
        (Currency, "USD", "USD"),
        (Flag, "true", True),
        (Flag, "false", False),
        (Whole, "0", 0),
        (Whole, "010", 10),
        (Whole, "9999", 9999),
        (Folder, "theme", "theme"),
        (Folder, "looks/dark_2", "looks/dark_2"),
        (AnyRef, "statements/open", Ref("statement", "open")),
        (AnyRef, "context/aid", Ref("context", "aid")),
        (ActorRef, "moor", Ref("actor", "moor")),
        (SourceRef, "paper", Ref("source", "paper")),
        (EventRef, "talks", Ref("event", "talks")),
        (StatementRef, "open", Ref("statement", "open")),
        (FigureRef, "dredging", Ref("figure", "dredging")),
        (TopicRef, "ships", Ref("topic", "ships")),
        (SideRef, "city", Ref("side", "city")),
        (FormatRef, "call", Ref("format", "call")),
    ],
)
def test_values_that_are_read(kind: Any, text: str, expected: object) -> None:
    """Each type reads what the content model allows, without the space around it; prose stays as written."""
    assert expected == value(kind, text)


@pytest.mark.parametrize(
    ("kind", "texts", "expected"),
    [
        (Date, ["2022-02-30", "10 January 2022", "2022/2021", "0000"], "D005"),
        (Time, ["24:00", "8:55", "08:55 pm"], "D006"),
        (Zone, ["Europe/Zurch", "CEST", "+01:00", "Unknown", "../etc/passwd"], "D006"),
        (
            Money,
            [
                "$300 million",
                "300m",
                "300 Million",
                "about 300",
                "-300",
                "+300",
                "3e8",
                "300 to",
                "to 300",
                "300 - 400",
                "2.7 to 2.5 billion",
                "2 to 2",
                "4,5 million",
                "1,00",
                "1,,000",
                ",300",
                "300,",
                ".5",
                "5.",
                "300 million million",
                "300  million",
                "٣٠٠",
                "1.000.000",
                "1 000 000",
                "nan",
                "inf",
                "9" * 29,
                "1 to " + "9" * 29,
                "9" * 17 + " trillion",
            ],
            "D007",
        ),
        (Currency, ["usd", "US$", "$", "dollars", "ZZZ", "US"], "D007"),
        (Whole, ["-1", "1.0", "first", "10000", "٣", "1_0", "0x1"], "D007"),
        (
            Url,
            [
                "www.harbour.example",
                "//harbour.example",
                "/talks",
                "https://",
                "https:///talks",
                "https:harbour.example",
                "javascript:alert(1)",
                "data:text/html,x",
                "file:///etc/passwd",
                "ftp://harbour.example",
                "mailto:a@b.example",
                "https://ada@harbour.example",
                "https://a:b@harbour.example",
                "https://harbour.example/a b",
                'https://harbour.example/"onclick="x',
                "https://harbour.example/<script>",
                "https://harbour.example\\@evil.example",
                "https://harbour.example:99999",
                "https://harbour.example:x",
                "https://[::1",
                "https://harbour.example/`",
                "https://harbour.example/{x}",
                "https://harbour.example/\tx",
                " javascript:alert(1)",
            ],
            "D008",
        ),
        (Id, ["Talks", "talks_1", "tälks", "-talks", "a b", "a.b", "a/b", "a" * 81, "٢"], "D009"),
        (ActorRef, ["Moor", "actors/moor", "mo or", "../moor"], "D009"),
        (
            AnyRef,
            ["talks", "events/", "/talks", "events/Talks", "events/a/b", "event/talks", "topic/ships", "nothing/talks"],
            "D009",
        ),
        (Folder, ["..", "../theme", "/theme", "theme/", "a//b", "a/../b", "C:\\theme", "my theme", ".theme"], "D009"),
        (Language, ["EN", "english", "e", "en_GB", "en-gb", "en-GB-x", "pt-", "abcd", "en-٤١٩"], "D010"),
        (Flag, ["yes", "no", "True", "TRUE", "1", "on"], "D004"),
    ],
)
def test_values_that_are_refused(kind: Any, texts: list[str], expected: str) -> None:
    """Each type refuses what it cannot mean, with its own code, never by guessing."""
    assert dict.fromkeys(texts, expected) == {text: code(kind, text) for text in texts}


@pytest.mark.parametrize("kind", SCALARS.values(), ids=SCALARS)
def test_a_list_or_mapping_is_no_text(kind: Any) -> None:
    """A single value is a text; other shapes are told apart, and an empty text is refused."""
    assert ["D003", "D003", "D003", "D011", "D011"] == [code(kind, one) for one in (["x"], {"a": "x"}, None, "", " \t")]


@pytest.mark.parametrize("kind", SCALARS.values(), ids=SCALARS)
@given(text=st.text())
def test_no_text_breaks_a_type(kind: Any, text: str) -> None:
    """Any text is a value or one fault with our code, never another exception."""
    refused = []
    try:
        value(kind, text)
    except ValidationError as error:
        refused = [str(one["type"]) for one in error.errors()]
    assert all(re.fullmatch(r"D0\d\d", one) for one in refused)


def test_braces_in_a_text_are_no_template() -> None:
    """A refused text that holds braces is quoted as it is, not filled in."""
    with pytest.raises(ValidationError) as caught:
        value(Currency, "{message}{x}")
    assert "there is no currency '{message}{x}'" == caught.value.errors()[0]["msg"]


def test_a_list_of_one_is_still_a_list() -> None:
    """A list is never written bare; one that is empty or left out is an empty list."""
    assert ("a", "b") == value(TextList, ["a", "b"])
    assert () == value(TextList, []) == value(TextList, None)
    assert ["D003", "D003"] == [code(TextList, one) for one in ("a", {"a": "b"})]


@given(st.integers(0, 10**15), st.sampled_from(("", " thousand", " million", " billion", " trillion")))
def test_an_amount_is_exact(number: int, unit: str) -> None:
    """Amounts are decimal, with or without commas at the thousands: none is rounded."""
    scale = {"": 1, " thousand": 10**3, " million": 10**6, " billion": 10**9, " trillion": 10**12}[unit]
    assert Amount(Decimal(number * scale), Decimal(number * scale)) == value(Money, f"{number}{unit}")
    assert value(Money, f"{number}{unit}") == value(Money, f"{number:,}{unit}")


@pytest.mark.parametrize("zone", sorted(available_timezones())[::40])
def test_zones_of_the_database_are_known(zone: str) -> None:
    """Zones come from the IANA database; no list of our own falls behind it."""
    assert zone == value(Zone, zone)


@pytest.mark.parametrize(
    ("kind", "text", "hint"),
    [
        (Zone, "Europe/Zurch", "Europe/Zurich"),
        (Zone, "quay time", "'unknown'"),
        (AnyRef, "talks", "'events/talks'"),
        (AnyRef, "event/talks", "'events'"),
        (AnyRef, "nothing/talks", "statements"),
        (Money, "300m", "'300 million'"),
        (Language, "english", "'en'"),
    ],
)
def test_hints_say_what_to_write(kind: Any, text: str, hint: str) -> None:
    """The hint of a fault shows the nearest word, or the form that is wanted."""
    with pytest.raises(ValidationError) as caught:
        value(kind, text)
    assert hint in caught.value.errors()[0]["ctx"]["hint"]


def test_the_folders_are_those_of_the_kinds() -> None:
    """References to any kind know every kind, by its folder."""
    assert FOLDERS == {kind.folder: kind.kind for kind in KINDS}


def test_values_can_be_kept_apart() -> None:
    """What fields hold can be hashed and compared, and cannot be changed."""
    assert {read_date("2022"), read_date("2022")} == {read_date("2022")}
    assert Ref("actor", "a") < Ref("actor", "b") < Ref("event", "a")
    for one in (
        read_date("2022"),
        read_time("08:55"),
        Ref("actor", "a"),
        Markdown("a"),
        Amount(Decimal(1), Decimal(1)),
    ):
        assert isinstance(one, EdtfDate | ClockTime | Ref | Markdown | Amount)
        with pytest.raises((AttributeError, TypeError)):
            one.text = "b"  # type: ignore[union-attr, misc]
