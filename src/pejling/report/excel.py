"""Excel: a sheet a table, numbers as numbers, symbols as text and colour, and a list of contents."""

from __future__ import annotations

import io
from datetime import datetime, time
from typing import Any

from pejling.report import naming, symbols, words
from pejling.report.document import (
    Bullets,
    Cell,
    Column,
    Definition,
    Document,
    Number,
    Paragraph,
    Row,
    Symbol,
    Table,
    TextCell,
)
from pejling.terms.amount import round_half_up

ACCENT, PALE, MUTED = "#0d4f5c", "#edf3f4", "#56616a"
_ROOM = 31  # the longest name of a sheet in Excel
_WIDTHS = {"text": 46, "period": 30, "number": 13, "symbol": 16}  # the least
_WIDEST = 60


def excel(document: Document) -> bytes:
    """The document as a workbook. The same document gives the same bytes."""
    import xlsxwriter

    target = io.BytesIO()
    book = xlsxwriter.Workbook(
        target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties(
        {
            "title": f"{document.municipality} – {document.title}",
            "subject": document.subtitle,
            "author": "pejling",
            "created": datetime.combine(document.generated, time()),
        }
    )
    writer = _Writer(book, document)
    writer.write()
    book.close()
    return target.getvalue()


def _short(title: str) -> str:
    """``title`` in the room that a sheet's name has, cut after a whole word."""
    plain = " ".join(title.split())
    if len(plain) <= _ROOM:
        return plain or "-"
    words_that_fit = plain[:_ROOM].rpartition(" ")[0] or plain[: _ROOM - 1]
    return f"{words_that_fit[: _ROOM - 1].rstrip(' ,.')}…"


class _Writer:
    """Writes one workbook; formats are made once each."""

    def __init__(self, book: Any, document: Document) -> None:
        self._book = book
        self._document = document
        self._lang = document.lang
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        self._names: dict[str, str] = {}

    def write(self) -> None:
        contents = self._sheet(words.CONTENTS(self._lang))
        summary = self._sheet(self._document.chapters[0].title)
        self._prose(summary)
        for number, table in enumerate(self._document.tables, start=1):
            self._table(table, number)
        self._definitions()
        self._contents(contents)

    def _sheet(self, title: str, short: str = "") -> Any:
        """A new sheet, named by ``short`` or its title as far as Excel allows and as no other sheet is."""
        plain = _short("".join(" " if c in r"[]:*?/\'" else c for c in short or title))
        name, copy = plain, 2
        taken = {known.casefold() for known in self._names.values()}
        while name.casefold() in taken:
            name = f"{plain[: _ROOM - len(str(copy)) - 1]} {copy}"
            copy += 1
        self._names[title if title not in self._names else name] = name
        sheet = self._book.add_worksheet(name)
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        foot = f"&L{words.SYNTHETIC(self._lang)}&R&P" if self._document.synthetic else "&R&P"
        sheet.set_footer(foot)
        return sheet

    def _format(self, **properties: Any) -> Any:
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(
                {"font_name": "Calibri", "font_size": 11, **properties}
            )
        return self._formats[key]

    def _contents(self, sheet: Any) -> None:
        document = self._document
        sheet.set_column(0, 0, 34)
        sheet.set_column(1, 1, 80)
        head = self._format(bold=True, font_size=18, font_color=ACCENT)
        sheet.write_string(0, 0, document.title, head)
        lines = [document.municipality, document.subtitle, document.period, document.source_line]
        lines.append(f"{words.GENERATED(self._lang)} {naming.day_name(document.generated, self._lang)}")
        if document.synthetic:
            lines.append(words.SYNTHETIC(self._lang))
        row = 1
        for line in lines:
            sheet.write_string(row, 0, line, self._format(font_color=MUTED))
            row += 1
        row += 1
        bold = self._format(bold=True, font_color=ACCENT, bottom=1, bottom_color=ACCENT)
        sheet.write_string(row, 0, words.SHEET(self._lang), bold)
        sheet.write_string(row, 1, words.SUBJECT(self._lang), bold)
        link = self._format(font_color=ACCENT, underline=1)
        for title, name in list(self._names.items())[1:]:
            row += 1
            sheet.write_url(row, 0, f"internal:'{name}'!A1", link, name)
            sheet.write_string(row, 1, title)

    def _prose(self, sheet: Any) -> None:
        """The summary's sentences."""
        sheet.set_column(0, 0, 120)
        wrap = self._format(text_wrap=True, valign="top")
        title = self._format(bold=True, font_size=14, font_color=ACCENT)
        chapter = self._document.chapters[0]
        sheet.write_string(0, 0, chapter.title, title)
        self._back(sheet)
        row = 2
        for block in chapter.blocks:
            match block:
                case Paragraph():
                    sheet.write_string(row, 0, block.text(self._lang), wrap)
                    row += 2
                case Bullets():
                    sheet.write_string(row, 0, block.title, self._format(bold=True, font_color=ACCENT))
                    for item in block.items:
                        row += 1
                        sheet.write_string(row, 0, f"• {item.text(self._lang)}", wrap)
                    row += 2
                case _:
                    pass

    def _table(self, table: Table, number: int) -> None:
        caption = f"{words.TABLE(self._lang)} {number}. {table.caption}"
        sheet = self._sheet(caption, f"{number}. {table.caption}")
        sheet.write_string(0, 0, caption, self._format(bold=True, font_size=14, font_color=ACCENT))
        self._back(sheet)
        head = self._format(
            bold=True, font_color="#ffffff", bg_color=ACCENT, text_wrap=True, valign="vcenter"
        )
        for at, column in enumerate(table.columns):
            sheet.set_column(at, at, self._width(table, at))
            sheet.write_string(2, at, self._heading(table, column, at), head)
        sheet.freeze_panes(3, 1)
        sheet.repeat_rows(2)
        line = 3
        for row in table.rows:
            self._row(sheet, line, row, len(table.columns))
            line += 1
        self._under(sheet, line + 1, table)

    def _back(self, sheet: Any) -> None:
        """A link to the list of contents, under a sheet's title."""
        first = next(iter(self._names.values()))
        link = self._format(font_color=ACCENT, underline=1)
        sheet.write_url(1, 0, f"internal:'{first}'!A1", link, words.CONTENTS(self._lang))

    def _heading(self, table: Table, column: Column, at: int) -> str:
        notes = f" ({', '.join(column.notes)})" if column.notes else ""
        if column.kind == "symbol" and column.block:
            return f"{column.heading}: {self._told_by(table, at)}"
        return column.heading + notes

    def _told_by(self, table: Table, at: int) -> str:
        """What the symbols of a column are about: level, development, or both by turns."""
        cells = [row.cells[at] for row in table.rows if at < len(row.cells)]
        kinds = {cell.kind for cell in cells if isinstance(cell, Symbol)}
        if len(kinds) != 1:
            return words.SYMBOL(self._lang).lower()
        return (words.LEVEL if kinds == {"level"} else words.DEVELOPMENT)(self._lang)

    def _width(self, table: Table, at: int) -> float:
        column = table.columns[at]
        if column.kind == "text" and at and not any(c.kind == "number" for c in table.columns):
            return 60
        texts = [
            self._printed(row.cells[at])
            for row in table.rows
            if at < len(row.cells) and row.kind != "heading"
        ]
        widest = max(map(len, [*texts, self._heading(table, column, at)]), default=0) + 2
        return (
            min(max(widest, _WIDTHS[column.kind]), _WIDEST) if column.kind != "number" else _WIDTHS["number"]
        )

    def _printed(self, cell: Cell) -> str:
        """A cell as text: what its column must hold."""
        match cell:
            case Number():
                return cell.digits(self._lang)
            case Symbol():
                return f"{symbols.sign(cell)} {cell.label}"
            case TextCell():
                return cell.alone or cell.text

    def _row(self, sheet: Any, line: int, row: Row, columns: int) -> None:
        if row.kind == "heading":
            shaded = self._format(bold=True, font_color=ACCENT, bg_color=PALE)
            for at in range(columns):
                sheet.write_blank(line, at, None, shaded)
            cell = row.cells[0]
            sheet.write_string(line, 0, cell.text if isinstance(cell, TextCell) else "", shaded)
            return
        for at, cell in enumerate(row.cells):
            match cell:
                case Number():
                    self._number(sheet, line, at, cell)
                case Symbol():
                    colour = symbols.COLOURS[cell.tone]
                    sheet.write_string(line, at, self._printed(cell), self._format(font_color=colour))
                case TextCell():
                    text = self._printed(cell).replace("\u00a0", " ")
                    notes = f" ({', '.join(cell.notes)})" if cell.notes else ""
                    sheet.write_string(
                        line, at, text + notes, self._format(bold=cell.strong, text_wrap=True, valign="top")
                    )

    def _number(self, sheet: Any, line: int, at: int, number: Number) -> None:
        """A number with as many decimals as the report prints; a hidden one as the word."""
        if not number.shown or number.value is None:
            sheet.write_string(
                line, at, number.digits(self._lang), self._format(align="right", font_color=MUTED)
            )
            return
        places = "0" * number.decimals
        shape = f"#,##0.{places}" if places else "#,##0"
        value = float(round_half_up(number.value, number.decimals))
        sheet.write_number(line, at, value, self._format(num_format=shape))
        if number.notes:
            sheet.write_comment(line, at, ", ".join(number.notes), {"author": "pejling"})

    def _under(self, sheet: Any, line: int, table: Table) -> None:
        muted = self._format(font_color=MUTED)
        lines = [f"{letter}  {text}" for letter, text in table.notes]
        lines += [table.source] if table.source else []
        lines += [words.SYNTHETIC(self._lang)] if self._document.synthetic else []
        for offset, text in enumerate(lines):
            sheet.write_string(line + offset, 0, text, muted)

    def _definitions(self) -> None:
        """The annex of definitions as one sheet: term, id, what, text."""
        for chapter in self._document.chapters:
            entries = [block for block in chapter.blocks if isinstance(block, Definition)]
            if not entries:
                continue
            sheet = self._sheet(chapter.title)
            for at, width in enumerate((44, 34, 26, 110)):
                sheet.set_column(at, at, width)
            sheet.write_string(0, 0, chapter.title, self._format(bold=True, font_size=14, font_color=ACCENT))
            self._back(sheet)
            wrap = self._format(text_wrap=True, valign="top")
            line = 2
            for entry in entries:
                for label, text in entry.lines:
                    for at, part in enumerate((entry.term, entry.id, label, text)):
                        sheet.write_string(line, at, part.replace("\u00a0", " "), wrap)
                    line += 1
