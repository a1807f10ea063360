"""``content/site.yml``: what it may say, how choices are written, and what is refused with which code."""

from typing import Any

import pytest
from babel import UnknownLocaleError
from hypothesis import given
from hypothesis import strategies as st
from onrecord.config import Site, locale_of
from onrecord.records.dates import read_date
from onrecord.records.fields import Ref
from pydantic import ValidationError

LEAST: dict[str, Any] = {"title": "The talks", "summary": "Of them.", "as_of": "2022-02-24", "languages": ["en"]}


def site(**fields: Any) -> Site:
    """The smallest site with more fields; None takes one away."""
    return Site.model_validate({name: value for name, value in (LEAST | fields).items() if value is not None})


def refused(**fields: Any) -> list[tuple[str, tuple[str | int, ...]]]:
    """The code and the place of each fault."""
    with pytest.raises(ValidationError) as caught:
        site(**fields)
    return [(one["type"], one["loc"]) for one in caught.value.errors()]


def test_four_fields_are_enough() -> None:
    """Title, summary, day and languages make a site; all else is absent or empty."""
    least = site()
    given_fields = {name for name in Site.model_fields if getattr(least, name)}
    assert {"title", "summary", "as_of", "languages"} == given_fields


@pytest.mark.parametrize("name", LEAST)
def test_each_of_the_four_is_needed(name: str) -> None:
    """A site without one of them is refused at its name."""
    assert [("missing", (name,))] == refused(**{name: None})


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"as_of": "2022-02"}, "D005"),
        ({"as_of": "2022"}, "D005"),
        ({"as_of": "2022-02-24~"}, "D005"),
        ({"as_of": "2022-02-23/2022-02-24"}, "D005"),
        ({"days": {"2022-01": {}}}, "D005"),
        ({"days": {"2022-01-10?": {}}}, "D005"),
        ({"days": {"2022-02-24": {}}}, "D005"),
        ({"days": {"2022-01-10": None, "2022-03-01": None}}, "D005"),
        ({"sides": {"us": {"label": "United States", "gathered_until": "2022-02-02"}}}, "D012"),
        ({"formats": {"nato": {"label": "NATO", "gathered_until": "2022-02-02"}}}, "D012"),
        ({"gathered_until": "2022-02"}, "D005"),
        ({"gathered_until": "2022-02-10~"}, "D005"),
        ({"gathered_until": "2022-02-25"}, "D005"),
        ({"topics": {"aid": {"label": "Aid", "gathered_until": "2022-02-25"}}}, "D005"),
        ({"topics": {"aid": {"label": "Aid", "gathered_until": "2022"}}}, "D005"),
        ({"languages": ["en", "xx"]}, "D010"),
        ({"languages": ["en", "en"]}, "D012"),
    ],
)
def test_what_cannot_be_is_refused(fields: dict[str, Any], code: str) -> None:
    """Days are certain days before ``as_of``, languages are known to CLDR, and nothing stands in a list twice."""
    assert [(code, ())] == refused(**fields)


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"languages": []}, ("too_short", ("languages",))),
        ({"languages": "en"}, ("D003", ("languages",))),
        ({"languages": ["English"]}, ("D010", ("languages", 0))),
        ({"as_of": "today"}, ("D005", ("as_of",))),
        ({"theme": "../look"}, ("D009", ("theme",))),
        ({"theme": "/look"}, ("D009", ("theme",))),
        ({"site_url": "example.org"}, ("D008", ("site_url",))),
        ({"repository": "javascript:alert(1)"}, ("D008", ("repository",))),
        ({"titel": "x"}, ("extra_forbidden", ("titel",))),
        ({"topics": ["tolls"]}, ("D003", ("topics",))),
        ({"topics": {"Tolls": {"label": "The toll"}}}, ("D009", ("topics", 0, "id"))),
        ({"topics": {"tolls": "The toll"}}, ("model_type", ("topics", 0))),
        ({"topics": {"tolls": {}}}, ("missing", ("topics", 0, "label"))),
        ({"days": ["2022-01-10"]}, ("D003", ("days",))),
        ({"days": {"2022-01-10": "S"}}, ("model_type", ("days", 0))),
        ({"days": {"2022-01-10": {"sate": "S"}}}, ("extra_forbidden", ("days", 0, "sate"))),
        ({"days": {"January": {}}}, ("D005", ("days", 0, "date"))),
        ({"turning_points": ["a", "b", "c", "d", "e", "f"]}, ("too_long", ("turning_points",))),
        ({"people": list("abcdefghi")}, ("too_long", ("people",))),
        ({"sides": {"city": {"label": "City", "colour": "red"}}}, ("extra_forbidden", ("sides", 0, "colour"))),
    ],
)
def test_each_field_is_read_by_its_type(fields: dict[str, Any], fault: tuple[str, tuple[str | int, ...]]) -> None:
    """A field that cannot be read is refused at its place."""
    assert [fault] == refused(**fields)


def test_choices_are_in_the_order_written() -> None:
    """Topics, sides and formats keep their order."""
    made = site(
        topics={"tolls": {"label": "The toll", "meaning": "Who pays."}, "aid": {"label": "Aid"}},
        sides={"city": {"label": "City", "short": "C"}},
    )
    assert [("tolls", "The toll", "Who pays."), ("aid", "Aid", None)] == [
        (one.id, one.label, one.meaning) for one in made.topics
    ]
    assert made.topics == made.choices("topic")
    assert ("C", ()) == (made.sides[0].short, made.choices("format"))


def test_a_choice_is_found_by_its_kind_and_id() -> None:
    """A topic and a side of the same id are told apart, and one that is not there is none."""
    made = site(
        topics={"city": {"label": "The city's affairs"}},
        sides={"city": {"label": "The city"}},
        formats={"call": {"label": "Calls"}},
    )
    found = [made.choice(Ref(kind, name)) for kind, name in (("topic", "city"), ("side", "city"), ("format", "call"))]
    assert ["The city's affairs", "The city", "Calls"] == [one.label for one in found if one]
    assert made.choice(Ref("format", "city")) is None


@pytest.mark.parametrize(
    ("site", "topic", "expected"),
    [
        (None, None, (None, None)),
        ("2022-02-24", None, (None, None)),
        ("2022-02-02", None, ("2022-02-02", "2022-02-02")),
        (None, "2022-01-31", (None, "2022-01-31")),
        ("2022-02-02", "2022-01-31", ("2022-02-02", "2022-01-31")),
        ("2022-02-02", "2022-02-24", ("2022-02-02", None)),
    ],
)
def test_a_topic_may_be_gathered_until_another_day(
    site: str | None, topic: str | None, expected: tuple[str | None, str | None]
) -> None:
    """The topic's day goes before the site's; where it is the day of the site, there is nothing to say."""
    fields = {"topics": {"aid": {"label": "Aid", **({"gathered_until": topic} if topic else {})}}}
    found = Site.model_validate({**LEAST, **fields, **({"gathered_until": site} if site else {})})
    days = (found.gathered(), found.gathered(Ref("topic", "aid")))
    assert expected == tuple(str(one) if one else None for one in days)


def test_the_first_language_is_that_of_the_root() -> None:
    """The language at the root is the first in the list."""
    assert "fr" == site(languages=["fr", "en", "pt-BR"]).language


@pytest.mark.parametrize(
    ("date", "past"),
    [
        ("2022-02-23", True),
        ("2022-02-24", False),
        ("2022-01", True),
        ("2022-02", False),
        ("2022", False),
        ("2021/2022-02-23", True),
        ("2021-12-16/..", False),
        ("../2022-01-01", True),
    ],
)
def test_past_is_what_is_over(date: str, *, past: bool) -> None:
    """A date is past when its last possible day lies before ``as_of``."""
    assert past == site().past(read_date(date))


def test_plain_english_is_international() -> None:
    """``en`` is the English of the world; a country's English is its own."""
    assert ["en_001", "en_US", "en_GB"] == [str(locale_of(one)) for one in ("en", "en-US", "en-GB")]


@given(st.from_regex(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?", fullmatch=True))
def test_every_code_is_known_or_refused(language: str) -> None:
    """Whatever code is written, it is a locale or one of the two errors that the site reports."""
    try:
        known = bool(locale_of(language).language)
    except (UnknownLocaleError, ValueError):
        known = False
    if known:
        assert (language,) == site(languages=[language]).languages
    else:
        assert [("D010", ())] == refused(languages=[language])
