"""Bars on one scale from 0: own figure, the clusters' marks on it, a range that it should lie within."""

from __future__ import annotations

from dataclasses import dataclass

from pejling.report.axis import grey, marked, nice, size
from pejling.report.canvas import ACCENT, INK, MUTED, RULE, SHAPES, WIDTH, Canvas, Scale, Spec
from pejling.report.document import Chart, Number, Place, Point
from pejling.report.labels import GAP, in_rows, width, wrapped
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
    told = [_range(bar, lang) for bar in chart.bars]
    side = max((width(words) + 14 for words in told if words), default=0.0)
    values = max((width(_value(bar, lang)) for bar in chart.bars), default=20.0) * 1.1
    right = WIDTH - values - side - 8
    sizes = [0.0, *(size(number) for bar in chart.bars for number in _lengths(bar))]
    ticks = nice(min(sizes), max(sizes))
    low = size(ticks[0])
    scale = (right - _LEFT) / (size(ticks[-1]) - low)

    def across(value: float) -> float:
        return _LEFT + (value - low) * scale

    names = [wrapped(bar.label, _NAMES) for bar in chart.bars]
    talls = [max(_ROW, len(name) * 13.0 + 6) for name in names]
    top = _named(canvas, chart, across, side, talls[0] if talls else _ROW)
    foot = top + sum(talls)
    marked(canvas, [(across(size(tick)), tick.digits(lang)) for tick in ticks], top, foot)
    y = top
    for bar, name, words, tall in zip(chart.bars, names, told, talls, strict=True):
        middle = y + tall / 2
        canvas.text(0, middle - (len(name) - 1) * 6.5, name)
        canvas.text(WIDTH, middle, words, "right", MUTED)
        _bar(canvas, bar, across, middle, right, lang)
        canvas.text(
            WIDTH - side, middle, _value(bar, lang), "right", ACCENT if bar.value.shown else INK, "bold"
        )
        y += tall
    canvas.rule(across(0.0), top, across(0.0), foot, MUTED, 1.2)
    return canvas.spec(foot + 18)


def _lengths(bar: Bar) -> list[Number]:
    shown = [number for number in bar.numbers if number.shown]
    if bar.more and bar.more.value is not None and bar.value.value is not None:
        shown.append(Number(bar.value.value + bar.more.value, bar.value.decimals))
    return shown


def _value(bar: Bar, lang: Language) -> str:
    own = bar.value.digits(lang)
    return f"{own} + {bar.more.digits(lang)}" if bar.more and bar.more.shown else own


def _range(bar: Bar, lang: Language) -> str:
    """``40–55``, ``≥ 40``, ``≤ 55``; nothing where a bar has no range."""
    if bar.low and bar.high:
        return f"{bar.low.digits(lang)}–{bar.high.digits(lang)}"
    sign, end = ("≥", bar.low) if bar.low else ("≤", bar.high)
    return f"{sign} {end.digits(lang)}" if end else ""


def _named(canvas: Canvas, chart: BarChart, across: Scale, side: float, first_tall: float) -> float:
    """The names of range, bar and marks over the bars; gives where the bars begin.

    The marks' names lead to the first bar that has marks; whose the bars are stands over their figures.
    """
    first = next((bar for bar in chart.bars if any(number.shown for _, number in bar.marks)), None)
    places: list[tuple[str, float]] = []
    if first is not None:
        places += [(place.label, across(size(number))) for place, number in first.marks if number.shown]
    parts = chart.bars[0] if chart.bars and chart.more and chart.bars[0].more else None
    if parts and parts.more:
        middle = size(parts.value) + size(parts.more) / 2
        places += [(chart.own, across(size(parts.value) / 2)), (chart.more, across(middle))]
    own = chart.own if parts is None else ""
    band = wrapped(chart.band, max(side, 150.0)) if chart.band else []
    free = WIDTH - (max(map(width, band)) + GAP if band else 0.0)
    if own:
        end = min(WIDTH - side, free)
        canvas.text(end, 8.0, own, "right", ACCENT, "bold")
        free = end - width(own) * 1.06 - GAP
    for at, line in enumerate(band):
        canvas.text(WIDTH, 8.0 + at * 13, line, "right", MUTED)
    low = 18.0 if own or band else 6.0
    if not places:
        return max(low, 8.0 + 13 * len(band))
    widths = [width(name) * 1.06 for name, _ in places]
    found = in_rows([x for _, x in places], widths, _LEFT, max(free, _LEFT + max(widths)))
    rows = max(row for row, _ in found) + 1
    top = max(10.0 + rows * _LINE, 8.0 + 13 * len(band))
    for (name, x), (row, centre) in zip(places, found, strict=True):
        y = 8.0 + row * _LINE
        strong = parts is not None and name == chart.own
        canvas.text(centre, y, name, "center", ACCENT if strong else MUTED, "bold" if strong else "")
        canvas.rule(centre, y + 7, x, top + first_tall / 2 - 7, RULE, 0.9)
    return top


def _bar(canvas: Canvas, bar: Bar, across: Scale, middle: float, right: float, lang: Language) -> None:
    if bar.low or bar.high:
        low = across(size(bar.low)) if bar.low else across(0.0)
        high = across(size(bar.high)) if bar.high else right
        canvas.box(low, middle - _ROW / 2 + 2, high, middle + _ROW / 2 - 2, _BAND)
        for x, known in ((low, bar.low), (high, bar.high)):
            if known:
                canvas.rule(x, middle - _ROW / 2 + 2, x, middle + _ROW / 2 - 2, _EDGE, 1.2)
    end = across(size(bar.value))
    if bar.value.shown:
        canvas.box(across(0.0), middle - _THICK / 2, end, middle + _THICK / 2, ACCENT)
        canvas.spot(end, middle, f"{bar.label}: {_value(bar, lang)}")
    if bar.more and bar.more.shown:
        more = across(size(bar.value) + size(bar.more))
        canvas.box(end, middle - _THICK / 2, more, middle + _THICK / 2, _LIGHT)
    for place, number in bar.marks:
        if number.shown:
            x = across(size(number))
            canvas.point(x, middle, SHAPES[(place.rank - 1) % len(SHAPES)], 78, "#ffffff", grey(place))
            canvas.spot(x, middle, f"{bar.label}, {place.label}: {number.digits(lang)}")
