"""The folder of one run of the tests: its own, so that two runs at once do not disturb each other, and gone when it ends."""

import secrets
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout
from real_site import ROOT

OUTPUT = ROOT / "tests" / "output"  # not in a hidden or temporary folder, which some browsers cannot read
MakeOnce = Callable[[str, Callable[[Path], object]], Path]  # the folder of that name, made once by that function


@dataclass(frozen=True)
class RunFolder:
    """A folder that is held for as long as its run lasts."""

    path: Path
    held: FileLock

    @classmethod
    def begin(cls, output: Path = OUTPUT) -> "RunFolder":
        """A new folder; those of runs that were killed are removed."""
        output.mkdir(exist_ok=True)
        with FileLock(output / "runs.lock"):
            for folder in filter(Path.is_dir, output.iterdir()):
                if left_alone(folder):
                    shutil.rmtree(folder)
            path = output / f"run-{secrets.token_hex(4)}"
            path.mkdir()
            held = FileLock(path / "held.lock")
            held.acquire()
        return cls(path, held)

    def end(self) -> None:
        """Remove the folder."""
        with FileLock(self.path.with_name("runs.lock")):
            self.held.release()
            shutil.rmtree(self.path)


def left_alone(folder: Path) -> bool:
    """Whether no run holds the folder any more: the system takes a lock from a process that ends, however it ends."""
    try:
        with FileLock(folder / "held.lock").acquire(blocking=False):
            return True
    except Timeout:
        return False


def made_once(folder: Path, name: str, make: Callable[[Path], object]) -> Path:
    """What a maker makes at a place in the folder of the run: the first process that asks makes it, the others wait for it."""
    place, made = folder / name, folder / f"{name}.made"
    with FileLock(folder / f"{name}.lock"):
        if not made.exists():
            make(place)
            made.touch()
    return place
