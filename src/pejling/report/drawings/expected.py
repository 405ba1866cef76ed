"""Actual against expected, an area of benefits a line: the expected with its interval, the actual on it."""

from __future__ import annotations

from dataclasses import dataclass

from pejling.report.axis import marked, nice, size
from pejling.report.canvas import ACCENT, MUTED, WIDTH, Canvas, Spec
from pejling.report.document import Chart, Number, Point
from pejling.report.labels import width, within, wrapped
from pejling.terms.text import Language

_NAMES = 168.0
_LINE = 44.0
_TOP = 22.0


@dataclass(frozen=True, slots=True)
class Pair:
    """One area: actual and expected full-time persons, the interval, and how far apart they are.

    ``difference`` in persons, ``percent`` of the expected.
    """

    label: str
    actual: Number
    expected: Number
    low: Number
    high: Number
    difference: Number
    percent: Number


@dataclass(frozen=True, slots=True)
class ExpectedChart(Chart):
    """``words``: what the actual and the expected are called, and the unit of the axis.

    ``heads``: what the six figures of a pair are called in a table.
    """

    pairs: tuple[Pair, ...]
    words: tuple[str, str, str]
    heads: tuple[str, str, str, str, str, str]

    @property
    def points(self) -> tuple[Point, ...]:
        return tuple(
            Point(pair.label, head, number)
            for pair in self.pairs
            for head, number in zip(
                self.heads,
                (pair.actual, pair.expected, pair.low, pair.high, pair.difference, pair.percent),
                strict=True,
            )
        )

    @property
    def numbers(self) -> tuple[Number, ...]:
        return tuple(point.number for point in self.points)


def spec(chart: ExpectedChart, lang: Language) -> Spec:
    """The chart, as wide as a page's text."""
    canvas = Canvas(WIDTH)
    told = [_told(pair, lang) for pair in chart.pairs]
    right = WIDTH - max(map(width, told)) * 1.08 - 16
    ticks = nice(0.0, max(max(size(pair.high), size(pair.actual)) for pair in chart.pairs))
    most = size(ticks[-1]) or 1.0
    names = [wrapped(pair.label, _NAMES - 14) for pair in chart.pairs]
    row = max(_LINE, *(13.0 * len(name) + 8 for name in names))
    bottom = _TOP + row * len(chart.pairs)

    def across(value: float) -> float:
        return _NAMES + value * (right - _NAMES) / most

    marked(canvas, [(across(size(tick)), tick.digits(lang)) for tick in ticks], _TOP, bottom)
    canvas.text(right, bottom + 25, chart.words[2], "right", MUTED)
    for at, (pair, words, name) in enumerate(zip(chart.pairs, told, names, strict=True)):
        y = _TOP + row * (at + 0.5)
        canvas.text(0, y - (len(name) - 1) * 6.5, name)
        actual, expected = across(size(pair.actual)), across(size(pair.expected))
        canvas.box(across(max(size(pair.low), 0.0)), y - 6, across(size(pair.high)), y + 6, "#dfe5e8")
        canvas.rule(min(actual, expected), y, max(actual, expected), y, ACCENT, 2.2)
        canvas.point(expected, y, "diamond", 90, "#ffffff", MUTED)
        canvas.point(actual, y, "circle", 90, ACCENT, ACCENT)
        canvas.spot(actual, y, f"{pair.label}: {chart.words[0]} {pair.actual.digits(lang)}")
        canvas.spot(expected, y, f"{pair.label}: {chart.words[1]} {pair.expected.digits(lang)}")
        first = chart.words if at == 0 else None
        _named(canvas, first, pair, (actual, expected), (y, right), lang)
        canvas.text(right + 14, y, words, "left", ACCENT, "bold")
        canvas.grid(0, y + row / 2, WIDTH, y + row / 2, 0.8)
    return canvas.spec(bottom + 32)


def _named(
    canvas: Canvas,
    first: tuple[str, str, str] | None,
    pair: Pair,
    at: tuple[float, float],
    place: tuple[float, float],
    lang: Language,
) -> None:
    """The actual over its mark and the expected under its own; what they are, at the first pair.

    ``place``: the height of the marks, and where the picture's middle part ends.
    """
    y, right = place
    actual, expected = pair.actual.digits(lang), pair.expected.digits(lang)
    if first:
        actual, expected = f"{first[0]} {actual}", f"{first[1]} {expected}"
    centre = within(at[0], width(actual) * 1.06, _NAMES - 10, right)
    canvas.text(centre, y - 14, actual, "center", ACCENT, "bold")
    canvas.text(within(at[1], width(expected), _NAMES - 10, right), y + 15, expected, "center", MUTED)


def _told(pair: Pair, lang: Language) -> str:
    sign = "+" if (pair.difference.value or 0) > 0 else ""
    unit = " pct." if lang == "da" else "%"
    return f"{sign}{pair.difference.digits(lang)} ({sign}{pair.percent.digits(lang)}{unit})"
