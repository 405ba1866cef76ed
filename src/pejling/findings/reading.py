"""Comparisons gathered as a reader meets them: one figure against all clusters, then its developments."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pejling.comparison.comparison import Comparison
from pejling.indicators.indicator import Development
from pejling.terms.observation import Mark
from pejling.terms.period import Period


@dataclass(frozen=True, slots=True)
class Change:
    """The municipality's development from ``base``, beside that of each cluster."""

    base: Period
    against: tuple[Comparison, ...]

    @property
    def development(self) -> Development:
        """Per cent, points or units; the same on every row of a base."""
        return self.against[0].development


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure of the municipality in a period: its level against each cluster, and its changes."""

    indicator: str
    group: str
    period: Period
    levels: tuple[Comparison, ...]
    changes: tuple[Change, ...]

    @property
    def own(self) -> Comparison:
        """Any of the comparisons: the municipality's own level is the same in all of them."""
        return self.levels[0]

    @property
    def is_provisional(self) -> bool:
        """Whether the municipality's own level may still change."""
        return Mark.PROVISIONAL in self.own.own_level.marks


def tells(reading: Reading) -> bool:
    """Whether the municipality has a level or a change to show."""
    own = reading.own.own_value is not None
    return own or any(row.own_change is not None for change in reading.changes for row in change.against)


def readings(comparisons: Iterable[Comparison], clusters: Sequence[str]) -> tuple[Reading, ...]:
    """One reading for each indicator, group and period, in the order met; clusters in the order given."""
    rows: dict[tuple[str, str, str], list[Comparison]] = {}
    for comparison in comparisons:
        key = (comparison.indicator, comparison.group, str(comparison.period))
        rows.setdefault(key, []).append(comparison)
    return tuple(_reading(found, clusters) for found in rows.values())


def _reading(rows: list[Comparison], clusters: Sequence[str]) -> Reading:
    rank = {cluster: place for place, cluster in enumerate(clusters)}
    rows = sorted(
        (row for row in rows if row.cluster in rank or not rank), key=lambda r: rank.get(r.cluster, 0)
    )
    levels: dict[str, Comparison] = {}
    changes: dict[str, dict[str, Comparison]] = {}
    for row in rows:
        levels.setdefault(row.cluster, row)
        if _has_change(row):
            changes.setdefault(str(row.base_period), {})[row.cluster] = row
    first = rows[0]
    bases = sorted((Period.parse(base) for base in changes), key=lambda base: base.last_day, reverse=True)
    return Reading(
        first.indicator,
        first.group,
        Period.parse(str(first.period)),
        tuple(levels.values()),
        tuple(Change(base, tuple(changes[str(base)].values())) for base in bases),
    )


def _has_change(row: Comparison) -> bool:
    """Whether either side has a change, shown or hidden."""
    sides = (row.own_development, row.cluster_development)
    return any(side.value is not None or side.hidden for side in sides)


def newest(found: Iterable[Reading]) -> tuple[Reading, ...]:
    """The newest reading of each indicator and group, a settled one before a provisional one."""
    best: dict[tuple[str, str], Reading] = {}
    for reading in found:
        key = (reading.indicator, reading.group)
        if key not in best or _freshness(reading) > _freshness(best[key]):
            best[key] = reading
    return tuple(best.values())


def _freshness(reading: Reading) -> tuple[bool, bool, object, int]:
    level = reading.own.own_level
    return (
        level.value is not None or level.hidden,
        not reading.is_provisional,
        reading.period.last_day,
        -reading.period.weeks,
    )
