"""The texts that were kept of sources: a file for each, named by its id, in a folder that need not be in the project."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from onrecord.config import Site
from onrecord.library import Library
from onrecord.problems import Location, Problem
from onrecord.quotes.receipts import Kept
from onrecord.records.source import Source
from onrecord.stages.decode import Records
from onrecord.stages.files import Refusal, listed, opened

SAVED = "saved"  # unless site.yml names another folder
MOST_SAVED = 5_000_000  # bytes


@dataclass(frozen=True, slots=True)
class SavedText:
    """The text that was kept of a source, and whether it is the full one."""

    text: str
    full: bool

    @property
    def kept(self) -> Kept:
        """What was kept, in a word."""
        return "full" if self.full else "excerpt"


def folder_of(site: Site) -> str:
    """The folder of the saved texts, as seen from the project."""
    return site.saved or SAVED


def kept_of(records: Records) -> Mapping[str, Kept]:
    """What was kept of each source, by its id: passages, where it does not say."""
    return {source.id: source.kept for source in records.of(Source)}


def read_saved(project: Path, library: Library) -> tuple[Mapping[str, SavedText], tuple[Problem, ...]]:
    """The saved texts of the library's sources, by id, and which cannot be used."""
    folder = folder_of(library.site)
    names = listed(project / folder)
    if isinstance(names, Refusal):
        return {}, (names.at(folder),)
    within = project / folder if library.site.saved else project
    texts: dict[str, SavedText] = {}
    problems: list[Problem] = []
    for source in library.of(Source):
        if (name := f"{source.id}.txt") in names:
            text = _text(within, project, f"{folder}/{name}")
            if isinstance(text, Problem):
                problems.append(text)
            else:
                texts[source.id] = SavedText(text, source.saved == "full")
    return texts, tuple(problems)


def _text(within: Path, project: Path, path: str) -> str | Problem:
    """A saved text with line feeds only, or why it cannot be used."""
    data = opened(within, project / path, MOST_SAVED, "Keep the passages that you quote, parted by empty lines.")
    if isinstance(data, Refusal):
        return data.at(path)
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        told = f"byte {error.start + 1} of this saved text is not UTF-8"
        return Problem(Location(path), "Q008", told, "Save it as UTF-8.")
    hint = "Save the text of the source, or delete the file."
    return text if text.strip() else Problem(Location(path), "Q008", "this saved text is empty", hint)
