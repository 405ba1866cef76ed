"""One figure printed large, with the clusters' beside it: circle, arrow, and the same in words."""

from __future__ import annotations

from dataclasses import dataclass

from pejling.comparison.symbol import Direction
from pejling.comparison.symbol import Verdict as Tone
from pejling.report.axis import size
from pejling.report.canvas import ACCENT, INK, MUTED, RULE, WIDTH, Canvas, Spec
from pejling.report.document import Chart, Number, Place, Point, Symbol
from pejling.report.labels import width, wrapped
from pejling.report.symbols import COLOURS, is_drawn
from pejling.terms.text import Language

_LARGE = 46.0
_LEFT = 282.0  # where the clusters begin
_ROW = 52.0
_TURNS = {Direction.UP: "triangle-up", Direction.DOWN: "triangle-down", Direction.FLAT: "triangle-right"}


@dataclass(frozen=True, slots=True)
class Against:
    """A cluster's figure, and how the municipality stands to it: level and change, with their symbols."""

    place: Place
    value: Number
    level: Symbol
    trend: Symbol


@dataclass(frozen=True, slots=True)
class Headline(Chart):
    """``value`` printed large, ``words`` under it; ``change``: what it has moved by, with ``since``."""

    place: Place
    value: Number
    words: str
    against: tuple[Against, ...]
    change: Number | None = None
    since: str = ""

    @property
    def points(self) -> tuple[Point, ...]:
        own = [Point(self.words, self.place.label, self.value)]
        own += [Point(self.since, self.place.label, self.change)] if self.change else []
        return (*own, *(Point(self.words, one.place.label, one.value) for one in self.against))

    @property
    def numbers(self) -> tuple[Number, ...]:
        return tuple(point.number for point in self.points)


def spec(chart: Headline, lang: Language) -> Spec:
    """The chart, as wide as a page's text."""
    canvas = Canvas(WIDTH)
    digits = chart.value.digits(lang)
    canvas.text(0, 26, digits, "left", ACCENT, "bold", _LARGE)
    if chart.value.unit and chart.value.shown:
        canvas.text(width(digits, _LARGE) * 1.0 + 8, 36, chart.value.unit, "left", ACCENT, "bold", 15)
    lines = wrapped(chart.words, _LEFT - 34)
    canvas.text(0, 64, lines, "left", INK)
    below = 64 + 13.0 * len(lines)
    if chart.change is not None:
        sign = "+" if size(chart.change) > 0 and chart.change.shown else ""
        told = wrapped(f"{sign}{chart.change.text(lang)} {chart.since}", _LEFT - 34)
        canvas.text(0, below + 3, told, "left", MUTED)
        below += 3 + 13.0 * len(told)
    for at, one in enumerate(chart.against):
        y = 8 + at * _ROW
        canvas.text(_LEFT, y + 8, one.value.digits(lang), "left", INK, "bold", 18)
        canvas.text(_LEFT + 62, y, one.place.label, "left", INK, "bold")
        _symbol(canvas, _LEFT + 68, y + 15, one.level)
        canvas.text(_LEFT + 82, y + 15, one.level.label, "left", MUTED)
        if is_drawn(one.trend):
            y += 14
            _symbol(canvas, _LEFT + 68, y + 15, one.trend)
            canvas.text(_LEFT + 82, y + 15, one.trend.label, "left", MUTED)
    tall = max(below, _ROW * len(chart.against))
    canvas.rule(_LEFT - 18, 0, _LEFT - 18, tall - 6, RULE, 1.0)
    return canvas.spec(tall)


def _symbol(canvas: Canvas, x: float, y: float, symbol: Symbol) -> None:
    """The circle or arrow of the tables, drawn with a canvas' own marks."""
    colour = COLOURS[symbol.tone]
    hollow = symbol.tone in (Tone.SAME, Tone.NONE)
    shape = "circle" if symbol.kind == "level" else _TURNS.get(symbol.direction, "circle")
    if not is_drawn(symbol):
        canvas.rule(x - 4, y, x + 4, y, colour, 2)
        return
    canvas.point(x, y, shape, 78, "#ffffff" if hollow else colour, colour)
    if symbol.tone is Tone.WORSE:
        canvas.line([(x - 3.2, y, 0), (x + 3.2, y, 0)], "#ffffff", 2.0, [])
