"""Tests that share something large are of a group, and one worker runs them all."""

import pytest


@pytest.mark.xdist_group("alone")
def test_a_test_stays_with_its_group(request: pytest.FixtureRequest) -> None:
    """Where several workers run, the group of a test stands in its id, by which tests are handed out."""
    shared = hasattr(request.config, "workerinput")
    assert request.node.nodeid.endswith("@alone") == shared
