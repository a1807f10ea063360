#!/usr/bin/env python3
"""Series of edits to a small explainer, built after each with all that is kept from before, and once more without.

    .venv/bin/python tests/series.py [COUNT] [LENGTH] [SEED]      500 series of 10 edits, in a process a processor

Law: what is told, the exit code and every byte of the output are those of a build that keeps nothing. A difference is told
with its seed, which makes the same series again. Exit 1 where there was any. Forty shorter series are part of the tests.
"""

import contextlib
import io
import multiprocessing
import os
import random
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from onrecord.cli import main as onrecord
from onrecord.machine import workers
from onrecord.machine.kept import REMEMBERED
from onrecord.templating.engine import COMPILED
from onrecord.templating.theme import default_folder
from smallest import ACTOR, EVENT, SITE, SOUND, SOURCE, STATEMENT, with_lines

PAGE = '{% extends "default/pages/about.html" %}{% block heading %}About this{% endblock %}'

# A project with two languages, two earlier days, a theme with a page, a style and a catalog, a draft and a glossary.
PROJECT: Mapping[str, str | bytes] = {
    **SOUND,
    "content/site.yml": SITE.replace("[en]", "[en, fr]") + "days: {2022-01-20: {}, 2022-02-01: {}}\ntheme: look\n",
    "content/sources/paper.md": with_lines(SOURCE, "published: 2022-01-10"),
    "content/sources/late.md": with_lines(SOURCE, "published: 2022-01-25"),
    "content/events/close.md": EVENT.replace("open", "close").replace("01-10", "01-24").replace("paper", "late"),
    "content/events/secret.md": with_lines(EVENT.replace("open", "are secret"), "draft: true"),
    "content/terms/quay.md": "---\ntitle: Quay\nmeaning: A place for ships.\n---\nWhere ships lie [@paper], as at the [talks](../events/talks.md).\n",
    "saved/paper.txt": "The harbour stays open.\n",
    "look/pages/about.html": PAGE,
    "look/assets/css/look.css": "@layer theme { :root { --accent: #063 } }\n",
    "look/locales/fr.po": (default_folder() / "locales/fr.po").read_text("utf-8"),
}


COMPILED_ANEW = 0.05  # of builds: compiling takes longer than all the rest of one


@dataclass
class Explainer:
    """A project on disk that is edited, and the two folders that its site is built into."""

    folder: Path
    chance: random.Random
    away: dict[Path, bytes] = field(default_factory=dict)  # files as they were before they were broken or removed

    @property
    def project(self) -> Path:
        """Its folder."""
        return self.folder / "project"

    def begin(self) -> None:
        """Write all files."""
        for name, text in PROJECT.items():
            path = self.project / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())

    def some(self, pattern: str) -> Path | None:
        """A file of the project by chance; None where there is none like it."""
        found = sorted(path for path in self.project.glob(pattern) if path.is_file())
        return self.chance.choice(found) if found else None

    def built(self, *words: str, output: Path) -> tuple[int, str]:
        """The exit code of a build, and what it printed but for seconds and numbers of changes."""
        for one in REMEMBERED:  # as in a new process
            one.now, one.before = {}, {}
        if self.chance.random() < COMPILED_ANEW:
            COMPILED.known, COMPILED.asked = {}, {}
        told = io.StringIO()
        with contextlib.redirect_stdout(told), contextlib.redirect_stderr(told):
            code = onrecord(["build", "--project", str(self.project), "--output", str(output), *words])
        # Seconds, and what Babel says of a catalog when it reads it, which a build that reads nothing does not say again.
        text = re.sub(
            r"in \d+\.\d s|\(\d+ files changed, \d+ removed\)|^WARNING: .*\n", "", told.getvalue(), flags=re.MULTILINE
        )
        return code, text.replace(str(output), "")

    def difference(self) -> str:
        """What differs between a build that keeps and one that does not; empty where nothing does."""
        kept, clean = self.folder / "kept", self.folder / "clean"
        words = self.chance.choice(((), (), (), ("--strict",), ("--drafts",), ("--as-of", "2022-01-20")))
        before = tree(kept)
        told = self.built(*words, output=kept)
        shutil.rmtree(clean, ignore_errors=True)
        expected = self.built(*words, "--fresh", output=clean)
        if told != expected:
            return f"{told} is not {expected}"
        after = tree(kept)
        if told[0]:
            return "" if after == before else "a build that failed changed the output"
        foreign = {path: data for path, data in before.items() if path.startswith("mine")}
        wanted = {**tree(clean), **foreign}
        return ", ".join(sorted(path for path in after.keys() | wanted.keys() if after.get(path) != wanted.get(path)))


def tree(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Every file of a folder with its mode."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): (path.stat().st_mode, path.read_bytes()) for path in found}


# -- edits ---------------------------------------------------------------------------------------------------------------


def add(one: Explainer) -> None:
    """A new record, of any kind."""
    name = f"new-{one.chance.randrange(4)}"
    day = one.chance.choice(("2022-01-12", "2022-01-30", "2022-02-20"))
    kind, text = one.chance.choice(
        (
            ("events", EVENT.replace("2022-01-10", day)),
            ("actors", ACTOR.replace("Ada", one.chance.choice(("Ada", "Bo")))),
            ("sources", with_lines(SOURCE, f"published: {day}")),
            ("statements", STATEMENT.replace("date: 2022-01-10", f"date: {day}")),
            ("terms", f"---\ntitle: {name}\nmeaning: A word.\n---\nIt is one.\n"),
        )
    )
    write(one.project / f"content/{kind}/{name}.md", text)


def change(one: Explainer) -> None:
    """A sentence more in a record, with or without a reference; or one less."""
    if path := one.some("content/*/*.md"):
        text = path.read_text("utf-8")
        more = one.chance.choice(("\nMore.\n", "\nMore [@paper].\n", "\nSee the [talks](../events/talks.md).\n", ""))
        write(path, text + more if more else text.rsplit("\n\n", 1)[0] + "\n")


def change_a_letter(one: Explainer) -> None:
    """A letter for another, so that the file keeps its size; at times with the times that it had."""
    if path := one.some("content/*/*.md"):
        data, status = path.read_bytes(), path.stat()
        place = one.chance.randrange(len(data))
        path.write_bytes(data[:place] + one.chance.choice(b"aeo").to_bytes(1, "big") + data[place + 1 :])
        if one.chance.random() < 0.5:
            os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def rename(one: Explainer) -> None:
    """Another id for a record: what refers to it is broken."""
    if path := one.some("content/*/*.md"):
        path.rename(path.with_name(f"renamed-{one.chance.randrange(9)}.md"))


def exchange(one: Explainer) -> None:
    """Two files change places, with their times."""
    first, second = one.some("content/*/*.md"), one.some("content/*/*.md")
    if first and second and first != second:
        first.rename(aside := first.with_suffix(".aside"))
        second.rename(first)
        aside.rename(second)


def remove(one: Explainer) -> None:
    """A file goes."""
    if path := one.some(one.chance.choice(("content/*/*.md", "saved/*", "receipts/**/*", "look/*/*"))):
        one.away[path] = path.read_bytes()
        path.unlink()


def break_it(one: Explainer) -> None:
    """A file that cannot be read, or with a field that there is none of, or a template with a fault."""
    if path := one.some(one.chance.choice(("content/*/*.md", "content/site.yml", "look/pages/*", "look/locales/*"))):
        one.away[path] = path.read_bytes()
        write(path, one.chance.choice(("{{ nothing.at.all }}", "---\ntitel: x\n---\n", "\x00", "{% if %}")))


def mend(one: Explainer) -> None:
    """What was broken or removed last is as it was."""
    if one.away:
        path, data = one.away.popitem()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def draft(one: Explainer) -> None:
    """A record becomes a draft, or is published."""
    if path := one.some("content/events/*.md"):
        text = path.read_text("utf-8", "replace")
        write(path, text.replace("draft: true\n", "") if "draft: true" in text else with_lines(text, "draft: true"))


def translate(one: Explainer) -> None:
    """A translation, outdated or not; or none any more."""
    if path := one.some("content/events/*.md"):
        fresh = path.with_name(f"{path.name.split('.')[0]}.fr.md")
        if fresh.exists():
            fresh.unlink()
        else:
            one.built(output=one.folder / "kept")
            told = one.built("--strict", output=one.folder / "kept")[1]
            found = re.search(rf"{path.name}.*?hash is (\w+)", told, re.DOTALL)
            write(fresh, f"---\ntranslates: {found[1] if found else 'outdated'}\ntitle: Ouverture\n---\n")


def theme(one: Explainer) -> None:
    """The style, a template or the catalog of the theme."""
    what = one.chance.randrange(4)
    if what == 0:
        write(one.project / "look/assets/css/look.css", f"/* */ p {{ order: {one.chance.randrange(9)} }}\n")
    elif what == 1:
        write(one.project / "look/pages/about.html", PAGE.replace("this", one.chance.choice(("this", "that"))))
    elif what == 2:
        extended = '{% extends "default/pages/timeline.html" %}{% block heading %}All{% endblock %}'
        write(one.project / "look/pages/timeline.html", extended)
    elif (path := one.project / "look/locales/fr.po").is_file():
        word = one.chance.choice(("Chronologie", "Frise", "Dates"))
        write(path, re.sub(r'(?<=msgid "Timeline"\nmsgstr ")[^"]*', word, path.read_text("utf-8", "replace")))


def site(one: Explainer) -> None:
    """A field of the site: its title, its day, its earlier days, its languages, its theme, an address."""
    path = one.project / "content/site.yml"
    text = path.read_text("utf-8", "replace")
    old, new = one.chance.choice(
        (
            (r"title: .*", f"title: The talks {one.chance.randrange(3)}"),
            (r"as_of: .*", f"as_of: 2022-02-{one.chance.randrange(10, 28)}"),
            (r"days: .*", f"days: {{2022-01-{one.chance.randrange(10, 31)}: {{}}}}"),
            (r"languages: .*", one.chance.choice(("languages: [en]", "languages: [en, fr]", "languages: [fr, en]"))),
            (r"theme: .*\n", one.chance.choice(("", "theme: look\n", "theme: gone\n"))),
            (r"\Z", "site_url: https://harbour.example/talks\n" if "site_url" not in text else ""),
        )
    )
    write(path, re.sub(old, new, text, count=1))


def receipts(one: Explainer) -> None:
    """A receipt is changed by hand, or goes; a saved text changes; or all are written anew."""
    what = one.chance.randrange(3)
    if what == 0 and (path := one.some("receipts/**/*")):
        one.away.setdefault(path, path.read_bytes())
        path.write_bytes(path.read_bytes().replace(b"harbour", b"harbor", 1) + b" ")
    elif what == 1:
        write(one.project / "saved/paper.txt", one.chance.choice(("The harbour stays open.\n", "Nothing.\n")))
    else:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            onrecord(["verify", "--update", "--project", str(one.project)])


def output(one: Explainer) -> None:
    """Somebody touches what was built: edits, deletes, links or locks a page, adds a file, takes away the folder."""
    made = one.folder / "kept"
    found = sorted(path for path in made.rglob("*") if path.is_file())
    what = one.chance.randrange(7)
    if what == 6:
        shutil.rmtree(made, ignore_errors=True)
    elif found:
        path = one.chance.choice(found)
        if what == 0:
            data, status = path.read_bytes(), path.stat()
            path.write_bytes(data[:-1] + b"?")
            os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
        elif what == 1 and path.name != ".onrecord-manifest.json":
            path.unlink()
        elif what == 2:
            path.chmod(0o600)
        elif what == 3:
            write(made / f"mine-{one.chance.randrange(3)}.txt", "mine")
        elif what == 4 and path.suffix == ".html":
            (one.folder / "elsewhere").write_bytes(path.read_bytes())
            path.unlink()
            path.symlink_to(one.folder / "elsewhere")
        else:
            path.touch()


def touch(one: Explainer) -> None:
    """A file gets another time and keeps its bytes, as when a branch is left and come back to."""
    if path := one.some("*/**/*"):
        data = path.read_bytes()
        path.unlink()
        path.write_bytes(data)


def store(one: Explainer) -> None:
    """What is kept is damaged, cut short, emptied, or taken away."""
    for path in sorted(Path(os.environ["XDG_CACHE_HOME"]).rglob("*")):
        if path.is_file() and one.chance.random() < 0.5:
            data = path.read_bytes()
            path.write_bytes(one.chance.choice((data[: len(data) // 2], data[:-1] + b"?", b"")))


EDITS: dict[str, Callable[[Explainer], None]] = {
    edit.__name__: edit
    for edit in (
        add, change, change_a_letter, rename, exchange, remove, break_it, mend, draft, translate, theme, site,
        receipts, output, touch, store,
    )
}  # fmt: skip


def write(path: Path, text: str) -> None:
    """Write a file, and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def tried(folder: Path, edits: list[str], seed: int) -> str:
    """What differed in a series, after which edit; empty where nothing did."""
    one = Explainer(folder, random.Random(seed))
    one.begin()
    workers.SMALL = one.chance.choice((200, 200, 200, 20))  # at times a child takes part
    for number, name in enumerate(["touch", *edits]):
        EDITS[name](one)
        if difference := one.difference():
            return f"after {number} of {edits}, seed {seed}: {difference}"
    return ""


def series(given: tuple[int, int]) -> str:
    """One series by its seed, in a folder of its own, with what was kept in it alone."""
    seed, length = given
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CACHE_HOME"] = f"{folder}/cache"
        return tried(Path(folder), [chance.choice(list(EDITS)) for _ in range(length)], seed)


def main(count: int = 500, length: int = 10, seed: int = 0) -> int:
    """Try that many series."""
    fork = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(len(os.sched_getaffinity(0)), mp_context=fork) as pool:  # whose processes may fork others
        found = [one for one in pool.map(series, ((seed + n, length) for n in range(count))) if one]
    print("\n".join(found) or f"{count} series of {length} edits: no difference")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
