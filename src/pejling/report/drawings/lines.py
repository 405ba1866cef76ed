"""A figure over time, own and clusters', with breaks, events and provisional months."""

from __future__ import annotations

from pejling.report.axis import grey, nice, size
from pejling.report.canvas import ACCENT, DASHES, DATED, GRID, MUTED, RULE, WIDTH, Canvas, Scale, Spec
from pejling.report.document import LineChart, Number, Trace
from pejling.report.labels import spread, width
from pejling.terms.text import Language

_HEIGHT = 204.0
_TOP, _BOTTOM, _LEFT = 22.0, 180.0, 44.0
_EVENTS = 20.0  # height of the row of numbers, where anything happened
_DISC = 15.0  # across a number in its circle


def spec(chart: LineChart, lang: Language) -> Spec:
    """The chart, as wide as a page's text."""
    canvas = Canvas(WIDTH)
    above = (12.0 * len(chart.breaks) + 2) * bool(
        chart.events and chart.breaks
    )  # names of breaks, over the row of numbers
    top = above + _EVENTS + 12 if chart.events else _TOP
    bottom = top + _BOTTOM - _TOP
    shown = [number for trace in chart.traces for number in trace.points if number.shown]
    ends = [f"{trace.place.label} {_last(trace)[1].digits(lang)}" for trace in chart.traces]
    right = WIDTH - max((width(end) for end in ends), default=60) * 1.05 - 14
    ticks = nice(min(0.0, *map(size, shown)), max(map(size, shown)))
    low, high = size(ticks[0]), size(ticks[-1])
    steps = max(len(chart.steps) - 1, 1)

    def across(step: float) -> float:
        return _LEFT + 6 + step * (right - _LEFT - 6) / steps

    def up(value: float) -> float:
        return bottom - (value - low) * (bottom - top) / (high - low)

    for tick in ticks:
        canvas.rule(_LEFT, up(size(tick)), right, up(size(tick)), GRID)
        canvas.text(_LEFT - 6, up(size(tick)), tick.digits(lang), "right", MUTED)
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
    for step, period in enumerate(chart.periods):
        for trace in chart.traces:
            found = trace.points[step]
            if found.shown:
                words = f"{trace.place.label}, {period}: {found.text(lang)}"
                canvas.spot(across(step), up(size(found)), words)
    return canvas.spec(_HEIGHT + bottom - _BOTTOM)


def _last(trace: Trace) -> tuple[int, Number]:
    """The last step that has a figure, and the figure."""
    shown = [(step, number) for step, number in enumerate(trace.points) if number.shown]
    return shown[-1] if shown else (0, trace.points[0])


def _trace(canvas: Canvas, trace: Trace, provisional: int | None, across: Scale, up: Scale) -> None:
    """The line in unbroken pieces; its provisional end is dotted, the municipality's with a hollow dot."""
    settled: list[tuple[float, float, int]] = []
    unsure: list[tuple[float, float, int]] = []
    piece = 0
    for step, number in enumerate(trace.points):
        if not number.shown:
            piece += 1
            continue
        place = (across(step), up(size(number)), piece)
        if provisional is None or step < provisional:
            settled.append(place)
        if provisional is not None and step >= provisional - 1:
            unsure.append(place)
    own = trace.place.rank == 0
    colour, thick = (ACCENT, 2.8) if own else (grey(trace.place), 1.6)
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
    wanted = [up(size(number)) for _, _, number in shown]
    for (trace, step, number), y, own_y in zip(shown, spread(wanted, 14, top, bottom), wanted, strict=True):
        own = trace.place.rank == 0
        colour = ACCENT if own else grey(trace.place)
        text = f"{trace.place.label} {number.digits(lang)}"
        canvas.text(right + 12, y, text, "left", colour, "bold" if own else "")
        canvas.rule(across(step) + 3, own_y, right + 9, y, RULE, 0.8)
