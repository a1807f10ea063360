"""What each kind of record has beside its class, and that a new one is everywhere as soon as it has that."""

import os
import re
import shutil
import subprocess
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from cases import read_case
from onrecord.pages.found import ORDER
from onrecord.records.base import Record
from onrecord.records.folders import FOLDERS
from onrecord.records.kinds import KINDS
from onrecord.templating.theme import default_folder, theme_for
from real_site import ROOT

TEMPLATES = (ROOT / "docs" / "templates.md").read_text("utf-8")


@cache
def labels() -> Any:
    """The words for kinds and states."""
    template = theme_for(Path(), None).environment().get_template("components/labels.html")
    return template.make_module({"_": str, "pgettext": lambda _, text: text})


def defined(template: str) -> set[str]:
    """The macros and values of a template of the default theme; none where there is no such template."""
    path = default_folder() / template
    return set(re.findall(r"{%-? (?:macro|set) (\w+)", path.read_text("utf-8"))) if path.is_file() else set()


def lacking(kind: type[Record]) -> list[str]:
    """All that a kind ought to have and has not, as what to write."""
    name, templates = kind.kind, default_folder()
    page = f"pages/{kind.gathered}" if kind.gathered else f"kinds/{name}.html"
    forms = f"kinds/{name}.forms.html"
    wanted = {
        f"records/folders.py: a line for {name}": name in FOLDERS.values(),
        f"records/{name}.py": find_spec(f"onrecord.records.{name}") is not None,
        f"pages/kinds/{name}.py": find_spec(f"onrecord.pages.kinds.{name}") is not None,
        f"templates/{page}": (templates / page).is_file(),
        f"templates/{forms}: name": "name" in defined(forms),
        f"templates/{forms}: line": "line" in defined(forms),
        f"templates/{forms}: heading, printed": kind.told_apart or {"heading", "printed"} <= defined(forms),
        f"templates/{forms}: block": not kind.on_topics() or "block" in defined(forms),
        f"records/{name}.py: columns": hasattr(kind, "columns"),
        f"docs/templates.md: a row for {page}": f"`{page.removeprefix('pages/')}`" in TEMPLATES,
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
        "templates/kinds/ferry.forms.html: name",
        "templates/kinds/ferry.forms.html: line",
        "templates/kinds/ferry.forms.html: heading, printed",
        "records/ferry.py: columns",
        "docs/templates.md: a row for kinds/ferry.html",
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


# -- a kind that nobody needs -----------------------------------------------------------------------------------------

together = pytest.mark.xdist_group("votes")  # the tests of one site

VOTE = read_case((ROOT / "tests" / "vote.txtar").read_text("utf-8"))

# What is written into files that are there: behind what, in which.
LINES = {
    "site_src/onrecord/records/folders.py": (('"demands": "demand",', ' "votes": "vote",'),),
    "templates/components/labels.html": (
        ('"demand": _("demand"),', ' "vote": _("vote"),'),
        ('"demand": _("Demands"),', ' "vote": _("Votes"),'),
        ('"correction": correction_class', ', "vote": {"carried": _("carried"), "lost": _("lost")}'),
    ),
}


@pytest.fixture(scope="module")
def voted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example from right to left with two votes, built by a copy of the program that knows votes."""
    copy = tmp_path_factory.mktemp("vote")
    for name in ("site_src", "templates"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    shutil.copytree(ROOT / "tests" / "examples" / "zarmut-tunnel", copy / "project")
    for name, text in VOTE.files.items():
        path = copy / ("project" if name.startswith("content/") else ".") / name
        path.write_text(text, "utf-8")
    for name, lines in LINES.items():
        text = (copy / name).read_text("utf-8")
        for behind, line in lines:
            assert text.count(behind) == 1
            text = text.replace(behind, behind + line)
        (copy / name).write_text(text, "utf-8")
    translation = copy / "project" / "content" / "votes.en.yml"
    early, late = re.findall(r"then write 'translates: (\w+)'", run(copy, "check", expected=1))
    text = VOTE.files["content/votes.en.yml"].replace("HASH", early, 1).replace("HASH", late, 1)
    translation.write_text(text, "utf-8")
    run(copy, "verify", "--update")
    run(copy, "build", "--output", str(copy / "site"))
    return copy / "site"


def run(copy: Path, *words: str, expected: int = 0) -> str:
    """What a command of the copy says of its project."""
    environment = {**os.environ, "PYTHONPATH": str(copy / "site_src"), "XDG_CACHE_HOME": str(copy / "cache")}
    command = [sys.executable, "-m", "onrecord", "--project", str(copy / "project"), *words]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert expected == done.returncode, done.stdout + done.stderr
    return done.stdout


# Where records are told of, and where that stands in the site.
PLACES = {
    "its page": "votes/early-vote.html",
    "its page in another language": "en/votes/early-vote.html",
    "its page on an earlier day": "as-of/2019-03-31/votes/early-vote.html",
    "the topic": "topics/dues.html",
    "who voted": "actors/tunnel-union.html",
    "what it answers": "demands/half-of-dues.html",
    "its source": "sources/kalthor-wire-0219.html",
    "the gaps": "coverage.html",
    "print": "print.html",
    "search": "search.html",
    "the index": "search-index.js",
    "the index in another language": "en/search-index.js",
    "what was new": "as-of/2019-03-31/changes.html",
    "its table": "data/votes.csv",
    "the table of evidence": "data/evidence.csv",
    "the record": "data/record.json",
    "the feed": "feed.xml",
    "the other feed": "feed.json",
    "the sitemap": "sitemap.xml",
}


@together
def test_a_new_kind_is_wherever_records_are(voted: Path) -> None:
    """Nothing but the kind's own files was touched, and it is forgotten nowhere."""
    assert [] == [what for what, path in PLACES.items() if "early-vote" not in (voted / path).read_text("utf-8")]


@together
def test_a_new_kind_has_its_schema(voted: Path) -> None:
    """That of the data describes it, and so does the one for editors."""
    assert "What was put to the vote." in (voted / "data" / "record.schema.json").read_text("utf-8")
    assert "What was put to the vote." in run(voted.parent, "schema", "votes")


@together
def test_a_text_of_a_new_kind_is_translated(voted: Path) -> None:
    """It has the words of each language, and no mark of the other."""
    assert "<h1>تصويت مبكر</h1>" in (voted / "votes" / "early-vote.html").read_text("utf-8")
    assert "<h1>The early vote</h1>" in (voted / "en" / "votes" / "early-vote.html").read_text("utf-8")


@together
@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("of a later day", ("late-vote", "تصويت متأخر", "The late vote")),
        ("undated words of the editors", ("ملاحظة المحررين", "The remark of the editors")),
        ("a field without a mark", ("حقل بلا علامة", "The field without a mark")),
    ],
)
def test_an_earlier_day_fails_closed(voted: Path, what: str, words: tuple[str, ...]) -> None:
    """What a new kind says of no day, or of a later one, is on the site, and in no file of the earlier day."""
    texts = {path.relative_to(voted).as_posix(): path.read_bytes().decode("utf-8", "replace") for path in files(voted)}
    telling = {name for name, text in texts.items() if any(word in text for word in words)}
    assert telling, what
    assert set() == {name for name in telling if "as-of/" in name}


def files(site: Path) -> list[Path]:
    """All files of a site but the list of them."""
    return [path for path in site.rglob("*") if path.is_file() and not path.name.startswith(".")]


def test_what_a_new_kind_touches_is_told() -> None:
    """The guide names each file that was touched, with KIND for the kind, and what lacks a test of its own: the documents."""
    (row,) = re.findall(r"^\| a kind of record \|.*$", (ROOT / "CONTRIBUTING.md").read_text("utf-8"), re.MULTILINE)
    touched = {*(name for name in VOTE.files if not name.startswith("content/")), *LINES}
    names = {
        name.replace("vote", "KIND").removeprefix("site_src/onrecord/").removeprefix("templates/") for name in touched
    }
    told = set(re.findall(r"`([^`]+)`", row.split("|")[2]))
    assert names | {"docs/content-model.md", "docs/templates.md"} == told
