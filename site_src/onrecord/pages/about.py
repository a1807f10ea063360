"""What the page of every record shows beside its own, and how such a page is made."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.config import Site
from onrecord.library import Library
from onrecord.pages.model import Body, Page, Section, Sheet, View, body_of
from onrecord.records.base import Evidence, Record
from onrecord.records.context import Context
from onrecord.records.correction import Correction
from onrecord.records.fields import Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What every record's page shows beside its own: prose, what mentions it, what was corrected."""

    body: Body
    contexts: tuple[Context, ...]
    corrections: tuple[Correction, ...]


def page_of(record: Record, section: Section, view: Callable[[], View], summary: str = "") -> Page[View]:
    """The page of a record, by the template of its kind; its ``view`` is made when it is asked for."""
    path, template = f"{record.folder}/{record.id}.html", f"kinds/{record.kind}.html"
    return Page(
        path=path,
        template=template,
        title=record.label,
        make=lambda: Sheet(view()),
        section=section,
        summary=summary,
        subject=record.ref,
    )


def about(library: Library, record: Record, elsewhere: Iterable[Record] = ()) -> About:
    """What is told of a record beside its own; ``elsewhere`` are the records that the page shows beside the prose, with their HTML ids."""
    return About(
        body=body_of(library, library.text(record), elsewhere=(record.ref for record in elsewhere)),
        contexts=library.mentioning(record, Context),
        corrections=library.mentioning(record, Correction, "records"),
    )


def best(library: Library, record: Record) -> Evidence | None:
    """The first piece of evidence that is from no copy or partisan outlet, else the first; None where there is none."""
    strong = (evidence for evidence in record.evidence if not library.source(evidence.source).weak)
    return next(strong, record.evidence[0] if record.evidence else None)


def gathered_less(site: Site, records: Sequence[Any]) -> Ref | None:
    """A topic that all of some records are on, and that was gathered up to an earlier day than the site; None for none."""
    topics = (Ref("topic", topic.id) for topic in site.topics if topic.gathered_until)
    return next((ref for ref in topics if site.gathered(ref) and all(ref in one.topics for one in records)), None)
