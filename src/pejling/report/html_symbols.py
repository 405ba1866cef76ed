"""The circles and arrows of a page: each drawing stands in it once, and is used wherever it is shown."""

from __future__ import annotations

from collections.abc import Iterator

from pejling.report import symbols
from pejling.report.document import Bullets, Document, Legend, Symbol, Table


def drawings(document: Document) -> str:
    """The drawings that the document's symbols use, out of sight and unheard; in the order they are met."""
    used = {_id(one): symbols.body(one) for one in _symbols(document)}
    parts = "".join(f'<g id="{id}">{body}</g>' for id, body in used.items())
    return f'<svg class="drawings" aria-hidden="true"><defs>{parts}</defs></svg>\n' if parts else ""


def drawn(symbol: Symbol) -> str:
    """The symbol in its place, without its label: a use of one of `drawings`."""
    return f'<svg viewBox="{symbols.box(symbol)}"><use href="#{_id(symbol)}"/></svg>'


def _id(symbol: Symbol) -> str:
    return ":".join(filter(None, ("sign", symbol.kind, symbol.tone, symbol.direction, symbol.doubt)))


def _symbols(document: Document) -> Iterator[Symbol]:
    """Every circle and arrow; no symbol of a table or legend that a dash stands for."""
    for block in (block for chapter in document.chapters for block in chapter.blocks):
        match block:
            case Table():
                cells = (cell for row in block.rows for cell in row.cells)
                yield from (cell for cell in cells if isinstance(cell, Symbol) and symbols.is_drawn(cell))
            case Legend():
                yield from (symbol for symbol, _ in block.rows if symbols.is_drawn(symbol))
            case Bullets():
                yield symbols.level(block.tone, "", document.lang)
