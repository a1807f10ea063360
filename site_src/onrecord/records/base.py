"""What all records have in common: frozen, strict about unknown fields, with evidence."""

import datetime as dt
from functools import cache, cached_property
from typing import Annotated, Any, ClassVar, Literal, Protocol, Self, TypeVar, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field

from onrecord.records.dates import EdtfDate
from onrecord.records.fields import (
    ActorRef,
    Date,
    Flag,
    Label,
    Language,
    Listed,
    MarkdownText,
    Ref,
    SourceRef,
    Text,
)
from onrecord.records.folders import FOLDER_OF
from onrecord.records.marks import Aside, AtOnce, Came, OfAll, Rests, Since, Undated


class Part(BaseModel):
    """A mapping of fields, in a record or by itself. Frozen; unknown fields are refused.

    The text below a field is its description, which ``schema`` reads when it is asked for.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=False)


class Evidence(Part):
    """One source of what is stated, and the words in it."""

    source: Annotated[SourceRef, AtOnce()]
    """Which source."""
    words: Annotated[Text | None, AtOnce()] = None
    """The exact words, as read there."""
    language: Annotated[Language | None, AtOnce()] = None
    """Of the words; else the source's."""
    locator: Annotated[Label | None, AtOnce()] = None
    """Where in the source: a page, an article, a sentence."""
    prefix: Annotated[Text | None, AtOnce()] = None
    """The text right before, if the source has the words twice."""
    suffix: Annotated[Text | None, AtOnce()] = None
    """The text right after."""
    insertions: Annotated[tuple[Text, ...], Listed, AtOnce()] = ()
    """Bracketed words within the quotation that the editors put in, without the brackets."""
    damage: Annotated[tuple[Label, ...], Listed, AtOnce()] = ()
    """What this copy changed in the words or facts, one fault a line."""
    note: Annotated[Label | None, Undated()] = None
    """A remark of the editors."""


EvidenceList = Annotated[tuple[Evidence, ...], Listed]


class Known(Part):
    """Since when something was known, if its sources do not say."""

    date: Annotated[Date, AtOnce()]
    """The day."""
    reason: Annotated[Label, AtOnce()]
    """How you know that."""


class Searched(Part):
    """That the editors looked for an answer and could not find one. Without it pages say nothing of who has not answered."""

    by: Annotated[ActorRef, AtOnce()]
    """Whose answer."""
    until: Annotated[Date, Came(whole=True, state=True)]
    """The last day of the search for an answer."""
    where: Annotated[Label, AtOnce()]
    """What was searched, in words."""


SearchedList = Annotated[tuple[Searched, ...], Listed]


class Version(Part):
    """What one or more sources say where sources differ."""

    says: Annotated[Label, OfAll()]
    """What they say."""
    evidence: Annotated[EvidenceList, Rests()] = ()
    """Which sources."""


class Disagreement(Part):
    """Something on which sources do not agree, with each version."""

    about: Annotated[Label, AtOnce()]
    """What they differ on."""
    versions: Annotated[tuple[Version, ...], Listed, Field(min_length=2)]
    """What each says; two or more."""
    note: Annotated[Label | None, Undated()] = None
    """What the editors conclude, or that they do not know."""


# A fact beside a title, with its sort: a date, the amount of a figure, the name of an actor or a side, which may be its
# reference, what came of a statement (a state and its day), or the word for a state or sort that records of its kind have.
Fact = tuple[Literal["date", "amount", "name", "outcome", "state"], Any]


class Step(Protocol):
    """A dated step of a record's life, by which it came into a state."""

    @property
    def state(self) -> str:
        """What it became."""

    @property
    def date(self) -> EdtfDate:
        """The day of the step."""


class Reply(Protocol):
    """An answer that a record holds."""

    @property
    def by(self) -> Ref:
        """Who answered."""

    @property
    def date(self) -> EdtfDate:
        """When."""

    @property
    def stance(self) -> str:
        """What the answer comes to."""


SomeStep = TypeVar("SomeStep", bound=Step)


def taken(life: tuple[SomeStep, ...], as_of: EdtfDate) -> tuple[SomeStep, ...]:
    """The steps, of those given, that were taken by the end of a day."""
    return tuple(step for step in life if step.date.first <= as_of.last)


def last_step(life: tuple[SomeStep, ...], as_of: EdtfDate) -> SomeStep | None:
    """The last of some steps taken by the end of a day; None where none was."""
    steps = taken(life, as_of)
    return steps[-1] if steps else None


class Record(Part):
    """A typed, checked item of content. ``id`` comes from the file's name or the mapping's key."""

    kind: ClassVar[str]
    folder: ClassVar[str]  # by the table of kinds
    stating: ClassVar[bool] = True  # whether it states something, and is asked who stands behind it
    # What of it is told as of an earlier day: what its marks let through, its cited prose alone, or nothing.
    earlier: ClassVar[Literal["marked", "prose", "nothing"]] = "marked"
    of_the_site: ClassVar[bool] = False  # whether it is about the site: news on its own day, whatever its sources
    rank: ClassVar[int] = 90  # among the kinds in lists of everything; topics have 50, sides 51
    told_apart: ClassVar[bool] = False  # in print, in a place of its own: else with all of its kind, one by one
    sourced: ClassVar[bool] = False  # whether a block of them numbers the sources of each
    gathered: ClassVar[str] = ""  # the page on which all of the kind stand together, where they have none of their own
    newest_first: ClassVar[bool] = False  # how all of the kind are listed: else from the first to the last
    named_by_date: ClassVar[bool] = False  # whether lists name it with its date, or say that it bears none
    people: ClassVar[bool] = False  # whether nobody else's name is offered for a misspelled id
    columns: ClassVar[str]  # its table in the data: fields with the sorts of their values, as tables.py has them
    adds_up: ClassVar[tuple[str, ...]] = ()  # what is the same of those whose amounts are added up; none are, if empty
    printed: ClassVar[frozenset[str] | None] = None  # the fields of which the print edition lists sources; None for all

    def __init_subclass__(cls, **arguments: Any) -> None:
        """Give a kind the folder that the table has for it."""
        super().__init_subclass__(**arguments)
        cls.folder = FOLDER_OF.get(cls.kind, cls.kind)

    id: Annotated[Text, AtOnce()] = Field(exclude=True)
    evidence: Annotated[EvidenceList, Rests()] = ()
    """The sources of what the record states."""
    disagreements: Annotated[tuple[Disagreement, ...], Listed, Aside()] = ()
    """Where sources do not agree: what each says."""
    known_from: Annotated[Known | None, Since()] = None
    """Since when it was known; else the date of its earliest dated source."""
    also: Annotated[tuple[Text, ...], Listed, AtOnce()] = ()
    """What else readers may look for it by: short forms, in any language. The search alone has them."""
    draft: Annotated[Flag, AtOnce()] = False
    """Keeps the record, and every trace of it, out of the site unless --drafts."""
    body: Annotated[MarkdownText | None, AtOnce()] = None
    """Markdown; the text below the front matter."""

    @cached_property
    def ref(self) -> Ref:
        """How others refer to it."""
        return Ref(self.kind, self.id)

    @property
    def label(self) -> str:
        """What it is called in lists and links."""
        label: str = getattr(self, "title", self.id)
        return label

    @property
    def in_time(self) -> tuple[EdtfDate, int]:
        """Its place among all kinds: by date, and on its day by the moment, in seconds. What has no date stands first."""
        return getattr(self, "date", None) or EdtfDate(None, None), 0

    def in_list(self, in_time: tuple[EdtfDate, int]) -> tuple[Any, ...]:
        """Its place among its kind, before its id; ``in_time`` is that among all kinds, as the library knows it."""
        return ()

    @property
    def steps(self) -> tuple[Step, ...]:
        """The dated steps of its life, in order; none where its kind has no life."""
        return getattr(self, "life", ())

    def step_at(self, as_of: EdtfDate) -> Step | None:
        """The last step of its life taken by the end of a day; None where no step is recorded by then."""
        return last_step(self.steps, as_of)

    @property
    def replies(self) -> tuple[Reply, ...]:
        """The answers that it holds itself; those that are records name it in ``answers``."""
        return ()

    def ours(self, language: str) -> str | None:
        """The editors' translation of its words, where these are foreign to a reader of that language."""
        return None

    @classmethod
    def on_topics(cls) -> bool:
        """Whether pages of topics show records of the kind as a block."""
        return "topics" in cls.model_fields and not cls.told_apart

    @property
    def spellings(self) -> tuple[str, ...]:
        """What else it is found by, as well as by its title."""
        return self.also

    @property
    def headed(self) -> tuple[str, str]:
        """What it is found by in lists, and by whom that is: the headline of a source, and its publisher."""
        return self.label, ""

    def date_of(self, as_of: EdtfDate) -> EdtfDate | None:
        """The date by which it is sorted, read on a day: its own, unless its kind knows better; None where it has none."""
        return getattr(self, "date", None)

    def facts(self, as_of: EdtfDate) -> tuple[Fact, ...]:
        """What stands beside its title in lists, read on a day."""
        return ()

    def before(self, day: dt.date) -> Self:
        """The record with the values that it bore at the end of a day, where it tells since when it bears others."""
        return self

    def left(self, whole: Self, day: dt.date) -> Self | None:
        """What is told of it at the end of a day, where it is what its marks left of the ``whole``; None for nothing."""
        return self


Walked = tuple[tuple[int | str, ...], Any, Part]


def walk(part: Part) -> list[Walked]:
    """Every value within a record that is no part or list itself: its path in the file, the value, what holds it."""
    walked: list[Walked] = []
    _walk_part((), part, walked)
    return walked


def _walk_part(path: tuple[int | str, ...], part: Part, walked: list[Walked]) -> None:
    for name, key, single in _fields(type(part)):
        value = getattr(part, name)
        if value is None or value == ():
            continue
        if single:
            walked.append(((*path, key), value, part))
        else:
            _walk_value((*path, key), value, part, walked)


def _walk_value(path: tuple[int | str, ...], value: Any, holder: Part, walked: list[Walked]) -> None:
    if isinstance(value, Part):
        _walk_part(path, value, walked)
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            _walk_value((*path, number), item, holder, walked)
    elif value is not None:
        walked.append((path, value, holder))


@cache
def _fields(part: type[Part]) -> tuple[tuple[str, str, bool], ...]:
    """The fields of a part: by what name here and in files, and whether one is a single value by its type."""
    fields = part.model_fields.items()
    return tuple((name, field.alias or name, _is_single(field.annotation)) for name, field in fields)


def _is_single(annotation: Any) -> bool:
    """Whether a value of this type is neither a part nor a list, nor may be."""
    if get_origin(annotation) is tuple or (isinstance(annotation, type) and issubclass(annotation, Part | tuple)):
        return False
    return all(_is_single(inner) for inner in get_args(annotation))
