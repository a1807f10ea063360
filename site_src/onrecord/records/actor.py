"""Actors: people, bodies, states, outlets, and speakers who are not named."""

from typing import Annotated, ClassVar, Literal, Self

from pydantic import ConfigDict, Field, model_validator

from onrecord.records.base import EvidenceList, Fact, Part, Record
from onrecord.records.dates import EdtfDate
from onrecord.records.fields import ActorRef, Date, Label, Listed, SideRef, Text, fault
from onrecord.records.marks import ONE_IS_THE_WHOLE, PART_OF_ITSELF, AtOnce, Came, Noted, Onward, Rests, Undated

ActorType = Literal["person", "body", "state", "outlet", "unnamed"]


class Post(Part):
    """An office held. Leave out ends that you do not know; pages say so."""

    title: Annotated[Label, AtOnce()]
    """What the office is called."""
    body: Annotated[ActorRef | None, AtOnce()] = None
    """Of which body."""
    from_: Annotated[Date | None, Came()] = None
    """Since when."""
    to: Annotated[Date | None, Noted()] = None
    """Until when."""
    held: Annotated[Date | None, Noted()] = None
    """A day on which the evidence shows it held."""
    evidence: Annotated[EvidenceList, Rests()] = ()
    """The sources."""

    model_config = ConfigDict(alias_generator=lambda name: name.rstrip("_"))

    def excludes(self, day: EdtfDate) -> bool:
        """Whether a known end says that it was not held then. What is not known excludes nothing."""
        return bool((self.from_ and self.from_.first > day.last) or (self.to and self.to.last < day.first))


class Actor(Record):
    """Someone or something that acts or speaks. There is no field for the real name of an unnamed one."""

    kind: ClassVar[str] = "actor"
    rank: ClassVar[int] = 30
    told_apart: ClassVar[bool] = True
    people: ClassVar[bool] = True  # words would be laid into another mouth
    stating: ClassVar[bool] = False
    columns: ClassVar[str] = (
        "name:text type:choice side:id part_of:id.actors other_names:texts described_as:text reason:text"
    )

    evidence: Annotated[EvidenceList, AtOnce()] = ()
    """The sources of what the record states."""
    name: Annotated[Label | None, AtOnce()] = None
    """Required, except of an unnamed actor, who has none."""
    type: Annotated[ActorType, AtOnce()]
    """person, body, state, outlet or unnamed."""
    side: Annotated[SideRef | None, AtOnce()] = None
    """An id of sides in site.yml."""
    part_of: Annotated[ActorRef | None, AtOnce(), Onward(PART_OF_ITSELF, ONE_IS_THE_WHOLE)] = None
    """A ministry's state, a person's body."""
    also: Annotated[tuple[Text, ...], Listed, Undated()] = Field(default=(), alias="other_names")
    """Spellings found in copies, and short forms."""
    line: Annotated[Label | None, Undated()] = None
    """Who this is, in a line, for a reader who knows nothing of it."""
    posts: Annotated[tuple[Post, ...], Listed] = ()
    """Which offices, and when."""
    described_as: Annotated[Label | None, AtOnce()] = None
    """How the sources describe an unnamed actor."""
    reason: Annotated[Label | None, AtOnce()] = None
    """The reason given for not naming, or 'not given'."""

    @property
    def label(self) -> str:
        """The name, or the description of an unnamed actor."""
        return self.name or self.described_as or self.id

    def posts_on(self, day: EdtfDate) -> tuple[Post, ...]:
        """The posts that it may have held on a day: all that no known end excludes."""
        return tuple(post for post in self.posts if not post.excludes(day))

    def facts(self, as_of: EdtfDate) -> tuple[Fact, ...]:
        """What sort of actor it is, and its side."""
        return ("state", self.type), *((("name", self.side),) if self.side else ())

    @model_validator(mode="after")
    def _named_or_described(self) -> Self:
        if self.type == "unnamed":
            if self.name or self.also:
                raise fault("D012", "an unnamed actor has no name here", "Describe it with 'described_as'.")
            if not (self.described_as and self.reason):
                raise fault(
                    "D002",
                    "an unnamed actor needs 'described_as' and 'reason'",
                    "Write 'reason: not given' where none is.",
                )
        else:
            if not self.name:
                raise fault("D002", "the field 'name' is missing", "Only an actor of 'type: unnamed' has none.")
            if self.described_as or self.reason:
                raise fault(
                    "D012", "'described_as' and 'reason' belong to unnamed actors only", "Use 'posts' or the body."
                )
        return self
