"""A table as printed, from CSV or Excel: long (a row a figure) or wide, for the audit of its figures.

Columns whose cells are no numbers, and those that name things by numbers (period, year, municipality, table,
row ...), are the key of a row; all others hold figures. A row whose key another row has too gets its line
added, so that every figure has an address of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from pejling.comparison.printed_table import COLUMN, PrintedTable
from pejling.comparison.relation import Figure
from pejling.sources.csv_file import read_sheet
from pejling.terms.parse import Form, Printed, form_of, parse_number
from pejling.terms.problem import Problem
from pejling.terms.sheet import Row, Sheet

KEYS = frozenset(
    (
        *("period", "periode", "base_period", "year", "år", "aar", "month", "måned", "quarter", "kvartal"),
        *("table", "tabel", "row", "række", "line", "linje", "nr", "no", "id", "code", "kode", "kommunekode"),
        *("area", "område", "municipality", "kommune", "manager", "leder", "arrow", "synthetic"),
    )
)
LEFT_ASIDE = frozenset({"arrow", "synthetic"})


def read_printed(path: Path) -> PrintedTable:
    """The figures of the file by key and column; a file without any figure is a Problem."""
    sheet = read_sheet(path, ())
    named = [name for name in sheet.columns if name not in LEFT_ASIDE]
    form = _form(sheet)
    values = [name for name in named if name not in KEYS and _holds_numbers(sheet, name, form)]
    keys = [name for name in named if name not in values]
    if not values:
        raise Problem(
            da=f"{sheet.file}: der er ingen kolonne med tal. Fundet: {', '.join(named)}",
            en=f"{sheet.file}: there is no column of figures. Found: {', '.join(named)}",
        )
    rows = [tuple(row.cells.get(name, "") for name in keys) for row in sheet.rows]
    often = Counter(rows)
    twice = any(count > 1 for count in often.values())
    figures = [
        _figure((*key, f"line {row.line}") if twice else key, name, _located(sheet, row, name, form))
        for row, key in zip(sheet.rows, rows, strict=True)
        for name in values
    ]
    dimensions = (*keys, *(["line"] if twice else []), COLUMN)
    return PrintedTable(sheet.file, tuple(dimensions), tuple(values), tuple(figures))


def _form(sheet: Sheet) -> Form:
    texts = [
        text
        for row in sheet.rows
        for name, text in row.cells.items()
        if name not in KEYS and name not in row.numbers and _is_number(text)
    ]
    return form_of(texts, otherwise="danish" if sheet.delimiter == ";" else "machine")


def _is_number(text: str) -> bool:
    try:
        return parse_number(text).value is not None
    except Problem:
        return False


def _holds_numbers(sheet: Sheet, name: str, form: Form) -> bool:
    """Whether the first cell that says something is a number; one that is none after it is an error."""
    found = False
    for row in sheet.rows:
        try:
            found = found or _read(row, name, form).value is not None
        except Problem:
            return False
    return found


def _read(row: Row, name: str, form: Form) -> Printed:
    return parse_number(row.cells.get(name, ""), "machine" if name in row.numbers else form)


def _located(sheet: Sheet, row: Row, name: str, form: Form) -> Printed:
    try:
        return _read(row, name, form)
    except Problem as problem:
        raise Problem(
            da=f"{sheet.file}, linje {row.line}, kolonne {name}: {problem.text.da}",
            en=f"{sheet.file}, line {row.line}, column {name}: {problem.text.en}",
        ) from None


def _figure(key: Sequence[str], column: str, printed: Printed) -> Figure:
    return Figure(tuple(key), column, printed.value, printed.decimals)
