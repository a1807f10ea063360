"""What the tests of every folder share: a folder for the output of the run, and the sites that are made in it once."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

# ruff: noqa: E402 - what shared modules assert is told in full too, if that is said before they are imported
pytest.register_assert_rewrite("finding_sites", "projects", "servers", "smallest")

from finding_sites import bilingual, spoken
from hypothesis import HealthCheck, settings
from invented import EXAMPLE, TUNNEL
from onrecord.pipeline import build, prepare
from onrecord.prepared import Prepared
from page_reader import Reader, Trees, pages
from page_reader import read as tree
from projects import MakeProject, write_files
from real_site import ROOT
from run_folder import MakeOnce, RunFolder, made_once
from servers import Served, serving
from smallest import SITE, Files
from xdist.workermanage import WorkerController

RUN = pytest.StashKey[RunFolder]()

# No example is given a time limit: how long one takes is the machine's business.
settings.register_profile("onrecord", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("onrecord")


@pytest.fixture(scope="session", autouse=True)
def cache(run_folder: Path) -> Iterator[Path]:
    """What is kept between builds is kept in the folder of the run, and not in that of the user."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("XDG_CACHE_HOME", str(run_folder / "cache"))
        yield run_folder / "cache"


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


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What uses a large value goes to the worker that makes it; the order is such that all workers end together."""
    for item in items:
        if group := large(item):
            item.add_marker(pytest.mark.xdist_group(group))
    items.sort(key=order)


def large(item: pytest.Item) -> str:
    """The group of tests to share what takes seconds to make, and much room; empty for most."""
    used = set(item.fixturenames)
    return "real" if used & {"real", "trees"} else "read" if "read" in used else ""


def order(item: pytest.Item) -> int:
    """First who builds the real site, then what does not wait for it, then what does; last what is quick."""
    group = large(item)
    if group:
        return 0 if group == "real" else 2
    folder = item.path.parent.name
    return 1 if folder == "site" and "built" not in item.fixturenames else 4 if folder == "unit" else 3


@pytest.fixture(scope="session")
def run_folder(request: pytest.FixtureRequest) -> Path:
    """The folder for what this run writes and a browser reads; all workers share it."""
    worker = getattr(request.config, "workerinput", None)
    return Path(worker["run_folder"]) if worker else request.config.stash[RUN].path


@pytest.fixture(scope="session")
def once(run_folder: Path) -> MakeOnce:
    """A maker of folders below that of the run, each made by the first worker that asks for it."""
    return partial(made_once, run_folder)


def build_site(project: Path, folder: Path) -> Prepared:
    """Build the site of a project without errors into a folder; what it was rendered from."""
    written, prepared = build(project, folder)
    assert written is not None, prepared.problems
    return prepared


def build_files(files: Files, folder: Path) -> None:
    """The same for a project of such files."""
    build_site(write_files(folder.with_name(f"{folder.name}-project"), files), folder)


@pytest.fixture(scope="session")
def built(once: MakeOnce) -> tuple[Path, list[Prepared]]:
    """The real site on disk, and what it was rendered from where it was this worker that built it."""
    rendered: list[Prepared] = []
    return once("site", lambda folder: rendered.append(build_site(ROOT, folder))), rendered


@pytest.fixture(scope="session")
def site(built: tuple[Path, list[Prepared]]) -> Path:
    """The real site, built once."""
    return built[0]


@pytest.fixture(scope="session")
def real(built: tuple[Path, list[Prepared]]) -> Prepared:
    """The real explainer before it is rendered, in all languages and as of all days."""
    return built[1][0] if built[1] else prepare(ROOT)


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
    return {path: Reader.of(page) for path, page in pages(site)}


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


@pytest.fixture(scope="session")
def trees(site: Path) -> Trees:
    """Every page of the real site as it is now, as the tree of its elements."""
    return {path: tree(page) for path, page in pages(site) if "as-of/" not in path}
