"""A table as a sheet: heads that stay in sight, cells with the printed decimals, notes and source below."""

from __future__ import annotations

from typing import Any

from pejling.report import symbols, words
from pejling.report.document import Cell, Column, Document, Number, Row, Symbol, Table, TextCell
from pejling.report.excel_sheets import FIRST, MUTED, Sheets, number_format
from pejling.terms.amount import round_half_up

_WIDTHS = {"text": 46, "period": 30, "number": 13, "symbol": 16}  # the least
_WIDEST = 60


def write_table(sheets: Sheets, table: Table, number: int, document: Document) -> None:
    """The table on a new sheet; its cells begin in the line after the heads."""
    caption = f"{words.TABLE(document.lang)} {number}. {table.caption}"
    sheet = sheets.sheet(caption, f"{number}. {table.caption}")
    _Table(sheets, sheet, table, document).write()


class _Table:
    """Writes one table."""

    def __init__(self, sheets: Sheets, sheet: Any, table: Table, document: Document) -> None:
        self._sheets = sheets
        self._sheet = sheet
        self._table = table
        self._lang = document.lang
        self._synthetic = document.synthetic
        self._notes = dict(table.notes)

    def write(self) -> None:
        sheet = self._sheet
        for at, column in enumerate(self._table.columns):
            sheet.set_column(at, at, self._width(at))
            sheet.write_string(FIRST, at, self._heading(column, at), self._sheets.heads())
        sheet.freeze_panes(FIRST + 1, 1)
        sheet.repeat_rows(FIRST)
        line = FIRST + 1
        for row in self._table.rows:
            self._row(line, row)
            line += 1
        self._under(line + 1)

    def _heading(self, column: Column, at: int) -> str:
        notes = f" ({', '.join(column.notes)})" if column.notes else ""
        if column.kind == "symbol" and column.block:
            return f"{column.heading}: {self._told_by(at)}"
        return column.heading + notes

    def _told_by(self, at: int) -> str:
        """What the symbols of a column are about: level, development, or both by turns."""
        cells = [row.cells[at] for row in self._table.rows if at < len(row.cells)]
        kinds = {cell.kind for cell in cells if isinstance(cell, Symbol)}
        if len(kinds) != 1:
            return words.SYMBOL(self._lang).lower()
        return (words.LEVEL if kinds == {"level"} else words.DEVELOPMENT)(self._lang)

    def _width(self, at: int) -> float:
        columns = self._table.columns
        column = columns[at]
        if column.kind == "number":
            return _WIDTHS["number"]
        if column.kind == "text" and at and not any(c.kind == "number" for c in columns):
            return _WIDEST
        texts = [
            self._printed(row.cells[at])
            for row in self._table.rows
            if at < len(row.cells) and row.kind != "heading"
        ]
        widest = max(map(len, [*texts, self._heading(column, at)]), default=0) + 2
        return min(max(widest, _WIDTHS[column.kind]), _WIDEST)

    def _printed(self, cell: Cell) -> str:
        """A cell as text: what its column must hold."""
        match cell:
            case Number():
                return cell.digits(self._lang)
            case Symbol():
                return f"{symbols.sign(cell)} {cell.label}"
            case TextCell():
                return cell.alone or cell.text

    def _row(self, line: int, row: Row) -> None:
        sheets, sheet = self._sheets, self._sheet
        if row.kind == "heading":
            shaded = sheets.format(bold=True, font_color=sheets.accent, bg_color=sheets.pale)
            for at in range(len(self._table.columns)):
                sheet.write_blank(line, at, None, shaded)
            cell = row.cells[0]
            sheet.write_string(line, 0, cell.text if isinstance(cell, TextCell) else "", shaded)
            return
        for at, cell in enumerate(row.cells):
            match cell:
                case Number():
                    self._number(line, at, cell)
                case Symbol():
                    colour = symbols.COLOURS[cell.tone]
                    sheet.write_string(line, at, self._printed(cell), sheets.format(font_color=colour))
                case TextCell():
                    text = self._printed(cell).replace("\u00a0", " ")
                    notes = f" ({', '.join(cell.notes)})" if cell.notes else ""
                    shape = sheets.format(bold=cell.strong, text_wrap=True, valign="top")
                    sheet.write_string(line, at, text + notes, shape)

    def _number(self, line: int, at: int, number: Number) -> None:
        """A number with as many decimals as the report prints; a hidden one as the word."""
        sheets, sheet = self._sheets, self._sheet
        if number.shown and number.value is not None:
            value = float(round_half_up(number.value, number.decimals))
            sheet.write_number(line, at, value, sheets.format(num_format=number_format(number.decimals)))
        else:
            shape = sheets.format(align="right", font_color=MUTED)
            sheet.write_string(line, at, number.digits(self._lang), shape)
        if number.notes:
            told = "\n".join(f"{letter}  {self._notes.get(letter, '')}" for letter in number.notes)
            sheet.write_comment(line, at, told, {"author": "pejling", "x_scale": 2})

    def _under(self, line: int) -> None:
        muted = self._sheets.format(font_color=MUTED)
        lines = [f"{letter}  {text}" for letter, text in self._table.notes]
        lines += [self._table.source] if self._table.source else []
        lines += [words.SYNTHETIC(self._lang)] if self._synthetic else []
        for offset, text in enumerate(lines):
            self._sheet.write_string(line + offset, 0, text, muted)
