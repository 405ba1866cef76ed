"""A series drawn to a file: the area thick, the cluster dashed, with events and series breaks where they lie.

Where the series is seasonally adjusted the adjusted line is the thick one and the figures themselves lie thin
behind it. The test's date is a bold upright line. Nothing needs colour to be read.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pejling.app.curve_chart import check_file
from pejling.app.drawing import write_drawing
from pejling.app.trend import Answer
from pejling.app.trend_words import (
    cluster_name,
    event_line,
    heading,
    is_break,
    notes,
    own_label,
    tested_lines,
    title,
)
from pejling.indicators.registry import declared
from pejling.report.axis import nice
from pejling.report.canvas import ACCENT, DATED, GREYS, INK, MUTED, WIDTH, Canvas, Scale, Spec
from pejling.report.drawing import drawn
from pejling.report.labels import spread, width, wrapped
from pejling.report.naming import short_period, unit_name
from pejling.report.standing_alone import as_file
from pejling.terms.event import Event
from pejling.terms.observation import Mark
from pejling.terms.period import Kind, Period
from pejling.terms.text import Language, Text

Floats = NDArray[np.float64]

_LEFT, _TALL, _LINE, _DISC = 48.0, 210.0, 13.0, 15.0
_TOP = 84.0
_UNSETTLED = {Mark.PROVISIONAL.value, Mark.INCOMPLETE.value}


def write_chart(answer: Answer, file: Path, lang: Language) -> None:
    """Draw the series to ``file``; where that cannot be done a Problem, and the file is as before."""
    check_file(file)
    write_drawing(file, svg(answer, lang))


def svg(answer: Answer, lang: Language) -> str:
    """The chart drawn; what the test says is there for those who cannot see it."""
    said = " ".join([f"{title(answer, lang)}: {heading(answer, lang)}.", *tested_lines(answer, lang)])
    return as_file(drawn(spec(answer, lang)), said)


def spec(answer: Answer, lang: Language) -> Spec:
    """The Vega-Lite specification: every position is worked out here, in pixels."""
    canvas = Canvas(WIDTH)
    found = answer.trend
    lines = list(_lines(answer, lang))
    shown = np.concatenate([values[np.isfinite(values)] for _, values, _ in lines])
    ticks = nice(min(0.0, float(shown.min())), float(shown.max()))
    low, high = float(ticks[0].value or 0), float(ticks[-1].value or 1)
    right = WIDTH - max((width(label) for label, _, _ in lines if label), default=40.0) * 1.14 - 18
    bottom = _TOP + _TALL
    step = (right - _LEFT - 12) / max(len(found.points) - 1, 1)

    def across(at: float) -> float:
        return _LEFT + 6 + at * step

    def up(value: float) -> float:
        return bottom - (value - low) * _TALL / (high - low)

    canvas.text(0, 8, title(answer, lang), weight="bold")
    canvas.text(0, 24, heading(answer, lang), colour=MUTED)
    canvas.text(0, _TOP - 14, unit_name(declared(found.indicator).unit, lang), colour=MUTED)
    for tick in ticks:
        y = up(float(tick.value or 0))
        canvas.grid(_LEFT, y, right, y)
        canvas.text(_LEFT - 6, y, tick.digits(lang), "right", MUTED)
    for at, period in _marked(found.periods):
        canvas.rule(across(at), bottom, across(at), bottom + 5, MUTED)
        canvas.text(across(at), bottom + 14, short_period(period, lang), "center", MUTED)
    _events(canvas, answer, across, right, bottom)
    for _, values, (colour, thick, dash) in reversed(lines):
        _draw(canvas, answer, values, (colour, thick, dash), across, up)
    named = [(label, values, style[0]) for label, values, style in lines if label]
    _ends(canvas, named, across, up, right, bottom)
    below = bottom + 38
    for note in _below(answer, lang):
        rows = wrapped(note, WIDTH)
        canvas.text(0, below, rows, colour=MUTED)
        below += _LINE * len(rows) + 3
    return canvas.spec(below)


_Style = tuple[str, float, list[int]]


def _lines(answer: Answer, lang: Language) -> Iterator[tuple[str, Floats, _Style]]:
    """What is drawn, the most important first: name ("" for none), values, style."""
    found = answer.trend
    season, other = answer.own_season, answer.cluster_season
    adjusted = season is not None and season.any
    own = season.adjusted if season is not None and season.any else found.own
    yield own_label(answer, lang), own, (ACCENT, 2.8, [])
    if adjusted:
        yield "", found.own, (ACCENT, 0.9, [])
    if found.cluster_name and np.isfinite(found.cluster).any():
        smooth = other.adjusted if other is not None and other.any else found.cluster
        yield cluster_name(answer, lang), smooth, (GREYS[0], 1.6, [6, 3])


def _draw(canvas: Canvas, answer: Answer, values: Floats, style: _Style, across: Scale, up: Scale) -> None:
    """A line in pieces between missing values and breaks; its provisional end is dotted."""
    colour, thick, dash = style
    cuts = set(answer.trend.cuts)
    settled: list[tuple[float, float, int]] = []
    unsure: list[tuple[float, float, int]] = []
    piece, last = 0, None
    for at, point in enumerate(answer.trend.points):
        if at in cuts or not np.isfinite(values[at]):
            piece, last = piece + 1, None
        if not np.isfinite(values[at]):
            continue
        place = (across(at), up(float(values[at])), piece)
        if _UNSETTLED & set(point.marks):
            unsure += ([last] if last and not unsure else []) + [place]
        else:
            settled.append(place)
        last = place
    canvas.line(settled, colour, thick, dash)
    if len(unsure) > 1:
        canvas.line(unsure, colour, thick, [1, 3])


def _ends(
    canvas: Canvas,
    lines: list[tuple[str, Floats, str]],
    across: Scale,
    up: Scale,
    right: float,
    bottom: float,
) -> None:
    ends = [
        (label, int(np.flatnonzero(np.isfinite(values))[-1]), values, colour)
        for label, values, colour in lines
    ]
    wanted = [up(float(values[at])) for _, at, values, _ in ends]
    for (label, at, _, colour), own, y in zip(ends, wanted, spread(wanted, 14, _TOP, bottom), strict=True):
        canvas.text(right + 14, y, label, "left", colour, "bold" if colour == ACCENT else "")
        canvas.rule(across(at) + 3, own, right + 11, y, DATED, 0.8)


def _events(canvas: Canvas, answer: Answer, across: Scale, right: float, bottom: float) -> None:
    """A thin line an event with its number in a circle, a dashed one a break; the tested date is bold."""
    periods = answer.trend.periods
    numbered = list(enumerate(answer.events, start=1))
    xs = [min(max(across(_along(event.first, periods)), _LEFT), right) for _, event in numbered]
    middle, foot = _TOP - 30, _TOP - 16
    for (number, event), x, centre in zip(numbered, xs, spread(xs, _DISC + 1, _LEFT, right), strict=True):
        tested = event is answer.tested
        colour = INK if tested else MUTED if is_break(event) else DATED
        canvas.rule(x, foot, x, bottom, colour, 2.0 if tested else 0.9, dashed=is_break(event))
        canvas.rule(centre, middle, x, foot, DATED, 0.8)
        if event.until is not None:
            end = min(max(across(_along(event.until, periods)), x), right)
            canvas.rule(x, foot, end, foot, DATED, 3)
        canvas.point(centre, middle, "circle", _DISC**2 * 0.7, "#ffffff", INK if tested else MUTED)
        canvas.text(centre, middle + 0.5, str(number), "center", INK if tested else MUTED)
    if answer.moved and answer.tested is None:
        x = across(_along(answer.moved.day, periods))
        canvas.rule(x, foot, x, bottom, INK, 2.0)


def _along(day: date, periods: tuple[Period, ...]) -> float:
    """A day as steps along the axis: period i reaches from i - 0.5 to i + 0.5."""
    for at, period in enumerate(periods):
        if day <= period.last_day:
            share = (day - period.first_day).days / ((period.last_day - period.first_day).days + 1)
            return max(at - 0.5 + max(share, 0.0), -0.5)
    return len(periods) - 0.5


def _marked(periods: tuple[Period, ...]) -> list[tuple[int, Period]]:
    """The periods named on the axis: the first of years, as there is room for; each where they are few."""
    if len(periods) <= 6:
        return list(enumerate(periods))
    firsts = [(at, one) for at, one in enumerate(periods) if one.number == 1 or one.kind is Kind.YEAR]
    every = max(1, -(-len(firsts) // 8))
    return firsts[::every]


def _below(answer: Answer, lang: Language) -> list[str]:
    """The events with their numbers, what the test says, and the notes, the source last."""
    told = [f"{number}: {event_line(event, lang)}" for number, event in _numbered(answer.events)]
    if answer.own_season is not None and answer.own_season.any:
        told.insert(
            0,
            Text(
                da="Tyk linje: sæsonkorrigeret; tynd: tallene selv.",
                en="Thick line: seasonally adjusted; thin: the figures themselves.",
            )(lang),
        )
    return [*told, *tested_lines(answer, lang), *notes(answer, lang)]


def _numbered(events: tuple[Event, ...]) -> list[tuple[int, Event]]:
    return list(enumerate(events, start=1))
