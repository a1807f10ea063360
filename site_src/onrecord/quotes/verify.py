"""Verifying: every exact word of the content is looked up in the saved text of its source.

Where the saved text is, it decides; where it is not, the receipt does. Either way each quotation needs a receipt,
because the pages are made of content and receipts alone. Nothing here changes content, and a mismatch is never accepted.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from onrecord.library import Library
from onrecord.problems import Location, Problem
from onrecord.quotes.find import Passage, find, nearest
from onrecord.quotes.fold import key
from onrecord.quotes.receipts import Receipt, Receipts
from onrecord.records.base import Evidence, walk
from onrecord.records.source import Source
from onrecord.records.statement import Rendition, Statement

SAVED = "saved"

_MARKS = re.compile(r"[“”„‟«»‹›\"]|(?<!\w)[‘'](?=\w)[^‘’']*(?<=\w)[’'](?!\w)")


@dataclass(frozen=True, slots=True)
class Quotation:
    """Exact words of the content: the part that holds them, and where they stand in the project."""

    part: Evidence | Rendition
    words: str
    at: Location


@dataclass(frozen=True, slots=True)
class SavedText:
    """The text that was kept of a source."""

    text: str
    digest: str


@dataclass(frozen=True, slots=True)
class Verified:
    """What looking up came to: the receipts as they should be, counts for people, and the problems."""

    receipts: Receipts
    full: int = 0
    excerpt: int = 0
    by_receipt: int = 0
    unchecked: int = 0
    missing: int = 0

    def told(self) -> str:
        """The counts as a sentence."""
        return (
            f"{self.full} match a full text, {self.excerpt} an excerpt, {self.by_receipt} a receipt alone; "
            f"{self.unchecked} cannot be checked, {self.missing} are not found"
        )


def quotations(library: Library) -> Iterator[Quotation]:
    """Every piece of evidence and every rendition that has words, in the order of the records."""
    for ref, decoded in library.entries.items():
        seen: set[tuple[int | str, ...]] = set()
        for path, value, part in walk(decoded.record):
            if path[-1] == "words" and isinstance(part, Evidence | Rendition) and path not in seen:
                seen.add(path)
                yield Quotation(part, str(value), library.entries[ref].at(path))


def read_saved(project: Path, library: Library) -> tuple[Mapping[str, SavedText], tuple[Problem, ...]]:
    """The saved texts of the library's sources, by id, and which cannot be used."""
    found: dict[str, SavedText] = {}
    problems: list[Problem] = []
    for source in library.of(Source):
        path = project / SAVED / f"{source.id}.txt"
        if not path.is_file():
            continue
        at = Location(f"{SAVED}/{source.id}.txt")
        data = path.read_bytes()
        try:
            text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError as error:
            problems.append(
                Problem(at, "Q008", f"byte {error.start + 1} of this saved text is not UTF-8", "Save it as UTF-8.")
            )
            continue
        if not text.strip():
            problems.append(
                Problem(at, "Q008", "this saved text is empty", "Save the text of the source, or delete the file.")
            )
            continue
        found[source.id] = SavedText(text, hashlib.sha256(text.encode()).hexdigest())
    return found, tuple(problems)


def verify(
    library: Library, saved: Mapping[str, SavedText], receipts: Receipts, *, whole: bool = True
) -> tuple[Verified, tuple[Problem, ...]]:
    """Look every quotation up. ``receipts`` of the outcome hold what was found, and nothing that is no longer quoted.

    That a receipt is not used is told only of the ``whole`` content: without error, and with nothing hidden.
    """
    problems: list[Problem] = []
    passages: dict[str, dict[str, Passage]] = {}
    counts = {"full": 0, "excerpt": 0, "receipt": 0, "unchecked": 0, "missing": 0}
    for one in quotations(library):
        source = library.source(one.part.source)
        kept = saved.get(source.id)
        name = key(one.words, one.part.prefix, one.part.suffix)
        receipt = receipts.get(source.id)
        held = receipt.passages.get(name) if receipt else None
        if kept is None:
            if held is not None:
                counts["receipt"] += 1
                passages.setdefault(source.id, {})[name] = held
            else:
                counts["unchecked"] += 1
                problems.append(_unchecked(one, source, receipt))
            continue
        full = source.saved == "full"
        places = find(
            one.words,
            kept.text,
            full=full,
            prefix=one.part.prefix or "",
            suffix=one.part.suffix or "",
            insertions=one.part.insertions,
        )
        if len(places) == 1:
            counts["full" if full else "excerpt"] += 1
            passages.setdefault(source.id, {})[name] = places[0]
            if held is None:
                problems.append(
                    Problem(
                        one.at,
                        "Q004",
                        f"there is no receipt yet for these words in '{source.id}'",
                        "Run 'onrecord verify --update'.",
                    )
                )
            elif held != places[0]:
                problems.append(
                    Problem(
                        one.at,
                        "Q005",
                        f"the saved text of '{source.id}' has changed since the receipt",
                        "Look at it, then run 'onrecord verify --update'.",
                    )
                )
        else:
            counts["missing"] += 1
            problems.append(
                _not_found(one, source, kept, saved) if not places else _two_places(one, source, len(places))
            )
    problems.extend(_paraphrases(library))
    made = _receipts(library, saved, receipts, passages)
    if whole:
        problems.extend(_unused(receipts, made))
    return (
        Verified(made, counts["full"], counts["excerpt"], counts["receipt"], counts["unchecked"], counts["missing"]),
        tuple(problems),
    )


def _receipts(
    library: Library, saved: Mapping[str, SavedText], receipts: Receipts, passages: Mapping[str, Mapping[str, Passage]]
) -> Receipts:
    made: dict[str, Receipt] = {}
    for source in library.of(Source):
        found = passages.get(source.id)
        if not found:
            continue
        kept = saved.get(source.id)
        if kept is None:
            old = receipts[source.id]
            made[source.id] = Receipt(source.id, old.saved, old.digest, found)
        else:
            made[source.id] = Receipt(source.id, "full" if source.saved == "full" else "excerpt", kept.digest, found)
    return made


def _unused(receipts: Receipts, made: Receipts) -> Iterator[Problem]:
    for name, receipt in receipts.items():
        left = set(receipt.passages) - set(made[name].passages if name in made else ())
        if left:
            yield Problem(
                Location(receipt.path),
                "Q009",
                f"this receipt holds {len(left)} that no quotation uses",
                "Run 'onrecord verify --update' to clear it up.",
            )


def _unchecked(one: Quotation, source: Source, receipt: Receipt | None) -> Problem:
    if receipt is not None:
        return Problem(
            one.at,
            "Q004",
            f"the receipt of '{source.id}' does not hold these words, and its saved text is not here",
            f"Put the text into {SAVED}/{source.id}.txt and run 'onrecord verify --update'.",
        )
    return Problem(
        one.at,
        "Q003",
        f"these words cannot be checked: there is no saved text of '{source.id}', and no receipt",
        f"Save its text as {SAVED}/{source.id}.txt and run 'onrecord verify --update'; until then they are labelled.",
    )


def _not_found(one: Quotation, source: Source, kept: SavedText, saved: Mapping[str, SavedText]) -> Problem:
    elsewhere = [
        name
        for name, other in sorted(saved.items())
        if name != source.id and find(one.words, other.text, full=False, insertions=one.part.insertions)
    ]
    near = nearest(one.words, kept.text, full=source.saved == "full")
    hint = f"They stand in '{elsewhere[0]}'." if elsewhere else f"The nearest passage is: {near}" if near else ""
    return Problem(one.at, "Q001", f"these words are not in the saved text of '{source.id}'", hint)


def _two_places(one: Quotation, source: Source, number: int) -> Problem:
    return Problem(
        one.at,
        "Q002",
        f"these words stand in {number} places of the saved text of '{source.id}'",
        "Quote more of them, or say which with 'prefix' or 'suffix': the text right before or after.",
    )


def _paraphrases(library: Library) -> Iterator[Problem]:
    """Quotation marks in the carrier's own words would claim what they do not hold."""
    for statement in library.of(Statement):
        for number, one in enumerate(statement.renditions):
            if one.class_ == "paraphrase" and _MARKS.search(one.words):
                yield Problem(
                    library.entries[statement.ref].at(("renditions", number, "words")),
                    "Q010",
                    "a paraphrase has quotation marks in it",
                    "Quote the quoted words as a rendition of their own, or leave the marks out of what you take.",
                )
