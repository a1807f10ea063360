"""Stage 9, render, as a build has it: every file of a site, those that the output has as they would be made, and the others."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from onrecord.artifact import Held
from onrecord.machine.kept import keys, taken
from onrecord.machine.store import Store
from onrecord.machine.workers import children, made
from onrecord.stages.editions import Editions
from onrecord.stages.render import Task, parts
from onrecord.stages.write import Files
from onrecord.templating.theme import Theme


@dataclass(frozen=True, slots=True)
class Keyed:
    """What makes each file of a site: of no edition, and of each edition by its key. See ``kept.keys``."""

    plain: Mapping[str, Task]
    editions: Mapping[str, Mapping[str, Task]]


def keyed(editions: Editions, theme: Theme) -> Keyed:
    """The files of a site by edition. Every template is compiled, so that children have them."""
    theme.compile()
    plain, *others = parts(editions, theme)
    return Keyed(plain, dict(zip(keys(editions, theme), others, strict=True)))


def files_of(site: Keyed, output: Path, store: Store, tell: Callable[[str], None]) -> Files:
    """Every file of a site, in any order. What the output has is looked at only when ``write``, which asks, has locked it."""
    held = taken(store, output, site.editions)
    yield from (Held(path, digest) for path, digest in held.items())
    left = (
        {path: make for path, make in part.items() if path not in held}
        for part in (site.plain, *site.editions.values())
    )
    yield from made(tuple(left), children())
    tell("writing")
