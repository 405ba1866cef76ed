"""Relations that should hold between printed figures, and whether they can.

A printed figure stands for an interval of half a unit in its last place; a count that is known to be whole
for itself. A relation is *feasible* where some numbers within the intervals fulfil it, *infeasible* where
none do, *undecided* where a figure that it needs is hidden or empty. A dash is tried as the 0 that it may be;
a sum whose shown parts alone are more than it is infeasible whatever is hidden.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from typing import Literal

from pejling.stats.feasible import Interval, mixture, ratio, ratio_of_gaps, share, total

MOST_STEPS = 200  # units of the last place that a correction is looked for within


class Verdict(StrEnum):
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Figure:
    """A printed figure: its place in the table, value and decimals; ``value`` None: hidden or empty.

    ``nothing``: it is printed as a dash, which may be a 0. ``per_cent``: it is printed with a per cent sign.
    ``whole``: a count of things, exact as printed. ``within``: how far off to each side the figure may be,
    where a file says so of a round one; else half a unit of its last place. ``key`` and ``column`` are its
    address.
    """

    key: tuple[str, ...]
    column: str
    value: Fraction | None
    decimals: int = 0
    whole: bool = False
    within: Fraction | None = None
    nothing: bool = False
    per_cent: bool = False

    @property
    def place(self) -> str:
        return "/".join([*self.key, self.column])

    @property
    def interval(self) -> Interval | None:
        if self.value is None:
            return None
        if self.within is not None:
            return Interval(self.value - self.within, self.value + self.within)
        if self.whole and self.decimals == 0:
            return Interval.exactly(self.value)
        return Interval.printed(self.value, self.decimals)

    def moved(self, units: int) -> Figure:
        """The figure with another last place."""
        return replace(self, value=(self.value or Fraction(0)) + Fraction(units, 10**self.decimals))


@dataclass(frozen=True, slots=True)
class Sum:
    """``total`` is the sum of ``parts``; ``complete`` False: parts may be missing, so it can be more.

    ``doubtful``: where it is not, it cannot be told whether a figure is wrong or it is no sum of these parts.
    """

    parts: tuple[str, ...]
    complete: bool = True
    doubtful: bool = False
    name: Literal["sum"] = "sum"


@dataclass(frozen=True, slots=True)
class Rate:
    """``scale`` x numerator / denominator; parts that stand in both are the same numbers."""

    numerator: tuple[str, ...]
    denominator: tuple[str, ...]
    scale: int = 100
    name: Literal["rate", "share"] = "rate"


@dataclass(frozen=True, slots=True)
class Change:
    """From ``then`` to ``now``: in per cent, or as a difference (points, absolute)."""

    now: str
    then: str
    per_cent: bool = True
    name: Literal["change"] = "change"


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean of ``parts``, unweighted, or weighted by numbers from 0 that nobody tells (``weighted``)."""

    parts: tuple[str, ...]
    weighted: bool = False
    name: Literal["mean"] = "mean"


@dataclass(frozen=True, slots=True)
class Savings:
    """An amount that the shares above one cluster cost, beside ``other``, what those above another cost.

    ``own``, ``cluster`` and ``other_cluster`` are the shares of the benefits, in one order. Both amounts are
    sums of max(0, own share - the cluster's) at the same prices from 0 that nobody tells, one a benefit.
    """

    other: str
    own: tuple[str, ...]
    cluster: tuple[str, ...]
    other_cluster: tuple[str, ...]
    name: Literal["savings"] = "savings"

    @property
    def benefits(self) -> tuple[tuple[str, str, str], ...]:
        return tuple(zip(self.own, self.cluster, self.other_cluster, strict=True))


Rule = Sum | Rate | Change | Mean | Savings


def operands(rule: Rule) -> tuple[str, ...]:
    """The names of the figures that a rule's result follows from, each once."""
    match rule:
        case Sum() | Mean():
            return rule.parts
        case Rate():
            return tuple(dict.fromkeys((*rule.numerator, *rule.denominator)))
        case Change():
            return (rule.now, rule.then)
        case Savings():
            return tuple(dict.fromkeys((rule.other, *rule.own, *rule.cluster, *rule.other_cluster)))


def follows(rule: Rule, figures: Mapping[str, Figure]) -> Interval | None:
    """What the result can be, given the operands; None where one has no value, or it is not defined."""
    known = {name: figures[name].interval for name in operands(rule)}
    told = {name: one for name, one in known.items() if one is not None}
    if len(told) < len(known):
        return None
    match rule:
        case Sum(parts=parts, complete=complete):
            found = total(told[name] for name in parts)
            return found if complete else Interval(found.low, None)
        case Mean(parts=parts, weighted=False):
            return total(told[name] for name in parts).times(Fraction(1, len(parts)))
        case Mean(parts=parts):
            highs = [told[name].high for name in parts]
            high = None if None in highs else max(one for one in highs if one is not None)
            return Interval(min(told[name].low for name in parts), high)
        case Rate():
            return _rate(rule, told)
        case Change(now=now, then=then, per_cent=per_cent):
            if not per_cent:
                return told[now] - told[then]
            times = ratio(told[now], told[then])
            if times is None:
                return None
            hundred = times.times(Fraction(100))
            return Interval(hundred.low - 100, None if hundred.high is None else hundred.high - 100)
        case Savings(other=other):
            span, beside = same_prices(rule, figures), told[other]
            if span is None:
                return None
            low = span.low * max(beside.low, Fraction(0))
            high = None if span.high is None or beside.high is None else span.high * beside.high
            return Interval(low, high)


def same_prices(rule: Savings, figures: Mapping[str, Figure]) -> Interval | None:
    """What the ratio of the two amounts can be at any prices from 0; None where a share has no value.

    Source: the mediant inequality; a sum of gaps at weights from 0 lies between the benefits' own ratios.
    """
    found: list[Interval | None] = []
    for names in rule.benefits:
        shares = [figures[name].interval for name in names]
        if any(one is None for one in shares):
            return None
        own, first, second = (one for one in shares if one is not None)
        found.append(ratio_of_gaps(own, first, second))
    return mixture(found)


def _rate(rule: Rate, told: Mapping[str, Interval]) -> Interval | None:
    inside = total(told[name] for name in rule.numerator)
    if set(rule.numerator) <= set(rule.denominator):
        rest = total(told[name] for name in rule.denominator if name not in rule.numerator)
        found = share(inside, rest)
    else:
        found = ratio(inside, total(told[name] for name in rule.denominator))
    return None if found is None else found.times(Fraction(rule.scale))


@dataclass(frozen=True, slots=True)
class Judged:
    """A relation of printed figures: what its result can be, the verdict, and the smallest correction.

    ``correction``: the figure to be printed otherwise and what it would have to be; None where none is
    needed, or where no single figure mends it.
    """

    rule: Rule
    result: Figure
    figures: Mapping[str, Figure]
    feasible: Interval | None
    verdict: Verdict
    correction: tuple[Figure, Figure] | None = None


def verdict_of(rule: Rule, result: Figure, figures: Mapping[str, Figure]) -> Verdict:
    """Whether ``result`` can follow from ``figures`` (by name) under ``rule``."""
    feasible, printed = follows(rule, figures), result.interval
    if feasible is not None and printed is not None:
        if feasible.meets(printed):
            return Verdict.FEASIBLE
        doubtful = isinstance(rule, Sum) and rule.doubtful
        return Verdict.UNDECIDED if doubtful else Verdict.INFEASIBLE
    least = _least(rule, figures)
    if least is not None and printed is not None and not least.meets(printed):
        return Verdict.INFEASIBLE
    if any(one.nothing for one in (result, *figures.values())):
        zeros = {name: _as_zero(one) for name, one in figures.items()}
        if verdict_of(rule, _as_zero(result), zeros) is Verdict.FEASIBLE:
            return Verdict.FEASIBLE
    return Verdict.UNDECIDED


def _least(rule: Rule, figures: Mapping[str, Figure]) -> Interval | None:
    """What a sum of which parts are hidden is at least, where no part that is shown is below 0."""
    if not isinstance(rule, Sum):
        return None
    shown = [figures[name].interval for name in rule.parts]
    known = [one for one in shown if one is not None]
    if len(known) == len(shown) or any((figures[name].value or 0) < 0 for name in rule.parts):
        return None
    return Interval(total(known).low, None)


def _as_zero(figure: Figure) -> Figure:
    """A dash as the 0 that it may be."""
    return replace(figure, value=Fraction(0), nothing=False) if figure.nothing else figure


def judge(rule: Rule, result: Figure, figures: Mapping[str, Figure]) -> Judged:
    """As ``verdict_of``, with what the result can be and, where it cannot be as printed, what mends it."""
    verdict = verdict_of(rule, result, figures)
    wrong = verdict is Verdict.INFEASIBLE
    mended = _correction(rule, result, figures) if wrong else None
    feasible = follows(rule, figures) or (_least(rule, figures) if wrong else None)
    return Judged(rule, result, figures, feasible, verdict, mended)


def _correction(rule: Rule, result: Figure, figures: Mapping[str, Figure]) -> tuple[Figure, Figure] | None:
    """The figure that fewest units of its last place mend, the result first among equals."""
    for units in range(1, MOST_STEPS + 1):
        for signed in (units, -units):
            moved = result.moved(signed)
            if verdict_of(rule, moved, figures) is Verdict.FEASIBLE:
                return result, moved
        for name in (one for one in operands(rule) if figures[one].value is not None):
            for signed in (units, -units):
                moved = figures[name].moved(signed)
                changed = {**figures, name: moved}
                if (moved.value or 0) >= 0 and verdict_of(rule, result, changed) is Verdict.FEASIBLE:
                    return figures[name], moved
    return None
