#!/usr/bin/env python3
"""What the real site takes: ``build`` cold, ``check`` and ``verify``, in seconds of CPU; and an edit as ``serve`` shows it.

    .venv/bin/python benchmarks/real_site.py            on the content of commit 1ac8f13, and on today's
    .venv/bin/python benchmarks/real_site.py --keep     and keep the figures in RESULTS.md

Cold means: no output, and nothing kept from before. An edit is one file changed, and the site as it is now made again in
a process that made it before. The program is today's; only the content is of that commit. It prints numbers and asserts
nothing: machines differ.
"""

import shutil
import sys
import time
from pathlib import Path

from content_1ac8f13 import COMMIT, write_content
from results import ONRECORD, ROOT, keep, reader, scratch, used

EDITED = "content/events/geneva-talks.md"


def measure(project: Path, cache: Path) -> list[str]:
    """What each of them takes on a project, in words."""
    found = []
    for words in (["build", "--output", str(project.with_name("site"))], ["check"], ["verify"]):
        shutil.rmtree(cache, ignore_errors=True)
        one = used([*ONRECORD, "--project", str(project), *words], cache=cache)
        print(f"    {words[0]:8} {one.cpu:6.1f} s CPU {one.wall:6.1f} s {one.memory:5.0f} MiB", flush=True)
        found.append(f"{one.cpu:.1f}")
    edit = float(used_by_edit(project))
    print(f"    {'edit':8} {edit:6.1f} s CPU", flush=True)
    return [*found, f"{edit:.1f}"]


def used_by_edit(project: Path) -> float:
    """Seconds of CPU for making the site again after an edit, in this process, as ``serve`` does."""
    from onrecord.pipeline import make  # noqa: PLC0415 - only here is the program used in this process

    make(project, drafts=True, days=False)
    path = project / EDITED
    path.write_text(path.read_text("utf-8") + "\nEdited [@seed].\n", "utf-8")
    begin = time.process_time()
    made = make(project, drafts=True, days=False)
    if not made.artifacts:
        sys.exit(f"the edit is not sound: {made.prepared.problems[:1]}")
    return time.process_time() - begin


def write_today(project: Path) -> None:
    """Write the content and receipts of the checkout into the folder of a project."""
    for part in ("content", "receipts"):
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
            keep("Real site", [f"of {name}", *cells])


if __name__ == "__main__":
    main()
