"""What is kept between builds, in the user's cache folder: one folder for the real path of a project. Nothing needs it.

A thing that is kept has a name, and is plain data (or, of compiled templates, code) as ``marshal`` writes it. Its file
begins with the version of all that made it, and with the hash of what follows: what is damaged, or was kept by another
program, Python or library, counts as not kept. A file is put in its place whole, so two builds at once do no harm; the
last one's is kept. Only the standard library is used here, so that a build in which nothing changed imports no more.
"""

import contextlib
import hashlib
import marshal
import os
import stat
import sys
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

UNFINISHED = ".unfinished-"
AN_HOUR = 3_600_000_000_000  # nanoseconds

_HASH = 64  # letters of a SHA-256 in hexadecimal


@dataclass(frozen=True, slots=True)
class Store:
    """A folder for what is kept of a project; None where nothing can be kept."""

    folder: Path | None = None

    def read(self, name: str) -> Any:
        """What was kept by this name; None where there is nothing of it, or nothing sound."""
        if self.folder is None:
            return None
        try:
            data = (self.folder / name).read_bytes()
        except OSError:
            return None
        head, body = data[: 2 * _HASH], data[2 * _HASH :]
        if head != f"{version()}{hashlib.sha256(body).hexdigest()}".encode():
            with contextlib.suppress(OSError):
                (self.folder / name).unlink()
            return None
        return marshal.loads(body)  # noqa: S302 - its hash is right, and the folder is the user's own

    def keep(self, name: str, value: Any) -> None:
        """Keep something by a name. Where that cannot be, it is not kept."""
        if self.folder is None:
            return
        body = marshal.dumps(value)
        data = f"{version()}{hashlib.sha256(body).hexdigest()}".encode() + body
        with contextlib.suppress(OSError):
            self._clear_up()
            descriptor, fresh = tempfile.mkstemp(dir=self.folder, prefix=UNFINISHED)
            try:
                with open(descriptor, "wb") as file:
                    file.write(data)
                os.replace(fresh, self.folder / name)
            except BaseException:
                os.unlink(fresh)
                raise

    def _clear_up(self) -> None:
        """Remove what a process that was killed left, once nobody can be at work on it any more."""
        now = self.moment()
        for path in Path(self.folder or "").glob(f"{UNFINISHED}*"):
            with contextlib.suppress(OSError):
                if now - path.stat().st_mtime_ns > AN_HOUR:
                    path.unlink()

    def forget_all_but(self, prefix: str, most: int) -> None:
        """Forget all but the last that were kept by names that begin alike."""
        if self.folder is None:
            return
        with contextlib.suppress(OSError):
            found = [path for path in self.folder.iterdir() if path.name.startswith(prefix)]
            for path in sorted(found, key=lambda path: path.stat().st_mtime_ns)[:-most]:
                path.unlink(missing_ok=True)

    def moment(self) -> int:
        """The time by the clock that gives the files here their times, in nanoseconds; 0 where nothing is kept."""
        if self.folder is None:
            return 0
        try:
            with tempfile.NamedTemporaryFile(dir=self.folder, prefix=UNFINISHED) as file:
                return os.fstat(file.fileno()).st_mtime_ns
        except OSError:
            return 0


NOTHING_KEPT = Store()


def store_of(project: Path) -> Store:
    """The store of a project, made where it is not there yet; an empty one where there can be none."""
    base = _caches()
    if base is None:
        return Store()
    real = project.resolve()
    folder = base / "onrecord" / hashlib.sha256(os.fsencode(real)).hexdigest()[:20]
    try:
        if folder.resolve().is_relative_to(real):
            return Store()  # never in the project
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return Store(folder) if _is_ours(folder) else Store()
    except (OSError, RuntimeError):
        return Store()


def _caches() -> Path | None:
    """Where the system has what can be made again: by the XDG Base Directory Specification, or by its own custom."""
    given = os.environ.get("XDG_CACHE_HOME", "")
    if Path(given).is_absolute():
        return Path(given)
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA", "")
        return Path(local) if Path(local).is_absolute() else None
    try:
        home = Path.home()
    except RuntimeError:
        return None
    return home / "Library" / "Caches" if sys.platform == "darwin" else home / ".cache"


def _is_ours(folder: Path) -> bool:
    """Whether nobody else can write into a folder: what is read from it is run."""
    status = folder.stat()
    if not hasattr(os, "geteuid"):
        return os.access(folder, os.W_OK)
    return status.st_uid == os.geteuid() and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


@cache
def version() -> str:
    """A hash of all that makes a site of its content: the program's own files, Python and the installed libraries."""
    digest = hashlib.sha256(f"{sys.version} {sys.platform} {sys.flags.optimize}".encode())
    own = Path(__file__).parents[1]
    for path in sorted(own.rglob("*")):
        if path.suffix in {".py", ".json", ".toml"}:
            digest.update(f"\0{path.relative_to(own)}\0".encode() + path.read_bytes())
    for folder in dict.fromkeys(sys.path):
        with contextlib.suppress(OSError), os.scandir(folder or ".") as found:
            names = sorted(
                (entry.name, entry.stat().st_mtime_ns)
                for entry in found
                if entry.name.endswith((".dist-info", ".egg-info"))
            )
            digest.update(f"\0{names}".encode() if names else b"")
    return digest.hexdigest()
