"""``build.py``, the door of a clone: the standard library only, what it hands on, and how it sets up what is missing."""

import ast
import importlib.util
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from onrecord import __version__
from onrecord.cli import CONTENT, DONE, USAGE
from real_site import ROOT

DOOR = ROOT / "build.py"
SOURCE = DOOR.read_text("utf-8")


@pytest.fixture
def door(tmp_path: Path) -> ModuleType:
    """The door as a module, of a project in a temporary folder that has the files it looks at, and no .venv."""
    spec = importlib.util.spec_from_file_location("door", DOOR)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name in ("pyproject.toml", "constraints.txt", "constraints-test.txt"):
        shutil.copy(ROOT / name, tmp_path / name)
    vars(module).update(ROOT=tmp_path, VENV=tmp_path / ".venv")
    return module


def change(module: ModuleType, monkeypatch: pytest.MonkeyPatch, **values: Any) -> None:
    """Put other values in the place of the module's own, so that nothing outside it notices."""
    for name, value in values.items():
        monkeypatch.setattr(module, name, value)


def without(*missing: str) -> Callable[[str], object]:
    """A ``find_spec`` to which some modules are not installed."""
    return lambda name: None if name in missing else object()


def looking(find_spec: Callable[[str], object]) -> SimpleNamespace:
    """An ``importlib`` whose ``find_spec`` is another."""
    return SimpleNamespace(util=SimpleNamespace(find_spec=find_spec))


class Commands:
    """Takes the commands that would be run; what makes .venv leaves a Python there, and one may fail."""

    def __init__(self, venv: Path, failing: str = "") -> None:
        self.venv = venv
        self.failing = failing
        self.run_so_far: list[list[str]] = []

    def run(self, command: list[str], **_: Any) -> SimpleNamespace:
        """Take a command down."""
        self.run_so_far.append(command)
        if "venv" in command:
            (self.venv / "bin").mkdir(parents=True, exist_ok=True)
            (self.venv / "bin" / "python").touch()
        failed = bool(self.failing) and self.failing in command
        return SimpleNamespace(returncode=int(failed), stdout="", stderr="no room left\n" if failed else "")


def setting_up(
    module: ModuleType, monkeypatch: pytest.MonkeyPatch, *, uv: bool, failing: str = "", missing: tuple[str, ...] = ()
) -> Commands:
    """The door before anything is installed, with uv on the path or not."""
    commands = Commands(module.VENV, failing)
    change(
        module,
        monkeypatch,
        importlib=looking(without("onrecord", *missing)),
        subprocess=commands,
        shutil=SimpleNamespace(which=lambda name: "/usr/bin/uv" if uv and name == "uv" else None),
    )
    return commands


# -- what it is made of -----------------------------------------------------------------------------------------------


def test_only_the_standard_library_is_imported() -> None:
    """Nothing needs to be installed for the door to open."""
    tree = ast.walk(ast.parse(SOURCE))
    imported = {
        name.partition(".")[0]
        for node in tree
        for name in (
            [one.name for one in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert imported
    assert set() == imported - sys.stdlib_module_names


def test_an_older_python_comes_as_far_as_its_message() -> None:
    """The file is one that Python 3.8 can read, and none of its annotations is evaluated."""
    tree = ast.parse(SOURCE, feature_version=(3, 8))
    first = next(node for node in tree.body if isinstance(node, ast.ImportFrom))
    assert ("__future__", ["annotations"]) == (first.module, [one.name for one in first.names])


def test_an_older_python_is_told(
    door: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Below 3.11 the door says which Python is needed and which this is, and nothing is set up."""
    change(door, monkeypatch, sys=SimpleNamespace(version_info=(3, 10), version="3.10.13 (main)", stderr=sys.stderr))
    assert 3 == door.main(["build"])
    assert "build.py: onrecord needs Python 3.11 or later; this is 3.10.13\n" == capsys.readouterr().err
    assert not door.VENV.exists()


# -- what it hands on -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], ["--project", "ROOT", "build"]),
        (["build"], ["--project", "ROOT", "build"]),
        (["serve", "--port", "9000"], ["--project", "ROOT", "serve", "--port", "9000"]),
        (["check", "--format", "json"], ["--project", "ROOT", "check", "--format", "json"]),
        (["check", "--project", "mine"], ["check", "--project", "mine"]),
        (["--project=mine", "check"], ["--project=mine", "check"]),
        (["--help"], ["--project", "ROOT", "--help"]),
    ],
)
def test_words_are_handed_on(
    door: ModuleType, monkeypatch: pytest.MonkeyPatch, words: list[str], expected: list[str]
) -> None:
    """Every word goes to ``onrecord`` as it is, with this project unless another is named; no word means build."""
    taken: list[list[str]] = []

    def run(command: list[str]) -> int:
        taken.append(command)
        return 7

    change(door, monkeypatch, ready_python=lambda _: "python", run=run)
    assert 7 == door.main(words)
    (command,) = taken
    assert ["python", "-m", "onrecord", *expected] == [one.replace(str(door.ROOT), "ROOT") for one in command]


def test_an_interrupt_is_told_by_the_exit_code(door: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C ends the door with 130 and no traceback."""

    def interrupted(_: object) -> int:
        raise KeyboardInterrupt

    change(door, monkeypatch, ready_python=lambda _: "python", run=interrupted)
    assert 130 == door.main([])


def through_the_door(where: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """What the real door does, called from another folder."""
    command = [sys.executable, str(DOOR), *words]
    return subprocess.run(command, cwd=where, capture_output=True, text=True, check=False)


def test_it_opens_from_any_folder(tmp_path: Path) -> None:
    """Paths are those of the caller's folder, the project that of the door, and nothing is left in the folder but what was asked for."""
    assert f"onrecord {__version__}\n" == through_the_door(tmp_path, "--version").stdout

    def there() -> list[str]:
        return sorted(path.name for path in tmp_path.iterdir())

    made = through_the_door(tmp_path, "new", "mine")
    assert (DONE, ["mine"]) == (made.returncode, there()), made.stderr
    built = through_the_door(tmp_path, "build", "--project", "mine", "--output", "site")
    assert (DONE, ["mine", "site"]) == (built.returncode, there()), built.stderr
    assert (tmp_path / "site" / "index.html").is_file()


def test_exit_codes_come_through(tmp_path: Path) -> None:
    """The door ends as ``onrecord`` ended: content refused, or wrong usage."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "site.yml").write_text("title: Only a title\n", "utf-8")
    assert CONTENT == through_the_door(tmp_path, "check", "--project", ".").returncode
    assert USAGE == through_the_door(tmp_path, "biuld").returncode


# -- what it sets up --------------------------------------------------------------------------------------------------


def test_a_python_that_has_all_is_used_as_it_is(door: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where everything is installed already, no .venv is made."""
    change(door, monkeypatch, importlib=looking(without()))
    assert [sys.executable, sys.executable] == [door.ready_python(False), door.ready_python(True)]
    assert not door.VENV.exists()


@pytest.mark.parametrize("uv", [True, False])
def test_what_is_missing_is_installed_by_its_hash(
    door: ModuleType, monkeypatch: pytest.MonkeyPatch, *, uv: bool
) -> None:
    """A .venv is made with uv or without, takes only what stands in the constraints with its hash, then this project."""
    commands = setting_up(door, monkeypatch, uv=uv)
    python = str(door.VENV / "bin" / "python")
    assert python == door.ready_python(False)
    make, libraries, itself = commands.run_so_far
    assert {make[0], libraries[0]} == ({"/usr/bin/uv"} if uv else {sys.executable, python})
    assert ["--require-hashes", "--requirement", str(door.ROOT / "constraints.txt")] == libraries[-3:]
    assert ["--no-deps", "--editable", str(door.ROOT)] == itself[-3:]


def test_it_is_set_up_once(door: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second time nothing is installed; what was installed for tests is enough for a build, but not the other way."""
    commands = setting_up(door, monkeypatch, uv=True)
    steps = []
    for testing in (False, False, True, True, False):
        door.ready_python(testing)
        steps.append(len(commands.run_so_far))
    assert [3, 3, 6, 6, 6] == steps
    assert str(door.ROOT / "constraints-test.txt") in commands.run_so_far[4]


@pytest.mark.parametrize("name", ["pyproject.toml", "constraints.txt"])
def test_it_is_set_up_anew_when_its_files_change(door: ModuleType, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Another dependency, or another version of one, makes .venv anew."""
    commands = setting_up(door, monkeypatch, uv=True)
    door.ready_python(False)
    path = door.ROOT / name
    path.write_text(f"{path.read_text('utf-8')}\n# changed\n", "utf-8")
    door.ready_python(False)
    assert 6 == len(commands.run_so_far)


def test_the_state_tells_what_was_installed(door: ModuleType) -> None:
    """The constraints of tests count for tests only, and a project that was moved is another."""
    before = (door.state(False), door.state(True))
    path = door.ROOT / "constraints-test.txt"
    path.write_text("changed\n", "utf-8")
    after = (door.state(False), door.state(True))
    assert (True, False) == (before[0] == after[0], before[1] == after[1])
    moved = door.ROOT / "moved"
    moved.mkdir()
    for name in ("pyproject.toml", "constraints.txt"):
        shutil.copy(door.ROOT / name, moved / name)
    vars(door).update(ROOT=moved)
    assert after[0] != door.state(False)


def test_a_step_that_fails_is_told(
    door: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """When installing fails, what went wrong is shown, the exit code is 3, and the next call tries again."""
    commands = setting_up(door, monkeypatch, uv=True, failing="--require-hashes")
    assert [3, 3] == [door.main(["build"]), door.main(["build"])]
    told = capsys.readouterr().err
    assert "no room left" in told
    assert "build.py: setting up .venv failed; what went wrong stands above" in told
    assert 4 == len(commands.run_so_far)


@pytest.mark.parametrize("missing", ["venv", "ensurepip"])
def test_a_python_that_can_make_no_environment_is_told(
    door: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], missing: str
) -> None:
    """Without uv, venv or pip the door says in one line what to install, and runs nothing."""
    commands = setting_up(door, monkeypatch, uv=False, missing=(missing,))
    assert 3 == door.main(["build"])
    told = capsys.readouterr().err.splitlines()[-1]
    assert told.startswith("build.py: this Python cannot make environments; install uv, or")
    assert [] == commands.run_so_far


# -- the tests --------------------------------------------------------------------------------------------------------


def test_all_tests_are_style_types_a_browser_and_pytest(door: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """``build.py test`` checks style and types and sets a browser up first, and stops at the first step that fails."""
    taken: list[str] = []
    codes = {"mypy": 1}

    def run(command: list[str]) -> int:
        taken.append(command[2])
        return codes.get(command[2], 0)

    change(door, monkeypatch, ready_python=lambda _: "python", run=run)
    assert 1 == door.main(["test"])
    assert ["ruff", "ruff", "mypy"] == taken
    codes.clear()
    assert 0 == door.main(["test"])
    assert ["tests.chromium", "pytest"] == taken[-2:]


def test_words_behind_test_go_to_pytest(door: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """With more words only pytest runs, with those words alone, and no browser is looked for."""
    taken: list[list[str]] = []

    def run(command: list[str]) -> int:
        taken.append(command)
        return 5

    change(door, monkeypatch, ready_python=lambda _: "python", run=run)
    assert 5 == door.main(["test", "-k", "dates"])
    assert [["python", "-m", "pytest", "-k", "dates"]] == taken
