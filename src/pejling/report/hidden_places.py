"""Do the files of a report hide what the report hides? Each place of a hidden figure is looked up."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from xml.etree import ElementTree

from pejling.disclosure.scan import Hit, Kind, Piece
from pejling.report.document import (
    HIDDEN,
    Bullets,
    Chart,
    Document,
    Listing,
    Number,
    Paragraph,
    Table,
)
from pejling.report.scan_sheets import cells, sheets
from pejling.terms.observation import Status

Held = dict[tuple[str, int, int], str]  # what stands in a table's row and column
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FIRST_LINE = 4  # of a table in its sheet
_OF_THE_BOOK = ("xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml")
_SHEETS_BEFORE = 2  # contents and summary


def hidden_values(document: Document, form: str, name: str, content: bytes, texts: list[Piece]) -> list[Hit]:
    """The places of ``content`` (the document as ``form``) where a figure stands that should be hidden.

    In Word, HTML and Excel every cell is looked up; a PDF must say the word as often as its tables do.
    ``texts`` are the file's pieces. Numbers that are hidden and have a value all the same are told whatever
    the form.
    """
    found = [Hit(f"{name}, {place}", Kind.HIDDEN_VALUE, "…") for place in _valued(document)]
    sign = HIDDEN(document.lang)
    if form == "pdf":
        said = sum(piece.text.count(sign) for piece in texts)
        wanted = sum(1 for table in document.tables for _ in _hidden(table))
        return found if said >= wanted else [*found, Hit(name, Kind.HIDDEN_VALUE, f"{said} < {wanted}")]
    if not any(True for table in document.tables for _ in _hidden(table)):
        return found
    held = _HELD_BY[form](document, content)
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
                case Bullets() | Listing():
                    spans = (span for item in block.items for span in item.spans)
                    yield from ((chapter.id, one) for one in spans if isinstance(one, Number))
                case _:
                    pass


def _of_word(document: Document, content: bytes) -> Held:
    """The cells of the tables in order: their first row is the head; figures stand in cells of their own."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        root = ElementTree.fromstring(archive.read("word/document.xml"))
    return {
        (table.id, row, column): "".join(text.text or "" for text in cell.iter(f"{_WORD}t"))
        for table, held in zip(document.tables, root.iter(f"{_WORD}tbl"), strict=False)
        for row, line in enumerate(held.findall(f"{_WORD}tr")[1:])
        for column, cell in enumerate(line.findall(f"{_WORD}tc"))
    }


def _of_html(document: Document, content: bytes) -> Held:  # noqa: ARG001  as the others
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


def _of_excel(document: Document, content: bytes) -> Held:
    """Of the tables that hide a figure alone: a workbook has many more cells."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = set(archive.namelist())
        read: dict[str, ElementTree.Element] = {}

        def need(part: str) -> None:
            if part in names and part not in read:
                read[part] = ElementTree.fromstring(archive.read(part))

        for part in _OF_THE_BOOK:
            need(part)
        of_tables = [part for _, part in sheets(read)][_SHEETS_BEFORE:]
        of_hiding = [
            (table, part)
            for table, part in zip(document.tables, of_tables, strict=False)
            if any(_hidden(table))
        ]
        for _, part in of_hiding:
            need(part)
    held: Held = {}
    for table, part in of_hiding:
        for place, text in cells(read, part):
            row, column = _address(place)
            held[table.id, row - _FIRST_LINE, column] = text
    return held


_HELD_BY: dict[str, Callable[[Document, bytes], Held]] = {
    "docx": _of_word,
    "xlsx": _of_excel,
    "html": _of_html,
}


def _address(place: str) -> tuple[int, int]:
    """``B7`` as line 7 and column 1."""
    letters = place.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = 26 * column + ord(letter) - ord("A") + 1
    return int(place[len(letters) :] or 0), column - 1
