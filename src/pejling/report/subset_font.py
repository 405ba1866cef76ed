"""The documents' font with the letters that European texts need: small enough for a file to bring along."""

from __future__ import annotations

import io
from importlib import import_module
from typing import Any

from pejling.report.typeface import font_folder

_LETTERS = (
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),  # Latin-1 and the letters of Central Europe
    *range(0x2010, 0x2027),  # dashes, quotation marks, bullet, ellipsis
    *(0x2030, 0x2039, 0x203A, 0x20AC),
    *(0x2190, 0x2191, 0x2192, 0x2193, 0x2212, 0x2248, 0x2264, 0x2265, 0x25CB, 0x25CF),
)
_FEATURES = ["kern", "lnum", "tnum"]


def subset(file: str, **options: Any) -> bytes:
    """The font ``file`` (``SourceSansPro-Bold.ttf``) cut down to those letters; always the same bytes.

    ``options`` are fontTools' own: flavor, hinting, names.
    """
    tools: Any = import_module("fontTools.subset")
    chosen = tools.Options(layout_features=_FEATURES, desubroutinize=False, recalc_timestamp=False, **options)
    font = tools.load_font(str(font_folder() / file), chosen)
    cutter = tools.Subsetter(chosen)
    cutter.populate(unicodes=_LETTERS)
    cutter.subset(font)
    target = io.BytesIO()
    font.save(target)
    return target.getvalue()
