"""Templates show what they are given: they work nothing out, and their lines are short."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import TemplateSyntaxError, nodes
from jinja2.defaults import DEFAULT_FILTERS
from onrecord.templating.theme import default_folder, theme_for

LONGEST = 160

# Filters of Jinja's own that work something out: all but how many there are, texts put together, and HTML as text.
REFUSED = set(DEFAULT_FILTERS) - {"length", "join", "striptags", "forceescape"}

# What texts, lists and mappings can do in Python. A template that calls it works something out.
METHODS = {name for kind in (str, list, dict) for name in dir(kind) if not name.startswith("_")}


def templates() -> list[str]:
    """The names of all default templates."""
    folder = default_folder()
    return sorted(
        path.relative_to(folder).as_posix() for path in (*folder.rglob("*.html"), *(folder / "outputs").iterdir())
    )


def computing(text: str) -> list[tuple[int, str]]:
    """Where a template works something out, by line."""
    try:
        tree = theme_for(Path(), None).environment().parse(text)
    except TemplateSyntaxError as error:  # such as ``do``, a tag that is not there
        return [(error.lineno, str(error.message))]
    return sorted(_computing(tree))


def _computing(tree: nodes.Template) -> Iterator[tuple[int, str]]:
    for node in tree.find_all((nodes.Filter, nodes.Slice, nodes.List, nodes.Call)):
        if isinstance(node, nodes.Filter) and node.name in REFUSED:
            yield node.lineno, f"the filter {node.name}"
        elif isinstance(node, nodes.Slice):
            yield node.lineno, "a slice"
        elif isinstance(node, nodes.List):
            yield node.lineno, "a list"
        elif isinstance(node, nodes.Call) and isinstance(node.node, nodes.Getattr):
            blocks = isinstance(node.node.node, nodes.Name) and node.node.node.name == "self"
            if node.node.attr in METHODS and not blocks:
                yield node.lineno, f"the method {node.node.attr}"


@pytest.mark.parametrize("name", templates())
def test_a_template_works_nothing_out(name: str) -> None:
    """What a template shows comes from its view or the desk: no list is picked, put in order, cut or made in it."""
    assert [] == computing((default_folder() / name).read_text("utf-8"))


@pytest.mark.parametrize(
    ("planted", "told"),
    [
        ("{% do rows.append(1) %}", "Encountered unknown tag 'do'."),
        ("{{ view.rows|selectattr('weak')|length }}", "the filter selectattr"),
        ("{% for one in view.rows|sort %}{% endfor %}", "the filter sort"),
        ("{% for one in view.rows|map(attribute='n') %}{% endfor %}", "the filter map"),
        ("{{ view.rows|sum }}", "the filter sum"),
        ("{% for kind, rows in view.rows|groupby('kind') %}{% endfor %}", "the filter groupby"),
        ("{{ view.title[:20] }}", "a slice"),
        ("{% set parts = [] %}", "a list"),
        ("{{ view.path.partition('/') }}", "the method partition"),
    ],
)
def test_what_works_something_out_is_told_with_its_line(planted: str, told: str) -> None:
    """A planted computation is found on its line."""
    assert [(2, told)] == computing(f"<p>{{{{ view.title }}}}</p>\n{planted}")


def idle(text: str) -> set[str]:
    """What a template imports and does not use."""
    tree = theme_for(Path(), None).environment().parse(text)
    imported = {one.target for one in tree.find_all(nodes.Import)}
    for one in tree.find_all(nodes.FromImport):
        imported |= {name if isinstance(name, str) else name[1] for name in one.names}
    return imported - {one.name for one in tree.find_all(nodes.Name) if one.ctx == "load"}


@pytest.mark.parametrize("name", templates())
def test_a_template_imports_what_it_uses(name: str) -> None:
    """And nothing else, so that its first lines say what it is made of."""
    assert set() == idle((default_folder() / name).read_text("utf-8"))


def test_an_import_that_is_not_used_is_told() -> None:
    """By its name in the template."""
    text = '{% from "components/bits.html" import to as link, when %}{% import "components/labels.html" as labels %}'
    assert {"link", "labels"} == idle(text + "{{ when(view.date) }}")


def too_long(text: str) -> list[int]:
    """The lines of a template that are too long, by number."""
    return [number for number, line in enumerate(text.splitlines(), 1) if len(line) > LONGEST]


@pytest.mark.parametrize("name", templates())
def test_the_lines_of_a_template_are_short(name: str) -> None:
    """A line that is too long for the eye is broken where that changes nothing of the page."""
    assert [] == too_long((default_folder() / name).read_text("utf-8"))


def test_a_line_that_is_too_long_is_told() -> None:
    """By its number."""
    assert [2] == too_long(f"{'a' * LONGEST}\n{'b' * (LONGEST + 1)}\n")
