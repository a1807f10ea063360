"""What parsing gives: entries, whose values have their line and column, and ways into them."""

from dataclasses import dataclass
from typing import Any

from onrecord.problems import Location
from onrecord.records.fields import Foreign, Remarked


@dataclass(frozen=True, slots=True)
class Scalar:
    """A value as it was written; ``None`` for an empty one, ``~`` or ``null``."""

    text: str | None
    at: Location
    block: bool = False  # written with |: its lines begin below the mark
    indent: int = 0  # of a block, by how much its lines are indented in the file
    language: str | None = None  # of a text that stands where a translation is missing
    remark: bool = False  # whether a remark stands behind it, and no quotation marks say where it ends


@dataclass(frozen=True, slots=True)
class Sequence:
    """A YAML list."""

    items: "tuple[Value, ...]"
    at: Location


@dataclass(frozen=True, slots=True)
class Map:
    """A YAML mapping; each key with its own place."""

    items: "tuple[tuple[str, Location, Value], ...]"
    at: Location

    def value(self, key: str) -> "Value | None":
        """The value of a key, if it is there."""
        for name, _, value in self.items:  # asked for so often that a generator would tell
            if name == key:
                return value
        return None

    def key_at(self, key: str) -> Location:
        """Where a key stands; the mapping's own place if it does not."""
        return next((at for name, at, _ in self.items if name == key), self.at)


Value = Scalar | Sequence | Map


@dataclass(frozen=True, slots=True)
class Entry:
    """A record as it was written: which folder and id, in which language, its fields and its body."""

    folder: str  # the plural of its kind, or "site"
    id: str
    language: str | None  # of a translation; None for the original
    fields: Map
    at: Location

    def __hash__(self) -> int:
        """By which record it is, and not by its many fields: these tell two states of a record apart."""
        return hash((self.folder, self.id, self.language))

    @property
    def path(self) -> str:
        """The file it stands in."""
        return self.at.path


@dataclass(frozen=True, slots=True)
class Content:
    """All entries of a project: those in the language in which it was written, and their translations."""

    originals: tuple[Entry, ...] = ()
    translations: tuple[Entry, ...] = ()


def plain(value: Value) -> Any:
    """The value as plain strings, lists and dicts; fields that were left empty are left out.

    A key that begins with a digit is no field but a day or an id: with nothing below it, it has no fields.
    """
    if isinstance(value, Scalar):
        if value.text and value.language:
            return Foreign(value.text, value.language)
        return Remarked(value.text) if value.text and value.remark else value.text
    if isinstance(value, Sequence):
        return [plain(item) for item in value.items]
    return {
        key: {} if _is_empty(item) else plain(item)
        for key, _, item in value.items
        if not _is_empty(item) or key[:1].isdecimal()
    }


def _is_empty(value: Value) -> bool:
    return isinstance(value, Scalar) and value.text is None


def locate(value: Value, path: tuple[int | str, ...]) -> Location:
    """Where the value at a path stands; as near as the path can be followed. A number finds an entry of a mapping too."""
    for step in path:
        inner = _inner(value, step)
        if inner is None:
            break
        value = inner
    return value.at


def value_at(value: Value | None, path: tuple[int | str, ...]) -> Value | None:
    """The value at a path; None where the path does not lead to one."""
    for step in path:
        if value is None:
            break
        value = _inner(value, step)
    return value


def may_stand_in(unread: frozenset[str], folder: str, record_id: str, language: str | None = None) -> bool:
    """Whether an entry may stand in one of the files or folders that could not be read, so that nobody calls it missing."""
    tail = f".{language}" if language else ""
    places = (f"content/{folder}/{record_id}{tail}.md", f"content/{folder}{tail}.yml")
    return any(place == path or place.startswith(f"{path}/") for place in places for path in unread)


def locate_key(value: Value, path: tuple[int | str, ...]) -> Location:
    """Where the key at a path stands."""
    holder = value
    for step in path[:-1]:
        inner = _inner(holder, step)
        if inner is None:
            return holder.at
        holder = inner
    return holder.key_at(str(path[-1])) if isinstance(holder, Map) and path else holder.at


def _inner(value: Value, step: int | str) -> Value | None:
    if isinstance(value, Scalar):
        return None
    if isinstance(step, str):
        return value.value(step) if isinstance(value, Map) else None
    items = [item for _, _, item in value.items] if isinstance(value, Map) else value.items
    return items[step] if step < len(items) else None
