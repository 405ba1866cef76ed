"""What a report says, whatever its form: the cells of its tables, its texts, the figures in its charts.

Each form is read by a module of its own (`extract_pdf`, ...); `of_document` gives what the model says, and
`differences` where the two part. Texts are compared without spaces: what a line is broken by is not what it
says, and a list of contents or a running head is no part of it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pejling.report.document import (
    Block,
    Bullets,
    Cell,
    Chart,
    Definition,
    Document,
    Heading,
    Legend,
    Listing,
    Number,
    Paragraph,
    Symbol,
    Table,
    TextCell,
)
from pejling.report.symbols import is_drawn
from pejling.report.words import FIGURE, TABLE
from pejling.terms.text import Language

Cells = dict[tuple[int, int, int], str]  # table, row (0: the head) and column: what stands there
Points = tuple[tuple[str, str, str], ...]  # row, column, figure
_IGNORED = re.compile("[\\s\u00ad\u200b\u2060]+")
FIGURES = re.compile(r"[−-]?\d+(?:[.,]\d+)*")
_AROUND = 50


@dataclass(frozen=True)
class Told:
    """Cells by their place; texts in reading order; what charts say to who cannot see them; their figures."""

    cells: Cells
    texts: tuple[str, ...]
    alts: tuple[str, ...] = ()
    charts: tuple[Points, ...] | None = None  # None: the form draws them and lists no figures

    @property
    def figures(self) -> list[str]:
        """Every number in the texts, in reading order."""
        return [found for text in self.texts for found in FIGURES.findall(text)]


def plain(text: str) -> str:
    """Without spaces, line ends and possible hyphens."""
    return _IGNORED.sub("", unicodedata.normalize("NFC", text))


def of_document(document: Document) -> Told:
    """What every form of ``document`` has to say."""
    lang = document.lang
    cells = {
        (number, line, column): plain(text)
        for number, table in enumerate(document.tables)
        for line, row in enumerate(_rows(table, lang))
        for column, text in enumerate(row)
    }
    return Told(
        cells,
        tuple(text for text in map(plain, _texts(document)) if text),
        tuple(plain(chart.alt) for chart in document.charts),
        tuple(points(chart, lang) for chart in document.charts),
    )


def points(chart: Chart, lang: Language) -> Points:
    """The figures of a chart, in the order of their labels."""
    listed = ((plain(row), plain(column), plain(one.digits(lang))) for row, column, one in chart.points)
    return tuple(sorted(listed))


def differences(wanted: Told, found: Told, mark: str = "") -> list[str]:
    """Where a form says another thing than the document; empty where it does not.

    ``mark``: what a form says of its data below every table and chart.
    """
    listed = [
        f"table {table + 1}, row {row}, column {column + 1}: {found.cells.get((table, row, column))!r} "
        f"for {wanted.cells.get((table, row, column))!r}"
        for table, row, column in sorted(wanted.cells.keys() | found.cells.keys())
        if wanted.cells.get((table, row, column)) != found.cells.get((table, row, column))
    ]
    listed += _parted("".join(wanted.texts), "".join(_since(wanted.texts[0], found.texts, plain(mark))))
    told = set(found.alts)
    listed += [f"no such alternative text: {alt!r}" for alt in wanted.alts if alt not in told]
    if found.charts is not None and wanted.charts is not None:
        pairs = zip(wanted.charts, found.charts, strict=True)
        listed += [
            f"figure {number}: {sorted(set(there) ^ set(here))!r}"
            for number, (here, there) in enumerate(pairs, start=1)
            if here != there
        ]
    return listed


def _since(first: str, texts: Sequence[str], mark: str) -> Sequence[str]:
    """The texts from the first chapter on: front page and contents stand before it."""
    chapters = texts[texts.index(first) :] if first in texts else texts
    return [text for text in chapters if text != mark]


def _parted(wanted: str, found: str) -> list[str]:
    if wanted == found:
        return []
    pairs = enumerate(zip(wanted, found, strict=False))
    at = next((place for place, (one, other) in pairs if one != other), min(len(wanted), len(found)))
    around = slice(max(at - _AROUND, 0), at + _AROUND)
    return [f"text, letter {at}: {found[around]!r} for {wanted[around]!r}"]


def _rows(table: Table, lang: Language) -> Iterator[list[str]]:
    head: list[str] = []
    block = ""
    for column in table.columns:
        if not column.block or column.block != block:
            head.append(column.heading + " ".join(column.notes))
        block = column.block
    yield head
    for row in table.rows:
        cells = row.cells[:1] if row.kind == "heading" else row.cells
        yield [said(cell, lang) for cell in cells]


def said(cell: Cell, lang: Language) -> str:
    """What a cell says: a figure as printed, a symbol's name; with its note letters."""
    match cell:
        case Number():
            return cell.digits(lang) + " ".join(cell.notes)
        case Symbol():
            return cell.label if is_drawn(cell) else "–"
        case TextCell():
            return cell.text + " ".join(cell.notes)


def _texts(document: Document) -> Iterator[str]:
    lang = document.lang
    numbers = {"chapter": 0, "table": 0, "figure": 0}
    for chapter in document.chapters:
        numbers["chapter"] += chapter.numbered
        yield f"{numbers['chapter']} {chapter.title}" if chapter.numbered else chapter.title
        for block in chapter.blocks:
            match block:
                case Table():
                    numbers["table"] += 1
                    yield f"{TABLE(lang)} {numbers['table']} {block.caption}"
                case Chart():
                    numbers["figure"] += 1
                    yield f"{FIGURE(lang)} {numbers['figure']} {block.title}"
                case _:
                    pass
            yield from _of_block(block, lang)


def _of_block(block: Block, lang: Language) -> Iterator[str]:
    match block:
        case Paragraph():
            yield block.text(lang)
        case Bullets():
            yield block.title
            yield from (item.text(lang) for item in block.items)
        case Listing():
            yield from (item.text(lang) for item in block.items)
        case Table():
            yield from (f"{letter} {text}" for letter, text in block.notes)
            yield block.source
        case Chart():
            yield from block.notes
            yield block.source
        case Legend():
            yield from (meaning if is_drawn(mark) else f"– {meaning}" for mark, meaning in block.rows)
        case Heading():
            yield block.title
        case Definition():
            yield block.term
            yield from (f"{label} {text}" for label, text in block.lines)
