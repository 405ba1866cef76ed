"""Where people are some months after: a group of bars for every destination, the own one thick and dark."""

from __future__ import annotations

from dataclasses import dataclass

from pejling.report.axis import size
from pejling.report.canvas import ACCENT, INK, MUTED, WIDTH, Canvas, Scale, Spec
from pejling.report.document import Chart, Number, Place, Point
from pejling.report.labels import width, wrapped
from pejling.terms.text import Language

_NAMES = 196.0
_OWN, _OTHER = 13.0, 9.5  # height of a bar
_BETWEEN = 9.0  # pixels between destinations
_FILLS = ("#9fb0b6", "#d3dade", "#84929a", "#e8ecee")
_SMALL = 9.5


@dataclass(frozen=True, slots=True)
class Group:
    """One destination: a figure for every place."""

    label: str
    bars: tuple[tuple[Place, Number], ...]


@dataclass(frozen=True, slots=True)
class StatusBars(Chart):
    """The destinations, all on one scale from 0; places are named at the first of them."""

    groups: tuple[Group, ...]

    @property
    def points(self) -> tuple[Point, ...]:
        return tuple(
            Point(one.label, place.label, number) for one in self.groups for place, number in one.bars
        )

    @property
    def numbers(self) -> tuple[Number, ...]:
        return tuple(point.number for point in self.points)


def spec(chart: StatusBars, lang: Language) -> Spec:
    """The chart, as wide as a page's text."""
    canvas = Canvas(WIDTH)
    bars = [bar for group in chart.groups for bar in group.bars]
    sizes = [0.0, *(size(number) for _, number in bars if number.shown)]
    low, high = min(sizes), max(sizes)
    room = max(width(f"{number.digits(lang)} {place.label}") for place, number in bars) * 1.08 + 10
    scale = (WIDTH - _NAMES - room) / ((high - low) or 1.0)

    def across(value: float) -> float:
        return _NAMES + (value - low) * scale

    top = 4.0
    for at, group in enumerate(chart.groups):
        top = _group(canvas, group, top, across, lang, named=not at) + _BETWEEN
    canvas.rule(across(0.0), 0, across(0.0), top - _BETWEEN + 3, MUTED, 1.0)
    return canvas.spec(top - _BETWEEN + 4)


def _group(canvas: Canvas, group: Group, top: float, across: Scale, lang: Language, *, named: bool) -> float:
    """One destination below ``top``; gives where it ends."""
    zero = across(0.0)
    y = top
    for place, number in group.bars:
        own = place.rank == 0
        tall = _OWN if own else _OTHER
        fill = ACCENT if own else _FILLS[(place.rank - 1) % len(_FILLS)]
        end = across(size(number)) if number.shown else zero
        if number.shown:
            canvas.box(
                zero, y + 0.5, end, y + tall - 0.5, fill, ACCENT if own else MUTED, 0.0 if own else 0.5
            )
        canvas.spot(
            max(end - 4, zero + 2), y + tall / 2, f"{group.label}, {place.label}: {number.digits(lang)}"
        )
        told = f"{number.digits(lang)} {place.label}" if named else number.digits(lang)
        weight, ink, letters = ("bold", ACCENT, 11.0) if own else ("", MUTED, _SMALL)
        canvas.text(max(end, zero) + 5, y + tall / 2, told, "left", ink, weight, letters)
        y += tall
    name = wrapped(group.label, _NAMES - 14)
    first = _OWN if group.bars and group.bars[0][0].rank == 0 else _OTHER
    canvas.text(_NAMES - 9, top + first / 2, name, "right", INK)
    end = max(y, top + len(name) * 13.0)
    canvas.grid(0, end + _BETWEEN / 2, WIDTH, end + _BETWEEN / 2, 0.7)
    return end
