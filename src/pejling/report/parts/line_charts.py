"""Lines over time where there are points enough; else bars of all groups on one scale."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pejling.comparison.figure import Figure
from pejling.report import naming
from pejling.report.chapters import is_sub_group
from pejling.report.document import (
    Chart,
    Number,
)
from pejling.report.drawings.bars import Bar, BarChart
from pejling.report.frame import Frame
from pejling.report.material import Series, SeriesPoint
from pejling.report.parts.lines import Lines, is_ratio
from pejling.report.pictures import LEAST_POINTS, line_charts
from pejling.terms.period import Period

MOST_BARS = 14  # more take too much of a page
MOST_LINES = 4  # line charts of an indicator


def charts(lines: Lines) -> list[Chart]:
    """Lines over time where there are points enough; else bars of all groups on one scale."""
    drawn = [chart for key in lines.keys if (chart := _line(lines, key)) is not None]
    if drawn:
        return list(drawn[: lines.plan.most or MOST_LINES])
    bars = _bars(lines)
    return [bars] if bars else []


def _line(lines: Lines, key: tuple[str, str]) -> Chart | None:
    reading = lines.found.get((*key, lines.last))
    alike = [p for p in lines.periods if (p.kind, p.length) == (lines.last.kind, lines.last.length)]
    if reading is None or len(alike) < LEAST_POINTS:
        return None
    series = tuple(_series(lines, key, alike))
    frame = Frame(replace(lines.frame.given, series=series))
    (chart,) = line_charts(frame, [reading]) or (None,)
    if chart is None:
        return None
    id, group = f"{lines.plan.id}-{chart.id}", f"{naming.group_label(key[1], lines.lang)}: "
    if lines.by_group:
        return replace(chart, id=id)
    return replace(chart, id=id, title=lines.label(key).text, alt=chart.alt.replace(group, "", 1))


def _series(lines: Lines, key: tuple[str, str], periods: Sequence[Period]) -> Iterable[Series]:
    found = [one for period in periods if (one := lines.found.get((*key, period)))]
    own = lines.frame.given.municipality
    yield Series(*key, own, tuple(_point(one.period, one.own.own_level) for one in found))
    if not is_ratio(found[-1]):
        return
    for cluster in lines.clusters:
        points = tuple(
            _point(one.period, row.cluster_level)
            for one in found
            for row in one.levels
            if row.cluster == cluster
        )
        if any(point.value is not None for point in points):
            yield Series(*key, cluster, points)


def _bars(lines: Lines) -> BarChart | None:
    """The last level of every group on one scale; of many groups those that are no part of another."""
    if not lines.by_group:
        return None
    latest = [one for one in lines.latest() if one.own.own_value is not None and is_ratio(one)]
    if len(latest) > MOST_BARS:
        latest = [one for one in latest if not is_sub_group(one.group)]
    bars = []
    for reading in latest:
        marks = tuple(
            (lines.frame.places[row.cluster], Number(row.cluster_value, row.cluster_decimals))
            for row in reading.levels
            if row.cluster_value is not None
        )
        own = Number(reading.own.own_value, reading.own.own_decimals)
        bars.append(Bar(naming.group_label(reading.group, lines.lang), own, marks))
    if len(bars) < 2:
        return None
    when = naming.period_name(lines.last, lines.lang)
    title = ", ".join(filter(None, (lines.name, lines.unit(), when)))
    told = "; ".join(
        f"{bar.label}: {lines.frame.name} {bar.value.text(lines.lang)}"
        + "".join(f", {place.label} {number.text(lines.lang)}" for place, number in bar.marks)
        for bar in bars
    )
    alt = f"{lines.frame.say('Søjlediagram', 'Bar chart')}. {title}. {told}."
    id = f"{lines.plan.id}{lines.suffix}-bars"
    return BarChart(id, title, alt, tuple(bars), lines.frame.name, source=lines.source())


def _point(period: Period, level: Figure) -> SeriesPoint:
    return SeriesPoint(period, level.value, level.status, frozenset(level.marks))
