"""What docstrings show is what comes out."""

import doctest
import pkgutil
from importlib import import_module

import onrecord

DOORS = {"onrecord.__main__"}  # what is imported to be run


def test_examples_in_docstrings_hold() -> None:
    """Each example in the program, as it is written."""
    names = [module.name for module in pkgutil.walk_packages(onrecord.__path__, "onrecord.")]
    outcomes = [doctest.testmod(import_module(name)) for name in names if name not in DOORS]
    assert (0, True) == (sum(one.failed for one in outcomes), any(one.attempted for one in outcomes))
