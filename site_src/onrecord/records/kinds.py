"""The kinds of record: a module each, named as the kind is, and found by the one table of them."""

from importlib import import_module

from onrecord.records.base import Record
from onrecord.records.folders import FOLDERS


def _found(name: str) -> type[Record]:
    """The class of a kind, in the module of its name."""
    module = import_module(f"onrecord.records.{name}")
    kinds = (value for value in vars(module).values() if isinstance(value, type) and issubclass(value, Record))
    return next(kind for kind in kinds if kind.__module__ == module.__name__ and kind.kind == name)


KINDS: tuple[type[Record], ...] = tuple(_found(name) for name in FOLDERS.values())

KIND_OF: dict[str, type[Record]] = {kind.kind: kind for kind in KINDS}

KIND_OF_FOLDER: dict[str, type[Record]] = {kind.folder: kind for kind in KINDS}

# What a block in prose may place: the kinds that have topics, by folder, which is its name.
BLOCKS: dict[str, str] = {kind.folder: kind.kind for kind in KINDS if "topics" in kind.model_fields}
