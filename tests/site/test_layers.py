"""The order of the house: nobody imports what comes later, and each outside library and each power has one door."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import onrecord
import pytest
from onrecord.records.folders import FOLDERS

PACKAGE = Path(onrecord.__file__).parent

# From the bottom to the top. A module imports only what stands above it in this list.
ORDER = (
    "onrecord",  # the version
    "problems",
    "machine",
    "machine.remembered",
    "artifact",
    "machine.store",
    "machine.built",
    "characters",
    "lettering",
    "pictures",
    "records",
    "records.folders",
    "records.dates",
    "records.zones",
    "records.marks",
    "records.fields",
    "records.base",
    "records.event",  # before statements, which have a time too
    *(f"records.{kind}" for kind in FOLDERS.values() if kind != "event"),
    "records.kinds",
    "config",
    "stages",
    "stages.files",
    "entry",
    "stages.parse",
    "prose.blocks",
    "prose.apart",
    "prose.pieces",
    "prose.convert",
    "prose.looks",
    "prose.read",
    "prose.bidi",
    "prose.write",
    "prose",
    "stages.decode",
    "quotes",
    "quotes.fold",
    "quotes.fragments",
    "quotes.find",
    "quotes.receipts",
    "quotes.tokens",
    "quotes.compare",
    "library",
    "stages.link",
    "provenance",
    "stages.prose_checks",
    "stages.checks",
    "quotes.quotations",
    "quotes.saved",
    "stages.verify",
    "texts",
    "translations",
    "as_of",
    "pages.passages",
    "pages.axis",
    "pages.charts",
    "pages.lives",
    "pages.placed",
    "pages.model",
    "pages.filters",
    "pages.cards",
    "pages.copies",
    "pages.ledger",
    "pages.layout",
    "pages.timeline",
    "pages.piles",
    "pages.overview",
    "pages.names",
    "pages.found",
    "pages.tables",
    "pages.reading",
    "pages.edition",
    "pages.timeline_page",
    "pages.changes",
    "pages.coverage",
    "pages.home",
    "pages.who",
    "pages.about",
    "pages.demands",
    "pages.measures",
    "pages.figures",
    *(f"pages.kinds.{kind}" for kind in FOLDERS.values()),
    "pages.kinds",
    "pages.printed",
    "pages.data",
    "pages.lists",
    "pages.search",
    "pages",
    "stages.editions",
    "templating",
    "templating.locales",
    "templating.headings",
    "templating.desk",
    "templating.carried",
    "templating.engine",
    "templating.theme",
    "schema",
    "exports.basis",
    "exports.summaries",
    "exports.package",
    "exports.data",
    "exports.feeds",
    "exports.calendar",
    "exports.citations",
    "exports.timelinejs",
    "exports.sitemap",
    "exports.linked",
    "exports",
    "stages.render",
    "machine.kept",
    "machine.workers",
    "stages.write",
    "beside",
    "machine.site",
    "git",
    "prepared",
    "pipeline",
    "starter",
    "serve",
    "arguments",
    "cli",
    "__main__",
)

# Libraries from outside, and the modules that may import them.
DOORS = {
    "markdown": {"prose.convert"},
    "nh3": {"prose.read"},
    "yaml": {"stages.parse"},
    "livereload": {"serve"},
    "tornado": {"serve"},
    "jinja2": {"templating.engine", "templating.theme", "stages.render"},
    "markupsafe": {"prose.write", "templating.headings", "templating.engine", "templating.desk", "stages.render"},
    "tinycss2": {"templating.carried"},
    "babel": {"config", "records.fields", "templating.locales"},
    "argparse": {"arguments", "cli"},
    "fcntl": {"stages.write"},
    "ctypes": {"stages.write"},
    "shutil": {"stages.write"},
    "tempfile": {"beside", "machine.store"},
    "multiprocessing": {"machine.workers"},
    "marshal": {"machine.store"},
    "subprocess": {"git"},
}

# Names of calls that change the disk; those of a text have two or more arguments, those of a path fewer.
CHANGES = {
    "unlink",
    "rmdir",
    "rmtree",
    "rename",
    "mkdir",
    "makedirs",
    "symlink_to",
    "hardlink_to",
    "touch",
    "chmod",
    "write_text",
    "write_bytes",
    "copy2",
    "copyfile",
    "copytree",
    "move",
    "remove",
    "removedirs",
    "renames",
    "truncate",
    "NamedTemporaryFile",
    "TemporaryDirectory",
    "mkdtemp",
    "mkstemp",
}

MODULE, FUNCTION = 400, 50  # lines, at most; a function's with its signature and docstring


@cache
def texts() -> dict[str, str]:
    """Every module of the package by its name within it, as it is written."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        name = ".".join(part for part in parts if part != "__init__") or "onrecord"
        found[name] = path.read_text("utf-8")
    return found


@cache
def modules() -> dict[str, ast.Module]:
    """The same, parsed."""
    return {name: ast.parse(text) for name, text in texts().items()}


def imports(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Every imported module of a tree, with the name taken from it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0  # no relative imports: each says where it leads
            yield from ((node.module or "", alias.name) for alias in node.names)


def inner(tree: ast.Module) -> Iterator[str]:
    """Every module of the package that a tree imports."""
    for module, name in imports(tree):
        if module.partition(".")[0] == "onrecord":
            within = module.removeprefix("onrecord").removeprefix(".")
            full = f"{within}.{name}".strip(".")
            yield full if full in modules() else within or "onrecord"


def test_every_module_has_its_place() -> None:
    """A new module is put into the order, and one that is gone leaves it."""
    assert sorted(ORDER) == sorted(modules())


@pytest.mark.parametrize("name", ORDER)
def test_nobody_imports_a_later_one(name: str) -> None:
    """The pipeline goes one way: what comes first knows nothing of what follows."""
    earlier = ORDER[: ORDER.index(name)]
    assert [] == [one for one in inner(modules()[name]) if one not in earlier]


@pytest.mark.parametrize("library", DOORS)
def test_each_library_has_its_door(library: str) -> None:
    """An outside library is imported by the modules named for it, so that it can be exchanged there."""
    users = {
        name for name, tree in modules().items() for module, _ in imports(tree) if module.partition(".")[0] == library
    }
    assert users <= DOORS[library]
    assert users


def test_only_some_change_the_disk() -> None:
    """No other module renames, deletes, makes or opens for writing; what is kept between builds is the store's alone."""
    found = {
        (name, node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id)
        for name, tree in modules().items()
        if name not in {"stages.write", "beside", "machine.store"}
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute | ast.Name) and _changes_the_disk(node)
    }
    assert set() == found


def _changes_the_disk(call: ast.Call) -> bool:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    given = len(call.args) + len(call.keywords)
    if name == "open":
        modes = [*call.args, *(one.value for one in call.keywords if one.arg == "mode")]
        wanted = {str(one.value) for one in modes if isinstance(one, ast.Constant)}
        return any(set(mode) & set("wax+") and set(mode) <= set("rwaxbt+") for mode in wanted)
    if name == "replace":  # of a path, or os.replace; of a text it has two arguments or more
        return given == 1 or (isinstance(call.func, ast.Attribute) and ast.unparse(call.func.value) == "os")
    return name in CHANGES


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("open(path)", False),
        ("open(path, 'rb')", False),
        ("open(path, 'w')", True),
        ("path.open('xb')", True),
        ("path.open(mode='a')", True),
        ("text.replace('w', 'b')", False),
        ("path.replace(other)", True),
        ("os.replace(a, b)", True),
        ("replace(record, body=1)", False),
        ("path.unlink()", True),
        ("shutil.rmtree(path)", True),
        ("path.read_text()", False),
    ],
)
def test_what_changes_the_disk_is_seen(code: str, expected: bool) -> None:
    """The rule above tells a call that changes the disk from one that does not."""
    call = ast.parse(code, mode="eval").body
    assert isinstance(call, ast.Call)
    assert expected == _changes_the_disk(call)


def test_nothing_is_printed_but_by_the_commands() -> None:
    """Stages return what they have to say; only the command line prints."""
    printing = {
        name
        for name, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"print", "input"}
    }
    assert {"cli"} == printing


def test_no_page_asks_for_the_time_or_the_machine() -> None:
    """Same input, same bytes: no clock, no chance and no environment below the command line."""
    asked = {
        (name, ast.unparse(node.func))
        for name, tree in modules().items()
        if name not in {"cli", "serve", "stages.write"}
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).rpartition(".")[2]
        in {"now", "today", "utcnow", "getenv", "time_ns", "monotonic", "random", "uuid4", "getpid"}
    }
    assert set() == asked


def test_no_module_is_too_long() -> None:
    """A module is one idea, told in so many lines."""
    assert set() == {name for name, text in texts().items() if len(text.splitlines()) > MODULE}


def test_no_function_is_too_long() -> None:
    """A function stands on one screen."""
    found = {
        f"{name}.{node.name}"
        for name, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and (node.end_lineno or 0) - node.lineno >= FUNCTION
    }
    assert set() == found
