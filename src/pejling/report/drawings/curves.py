"""Curves after the start of something, with the bands of their intervals.

One that is known week by week steps; one shown at some weeks only runs straight from point to point. The
first is thick in the accent colour, the others thinner, grey and dashed in ways of their own; each is named
at its end. Nothing needs colour to be read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pejling.report.axis import grey, nice, size
from pejling.report.canvas import ACCENT, DASHES, MUTED, RULE, WIDTH, Canvas, Scale, Spec
from pejling.report.document import Chart, Number, Place, Point
from pejling.report.labels import spread, width, wrapped
from pejling.terms.text import Language, Text

_TOP, _LEFT, _TALL = 22.0, 44.0, 200.0
_BAND_OPACITY = 0.16
_LINE = 13.0
PER_CENT = Text(da="pct.", en="per cent")
MOST_NAME = 150.0  # pixels: longer names are broken


@dataclass(frozen=True, slots=True)
class Step:
    """After ``week`` weeks the curve is at ``share`` (per cent), its interval ``low`` to ``high``."""

    week: int
    share: Number
    low: Number | None = None
    high: Number | None = None


@dataclass(frozen=True, slots=True)
class Curve:
    """One curve: whose it is, and its steps by rising week."""

    place: Place
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class CurveChart(Chart):
    """Curves, each with a step at least. ``weekly``: every week is known, so that they step.

    ``heads``: what a share and its two limits are called in a table; ``week``: a week, as in ``week {}``.
    """

    curves: tuple[Curve, ...]
    axis: str
    heads: tuple[str, str, str]
    week: str
    weekly: bool = False

    @property
    def points(self) -> tuple[Point, ...]:
        return tuple(
            Point(f"{curve.place.label}, {self.week.format(step.week)}", head, number)
            for curve in self.curves
            for step in curve.steps
            for head, number in zip(self.heads, (step.share, step.low, step.high), strict=True)
            if number is not None
        )

    @property
    def numbers(self) -> tuple[Number, ...]:
        return tuple(point.number for point in self.points)

    @property
    def weeks(self) -> int:
        """How far the axis goes: to the last week of any curve."""
        return max(1, *(curve.steps[-1].week for curve in self.curves))


def words(lang: Language) -> tuple[str, tuple[str, str, str], str]:
    """What the axis, a share with its two limits, and a week are called, as `CurveChart` has them."""
    return (
        Text(da="uger siden start", en="weeks since the start")(lang),
        (PER_CENT(lang), Text(da="95 pct. fra", en="95 per cent from")(lang), Text(da="til", en="to")(lang)),
        Text(da="uge {}", en="week {}")(lang),
    )


def spec(chart: CurveChart, lang: Language) -> Spec:
    """The chart, as wide as a page's text."""
    canvas = Canvas(WIDTH)
    names = [
        wrapped(f"{curve.place.label} {curve.steps[-1].share.digits(lang)}", MOST_NAME)
        for curve in chart.curves
    ]
    widest = max((width(row) for name in names for row in name), default=0.0)
    gap = _LINE * max((len(name) for name in names), default=1) + 1
    tall = max(_TALL, gap * len(names))
    right, bottom = WIDTH - widest * 1.05 - 14, _TOP + tall
    highest = max(size(step.high or step.share) for curve in chart.curves for step in curve.steps)
    ticks = nice(0.0, min(max(highest, 1.0), 100.0))
    top = size(ticks[-1]) or 1.0

    def across(week: float) -> float:
        return _LEFT + week * (right - _LEFT) / chart.weeks

    def up(share: float) -> float:
        return bottom - share * tall / top

    canvas.text(0, 6, PER_CENT(lang), colour=MUTED)
    for tick in ticks:
        canvas.grid(_LEFT, up(size(tick)), right, up(size(tick)))
        canvas.text(_LEFT - 6, up(size(tick)), tick.digits(lang), "right", MUTED)
    for week in _marked(chart.weeks):
        canvas.rule(across(week), bottom, across(week), bottom + 5, MUTED)
        canvas.text(across(week), bottom + 14, str(week), "center", MUTED)
    canvas.text(right, bottom + 29, chart.axis, "right", MUTED)
    for curve in sorted(chart.curves, key=lambda curve: -curve.place.rank):
        _curve(canvas, curve, chart.weekly, across, up, _BAND_OPACITY * min(1.0, 4 / len(chart.curves)))
        for step in curve.steps:
            words = f"{curve.place.label}, {chart.week.format(step.week)}: {step.share.text(lang)}"
            canvas.spot(across(step.week), up(size(step.share)), words)
    wanted = [up(size(curve.steps[-1].share)) for curve in chart.curves]
    placed = spread(wanted, gap, _TOP, bottom - gap + _LINE)
    _ends(canvas, chart.curves, names, list(zip(wanted, placed, strict=True)), across, right)
    return canvas.spec(bottom + 36)


def _curve(canvas: Canvas, curve: Curve, weekly: bool, across: Scale, up: Scale, opacity: float) -> None:
    """A line with its band; hollow discs where it is known at some weeks only."""
    rank = curve.place.rank
    colour = grey(curve.place) if rank else ACCENT
    corners = _corners(curve, weekly)
    canvas.area(_band(corners, across, up), colour, opacity)
    line = [(across(week), up(size(step.share)), 0) for week, step in corners]
    canvas.line(line, colour, 1.6 if rank else 2.6, DASHES[(rank - 1) % len(DASHES)] if rank else [])
    for step in curve.steps if not weekly else ():
        canvas.point(across(step.week), up(size(step.share)), "circle", 22, "#ffffff", colour)


def _band(
    corners: Sequence[tuple[float, Step]], across: Scale, up: Scale
) -> list[tuple[float, float, float]]:
    """The interval around a line, without the places at which it is not known."""
    start = corners[0][1]
    rows = []
    for week, step in corners:
        if step.low is not None and step.high is not None:
            rows.append((across(week), up(size(step.low)), up(size(step.high))))
        elif step == start:  # nobody has left yet: there is nothing to be unsure of
            rows.append((across(week), up(size(step.share)), up(size(step.share))))
    return rows


def _corners(curve: Curve, weekly: bool) -> list[tuple[float, Step]]:
    """The points of a line; of a stepping one the ends of each level stretch."""
    if not weekly:
        return [(step.week, step) for step in curve.steps]
    found: list[tuple[float, Step]] = []
    for step, following in pairwise(curve.steps):
        found += [(step.week, step), (following.week, step)]
    last = curve.steps[-1]
    return [*found, (last.week, last)]


def _marked(weeks: int) -> list[int]:
    """The weeks named on the axis: quarters, half-years or years, as there is room for."""
    step = next(step for step in (1, 2, 4, 13, 26, 52, 104, 208, 520) if weeks / step <= 10)
    return list(range(0, weeks + 1, step))


def _ends(
    canvas: Canvas,
    curves: Sequence[Curve],
    names: Sequence[list[str]],
    places: Sequence[tuple[float, float]],
    across: Scale,
    right: float,
) -> None:
    """Names and last values at the ends of the lines; ``places``: how high a line ends, and its name is."""
    for curve, name, (own, y) in zip(curves, names, places, strict=True):
        rank = curve.place.rank
        colour = grey(curve.place) if rank else ACCENT
        canvas.text(right + 12, y - (len(name) - 1) * _LINE / 2, name, "left", colour, "" if rank else "bold")
        canvas.rule(across(curve.steps[-1].week) + 4, own, right + 9, y, RULE, 0.8)
