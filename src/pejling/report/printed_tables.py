"""The tables of a document as the audit reads them: figures by their row and column, as printed."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from pejling.comparison.printed_table import COLUMN, PrintedTable
from pejling.comparison.relation import Figure
from pejling.report.document import Document, Number, Row, Table, TextCell
from pejling.terms.amount import round_half_up

AUDIT = "printed_figures"  # what --overrule calls the audit of a report's own figures


def printed_tables(document: Document) -> Iterator[PrintedTable]:
    """Every table of the document that has figures."""
    for table in document.tables:
        found = _printed(table)
        if found.figures:
            yield found


def _printed(table: Table) -> PrintedTable:
    """Rows are told apart by all their words, which come first; a row that is told twice by its place too.

    Sub-groups, whose names are not stressed where those of groups are, are left out: no total adds them.
    """
    words = [at for at, column in enumerate(table.columns) if column.kind in ("text", "period")]
    names = _columns(table)
    figures: list[Figure] = []
    seen: set[tuple[str, ...]] = set()
    parted = any(row.kind == "plain" and _stressed(row) for row in table.rows)
    for place, row in enumerate(table.rows, start=1):
        if row.kind == "heading" or len(row.cells) != len(table.columns):
            continue
        if parted and row.kind == "plain" and not _stressed(row):
            continue
        key = tuple(_words(row.cells[at]) for at in words)
        if key in seen:
            key = (f"{key[0]} ({place})", *key[1:])
        seen.add(key)
        figures += [
            _figure(key, names[at], cell) for at, cell in enumerate(row.cells) if isinstance(cell, Number)
        ]
    dimensions = (*(table.columns[at].heading for at in words), COLUMN)
    used = tuple(dict.fromkeys(one.column for one in figures))
    return PrintedTable(table.id, dimensions, used, tuple(figures))


def _stressed(row: Row) -> bool:
    first = row.cells[0]
    return isinstance(first, TextCell) and first.strong


def _columns(table: Table) -> list[str]:
    """The columns' names, each once."""
    names: list[str] = []
    for at, column in enumerate(table.columns):
        known = column.kind == "number" and column.heading in names
        names.append(f"{column.heading} ({at + 1})" if known else column.heading)
    return names


def _figure(key: tuple[str, ...], column: str, number: Number) -> Figure:
    shown = number.value if number.shown else None
    printed = None if shown is None else Fraction(round_half_up(shown, number.decimals))
    return Figure(key, column, printed, number.decimals)


def _words(cell: object) -> str:
    return (cell.alone or cell.text) if isinstance(cell, TextCell) else ""
