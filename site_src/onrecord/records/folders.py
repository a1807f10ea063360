"""The one table of kinds: the folder of each in content/, and the name of the kind, in the order of the documentation.

The class of a kind, its page and its templates are found by its name. This module imports nothing, so that the command
line can be read without all kinds.
"""

FOLDERS = {
    "events": "event",
    "statements": "statement",
    "actors": "actor",
    "sources": "source",
    "figures": "figure",
    "measures": "measure",
    "demands": "demand",
    "terms": "term",
    "context": "context",
    "corrections": "correction",
}

FOLDER_OF = {kind: folder for folder, kind in FOLDERS.items()}

NAMES = ("site", *FOLDERS)  # of the files in content/ that hold the site, or all records of a kind
