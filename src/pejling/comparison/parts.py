"""What one municipality brings to a cluster: its numerator and denominator, or all that they can be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from pejling.comparison.bounds import is_share_of_a_set, value_bounds
from pejling.comparison.denominators import Basis, How, denominator_of
from pejling.comparison.observed import Row, scale_of
from pejling.comparison.weights import Weights
from pejling.indicators.measures import Background
from pejling.terms.observation import Status

Number = Fraction | int
Point = tuple[Number, Number]  # numerator and denominator


@dataclass(frozen=True, slots=True)
class Part:
    """``points``: the one pair of numerator and denominator, or for a hidden member the corners of all
    pairs that it can have. In whatever unit the basis weighs by, the same for all members."""

    points: tuple[Point, ...]
    hidden: bool = False
    marks: tuple[str, ...] = ()
    published: bool = True


def part(
    weights: Weights, basis: Basis, indicator: str, group: str, period: str, area: str, row: Row
) -> Part | None:
    """What the municipality ``area``, whose level is ``row``, brings on ``basis``; None if unknown."""
    if row.status == Status.NOT_DEFINED:
        return Part(((0, 0),), marks=row.marks, published=row.published)
    hidden = row.status == Status.SUPPRESSED
    match basis.how:
        case How.RATIO:
            points = _hidden_ratio(row, indicator) if hidden else _ratio(row)
        case How.COUNT | How.MEAN:
            points = _weighed(row, indicator, (1, 1))
        case _:
            weight = weights.weight(basis, indicator, group, period, area)
            points = _weighed(row, indicator, weight) if weight else None
    if points is None:
        return None
    return Part(points, hidden or len(points) > 1, row.marks, row.published)


def total(parts: Iterable[Part]) -> Point:
    """The sums of numerators and of denominators of parts that are not hidden."""
    above: Number = 0
    below: Number = 0
    for each in parts:
        n, d = each.points[0]
        above += n
        below += d
    return above, below


def extreme(visible: Point, hidden: Sequence[Part], sign: int) -> Fraction:
    """The lowest (``sign`` 1) or highest (-1) pooled ratio that the hidden members allow.

    ``visible``: the others' sums, denominator above 0. Dinkelbach's iteration: the best corners for the
    present ratio give a better ratio, until none does.
    Source: Dinkelbach (1967), On nonlinear fractional programming, Management Science 13(7).
    """
    bound = Fraction(visible[0]) / visible[1]
    while True:
        p, q = bound.numerator, bound.denominator  # whole numbers keep the inner loop fast
        above, below = visible
        for each in hidden:
            n, d = min(each.points, key=lambda point: sign * (point[0] * q - p * point[1]))
            above, below = above + n, below + d
        best = Fraction(above) / below
        if best == bound:
            return best
        bound = best


def _ratio(row: Row) -> tuple[Point, ...] | None:
    if row.numerator is None or row.denominator is None:
        return None
    return ((row.numerator, row.denominator),)


def _hidden_ratio(row: Row, indicator: str) -> tuple[Point, ...] | None:
    above = [n for n in (row.numerator_low, row.numerator_high) if n is not None]
    below = [d for d in (row.denominator_low, row.denominator_high) if d is not None]
    if len(above) < 2 or len(below) < 2:
        return None
    corners = [(n, d) for n in above for d in below]
    if not is_share_of_a_set(indicator):
        return tuple(dict.fromkeys(corners))
    within = [(n, max(n, d)) for n, d in corners] + [(min(n, d), d) for n, d in corners]
    return tuple(dict.fromkeys(within))


def _weighed(row: Row, indicator: str, weight: Point) -> tuple[Point, ...] | None:
    """Value times weight over weight; ``weight`` is its lowest and highest possible number."""
    low, high = weight
    if row.status != Status.SUPPRESSED:
        value = row.exact_value(scale_of(indicator))
        if value is None:
            return None
        return ((value * low, low),) if low == high else ((value * low, low), (value * high, high))
    over_background = isinstance(denominator_of(indicator), Background)
    if over_background and row.denominator_low is None and row.numerator_high is not None:
        scale = scale_of(indicator)  # the weight is the denominator itself
        return tuple((scale * (n or 0), low) for n in (row.numerator_low, row.numerator_high))
    bounds = value_bounds(row, indicator)
    if bounds is None:
        return None
    return tuple(dict.fromkeys((value * w, w) for value in bounds for w in (low, high)))
