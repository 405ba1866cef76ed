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
_SMALL = 9.5


def spec(chart: DotChart, lang: Language) -> Spec:
    """The chart, as wide as a page's text."""
    canvas = Canvas(WIDTH)
    top = 8.0
    for line in chart.dots:
        alike = chart.dots if chart.shared else (line,)
        sizes = [size(number) for one in alike for _, number in one.points]
        top = _dot_line(canvas, line, (min(0.0, *sizes), max(0.0, *sizes)), top, lang)
    return canvas.spec(top - 8)


def _dot_line(canvas: Canvas, line: Dots, ends: tuple[float, float], top: float, lang: Language) -> float:
    """One line of dots below ``top``; gives where the next one begins. What is hidden has words alone."""
    low, high = ends
    scale = (_DOTS_RIGHT - _DOTS_LEFT - 40) / ((high - low) or 1.0)
    zero = _DOTS_LEFT - low * scale
    xs = {place: zero + size(number) * scale for place, number in line.points}
    texts = {place: f"{place.label} {number.digits(lang)}" for place, number in line.points}
    drawn = {place for place, number in line.points if number.shown}
    title = wrapped(line.label, _NAMES)
    base = top + max(20.0, (len(title) - 1) * 6.5 + 6)
    for place, number in line.points:
        words = f"{line.label}: {place.label} {number.text(lang)}".replace("\n", ", ")
        canvas.spot(xs[place], base, words)
    canvas.rule(_DOTS_LEFT, base, _DOTS_RIGHT, base, thick=1.2)
    canvas.rule(zero, base - 5, zero, base + 5, MUTED, 1.2)
    canvas.text(zero, base + 11, "0", "center", MUTED, size=_SMALL)
    canvas.text(0, base - (len(title) - 1) * 6.5, title)
    others = [place for place in xs if place.rank]
    widths = [width(texts[place]) for place in others]
    placed = in_rows([xs[place] for place in others], widths, _DOTS_LEFT - 10, WIDTH)
    for place, (row, centre) in zip(others, placed, strict=True):
        below = base + 19 + row * _LINE
        canvas.text(centre, below, texts[place], "center", MUTED)
        if place not in drawn:
            continue
        if row or abs(centre - xs[place]) > 6:
            canvas.rule(xs[place], base + 6, centre, below - 7, thick=0.8)
        canvas.point(xs[place], base, SHAPES[(place.rank - 1) % len(SHAPES)], 120, "transparent", grey(place))
    for place in xs:
        if not place.rank:
            if place in drawn:
                canvas.point(xs[place], base, "circle", 62, ACCENT, ACCENT)
            centre = within(xs[place], width(texts[place]) * 1.06, _DOTS_LEFT, WIDTH)
            canvas.text(centre, base - 13, texts[place], "center", ACCENT, "bold")
    rows = max((row for row, _ in placed), default=-1) + 1
    return base + max(rows * _LINE + 17, 24.0, (len(title) - 1) * 6.5 + 12)
