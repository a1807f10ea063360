"""Writing: the old site or the new one, whatever stops the build, and nothing of anybody else's is lost."""

import errno
import hashlib
import json
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from onrecord.artifact import Artifact, Held
from onrecord.problems import Location, Problem
from onrecord.stages import write as writing
from onrecord.stages.write import MANIFEST, Refused, refuse_bad_output, refuse_within, write

OLD = (Artifact("index.html", b"old"), Artifact("events/talks.html", b"talks"), Artifact("gone/page.html", b"gone"))
NEW = (Artifact("index.html", b"new"), Artifact("events/talks.html", b"talks"), Artifact("events/close.html", b"close"))

# Kills itself before the n-th change of the disk, for every n, each time in a folder of its own with the old site.
KILLED = """
import os, pathlib, signal, sys
from onrecord.stages import write as writing
from onrecord.artifact import Artifact
old, new, runs, exchange = eval(sys.argv[1]), eval(sys.argv[2]), pathlib.Path(sys.argv[3]), sys.argv[4] == "exchange"
if not exchange:
    writing._exchange = lambda one, other: False
CHANGES = {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.symlink", "os.utime", "os.chmod"}
CHANGES |= {"ctypes.dlsym", "ctypes.dlsym/handle"}
status = None
step = 0
while status != 0 and step < 200:
    step += 1
    output = runs / f"{step:03}" / "site"
    if old:
        writing.write(old, output)
        (output / "notes.txt").write_text("mine")
    pid = os.fork()
    if pid == 0:
        left = step
        def hook(event, arguments):
            global left
            flags = arguments[2] if event == "open" else 0
            if event in CHANGES or (isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR)):
                left -= 1
                if left == 0:
                    os.kill(os.getpid(), signal.SIGKILL)
        sys.addaudithook(hook)
        writing.write(new, output)
        os._exit(0)
    status = os.waitpid(pid, 0)[1]
print(step)
"""


def tree(folder: Path) -> dict[str, bytes] | None:
    """Every file below a folder but the manifest; None where there is no folder."""
    if not folder.is_dir():
        return None
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != MANIFEST
    }


def site(artifacts: tuple[Artifact, ...]) -> dict[str, bytes]:
    """What the folder of a site holds."""
    return {one.path: one.data for one in artifacts}


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """An output folder that is not there yet, in a folder of its own."""
    return tmp_path / "project" / "site"


def beside(output: Path) -> list[str]:
    """What stands in the folder that holds the output."""
    return sorted(path.name for path in output.parent.iterdir())


def counts(files: Iterable[Artifact], output: Path) -> tuple[int, int, int]:
    """Write a site: how many files it has, how many changed, how many went."""
    written, problems = write(files, output)
    assert written is not None
    assert () == problems
    return len(written.digests), written.changed, written.removed


# -- what is written --------------------------------------------------------------------------------------------------


def test_a_site_is_written(output: Path) -> None:
    """All artifacts and a manifest of them are there, and nothing beside the folder."""
    assert (3, 3, 0) == counts(OLD, output)
    assert site(OLD) == tree(output)
    assert ["events/talks.html", "gone/page.html", "index.html"] == sorted(
        json.loads((output / MANIFEST).read_text())["files"]
    )
    assert ["site"] == beside(output)


def test_the_same_site_again_changes_nothing(output: Path) -> None:
    """A second build touches no file: not even its time of change."""
    write(OLD, output)
    before = {path: path.stat().st_mtime_ns for path in output.rglob("*")} | {output: output.stat().st_ino}
    assert (3, 0, 0) == counts(OLD, output)
    assert before == {path: path.stat().st_mtime_ns for path in output.rglob("*")} | {output: output.stat().st_ino}


def test_a_new_site_takes_the_place_of_the_old(output: Path) -> None:
    """Pages that are no more go, with the folders that they leave empty, and what changed is counted."""
    write(OLD, output)
    assert (3, 2, 1) == counts(NEW, output)
    assert site(NEW) == tree(output)
    assert not (output / "gone").exists()
    assert ["site"] == beside(output)


@pytest.mark.parametrize("harm", ["changed", "deleted", "folder"])
def test_what_was_changed_in_the_output_is_made_anew(harm: str, output: Path) -> None:
    """A page of ours that somebody edited or deleted is as it should be after the next build."""
    write(OLD, output)
    page = output / "index.html"
    page.unlink()
    if harm == "changed":
        page.write_bytes(b"edited")
    elif harm == "folder":
        page.mkdir()
    assert (3, 1, 0) == counts(OLD, output)
    assert site(OLD) == tree(output)


@pytest.mark.parametrize(
    "manifest", [b"", b"{}", b"[]", b"null", b"\xff", b'{"files": 3}', b'{"files": ["index.html"]}']
)
def test_a_broken_manifest_loses_nothing(manifest: bytes, output: Path) -> None:
    """Where it cannot be told which files are ours, they are taken for somebody else's and nothing is overwritten."""
    write(OLD, output)
    (output / MANIFEST).write_bytes(manifest)
    with pytest.raises(Refused, match="was not written by onrecord"):
        write(NEW, output)
    assert site(OLD) == tree(output)


def test_a_problem_leaves_the_old_site(output: Path) -> None:
    """What is told while files are made is given back, all of it, and nothing of the new site stays."""
    write(OLD, output)
    one, other = (Problem(Location("look/page.html", line), "T002", "no", "") for line in (1, 2))
    assert (None, (one, other)) == write((NEW[0], one, NEW[1], other), output)
    assert site(OLD) == tree(output)
    assert ["site"] == beside(output)


def test_an_error_while_files_are_made_leaves_the_old_site(output: Path) -> None:
    """Whatever stops the making of files, the half-made folder goes with it."""
    write(OLD, output)

    def half() -> Iterator[Artifact]:
        yield NEW[0]
        assert [f".{output.name}.onrecord-new", output.name] == beside(output)
        raise MemoryError

    with pytest.raises(MemoryError):
        write(half(), output)
    assert site(OLD) == tree(output)
    assert ["site"] == beside(output)


def test_a_file_that_is_held_is_taken_over(output: Path) -> None:
    """What the output has already as it is to be is there afterwards, the same file, and does not count as changed."""
    write(OLD, output)
    held = Held("events/talks.html", hashlib.sha256(b"talks").hexdigest())
    before = (output / held.path).stat()
    assert (3, 2, 1) == counts((NEW[0], held, NEW[2]), output)
    assert site(NEW) == tree(output)
    assert (before.st_ino, before.st_mtime_ns) == ((output / held.path).stat().st_ino, before.st_mtime_ns)
    assert held.digest == json.loads((output / MANIFEST).read_text())["files"][held.path]


def test_a_file_system_that_gives_no_second_name_gets_copies(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a file cannot be linked, it is written once more."""

    def refused(*_: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refused)
    write(OLD, output)
    held = Held("events/talks.html", hashlib.sha256(b"talks").hexdigest())
    assert (3, 2, 1) == counts((NEW[0], held, NEW[2]), output)
    assert site(NEW) == tree(output)


def test_a_mode_that_was_changed_is_mended(output: Path) -> None:
    """A file that not everybody may read any longer is one that was changed in the output."""
    write(OLD, output)
    (output / "index.html").chmod(0o600)
    write(NEW[1:], output)
    (output / "events/talks.html").chmod(0o600)
    write(NEW, output)
    assert {0o644} == {stat.S_IMODE(path.stat().st_mode) for path in output.rglob("*.html")}


@pytest.mark.parametrize("harm", ["edited", "locked", "deleted"])
def test_a_manifest_that_was_touched_is_made_anew(harm: str, output: Path) -> None:
    """It is one of the files that are written, and everybody may read it."""
    write(OLD, output)
    manifest = output / MANIFEST
    good = manifest.read_bytes()
    if harm == "edited":
        manifest.write_bytes(good.replace(b"onrecord", b"ONRECORD"))
    elif harm == "locked":
        manifest.chmod(0o600)
    else:
        manifest.unlink()
        for path in output.rglob("*.html"):
            path.unlink()
    write(OLD, output)
    assert good == manifest.read_bytes()
    assert 0o644 == stat.S_IMODE(manifest.stat().st_mode)


def test_folders_above_a_site_that_was_not_made_go_again(tmp_path: Path) -> None:
    """Where nothing is written nothing is left, and where a site stands the folders stay."""
    problem = Problem(Location("look/page.html"), "T002", "no", "")
    write((problem,), tmp_path / "deep/down/site")
    assert not (tmp_path / "deep").exists()
    write(OLD, tmp_path / "deep/down/site")
    assert ["site"] == beside(tmp_path / "deep/down/site")


# -- what is not ours -------------------------------------------------------------------------------------------------


def test_foreign_files_are_kept(output: Path) -> None:
    """Files that somebody put into the output stay there, with their folders, times and links."""
    write(OLD, output)
    (output / "CNAME").write_text("harbour.example")
    (output / "gone/deep").mkdir()
    (output / "gone/deep/note.txt").write_text("mine")
    os.utime(output / "CNAME", (1, 1))
    (output / "link.html").symlink_to("nowhere.html")
    (output / "folder").symlink_to("events")
    write(NEW, output)
    assert {**site(NEW), "CNAME": b"harbour.example", "gone/deep/note.txt": b"mine"} == tree(output)
    assert 1 == (output / "CNAME").stat().st_mtime
    assert ("nowhere.html", "events") == tuple(str((output / name).readlink()) for name in ("link.html", "folder"))


@pytest.mark.parametrize(
    ("foreign", "link"),
    [
        ("events/close.html", False),
        ("events/close.html", True),
        ("events/close.html/note.txt", False),
        ("fresh", False),
        ("fresh", True),
    ],
    ids=str,
)
def test_a_foreign_file_in_the_way_is_refused(foreign: str, link: bool, output: Path, tmp_path: Path) -> None:
    """A page is never written over a file, folder or link that somebody else put there; the old site stays."""
    write(OLD, output)
    path = output / foreign
    path.parent.mkdir(parents=True, exist_ok=True)
    if link:
        path.symlink_to(tmp_path)
    else:
        path.write_text("mine")
    before = tree(output)
    with pytest.raises(Refused, match=f"{foreign} was not written by onrecord, and is in the way"):
        write((*NEW, Artifact("fresh/page.html", b"fresh")), output)
    assert before == tree(output)
    assert ["site"] == beside(output)


def test_a_foreign_file_below_a_link_is_not_touched(output: Path, tmp_path: Path) -> None:
    """A link out of the output is kept as a link: what it leads to is neither copied nor deleted."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/note.txt").write_text("mine")
    write(OLD, output)
    (output / "elsewhere").symlink_to(tmp_path / "elsewhere")
    write(NEW, output)
    assert (output / "elsewhere").is_symlink()
    assert "mine" == (tmp_path / "elsewhere/note.txt").read_text()


# -- which folders are refused ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "place",
    [
        ".",
        "..",
        "../..",
        "/",
        "~",
        "content",
        "content/events",
        "content/events/site",
        "content/../content",
        "templates",
        "templates/pages",
        "docs/site",
        "site_src",
        "tests/site",
        "saved",
        "saved/site",
        "receipts",
        "receipts/site",
        ".git",
        ".git/site",
        "filled",
        "file.txt",
    ],
)
def test_a_bad_output_is_refused(place: str, tmp_path: Path) -> None:
    """The project, what holds it, its own folders, files and folders with other things in them are no output."""
    project = tmp_path / "home" / "project"
    (project / "content/events").mkdir(parents=True)
    (project / "filled").mkdir()
    (project / "filled/note.txt").write_text("mine")
    (project / "file.txt").write_text("mine")
    before = tree(project)
    with pytest.raises(Refused):
        refuse_bad_output(Path(place).expanduser() if place[0] == "~" else project / place, project)
    assert before == tree(project)


@pytest.mark.parametrize("place", ["_site", "new/site", "contents", "empty", "ours", "../site", "site_source"])
def test_a_good_output_is_taken(place: str, tmp_path: Path) -> None:
    """A folder that is not there yet, empty, or ours from before is taken, within the project or not."""
    project = tmp_path / "project"
    (project / "content").mkdir(parents=True)
    (project / "empty").mkdir()
    write(OLD, project / "ours")
    refuse_bad_output(project / place, project)
    assert 3 == counts(OLD, project / place)[0]


def test_a_link_to_content_is_no_output(tmp_path: Path) -> None:
    """An output is judged by where it leads."""
    (tmp_path / "content").mkdir()
    (tmp_path / "door").symlink_to("content")
    with pytest.raises(Refused, match="lies within content/"):
        refuse_bad_output(tmp_path / "door", tmp_path)


# -- what goes wrong --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("way", ["exchange", "rename"])
@pytest.mark.parametrize("before", [OLD, ()], ids=["over an old site", "for the first time"])
def test_a_build_that_is_killed_leaves_the_old_or_the_new_site(
    way: str, before: tuple[Artifact, ...], tmp_path: Path
) -> None:
    """Killed before any change of the disk, a build leaves one whole site, and the next one clears up."""
    done = subprocess.run(
        [sys.executable, "-c", KILLED, repr(before), repr(NEW), str(tmp_path / "runs"), way],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "" == done.stderr
    steps = int(done.stdout)
    assert 8 < steps < 200
    was = {**site(OLD), "notes.txt": b"mine"} if before else None
    will_be = {**site(NEW), "notes.txt": b"mine"} if before else site(NEW)
    seen = []
    for step in range(1, steps + 1):
        output = tmp_path / "runs" / f"{step:03}" / "site"
        output.parent.mkdir(parents=True, exist_ok=True)
        now = tree(output)
        if before and way == "rename" and now is None:  # between two renames the old site stands aside, whole
            now = tree(writing._beside(output, "old"))
        assert now in (was, will_be)
        seen.append(now == will_be)
        write(NEW, output)
        assert will_be == tree(output)
        assert ["site"] == beside(output)
    assert sorted(seen) == seen
    assert [False, True] == [seen[0], seen[-1]]


def test_a_site_that_was_moved_aside_comes_back(output: Path) -> None:
    """What a stopped build had moved aside is the old site again for the next build, which clears up the rest."""
    write(OLD, output)
    output.rename(writing._beside(output, "old"))
    output.parent.joinpath(".site.onrecord-new").mkdir()
    assert (3, 0, 0) == counts(OLD, output)
    assert ["site"] == beside(output)


@pytest.mark.parametrize("refusal", ["exchange", "rename"])
def test_a_disk_that_says_no_leaves_the_old_site(refusal: str, output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error while the new site takes its place is passed on, and the old one stands where it stood."""
    write(OLD, output)
    as_it_was = Path.rename

    def renamed(path: Path, target: Path) -> Path:
        if path.name.endswith("-new"):
            raise OSError(errno.EIO, "Input/output error")
        return as_it_was(path, target)

    def exchanged(_one: Path, _other: Path) -> bool:
        if refusal == "exchange":
            raise OSError(errno.EIO, "Input/output error")
        return False

    monkeypatch.setattr(Path, "rename", renamed)
    monkeypatch.setattr(writing, "_exchange", exchanged)
    with pytest.raises(OSError, match="Input/output error"):
        write(NEW, output)
    assert site(OLD) == tree(output)
    assert ["site"] == beside(output)


def test_a_full_disk_leaves_the_old_site(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What cannot be written whole is not begun to be shown."""
    write(OLD, output)

    def full(_path: str, _data: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(writing, "_put", full)
    with pytest.raises(OSError, match="No space left"):
        write(NEW, output)
    assert site(OLD) == tree(output)
    assert ["site"] == beside(output)


def test_where_folders_cannot_be_exchanged_they_are_renamed(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a system without an exchange in one step the outcome is the same."""
    monkeypatch.setattr(writing, "_exchange", lambda _one, _other: False)
    write(OLD, output)
    (output / "notes.txt").write_text("mine")
    assert (3, 2, 1) == counts(NEW, output)
    assert {**site(NEW), "notes.txt": b"mine"} == tree(output)
    assert ["site"] == beside(output)


def test_other_systems_do_not_exchange(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only Linux is asked to exchange folders."""
    monkeypatch.setattr(sys, "platform", "darwin")
    assert not writing._exchange(tmp_path, tmp_path)


def test_folders_that_are_not_there_cannot_be_exchanged(tmp_path: Path) -> None:
    """An exchange that fails for any other reason than being unknown is an error with its folder."""
    if not sys.platform.startswith("linux"):
        assert not writing._exchange(tmp_path / "a", tmp_path / "b")
        return
    with pytest.raises(OSError, match="No such file") as caught:
        writing._exchange(tmp_path / "a", tmp_path / "b")
    assert str(tmp_path / "b") == caught.value.filename


def test_a_file_in_place_of_the_folder_above_is_an_error_of_the_system(tmp_path: Path) -> None:
    """Where the folder for the output cannot be made, the system's own error says so."""
    (tmp_path / "file").write_text("mine")
    with pytest.raises(OSError, match=r"Not a directory|File exists"):
        write(NEW, tmp_path / "file" / "deep" / "site")
    assert "mine" == (tmp_path / "file").read_text()


AT_ONCE = """
import os, pathlib, sys
from onrecord.artifact import Artifact
from onrecord.stages.write import write
for number in range(8):
    if os.fork() == 0:
        write(tuple(Artifact(f"{n}.html", str(number).encode()) for n in range(60)), pathlib.Path(sys.argv[1]))
        os._exit(0)
print([os.waitstatus_to_exitcode(os.wait()[1]) for _ in range(8)])
"""


def test_builds_at_once_wait_for_each_other(output: Path) -> None:
    """Of eight builds at the same time each writes a whole site, and the last one's stands at the end."""
    done = subprocess.run([sys.executable, "-c", AT_ONCE, str(output)], capture_output=True, text=True, check=False)
    assert ("", f"{[0] * 8}\n") == (done.stderr, done.stdout)
    found = tree(output)
    assert found
    assert 60 == len(found)
    assert 1 == len(set(found.values()))
    assert ["site"] == beside(output)


def test_who_waits_too_long_is_told(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build that another one keeps waiting gives up with an error of the system."""
    monkeypatch.setattr(writing, "PATIENCE", 0.0)
    output.parent.mkdir()
    with writing._only_us(output.parent), pytest.raises(OSError, match="another build is writing here"):
        write(NEW, output)
    write(NEW, output)
    assert site(NEW) == tree(output)


# -- leftovers, permissions, signals ------------------------------------------------------------------------------------


def test_an_old_site_that_may_not_be_written_into_blocks_nothing(output: Path) -> None:
    """Nothing is left beside the site, and the next build finds its way."""
    write(OLD, output)
    (output / "gone").chmod(0o500)
    output.chmod(0o500)
    for site in (NEW, OLD, NEW):
        write(site, output)
        assert [output.name] == [path.name for path in output.parent.iterdir()]
    assert b"new" == (output / "index.html").read_bytes()


@pytest.mark.parametrize("name", ["new", "old", "new-1"])
def test_a_stray_file_beside_the_site_blocks_nothing(name: str, output: Path) -> None:
    """A plain file of the name that a new site is made under is cleared away."""
    output.parent.mkdir(parents=True, exist_ok=True)
    (output.parent / f".{output.name}.onrecord-{name}").write_text("What is this?")
    write(NEW, output)
    assert [output.name] == [path.name for path in output.parent.iterdir()]


def test_what_cannot_be_cleared_away_is_stepped_over(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system keeps a leftover all the same, the new site is made under another name."""
    write(OLD, output)
    left = output.parent / f".{output.name}.onrecord-new"
    left.mkdir()
    cleared = writing._remove
    monkeypatch.setattr(writing, "_remove", lambda path: None if path == left else cleared(path))
    write(NEW, output)
    assert b"new" == (output / "index.html").read_bytes()
    assert {output.name, left.name} == {path.name for path in output.parent.iterdir()}


@pytest.mark.parametrize("mask", [0o077, 0o000, 0o022])
def test_everybody_may_read_a_site(mask: int, output: Path) -> None:
    """Files are 0644 and folders 0755 whatever the mask of who builds: a server may run as somebody else."""
    before = os.umask(mask)
    try:
        write(OLD, output)
    finally:
        os.umask(before)
    for path in (output, *output.rglob("*")):
        assert (0o755 if path.is_dir() else 0o644) == stat.S_IMODE(path.stat().st_mode), path


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("moment", ["_take_place", "_remove"])
def test_a_signal_waits_for_the_new_site_to_stand(
    stop: signal.Signals, moment: str, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that comes while the folders change places, or while the old one is cleared away, is heard after that."""

    class Stopped(BaseException):
        pass

    def heard(*_: object) -> None:
        raise Stopped

    write(OLD, output)
    as_it_was = getattr(writing, moment)

    def stopped(*arguments: object) -> None:
        signal.raise_signal(stop)
        as_it_was(*arguments)

    monkeypatch.setattr(writing, moment, stopped)
    before = signal.signal(stop, heard)
    try:
        with pytest.raises(Stopped):
            write(NEW, output)
    finally:
        signal.signal(stop, before)
    assert b"new" == (output / "index.html").read_bytes()
    assert [output.name] == [path.name for path in output.parent.iterdir()]


def test_an_output_within_a_theme_is_refused(tmp_path: Path) -> None:
    """A site made there would be copied into itself."""
    with pytest.raises(Refused, match="lies within look/"):
        refuse_within(tmp_path / "look" / "site", [tmp_path / "look"])
