"""Rules over prose: what its blocks add up, and what is said of an earlier day."""

from collections.abc import Iterator
from dataclasses import replace

from onrecord.entry import locate
from onrecord.library import Library
from onrecord.problems import Problem
from onrecord.prose import Block, Prose
from onrecord.prose.blocks import Heading, references, rests_on, units
from onrecord.provenance import known_since
from onrecord.records.base import Record
from onrecord.stages.link import offset, path_to


def sums(library: Library) -> Iterator[Problem]:
    """What is added up is of one stage, currency and basis, and holds no part beside its whole."""
    for (ref, name), text in library.prose.items():
        for block in text.parts:
            if isinstance(block, Block) and block.sum:
                reason = _no_sum(library, library.placed(block))
                if reason:
                    entry = library.entries[ref].entry if ref else library.site_entry
                    yield Problem(
                        replace(offset(entry, path_to(name), block.line, 1), column=1),
                        "C017",
                        f"these figures cannot be added up: {reason}",
                        "Leave 'sum' out, or place them in blocks of their own.",
                    )


def _no_sum(library: Library, records: tuple[Record, ...]) -> str:
    for what in dict.fromkeys(what for record in records for what in record.adds_up):
        first: dict[str, str] = {}
        for record in records:
            first.setdefault(str(getattr(record, what) or "not recorded"), record.id)
        if len(first) > 1:
            (here, this), (there, that) = list(first.items())[:2]
            return f"'{this}' is of {what} {here}, '{that}' of {there}"
    ids = {record.ref for record in records}
    for record in records:
        whole = getattr(record, "part_of", None)
        while whole:
            if whole in ids:
                return f"'{record.id}' is a part of '{whole.id}'"
            whole = getattr(library.records.get(whole), "part_of", None)
    return ""


def days_as_known(library: Library) -> Iterator[Problem]:
    """What the site says of one of its days names something, and only what was known on it: the rest would not be shown."""
    for place, day in enumerate(library.site.days):
        prose = library.prose.get((None, f"days.{place}.state"), Prose())
        path = ("days", place, "state")
        for unit in units(prose):
            for named in references((unit,)):
                record = library.records.get(named.ref)
                since = known_since(library, record) if record and record.earlier == "marked" else day.date.first
                if since is None or since > day.date.last:
                    at = offset(library.site_entry, path, named.line, named.column)
                    when = f"only on {since}" if since else "on no day that its sources give"
                    message = f"the {named.ref.kind} '{named.ref.id}' became known {when}, but this is of {day.date}"
                    yield Problem(at, "C027", message, "Say it with what was known by then, or give it 'known_from'.")
            if not rests_on(unit) and not isinstance(unit, Heading):
                message = "this paragraph cites and links to nothing that shows it was known then"
                yield Problem(
                    locate(library.site_entry.fields, path),
                    "C027",
                    message,
                    "Cite a source in it, or link to a record.",
                )
