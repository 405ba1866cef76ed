"""What a workbook says: cells as they are shown, its texts, and the lines of its sheet of all figures."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from openpyxl import load_workbook
from told import Cells, plain

from pejling.report.document import HIDDEN, NO_FIGURE
from pejling.terms.amount import written
from pejling.terms.text import Language

_TABLE = re.compile(r"\d+\. ")
_PLACES = re.compile(r"\.(0+)(?:_0)*$")
_HEADS = 3
_FIRST = 4


@dataclass(frozen=True)
class Book:
    """The summary, the tables' cells (no heads), notes and captions, definitions, texts, lines of figures.

    A line: of what (``Tabel 3``), row, column, figure.
    """

    summary: tuple[str, ...]
    cells: Cells
    captions: tuple[str, ...]
    notes: tuple[tuple[str, ...], ...]
    definitions: tuple[tuple[str, ...], ...]
    texts: tuple[str, ...]
    lines: tuple[tuple[str, str, str, str], ...]


def told(content: bytes, lang: Language, rows: list[int]) -> Book:
    """``rows``: how many each table has; what stands below them are its notes."""
    book = load_workbook(io.BytesIO(content))
    sheets = book.worksheets[2:]
    tables = [sheet for sheet in sheets if _TABLE.match(sheet.title)]
    text, data = sheets[-2:]
    cells = {
        (number, row, column): plain(shown(cell, lang))
        for number, (sheet, last) in enumerate(zip(tables, rows, strict=True))
        for row, line in enumerate(sheet.iter_rows(min_row=_FIRST, max_row=_FIRST + last - 1), start=1)
        for column, cell in enumerate(line)
        if cell.value not in (None, "")
    }
    notes = tuple(
        tuple(
            plain(str(line[0].value))
            for line in sheet.iter_rows(min_row=_FIRST + last, max_col=1)
            if line[0].value is not None
        )
        for sheet, last in zip(tables, rows, strict=True)
    )
    others = [sheet for sheet in sheets[:-2] if sheet not in tables]
    opening = book.worksheets[1].iter_rows(min_row=_HEADS, max_col=1)
    return Book(
        tuple(plain(str(line[0].value)) for line in opening if line[0].value is not None),
        cells,
        tuple(plain(str(sheet["A1"].value)) for sheet in tables),
        notes,
        tuple(
            tuple(plain(str(cell.value or "")) for cell in line[:4])
            for sheet in others
            for line in sheet.iter_rows(min_row=_FIRST)
            if line[0].value is not None
        ),
        tuple(plain(str(line[2].value)) for line in text.iter_rows(min_row=_FIRST)),
        tuple(
            (
                plain(str(line[1].value)),
                plain(str(line[3].value or "")),
                plain(str(line[5].value or "")),
                plain(shown(line[6], lang) if line[6].value is not None else _missing(str(line[8].value))),
            )
            for line in data.iter_rows(min_row=_FIRST)
        ),
    )


def shown(cell: Any, lang: Language) -> str:
    """What Excel shows: a number with the decimals of its format; letters of its comment's notes after it."""
    text = str(cell.value)
    if cell.data_type == "n":
        places = len(found[1]) if (found := _PLACES.search(cell.number_format)) else 0
        text = written(Decimal(repr(cell.value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP), lang)
    if cell.comment is not None:
        text += " ".join(line.split("  ")[0] for line in cell.comment.text.splitlines())
    return text


def _missing(status: str) -> str:
    """What stands in a table for a figure that is hidden, or is not there."""
    return status if status in (HIDDEN.da, HIDDEN.en) else NO_FIGURE
