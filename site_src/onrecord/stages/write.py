"""Stage 8, write: the only module that changes the output. All or nothing.

A complete new folder is made beside the old one and takes its place in one step, so that a reader, or a machine that
stops, finds the old site or the new one. Files that we did not write are carried over; our own are known by a manifest.
"""

import contextlib
import ctypes
import errno
import hashlib
import itertools
import json
import os
import shutil
import signal
import stat
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from onrecord.artifact import Artifact, Held
from onrecord.problems import Problem

MANIFEST = ".onrecord-manifest.json"
PATIENCE = 600.0  # seconds to wait for another build of the same folder, which may be a large one
MODE = 0o644  # everybody may read a site, whatever the umask: a server may run as somebody else

_EXCHANGE = 2  # renameat2's RENAME_EXCHANGE
_HERE = -100  # AT_FDCWD


class Refused(Exception):  # noqa: N818 - it is no fault of ours
    """The output folder cannot be used: the reason, for the user."""


Files = Iterable[Artifact | Held | Problem]


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What the output folder holds of ours, by path with its SHA-256, that of the manifest, and what changed."""

    digests: Mapping[str, str]
    manifest: str
    changed: int
    removed: int

    @property
    def pages(self) -> int:
        """How many of the files are pages."""
        return sum(path.endswith(".html") for path in self.digests)


def write(files: Files, output: Path) -> tuple[Written | None, tuple[Problem, ...]]:
    """Put a site into the output folder, file by file as it is made; or give the problems, and leave all as it was.

    Refused where the folder is not ours; OSError where the disk says no.
    """
    above = [folder for folder in output.parents if not folder.exists()]  # the nearest first
    output.parent.mkdir(parents=True, exist_ok=True)
    try:
        with _only_us(output.parent):
            return _written(files, output)
    finally:
        for folder in above:
            with contextlib.suppress(OSError):  # where a site stands in it now
                folder.rmdir()


def _written(files: Files, output: Path) -> tuple[Written | None, tuple[Problem, ...]]:
    _mend(output)
    fresh = _free(output, "new")
    try:
        new, changed, problems = _fill(fresh, files, output)
        if problems:
            return None, problems
        manifest = _manifest_of(new)
        told = hashlib.sha256(manifest).hexdigest()
        same = _as_before(f"{output}/{MANIFEST}", manifest, f"{fresh}/{MANIFEST}")
        old = _manifest(output)
        foreign = _foreign(output, old, set(new))
        removed = len(set(old) - set(new))
        if output.is_dir() and same and not changed:
            return Written(digests=new, manifest=told, changed=0, removed=0), ()
        for path in foreign:
            target = fresh / path
            _folder(target.parent)
            shutil.copy2(output / path, target, follow_symlinks=False)
        with _unstopped():
            _take_place(fresh, output)
    finally:
        with _unstopped():
            _remove(fresh)
    return Written(digests=new, manifest=told, changed=changed, removed=removed), ()


def refuse_bad_output(output: Path, project: Path) -> None:
    """Refuse an output folder that holds the project, its content or templates, or lies within them."""
    place = output.resolve()
    root = project.resolve()
    kept = [root / name for name in ("content", "templates", "docs", "site_src", "tests", "saved", "receipts", ".git")]
    if place == root or place in root.parents:
        raise Refused(f"the output folder {output} contains the project itself")
    refuse_within(output, kept)
    if place == Path.home() or place == Path(place.anchor):
        raise Refused(f"{output} is no folder for a site")
    if output.exists() and not output.is_dir():
        raise Refused(f"{output} is not a folder")
    if output.is_dir() and any(output.iterdir()) and not (output / MANIFEST).is_file():
        raise Refused(
            f"{output} is not empty, and not made by onrecord; choose another folder with --output, or empty it"
        )


def refuse_within(output: Path, folders: Iterable[Path]) -> None:
    """Refuse an output folder that lies within one of these: a site made there would be read, or copied into itself."""
    place = output.resolve()
    for folder in folders:
        if folder.resolve() in (place, *place.parents):
            raise Refused(f"the output folder {output} lies within {folder.name}/")


def _fill(fresh: Path, files: Files, output: Path) -> tuple[dict[str, str], int, tuple[Problem, ...]]:
    """Write what is made into the new folder: the hash of each file, how many differ from the old ones, the problems."""
    digests: dict[str, str] = {}
    problems: list[Problem] = []
    changed = 0
    folders: set[str] = set()
    _folder(fresh)
    for file in files:
        if isinstance(file, Problem):
            problems.append(file)
        elif not problems:  # after a fault it is only looked for more of them
            digests[file.path] = file.digest if isinstance(file, Held) else hashlib.sha256(file.data).hexdigest()
            above = file.path.rpartition("/")[0]
            if above not in folders:
                folders.add(above)
                _folder(fresh / above)
            data = None if isinstance(file, Held) else file.data
            changed += not _as_before(f"{output}/{file.path}", data, f"{fresh}/{file.path}")
    return digests, changed, tuple(problems)


def _manifest_of(digests: Mapping[str, str]) -> bytes:
    return f"{json.dumps({'onrecord': 1, 'files': digests}, indent=0, sort_keys=True)}\n".encode()


def _as_before(old: str, data: bytes | None, fresh: str) -> bool:
    """Put a file into the new folder: the old one once more, where it holds these bytes (None: it does). Whether it does.

    What somebody changed in the output is made anew.
    """
    same = False
    with contextlib.suppress(OSError):  # there is none, or this system has no two names for a file
        status = os.lstat(old)
        same = stat.S_ISREG(status.st_mode) and stat.S_IMODE(status.st_mode) == MODE
        if same and data is not None:
            same = status.st_size == len(data) and _read(old) == data
        if same:
            os.link(old, fresh)
            return True
    _put(fresh, _read(old) if data is None else data)
    return same


def _read(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()


def _put(path: str, data: bytes) -> None:
    with open(path, "wb") as file:
        file.write(data)
    os.chmod(path, MODE)


def _folder(path: Path) -> None:
    """Make a folder, and those above it, that everybody may read."""
    if not path.is_dir():
        _folder(path.parent)
        path.mkdir()
        path.chmod(0o755)


def _manifest(output: Path) -> dict[str, str]:
    try:
        told = json.loads((output / MANIFEST).read_text("utf-8"))
        return {str(path): str(digest) for path, digest in told["files"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _foreign(output: Path, ours: dict[str, str], wanted: set[str]) -> list[str]:
    """Files in the output that we did not write, which are carried over. One in the way of ours is refused."""
    if not output.is_dir():
        return []
    found = []
    folders = {str(parent) for path in wanted for parent in PurePosixPath(path).parents}
    for folder, inner, names in os.walk(output):
        links = [name for name in inner if (Path(folder) / name).is_symlink()]  # not walked into, and kept as links
        for name in (*names, *links):
            path = (Path(folder) / name).relative_to(output).as_posix()
            if path not in ours and path != MANIFEST:
                above = {str(parent) for parent in PurePosixPath(path).parents}
                if path in wanted or path in folders or above & wanted:
                    raise Refused(f"{output / path} was not written by onrecord, and is in the way")
                found.append(path)
    return sorted(found)


def _beside(output: Path, what: str) -> Path:
    return output.parent / f".{output.name}.onrecord-{what}"


def _free(output: Path, what: str) -> Path:
    """A name beside the output that nothing has, not even what could not be cleared away."""
    names = (_beside(output, f"{what}-{number}" if number else what) for number in itertools.count())
    return next(path for path in names if not os.path.lexists(path))


def _mend(output: Path) -> None:
    """Clear up after a build that was stopped: the old site comes back if it had been moved aside."""
    left = _beside(output, "")
    leftovers = sorted(path for path in output.parent.iterdir() if path.name.startswith(left.name))
    aside = next((path for path in leftovers if path.name.startswith(f"{left.name}old") and path.is_dir()), None)
    if aside and not output.exists():
        aside.rename(output)
    for path in leftovers:
        _remove(path)


def _remove(path: Path) -> None:
    """Delete a file or folder of ours, also one that may not be written into; what the system keeps all the same stays."""

    def with_leave(function: Callable[[str], object], name: str, _: object) -> None:
        with contextlib.suppress(OSError):
            for folder in (Path(name).parent, Path(name)):
                if folder.is_dir() and not folder.is_symlink():
                    folder.chmod(0o700)
            if function is os.scandir or Path(name).is_dir():
                shutil.rmtree(name, ignore_errors=True)
            else:
                function(name)

    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, onerror=with_leave)
    else:
        with contextlib.suppress(OSError):
            path.unlink()


@contextlib.contextmanager
def _unstopped() -> Iterator[None]:
    """Ctrl-C and SIGTERM wait for what must be done whole or not at all."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    waiting: list[int] = []
    stops = (signal.SIGINT, signal.SIGTERM)
    before = {
        one: signal.signal(one, lambda number, _: waiting.append(number)) for one in stops if signal.getsignal(one)
    }
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
        for number in waiting[:1]:
            signal.raise_signal(number)


def _take_place(fresh: Path, output: Path) -> None:
    """The new folder for the old one, in one step where the system can."""
    if not output.exists():
        fresh.rename(output)
    elif not _exchange(fresh, output):
        aside = _free(output, "old")
        output.rename(aside)
        try:
            fresh.rename(output)  # a stop between the two is mended by the next run
        except BaseException:
            aside.rename(output)
            raise
        _remove(aside)


def _exchange(fresh: Path, other: Path) -> bool:
    if not sys.platform.startswith("linux"):
        return False
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    if renameat2(_HERE, os.fsencode(fresh), _HERE, os.fsencode(other), _EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP}:
        return False
    raise OSError(number, os.strerror(number), str(other))


@contextlib.contextmanager
def _only_us(folder: Path) -> Iterator[None]:
    """Hold the kernel's lock on a folder, so that two builds do not write at once. It ends with the process."""
    try:
        import fcntl  # noqa: PLC0415 - not on Windows, which builds without the lock
    except ImportError:
        yield
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        end = time.monotonic() + PATIENCE
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > end:
                    raise OSError(errno.EBUSY, "another build is writing here", str(folder)) from None
                time.sleep(0.05)
        yield
    finally:
        os.close(descriptor)
