"""Positions along an axis: round ticks, printed sizes, the look of each place."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, floor, log10

from pejling.report.canvas import FONT_SIZE, GREYS, MUTED, Canvas
from pejling.report.document import Number, Place
from pejling.report.labels import told_apart, width
from pejling.terms.amount import round_half_up


def size(number: Number) -> float:
    """The figure as it is printed: a position in a drawing would tell more decimals than the tables do."""
    return float(round_half_up(number.value or Fraction(0), number.decimals))


def grey(place: Place) -> str:
    """The grey of a cluster's line or mark."""
    return GREYS[(place.rank - 1) % len(GREYS)]


def nice(low: float, high: float) -> list[Number]:
    """Round ticks that reach from ``low`` to ``high``, as figures with the decimals they need."""
    room = (high - low) or 1.0
    power = floor(log10(room / 4))
    size = next(s for s in (1, 2, 5, 10) if s * 10.0**power * 4 >= room)
    step = Fraction(size) * Fraction(10) ** power
    first, last = (
        floor(Fraction(low) / step),
        max(ceil(Fraction(high) / step), floor(Fraction(low) / step) + 1),
    )
    decimals = max(0, -power) if size < 10 else max(0, -power - 1)
    return [Number(step * i, decimals) for i in range(first, last + 1)]


def marked(
    canvas: Canvas,
    marks: Sequence[tuple[float, str]],
    top: float,
    foot: float,
    letters: float = FONT_SIZE,
    below: float = 10.0,
) -> None:
    """A pale line from ``top`` to ``foot`` at each mark (pixels across, label), and below it the labels that
    have room."""
    apart = told_apart([x for x, _ in marks], [width(label, letters) for _, label in marks])
    for (x, label), told in zip(marks, apart, strict=True):
        canvas.grid(x, top, x, foot)
        if told:
            canvas.text(x, foot + below, label, "center", MUTED, size=letters)
