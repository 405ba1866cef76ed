"""Curves with the bands of their intervals, as a Vega-Lite specification drawn to SVG.

One that is known week by week steps; one shown at some weeks only runs straight from point to point. The
first is thick in the accent colour, the others thinner, grey and dashed in ways of their own; each is named
at its end. Nothing needs colour to be read.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from itertools import pairwise

from pejling.report.axis import nice
from pejling.report.canvas import ACCENT, DASHES, FONT, GREYS, GRID, MUTED, RULE, WIDTH, Canvas, Scale, Spec
from pejling.report.labels import spread, width, wrapped
from pejling.report.vega import drawn
from pejling.terms.text import Language

_TOP, _LEFT, _TALL = 58.0, 44.0, 200.0
_BAND_OPACITY = 0.16
_LINE = 13.0
MOST_NAME = 150.0  # pixels: longer names are broken


@dataclass(frozen=True, slots=True)
class Step:
    """After ``week`` weeks the curve is at ``share`` (per cent), its interval ``low`` to ``high``."""

    week: int
    share: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class StepLine:
    """A curve: what it is called, and its steps by rising week."""

    label: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class StepChart:
    """Curves, at least one with a step; ``notes`` stand under the picture, the source last.

    ``weekly``: every week is known, so that the curve steps.
    """

    title: str
    heading: str
    axis: str
    lines: tuple[StepLine, ...]
    notes: tuple[str, ...]
    weekly: bool = True

    @property
    def weeks(self) -> int:
        """How far the axis goes: to the last week of any curve."""
        return max(1, *(line.steps[-1].week for line in self.lines))


def svg(chart: StepChart, lang: Language) -> str:
    """The chart drawn; its title and last values are there for those who cannot see it."""
    picture = drawn(spec(chart, lang))
    said = f"{chart.title}: {chart.heading}. " + "; ".join(
        f"{line.label} {_digits(line.steps[-1].share, lang)} pct." for line in chart.lines
    )
    described = f'<svg role="img" aria-label="{escape(said)}" '
    # the file stands alone: where the font is not installed, another one without serifs is to be taken
    named = picture.replace(f'font-family="{FONT}"', f'font-family="{FONT}, Helvetica, Arial, sans-serif"')
    return named.replace("<svg ", described, 1)


def spec(chart: StepChart, lang: Language) -> Spec:
    """The Vega-Lite specification: every position is worked out here, in pixels."""
    canvas = Canvas(WIDTH)
    names = [
        wrapped(f"{line.label} {_digits(line.steps[-1].share, lang)}", MOST_NAME) for line in chart.lines
    ]
    widest = max((width(row) for name in names for row in name), default=0.0)
    right, bottom = WIDTH - widest * 1.05 - 14, _TOP + _TALL
    highest = max(max(step.high or 0, step.share) for line in chart.lines for step in line.steps)
    ticks = nice(0.0, min(max(highest, 1.0), 100.0))
    top = float(ticks[-1].value or 1)

    def across(week: float) -> float:
        return _LEFT + week * (right - _LEFT) / chart.weeks

    def up(share: float) -> float:
        return bottom - share * _TALL / top

    canvas.text(0, 8, chart.title, weight="bold")
    canvas.text(0, 24, chart.heading, colour=MUTED)
    canvas.text(0, _TOP - 14, "pct." if lang == "da" else "per cent", colour=MUTED)
    for tick in ticks:
        y = up(float(tick.value or 0))
        canvas.rule(_LEFT, y, right, y, GRID)
        canvas.text(_LEFT - 6, y, tick.digits(lang), "right", MUTED)
    for week in _marked(chart.weeks):
        canvas.rule(across(week), bottom, across(week), bottom + 5, MUTED)
        canvas.text(across(week), bottom + 14, str(week), "center", MUTED)
    canvas.text(right, bottom + 29, chart.axis, "right", MUTED)
    bands: list[Spec] = []
    for rank, line in reversed(list(enumerate(chart.lines))):
        colour = ACCENT if rank == 0 else GREYS[(rank - 1) % len(GREYS)]
        corners = _corners(line, chart)
        dash: list[int] = [] if rank == 0 else DASHES[(rank - 1) % len(DASHES)]
        rows = [(across(week), up(step.share), 0) for week, step in corners]
        canvas.line(rows, colour, 2.6 if rank == 0 else 1.6, dash)
        bands.append(_band([(across(week), step) for week, step in corners], up, colour))
        if not chart.weekly:
            for step in line.steps:
                canvas.point(across(step.week), up(step.share), "circle", 22, "#ffffff", colour)
    _ends(canvas, chart, names, across, up, right)
    below = bottom + 48
    for note in chart.notes:
        rows_of_note = wrapped(note, WIDTH)
        canvas.text(0, below, rows_of_note, colour=MUTED)
        below += _LINE * len(rows_of_note) + 3
    whole = canvas.spec(below)
    whole["layer"] = [*(band for band in bands if band["data"]["values"]), *whole["layer"]]
    return whole


def _band(corners: list[tuple[float, Step]], up: Scale, colour: str) -> Spec:
    """The interval around a line, without the places at which it is not known."""
    start = corners[0][1]
    rows = []
    for x, step in corners:
        if step.low is not None and step.high is not None:
            rows.append({"x": x, "y": up(step.low), "y2": up(step.high)})
        elif step == start:  # nobody has left yet: there is nothing to be unsure of
            rows.append({"x": x, "y": up(step.share), "y2": up(step.share)})
    mark = {"type": "area", "color": colour, "opacity": _BAND_OPACITY, "clip": False}
    return {"data": {"values": rows}, "mark": mark, "encoding": {"y2": {"field": "y2"}}}


def _corners(line: StepLine, chart: StepChart) -> list[tuple[float, Step]]:
    """The points of a line; of a stepping one the ends of each level stretch."""
    if not chart.weekly:
        return [(step.week, step) for step in line.steps]
    found: list[tuple[float, Step]] = []
    for step, following in pairwise(line.steps):
        found += [(step.week, step), (following.week, step)]
    last = line.steps[-1]
    return [*found, (last.week, last), (min(last.week + 0.5, chart.weeks), last)]


def _marked(weeks: int) -> list[int]:
    """The weeks named on the axis: quarters, half-years or years, as there is room for."""
    size = next(size for size in (1, 2, 4, 13, 26, 52, 104, 208, 520) if weeks / size <= 10)
    return list(range(0, weeks + 1, size))


def _ends(
    canvas: Canvas, chart: StepChart, names: list[list[str]], across: Scale, up: Scale, right: float
) -> None:
    """Names and last values at the ends of the lines, apart from each other."""
    wanted = [up(line.steps[-1].share) for line in chart.lines]
    gap = _LINE * max((len(name) for name in names), default=1) + 1
    placed = spread(wanted, gap, _TOP, _TOP + _TALL)
    for rank, (line, name, own, y) in enumerate(zip(chart.lines, names, wanted, placed, strict=True)):
        colour = ACCENT if rank == 0 else GREYS[(rank - 1) % len(GREYS)]
        canvas.text(right + 12, y - (len(name) - 1) * _LINE / 2, name, "left", colour, "" if rank else "bold")
        canvas.rule(across(line.steps[-1].week) + 4, own, right + 9, y, RULE, 0.8)


def _digits(share: float, lang: Language) -> str:
    text = f"{share:.1f}"
    return text.replace(".", ",") if lang == "da" else text
