"""The documents' font as a page brings it with it: the letters that European texts need, in three weights.

Without it a reader's own font is taken, whose letters are wider than the room that charts give them.
"""

from __future__ import annotations

import io
from base64 import b64encode
from functools import cache
from importlib import import_module
from typing import Any

from pejling.report.canvas import FONT
from pejling.report.typeface import font_folder

_WEIGHTS = {400: "Regular", 600: "Semibold", 700: "Bold"}
_FEATURES = ["kern", "lnum", "tnum"]
_LETTERS = (
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),  # Latin-1 and the letters of Central Europe
    *range(0x2010, 0x2027),  # dashes, quotation marks, bullet, ellipsis
    *(0x2030, 0x2039, 0x203A, 0x20AC),
    *(0x2190, 0x2191, 0x2192, 0x2193, 0x2212, 0x2248, 0x2264, 0x2265, 0x25CB, 0x25CF),
)


@cache
def font_faces() -> str:
    """CSS that declares the font; nothing is fetched. The same on every machine."""
    return "".join(
        f'@font-face {{ font-family: "{FONT}"; font-weight: {weight}; '
        f'src: url("data:font/woff;base64,{b64encode(_subset(name)).decode("ascii")}") format("woff"); }}\n'
        for weight, name in _WEIGHTS.items()
    )


def _subset(name: str) -> bytes:
    subset: Any = import_module("fontTools.subset")
    options = subset.Options(
        flavor="woff", layout_features=_FEATURES, hinting=False, desubroutinize=False, recalc_timestamp=False
    )
    font = subset.load_font(str(font_folder() / f"SourceSansPro-{name}.otf"), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=_LETTERS)
    subsetter.subset(font)
    target = io.BytesIO()
    font.save(target)
    return target.getvalue()
