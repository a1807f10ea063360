"""Tests that build something: projects on disk, pages, whole sites, other processes. No browser is started."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from page_reader import pages
from trees import Trees, read

# No example is given a time limit: how long one takes is the machine's business.
settings.register_profile("onrecord", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("onrecord")


@pytest.fixture(scope="session")
def trees(site: Path) -> Trees:
    """Every page of the real site as it is now, as the tree of its elements."""
    return {path: read(page) for path, page in pages(site) if "as-of/" not in path}
