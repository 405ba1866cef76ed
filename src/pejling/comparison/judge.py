"""Judges comparisons: what chance does to both sides, and so to the gap between them.

The municipality and its cluster are taken for independent, and so are the two periods of a change, though
many persons are on the benefit in both: limits of a change are too wide rather than too narrow.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from pejling.comparison.certainty import Certainty
from pejling.comparison.cluster import Cluster
from pejling.comparison.denominators import How, is_count
from pejling.comparison.draw import Draw, draw_of
from pejling.comparison.estimate import FROM_FEW, NO_VALUE, By, Estimate, Estimates, Spread, weighed
from pejling.comparison.figure import Figure
from pejling.comparison.medians import Medians, Replicated
from pejling.comparison.observed import Key, Row
from pejling.comparison.pool import Pool
from pejling.comparison.ratio import with_ratio
from pejling.comparison.sides import HOLDS_OWN, Sides
from pejling.indicators.indicator import Development
from pejling.stats.between import paule_mandel, student
from pejling.stats.interval import Limits, difference, p_value, ratio
from pejling.stats.survival import normal
from pejling.terms.text import Text

LEVEL = 0.95
FEWEST_MEMBERS = 3  # that tell how municipalities differ

CHANGE_ALONE = Text(
    da="kun ændringen er kendt, ikke de tal, den er regnet af",
    en="only the change is known, not the figures that it is made of",
)
NO_CLUSTER = Text(da="der er ingen klynge at sammenligne med", en="there is no cluster to compare with")


@dataclass(frozen=True)
class Evidence:
    """What certainties are made from beside the figures: sums over persons, where persons were counted.

    ``rounded``: for readers outside, who are told two significant figures of a standard error.
    ``medians``: of printed medians that were counted from persons their replicates, by indicator, group,
    period and area.
    """

    spreads: Mapping[tuple[str, str, str, str], Spread] = field(default_factory=dict)
    rounded: bool = True
    medians: Mapping[tuple[str, str, str, str], Replicated] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Side:
    """A value, its limits, and what it can be at all; of a cluster also its ``members``.

    Of each its value, variance (in the square of the unit) and weight, the weights adding up to 1.
    """

    value: float
    limits: Limits
    by: By
    possible: Limits
    members: tuple[tuple[float, float, float], ...] = ()


Keys = Sequence[Key]  # one for a level; now and then for a change
Ends = Sequence[Estimate]  # at each of the keys
Moment = tuple[float, float]  # value and variance


@dataclass(frozen=True, slots=True)
class _Reading:
    """How estimates at the keys are read: the value with its variance, or why there is none; its limits; and
    what it can be, where what it is read off lies between 0 and a whole (infinite: no end)."""

    moment: Callable[[Ends], Moment | Text]
    limits: Callable[[Ends], Limits]
    possible: Callable[[float], Limits]

    def side(self, ends: Ends) -> _Side | Text:
        moment = self.moment(ends)
        if isinstance(moment, Text):
            return moment
        whole = max((math.inf if one.whole is None else one.whole for one in ends), default=math.inf)
        return _Side(moment[0], self.limits(ends), _by(ends), self.possible(whole))


OF_SIZE = Text(
    da="et antal er størst, hvor kommunen er størst: kun udviklingen sammenlignes",
    en="a count is largest where the municipality is: only the development is compared",
)


class Judge:
    """Certainties of one municipality's comparisons."""

    def __init__(self, sides: Sides, evidence: Evidence) -> None:
        self._sides = sides
        self._observed = sides.observed
        self._estimates = Estimates(sides.observed, evidence.spreads, evidence.rounded)
        self._medians = Medians(evidence.medians, sides.municipality, evidence.rounded)

    def level(self, key: Key, own: Figure, cluster: Cluster, other: Figure) -> Certainty:
        """Of the municipality's level against the cluster's."""
        if draw_of(key[0]) is Draw.MEDIAN:
            return with_ratio(self._medians.level(key, own, cluster, other), own, other)
        row = self._observed.level(*key, self._sides.municipality)
        mine = self._single((key,), self._sides.municipality, (row,) if row else (), _LEVEL)
        found = _certainty(own, mine, other, self._of_cluster((key,), cluster, other, _LEVEL))
        if is_count(key[0]):
            return replace(found, gap=None, of_gap=None, among=None, p=None, reason=found.reason or OF_SIZE)
        return with_ratio(found, own, other)

    def change(
        self, key: Key, base: str, development: Development, own: Figure, cluster: Cluster, other: Figure
    ) -> Certainty:
        """Of the municipality's change from ``base`` against the cluster's."""
        keys = key, (key[0], key[1], base)
        if draw_of(key[0]) is Draw.MEDIAN:
            return self._medians.change(keys, development, own, cluster, other)
        reading = _CHANGE_PCT if development is Development.PERCENT else _CHANGE
        ends = self._sides.ends(key, base, self._sides.municipality)
        rows = () if isinstance(ends, Text) else ends
        mine = self._single(keys, self._sides.municipality, rows, reading)
        return _certainty(own, mine, other, self._of_cluster(keys, cluster, other, reading))

    def _single(self, keys: Keys, area: str, rows: Sequence[Row], reading: _Reading) -> _Side | Text:
        """The side of one area, its ``rows`` at the ``keys``; none known is the change alone."""
        if not rows:
            return CHANGE_ALONE
        found = [self._estimates.of(key, area, row) for key, row in zip(keys, rows, strict=True)]
        return _made(found, reading)

    def _of_cluster(self, keys: Keys, cluster: Cluster, other: Figure, reading: _Reading) -> _Side | Text:
        """The cluster's side, as ``Sides`` finds its figure: its own published one, else its members'."""
        if not cluster.name:
            return NO_CLUSTER
        if other.value is None or other.reason == HOLDS_OWN:
            return other.reason or NO_VALUE
        published = [self._observed.level(*key, cluster.area) for key in keys]
        if not cluster.is_area and any(published):
            rows = [row for row in published if row]
            return self._single(keys, cluster.area, rows if len(rows) == len(keys) else (), reading)
        periods = [period for _, _, period in keys]
        pools = self._sides.pooling.pools(*keys[0][:2], periods, cluster) if cluster.members else None
        return self._pooled(keys, cluster, pools, reading) if pools else CHANGE_ALONE

    def _pooled(self, keys: Keys, cluster: Cluster, pools: Sequence[Pool], reading: _Reading) -> _Side | Text:
        """The side of the members that are seen at every key, and each of theirs beside it."""
        indicator, group, _ = keys[0]
        kind = self._sides.pooling.kind(indicator, group, [key[2] for key in keys], cluster)
        seen = [
            (area, [float(pool.parts[at].points[0][1]) for pool in pools])
            for at, area in enumerate(cluster.members)
            if not any(at in pool.hidden for pool in pools)
            and all(pool.parts[at].points[0][1] for pool in pools)
        ]
        together: list[Estimate] = []
        single: list[Sequence[Estimate | Text]] = []
        shares: list[float] = []
        for at, key in enumerate(keys):
            rows = [self._row(key, area, kind) for area, _ in seen]
            found = [self._estimates.of(key, area, row) for (area, _), row in zip(seen, rows, strict=True)]
            whole = sum(weights[at] for _, weights in seen)
            shares = [weights[at] / whole for _, weights in seen]
            summed = pools[at].basis.how is How.RATIO
            one = self._together(key, [area for area, _ in seen], rows, found, shares, summed)
            if isinstance(one, Text):
                return one
            together.append(one)
            single.append(found)
        side = reading.side(together)
        if isinstance(side, Text):
            return side
        return replace(side, members=_members(single, shares, reading))

    def _together(
        self,
        key: Key,
        areas: Sequence[str],
        rows: Sequence[Row],
        found: Sequence[Estimate | Text],
        weights: Sequence[float],
        summed: bool,
    ) -> Estimate | Text:
        """By the sums over persons where all members have them and are ``summed``, else by the weights."""
        spreads = [self._estimates.spread(key, area, row) for area, row in zip(areas, rows, strict=True)]
        known = [one for one in spreads if one]
        if summed and known and len(known) == len(spreads):
            of_all = self._estimates.of_sums(key[0], rows, known)
            if of_all:
                return of_all
        missing = next((one for one in found if isinstance(one, Text)), None)
        told = [one for one in found if isinstance(one, Estimate)]
        return missing or (weighed(told, weights) if told else NO_VALUE)

    def _row(self, key: Key, area: str, kind: bool | None) -> Row:
        levels = self._observed.levels(*key, area)
        return levels.get(kind is not False) or levels[False]


def _stands(ends: Ends) -> Moment:
    """The level itself."""
    (one,) = ends
    return one.value, one.spread


def _stands_within(ends: Ends) -> Limits:
    (one,) = ends
    return one.limits(LEVEL)


def _moves(ends: Ends) -> Moment:
    """The difference of now and then."""
    now, then = ends
    return now.value - then.value, now.spread + then.spread


def _moves_within(ends: Ends) -> Limits:
    now, then = ends
    return difference(now.value, now.limits(LEVEL), then.value, then.limits(LEVEL))


def _moves_by_part(ends: Ends) -> Moment | Text:
    """The change in per cent of then."""
    now, then = ends
    if now.value <= 0 or then.value <= 0:
        return FROM_FEW
    times = now.value / then.value
    relative = now.spread / now.value**2 + then.spread / then.value**2
    return 100 * (times - 1), (100 * times) ** 2 * relative


def _moves_by_part_within(ends: Ends) -> Limits:
    now, then = ends
    low, high = ratio(now.value, math.sqrt(now.spread), then.value, math.sqrt(then.spread), LEVEL)
    return 100 * (low - 1), 100 * (high - 1)


_LEVEL = _Reading(_stands, _stands_within, lambda whole: (0.0, whole))
_CHANGE = _Reading(_moves, _moves_within, lambda whole: (-whole, whole))
_CHANGE_PCT = _Reading(_moves_by_part, _moves_by_part_within, lambda _: (-100.0, math.inf))


def _made(found: Sequence[Estimate | Text], reading: _Reading) -> _Side | Text:
    missing = next((one for one in found if isinstance(one, Text)), None)
    return missing or reading.side([one for one in found if isinstance(one, Estimate)])


def _members(
    ends: Sequence[Sequence[Estimate | Text]], weights: Sequence[float], reading: _Reading
) -> tuple[tuple[float, float, float], ...]:
    """Value, variance and weight of each; none where one of them cannot be told."""
    members = []
    for *of_one, weight in zip(*ends, weights, strict=True):
        told = [end for end in of_one if isinstance(end, Estimate)]
        moment = reading.moment(told) if len(told) == len(of_one) else NO_VALUE
        if isinstance(moment, Text):
            return ()
        members.append((*moment, weight))
    return tuple(members)


def _by(ends: Ends) -> By:
    kinds = {one.by for one in ends}
    return kinds.pop() if len(kinds) == 1 else By.MIXED


def _certainty(own: Figure, mine: _Side | Text, other: Figure, theirs: _Side | Text) -> Certainty:
    if own.value is None:
        return Certainty(reason=own.reason or NO_VALUE)
    if isinstance(mine, Text):
        return Certainty(reason=mine)
    of_own = _around(own.value, mine)
    if other.value is None or isinstance(theirs, Text):
        reason = theirs if isinstance(theirs, Text) else NO_VALUE
        return Certainty(of_own, by=mine.by, reason=reason)
    of_cluster = _around(other.value, theirs)
    gap = own.value - other.value
    limits = difference(float(own.value), of_own, float(other.value), of_cluster)
    low, high = min(limits[0], float(gap)), max(limits[1], float(gap))  # binary noise
    p = p_value(float(gap), (low, high), LEVEL)
    among = _among(float(gap), (low, high), theirs.members)
    if among:  # no further than the municipality's own value can go
        least, most = mine.possible[0] - of_cluster[1], mine.possible[1] - of_cluster[0]
        among = max(among[0], min(least, float(gap))), min(among[1], max(most, float(gap)))
    return Certainty(of_own, of_cluster, gap, (low, high), among, p, mine.by)


def _around(value: Fraction, side: _Side) -> Limits:
    """The side's limits around the figure as it is told, which rounding may have moved a little."""
    moved = float(value) - side.value
    low, high = max(side.limits[0] + moved, side.possible[0]), min(side.limits[1] + moved, side.possible[1])
    return min(low, float(value)), max(high, float(value))


def _among(gap: float, limits: Limits, members: Sequence[tuple[float, float, float]]) -> Limits | None:
    """The gap's limits for a municipality that differs from the members as they do among themselves.

    None for fewer than three members. The variance between them is Paule-Mandel's; of the gap it is
    tau2 (1 + sum of the squared weights). Source: Higgins, Thompson & Spiegelhalter (2009), JRSS A 172:137.
    """
    if len(members) < FEWEST_MEMBERS or any(variance <= 0 for _, variance, _ in members):
        return None
    values, variances, weights = zip(*members, strict=True)
    between = paule_mandel(values, variances) * (1 + sum(weight * weight for weight in weights))
    z, t = normal(LEVEL), student(len(members), LEVEL)
    down, up = (t * math.hypot(abs(limit - gap) / z, math.sqrt(between)) for limit in limits)
    return gap - down, gap + up
