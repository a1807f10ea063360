"""What the tests of every folder share: a folder for the output of the run, and the sites that are made in it once."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

# ruff: noqa: E402 - what shared modules assert is told in full too, if that is said before they are imported
pytest.register_assert_rewrite("finding_sites", "projects", "servers", "smallest")

from finding_sites import bilingual, spoken
from invented import EXAMPLE, TUNNEL
from onrecord.pipeline import build
from page_reader import Reader
from projects import MakeProject, write_files
from real_site import ROOT
from run_folder import RunFolder, made_once
from servers import Served, serving
from smallest import SITE, Files
from xdist.workermanage import WorkerController

MakeOnce = Callable[[str, Callable[[Path], object]], Path]
RUN = pytest.StashKey[RunFolder]()


@pytest.hookimpl(tryfirst=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    """Begin a run, unless this process is a worker of one."""
    if not hasattr(session.config, "workerinput"):
        session.config.stash[RUN] = RunFolder.begin()


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: WorkerController) -> None:
    """Tell a worker the folder of the run."""
    node.workerinput["run_folder"] = str(node.config.stash[RUN].path)


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    """End the run."""
    if run := config.stash.get(RUN, None):
        run.end()


@pytest.fixture(scope="session")
def run_folder(request: pytest.FixtureRequest) -> Path:
    """The folder for what this run writes and a browser reads; all workers share it."""
    worker = getattr(request.config, "workerinput", None)
    return Path(worker["run_folder"]) if worker else request.config.stash[RUN].path


@pytest.fixture(scope="session")
def once(run_folder: Path) -> MakeOnce:
    """A maker of folders below that of the run, each made by the first worker that asks for it."""
    return partial(made_once, run_folder)


def build_site(project: Path, folder: Path) -> None:
    """Build the site of a project without errors into a folder."""
    written, made = build(project, folder)
    assert written is not None, made.prepared.problems


def build_files(files: Files, folder: Path) -> None:
    """The same for a project of such files."""
    build_site(write_files(folder.with_name(f"{folder.name}-project"), files), folder)


@pytest.fixture(scope="session")
def site(once: MakeOnce) -> Path:
    """The real site, built once."""
    return once("site", partial(build_site, ROOT))


@pytest.fixture(scope="session")
def harbour_site(once: MakeOnce) -> Path:
    """The site of the invented explainer on disk, built once."""
    return once("harbour", partial(build_site, EXAMPLE))


@pytest.fixture(scope="session")
def tunnel(once: MakeOnce) -> Path:
    """The site of the invented explainer in Arabic on disk, built once."""
    return once("tunnel", partial(build_site, TUNNEL))


@pytest.fixture(scope="session")
def port(once: MakeOnce) -> Path:
    """The site of a project in which the words of several scripts stand."""
    return once("port", partial(build_files, spoken()))


@pytest.fixture(scope="session")
def quay(once: MakeOnce) -> Path:
    """The site of a project in two languages, in which much is not translated."""
    return once("quay", partial(build_files, bilingual()))


@pytest.fixture(scope="session")
def read(site: Path) -> dict[str, Reader]:
    """Every page of the site, read."""
    found = {}
    for path in sorted(site.rglob("*.html")):
        reader = Reader()
        reader.feed(path.read_text("utf-8"))
        found[path.relative_to(site).as_posix()] = reader
    return found


@pytest.fixture
def project(tmp_path: Path) -> MakeProject:
    """A maker of projects: the files given, and the smallest ``content/site.yml`` unless it is among them."""

    def make_project(files: Files) -> Path:
        return write_files(tmp_path / "project", {"content/site.yml": SITE} | dict(files))

    return make_project


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """The starter explainer, served."""
    with serving(tmp_path / "explainer") as server:
        yield server
