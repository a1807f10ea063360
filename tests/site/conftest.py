"""Tests that build something: projects on disk, pages, whole sites, other processes. No browser is started."""

from pathlib import Path

import pytest
from page_reader import pages
from trees import Trees, read


@pytest.fixture(scope="session")
def trees(site: Path) -> Trees:
    """Every page of the real site as it is now, as the tree of its elements."""
    return {path: read(page) for path, page in pages(site) if "as-of/" not in path}
