"""Translations: files that hold the text of a record in another language, in the shape of the original.

A translation is laid over the entry of its original, which is then decoded like any other, so a record in French has
the same type as one in English. A text that is not translated, and every text of a record whose translation is older than
its original, stays in the original language and says so.
"""

import re
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from onrecord.config import Site
from onrecord.entry import Content, Entry, Map, Scalar, Sequence, Value, locate, may_stand_in, value_at
from onrecord.problems import Location, Problem
from onrecord.prose.blocks import line_of, rests_on, units
from onrecord.prose.pieces import with_blocks_of
from onrecord.prose.read import read_prose
from onrecord.records.fields import Ref, base_language
from onrecord.records.kinds import KIND_OF_FOLDER
from onrecord.texts import Path, fields_marked, fingerprint, is_prose, texts_of, wanted

_HASH = re.compile("[0-9a-f]{1,64}")


@dataclass(frozen=True, slots=True)
class Translated:
    """The entries of one language, and the records among them of which a text stands in the original language."""

    entries: tuple[Entry, ...]
    untranslated: frozenset[Ref]


def check_translations(content: Content, site: Site | None, unread: frozenset[str] = frozenset()) -> Iterator[Problem]:
    """Translations without an original, of another shape, outdated, or missing. What may stand in an ``unread`` file is not."""
    originals = {(entry.folder, entry.id): entry for entry in content.originals}
    first: dict[tuple[str, str, str | None], Entry] = {}
    for translation in content.translations:
        before = first.setdefault((translation.folder, translation.id, translation.language), translation)
        if before is not translation:
            message = f"there are two translations of '{translation.id}' into '{translation.language}'"
            yield Problem(translation.at, "L001", message, "Keep one.", see=before.at)
            continue
        if site and translation.language not in site.languages:
            message = f"'{translation.language}' is not among the languages of the site"
            yield Problem(translation.at, "C012", message, "Add it to 'languages' of content/site.yml.")
        original = originals.get((translation.folder, translation.id))
        if original is not None:
            yield from _unlike(translation, original)
        elif not may_stand_in(unread, translation.folder, translation.id):
            message = f"there is no '{translation.id}' in {translation.folder} to translate"
            yield Problem(translation.at, "L002", message, "Its file has the same name, without the language.")
    for language in site.languages[1:] if site else ():
        for (folder, record_id), original in originals.items():
            known = (folder, record_id, language) in first or may_stand_in(unread, folder, record_id, language)
            if not known and any(wanted(original, language)):
                message = f"this is not translated into '{language}'"
                yield Problem(original.at, "C009", message, f"Its hash is {fingerprint(original)}.")


def _unlike(translation: Entry, original: Entry) -> Iterator[Problem]:
    """What is wrong with a translation of an original; one that is outdated is not shown, so nothing else is wrong with it."""
    if _is_outdated(translation, original):
        yield _outdated(translation, original)
        return
    strange = tuple(_strange(translation, original))
    yield from strange or _told_age(translation, original)
    if not strange and _stated(translation) == fingerprint(original):
        yield from _rests_otherwise(translation, original)


def in_language(content: Content, language: str, first: str) -> Translated:
    """The entries with what is translated into a language laid over them; what is not is marked as being in the first."""
    by_key = {(entry.folder, entry.id): entry for entry in content.translations if entry.language == language}
    entries: dict[tuple[str, str], Entry] = {}
    untranslated = set()
    for original in content.originals:
        key = (original.folder, original.id)
        texts = set(wanted(original, language))
        fields, given = original.fields, set[Path]()
        translation = by_key.get(key)
        if translation is not None and _stated(translation) == fingerprint(original):
            fields, given = _laid_over(fields, translation.fields), set(_scalars((), translation.fields))
            new = {path[0] for path in fields_marked(original.folder, "own") if fields.value(str(path[0])) is None}
            fields = replace(
                fields, items=(*fields.items, *(item for item in translation.fields.items if item[0] in new))
            )
        left = frozenset(texts - given)
        if left:
            fields = _marked((), fields, left, first)
            kind = KIND_OF_FOLDER.get(original.folder)
            untranslated.add(Ref(kind.kind, original.id) if kind else Ref("site", original.id))
        entries[key] = replace(original, fields=fields, language=language)
    found = tuple(_with_post(entry, key, content.originals, entries) for key, entry in entries.items())
    return Translated(found, frozenset(untranslated))


def _lacks_rendering(translation: Entry, original: Entry) -> bool:
    """Whether a reader of the language has neither a printed nor our own translation of a statement's words."""
    if original.folder != "statements" or translation.fields.value("translation") is not None:
        return False
    renditions = original.fields.value("renditions")
    spoken = (
        value_at(rendition, ("language",))
        for rendition in (renditions.items if isinstance(renditions, Sequence) else ())
    )
    return base_language(translation.language or "") not in {
        base_language(language.text or "") for language in spoken if isinstance(language, Scalar)
    }


def _stated(translation: Entry) -> str | None:
    stated = translation.fields.value("translates")
    return stated.text if isinstance(stated, Scalar) else None


def _marked(path: Path, value: Any, left: frozenset[Path], language: str) -> Any:
    """The value with its texts at the paths that are left marked as being in a language."""
    if isinstance(value, Scalar):
        return replace(value, language=language) if path in left else value
    if isinstance(value, Sequence):
        return replace(
            value, items=tuple(_marked((*path, n), item, left, language) for n, item in enumerate(value.items))
        )
    items = ((key, at, _marked((*path, key), item, left, language)) for key, at, item in value.items)
    return replace(value, items=tuple(items))


def _with_post(
    entry: Entry, key: tuple[str, str], originals: tuple[Entry, ...], entries: Mapping[tuple[str, str], Entry]
) -> Entry:
    """A statement names its speaker's post by the post's title: in its own language, once that is translated."""
    post, speaker = entry.fields.value("post"), entry.fields.value("speaker")
    if key[0] != "statements" or not isinstance(post, Scalar) or not isinstance(speaker, Scalar):
        return entry
    actor = next(
        (original for original in originals if (original.folder, original.id) == ("actors", speaker.text)), None
    )
    posts = actor.fields.value("posts") if actor else None
    for number, _ in enumerate(posts.items if isinstance(posts, Sequence) else ()):
        path = ("posts", number, "title")
        title = value_at(actor.fields, path) if actor else None
        if isinstance(title, Scalar) and title.text == post.text:
            there = value_at(entries["actors", speaker.text or ""].fields, path)
            text = there.text if isinstance(there, Scalar) else post.text
            items = tuple(
                (name, at, replace(post, text=text) if name == "post" else value)
                for name, at, value in entry.fields.items
            )
            return replace(entry, fields=replace(entry.fields, items=items))
    return entry


def _rests_otherwise(translation: Entry, original: Entry) -> Iterator[Problem]:
    """Prose that rests on something else than the original's: on an earlier day it would be shown, or left out, otherwise."""
    for path, text in texts_of(original):
        own = value_at(translation.fields, path)
        if not is_prose(original.folder, path) or not isinstance(own, Scalar) or not own.text:
            continue
        prose, faults = read_prose(own.text, own.at.path.rpartition("/")[0])
        if faults:  # which are told when it is linked
            continue
        ours, theirs = tuple(units(prose)), tuple(units(read_prose(text, original.path.rpartition("/")[0])[0]))
        pairs = enumerate(zip(map(rests_on, theirs), map(rests_on, ours), strict=False))
        wrong = next((place for place, (their, our) in pairs if their != our), min(len(theirs), len(ours)))
        if wrong < max(len(theirs), len(ours)):
            yield Problem(
                _line_of(own, line_of(ours, wrong, own.text)),
                "C011",
                f"paragraph {wrong + 1} of '{path[-1]}' does not have the citations, links, blocks and marks of the original's",
                "Keep the paragraphs of the original, and in each its [@citations], links, blocks and [known] marks.",
                see=original.at,
            )


def _line_of(scalar: Scalar, line: int) -> Location:
    """Where a line of a text, from 0, stands in its file."""
    if not scalar.block:
        return scalar.at
    return replace(scalar.at, line=scalar.at.line + 1 + line, column=1 + scalar.indent)


def _told_age(translation: Entry, original: Entry) -> Iterator[Problem]:
    stated, now = translation.fields.value("translates"), fingerprint(original)
    if not isinstance(stated, Scalar) or not stated.text:
        yield Problem(
            translation.fields.at,
            "D002",
            "the field 'translates' is missing",
            f"Write 'translates: {now}', the hash of the original's text.",
            see=original.at,
        )
    else:
        left = dict.fromkeys(wanted(original, translation.language or ""))
        for path in _scalars((), translation.fields):
            left.pop(path, None)
        if not left and _lacks_rendering(translation, original):
            yield Problem(
                translation.fields.at,
                "C009",
                "no copy here has the words in this language, and they are not translated",
                "Add 'translation: ...', which is shown as ours.",
                see=original.at,
            )
        if left:
            name = ".".join(map(str, next(iter(left))))
            more = f", and {len(left) - 1} more" if len(left) > 1 else ""
            yield Problem(
                translation.fields.at,
                "C009",
                f"'{name}'{more} of the original is not translated",
                "A text that stays the same is written again.",
                see=original.at,
            )


def _is_outdated(translation: Entry, original: Entry) -> bool:
    """Whether a translation says that it is of another text than the present one."""
    stated = _stated(translation)
    return bool(stated) and stated != fingerprint(original)


def _outdated(translation: Entry, original: Entry) -> Problem:
    """What is told of a translation that is outdated: the commands that show what has changed in the original since.

    They do not begin at a commit of the translation, since a rebase, a squash or a merge may put an edit before it.
    """
    stated = translation.fields.value("translates")
    at = stated.at if isinstance(stated, Scalar) else translation.fields.at
    here, there = (shlex.quote(path) for path in (original.at.path, at.path))
    hash_ = _stated(translation) or ""
    given = f" -S{hash_}" if _HASH.fullmatch(hash_) else ""  # nothing else of a file goes into a command
    shown, day = f"git diff HEAD -- {here}; git log -p --cc -- {here}", f"git log -1 --format=%as{given} -- {there}"
    hint = (
        f"Translate what '{shown}' shows since the day that '{day}' prints; "
        f"then write 'translates: {fingerprint(original)}'."
    )
    return Problem(at, "C010", "outdated: the original has changed since", hint, see=original.at)


def _strange(translation: Entry, original: Entry) -> Iterator[Problem]:
    allowed = {("translates",), *(path for path, _ in texts_of(original)), *fields_marked(original.folder, "own")}
    for path in _scalars((), translation.fields):
        if path in allowed:
            continue
        yield Problem(
            locate(translation.fields, path),
            "C011",
            f"'{'.'.join(map(str, path))}' is not a text that can be translated",
            "A translation has the shape of the original, and only its texts.",
            see=original.at,
        )


def _scalars(path: Path, value: Value) -> Iterator[Path]:
    if isinstance(value, Scalar):
        if value.text is not None:
            yield path
    else:
        for step, inner in _steps(value):
            yield from _scalars((*path, step), inner)


def _steps(value: Sequence | Map) -> Iterator[tuple[int | str, Value]]:
    if isinstance(value, Sequence):
        yield from enumerate(value.items)
    else:
        yield from ((key, inner) for key, _, inner in value.items)


def _laid_over(original: Map, translation: Map) -> Map:
    def over(below: Value, above: Value) -> Value:
        if isinstance(below, Map) and isinstance(above, Map):
            return _laid_over(below, above)
        if isinstance(below, Sequence) and isinstance(above, Sequence):
            pairs: Mapping[int, Value] = dict(enumerate(above.items))
            return Sequence(
                tuple(over(item, pairs[n]) if n in pairs else item for n, item in enumerate(below.items)), below.at
            )
        if isinstance(above, Scalar) and above.text is None:
            return below
        if isinstance(below, Scalar) and isinstance(above, Scalar) and below.text and above.text:
            return replace(above, text=with_blocks_of(below.text, above.text))
        return above

    return Map(
        tuple(
            (key, at, over(value, above) if (above := translation.value(key)) is not None else value)
            for key, at, value in original.items
        ),
        original.at,
    )
