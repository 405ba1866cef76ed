"""The cells of a workbook, sheet by sheet, hidden ones too: numbers with regard to how they are shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from posixpath import join, normpath
from xml.etree import ElementTree

from pejling.disclosure.scan import Piece, is_cpr

_GROUPED = frozenset({3, 4, 37, 38, 39, 40, 41, 42, 43, 44})  # formats of Excel's own that divide thousands
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def sheet_pieces(parts: Mapping[str, bytes]) -> Iterator[Piece]:
    """Texts and formulas of every cell, and numbers of nine or ten digits that can be a CPR number.

    A number shown with its thousands divided is a figure.
    """
    texts = _shared(parts)
    grouped = _grouped(parts)
    for name, part in _sheets(parts):
        root = _tree(parts, part)
        if root is None:
            continue
        for cell in root.iter():
            if _kind(cell) != "c":
                continue
            place = f"{name}!{cell.get('r', '')}"
            held = {_kind(child): "".join(child.itertext()) for child in cell}
            yield from (Piece(place, text) for kind, text in held.items() if kind in ("f", "is"))
            value, how = held.get("v", ""), cell.get("t", "n")
            if how == "s" and value.isdigit() and int(value) < len(texts):
                yield Piece(place, texts[int(value)])
            elif how != "n":
                yield Piece(place, value)
            elif is_cpr(_whole(value)) and int(cell.get("s", "0")) not in grouped:
                yield Piece(place, _whole(value).zfill(10))


def cells(parts: Mapping[str, bytes]) -> Iterator[tuple[str, str, str]]:
    """Every cell as (sheet, place, what it holds); a number as the file writes it."""
    texts = _shared(parts)
    for name, part in _sheets(parts):
        root = _tree(parts, part)
        for cell in root.iter() if root is not None else ():
            if _kind(cell) == "c":
                held = {_kind(child): "".join(child.itertext()) for child in cell}
                value = held.get("is", held.get("v", ""))
                shared = cell.get("t") == "s" and value.isdigit() and int(value) < len(texts)
                yield name, cell.get("r", ""), texts[int(value)] if shared else value


def _whole(value: str) -> str:
    """A number's digits where it is whole; Excel may write a large one with a power of ten."""
    try:
        number = float(value)
    except ValueError:
        return ""
    return str(int(number)) if 0 < number < 1e11 and number.is_integer() else ""


def _kind(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def _tree(parts: Mapping[str, bytes], name: str) -> ElementTree.Element | None:
    try:
        return ElementTree.fromstring(parts[name])
    except (KeyError, ElementTree.ParseError):
        return None


def _shared(parts: Mapping[str, bytes]) -> list[str]:
    root = _tree(parts, "xl/sharedStrings.xml")
    return [] if root is None else ["".join(one.itertext()) for one in root if _kind(one) == "si"]


def _sheets(parts: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Each sheet's name, with a word on its being hidden, and its part."""
    book, links = _tree(parts, "xl/workbook.xml"), _tree(parts, "xl/_rels/workbook.xml.rels")
    if book is None or links is None:
        return
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    for sheet in (one for one in book.iter() if _kind(one) == "sheet"):
        target = targets.get(sheet.get(_REL), "")
        part = target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
        hidden = f" ({sheet.get('state')})" if sheet.get("state", "visible") != "visible" else ""
        yield f"{sheet.get('name', '')}{hidden}", part


def _grouped(parts: Mapping[str, bytes]) -> frozenset[int]:
    """The formats of cells that divide thousands, or show a date."""
    root = _tree(parts, "xl/styles.xml")
    if root is None:
        return frozenset()
    shapes = {
        int(one.get("numFmtId", "0")): one.get("formatCode", "")
        for one in root.iter()
        if _kind(one) == "numFmt"
    }
    formats = next((list(one) for one in root if _kind(one) == "cellXfs"), [])
    ids = [int(one.get("numFmtId", "0")) for one in formats]
    return frozenset(at for at, id in enumerate(ids) if id in _GROUPED or "#,##0" in shapes.get(id, ""))
