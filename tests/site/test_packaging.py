"""What is installed from a wheel works without the checkout, and what is packed as source is all there is."""

import email
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from onrecord import __version__
from onrecord.starter import FILES
from real_site import ROOT

# Runs ``python -m onrecord`` with nothing on the path before the unpacked wheel, neither this folder nor the checkout.
RUN = """
import runpy, sys
sys.path.insert(0, sys.argv.pop(1))
import onrecord
print(onrecord.__file__)
runpy.run_module("onrecord", run_name="__main__", alter_sys=True)
"""


pytestmark = pytest.mark.xdist_group("packaging")  # which share what was packed


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what git keeps, and of what it would keep."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
    copy = tmp_path_factory.mktemp("packaging") / "tree"
    for name in listed:
        if name and (ROOT / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, copy / name)
    return copy


@pytest.fixture(scope="module")
def packed(tree: Path) -> Path:
    """A folder with the wheel and the source distribution, built without the network."""
    packages = tree.parent / "packages"
    command = [sys.executable, "-P", "-m", "hatchling", "build", "-t", "wheel", "-t", "sdist", "-d", str(packages)]
    done = subprocess.run(command, cwd=tree, capture_output=True, text=True, check=False)
    assert (0, 2) == (done.returncode, len(list(packages.iterdir()))), done.stderr
    return packages


@pytest.fixture(scope="module")
def wheel(packed: Path) -> zipfile.ZipFile:
    """The wheel."""
    (path,) = packed.glob("*.whl")
    assert f"onrecord-{__version__}-py3-none-any.whl" == path.name
    return zipfile.ZipFile(path)


@pytest.fixture(scope="module")
def installed(wheel: zipfile.ZipFile, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the wheel, unpacked."""
    folder = tmp_path_factory.mktemp("installed")
    for name in wheel.namelist():
        wheel.extract(name, folder)
    return folder


def below(folder: Path) -> set[str]:
    """The files in a folder, by their path below it."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def run(installed: Path, where: Path, *words: str) -> str:
    """What ``onrecord`` from the unpacked wheel prints, run in a folder far from the checkout."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    command = [sys.executable, "-I", "-c", RUN, str(installed), *words]
    done = subprocess.run(command, cwd=where, env=environment, capture_output=True, text=True, check=False)
    first, _, rest = done.stdout.partition("\n")
    assert Path(first).is_relative_to(installed), done.stderr
    assert 0 == done.returncode, done.stderr
    return rest


# -- the wheel --------------------------------------------------------------------------------------------------------


def test_the_wheel_holds_the_package_whole(tree: Path, wheel: zipfile.ZipFile) -> None:
    """Every module, the starter's text and the mark that types are checked are in the wheel."""
    names = set(wheel.namelist())
    package = {f"onrecord/{name}" for name in below(tree / "site_src" / "onrecord")}
    assert set() == package - names
    assert {"onrecord/py.typed", "onrecord/starter.txtar"} <= names


def test_the_wheel_holds_the_templates_as_they_are(tree: Path, wheel: zipfile.ZipFile) -> None:
    """Templates, style sheets and the icon stand in the package, byte for byte."""
    templates = below(tree / "templates")
    assert {"base.html", "kinds/event.html", "assets/css/main.css", "assets/icon.svg"} <= templates
    assert [] == [
        name
        for name in templates
        if wheel.read(f"onrecord/templates/{name}") != (tree / "templates" / name).read_bytes()
    ]


def test_the_wheel_holds_nothing_else(wheel: zipfile.ZipFile) -> None:
    """No content, test, receipt or saved text goes along, and nothing that Python made."""
    tops = {name.split("/")[0] for name in wheel.namelist()}
    assert {"onrecord", f"onrecord-{__version__}.dist-info"} == tops
    assert [] == [name for name in wheel.namelist() if "__pycache__" in name or name.endswith(".pyc")]


def test_the_wheel_says_what_it_is(wheel: zipfile.ZipFile) -> None:
    """Name, version, licence, least Python and the command stand in its metadata."""
    folder = f"onrecord-{__version__}.dist-info"
    told = email.message_from_bytes(wheel.read(f"{folder}/METADATA"))
    assert ("onrecord", __version__, "MIT", ">=3.11") == tuple(
        told[name] for name in ("Name", "Version", "License-Expression", "Requires-Python")
    )
    assert "onrecord = onrecord.__main__:run" in wheel.read(f"{folder}/entry_points.txt").decode()
    assert f"{folder}/licenses/LICENSE" in wheel.namelist()


def test_what_it_needs_to_run_is_no_tool_for_tests(wheel: zipfile.ZipFile) -> None:
    """Only the libraries named in the decision on them are needed without an extra."""
    told = email.message_from_bytes(wheel.read(f"onrecord-{__version__}.dist-info/METADATA"))
    needed = {str(one).split(">")[0] for one in told.get_all("Requires-Dist", ()) if "extra ==" not in str(one)}
    assert {"babel", "jinja2", "livereload", "markdown", "nh3", "pydantic", "pyyaml", "tinycss2", "tzdata"} == needed


# -- what is installed from it ----------------------------------------------------------------------------------------


def test_a_new_explainer_is_made_and_built_far_from_the_checkout(installed: Path, tmp_path: Path) -> None:
    """From the wheel alone, ``new`` and ``build`` give a site with its style, from any working directory."""
    assert "Made a small explainer in mine" in run(installed, tmp_path, "new", "mine")
    assert set(FILES) == below(tmp_path / "mine")
    assert " pages in " in run(installed, tmp_path, "build", "--project", "mine")
    site = tmp_path / "mine" / "_site"
    assert {"index.html", "timeline.html", "404.html", "assets/onrecord.css", "assets/icon.svg"} <= below(site)
    assert "@layer tokens" in (site / "assets" / "onrecord.css").read_text("utf-8")


def test_the_installed_site_is_that_of_the_checkout(installed: Path, tmp_path: Path) -> None:
    """The same content gives the same bytes from the wheel and from the checkout, in another working directory."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    run(installed, tmp_path, "new", str(tmp_path / "mine"))
    run(installed, elsewhere, "build", "--project", str(tmp_path / "mine"), "--output", str(tmp_path / "wheel"))
    command = [sys.executable, "-m", "onrecord", "build", "--project", str(tmp_path / "mine")]
    subprocess.run([*command, "--output", str(tmp_path / "checkout")], cwd=ROOT, capture_output=True, check=True)
    assert below(tmp_path / "checkout") == below(tmp_path / "wheel")
    assert [] == [
        name
        for name in below(tmp_path / "wheel")
        if (tmp_path / "wheel" / name).read_bytes() != (tmp_path / "checkout" / name).read_bytes()
    ]


# -- the source distribution ------------------------------------------------------------------------------------------


def test_the_source_holds_content_docs_and_tests(tree: Path, packed: Path) -> None:
    """Whoever has the source distribution can build the first explainer, read how, and run the tests."""
    (path,) = packed.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    folders = ("site_src", "templates", "theme", "content", "receipts", "docs", "tests", "benchmarks")
    wanted = {f"{folder}/{name}" for folder in folders for name in below(tree / folder)}
    assert set() == wanted - names
    assert {"build.py", "pyproject.toml", "constraints.txt", "constraints-test.txt", "README.md", "LICENSE"} <= names


def test_no_saved_text_is_given_away(packed: Path) -> None:
    """The full texts of sources, which are others', are in neither archive."""
    (path,) = packed.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        tops = {name.split("/")[1] for name in archive.getnames() if "/" in name}
    assert not tops & {"saved", "_site", ".venv", ".git"}
