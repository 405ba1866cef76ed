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

_LARGE, _UNIT, _FIGURE = 46.0, 15.0, 15.0  # letters of the figure, its unit, a cluster's figure
_LEFT = 190.0  # the room of the own figure; a wider one takes more
_LINE = 13.0
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
    wide = width(digits, _LARGE) + 8
    room = max(_LEFT, wide) - 20 if chart.against else WIDTH
    unit = chart.value.unit if chart.value.shown else ""
    below = 64.0
    canvas.text(0, 26, digits, "left", ACCENT, "bold", _LARGE)
    if unit and wide + width(unit, _UNIT) * 1.06 <= room:
        canvas.text(wide, 36, unit, "left", ACCENT, "bold", _UNIT)
    elif unit:
        canvas.text(0, below, unit, "left", ACCENT, "bold", _UNIT)
        below += 18
    lines = wrapped(chart.words, room)
    canvas.text(0, below, lines, "left", INK)
    below += _LINE * len(lines)
    if chart.change is not None:
        sign = "+" if size(chart.change) > 0 and chart.change.shown else ""
        told = wrapped(f"{sign}{chart.change.text(lang)} {chart.since}", room)
        canvas.text(0, below + 3, told, "left", MUTED)
        below += 3 + _LINE * len(told)
    if chart.against:
        left = room + 38
        tall = max(below, _clusters(canvas, chart, left, lang))
        canvas.rule(left - 18, 0, left - 18, tall - 6, RULE, 1.0)
        return canvas.spec(tall)
    return canvas.spec(below)


def _clusters(canvas: Canvas, chart: Headline, left: float, lang: Language) -> float:
    """The clusters under each other: figure and name, and what the symbols say; gives where they end."""
    digits = [one.value.digits(lang) for one in chart.against]
    beside = left + max(width(text, _FIGURE) for text in digits) * 1.06 + 8
    y = 9.0
    for one, text in zip(chart.against, digits, strict=True):
        name = wrapped(one.place.label, WIDTH - beside)
        canvas.text(left, y, text, "left", INK, "bold", _FIGURE)
        canvas.text(beside, y + 1.5, name, "left", INK, "bold")
        y += 5 + _LINE * len(name)
        for symbol in (one.level, one.trend):
            if symbol is one.level or is_drawn(symbol):
                said = wrapped(symbol.label, WIDTH - left - 15)
                _symbol(canvas, left + 5, y, symbol)
                canvas.text(left + 17, y, said, "left", MUTED)
                y += 1 + _LINE * len(said)
        y += 8
    return y - 4


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
