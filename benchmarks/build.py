#!/usr/bin/env python3
"""How long a site takes: the real one, and made-up ones of 300 and 3,000 events.

    .venv/bin/python benchmarks/build.py            all of them
    .venv/bin/python benchmarks/build.py 300 1000   made-up ones of these sizes only

Cold is the first ``make()`` of a process, imports included; warm is the next one in the same process, as ``serve`` does
it after a save; edit is one more, after a change in one file. Nothing is written but the made-up projects, in a temporary
folder. It prints numbers and asserts nothing: machines differ.
"""

import datetime as dt
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SIZES = (300, 3000)

SITE = """title: A made-up explainer of {size} events
summary: For measuring.
as_of: 2022-02-24
languages: [en]
sides:
  north: The north
  south: The south
topics:
  one: The first topic
  two: The second topic
intro: |
  Of [the first event](events/event-0.md) [@source-0].
"""

SOURCE = """---
title: Report {n}
publisher: The Made-up News
url: https://example.org/report/{n}
published: {day}
language: en
kind: news
---
"""

ACTOR = """---
name: Speaker {n}
type: person
side: {side}
posts:
  - title: Minister {n}
    from: 2015
---
"""

EVENT = """---
title: Event number {n}
date: {day}
place: Town {n}
host: [actor-{actor}]
participants: [actor-{actor}, actor-0]
topics: [{topic}]
evidence:
  - source: source-{source}
    words: On that day event number {n} took place in the town hall, as both sides confirmed later
    locator: paragraph {n}
life:
  - state: planned
    date: 2015-01-01
    by: actor-{actor}
  - state: held
    date: {day}
---

It followed [the one before](event-{before}.md) [@source-{source}] and was **short**.
"""

STATEMENT = """---
title: Words number {n}
speaker: actor-{actor}
date: {day}
occasion: event-{event}
manner: asserts
topics: [{topic}]
renditions:
  - source: source-{source}
    language: en
    words: We have said it once, and we say it again in the words with the number {n}.
    class: verbatim
  - source: source-{other}
    language: en
    words: We say it again in the words with the number {n}.
    class: elided
    derives_from: source-{source}
---
"""


def files(size: int) -> Iterator[tuple[str, str]]:
    """Every file of a made-up project, by its path."""
    sources, actors = max(size // 4, 2), max(size // 20, 2)
    yield "site.yml", SITE.format(size=size)
    for n in range(sources):
        yield f"sources/source-{n}.md", SOURCE.format(n=n, day=day(n))
    for n in range(actors):
        yield f"actors/actor-{n}.md", ACTOR.format(n=n, side=("north", "south")[n % 2])
    for n in range(size):
        shared = {"n": n, "day": day(n), "actor": n % actors, "topic": ("one", "two")[n % 2], "source": n % sources}
        yield f"events/event-{n}.md", EVENT.format(before=max(n - 1, 0), **shared)
        if n % 2 == 0:
            yield f"statements/words-{n}.md", STATEMENT.format(event=n, other=(n + 1) % sources, **shared)


def day(number: int) -> dt.date:
    """One of the days of six years."""
    return dt.date(2015, 6, 1) + dt.timedelta(days=number * 7 % 2200)


def write_project(folder: Path, size: int) -> None:
    """Write a made-up project."""
    for name, text in files(size):
        path = folder / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def measure(project: Path) -> None:
    """Make the site three times in this process, and print what came of it as JSON. Run in a process of its own."""
    begin = time.perf_counter()
    from onrecord.pipeline import make  # noqa: PLC0415 - its import is a part of what is measured

    made = make(project)
    times = [time.perf_counter() - begin]
    for edit in (False, True):
        if edit:
            change(project)
        begin = time.perf_counter()
        make(project)
        times.append(time.perf_counter() - begin)
    pages = sum(one.path.endswith(".html") for one in made.artifacts)
    errors = [str(one) for one in made.prepared.problems if one.severity == "error"]
    print(
        json.dumps(
            {
                "times": times,
                "pages": pages,
                "bytes": sum(len(one.data) for one in made.artifacts),
                "errors": errors[:1],
            }
        )
    )


def change(project: Path) -> None:
    """Change one event of a made-up project; the real one is left alone."""
    path = project / "content" / "events" / "event-0.md"
    if path.is_file():
        path.write_text(path.read_text("utf-8").replace("Event number 0", "Event number nought"), "utf-8")


def report(name: str, project: Path) -> None:
    """Measure a project in a process of its own and print one line."""
    command = [sys.executable, str(Path(__file__).resolve()), "--measure", str(project)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"{name:24}  failed: {done.stderr.strip().splitlines()[-1]}")
        return
    told = json.loads(done.stdout)
    cold, warm, edit = told["times"]
    print(f"{name:24} {told['pages']:6,} {told['bytes'] / 1e6:8.1f} {cold:8.2f} {warm:8.2f} {edit:8.2f}", flush=True)
    if told["errors"]:
        print(f"    {told['errors'][0]}")


def main(words: list[str]) -> None:
    """Measure what is asked for, or all."""
    if words[:1] == ["--measure"]:
        measure(Path(words[1]))
        return
    print(f"{'site':24} {'pages':>6} {'MB':>8} {'cold s':>8} {'warm s':>8} {'edit s':>8}")
    if not words:
        report("the first explainer", ROOT)
    for size in map(int, words or SIZES):
        with tempfile.TemporaryDirectory(prefix="onrecord-") as folder:
            write_project(Path(folder), size)
            report(f"{size:,} made-up events", Path(folder))


if __name__ == "__main__":
    main(sys.argv[1:])
