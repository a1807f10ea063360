"""Pages that gather: context pages, sources, glossary, corrections, changed quotations, about, and that for a wrong address."""

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.characters import collated
from onrecord.library import Library
from onrecord.pages.model import Page, Told, all_told, notes, told
from onrecord.pages.reading import Reading
from onrecord.records.context import Context
from onrecord.records.correction import Correction
from onrecord.records.source import Source, SourceKind
from onrecord.records.statement import RenditionClass, Statement
from onrecord.records.term import Term


@dataclass(frozen=True, slots=True)
class ContextPage:
    """A page of prose with records in it."""

    context: Context
    body: Told
    others: tuple[Context, ...]
    corrections: tuple[Correction, ...]


@dataclass(frozen=True, slots=True)
class Sources:
    """All sources by kind, with the number of records that use each."""

    groups: tuple[tuple[str, tuple[tuple[Source, int], ...]], ...]


@dataclass(frozen=True, slots=True)
class Glossary:
    """All terms, each with its prose."""

    terms: tuple[tuple[Term, Told], ...]


@dataclass(frozen=True, slots=True)
class Corrections:
    """All corrections, the newest first, each with its prose."""

    corrections: tuple[tuple[Correction, Told], ...]


@dataclass(frozen=True, slots=True)
class AboutPage:
    """How the explainer was made, in the editors' words and in counts."""

    body: Told
    renditions: tuple[tuple[str, int], ...]
    kinds: tuple[tuple[str, int], ...]
    unconfirmed: tuple[Statement, ...]


SOURCE_KINDS: tuple[SourceKind, ...] = ("official", "transcript", "wire", "news", "analysis", "partisan", "copy")
RENDITION_CLASSES: tuple[RenditionClass, ...] = ("verbatim", "elided", "translated", "paraphrase")


def pages(reading: Reading) -> Iterator[Page]:
    """A page for each context page, and one for each list."""
    library = reading.library
    for context in library.contexts:
        prose = library.text(context)
        others = tuple(one for one in library.contexts if one != context)
        yield Page(
            f"context/{context.id}.html",
            "pages/context.html",
            context.title,
            ContextPage(context, told(library, prose), others, library.mentioning(context, Correction, "records")),
            notes(library, prose),
            "context",
            context.summary,
            context.ref,
        )
    sources = library.of(Source)
    groups = tuple(
        (
            kind,
            tuple(
                (one, len({m.record.ref for m in library.mentions.get(one.ref, ())}))
                for one in _by_publisher(sources)
                if one.source_kind == kind
            ),
        )
        for kind in SOURCE_KINDS
    )
    yield Page(
        "sources.html",
        "pages/sources.html",
        "",
        Sources(tuple(group for group in groups if group[1])),
        section="sources",
    )
    terms = library.terms
    yield Page(
        "glossary.html",
        "pages/glossary.html",
        "",
        Glossary(tuple(zip(terms, all_told(library, map(library.text, terms)), strict=True))),
        notes(library, *(library.text(one) for one in terms)),
        "glossary",
    )
    corrections = library.corrections
    yield Page(
        "corrections.html",
        "pages/corrections.html",
        "",
        Corrections(tuple(zip(corrections, all_told(library, map(library.text, corrections)), strict=True))),
        notes(library, *(library.text(one) for one in corrections)),
        "corrections",
    )
    changed = reading.changed_quotations
    yield Page("changed-quotations.html", "pages/changed-quotations.html", "", changed, section="who")
    yield _about(library)
    yield Page("404.html", "pages/404.html", "", None)


def _by_publisher(sources: tuple[Source, ...]) -> list[Source]:
    return sorted(sources, key=lambda one: (collated(one.publisher), str(one.published or ""), one.id))


def _about(library: Library) -> Page:
    prose = library.text(None, "about")
    renditions = [one.class_ for statement in library.statements for one in statement.renditions]
    kinds = [one.source_kind for one in library.of(Source)]
    view = AboutPage(
        told(library, prose),
        tuple((name, renditions.count(name)) for name in RENDITION_CLASSES),
        tuple((name, kinds.count(name)) for name in SOURCE_KINDS),
        tuple(one for one in library.statements if one.unconfirmed),
    )
    return Page("about.html", "pages/about.html", "", view, notes(library, prose), "about")
