"""HTML: one accessible file that needs nothing else: styles and drawings are inside it."""

from __future__ import annotations

from functools import cache
from html import escape
from importlib.resources import files

from pejling.report import naming, symbols, words
from pejling.report.charts import svg
from pejling.report.document import (
    Block,
    Bullets,
    Cell,
    Chapter,
    Chart,
    Definition,
    Document,
    Heading,
    Legend,
    Listing,
    Number,
    Paragraph,
    Row,
    Span,
    Symbol,
    Table,
    TextCell,
)
from pejling.report.layout import fill, places_of
from pejling.terms.text import Language


@cache
def _style() -> str:
    return (files("pejling.report") / "templates" / "report.css").read_text(encoding="utf-8")


def html(document: Document) -> bytes:
    """The document as one file. The same document gives the same bytes."""
    return _Page(document).text().encode("utf-8")


class _Page:
    """Writes one page; tables and figures are numbered as they come."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._lang: Language = document.lang
        self._tables = 0
        self._figures = 0

    def text(self) -> str:
        document, lang = self._document, self._lang
        chapters = "".join(self._chapter(chapter, name) for chapter, name in self._named())
        made = f"{words.GENERATED(lang)} {naming.day_name(document.generated, lang)}."
        foot = f"{escape(document.source_line)} {made}"
        return (
            f'<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"<title>{escape(document.municipality)} – {escape(document.title)}</title>\n"
            f"<style>\n{_style()}</style>\n</head>\n<body>\n"
            f'<a class="skip" href="#content">{words.SKIP(lang)}</a>\n'
            f"{self._front()}{self._contents()}"
            f'<main id="content" tabindex="-1">\n{chapters}</main>\n'
            f"<footer><p>{foot}</p>{self._synthetic()}</footer>\n</body>\n</html>\n"
        )

    def _named(self) -> list[tuple[Chapter, str]]:
        number = 0
        named = []
        for chapter in self._document.chapters:
            number += chapter.numbered
            named.append((chapter, f"{number} {chapter.title}" if chapter.numbered else chapter.title))
        return named

    def _front(self) -> str:
        document = self._document
        return (
            f'<header class="front"><div><p class="who">{escape(document.municipality)}</p>\n'
            f"<h1>{escape(document.title)}</h1>\n<p>{escape(document.subtitle)}</p>\n"
            f"<p>{escape(document.period)}</p>{self._synthetic()}</div></header>\n"
        )

    def _contents(self) -> str:
        links = "".join(
            f'<li><a href="#{escape(chapter.id)}">{escape(name)}</a></li>' for chapter, name in self._named()
        )
        label = words.CONTENTS(self._lang)
        return f'<nav aria-label="{label}"><h2>{label}</h2><ul>{links}</ul></nav>\n'

    def _synthetic(self) -> str:
        if not self._document.synthetic:
            return ""
        return f'<p class="synthetic">{words.SYNTHETIC(self._lang)}</p>'

    def _chapter(self, chapter: Chapter, name: str) -> str:
        blocks = "".join(self._block(block) for block in chapter.blocks)
        id = escape(chapter.id)
        head = f'<h2 id="{id}-h">{escape(name)}</h2>'
        return f'<section id="{id}" aria-labelledby="{id}-h">{head}\n{blocks}</section>\n'

    def _block(self, block: Block) -> str:
        match block:
            case Paragraph():
                kind = ' class="remark"' if block.remark else ""
                return f"<p{kind}>{self._paragraph(block)}</p>\n"
            case Bullets():
                items = "".join(f"<li>{self._paragraph(item)}</li>" for item in block.items)
                mark = symbols.svg(symbols.level(block.tone, "", self._lang))
                drawn = f'<span class="sign" aria-hidden="true">{mark}</span>'
                return f'<h3>{drawn} {escape(block.title)}</h3><ul class="points">{items}</ul>\n'
            case Listing():
                items = "".join(f"<li>{self._paragraph(item)}</li>" for item in block.items)
                return f"<ol>{items}</ol>\n" if block.ordered else f"<ul>{items}</ul>\n"
            case Table():
                return self._table(block)
            case Chart():
                return self._chart(block)
            case Legend():
                rows = "".join(
                    f"<li>{self._symbol(symbol, hidden=True)} {escape(text)}</li>"
                    for symbol, text in block.rows
                )
                return f'<ul class="legend">{rows}</ul>\n'
            case Heading():
                return f"<h{block.level + 1}>{escape(block.title)}</h{block.level + 1}>\n"
            case Definition():
                lines = "".join(f"<dt>{escape(a)}</dt><dd>{escape(b)}</dd>" for a, b in block.lines)
                head = f'<h3 id="{escape(block.id)}">{escape(block.term)}</h3>'
                return f'<div class="definition">{head}<dl>{lines}</dl></div>\n'

    def _paragraph(self, paragraph: Paragraph) -> str:
        lead = f"<strong>{escape(paragraph.lead)}</strong> " if paragraph.lead else ""
        return lead + "".join(self._span(span) for span in paragraph.spans)

    def _span(self, span: Span) -> str:
        return escape(span if isinstance(span, str) else span.text(self._lang))

    def _table(self, table: Table) -> str:
        self._tables += 1
        caption = f"<b>{words.TABLE(self._lang)} {self._tables}</b> {escape(table.caption)}"
        places = [places_of(table, at) for at in range(len(table.columns))]
        rows = "".join(self._row(row, table, places) for row in table.rows)
        id = escape(table.id)
        return (
            f'<div class="table" role="region" aria-labelledby="{id}-c" tabindex="0">'
            f'<table id="{id}"><caption><span id="{id}-c">{caption}</span></caption>'
            f"<thead><tr>{self._head(table)}</tr></thead>"
            f"<tbody>{rows}</tbody></table></div>\n{self._under(table.notes, table.source)}"
        )

    def _head(self, table: Table) -> str:
        cells: list[str] = []
        columns = table.columns
        at = 0
        while at < len(columns):
            column = columns[at]
            span = 1
            while column.block and at + span < len(columns) and columns[at + span].block == column.block:
                span += 1
            wide = f' colspan="{span}" scope="colgroup"' if span > 1 else ' scope="col"'
            cells.append(
                f'<th{wide} class="{column.kind}">{escape(column.heading)}{_letters(column.notes)}</th>'
            )
            at += span
        return "".join(cells)

    def _row(self, row: Row, table: Table, places: list[int]) -> str:
        if row.kind == "heading":
            cell = row.cells[0]
            text = cell.text if isinstance(cell, TextCell) else ""
            wide = f'colspan="{len(table.columns)}" scope="rowgroup"'
            return f'<tr class="heading"><th {wide}>{escape(text)}</th></tr>'
        cells = "".join(self._cell(cell, at, table, places[at]) for at, cell in enumerate(row.cells))
        return f'<tr class="{row.kind}">{cells}</tr>'

    def _cell(self, cell: Cell, at: int, table: Table, places: int) -> str:
        kind = table.columns[at].kind
        match cell:
            case Number():
                text = escape(cell.digits(self._lang)) + _letters(cell.notes)
                missing = fill(cell, places)
                pad = f'<span class="fill" aria-hidden="true">{missing}</span>' if missing else ""
                return f'<td class="number">{text}{pad}</td>'
            case Symbol():
                return f'<td class="symbol">{self._symbol(cell)}</td>'
            case TextCell():
                text = escape(cell.text) + _letters(cell.notes)
                if at == 0:
                    return f'<th scope="row" class="{kind}">{text}</th>'
                return f'<td class="{kind}">{text}</td>'

    def _symbol(self, symbol: Symbol, *, hidden: bool = False) -> str:
        label = escape(symbol.label)
        if not symbols.is_drawn(symbol):
            heard = f'<span class="heard">{label}</span>'
            return f'<span class="none"><span aria-hidden="true">–</span>{heard}</span>'
        if hidden:
            return f'<span class="sign" aria-hidden="true">{symbols.svg(symbol)}</span>'
        return (
            f'<span class="sign" role="img" aria-label="{label}" title="{label}">{symbols.svg(symbol)}</span>'
        )

    def _chart(self, chart: Chart) -> str:
        self._figures += 1
        name = f"<b>{words.FIGURE(self._lang)} {self._figures}</b> {escape(chart.title)}"
        notes = "".join(f"<p>{escape(note)}</p>" for note in chart.notes)
        return (
            f'<figure id="{escape(chart.id)}"><figcaption>{name}</figcaption>'
            f'<div class="chart" role="img" aria-label="{escape(chart.alt)}">{svg(chart, self._lang)}</div>'
            f'<div class="under">{notes}</div>{self._under((), chart.source)}</figure>\n'
        )

    def _under(self, notes: tuple[tuple[str, str], ...], source: str) -> str:
        lines = "".join(f"<p><sup>{escape(letter)}</sup> {escape(text)}</p>" for letter, text in notes)
        lines += f"<p>{escape(source)}</p>" if source else ""
        return f'<div class="under">{lines}{self._synthetic()}</div>\n'


def _letters(notes: tuple[str, ...]) -> str:
    return f"<sup>{escape(' '.join(notes))}</sup>" if notes else ""
