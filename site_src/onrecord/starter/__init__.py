"""The files of ``onrecord new``: a small invented explainer that shows each kind of record. They stand in ``files/``."""

from pathlib import Path

from onrecord import __version__

_FOLDER = Path(__file__).parent / "files"
_WORKFLOW = "pages.yml"

# Kept here without the dot, so that git and packagers take them for files like any other.
_DOTTED = {"gitignore": ".gitignore", "gitattributes": ".gitattributes"}

FILES: dict[str, str] = {
    _DOTTED.get(name, name): path.read_text("utf-8")
    for path in sorted(_FOLDER.rglob("*"))
    if path.is_file() and not path.name.startswith(".") and (name := path.relative_to(_FOLDER).as_posix()) != _WORKFLOW
}

# What ``--pages`` writes beside them.
PAGES: dict[str, str] = {
    f".github/workflows/{_WORKFLOW}": (_FOLDER / _WORKFLOW).read_text("utf-8").replace("VERSION", __version__)
}
