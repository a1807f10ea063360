"""Made-up records, the same for the same number, written as an explainer for onrecord and as a site for Hugo.

Of N, half are events and half statements; beside them stand the root of N actors and twice as many sources. Bodies are
of some sentences with a link and emphasis, a third of those of events with a list.
"""

import datetime as dt
import json
import math
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SYLLABLES = [
    first + second for first in ("b", "d", "f", "gr", "k", "l", "m", "n", "p", "r", "st", "v") for second in "aeiou"
]
WORDS = tuple(one + other + end for one in SYLLABLES[::3] for other in SYLLABLES[1::4] for end in ("", "n"))
TOPICS = tuple(f"topic-{word}" for word in WORDS[:160:10])
FIRST_DAY, DAYS = dt.date(2014, 1, 1), 4500
HUGO = Path(__file__).with_name("hugo.txtar")  # its layouts, each below a line "-- path --"

Fields = dict[str, Any]


@dataclass(frozen=True)
class Record:
    """A record of either site: its fields in words that both can be written in, and its text."""

    kind: str  # actor, source, event or statement
    id: str
    fields: Fields
    body: str


class Author:
    """Writes records, drawing from some words."""

    def __init__(self, seed: int, words: Sequence[str]) -> None:
        self.draw = random.Random(seed)  # noqa: S311 - the same records each time
        self.words = words

    def title(self, length: int) -> str:
        """Some words with a great first letter."""
        return " ".join(self.draw.choices(self.words, k=length)).capitalize()

    def text(self, length: int) -> str:
        """So many words in sentences of a dozen or so."""
        sentences = []
        while length > 0:
            size = length if length < 18 else self.draw.randint(9, 15)
            sentences.append(f"{self.title(size)}.")
            length -= size
        return " ".join(sentences)

    def linked(self, length: int, number: int) -> str:
        """A paragraph with emphasis and a link to elsewhere."""
        first, second, *rest = self.text(length).split(" ")
        return f"{first} *{second.strip('.')}* {' '.join(rest)} See [{self.title(3)}](https://example.org/{number})."

    def body_of_event(self, number: int) -> str:
        """Three paragraphs, the last of them a list in a third of the events."""
        items = [f"- {self.title(5)}" for _ in range(3)]
        last = "\n".join(items) if number % 3 == 0 else self.text(14)
        return f"**{self.title(2)}** {self.text(32)}\n\n{self.linked(24, number)}\n\n{last}"

    def day(self) -> dt.date:
        """One of the days of twelve years."""
        return FIRST_DAY + dt.timedelta(days=self.draw.randrange(DAYS))

    def some(self, names: Sequence[str], least: int, most: int) -> list[str]:
        """A few of some names, in order."""
        return sorted(self.draw.sample(names, min(len(names), self.draw.randint(least, most))))


def records(size: int, words: Sequence[str] = WORDS) -> Iterator[Record]:
    """All records of a made-up site."""
    by = Author(size, words)
    actors = [f"actor-{n}" for n in range(max(2, round(math.sqrt(size))))]
    sources = [f"source-{n}" for n in range(2 * len(actors))]
    for name in actors:
        yield Record("actor", name, {"title": by.title(3), "role": by.title(4)}, by.text(30))
    for n, name in enumerate(sources):
        fields = {"title": by.title(6), "publisher": by.title(2), "url": f"https://example.org/source/{n}"}
        yield Record("source", name, {**fields, "accessed": str(by.day())}, by.text(20))
    events = [(f"event-{n}", by.day()) for n in range(size // 2)]
    for n, (name, day) in enumerate(events):
        fields = {"title": by.title(6), "date": str(day), "place": by.title(1), "actors": by.some(actors, 2, 4)}
        fields |= {"topics": by.some(TOPICS, 1, 3), "sources": by.some(sources, 1, 3)}
        yield Record("event", name, fields, by.body_of_event(n))
    for n in range(size // 2):
        event, day = by.draw.choice(events)
        fields = {"title": by.title(5), "date": str(day + dt.timedelta(days=by.draw.randrange(4)))}
        fields |= {"speaker": by.draw.choice(actors), "event": event, "source": by.draw.choice(sources)}
        yield Record("statement", f"statement-{n}", {**fields, "quote": by.text(30)}, by.linked(34, n))


def write_explainer(project: Path, found: Sequence[Record]) -> None:
    """The records as a project of onrecord's."""
    topics = "".join(f"  {one}:\n    label: {one.replace('-', ' ').capitalize()}\n" for one in TOPICS)
    site = f"title: A made-up explainer\nsummary: For measuring.\nas_of: 2026-12-31\nlanguages: [en]\ntopics:\n{topics}"
    _write(project / "content" / "site.yml", site)
    for one in found:
        _write(project / "content" / f"{one.kind}s" / f"{one.id}.md", _file(_for_onrecord(one), one.body))


def write_hugo_site(folder: Path, found: Sequence[Record]) -> None:
    """The same records as a site of Hugo's, in which speakers are a taxonomy with pages of their own."""
    _, *parts = re.split(r"^-- (.+) --\n", HUGO.read_text("utf-8"), flags=re.MULTILINE)
    for name, text in zip(parts[::2], parts[1::2], strict=True):
        _write(folder / name, text)
    content = folder / "content"
    _write(content / "_index.md", _file({"title": "Timeline"}, ""))
    _write(content / "statements" / "_index.md", _file({"title": "Who said what"}, ""))
    for one in found:
        path = content / (f"speakers/{one.id}/_index.md" if one.kind == "actor" else f"{one.kind}s/{one.id}.md")
        named = {"speakers": [one.fields["speaker"]]} if one.kind == "statement" else {}
        renamed = {{"url": "original"}.get(name, name): value for name, value in one.fields.items()}
        _write(path, _file(renamed | named, one.body))


def _for_onrecord(record: Record) -> Fields:
    """The fields of a record as onrecord calls them, with what it requires: a language, a kind of source, an end."""
    given = record.fields
    if record.kind == "actor":
        return {"name": given["title"], "type": "person", "posts": [{"title": given["role"]}]}
    if record.kind == "source":
        return {**given, "language": "en", "kind": "news"}
    if record.kind == "event":
        kept = {name: given[name] for name in ("title", "date", "place", "topics")}
        evidence = [{"source": one} for one in given["sources"]]
        life = [{"state": "held", "date": given["date"]}]
        return {**kept, "participants": given["actors"], "evidence": evidence, "life": life}
    kept = {name: given[name] for name in ("title", "speaker", "date")}
    words = {"source": given["source"], "language": "en", "words": given["quote"], "class": "verbatim"}
    return {**kept, "occasion": given["event"], "renditions": [words]}


def _file(fields: Fields, body: str) -> str:
    """A file with front matter; what JSON writes on a line is YAML."""
    lines = (f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in fields.items())
    return f"---\n{''.join(lines)}---\n\n{body}\n"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8", newline="\n")
