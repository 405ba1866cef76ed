"""Charts as Vega-Lite specifications, drawn to SVG.

The municipality is a solid disc or a thick line in the accent colour; clusters are open marks or thinner,
dashed grey lines, each named at its mark: no legend, and nothing that needs colour to be read.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any

from pejling.report.document import Chart, DotChart, LineChart, Number, Place, Trace
from pejling.report.labels import FONT_SIZE, in_rows, spread, width, within, wrapped
from pejling.terms.text import Language, Text

FONT = "Source Sans Pro"
ACCENT = "#0d4f5c"
DARK = "#1f2a30"
MUTED = "#5b6670"
RULE = "#c9d1d5"
CLUSTER_GREYS = ("#4a555c", "#6a757c", "#4a555c", "#6a757c", "#4a555c", "#6a757c")
SHAPES = ("square", "diamond", "triangle-up", "triangle-down", "cross", "triangle-right")
DASHES = ((6, 3), (2, 2), (9, 3, 2, 3), (4, 2, 1, 2), (12, 4), (1, 3))
WIDTH = 640.0
PROVISIONAL = Text(da="foreløbigt", en="provisional")

Spec = dict[str, Any]

_CONFIG: Spec = {
    "font": FONT,
    "background": None,
    "view": {"stroke": None},
    "aria": False,
    "padding": 2,
    "axis": {"labelFontSize": FONT_SIZE, "labelColor": MUTED, "domainColor": RULE, "gridColor": "#e3e8ea"},
    "text": {"fontSize": FONT_SIZE, "font": FONT, "color": DARK},
}


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
    drawn: str = _converter().vegalite_to_svg(spec(chart, lang))
    return drawn


def spec(chart: Chart, lang: Language) -> Spec:
    """The Vega-Lite specification: every position is worked out here, in pixels."""
    return _dots(chart, lang) if isinstance(chart, DotChart) else _lines(chart, lang)


def _canvas(height: float, layers: list[Spec]) -> Spec:
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": WIDTH,
        "height": height,
        "config": _CONFIG,
        "layer": layers,
    }


def _at(rows: list[Spec], mark: Spec, height: float, **more: Spec) -> Spec:
    """A layer whose rows carry ``x`` and ``y`` in pixels from the top left corner."""
    scale_x = {"domain": [0, WIDTH], "range": [0, WIDTH], "nice": False, "zero": False}
    scale_y = {"domain": [0, height], "range": [0, height], "nice": False, "zero": False}
    encoding: Spec = {
        "x": {"field": "x", "type": "quantitative", "scale": scale_x, "axis": None},
        "y": {"field": "y", "type": "quantitative", "scale": scale_y, "axis": None},
        **more,
    }
    for end in ("x2", "y2"):
        if rows and end in rows[0]:
            encoding[end] = {"field": end}
    return {"data": {"values": rows}, "mark": {**mark, "clip": False}, "encoding": encoding}


def _rule(x: float, y: float, x2: float, y2: float) -> Spec:
    return {"x": x, "y": y, "x2": x2, "y2": y2}


def _words(x: float, y: float, text: str | list[str]) -> Spec:
    return {"x": x, "y": y, "text": text}


_TEXT: Spec = {"text": {"field": "text", "type": "nominal"}}


# --- dots ---------------------------------------------------------------------------------------

_NAMES = 200.0  # room for the names of the lines
_LINE = 15.0  # height of a line of labels


def _dots(chart: DotChart, lang: Language) -> Spec:
    left, right = _NAMES + 14, WIDTH - 10
    top_of_all = max((float(n.value or 0) for line in chart.dots for _, n in line.points), default=1.0)
    layers: list[Spec] = []
    rules: list[Spec] = []
    names: list[Spec] = []
    own_text: list[Spec] = []
    other_text: list[Spec] = []
    leaders: list[Spec] = []
    marks: dict[int, list[Spec]] = {}
    y = 8.0
    for line in chart.dots:
        most = top_of_all if chart.shared else max(float(n.value or 0) for _, n in line.points)
        scale = (right - left - 40) / (most or 1.0)
        xs = {place: left + float(number.value or 0) * scale for place, number in line.points}
        others = [(place, number) for place, number in line.points if place.rank]
        texts = [f"{place.label} {number.digits(lang)}" for place, number in others]
        widths = [width(text) for text in texts]
        placed = in_rows([xs[place] for place, _ in others], widths, left - 10, WIDTH)
        title = wrapped(line.label, _NAMES)
        lines_below = max((row for row, _ in placed), default=-1) + 1
        base = y + 20
        rules.append(_rule(left, base, right, base))
        names.append(_words(0, base - (len(title) - 1) * 6.5, title))
        for place, number in line.points:
            marks.setdefault(place.rank, []).append({"x": xs[place], "y": base})
            if not place.rank:
                name = f"{place.label} {number.digits(lang)}"
                own_text.append(_words(within(xs[place], width(name) * 1.06, left, WIDTH), base - 13, name))
        for (place, _), words, (row, centre) in zip(others, texts, placed, strict=True):
            below = base + 19 + row * _LINE
            other_text.append(_words(centre, below, words))
            if row or abs(centre - xs[place]) > 6:
                leaders.append(_rule(xs[place], base + 6, centre, below - 7))
        y = base + max(lines_below * _LINE + 17, (len(title) - 1) * 6.5 + 12)
    height = y - 8
    layers.append(_at(rules, {"type": "rule", "color": RULE, "strokeWidth": 1.2}, height))
    starts = [_rule(left, r["y"] - 5, left, r["y"] + 5) for r in rules]
    layers.append(_at(starts, {"type": "rule", "color": MUTED, "strokeWidth": 1.2}, height))
    if leaders:
        layers.append(_at(leaders, {"type": "rule", "color": RULE, "strokeWidth": 0.8}, height))
    text: Spec = {"type": "text", "baseline": "middle"}
    layers.append(_at(names, {**text, "align": "left", "lineHeight": 13, "color": DARK}, height, **_TEXT))
    layers.append(_at(other_text, {**text, "align": "center", "color": MUTED}, height, **_TEXT))
    for rank in sorted(marks, reverse=True):
        layers.append(_at(marks[rank], _mark(rank), height))
    own: Spec = {**text, "align": "center", "color": ACCENT, "fontWeight": "bold"}
    layers.append(_at(own_text, own, height, **_TEXT))
    return _canvas(height, layers)


def _mark(rank: int) -> Spec:
    if rank == 0:
        return {
            "type": "point",
            "shape": "circle",
            "filled": True,
            "color": ACCENT,
            "size": 62,
            "opacity": 1,
        }
    shape = SHAPES[(rank - 1) % len(SHAPES)]
    grey = CLUSTER_GREYS[(rank - 1) % len(CLUSTER_GREYS)]
    return {
        "type": "point",
        "shape": shape,
        "filled": False,
        "stroke": grey,
        "strokeWidth": 1.7,
        "size": 120,
        "opacity": 1,
    }


# --- lines --------------------------------------------------------------------------------------

_HEIGHT = 230.0
_TOP, _BOTTOM, _LEFT = 22.0, 206.0, 44.0


def _lines(chart: LineChart, lang: Language) -> Spec:
    ends = [f"{t.place.label} {_last(t)[1].digits(lang)}" for t in chart.traces if _last(t)[1].shown]
    right = WIDTH - max((width(end) for end in ends), default=60) * 1.05 - 14
    highest = max((float(n.value or 0) for t in chart.traces for n in t.points if n.shown), default=1.0)
    lowest = min((float(n.value or 0) for t in chart.traces for n in t.points if n.shown), default=0.0)
    ticks = nice(min(lowest, 0.0), highest)
    bottom, top = float(ticks[0].value or 0), float(ticks[-1].value or 0)
    steps = max(len(chart.steps) - 1, 1)

    def at(step: float) -> float:
        return _LEFT + 6 + step * (right - _LEFT - 6) / steps

    def height_of(value: float) -> float:
        return _BOTTOM - (value - bottom) * (_BOTTOM - _TOP) / ((top - bottom) or 1.0)

    grid = [
        _rule(_LEFT, height_of(float(t.value or 0)), right, height_of(float(t.value or 0))) for t in ticks
    ]
    tick_text = [_words(_LEFT - 6, height_of(float(t.value or 0)), t.digits(lang)) for t in ticks]
    steps_text = [_words(at(i), _BOTTOM + 15, label) for i, label in enumerate(chart.steps) if label]
    notches = [_rule(at(i), _BOTTOM, at(i), _BOTTOM + 5) for i, label in enumerate(chart.steps) if label]
    text: Spec = {"type": "text", "baseline": "middle", "color": MUTED}
    layers = [
        _at(grid, {"type": "rule", "color": "#e3e8ea", "strokeWidth": 1}, _HEIGHT),
        _at(notches, {"type": "rule", "color": MUTED, "strokeWidth": 1}, _HEIGHT),
        _at(tick_text, {**text, "align": "right"}, _HEIGHT, **_TEXT),
        _at(steps_text, {**text, "align": "center"}, _HEIGHT, **_TEXT),
    ]
    layers += _break_layers(chart, at, right)
    for trace in sorted(chart.traces, key=lambda t: -t.place.rank):
        layers += _trace_layers(trace, chart.provisional, at, height_of)
    layers += _end_labels(chart, lang, right, at, height_of)
    return _canvas(_HEIGHT, layers)


def _last(trace: Trace) -> tuple[int, Number]:
    """The last step that has a figure, and the figure."""
    shown = [(step, number) for step, number in enumerate(trace.points) if number.shown]
    return shown[-1] if shown else (0, trace.points[0])


def nice(low: float, high: float) -> list[Number]:
    """Round ticks that reach from ``low`` to ``high``, as figures with the decimals they need."""
    from fractions import Fraction
    from math import ceil, floor, log10

    room = (high - low) or 1.0
    power = floor(log10(room / 4))
    size = next(s for s in (1, 2, 5, 10) if s * 10.0**power * 4 >= room)
    step = Fraction(size) * Fraction(10) ** power
    first, last = floor(Fraction(low) / step), ceil(Fraction(high) / step)
    decimals = max(0, -power) if size < 10 else max(0, -power - 1)
    return [Number(step * i, decimals) for i in range(first, last + 1)]


def _trace_layers(trace: Trace, provisional: int | None, at: Any, height_of: Any) -> list[Spec]:
    """The line in unbroken pieces; its provisional end is dotted, the municipality's with a hollow dot."""
    settled: list[Spec] = []
    unsure: list[Spec] = []
    piece = 0
    points = trace.points
    for step, number in enumerate(points):
        if not number.shown:
            piece += 1
            continue
        row = {"x": at(step), "y": height_of(float(number.value or 0)), "piece": piece}
        if provisional is None or step < provisional:
            settled.append(row)
        if provisional is not None and step >= provisional - 1:
            unsure.append(row)
    own = trace.place.rank == 0
    colour, thickness = _stroke(trace.place)
    line: Spec = {"type": "line", "color": colour, "strokeWidth": thickness, "strokeJoin": "round"}
    dash = [] if own else list(DASHES[(trace.place.rank - 1) % len(DASHES)])
    pieces: Spec = {"detail": {"field": "piece", "type": "nominal"}}
    layers = []
    if settled:
        layers.append(_at(settled, {**line, "strokeDash": dash}, _HEIGHT, **pieces))
    if len(unsure) > 1:
        layers.append(_at(unsure, {**line, "strokeDash": [1, 3], "strokeCap": "round"}, _HEIGHT, **pieces))
    if own and unsure:
        dot: Spec = {
            "type": "point",
            "shape": "circle",
            "fill": "#fff",
            "stroke": colour,
            "size": 34,
            "opacity": 1,
        }
        layers.append(_at(unsure[-1:], {**dot, "strokeWidth": 1.6}, _HEIGHT))
    return layers


def _stroke(place: Place) -> tuple[str, float]:
    if place.rank == 0:
        return ACCENT, 2.8
    return CLUSTER_GREYS[(place.rank - 1) % len(CLUSTER_GREYS)], 1.6


def _break_layers(chart: LineChart, at: Any, right: float) -> list[Spec]:
    """A dashed upright line before the first step after a break, with what happened."""
    if not chart.breaks:
        return []
    rules, words = [], []
    for number, (step, label) in enumerate(chart.breaks):
        x = at(max(step - 0.5, 0))
        rules.append(_rule(x, 6 + 12 * number, x, _BOTTOM))
        room = width(label, 10)
        left = x + 4 if x + 4 + room <= right + 100 else x - 4 - room
        words.append(_words(max(left, 0), 6 + 12 * number, label))
    return [
        _at(rules, {"type": "rule", "color": MUTED, "strokeWidth": 1, "strokeDash": [3, 3]}, _HEIGHT),
        _at(
            words,
            {"type": "text", "align": "left", "baseline": "middle", "fontSize": 10, "color": MUTED},
            _HEIGHT,
            **_TEXT,
        ),
    ]


def _end_labels(chart: LineChart, lang: Language, right: float, at: Any, height_of: Any) -> list[Spec]:
    shown = [trace for trace in chart.traces if _last(trace)[1].shown]
    wanted = [height_of(float(_last(trace)[1].value or 0)) for trace in shown]
    placed = spread(wanted, 14, _TOP, _BOTTOM)
    layers = []
    for trace, y, own_y in zip(shown, placed, wanted, strict=True):
        step, number = _last(trace)
        colour, _ = _stroke(trace.place)
        text = f"{trace.place.label} {number.digits(lang)}"
        mark: Spec = {"type": "text", "align": "left", "baseline": "middle", "color": colour}
        if trace.place.rank == 0:
            mark["fontWeight"] = "bold"
        layers.append(_at([_words(right + 12, y, text)], mark, _HEIGHT, **_TEXT))
        lead = _rule(at(step) + 3, own_y, right + 9, y)
        layers.append(_at([lead], {"type": "rule", "color": RULE, "strokeWidth": 0.8}, _HEIGHT))
    return layers
