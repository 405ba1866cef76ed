"""Where the municipality lies among all: a line a figure, a thin mark for every municipality.

The own one is a solid disc with its figure and place over it; the lowest and highest stand at the ends.
"""

from __future__ import annotations

from dataclasses import dataclass

from pejling.report.axis import size
from pejling.report.canvas import ACCENT, MUTED, RULE, WIDTH, Canvas, Spec
from pejling.report.document import Chart, Number, Point
from pejling.report.labels import width, within, wrapped
from pejling.terms.text import Language

_NAMES = 262.0  # room for the names of the lines
_LEAST = 42.0  # and for a figure at either end
_ROW = 38.0
_SMALL = 9.5


@dataclass(frozen=True, slots=True)
class Strip:
    """One figure, ``of`` (indicator, group, period): every municipality's name and value, lowest first.

    ``own`` is one of the names. ``rank`` of ``among`` counts from the nearer end; ``place`` says
    which.
    """

    of: tuple[str, str, str]
    label: str
    values: tuple[tuple[str, Number], ...]
    own: str
    rank: Number
    among: Number
    place: str

    @property
    def value(self) -> Number:
        return next(number for name, number in self.values if name == self.own)


@dataclass(frozen=True, slots=True)
class StripChart(Chart):
    """The strips; ``rank_head`` and ``among_head``: what place and number are called in a table."""

    strips: tuple[Strip, ...]
    rank_head: str
    among_head: str

    @property
    def points(self) -> tuple[Point, ...]:
        found = []
        for one in self.strips:
            found += [Point(one.label, name, number) for name, number in one.values]
            found += [Point(one.label, self.rank_head, one.rank)]
            found += [Point(one.label, self.among_head, one.among)]
        return tuple(found)

    @property
    def numbers(self) -> tuple[Number, ...]:
        return tuple(point.number for point in self.points)


def spec(chart: StripChart, lang: Language) -> Spec:
    """The chart, as wide as a page's text."""
    canvas = Canvas(WIDTH)
    lows, highs = (
        max(width(one.values[end][1].digits(lang), _SMALL) for one in chart.strips) for end in (0, -1)
    )
    ends = (_NAMES + max(lows + 12, _LEAST), WIDTH - max(highs + 8, _LEAST))
    y = 0.0
    for one in chart.strips:
        title = wrapped(one.label, _NAMES)
        tall = max(_ROW, len(title) * 13.0 + 12)
        middle = y + tall / 2 + 7
        canvas.text(0, middle - (len(title) - 1) * 6.5, title)
        _strip(canvas, one, middle, ends, lang)
        y += tall
    return canvas.spec(y + 4)


def _strip(canvas: Canvas, one: Strip, y: float, ends: tuple[float, float], lang: Language) -> None:
    left, right = ends
    low, high = size(one.values[0][1]), size(one.values[-1][1])
    scale = (right - left) / (high - low) if high > low else 0.0
    canvas.rule(left, y, right, y, RULE)
    places: dict[float, list[str]] = {}
    for name, number in one.values:
        places.setdefault(left + (size(number) - low) * scale, []).append(name)
    for x, names in places.items():
        canvas.rule(x, y - 5, x, y + 5, MUTED, 1.1)
        value = next(number for name, number in one.values if name == names[0])
        canvas.spot(x, y, f"{one.label}: {', '.join(names)} {value.text(lang)}".replace("\n", " "))
    canvas.text(left - 6, y, one.values[0][1].digits(lang), "right", MUTED, size=_SMALL)
    canvas.text(right + 6, y, one.values[-1][1].digits(lang), "left", MUTED, size=_SMALL)
    x = left + (size(one.value) - low) * scale
    canvas.point(x, y, "circle", 70, ACCENT, ACCENT)
    words = f"{one.own} {one.value.digits(lang)}, {one.place}"
    centre = within(x, width(words) * 1.06, _NAMES + 4, WIDTH)
    canvas.text(centre, y - 14, words, "center", ACCENT, "bold")
