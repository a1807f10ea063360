"""The texts of an entry that may be given in other languages, and the hash that says of which text a translation is."""

import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, get_args

from pydantic.fields import FieldInfo

from onrecord.config import Site
from onrecord.entry import Entry, Map, Scalar, Sequence, Value, value_at
from onrecord.machine.remembered import Remembered
from onrecord.prose.pieces import without_blocks
from onrecord.records.base import Part
from onrecord.records.fields import Markdown, Translatable, base_language
from onrecord.records.kinds import KIND_OF_FOLDER

Path = tuple[int | str, ...]  # of a value within an entry: names of fields, and places in lists from 0


@Remembered
def texts_of(entry: Entry) -> tuple[tuple[Path, str], ...]:
    """The texts of an entry that may be translated, each with its path."""
    part = Site if entry.folder == "site" else KIND_OF_FOLDER.get(entry.folder)
    return () if part is None else tuple(_texts((), entry.fields, part))


@Remembered
def fingerprint(entry: Entry) -> str:
    """A short hash of all that may be translated of an entry: what ``translates:`` in a translation holds.

    The words that a statement's ``translation`` renders count too, for with other words it is outdated. What blocks of
    records place does not: it is the same in every language, and taken from the original.
    """
    texts = ((path, without_blocks(text).strip()) for path, text in (*texts_of(entry), *rendered(entry)))
    told = "\n".join(f"{path}={text}" for path, text in texts)
    return hashlib.sha256(told.encode()).hexdigest()[:12]


def wanted(entry: Entry, language: str) -> Iterator[Path]:
    """The paths of the texts that a reader of a language needs: no plain names, and no translation of words that are in it."""
    own, spare = set(fields_marked(entry.folder, "own")), set(fields_marked(entry.folder, "spare"))
    spoken = value_at(entry.fields, ("renditions", 0, "language"))
    foreign = not isinstance(spoken, Scalar) or base_language(spoken.text or "") != base_language(language)
    return (path for path, _ in texts_of(entry) if path not in spare and (foreign or path not in own))


def rendered(entry: Entry) -> Iterator[tuple[Path, str]]:
    """The words of the first rendition of a statement."""
    path = ("renditions", 0, "words")
    words = value_at(entry.fields, path) if entry.folder == "statements" else None
    if isinstance(words, Scalar) and words.text is not None:
        yield path, words.text


@cache
def fields_marked(folder: str, mark: str) -> tuple[Path, ...]:
    """The paths of the fields of a kind of record that are ``own`` or ``spare``."""
    kind = KIND_OF_FOLDER.get(folder)
    fields = kind.model_fields.items() if kind else ()
    return tuple(
        (name,) for name, field in fields if any(getattr(m, mark) for m in _marks(field.annotation, field.metadata))
    )


def _texts(path: Path, value: Value, part: type[Part]) -> Iterator[tuple[Path, str]]:
    if not isinstance(value, Map):
        return
    for name, annotation, translatable in _fields_of(part):
        inner = value.value(name)
        if inner is not None:
            yield from _texts_of_field((*path, name), inner, annotation, translatable=translatable)


@cache
def _fields_of(part: type[Part]) -> tuple[tuple[str, Any, bool], ...]:
    """The fields of a part as they are named in files, with their types, and whether their text may be translated."""
    fields = part.model_fields.items()
    return tuple((field.alias or name, field.annotation, is_translatable(field)) for name, field in fields)


def _texts_of_field(path: Path, value: Value, annotation: Any, *, translatable: bool) -> Iterator[tuple[Path, str]]:
    part = _part_of(annotation)
    if isinstance(value, Scalar):
        if translatable and part is None and value.text is not None:
            yield path, value.text
    elif part is not None and isinstance(value, Map) and annotation_is_mapping(annotation, value):
        yield from ((at, text) for key, _, inner in value.items for at, text in _texts((*path, key), inner, part))
    elif part is not None and isinstance(value, Map):
        yield from _texts(path, value, part)
    elif isinstance(value, Sequence):
        for number, item in enumerate(value.items):
            if part is not None:
                yield from _texts((*path, number), item, part)
            else:
                yield from _texts_of_field((*path, number), item, None, translatable=translatable)


@cache
def is_prose(folder: str, path: Path) -> bool:
    """Whether the text at a path within an entry of a folder is Markdown."""
    part: type[Part] | None = Site if folder == "site" else KIND_OF_FOLDER.get(folder)
    annotation: Any = None
    for step in path:
        if part is not None and step in part.model_fields:  # else it is the place of a part among others
            annotation = part.model_fields[str(step)].annotation
            part = _part_of(annotation)
    return _holds(annotation, Markdown) and part is None


def _holds(annotation: Any, kind: type) -> bool:
    """Whether a value of some type may be of a kind."""
    return annotation is kind or any(_holds(inner, kind) for inner in get_args(annotation))


def is_translatable(field: FieldInfo) -> bool:
    """Whether the text of a field may be given in other languages."""
    return bool(_marks(field.annotation, field.metadata))


def annotation_is_mapping(annotation: Any, value: Map) -> bool:
    """Whether a mapping is one of ids to parts, as topics and sides are, and not one part itself."""
    return getattr(annotation, "__origin__", None) is tuple and bool(value.items)


@cache
def _part_of(annotation: Any) -> type[Part] | None:
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        found = _part_of(inner)
        if found is not None:
            return found
    return None


def _marks(annotation: Any, metadata: Iterable[Any] = ()) -> tuple[Translatable, ...]:
    """The marks of a field that say it may be translated, within unions and lists too."""
    found = (*metadata, *getattr(annotation, "__metadata__", ()))
    inner = (mark for one in getattr(annotation, "__args__", ()) for mark in _marks(one))
    return (*(one for one in found if isinstance(one, Translatable)), *inner)
