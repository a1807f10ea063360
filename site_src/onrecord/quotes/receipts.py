"""Receipts: what was found where in a saved text, kept beside the content so that it can be shown and checked without it.

One file for each source, ``receipts/<source-id>.json``: the hash of the saved text, whether that is the full text or an
excerpt, and for the hash of each folded quotation its offsets and the text around it (W3C TextQuoteSelector). The sum
at the end tells an edit by hand.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from onrecord.problems import Location, Problem
from onrecord.quotes.find import Passage
from onrecord.quotes.fold import MATCHER
from onrecord.sources import MOST_BYTES, Refusal, listed, opened

FOLDER = "receipts"
HINT = "'onrecord verify --update' writes it anew, where the saved text is."

Kept = Literal["full", "excerpt"]


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was found in one saved text. ``passages`` are by the hash of the folded words."""

    source: str
    saved: Kept
    digest: str
    passages: Mapping[str, Passage]
    matcher: int = MATCHER

    @property
    def path(self) -> str:
        """Its file, relative to the project."""
        return f"{FOLDER}/{self.source}.json"


Receipts = Mapping[str, Receipt]


def as_json(receipt: Receipt) -> str:
    """The text of a receipt's file: the same for the same receipt."""
    told = _content(receipt)
    return json.dumps({**told, "sum": _sum(told)}, ensure_ascii=False, indent=1) + "\n"


def read_receipts(project: Path) -> tuple[Receipts, tuple[Problem, ...]]:
    """All receipts of a project by the id of their source, and which cannot be used."""
    found: dict[str, Receipt] = {}
    problems: list[Problem] = []
    folder = project / FOLDER
    names = listed(folder)
    if isinstance(names, Refusal):
        return MappingProxyType({}), (names.at(FOLDER),)
    for path in (folder / name for name in names if name.endswith(".json")):
        at = Location(f"{FOLDER}/{path.name}")
        data = opened(project, path, MOST_BYTES, HINT)
        if isinstance(data, Refusal):
            problems.append(data.at(at.path))
            continue
        try:
            told = json.loads(data)
            matcher = int(told["matcher"])
            if matcher != MATCHER:  # which may have written another form
                message = f"this receipt is of matcher {matcher}, and {MATCHER} is in use"
                problems.append(Problem(at, "Q007", message, HINT))
                continue
            receipt = _receipt(told)
            by_hand = receipt.source != path.stem or told.get("sum") != _sum(_content(receipt))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError):
            problems.append(Problem(at, "Q006", "this receipt cannot be read", HINT))
            continue
        if by_hand:
            problems.append(Problem(at, "Q006", "this receipt was changed by hand", HINT))
        else:
            found[receipt.source] = receipt
    return MappingProxyType(found), tuple(problems)


def _content(receipt: Receipt) -> dict[str, Any]:
    return {
        "source": receipt.source,
        "matcher": receipt.matcher,
        "saved": receipt.saved,
        "sha256": receipt.digest,
        "quotations": {
            name: {
                "start": one.start,
                "end": one.end,
                "prefix": one.prefix,
                "suffix": one.suffix,
                **({"elided": list(one.elided)} if one.elided else {}),
                **({"fragment": one.fragment} if one.fragment else {}),
            }
            for name, one in sorted(receipt.passages.items())
        },
    }


def _receipt(told: dict[str, Any]) -> Receipt:
    if told["saved"] not in {"full", "excerpt"}:
        raise ValueError(told["saved"])
    passages = {
        str(name): Passage(
            int(one["start"]),
            int(one["end"]),
            str(one["prefix"]),
            str(one["suffix"]),
            tuple(one.get("elided", ())),
            str(one.get("fragment", "")),
        )
        for name, one in told["quotations"].items()
    }
    return Receipt(str(told["source"]), told["saved"], str(told["sha256"]), MappingProxyType(passages))


def _sum(told: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(told, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:16]
