"""Small tables from CSV or Excel: every cell as printed text, every row with its line number."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from pejling.terms.problem import Problem
from pejling.terms.sheet import Sheet, delimited, folded, sheet_of

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0"  # Excel before 2007, and workbooks with a password
# whatever a damaged workbook makes the zip, XML and Excel readers raise
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    ParseError,
    EOFError,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    NotImplementedError,
    RuntimeError,
    OSError,
)


def read_sheet(path: Path, required: Sequence[str]) -> Sheet:
    """The table in a CSV or .xlsx file with at least the ``required`` columns.

    CSV: UTF-8 or cp1252, separated by ``;``, ``,`` or tab, told from the header. Excel: the first sheet
    whose header has the required columns; numbers keep the decimals that their format shows. An unreadable,
    empty or damaged file, a missing column and a ragged row are Problems with file and line.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise Problem(f"{path}: there is no such file") from None
    except OSError as error:
        raise Problem(f"{path}: the file cannot be read ({error.strerror})") from None
    if data.startswith(_OLE):
        raise Problem(
            f"{path.name}: this is Excel's old form (.xls) or has a password; save it as .xlsx without one, "
            "or as CSV"
        )
    if data.startswith(_ZIP) or path.suffix.lower() in (".xlsx", ".xlsm"):
        return _excel(path.name, data, required)
    return delimited(path.name, data, required)


def _excel(file: str, data: bytes, required: Sequence[str]) -> Sheet:
    import openpyxl

    if not data:
        raise Problem(f"{file}: the file is empty; a header line and at least one row are needed")
    try:
        book = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True)
        sheets = [(sheet.title, list(_records(sheet))) for sheet in book.worksheets]
    except _DAMAGE as error:
        raise Problem(
            f"{file}: the Excel file cannot be read ({type(error).__name__}: {error}). It is damaged or no "
            "Excel file; save it anew as .xlsx or as CSV"
        ) from None
    filled = [(title, records) for title, records in sheets if any(any(cells) for _, cells, _ in records)]
    if not filled:
        raise Problem(f"{file}: the file is empty; a header line and at least one row are needed")
    fitting = (pair for pair in filled if set(required) <= set(_head(pair[1])))
    title, records = next(fitting, filled[0])
    name = file if len(filled) == 1 else f"{file} ({title})"
    return sheet_of(name, iter(records), required)


def _head(records: list[tuple[int, list[str], frozenset[int]]]) -> list[str]:
    return folded(next((cells for _, cells, _ in records if any(cells)), []))


def _records(sheet: Any) -> Iterator[tuple[int, list[str], frozenset[int]]]:
    """Rows from the first, with empty cells at their end left out and then made as long as the header."""
    sheet.reset_dimensions()  # what the file says of its own size is often wrong
    width = 0
    for line, row in enumerate(sheet.iter_rows(), start=1):
        cells = [_shown(cell.value, cell.number_format) if cell.value is not None else "" for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        width = width or len(cells)
        cells += [""] * (width - len(cells))
        numbers = frozenset(i for i, cell in enumerate(row) if _is_number(cell.value))
        yield line, cells, numbers


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _shown(value: object, number_format: str | None) -> str:
    """A cell as its reader sees it; numbers in machine form with the decimals that are shown."""
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value).strip()
    decimals, percent = _shown_decimals(number_format or "General")
    exact = Decimal(format(value, ".15g")) * (100 if percent else 1)
    if decimals is None:
        text = f"{exact.normalize():f}"
    else:
        text = f"{exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP):f}"
    return f"{text}%" if percent else text


def _shown_decimals(number_format: str) -> tuple[int | None, bool]:
    """How many decimals a format such as ``#,##0.0`` or ``0.00%`` shows (None: as many as there are)."""
    pattern, quoted, skip = "", False, False
    for sign in number_format.split(";")[0]:
        if skip:
            skip = False
        elif sign == '"':
            quoted = not quoted
        elif not quoted and sign in "\\_*":
            skip = True  # the next sign is shown, left as a space, or repeated
        elif not quoted:
            pattern += sign
    percent = "%" in pattern
    digits = pattern.rpartition("]")[2]  # colours and conditions stand before
    places = digits.replace("%", "").strip()
    fixed = places and set(places) <= set("#0?,. ") and "0" in places
    if not fixed or places.endswith(",") or "#" in places.partition(".")[2]:
        return None, percent
    return places.partition(".")[2].count("0") + places.partition(".")[2].count("?"), percent
