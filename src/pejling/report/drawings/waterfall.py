"""Drivers of a change: each part's own change, one after the other, from the first level to the last."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from pejling.report.axis import marked, nice, size
from pejling.report.canvas import ACCENT, INK, MUTED, RULE, WIDTH, Canvas, Spec
from pejling.report.document import Chart, Number, Point
from pejling.report.labels import width, wrapped
from pejling.terms.amount import round_half_up
from pejling.terms.text import Language

_NAMES = 212.0  # room for the names of the parts
_ROW, _THICK = 23.0, 13.0
_FALL = "#9dadb3"  # a rise is dark, a fall is light: told apart in grey


@dataclass(frozen=True, slots=True)
class Step:
    """One part's change, as it is printed."""

    label: str
    change: Number


@dataclass(frozen=True, slots=True)
class Waterfall(Chart):
    """From ``first`` to ``last`` (label, level), step by step: the steps add up to their difference.

    ``heading`` is what the column of changes is called where the figures are listed.
    """

    first: tuple[str, Number]
    steps: tuple[Step, ...]
    last: tuple[str, Number]
    heading: str = ""

    def __post_init__(self) -> None:
        apart = _printed(self.last[1]) - _printed(self.first[1])
        if sum((_printed(step.change) for step in self.steps), Fraction(0)) != apart:
            raise ValueError(f"the steps of {self.id} do not add up to the change of {apart}")

    @property
    def change(self) -> Number:
        """The whole change: the difference of the two printed levels."""
        return Number(_printed(self.last[1]) - _printed(self.first[1]), self.last[1].decimals)

    @property
    def numbers(self) -> tuple[Number, ...]:
        return (self.first[1], *(step.change for step in self.steps), self.change, self.last[1])

    @property
    def points(self) -> tuple[Point, ...]:
        steps = [Point(step.label, self.heading, step.change) for step in self.steps]
        ends = [Point(label, self.heading, number) for label, number in (self.first, self.last)]
        return (ends[0], *steps, ends[1])


def signed(number: Number, lang: Language) -> str:
    """``+134``, ``−92``, ``0``."""
    return f"+{number.digits(lang)}" if _printed(number) > 0 else number.digits(lang)


def _printed(number: Number) -> Fraction:
    return Fraction(round_half_up(number.value or Fraction(0), number.decimals))


def spec(chart: Waterfall, lang: Language) -> Spec:
    """The chart, as wide as a page's text: a line a step, the axis is the change so far."""
    canvas = Canvas(WIDTH)
    sums = [0.0]
    for step in chart.steps:
        sums.append(sums[-1] + size(step.change))
    told = [signed(step.change, lang) for step in chart.steps]
    ends = [_end(chart.first, lang), f"{_end(chart.last, lang)} ({signed(chart.change, lang)})"]
    side = max(width(text) for text in told) + 10 if told else 30.0
    left, right = _NAMES + side, WIDTH - side
    ticks = nice(min(sums), max(sums))
    low, high = size(ticks[0]), size(ticks[-1])

    def across(value: float) -> float:
        return left + (value - low) * (right - left) / (high - low)

    names = [wrapped(step.label, _NAMES) for step in chart.steps]
    talls = [_ROW, *(max(_ROW, len(name) * 13.0 + 4) for name in names), _ROW]
    middles = [4.0 + sum(talls[:at]) + tall / 2 for at, tall in enumerate(talls)]
    top, foot = 4.0, 4.0 + sum(talls)
    marked(canvas, [(across(size(tick)), signed(tick, lang)) for tick in ticks], top, foot)
    canvas.rule(across(0.0), top, across(0.0), foot, MUTED, 1.2)
    canvas.text(0, middles[0], ends[0], weight="bold")
    for number, step in enumerate(chart.steps):
        middle, following = middles[number + 1], middles[number + 2]
        before, after = across(sums[number]), across(sums[number + 1])
        canvas.text(0, middle - (len(names[number]) - 1) * 6.5, names[number])
        rises = after > before
        colour = ACCENT if rises else _FALL
        canvas.box(min(before, after), middle - _THICK / 2, max(before, after), middle + _THICK / 2, colour)
        canvas.rule(after, middle, after, following, RULE, 1.0)
        falls = size(step.change) < 0
        canvas.text(
            after - 5 if falls else after + 5, middle, told[number], "right" if falls else "left", INK
        )
        canvas.spot(after, middle, f"{step.label}: {told[number]}")
    middle = middles[-1]
    start, end = across(0.0), across(size(chart.change))
    canvas.text(0, middle, ends[1], weight="bold")
    canvas.box(min(start, end), middle - _THICK / 2, max(start, end), middle + _THICK / 2, INK)
    canvas.spot(end, middle, ends[1])
    return canvas.spec(foot + 18)


def _end(end: tuple[str, Number], lang: Language) -> str:
    return f"{end[0]}: {end[1].digits(lang)}"
