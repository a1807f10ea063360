"""Verifying: every exact word of the content is looked up in the saved text of its source.

Where the full text is, it decides. An excerpt decides about the words that it has; of others, and where no text is, the
receipt does, since another editor may have noted another passage. Either way each quotation needs a receipt of its own, because
the pages are made of content and receipts alone. Nothing here changes content, and a changed word is never accepted.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from onrecord.library import Library
from onrecord.machine.remembered import Remembered
from onrecord.problems import Problem
from onrecord.quotes.find import MOST_PLACES, Passage, find, gaps, nearest
from onrecord.quotes.quotations import Quotation, paraphrases, quotations
from onrecord.quotes.receipts import CLEAR_UP, FOLDER, OLD_ENDING, Filed, Quoted, Receipt, Receipts, path_of
from onrecord.quotes.saved import SAVED, SavedText, folder_of
from onrecord.records.fields import Ref
from onrecord.records.source import Source

UPDATE = "Fetch your colleagues' texts first and look at it, then run 'onrecord verify --update'."
RUN = "Run 'onrecord verify --update'."


@dataclass(frozen=True, slots=True)
class Lacking:
    """Words that rest on a receipt though there is an excerpt of their source: it has not all that the receipt has."""

    quotation: Quotation
    text: str  # the excerpt
    found: bool  # whether it has the words, with less around them

    def sentence(self) -> str:
        """In a sentence, with the place and what the excerpt has instead: a passage that contradicts is seen there."""
        begin = f"{self.quotation.at}: by its receipt, for the excerpt of '{self.quotation.quoted.source}' here"
        if self.found:
            return f"{begin} shows less around these words"
        near = nearest(self.quotation.words, self.text, full=False)
        return f"{begin} does not have these words" + (f"; the nearest passage is: {near}" if near else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What looking one quotation up came to.

    ``how`` is what the words match: a text, a receipt alone, or nothing; ``receipt`` is what should be kept of them, and
    ``others`` what may be right instead.
    """

    quotation: Quotation
    how: Literal["full", "excerpt", "receipt", "unchecked", "missing"]
    receipt: Receipt | None = None
    fault: Problem | None = None
    lacking: Lacking | None = None
    others: tuple[Receipt, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What looking up came to: the receipts as they should be, those to leave alone, and counts for people."""

    receipts: Receipts
    spared: frozenset[str] = frozenset()  # files that are of no use and cannot be made anew here
    broken: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))  # such lines, by file
    full: int = 0
    excerpt: int = 0
    by_receipt: int = 0
    unchecked: int = 0
    missing: int = 0
    lacking: tuple[Lacking, ...] = ()
    change: str = ""  # what becomes of receipts that are kept as they should be
    folder: str = SAVED  # where the saved texts stand, as seen from the project

    def sentence(self) -> str:
        """The counts as a sentence."""
        return (
            f"{self.full} match a full text, {self.excerpt} an excerpt, {self.by_receipt} a receipt alone; "
            f"{self.unchecked} cannot be checked, {self.missing} are not found"
        )


def verify(
    library: Library,
    saved: Mapping[str, SavedText],
    held: Filed,
    *,
    unusable: Sequence[Problem] = (),
    whole: bool = True,
    hidden: bool = False,
) -> tuple[Verified, tuple[Problem, ...]]:
    """Look every quotation up. ``receipts`` of the outcome hold what was found, and nothing that is no longer quoted.

    What ``unusable`` saved texts and faulty receipts were told of already is not told again. That a receipt is not used is
    told only of the ``whole`` content, in which there is no error, and where drafts are ``hidden`` of no record that may be one.
    """
    lost = _lost(library, held, unusable)
    looked = [_looked(quotation, library, saved, held.receipts, lost) for quotation in quotations(library)]
    used: dict[Ref, set[Quoted]] = {}
    by_record: dict[Ref, dict[Quoted, Receipt]] = {}
    for each in looked:
        used.setdefault(each.quotation.record, set()).add(each.quotation.quoted)
        if each.receipt:
            by_record.setdefault(each.quotation.record, {})[each.quotation.quoted] = each.receipt
    problems = [each.fault for each in looked if each.fault]
    problems += _otherwise(library, held.receipts, looked)
    problems += paraphrases(library)
    if whole:
        problems += _unused(library, held.receipts, used, hidden=hidden)
    receipts = Receipts(
        MappingProxyType({ref: MappingProxyType(lines) for ref, lines in by_record.items()}),
        others=_open(looked),
    )
    spared, broken = _left(held, looked)
    counts = Counter(each.how for each in looked)
    outcome = Verified(
        receipts=receipts,
        spared=spared,
        broken=broken,
        full=counts["full"],
        excerpt=counts["excerpt"],
        by_receipt=counts["receipt"],
        unchecked=counts["unchecked"],
        missing=counts["missing"],
        lacking=tuple(each.lacking for each in looked if each.lacking),
        change=_change(held, receipts, broken),
        folder=folder_of(library.site),
    )
    return outcome, tuple(problems)


@dataclass(frozen=True, slots=True)
class _Lost:
    """Where a receipt may stand that cannot be used, or a text that cannot be read: no more is told of words there."""

    files: frozenset[str]
    texts: frozenset[str]
    all: bool

    def holds(self, quotation: Quotation) -> bool:
        """Whether the receipt of a quotation may be there."""
        path = path_of(quotation.record)
        old = f"{FOLDER}/{quotation.quoted.source}{OLD_ENDING}"
        return (
            self.all
            or quotation.quoted.source in self.texts
            or not self.files.isdisjoint({path, Path(path).parent.as_posix(), old})
        )


def _lost(library: Library, held: Filed, unusable: Sequence[Problem]) -> _Lost:
    """What is lost with the faulty receipts and the unusable saved texts."""
    paths = {problem.location.path for problem in unusable}
    texts = frozenset(Path(path).stem for path in paths)
    return _Lost(held.faulty | set(held.broken), texts, FOLDER in held.faulty or folder_of(library.site) in paths)


def _looked(
    quotation: Quotation, library: Library, saved: Mapping[str, SavedText], receipts: Receipts, lost: _Lost
) -> Looked:
    """Look one quotation up: in the saved text, where there is one, else in the receipts."""
    source, own = library.source(quotation.part.source), receipts.of(quotation.record).get(quotation.quoted)
    others = receipts.others_of(quotation.record, quotation.quoted)
    held = _read_alike(own or receipts.anywhere(quotation.quoted), quotation)
    kept = saved.get(source.id)
    silent = lost.holds(quotation) or quotation.quoted in receipts.old  # of which something was told already
    none_yet = None if own or silent else _none_yet(quotation, source)
    stale = _stale(quotation, source)
    if kept is None and held:
        return Looked(quotation=quotation, how="receipt", receipt=held, fault=none_yet, others=others)
    if kept is None:
        other = receipts.has(source.id)
        fault = None if silent else _unchecked(quotation, source, folder_of(library.site), other=other)
        return Looked(quotation=quotation, how="unchecked", receipt=own, fault=fault, others=others)
    places = _places(quotation, kept)
    if not places and held and not kept.full:
        lacking = Lacking(quotation, kept.text, found=False)
        return Looked(quotation=quotation, how="receipt", receipt=held, fault=none_yet, lacking=lacking, others=others)
    if not places and not kept.full and lost.holds(quotation):
        return Looked(quotation=quotation, how="unchecked", receipt=own, others=others)
    known = own is not None or quotation.quoted in receipts.old  # another record's tells no place of these words
    fitting = [each for each in (held, *others) if each and _fits(each, places, kept) and (known or len(places) == 1)]
    shown = [each for each in fitting if _shows(places, each)]
    if fitting and not shown:
        others = tuple(each for each in others if each in fitting)
        lacking = Lacking(quotation, kept.text, found=True)
        return Looked(
            quotation=quotation,
            how="receipt",
            receipt=fitting[0],
            fault=none_yet,
            lacking=lacking,
            others=others,
        )
    if shown:
        return Looked(
            quotation=quotation, how=kept.kept, receipt=shown[0], fault=none_yet if shown[0] == held else stale
        )
    if len(places) == 1:
        fault = stale if own and own.saved == kept.kept else none_yet
        return Looked(quotation=quotation, how=kept.kept, receipt=_cut(quotation, places[0], kept), fault=fault)
    fault = _two_places(quotation, source, len(places)) if places else _not_found(quotation, source, kept, saved, held)
    return Looked(quotation=quotation, how="missing", receipt=own, fault=fault, others=others)


def _read_alike(held: Receipt | None, quotation: Quotation) -> Receipt | None:
    """The receipt, unless it was made when other brackets of the words were declared as insertions."""
    return held if held and len(held.elided) in gaps(quotation.words, quotation.part.insertions) else None


def _shows(places: Sequence[Passage], held: Receipt) -> bool:
    """Whether a text has all that a receipt has around the words."""
    return any(place.prefix.endswith(held.prefix) and place.suffix.startswith(held.suffix) for place in places)


def _open(looked: Sequence[Looked]) -> Mapping[Ref, tuple[Receipt, ...]]:
    """The receipts that may be right instead of those that are taken, by record."""
    others: dict[Ref, dict[Receipt, None]] = {}
    for each in looked:
        if each.others:
            others.setdefault(each.quotation.record, {}).update(dict.fromkeys(each.others))
    return MappingProxyType({ref: tuple(lines) for ref, lines in others.items()})


def _places(quotation: Quotation, kept: SavedText) -> tuple[Passage, ...]:
    part = quotation.part
    return occurrences(quotation.words, kept.text, kept.full, part.prefix or "", part.suffix or "", part.insertions)


@Remembered
def occurrences(
    words: str, saved: str, full: bool, prefix: str, suffix: str, insertions: tuple[str, ...]
) -> tuple[Passage, ...]:
    """Where words stand in a saved text, as ``find`` finds them."""
    return find(words, saved, full=full, prefix=prefix, suffix=suffix, insertions=insertions)


def _fits(held: Receipt, places: tuple[Passage, ...], kept: SavedText) -> bool:
    """Whether a receipt has what was found. How a link names it is the program's business, and no sign of another text.

    A full text has the words once, with this around them. Of an excerpt somebody else may have noted more or less, so what
    both show has to agree, and that of one place is enough.
    """
    if held.saved != kept.kept:
        return False
    if kept.full:
        around = (held.prefix, held.suffix, held.elided)
        return [(place.prefix, place.suffix, place.elided) for place in places] == [around]
    return any(_agrees(held, place) for place in places)


def _agrees(held: Receipt, place: Passage) -> bool:
    """Whether what a receipt and a passage both show around the words is the same."""
    return (
        held.elided == place.elided
        and (held.prefix.endswith(place.prefix) or place.prefix.endswith(held.prefix))
        and (held.suffix.startswith(place.suffix) or place.suffix.startswith(held.suffix))
    )


def _cut(quotation: Quotation, place: Passage, kept: SavedText) -> Receipt:
    return Receipt(
        quoted=quotation.quoted,
        saved=kept.kept,
        prefix=place.prefix,
        suffix=place.suffix,
        elided=place.elided,
        fragment=place.fragment,
    )


def _left(held: Filed, looked: Sequence[Looked]) -> tuple[frozenset[str], Mapping[str, tuple[str, ...]]]:
    """The faulty files, and the broken lines, in which the receipt of a quotation may stand that cannot be made here."""
    lacking = [each.quotation for each in looked if each.receipt is None]
    files = {path_of(quotation.record) for quotation in lacking}
    files |= {f"{FOLDER}/{quotation.quoted.source}{OLD_ENDING}" for quotation in lacking}
    return held.faulty & files, MappingProxyType({path: lines for path, lines in held.broken.items() if path in files})


def _change(held: Filed, receipts: Receipts, broken: Mapping[str, tuple[str, ...]]) -> str:
    """What becomes of receipts, in a sentence: how many are kept, added and dropped; moved, written anew and converted, if any.

    Moved is one that goes to the file of its record, or to a record that quotes the words instead of the one that did.
    """
    before, after = _pairs(held.receipts), _pairs(receipts)
    new, gone = after - before, before - after
    converted = {(ref, receipt) for ref, receipt in new if held.receipts.old.get(receipt.quoted) == receipt}
    left = set(held.receipts.old) - {receipt.quoted for _, receipt in after}
    anew = {(ref, receipt.quoted) for ref, receipt in gone} & {(ref, receipt.quoted) for ref, receipt in new}
    added = Counter(receipt for ref, receipt in new - converted if (ref, receipt.quoted) not in anew)
    dropped = Counter(receipt for ref, receipt in gone if (ref, receipt.quoted) not in anew)
    to_other = (added & dropped).total()
    into_place = sum(receipt.at.path != path_of(ref) for ref, receipt in before & after)
    unusable = sum(len(lines) for path, lines in held.broken.items() if path not in broken)
    counts = (
        len(before & after) - into_place + sum(len(lines) for lines in broken.values()),
        added.total() - to_other,
        dropped.total() - to_other + len(left) + held.doubled + unusable,
    )
    more = {"moved": to_other + into_place, "written anew": len(anew), "converted": len(converted)}
    counted = "receipts: {} kept, {} added, {} dropped".format(*counts)
    return counted + "".join(f", {number} {what}" for what, number in more.items() if number)


def _pairs(receipts: Receipts) -> set[tuple[Ref, Receipt]]:
    lines = {(ref, receipt) for ref, lines in receipts.by_record.items() for receipt in lines.values()}
    return lines | {(ref, receipt) for ref, more in receipts.others.items() for receipt in more}


def _otherwise(library: Library, receipts: Receipts, looked: Sequence[Looked]) -> Iterator[Problem]:
    """Receipts that are of a full text, where the source says that an excerpt was kept, or the other way round."""
    for each in looked:
        source, receipt = (
            library.source(each.quotation.part.source),
            receipts.of(each.quotation.record).get(each.quotation.quoted),
        )
        if receipt is None or each.fault or (receipt.saved == "full") == (source.saved == "full"):
            continue
        which = "the full text" if receipt.saved == "full" else "an excerpt"
        message = f"a receipt of '{source.id}' is for {which}, but the source says otherwise"
        place = f"{folder_of(library.site)}/{source.id}.txt"
        hint = f"Say here what you saved, or put it into {place} and run 'onrecord verify --update'."
        yield Problem(library.entries[source.ref].at(("saved",)), "Q005", message, hint)


def _unused(
    library: Library, receipts: Receipts, used: Mapping[Ref, set[Quoted]], *, hidden: bool
) -> Iterator[Problem]:
    """Receipts for words that their record does not quote; of a record that may be a draft only where none is ``hidden``."""
    for record, lines in receipts.by_record.items():
        if hidden and record not in library.entries:
            continue
        for quoted, receipt in lines.items():
            if quoted not in used.get(record, ()) and receipt.at.path == path_of(record):  # else it is told of already
                message = f"the {record.kind} '{record.id}' does not quote the words that this receipt of '{quoted.source}' is for"
                yield Problem(receipt.at, "Q009", message, CLEAR_UP)


def _none_yet(quotation: Quotation, source: Source) -> Problem:
    return Problem(quotation.at, "Q004", f"there is no receipt yet for these words in '{source.id}'", RUN)


def _unchecked(quotation: Quotation, source: Source, folder: str, *, other: bool) -> Problem:
    file = f"{folder}/{source.id}.txt"
    if other:
        message = f"there is no receipt for these words in '{source.id}', and its saved text is not here"
        return Problem(quotation.at, "Q004", message, f"Put the text into {file} and run 'onrecord verify --update'.")
    message = f"these words cannot be checked: there is no saved text of '{source.id}', and no receipt"
    hint = f"Save its text as {file} and run 'onrecord verify --update'; until then they are labelled."
    return Problem(quotation.at, "Q003", message, hint)


def _stale(quotation: Quotation, source: Source) -> Problem:
    return Problem(quotation.at, "Q005", f"the saved text of '{source.id}' has changed since the receipt", UPDATE)


def _not_found(
    quotation: Quotation, source: Source, kept: SavedText, saved: Mapping[str, SavedText], held: Receipt | None
) -> Problem:
    if (quotation.part.prefix or quotation.part.suffix) and find(
        quotation.words, kept.text, full=kept.full, insertions=quotation.part.insertions
    ):
        message = f"these words are in the saved text of '{source.id}', but not with this prefix and suffix"
        return Problem(quotation.at, "Q001", message, "They are the text right before and after the words.")
    elsewhere = [
        name
        for name, other in sorted(saved.items())
        if name != source.id
        and find(quotation.words, other.text, full=other.full, insertions=quotation.part.insertions)
    ]
    near = nearest(quotation.words, kept.text, full=kept.full)
    hint = f"They are in '{elsewhere[0]}'." if elsewhere else f"The nearest passage is: {near}" if near else ""
    if held and not elsewhere:
        hint = f"A receipt has them: is this the full text of '{source.id}', as the source says?"
    return Problem(quotation.at, "Q001", f"these words are not in the saved text of '{source.id}'", hint)


def _two_places(quotation: Quotation, source: Source, number: int) -> Problem:
    many = f"{number} or more" if number == MOST_PLACES else number
    message = f"these words occur in {many} places in the saved text of '{source.id}'"
    hint = "Quote more of them, or say which with 'prefix' or 'suffix': the text right before or after."
    return Problem(quotation.at, "Q002", message, hint)
