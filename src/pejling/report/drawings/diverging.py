"""Answers on a scale: those who disagree to the left, those who agree to the right, the middle between."""

from __future__ import annotations

from dataclasses import dataclass

from pejling.report.axis import size
from pejling.report.canvas import ACCENT, INK, MUTED, WIDTH, Canvas, Spec
from pejling.report.document import Chart, Number, Point
from pejling.report.labels import GAP, width, within, wrapped
from pejling.terms.text import Language

_NAMES = 250.0  # room for the questions
_LEFT, _RIGHT = _NAMES + 12, WIDTH - 44
_LINE, _THICK, _AIR = 13.0, 16.0, 11.0
_AGAINST, _BETWEEN = "#a3b1b6", "#e1e7e9"  # the dark side agrees: told apart in grey


@dataclass(frozen=True, slots=True)
class Answers:
    """One question, in per cent of the ``number`` who answered on the scale.

    ``between`` is None where the scale has no middle; a hidden share leaves its place empty.
    """

    question: str
    against: Number
    between: Number | None
    agreeing: Number
    number: Number

    @property
    def shares(self) -> tuple[Number, ...]:
        return tuple(one for one in (self.against, self.between, self.agreeing) if one)


@dataclass(frozen=True, slots=True)
class DivergingChart(Chart):
    """Questions on one scale. The headings say which answers stand to the left, between and to the right;
    ``answers`` heads the column of how many answered."""

    rows: tuple[Answers, ...]
    against: str
    between: str
    agreeing: str
    answers: str

    @property
    def numbers(self) -> tuple[Number, ...]:
        return tuple(number for row in self.rows for number in (*row.shares, row.number))

    @property
    def points(self) -> tuple[Point, ...]:
        found = []
        for row in self.rows:
            found.append(Point(row.question, self.against, row.against))
            if row.between:
                found.append(Point(row.question, self.between, row.between))
            found.append(Point(row.question, self.agreeing, row.agreeing))
            found.append(Point(row.question, self.answers, row.number))
        return tuple(found)


def spec(chart: DivergingChart, lang: Language) -> Spec:
    """The chart, as wide as a page's text; all questions on one scale, the middle over the middle line."""
    canvas = Canvas(WIDTH)
    halves = [size(row.between) / 2 if row.between else 0.0 for row in chart.rows]
    sides = [
        (size(row.against) + half, size(row.agreeing) + half)
        for row, half in zip(chart.rows, halves, strict=True)
    ]
    left, right = (max(side, default=50.0) for side in zip(*sides, strict=True))
    scale = (_RIGHT - _LEFT) / max(left + right, 1.0)
    middle = _LEFT + left * scale
    y = _headed(canvas, chart, middle)
    for row, half in zip(chart.rows, halves, strict=True):
        names = wrapped(row.question, _NAMES)
        tall = max(_THICK, len(names) * _LINE)
        centre = y + tall / 2
        canvas.text(0, centre - (len(names) - 1) * _LINE / 2, names)
        edge = middle - half * scale
        other = middle + half * scale
        _part(canvas, row.against, edge - size(row.against) * scale, edge, centre, _AGAINST, INK, lang)
        if row.between:
            _part(canvas, row.between, edge, other, centre, _BETWEEN, INK, lang)
        _part(
            canvas, row.agreeing, other, other + size(row.agreeing) * scale, centre, ACCENT, "#ffffff", lang
        )
        if not any(one.shown for one in row.shares):
            canvas.text(middle, centre, row.agreeing.digits(lang), "center", MUTED)
        told = ", ".join(f"{point.column} {point.number.digits(lang)}" for point in _row_points(chart, row))
        canvas.spot(middle, centre, f"{row.question}: {told}")
        canvas.text(WIDTH, centre, row.number.digits(lang), "right", MUTED)
        y += tall + _AIR
    return canvas.spec(y - _AIR + 8)


def _row_points(chart: DivergingChart, row: Answers) -> list[Point]:
    return [point for point in chart.points if point.row == row.question]


def _headed(canvas: Canvas, chart: DivergingChart, middle: float) -> float:
    """The answers' names, from one end to the other as the bars are; gives where the bars begin."""
    room = (_RIGHT - _LEFT - 2 * GAP) / 3
    against, between, agreeing = (
        wrapped(name, room) if name else [] for name in (chart.against, chart.between, chart.agreeing)
    )
    foot = 8.0 + (max(len(against), len(between), len(agreeing), 1) - 1) * _LINE

    def up(lines: list[str]) -> float:
        return foot - (len(lines) - 1) * _LINE

    canvas.text(_LEFT, up(against), against, "left", MUTED, "bold")
    canvas.text(_RIGHT, up(agreeing), agreeing, "right", ACCENT, "bold")
    if between:
        wide, before, after = (max(map(width, lines), default=0.0) for lines in (between, against, agreeing))
        centre = within(middle, wide, _LEFT + before + GAP, _RIGHT - after - GAP)
        canvas.text(centre, up(between), between, "center", MUTED)
    canvas.text(WIDTH, foot, chart.answers, "right", MUTED)
    return foot + 14


def _part(
    canvas: Canvas,
    number: Number,
    x: float,
    x2: float,
    y: float,
    fill: str,
    ink: str,
    lang: Language,
) -> None:
    """A stretch of a bar with its figure in it, where there is room."""
    if not number.shown or x2 - x < 0.5:
        return
    canvas.box(x, y - _THICK / 2, x2, y + _THICK / 2, fill)
    words = number.digits(lang)
    if x2 - x > width(words) + 3:
        canvas.text((x + x2) / 2, y, words, "center", ink)
