"""The smallest records that are right, and the smallest project in which nothing is wrong: what most tests begin with."""

from collections.abc import Mapping

from onrecord.entry import Entry
from onrecord.parse import parse
from onrecord.quotes.fold import key
from onrecord.quotes.receipts import Quoted, Receipt, as_lines
from onrecord.records.fields import Ref
from onrecord.sources import SourceFile

Files = Mapping[str, str | bytes]

SITE = """title: The harbour talks
summary: What was said about the harbour.
as_of: 2022-02-24
languages: [en]
"""

SOURCE = """---
publisher: The Harbour News
language: en
kind: news
---
"""

ACTOR = """---
name: Ada Moor
type: person
---
"""

EVENT = """---
title: The harbour talks open
date: 2022-01-10
evidence:
  - source: paper
---
"""

STATEMENT = """---
title: The harbour stays open
speaker: moor
date: 2022-01-10
renditions:
  - source: paper
    language: en
    words: The harbour stays open.
    class: verbatim
---
"""

OPEN = Ref("statement", "open")
HELD = Receipt(Quoted("paper", key("The harbour stays open.")), "excerpt", fragment="text=The%20harbour%20stays%20open")
RECEIPT = as_lines(OPEN, [HELD])
RECEIPTS = "receipts/statements/open.jsonl"  # the file in which it stands

# A project in which each of them stands, and nothing is wrong.
SOUND: Files = {
    RECEIPTS: RECEIPT,
    "content/site.yml": SITE,
    "content/sources/paper.md": SOURCE,
    "content/actors/moor.md": ACTOR,
    "content/events/talks.md": EVENT,
    "content/statements/open.md": STATEMENT,
}


def with_lines(record: str, *lines: str) -> str:
    """The record with more lines in its front matter, before the line that ends it."""
    front, fence, body = record.removeprefix("---\n").partition("---\n")
    return "---\n" + front + "".join(f"{line}\n" for line in lines) + fence + body


def entry(text: str, path: str = "content/events/talks.md") -> Entry:
    """The one entry of a file that is right."""
    entries, problems = parse(SourceFile(path, text))
    assert () == problems
    (found,) = entries
    return found
