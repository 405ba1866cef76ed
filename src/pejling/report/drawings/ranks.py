"""Municipalities in order, each a dot with the interval of its figure; two columns where there are many.

The own municipality is a solid disc on a thick bar with its name in bold; those of the cluster are solid and
grey, the others open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pejling.report.axis import marked, nice, size
from pejling.report.canvas import ACCENT, INK, MUTED, WIDTH, Canvas, Scale, Spec
from pejling.report.document import Chart, Number, Place, Point
from pejling.report.labels import width
from pejling.terms.text import Language

_ROW = 12.5  # height of a municipality
_TOP = 22.0
_BETWEEN = 26.0  # pixels between the columns
_FEW = 40  # with more there are two columns
_LONG = 130.0  # pixels of a name that a column of two has no room for
_EVERY = 5  # rows between thin lines that lead the eye
_SMALL = 9.5


@dataclass(frozen=True, slots=True)
class Ranked:
    """One municipality: ``place.rank`` 0 is the own one, 1 one of the cluster, 2 another."""

    place: Place
    value: Number
    low: Number
    high: Number


@dataclass(frozen=True, slots=True)
class RankChart(Chart):
    """The municipalities from the best, or the highest, down; ``unit`` of the figures.

    ``heads``: what a figure and its two limits are called in a table.
    """

    rows: tuple[Ranked, ...]
    unit: str
    heads: tuple[str, str, str]

    @property
    def points(self) -> tuple[Point, ...]:
        return tuple(
            Point(row.place.label, head, number)
            for row in self.rows
            for head, number in zip(self.heads, (row.value, row.low, row.high), strict=True)
        )

    @property
    def numbers(self) -> tuple[Number, ...]:
        return tuple(point.number for point in self.points)


def spec(chart: RankChart, lang: Language) -> Spec:
    """The chart, as wide as a page's text."""
    canvas = Canvas(WIDTH)
    long = max(width(row.place.label, _SMALL) for row in chart.rows) > _LONG
    columns = 2 if len(chart.rows) > _FEW and not long else 1
    length = -(-len(chart.rows) // columns)
    wide = (WIDTH - _BETWEEN * (columns - 1)) / columns
    ticks = nice(min(size(row.low) for row in chart.rows), max(size(row.high) for row in chart.rows))
    for column in range(columns):
        some = chart.rows[column * length : (column + 1) * length]
        _column(canvas, chart, some, column * (wide + _BETWEEN), wide, ticks, length, lang)
    return canvas.spec(_TOP + _ROW * length + 20)


def _column(
    canvas: Canvas,
    chart: RankChart,
    rows: Sequence[Ranked],
    left: float,
    wide: float,
    ticks: Sequence[Number],
    length: int,
    lang: Language,
) -> None:
    names = max(width(row.place.label, _SMALL) for row in chart.rows) * 1.02
    digits = max(width(row.value.digits(lang), _SMALL) for row in chart.rows) * 1.1
    first, last = left + names + 10, left + wide - digits - 12
    low, high = size(ticks[0]), size(ticks[-1])

    def across(value: float) -> float:
        return first + (value - low) * (last - first) / (high - low)

    bottom = _TOP + _ROW * length
    marked(canvas, [(across(size(tick)), tick.digits(lang)) for tick in ticks], _TOP - 2, bottom, _SMALL, 9)
    canvas.text(left + wide, _TOP - 12, chart.unit, "right", MUTED, size=_SMALL)
    for at, row in enumerate(rows):
        if at and at % _EVERY == 0:
            canvas.grid(left, _TOP + _ROW * at, left + wide, _TOP + _ROW * at, 0.8)
        _row(canvas, row, _TOP + _ROW * (at + 0.5), left, left + wide, across, lang)


def _row(
    canvas: Canvas, row: Ranked, y: float, left: float, right: float, across: Scale, lang: Language
) -> None:
    own = row.place.rank == 0
    colour = ACCENT if own else MUTED
    canvas.rule(across(size(row.low)), y, across(size(row.high)), y, colour, 3.6 if own else 1.2)
    fill = ACCENT if own else MUTED if row.place.rank == 1 else "#ffffff"
    canvas.point(across(size(row.value)), y, "circle", 60 if own else 20, fill, colour)
    limits = f"{row.low.digits(lang)}–{row.high.digits(lang)}"
    canvas.spot(across(size(row.value)), y, f"{row.place.label}: {row.value.digits(lang)} ({limits})")
    weight, ink = ("bold", ACCENT) if own else ("", INK)
    canvas.text(left, y, row.place.label, "left", ink, weight, _SMALL)
    canvas.text(right, y, row.value.digits(lang), "right", ink, weight, _SMALL)
