"""What a build need not do again: told from the state of files alone, and in doubt not told."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from onrecord import built
from onrecord.built import Built, find, remember, see
from onrecord.store import Store, store_of

TOLD = Built(0, "", "3 warnings in 2 files", 7)
OLD = 1_600_000_000_000_000_000  # nanoseconds: long before any test


class Place:
    """A project that was built long ago: content, a theme and an output."""

    def __init__(self, folder: Path) -> None:
        self.project, self.output = folder / "project", folder / "site"
        self.roots = (self.project / "content", self.project / "saved")
        self.theme = self.project / "look"
        for path, text in (
            (self.project / "content/events/talks.md", "The talks"),
            (self.theme / "page.html", "A page"),
            (self.output / "index.html", "The site"),
            (self.output / "events/talks.html", "The talks"),
        ):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        self.store: Store = store_of(self.project)

    def build(self, options: str = "", *, told: Built = TOLD, during: Callable[[], object] = lambda: None) -> None:
        """What a build sees and keeps, with what happens while it goes on."""
        seen = see(self.roots, self.store.moment())
        during()
        written = (
            {}
            if told.code
            else {path: built._hash(f"{self.output}/{path}") for path in ("index.html", "events/talks.html")}
        )
        remember(self.store, self.output, options, seen=seen, also=(self.theme,), written=written, built=told)

    def find(self, options: str = "") -> Built | None:
        """What is told of the next."""
        return find(self.store, self.output, options)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    """Such a project, built."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    found = Place(tmp_path)
    found.build()
    return found


def test_where_nothing_changed_the_same_is_told(place: Place) -> None:
    """As often as it is asked."""
    assert [TOLD] * 3 == [place.find() for _ in range(3)]


EDITED: dict[str, Callable[[Place], object]] = {
    "edited": lambda one: (one.project / "content/events/talks.md").write_text("Other"),
    "a letter edited": lambda one: (one.project / "content/events/talks.md").write_text("The Talks"),
    "added": lambda one: (one.project / "content/events/close.md").write_text("New"),
    "removed": lambda one: (one.project / "content/events/talks.md").unlink(),
    "renamed": lambda one: (one.project / "content/events/talks.md").rename(one.project / "content/events/talk.md"),
    "an empty folder": lambda one: (one.project / "content/empty").mkdir(),
    "a folder that is read": lambda one: (one.project / "saved").mkdir(),
    "a link": lambda one: (one.project / "content/link.md").symlink_to("events/talks.md"),
    "a pipe": lambda one: os.mkfifo(one.project / "content/pipe"),
    "theme edited": lambda one: (one.theme / "page.html").write_text("A Page"),
    "theme away": lambda one: one.theme.rename(one.project / "other"),
    "output edited": lambda one: (one.output / "index.html").write_text("the site"),
    "output removed": lambda one: (one.output / "index.html").unlink(),
    "output locked": lambda one: (one.output / "index.html").chmod(0o600),
    "output away": lambda one: one.output.rename(one.project / "away"),
    "a build was stopped": lambda one: (one.output.parent / ".site.onrecord-new").mkdir(),
}


@pytest.mark.parametrize("edit", EDITED)
def test_whatever_changed_is_built(edit: str, place: Place) -> None:
    """Of what goes in and of what came out, also where a letter was exchanged for another, and where a build was stopped."""
    EDITED[edit](place)
    assert None is place.find()


@pytest.mark.parametrize("path", ["project/content/events/talks.md", "project/look/page.html", "site/index.html"])
def test_an_edit_that_keeps_size_and_time_is_built(path: str, place: Place, tmp_path: Path) -> None:
    """The time of its state tells that a file is another, whatever time somebody gave it."""
    file = tmp_path / path
    status = file.stat()
    file.write_text(file.read_text().swapcase())
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert None is place.find()


@pytest.mark.parametrize("path", ["project/content/events/talks.md", "project/look/page.html", "site/index.html"])
def test_a_file_that_was_touched_counts_as_the_same(path: str, place: Place, tmp_path: Path) -> None:
    """Another time, another inode: the bytes are what counts."""
    file = tmp_path / path
    mode = file.stat().st_mode
    text = file.read_text()
    file.unlink()
    file.write_text(text)
    file.chmod(mode)
    assert TOLD == place.find()


def test_a_file_is_trusted_by_its_times_only_if_they_are_old(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is as new as what was kept of it is read; what is older is not, once that has been kept."""
    read: list[str] = []
    as_it_was = built._hash
    monkeypatch.setattr(built, "_hash", lambda path: (read.append(path), as_it_was(path))[1])
    assert TOLD == place.find()
    assert 4 == len(read)
    read.clear()
    monkeypatch.setattr(built, "GRAIN", -(10**18))  # as if all were older
    assert TOLD == place.find()
    assert [] == read


def test_each_way_of_building_is_told_by_itself(place: Place) -> None:
    """With drafts, strict, as of a day: the last four ways are known, each with what it told."""
    refused = Built(1, "content/a.md:1:1: warning", "1 warning in 1 file", 0)
    place.build("strict", told=refused)
    assert (TOLD, refused, None) == (place.find(), place.find("strict"), place.find("drafts"))
    for number in range(built.MOST_WAYS):
        place.build(str(number))
    assert (None, TOLD) == (place.find(), place.find("0"))


def test_a_build_that_was_refused_holds_whatever_the_output_is(place: Place) -> None:
    """It wrote nothing, and would be refused again; but not after an edit."""
    refused = Built(1, "content/a.md:1:1: error", "1 error in 1 file", 0)
    place.build(told=refused)
    (place.output / "index.html").write_text("edited")
    assert refused == place.find()
    (place.project / "content/events/talks.md").write_text("mended")
    assert None is place.find()


@pytest.mark.parametrize("edit", ["edited", "added", "removed", "theme edited"])
def test_what_was_edited_while_it_was_built_is_in_doubt(edit: str, place: Place) -> None:
    """It may have been read before or after: nothing is kept, and what was kept before is of another state."""
    place.build(during=lambda: EDITED[edit](place))
    assert None is place.find()


def test_each_output_is_known_by_itself(place: Place, tmp_path: Path) -> None:
    """A site in another folder was never built."""
    assert None is find(place.store, tmp_path / "other", "")


def test_it_needs_nothing_but_the_standard_library() -> None:
    """The answer comes before anything that is slow to import."""
    code = (
        "import sys; before = set(sys.modules); import onrecord.built, onrecord.cli;"
        "print(sorted({name.partition('.')[0] for name in set(sys.modules) - before} - set(sys.stdlib_module_names)))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert "['onrecord']\n" == told
