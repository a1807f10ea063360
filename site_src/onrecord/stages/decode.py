"""Stage 3, decode: entries to typed records, all faults of each at once, every fault at its line and column."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import ValidationError

from onrecord.config import Site
from onrecord.entry import Entry, locate, locate_key, plain
from onrecord.machine.remembered import Remembered
from onrecord.problems import Location, Problem, did_you_mean
from onrecord.records.base import Part, Record
from onrecord.records.fields import Ref, wrong_id
from onrecord.records.kinds import KIND_OF_FOLDER

SomeRecord = TypeVar("SomeRecord", bound=Record)
SomePart = TypeVar("SomePart", bound=Part)


@dataclass(frozen=True, slots=True)
class Decoded:
    """A record beside the entry it was read from, which knows the places of its values."""

    record: Record
    entry: Entry

    def at(self, path: tuple[int | str, ...]) -> Location:
        """Where the value at a path within the record stands."""
        return locate(self.entry.fields, path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """All that could be read: the site, the records, and the references whose own files are broken."""

    site: Site | None
    site_entry: Entry | None
    records: tuple[Decoded, ...]
    broken: frozenset[Ref]

    def of(self, kind: type[SomeRecord]) -> tuple[SomeRecord, ...]:
        """The records of a kind, with the entries that they were read from."""
        return tuple(decoded.record for decoded in self.records if isinstance(decoded.record, kind))

    @property
    def drafts(self) -> bool:
        """Whether any of them is a draft."""
        return any(decoded.record.draft for decoded in self.records)


def decode(entries: tuple[Entry, ...]) -> tuple[Records, tuple[Problem, ...]]:
    """Entries in the original language to records. Of what is broken only the reference remains."""
    problems: list[Problem] = []
    decoded: list[Decoded] = []
    broken: set[Ref] = set()
    site: Site | None = None
    site_entry: Entry | None = None
    for entry in entries:
        if entry.folder == "site":
            site_entry = entry
            site, faults = _validated(Site, entry)
            problems.extend(faults)
            continue
        kind = KIND_OF_FOLDER.get(entry.folder)
        if kind is None:
            problems.append(
                Problem(
                    Location(entry.path),
                    "R007",
                    f"there is no kind of record '{entry.folder}'",
                    did_you_mean(entry.folder, KIND_OF_FOLDER) or f"The kinds are {', '.join(KIND_OF_FOLDER)}.",
                )
            )
            continue
        record, faults = decode_one(kind, entry)
        problems.extend(faults)
        if record is None:
            broken.add(Ref(kind.kind, entry.id))
        else:
            decoded.append(Decoded(record, entry))
    return Records(site=site, site_entry=site_entry, records=tuple(decoded), broken=frozenset(broken)), tuple(problems)


@Remembered
def decode_one(kind: type[Record], entry: Entry) -> tuple[Record | None, tuple[Problem, ...]]:
    """One entry as a record of a kind; None with the reasons where it cannot be."""
    if wrong := wrong_id(entry.id):
        return None, (Problem(entry.at, "D009", *wrong),)
    return _validated(kind, entry)


def _validated(part: type[SomePart], entry: Entry) -> tuple[SomePart | None, tuple[Problem, ...]]:
    fields = plain(entry.fields)
    faults: list[Problem] = []
    if issubclass(part, Record):
        if "id" in fields:
            faults.append(_unknown(part, ("id",), entry))
        fields["id"] = entry.id
    try:
        record = part.model_validate(fields)
    except ValidationError as error:
        errors = tuple(_of_one_sort(error.errors(include_url=False)))
        unknown = [fault["loc"] for fault in errors if fault["type"] == "extra_forbidden"]
        faults.extend(_problem(part, fault, entry) for fault in errors if not _misspelled(fault, unknown))
        return None, tuple(faults)
    return (None if faults else record), tuple(faults)


def _of_one_sort(errors: Iterable[Any]) -> Iterator[Any]:
    """The faults of fields that may be a mapping or a fixed word: as of the mapping, with the path that is in the file."""
    for fault in errors:
        path = fault["loc"]
        if path and str(path[-1]).startswith("literal["):
            continue
        own = 1 if fault["type"] == "extra_forbidden" else 0  # the author's word may begin with a capital too
        sorts = {n for n, step in enumerate(path[: len(path) - own]) if isinstance(step, str) and step[:1].isupper()}
        yield {**fault, "loc": tuple(step for n, step in enumerate(path) if n not in sorts)}


def _misspelled(fault: Any, unknown: list[tuple[int | str, ...]]) -> bool:
    """Whether a field that is missing stands there under a wrong name, which is told already."""
    *holder, name = fault["loc"] or ("",)
    return fault["type"] == "missing" and any(
        list(path[:-1]) == holder and did_you_mean(str(path[-1]), [str(name)]) for path in unknown
    )


def _problem(part: type[Part], fault: Any, entry: Entry) -> Problem:
    kind, path = fault["type"], fault["loc"]
    context = fault.get("ctx", {})
    if kind == "missing":
        return Problem(
            _holder(entry, path),
            "D002",
            f"the field '{path[-1]}' is missing{_within(path)}",
            "docs/content-model.md lists the fields of each kind.",
        )
    if kind == "extra_forbidden":
        return _unknown(part, path, entry)
    at = locate(entry.fields, path)
    if kind == "literal_error":
        choices = [word.strip(" '") for word in context["expected"].replace(" or ", ", ").split(",")]
        word = fault["input"] if isinstance(fault["input"], str) else "this"
        return Problem(at, "D004", f"'{word}' is not one of {', '.join(choices)}", did_you_mean(word, choices))
    if kind == "too_short":
        return Problem(
            at, "D002", f"'{path[-1]}' needs at least {context['min_length']}", "Write at least one, after a hyphen."
        )
    if kind == "too_long":
        message = f"'{path[-1]}' has {context['actual_length']}, and at most {context['max_length']} are shown"
        return Problem(at, "D012", message, "Keep those that a reader has to know.")
    if kind in {"model_type", "model_attributes_type", "dict_type"}:
        return Problem(at, "D003", "this must be a mapping of fields", "Write 'name: value', one a line, below it.")
    if "hint" in context:
        if context["field"]:
            at = locate(entry.fields, (*path, context["field"]))
        return Problem(at, kind, context["message"], context["hint"])
    return Problem(at, "D003", f"this cannot be read: {fault['msg']}")


def _unknown(part: type[Part], path: tuple[int | str, ...], entry: Entry) -> Problem:
    known = _fields_at(part, path[:-1])
    return Problem(
        locate_key(entry.fields, path),
        "D001",
        f"there is no field '{path[-1]}'{_within(path)}",
        did_you_mean(str(path[-1]), known) or f"The fields are {', '.join(known)}.",
    )


def _fields_at(part: type[Part], path: tuple[int | str, ...]) -> list[str]:
    """The names that may stand at a path: found by following the types of the fields."""
    for step in path:
        if isinstance(step, str):
            field = next((field for name, field in part.model_fields.items() if (field.alias or name) == step), None)
            inner = _part_in(field.annotation) if field else None
            if inner is None:
                return []
            part = inner
    return [
        field.alias or name for name, field in part.model_fields.items() if name != "id" or part.__name__ == "Rendition"
    ]


def _part_in(annotation: Any) -> type[Part] | None:
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        found = _part_in(inner)
        if found:
            return found
    return None


def _holder(entry: Entry, path: tuple[int | str, ...]) -> Location:
    return locate(entry.fields, path[:-1]) if len(path) > 1 else _first_line(entry)


def _first_line(entry: Entry) -> Location:
    return entry.fields.at if entry.fields.items else entry.at


def _within(path: tuple[int | str, ...]) -> str:
    names = [str(step) for step in path[:-1] if isinstance(step, str)]
    return f" in '{names[-1]}'" if names else ""
