"""Verifying: every exact word of the content is looked up in the saved text of its source.

Where the saved text is, it decides; where it is not, the receipt does. Either way each quotation needs a receipt,
because the pages are made of content and receipts alone. Nothing here changes content, and a mismatch is never accepted.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from onrecord.library import Library
from onrecord.problems import Location, Problem
from onrecord.quotes.find import MOST_PLACES, Passage, find, nearest
from onrecord.quotes.fold import key
from onrecord.quotes.receipts import FOLDER, Receipt, Receipts
from onrecord.records.base import Evidence, walk
from onrecord.records.source import Source
from onrecord.records.statement import Rendition, Statement
from onrecord.sources import Refusal, listed, opened

SAVED = "saved"
MOST_SAVED = 5_000_000  # bytes

UPDATE = "Look at it, then run 'onrecord verify --update'."

_MARKS = re.compile(r"[“”„‟«»‹›\"「」『』〝〞〟]|(?<!\w)[‘‚'](?=\w)[^‘’']*(?<=[\w.,;:!?…])[‘’'](?!\w)")


@dataclass(frozen=True, slots=True)
class Quotation:
    """Exact words of the content: the part that holds them, and where they stand in the project."""

    part: Evidence | Rendition
    words: str
    at: Location


@dataclass(frozen=True, slots=True)
class SavedText:
    """The text that was kept of a source, and whether it is the full one."""

    text: str
    digest: str
    full: bool


@dataclass(frozen=True, slots=True)
class Verified:
    """What looking up came to: the receipts as they should be, those to leave alone, and counts for people."""

    receipts: Receipts
    spared: frozenset[str] = frozenset()  # sources whose receipt is of no use and cannot be made anew here
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
    names = listed(project / SAVED)
    if isinstance(names, Refusal):
        return found, (names.at(SAVED),)
    there = frozenset(names)
    for source in library.of(Source):
        if f"{source.id}.txt" not in there:
            continue
        at = Location(f"{SAVED}/{source.id}.txt")
        data = opened(
            project, project / at.path, MOST_SAVED, "Keep the passages that you quote, parted by empty lines."
        )
        if isinstance(data, Refusal):
            problems.append(data.at(at.path))
            continue
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
        found[source.id] = SavedText(text, hashlib.sha256(text.encode()).hexdigest(), source.saved == "full")
    return found, tuple(problems)


def verify(
    library: Library,
    saved: Mapping[str, SavedText],
    receipts: Receipts,
    *,
    unusable: Sequence[Problem] = (),
    whole: bool = True,
) -> tuple[Verified, tuple[Problem, ...]]:
    """Look every quotation up. ``receipts`` of the outcome hold what was found, and nothing that is no longer quoted.

    What ``unusable`` receipts and saved texts were told of already is not told again. That a receipt is not used is
    told only of the ``whole`` content: without error, and with nothing hidden.
    """
    problems: list[Problem] = []
    passages: dict[str, dict[str, Passage]] = {}
    used: dict[str, set[str]] = {}
    lost = {Path(one.location.path).stem for one in unusable}
    if any(one.location.path in {FOLDER, SAVED} for one in unusable):
        lost |= {source.id for source in library.of(Source)}
    faulty: set[str] = set()
    counts = {"full": 0, "excerpt": 0, "receipt": 0, "unchecked": 0, "missing": 0}
    for one in quotations(library):
        source = library.source(one.part.source)
        kept, receipt = saved.get(source.id), receipts.get(source.id)
        name = key(one.words, one.part.prefix, one.part.suffix)
        used.setdefault(source.id, set()).add(name)
        held = receipt.passages.get(name) if receipt else None
        places = _places(one, kept) if kept else (held,) if held else ()
        fault = None
        if len(places) == 1:
            passages.setdefault(source.id, {})[name] = places[0]
        if kept is None:
            counts["receipt" if held else "unchecked"] += 1
            if held is None and source.id not in lost:
                fault = _unchecked(one, source, receipt)
        elif len(places) == 1:
            counts["full" if kept.full else "excerpt"] += 1
            if not _fits(held, places[0]) and (held or source.id not in lost):
                fault = _stale(one, source, held)
        else:
            counts["missing"] += 1
            fault = _two_places(one, source, len(places)) if places else _not_found(one, source, kept, saved)
        if fault:
            problems.append(fault)
            faulty.add(source.id)
    problems.extend(_paraphrases(library))
    problems.extend(_changed(library, saved, receipts, faulty))
    if whole:
        problems.extend(_unused(receipts, used))
    made = _receipts(library, saved, receipts, passages)
    spared = frozenset(lost & set(used) - set(saved))
    return Verified(made, spared, *counts.values()), tuple(problems)


def _fits(held: Passage | None, place: Passage) -> bool:
    """Whether a receipt has what was found. How a link names it is the program's business, and no sign of another text."""
    return held is not None and replace(held, fragment="") == replace(place, fragment="")


def _places(one: Quotation, kept: SavedText) -> tuple[Passage, ...]:
    return find(
        one.words,
        kept.text,
        full=kept.full,
        prefix=one.part.prefix or "",
        suffix=one.part.suffix or "",
        insertions=one.part.insertions,
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
            made[source.id] = Receipt(source.id, "full" if kept.full else "excerpt", kept.digest, found)
    return made


def _changed(
    library: Library, saved: Mapping[str, SavedText], receipts: Receipts, faulty: set[str]
) -> Iterator[Problem]:
    """Receipts that are of another text than the saved one, or call it full where the source does not."""
    for source in library.of(Source):
        receipt, kept = receipts.get(source.id), saved.get(source.id)
        if receipt is None or source.id in faulty:
            continue
        if (receipt.saved == "full") != (source.saved == "full"):
            which = "the full text" if receipt.saved == "full" else "an excerpt"
            message = f"the receipt of '{source.id}' is of {which}, and the source says otherwise"
            yield Problem(library.entries[source.ref].at(("saved",)), "Q005", message, UPDATE)
        elif kept is not None and receipt.digest != kept.digest:
            message = f"the saved text of '{source.id}' has changed since this receipt, though not around the words"
            yield Problem(Location(receipt.path), "Q005", message, UPDATE)


def _unused(receipts: Receipts, used: Mapping[str, set[str]]) -> Iterator[Problem]:
    for name, receipt in receipts.items():
        left = set(receipt.passages) - used.get(name, set())
        if left:
            yield Problem(
                Location(receipt.path),
                "Q009",
                f"this receipt holds {len(left)} {'passage' if len(left) == 1 else 'passages'} that no quotation uses",
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


def _stale(one: Quotation, source: Source, held: Passage | None) -> Problem:
    if held is None:
        message = f"there is no receipt yet for these words in '{source.id}'"
        return Problem(one.at, "Q004", message, "Run 'onrecord verify --update'.")
    return Problem(one.at, "Q005", f"the saved text of '{source.id}' has changed since the receipt", UPDATE)


def _not_found(one: Quotation, source: Source, kept: SavedText, saved: Mapping[str, SavedText]) -> Problem:
    if (one.part.prefix or one.part.suffix) and find(
        one.words, kept.text, full=kept.full, insertions=one.part.insertions
    ):
        message = f"these words are in the saved text of '{source.id}', but not with this prefix and suffix"
        return Problem(one.at, "Q001", message, "They are the text right before and after the words.")
    elsewhere = [
        name
        for name, other in sorted(saved.items())
        if name != source.id and find(one.words, other.text, full=other.full, insertions=one.part.insertions)
    ]
    near = nearest(one.words, kept.text, full=kept.full)
    hint = f"They stand in '{elsewhere[0]}'." if elsewhere else f"The nearest passage is: {near}" if near else ""
    return Problem(one.at, "Q001", f"these words are not in the saved text of '{source.id}'", hint)


def _two_places(one: Quotation, source: Source, number: int) -> Problem:
    return Problem(
        one.at,
        "Q002",
        f"these words stand in {number}{' or more' if number == MOST_PLACES else ''} places of the saved text of '{source.id}'",
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
