"""What ``content/site.yml`` says of the whole site."""

import re
from typing import Annotated, Any, Self
from urllib.parse import urlsplit

from babel import Locale, UnknownLocaleError
from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from onrecord.records.base import Part
from onrecord.records.dates import EdtfDate
from onrecord.records.fields import (
    ActorRef,
    Date,
    EventRef,
    Folder,
    Id,
    Label,
    Language,
    Listed,
    MarkdownText,
    PicturePath,
    Place,
    Ref,
    Url,
    fault,
)

# What site.yml lists for records to name: each sort, and the field that lists it.
SITE_KINDS = {"topic": "topics", "side": "sides", "format": "formats"}

SITE = Ref("site", "site")  # what is said of the site as of a record


class Choice(Part):
    """A topic, side or format: an id that records name, and how it is shown."""

    id: Id
    label: Label
    """What readers see."""
    short: Label | None = None
    """Best up to four letters, shown as a mark; of a side."""
    meaning: Label | None = None
    """What it covers, in a sentence; of a topic."""
    gathered_until: Date | None = None
    """The last day up to which its records were gathered, where that is not the site's; of a topic."""

    @property
    def mark(self) -> str:
        """What stands for it in a box: its short form, else the first two letters."""
        return self.short or str(self.label)[:2]


class Picture(Part):
    """The picture of the site on cards: what others show beside a link to a page of it."""

    file: PicturePath
    """Its path below assets/ of the theme."""
    words: Label
    """What is on it, for those who do not see it."""


def _choices(value: Any) -> Any:
    if not isinstance(value, dict):
        raise fault("D003", "this must be a mapping of ids", "Write an id, and 'label: ...' below it.")
    return tuple({**fields, "id": key} if isinstance(fields, dict) else fields for key, fields in value.items())


class Day(Part):
    """A day on which the site can be read as it stood then."""

    date: Date
    """Which; the key in files."""
    headline: Label | None = None
    """What was the news then, in a sentence."""
    state: MarkdownText | None = None
    """How things stood then; all that it cites and links to was known by then."""


def _days(value: Any) -> Any:
    if not isinstance(value, dict):
        raise fault("D003", "this must be a mapping of days", "Write '2021-12-28:', and 'headline: ...' below it.")
    days = ({} if fields is None else fields for fields in value.values())
    return tuple({**day, "date": key} if isinstance(day, dict) else day for key, day in zip(value, days, strict=True))


Days = Annotated[
    tuple[Day, ...],
    BeforeValidator(_days),
    WithJsonSchema(
        {
            "type": "object",
            "additionalProperties": {
                "type": ["object", "null"],
                "additionalProperties": False,
                "properties": {name: {"type": "string"} for name in ("headline", "state")},
            },
        }
    ),
]


Choices = Annotated[
    tuple[Choice, ...],
    BeforeValidator(_choices),
    WithJsonSchema(
        {
            "type": "object",
            "additionalProperties": {
                "type": "object",
                "required": ["label"],
                "additionalProperties": False,
                "properties": {name: {"type": "string"} for name in ("label", "short", "meaning", "gathered_until")},
            },
        }
    ),
]


class Site(Part):
    """The settings of one explainer."""

    title: Label
    """The explainer's title."""
    summary: Label
    """What it is about, in a sentence or two."""
    as_of: Date
    """The day that the site describes; 'past' means before it."""
    gathered_until: Date | None = None
    """The day on which the research ends; ``as_of`` unless given. Pages as of an earlier day ignore it."""
    days: Days = ()
    """Days for which readers can see the site as it stood: each makes a folder as-of/DATE/, with its headline and state."""
    languages: Annotated[tuple[Language, ...], Listed, Field(min_length=1)]
    """The first sits at the root, others in folders."""
    sides: Choices = ()
    """Ids with label and short, in the order they are shown."""
    topics: Choices = ()
    """Ids with label and meaning."""
    formats: Choices = ()
    """Ids with label."""
    headline: Label | None = None
    """What it came to, in a sentence, on top of the home page; else the title."""
    turning_points: Annotated[tuple[EventRef, ...], Listed, Field(max_length=5)] = ()
    """The events that a reader has to know, at most five, as cards on the home page."""
    people: Annotated[tuple[ActorRef, ...], Listed, Field(max_length=8)] = ()
    """Who a reader has to know, at most eight, with their lines."""
    intro: MarkdownText | None = None
    """First words of the home page."""
    state: MarkdownText | None = None
    """How things stand as of the date."""
    about: MarkdownText | None = None
    """How this explainer was made."""
    site_url: Url | None = None
    """Where it will be published, if known."""
    repository: Url | None = None
    """Where its content can be seen and corrected."""
    licence: Label | None = None
    """On what terms others may use it."""
    publisher: Label | None = None
    """Who answers for it."""
    image: Picture | None = None
    """The picture on cards of all pages."""
    theme: Folder | None = None
    """A folder in the project, laid over the default theme."""
    saved: Place | None = None
    """The folder of the saved texts, where that is not saved/: in the project, or beside it."""

    @model_validator(mode="after")
    def _day_and_languages(self) -> Self:
        if self.site_url and (
            re.search(r"/[^/]*\.html?$", urlsplit(self.site_url).path) or "#" in self.site_url or "?" in self.site_url
        ):
            raise fault(
                "D008",
                "'site_url' is the address of the folder, not of a page",
                "Leave out what follows the last '/'.",
                "site_url",
            )
        if self.as_of.day is None or self.as_of.marked:
            raise fault("D005", "'as_of' must be a day", "Write it as 2022-02-24.", "as_of")
        for date in (self.gathered_until, *(topic.gathered_until for topic in self.topics)):
            if date and (date.day is None or date.marked or date.last > self.as_of.last):
                raise fault("D005", "'gathered_until' must be a day, and not after 'as_of'", "Write it as 2022-02-02.")
        if any(choice.gathered_until for choice in (*self.sides, *self.formats)):
            raise fault("D012", "'gathered_until' is for the whole site or a topic", "Give it to topics.")
        for day in self.days:
            if day.date.day is None or day.date.marked or not self.past(day.date):
                raise fault("D005", "'days' must be days before 'as_of'", "Write each as 2021-12-28.", "days")
        for language in self.languages:
            try:
                locale_of(language)
            except (UnknownLocaleError, ValueError):
                raise fault(
                    "D010", f"dates cannot be written in '{language}'", "Name a language known to CLDR."
                ) from None
        if len(set(self.languages)) < len(self.languages):
            raise fault("D012", "a language stands in 'languages' twice", "Keep one.")
        return self

    @property
    def dates(self) -> tuple[EdtfDate, ...]:
        """The days on which it can be read as it stood, the first of them first."""
        return tuple(sorted(day.date for day in self.days))

    def choice(self, ref: Ref) -> Choice | None:
        """The topic, side or format of that id."""
        return next((choice for choice in self.choices(ref.kind) if choice.id == ref.id), None)

    def choices(self, kind: str) -> tuple[Choice, ...]:
        """All topics, sides or formats, in order."""
        found: tuple[Choice, ...] = getattr(self, SITE_KINDS[kind])
        return found

    def gathered(self, topic: Ref | None = None) -> EdtfDate | None:
        """The day up to which records were gathered, of all or of a topic, where ``as_of`` is later; else None."""
        choice = self.choice(topic) if topic else None
        day = (choice and choice.gathered_until) or self.gathered_until
        return day if day and day.last < self.as_of.last else None

    @property
    def language(self) -> str:
        """The language at the root."""
        return self.languages[0]

    def past(self, date: EdtfDate) -> bool:
        """Whether a date lies wholly before ``as_of``."""
        return date.last < self.as_of.first


def locale_of(language: str) -> Locale:
    """The CLDR locale that dates and numbers of a language are written in; plain ``en`` is international English."""
    return Locale.parse("en_001" if language == "en" else language, sep="-" if "-" in language else "_")
