"""What is kept between builds: the law that nothing of it is seen in what is built, and that it is used all the same."""

import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
import series
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from onrecord.artifact import Artifact
from onrecord.cli import main
from onrecord.machine import kept, site
from onrecord.machine.kept import REMEMBERED
from onrecord.machine.store import NOTHING_KEPT, store_of
from onrecord.pages.reading import Reading
from onrecord.pipeline import build, prepare
from onrecord.problems import Problem
from onrecord.prose.read import read_prose
from onrecord.quotes.receipts import NO_RECEIPTS
from onrecord.stages import write as writing
from onrecord.stages.render import Task
from projects import MakeProject
from series import EDITS, PROJECT, tree


@pytest.fixture
def explainer(project: MakeProject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project in two languages with two earlier days and a theme, and nothing kept of it."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return project(PROJECT)


def made(project: Path, monkeypatch: pytest.MonkeyPatch, output: Path | None = None) -> list[str]:
    """The addresses that a build makes anew, as in a new process."""
    for one in REMEMBERED:
        one.now, one.before = {}, {}
    asked: list[str] = []
    as_it_was = site.made

    def noted(parts: Sequence[Mapping[str, Task]], number: int) -> Iterator[Artifact | Problem]:
        asked.extend(path for part in parts for path in part)
        return as_it_was(parts, number)

    with monkeypatch.context() as patched:
        patched.setattr(site, "made", noted)
        written, prepared = build(project, output or project / "_site", store=store_of(project))
    assert written is not None, prepared.problems
    return [path for path in asked if not path.startswith(("assets/", "."))]


# -- the law --------------------------------------------------------------------------------------------------------------


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(st.sampled_from(sorted(EDITS)), min_size=1, max_size=3), st.integers(0, 2**32))
def test_a_build_with_what_was_kept_is_one_without(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, edits: list[str], seed: int
) -> None:
    """After any series of edits, what is told, the exit code and every byte are those of a build that keeps nothing."""
    folder = tmp_path_factory.mktemp("series")
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
    assert "" == series.tried(folder, edits, seed)
    shutil.rmtree(folder)


def test_each_edit_of_the_series_does_something(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """None of them is without effect whatever chance is given to it, or the law would say little of it."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    first = series.Explainer(tmp_path / "first", series.random.Random(0))
    first.begin()
    first.built(output=first.folder / "kept")
    for name, edit in EDITS.items():
        one = series.Explainer(tmp_path / name, series.random.Random(name))
        shutil.copytree(first.folder, one.folder)
        one.away[one.project / "saved/paper.txt"] = b"Something else."  # that there is something to mend
        before = state(tmp_path)
        for _ in range(20):
            edit(one)
            if state(tmp_path) != before:
                break
        else:
            pytest.fail(name)


def state(folder: Path) -> dict[Path, tuple[int, int, int]]:
    """What is told of every file below a folder but for its bytes."""
    found = ((path, path.stat()) for path in files(folder))
    return {path: (status.st_ino, status.st_ctime_ns, status.st_mode) for path, status in found}


def files(folder: Path) -> list[Path]:
    """Every file below a folder."""
    return [path for path in folder.rglob("*") if path.is_file()]


# -- editions -------------------------------------------------------------------------------------------------------------


def test_an_edit_of_what_came_later_leaves_the_earlier_days(explainer: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was not known on a day changes nothing of its pages, in any language; they are not made again."""
    everything = made(explainer, monkeypatch)
    assert any("as-of/2022-01-20/" in path for path in everything)
    path = explainer / "content/events/close.md"  # known from 25 January
    path.write_text(path.read_text() + "\nMore [@late].\n")
    again = made(explainer, monkeypatch)
    assert {path for path in everything if "as-of/2022-01-20/" not in path} == set(again)


def test_a_theme_that_was_edited_makes_all_anew(explainer: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever of a theme changes, every page may."""
    everything = made(explainer, monkeypatch)
    (explainer / "look/assets/css/look.css").write_text("/* */ p { order: 1 }\n")
    assert sorted(everything) == sorted(made(explainer, monkeypatch))
    assert [] == made(explainer, monkeypatch)


def test_a_page_that_was_touched_in_the_output_is_made_anew(explainer: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """That page alone, whether it was edited or deleted."""
    made(explainer, monkeypatch)
    (explainer / "_site/index.html").write_text("mine")
    (explainer / "_site/fr/events/talks.html").unlink()
    assert ["fr/events/talks.html", "index.html"] == sorted(made(explainer, monkeypatch))


def test_another_output_has_nothing_yet(explainer: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages themselves are not kept: another folder is made whole, and after that it is known too."""
    everything = made(explainer, monkeypatch)
    assert everything == made(explainer, monkeypatch, tmp_path / "other")
    assert [] == made(explainer, monkeypatch, tmp_path / "other")
    assert tree(explainer / "_site") == tree(tmp_path / "other")


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("content/events/talks.md", "title: The", "title: All the"),
        ("content/events/talks.md", "source: paper", "source: late"),
        ("content/site.yml", "summary: What", "summary: All that"),
        ("content/site.yml", "as_of: 2022-02-24", "as_of: 2022-02-23"),
        ("content/terms/quay.md", "events/talks", "events/close"),
    ],
)
def test_a_key_is_of_all_that_pages_take(path: str, old: str | None, new: str | None, explainer: Path) -> None:
    """Whatever an edition is made of gives it another key when it changes."""

    def keys() -> list[str]:
        prepared = prepare(explainer)
        assert prepared.theme
        return list(kept.keys(prepared.editions, prepared.theme))

    before = keys()
    assert before == keys()
    assert len(before) == len(set(before)) == 6
    file = explainer / path
    assert old in file.read_text()
    file.write_text(file.read_text().replace(old, new))
    assert before[0] != keys()[0]


def test_what_a_receipt_says_is_in_the_key(explainer: Path) -> None:
    """A quotation that was found in a saved text and one that was not are shown otherwise."""
    prepared = prepare(explainer)
    assert prepared.theme
    first = prepared.editions[0]
    bare = replace(first, reading=Reading(replace(first.library, receipts=NO_RECEIPTS)))
    one, other = (list(kept.keys((edition,), prepared.theme)) for edition in (first, bare))
    assert one != other


def test_a_text_without_its_translation_gives_another_key(explainer: Path) -> None:
    """The same words in the language of the page and in another are told apart."""
    prepared = prepare(explainer)
    assert prepared.theme
    first, french, *_ = prepared.editions
    keys = list(kept.keys((first, french), prepared.theme))
    assert "Foreign('Quay', 'en')" in repr(french.library.terms[0].title)
    assert keys[0] != keys[1]


def test_what_pages_lead_to_and_what_they_are_held_against_is_in_the_key(explainer: Path) -> None:
    """The day before, what is untranslated, the other editions, and the addresses of those of the same day."""
    prepared = prepare(explainer)
    assert prepared.theme
    editions = prepared.editions
    later = next(place for place, one in enumerate(editions) if one.before)
    whole = list(kept.keys(editions, prepared.theme))

    def changed(place: int, **fields: object) -> str:
        others = (*editions[:place], replace(editions[place], **fields), *editions[place + 1 :])  # type: ignore[arg-type]
        return list(kept.keys(others, prepared.theme))[later]  # type: ignore[arg-type]

    same_day = next(n for n, one in enumerate(editions) if one.day == editions[later].day and n != later)
    assert editions[1].untranslated
    found = [
        whole[later],
        changed(later, before=None),
        changed(later, untranslated=frozenset()),
        changed(same_day, pages=editions[same_day].pages[1:]),
        list(kept.keys((*editions[:-1], replace(editions[-1], folder="other")), prepared.theme))[later],
    ]
    if not editions[later].untranslated:
        found.pop(2)
    assert len(found) == len(set(found))
    assert whole[later] == changed(0, pages=editions[0].pages[1:])  # of another day


def test_a_theme_is_that_of_the_beginning_of_a_build(explainer: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is edited while pages are made is on none of them, and on all of them after the next build."""
    about = explainer / "look/pages/about.html"
    as_it_was = site.made

    def edited(parts: Sequence[Mapping[str, Task]], number: int) -> Iterator[Artifact | Problem]:
        for one in as_it_was(parts, number):
            about.write_text(series.PAGE.replace("About this", "Something else"))
            yield one

    with monkeypatch.context() as patched:
        patched.setattr(site, "made", edited)
        assert 0 == main(["build", "--project", str(explainer)])
    pages = sorted((explainer / "_site").rglob("about.html"))
    assert len(pages) > 4
    assert all("About this" in page.read_text() for page in pages)
    assert 0 == main(["build", "--project", str(explainer)])
    assert all("Something else" in page.read_text() for page in pages)


def test_what_is_held_is_looked_at_when_nobody_else_writes(explainer: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another build may have put its site there while this one waited for it to end."""
    made(explainer, monkeypatch)
    page = explainer / "_site/index.html"
    good = page.read_text()
    path = explainer / "content/events/close.md"
    path.write_text(path.read_text() + "\nMore [@late].\n")  # so that not all of it is new
    as_it_was = writing._mend

    def locked(folder: Path) -> None:
        (explainer / "_site/as-of/2022-01-20/index.html").write_text("of another build")
        as_it_was(folder)

    earlier = (explainer / "_site/as-of/2022-01-20/index.html").read_text()
    with monkeypatch.context() as patched:
        patched.setattr(writing, "_mend", locked)
        made(explainer, monkeypatch)
    assert earlier == (explainer / "_site/as-of/2022-01-20/index.html").read_text()
    assert good.partition("</title>")[0] == page.read_text().partition("</title>")[0]


def test_what_one_day_alone_takes_is_not_all_that_is_kept(
    explainer: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A site of one day, elsewhere, or a look with ``verify``, costs the next build nothing."""
    made(explainer, monkeypatch)
    main(["build", "--project", str(explainer), "--as-of", "2022-01-20", "--output", str(tmp_path / "day")])
    main(["verify", "--project", str(explainer)])
    prose = store_of(explainer).read("prose")
    assert [] == made(explainer, monkeypatch)
    assert prose.keys() >= store_of(explainer).read("prose").keys()


# -- prose and templates --------------------------------------------------------------------------------------------------


def test_prose_is_not_read_again(explainer: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What Markdown came to is kept by its text, as it was; only what was edited is read."""
    made(explainer, monkeypatch)
    before = dict(read_prose.now)
    path = explainer / "content/events/close.md"
    path.write_text(path.read_text() + "\nMore.\n")
    asked: list[str] = []
    as_it_was = read_prose.function
    monkeypatch.setattr(read_prose, "function", lambda text, folder: (asked.append(text), as_it_was(text, folder))[1])
    made(explainer, monkeypatch)
    assert asked
    assert all("More." in text for text in asked)
    same = before.keys() & read_prose.now.keys()
    assert same
    assert [before[one] for one in same] == [read_prose.now[one] for one in same]


def test_compiled_templates_are_kept(explainer: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A template is compiled once, not in each process; one that was edited is compiled again."""
    made(explainer, monkeypatch)
    monkeypatch.setattr(kept.COMPILED, "known", {})
    compiled: list[str] = []
    as_it_was = kept.COMPILED.dump_bytecode
    monkeypatch.setattr(
        kept.COMPILED, "dump_bytecode", lambda bucket: (compiled.append(bucket.key), as_it_was(bucket))[1]
    )
    (explainer / "look/pages/about.html").write_text(series.PAGE.replace("this", "that"))
    made(explainer, monkeypatch)
    assert 1 == len(compiled)


@pytest.mark.parametrize("command", ["check", "verify"])
def test_other_commands_use_what_is_kept(command: str, explainer: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """``check`` and ``verify`` read no prose again that a build has read, and keep what they read themselves."""
    main([command, "--project", str(explainer)])
    asked: list[str] = []
    monkeypatch.setattr(read_prose, "now", {})
    monkeypatch.setattr(read_prose, "before", {})
    monkeypatch.setattr(read_prose, "function", lambda text, _: asked.append(text))
    main([command, "--project", str(explainer)])
    assert [] == asked


# -- where it cannot be kept ----------------------------------------------------------------------------------------------


def test_nothing_is_kept_in_the_project(explainer: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cache folder that lies within the project is not used."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(explainer / "cache"))
    assert NOTHING_KEPT == store_of(explainer)
    assert 0 == main(["build", "--project", str(explainer)])
    assert not (explainer / "cache").exists()


def test_a_cache_folder_that_cannot_be_made_is_done_without(
    explainer: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Everything works as before, and nothing is kept."""
    (tmp_path / "full").write_text("no folder")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "full"))
    everything = made(explainer, monkeypatch)
    assert everything == made(explainer, monkeypatch)
    assert [0, 0, 0] == [main([command, "--project", str(explainer)]) for command in ("build", "check", "verify")]


def test_a_cache_that_cannot_be_written_is_done_without(explainer: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk where things are kept is no concern of a build."""

    def full(*_: object, **__: object) -> tuple[int, str]:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("onrecord.machine.store.tempfile.mkstemp", full)
    assert [0, 0] == [main(["build", "--project", str(explainer)]) for _ in range(2)]
    assert [] == files(Path(os.environ["XDG_CACHE_HOME"]))
