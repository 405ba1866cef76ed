"""Tables in HTML: captions, headings with their scope, decimals under each other, notes and sources."""

from __future__ import annotations

from html import escape

from pejling.report import symbols, words
from pejling.report.document import Cell, Number, Row, Symbol, Table, TextCell
from pejling.report.html_symbols import drawn
from pejling.report.layout_table import fill, places_of
from pejling.terms.text import Language


def table_html(table: Table, number: int, lang: Language) -> str:
    """The table in a box of its own, which is scrolled where the window is narrow."""
    id = escape(table.id)
    caption = f"<b>{words.TABLE(lang)} {number}</b> {escape(table.caption)}"
    places = [places_of(table, at) for at in range(len(table.columns))]
    return (
        f'<div class="table" role="region" aria-labelledby="{id}-c" tabindex="0">'
        f'<table id="{id}"><caption><span id="{id}-c">{caption}</span></caption>'
        f"<thead><tr>{_head(table, lang)}</tr></thead>\n"
        f"{_bodies(table, places, lang)}</table></div>\n"
    )


def spoken(own: Language | None, lang: Language) -> str:
    """The attribute of words in another language than the page's ``lang``; nothing for the page's own."""
    return f' lang="{own}"' if own not in (None, lang) else ""


def letters(notes: tuple[str, ...]) -> str:
    """Footnote letters beside what they are about."""
    return f"<sup>{escape(' '.join(notes))}</sup>" if notes else ""


def symbol_html(symbol: Symbol, *, hidden: bool = False) -> str:
    """A circle or an arrow with its label; ``hidden``: words beside it say what it means."""
    label = escape(symbol.label)
    if not symbols.is_drawn(symbol):
        heard = f'<span class="heard">{label}</span>'
        return f'<span class="none"><span aria-hidden="true">–</span>{heard}</span>'
    if hidden:
        return f'<span class="sign" aria-hidden="true">{drawn(symbol)}</span>'
    return f'<span class="sign" role="img" aria-label="{label}" title="{label}">{drawn(symbol)}</span>'


def _head(table: Table, lang: Language) -> str:
    cells: list[str] = []
    columns = table.columns
    at = 0
    while at < len(columns):
        column = columns[at]
        span = 1
        while column.block and at + span < len(columns) and columns[at + span].block == column.block:
            span += 1
        wide = f' colspan="{span}" scope="colgroup"' if span > 1 else ' scope="col"'
        wide += f' class="{column.kind}"{spoken(column.lang, lang)}'
        cells.append(f"<th{wide}>{escape(column.heading)}{letters(column.notes)}</th>")
        at += span
    return "".join(cells)


def _bodies(table: Table, places: list[int], lang: Language) -> str:
    """The rows, in a body of their own after each row that heads them."""
    bodies: list[list[str]] = [[]]
    for row in table.rows:
        if row.kind == "heading" and bodies[-1]:
            bodies.append([])
        bodies[-1].append(_row(row, table, places, lang))
    return "".join(f"<tbody>{''.join(rows)}</tbody>\n" for rows in bodies)


def _row(row: Row, table: Table, places: list[int], lang: Language) -> str:
    if row.kind == "heading":
        cell = row.cells[0]
        text = cell.text if isinstance(cell, TextCell) else ""
        wide = f'colspan="{len(table.columns)}" scope="rowgroup"'
        return f'<tr class="heading"><th {wide}>{escape(text)}</th></tr>'
    cells = "".join(
        _cell(cell, at, table.columns[at].kind, places[at], lang) for at, cell in enumerate(row.cells)
    )
    return f'<tr class="{row.kind}">{cells}</tr>'


def _cell(cell: Cell, at: int, kind: str, places: int, lang: Language) -> str:
    match cell:
        case Number():
            text = escape(cell.digits(lang)) + letters(cell.notes)
            return f'<td class="number">{text}{padding(cell, places)}</td>'
        case Symbol():
            return f'<td class="symbol">{symbol_html(cell)}</td>'
        case TextCell():
            text = escape(cell.text) + letters(cell.notes)
            own = f'class="{kind}"{spoken(cell.lang, lang)}'
            if at == 0 and text:  # an empty cell heads nothing
                return f'<th scope="row" {own}>{text}</th>'
            return f"<td {own}>{text}</td>"


def padding(number: Number, places: int) -> str:
    """Room to the right of a figure, so that decimals stand under each other; neither heard nor copied."""
    missing = fill(number, places)
    return f'<span class="fill" aria-hidden="true">{missing}</span>' if missing else ""
