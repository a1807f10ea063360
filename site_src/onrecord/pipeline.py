"""The build, in order. Read this first.

    read -> parse -> decode -> link -> check -> verify -> plan -> gate -> render -> write

Each stage is a function that takes a value and returns a value and a list of problems; what is passed on does not
change. ``examine`` goes as far as verify, ``prepare`` up to the gate, ``make`` through it, and ``build`` to the end.
Nothing is planned while there is an error, and no file of a site is replaced before all are rendered.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from types import MappingProxyType

from onrecord.artifact import Artifact, Held
from onrecord.checks import check
from onrecord.decode import decode, decode_one
from onrecord.editions import as_of_day, languages, with_days
from onrecord.kept import Digests, keep, keep_editions, keys, recall, taken
from onrecord.library import Library
from onrecord.link import link
from onrecord.pages import proofs
from onrecord.pages.edition import Edition
from onrecord.parse import Entry, locate, parse
from onrecord.problems import Problem, has_errors, in_order
from onrecord.prose.read import read_prose
from onrecord.quotes.fold import hashed
from onrecord.quotes.receipts import Receipts, read_receipts
from onrecord.quotes.verify import Verified, read_saved, verify
from onrecord.records.dates import EdtfDate
from onrecord.records.source import Source
from onrecord.render import Maker, parts, render, told_once
from onrecord.sources import decoded, read
from onrecord.store import NOTHING_KEPT, Store
from onrecord.theme import Theme, check_theme, theme_for
from onrecord.translations import check_translations, fingerprint, texts_of
from onrecord.workers import children, made
from onrecord.write import Files, Written, refuse_within, write

Tell = Callable[[str], None]

# What is not read again where its input is the same, while the program runs.
REMEMBERED = (decoded, parse, decode_one, read_prose, texts_of, fingerprint, hashed)


@dataclass(frozen=True, slots=True)
class Examined:
    """All that is known of the content before pages are planned, and every problem so far."""

    originals: tuple[Entry, ...]
    translations: tuple[Entry, ...]
    receipts: Receipts
    library: Library | None
    theme: Theme | None
    problems: tuple[Problem, ...]
    texts: Mapping[str, str]
    verified: Verified | None = None


@dataclass(frozen=True, slots=True)
class Prepared:
    """What is known before the gate: the pages to make, and every problem of every file."""

    editions: tuple[Edition, ...] = ()
    theme: Theme | None = None
    problems: tuple[Problem, ...] = ()
    texts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    verified: Verified | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """A site in memory, or the problems that prevented it."""

    artifacts: tuple[Artifact, ...]
    prepared: Prepared


def examine(
    project: Path, *, drafts: bool = False, beside: Path | None = None, tell: Tell = lambda _: None
) -> Examined:
    """Everything but pages: what ``onrecord verify`` does. Saved texts and theme may stand in another project ``beside``.

    Then what is absent is told although there are errors, so that what was there before is known as such.
    """
    for stage in REMEMBERED:
        stage.begin()
    tell("reading")
    files, problems = read(project)
    entries: list[Entry] = []
    for file in files:
        found, faults = parse(file)
        entries.extend(found)
        problems += faults
    unread = frozenset(one.location.path for one in problems)
    originals = tuple(entry for entry in entries if entry.language is None)
    translations = tuple(entry for entry in entries if entry.language is not None)

    tell("checking")
    records, faults = decode(originals)
    problems += faults + check_translations(originals, translations, records.site, unread)
    held = read_receipts(project, {one.id: one.kept for one in records.of(Source)})
    problems += held.problems
    library, faults = link(records, drafts=drafts, unread=unread, receipts=held.receipts)
    problems += faults
    texts = MappingProxyType({file.path: file.text for file in files})
    if library is None:
        return Examined(originals, translations, held.receipts, None, None, in_order(problems), texts)
    problems += check(library, whole=beside is not None or not has_errors(problems))
    saved, unusable = read_saved(beside or project, library)
    problems += unusable
    hidden = any(one.record.draft for one in records.records) and not drafts
    whole = beside is not None or not has_errors(problems)
    verified, faults = verify(library, saved, held, unusable=unusable, whole=whole, hidden=hidden)
    problems += faults
    theme = theme_for(beside or project, library.site.theme)
    problems += check_theme(
        beside or project, theme, library.site, locate(library.site_entry.fields, ("image", "file"))
    )
    return Examined(originals, translations, held.receipts, library, theme, in_order(problems), texts, verified)


def prepare(
    project: Path,
    *,
    drafts: bool = False,
    as_of: EdtfDate | None = None,
    days: bool = True,
    beside: Path | None = None,
    tell: Tell = lambda _: None,
) -> Prepared:
    """Everything up to the gate. Without ``days`` the site alone, as it is now; ``beside`` is as for ``examine``."""
    seen = examine(project, drafts=drafts, beside=beside, tell=tell)
    library, problems = seen.library, seen.problems
    if library is not None and as_of is not None and not as_of.first <= library.site.as_of.first:
        at = locate(library.site_entry.fields, ("as_of",))
        told = f"states are read on this day at the latest, and not on {as_of}"
        problems += (Problem(at, "D005", told, "Name this day or an earlier one behind --as-of."),)
    if library is None or has_errors(problems):  # a loop in the content would be one in planning
        return Prepared((), seen.theme, in_order(problems), seen.texts, seen.verified)

    tell("planning")
    now, faults = languages(library, seen.originals, seen.translations, seen.receipts, drafts=drafts)
    problems += tuple(one for one in faults if one not in problems)  # a text that fell back was told of before
    editions = as_of_day(now, as_of) if as_of else with_days(now) if days else now
    return Prepared(editions, seen.theme, in_order(problems), seen.texts, seen.verified)


def make(
    project: Path,
    *,
    drafts: bool = False,
    strict: bool = False,
    as_of: EdtfDate | None = None,
    days: bool = True,
    tell: Tell = lambda _: None,
) -> Made:
    """The whole site in memory, if the gate opens: no error in any file, with ``strict`` no warning either."""
    prepared = prepare(project, drafts=drafts, as_of=as_of, days=days, tell=tell)
    return _rendered(prepared, prepared.editions, strict=strict, tell=tell)


def prove(
    project: Path,
    *,
    drafts: bool = False,
    strict: bool = False,
    beside: Path | None = None,
    store: Store = NOTHING_KEPT,
    tell: Tell = lambda _: None,
) -> Made:
    """What ``onrecord check`` does: everything up to the gate, and each template tried once in each language.

    No earlier day is planned, and no more is rendered than ``proofs`` names; what only the whole site can show, ``build``
    finds. What stands ``beside`` the theme and saved texts of another project, such as an earlier commit, is compared with
    that one: of it what is absent is told in any case.
    """
    recalled = recall(store)
    prepared = prepare(project, drafts=drafts, days=False, beside=beside, tell=tell)
    tried = tuple(one for edition in prepared.editions for one in proofs(edition))
    proof = _rendered(prepared, tried, strict=strict, tell=tell)
    keep(store, recalled)
    return proof


def _rendered(prepared: Prepared, editions: tuple[Edition, ...], *, strict: bool, tell: Tell) -> Made:
    if has_errors(prepared.problems, strict=strict) or prepared.theme is None:
        return Made((), prepared)
    tell("rendering")
    artifacts, faults = render(editions, prepared.theme)
    if faults:
        problems = in_order((*prepared.problems, *faults))
        return Made((), replace(prepared, problems=problems))
    return Made(artifacts, prepared)


def build(
    project: Path,
    output: Path,
    *,
    drafts: bool = False,
    strict: bool = False,
    as_of: EdtfDate | None = None,
    store: Store = NOTHING_KEPT,
    tell: Tell = lambda _: None,
) -> tuple[Written | None, Prepared]:
    """The whole site on disk, or the old one as it was and the problems. What the ``store`` has is not made again."""
    recalled = recall(store)
    prepared = prepare(project, drafts=drafts, as_of=as_of, tell=tell)
    if has_errors(prepared.problems, strict=strict) or prepared.theme is None:
        keep(store, recalled)
        return None, prepared
    refuse_within(output, prepared.theme.folders[:-1])
    tell("rendering")
    prepared.theme.compile()
    plain, *editions = parts(prepared.editions, prepared.theme)
    keyed = dict(zip(keys(prepared.editions, prepared.theme), editions, strict=True))
    written, faults = write(_files((plain, *editions), partial(taken, store, output, keyed), tell), output)
    keep(store, recalled, whole=as_of is None)
    if written:
        keep_editions(store, keyed, written.digests)
    return written, replace(prepared, problems=in_order((*prepared.problems, *told_once(faults))))


def _files(site: Sequence[Mapping[str, Maker]], there: Callable[[], Digests], tell: Tell) -> Files:
    """Every file of a site. What the output has is looked at only now, when ``write`` has locked it."""
    held = there()
    yield from (Held(path, digest) for path, digest in held.items())
    yield from made([{path: make for path, make in part.items() if path not in held} for part in site], children())
    tell("writing")
