"""Which charts a chapter has, as data with alternative texts; how they look is for `charts`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pejling.comparison.denominators import is_count
from pejling.findings.reading import Reading
from pejling.indicators import registry
from pejling.report import naming
from pejling.report.chronology import concerning, event_marks, listed
from pejling.report.document import DotChart, Dots, LineChart, Number, Place, Trace
from pejling.report.frame import Frame
from pejling.report.material import Series
from pejling.report.tables import line_label
from pejling.terms import breaks
from pejling.terms.observation import Mark, Status
from pejling.terms.period import Period

LEAST_POINTS = 4  # fewer make no series
MOST_STEPS = 61  # five years of months
MOST_LINES = 2  # line charts in a chapter


def line_charts(frame: Frame, readings: Sequence[Reading]) -> tuple[LineChart, ...]:
    """A line chart for the first figures that have a series."""
    found = []
    for reading in readings:
        chart = _line_chart(frame, reading)
        if chart is not None:
            found.append(chart)
        if len(found) == MOST_LINES:
            break
    return tuple(found)


def dot_chart(
    frame: Frame, id: str, title: str, readings: Sequence[Reading], *, shared: bool = False
) -> DotChart | None:
    """Own figure and clusters, a line for each reading that has a cluster to compare with."""
    dots, keys = [], []
    for reading in readings:
        declared = registry.declared(reading.indicator)
        if is_count(
            reading.indicator
        ):  # municipalities differ in size: their counts tell nothing side by side
            continue
        points: list[tuple[Place, Number]] = []
        own = reading.own
        if own.own_value is not None:
            points.append((frame.places[""], Number(own.own_value, own.own_decimals)))
        points += [
            (frame.places[row.cluster], Number(row.cluster_value, row.cluster_decimals))
            for row in reading.levels
            if row.cluster_value is not None
        ]
        if len(points) < 2 or points[0][0].rank or not any(number.value for _, number in points):
            continue
        label = line_label(reading.indicator, declared, frame.lang)
        period = naming.period_name(reading.period, frame.lang)
        dots.append(Dots(label if shared else f"{label}\n{period}", tuple(points)))
        keys.append((reading.indicator, reading.group, str(reading.period)))
    if not dots:
        return None
    notes = (
        ()
        if shared
        else (frame.say("Hver linje har sin egen skala fra 0.", "Each line has its own scale from 0."),)
    )
    alt = _dots_alt(frame, title, dots)
    return DotChart(id, title, alt, tuple(dots), shared, source=frame.source_line(keys), notes=notes)


def _dots_alt(frame: Frame, title: str, dots: Sequence[Dots]) -> str:
    lines = []
    for line in dots:
        label = line.label.replace("\n", ", ")
        values = ", ".join(f"{place.label} {number.text(frame.lang)}" for place, number in line.points)
        lines.append(f"{label}: {values}")
    kind = frame.say("Prikdiagram", "Dot chart")
    return f"{kind}. {title.rstrip('.')}. {'; '.join(lines)}."


def _line_chart(frame: Frame, reading: Reading) -> LineChart | None:
    own = _series(frame, reading, frame.given.municipality)
    if own is None:
        return None
    periods = _begun(own, _axis(own, reading.period))
    if sum(point.value is not None for point in own.points if point.period in periods) < LEAST_POINTS:
        return None
    declared = registry.declared(reading.indicator)
    named = [("", own)] + [
        (cluster, series)
        for cluster in frame.cluster_labels
        if (series := _series(frame, reading, cluster)) is not None
    ]
    traces = tuple(
        Trace(frame.places[key], _along(series, periods, declared.decimals)) for key, series in named
    )
    title = line_label(reading.indicator, declared, frame.lang)
    marks = {point.period: point.marks for point in own.points}
    provisional = next((step for step, p in enumerate(periods) if Mark.PROVISIONAL in marks.get(p, ())), None)
    notes = []
    if provisional is not None:
        notes.append(frame.say("Stiplet yderst: foreløbige tal.", "Dashed at the end: provisional figures."))
    if any(n.status == Status.SUPPRESSED for t in traces for n in t.points):
        notes.append(frame.say("Hul i linjen: skjulte tal.", "Gap in a line: hidden figures."))
    happened = concerning(frame, reading.indicator, reading.group, periods)
    if happened:
        notes.append(listed(frame, happened))
    keys = [(reading.indicator, reading.group, str(p)) for p in periods]
    group = naming.group_label(reading.group, frame.lang)
    return LineChart(
        id=f"chart-{reading.indicator}-{reading.group}",
        title=f"{group}: {title[:1].lower() + title[1:]}",
        alt=_lines_alt(frame, f"{group}: {title}", periods, traces),
        steps=_ticks(frame, periods),
        traces=traces,
        unit="",
        provisional=provisional,
        breaks=_breaks(frame, periods, [marks.get(period, frozenset()) for period in periods]),
        events=event_marks(happened, periods),
        periods=tuple(naming.period_name(period, frame.lang) for period in periods),
        source=frame.source_line(keys),
        notes=tuple(notes),
    )


def _axis(own: Series, period: Period) -> list[Period]:
    """The periods of the axis, none left out: of the reading's own kind, else of the commonest."""
    kinds = Counter((point.period.kind, point.period.length) for point in own.points)
    wanted = (period.kind, period.length)
    if kinds[wanted] < LEAST_POINTS:
        wanted = max(kinds, key=lambda kind: kinds[kind])
    ours = sorted(p.period for p in own.points if (p.period.kind, p.period.length) == wanted)
    axis = [ours[0]]
    while axis[-1] < ours[-1]:
        axis.append(axis[-1].shift(1))
    return axis[-MOST_STEPS:]


def _begun(own: Series, periods: list[Period]) -> list[Period]:
    """The periods from the last 0 before the first figure above it: a benefit not yet begun has no line."""
    zeros = {point.period for point in own.points if point.value == 0}
    first = next((at for at, period in enumerate(periods) if period not in zeros), 0)
    return periods[max(first - 1, 0) :]


def _series(frame: Frame, reading: Reading, area: str) -> Series | None:
    for series in frame.given.series:
        if (series.indicator, series.group, series.area) == (reading.indicator, reading.group, area):
            return series
    return None


def _along(series: Series, periods: Sequence[Period], decimals: int) -> tuple[Number, ...]:
    by_period = {str(point.period): point for point in series.points}
    missing = Number(None, decimals, Status.NOT_OBSERVED)
    return tuple(
        Number(point.value, decimals, point.status) if (point := by_period.get(str(p))) else missing
        for p in periods
    )


def _ticks(frame: Frame, periods: Sequence[Period]) -> tuple[str, ...]:
    """Labels for the axis: the first unit of each year by its year, or every period where they are few."""
    if len(periods) <= 6:
        return tuple(naming.short_period(list(period)[-1], frame.lang) for period in periods)
    years = [list(period)[-1].year for period in periods]
    firsts = [step == 0 or years[step] != years[step - 1] for step in range(len(years))]
    labels = [str(year) if first else "" for year, first in zip(years, firsts, strict=True)]
    if sum(firsts) > 1 and years[:2] != [years[0]] * 2:
        labels[0] = ""  # a lone last unit of a year has no room for its label
    return tuple(labels)


def _breaks(
    frame: Frame, periods: Sequence[Period], marks: Sequence[frozenset[str]]
) -> tuple[tuple[int, str], ...]:
    """The step of each break that figures are marked with: of its day, or where an unknown one is seen.

    A source that has counted the years before anew marks them too: the day of the break is what is drawn.
    """
    found: dict[str, int] = {}
    for step, own in enumerate(marks):
        for mark in sorted(own):
            if mark.startswith(breaks.PREFIX):
                found.setdefault(mark.removeprefix(breaks.PREFIX), step)
    for id in found.keys() & breaks.breaks().keys():
        day = breaks.breaks()[id].begins
        found[id] = next(
            (step for step, period in enumerate(periods) if day <= period.last_day), len(periods)
        )
    return tuple(
        (step, breaks.label(id, frame.lang))
        for id, step in sorted(found.items(), key=lambda pair: pair[1])
        if step < len(periods)
        and (id not in breaks.breaks() or breaks.breaks()[id].begins > periods[0].first_day)
    )


def _lines_alt(frame: Frame, title: str, periods: Sequence[Period], traces: Sequence[Trace]) -> str:
    """The course in words: first, highest, lowest and last figure of each line."""
    lines = []
    for trace in traces:
        shown = [(p, n) for p, n in zip(periods, trace.points, strict=True) if n.shown]
        if not shown:
            continue
        (first, start), (last, end) = shown[0], shown[-1]
        lines.append(
            frame.say(
                f"{trace.place.label}: {start.text('da')} i {naming.period_name(first, 'da')} og "
                f"{end.text('da')} i {naming.period_name(last, 'da')}",
                f"{trace.place.label}: {start.text('en')} in {naming.period_name(first, 'en')} and "
                f"{end.text('en')} in {naming.period_name(last, 'en')}",
            )
        )
    return f"{frame.say('Linjediagram', 'Line chart')}. {title.rstrip('.')}. {'; '.join(lines)}."
