"""How far each way through the pipeline goes: ``verify`` plans nothing, ``check`` tries each template once, and no more."""

import re
import shutil
from collections import Counter
from pathlib import Path

import pytest
from in_memory import html_of, links_of, make
from invented import EXAMPLE, TUNNEL, harbour
from onrecord import pipeline
from onrecord.artifact import Artifact
from onrecord.cli import CONTENT, DONE, main
from onrecord.pages import proofs
from onrecord.pages.edition import Edition
from onrecord.pipeline import build, examine, prepare, prove
from onrecord.prepared import Options
from onrecord.problems import Problem
from onrecord.records.base import Record, walk
from onrecord.stages import editions
from onrecord.stages.render import render
from onrecord.templating.theme import Theme, default_folder
from projects import MakeProject
from real_site import today
from smallest import EVENT, SITE, SOUND, with_lines

# Every template of a page or another file.
TEMPLATES = {
    f"{folder}/{path.name}"
    for folder in ("pages", "kinds", "outputs")
    for path in (default_folder() / folder).iterdir()
    if path.is_file()
    and path.suffix != ".css"
    and path.name.count(".") == 1  # kinds/event.forms.html is pieces of pages
}


# The switch to earlier days, and the style that a page carries, which has the rules for it.
DAYS = re.compile(rb'<details class="top__days.*?</details>\s*', re.DOTALL)
STYLE = re.compile(rb"<style>.*?</style>| 'sha256-[^']*'", re.DOTALL)


def refuse(*_: object, **__: object) -> None:
    """What stands in for a stage that must not be reached."""
    raise AssertionError("this stage was reached")


def fields(record: Record) -> int:
    """How many fields a record has, those of its parts included, each once."""
    return len({tuple(one for one in path if isinstance(one, str)) for path, _, _ in walk(record)})


def tried(edition: Edition) -> list[str]:
    """The templates that an edition is made with."""
    return [one.template for one in (*edition.pages, *edition.outputs)]


def tried_by_check(project: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """What check makes of a project, by path."""
    pages: dict[str, bytes] = {}

    def noted(tried: tuple[Edition, ...], theme: Theme) -> tuple[tuple[Artifact, ...], tuple[Problem, ...]]:
        artifacts, problems = render(tried, theme)
        pages.update({artifact.path: artifact.data for artifact in artifacts})
        return artifacts, problems

    with monkeypatch.context() as patched:
        patched.setattr(pipeline, "render", noted)
        prove(project)
    return pages


def test_verify_plans_and_renders_nothing(
    project: MakeProject, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Words are looked up, and receipts kept, without one page being planned."""
    for stage in ("plan", "prove", "render", "keyed"):
        monkeypatch.setattr(pipeline, stage, refuse)
    folder = project(SOUND)
    assert DONE == main(["verify", "--project", str(folder)])
    assert DONE == main(["verify", "--update", "--project", str(folder)])
    assert "1 a receipt alone" in capsys.readouterr().out


def test_what_verify_sees_is_what_build_sees() -> None:
    """The library, the counts and the problems are the same as those of a whole build."""
    seen, made = examine(EXAMPLE), harbour()
    assert made.prepared.verified == seen.verified
    assert made.prepared.problems == seen.problems
    assert seen.library is not None
    assert dict(today(made.prepared)[0].library.records) == dict(seen.library.records)


def test_check_plans_no_earlier_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library is cut back to no day, though the site has some."""
    for stage in ("plan_as_known", "as_known", "since_when"):
        monkeypatch.setattr(editions, stage, refuse)
    assert len(tried_by_check(EXAMPLE, monkeypatch)) > 20
    assert today(harbour().prepared)[0].library.site.dates


@pytest.mark.parametrize(("project", "languages"), [(EXAMPLE, ["en"]), (TUNNEL, ["ar", "en"])])
def test_check_tries_each_template_once_in_each_language(project: Path, languages: list[str]) -> None:
    """Of all templates of pages and outputs each is rendered once a language, that of changes included."""
    found_editions = prepare(project, Options(days=False)).editions
    assert languages == [one.language for one in found_editions]
    for edition in found_editions:
        found = Counter(one for proof in proofs(edition) for one in tried(proof))
        assert TEMPLATES == set(found)
        assert {1} == set(found.values())


def test_check_tries_a_template_on_the_fullest_record() -> None:
    """Of the records of a kind it takes the one with most fields, of several the first by id."""
    now = today(harbour().prepared)[0]
    chosen = {one.template: one.subject for proof in proofs(now) for one in proof.pages}
    kinds = {template: ref.kind for template, ref in chosen.items() if ref and ref in now.library.records}
    assert len(kinds) >= 8
    for template, kind in kinds.items():
        records = [one for one in now.library.records.values() if one.kind == kind]
        assert min(records, key=lambda one: (-fields(one), one.id)).ref == chosen[template]


@pytest.mark.parametrize("project", [EXAMPLE, TUNNEL])
def test_check_makes_what_build_makes_of_the_same_pages(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that is tried comes out as it does in a build, but for the page of changes, which is of no day there.

    It leads to all earlier days, whether they have it or not, for none is planned.
    """
    whole = {one.path: one.data for one in make(project).artifacts}
    found = tried_by_check(project, monkeypatch)
    alone = {path for path in found if "/as-of/" not in f"/{path}"}
    assert len(alone) > 20
    bare = {path: [STYLE.sub(b"", DAYS.sub(b"", files[path])) for files in (whole, found)] for path in alone}
    assert [] == [path for path, (built, tried) in bare.items() if built != tried]
    assert all(DAYS.search(found[path]) for path in alone if DAYS.search(whole[path]))


def test_check_finds_what_is_wrong_with_any_template(tmp_path: Path) -> None:
    """Each template of a theme that asks for what is not there is told, whichever it is, that of changes too."""
    folder = tmp_path / "project"
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns("expected"))
    site = folder / "content" / "site.yml"
    site.write_text(site.read_text("utf-8").replace("theme: theme\n", "theme: look\n"), "utf-8")
    shutil.copytree(folder / "theme", folder / "look")  # the picture on cards
    for name in TEMPLATES:
        (folder / "look" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "look" / name).write_text("{{ nothing.there }}", "utf-8")
    assert {(f"look/{name}", "T002") for name in TEMPLATES} == {
        (one.location.path, one.code) for one in prove(folder).problems if one.severity == "error"
    }


def test_check_refuses_what_build_refuses(project: MakeProject, monkeypatch: pytest.MonkeyPatch) -> None:
    """With an error in the content nothing is tried, and the exit code says so."""
    folder = project({**SOUND, "content/events/talks.md": with_lines(EVENT, "host: [nobody]")})
    assert {} == tried_by_check(folder, monkeypatch)
    assert CONTENT == main(["check", "--project", str(folder)])


def test_a_fault_of_a_translation_is_found_by_check(project: MakeProject) -> None:
    """Texts that are laid over a record are decoded and linked by check too."""
    files = {
        "content/site.yml": SITE.replace("[en]", "[en, fr]"),
        "content/events/talks.fr.md": "---\ntitle: [x]\n---\n",
    }
    folder = project({**SOUND, **files})
    codes = {one.code for one in prove(folder).problems if one.severity == "error"}
    assert codes
    assert codes == {one.code for one in make(folder).prepared.problems if one.severity == "error"}


def test_an_earlier_day_has_no_print_edition(tmp_path: Path) -> None:
    """Neither the page nor a link to it is there, in any language; the site as it is now has both."""
    assert [] == [path for path in html_of(make(TUNNEL)) if "as-of/" in path and path.endswith("print.html")]
    pages = html_of(harbour())
    earlier = {path: page for path, page in pages.items() if "as-of/" in path}
    assert earlier
    assert [] == [path for path, page in earlier.items() if any(one.endswith("print.html") for one in links_of(page))]
    assert [] == [path for path in earlier if path.endswith("print.html")]
    now = [path for path in pages if "as-of/" not in path and not path.endswith("404.html")]
    assert [] == [path for path in now if not any(one.endswith("print.html") for one in links_of(pages[path]))]
    made = make(EXAMPLE, as_of=today(harbour().prepared)[0].library.site.as_of)
    assert made.artifacts
    assert [] == [one.path for one in made.artifacts if one.path.endswith("print.html")]
    written, _ = build(EXAMPLE, tmp_path / "site")
    assert written is not None
    assert ["print.html"] == sorted(
        path.relative_to(tmp_path / "site").as_posix() for path in (tmp_path / "site").rglob("print.html")
    )
