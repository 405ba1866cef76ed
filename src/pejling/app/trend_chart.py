"""A series drawn to a file: the area thick, the cluster dashed, with events and series breaks where they lie.

Where the series is seasonally adjusted the adjusted line is the thick one and the figures themselves lie thin
behind it. The test's date is a bold upright line. Nothing needs colour to be read.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
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
from pejling.report.chronology import along
from pejling.report.document import EventMark, LineChart, Number, Place, Trace
from pejling.report.naming import period_name, short_period, unit_name
from pejling.report.standing_alone import alone
from pejling.terms.observation import Mark, Status
from pejling.terms.period import Kind, Period
from pejling.terms.text import Language, Text

Floats = NDArray[np.float64]

_UNSETTLED = {Mark.PROVISIONAL.value, Mark.INCOMPLETE.value}


def write_chart(answer: Answer, file: Path, lang: Language) -> None:
    """Draw the series to ``file``; where that cannot be done a Problem, and the file is as before."""
    check_file(file)
    write_drawing(file, svg(answer, lang))


def svg(answer: Answer, lang: Language) -> str:
    """The chart drawn; what the test says is there for those who cannot see it."""
    unit = unit_name(declared(answer.trend.indicator).unit, lang)
    return alone(chart(answer, lang), lang, f"{heading(answer, lang)}; {unit}", _below(answer, lang))


def chart(answer: Answer, lang: Language) -> LineChart:
    """The chart as a value, of the figures as they are printed."""
    found = answer.trend
    periods = found.periods
    marked = {at for at, _ in _marked(periods)}
    unsure = [at for at, point in enumerate(found.points) if _UNSETTLED & set(point.marks)]
    bare = answer.moved.day if answer.moved and answer.tested is None else None
    return LineChart(
        "trend",
        title(answer, lang),
        " ".join([f"{title(answer, lang)}: {heading(answer, lang)}.", *tested_lines(answer, lang)]),
        steps=tuple(short_period(one, lang) if at in marked else "" for at, one in enumerate(periods)),
        traces=tuple(_traces(answer, lang)),
        provisional=min(unsure, default=None),
        events=tuple(
            EventMark(
                along(event.first, periods),
                number,
                along(event.until, periods) if event.until else None,
                "tested" if event is answer.tested else "break" if is_break(event) else "",
            )
            for number, event in enumerate(answer.events, start=1)
        ),
        periods=tuple(period_name(one, lang) for one in periods),
        cuts=found.cuts,
        tested=None if bare is None else along(bare, periods),
    )


def _traces(answer: Answer, lang: Language) -> Iterator[Trace]:
    """The area's line, its figures behind it where it is adjusted, and the cluster's."""
    found = answer.trend
    decimals = declared(found.indicator).decimals
    season, other = answer.own_season, answer.cluster_season
    own = Place(own_label(answer, lang), 0)
    if season is not None and season.any:
        yield Trace(own, _numbers(season.adjusted, decimals))
        yield Trace(own, _numbers(found.own, decimals), raw=True)
    else:
        yield Trace(own, _numbers(found.own, decimals))
    if found.cluster_name and np.isfinite(found.cluster).any():
        smooth = other.adjusted if other is not None and other.any else found.cluster
        yield Trace(Place(cluster_name(answer, lang), 1), _numbers(smooth, decimals))


def _numbers(values: Floats, decimals: int) -> tuple[Number, ...]:
    return tuple(
        Number(Fraction(float(value)), decimals)
        if np.isfinite(value)
        else Number(None, decimals, Status.NOT_OBSERVED)
        for value in values
    )


def _marked(periods: tuple[Period, ...]) -> list[tuple[int, Period]]:
    """The periods named on the axis: the first of years, as there is room for; each where they are few."""
    if len(periods) <= 6:
        return list(enumerate(periods))
    firsts = [(at, one) for at, one in enumerate(periods) if one.number == 1 or one.kind is Kind.YEAR]
    every = max(1, -(-len(firsts) // 8))
    return firsts[::every]


def _below(answer: Answer, lang: Language) -> list[str]:
    """The events with their numbers, what the test says, and the notes, the source last."""
    told = [f"{number}: {event_line(event, lang)}" for number, event in enumerate(answer.events, start=1)]
    if answer.own_season is not None and answer.own_season.any:
        told.insert(
            0,
            Text(
                da="Tyk linje: sæsonkorrigeret; tynd: tallene selv.",
                en="Thick line: seasonally adjusted; thin: the figures themselves.",
            )(lang),
        )
    return [*told, *tested_lines(answer, lang), *notes(answer, lang)]
