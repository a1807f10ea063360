"""The console command: exit codes, what is printed where, and the same bytes on every machine."""

import json
import os
import shlex
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from onrecord import __version__, cli, pipeline
from onrecord.cli import CONTENT, DONE, ENVIRONMENT, INTERRUPTED, OURS, TERMINATED, USAGE, Progress, main
from onrecord.stages import write as writing
from onrecord.stages.write import MANIFEST
from projects import MakeProject, write_files
from smallest import ACTOR, EVENT, SITE, SOUND, SOURCE, Files, with_lines

COMMANDS = ("build", "check", "serve", "verify", "new", "schema")

# Nothing in it is wrong, and nothing to be advised.
QUIET = {"content/site.yml": SITE, "content/actors/moor.md": ACTOR}
BROKEN = {**SOUND, "content/events/talks.md": with_lines(EVENT, "host: [mor]")}


def run(*arguments: str, environment: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "onrecord", *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **(environment or {})},
    )


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


# -- at once ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        ["--version"],
        ["--help"],
        ["schema", "--help"],
        ["build", "--as-of", "2022-13-40"],
        ["schema", "nothing"],
        ["serve", "--port", "0"],
        ["build", "--project", "nowhere"],
        ["colour"],
    ],
    ids=" ".join,
)
def test_nobody_waits_for_what_is_not_needed(arguments: list[str]) -> None:
    """The version, the help and a refused argument are told before any library, or any kind of record, is imported."""
    code = (
        "import sys; from onrecord.cli import main\n"
        "try: main(sys.argv[1:])\n"
        "except SystemExit: pass\n"
        "print('loaded:', *sorted(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.rpartition("loaded: ")[2].split())
    assert "onrecord.cli" in loaded
    assert set() == loaded & {"babel", "jinja2", "livereload", "markdown", "nh3", "pydantic", "yaml"}
    assert set() == loaded & {
        "onrecord.pipeline",
        "onrecord.records.base",
        "onrecord.records.fields",
        "onrecord.schema",
    }


# -- done: 0 ----------------------------------------------------------------------------------------------------------


def test_build_makes_the_site(project: MakeProject, capsys: pytest.CaptureFixture[str]) -> None:
    """A site goes into ``_site`` of the project, and one line says how many pages and where."""
    folder = project(QUIET)
    assert DONE == main(["build", "--project", str(folder)])
    told = capsys.readouterr()
    assert (
        "without 'site_url' in content/site.yml: no feed, no sitemap, no permalink in embeds, no addresses or picture for cards\n"
        == told.err
    )
    assert f"{folder}/_site/index.html" in told.out
    pages = len([one for one in tree(folder / "_site") if one.endswith(".html")])
    assert told.out.startswith(f"{pages} pages in ")
    assert 1 == told.out.count("\n")


def test_build_again_changes_nothing(project: MakeProject, capsys: pytest.CaptureFixture[str]) -> None:
    """The second build of the same content touches no file, and says so."""
    folder = project(QUIET)
    main(["build", "--project", str(folder)])
    before = {path: path.stat().st_mtime_ns for path in (folder / "_site").rglob("*")}
    assert DONE == main(["build", "--project", str(folder)])
    assert "(0 files changed, 0 removed)" in capsys.readouterr().out.split("\n")[1]
    assert before == {path: path.stat().st_mtime_ns for path in (folder / "_site").rglob("*")}


def test_build_takes_an_output(project: MakeProject, tmp_path: Path) -> None:
    """``--output`` puts the site elsewhere, with folders that are not there yet, and nothing into the project."""
    folder = project(QUIET)
    assert DONE == main(["build", "--project", str(folder), "--output", str(tmp_path / "deep/site")])
    assert (tmp_path / "deep/site/index.html").is_file()
    assert not (folder / "_site").exists()


def test_an_output_is_relative_to_where_one_stands(
    project: MakeProject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A relative ``--output`` is meant from the working directory, as in every command."""
    folder = project(QUIET)
    monkeypatch.chdir(tmp_path)
    assert DONE == main(["--project", "project", "build", "--output", "site"])
    assert (tmp_path / "site/index.html").is_file()
    assert not (folder / "site").exists()


@pytest.mark.parametrize("place", ["before", "after", "here"])
def test_the_project_is_named_before_or_after_the_command(
    place: str, project: MakeProject, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """``--project`` may stand on either side of the command; without it the working directory is meant."""
    folder = project(QUIET)
    if place == "here":
        monkeypatch.chdir(folder)
    arguments = {
        "before": ["--project", str(folder), "check"],
        "after": ["check", "--project", str(folder)],
        "here": ["check"],
    }
    assert DONE == main(arguments[place])
    assert "no problems\n" == capsys.readouterr().out


def test_check_writes_nothing(project: MakeProject) -> None:
    """``check`` leaves the project as it is."""
    folder = project(SOUND)
    before = tree(folder)
    assert DONE == main(["check", "--project", str(folder)])
    assert before == tree(folder)


@pytest.mark.parametrize("command", ["build", "check"])
def test_drafts_are_asked_for(command: str, project: MakeProject) -> None:
    """A reference to a draft is wrong, and right where drafts are shown."""
    shown = with_lines(EVENT, "host: [moor]")
    folder = project(
        {**SOUND, "content/events/talks.md": shown, "content/actors/moor.md": with_lines(ACTOR, "draft: true")}
    )
    (folder / "content/statements/open.md").unlink()
    assert CONTENT == main([command, "--project", str(folder)])
    assert DONE == main([command, "--project", str(folder), "--drafts"])


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """``--help`` of each command says what it does and which options it has."""
    with pytest.raises(SystemExit) as stopped:
        main([command, "--help"])
    assert DONE == stopped.value.code
    told = capsys.readouterr().out
    assert f"usage: onrecord {command}" in told
    assert "--project DIR" in told


def test_the_command_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    """``--help`` names every command and every exit code."""
    with pytest.raises(SystemExit) as stopped:
        main(["--help"])
    assert DONE == stopped.value.code
    told = " ".join(capsys.readouterr().out.split())
    assert [] == [
        one for one in (*COMMANDS, "0 done", "1 content", "2 wrong", "3 disk", "70 our", "130 inter") if one not in told
    ]


def test_the_version_is_that_of_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    """``--version`` prints one line."""
    with pytest.raises(SystemExit) as stopped:
        main(["--version"])
    assert DONE == stopped.value.code
    assert f"onrecord {__version__}\n" == capsys.readouterr().out


def test_the_module_is_the_command() -> None:
    """``python -m onrecord`` is the same as ``onrecord``."""
    assert f"onrecord {__version__}\n" == run("--version").stdout


# -- content refused: 1 -----------------------------------------------------------------------------------------------


def test_build_refuses_broken_content(project: MakeProject, capsys: pytest.CaptureFixture[str]) -> None:
    """Problems are told on the error stream with a count, and nothing is written."""
    folder = project(BROKEN)
    assert CONTENT == main(["build", "--project", str(folder)])
    told = capsys.readouterr()
    assert "" == told.out
    assert (
        "content/events/talks.md:6:8: error[L002]: nothing in actors has the id 'mor'\n    | host: [mor]\n" in told.err
    )
    assert told.err.endswith("; nothing was written\n")
    assert "1 error in 1 file; " in told.err
    assert not (folder / "_site").exists()


def test_a_refused_build_leaves_the_old_site(project: MakeProject) -> None:
    """After a slip the site is byte for byte as it was."""
    folder = project(SOUND)
    assert DONE == main(["build", "--project", str(folder)])
    before = tree(folder / "_site")
    write_files(folder, BROKEN)
    assert CONTENT == main(["build", "--project", str(folder)])
    assert before == tree(folder / "_site")


def test_check_tells_problems_on_the_output(project: MakeProject, capsys: pytest.CaptureFixture[str]) -> None:
    """What ``check`` found is its output, with a count, and the exit code says that it was refused."""
    assert CONTENT == main(["check", "--project", str(project(BROKEN))])
    told = capsys.readouterr()
    assert "" == told.err
    assert "content/events/talks.md:6:8: error[L002]" in told.out
    assert told.out.split("\n")[-2].startswith("1 error in 1 file")


@pytest.mark.parametrize(
    ("files", "expected"), [(QUIET, DONE), (SOUND, DONE), (BROKEN, CONTENT)], ids=["quiet", "warned", "broken"]
)
def test_check_tells_json(
    files: Mapping[str, str], expected: int, project: MakeProject, capsys: pytest.CaptureFixture[str]
) -> None:
    """With ``--format json`` the output is one JSON document with a problem each, and nothing else."""
    assert expected == main(["check", "--format", "json", "--project", str(project(files))])
    told = json.loads(capsys.readouterr().out)
    assert (expected == CONTENT) == bool([one for one in told if one["severity"] == "error"])
    keys = {"path", "line", "column", "severity", "code", "message", "hint", "see"}
    assert {frozenset(one) for one in told} <= {frozenset(keys)}


@pytest.mark.parametrize("command", ["build", "check"])
def test_strict_takes_warnings_for_errors(
    command: str, project: MakeProject, capsys: pytest.CaptureFixture[str]
) -> None:
    """A warning leaves the gate open, and with ``--strict`` it is told as an error and shuts it."""
    folder = project({**QUIET, "content/sources/wire.md": SOURCE})
    assert DONE == main([command, "--project", str(folder)])
    told = capsys.readouterr()
    assert "1 warning in 1 file" in told.out + told.err
    assert "error" not in told.out + told.err
    assert CONTENT == main([command, "--strict", "--project", str(folder)])
    told = capsys.readouterr()
    assert "error[C008]" in told.out + told.err
    assert "1 error in 1 file" in told.out + told.err


def test_paths_are_told_relative_to_the_project(project: MakeProject, capsys: pytest.CaptureFixture[str]) -> None:
    """No message of content holds a path of this machine."""
    folder = project(BROKEN)
    main(["check", "--project", str(folder)])
    assert str(folder) not in capsys.readouterr().out


# -- wrong usage: 2 ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["bild"],
        ["build", "--outpt", "x"],
        ["build", "extra"],
        ["check", "--format", "yaml"],
        ["new"],
        ["schema"],
        ["schema", "nothing"],
        ["serve", "--port", "0"],
        ["serve", "--port", "65536"],
        ["serve", "--port", "-1"],
        ["serve", "--port", "http"],
        ["serve", "--port", ""],
        ["serve", "--port", "٨٠٠٠"],
        ["serve", "--port", "²"],
    ],
    ids=str,
)
def test_wrong_words_are_wrong_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """A command or option that does not exist, or a port that is none, is told with the usage."""
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert USAGE == stopped.value.code
    told = capsys.readouterr()
    assert "" == told.out
    assert "usage: onrecord" in told.err


@pytest.mark.parametrize("command", ["build", "check", "serve", "verify"])
@pytest.mark.parametrize("place", ["empty", "nowhere", "file"])
def test_a_folder_without_content_is_wrong_usage(
    command: str, place: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where there is no folder content/, one line says so and how to name or make a project."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("mine")
    assert USAGE == main([command, "--project", str(tmp_path / place)])
    told = capsys.readouterr()
    assert (
        f"onrecord: there is no folder content/ in {tmp_path / place}; "
        "'onrecord new DIR' makes a project, --project names one\n" == told.err
    )
    assert "" == told.out


@pytest.mark.parametrize("place", [".", "..", "content", "content/site", "saved/site", "receipts"])
def test_a_bad_output_is_wrong_usage(place: str, project: MakeProject, capsys: pytest.CaptureFixture[str]) -> None:
    """The project itself and its folders are no output."""
    folder = project(QUIET)
    before = tree(folder)
    assert USAGE == main(["build", "--project", str(folder), "--output", str(folder / place)])
    assert capsys.readouterr().err.startswith("onrecord: the output folder ")
    assert before == tree(folder)


def test_a_folder_with_other_things_in_it_is_wrong_usage(
    project: MakeProject, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder that is not ours and not empty is no output, even the default one."""
    folder = project({**QUIET, "_site/notes.txt": "mine"})
    assert USAGE == main(["build", "--project", str(folder)])
    assert "is not empty, and not made by onrecord" in capsys.readouterr().err
    assert {"notes.txt": b"mine"} == tree(folder / "_site")


def test_a_page_in_the_way_is_wrong_usage(project: MakeProject, capsys: pytest.CaptureFixture[str]) -> None:
    """A file of somebody else's where a page is to be is named, and stays."""
    folder = project(QUIET)
    main(["build", "--project", str(folder)])
    write_files(folder, {"content/actors/abel.md": ACTOR, "_site/actors/abel.html": "mine"})
    capsys.readouterr()
    assert USAGE == main(["build", "--project", str(folder)])
    assert "actors/abel.html was not written by onrecord, and is in the way\n" in capsys.readouterr().err
    assert "mine" == (folder / "_site/actors/abel.html").read_text()


# -- environment: 3 ---------------------------------------------------------------------------------------------------


def test_an_output_that_cannot_be_made_is_of_the_environment(
    project: MakeProject, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where the disk says no, its own words are told in one line with the place."""
    folder = project(QUIET)
    (tmp_path / "file").write_text("mine")
    assert ENVIRONMENT == main(["build", "--project", str(folder), "--output", str(tmp_path / "file/deep/site")])
    told = capsys.readouterr().err
    assert told.startswith(("onrecord: Not a directory: ", "onrecord: File exists: "))
    assert 1 == told.count("\n")


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (OSError(28, "No space left on device", "/site"), "onrecord: No space left on device: /site\n"),
        (PermissionError(13, "Permission denied"), "onrecord: Permission denied\n"),
        (OSError("something"), "onrecord: something\n"),
    ],
    ids=["disk", "permission", "other"],
)
def test_errors_of_the_system_are_told_in_its_words(
    error: OSError,
    expected: str,
    project: MakeProject,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A full disk or a lock is not the author's fault, and not ours."""

    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(pipeline, "build", fail)
    assert ENVIRONMENT == main(["build", "--project", str(project(QUIET))])
    assert expected == capsys.readouterr().err


def test_content_that_cannot_be_read_is_of_the_environment(
    project: MakeProject, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where every error is that a file cannot be read, the author has nothing to mend in it."""
    folder = project(QUIET)
    as_it_was = Path.read_bytes

    def refused(path: Path) -> bytes:
        if path.name == "moor.md":
            raise PermissionError(13, "Permission denied")
        return as_it_was(path)

    monkeypatch.setattr(Path, "read_bytes", refused)
    assert ENVIRONMENT == main(["build", "--project", str(folder)])
    assert "error[R001]: the file cannot be read: Permission denied" in capsys.readouterr().err


def test_a_missing_site_file_is_content(project: MakeProject) -> None:
    """That there is no site.yml is for the author to mend."""
    folder = project(QUIET)
    (folder / "content/site.yml").unlink()
    assert CONTENT == main(["build", "--project", str(folder)])


# -- interrupted: 130, our own fault: 70 ------------------------------------------------------------------------------


def test_an_interrupt_is_told_in_one_line(
    project: MakeProject, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Ctrl-C ends a build without a traceback and without a site."""
    folder = project(QUIET)

    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline, "keyed", interrupt)
    assert INTERRUPTED == main(["build", "--project", str(folder)])
    assert "onrecord: interrupted; nothing was written\n" == capsys.readouterr().err
    assert not (folder / "_site").exists()


def test_an_interrupt_while_writing_says_what_is_true(
    project: MakeProject, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Once files are written nobody knows which site stands, but that it is whole; nothing is left beside it."""
    folder = project(QUIET)

    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(writing, "_take_place", interrupt)
    assert INTERRUPTED == main(["build", "--project", str(folder)])
    assert "onrecord: interrupted; the site is complete, the old one or the new one\n" == capsys.readouterr().err
    assert not [path for path in folder.iterdir() if "_site" in path.name]


def test_an_interrupt_after_writing_says_what_is_true(
    project: MakeProject, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """While it is kept what was built, the new site stands; of a build that was refused nothing was written."""
    folder = project(QUIET)

    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "remember", interrupt)
    assert INTERRUPTED == main(["build", "--project", str(folder)])
    assert "onrecord: interrupted; the site is complete, the old one or the new one\n" == capsys.readouterr().err
    (folder / "content/site.yml").write_text("title: x\n")
    assert INTERRUPTED == main(["build", "--project", str(folder)])
    assert "onrecord: interrupted; nothing was written\n" == capsys.readouterr().err


def test_sigterm_ends_a_build_as_ctrl_c_does(
    project: MakeProject, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What a system sends when it shuts down is told in one line, with the exit code of the shell."""
    folder = project(QUIET)
    before = signal.getsignal(signal.SIGTERM)
    monkeypatch.setattr(pipeline, "keyed", lambda *_, **__: signal.raise_signal(signal.SIGTERM))
    assert TERMINATED == main(["build", "--project", str(folder)])
    assert "onrecord: interrupted; nothing was written\n" == capsys.readouterr().err
    assert before == signal.getsignal(signal.SIGTERM)


def test_ctrl_c_while_modules_are_imported_is_no_traceback() -> None:
    """From the first moment of the command on."""
    stopped = (
        "import signal, sys, importlib.abc\n"
        "class Stop(importlib.abc.MetaPathFinder):\n"
        "    def find_spec(self, name, *_):\n"
        "        if name == 'onrecord.cli':\n"
        "            signal.raise_signal(signal.SIGINT)\n"
        "from onrecord.__main__ import run\n"
        "sys.meta_path.insert(0, Stop())\n"
        "sys.exit(run())\n"
    )
    ended = subprocess.run([sys.executable, "-c", stopped], capture_output=True, check=False)
    assert (-signal.SIGINT, b"") == (ended.returncode, ended.stderr)


def test_too_little_memory_is_of_the_environment(
    project: MakeProject, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is no fault of ours, and nothing was written."""
    folder = project(QUIET)

    def full(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr(pipeline, "keyed", full)
    assert ENVIRONMENT == main(["build", "--project", str(folder)])
    assert "onrecord: there is not enough memory; nothing was written\n" == capsys.readouterr().err


@pytest.mark.parametrize(("files", "code"), [(QUIET, DONE), (BROKEN, CONTENT)])
def test_closed_streams_are_no_fault(files: Files, code: int, project: MakeProject) -> None:
    """Somebody who closed both wants the exit code alone."""
    words = [sys.executable, "-m", "onrecord", "--project", str(project(files)), "check"]
    ended = subprocess.run(["sh", "-c", f"{shlex.join(words)} >&- 2>&-"], check=False)
    assert code == ended.returncode


def test_our_own_fault_is_no_traceback(
    project: MakeProject, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """A fault of the program is one line and a report that names places in the program, and nothing of the content."""
    folder = project(QUIET)

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("secret words of the content")

    monkeypatch.setattr(pipeline, "keyed", fail)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert OURS == main(["build", "--project", str(folder)])
    (report,) = tmp_path.glob("onrecord-*.txt")
    assert (
        f"onrecord: our own fault (RuntimeError), not yours; nothing was written. Report: {report}\n"
        == capsys.readouterr().err
    )
    told = report.read_text("utf-8")
    assert f"onrecord {__version__}" in told
    assert "pipeline.py:" in told
    assert told.endswith("RuntimeError\n")
    assert "secret" not in told
    assert str(tmp_path) not in told


# -- streams ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("arguments", [["schema", "events"], ["check", "--format", "json"], ["--help"]], ids=str)
def test_a_reader_that_goes_away_is_no_fault(arguments: list[str], project: MakeProject) -> None:
    """When the other end of a pipe is closed, as by ``head``, the command ends in silence."""
    folder = project(BROKEN)
    process = subprocess.Popen(
        [sys.executable, "-m", "onrecord", "--project", str(folder), *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"},
    )
    assert process.stdout
    assert process.stderr
    process.stdout.close()
    told = process.stderr.read()
    process.stderr.close()
    assert (DONE, b"") == (process.wait(), told)


def test_characters_that_a_terminal_cannot_show_are_spelled_out(project: MakeProject) -> None:
    """On a terminal without Unicode a message is told all the same."""
    folder = project({**QUIET, "content/actors/moor.md": with_lines(ACTOR, "tÿpe: 港")})
    done = run("check", "--project", str(folder), environment={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
    assert CONTENT == done.returncode
    assert "there is no field 't\\xffpe'" in done.stdout
    assert "" == done.stderr


def test_progress_is_told_on_a_terminal_only(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A long build tells its stage on a terminal and clears the line; in a pipe it is silent."""
    monkeypatch.setattr(cli, "SHOWN_AFTER", -1.0)
    silent = Progress()
    silent("reading")
    silent.end()
    assert "" == capsys.readouterr().err
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    shown = Progress()
    shown("reading")
    shown.end()
    assert "\r\033[Kreading ...\r\033[K" == capsys.readouterr().err


# -- the same bytes ---------------------------------------------------------------------------------------------------


def test_the_same_content_makes_the_same_bytes(tmp_path: Path) -> None:
    """Another hash seed, time zone, language, clock, folder and order of files change not one byte of the site."""
    files = {
        **SOUND,
        "content/site.yml": SITE
        + "topics: {ships: {label: Ships}, quays: {label: Quays}}\nsides: {town: {label: Town, short: T}}\n",
        "content/actors/abel.md": with_lines(ACTOR.replace("Ada Moor", "Abel Orr"), "side: town"),
        "content/events/close.md": with_lines(
            EVENT, "time: 08:55", "zone: Europe/Zurich", "topics: [ships, quays]", "host: [abel, moor]"
        ),
        "content/terms.yml": "quay: {title: Quay, meaning: M}\npier: {title: Pier, meaning: M}\n",
    }
    machines = {
        "one": {"PYTHONHASHSEED": "0", "TZ": "UTC", "LANG": "C", "LC_ALL": "C"},
        "other/place": {
            "PYTHONHASHSEED": "4242",
            "TZ": "Asia/Kathmandu",
            "LANG": "de_DE.UTF-8",
            "LC_ALL": "tr_TR.UTF-8",
        },
    }
    sites: list[dict[str, bytes]] = []
    for place, environment in machines.items():
        order = files if place == "one" else dict(reversed(files.items()))
        folder = write_files(tmp_path / place, order)
        for number, path in enumerate(sorted(folder.rglob("*"))):
            os.utime(path, (number * len(sites), number * len(sites)))
        done = run("build", "--project", str(folder), environment=environment)
        assert (DONE, True) == (done.returncode, (folder / "_site" / MANIFEST).is_file())
        sites.append(tree(folder / "_site"))
    assert sites[0] == sites[1]
    assert len(sites[0]) > 15


def test_no_page_names_the_machine(project: MakeProject, tmp_path: Path) -> None:
    """No path of the machine that made it is in the site."""
    folder = project(SOUND)
    main(["build", "--project", str(folder)])
    assert [] == [path for path, data in tree(folder / "_site").items() if str(tmp_path).encode() in data]
