"""A report as lines of text, to be kept and read beside the next one.

What changes from day to day and from machine to machine is left out: the days of taking in and of writing,
versions, ids and hashes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from told import said

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
    Paragraph,
    Symbol,
    Table,
)
from pejling.report.symbols import sign
from pejling.report.words import FIGURE, TABLE
from pejling.terms.text import Language

MACHINE = "reproduce"  # the annex of versions, vintages and commands: another test's
_PASSING = (
    (re.compile(r"\d{8}T\d+Z-[\w-]+-[0-9a-f]{8}"), "<vintage>"),
    (re.compile(r"\b[0-9a-f]{12,64}\b"), "<hash>"),
    (re.compile(r"\| [^|]+ \| <vintage> \|"), "| <day> | <vintage> |"),
)


def dumped(document: Document) -> str:
    """All chapters: headings marked as in Markdown, a line a sentence, table rows in bars."""
    return "\n".join(_lasting(line.replace("\u00a0", " ")) for line in _lines(document)) + "\n"


def _lasting(line: str) -> str:
    for pattern, name in _PASSING:
        line = pattern.sub(name, line)
    return line.rstrip()


def _lines(document: Document) -> Iterator[str]:
    lang = document.lang
    yield from (f"# {document.title}", document.municipality, document.subtitle, document.period)
    yield document.source_line
    chapters = tables = figures = 0
    for chapter in document.chapters:
        chapters += chapter.numbered
        title = f"{chapters} {chapter.title}" if chapter.numbered else chapter.title
        yield from ("", f"## {title}")
        if chapter.id == MACHINE:
            continue
        for block in chapter.blocks:
            yield ""
            if isinstance(block, Table):
                tables += 1
                yield from _table(block, f"{TABLE(lang)} {tables}. ", lang)
            elif isinstance(block, Chart):
                figures += 1
                yield from _chart(block, f"{FIGURE(lang)} {figures}. ", lang)
            else:
                yield from _block(block, lang)


def _table(table: Table, name: str, lang: Language) -> Iterator[str]:
    yield f"{name}{table.caption}"
    yield f"| {' | '.join(column.heading + _letters(column.notes) for column in table.columns)} |"
    for row in table.rows:
        cells = row.cells[:1] if row.kind == "heading" else row.cells
        yield f"| {' | '.join(_cell(cell, lang) for cell in cells)} |"
    yield from (f"{letter}) {text}" for letter, text in table.notes)
    yield table.source


def _cell(cell: Cell, lang: Language) -> str:
    if isinstance(cell, Symbol):
        return f"{sign(cell)} {cell.label}"
    return said(replace(cell, notes=()), lang) + _letters(cell.notes)


def _letters(notes: tuple[str, ...]) -> str:
    return f" {' '.join(notes)}" if notes else ""


def _chart(chart: Chart, name: str, lang: Language) -> Iterator[str]:
    yield f"{name}{chart.title}"
    yield f"  [{chart.alt}]"
    rows: dict[str, list[str]] = {}
    for row, column, one in chart.points:
        rows.setdefault(row, []).append(f"{column} {one.digits(lang)}")
    yield from (f"  {row}: {'; '.join(told)}" for row, told in rows.items())
    if not rows:
        yield f"  {' '.join(one.digits(lang) for one in chart.numbers)}"
    yield from (f"  {note}" for note in chart.notes)
    yield f"  {chart.source}"


def _block(block: Block, lang: Language) -> Iterator[str]:
    match block:
        case Paragraph():
            yield from _sentences(block.text(lang))
        case Bullets():
            yield f"**{block.title}**"
            yield from (f"* {item.text(lang)}" for item in block.items)
        case Listing():
            yield from (f"* {item.text(lang)}" for item in block.items)
        case Legend():
            yield from (f"{sign(mark)} {meaning}" for mark, meaning in block.rows)
        case Heading():
            yield f"{'#' * (block.level + 1)} {block.title}"
        case Definition():
            yield f"**{block.term}** ({block.id})"
            yield from (f"{label}: {text}" for label, text in block.lines)
        case _:
            pass


def _sentences(text: str) -> list[str]:
    """A line a sentence, so that a changed one stands alone."""
    return re.split(r"(?<=[^\d.][.;]) (?=[A-ZÆØÅ»“])", text)
