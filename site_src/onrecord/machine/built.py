"""Whether a build would change nothing, told before anything is read: what went into the last one, and what came out.

Every file of content, receipts, saved texts and theme, and every file of the output, is as it was: by size, times and
inode where it is older than what was kept of it, as git does with its index; else by its bytes. Whatever is doubtful is
built. Only the standard library is used here, so that the answer takes no longer than to look at the files.
"""

import contextlib
import hashlib
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from onrecord.machine.store import Store

GRAIN = 2_000_000_000  # nanoseconds: no file system tells times less exactly
MOST_WAYS = 4  # in which one output was built and is known: with drafts or without, strict or not
MOST_OUTPUTS = 8
# The folders of a project that are read, beside its theme, with the ending of what is read in them.
FOLLOWED = {"content": "", "receipts": "", "saved": ".txt"}

# Of a file: its size, times of bytes and of state, inode and mode; and the hash of its bytes.
Known = tuple[int, int, int, int, int, str]


class Doubtful(Exception):  # noqa: N818 - it is no fault
    """Something whose state cannot be told: a link, or what is no plain file."""


@dataclass(frozen=True, slots=True)
class Root:
    """A folder that a build reads, and how the names of the files end that it reads in it."""

    path: str
    ending: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """What stood in some folders at a time, by the clock of files: their real paths, folders in them, and the files."""

    at: int
    roots: tuple[tuple[str, str, str], ...]  # path, real path, ending
    folders: frozenset[str]
    files: Mapping[str, Known]


@dataclass(frozen=True, slots=True)
class Built:
    """What a build told: its exit code, the problems, how they were counted, how many pages there are, and what is lacking."""

    code: int
    problems: str
    counted: str
    pages: int
    lacking: str = ""


def see(roots: Iterable[Root], now: int) -> Seen | None:
    """What stands in some folders, before a build reads it; None where that is doubtful. ``now`` is of before, or 0."""
    with contextlib.suppress(Doubtful, OSError):
        if now:
            named = tuple((root.path, os.path.realpath(root.path), root.ending) for root in roots)
            folders, files = _walked(named)
            known = {path: (*_state(status), _hash(path)) for path, status in files.items()}
            return Seen(now, named, frozenset(folders), known)
    return None


def find(store: Store, output: Path, options: str) -> Built | None:
    """What the last build into this folder with these options told, if another would change nothing."""
    kept = (store.read(_name(output)) or {}).get(options)
    now = store.moment()
    if kept is None or not now or _left_over(output):
        return None
    at, roots, folders, inputs, outputs, told = kept
    with contextlib.suppress(Doubtful, OSError):
        seen = _again(Seen(at, roots, frozenset(folders), inputs), now)
        made = _outputs_again(output, outputs, at)
        if seen is None or made is None:
            return None
        if (seen.files, made) != (inputs, outputs) or _recent((*inputs.values(), *outputs.values()), at):
            _keep(store, output, options, seen, made, Built(*told))  # so that it is trusted the next time
        return Built(*told)
    return None


def remember(
    store: Store, output: Path, options: str, *, seen: Sequence[Seen | None], written: Mapping[str, str], built: Built
) -> None:
    """Keep what a build told, of what was ``seen`` before it read it, and of what it has ``written`` (hashes by path).

    Where anything was edited in the meantime, also back to what it was, nothing is kept. A build that was refused has
    written nothing, and holds whatever the output is.
    """
    now = store.moment()
    with contextlib.suppress(Doubtful, OSError):
        still = [_untouched(one) if one else None for one in seen]
        known = [one for one in still if one]
        if now and len(known) == len(still):
            folders = frozenset().union(*(one.folders for one in known))
            files = {path: state for one in known for path, state in one.files.items()}
            both = Seen(now, tuple(root for one in known for root in one.roots), folders, files)
            hashed = {path: (*_state(os.lstat(output / path)), digest) for path, digest in written.items()}
            _keep(store, output, options, both, hashed, built)


def _keep(store: Store, output: Path, options: str, seen: Seen, outputs: Mapping[str, Known], built: Built) -> None:
    others = store.read(_name(output)) or {}
    others.pop(options, None)
    told = (built.code, built.problems, built.counted, built.pages, built.lacking)
    kept = (seen.at, seen.roots, tuple(sorted(seen.folders)), dict(seen.files), dict(outputs), told)
    store.keep(_name(output), {**dict([*others.items()][1 - MOST_WAYS :]), options: kept})
    store.forget_all_but("built-", MOST_OUTPUTS)


def _name(output: Path) -> str:
    return f"built-{hashlib.sha256(os.fsencode(output)).hexdigest()[:16]}"


def _again(seen: Seen, now: int) -> Seen | None:
    """What is seen in the folders now, if every file in them is as it was; else None."""
    if any(os.path.realpath(path) != real for path, real, _ in seen.roots):
        return None
    folders, files = _walked(seen.roots)
    same = _same(files, seen.files, seen.at, _hash) if folders.keys() == seen.folders else None
    return None if same is None else Seen(now, seen.roots, seen.folders, same)


def is_older(seen: Seen, at: int) -> bool:
    """Whether all that was seen, the folders too, was as it is before a time."""
    folders, files = _walked(seen.roots)
    return all(max(status.st_mtime_ns, status.st_ctime_ns) < at for status in (*folders.values(), *files.values()))


def _untouched(seen: Seen) -> Seen | None:
    """What was seen, if nothing of it was touched since; what is so new that its time cannot tell is read once more."""
    folders, files = _walked(seen.roots)
    if any(os.path.realpath(path) != real for path, real, _ in seen.roots) or folders.keys() != seen.folders:
        return None
    if files.keys() != seen.files.keys() or any(_state(files[path]) != seen.files[path][:-1] for path in files):
        return None
    if any(max(status.st_mtime_ns, status.st_ctime_ns) >= seen.at for status in folders.values()):
        return None
    recent = (path for path, known in seen.files.items() if max(known[1], known[2]) >= seen.at - GRAIN)
    return seen if all(_hash(path) == seen.files[path][-1] for path in recent) else None


def _outputs_again(output: Path, known: Mapping[str, Known], at: int) -> dict[str, Known] | None:
    """The files that were written, if every one is there as it was, and neither it nor a folder above it is a link now."""
    above = {path.rpartition("/")[0] for path in known}
    if any(stat.S_ISLNK(os.lstat(f"{output}/{folder}").st_mode) for folder in above if folder):
        return None
    found = {path: os.lstat(f"{output}/{path}") for path in known}
    if any(status.st_mode != known[path][4] for path, status in found.items()):
        return None
    return _same(found, known, at, lambda path: _hash(f"{output}/{path}"))


def _same(
    found: Mapping[str, os.stat_result], known: Mapping[str, Known], at: int, hashed: Callable[[str], str]
) -> dict[str, Known] | None:
    """What is known of files now, if they hold the same bytes; one is trusted by its times if it is older than ``at``."""
    if found.keys() != known.keys():
        return None
    again: dict[str, Known] = {}
    for path, status in found.items():
        state, old = _state(status), known[path]
        if state != old[:-1] or max(state[1], state[2]) >= at - GRAIN:
            if state[0] != old[0] or hashed(path) != old[-1]:
                return None
            old = (*state, old[-1])
        again[path] = old
    return again


def _recent(known: Iterable[Known], at: int) -> bool:
    return any(max(state[1], state[2]) >= at - GRAIN for state in known)


def _state(status: os.stat_result) -> tuple[int, int, int, int, int]:
    return (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino, status.st_mode)


def _walked(
    roots: Iterable[tuple[str, str, str]],
) -> tuple[dict[str, os.stat_result], dict[str, os.stat_result]]:
    """The folders and files in some folders. Raises Doubtful for what is neither."""
    folders: dict[str, os.stat_result] = {}
    files: dict[str, os.stat_result] = {}
    for root, _, ending in roots:
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            folders[root] = os.stat(f"{root}/")
        for path, status in _walk(root):
            if stat.S_ISDIR(status.st_mode):
                folders[path] = status
            elif not path.endswith(ending):
                continue
            elif stat.S_ISREG(status.st_mode):
                files[path] = status
            else:
                raise Doubtful(path)
    return folders, files


def _walk(folder: str) -> Iterator[tuple[str, os.stat_result]]:
    try:
        found = os.scandir(folder)
    except FileNotFoundError:
        return
    with found:
        for entry in found:
            status = entry.stat(follow_symlinks=False)
            yield entry.path, status
            if stat.S_ISDIR(status.st_mode):
                yield from _walk(entry.path)


def _hash(path: str) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _left_over(output: Path) -> bool:
    """Whether a build that was stopped left something beside the output."""
    try:
        return any(name.startswith(f".{output.name}.onrecord-") for name in os.listdir(output.parent))
    except OSError:
        return True
