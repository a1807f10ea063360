"""What the benchmarks share: what a command used, and the table in RESULTS.md that a figure is kept in."""

import argparse
import datetime as dt
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OUTPUT = ROOT / "benchmarks" / "output"  # git does not look there
RESULTS = ROOT / "benchmarks" / "RESULTS.md"
ONRECORD = (sys.executable, "-m", "onrecord")


@dataclass(frozen=True)
class Used:
    """What a command used, with all the processes that it started: seconds of CPU and of the clock, and MiB at most.

    Memory is the proportional set size (PSS) over all processes at one time: what several share counts once. It is looked at
    ten times a second; where there is no /proc it is the largest that one process had (RSS).
    """

    cpu: float
    wall: float
    memory: float


def used(command: Sequence[str], folder: Path = ROOT, *, code: int = 0, cache: Path | None = None) -> Used:
    """Run a command that ends with a code, and measure it; what it printed is told only where it ends otherwise."""
    environment = dict(os.environ, **({"XDG_CACHE_HOME": str(cache)} if cache else {}))
    with tempfile.TemporaryFile("w+") as told:
        begin = time.monotonic()
        child = subprocess.Popen(command, cwd=folder, env=environment, stdout=told, stderr=subprocess.STDOUT)
        most = 0
        while True:
            most = max(most, shared_out(child.pid))
            ended, status, usage = os.wait4(child.pid, os.WNOHANG)
            if ended:
                break
            time.sleep(0.1 if time.monotonic() - begin > 1 else 0.01)
        wall = time.monotonic() - begin
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode != code:
            told.seek(0)
            sys.exit(f"{' '.join(command)} ended with {child.returncode}:\n{told.read()[-3000:]}")
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return Used(usage.ru_utime + usage.ru_stime, wall, most / 2**10 or usage.ru_maxrss / unit)


def shared_out(process: int) -> int:
    """The proportional set size of a process and all below it, in KiB; 0 where it cannot be told."""
    try:
        told = Path(f"/proc/{process}/smaps_rollup").read_text("utf-8")
        below = Path(f"/proc/{process}/task/{process}/children").read_text("utf-8").split()
    except OSError:
        return 0
    own = next((int(line.split()[1]) for line in told.splitlines() if line.startswith("Pss:")), 0)
    return own + sum(shared_out(int(one)) for one in below)


@contextmanager
def scratch() -> Iterator[Path]:
    """An empty folder for one measurement, where any browser can read."""
    OUTPUT.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=OUTPUT) as folder:
        yield Path(folder)


def reader(about: str | None) -> argparse.ArgumentParser:
    """The arguments of a benchmark: its docstring for --help, and --keep."""
    found = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    found.add_argument("--keep", action="store_true", help="keep the figures in benchmarks/RESULTS.md")
    return found


def keep(table: str, cells: Sequence[str]) -> None:
    """Add a row to the table below a heading of RESULTS.md, with day, commit and machine."""
    lines = RESULTS.read_text("utf-8").splitlines()
    start = lines.index(f"## {table}")
    last = max(n for n in _until_heading(lines, start + 1) if lines[n].startswith("|"))
    row = (f"{dt.datetime.now(dt.UTC):%Y-%m-%d}", _commit(), _machine(), *cells)
    lines.insert(last + 1, f"| {' | '.join(row)} |")
    RESULTS.write_text("\n".join(lines) + "\n", "utf-8")


def _until_heading(lines: list[str], start: int) -> Iterator[int]:
    for number in range(start, len(lines)):
        if lines[number].startswith("## "):
            return
        yield number


def _commit() -> str:
    """The commit that is checked out, with a plus where something is not committed."""
    name = _git("rev-parse", "--short=7", "HEAD")
    return name + "+" * bool(_git("status", "--porcelain", "--untracked-files=no", ":!benchmarks/RESULTS.md"))


def _machine() -> str:
    """What the seconds depend on: cores, and how many processes wait for them."""
    return f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.0f}, Python {platform.python_version()}"


def _git(*words: str) -> str:
    done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S607
    return done.stdout.strip() or "no git" * bool(done.returncode)
