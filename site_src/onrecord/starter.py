"""The files of ``onrecord new``, by their paths: a small invented explainer that shows each kind of record.

They stand in ``starter.txtar``, each below a line ``-- path --``.
"""

import re
from pathlib import Path

from onrecord import __version__

_WORKFLOW = ".github/workflows/pages.yml"
_, *_PARTS = re.split(r"^-- (.+) --\n", Path(__file__).with_suffix(".txtar").read_text("utf-8"), flags=re.MULTILINE)
_ALL = dict(zip(_PARTS[::2], _PARTS[1::2], strict=True))

FILES: dict[str, str] = {name: text for name, text in _ALL.items() if name != _WORKFLOW}

# What ``--pages`` writes beside them.
PAGES: dict[str, str] = {_WORKFLOW: _ALL[_WORKFLOW].replace("VERSION", __version__)}
