"""The folders of content and the kinds of record that they hold; a test proves it equal to KINDS."""

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

NAMES = ("site", *FOLDERS)  # of the files in content/ that hold the site, or all records of a kind
