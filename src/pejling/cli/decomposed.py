"""Decompositions as rows: the columns of each verb of decompose, and what stands in them."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from pejling.cli.language import say
from pejling.cli.output import HIDDEN, Cell, Number

if TYPE_CHECKING:
    from pejling.app.decompose import Gaps, Mixes
    from pejling.app.decompose_change import Change
    from pejling.app.flows import Flows
    from pejling.comparison.drivers import Driver
    from pejling.comparison.figure import Figure

GAP = (
    "group",
    "period",
    "cluster",
    "own_share_pct",
    "cluster_share_pct",
    "gap_pp",
    "from_inflow_pp",
    "from_duration_pp",
    "own_weekly_inflow_per_1000",
    "cluster_weekly_inflow_per_1000",
    "own_implied_weeks",
    "cluster_implied_weeks",
    "own_completed_weeks",
    "cluster_completed_weeks",
)
MIX = (
    "indicator",
    "group",
    "period",
    "cluster",
    "stratum",
    "own_mix_pct",
    "cluster_mix_pct",
    "own_rate",
    "cluster_rate",
    "gap",
    "from_composition",
    "from_rate",
    "own_direct",
    "cluster_direct",
    "own_indirect",
)
DRIVERS = ("group", "area", "base_period", "period", "then", "now", "change", "share_of_change_pct")
FLOWS = ("direction", "state", "label", "group", "area", "period", "spells", "share_pct")
ALL, REST, TOTAL = "all", "rest", "total"


def gap_rows(found: Gaps) -> Iterator[tuple[Cell, ...]]:
    """The gaps: shares, what inflow and duration make of them, both sides' inflow and weeks."""
    for one in found.gaps:
        own, other = one.own, one.other
        yield (
            one.group,
            one.period,
            one.cluster,
            _figure(own.share),
            _figure(other.share),
            _number(one.gap, 2),
            _number(one.from_inflow, 2),
            _number(one.from_duration, 2),
            _number(own.weekly_inflow, 3),
            _number(other.weekly_inflow, 3),
            _number(own.duration, 1),
            _number(other.duration, 1),
            _figure(own.completed),
            _figure(other.completed),
        )


def mix_rows(found: Mixes) -> Iterator[tuple[Cell, ...]]:
    """The strata of each gap, and below them all together with both sides standardised."""
    for one in found.mixes:
        made = one.found
        head: tuple[Cell, ...] = (one.indicator, one.group, one.period, one.cluster)
        for line in made.lines:
            yield (
                *head,
                line.name,
                _number(line.own_share, 1),
                _number(line.other_share, 1),
                _number(line.own_rate, 1),
                _number(line.other_rate, 1),
                None,
                _number(line.composition, 2),
                _number(line.rate, 2),
                *(None,) * 3,
            )
        gap = made.own - made.other if made.own is not None and made.other is not None else None
        yield (
            *head,
            ALL,
            _number(Fraction(100) if made.lines else None, 1),
            _number(Fraction(100) if made.lines else None, 1),
            _number(made.own, 1),
            _number(made.other, 1),
            _number(gap, 2),
            _number(made.split.composition if made.split else None, 2),
            _number(made.split.rate if made.split else None, 2),
            _number(made.own_direct, 1),
            _number(made.other_direct, 1),
            _number(made.indirect, 1),
        )


def driver_rows(found: Change) -> Iterator[tuple[Cell, ...]]:
    """The groups by falling change, the rest, the total."""
    decimals = max([found.indicator.decimals, *(one.now.decimals for one in found.found.groups)])
    where: tuple[Cell, ...] = (found.area, str(found.base), str(found.period))

    def row(name: str, one: Driver) -> tuple[Cell, ...]:
        moved: Cell = HIDDEN if one.hidden else _number(one.change, decimals)
        share = _number(found.found.share(one), 0)
        return (name, *where, _figure(one.then), _figure(one.now), moved, share)

    for one in found.found.groups:
        yield row(one.group, one)
    if found.found.rest is not None:
        yield (REST, *where, None, None, _number(found.found.rest, decimals), None)
    if found.found.total:
        yield row(TOTAL, found.found.total)


def flow_rows(found: Flows, lang: str) -> Iterator[tuple[Cell, ...]]:
    """The transitions, and below them all of each direction."""
    for one in found.flows:
        name = one.label.da if lang == "da" else one.label.en
        number: Cell = HIDDEN if one.hidden else one.number
        share = _number(found.share(one), 1)
        yield (one.direction, one.state, name, found.group, found.area, str(found.period), number, share)
    for direction, whole in found.totals.items():
        all_of_them = say("alle", "all")
        yield (direction, ALL, all_of_them, found.group, found.area, str(found.period), whole, None)


def _figure(figure: Figure | None) -> Cell:
    if figure is None or figure.value is None:
        return HIDDEN if figure is not None and figure.hidden else None
    return Number(figure.value, figure.decimals, figure.published)


def _number(value: Fraction | None, decimals: int) -> Cell:
    return None if value is None else Number(value, decimals)
