"""What it would be worth to be at a cluster's level: the savings potential (DOMAIN section 4).

max(0, own share - cluster's share) / 100 x labour force x the yearly net cost of a full-time person, which is
the benefit's rate x (1 - refund). Shares are per cent of the labour force; amounts DKK a year. The interval
of an amount is what the rounding of printed shares leaves open; prices are taken as they stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import isfinite

from pejling.comparison.comparison import Comparison
from pejling.comparison.figure import HIDDEN, NO_FIGURE, Figure
from pejling.comparison.observed import period_of
from pejling.comparison.prices import Mix, Price, Prices, Refund, mixed
from pejling.indicators.unions import PENSION
from pejling.stats.feasible import Interval
from pejling.terms.benefit import TOTAL, Group, groups
from pejling.terms.text import Text

NO_LABOUR_FORCE = Text(da="arbejdsstyrken", en="the labour force")
NO_RATE = Text(da="satsen", en="the rate")
NO_REFUND = Text(da="refusionen", en="the refund")


@dataclass(frozen=True, slots=True)
class Labour:
    """The labour force, and where it is from."""

    persons: Fraction
    how: Text


@dataclass(frozen=True, slots=True)
class Assumed:
    """What the user lays down: per cent of the gap that is closed, per cent that prices are changed by."""

    closed: Fraction = Fraction(100)
    price: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class Potential:
    """One benefit against one cluster in one period, with everything that the amount is made of.

    ``missing`` names what there is not; an amount that lacks something is None, never 0. ``chance``: 95 per
    cent limits of the gap in points by what chance does to persons, where they are known.
    """

    group: str
    period: str
    cluster: str
    own: Figure
    other: Figure
    labour: Labour | None
    price: Price | None
    refund: Refund | None
    mix: Mix | None
    missing: tuple[Text, ...] = ()
    assumed: Assumed = Assumed()
    chance: tuple[Fraction, Fraction] | None = None

    @property
    def gap(self) -> Fraction | None:
        """Own share less the cluster's, in points, also where it is below 0."""
        if self.own.value is None or self.other.value is None:
            return None
        return self.own.value - self.other.value

    @property
    def gap_interval(self) -> Interval | None:
        """What the gap can be within the rounding of what is printed, cut off at 0."""
        own, other = interval_of(self.own), interval_of(self.other)
        if own is None or other is None or own.high is None:
            return None
        apart = own - other
        zero = Fraction(0)
        return Interval(max(apart.low, zero), max(apart.high or zero, zero))

    @property
    def net_cost(self) -> Fraction | None:
        """DKK a year for a full-time person after refund."""
        if self.price is None or self.mix is None:
            return None
        changed = self.price.amount * (1 + self.assumed.price / 100)
        return changed * (1 - self.mix.percent / 100)

    def persons(self, gap: Fraction | None) -> Fraction | None:
        """Full-time persons that closing the wanted part of ``gap`` points means."""
        if gap is None or self.labour is None:
            return None
        return max(gap, Fraction(0)) / 100 * self.labour.persons * self.assumed.closed / 100

    def worth(self, gap: Fraction | None) -> Fraction | None:
        """DKK a year; a gap of 0 and less is worth 0 at any price."""
        if gap is not None and gap <= 0:
            return Fraction(0)
        persons = self.persons(gap)
        return None if persons is None or self.net_cost is None else persons * self.net_cost

    @property
    def amount(self) -> Fraction | None:
        return self.worth(self.gap)

    @property
    def low(self) -> Fraction | None:
        return self.worth(self.gap_interval.low if self.gap_interval else None)

    @property
    def chance_amounts(self) -> tuple[Fraction, Fraction] | None:
        """The amounts at the limits of ``chance``; None where they or a price are not known."""
        if self.chance is None or self.net_cost is None:
            return None
        low, high = (self.worth(gap) for gap in self.chance)
        return None if low is None or high is None else (low, high)

    @property
    def high(self) -> Fraction | None:
        return self.worth(self.gap_interval.high if self.gap_interval else None)


@dataclass(frozen=True, slots=True)
class Sum:
    """The amounts of a period and a cluster together; ``missing`` are the benefits that have none.

    ``absent``: benefits of the total for which there is no share at all.
    """

    period: str
    cluster: str
    assumed: Assumed
    with_pension: bool
    amount: Fraction | None
    low: Fraction | None
    high: Fraction | None
    counted: tuple[str, ...]
    missing: tuple[str, ...]
    absent: tuple[str, ...]


def interval_of(figure: Figure) -> Interval | None:
    """What a figure stands for: a published one for half a unit of its last place, else itself."""
    if figure.value is None:
        return None
    if figure.published:
        return Interval.printed(figure.value, figure.decimals)
    return Interval.exactly(figure.value)


def potentials(
    compared: Iterable[Comparison],
    prices: Prices,
    labour: Mapping[str, Labour],
    weeks: Mapping[tuple[str, str], Mapping[str, int]],
    over: Mapping[tuple[str, str], Mapping[int, Fraction]],
    assumed: Sequence[Assumed] = (Assumed(),),
) -> Iterator[Potential]:
    """The potential of every benefit compared, once for each of ``assumed``.

    ``compared``: shares of the labour force against clusters. ``labour`` by period. ``weeks``: person-weeks
    by band of weeks on the benefit, ``over``: per cent of running spells over so many weeks; both by group
    and period, and of the municipality itself.
    """
    seen = set()
    for one in compared:
        key = (one.group, one.period, one.cluster)
        if key in seen or one.group == TOTAL:  # one row a base period; the total has no price of its own
            continue
        seen.add(key)
        found = _potential(one, prices, labour, weeks, over)
        yield from (replace(found, assumed=each) for each in assumed)


def _potential(
    one: Comparison,
    prices: Prices,
    labour: Mapping[str, Labour],
    weeks: Mapping[tuple[str, str], Mapping[str, int]],
    over: Mapping[tuple[str, str], Mapping[int, Fraction]],
) -> Potential:
    period = period_of(one.period)
    price, refund = prices.rate_of(one.group, period), prices.refund_of(one.group, period)
    key = (one.group, one.period)
    mix = mixed(refund, weeks.get(key), over.get(key)) if refund else None
    force = labour.get(one.period)
    missing = [_share(side, whose) for side, whose in _sides(one) if side.value is None]
    no_gap = not missing and _gap(one) <= 0
    if not no_gap:
        missing += [NO_LABOUR_FORCE] if force is None else []
        missing += [NO_RATE] if price is None else []
        missing += [NO_REFUND] if mix is None else []
    return Potential(
        one.group,
        one.period,
        one.cluster,
        one.own_level,
        one.cluster_level,
        force,
        price,
        refund,
        mix,
        tuple(missing),
        chance=_chance(one),
    )


def _chance(one: Comparison) -> tuple[Fraction, Fraction] | None:
    limits = one.level_certainty.of_gap if one.level_certainty else None
    if limits is None or not all(isfinite(limit) for limit in limits):
        return None
    return Fraction(limits[0]), Fraction(limits[1])


def _sides(one: Comparison) -> tuple[tuple[Figure, Text], ...]:
    return (
        (one.own_level, Text(da="kommunens andel", en="the municipality's share")),
        (one.cluster_level, Text(da="klyngens andel", en="the cluster's share")),
    )


def _share(side: Figure, whose: Text) -> Text:
    reason = side.reason or (HIDDEN if side.hidden else NO_FIGURE)
    return Text(da=f"{whose.da} ({reason.da})", en=f"{whose.en} ({reason.en})")


def _gap(one: Comparison) -> Fraction:
    assert one.own_level.value is not None
    assert one.cluster_level.value is not None
    return one.own_level.value - one.cluster_level.value


def sums(found: Sequence[Potential], with_pension: bool, some: bool = False) -> list[Sum]:
    """The sums over the benefits of the total, by period, cluster and assumption, in the order met.

    Each benefit once: a sub-group stands for its parent only where the parent has no figure. ``some``: not
    all benefits were asked for, so that the others are not told as absent.
    """
    together: dict[tuple[str, str, Assumed], list[Potential]] = {}
    for one in found:
        together.setdefault((one.period, one.cluster, one.assumed), []).append(one)
    made = [_sum(*key, parts, with_pension) for key, parts in together.items()]
    return [replace(one, absent=()) for one in made] if some else made


def _sum(period: str, cluster: str, assumed: Assumed, found: Sequence[Potential], with_pension: bool) -> Sum:
    wanted = [id for id, group in groups().items() if _is_part(group) and (with_pension or id != PENSION)]
    by_group = {one.group: one for one in found}
    parts, absent = [], []
    for id in wanted:
        own = [by_group[id]] if id in by_group else [by_group[sub] for sub in _substitutes(id, by_group)]
        parts += own
        if not own:
            absent.append(id)
    known = [one for one in parts if one.amount is not None]
    return Sum(
        period,
        cluster,
        assumed,
        with_pension,
        _added(one.amount for one in known),
        _added(one.low for one in known),
        _added(one.high for one in known),
        tuple(one.group for one in known),
        tuple(one.group for one in parts if one.amount is None),
        tuple(absent),
    )


def _is_part(group: Group) -> bool:
    return group.counted_in_total and not group.parent and group.id != TOTAL


def _substitutes(id: str, known: Mapping[str, Potential]) -> list[str]:
    """The sub-groups that stand for a benefit: those by age, or else those by code, never both."""
    subs = [sub for sub, group in groups().items() if group.parent == id and sub in known]
    by_age = [sub for sub in subs if groups()[sub].by_age]
    return by_age or subs


def _added(amounts: Iterable[Fraction | None]) -> Fraction | None:
    """The sum; None of nothing, and where one is not known."""
    found = list(amounts)
    if not found or None in found:
        return None
    return sum((one for one in found if one is not None), Fraction(0))
