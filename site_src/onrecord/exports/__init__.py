"""What travels: the files of a site that are no pages and are read by other programs. EXPORTS is the one list of them.

Each is an address and a function that gives its bytes (docs/decisions/0032-what-travels.md). Only the site as it is now
has them, in each of its languages.
"""

from collections.abc import Callable, Mapping

from onrecord.exports import calendar, citations, data, feeds, sitemap, timelinejs
from onrecord.exports.basis import Basis, Export

EXPORTS: tuple[Export, ...] = (
    data.exports,
    feeds.exports,
    calendar.exports,
    citations.exports,
    timelinejs.exports,
    sitemap.exports,
)


def exports(basis: Basis) -> Mapping[str, Callable[[], bytes]]:
    """Every file of an edition that travels, by its path from the root of its language."""
    return {path: make for family in EXPORTS for path, make in family(basis)}
