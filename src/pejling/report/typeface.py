"""The documents' typeface: where its files are, and how wide a text is in it."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from pejling.terms.problem import Problem

_FILES = {"normal": "Regular", "bold": "Bold"}


@cache
def font_folder() -> Path:
    """The folder of the font files (PyPI package font-source-sans-pro, SIL Open Font Licence)."""
    try:
        fonts = import_module("font_source_sans_pro")
    except ModuleNotFoundError as error:
        raise Problem(
            da="rapportens skrifttype er her ikke: pakken font-source-sans-pro mangler. Installér den "
            "(pip install font-source-sans-pro), og kør kommandoen igen",
            en="the report's typeface is not here: the package font-source-sans-pro is missing. Install it "
            "(pip install font-source-sans-pro), and run the command again",
        ) from error
    return Path(str(fonts.__file__)).parent / "files"


def width(text: str, size: float, weight: str = "normal") -> float:
    """Pixels, letters not drawn together; a letter that the typeface has not is as wide as it is high."""
    letters, units = _letters(weight)
    return size * sum(letters.get(ord(letter), units) for letter in text) / units


@cache
def _letters(weight: str) -> tuple[dict[int, int], int]:
    """Each letter's width, and the size that they are measured at."""
    fonts: Any = import_module("fontTools.ttLib")
    with fonts.TTFont(str(font_folder() / f"SourceSansPro-{_FILES[weight]}.otf"), lazy=True) as font:
        widths = font["hmtx"].metrics
        return {code: widths[name][0] for code, name in font.getBestCmap().items()}, font["head"].unitsPerEm
