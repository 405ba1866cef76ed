"""Bars on one scale from 0: own figure, the clusters' marks on it, a range that it should lie within."""

from __future__ import annotations

from dataclasses import dataclass

from pejling.report.axis import grey, nice, size
from pejling.report.canvas import ACCENT, GRID, INK, MUTED, RULE, SHAPES, WIDTH, Canvas, Scale, Spec
from pejling.report.document import Chart, Number, Place, Point
from pejling.report.labels import in_rows, width, wrapped
from pejling.terms.text import Language

_NAMES = 212.0  # room for the names of the bars
_LEFT = _NAMES + 10
_ROW, _THICK = 25.0, 11.0
_LINE = 14.0  # a line of words
_BAND, _EDGE = "#e4eaec", "#8d979d"
_LIGHT = "#a9b9be"


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar. ``marks``: the clusters' figures; ``low`` and ``high``: the ends of a range (one may lack).

    ``more`` goes on where ``value`` ends, lighter.
    """

    label: str
    value: Number
    marks: tuple[tuple[Place, Number], ...] = ()
    low: Number | None = None
    high: Number | None = None
    more: Number | None = None

    @property
    def numbers(self) -> tuple[Number, ...]:
        ends = (self.more, self.low, self.high)
        return (self.value, *(end for end in ends if end), *(number for _, number in self.marks))


@dataclass(frozen=True, slots=True)
class BarChart(Chart):
    """Bars under each other. ``own``, ``more`` and ``band`` say what a bar, its lighter part and the range
    are, where that must be said."""

    bars: tuple[Bar, ...]
    own: str = ""
    more: str = ""
    band: str = ""

    @property
    def numbers(self) -> tuple[Number, ...]:
        return tuple(number for bar in self.bars for number in bar.numbers)

    @property
    def points(self) -> tuple[Point, ...]:
        found = []
        for bar in self.bars:
            found.append(Point(bar.label, self.own, bar.value))
            if bar.more:
                found.append(Point(bar.label, self.more, bar.more))
            ends = (("≥", bar.low), ("≤", bar.high))
            found += [Point(bar.label, f"{self.band} {sign}", end) for sign, end in ends if end]
            found += [Point(bar.label, place.label, number) for place, number in bar.marks]
        return tuple(found)


def spec(chart: BarChart, lang: Language) -> Spec:
    """The chart, as wide as a page's text."""
    canvas = Canvas(WIDTH)
    banded = any(bar.low or bar.high for bar in chart.bars)
    side = 62.0 if banded else 0.0
    values = max((width(_value(bar, lang)) for bar in chart.bars), default=20.0) * 1.1
    right = WIDTH - values - side - 8
    highest = max((size(number) for bar in chart.bars for number in _lengths(bar)), default=1.0)
    ticks = nice(0.0, highest or 1.0)
    scale = (right - _LEFT) / size(ticks[-1])

    def across(value: float) -> float:
        return _LEFT + value * scale

    top = _named(canvas, chart, across, right)
    foot = top + _ROW * len(chart.bars)
    for tick in ticks:
        at = across(size(tick))
        canvas.rule(at, top, at, foot, GRID)
        canvas.text(at, foot + 10, tick.digits(lang), "center", MUTED)
    for number, bar in enumerate(chart.bars):
        _bar(canvas, bar, across, top + _ROW * (number + 0.5), side, lang)
    canvas.rule(_LEFT, top, _LEFT, foot, MUTED, 1.2)
    return canvas.spec(foot + 18)


def _lengths(bar: Bar) -> list[Number]:
    shown = [number for number in bar.numbers if number.shown]
    if bar.more and bar.more.value is not None and bar.value.value is not None:
        shown.append(Number(bar.value.value + bar.more.value, bar.value.decimals))
    return shown


def _value(bar: Bar, lang: Language) -> str:
    own = bar.value.digits(lang)
    return f"{own} + {bar.more.digits(lang)}" if bar.more and bar.more.shown else own


def _named(canvas: Canvas, chart: BarChart, across: Scale, right: float) -> float:
    """The names of bar, range and marks over the first bar that has them; gives where the bars begin."""
    first = next((bar for bar in chart.bars if bar.marks), None)
    places: list[tuple[str, float, int]] = []
    if first is not None:
        places += [(place.label, across(size(number)), place.rank) for place, number in first.marks]
    if chart.own and first is None and chart.bars:
        places.append((chart.own, across(size(chart.bars[0].value) / 2), 0))
    if chart.more and chart.bars and chart.bars[0].more:
        middle = size(chart.bars[0].value) + size(chart.bars[0].more) / 2
        places.append((chart.more, across(middle), 0))
    if chart.band:
        canvas.text(WIDTH, 8.0, chart.band, "right", MUTED)
    if not places:
        return 18.0 if chart.band else 6.0
    found = in_rows(
        [x for _, x, _ in places], [width(name) for name, _, _ in places], _LEFT, max(right, WIDTH - 4)
    )
    rows = max(row for row, _ in found) + 1
    top = 10.0 + rows * _LINE
    for (name, x, rank), (row, centre) in zip(places, found, strict=True):
        y = 8.0 + row * _LINE
        canvas.text(centre, y, name, "center", ACCENT if not rank else MUTED, "bold" if not rank else "")
        canvas.rule(centre, y + 7, x, top + _ROW / 2 - 7, RULE, 0.9)
    return top


def _bar(canvas: Canvas, bar: Bar, across: Scale, middle: float, side: float, lang: Language) -> None:
    names = wrapped(bar.label, _NAMES)
    canvas.text(0, middle - (len(names) - 1) * 6.5, names)
    if bar.low and bar.high:
        low, high = across(size(bar.low)), across(size(bar.high))
        canvas.box(low, middle - _ROW / 2 + 2, high, middle + _ROW / 2 - 2, _BAND)
        for x in (low, high):
            canvas.rule(x, middle - _ROW / 2 + 2, x, middle + _ROW / 2 - 2, _EDGE, 1.2)
    if bar.low and bar.high and side:
        words = f"{bar.low.digits(lang)}–{bar.high.digits(lang)}"
        canvas.text(WIDTH, middle, words, "right", MUTED)
    end = across(size(bar.value))
    if bar.value.shown:
        canvas.box(_LEFT, middle - _THICK / 2, end, middle + _THICK / 2, ACCENT)
        canvas.spot(end, middle, f"{bar.label}: {_value(bar, lang)}")
    if bar.more and bar.more.shown:
        canvas.box(
            end, middle - _THICK / 2, end + across(size(bar.more)) - _LEFT, middle + _THICK / 2, _LIGHT
        )
    for place, number in bar.marks:
        x = across(size(number))
        canvas.point(x, middle, SHAPES[(place.rank - 1) % len(SHAPES)], 78, "#ffffff", grey(place))
        canvas.spot(x, middle, f"{bar.label}, {place.label}: {number.digits(lang)}")
    own = ACCENT if bar.value.shown else INK
    canvas.text(WIDTH - side, middle, _value(bar, lang), "right", own, "bold")
