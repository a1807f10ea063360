"""The pages of records: a module for each kind, named as the kind is, which says what pages there are of its records."""

from collections.abc import Iterator
from importlib import import_module
from typing import Any

from onrecord.pages.model import Page
from onrecord.pages.reading import Reading
from onrecord.records.folders import FOLDERS

OF_KINDS = tuple(import_module(f"onrecord.pages.kinds.{kind}").pages for kind in FOLDERS.values())


def pages(reading: Reading) -> Iterator[Page[Any]]:
    """The pages of all records, kind by kind."""
    for of_kind in OF_KINDS:
        yield from of_kind(reading)
