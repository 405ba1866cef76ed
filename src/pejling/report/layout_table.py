"""Tables as plain data for the PDF template: cells, widths, and which rows stay on one page."""

from __future__ import annotations

from typing import Any

from pejling.report import symbols
from pejling.report.document import Cell, Column, Number, Symbol, Table, TextCell
from pejling.terms.text import Language

Data = dict[str, Any]

LONG_WORD = 15  # letters that fit the heading of a cluster
SHORT_TABLE = 10  # rows; a longer table may break over pages, with its head repeated
SHORT_TEXT = 6  # of one of words alone, whose rows are higher
_SHARED = "11mm"  # between a name and a period
LEAST_ROWS = 4  # of such a table on a page
_LETTERS = 92  # of a line over the whole width
_LETTER_MM = 1.75
_LONGEST_WORD = 18  # letters; a longer one is divided


def table_data(table: Table, lang: Language) -> Data:
    """A table with everything the template prints of it."""
    places = [places_of(table, at) for at in range(len(table.columns))]
    leaning = _leaning(table)
    usual = [1] * len(table.columns)
    spans = {"plain": [2, 1, *usual[2:]], "change": [1, 2, *usual[2:]]} if leaning else {"plain": usual}
    rows = [
        {
            "kind": row.kind,
            "keep": keep,
            "cells": [_cell(c, lang, places[at]) for at, c in enumerate(row.cells)],
        }
        for row, keep in zip(table.rows, _kept(table), strict=True)
    ]
    return {
        "kind": "table",
        "caption": table.caption,
        "head": _head(table.columns, spans["plain"], lang),
        "widths": _widths(table, leaning),
        "spans": spans,
        "aligns": ["left" if c.kind in ("text", "period") else "right" for c in table.columns],
        "periods": [at for at, c in enumerate(table.columns) if c.kind == "period"],
        "rows": rows,
        "notes": list(table.notes),
        "source": table.source,
        "breaks": len(table.rows) > (SHORT_TEXT if _is_text(table.columns) else SHORT_TABLE),
    }


def _kept(table: Table) -> list[int]:
    """How many rows stay on one page from each row that opens a figure or an aim; 0 on those after it.

    The first and the last rows of a table are never fewer than `LEAST_ROWS`.
    """
    sizes: list[int] = []
    for at, row in enumerate(table.rows):
        if at and (row.kind == "change" or table.rows[at - 1].kind == "heading"):
            sizes[-1] += 1
        else:
            sizes.append(1)
    while len(sizes) > 1 and sizes[-1] < LEAST_ROWS:
        sizes[-2:] = [sum(sizes[-2:])]
    while len(sizes) > 1 and sizes[0] < LEAST_ROWS:
        sizes[:2] = [sum(sizes[:2])]
    return [kept for size in sizes for kept in (size, *[0] * (size - 1))]


def _leaning(table: Table) -> bool:
    """Whether rows of changes lie below rows of levels, each with its period.

    A level has a long name and a short period, a change a short name and a long period: they share a column
    between, so that fewer names need two lines.
    """
    return [c.kind for c in table.columns[:2]] == ["text", "period"] and any(
        row.kind == "change" for row in table.rows
    )


def _head(columns: tuple[Column, ...], spans: list[int], lang: Language) -> list[Data]:
    """Heading cells, neighbours of one block joined."""
    cells: list[Data] = []
    before: Column | None = None
    for column, span in zip(columns, spans, strict=True):
        if before is not None and column.block and column.block == before.block:
            cells[-1]["span"] += 1
        else:
            side = (
                "left"
                if column.kind in ("text", "period")
                else "center"
                if column.kind == "symbol" or column.block
                else "right"
            )
            long = any(len(word) > LONG_WORD for word in column.heading.replace("-", " ").split())
            cells.append(
                {
                    "text": column.heading,
                    "span": span,
                    "align": side,
                    "notes": " ".join(column.notes),
                    "hyphenate": long,
                    "lang": column.lang or lang,
                }
            )
        before = column
    return cells


def _is_text(columns: tuple[Column, ...]) -> bool:
    return all(column.kind in ("text", "period") for column in columns)


def _text_widths(table: Table) -> list[str]:
    """What the words of each column need; where that is too much, its longest word and part of the rest."""
    held = [
        [column.heading, *(_words(row.cells[at]) for row in table.rows if at < len(row.cells))]
        for at, column in enumerate(table.columns)
    ]
    wanted = [max(map(len, texts)) + 2 for texts in held]
    if sum(wanted) <= _LETTERS:
        return [f"{letters * _LETTER_MM:g}mm" for letters in wanted[:-1]] + ["1fr"]
    words = [max(len(word) for text in texts for word in text.split() or [""]) + 2 for texts in held]
    least = [min(own, word, _LONGEST_WORD) for own, word in zip(wanted, words, strict=True)]
    rest = max(_LETTERS - sum(least), 0) / max(sum(wanted) - sum(least), 1)
    return [f"{low + (own - low) * rest:.1f}fr" for own, low in zip(wanted, least, strict=True)]


def _words(cell: Cell) -> str:
    match cell:
        case TextCell():
            return cell.text
        case Symbol():
            return ""
        case Number():
            return cell.digits("da")


def _widths(table: Table, leaning: bool) -> list[str]:
    """``1fr`` or ``18mm`` for each column."""
    columns = table.columns
    if _is_text(columns):
        return _text_widths(table)
    clusters = len({column.block for column in columns if column.block})
    narrow = clusters > 2 or sum(column.kind == "number" for column in columns) > 6
    number = "15mm" if clusters > 2 else "16.5mm" if narrow else "19mm"
    widths = {"number": number, "symbol": "8mm" if narrow else "9mm", "period": "32mm"}
    if not any(column.kind == "number" for column in columns):
        return ["1.4fr" if column.kind == "text" else "1fr" for column in columns]
    if not leaning and sum(column.kind == "number" for column in columns) == 1:  # the overview: symbols only
        wide = {**widths, "symbol": "8mm" if narrow else "12mm"}
        return ["1.1fr" if at == 0 else wide.get(c.kind, "1.6fr") for at, c in enumerate(columns)]
    if leaning:
        widths |= {"number": "15mm" if clusters > 2 else "17mm", "symbol": "8mm", "period": "26mm"}
    found = [widths.get(column.kind, "1fr") for column in columns]
    return [found[0], _SHARED, *found[1:]] if leaning else found


def places_of(table: Table, at: int) -> int:
    """The most decimals of any figure in a column."""
    cells = [row.cells[at] for row in table.rows if at < len(row.cells)]
    return max((cell.decimals for cell in cells if isinstance(cell, Number) and cell.shown), default=0)


def _cell(cell: Cell, lang: Language, places: int) -> Data:
    match cell:
        case Number():
            return {
                "kind": "number",
                "text": cell.digits(lang),
                "fill": fill(cell, places) if cell.shown else "",  # words end where figures end
                "notes": " ".join(cell.notes),
            }
        case Symbol():
            return {"kind": "symbol", **symbol_data(cell)}
        case TextCell():
            return {
                "kind": "text",
                "text": cell.text,
                "strong": cell.strong,
                "notes": " ".join(cell.notes),
                "lang": cell.lang or lang,
            }


def fill(number: Number, places: int) -> str:
    """What is missing to the right of a figure so that decimals stand under each other."""
    if not places:
        return ""
    if not number.shown or not number.decimals:
        return "," + "0" * places
    return "0" * (places - number.decimals)


def symbol_data(symbol: Symbol) -> Data:
    """The drawing and what it is called; no drawing where a dash stands."""
    drawn = symbols.is_drawn(symbol)
    return {"svg": symbols.svg(symbol) if drawn else "", "alt": symbol.label}
