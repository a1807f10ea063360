"""Prose as HTML where no page is: links to records as ``onrecord:`` addresses, all sources cited under one number."""

from collections.abc import Iterable

from onrecord.prose.blocks import Prose, Reference, Stretch, Written
from onrecord.prose.write import written
from onrecord.records.fields import Ref


class Alone:
    """Stands for a page."""

    def leads(self, named: Reference) -> tuple[str, str]:
        """A link leads to the kind and id of its record, which is called by its id."""
        return f"onrecord:{named.ref.kind}/{named.ref.id}", named.ref.id

    def cites(self, source: Ref, *_: object) -> str:
        """All sources are the first."""
        return f'<a class="citation" href="#note-1" aria-label="{source.id}">1</a>'


def as_html(blocks: Iterable[Written], direction: str = "ltr") -> str:
    """Blocks as HTML."""
    return str(written(blocks, Alone(), direction))


def shown(prose: Prose) -> str:
    """The text of some prose as HTML, without the records that it places."""
    return "\n".join(as_html(part.blocks) for part in prose.parts if isinstance(part, Stretch))
