"""The table of an answer of jobindsats.dk, whichever version gave it; its cells as numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any

from pejling.terms.parse import parse_number
from pejling.terms.problem import Problem

MOST = 10**15


@dataclass(frozen=True)
class Table:
    """An answer's table. ``ids``: the columns' own ids (v2), else empty. ``danish``: cells are printed text
    with a decimal comma (v2); else numbers are numbers (v3). None: hidden or missing."""

    columns: tuple[str, ...]
    rows: list[list[Any]]
    ids: tuple[str, ...] = ()
    danish: bool = False

    def id_of(self, column: int) -> str:
        return self.ids[column] if self.ids else ""


@dataclass(frozen=True, slots=True)
class Number:
    """A figure and the decimals that the source printed."""

    value: Fraction | int
    decimals: int


def read_answer(raw: object, where: str) -> Table:
    """A v3 answer (``columns``, ``rows``) or a v2 answer (a list with ``Variables``, ``Data``).

    Another shape, a refusal of the service, columns without or with the same name, a row of another length:
    Problems that begin with ``where`` and name the row.
    """
    if isinstance(raw, Mapping) and "columns" in raw and "rows" in raw:
        return _table(raw["columns"], raw["rows"], where, ("columns", "rows"))
    v2 = raw[0] if isinstance(raw, list) and len(raw) == 1 and isinstance(raw[0], Mapping) else raw
    if isinstance(v2, Mapping) and "Variables" in v2 and "Data" in v2:
        variables = v2["Variables"]
        if not isinstance(variables, list) or not all(isinstance(one, Mapping) for one in variables):
            raise _problem(where, "Variables", variables, "en liste af objekter", "a list of objects")
        labels = [one.get("Label") or one.get("Name") for one in variables]
        ids = tuple(str(one.get("Name") or "") for one in variables)
        found = _table(labels, v2["Data"], where, ("Variables", "Data"))
        return Table(found.columns, found.rows, ids, danish=True)
    if isinstance(raw, Mapping) and "cause" in raw:
        cause = str(raw["cause"])[:300]
        raise Problem(
            da=f"{where}: tjenesten afviste spørgsmålet ({raw.get('code', '?')}): {cause}",
            en=f"{where}: the service refused the question ({raw.get('code', '?')}): {cause}",
        )
    keys = ", ".join(str(key)[:30] for key in list(raw)[:8]) if isinstance(raw, Mapping) else ""
    kind = f"{{{keys}}}" if isinstance(raw, Mapping) else type(raw).__name__
    raise Problem(
        da=f"{where}: dette er ikke et svar fra jobindsats.dk ({kind}). Ventet er columns og rows (v3) eller "
        "en liste med Variables og Data (v2)",
        en=f"{where}: this is no answer of jobindsats.dk ({kind}). Expected are columns and rows (v3), or "
        "a list with Variables and Data (v2)",
    )


def _table(columns: object, rows: object, where: str, names: tuple[str, str]) -> Table:
    if not isinstance(columns, list) or not columns:
        raise _problem(where, names[0], columns, "en liste af navne", "a list of names")
    for name in columns:
        if not isinstance(name, str) or not name.strip():
            raise _problem(where, names[0], name, "et navn", "a name")
        if columns.count(name) > 1:
            raise _problem(where, names[0], name, "hvert navn én gang", "each name once")
    if not isinstance(rows, list):
        raise _problem(where, names[1], rows, "en liste af rækker", "a list of rows")
    for number, row in enumerate(rows, start=1):
        if not isinstance(row, list) or len(row) != len(columns):
            has = len(row) if isinstance(row, list) else row
            raise Problem(
                da=f"{where}, række {number}: {has!r} celler til {len(columns)} kolonner; tilladt er én "
                "celle pr. kolonne. Hent svaret igen; det kan være skåret af",
                en=f"{where}, row {number}: {has!r} cells for {len(columns)} columns; allowed is one cell a "
                "column. Fetch the answer again; it may be cut off",
            )
    return Table(tuple(columns), rows)


def number_in(table: Table, row: int, column: int, where: str) -> Number | None:
    """The figure of a cell (rows and columns from 0); None where it is hidden or missing.

    Text where a number belongs, a negative figure, no finite one: Problems that name row and column.
    """
    cell = table.rows[row][column]
    if cell is None:
        return None
    if table.danish and isinstance(cell, str):
        try:
            printed = parse_number(cell, "danish")
        except Problem as problem:
            raise _cell(table, row, column, where, problem.text.da, problem.text.en) from None
        if printed.value is None:
            return None
        found = Number(printed.value, printed.decimals)
    elif isinstance(cell, bool) or not isinstance(cell, int | float) or cell != cell or abs(cell) > MOST:
        raise _cell(
            table,
            row,
            column,
            where,
            "tilladt er et tal fra 0 eller null",
            "allowed is a number from 0, or null",
        )
    else:
        found = Number(cell, 0) if isinstance(cell, int) else _written(cell)
    if not 0 <= found.value <= MOST:
        raise _cell(table, row, column, where, "et tal er aldrig negativt her", "no figure is negative here")
    return found


@lru_cache(maxsize=4096)
def _written(cell: float) -> Number:
    """The shortest text that gives the same number is what the source wrote."""
    exponent = Decimal(str(cell)).normalize().as_tuple().exponent
    return Number(Fraction(str(cell)), max(0, -exponent) if isinstance(exponent, int) else 0)


def text_in(table: Table, row: int, column: int, where: str) -> str:
    """The text of a cell that says where a row belongs; none is a Problem."""
    cell = table.rows[row][column]
    if isinstance(cell, int) and not isinstance(cell, bool):
        return str(cell)
    if not isinstance(cell, str) or not cell.strip():
        raise _cell(table, row, column, where, "her skal stå en tekst", "a text is needed here")
    return cell.strip()


def _cell(table: Table, row: int, column: int, where: str, da: str, en: str) -> Problem:
    name, shown = table.columns[column], repr(table.rows[row][column])[:60]
    return Problem(
        da=f"{where}, række {row + 1}, kolonne {name!r}, værdi {shown}: {da}",
        en=f"{where}, row {row + 1}, column {name!r}, value {shown}: {en}",
    )


cell_problem = _cell


def _problem(where: str, name: str, value: object, da: str, en: str) -> Problem:
    shown = repr(value)[:60]
    return Problem(
        da=f"{where}, {name}, værdi {shown}: ventet er {da}",
        en=f"{where}, {name}, value {shown}: expected is {en}",
    )
