"""Excel: a sheet a table, numbers as numbers, symbols as words and colour, all text, and data to filter."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from pejling.report import naming, words
from pejling.report.document import Bullets, Chapter, Definition, Document, Listing, Paragraph, Ref
from pejling.report.excel_data import lines, sentences, status
from pejling.report.excel_sheets import FIRST, MUTED, WARN, Sheets, number_format, plain
from pejling.report.excel_table import write_table
from pejling.report.plan import PREFACE
from pejling.terms.amount import round_half_up

_PROSE = 96  # letters in a line of running text
_CONTENTS = (34, 80)
_LOGO = (200, 80)  # the most that a logo takes, in pixels
_SHARP = 3.0  # pixels of a drawing for each that is shown


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
        self._tables: dict[str, tuple[str, str]] = {}  # by id: its number in words, its sheet

    def write(self) -> None:
        chapters = self._document.chapters
        contents = self._sheets.sheet(words.CONTENTS(self._lang))
        opening = [one for one in chapters if one.id in (PREFACE, "summary")] or chapters[:1]
        openings = [(self._sheets.sheet(chapter.title), chapter) for chapter in opening]
        for number, table in enumerate(self._document.tables, start=1):
            name = write_table(self._sheets, table, number, self._document)
            self._tables.setdefault(table.id, (f"{words.TABLE(self._lang)} {number}", name))
        for sheet, chapter in openings:
            self._prose(sheet, chapter)
        self._definitions()
        self._text()
        self._data()
        self._contents(contents)

    def _contents(self, sheet: Any) -> None:
        document, sheets = self._document, self._sheets
        sheet.set_portrait()
        for at, wide in enumerate(_CONTENTS):
            sheet.set_column(at, at, wide)
        head = sheets.format(bold=True, font_size=18, font_color=sheets.accent)
        sheet.write_string(0, 0, plain(document.title), head)
        self._logo(sheet)
        told = [document.municipality, document.subtitle, document.period, document.source_line]
        told.append(f"{words.GENERATED(self._lang)} {naming.day_name(document.generated, self._lang)}")
        for row, line in enumerate(told, start=1):
            sheet.write_string(row, 0, plain(line), sheets.format(font_color=MUTED))
        row = len(told)
        for marked, word in ((document.draft, words.DRAFT), (document.synthetic, words.SYNTHETIC)):
            if marked:
                row += 1
                sheet.write_string(row, 0, word(self._lang), sheets.format(bold=True, font_color=WARN))
        row += 2
        sheet.write_string(row, 0, words.SHEET(self._lang), sheets.heads())
        sheet.write_string(row, 1, words.SUBJECT(self._lang), sheets.heads())
        sheet.freeze_panes(row + 1, 0)
        sheet.repeat_rows(row)
        for title, name in list(sheets.names.items())[1:]:
            row += 1
            sheets.line(sheet, row, ("", title), _CONTENTS)
            sheet.write_url(row, 0, f"internal:'{name}'!A1", sheets.link(), name)

    def _logo(self, sheet: Any) -> None:
        """The municipality's own logo, at the right edge of the list of contents."""
        given = self._document.identity
        if not given.logo:
            return
        from pejling.report.word_pictures import bitmap, size_of_png

        drawn = given.logo_kind == "svg"
        shown = bitmap(given.logo.decode("utf-8", "replace"), _SHARP) if drawn else given.logo
        wide, down = size_of_png(shown)
        scale = min(_LOGO[0] / wide, _LOGO[1] / down)
        place = {
            "image_data": io.BytesIO(shown),
            "x_scale": scale,
            "y_scale": scale,
            "x_offset": _CONTENTS[1] * 7 - wide * scale,
            "y_offset": 4,
            "object_position": 3,
            "description": given.logo_alt or self._document.municipality,
        }
        sheet.insert_image(0, 1, "logo.png", place)

    def _prose(self, sheet: Any, chapter: Chapter) -> None:
        """The sentences of a chapter, each with a link to the table that it is about."""
        sheet.set_portrait()
        sheet.set_column(0, 0, _PROSE)
        sheet.set_column(1, 1, 14)
        row = FIRST
        for block in chapter.blocks:
            match block:
                case Paragraph():
                    row = self._sentences(sheet, row, "", (block,)) + 1
                case Bullets():
                    look = {"bold": True, "font_color": self._sheets.accent}
                    self._sheets.line(sheet, row, (block.title,), (_PROSE,), **look)
                    row = self._sentences(sheet, row + 1, "• ", block.items) + 1
                case Listing():
                    row = self._sentences(sheet, row, "• ", block.items) + 1
                case _:
                    pass

    def _sentences(self, sheet: Any, row: int, mark: str, found: Sequence[Paragraph]) -> int:
        """Write each on a line from ``row`` on; the line after the last."""
        for at, one in enumerate(found, start=row):
            self._sheets.line(sheet, at, (mark + one.text(self._lang),), (_PROSE,))
            about = [self._tables[s.to] for s in one.spans if isinstance(s, Ref) and s.to in self._tables]
            for label, name in about[:1]:
                sheet.write_url(at, 1, f"internal:'{name}'!A1", self._sheets.link(), label)
        return row + len(found)

    def _definitions(self) -> None:
        """The annex of definitions as one sheet: term, id, what, text."""
        lang = self._lang
        heads = (words.TERM(lang), words.NAME(lang), words.ABOUT(lang), words.TEXT(lang))
        for chapter in self._document.chapters:
            entries = [block for block in chapter.blocks if isinstance(block, Definition)]
            if entries:
                told = [(entry.term, entry.id, *line) for entry in entries for line in entry.lines]
                self._filtered(chapter.title, heads, (36, 34, 22, 90), told)

    def _text(self) -> None:
        """All running text, the summary's too."""
        lang = self._lang
        heads = (words.CHAPTER(lang), words.SECTION(lang), words.TEXT(lang))
        self._filtered(words.TEXT(lang), heads, (30, 34, 100), list(sentences(self._document)))

    def _filtered(
        self, title: str, heads: Sequence[str], widths: Sequence[int], told: Sequence[Sequence[str]]
    ) -> None:
        """A sheet of texts, a line each, that can be filtered."""
        sheet = self._sheets.listed(title, heads, widths)
        for at, texts in enumerate(told, start=FIRST + 1):
            self._sheets.line(sheet, at, texts, widths)
        sheet.autofilter(FIRST, 0, FIRST + len(told), len(heads) - 1)

    def _data(self) -> None:
        """Every figure of tables and charts, a line each."""
        lang = self._lang
        heads = {
            words.CHAPTER(lang): 28,
            words.OF(lang): 16,
            words.TITLE(lang): 44,
            words.ROW(lang): 52,
            words.PERIOD(lang): 26,
            words.COLUMN(lang): 24,
            words.VALUE(lang): 13,
            words.UNIT(lang): 14,
            words.STATUS(lang): 12,
            words.SOURCE(lang): 44,
        }
        sheet = self._sheets.listed(words.DATA(lang), list(heads), list(heads.values()))
        last = FIRST
        for last, line in enumerate(lines(self._document), start=FIRST + 1):
            number = line.number
            texts = [line.chapter, line.of, line.title, line.row, line.period, line.column, "", line.unit]
            texts += [status(number, lang), line.source]
            for at, text in enumerate(texts):
                if text:
                    sheet.write_string(last, at, plain(text))
            if number.shown and number.value is not None:
                value = float(round_half_up(number.value, number.decimals))
                shape = self._sheets.format(num_format=number_format(number.decimals))
                sheet.write_number(last, 6, value, shape)
        sheet.autofilter(FIRST, 0, last, len(heads) - 1)
