"""The comparison: the municipality against clusters, level and development, with symbols."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

import pyarrow as pa

from pejling.comparison.cluster import Cluster, unknown
from pejling.comparison.comparison import Comparison, Override
from pejling.comparison.denominators import is_count, needed
from pejling.comparison.judge import Evidence, Judge
from pejling.comparison.observed import Key, Observed, period_of
from pejling.comparison.sides import Sides
from pejling.comparison.symbol import Verdict, symbols
from pejling.indicators.indicator import Development
from pejling.indicators.registry import declared
from pejling.terms.benefit import groups as known_groups
from pejling.terms.observation import Status
from pejling.terms.period import Period
from pejling.terms.problem import Problem

__all__ = ["Comparison", "Override", "compare"]


def compare(
    rows: pa.Table,
    municipality: str,
    clusters: Sequence[Cluster] = (),
    *,
    asked: Sequence[str] = (),
    indicators: Collection[str] = (),
    groups: Collection[str] = (),
    periods: Collection[Period] = (),
    base: Period | None = None,
    computed: bool = False,
    better: Mapping[tuple[str, str], Override] | None = None,
    across_breaks: bool = False,
    evidence: Evidence | None = None,
) -> list[Comparison]:
    """A row per indicator x group x period x base x cluster, in the order of groups, periods, bases.

    ``rows``: the table of a Release: observations of the municipality, of the members of clusters and of
    published clusters, with the background figures of the members, in any order. ``clusters`` are the
    defined ones; ``asked`` names those to compare with, defined or published (left out: all of them, and with
    none at all one row with the cluster ""). Empty filters: every period for which the municipality has a
    figure, that is a level (hidden or not) or a published change. With periods named, a period that only the
    cluster has a figure for, or in which the municipality's denominator is 0, gives a row too.

    The base is the same period a year earlier, or ``base`` for the later periods of its kind and length
    (others have no row with it); each published change of the municipality or the cluster has its own row
    beside. ``computed`` ignores published changes. ``better`` overrides directions by indicator and group
    ("" for all groups). The level of a plain count is not judged, its change is. A change across a series
    break is left out, with the reason, unless ``across_breaks``. With ``evidence`` each comparison has its
    certainties, without the marks of a table.

    Raises Problem for a cluster that is neither defined nor published, and for one that holds nobody but the
    municipality and has no published value. Source: DOMAIN section 4.
    """
    defined = {cluster.name: cluster.without(municipality) for cluster in clusters}
    looked_at = {municipality, *(area for c in defined.values() for area in (*c.members, c.area))}
    observed = Observed(rows, looked_at, needed(indicators))
    chosen = _chosen(defined, asked, observed, municipality)
    sides = Sides(observed, municipality, computed, across_breaks)
    filters = (frozenset(indicators), frozenset(groups), frozenset(map(str, periods)))
    keys = _sorted(key for key in observed.all_keys() if _is_wanted(key, filters, observed, sides, chosen))
    judge = None if evidence is None else Judge(sides, evidence)
    found: list[Comparison] = []
    for key in keys:
        found += _comparisons(key, base, chosen, sides, better or {}, judge)
    return found


def _chosen(
    defined: Mapping[str, Cluster], asked: Sequence[str], observed: Observed, municipality: str
) -> list[Cluster]:
    published = {name: Cluster(name) for name in sorted(observed.clusters)}
    known = {**published, **defined}
    names = tuple(dict.fromkeys(asked)) or tuple(dict.fromkeys([*defined, *published]))
    for name in names:
        if name not in known:
            raise unknown(name, known)
        if not known[name].members and name not in published:
            raise Problem(
                da=f"klyngen {name!r} har ingen anden kommune end {municipality}, som ikke regnes med i sin "
                "egen klynge, og ingen publiceret værdi er kendt for den; giv den andre medlemmer i "
                "pejling.toml",
                en=f"the cluster {name!r} holds no other municipality than {municipality}, which is left "
                "out of its own cluster, and no published value is known for it; give it other members "
                "in pejling.toml",
            )
    return [known[name] for name in names]


def _is_wanted(
    key: Key,
    filters: tuple[frozenset[str], frozenset[str], frozenset[str]],
    observed: Observed,
    sides: Sides,
    chosen: Sequence[Cluster],
) -> bool:
    indicators, groups, periods = filters
    indicator, group, period = key
    if indicators and indicator not in indicators:
        return False
    if not indicators and declared(indicator).is_background:
        return False
    if (groups and group not in groups) or (periods and period not in periods):
        return False
    if sides.has_figure(key):
        return True
    undefined = observed.level(*key, sides.municipality)
    return bool(periods) and (
        (undefined is not None and undefined.status == Status.NOT_DEFINED)
        or any(
            observed.level(*key, cluster.area) or sides.published_changes(key, cluster.area)
            for cluster in chosen
        )
    )


def _sorted(keys: Iterator[Key]) -> list[Key]:
    order = {group: at for at, group in enumerate(known_groups())}

    def place(key: Key) -> tuple[str, int, str, Period]:
        indicator, group, period = key
        return indicator, order.get(group, len(order)), group, period_of(period)

    return sorted(keys, key=place)


def _comparisons(
    key: Key,
    base: Period | None,
    chosen: Sequence[Cluster],
    sides: Sides,
    better: Mapping[tuple[str, str], Override],
    judge: Judge | None,
) -> Iterator[Comparison]:
    """The rows of one indicator, group and period: by base, then by cluster."""
    indicator, group, period = key
    known = declared(indicator)
    override = better.get((indicator, group)) or better.get((indicator, ""))
    direction = override.better if override else known.better_for(group)
    own_level = sides.own_level(key)
    against = chosen or (Cluster(""),)
    levels = [sides.cluster_level(key, cluster) for cluster in against]
    sized = is_count(indicator)  # municipalities differ in size: how many there are says nothing of how well
    certain = [
        judge.level(key, own_level, *pair) if judge else None for pair in zip(against, levels, strict=True)
    ]
    of_cluster = [_bases(period_of(period), base, key, cluster, sides) for cluster in against]
    for from_base in sorted({own for bases in of_cluster for own in bases}, key=period_of):
        for cluster, level, bases, sure in zip(against, levels, of_cluster, certain, strict=True):
            if from_base not in bases:
                continue
            development = _development(key, from_base, cluster, sides, known.development)
            own_change = sides.own_change(key, from_base, development)
            other_change = sides.cluster_change(key, from_base, cluster, development)
            drawn = symbols(own_level, level, own_change, other_change, direction)
            moved = (
                judge.change(key, from_base, development, own_change, cluster, other_change)
                if judge
                else None
            )
            yield Comparison(
                indicator=indicator,
                group=group,
                period=period,
                base_period=from_base,
                cluster=cluster.name,
                development=development,
                own_level=own_level,
                cluster_level=level,
                own_development=own_change,
                cluster_development=other_change,
                level_symbol=Verdict.NONE if sized else drawn.level,
                trend_direction=drawn.direction,
                trend_colour=drawn.colour,
                better=direction,
                override=override,
                level_certainty=sure,
                change_certainty=moved,
            )


def _bases(period: Period, base: Period | None, key: Key, cluster: Cluster, sides: Sides) -> set[str]:
    """The periods that ``period`` is compared with, against this cluster."""
    own = sides.published_changes(key, sides.municipality)
    others = sides.published_changes(key, cluster.area)
    found = {published_base for published_base, _ in (*own, *others)}
    if base is None:
        found.add(str(period.year_earlier()))
    elif (base.kind, base.length) == (period.kind, period.length) and base < period:
        found.add(str(base))
    return found


def _development(key: Key, base: str, cluster: Cluster, sides: Sides, own: Development) -> Development:
    """How the change is measured: as declared, unless it is published otherwise only."""
    printed = [
        measure
        for area in (sides.municipality, cluster.area)
        for at, measure in sides.published_changes(key, area)
        if at == base
    ]
    if own in printed or not printed:
        return own
    return Development(printed[0])
