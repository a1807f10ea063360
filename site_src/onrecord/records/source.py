"""Sources: documents, pages and broadcasts that others can look up."""

from typing import Annotated, ClassVar, Literal, Self
from urllib.parse import urlsplit

from pydantic import ConfigDict, model_validator

from onrecord.records.base import EvidenceList, Fact, Part, Record
from onrecord.records.dates import EdtfDate
from onrecord.records.fields import (
    ActorRef,
    Date,
    Foreign,
    Label,
    Language,
    Listed,
    PlainLabel,
    SourceRef,
    Text,
    Url,
    fault,
)
from onrecord.records.marks import AtOnce, Noted, Onward, Rests, Since, Undated

SourceKind = Literal["official", "transcript", "wire", "news", "analysis", "partisan", "copy"]

# Carriers that show how words changed, but do not support a fact by themselves.
WEAK_KINDS = frozenset({"partisan", "copy"})


class Republished(Part):
    """An original that the source copies."""

    source: Annotated[SourceRef | None, Rests()] = None
    """The original, where it is a record here."""
    original: Annotated[Label | None, AtOnce()] = None
    """The original in words, where it is not."""
    basis: Annotated[Literal["stated", "inferred"], AtOnce()]
    """Whether the source says so itself, or the editors infer it."""
    note: Annotated[Label | None, Undated()] = None
    """What it is inferred from."""

    @model_validator(mode="after")
    def _one_original(self) -> Self:
        if (self.source is None) == (self.original is None):
            raise fault(
                "D002", "give either 'source' or 'original'", "'source' is the id of a record, 'original' a text."
            )
        return self


class Source(Record):
    """Evidence: something printed, published or broadcast."""

    kind: ClassVar[str] = "source"
    rank: ClassVar[int] = 120
    told_apart: ClassVar[bool] = True
    named_by_date: ClassVar[bool] = True
    stating: ClassVar[bool] = False
    columns: ClassVar[str] = (
        "title:text publisher:text outlet:id.actors author:text url:text archive:text published:date "
        "updated:date accessed:date language:choice kind:choice republishes:ids.sources"
    )

    evidence: Annotated[EvidenceList, AtOnce()] = ()
    """The sources of what the record states."""
    title: Annotated[Text | None, AtOnce()] = None
    """Its headline, where recorded."""
    publisher: Annotated[PlainLabel, AtOnce()]
    """Who published it."""
    outlet: Annotated[ActorRef | None, AtOnce()] = None
    """The publisher, where it is an actor here."""
    author: Annotated[Text | None, AtOnce()] = None
    """Who wrote it."""
    url: Annotated[Url | None, AtOnce()] = None
    """Where it was read."""
    archive: Annotated[Url | None, AtOnce()] = None
    """An archived copy."""
    published: Annotated[Date | None, Since(alone=True)] = None
    """The date it gives."""
    updated: Annotated[Date | None, Noted()] = None
    """When it was last changed."""
    accessed: Annotated[Date | None, Noted()] = None
    """When it was read."""
    language: Annotated[Language, AtOnce()]
    """In which language it is."""
    source_kind: Annotated[SourceKind, AtOnce()]
    """official, transcript, wire, news, analysis, partisan or copy."""
    republishes: Annotated[tuple[Republished, ...], Listed, Onward("republishes itself in the end")] = ()
    """Which originals it copies."""
    saved: Annotated[Literal["full", "excerpt"] | None, AtOnce()] = None
    """What you save of its text, outside the published site."""

    model_config = ConfigDict(alias_generator=lambda name: name.removeprefix("source_"))

    @property
    def label(self) -> str:
        """The publisher and, where recorded, the headline."""
        return f"{self.publisher}: {self.title}" if self.title else self.publisher

    @property
    def headed(self) -> tuple[str, str]:
        """Its headline, in the language in which it was printed, and the publisher; without one the publisher alone."""
        return (Foreign(self.title, self.language), self.publisher) if self.title else (self.publisher, "")

    def date_of(self, as_of: EdtfDate) -> EdtfDate | None:
        """The date it gives."""
        return self.published

    def facts(self, as_of: EdtfDate) -> tuple[Fact, ...]:
        """Its publisher where it is shown by its headline, its date, and what sort of source it is."""
        named = (("name", self.publisher),) if self.title else ()
        dated = (("date", self.published),) if self.published else ()
        return *named, *dated, ("state", self.source_kind)

    @property
    def is_pdf(self) -> bool:
        """Whether its address is that of a PDF, in which a browser finds pages, and no words."""
        return bool(self.url) and urlsplit(self.url or "").path.lower().endswith(".pdf")

    @property
    def kept(self) -> Literal["full", "excerpt"]:
        """What is kept of its text: passages, where it does not say."""
        return self.saved or "excerpt"

    @property
    def weak(self) -> bool:
        """Whether it is a copy or partisan: alone it supports no fact."""
        return self.source_kind in WEAK_KINDS
