"""Pages of the site's own: changed quotations, how it was made, and that for a wrong address."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, get_args

from onrecord.library import Library
from onrecord.pages.model import Body, Page, Section, Sheet, body_of
from onrecord.pages.reading import Reading
from onrecord.records.source import Source, SourceKind
from onrecord.records.statement import RenditionClass, Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutPage:
    """How the explainer was made, in the editors' words and in counts."""

    body: Body
    renditions: tuple[tuple[str, int], ...]
    kinds: tuple[tuple[str, int], ...]
    unconfirmed: tuple[Statement, ...]

    @property
    def shown(self) -> Any:
        """What it shows of the sources, in order of reading."""
        return self.body


RENDITION_CLASSES: tuple[RenditionClass, ...] = ("verbatim", "elided", "translated", "paraphrase")


def pages(reading: Reading) -> Iterator[Page[Any]]:
    """The pages of changed quotations and of the site itself, and what is shown for an address without a page."""
    library = reading.library
    lists: tuple[tuple[str, Section, Callable[[], Sheet[Any]]], ...] = (
        ("changed-quotations", "who", lambda: Sheet(reading.changed_quotations)),
        ("about", "about", lambda: _about(library)),
        ("404", "", lambda: Sheet(None)),
    )
    for name, section, make in lists:
        yield Page(
            path=f"{name}.html", template=f"pages/{name}.html", make=make, section=section, now_alone=name == "404"
        )


def _about(library: Library) -> Sheet[AboutPage]:
    prose = library.text(None, "about")
    renditions = [rendition.class_ for statement in library.statements for rendition in statement.renditions]
    kinds = [source.source_kind for source in library.of(Source)]
    view = AboutPage(
        body=body_of(library, prose),
        renditions=tuple((name, renditions.count(name)) for name in RENDITION_CLASSES),
        kinds=tuple((name, kinds.count(name)) for name in get_args(SourceKind)),
        unconfirmed=tuple(statement for statement in library.statements if statement.unconfirmed),
    )
    return Sheet(view)
