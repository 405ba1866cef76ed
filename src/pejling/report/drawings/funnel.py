"""Rate against size: how far from the middle chance alone can bring a place of its size.

Two pairs of lines around the middle hold 95 and 99.8 per cent of what chance does; named are the own
municipality and those furthest outside.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import log, log10

from pejling.report.axis import nice, size
from pejling.report.canvas import ACCENT, INK, MUTED, WIDTH, Canvas, Scale, Spec
from pejling.report.document import Chart, Number, Place, Point
from pejling.report.labels import width
from pejling.terms.text import Language

_LEFT, _TOP, _TALL = 44.0, 22.0, 236.0
_SMALL = 9.5
_MOST_MARKS = 10  # of sizes on the axis; with more only the powers of ten
NAMED = 8  # places beside the own one that are named at most


@dataclass(frozen=True, slots=True)
class Spot:
    """A municipality: its ``size`` (what the rate is taken of) and its rate."""

    place: Place
    size: Number
    value: Number


@dataclass(frozen=True, slots=True)
class Limit:
    """At so large a size chance alone keeps a rate between ``low`` and ``high``."""

    size: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class FunnelChart(Chart):
    """``middle``: the rate of all together; ``limits``: the inner and the outer pair, by rising size.

    ``beyond``: places outside the outer pair, the furthest first: these are named.
    """

    spots: tuple[Spot, ...]
    middle: Number
    limits: tuple[tuple[Limit, ...], tuple[Limit, ...]]
    axes: tuple[str, str]
    beyond: tuple[Place, ...] = ()

    @property
    def points(self) -> tuple[Point, ...]:
        return tuple(
            Point(spot.place.label, axis, number)
            for spot in self.spots
            for axis, number in zip(self.axes, (spot.size, spot.value), strict=True)
        )

    @property
    def numbers(self) -> tuple[Number, ...]:
        return (self.middle, *(point.number for point in self.points))


def spec(chart: FunnelChart, lang: Language) -> Spec:
    """The chart, as wide as a page's text; sizes on a logarithmic scale."""
    canvas = Canvas(WIDTH)
    sizes = [size(spot.size) for spot in chart.spots]
    low, high = min(sizes) * 0.9, max(sizes) * 1.15
    right, bottom = WIDTH - width("99,8 pct.", _SMALL) - 12, _TOP + _TALL
    values = [size(spot.value) for spot in chart.spots]
    values.append(size(chart.middle))
    ticks = nice(max(0.0, min(values)) if min(values) < max(values) else 0.0, max(values))
    floor, top = size(ticks[0]), size(ticks[-1])

    def across(one: float) -> float:
        return _LEFT + log(one / low) * (right - _LEFT) / log(high / low)

    def up(value: float) -> float:
        return bottom - (value - floor) * _TALL / (top - floor)

    for tick in ticks:
        canvas.grid(_LEFT, up(size(tick)), right, up(size(tick)))
        canvas.text(_LEFT - 6, up(size(tick)), tick.digits(lang), "right", MUTED)
    marks = _round_sizes(low, high)
    if len(marks) > _MOST_MARKS:
        marks = [one for one in marks if str(one.value).startswith("1")]
    for tick in marks:
        canvas.rule(across(size(tick)), bottom, across(size(tick)), bottom + 5, MUTED)
        canvas.text(across(size(tick)), bottom + 14, tick.digits(lang), "center", MUTED)
    canvas.text(0, 6, chart.axes[1], "left", MUTED)
    canvas.text(right, bottom + 29, chart.axes[0], "right", MUTED)
    _limits(canvas, chart, across, up, (floor, top), right, lang)
    _spots(canvas, chart, across, up, lang)
    _labels(canvas, chart, across, up, right)
    return canvas.spec(bottom + 36)


def _round_sizes(low: float, high: float) -> list[Number]:
    """1, 2 and 5 times the powers of ten within the axis."""
    found = []
    for power in range(int(log10(low)) - 1, int(log10(high)) + 2):
        found += [one * 10**power for one in (1, 2, 5) if low <= one * 10.0**power <= high]
    return [Number(Fraction(one), 0) for one in found]


def _limits(
    canvas: Canvas,
    chart: FunnelChart,
    across: Scale,
    up: Scale,
    within: tuple[float, float],
    right: float,
    lang: Language,
) -> None:
    middle = up(size(chart.middle))
    canvas.line([(_LEFT, middle, 0), (right, middle, 0)], MUTED, 1.4, [])
    names = ("95 pct.", "99,8 pct.") if lang == "da" else ("95%", "99.8%")
    for pair, dash, name, raised in zip(chart.limits, ([4, 3], []), names, (6, -6), strict=True):
        for upper in (False, True):
            drawn = [
                (across(one.size), up(value), 0)
                for one in pair
                if within[0] <= (value := one.high if upper else one.low) <= within[1]
            ]
            if drawn:
                canvas.line(drawn, MUTED, 0.9, dash)
                if upper:
                    canvas.text(right + 6, drawn[-1][1] + raised, name, "left", MUTED, "", _SMALL)


def _spots(canvas: Canvas, chart: FunnelChart, across: Scale, up: Scale, lang: Language) -> None:
    for spot in sorted(chart.spots, key=lambda spot: -spot.place.rank):
        x, y = across(size(spot.size)), up(size(spot.value))
        own = spot.place.rank == 0
        canvas.spot(x, y, f"{spot.place.label}: {spot.value.digits(lang)} ({spot.size.digits(lang)})")
        colour = ACCENT if own else MUTED
        fill = ACCENT if own else MUTED if spot.place.rank == 1 else "#ffffff"
        canvas.point(x, y, "circle", 90 if own else 26, fill, colour)


def _labels(canvas: Canvas, chart: FunnelChart, across: Scale, up: Scale, right: float) -> None:
    """The own name, then those furthest outside, each where it covers no other."""
    taken: list[tuple[float, float, float]] = []
    marks = [(across(size(spot.size)), up(size(spot.value))) for spot in chart.spots]
    middle = up(size(chart.middle))
    by_place = {spot.place: spot for spot in chart.spots}
    own = [spot.place for spot in chart.spots if spot.place.rank == 0]
    for place in (*own, *(one for one in chart.beyond[:NAMED] if one not in own)):
        spot = by_place[place]
        x, y = across(size(spot.size)), up(size(spot.value))
        letters = 11.0 if place.rank == 0 else _SMALL
        room = width(place.label, letters) * 1.05
        beside = [(x + 8, y), (x - 8 - room, y), (x - room / 2, y - 13), (x - room / 2, y + 13)]
        if (
            place.rank == 0
        ):  # the own one stands in the crowd: its name may stand outside, at the end of a line
            steps = [14.0 * step for step in range(2, 10)]
            beside += [(x - room / 2, y + side * step) for step in steps for side in (1, -1)]
        tried = [
            (left, top)
            for left, top in beside
            if left > _LEFT
            and _TOP <= top <= _TOP + _TALL - 8
            and left + room < right
            and not any(left < b[1] and b[0] < left + room and abs(top - b[2]) < 12 for b in taken)
        ]
        if not tried:
            continue
        left, top = min(tried, key=lambda at: _covered(marks, at, room) + (abs(at[1] - middle) < 7))
        taken.append((left, left + room, top))
        if abs(top - y) > 14:
            canvas.rule(x, y, x, top + (7 if top < y else -7), ACCENT, 0.9)
        colour, weight = (ACCENT, "bold") if place.rank == 0 else (INK, "")
        canvas.text(left, top, place.label, "left", colour, weight, letters)


def _covered(marks: Sequence[tuple[float, float]], at: tuple[float, float], room: float) -> int:
    """How many marks a name at this place would lie over."""
    left, top = at
    return sum(left - 3 < x < left + room + 3 and abs(y - top) < 9 for x, y in marks)
