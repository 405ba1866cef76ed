"""A workbook's sheets and formats: names that Excel takes, looks made once each, what every sheet prints."""

from __future__ import annotations

from typing import Any

from pejling.report import words
from pejling.report.document import Document
from pejling.report.identity import tint

MUTED, WARN = "#56616a", "#8f3d06"
ROOM = 31  # the longest name of a sheet in Excel
FIRST = 2  # the line of a sheet's heads; its title and the way back stand above


class Sheets:
    """Makes sheets and formats, and remembers what each sheet is about."""

    def __init__(self, book: Any, document: Document) -> None:
        self.accent = document.identity.accent
        self.pale = tint(document.identity.accent)
        self.names: dict[str, str] = {}
        self._book = book
        self._document = document
        self._lang = document.lang
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}

    def format(self, **properties: Any) -> Any:
        """The format with these properties."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(
                {"font_name": "Calibri", "font_size": 11, **properties}
            )
        return self._formats[key]

    def sheet(self, title: str, short: str = "") -> Any:
        """A new sheet, named by ``short`` or its title as far as Excel allows and as no other sheet is."""
        plain = short_name("".join(" " if c in r"[]:*?/\'" else c for c in short or title))
        name, copy = plain, 2
        taken = {known.casefold() for known in self.names.values()}
        while name.casefold() in taken:
            name = f"{plain[: ROOM - len(str(copy)) - 1]} {copy}"
            copy += 1
        first = not self.names
        self.names[title if title not in self.names else name] = name
        sheet = self._book.add_worksheet(name)
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        marks = [words.SYNTHETIC(self._lang)] if self._document.synthetic else []
        sheet.set_footer(f"&L{'  '.join(marks)}&R&P")
        if self._document.draft:
            word = words.DRAFT(self._lang).upper()
            sheet.set_header(f'&C&"Calibri,Bold"&16&K{WARN[1:]}{word}')
        if not first:
            self._top(sheet, title)
        return sheet

    def heads(self) -> Any:
        """The format of the heads of columns."""
        return self.format(
            bold=True, font_color="#ffffff", bg_color=self.accent, text_wrap=True, valign="vcenter"
        )

    def _top(self, sheet: Any, title: str) -> None:
        """The sheet's title, and under it a link to the list of contents and whether it is a draft."""
        sheet.write_string(0, 0, title, self.format(bold=True, font_size=14, font_color=self.accent))
        link = self.format(font_color=self.accent, underline=1)
        first = next(iter(self.names.values()))
        sheet.write_url(1, 0, f"internal:'{first}'!A1", link, words.CONTENTS(self._lang))
        if self._document.draft:
            word = words.DRAFT(self._lang).upper()
            sheet.write_string(1, 1, word, self.format(bold=True, font_color=WARN))


def short_name(title: str) -> str:
    """``title`` in the room that a sheet's name has, cut after a whole word."""
    plain = " ".join(title.split())
    if len(plain) <= ROOM:
        return plain or "-"
    words_that_fit = plain[:ROOM].rpartition(" ")[0] or plain[: ROOM - 1]
    return f"{words_that_fit[: ROOM - 1].rstrip(' ,.')}…"


def number_format(decimals: int) -> str:
    """As many decimals as the report prints, thousands apart, in the signs of the reader's own Excel."""
    return f"#,##0.{'0' * decimals}" if decimals else "#,##0"
