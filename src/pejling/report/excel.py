"""Excel: a sheet a table, numbers as numbers, symbols as words and colour, all text, and data to filter."""

from __future__ import annotations

import io
from datetime import datetime, time
from typing import Any

from pejling.report import naming, words
from pejling.report.document import Bullets, Definition, Document, Listing, Paragraph
from pejling.report.excel_data import lines, sentences, status
from pejling.report.excel_sheets import FIRST, MUTED, WARN, Sheets, number_format
from pejling.report.excel_table import write_table
from pejling.terms.amount import round_half_up


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
            "status": words.DRAFT(document.lang) if document.draft else "",
            "created": datetime.combine(document.generated, time()),
        }
    )
    _Writer(Sheets(book, document), document).write()
    book.close()
    return target.getvalue()


class _Writer:
    """Writes one workbook: contents, summary, the tables, definitions, all text, all figures."""

    def __init__(self, sheets: Sheets, document: Document) -> None:
        self._sheets = sheets
        self._document = document
        self._lang = document.lang

    def write(self) -> None:
        contents = self._sheets.sheet(words.CONTENTS(self._lang))
        self._summary()
        for number, table in enumerate(self._document.tables, start=1):
            write_table(self._sheets, table, number, self._document)
        self._definitions()
        self._text()
        self._data()
        self._contents(contents)

    def _contents(self, sheet: Any) -> None:
        document, sheets = self._document, self._sheets
        sheet.set_column(0, 0, 34)
        sheet.set_column(1, 1, 80)
        head = sheets.format(bold=True, font_size=18, font_color=sheets.accent)
        sheet.write_string(0, 0, document.title, head)
        lines = [document.municipality, document.subtitle, document.period, document.source_line]
        lines.append(f"{words.GENERATED(self._lang)} {naming.day_name(document.generated, self._lang)}")
        for row, line in enumerate(lines, start=1):
            sheet.write_string(row, 0, line, sheets.format(font_color=MUTED))
        row = len(lines)
        for marked, word in ((document.draft, words.DRAFT), (document.synthetic, words.SYNTHETIC)):
            if marked:
                row += 1
                sheet.write_string(row, 0, word(self._lang), sheets.format(bold=True, font_color=WARN))
        row += 2
        bold = sheets.format(bold=True, font_color=sheets.accent, bottom=1, bottom_color=sheets.accent)
        sheet.write_string(row, 0, words.SHEET(self._lang), bold)
        sheet.write_string(row, 1, words.SUBJECT(self._lang), bold)
        link = sheets.format(font_color=sheets.accent, underline=1)
        for title, name in list(sheets.names.items())[1:]:
            row += 1
            sheet.write_url(row, 0, f"internal:'{name}'!A1", link, name)
            sheet.write_string(row, 1, title)

    def _summary(self) -> None:
        """The sentences of the first chapter."""
        chapter = self._document.chapters[0]
        sheet = self._sheets.sheet(chapter.title)
        sheet.set_portrait()
        sheet.set_column(0, 0, 120)
        wrap = self._sheets.format(text_wrap=True, valign="top")
        row = FIRST
        for block in chapter.blocks:
            match block:
                case Paragraph():
                    sheet.write_string(row, 0, block.text(self._lang), wrap)
                    row += 2
                case Bullets():
                    bold = self._sheets.format(bold=True, font_color=self._sheets.accent)
                    sheet.write_string(row, 0, block.title, bold)
                    for item in block.items:
                        row += 1
                        sheet.write_string(row, 0, f"• {item.text(self._lang)}", wrap)
                    row += 2
                case Listing():
                    for item in block.items:
                        sheet.write_string(row, 0, f"• {item.text(self._lang)}", wrap)
                        row += 1
                    row += 1
                case _:
                    pass

    def _definitions(self) -> None:
        """The annex of definitions as one sheet: term, id, what, text."""
        for chapter in self._document.chapters:
            entries = [block for block in chapter.blocks if isinstance(block, Definition)]
            if not entries:
                continue
            sheet = self._sheets.sheet(chapter.title)
            for at, width in enumerate((44, 34, 26, 110)):
                sheet.set_column(at, at, width)
            wrap = self._sheets.format(text_wrap=True, valign="top")
            line = FIRST
            for entry in entries:
                for label, text in entry.lines:
                    for at, part in enumerate((entry.term, entry.id, label, text)):
                        sheet.write_string(line, at, part.replace("\u00a0", " "), wrap)
                    line += 1

    def _text(self) -> None:
        """All running text, the summary's too."""
        lang = self._lang
        heads = (words.CHAPTER(lang), words.SECTION(lang), words.TEXT(lang))
        sheet = self._listed(words.TEXT(lang), heads, (34, 34, 120))
        wrap = self._sheets.format(text_wrap=True, valign="top")
        last = FIRST
        for last, found in enumerate(sentences(self._document), start=FIRST + 1):
            for at, part in enumerate(found):
                sheet.write_string(last, at, part, wrap)
        sheet.autofilter(FIRST, 0, last, len(heads) - 1)

    def _data(self) -> None:
        """Every figure of tables and charts, a line each."""
        lang = self._lang
        heads = (
            words.CHAPTER(lang),
            words.OF(lang),
            words.TITLE(lang),
            words.ROW(lang),
            words.PERIOD(lang),
            words.COLUMN(lang),
            words.VALUE(lang),
            words.UNIT(lang),
            words.STATUS(lang),
            words.SOURCE(lang),
        )
        sheet = self._listed(words.DATA(lang), heads, (28, 16, 44, 52, 26, 24, 13, 14, 12, 60))
        last = FIRST
        for last, line in enumerate(lines(self._document), start=FIRST + 1):
            number = line.number
            texts = [line.chapter, line.of, line.title, line.row, line.period, line.column, "", line.unit]
            texts += [status(number, lang), line.source]
            for at, text in enumerate(texts):
                if text:
                    sheet.write_string(last, at, text.replace("\u00a0", " "))
            if number.shown and number.value is not None:
                value = float(round_half_up(number.value, number.decimals))
                shape = self._sheets.format(num_format=number_format(number.decimals))
                sheet.write_number(last, 6, value, shape)
        sheet.autofilter(FIRST, 0, last, len(heads) - 1)

    def _listed(self, title: str, heads: tuple[str, ...], widths: tuple[int, ...]) -> Any:
        """A sheet with heads that stay in sight and are printed on each page."""
        sheet = self._sheets.sheet(title)
        for at, (head, width) in enumerate(zip(heads, widths, strict=True)):
            sheet.set_column(at, at, width)
            sheet.write_string(FIRST, at, head, self._sheets.heads())
        sheet.freeze_panes(FIRST + 1, 0)
        sheet.repeat_rows(FIRST)
        return sheet
