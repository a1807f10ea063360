"""What each kind of record has beside its class: a module for its pages, templates by its name, and words for it."""

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from onrecord.pages.found import ORDER
from onrecord.records.base import Record
from onrecord.records.folders import FOLDERS
from onrecord.records.kinds import KINDS
from onrecord.theme import default_folder, theme_for


@cache
def labels() -> Any:
    """The words for kinds and states."""
    template = theme_for(Path(), None).environment().get_template("components/labels.html")
    return template.make_module({"_": str, "pgettext": lambda _, text: text})


def lacking(kind: type[Record]) -> list[str]:
    """All that a kind ought to have and has not, as what to write."""
    name, templates = kind.kind, default_folder()
    page = f"pages/{kind.gathered}" if kind.gathered else f"kinds/{name}.html"
    wanted = {
        f"records/folders.py: a line for {name}": name in FOLDERS.values(),
        f"records/{name}.py": find_spec(f"onrecord.records.{name}") is not None,
        f"pages/kinds/{name}.py": find_spec(f"onrecord.pages.kinds.{name}") is not None,
        f"templates/{page}": (templates / page).is_file(),
        f"templates/kinds/{name}.line.html": (templates / f"kinds/{name}.line.html").is_file(),
        f"templates/kinds/{name}.print.html": kind.told_apart or (templates / f"kinds/{name}.print.html").is_file(),
        f"templates/kinds/{name}.block.html": not kind.on_topics()
        or (templates / f"kinds/{name}.block.html").is_file(),
        f"components/labels.html: kind.{name}": name in labels().kind,
        f"components/labels.html: kinds.{name}": name in labels().kinds,
    }
    return [what for what, there in wanted.items() if not there]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
def test_a_kind_has_all_that_shows_it(kind: type[Record]) -> None:
    """Every kind has pages, a line in lists, a form in print, and words for one and for many of it."""
    assert [] == lacking(kind)


def test_what_a_kind_lacks_is_named() -> None:
    """A kind that is nothing but a class is told what to write."""

    class Ferry(Record):
        kind = "ferry"

    assert [
        "records/folders.py: a line for ferry",
        "records/ferry.py",
        "pages/kinds/ferry.py",
        "templates/kinds/ferry.html",
        "templates/kinds/ferry.line.html",
        "templates/kinds/ferry.print.html",
        "components/labels.html: kind.ferry",
        "components/labels.html: kinds.ferry",
    ] == lacking(Ferry)


def test_the_templates_of_kinds_are_of_kinds() -> None:
    """A template that no kind has is found by nobody."""
    names = {path.name.partition(".")[0] for path in (default_folder() / "kinds").iterdir()}
    assert set() == names - {kind.kind for kind in KINDS}


def test_all_that_can_be_found_has_its_place() -> None:
    """Lists of everything name each kind once, topics and sides among them."""
    assert sorted([*(kind.kind for kind in KINDS), "topic", "side"]) == sorted(ORDER)
