"""Parsing: entries with the place of every value, and YAML that means only what stands there."""

import subprocess
import sys
from pathlib import Path

import pytest
from onrecord.stages.files import read
from onrecord.stages.parse import parse
from projects import write_files
from smallest import entry

EVENT = """---
title: "Täglich: the talks"
date: 2022-01-10
evidence:
  - source: paper
    words: >-
      The harbour
      stays open.
  - source: wire
topics: [ships, 港]
---

They opened.
"""

PATH = "content/events/talks.md"


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_other_line_ends_give_the_same_entry(end: str, tmp_path: Path) -> None:
    """A file saved with other line ends and a byte order mark has the same values at the same places."""
    folder = write_files(tmp_path, {PATH: ("\ufeff" + EVENT).replace("\n", end).encode()})
    (file,), _ = read(folder)
    assert entry(EVENT) == parse(file)[0][0]


@pytest.mark.parametrize(
    "bomb", ["a: " + "[" * 100_000, "a: " + "{b: " * 100_000, "- " * 100_000], ids=["lists", "mappings", "items"]
)
def test_a_depth_bomb_ends_no_process(bomb: str) -> None:
    """A hundred thousand brackets, which crash libyaml where it builds them, are one problem and no signal."""
    code = (
        "import sys; from onrecord.stages.parse import parse; from onrecord.stages.files import SourceFile;"
        "print([one.code for one in parse(SourceFile('content/site.yml', sys.stdin.read()))[1]])"
    )
    done = subprocess.run([sys.executable, "-c", code], input=bomb, capture_output=True, text=True, check=False)
    assert (0, "['P004']\n") == (done.returncode, done.stdout)
