"""A whole site in memory: what ``build`` writes, without a disk, and what is read of it: its pages, their ids and their links."""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from onrecord.artifact import Artifact
from onrecord.pipeline import gate, prepare
from onrecord.prepared import Options, Prepared
from onrecord.problems import in_order
from onrecord.stages.render import render


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


def page_of(made: Made, path: str) -> str:
    """A page of a site in memory, as text."""
    return next(one.data.decode() for one in made.artifacts if one.path == path)


def html_of(made: Made) -> dict[str, str]:
    """Every page of a site in memory, by its path."""
    return {one.path: one.data.decode() for one in made.artifacts if one.path.endswith(".html")}


def ids_of(page: str) -> list[str]:
    """Every HTML id of a page, in order."""
    return [html.unescape(one) for one in re.findall(r'<[^<>]*?\sid="([^"<>]*)"', page)]


def links_of(page: str) -> list[str]:
    """Every address that a page leads to or loads, in order."""
    return [html.unescape(one) for one in re.findall(r'<[^<>]*?\s(?:href|src)="([^"<>]*)"', page)]


def dead_links(made: Made) -> list[tuple[str, str]]:
    """Every relative address of a site in memory that leads to no file of it, or to no id; 404.html has none that is relative."""
    files = {one.path for one in made.artifacts}
    pages = html_of(made)
    ids = {path: set(ids_of(page)) for path, page in pages.items()}
    dead = []
    for path, page in pages.items():
        for link in links_of(page):
            parts = urlsplit(link)
            target = urljoin(path, unquote(parts.path)) if parts.path else path
            gone = target not in files or (parts.fragment and unquote(parts.fragment) not in ids[target])
            if gone and not parts.scheme and not path.endswith("404.html"):
                dead.append((path, link))
    return dead


def number(shown: str) -> Decimal:
    """The upper amount that is written: "up to EUR 1.2 billion"."""
    sizes = {"million": 10**6, "billion": 10**9, "trillion": 10**12}
    digits = "".join(one for one in shown.rpartition(" to ")[2] if one.isdigit() or one == ".")
    return Decimal(digits) * next((size for word, size in sizes.items() if word in shown), 1)
