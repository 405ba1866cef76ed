"""Who came from where and went where: bands from states on the left through the middle to the right.

A band is as wide as the number behind it. What is hidden has no band, only its name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pejling.report.axis import size
from pejling.report.canvas import ACCENT, INK, MUTED, RULE, WIDTH, Canvas, Spec
from pejling.report.document import NBSP, Chart, Number, Point
from pejling.report.labels import width, wrapped
from pejling.terms.text import Language, Text

_NAMES = 178.0  # room for the names on either side
_NODE = 7.0  # across a state
_THICK = 190.0  # pixels of the wider side, all bands together
_LINE = 13.0  # height of a line of a name: states are as far apart as their names need
_GAP = 4.0
_HEAD = 28.0
_STEPS = 24  # pieces of a curved band
_LEFT_FILL, _RIGHT_FILL = "#7f9aa3", "#b7c3c8"


@dataclass(frozen=True, slots=True)
class Stream:
    """One state on a side: how many, and per cent of all on the side where that can be told."""

    label: str
    number: Number
    share: Number | None = None


@dataclass(frozen=True, slots=True)
class FlowChart(Chart):
    """``before`` and ``after``: the states, the largest first, with headings; ``middle``: what is between.

    ``columns``: what numbers and shares are called in a table.
    """

    middle: str
    before: tuple[Stream, ...]
    after: tuple[Stream, ...]
    heads: tuple[str, str]
    columns: tuple[str, str]

    @property
    def points(self) -> tuple[Point, ...]:
        return tuple(
            Point(f"{head}: {stream.label}", column, number)
            for head, side in zip(self.heads, (self.before, self.after), strict=True)
            for stream in side
            for column, number in zip(self.columns, (stream.number, stream.share), strict=True)
            if number is not None
        )

    @property
    def numbers(self) -> tuple[Number, ...]:
        return tuple(point.number for point in self.points)


def words(lang: Language) -> tuple[tuple[str, str], tuple[str, str]]:
    """What the two sides, and the numbers and shares, are called."""
    heads = Text(da="Kommer fra", en="Come from")(lang), Text(da="Går til", en="Go to")(lang)
    return heads, (Text(da="forløb", en="spells")(lang), Text(da="pct.", en="per cent")(lang))


def spec(chart: FlowChart, lang: Language) -> Spec:
    """The chart, as wide as a page's text."""
    canvas = Canvas(WIDTH)
    sides = [side for side in (chart.before, chart.after) if side]
    most = max((sum(map(_many, side)) for side in sides), default=0.0)
    scale = _THICK / (most or 1.0)
    height = max(_tall(side, scale, lang) for side in sides) if sides else 0.0
    middle = WIDTH / 2
    name = wrapped(chart.middle, 2 * (middle - _NAMES) - 2 * _NODE)
    top = _HEAD + _LINE * (len(name) - 1)
    foot = 6 + _LINE * (len(name) - 1)
    if chart.before:
        _side(canvas, chart.before, chart.heads[0], scale, (top, height), -1, lang)
        canvas.text(_NAMES, foot, chart.heads[0], "right", MUTED)
    if chart.after:
        _side(canvas, chart.after, chart.heads[1], scale, (top, height), 1, lang)
        canvas.text(WIDTH - _NAMES, foot, chart.heads[1], "left", MUTED)
    thick = most * scale
    centre = top + height / 2
    canvas.box(middle - 8, centre - thick / 2, middle + 8, centre + thick / 2, ACCENT)
    canvas.text(middle, 6, name, "center", ACCENT, "bold")
    return canvas.spec(top + height + 4)


def _many(stream: Stream) -> float:
    return size(stream.number) if stream.number.shown else 0.0


def _tall(side: Sequence[Stream], scale: float, lang: Language) -> float:
    return sum(_slot(one, scale, lang) + _GAP for one in side) - _GAP


def _slot(one: Stream, scale: float, lang: Language) -> float:
    return max(_many(one) * scale, _LINE * len(_name(one, lang)))


def _side(
    canvas: Canvas,
    side: Sequence[Stream],
    head: str,
    scale: float,
    within: tuple[float, float],
    way: int,
    lang: Language,
) -> None:
    """The states of one side (``way`` -1 left, 1 right) and their bands to the middle.

    ``within``: where the states begin from above, and how high they may be.
    """
    above, height = within
    edge = _NAMES if way < 0 else WIDTH - _NAMES
    inner, outer = WIDTH / 2 + way * 8, edge - way * _NODE
    top = above + (height - _tall(side, scale, lang)) / 2
    at = above + height / 2 - sum(map(_many, side)) * scale / 2
    for one in side:
        thick = _many(one) * scale
        slot, name = _slot(one, scale, lang), _name(one, lang)
        y = top + (slot - thick) / 2
        if thick:
            drawn = max(thick, 0.7)
            fill = _LEFT_FILL if way < 0 else _RIGHT_FILL
            canvas.area(_band(outer, y, inner, at, drawn), fill, 0.85)
            canvas.box(min(edge, outer), y, max(edge, outer), y + drawn, INK)
        else:
            canvas.rule(outer, top + slot / 2, edge, top + slot / 2, RULE, dashed=True)
        canvas.spot((edge + outer) / 2, top + slot / 2, f"{head}: {one.label}: {one.number.text(lang)}")
        colour = INK if one.number.shown else MUTED
        below = top + slot / 2 - (len(name) - 1) * _LINE / 2
        canvas.text(edge + way * 6, below, name, "right" if way < 0 else "left", colour)
        at += thick
        top += slot + _GAP


def _band(x: float, y: float, x2: float, y2: float, thick: float) -> list[tuple[float, float, float]]:
    """A band that leaves and arrives level, of the same height all the way."""
    rows = []
    for step in range(_STEPS + 1):
        t = step / _STEPS
        rise = y + (y2 - y) * t * t * (3 - 2 * t)
        rows.append((x + (x2 - x) * t, rise, rise + thick))
    return rows


def _name(one: Stream, lang: Language) -> list[str]:
    """What stands beside a state: its name, the number beside its last word, the share where it is told."""
    told = one.number.digits(lang)
    if one.share is not None:
        told += f" ({one.share.digits(lang)}{' pct.' if lang == 'da' else '%'})"
    room = _NAMES - 8
    last = f"{one.label.rpartition(' ')[2]}{NBSP}{told.partition(' ')[0]}"
    return wrapped(f"{one.label}{NBSP if width(last) <= room else ' '}{told}", room)
