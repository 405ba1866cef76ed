"""Where a workbook says another thing than its document: it is arranged in its own way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import zip_longest

from extract_excel import Book, told
from told import plain

from pejling.report.document import (
    Bullets,
    Chart,
    Definition,
    Document,
    Legend,
    Listing,
    Number,
    Paragraph,
    Row,
    Symbol,
    Table,
    TextCell,
)
from pejling.report.symbols import sign
from pejling.report.words import FIGURE, SYNTHETIC, TABLE


def differences(document: Document, content: bytes) -> list[str]:
    """One line for each cell, text or figure that is not as the document has it."""
    book = told(content, document.lang, [len(table.rows) for table in document.tables])
    return [*_cells(document, book), *_texts(document, book), *_lines(document, book)]


def _cells(document: Document, book: Book) -> Iterator[str]:
    wanted = {
        (number, at, column): plain(text)
        for number, table in enumerate(document.tables)
        for at, row in enumerate(table.rows, start=1)
        for column, text in enumerate(_row(row, document))
        if plain(text)
    }
    for place in sorted(wanted.keys() | book.cells.keys()):
        if wanted.get(place) != book.cells.get(place):
            table, row, column = place
            said = f"{book.cells.get(place)!r} for {wanted.get(place)!r}"
            yield f"table {table + 1}, row {row}, column {column + 1}: {said}"


def _row(row: Row, document: Document) -> list[str]:
    if row.kind == "heading":
        return [cell.text for cell in row.cells[:1] if isinstance(cell, TextCell)]
    texts = []
    for cell in row.cells:
        match cell:
            case Number():
                texts.append(cell.digits(document.lang) + " ".join(cell.notes))
            case Symbol():
                texts.append(f"{sign(cell)} {cell.label}")
            case TextCell():
                letters = f" ({', '.join(cell.notes)})" if cell.notes else ""
                texts.append((cell.alone or cell.text) + letters)
    return texts


def _texts(document: Document, book: Book) -> Iterator[str]:
    lang = document.lang
    captions = [f"{TABLE(lang)} {at}. {one.caption}" for at, one in enumerate(document.tables, start=1)]
    yield from _unlike("caption", captions, book.captions)
    for number, (table, held) in enumerate(zip(document.tables, book.notes, strict=True), start=1):
        last = [table.source, SYNTHETIC(lang) if document.synthetic else ""]
        below = [f"{letter} {text}" for letter, text in table.notes] + [line for line in last if line]
        yield from _unlike(f"note of table {number}", below, held)
    defined = [
        (block.term, block.id, label, text)
        for chapter in document.chapters
        for block in chapter.blocks
        if isinstance(block, Definition)
        for label, text in block.lines
    ]
    yield from _unlike("definition", map("|".join, defined), map("|".join, book.definitions))
    yield from _unlike("text", _running(document), book.texts)
    yield from _unlike("summary", _opening(document), book.summary)


def _opening(document: Document) -> Iterator[str]:
    """The first chapter's texts, as the second sheet has them."""
    for block in document.chapters[0].blocks:
        match block:
            case Paragraph():
                yield block.text(document.lang)
            case Bullets():
                yield block.title
                yield from (f"• {item.text(document.lang)}" for item in block.items)
            case Listing():
                yield from (f"• {item.text(document.lang)}" for item in block.items)
            case _:
                pass


def _running(document: Document) -> Iterator[str]:
    lang = document.lang
    for chapter in document.chapters:
        for block in chapter.blocks:
            match block:
                case Paragraph():
                    yield block.text(lang)
                case Bullets():
                    yield from (item.text(lang) for item in block.items)
                case Listing():
                    for at, item in enumerate(block.items, start=1):
                        yield f"{f'{at}.' if block.ordered else '•'} {item.text(lang)}"
                case Chart():
                    yield from block.notes
                case Legend():
                    yield from (meaning for _, meaning in block.rows)
                case _:
                    pass


def _lines(document: Document, book: Book) -> Iterator[str]:
    """The sheet of all figures: those of every table in reading order, and of every chart."""
    lang = document.lang
    wanted: list[str] = []
    for number, table in enumerate(document.tables, start=1):
        wanted += [f"{TABLE(lang)} {number}: {figure}" for figure in _figures(table, document)]
    for number, chart in enumerate(document.charts, start=1):
        for row, column, one in chart.points:
            wanted.append(f"{FIGURE(lang)} {number} {row} {column}: {one.digits(lang)}")
    tables = plain(TABLE(lang))
    found = [
        f"{of}: {figure}" if of.startswith(tables) else f"{of} {row} {column}: {figure}"
        for of, row, column, figure in book.lines
    ]
    lacking = Counter(map(plain, wanted)) - Counter(map(plain, found))
    more = Counter(map(plain, found)) - Counter(map(plain, wanted))
    yield from (f"no line of data says {one}" for one in lacking)
    yield from (f"a line of data says {one}" for one in more)


def _figures(table: Table, document: Document) -> Iterator[str]:
    for row in table.rows:
        yield from (cell.digits(document.lang) for cell in row.cells if isinstance(cell, Number))


def _unlike(what: str, wanted: Iterable[str], found: Iterable[str]) -> Iterator[str]:
    pairs = enumerate(zip_longest(map(plain, wanted), map(plain, found), fillvalue=""), start=1)
    yield from (f"{what} {at}: {there!r} for {here!r}" for at, (here, there) in pairs if here != there)
