"""The letters that pages are drawn with in tests: ours, and none of the machine's.

Chromium on Linux asks fontconfig for its fonts. It is given a configuration that names one folder and no family of the
site's style sheets, so every text falls to the fonts of that folder.
"""

import os
import shutil
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

CONFIGURATION = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>{folder}</dir>
  <cachedir>{folder}/cache</cachedir>
  <match target="pattern"><edit name="family" mode="append" binding="same">{families}</edit></match>
</fontconfig>
"""


@dataclass(frozen=True)
class Letters:
    """Families of fonts, in the order in which a letter is looked for, and the packages that bring them."""

    name: str
    families: tuple[str, ...]
    packages: tuple[str, ...]

    def put(self, folder: Path) -> None:
        """Put the files into a folder that any browser can read, with the configuration that names them only."""
        folder.mkdir()
        for package in self.packages:
            brought = Path(str(import_module(package).__file__)).parent / "files"
            for file in brought.glob("*.ttf"):
                shutil.copy(file, folder)
        families = "".join(f"<string>{one}</string>" for one in self.families)
        (folder / "fonts.conf").write_text(CONFIGURATION.format(folder=folder, families=families), "utf-8")


# Letters of the first are wider, of the second narrower than those of any font that browsers bring or systems prefer.
WIDE = Letters("wide", ("Unbounded", "Noto Kufi Arabic"), ("fontpkg_unbounded", "fontpkg_noto_kufi_arabic"))
NARROW = Letters("narrow", ("PT Sans Narrow", "Amiri"), ("fontpkg_pt_sans_narrow", "fontpkg_amiri"))


def environment(folder: Path) -> dict[str, str | float | bool]:
    """What a browser is started with: the letters of a folder, or those that ``ONRECORD_FONTS`` names instead."""
    return dict(os.environ, FONTCONFIG_FILE=os.environ.get("ONRECORD_FONTS") or str(folder / "fonts.conf"))
