"""The smallest records that are right, and the smallest project in which nothing is wrong: what most tests begin with.

Behind them a small project of drafts, and translations as an author writes them.
"""

from collections.abc import Mapping

from onrecord.entry import Entry
from onrecord.quotes.fold import key
from onrecord.quotes.receipts import Quoted, Receipt, as_lines
from onrecord.records.fields import Ref
from onrecord.stages.files import SourceFile
from onrecord.stages.parse import parse
from onrecord.texts import fingerprint

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
HELD = Receipt(
    quoted=Quoted("paper", key("The harbour stays open.")),
    saved="excerpt",
    fragment="text=The%20harbour%20stays%20open",
)
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


def source(kind: str = "news", *lines: str, publisher: str = "The Wire") -> str:
    """A source of a kind."""
    return with_lines(SOURCE.replace("news", kind).replace("The Harbour News", publisher), *lines)


# A whole small project of drafts, each word of which begins with a letter that nothing else does.
HIDDEN = {
    "content/actors/shade.md": with_lines(ACTOR.replace("Ada Moor", "Zerlina Quux"), "draft: true"),
    "content/statements/hush.md": with_lines(
        STATEMENT.replace("title: The harbour stays open", "title: Zerlina speaks").replace("moor", "shade"),
        "draft: true",
        "occasion: talks",
    ),
    "content/sources/leak.md": source("news", "draft: true", publisher="Zerlina Press"),
    "content/events/secret.md": with_lines(
        EVENT.replace("The harbour talks open", "Zerlina meets").replace("paper", "leak"),
        "draft: true",
        "host: [shade]",
        "answers: [events/talks]",
        "topics: [quuxes]",
    )
    + "See [it](talks.md) [@leak].\n",
    "content/context/quux.md": "---\ntitle: Zerlina\nsummary: Zerlina.\ndraft: true\n---\n\n```events\nsecret\n```\n",
    "content/terms.yml": "quux: {title: Zerlina, meaning: Zerlina, draft: 'true'}\n",
}

WITH_TOPIC = SITE + "topics: {quuxes: {label: Quuxes}}\n"

TALKS, GB = "content/events/talks.md", "content/events/talks.en-GB.md"


def translates(original: str, path: str = TALKS) -> str:
    """The line of a translation that says what it translates."""
    return f"translates: {fingerprint(entry(original, path))}"


def translation(*lines: str) -> str:
    """A translation with these lines in its front matter."""
    return "".join(f"{line}\n" for line in ("---", *lines, "---"))
