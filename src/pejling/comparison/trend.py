"""A series over time: levels, changes, a cluster beside it, its breaks, and the members' own series."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from pejling.comparison.cluster import Cluster, Method
from pejling.comparison.compare import compare
from pejling.comparison.comparison import Comparison
from pejling.comparison.denominators import How, bases, needed
from pejling.comparison.figure import Figure, missing
from pejling.comparison.observed import Key, Observed, Row, scale_of
from pejling.comparison.sides import level_decimals
from pejling.comparison.weights import Weights
from pejling.indicators.indicator import Development
from pejling.indicators.registry import declared
from pejling.stats.season import Season, seasonally_adjusted
from pejling.terms.breaks import PREFIX, Break
from pejling.terms.observation import Status
from pejling.terms.period import Kind, Period
from pejling.terms.series_break import crossed

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Point:
    """One period: the area's level and change, and the cluster's."""

    period: Period
    level: Figure
    change: Figure
    base: str
    cluster_level: Figure
    cluster_change: Figure

    @property
    def marks(self) -> tuple[str, ...]:
        return self.level.marks


@dataclass(frozen=True, slots=True)
class Broken:
    """A break in the series: it lies before the value at ``place``.

    ``back_cast``: the source has counted the periods before it anew, so that both sides can be compared.
    """

    place: int
    why: Break
    back_cast: bool


@dataclass(frozen=True, eq=False)
class Panel:
    """The series of a cluster's members: ``values`` and ``weights`` [T, M], nan where there is no figure.

    ``weights`` are what the values are taken of, so that a pooled value is their weighted mean.
    """

    areas: tuple[str, ...]
    values: Floats
    weights: Floats

    def complete(self, places: NDArray[np.bool_]) -> Panel:
        """The members with a value and a weight at every one of ``places`` [T]."""
        whole: NDArray[np.bool_] = np.all(np.isfinite(self.values[places] * self.weights[places]), axis=0)
        kept = tuple(area for area, keep in zip(self.areas, whole.tolist(), strict=True) if keep)
        return Panel(kept, self.values[:, whole], self.weights[:, whole])

    def pooled(self, without: int | None = None) -> Floats:
        """The pooled value [T] of all members, or of all but one."""
        used = np.ones(len(self.areas), dtype=bool)
        if without is not None:
            used[without] = False
        weights = self.weights[:, used]
        return np.asarray(
            (self.values[:, used] * weights).sum(axis=1) / weights.sum(axis=1), dtype=np.float64
        )


@dataclass(frozen=True, eq=False)
class Trend:
    """A series without gaps in its periods; figures may be missing.

    ``own`` and ``cluster`` [T] in the indicator's unit, nan where there is no figure; ``panel`` the members'
    own series, empty without a cluster of municipalities; ``comparisons`` what the points are read off.
    """

    indicator: str
    group: str
    area: str
    cluster_name: str
    development: Development
    points: tuple[Point, ...]
    broken: tuple[Broken, ...]
    own: Floats
    cluster: Floats
    panel: Panel
    comparisons: tuple[Comparison, ...] = ()

    @property
    def periods(self) -> tuple[Period, ...]:
        return tuple(point.period for point in self.points)

    @property
    def a_year(self) -> int:
        """How many periods make a year; 1 for years and spans, which have no season."""
        period = self.points[0].period
        return period.kind.value if period.length == 1 and period.kind is not Kind.YEAR else 1

    @property
    def cuts(self) -> tuple[int, ...]:
        """The places that nothing is carried across: breaks that were not counted anew."""
        return tuple(one.place for one in self.broken if not one.back_cast)

    def adjusted(self, series: Floats) -> Season | None:
        """``own`` or ``cluster`` seasonally adjusted; None where the periods have no season."""
        return seasonally_adjusted(series, self.a_year, self.cuts) if self.a_year > 1 else None


def trend(
    rows: pa.Table,
    indicator: str,
    group: str,
    area: str,
    periods: Sequence[Period],
    cluster: Cluster | None = None,
    base: Period | None = None,
) -> Trend:
    """The series of ``area`` over ``periods``, which follow each other without a gap.

    ``rows``: the table of a Release with the figures of the area and of the cluster's members, and those that
    tell what published ones are taken of. Changes are against the same period a year earlier, or ``base``;
    one across a series break is left out with its reason.
    """
    found = _compared(rows, indicator, group, area, periods, cluster, None)
    # from a fixed base there are changes of later periods alone; levels there are of all
    changes = _compared(rows, indicator, group, area, periods, cluster, base) if base else found
    members = tuple(code for code in cluster.members if code != area) if cluster else ()
    observed = Observed(rows, {area, *members}, needed([indicator]))
    points = tuple(
        _point(indicator, period, found.get(str(period)), changes.get(str(period))) for period in periods
    )
    levels = [observed.level(indicator, group, str(period), area) for period in periods]
    return Trend(
        indicator,
        group,
        area,
        cluster.name if cluster else "",
        declared(indicator).development,
        points,
        _breaks(indicator, group, periods, levels),
        np.array([_number(point.level) for point in points]),
        np.array([_number(point.cluster_level) for point in points]),
        _panel(observed, indicator, group, periods, members, cluster),
        (*found.values(), *(changes.values() if base else ())),
    )


def _compared(
    rows: pa.Table,
    indicator: str,
    group: str,
    area: str,
    periods: Sequence[Period],
    cluster: Cluster | None,
    base: Period | None,
) -> dict[str, Comparison]:
    found = compare(
        rows,
        area,
        [cluster] if cluster else [],
        asked=[cluster.name] if cluster else [],
        indicators=[indicator],
        groups=[group],
        periods=[*periods, *([base] if base else [])],
        base=base,
        computed=True,
    )
    return {one.period: one for one in found}


def _point(indicator: str, period: Period, level: Comparison | None, change: Comparison | None) -> Point:
    nothing = missing(level_decimals(indicator))
    return Point(
        period,
        level.own_level if level else nothing,
        change.own_development if change else nothing,
        change.base_period if change else "",
        level.cluster_level if level else nothing,
        change.cluster_development if change else nothing,
    )


def _number(figure: Figure) -> float:
    return np.nan if figure.value is None or figure.status != Status.OBSERVED else float(figure.value)


def _breaks(
    indicator: str, group: str, periods: Sequence[Period], levels: Sequence[Row | None]
) -> tuple[Broken, ...]:
    """Where the series is broken between neighbours; a period that holds a break stands after it."""
    published = any(row is not None and row.published for row in levels)
    found = []
    for at, (before, after) in enumerate(pairwise(periods), start=1):
        for one in crossed(indicator, group, before, after, published):
            if one.within(before) and not one.under_reported:
                continue  # told one place earlier
            marked = [row for row in levels[:at] if row is not None]
            back_cast = bool(marked) and all(PREFIX + one.id in row.marks for row in marked)
            found.append(Broken(at, one, back_cast))
    return tuple(found)


def _panel(
    observed: Observed,
    indicator: str,
    group: str,
    periods: Sequence[Period],
    members: tuple[str, ...],
    cluster: Cluster | None,
) -> Panel:
    values = np.full((len(periods), len(members)), np.nan)
    weights = np.full_like(values, np.nan)
    known = Weights(observed)
    scale = scale_of(indicator)
    for at, period in enumerate(periods):
        key = (indicator, group, str(period))
        rows = {code: row for code in members if (row := observed.level(*key, code)) is not None}
        behind = _behind(known, key, rows)
        alike = cluster is None or cluster.method is Method.MEAN or not behind
        for place, code in enumerate(members):
            row = rows.get(code)
            value = row.exact_value(scale) if row else None
            if value is not None:
                values[at, place] = float(value)
                weights[at, place] = 1.0 if alike else behind.get(code, np.nan)
    return Panel(members, values, weights)


def _behind(known: Weights, key: Key, rows: Mapping[str, Row]) -> dict[str, float]:
    """What the members' figures are taken of, on the first basis that is known for most; 1 for counts."""
    best: dict[str, float] = {}
    for basis in bases(key[0]):
        found: dict[str, float] = {}
        for area, row in rows.items():
            match basis.how:
                case How.RATIO:
                    weight = float(row.denominator or 0)
                case How.COUNT:
                    weight = 1.0
                case How.MEAN:
                    weight = 0.0
                case _:
                    span = known.weight(basis, *key, area)
                    weight = float(span[0]) if span else 0.0
            if weight > 0:
                found[area] = weight
        if len(found) > len(best):
            best = found
    return best
