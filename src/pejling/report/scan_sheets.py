"""The cells of a workbook, sheet by sheet, hidden ones too: numbers with regard to how they are shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from posixpath import join, normpath
from xml.etree import ElementTree

from pejling.disclosure.scan import Piece, is_cpr

_GROUPED = frozenset({3, 4, 37, 38, 39, 40, 41, 42, 43, 44})  # formats of Excel's own that divide thousands
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


Trees = Mapping[str, ElementTree.Element]  # the parts of a workbook, parsed, by their names


def sheet_pieces(parts: Trees) -> Iterator[Piece]:
    """Texts and formulas of every cell, and numbers of nine or ten digits that can be a CPR number.

    A number shown with its thousands divided is a figure.
    """
    texts = _shared(parts)
    grouped = _grouped(parts)
    for name, part in sheets(parts):
        for cell in _cells(parts, part):
            place = f"{name}!{cell.get('r', '')}"
            held = {kind(child.tag): "".join(child.itertext()) for child in cell}
            yield from (Piece(place, text) for what, text in held.items() if what in ("f", "is"))
            value, how = held.get("v", ""), cell.get("t", "n")
            if how == "s" and value.isdigit() and int(value) < len(texts):
                yield Piece(place, texts[int(value)])
            elif how != "n":
                yield Piece(place, value)
            elif is_cpr(_whole(value)) and int(cell.get("s", "0")) not in grouped:
                yield Piece(place, _whole(value).zfill(10))


def cells(parts: Trees, part: str) -> Iterator[tuple[str, str]]:
    """Every cell of a sheet as (place, what it holds); a number as the file writes it."""
    texts = _shared(parts)
    for cell in _cells(parts, part):
        held = {kind(child.tag): "".join(child.itertext()) for child in cell}
        value = held.get("is", held.get("v", ""))
        shared = cell.get("t") == "s" and value.isdigit() and int(value) < len(texts)
        yield cell.get("r", ""), texts[int(value)] if shared else value


@lru_cache(maxsize=4096)
def kind(tag: str) -> str:
    """A tag's name without its namespace."""
    return tag.rpartition("}")[2]


def _cells(parts: Trees, part: str) -> Iterator[ElementTree.Element]:
    root = parts.get(part)
    return iter(()) if root is None else (one for one in root.iter() if kind(one.tag) == "c")


def _whole(value: str) -> str:
    """A number's digits where it is whole; Excel may write a large one with a power of ten."""
    try:
        number = float(value)
    except ValueError:
        return ""
    return str(int(number)) if 0 < number < 1e11 and number.is_integer() else ""


def _shared(parts: Trees) -> list[str]:
    root = parts.get("xl/sharedStrings.xml")
    return [] if root is None else ["".join(one.itertext()) for one in root if kind(one.tag) == "si"]


def sheets(parts: Trees) -> Iterator[tuple[str, str]]:
    """Each sheet's name, with a word on its being hidden, and its part."""
    book, links = parts.get("xl/workbook.xml"), parts.get("xl/_rels/workbook.xml.rels")
    if book is None or links is None:
        return
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    for sheet in (one for one in book.iter() if kind(one.tag) == "sheet"):
        target = targets.get(sheet.get(_REL), "")
        part = target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
        hidden = f" ({sheet.get('state')})" if sheet.get("state", "visible") != "visible" else ""
        yield f"{sheet.get('name', '')}{hidden}", part


def _grouped(parts: Trees) -> frozenset[int]:
    """The formats of cells that divide thousands, or show a date."""
    root = parts.get("xl/styles.xml")
    if root is None:
        return frozenset()
    shapes = {
        int(one.get("numFmtId", "0")): one.get("formatCode", "")
        for one in root.iter()
        if kind(one.tag) == "numFmt"
    }
    formats = next((list(one) for one in root if kind(one.tag) == "cellXfs"), [])
    ids = [int(one.get("numFmtId", "0")) for one in formats]
    return frozenset(at for at, id in enumerate(ids) if id in _GROUPED or "#,##0" in shapes.get(id, ""))
