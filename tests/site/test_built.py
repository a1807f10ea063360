"""What a build need not do again: told from the state of files alone, and in doubt not told."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from onrecord.machine import built
from onrecord.machine.built import Built, Root, find, is_older, remember, see
from onrecord.machine.store import Store, store_of

TOLD = Built(0, "", "3 warnings in 2 files", 7)


class Place:
    """A project that was built long ago: content, a theme and an output."""

    def __init__(self, folder: Path) -> None:
        self.project, self.output = folder / "project", folder / "site"
        self.roots = (Root(str(self.project / "content")), Root(str(self.project / "saved"), ".txt"))
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
        seen = see((*self.roots, Root(str(self.theme))), self.store.moment())
        during()
        written = (
            {}
            if told.code
            else {path: built._hash(f"{self.output}/{path}") for path in ("index.html", "events/talks.html")}
        )
        remember(self.store, self.output, options, seen=(seen,), written=written, built=told)

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
    "a folder of the output is a link": lambda one: (
        (one.output / "events").rename(one.project / "away"),
        (one.output / "events").symlink_to(one.project / "away"),
    ),
    "a folder exchanged": lambda one: (
        shutil.copytree(one.project / "content/events", one.project / "content/other"),
        (one.project / "content/other/talks.md").write_text("The Talks"),
        (one.project / "content/events").rename(one.project / "aside"),
        (one.project / "content/other").rename(one.project / "content/events"),
    ),
}


@pytest.mark.parametrize("grain", [built.GRAIN, -(10**18)], ids=["new", "old"])
@pytest.mark.parametrize("edit", EDITED)
def test_whatever_changed_is_built(edit: str, grain: int, place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of what goes in and of what came out, also where a letter was exchanged for another, and where a build was stopped."""
    monkeypatch.setattr(built, "GRAIN", grain)  # whether files are trusted by their times, or their bytes are read
    EDITED[edit](place)
    assert None is place.find()


@pytest.mark.parametrize("path", ["project/content/events/talks.md", "project/look/page.html", "site/index.html"])
def test_an_edit_that_keeps_size_and_time_is_built(
    path: str, place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The time of its state tells that a file is another, whatever time somebody gave it."""
    monkeypatch.setattr(built, "GRAIN", -(10**18))  # as if all were old
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


def test_what_was_edited_and_undone_while_it_was_built_is_in_doubt(place: Place) -> None:
    """The build may have read what stood there in between."""
    page = place.project / "content/events/talks.md"

    def there_and_back() -> None:
        page.write_text("Other")
        page.write_text("The talks")

    place.build("other", during=there_and_back)
    assert None is place.find("other")


def test_what_else_stands_beside_saved_texts_is_not_looked_at(place: Place) -> None:
    """A scan of the paper may be large, and no build reads it; the text is read."""
    (place.project / "saved").mkdir()
    (place.project / "saved/paper.pdf").write_text("scan")
    place.build()
    (place.project / "saved/paper.pdf").write_text("another scan")
    assert TOLD == place.find()
    (place.project / "saved/paper.txt").write_text("words")
    assert None is place.find()


def test_what_was_seen_late_is_as_old_as_it_looks(place: Place) -> None:
    """A file, or a folder in which something came or went, that is as new as a build may not be what that has read."""
    root = (Root(str(place.theme)),)
    seen = see(root, place.store.moment())
    assert seen
    assert not is_older(seen, 0)
    later = place.store.moment() + 10**9
    assert is_older(seen, later)
    (place.theme / "page.html").unlink()
    os.utime(place.theme, ns=(later, later))
    assert not is_older(seen, later)


def test_each_output_is_known_by_itself(place: Place, tmp_path: Path) -> None:
    """A site in another folder was never built."""
    assert None is find(place.store, tmp_path / "other", "")


def test_it_needs_nothing_but_the_standard_library() -> None:
    """The answer comes before anything that is slow to import."""
    code = (
        "import sys; before = set(sys.modules); import onrecord.machine.built, onrecord.cli;"
        "print(sorted({name.partition('.')[0] for name in set(sys.modules) - before} - set(sys.stdlib_module_names)))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert "['onrecord']\n" == told
