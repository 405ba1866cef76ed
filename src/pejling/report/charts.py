"""Charts as Vega-Lite specifications, drawn to SVG.

The municipality is a solid disc or a thick line in the accent colour; clusters are open marks or thinner,
dashed grey lines, each named at its mark: no legend, and nothing that needs colour to be read.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import cache, lru_cache
from importlib import import_module
from math import ceil, floor, log10
from pathlib import Path
from typing import Any

from pejling.report.canvas import DATED, GRID, MUTED, RULE, Canvas, Spec
from pejling.report.document import Chart, DotChart, Dots, LineChart, Number, Place, Trace
from pejling.report.labels import in_rows, spread, width, within, wrapped
from pejling.terms.amount import round_half_up
from pejling.terms.text import Language

ACCENT = "#0d4f5c"
GREYS = ("#4a555c", "#6a757c")
SHAPES = ("square", "diamond", "triangle-up", "triangle-down", "cross", "triangle-right")
DASHES = ([6, 3], [2, 2], [9, 3, 2, 3], [4, 2, 1, 2], [12, 4], [1, 3])
WIDTH = 640.0

Scale = Callable[[float], float]


@cache
def _converter() -> Any:
    """vl-convert with the fonts of the documents."""
    converter = import_module("vl_convert")
    converter.register_font_directory(str(font_folder()))
    return converter


@cache
def font_folder() -> Path:
    """The folder of the font files (PyPI package font-source-sans-pro, SIL Open Font Licence)."""
    fonts = import_module("font_source_sans_pro")
    return Path(str(fonts.__file__)).parent / "files"


@lru_cache(maxsize=256)
def svg(chart: Chart, lang: Language) -> str:
    """The chart drawn. The same chart gives the same text every time."""
    return drawn(spec(chart, lang))


def drawn(specification: Spec) -> str:
    """A Vega-Lite specification as SVG."""
    picture: str = _converter().vegalite_to_svg(specification)
    return picture


def spec(chart: Chart, lang: Language) -> Spec:
    """The Vega-Lite specification: every position is worked out here, in pixels."""
    return _dots(chart, lang) if isinstance(chart, DotChart) else _lines(chart, lang)


def _grey(place: Place) -> str:
    return GREYS[(place.rank - 1) % len(GREYS)]


def _size(number: Number) -> float:
    """The figure as it is printed: a position in a drawing would tell more decimals than the tables do."""
    return float(round_half_up(number.value or Fraction(0), number.decimals))


# --- dots ---------------------------------------------------------------------------------------

_NAMES = 228.0  # room for the names of the lines
_DOTS_LEFT, _DOTS_RIGHT = _NAMES + 14, WIDTH - 10
_LINE = 15.0  # height of a line of labels


def _dots(chart: DotChart, lang: Language) -> Spec:
    canvas = Canvas(WIDTH)
    highest = max((_size(number) for line in chart.dots for _, number in line.points), default=1.0)
    top = 8.0
    for line in chart.dots:
        most = highest if chart.shared else max(_size(number) for _, number in line.points)
        top = _dot_line(canvas, line, most or 1.0, top, lang)
    return canvas.spec(top - 8)


def _dot_line(canvas: Canvas, line: Dots, most: float, top: float, lang: Language) -> float:
    """One line of dots below ``top``; gives where the next one begins."""
    scale = (_DOTS_RIGHT - _DOTS_LEFT - 40) / most
    xs = {place: _DOTS_LEFT + _size(number) * scale for place, number in line.points}
    texts = {place: f"{place.label} {number.digits(lang)}" for place, number in line.points}
    base = top + 20
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
        canvas.point(
            xs[place], base, SHAPES[(place.rank - 1) % len(SHAPES)], 120, "transparent", _grey(place)
        )
    for place in xs:
        if not place.rank:
            canvas.point(xs[place], base, "circle", 62, ACCENT, ACCENT)
            centre = within(xs[place], width(texts[place]) * 1.06, _DOTS_LEFT, WIDTH)
            canvas.text(centre, base - 13, texts[place], "center", ACCENT, "bold")
    rows = max((row for row, _ in placed), default=-1) + 1
    return base + max(rows * _LINE + 17, (len(title) - 1) * 6.5 + 12)


# --- lines --------------------------------------------------------------------------------------

_HEIGHT = 204.0
_TOP, _BOTTOM, _LEFT = 22.0, 180.0, 44.0
_EVENTS = 20.0  # height of the row of numbers, where anything happened
_DISC = 15.0  # across a number in its circle


def _lines(chart: LineChart, lang: Language) -> Spec:
    canvas = Canvas(WIDTH)
    above = (12.0 * len(chart.breaks) + 2) * bool(
        chart.events and chart.breaks
    )  # names of breaks, over the row of numbers
    top = above + _EVENTS + 12 if chart.events else _TOP
    bottom = top + _BOTTOM - _TOP
    shown = [number for trace in chart.traces for number in trace.points if number.shown]
    ends = [f"{trace.place.label} {_last(trace)[1].digits(lang)}" for trace in chart.traces]
    right = WIDTH - max((width(end) for end in ends), default=60) * 1.05 - 14
    ticks = nice(min(0.0, *map(_size, shown)), max(map(_size, shown)))
    low, high = _size(ticks[0]), _size(ticks[-1])
    steps = max(len(chart.steps) - 1, 1)

    def across(step: float) -> float:
        return _LEFT + 6 + step * (right - _LEFT - 6) / steps

    def up(value: float) -> float:
        return bottom - (value - low) * (bottom - top) / (high - low)

    for tick in ticks:
        canvas.rule(_LEFT, up(_size(tick)), right, up(_size(tick)), GRID)
        canvas.text(_LEFT - 6, up(_size(tick)), tick.digits(lang), "right", MUTED)
    for step, label in enumerate(chart.steps):
        if label:
            canvas.rule(across(step), bottom, across(step), bottom + 5, MUTED)
            canvas.text(across(step), bottom + 15, label, "center", MUTED)
    _events(canvas, chart, across, above, bottom, right)
    for number, (step, label) in enumerate(chart.breaks):
        _break(canvas, across(max(step - 0.5, 0)), 6 + 12 * number, label, right, bottom)
    for trace in sorted(chart.traces, key=lambda trace: -trace.place.rank):
        _trace(canvas, trace, chart.provisional, across, up)
    _ends(canvas, chart, lang, right, across, up, top, bottom)
    return canvas.spec(_HEIGHT + bottom - _BOTTOM)


def _last(trace: Trace) -> tuple[int, Number]:
    """The last step that has a figure, and the figure."""
    shown = [(step, number) for step, number in enumerate(trace.points) if number.shown]
    return shown[-1] if shown else (0, trace.points[0])


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


def _trace(canvas: Canvas, trace: Trace, provisional: int | None, across: Scale, up: Scale) -> None:
    """The line in unbroken pieces; its provisional end is dotted, the municipality's with a hollow dot."""
    settled: list[tuple[float, float, int]] = []
    unsure: list[tuple[float, float, int]] = []
    piece = 0
    for step, number in enumerate(trace.points):
        if not number.shown:
            piece += 1
            continue
        place = (across(step), up(_size(number)), piece)
        if provisional is None or step < provisional:
            settled.append(place)
        if provisional is not None and step >= provisional - 1:
            unsure.append(place)
    own = trace.place.rank == 0
    colour, thick = (ACCENT, 2.8) if own else (_grey(trace.place), 1.6)
    canvas.line(settled, colour, thick, [] if own else DASHES[(trace.place.rank - 1) % len(DASHES)])
    if len(unsure) > 1:
        canvas.line(unsure, colour, thick, [1, 3])
    if own and unsure:
        canvas.point(unsure[-1][0], unsure[-1][1], "circle", 34, "#ffffff", colour)


def _break(canvas: Canvas, x: float, y: float, label: str, right: float, bottom: float) -> None:
    """A dashed upright line before the first step after a break, with what happened."""
    room = width(label)
    beside = x + 4 + room <= right + 100 or room <= x - 4
    canvas.rule(x, y if beside else y + 7, x, bottom, MUTED, dashed=True)
    if x + 4 + room <= right + 100:
        canvas.text(x + 4, y, label, "left", MUTED)
    elif beside:
        canvas.text(x - 4, y, label, "right", MUTED)
    else:  # as long as the picture is wide: over its line
        canvas.text(0, y, label, "left", MUTED)


def _events(
    canvas: Canvas, chart: LineChart, across: Scale, above: float, bottom: float, right: float
) -> None:
    """A thin upright line at each event, its number in a circle above; a bar for what took some time."""
    xs = [min(max(across(mark.at), _LEFT), right) for mark in chart.events]
    centres = spread(xs, _DISC + 1, _LEFT, right)
    middle, foot = above + _DISC / 2, above + _EVENTS + 4
    for mark, x, centre in zip(chart.events, xs, centres, strict=True):
        canvas.rule(x, foot, x, bottom, DATED, 0.8)
        canvas.rule(centre, middle, x, foot, DATED, 0.8)
        if mark.until is not None:
            end = min(max(across(mark.until), x), right)
            canvas.rule(x, foot, end, foot, DATED, 3)
        canvas.point(centre, middle, "circle", _DISC**2 * 0.7, "#ffffff", MUTED)
        canvas.text(centre, middle + 0.5, str(mark.number), "center", MUTED)


def _ends(
    canvas: Canvas,
    chart: LineChart,
    lang: Language,
    right: float,
    across: Scale,
    up: Scale,
    top: float,
    bottom: float,
) -> None:
    """Names and last figures at the ends of the lines, apart from each other."""
    shown = [(trace, *_last(trace)) for trace in chart.traces if _last(trace)[1].shown]
    wanted = [up(_size(number)) for _, _, number in shown]
    for (trace, step, number), y, own_y in zip(shown, spread(wanted, 14, top, bottom), wanted, strict=True):
        own = trace.place.rank == 0
        colour = ACCENT if own else _grey(trace.place)
        text = f"{trace.place.label} {number.digits(lang)}"
        canvas.text(right + 12, y, text, "left", colour, "bold" if own else "")
        canvas.rule(across(step) + 3, own_y, right + 9, y, RULE, 0.8)
