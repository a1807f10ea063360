"""The build, in order. Read this first.

    read -> parse -> decode -> link -> check -> verify -> plan -> gate -> render -> write

Each stage is a function that takes a value and returns a value and a list of problems; what is passed on does not
change. Nothing is planned while there is an error, nothing written before all is rendered.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from onrecord.artifact import Artifact
from onrecord.as_known import as_known, since_when
from onrecord.checks import check
from onrecord.decode import decode, decode_one
from onrecord.library import link
from onrecord.pages import plan, plan_as_known
from onrecord.pages.edition import Edition
from onrecord.parse import Entry, locate, parse
from onrecord.problems import Problem, has_errors, in_order
from onrecord.prose import read_prose
from onrecord.quotes.receipts import read_receipts
from onrecord.quotes.verify import Verified, read_saved, verify
from onrecord.records.dates import EdtfDate
from onrecord.render import render
from onrecord.sources import decoded, read
from onrecord.theme import Theme, check_theme, theme_for
from onrecord.translations import check_translations, fingerprint, in_language, texts_of
from onrecord.write import Written, write

Tell = Callable[[str], None]

# What is not read again where its input is the same, while the program runs.
REMEMBERED = (decoded, parse, decode_one, read_prose, texts_of, fingerprint)


@dataclass(frozen=True, slots=True)
class Prepared:
    """What is known before the gate: the pages to make, and every problem of every file."""

    editions: tuple[Edition, ...] = ()
    theme: Theme | None = None
    problems: tuple[Problem, ...] = ()
    texts: dict[str, str] = field(default_factory=dict)
    verified: Verified | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """A site in memory, or the problems that prevented it."""

    artifacts: tuple[Artifact, ...]
    prepared: Prepared


def prepare(
    project: Path,
    *,
    drafts: bool = False,
    as_of: EdtfDate | None = None,
    days: bool = True,
    tell: Tell = lambda _: None,
) -> Prepared:
    """Everything up to the gate: what ``onrecord check`` does. Without ``days`` the site alone, as it is now."""
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
    receipts, unusable = read_receipts(project)
    problems += unusable
    library, faults = link(records, drafts=drafts, unread=unread, receipts=receipts)
    problems += faults
    texts = {file.path: file.text for file in files}
    if library is None:
        return Prepared(problems=in_order(problems), texts=texts)
    problems += check(library, whole=not has_errors(problems))
    saved, faults = read_saved(project, library)
    problems += faults
    unusable += faults
    hidden = any(one.record.draft for one in records.records) and not drafts
    whole = not has_errors(problems) and not hidden
    verified, faults = verify(library, saved, receipts, unusable=unusable, whole=whole)
    problems += faults
    theme = theme_for(project, library.site.theme)
    problems += check_theme(theme, library.site.languages)
    if as_of is not None and not as_of.first <= library.site.as_of.first:
        at = locate(library.site_entry.fields, ("as_of",))
        told = f"states are read on this day at the latest, and not on {as_of}"
        problems += (Problem(at, "D005", told, "Name this day or an earlier one behind --as-of."),)

    if has_errors(problems):  # a loop in the content would be one in planning
        return Prepared(theme=theme, problems=in_order(problems), texts=texts, verified=verified)

    tell("planning")
    dates = (as_of,) if as_of else tuple(sorted(library.site.as_of_dates)) if days else ()
    edition, faults = plan(library)
    problems += faults
    languages = [edition]
    for language in library.site.languages[1:]:
        laid = in_language(originals, translations, language, library.site.language)
        translated, faults = decode(laid.entries)
        problems += faults
        other, faults = link(translated, drafts=drafts, receipts=receipts, language=language)
        problems += tuple(one for one in faults if one not in problems)  # a text that fell back was told of before
        if other is not None and not has_errors(problems):
            languages.append(replace(plan(other)[0], untranslated=laid.untranslated))
    editions = [] if as_of else list(languages)
    for one in languages:
        before = None
        known = since_when(one.library) if dates else {}
        for date in dates:
            then = as_known(one.library, date.last, known)
            editions.append(plan_as_known(one, then, date, before, alone=as_of is not None))
            before = then
    return Prepared(tuple(editions), theme, in_order(problems), texts, verified)


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
    if has_errors(prepared.problems, strict=strict) or prepared.theme is None:
        return Made((), prepared)
    tell("rendering")
    artifacts, faults = render(prepared.editions, prepared.theme)
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
    tell: Tell = lambda _: None,
) -> tuple[Written | None, Made]:
    """The whole site on disk, or the old one as it was and the problems."""
    made = make(project, drafts=drafts, strict=strict, as_of=as_of, tell=tell)
    if not made.artifacts:
        return None, made
    tell("writing")
    return write(made.artifacts, output), made
