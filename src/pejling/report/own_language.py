"""A text in the one language that it is written in, where the report is in another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pejling.report.document import (
    Block,
    Cell,
    Heading,
    Listing,
    Paragraph,
    Row,
    Span,
    Styled,
    Table,
    TextCell,
)
from pejling.terms.text import Language


def in_language(blocks: Iterable[Block], lang: Language) -> tuple[Block, ...]:
    """The blocks of a hand-written chapter, all words marked as ``lang``; figures stay as they are."""
    return tuple(_block(block, lang) for block in blocks)


def _block(block: Block, lang: Language) -> Block:
    match block:
        case Paragraph():
            return _paragraph(block, lang)
        case Listing():
            return replace(block, items=tuple(_paragraph(item, lang) for item in block.items))
        case Heading():
            return replace(block, lang=lang)
        case Table():
            columns = tuple(replace(column, lang=lang) for column in block.columns)
            rows = tuple(Row(tuple(_cell(cell, lang) for cell in row.cells), row.kind) for row in block.rows)
            return replace(block, columns=columns, rows=rows)
        case _:
            return block


def _paragraph(paragraph: Paragraph, lang: Language) -> Paragraph:
    return replace(paragraph, spans=tuple(_span(span, lang) for span in paragraph.spans))


def _span(span: Span, lang: Language) -> Span:
    match span:
        case str() if span.strip():
            return Styled(span, lang=lang)
        case Styled():
            return replace(span, lang=lang)
        case _:
            return span


def _cell(cell: Cell, lang: Language) -> Cell:
    return replace(cell, lang=lang) if isinstance(cell, TextCell) else cell
