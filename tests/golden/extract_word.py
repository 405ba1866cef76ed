"""What a Word report says: the cells of its tables, and its paragraphs as Word numbers and names them."""

from __future__ import annotations

import io
from typing import Any

import docx
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from told import Cells, Told, plain

_UNSAID = frozenset({"DataMark"})
_CONTENTS = "TOC"


def told(content: bytes) -> Told:
    """The cells of all tables, and the texts of the chapters."""
    opened = docx.Document(io.BytesIO(content))
    cells: Cells = {}
    texts: list[str] = []
    alts: list[str] = []
    tables = chapters = 0
    for element in opened.element.body:
        if element.tag == qn("w:tbl"):
            for row, line in enumerate(element.iter(qn("w:tr"))):
                for column, cell in enumerate(line.iter(qn("w:tc"))):
                    cells[tables, row, column] = plain(_said(cell, drawn=True))
            tables += 1
        elif element.tag == qn("w:p"):
            style = Paragraph(element, opened).style
            name = "" if style is None else str(style.style_id)
            if name.startswith(_CONTENTS):
                continue
            number = ""
            if name == "Heading1" and _is_numbered(element):
                chapters += 1
                number = str(chapters)
            alts += [plain(one.get("descr") or "") for one in element.iter(qn("wp:docPr"))]
            if text := plain(number + _said(element)):
                texts.append(text)
    return Told(cells, tuple(texts), tuple(alts))


def _is_numbered(paragraph: Any) -> bool:
    own = paragraph.pPr.numPr if paragraph.pPr is not None else None
    return own is None or own.numId is None or own.numId.val != 0


def _said(found: Any, *, drawn: bool = False) -> str:
    """The text of an element; ``drawn``: its drawings' names too."""
    text = ""
    for one in found.iter(qn("w:t"), qn("wp:docPr")):
        if one.tag == qn("wp:docPr"):
            text += (one.get("descr") or "") if drawn else ""
            continue
        run = one.getparent()
        style = run.find(f"{qn('w:rPr')}/{qn('w:rStyle')}")
        if style is None or style.get(qn("w:val")) not in _UNSAID:
            text += one.text or ""
    return text
