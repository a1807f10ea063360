"""What a build keeps for the next one, each thing by the whole of what it is made of: prose, templates and editions.

Of an edition the hashes of its files are kept; the files themselves are in the output. So an edition of which nothing has
changed is taken from there, and a file that is not there as it was made is made again.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from onrecord.library import Library
from onrecord.machine.remembered import as_plain, from_plain
from onrecord.machine.store import Store
from onrecord.pages.edition import Edition
from onrecord.prose.blocks import TYPES
from onrecord.prose.pieces import Fault
from onrecord.prose.read import read_prose
from onrecord.provenance import proof
from onrecord.quotes.fold import hashed
from onrecord.records.base import Evidence, Part, walk
from onrecord.records.statement import Rendition
from onrecord.stages.decode import decode_one
from onrecord.stages.files import decoded
from onrecord.stages.parse import parse
from onrecord.stages.verify import occurrences
from onrecord.templating.engine import COMPILED
from onrecord.templating.locales import read_catalog
from onrecord.templating.theme import Theme
from onrecord.texts import fingerprint, texts_of

_PROSE = (*TYPES, Fault)  # what prose is made of

# What is not read again where its input is the same, while the program runs.
REMEMBERED = (decoded, parse, decode_one, read_prose, texts_of, fingerprint, hashed, occurrences, read_catalog)

MOST_OTHERS = 60  # editions that were built before, as with drafts, of one day, or of another branch

Digests = Mapping[str, str]  # the SHA-256 of files by their paths


@dataclass(frozen=True, slots=True)
class Recalled:
    """What the store had: the names of compiled templates, and of prose."""

    templates: frozenset[object] = frozenset()
    prose: frozenset[object] = frozenset()


def begin() -> None:
    """A build begins: forget what the last two did not ask for."""
    for function in REMEMBERED:
        function.begin()


def recall(store: Store) -> Recalled:
    """Take from the store what the program would work out again."""
    templates, prose = store.read("templates") or {}, store.read("prose") or {}
    COMPILED.recall(templates)
    read_prose.recall({given: from_plain(outcome, _PROSE) for given, outcome in prose.items()})
    return Recalled(frozenset(templates), frozenset(prose))


def keep(store: Store, recalled: Recalled, *, whole: bool = False) -> None:
    """Keep what was used since, where it is other than what was recalled. Only what a ``whole`` build did not ask for goes."""
    templates = COMPILED.used()
    if not templates.keys() <= recalled.templates:
        store.keep("templates", templates)
    prose = read_prose.now if whole else {**read_prose.before, **read_prose.now}
    if prose.keys() != recalled.prose:
        store.keep("prose", {as_plain(given, ()): as_plain(told, _PROSE) for given, told in prose.items()})


def keys(editions: Iterable[Edition], theme: Theme) -> Iterator[str]:
    """The key of each edition of a site: a hash of all that planning and rendering it take."""
    of_theme = repr([sorted(theme.digests().items()), theme.names])
    digests = _Digests()
    siblings = [(edition.sibling, sorted(page.path for page in edition.pages)) for edition in editions]
    for edition in editions:
        digest = hashlib.sha256(of_theme.encode())
        digest.update(repr((edition.sibling, sorted(edition.untranslated))).encode())
        for sibling, addresses in siblings:  # it leads to pages of the same day, and of earlier days in its language
            leads = sibling.day == edition.day or (sibling.day and sibling.language == edition.language)
            digest.update(repr((sibling, addresses if leads else ())).encode())
        for library in (edition.library, edition.before):
            digest.update(digests.library(library).encode() if library else b"none")
        yield digest.hexdigest()


class _Digests:
    """Hashes of libraries. A library or record that is asked for again is not read again."""

    def __init__(self) -> None:
        self.known: dict[int, tuple[object, str]] = {}

    def library(self, library: Library) -> str:
        """All that pages can read of a library."""
        if id(library) in self.known:
            return self.known[id(library)][1]
        parts: tuple[Part, ...] = (library.site, *library.records.values())
        told = [library.language, *map(self.part, parts)]
        told += [f"{place} {prose!r}" for place, prose in library.prose.items()]
        quoted = {
            id(holder): holder
            for part in parts
            for _, _, holder in walk(part)
            if isinstance(holder, Evidence | Rendition)
        }
        told += [repr(proof(library, one)) for one in quoted.values()]
        self.known[id(library)] = (library, _hash("\n".join(told)))
        return self.known[id(library)][1]

    def part(self, part: Part) -> str:
        """All that a record holds."""
        if id(part) not in self.known:
            rows = (f"{path} {type(holder).__name__} {value!r}" for path, value, holder in walk(part))
            self.known[id(part)] = (part, _hash("\n".join((type(part).__name__, getattr(part, "id", ""), *rows))))
        return self.known[id(part)][1]


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()


def taken(store: Store, output: Path, parts: Mapping[str, Iterable[str]]) -> Digests:
    """Of editions, by key with the addresses of their files, what need not be made: it is in the output as it was made."""
    known = store.read("editions") or {}
    found: dict[str, str] = {}
    for key, addresses in parts.items():
        digests = known.get(key, {})
        if output.is_dir() and digests.keys() == set(addresses):
            found.update(_held(output, digests))
    return found


def keep_editions(store: Store, parts: Mapping[str, Iterable[str]], digests: Digests) -> None:
    """Keep what the files of editions are, and what those of others were that have been built before."""
    known = store.read("editions") or {}
    now = {key: {path: digests[path] for path in addresses} for key, addresses in parts.items()}
    others = [(key, told) for key, told in known.items() if key not in now]
    store.keep("editions", {**dict(others[-MOST_OTHERS:]), **now})


def _held(output: Path, digests: Digests) -> Digests:
    """Which of these files are in the output as they were made."""
    found = {}
    for path, digest in digests.items():
        try:
            data = (output / path).read_bytes()
        except OSError:
            continue
        if hashlib.sha256(data).hexdigest() == digest:
            found[path] = digest
    return found
