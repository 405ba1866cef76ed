"""Every figure of a document as a line of its own: what a reader filters, sorts and counts on with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from pejling.indicators.indicator import Unit
from pejling.report import naming, words
from pejling.report.document import (
    HIDDEN,
    Bullets,
    Chapter,
    Chart,
    Definition,
    Document,
    Heading,
    Listing,
    Number,
    Paragraph,
    Row,
    Symbol,
    Table,
    TextCell,
)
from pejling.terms.observation import Status
from pejling.terms.text import Language


@dataclass(frozen=True, slots=True)
class Line:
    """A figure and where it is printed; ``of`` is the number of its table or figure, as ``Tabel 3``."""

    chapter: str
    of: str
    title: str
    row: str
    period: str
    column: str
    number: Number
    unit: str
    source: str


def lines(document: Document) -> Iterator[Line]:
    """The figures of all tables and charts, in reading order."""
    lang = document.lang
    tables = charts = 0
    for chapter in document.chapters:
        for block in chapter.blocks:
            match block:
                case Table():
                    tables += 1
                    yield from _of_table(chapter, f"{words.TABLE(lang)} {tables}", block, lang)
                case Chart():
                    charts += 1
                    of = f"{words.FIGURE(lang)} {charts}"
                    for row, column, number in block.points:
                        unit = number.unit or unit_in(f"{row}, {block.title}", lang)
                        yield Line(
                            chapter.title, of, block.title, row, "", column, number, unit, block.source
                        )
                case _:
                    pass


def status(number: Number, lang: Language) -> str:
    """Whether the figure is shown, hidden, or not there."""
    if number.shown:
        return words.SHOWN(lang)
    return HIDDEN(lang) if number.status == Status.SUPPRESSED else words.MISSING(lang)


def sentences(document: Document) -> Iterator[tuple[str, str, str]]:
    """All running text: chapter, section, text."""
    lang = document.lang
    for chapter in document.chapters:
        section = ""
        for block in chapter.blocks:
            match block:
                case Heading():
                    section = block.title
                case Paragraph():
                    yield chapter.title, section, block.text(lang)
                case Bullets():
                    for item in block.items:
                        yield chapter.title, block.title, item.text(lang)
                case Listing():
                    for at, item in enumerate(block.items, start=1):
                        mark = f"{at}." if block.ordered else "•"
                        yield chapter.title, section, f"{mark} {item.text(lang)}"
                case Chart():
                    for note in block.notes:
                        yield chapter.title, block.title, note
                case Table() | Definition():
                    pass
                case _:
                    for _, meaning in block.rows:
                        yield chapter.title, section, meaning


def unit_in(label: str, lang: Language) -> str:
    """The unit that a label tells between commas, or within it where it is a percentage; empty: none."""
    percent = naming.unit_name(Unit.PERCENT, lang)
    return _unit_alone(label, lang) or (percent if percent in label else "")


def _unit_alone(label: str, lang: Language) -> str:
    """The unit that is all that stands between two commas of a label; empty: none."""
    known = _units(lang)
    parts = [part.strip().rstrip(".").lower() for part in label.split(",")]
    return next((known[part] for part in reversed(parts) if part in known), "")


@cache
def _units(lang: Language) -> dict[str, str]:
    units = [naming.unit_name(unit, lang) for unit in Unit if unit is not Unit.NUMBER]
    return {unit.rstrip("."): unit for unit in (*units, *(points(lang) for points in naming.POINTS))}


def _of_table(chapter: Chapter, of: str, table: Table, lang: Language) -> Iterator[Line]:
    alone = sum(column.kind == "number" for column in table.columns) == 1
    of_all = (unit_in if alone else _unit_alone)(table.caption, lang)
    for row in table.rows:
        name = _name(table, row)
        period = _period(table, row)
        for at, cell in enumerate(row.cells):
            if isinstance(cell, Number):
                column = table.columns[at].heading
                unit = cell.unit or unit_in(f"{name}, {column}", lang) or of_all
                yield Line(chapter.title, of, table.caption, name, period, column, cell, unit, table.source)


def _name(table: Table, row: Row) -> str:
    """What the row is called where the rows above it are not seen: all words that head it."""
    found = []
    for cell, column in zip(row.cells, table.columns, strict=False):
        match cell:
            case Number():
                break
            case TextCell() if column.kind == "text":
                found.append(cell.alone or cell.text)
            case Symbol() if not found:
                found.append(cell.label)
            case _:
                pass
    return ", ".join(filter(None, found))


def _period(table: Table, row: Row) -> str:
    cells: Sequence[object] = [
        cell for cell, column in zip(row.cells, table.columns, strict=False) if column.kind == "period"
    ]
    return cells[0].text if cells and isinstance(cells[0], TextCell) else ""
