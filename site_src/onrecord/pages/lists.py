"""Pages that gather: context pages, sources, glossary, corrections, changed quotations, about, and that for a wrong address."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from onrecord.characters import collated
from onrecord.library import Library
from onrecord.pages.model import Page, Sheet, Told, all_told, told
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
        path, shown = f"context/{context.id}.html", partial(_context, library, context)
        yield Page(path, "pages/context.html", context.title, shown, "context", context.summary, context.ref)
    lists: tuple[tuple[str, str, Callable[[], Sheet]], ...] = (
        ("sources", "sources", lambda: _sources(library)),
        ("glossary", "glossary", lambda: _glossary(library)),
        ("corrections", "corrections", lambda: _corrections(library)),
        ("changed-quotations", "who", lambda: Sheet(reading.changed_quotations)),
        ("about", "about", lambda: _about(library)),
        ("404", "", lambda: Sheet(None)),
    )
    for name, section, make in lists:
        yield Page(f"{name}.html", f"pages/{name}.html", "", make, section)


def _context(library: Library, context: Context) -> Sheet:
    prose = library.text(context)
    others = tuple(one for one in library.contexts if one != context)
    corrected = library.mentioning(context, Correction, "records")
    return Sheet(ContextPage(context, told(library, prose), others, corrected))


def _sources(library: Library) -> Sheet:
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
    return Sheet(Sources(tuple(group for group in groups if group[1])))


def _glossary(library: Library) -> Sheet:
    texts = tuple(library.text(one) for one in library.terms)
    return Sheet(Glossary(tuple(zip(library.terms, all_told(library, texts), strict=True))))


def _corrections(library: Library) -> Sheet:
    texts = tuple(library.text(one) for one in library.corrections)
    view = Corrections(tuple(zip(library.corrections, all_told(library, texts), strict=True)))
    return Sheet(view)


def _by_publisher(sources: tuple[Source, ...]) -> list[Source]:
    return sorted(sources, key=lambda one: (collated(one.publisher), str(one.published or ""), one.id))


def _about(library: Library) -> Sheet:
    prose = library.text(None, "about")
    renditions = [one.class_ for statement in library.statements for one in statement.renditions]
    kinds = [one.source_kind for one in library.of(Source)]
    view = AboutPage(
        told(library, prose),
        tuple((name, renditions.count(name)) for name in RENDITION_CLASSES),
        tuple((name, kinds.count(name)) for name in SOURCE_KINDS),
        tuple(one for one in library.statements if one.unconfirmed),
    )
    return Sheet(view)
