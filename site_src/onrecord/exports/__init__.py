"""What travels: the files of a site that are no pages and are read by other programs. EXPORTS is the one list of them.

Each is an address and a function that gives its bytes (docs/decisions/0032-what-travels.md). Only the site as it is now
has them: most in each of its languages, the sitemap once.
"""

from collections.abc import Callable, Iterator

from onrecord.exports import calendar, citations, data, feeds, sitemap, timelinejs
from onrecord.exports.basis import Basis, Export

EXPORTS: tuple[Callable[[Basis], Iterator[Export]], ...] = (
    data.exports,
    feeds.exports,
    calendar.exports,
    citations.exports,
    timelinejs.exports,
    sitemap.exports,
)


def exports(basis: Basis) -> tuple[Export, ...]:
    """Every file that travels, of an edition."""
    return tuple(export for family in EXPORTS for export in family(basis))
