"""What rendering gives and writing takes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Artifact:
    """A file of the site: its path below the output folder, and its bytes."""

    path: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Held:
    """A file that the output has already as it is to be: its path, and its SHA-256."""

    path: str
    digest: str
