"""The console command: exit codes and what is printed. All else is elsewhere.

What a command needs is imported when it runs, so that ``--help`` and a refused argument wait for none of it.

Exit codes: 0 done, 1 content refused, 2 wrong usage, 3 environment (disk, permission, lock), 70 our own fault,
130 interrupted (Ctrl-C), 143 ended (SIGTERM).
"""

import argparse
import contextlib
import gc
import io
import json
import os
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord import __version__
from onrecord.arguments import parser
from onrecord.beside import create, keep_receipts, laid_out, report
from onrecord.machine.built import FOLLOWED, Built, Root, Seen, find, is_older, remember, see
from onrecord.machine.store import NOTHING_KEPT, Store, store_of
from onrecord.problems import Problem, as_json, as_text, count, has_errors, in_order, new_since, printable, within
from onrecord.stages.write import MANIFEST, Refused, Written, refuse_bad_output

if TYPE_CHECKING:
    from onrecord.prepared import Prepared

DONE, CONTENT, USAGE, ENVIRONMENT, OURS, INTERRUPTED, TERMINATED = 0, 1, 2, 3, 70, 130, 143

SETTLED = frozenset({"Q003", "Q004", "Q005", "Q006", "Q007", "Q009"})  # what 'verify --update' may settle

SHOWN_AFTER = 1.0  # seconds before progress is told


class Progress:
    """Tells the stage on a terminal once a build has taken a second; silent when piped."""

    def __init__(self) -> None:
        self.begin = time.monotonic()
        self.told = False
        self.stage = ""

    def __call__(self, stage: str) -> None:
        """Tell that a stage begins."""
        self.stage = stage
        if sys.stderr.isatty() and time.monotonic() - self.begin > SHOWN_AFTER:
            sys.stderr.write(f"\r\033[K{stage} ...")
            sys.stderr.flush()
            self.told = True

    def end(self) -> None:
        """Clear the line."""
        if self.told:
            sys.stderr.write("\r\033[K")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; the exit code comes back. An author's mistake is never a traceback."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by who started this
            setattr(sys, name, io.StringIO())
        if hasattr(stream := getattr(sys, name), "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        try:
            with _stoppable():
                given = parser().parse_args(arguments)
                given.project = getattr(given, "project", Path())
                return COMMANDS[given.command](given)
        finally:
            sys.stdout.flush()  # here, where it is seen that nobody reads any longer
    except Refused as refused:
        return _say(f"onrecord: {refused}", USAGE)
    except Stopped as stopped:
        return _say("onrecord: interrupted; the site is complete, the old one or the new one", int(stopped.args[0]))
    except KeyboardInterrupt as stop:
        return _say("onrecord: interrupted; nothing was written", _code_of(stop))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except MemoryError:
        return _say("onrecord: there is not enough memory; nothing was written", ENVIRONMENT)
    except OSError as error:
        place = f": {error.filename}" if error.filename else ""
        return _say(f"onrecord: {error.strerror or error}{place}", ENVIRONMENT)
    except Exception as error:  # noqa: BLE001 - our own fault, told in one line with a report
        return _our_fault(error)


class Stopped(Exception):  # noqa: N818 - it is no fault
    """A build was interrupted while the new site took the place of the old one: the exit code."""


class Terminated(KeyboardInterrupt):
    """SIGTERM, which ends a command as Ctrl-C does: nothing half done stays behind."""


@contextlib.contextmanager
def _stoppable() -> Iterator[None]:
    """Both signals that end a command are exceptions in it, unless who started it has them ignored."""

    def end(*_: object) -> None:
        raise Terminated

    handlers: dict[int, Callable[..., object]] = {signal.SIGINT: signal.default_int_handler, signal.SIGTERM: end}
    before = {}
    if threading.current_thread() is threading.main_thread():
        before = {
            number: signal.signal(number, handlers[number])
            for number in handlers
            if signal.getsignal(number) != signal.SIG_IGN
        }
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _code_of(stop: KeyboardInterrupt) -> int:
    return TERMINATED if isinstance(stop, Terminated) else INTERRUPTED


def run_build(given: argparse.Namespace) -> int:
    """``onrecord build``."""
    project = _project(given.project)
    output = (given.output or project / "_site").resolve()
    refuse_bad_output(output, project)
    begin = time.monotonic()
    store = NOTHING_KEPT if given.fresh else store_of(project)
    options = f"drafts={given.drafts} strict={given.strict} as_of={given.as_of}"
    built = find(store, output, options)
    if built:
        return _print_built(built, output, time.monotonic() - begin)
    roots = (Root(str(project / name), ending) for name, ending in FOLLOWED.items())
    seen = see(roots, store.moment())
    written, prepared = _build(given, project, output, store)
    problems = prepared.problems
    shown = [problem for problem in problems if given.strict or problem.severity == "error"]
    built = Built(
        code=_code(problems, strict=given.strict) if written is None else DONE,
        problems=as_text(shown, prepared.texts, strict=given.strict) if shown else "",
        counted=count(problems, strict=given.strict and written is None) if problems else "",
        pages=written.pages if written else 0,
        lacking=_lacking(prepared),
    )
    try:
        if built.code in {DONE, CONTENT}:
            digests = {**written.digests, MANIFEST: written.manifest} if written else {}
            seen_all = (seen, *_seen_besides(project, prepared, store, seen))
            remember(store, output, options, seen=seen_all, written=digests, built=built)
    except KeyboardInterrupt as stop:
        if written is None:
            raise
        raise Stopped(_code_of(stop)) from None
    return _print_built(built, output, time.monotonic() - begin, written)


def _seen_besides(project: Path, prepared: "Prepared", store: Store, seen: Seen | None) -> "Iterator[Seen | None]":
    """What a build has read beside what it had seen before: the theme, and saved texts that stand elsewhere.

    Of the theme the bytes are known that were read. Of saved texts it is enough that they are older than the build.
    """
    if prepared.theme is None or seen is None:
        yield None
        return
    theme = see((Root(str(folder)) for folder in prepared.theme.folders), store.moment())
    same = theme and {path: known[-1] for path, known in theme.files.items()} == prepared.theme.digests()
    yield theme if same else None
    saved = project / (prepared.verified.folder if prepared.verified else "saved")
    if saved != project / "saved":
        texts = see((Root(str(saved), FOLLOWED["saved"]),), store.moment())
        yield texts if texts and is_older(texts, seen.at) else None


def _lacking(prepared: "Prepared") -> str:
    """What a site has not without its address: all that must be absolute."""
    named = any(edition.library.site.site_url for edition in prepared.editions)
    return (
        ""
        if named
        else "without 'site_url' in content/site.yml: no feed, no sitemap, no permalink in embeds, no addresses or picture for cards"
    )


def _build(given: argparse.Namespace, project: Path, output: Path, store: Store) -> "tuple[Written | None, Prepared]":
    from onrecord.pipeline import build  # noqa: PLC0415 - see above
    from onrecord.prepared import Options  # noqa: PLC0415

    progress = Progress()
    gc.disable()  # a build ends before there is much to collect, and looking for it is a tenth of its time
    try:
        options = Options(drafts=given.drafts, strict=given.strict, as_of=given.as_of, tell=progress)
        return build(project, output, options, store)
    except KeyboardInterrupt as stop:
        if progress.stage != "writing":
            raise
        raise Stopped(_code_of(stop)) from None
    finally:
        gc.enable()
        progress.end()


def _print_built(built: Built, output: Path, seconds: float, written: Written | None = None) -> int:
    """Print what a build told, whether it was made now or would change nothing. Its exit code."""
    if built.problems:
        print(built.problems, file=sys.stderr)
    if built.code != DONE:
        return _say(f"{built.counted}; nothing was written", built.code)
    if built.counted:
        print(f"{built.counted}; 'onrecord check' lists them", file=sys.stderr)
    changed, removed = (written.changed, written.removed) if written else (0, 0)
    if built.lacking:
        print(built.lacking, file=sys.stderr)
    print(f"{built.pages} pages in {seconds:.1f} s: {output}/index.html ({changed} files changed, {removed} removed)")
    return DONE


def run_check(given: argparse.Namespace) -> int:
    """``onrecord check``: each template is tried too, in memory. All is checked, whatever is shown of it."""
    project = _project(given.project)
    from onrecord.pipeline import prove  # noqa: PLC0415
    from onrecord.prepared import Options  # noqa: PLC0415

    earlier = _problems_at(project, given.since, drafts=given.drafts) if given.since is not None else ()
    proven = prove(project, Options(drafts=given.drafts, strict=given.strict), store_of(project))
    problems = in_order(proven.problems)
    saved = proven.verified.folder if proven.verified else "."
    paths = [_inside(project, path, saved) for path in given.paths]
    shown = within(new_since(problems, earlier), paths)
    if given.errors:
        shown = tuple(one for one in shown if given.strict or one.severity == "error")
    left = set(problems) - set(shown)
    if given.format == "json":
        print(as_json(shown, strict=given.strict))
        return _code(shown, strict=given.strict)
    if shown:
        print(as_text(shown, proven.texts, strict=given.strict))
    told = count(shown, strict=given.strict) if shown else "no problems"
    print(f"{told}; not shown: {count(tuple(left), strict=given.strict)}" if left else told)
    return _code(shown, strict=given.strict)


def run_verify(given: argparse.Namespace) -> int:
    """``onrecord verify``: no page is planned."""
    project = _project(given.project)
    from onrecord.machine.kept import keep, recall  # noqa: PLC0415
    from onrecord.pipeline import examine  # noqa: PLC0415
    from onrecord.prepared import Options  # noqa: PLC0415

    store = store_of(project)
    recalled = recall(store)
    seen = examine(project, Options(drafts=True))
    keep(store, recalled)
    others = [problem for problem in seen.problems if not problem.code.startswith("Q") and problem.severity == "error"]
    if given.update and seen.verified and not others:
        keep_receipts(project, seen.verified.receipts, seen.verified.spared, seen.verified.broken)
        print(seen.verified.change)
        seen = examine(project, Options(drafts=True))
    quoted = [problem for problem in seen.problems if problem.code.startswith("Q")]
    if given.update and others:  # what this would have settled is not told, for it cannot be settled yet
        quoted = [one for one in quoted if one.code not in SETTLED]
    problems = in_order([*quoted, *others])
    if problems:
        print(as_text(problems, seen.texts, strict=given.strict))
    if seen.verified:
        for one in seen.verified.lacking:
            print(printable(one.sentence()))
        print(seen.verified.sentence())
    if given.update and others:
        return _say("other problems come first; no receipt was written", _code(problems))
    return _code(problems, strict=given.strict)


def run_serve(given: argparse.Namespace) -> int:
    """``onrecord serve``."""
    project = _project(given.project)
    from onrecord.serve import serve  # noqa: PLC0415 - the only way to livereload

    return serve(project, given.port, say=lambda line: print(line, flush=True))


def run_new(given: argparse.Namespace) -> int:
    """``onrecord new``."""
    from onrecord.starter import FILES, PAGES  # noqa: PLC0415

    create(given.folder, FILES | PAGES if given.pages else FILES)
    print(f"Made a small explainer in {given.folder}. See it with:\n    onrecord serve --project {given.folder}")
    return DONE


def run_schema(given: argparse.Namespace) -> int:
    """``onrecord schema``."""
    from onrecord.schema import schema  # noqa: PLC0415

    print(json.dumps(schema(given.name), ensure_ascii=False, indent=2))
    return DONE


COMMANDS: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "build": run_build,
    "check": run_check,
    "serve": run_serve,
    "verify": run_verify,
    "new": run_new,
    "schema": run_schema,
}


def _project(folder: Path) -> Path:
    project = folder.resolve()
    if not (project / "content").is_dir():
        raise Refused(
            f"there is no folder content/ in {folder.resolve()}; 'onrecord new DIR' makes a project, --project names one"
        )
    return project


def _problems_at(project: Path, commit: str, *, drafts: bool) -> tuple[Problem, ...]:
    """What a check of the content and receipts of a commit finds, with the saved texts and the theme that are here.

    Where that content has errors its pages are not planned, so nothing is known of their addresses and templates.
    """
    from onrecord.git import content_at  # noqa: PLC0415
    from onrecord.pipeline import prove  # noqa: PLC0415
    from onrecord.prepared import Options  # noqa: PLC0415

    with laid_out(content_at(project, commit)) as then:
        proven = prove(then, Options(drafts=drafts, beside=project))
    if has_errors(proven.problems) and not proven.editions:
        print(f"the content of '{commit}' has errors: its pages are not compared", file=sys.stderr)
    return proven.problems


def _inside(project: Path, path: str, saved: str) -> str:
    """A path that was given, as locations have it: from here, where that is of the project or its saved texts, else from the project."""
    here, there = Path(path).resolve(), (project / path).resolve()
    if here.exists() and (here.is_relative_to(project) or here.is_relative_to((project / saved).resolve())):
        return Path(os.path.relpath(here, project)).as_posix()
    if there.exists():
        return Path(os.path.relpath(there, project)).as_posix()
    raise Refused(f"there is no file or folder {path} in {project}")


def _code(problems: Iterable[Problem], *, strict: bool = False) -> int:
    """What problems come to: a file that the system does not give is no mistake in the content."""
    if not has_errors(problems, strict=strict):
        return DONE
    return ENVIRONMENT if any(problem.code == "R001" for problem in problems) else CONTENT


def _say(line: str, code: int) -> int:
    print(line, file=sys.stderr)
    return code


def _our_fault(error: Exception) -> int:
    """One line, and a report beside the other temporary files that names versions and places, not content."""
    frames = [
        f"{Path(frame.filename).name}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    told = (f"onrecord {__version__}, Python {sys.version.split()[0]}, {sys.platform}", *frames, type(error).__name__)
    return _say(
        f"onrecord: our own fault ({type(error).__name__}), not yours; nothing was written. Report: {report(told)}",
        OURS,
    )
