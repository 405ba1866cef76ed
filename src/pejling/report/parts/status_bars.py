"""Where people are some months after, as bars: destination by destination, own and clusters."""

from __future__ import annotations

from collections.abc import Sequence

from pejling.findings.reading import Reading
from pejling.indicators import registry
from pejling.report.document import Number, Place
from pejling.report.drawings.status_bars import Group, StatusBars
from pejling.report.frame import Frame
from pejling.report.tables import line_label


def status_bars(frame: Frame, id: str, title: str, readings: Sequence[Reading]) -> StatusBars | None:
    """The destinations that most went to first; None where the municipality's are all hidden or 0."""
    groups, keys = [], []
    for reading in sorted(readings, key=_most, reverse=True):
        own = reading.own
        bars: list[tuple[Place, Number]] = []
        if own.own_value is not None or own.own_hidden:
            bars.append((frame.places[""], Number(own.own_value, own.own_decimals, own.own_status)))
        bars += [
            (
                frame.places[row.cluster],
                Number(row.cluster_value, row.cluster_decimals, row.cluster_level.status),
            )
            for row in reading.levels
            if row.cluster_value is not None or row.cluster_hidden
        ]
        if len(bars) < 2 or not any(number.value for _, number in bars):
            continue
        label = line_label(reading.indicator, registry.declared(reading.indicator), frame.lang)
        groups.append(Group(label, tuple(bars)))
        keys.append((reading.indicator, reading.group, str(reading.period)))
    if not any(number.value for group in groups for place, number in group.bars if not place.rank):
        return None
    told = "; ".join(
        f"{group.label}: "
        + ", ".join(f"{place.label} {number.text(frame.lang)}" for place, number in group.bars)
        for group in groups
    )
    alt = f"{frame.say('Søjlediagram', 'Bar chart')}. {title.rstrip('.')}. {told}."
    return StatusBars(id, title, alt, tuple(groups), source=frame.source_line(keys))


def _most(reading: Reading) -> tuple[float, float]:
    """By the municipality's share; where that is hidden, by the largest of a cluster's."""
    values = [float(row.cluster_value) for row in reading.levels if row.cluster_value is not None]
    own = reading.own.own_value
    return (float(own) if own is not None else 0.0), max(values, default=0.0)
