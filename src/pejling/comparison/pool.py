"""A cluster's value from its municipalities: pooled, or their mean (DOMAIN section 4)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from pejling.comparison.change import change
from pejling.comparison.cluster import Cluster, Method
from pejling.comparison.denominators import Basis, How, bases, is_count
from pejling.comparison.figure import HIDDEN, NOT_DEFINED, Figure, joined, missing
from pejling.comparison.observed import Observed, Row, scale_of
from pejling.comparison.parts import Part, Point, extreme, part, total
from pejling.comparison.weights import Weights
from pejling.indicators.indicator import Development
from pejling.terms.amount import round_half_up
from pejling.terms.municipality import area_label
from pejling.terms.observation import Mark, Status
from pejling.terms.text import Text

NO_MEMBERS = Text(da="klyngen har ingen kommuner", en="the cluster has no municipalities")
FROM_ZERO = Text(da="udgangspunktet er nul", en="the base is zero")
MEMBER_HIDDEN = Text(
    da="en kommune i klyngen er skjult, og klyngens tal afhænger af den",
    en="a municipality of the cluster is hidden, and the cluster's figure depends on it",
)
TWO_SOURCES = Text(
    da="de to perioder er opgjort forskelligt: den ene er publiceret, den anden beregnet",
    en="the two periods are counted differently: one is published, the other computed",
)
NAMED = 5  # members that a reason names before it counts the rest


@dataclass(frozen=True)
class Pool:
    """The parts of every member of a cluster, in the order of its members, on one basis."""

    basis: Basis
    parts: tuple[Part, ...]
    scale: int

    def value(self, left_out: frozenset[int]) -> Fraction | None:
        """The pooled value in the indicator's unit without those ``left_out``; None where it divides by 0."""
        above, below = self._visible if left_out == self.hidden else self._without(left_out)
        return self.scale * Fraction(above) / below if below else None

    def bounds(self, left_out: frozenset[int]) -> tuple[Fraction, Fraction] | None:
        """The lowest and highest value with those left out put back, at what they can be."""
        visible = self._without(left_out)
        back = [p for at, p in enumerate(self.parts) if at in left_out]
        if not visible[1]:
            return None
        return self.scale * extreme(visible, back, 1), self.scale * extreme(visible, back, -1)

    @cached_property
    def _visible(self) -> Point:
        return self._without(self.hidden)

    def _without(self, left_out: frozenset[int]) -> Point:
        return total(p for at, p in enumerate(self.parts) if at not in left_out)

    @property
    def published(self) -> tuple[bool, ...]:
        return tuple(p.published for p in self.parts)

    @cached_property
    def hidden(self) -> frozenset[int]:
        return frozenset(at for at, p in enumerate(self.parts) if p.hidden)

    @cached_property
    def marks(self) -> tuple[str, ...]:
        own = {
            How.IMPLIED: (Mark.IMPLIED_DENOMINATOR.value,),
            How.MEAN: (Mark.MEAN_OF_MUNICIPALITIES.value,),
        }
        return joined(own.get(self.basis.how, ()), *(p.marks for p in self.parts))


class Pooling:
    """Values of clusters that are made of municipalities.

    Pooled: the sum of numerators over the sum of denominators. Where only values were published, each is
    weighed by the first basis of ``denominators.bases`` that is known for every member; on a denominator
    implied by a count and a rate, and on the mean, which is the last resort, the value is marked. A plain
    count's pooled value is that of the average municipality, and its change is that of the sums.

    A hidden member is left out of both sums if the value prints the same without it and with it at its
    lowest and its highest possible number; else the cluster's value is hidden. A member without an
    observation leaves the cluster without a value. A change takes the same members at both ends.
    """

    def __init__(self, observed: Observed) -> None:
        self._observed = observed
        self._weights = Weights(observed)
        self._pools: dict[tuple[str, str, str, Cluster, bool | None, Basis], Pool | None] = {}

    def level(self, indicator: str, group: str, period: str, cluster: Cluster, decimals: int) -> Figure:
        """The cluster's level, in the indicator's unit; ``decimals`` is what it will be printed with."""
        lacking = self._lacking(indicator, group, period, cluster)
        if lacking:
            return missing(decimals, lacking)
        pools = self.pools(indicator, group, (period,), cluster)
        if pools is None:
            return missing(decimals, MEMBER_HIDDEN, Status.SUPPRESSED)
        (pool,) = pools
        hidden = pool.hidden
        value = pool.value(hidden)
        if hidden:
            bounds = pool.bounds(hidden)
            if value is None or bounds is None or not _prints_alike((value, *bounds), decimals):
                return missing(decimals, MEMBER_HIDDEN, Status.SUPPRESSED)
            return Figure(value, decimals, marks=joined(pool.marks, (Mark.MEMBERS_HIDDEN.value,)))
        if value is None:
            return missing(decimals, NOT_DEFINED, Status.NOT_DEFINED)
        return Figure(value, decimals, marks=pool.marks)

    def change(
        self,
        indicator: str,
        group: str,
        period: str,
        base: str,
        cluster: Cluster,
        development: Development,
        decimals: int,
        across_sources: bool = False,
    ) -> Figure:
        """The change of the cluster's level from ``base`` to ``period``, over the same members.

        Of each member both ends are published or both computed, unless ``across_sources``.
        """
        for end in (period, base):
            lacking = self._lacking(indicator, group, end, cluster)
            if lacking:
                return missing(decimals, lacking)
        pools = self.pools(indicator, group, (period, base), cluster)
        if pools is None:
            return missing(decimals, MEMBER_HIDDEN, Status.SUPPRESSED)
        now, then = pools
        if not across_sources and now.published != then.published:
            return missing(decimals, TWO_SOURCES)
        hidden = now.hidden | then.hidden
        to, origin = now.value(hidden), then.value(hidden)
        if to is None or origin is None:
            return missing(decimals, *((HIDDEN, Status.SUPPRESSED) if hidden else (NOT_DEFINED,)))
        value = change(to, origin, development)
        marks = joined(now.marks, then.marks)
        if not hidden:
            return Figure(value, decimals, marks=marks) if value is not None else missing(decimals, FROM_ZERO)
        if not _prints_alike(_changes(now, then, hidden, value, development), decimals):
            return missing(decimals, MEMBER_HIDDEN, Status.SUPPRESSED)
        return Figure(value, decimals, marks=joined(marks, (Mark.MEMBERS_HIDDEN.value,)))

    def pools(
        self, indicator: str, group: str, periods: Sequence[str], cluster: Cluster
    ) -> tuple[Pool, ...] | None:
        """The members' parts in each of ``periods``, on the first basis known in all; None: none is."""
        kind = self.kind(indicator, group, periods, cluster)
        for basis in _bases(indicator, cluster.method):
            found = [self._pool(indicator, group, at, cluster, kind, basis) for at in periods]
            told = tuple(pool for pool in found if pool)
            if len(told) == len(periods):
                return told
        return None

    def kind(self, indicator: str, group: str, periods: Sequence[str], cluster: Cluster) -> bool | None:
        """Published (True) or computed (False) for all members in all periods; None where they differ."""
        rows = [
            self._observed.levels(indicator, group, at, area) for at in periods for area in cluster.members
        ]
        if all(True in each for each in rows):
            return True
        at_one_end = len(periods) == 1
        if all(False in each and not (at_one_end and True in each) for each in rows):
            return False
        return None

    def _pool(
        self, indicator: str, group: str, period: str, cluster: Cluster, kind: bool | None, basis: Basis
    ) -> Pool | None:
        key = indicator, group, period, cluster, kind, basis
        if key not in self._pools:
            parts = self._parts(indicator, group, period, cluster, kind, basis)
            scale = scale_of(indicator) if basis.how is How.RATIO else 1
            self._pools[key] = Pool(basis, parts, scale) if parts else None
        return self._pools[key]

    def _parts(
        self, indicator: str, group: str, period: str, cluster: Cluster, kind: bool | None, basis: Basis
    ) -> tuple[Part, ...] | None:
        """One part a member, or None where ``basis`` is not known for all of them."""
        found = []
        for area in cluster.members:
            levels = self._observed.levels(indicator, group, period, area)
            row = levels.get(kind is not False) or levels.get(False)
            own = part(self._weights, basis, indicator, group, period, area, row) if row else None
            if own is None:
                return None
            found.append(own)
        if basis.how is How.RATIO and len({p.published for p in found}) > 1:
            return None  # a published and a computed numerator need not be in the same unit
        return tuple(found)

    def _lacking(self, indicator: str, group: str, period: str, cluster: Cluster) -> Text | None:
        """Why the cluster has no value: no members, or some without a figure or with an impossible one."""
        if not cluster.members:
            return NO_MEMBERS
        rows = {area: self._observed.level(indicator, group, period, area) for area in cluster.members}
        fault = next((row.fault for row in rows.values() if row and row.fault), None)
        if fault:
            return fault
        without = [area for area, row in rows.items() if _is_unobserved(row)]
        return _no_figure_for(without, period) if without else None


def _bases(indicator: str, method: Method) -> Sequence[Basis]:
    known = bases(indicator)
    return known if method is Method.POOLED or is_count(indicator) else known[-1:]


def _is_unobserved(row: Row | None) -> bool:
    return row is None or row.status == Status.NOT_OBSERVED


def _prints_alike(values: Iterable[Fraction | None], decimals: int) -> bool:
    printed = {None if value is None else round_half_up(value, decimals) for value in values}
    return len(printed) == 1 and None not in printed


def _changes(
    now: Pool, then: Pool, hidden: frozenset[int], value: Fraction | None, development: Development
) -> tuple[Fraction | None, ...]:
    """The change without the hidden members, and the smallest and largest that they allow."""
    to, origin = now.bounds(hidden), then.bounds(hidden)
    if to is None or origin is None:
        return (None,)
    return value, change(to[0], origin[1], development), change(to[1], origin[0], development)


def _no_figure_for(areas: Sequence[str], period: str) -> Text:
    def listed(more: str) -> str:
        names = [area_label(area, "da") for area in areas[:NAMED]]
        rest = len(areas) - NAMED
        return ", ".join(names) + (more.format(rest) if rest > 0 else "")

    return Text(
        da=f"der er intet tal for {listed(' og {} andre')} i {period}",
        en=f"there is no figure for {listed(' and {} others')} in {period}",
    )
