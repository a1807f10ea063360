"""Prose: Markdown that was read once, into blocks (``blocks``) by ``read``, and written as HTML for a page by ``write``."""

from onrecord.prose.blocks import Block, Prose, Reference, Stretch
from onrecord.prose.read import read_prose

__all__ = ["Block", "Prose", "Reference", "Stretch", "read_prose"]
