"""What is written that is no site: a new project, receipts, a report, and files laid out for a moment."""

import contextlib
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from onrecord.records.folders import FOLDERS
from onrecord.stages.write import Refused

if TYPE_CHECKING:
    from onrecord.quotes.receipts import Receipts


def create(folder: Path, files: dict[str, str]) -> None:
    """Write the files of a new project into a folder that is empty or not there yet."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refused(f"{folder} exists and is not empty")
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")


def keep_receipts(
    project: Path,
    receipts: "Receipts",
    spared: frozenset[str] = frozenset(),
    broken: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
) -> int:
    """Make the receipts of a project these, and no others but the files that are spared. How many files changed.

    ``broken`` lines, by file, stand as they are behind those that are good.

    A file that is no longer wanted goes once all others are written, so that nothing is lost where this is stopped.
    """
    from onrecord.quotes.receipts import FOLDER, as_lines, path_of  # noqa: PLC0415 - and the records, which take time

    wanted = {
        path_of(record): as_lines(record, (*lines.values(), *receipts.others.get(record, ())))
        for record, lines in receipts.by_record.items()
    }
    for name, lines in broken.items():
        wanted[name] = wanted.get(name, "") + "".join(f"{line}\n" for line in lines)
    there = {path.relative_to(project).as_posix() for path in _receipt_files(project)}
    changed = 0
    for name, text in sorted(wanted.items()):
        path = project / name
        if name not in spared and not (path.is_file() and path.read_bytes() == text.encode()):
            path.parent.mkdir(parents=True, exist_ok=True)
            fresh = path.with_suffix(".tmp")
            fresh.write_text(text, "utf-8", newline="\n")
            fresh.replace(path)
            changed += 1
    for name in sorted(there - set(wanted) - spared):
        path = project / name
        path.unlink()
        with contextlib.suppress(OSError):  # the folder holds others
            if path.parent != project / FOLDER:
                path.parent.rmdir()
        changed += 1
    return changed


def _receipt_files(project: Path) -> Iterator[Path]:
    """The files of receipts that are there: those by record, and those of the earlier form."""
    from onrecord.quotes.receipts import ENDING, FOLDER, OLD_ENDING  # noqa: PLC0415 - as above

    for folder in FOLDERS:
        yield from (project / FOLDER / folder).glob(f"*{ENDING}")
    yield from (project / FOLDER).glob(f"*{OLD_ENDING}")


@contextlib.contextmanager
def laid_out(files: Mapping[str, bytes]) -> Iterator[Path]:
    """A folder of the system's temporary ones with these files in it, for as long as it is used."""
    with tempfile.TemporaryDirectory(prefix="onrecord-") as name:
        folder = Path(name).resolve()
        for inside, data in files.items():
            path = folder / inside
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        yield folder


def report(lines: Iterable[str]) -> Path:
    """Write a report of a fault of ours among the system's temporary files. Where it stands."""
    with tempfile.NamedTemporaryFile("w", prefix="onrecord-", suffix=".txt", delete=False, encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
    return Path(file.name)
