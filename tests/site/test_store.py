"""The store: what is kept by a name comes back as it was, or not at all."""

import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from onrecord.machine import store
from onrecord.machine.store import NOTHING_KEPT, Store, store_of

VALUE = {"a": (1, "ä", b"\xff", None, True), ("b", 2): [1.5, frozenset({"c"})]}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of the user's."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def kept(folder: Path, tmp_path: Path) -> Store:
    """The store of a project."""
    assert not folder.exists()
    (tmp_path / "project").mkdir()
    return store_of(tmp_path / "project")


def only(one: Store, name: str) -> Path:
    """The file of a thing that is kept."""
    assert one.folder
    return one.folder / name


def test_what_is_kept_comes_back(kept: Store) -> None:
    """Plain data of any shape, and code; what was kept later by the same name takes its place."""
    kept.keep("a", VALUE)
    assert VALUE == kept.read("a")
    code = compile("1 + 1", "a template", "eval")
    kept.keep("a", {"code": code})
    assert 2 == eval(kept.read("a")["code"])  # noqa: S307 - what was compiled above
    assert None is kept.read("b")


def test_where_nothing_can_be_kept_nothing_is(folder: Path) -> None:
    """Asked for or handed over, it comes to nothing, and the time is unknown."""
    NOTHING_KEPT.keep("a", VALUE)
    NOTHING_KEPT.forget_all_but("a", 1)
    assert (None, 0) == (NOTHING_KEPT.read("a"), NOTHING_KEPT.moment())
    assert not folder.exists()


DAMAGED: dict[str, Callable[[bytes], bytes]] = {
    "shorter": lambda data: data[:-1],
    "cut in its head": lambda data: data[:60],
    "empty": lambda _: b"",
    "another letter at its end": lambda data: data[:-1] + bytes([data[-1] ^ 1]),
    "another version": lambda data: bytes([data[0] ^ 1]) + data[1:],
    "another hash": lambda data: data[:64] + bytes([data[64] ^ 1]) + data[65:],
    "longer": lambda data: data + b"\0",
}


@pytest.mark.parametrize("damage", DAMAGED)
def test_what_is_damaged_is_thrown_away(damage: str, kept: Store) -> None:
    """A letter more, fewer or other anywhere in the file, and it is as if it had never been kept."""
    kept.keep("a", VALUE)
    path = only(kept, "a")
    path.write_bytes(DAMAGED[damage](path.read_bytes()))
    assert None is kept.read("a")
    assert not path.exists()


def test_what_another_version_kept_is_thrown_away(kept: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another program may have made other things of the same input."""
    kept.keep("a", VALUE)
    monkeypatch.setattr(store, "version", lambda: "0" * 64)
    assert None is kept.read("a")


def test_the_version_is_of_program_python_and_libraries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of the program, the release of Python or an installed library that changes gives another."""
    (tmp_path / "onrecord").mkdir()
    (tmp_path / "site").mkdir()
    (tmp_path / "onrecord/store.py").write_text("one")
    monkeypatch.setattr(store, "__file__", str(tmp_path / "onrecord/store.py"))
    monkeypatch.setattr(sys, "path", [str(tmp_path / "site"), str(tmp_path / "none"), ""])
    found = [store.version.__wrapped__()]
    (tmp_path / "onrecord/store.py").write_text("two")
    found.append(store.version.__wrapped__())
    (tmp_path / "onrecord/words.toml").write_text("data of the program")
    found.append(store.version.__wrapped__())
    (tmp_path / "site/jinja2-3.dist-info").mkdir()
    found.append(store.version.__wrapped__())
    os.utime(tmp_path / "site/jinja2-3.dist-info", (1, 1))  # installed once more
    found.append(store.version.__wrapped__())
    monkeypatch.setattr(sys, "version", "3.99")
    found.append(store.version.__wrapped__())
    assert len(found) == len(set(found))
    monkeypatch.setattr(sys, "path", ["", str(tmp_path / "site"), str(tmp_path / "site")])
    assert found[-1] == store.version.__wrapped__()


def test_each_project_has_its_own(folder: Path, tmp_path: Path) -> None:
    """By its real path, however it is come to."""
    (tmp_path / "one").mkdir()
    (tmp_path / "other").mkdir()
    (tmp_path / "link").symlink_to("one")
    assert store_of(tmp_path / "one") == store_of(tmp_path / "link") == store_of(tmp_path / "other" / ".." / "one")
    assert store_of(tmp_path / "one") != store_of(tmp_path / "other")
    assert folder in (store_of(tmp_path / "one").folder or tmp_path).parents


def test_a_store_that_others_may_write_into_is_not_used(kept: Store, tmp_path: Path) -> None:
    """What is read from it is run, so it must be the user's alone; and it is made so."""
    assert kept.folder
    assert 0o700 == stat.S_IMODE(kept.folder.stat().st_mode)
    kept.folder.chmod(0o770)
    assert NOTHING_KEPT == store_of(tmp_path / "project")


@pytest.mark.parametrize(
    ("platform", "expected"), [("linux", ".cache"), ("darwin", "Library/Caches"), ("win32", "AppData/Local")]
)
def test_it_lies_where_the_system_has_such_things(
    platform: str, expected: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the custom of each, where XDG_CACHE_HOME is not set or no whole path."""
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "home/AppData/Local"))
    (tmp_path / "project").mkdir()
    for given in ("", "relative/cache"):
        monkeypatch.setenv("XDG_CACHE_HOME", given)
        found = store_of(tmp_path / "project").folder
        assert found
        assert tmp_path / "home" / expected / "onrecord" == found.parent


@pytest.mark.parametrize("platform", ["linux", "win32"])
def test_without_a_home_nothing_is_kept(platform: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As for a user that a service runs as."""

    def none() -> Path:
        raise RuntimeError

    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    monkeypatch.setattr(Path, "home", none)
    assert NOTHING_KEPT == store_of(tmp_path)


def test_all_but_the_last_of_some_are_forgotten(kept: Store) -> None:
    """Of names that begin alike as many stay as are wanted, the newest; others are not touched."""
    for number, name in enumerate(("built-a", "built-b", "built-c", "prose")):
        kept.keep(name, number)
        os.utime(only(kept, name), (number, number))
    kept.forget_all_but("built-", 2)
    assert [None, 1, 2, 3] == [kept.read(name) for name in ("built-a", "built-b", "built-c", "prose")]


def test_a_stopped_write_leaves_what_was_kept(kept: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file is put in its place whole; an error or Ctrl-C before that leaves the old one and nothing beside it."""
    kept.keep("a", 1)

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", stopped)
        with pytest.raises(KeyboardInterrupt):
            kept.keep("a", 2)
    assert 1 == kept.read("a")
    assert kept.folder
    assert ["a"] == [path.name for path in kept.folder.iterdir()]


def test_what_a_killed_process_left_goes_in_time(kept: Store) -> None:
    """Once it is an hour old nobody can be at work on it any more; what is newer stays."""
    assert kept.folder
    for name, age in (("old", 2 * 3600), ("new", 60)):
        (kept.folder / f"{store.UNFINISHED}{name}").write_text("half")
        then = kept.moment() - age * 10**9
        os.utime(kept.folder / f"{store.UNFINISHED}{name}", ns=(then, then))
    kept.keep("a", 1)
    assert {"a", f"{store.UNFINISHED}new"} == {path.name for path in kept.folder.iterdir()}
