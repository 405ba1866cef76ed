"""Where a gap comes from: inflow against duration, and the mix of people against what happens to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from pejling.app.compare import Question, of_release
from pejling.app.figures import Figures
from pejling.app.newest_period import newest, nothing
from pejling.app.wanted import Wanted
from pejling.app.wiring import Progress
from pejling.comparison.cluster import Cluster, unknown
from pejling.comparison.comparison import Comparison
from pejling.comparison.denominators import needed
from pejling.comparison.figure import Figure, missing
from pejling.comparison.gap import Gap, Side, gap
from pejling.comparison.observed import period_of
from pejling.comparison.standardise import Composition, Standard, Stratum, composition, pooled
from pejling.disclosure.protect import protect
from pejling.disclosure.release import Release
from pejling.disclosure.told import Printed
from pejling.indicators import registry
from pejling.indicators.catalogue import (
    full_time_persons,
    inflow,
    inflow_per_1000_labour_force,
    mean_completed_duration_weeks,
    share_of_labour_force_pct,
    spells_over_26_weeks_pct,
)
from pejling.indicators.indicator import Indicator, name_of
from pejling.indicators.needs import over_background
from pejling.indicators.readings import Quantile
from pejling.terms.benefit import TOTAL, groups
from pejling.terms.observation import SCHEMA, Mark, Measure, Status
from pejling.terms.period import Period
from pejling.terms.problem import Problem

if TYPE_CHECKING:
    from pejling.app.releasing import Outgoing

SHARE = name_of(share_of_labour_force_pct)
INFLOW = name_of(inflow_per_1000_labour_force)
COMPLETED = name_of(mean_completed_duration_weeks)
IDS = (SHARE, INFLOW, COMPLETED, name_of(full_time_persons), name_of(inflow))
EXAMPLE = name_of(spells_over_26_weeks_pct)
GROUPS = "group"  # what the strata are when they are benefits


@dataclass(frozen=True)
class Gaps:
    """The gaps, and who is in the clusters."""

    gaps: tuple[Gap, ...]
    clusters: tuple[Cluster, ...]
    marks: tuple[str, ...]
    chosen: bool  # the period was not asked for


@dataclass(frozen=True, slots=True)
class Mixed:
    """A composition of one indicator, group, period and cluster."""

    indicator: str
    group: str
    period: str
    cluster: str
    found: Composition


@dataclass(frozen=True)
class Mixes:
    """The compositions over the strata ``by``, and who is in the clusters."""

    by: tuple[str, ...]
    mixes: tuple[Mixed, ...]
    clusters: tuple[Cluster, ...]
    marks: tuple[str, ...]


def gaps(
    folder: Path,
    municipality: str | None,
    clusters: Sequence[str],
    wanted: Wanted,
    audience: str,
    *,
    progress: Progress,
    as_known: date | None = None,
    outgoing: Outgoing | None = None,
) -> Gaps:
    """Gaps in share of the labour force by `comparison.gap`, of figures protected for ``audience``.

    Without a period the newest that is not provisional. A Problem where there are no shares at all.
    ``outgoing`` is told what the answer tells, where it is to leave.
    """
    figures = Figures.open(folder, as_known=as_known)
    figures.check(wanted)
    question = Question.read(figures.workspace.settings, municipality, clusters)
    asked = Wanted((SHARE, INFLOW, COMPLETED), wanted.groups, question.areas, wanted.periods)
    counted = [table for _, table in figures.counted(asked, progress)]
    table = pa.concat_tables([figures.published, *counted])
    periods = wanted.periods or newest(table, question.municipality, (INFLOW, SHARE), wanted.groups)
    release = protect(_of(table, needed(IDS), periods), audience)
    found: dict[str, dict[tuple[str, str, str], Comparison]] = {}
    for id in IDS:
        rows = of_release(release, question, Wanted((id,), wanted.groups, (), periods), {})
        if outgoing is not None:
            outgoing.comparisons(
                Printed(release, question.municipality, question.defined, rounded=False), rows
            )
        found[id] = {(one.group, one.period, one.cluster): one for one in rows}
    told = [_gap(*key, found) for key in found[SHARE]]
    if not told:
        raise nothing(SHARE, question.municipality)
    return Gaps(
        tuple(told),
        tuple(one.without(question.municipality) for one in question.asked),
        _marks(one for each in found.values() for one in each.values()),
        not wanted.periods,
    )


def _gap(
    group: str, period: str, cluster: str, found: dict[str, dict[tuple[str, str, str], Comparison]]
) -> Gap:
    key = group, period, cluster
    share, per_1000, completed, full, started = (found[id].get(key) for id in IDS)
    assert share is not None
    weeks = period_of(period).weeks
    own = Side(
        share.own_level,
        _inflow(share.own_level, *(one.own_level if one else None for one in (per_1000, full, started))),
        weeks,
        completed.own_level if completed else None,
    )
    other = Side(
        share.cluster_level,
        _inflow(
            share.cluster_level, *(one.cluster_level if one else None for one in (per_1000, full, started))
        ),
        weeks,
        completed.cluster_level if completed else None,
    )
    return gap(group, period, cluster, own, other)


def _inflow(share: Figure, per_1000: Figure | None, full: Figure | None, started: Figure | None) -> Figure:
    """Spells started per 1,000 of the labour force.

    Where that is not published, share x 10 x spells started / full-time persons: they imply the labour force.
    """
    known = per_1000 or missing(1)
    if known.value is not None or known.hidden or not full or not started:
        return known
    if share.value is None or not full.value or started.value is None:
        return started if started.hidden else known
    return Figure(share.value * 10 * started.value / full.value, 1, marks=started.marks)


def compositions(
    folder: Path,
    municipality: str | None,
    clusters: Sequence[str],
    indicator: str,
    wanted: Wanted,
    audience: str,
    *,
    by: Sequence[str],
    standard: Standard,
    progress: Progress,
    as_known: date | None = None,
    outgoing: Outgoing | None = None,
) -> Mixes:
    """A rate's gap by `comparison.standardise`, over the bands of ``by`` (break-downs) or ``group``.

    ``wanted``: groups, one at least (i_alt by ``group``), and periods; without one the newest that is not
    provisional. The clusters need members: the strata are summed
    over them; of the country and the regions the municipality's own sums are taken away. ``outgoing`` is told
    what the answer tells, where it is to leave.
    """
    figures = Figures.open(folder, as_known=as_known)
    figures.check(wanted)
    declared = _ratio(indicator)
    question = Question.read(figures.workspace.settings, municipality, clusters)
    against = _with_members(question)
    parts = _parts(wanted.groups) if tuple(by) == (GROUPS,) else ()
    strata = () if parts else Wanted.read(breakdowns=list(by)).bands
    areas = tuple(dict.fromkeys((question.municipality, *(area for one in against for area in _areas(one)))))
    periods = wanted.periods or _settled(figures, indicator, question.municipality, wanted.groups, progress)
    asked = Wanted((indicator,), parts or wanted.groups, areas, periods, strata or Wanted().bands)
    tables = [table.select(SCHEMA.names) for table in figures.each_indicator(asked, progress)]
    if not tables:
        raise nothing(indicator, question.municipality)
    release = protect(pa.concat_tables(tables), audience)
    cells = _cells(release.table)
    names = parts or tuple(dict.fromkeys(breakdown for _, _, breakdown, _ in cells if breakdown))
    targets = (TOTAL,) if parts else wanted.groups
    found = []
    for group in targets:
        for period in map(str, periods):
            own = _strata(cells, group, period, question.municipality, names, bool(parts))
            for cluster in against:
                theirs = _of_cluster(cells, group, period, cluster, question.municipality, names, bool(parts))
                made = composition(own, theirs, declared.scale, standard)
                found.append(Mixed(indicator, group, period, cluster.name, made))
    if outgoing is not None:
        told = {one.cluster for one in found if one.found.lines}  # of the others nothing is printed
        _tell(outgoing, release, question.municipality, [one for one in against if one.name in told])
    marks = pc.unique(release.table["marks"]).to_pylist()
    return Mixes(
        tuple(names),
        tuple(found),
        tuple(one.without(question.municipality) for one in against),
        tuple(dict.fromkeys(mark for text in marks for mark in text.split() if mark != Mark.SMALL_COUNT)),
    )


def _negative(row: Mapping[str, object]) -> Problem:
    at = " ".join(str(row[name]) for name in ("indicator", "group", "area", "period", "breakdown")).strip()
    told = f"{row['numerator']}/{row['denominator']}"
    return Problem(
        da=f"{at} er {told}: ingen af delene kan være negative, så sammensætningen kan ikke regnes. Ret "
        "tallet i kilden, og tag det ind igen (`pejling doctor` viser hvor)",
        en=f"{at} is {told}: neither part can be negative, so the mix cannot be worked out. Correct the "
        "figure at its source and take it in again (`pejling doctor` shows where)",
    )


def _tell(outgoing: Outgoing, release: Release, municipality: str, told: Sequence[Cluster]) -> None:
    if told:
        outgoing.some(release, area=(municipality, *(one.area for one in told if one.is_area)))
    for one in told:
        if not one.is_area:
            outgoing.pooled(release, one.without(municipality))


Cells = dict[tuple[str, str, str, str], Stratum]  # by group, period, breakdown, area


def _cells(table: pa.Table) -> Cells:
    found: Cells = {}
    for row in table.to_pylist():
        if row["measure"] != Measure.LEVEL:
            continue
        key = row["group"], row["period"], row["breakdown"], row["area"]
        shown = row["status"] in (Status.OBSERVED, Status.NOT_DEFINED)
        above, below = (row["numerator"], row["denominator"]) if shown else (None, None)
        if row["status"] == Status.NOT_DEFINED:
            above, below = above or 0, 0
        if min(above or 0, below or 0) < 0:
            raise _negative(row)
        found[key] = Stratum(
            None if above is None else Fraction(above), None if below is None else Fraction(below)
        )
    return found


def _strata(
    cells: Cells, group: str, period: str, area: str, names: Sequence[str], by_group: bool
) -> dict[str, Stratum]:
    """An area's strata by name; one that there is no row of holds nobody, unless there is none at all."""
    found = {}
    for name in names:
        key = (name, period, "", area) if by_group else (group, period, name, area)
        if key in cells:
            found[name] = cells[key]
    return {name: found.get(name, Stratum(Fraction(0), Fraction(0))) for name in names} if found else {}


def _of_cluster(
    cells: Cells,
    group: str,
    period: str,
    cluster: Cluster,
    municipality: str,
    names: Sequence[str],
    by_group: bool,
) -> dict[str, Stratum]:
    """The cluster's strata: its members' sums, of an area those of all less the municipality's own."""
    if cluster.is_area:
        whole = _strata(cells, group, period, cluster.area, names, by_group)
        own = _strata(cells, group, period, municipality, names, by_group)
        inside = municipality in cluster.members
        return {name: one.plus(own[name], -1) if inside and own else one for name, one in whole.items()}
    members = cluster.without(municipality).members
    return pooled([_strata(cells, group, period, member, names, by_group) for member in members])


def _areas(cluster: Cluster) -> tuple[str, ...]:
    return (cluster.area,) if cluster.is_area else cluster.members


def _with_members(question: Question) -> tuple[Cluster, ...]:
    """The clusters asked for; a Problem for one whose members nobody knows."""
    defined = [one.name for one in question.defined]
    never = next((name for name in question.clusters if name not in defined), None)
    if never:
        raise unknown(never, defined)
    known = {one.name for one in question.asked if one.without(question.municipality).members}
    empty = [name for name in question.clusters if name not in known]
    if empty or not known:
        name = empty[0] if empty else ""
        raise Problem(
            da=f"klyngen {name!r} har ingen kendte medlemmer ud over kommunen selv, som "
            "sammensætningen kunne regnes af; definér den i pejling.toml, eller vælg dk eller region:83",
            en=f"the cluster {name!r} has no known members but the municipality itself to work the mix "
            "out from; define it in pejling.toml, or choose dk or region:83",
        )
    return tuple(one for one in question.asked if one.name in known)


def _ratio(indicator: str) -> Indicator:
    """The indicator where its sides can be summed over bands; else a Problem that says why not."""
    declared = registry.get(indicator)
    if declared.numerator is None or declared.denominator is None or isinstance(declared.numerator, Quantile):
        raise Problem(
            da=f"{indicator} er ikke et forhold mellem to summer over personer og har ingen sammensætning at "
            f"regne med; prøv fx {EXAMPLE}",
            en=f"{indicator} is no ratio of two sums over persons and has no mix to work with; try {EXAMPLE}",
        )
    if over_background(declared):
        raise Problem(
            da=f"{indicator} måles mod et baggrundstal, som ikke er opdelt; brug `pejling decompose gap` "
            "eller en indikator med personer, forløb eller uger i nævneren",
            en=f"{indicator} is measured against a background figure, which has no parts; use "
            "`pejling decompose gap`, or an indicator with persons, spells or weeks below the line",
        )
    return declared


def _parts(asked: Sequence[str]) -> tuple[str, ...]:
    """The benefits of the total; a Problem where the total is not what is asked for."""
    if tuple(asked) != (TOTAL,):
        raise Problem(
            da=f"--by {GROUPS} deler {TOTAL} i ydelser; skriv {TOTAL} som målgruppe, ikke {', '.join(asked)}",
            en=f"--by {GROUPS} divides {TOTAL} into benefits; write {TOTAL} as the group, not "
            f"{', '.join(asked)}",
        )
    return tuple(id for id, one in groups().items() if one.counted_in_total and not one.parent)


def _settled(
    figures: Figures, indicator: str, municipality: str, wanted_groups: Sequence[str], progress: Progress
) -> tuple[Period, ...]:
    asked = Wanted((indicator,), tuple(wanted_groups), (municipality,))
    tables = [table.select(SCHEMA.names) for table in figures.each_indicator(asked, progress)]
    if not tables:
        raise nothing(indicator, municipality)
    return newest(pa.concat_tables(tables), municipality, (indicator,), wanted_groups)


def _of(table: pa.Table, ids: frozenset[str], periods: Sequence[Period]) -> pa.Table:
    """The rows that comparing ``ids`` in ``periods`` needs, background figures of any date among them."""
    background = [id for id in ids if registry.declared(id).is_background]
    plain = pc.and_(
        pc.is_in(table["indicator"], pa.array(sorted(ids), pa.string())),
        pc.is_in(table["period"], pa.array([str(one) for one in periods], pa.string())),
    )
    return table.filter(
        pc.and_(
            pc.or_(plain, pc.is_in(table["indicator"], pa.array(background, pa.string()))),
            pc.equal(table["breakdown"], ""),
        )
    )


def _marks(compared: Iterable[Comparison]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(mark for one in compared for mark in (*one.own_marks, *one.cluster_marks)))
