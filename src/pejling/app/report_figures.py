"""Which figures a report is made of: everything taken in, and a choice of what persons give."""

from __future__ import annotations

from collections.abc import Iterator
from types import ModuleType

import pyarrow as pa
import pyarrow.compute as pc

from pejling.app.compare import Question
from pejling.app.evidence import with_sums
from pejling.app.figures import Figures
from pejling.app.persons import Register
from pejling.app.wanted import Wanted
from pejling.app.wiring import Progress
from pejling.indicators import registry
from pejling.indicators.catalogue import (
    awards_share_of_labour_force_pct,
    employed_months_after_pct,
    inflow_per_1000_labour_force,
    mean_completed_duration_weeks,
    mean_weeks_in_period,
    outflow_per_1000_labour_force,
    share_of_labour_force_pct,
    spells_over_26_weeks_pct,
    spells_over_52_weeks_pct,
    status_months_after_pct,
)
from pejling.indicators.indicator import name_of
from pejling.indicators.periods import QUARTERS, as_year, last_complete, periods_within
from pejling.terms.municipality import CLUSTER, COUNTRY, REGION
from pejling.terms.observation import SCHEMA
from pejling.terms.period import Kind, Period

MONTHS_AFTER = 3
RECENT_QUARTERS = 8  # the newest settled one, those that follow-up waits for, and a year before each
SERIES: tuple[ModuleType, ...] = (share_of_labour_force_pct,)
YEARLY: tuple[ModuleType, ...] = (awards_share_of_labour_force_pct,)
QUARTERLY: tuple[ModuleType, ...] = (
    mean_weeks_in_period,
    spells_over_26_weeks_pct,
    spells_over_52_weeks_pct,
    mean_completed_duration_weeks,
    inflow_per_1000_labour_force,
    outflow_per_1000_labour_force,
)


def series_indicators() -> tuple[str, ...]:
    """The indicators that the report draws over time."""
    return tuple(name_of(module) for module in SERIES)


def report_rows(figures: Figures, question: Question, progress: Progress, *, every: bool = True) -> pa.Table:
    """The observations that the report reads: own, of the clusters, and of their members.

    SCHEMA, and the columns of standard_errors.ERRORS where persons were counted. Without ``every`` the series
    alone is counted from persons: a report whose chapters need nothing more hides less, and sooner.
    """
    areas = question.areas
    chosen = list(_wanted(figures, areas))
    counted = [
        table
        for wanted in (chosen if every else chosen[:1])
        for _, table in figures.counted(wanted, progress)
    ]
    return with_sums([SCHEMA.empty_table(), taken_in_rows(figures, question), *counted])


def counted_indicators() -> tuple[str, ...]:
    """The indicators that the report counts from persons, where there are any."""
    return tuple(id for ids in (series_indicators(), _quarterly(), _yearly()) for id in ids)


def taken_in_rows(figures: Figures, question: Question) -> pa.Table:
    """Those of the report's observations (SCHEMA) that were taken in."""
    areas = question.areas
    taken_in = figures.published
    if question.asked or question.clusters:
        named = pc.or_(
            pc.is_in(taken_in["area"], pa.array(areas, pa.string())),
            pc.starts_with(taken_in["area"], CLUSTER),
        )
        taken_in = taken_in.filter(named)
    return taken_in


def clusters_known(figures: Figures, question: Question) -> frozenset[str]:
    """The clusters that chapters may name: defined, published, or asked for."""
    areas: list[str] = pc.unique(figures.published["area"]).to_pylist()
    published = (area.removeprefix(CLUSTER) for area in areas if area.startswith(CLUSTER))
    return frozenset([*published, *question.clusters, *(cluster.name for cluster in question.defined)])


def reported_indicators(rows: pa.Table) -> tuple[str, ...]:
    """The indicators of ``rows`` that chapters are about: background figures are what others are taken of."""
    ids: list[str] = pc.unique(rows["indicator"]).to_pylist()
    return tuple(id for id in ids if not registry.declared(id).is_background)


def _yearly() -> tuple[str, ...]:
    return tuple(name_of(module) for module in YEARLY)


def _quarterly() -> tuple[str, ...]:
    status = (status_months_after_pct.id_of(MONTHS_AFTER, to) for to in status_months_after_pct.LABELS)
    return (*map(name_of, QUARTERLY), employed_months_after_pct.id_of(MONTHS_AFTER), *status)


def _wanted(figures: Figures, areas: tuple[str, ...]) -> Iterator[Wanted]:
    register = figures.register
    if register is None:
        return
    counted_areas = tuple(
        area for area in areas if area.isdigit() or area == COUNTRY or area.startswith(REGION)
    )
    quarters, recent, years = report_periods(register)
    for ids, periods in (
        (series_indicators(), quarters),
        (_quarterly(), recent),
        (_yearly(), years),
    ):
        if periods:
            yield Wanted(ids, (), counted_areas, periods, errors=True)


def report_periods(register: Register) -> tuple[tuple[Period, ...], tuple[Period, ...], tuple[Period, ...]]:
    """All quarters, the recent ones, and the rolling years that end with those."""
    newest = last_complete(register.window, QUARTERS)
    if newest is None:
        return (), (), ()
    quarters = tuple(
        period
        for period in periods_within(register.window, (QUARTERS,))
        if period.last_day <= newest.last_day
    )
    recent = quarters[-RECENT_QUARTERS:]
    years = tuple(
        as_year(Period(Kind.QUARTER, start.year, start.number, 4)) for start in (p.shift(-3) for p in recent)
    )
    return quarters, recent, years
