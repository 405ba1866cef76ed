"""Do the files of a report hide what the report hides? Each place of a hidden figure is looked up."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser

from pejling.disclosure.scan import Hit, Kind, Piece
from pejling.report.document import (
    HIDDEN,
    Bullets,
    Chart,
    Document,
    Number,
    Paragraph,
    Table,
)
from pejling.report.scan_sheets import cells
from pejling.terms.observation import Status

_FIRST_LINE = 4  # of a table in its sheet
_SHEETS_BEFORE = 2  # contents and summary


def hidden_values(document: Document, form: str, name: str, content: bytes, texts: list[Piece]) -> list[Hit]:
    """The places of ``content`` (the document as ``form``) where a figure stands that should be hidden.

    In HTML and Excel every cell is looked up; a PDF must say the word as often as its tables do. ``texts``
    are the file's pieces. Numbers that are hidden and have a value all the same are told whatever the form.
    """
    found = [Hit(f"{name}, {place}", Kind.HIDDEN_VALUE, "…") for place in _valued(document)]
    sign = HIDDEN(document.lang)
    if form == "pdf":
        said = sum(piece.text.count(sign) for piece in texts)
        wanted = sum(1 for table in document.tables for _ in _hidden(table))
        return found if said >= wanted else [*found, Hit(name, Kind.HIDDEN_VALUE, f"{said} < {wanted}")]
    held = _of_html(content) if form == "html" else _of_excel(document, content)
    for table in document.tables:
        for row, column in _hidden(table):
            text = held.get((table.id, row, column), "")
            if not text.startswith(sign):
                place = f"{name}, {table.id}, {row + 1}:{column + 1}"
                found.append(Hit(place, Kind.HIDDEN_VALUE, "…" if text else "-"))
    return found


def _hidden(table: Table) -> Iterator[tuple[int, int]]:
    for at, row in enumerate(table.rows):
        for column, cell in enumerate(row.cells):
            if isinstance(cell, Number) and cell.status == Status.SUPPRESSED:
                yield at, column


def _valued(document: Document) -> Iterator[str]:
    """Places in tables, charts and sentences whose number is hidden and yet there."""
    for place, number in _numbers(document):
        if number.status == Status.SUPPRESSED and number.value is not None:
            yield place


def _numbers(document: Document) -> Iterator[tuple[str, Number]]:
    for chapter in document.chapters:
        for block in chapter.blocks:
            match block:
                case Table():
                    cells = (cell for row in block.rows for cell in row.cells)
                    yield from ((block.id, cell) for cell in cells if isinstance(cell, Number))
                case Chart():
                    yield from ((block.id, number) for number in block.numbers)
                case Paragraph():
                    yield from ((chapter.id, one) for one in block.spans if isinstance(one, Number))
                case Bullets():
                    spans = (span for item in block.items for span in item.spans)
                    yield from ((chapter.id, one) for one in spans if isinstance(one, Number))
                case _:
                    pass


def _of_html(content: bytes) -> dict[tuple[str, int, int], str]:
    reader = _Tables()
    reader.feed(content.decode("utf-8"))
    reader.close()
    return reader.cells


class _Tables(HTMLParser):
    """The cells of the bodies of all tables that have an id."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.cells: dict[tuple[str, int, int], str] = {}
        self._table, self._row, self._column = "", -1, -1
        self._body = self._open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        match tag:
            case "table":
                self._table, self._row = dict(attrs).get("id") or "", -1
            case "tbody":
                self._body = True
            case "tr" if self._body:
                self._row, self._column = self._row + 1, -1
            case "td" | "th" if self._body:
                self._column, self._open = self._column + 1, True

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._open = False
        elif tag == "tbody":
            self._body = False

    def handle_data(self, data: str) -> None:
        if self._open:
            place = self._table, self._row, self._column
            self.cells[place] = self.cells.get(place, "") + data.strip()


def _of_excel(document: Document, content: bytes) -> dict[tuple[str, int, int], str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheets: dict[str, dict[tuple[int, int], str]] = {}
    for sheet, place, text in cells(parts):
        sheets.setdefault(sheet, {})[_address(place)] = text
    of_tables = list(sheets.values())[_SHEETS_BEFORE:]
    return {
        (table.id, row - _FIRST_LINE, column): text
        for table, held in zip(document.tables, of_tables, strict=False)
        for (row, column), text in held.items()
    }


def _address(place: str) -> tuple[int, int]:
    """``B7`` as line 7 and column 1."""
    letters = place.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = 26 * column + ord(letter) - ord("A") + 1
    return int(place[len(letters) :] or 0), column - 1
