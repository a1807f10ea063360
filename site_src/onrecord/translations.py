"""Translations: files that hold the text of a record in another language, in the shape of the original.

A translation is laid over the entry of its original, which is then decoded like any other, so a record in French has
the same type as one in English. What is not translated stays in the original language.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from pydantic.fields import FieldInfo

from onrecord.config import Site
from onrecord.decode import KIND_OF_FOLDER
from onrecord.parse import Entry, Mapping_, Scalar, Sequence, Value, locate, may_stand_in
from onrecord.problems import Problem
from onrecord.records.base import Part
from onrecord.records.fields import Translatable


@dataclass(frozen=True, slots=True)
class Translated:
    """The entries of one language, and which of them have an up-to-date translation."""

    entries: tuple[Entry, ...]
    complete: frozenset[tuple[str, str]]


def texts_of(entry: Entry) -> Iterator[tuple[tuple[int | str, ...], str]]:
    """The texts of an entry that may be translated, each with its path."""
    part = Site if entry.folder == "site" else KIND_OF_FOLDER.get(entry.folder)
    if part is not None:
        yield from _texts((), entry.fields, part)


def fingerprint(entry: Entry) -> str:
    """A short hash of all that may be translated of an entry: what ``translates:`` in a translation holds."""
    told = "\n".join(f"{path}={text.strip()}" for path, text in texts_of(entry))
    return hashlib.sha256(told.encode()).hexdigest()[:12]


def check_translations(
    originals: tuple[Entry, ...],
    translations: tuple[Entry, ...],
    site: Site | None,
    unread: frozenset[str] = frozenset(),
) -> tuple[Problem, ...]:
    """Translations without an original, of another shape, outdated, or missing."""
    problems: list[Problem] = []
    by_key = {(one.folder, one.id): one for one in originals}
    found: dict[tuple[str, str, str], Entry] = {}
    for one in translations:
        original = by_key.get((one.folder, one.id))
        key = (one.folder, one.id, one.language or "")
        if key in found:
            problems.append(
                Problem(
                    one.at,
                    "L001",
                    f"there are two translations of '{one.id}' into '{one.language}'",
                    "Keep one.",
                    see=found[key].at,
                )
            )
            continue
        found[key] = one
        if site and one.language not in site.languages:
            problems.append(
                Problem(
                    one.at,
                    "C012",
                    f"'{one.language}' is not among the languages of the site",
                    "Add it to 'languages' of content/site.yml.",
                )
            )
        if original is None:
            if not may_stand_in(unread, one.folder, one.id):
                problems.append(
                    Problem(
                        one.at,
                        "L002",
                        f"there is no '{one.id}' in {one.folder} to translate",
                        "Its file has the same name, without the language.",
                    )
                )
            continue
        problems.extend(_shape(one, original))
        problems.extend(_age(one, original))
    if site:
        for language in site.languages[1:]:
            for (folder, record_id), original in by_key.items():
                if (
                    (folder, record_id, language) not in found
                    and any(texts_of(original))
                    and not may_stand_in(unread, folder, record_id, language)
                ):
                    problems.append(
                        Problem(
                            original.at,
                            "C009",
                            f"this is not translated into '{language}'",
                            f"Its hash is {fingerprint(original)}.",
                        )
                    )
    return tuple(problems)


def in_language(originals: tuple[Entry, ...], translations: tuple[Entry, ...], language: str) -> Translated:
    """The entries with what is translated into a language laid over them."""
    by_key = {(one.folder, one.id): one for one in translations if one.language == language}
    entries = []
    complete = set()
    for original in originals:
        translation = by_key.get((original.folder, original.id))
        if translation is None:
            entries.append(original)
            continue
        entries.append(replace(original, fields=_laid_over(original.fields, translation.fields)))
        stated = translation.fields.value("translates")
        if isinstance(stated, Scalar) and stated.text == fingerprint(original):
            complete.add((original.folder, original.id))
    return Translated(tuple(entries), frozenset(complete))


def _age(translation: Entry, original: Entry) -> Iterator[Problem]:
    stated = translation.fields.value("translates")
    now = fingerprint(original)
    if not isinstance(stated, Scalar) or not stated.text:
        yield Problem(
            translation.fields.at,
            "D002",
            "the field 'translates' is missing",
            f"Write 'translates: {now}', the hash of the original's text.",
            see=original.at,
        )
    elif stated.text != now:
        yield Problem(
            stated.at,
            "C010",
            "outdated: the original has changed since",
            f"Translate the change, then write 'translates: {now}'.",
            see=original.at,
        )


def _shape(translation: Entry, original: Entry) -> Iterator[Problem]:
    allowed = {path for path, _ in texts_of(original)}
    for path in _scalars((), translation.fields):
        if path == ("translates",) or path in allowed:
            continue
        yield Problem(
            locate(translation.fields, path),
            "C011",
            f"'{'.'.join(map(str, path))}' is no text of the original that can be translated",
            "A translation has the shape of the original, and only its texts.",
            see=original.at,
        )


def _scalars(path: tuple[int | str, ...], value: Value) -> Iterator[tuple[int | str, ...]]:
    if isinstance(value, Scalar):
        if value.text is not None:
            yield path
    else:
        for step, inner in _steps(value):
            yield from _scalars((*path, step), inner)


def _steps(value: Sequence | Mapping_) -> Iterator[tuple[int | str, Value]]:
    if isinstance(value, Sequence):
        yield from enumerate(value.items)
    else:
        yield from ((key, inner) for key, _, inner in value.items)


def _laid_over(original: Mapping_, translation: Mapping_) -> Mapping_:
    def over(below: Value, above: Value) -> Value:
        if isinstance(below, Mapping_) and isinstance(above, Mapping_):
            return _laid_over(below, above)
        if isinstance(below, Sequence) and isinstance(above, Sequence):
            pairs: Mapping[int, Value] = dict(enumerate(above.items))
            return Sequence(
                tuple(over(item, pairs[n]) if n in pairs else item for n, item in enumerate(below.items)), below.at
            )
        return below if isinstance(above, Scalar) and above.text is None else above

    return Mapping_(
        tuple(
            (key, at, over(value, above) if (above := translation.value(key)) is not None else value)
            for key, at, value in original.items
        ),
        original.at,
    )


def _texts(path: tuple[int | str, ...], value: Value, part: type[Part]) -> Iterator[tuple[tuple[int | str, ...], str]]:
    if not isinstance(value, Mapping_):
        return
    for name, field in part.model_fields.items():
        inner = value.value(field.alias or name)
        if inner is not None:
            at = (*path, field.alias or name)
            yield from _texts_of_field(at, inner, field.annotation, translatable=is_translatable(field))


def _texts_of_field(
    path: tuple[int | str, ...], value: Value, annotation: Any, *, translatable: bool
) -> Iterator[tuple[tuple[int | str, ...], str]]:
    part = _part_of(annotation)
    if isinstance(value, Scalar):
        if translatable and part is None and value.text is not None:
            yield path, value.text
    elif part is not None and isinstance(value, Mapping_) and annotation_is_mapping(annotation, value):
        yield from ((at, text) for key, _, inner in value.items for at, text in _texts((*path, key), inner, part))
    elif part is not None and isinstance(value, Mapping_):
        yield from _texts(path, value, part)
    elif isinstance(value, Sequence):
        for number, item in enumerate(value.items):
            if part is not None:
                yield from _texts((*path, number), item, part)
            else:
                yield from _texts_of_field((*path, number), item, None, translatable=translatable)


def is_translatable(field: FieldInfo) -> bool:
    """Whether a field, or the items of a list in it, is a text that may be given in other languages."""
    return any(isinstance(one, Translatable) for one in field.metadata) or _holds_translatable(field.annotation)


def annotation_is_mapping(annotation: Any, value: Mapping_) -> bool:
    """Whether a mapping is one of ids to parts, as topics and sides are, and not one part itself."""
    return getattr(annotation, "__origin__", None) is tuple and bool(value.items)


def _part_of(annotation: Any) -> type[Part] | None:
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        found = _part_of(inner)
        if found is not None:
            return found
    return None


def _holds_translatable(annotation: Any) -> bool:
    if any(isinstance(one, Translatable) for one in getattr(annotation, "__metadata__", ())):
        return True
    return any(_holds_translatable(inner) for inner in getattr(annotation, "__args__", ()))
