"""A workbook's sheets and formats: names that Excel takes, looks made once each, what every sheet prints."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil
from typing import Any

from pejling.report import words
from pejling.report.document import Document
from pejling.report.identity import tint
from pejling.report.labels import width, wrapped

MUTED, WARN, HAIR = "#56616a", "#8f3d06", "#c9d1d5"
ROOM = 31  # the longest name of a sheet in Excel
FIRST = 2  # the line of a sheet's heads; its title and the way back stand above
_LINE = 15.0  # points that a line takes
_LETTER = 7.0  # pixels that a column's width is counted in: a figure's in Calibri 11
_SIZE = 13.0  # pixels: `labels.width` is of a wider typeface than Calibri
_LONGEST = 80  # letters of a name at the foot of a page


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
        name = self._name(short or title)
        first = not self.names
        self.names[title if title not in self.names else name] = name
        sheet = self._book.add_worksheet(name)
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer(self._foot())
        if self._document.draft:
            word = words.DRAFT(self._lang).upper()
            sheet.set_header(f'&C&"Calibri,Bold"&16&K{WARN[1:]}{word}')
        if not first:
            self._top(sheet, title)
        return sheet

    def listed(self, title: str, heads: Sequence[str], widths: Sequence[int]) -> Any:
        """A sheet of lines below heads that stay in sight and are printed on each page."""
        sheet = self.sheet(title)
        for at, (head, wide) in enumerate(zip(heads, widths, strict=True)):
            sheet.set_column(at, at, wide)
            sheet.write_string(FIRST, at, head, self.heads())
        sheet.freeze_panes(FIRST + 1, 0)
        sheet.repeat_rows(FIRST)
        return sheet

    def line(self, sheet: Any, at: int, texts: Sequence[str], widths: Sequence[float], **look: Any) -> None:
        """Texts side by side from the first column on, the line as high as the longest of them needs."""
        shape = self.format(text_wrap=True, valign="top", **look)
        for column, text in enumerate(texts):
            sheet.write_string(at, column, plain(text), shape)
        high(sheet, at, zip(texts, widths, strict=True))

    def heads(self, **more: Any) -> Any:
        """The format of the heads of columns."""
        look = {"bold": True, "font_color": "#ffffff", "bg_color": self.accent}
        return self.format(**look, text_wrap=True, valign="vcenter", **more)

    def link(self) -> Any:
        """The format of what leads to another sheet."""
        return self.format(font_color=self.accent, underline=1, valign="top")

    def _name(self, title: str) -> str:
        spelt = "".join(" " if c in "[]*?/\\" else c for c in title.replace(":", ",").replace("'", "\u2019"))
        short = short_name(spelt)
        name, copy = short, 2
        taken = {known.casefold() for known in self.names.values()}
        while name.casefold() in taken:
            name = f"{short[: ROOM - len(str(copy)) - 1]} {copy}"
            copy += 1
        return name

    def _foot(self) -> str:
        """What is at the foot of every page: whose report, that its data are synthetic, the page."""
        document = self._document
        whose = f"{document.municipality} – {document.title}"[:_LONGEST].replace("&", "&&")
        mark = words.SYNTHETIC(self._lang) if document.synthetic else ""
        return f"&L{whose}&C{mark}&R{words.PAGE(self._lang)} &P/&N"

    def _top(self, sheet: Any, title: str) -> None:
        """The sheet's title, and under it a link to the list of contents and whether it is a draft."""
        sheet.write_string(0, 0, plain(title), self.format(bold=True, font_size=14, font_color=self.accent))
        first = next(iter(self.names.values()))
        sheet.write_url(1, 0, f"internal:'{first}'!A1", self.link(), words.CONTENTS(self._lang))
        if self._document.draft:
            word = words.DRAFT(self._lang).upper()
            sheet.write_string(1, 1, word, self.format(bold=True, font_color=WARN))


def plain(text: str) -> str:
    """``text`` with spaces that can be searched for."""
    return text.replace("\u00a0", " ")


def high(sheet: Any, at: int, held: Iterable[tuple[str, float]]) -> None:
    """Make a line as high as its texts need: ``held`` are (text, the width of its column).

    Excel would find that out itself; not every program that shows workbooks does.
    """
    lines = max((_lines(text, wide) for text, wide in held), default=1)
    if lines > 1:
        sheet.set_row(at, _LINE * lines)


def _lines(text: str, wide: float) -> int:
    """How many lines ``text`` takes in a column so ``wide`` (in letters); a word too long is broken."""
    room = wide * _LETTER
    return sum(max(1, ceil(width(line, _SIZE) / room)) for line in wrapped(text, room, _SIZE))


def short_name(title: str) -> str:
    """``title`` in the room that a sheet's name has, cut after a whole word."""
    whole = " ".join(title.split())
    if len(whole) <= ROOM:
        return whole or "-"
    words_that_fit = whole[:ROOM].rpartition(" ")[0] or whole[: ROOM - 1]
    return f"{words_that_fit[: ROOM - 1].rstrip(' ,.')}…"


def number_format(decimals: int, places: int = 0) -> str:
    """As many decimals as the report prints, thousands apart, in the signs of the reader's own Excel.

    ``places`` are the most decimals in the column: room is left for those that lack, so that all decimals
    stand below each other.
    """
    lacking = "_0" * (places - decimals)
    if not decimals:
        return f"#,##0_.{lacking}" if lacking else "#,##0"
    return f"#,##0.{'0' * decimals}{lacking}"
