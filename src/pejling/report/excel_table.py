"""A table as a sheet: heads that stay in sight, cells with the printed decimals, notes and source below."""

from __future__ import annotations

from typing import Any

from pejling.report import symbols, words
from pejling.report.document import Cell, Column, Document, Number, Row, Symbol, Table, TextCell
from pejling.report.excel_sheets import (
    FIRST,
    HAIR,
    MUTED,
    Sheets,
    high,
    number_format,
    plain,
)
from pejling.report.layout_table import places_of
from pejling.terms.amount import round_half_up

_WIDTHS = {"text": (16, 46), "period": (12, 30), "number": (11, 18), "symbol": (14, 44)}  # letters
_MANY, _NARROW = 3, 34  # so many columns of symbols are each no wider
_SIDES: dict[str, dict[str, Any]] = {"number": {"align": "right"}, "symbol": {"align": "left", "indent": 1}}
_WIDEST = 68  # of words beside words: a digest in one line
_BOLD = 1.06  # how much wider bold letters are
_LEAST_UNDER, _STANDARD = 60, 8.43  # what notes are set across at the least, and a column that is not set


def write_table(sheets: Sheets, table: Table, number: int, document: Document) -> str:
    """The table on a new sheet, whose name this gives; its cells begin in the line after the heads."""
    caption = f"{words.TABLE(document.lang)} {number}. {table.caption}"
    sheet = sheets.sheet(caption, f"{number}. {table.caption}")
    _Table(sheets, sheet, table, document).write()
    return sheets.names[caption]


class _Table:
    """Writes one table."""

    def __init__(self, sheets: Sheets, sheet: Any, table: Table, document: Document) -> None:
        self._sheets = sheets
        self._sheet = sheet
        self._table = table
        self._lang = document.lang
        self._synthetic = document.synthetic
        self._notes = dict(table.notes)
        self._heads = [self._heading(column, at) for at, column in enumerate(table.columns)]
        self._widths = [self._width(at) for at in range(len(table.columns))]
        self._places = [places_of(table, at) for at in range(len(table.columns))]

    def write(self) -> None:
        sheet = self._sheet
        for at, column in enumerate(self._table.columns):
            sheet.set_column(at, at, self._widths[at])
            side = _SIDES.get(column.kind, {})
            sheet.write_string(FIRST, at, self._heads[at], self._sheets.heads(**side))
        high(
            sheet, FIRST, [(head, wide / _BOLD) for head, wide in zip(self._heads, self._widths, strict=True)]
        )
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
            return plain(f"{column.heading}: {self._told_by(at)}")
        return plain(column.heading + notes)

    def _told_by(self, at: int) -> str:
        """What the symbols of a column are about: level, development, or both by turns."""
        cells = [row.cells[at] for row in self._table.rows if at < len(row.cells)]
        kinds = {cell.kind for cell in cells if isinstance(cell, Symbol)}
        if len(kinds) != 1:
            return words.SYMBOL(self._lang).lower()
        return (words.LEVEL if kinds == {"level"} else words.DEVELOPMENT)(self._lang)

    def _width(self, at: int) -> float:
        """As wide as the column's cells and the longest word of its head need, within what its kind may."""
        columns = self._table.columns
        least, most = _WIDTHS[columns[at].kind]
        if columns[at].kind == "symbol" and sum(c.kind == "symbol" for c in columns) >= _MANY:
            most = _NARROW
        if at and not any(column.kind == "number" for column in columns):
            most = max(most, _WIDEST)
        rows = [row for row in self._table.rows if at < len(row.cells) and row.kind != "heading"]
        texts = [self._printed(row.cells[at]) for row in rows]
        longest = max(map(len, [*texts, *self._heads[at].split()]), default=0) + 2
        return min(max(longest, least), most)

    def _printed(self, cell: Cell) -> str:
        """A cell as text: what its column must hold."""
        match cell:
            case Number():
                return cell.digits(self._lang)
            case Symbol():
                return f"{symbols.sign(cell)} {cell.label}"
            case TextCell():
                notes = f" ({', '.join(cell.notes)})" if cell.notes else ""
                return plain((cell.alone or cell.text) + notes)

    def _row(self, line: int, row: Row) -> None:
        sheets, sheet = self._sheets, self._sheet
        if row.kind == "heading":
            shaded = sheets.format(bold=True, font_color=sheets.accent, bg_color=sheets.pale)
            for at in range(len(self._table.columns)):
                sheet.write_blank(line, at, None, shaded)
            cell = row.cells[0]
            sheet.write_string(line, 0, plain(cell.text) if isinstance(cell, TextCell) else "", shaded)
            return
        look = {"valign": "top"} if row.kind == "change" else {"valign": "top", "top": 1, "top_color": HAIR}
        for at, cell in enumerate(row.cells):
            match cell:
                case Number():
                    self._number(line, at, cell, look)
                case Symbol():
                    shape = {"font_color": symbols.COLOURS[cell.tone], "text_wrap": True, **_SIDES["symbol"]}
                    sheet.write_string(line, at, self._printed(cell), sheets.format(**look, **shape))
                case TextCell():
                    words_look = {"bold": cell.strong, "text_wrap": True}
                    sheet.write_string(line, at, self._printed(cell), sheets.format(**look, **words_look))
        room = [
            wide / (_BOLD if isinstance(cell, TextCell) and cell.strong else 1.0)
            for cell, wide in zip(row.cells, self._widths, strict=False)
        ]
        high(sheet, line, zip(map(self._printed, row.cells), room, strict=True))

    def _number(self, line: int, at: int, number: Number, look: dict[str, Any]) -> None:
        """A number with as many decimals as the report prints; a hidden one as the word."""
        sheets, sheet = self._sheets, self._sheet
        if number.shown and number.value is not None:
            value = float(round_half_up(number.value, number.decimals))
            shape = number_format(number.decimals, self._places[at])
            sheet.write_number(line, at, value, sheets.format(**look, num_format=shape))
        else:
            muted = sheets.format(**look, align="right", font_color=MUTED)
            sheet.write_string(line, at, number.digits(self._lang), muted)
        if number.notes:
            told = "\n".join(f"{letter}  {self._notes.get(letter, '')}" for letter in number.notes)
            sheet.write_comment(line, at, told, {"author": "pejling", "x_scale": 2})

    def _under(self, line: int) -> None:
        """Notes and source, each set across the columns of the table."""
        lines = [f"{letter}  {text}" for letter, text in self._table.notes]
        lines += [self._table.source] if self._table.source else []
        lines += [words.SYNTHETIC(self._lang)] if self._synthetic else []
        muted = self._sheets.format(font_color=MUTED, text_wrap=True, valign="top")
        across, wide = 0, self._widths[0]
        while wide < _LEAST_UNDER or across < len(self._widths) - 1:
            across += 1
            wide += self._widths[across] if across < len(self._widths) else _STANDARD
        for at, text in enumerate(lines, start=line):
            if across:
                self._sheet.merge_range(at, 0, at, across, plain(text), muted)
            else:
                self._sheet.write_string(at, 0, plain(text), muted)
            high(self._sheet, at, [(text, wide)])
