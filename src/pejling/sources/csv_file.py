"""Small tables from CSV or Excel: every cell as printed text, every row with its line number."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from pejling.terms.problem import Problem
from pejling.terms.regular_file import file_bytes
from pejling.terms.sheet import Grid, Line, Sheet, delimited, delimited_grid, folded, sheet_of

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0"  # Excel before 2007, and workbooks with a password
# whatever a damaged workbook makes the zip, XML and Excel readers raise
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    SyntaxError,  # of XML, whoever parses it: lxml does where it is installed
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


class _Record(NamedTuple):
    """A row of a workbook; ``numbers`` and ``general`` are places in ``cells`` (see ``Row``)."""

    line: int
    cells: list[str]
    numbers: frozenset[int]
    general: frozenset[int]


def read_sheet(path: Path, required: Sequence[str]) -> Sheet:
    """The table in a CSV or .xlsx file with at least the ``required`` columns.

    CSV: UTF-8 or cp1252, separated by ``;``, ``,`` or tab, told from the header. Excel: the first sheet
    whose header has the required columns; numbers keep the decimals that their format shows, and stand in
    ``general`` where it shows as many as there are. An unreadable, empty or damaged file, a missing column
    and a ragged row are Problems with file and line.
    """
    data = _bytes(path)
    if _is_excel(path, data):
        return _excel(path.name, data, required)
    return delimited(path.name, data, required)


def read_grids(path: Path) -> tuple[Grid, ...]:
    """Every line of a CSV file, or of each filled sheet of an .xlsx file, titles and footnotes included.

    For tables as statistics banks export them. What cannot be read is a Problem, as in ``read_sheet``.
    """
    data = _bytes(path)
    if not _is_excel(path, data):
        return (delimited_grid(path.name, data),)
    filled = _filled(path.name, data)
    return tuple(
        Grid(
            path.name if len(filled) == 1 else f"{path.name} ({title})",
            tuple(Line(one.line, tuple(one.cells), one.numbers) for one in records if any(one.cells)),
        )
        for title, records in filled
    )


def _is_excel(path: Path, data: bytes) -> bool:
    return data.startswith(_ZIP) or path.suffix.lower() in (".xlsx", ".xlsm")


def _bytes(path: Path) -> bytes:
    """The file's bytes; one that cannot be read, or is Excel's old form, is a Problem."""
    data = file_bytes(path)
    if data.startswith(_OLE):
        raise Problem(
            da=f"{path.name}: dette er Excels gamle format (.xls), eller filen har en adgangskode; gem den "
            "som .xlsx uden adgangskode eller som CSV",
            en=f"{path.name}: this is Excel's old form (.xls) or has a password; save it as .xlsx without "
            "one, or as CSV",
        )
    return data


def _filled(file: str, data: bytes) -> list[tuple[str, list[_Record]]]:
    """The sheets of a workbook with anything on them: title and records; none is a Problem."""
    import openpyxl

    if not data:
        raise _empty(file)
    try:
        book = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True)
        sheets = [(sheet.title, list(_records(sheet))) for sheet in book.worksheets]
    except _DAMAGE as error:
        raise Problem(
            da=f"{file}: Excel-filen kan ikke læses ({type(error).__name__}: {error}). Den er beskadiget "
            "eller ikke en Excel-fil; gem den igen som .xlsx eller som CSV",
            en=f"{file}: the Excel file cannot be read ({type(error).__name__}: {error}). It is damaged or "
            "no Excel file; save it anew as .xlsx or as CSV",
        ) from None
    filled = [(title, records) for title, records in sheets if any(any(one.cells) for one in records)]
    if not filled:
        raise _empty(file)
    return filled


def _excel(file: str, data: bytes, required: Sequence[str]) -> Sheet:
    filled = _filled(file, data)
    fitting = (pair for pair in filled if set(required) <= set(_head(pair[1])))
    title, records = next(fitting, filled[0])
    name = file if len(filled) == 1 else f"{file} ({title})"
    sheet = sheet_of(name, ((one.line, one.cells, one.numbers) for one in records), required)
    names = _head(records)
    general = {one.line: frozenset(names[i] for i in one.general if i < len(names)) for one in records}
    return replace(sheet, rows=tuple(replace(row, general=general[row.line]) for row in sheet.rows))


def _empty(file: str) -> Problem:
    return Problem(
        da=f"{file}: filen er tom; der skal være en linje med kolonnenavne og mindst én række",
        en=f"{file}: the file is empty; a header line and at least one row are needed",
    )


def _head(records: list[_Record]) -> list[str]:
    return folded(next((one.cells for one in records if any(one.cells)), []))


def _records(sheet: Any) -> Iterator[_Record]:
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
        general = frozenset(i for i in numbers if _shown_decimals(row[i].number_format)[0] is None)
        yield _Record(line, cells, numbers, general)


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
    decimals, percent = _shown_decimals(number_format)
    exact = Decimal(format(value, ".15g")) * (100 if percent else 1)
    if decimals is None:
        text = f"{exact.normalize():f}"
    else:
        text = f"{exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP):f}"
    return f"{text}%" if percent else text


def _shown_decimals(number_format: str | None) -> tuple[int | None, bool]:
    """How many decimals a format such as ``#,##0.0`` or ``0.00%`` shows (None: as many as there are)."""
    pattern, quoted, skip = "", False, False
    for sign in (number_format or "General").split(";")[0]:
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
