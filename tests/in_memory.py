"""A whole site in memory: what ``build`` writes, without a disk."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from onrecord.artifact import Artifact
from onrecord.pipeline import gate, prepare
from onrecord.prepared import Options, Prepared
from onrecord.problems import in_order
from onrecord.render import render


@dataclass(frozen=True, slots=True)
class Made:
    """A site in memory, or the problems that prevented it."""

    artifacts: tuple[Artifact, ...]
    prepared: Prepared


def make(project: Path, *, strict: bool = False, tell: Callable[[str], None] = lambda _: None, **options: Any) -> Made:
    """The whole site, if the gate opens; ``options`` as for ``prepare``."""
    prepared = prepare(project, Options(strict=strict, tell=tell, **options))
    if prepared.theme is None or not gate(prepared, strict=strict):
        return Made((), prepared)
    artifacts, faults = render(prepared.editions, prepared.theme)
    problems = in_order((*prepared.problems, *faults))
    return Made(() if faults else artifacts, replace(prepared, problems=problems))
