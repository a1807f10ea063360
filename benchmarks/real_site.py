#!/usr/bin/env python3
"""What the real site takes: ``build`` cold, when nothing changed and after an edit; ``check`` and ``verify``, cold.

    .venv/bin/python benchmarks/real_site.py            on the content of commit 1ac8f13, and on today's
    .venv/bin/python benchmarks/real_site.py --keep     and keep the figures in RESULTS.md

Cold means: no output, and nothing kept from before. Nothing changed is asked of ``build.py``, as the README has it. One edit is
of an event that no earlier day knows, the other of one that is known on all of them. The program is today's; only the content
is of that commit. It prints numbers and asserts nothing: machines differ.
"""

import shutil
import time
from collections.abc import Sequence
from pathlib import Path

from content_1ac8f13 import COMMIT, write_content
from results import ONRECORD, ROOT, Used, keep, reader, scratch, used

LATER, EARLIER = "content/events/belarus-troops-stay.md", "content/events/biden-putin-summit-2021.md"
DOOR = ("python3", str(ROOT / "build.py"))


def measure(project: Path, cache: Path) -> list[str]:
    """What each of them takes on a project, in words."""
    site = ["--project", str(project), "build", "--output", str(project.with_name("site"))]

    def run(name: str, command: Sequence[str], *, cold: bool = False) -> Used:
        if cold:
            shutil.rmtree(cache, ignore_errors=True)
        one = used(command, cache=cache)
        print(f"    {name:15} {one.cpu:6.1f} s CPU {one.wall:6.2f} s {one.memory:5.0f} MiB", flush=True)
        return one

    cold = run("build", [*ONRECORD, *site], cold=True)
    time.sleep(3)  # until no file is as new as what was kept of it
    run("nothing changed", [*DOOR, *site])
    nothing = min(run("nothing changed", [*DOOR, *site]).wall for _ in range(5))
    edits = []
    for path in (LATER, EARLIER):
        edited = project / path
        if not edited.is_file():
            edits.append("-")
            continue
        edited.write_text(edited.read_text("utf-8") + "\nEdited [@seed].\n", "utf-8")
        edits.append(f"{run('edit', [*ONRECORD, *site]).cpu:.1f}")
    others = (run(word, [*ONRECORD, "--project", str(project), word], cold=True) for word in ("check", "verify"))
    checks = [f"{one.cpu:.1f}" for one in others]
    return [f"{cold.cpu:.1f}", f"{cold.wall:.1f}", f"{cold.memory:.0f}", f"{nothing:.2f}", *edits, *checks]


def write_today(project: Path) -> None:
    """Write the content, receipts and theme of the checkout into the folder of a project."""
    for part in ("content", "receipts", "theme"):
        shutil.copytree(ROOT / part, project / part)


def main() -> None:
    """Measure both, or one where today's content is still that of the commit."""
    given = reader(__doc__).parse_args()
    used([*ONRECORD, "--version"])  # so that compiling the program is no part of it
    seen: dict[Path, bytes] = {}
    for name, write in ((COMMIT, write_content), ("today", write_today)):
        with scratch() as folder:
            project = folder / "project"
            write(project)
            files = {one.relative_to(project): one.read_bytes() for one in project.rglob("*") if one.is_file()}
            if files == seen:
                print(f"content of {name}: the same")
                break
            seen = files
            print(f"content of {name}:", flush=True)
            cells = measure(project, folder / "cache")
        if given.keep:
            keep("Real site, with what is kept", [f"of {name}", *cells])


if __name__ == "__main__":
    main()
