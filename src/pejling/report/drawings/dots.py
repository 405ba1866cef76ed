"""Own figure and clusters on a line each, where there is one period."""

from __future__ import annotations

from pejling.report.axis import grey, size
from pejling.report.canvas import ACCENT, MUTED, SHAPES, WIDTH, Canvas, Spec
from pejling.report.document import DotChart, Dots
from pejling.report.labels import in_rows, width, within, wrapped
from pejling.terms.text import Language

_NAMES = 228.0  # room for the names of the lines
_DOTS_LEFT, _DOTS_RIGHT = _NAMES + 14, WIDTH - 10
_LINE = 15.0  # height of a line of labels


def spec(chart: DotChart, lang: Language) -> Spec:
    """The chart, as wide as a page's text."""
    canvas = Canvas(WIDTH)
    highest = max((size(number) for line in chart.dots for _, number in line.points), default=1.0)
    top = 8.0
    for line in chart.dots:
        most = highest if chart.shared else max(size(number) for _, number in line.points)
        top = _dot_line(canvas, line, most or 1.0, top, lang)
    return canvas.spec(top - 8)


def _dot_line(canvas: Canvas, line: Dots, most: float, top: float, lang: Language) -> float:
    """One line of dots below ``top``; gives where the next one begins."""
    scale = (_DOTS_RIGHT - _DOTS_LEFT - 40) / most
    xs = {place: _DOTS_LEFT + size(number) * scale for place, number in line.points}
    texts = {place: f"{place.label} {number.digits(lang)}" for place, number in line.points}
    base = top + 20
    for place, number in line.points:
        words = f"{line.label}: {place.label} {number.text(lang)}".replace("\n", ", ")
        canvas.spot(xs[place], base, words)
    canvas.rule(_DOTS_LEFT, base, _DOTS_RIGHT, base, thick=1.2)
    canvas.rule(_DOTS_LEFT, base - 5, _DOTS_LEFT, base + 5, MUTED, 1.2)
    title = wrapped(line.label, _NAMES)
    canvas.text(0, base - (len(title) - 1) * 6.5, title)
    others = [place for place in xs if place.rank]
    widths = [width(texts[place]) for place in others]
    placed = in_rows([xs[place] for place in others], widths, _DOTS_LEFT - 10, WIDTH)
    for place, (row, centre) in zip(others, placed, strict=True):
        below = base + 19 + row * _LINE
        canvas.text(centre, below, texts[place], "center", MUTED)
        if row or abs(centre - xs[place]) > 6:
            canvas.rule(xs[place], base + 6, centre, below - 7, thick=0.8)
        canvas.point(xs[place], base, SHAPES[(place.rank - 1) % len(SHAPES)], 120, "transparent", grey(place))
    for place in xs:
        if not place.rank:
            canvas.point(xs[place], base, "circle", 62, ACCENT, ACCENT)
            centre = within(xs[place], width(texts[place]) * 1.06, _DOTS_LEFT, WIDTH)
            canvas.text(centre, base - 13, texts[place], "center", ACCENT, "bold")
    rows = max((row for row, _ in placed), default=-1) + 1
    return base + max(rows * _LINE + 17, (len(title) - 1) * 6.5 + 12)
