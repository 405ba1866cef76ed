"""A figure over time, own and clusters', with breaks, events and provisional months."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pejling.report.axis import grey, nice, size
from pejling.report.canvas import ACCENT, DASHES, DATED, INK, MUTED, RULE, WIDTH, Canvas, Scale, Spec
from pejling.report.document import LineChart, Number, Trace
from pejling.report.labels import spread, told_apart, width, wrapped
from pejling.terms.text import Language

_HEIGHT = 204.0
_TOP, _BOTTOM, _LEFT = 22.0, 180.0, 44.0
_EVENTS = 20.0  # height of the row of numbers, where anything happened
_DISC = 15.0  # across a number in its circle
_ROW = 12.0  # height of a break's name
_DATES = {"": (DATED, 0.8), "break": (MUTED, 0.9), "tested": (INK, 2.0)}  # colour and width of their lines


def spec(chart: LineChart, lang: Language) -> Spec:
    """The chart, as wide as a page's text."""
    canvas = Canvas(WIDTH)
    names = [wrapped(label, WIDTH) for _, label in chart.breaks]
    above = _ROW * sum(map(len, names)) + 2 * bool(names)
    top = above + _EVENTS + 12 if chart.events else max(above + 8, _TOP)
    bottom = top + _BOTTOM - _TOP
    shown = [number for trace in chart.traces for number in trace.points if number.shown]
    ends = [f"{trace.place.label} {_last(trace)[1].digits(lang)}" for trace in chart.traces if not trace.raw]
    right = WIDTH - max((width(end) for end in ends), default=60) * 1.05 - 14
    sizes = [0.0, *map(size, shown)]
    ticks = nice(min(sizes), max(sizes))
    low, high = size(ticks[0]), size(ticks[-1])
    left = max(_LEFT, *(width(tick.digits(lang)) + 8 for tick in ticks))
    steps = max(len(chart.steps) - 1, 1)

    def across(step: float) -> float:
        return left + 6 + step * (right - left - 6) / steps

    def up(value: float) -> float:
        return bottom - (value - low) * (bottom - top) / (high - low)

    for tick in ticks:
        canvas.grid(left, up(size(tick)), right, up(size(tick)))
        canvas.text(left - 6, up(size(tick)), tick.digits(lang), "right", MUTED)
    named = [(across(step), label) for step, label in enumerate(chart.steps) if label]
    apart = told_apart([x for x, _ in named], [width(label) for _, label in named])
    for (x, label), told in zip(named, apart, strict=True):
        canvas.rule(x, bottom, x, bottom + 5, MUTED)
        if told:
            canvas.text(x, bottom + 15, label, "center", MUTED)
    _events(canvas, chart, across, above, bottom, left, right)
    _breaks(canvas, [across(max(step - 0.5, 0)) for step, _ in chart.breaks], names, bottom)
    if chart.tested is not None:
        canvas.rule(across(chart.tested), top, across(chart.tested), bottom, INK, 2.0)
    for trace in sorted(chart.traces, key=lambda trace: (-trace.place.rank, not trace.raw)):
        _trace(canvas, trace, chart, across, up)
    _ends(canvas, chart, lang, right, across, up, top, bottom)
    for step, period in enumerate(chart.periods):
        for trace in chart.traces:
            found = trace.points[step]
            if found.shown and not trace.raw:
                words = f"{trace.place.label}, {period}: {found.text(lang)}"
                canvas.spot(across(step), up(size(found)), words)
    return canvas.spec(_HEIGHT + bottom - _BOTTOM)


def _last(trace: Trace) -> tuple[int, Number]:
    """The last step that has a figure, and the figure."""
    shown = [(step, number) for step, number in enumerate(trace.points) if number.shown]
    return shown[-1] if shown else (0, trace.points[0])


def _trace(canvas: Canvas, trace: Trace, chart: LineChart, across: Scale, up: Scale) -> None:
    """The line in unbroken pieces; its provisional end is dotted, the municipality's with a hollow dot."""
    settled: list[tuple[float, float, int]] = []
    unsure: list[tuple[float, float, int]] = []
    piece, provisional = 0, chart.provisional
    for step, number in enumerate(trace.points):
        if step in chart.cuts or not number.shown:
            piece += 1
        if not number.shown:
            continue
        place = (across(step), up(size(number)), piece)
        if provisional is None or step < provisional:
            settled.append(place)
        if provisional is not None and step >= provisional - 1:
            unsure.append(place)
    own = trace.place.rank == 0
    colour, thick = (ACCENT, 0.9 if trace.raw else 2.8) if own else (grey(trace.place), 1.6)
    canvas.line(settled, colour, thick, [] if own else DASHES[(trace.place.rank - 1) % len(DASHES)])
    if len(unsure) > 1:
        canvas.line(unsure, colour, thick, [1, 3])
    if own and unsure and not trace.raw:
        canvas.point(unsure[-1][0], unsure[-1][1], "circle", 34, "#ffffff", colour)
    pieces = Counter(piece for _, _, piece in {*settled, *unsure})
    for x, y, piece in sorted({*settled, *(unsure[:-1] if own else unsure)}):
        if pieces[piece] == 1:  # between two that are hidden: no line reaches it
            canvas.point(x, y, "circle", 14 if own else 8, colour, colour)


def _breaks(canvas: Canvas, xs: Sequence[float], names: Sequence[list[str]], bottom: float) -> None:
    """A dashed upright line before the first step after a break, with what happened beside its upper end.

    Names that go to the left of their lines stand highest, the last first, so that no line runs through one.
    """
    rooms = [max(map(width, name)) for name in names]
    rightward = [x + 4 + room <= WIDTH for x, room in zip(xs, rooms, strict=True)]
    order = sorted(range(len(xs)), key=lambda at: (rightward[at], xs[at] if rightward[at] else -xs[at]))
    y = 6.0
    for at in order:
        x, below = xs[at], y + _ROW * (len(names[at]) - 1)
        beside = rightward[at] or rooms[at] <= x - 4
        canvas.rule(x, y if beside else below + 7, x, bottom, MUTED, dashed=True)
        if rightward[at]:
            canvas.text(x + 4, y, names[at], "left", MUTED)
        elif beside:
            canvas.text(x - 4, y, names[at], "right", MUTED)
        else:  # as long as the picture is wide: over its line
            canvas.text(0, y, names[at], "left", MUTED)
        y = below + _ROW


def _events(
    canvas: Canvas, chart: LineChart, across: Scale, above: float, bottom: float, left: float, right: float
) -> None:
    """A thin upright line at each event, its number in a circle above; a bar for what took some time."""
    xs = [min(max(across(mark.at), left), right) for mark in chart.events]
    centres = spread(xs, _DISC + 1, left, right)
    middle, foot = above + _DISC / 2, above + _EVENTS + 4
    for mark, x, centre in zip(chart.events, xs, centres, strict=True):
        colour, thick = _DATES[mark.look]
        canvas.rule(x, foot, x, bottom, colour, thick, dashed=mark.look == "break")
        canvas.rule(centre, middle, x, foot, DATED, 0.8)
        if mark.until is not None:
            end = min(max(across(mark.until), x), right)
            canvas.rule(x, foot, end, foot, DATED, 3)
        ink = INK if mark.look == "tested" else MUTED
        canvas.point(centre, middle, "circle", _DISC**2 * 0.7, "#ffffff", ink)
        canvas.text(centre, middle + 0.5, str(mark.number), "center", ink)


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
    shown = [(trace, *_last(trace)) for trace in chart.traces if not trace.raw and _last(trace)[1].shown]
    wanted = [up(size(number)) for _, _, number in shown]
    for (trace, step, number), y, own_y in zip(shown, spread(wanted, 14, top, bottom), wanted, strict=True):
        own = trace.place.rank == 0
        colour = ACCENT if own else grey(trace.place)
        text = f"{trace.place.label} {number.digits(lang)}"
        canvas.text(right + 12, y, text, "left", colour, "bold" if own else "")
        canvas.rule(across(step) + 3, own_y, right + 9, y, RULE, 0.8)
