"""Charts in HTML: the drawing, what its marks say where one points at them, and its figures as a table."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from html import escape

from pejling.report import words
from pejling.report.charts import spots, svg
from pejling.report.document import Chart, Number
from pejling.report.html_table import padding, spoken
from pejling.terms.text import Language

# the picture is one to those who hear it: its parts have no roles of their own
_ROLES = re.compile(r' (?:role|aria-[a-z]+)="[^"]*"')


def chart_html(chart: Chart, number: int, lang: Language, accent: str) -> str:
    """The picture and the table of its figures, without what stands around them in a document."""
    name = f"{words.FIGURE(lang)} {number}"
    drawn = _ROLES.sub("", svg(chart, lang, accent))
    picture = f'<div class="chart" role="img" aria-label="{escape(chart.alt)}">{drawn}</div>'
    places = [[round(one.x, 4), round(one.y, 4), one.words] for one in spots(chart, lang)]
    if places:
        data = escape(json.dumps(places, ensure_ascii=False, separators=(",", ":")))
        label = escape(words.POINTER(lang).format(name=name))
        picture = f'<div class="live" data-label="{label}" data-spots="{data}">{picture}</div>'
    return f'<div class="wide" tabindex="0">{picture}</div>\n{_figures(chart, name, lang)}'


def _figures(chart: Chart, name: str, lang: Language) -> str:
    """The figures of a chart as a table that is opened on demand; nothing where the chart tells none."""
    points, own = chart.points, dict(chart.spoken)
    if not points:
        return ""
    caption = escape(words.FIGURES_OF(lang).format(name=name))
    head, rows = _by_column(points) if _is_grid(points) else _by_line(points, lang)
    most = max(number.decimals for _, _, number in points)
    body = "".join(
        f'<tr class="plain"><th scope="row"{spoken(own.get(row), lang)}>{escape(row)}</th>'
        f"{''.join(_cell(cell, most, lang) for cell in cells)}</tr>"
        for row, cells in rows
    )
    heads = "".join(
        f'<th scope="col" class="number"{spoken(own.get(column), lang)}>{escape(column)}</th>'
        for column in head
    )
    region = f'<div class="table" role="region" aria-label="{caption}" tabindex="0">'
    return (
        f"<details><summary>{words.FIGURES(lang)}</summary>{region}"
        f'<table class="figures"><caption class="heard">{caption}</caption>'
        f"<thead><tr><td></td>{heads}</tr></thead><tbody>{body}</tbody></table></div></details>\n"
    )


def _is_grid(points: Sequence[tuple[str, str, Number]]) -> bool:
    return len({(row, column) for row, column, _ in points}) == len(points)


def _by_column(
    points: Sequence[tuple[str, str, Number]],
) -> tuple[list[str], list[tuple[str, list[Number | str]]]]:
    columns = list(dict.fromkeys(column for _, column, _ in points))
    rows: dict[str, dict[str, Number]] = {}
    for row, column, number in points:
        rows.setdefault(row, {})[column] = number
    return columns, [(row, [held.get(column, "") for column in columns]) for row, held in rows.items()]


def _by_line(
    points: Sequence[tuple[str, str, Number]], lang: Language
) -> tuple[list[str], list[tuple[str, list[Number | str]]]]:
    """Where two figures would share a cell: a line for each."""
    head = [words.COLUMN(lang), words.VALUE(lang)]
    return head, [(row, [column, number]) for row, column, number in points]


def _cell(cell: Number | str, places: int, lang: Language) -> str:
    if isinstance(cell, str):
        return f"<td>{escape(cell)}</td>"
    return f'<td class="number">{escape(cell.digits(lang))}{padding(cell, places)}</td>'
