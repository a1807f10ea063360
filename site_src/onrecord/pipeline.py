"""The build, in order. Read this first.

    read -> parse -> decode -> link -> check -> verify -> plan -> gate -> render -> write

Each stage is a function that takes a value and returns a value and a list of problems; what is passed on does not change.
"""

from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from onrecord.entry import locate
from onrecord.machine.kept import begin, keep, keep_editions, recall
from onrecord.machine.site import files_of, keyed
from onrecord.machine.store import NOTHING_KEPT, Store
from onrecord.pages import proofs
from onrecord.prepared import USUAL, Options, Prepared
from onrecord.problems import Collected, has_errors, in_order
from onrecord.quotes.receipts import read_receipts
from onrecord.quotes.saved import kept_of, read_saved
from onrecord.stages.checks import check
from onrecord.stages.decode import decode
from onrecord.stages.editions import plan
from onrecord.stages.files import read
from onrecord.stages.link import link
from onrecord.stages.parse import parse_all
from onrecord.stages.render import render, told_once
from onrecord.stages.verify import verify
from onrecord.stages.write import Written, refuse_within, write
from onrecord.templating.theme import check_theme, theme_for
from onrecord.translations import check_translations


def examine(project: Path, options: Options = USUAL) -> Prepared:
    """Everything but pages: what ``onrecord verify`` does."""
    begin()
    problems, home = Collected(), options.beside or project
    options.tell("reading")
    files = problems.of(read(project))
    content = problems.of(parse_all(files))
    unread = problems.paths()
    options.tell("checking")
    records = problems.of(decode(content.originals))
    problems.add(check_translations(content, records.site, unread))
    filed = read_receipts(project, kept_of(records))
    problems.add(filed.problems)
    library = problems.of(link(records, drafts=options.drafts, unread=unread, receipts=filed.receipts))
    texts = MappingProxyType({file.path: file.text for file in files})
    known = Prepared(content=content, texts=texts, receipts=filed.receipts)
    if library is None:
        return replace(known, problems=problems.in_order())
    problems.add(check(library, whole=options.beside is not None or problems.none_is_an_error()))
    saved, unusable = read_saved(home, library)
    problems.add(unusable)
    whole = options.beside is not None or problems.none_is_an_error()
    hidden = records.drafts and not options.drafts
    verified = problems.of(verify(library, saved, filed, unusable=unusable, whole=whole, hidden=hidden))
    theme = theme_for(home, library.site.theme)
    problems.add(check_theme(home, theme, library.site, locate(library.site_entry.fields, ("image", "file"))))
    return replace(known, library=library, verified=verified, theme=theme, problems=problems.in_order())


def prepare(project: Path, options: Options = USUAL) -> Prepared:
    """Everything up to the gate."""
    known = examine(project, options)
    if known.library is None or has_errors(known.problems):  # a loop in the content would be one in planning
        return known
    options.tell("planning")
    editions, faults = plan(
        known.library, known.content, known.receipts, drafts=options.drafts, as_of=options.as_of, days=options.days
    )
    return replace(known, editions=editions, problems=in_order((*known.problems, *faults)))


def gate(prepared: Prepared, *, strict: bool) -> bool:
    """Whether a site is made: no error in any file, with ``strict`` no warning either."""
    return bool(prepared.editions) and not has_errors(prepared.problems, strict=strict)


def prove(project: Path, options: Options = USUAL, store: Store = NOTHING_KEPT) -> Prepared:
    """What ``onrecord check`` does: everything up to the gate, and each template tried once in each language.

    No earlier day is planned, and no more is rendered than ``proofs`` names; what only the whole site can show, ``build``
    finds.
    """
    recalled = recall(store)
    prepared = prepare(project, replace(options, days=False))
    if prepared.theme and gate(prepared, strict=options.strict):
        tried = tuple(proof for edition in prepared.editions for proof in proofs(edition))
        faults = render(tried, prepared.theme)[1]
        prepared = replace(prepared, problems=in_order((*prepared.problems, *faults)))
    keep(store, recalled)
    return prepared


def build(
    project: Path, output: Path, options: Options = USUAL, store: Store = NOTHING_KEPT
) -> tuple[Written | None, Prepared]:
    """The whole site on disk, or the old one as it was and the problems. What the ``store`` has is not made again."""
    recalled = recall(store)
    prepared = prepare(project, options)
    if prepared.theme is None or not gate(prepared, strict=options.strict):
        keep(store, recalled)
        return None, prepared
    refuse_within(output, prepared.theme.folders[:-1])
    options.tell("rendering")
    site = keyed(prepared.editions, prepared.theme)
    files = files_of(site, output, store, options.tell)
    written, faults = write(files, output)  # no file is replaced before all are there
    keep(store, recalled, whole=options.as_of is None)
    if written:
        keep_editions(store, site.editions, written.digests)
    return written, replace(prepared, problems=in_order((*prepared.problems, *told_once(faults))))
