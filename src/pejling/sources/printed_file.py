"""A table as printed, from CSV or Excel: long (a row a figure) or wide, for the audit of its figures.

Columns whose cells are no numbers, and those that name things by numbers (period, year, municipality, table,
row ...), are the key of a row; all others hold figures. A row whose key another row has too gets its line
added, so that every figure has an address of its own. Titles, heads of two lines, notes and footnote marks
are read as people print them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from pejling.comparison.printed_names import says_percentage
from pejling.comparison.printed_table import COLUMN, PrintedTable
from pejling.comparison.recognised_changes import BASES, PERIODS
from pejling.comparison.relation import Figure
from pejling.sources.csv_file import read_grids
from pejling.sources.printed_grid import Laid, NoTable, laid_out
from pejling.terms.parse import Form, Printed, form_of, parse_number
from pejling.terms.problem import Problem
from pejling.terms.sheet import Grid, Row

KEYS = (
    PERIODS
    | BASES
    | frozenset(
        (
            *("table", "tabel", "row", "række", "line", "linje", "nr", "nr.", "no", "id", "code", "kode"),
            *("kommunekode", "area", "område", "municipality", "kommune", "manager", "leder", "arrow"),
            "synthetic",
        )
    )
)
LEFT_ASIDE = frozenset({"arrow", "synthetic"})
MOST_DECIMALS = 9  # what a workbook keeps beyond them is the noise of its own arithmetic
_DASHES = frozenset("-–—−‒")
_HIDDEN = frozenset(
    {"*", "**", "***", "x", "n.a.", "na", "n/a", "i.o.", "u.o.", "•", "·", ":", "skjult", "fortroligt"}
)
_SMALL = re.compile(r"(<|≤|under|færre end|less than)\s*\d+", re.IGNORECASE)
# what a printer sets after a figure: 12*, 12¹, 12 1), 121), 12 a)
_MARK = re.compile(r"(?<=[\d%.])\s*(\*+|[¹²³⁴⁵⁶⁷⁸⁹]+|[1-9a-e]\)|\s\([1-9a-e]\)|†+)$")
_UNIT = re.compile(
    r"\s*(pct\.?|procent|%)?[\s-]*(point|pp)$|\s*(personer|fuldtidspersoner|kr\.?|uger)$", re.I
)
_SIGN = re.compile(r"^([+\-–—−‒±])\s*")


def read_printed(path: Path) -> tuple[PrintedTable, ...]:
    """The tables of the file (one a sheet), figures by key and column; none with figures is a Problem."""
    grids = read_grids(path)
    found: list[PrintedTable] = []
    first: Problem | None = None
    for grid in grids:
        try:
            found.append(_table(grid))
        except Problem as problem:
            if len(grids) == 1 or not isinstance(problem, NoTable):
                raise
            first = first or problem
    if not found and first is not None:
        raise first
    return tuple(found)


def _table(grid: Grid) -> PrintedTable:
    laid = laid_out(grid, _is_number)
    named = [name for name in laid.columns if name not in LEFT_ASIDE]
    form = _form(laid)
    values = [name for name in named if name not in KEYS and _holds_numbers(laid, name, form)]
    values = _without_names(laid, named, values)
    keys = [name for name in named if name not in values]
    if not values:
        raise NoTable(
            da=f"{laid.file}: der er ingen kolonne med tal. Fundet: {', '.join(named)}",
            en=f"{laid.file}: there is no column of figures. Found: {', '.join(named)}",
        )
    rows = [row for row in laid.rows if _speaks(row, values)]
    addresses = [tuple(row.cells.get(name, "") for name in keys) for row in rows]
    twice = any(count > 1 for count in Counter(addresses).values())
    figures = [
        _figure((*key, f"line {row.line}") if twice else key, name, laid, row, form)
        for row, key in zip(rows, addresses, strict=True)
        for name in values
    ]
    dimensions = (*keys, *(["line"] if twice else []), COLUMN)
    heads = tuple((name, first) for name, first in laid.heads_twice if name in values and first in values)
    return PrintedTable(laid.file, dimensions, tuple(values), tuple(figures), heads)


def _without_names(laid: Laid, named: Sequence[str], values: list[str]) -> list[str]:
    """The columns of figures without a first one that numbers the rows: years, ages, each once."""
    if not named or named[0] not in values or len(values) < 2 or len(values) < len(named):
        return values
    cells = [row.cells.get(named[0], "") for row in laid.rows]
    years = all(re.fullmatch(r"(19|20)\d\d", cell) for cell in cells)
    return values[1:] if (years or laid.unnamed_first) and len(set(cells)) == len(cells) else values


def _speaks(row: Row, values: Sequence[str]) -> bool:
    """Whether a row prints figures, or tells that it has none; a line of words over a section does not."""
    return len(values) == 1 or any(row.cells.get(name, "") for name in values)


def _form(laid: Laid) -> Form:
    texts = [
        _bare(text)
        for row in laid.rows
        for name, text in row.cells.items()
        if name not in KEYS and name not in row.numbers and _is_number(text)
    ]
    return form_of(texts, otherwise="danish" if laid.delimiter == ";" else "machine")


def _bare(text: str) -> str:
    """A figure without the footnote marks and words that are printed after it."""
    bare = _SIGN.sub(r"\1", text.strip())
    bare = _UNIT.sub("", _MARK.sub("", bare))
    if bare and set(bare) <= _DASHES:
        return "-"
    hidden = bare.casefold() in _HIDDEN or bool(_SMALL.fullmatch(bare))
    return "hidden" if hidden else bare


def _is_number(text: str) -> bool:
    try:
        return parse_number(_bare(text)).value is not None
    except Problem:
        return False


def _holds_numbers(laid: Laid, name: str, form: Form) -> bool:
    """Whether the first cell that says something is a number; one that is none after it is an error.

    But in the first column it makes them all names: ages with a total below.
    """
    if name == laid.columns[0] and not all(_can_be_read(row, name, form) for row in laid.rows):
        return False
    for row in laid.rows:
        try:
            if _read(row, name, form).value is not None:
                return True
        except Problem:
            return False
    return False


def _can_be_read(row: Row, name: str, form: Form) -> bool:
    try:
        _read(row, name, form)
    except Problem:
        return False
    return True


def _read(row: Row, name: str, form: Form) -> Printed:
    return parse_number(_bare(row.cells.get(name, "")), "machine" if name in row.numbers else form)


def _figure(key: tuple[str, ...], column: str, laid: Laid, row: Row, form: Form) -> Figure:
    text = row.cells.get(column, "")
    try:
        printed = _read(row, column, form)
    except Problem as problem:
        raise Problem(
            da=f"{laid.file}, linje {row.line}, kolonne {column}: {problem.text.da}",
            en=f"{laid.file}, line {row.line}, column {column}: {problem.text.en}",
        ) from None
    per_cent = "%" in text or "pct" in text.casefold()
    share = per_cent or any(map(says_percentage, (*key, column)))
    within = laid.rounded if printed.decimals == 0 and not share else None
    if printed.decimals > MOST_DECIMALS:
        within = Fraction(1, 10**MOST_DECIMALS)
    return Figure(
        *(key, column, printed.value, printed.decimals),
        within=within,
        nothing=_bare(text) == "-",
        per_cent=per_cent,
    )
