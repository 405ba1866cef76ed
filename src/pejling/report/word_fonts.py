"""The font that a Word file brings along, to look and to break alike where the font is not known.

Source: ISO/IEC 29500-1, 17.8.1 (a font's first 32 bytes are mixed with its key); the font may be embedded and
edited with (its OS/2 table, fsType 0).
"""

from __future__ import annotations

import hashlib
from functools import cache

from pejling.report.subset_font import subset
from pejling.report.word_xml import DECLARATION

_FACES = {"Regular": "Regular", "Bold": "Bold", "Italic": "It", "BoldItalic": "BoldIt"}  # and files
_MIXED = 32  # bytes
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/font"


@cache
def embedded() -> tuple[str, dict[str, bytes]]:
    """The faces as elements of the font table, and the parts that hold them."""
    elements, relations, parts = [], [], {}
    for at, (face, file) in enumerate(_FACES.items(), start=1):
        font = subset(f"SourceSansPro-{file}.ttf", name_IDs=["*"])
        key = hashlib.sha256(font).digest()[:16]
        parts[f"word/fonts/font{at}.odttf"] = _mixed(font, key)
        elements.append(f'<w:embed{face} r:id="rId{at}" w:fontKey="{_written(key)}"/>')
        relations.append(f'<Relationship Id="rId{at}" Type="{_RELATION}" Target="fonts/font{at}.odttf"/>')
    kind = "http://schemas.openxmlformats.org/package/2006/relationships"
    listed = f'{DECLARATION}<Relationships xmlns="{kind}">{"".join(relations)}</Relationships>'
    return "".join(elements), {**parts, "word/_rels/fontTable.xml.rels": listed.encode("utf-8")}


def _mixed(font: bytes, key: bytes) -> bytes:
    """The same again gives the font back."""
    backwards = key[::-1] * (_MIXED // len(key))
    return bytes(a ^ b for a, b in zip(font[:_MIXED], backwards, strict=True)) + font[_MIXED:]


def _written(key: bytes) -> str:
    """``{8-4-4-4-12}`` signs, each byte as two."""
    signs = key.hex().upper()
    return "{" + "-".join((signs[:8], signs[8:12], signs[12:16], signs[16:20], signs[20:])) + "}"
