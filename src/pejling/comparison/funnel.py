"""How far from the middle chance alone brings a municipality of its size: the funnel around a ranking.

Rates of a count vary as a Poisson count does, shares of persons as a binomial: an upper bound for full-time
persons, since nobody weighs over 1. Municipalities differ beyond chance; who lies outside is unusual, not
therefore better or worse at anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from pejling.comparison.chances import Model
from pejling.comparison.observed import scale_of
from pejling.comparison.ranking import Ranked, Ranking
from pejling.stats.between import Floats, funnel

INNER, OUTER = 0.95, 0.998
_STEPS = 80


@dataclass(frozen=True, slots=True)
class Limits:
    """At a municipality of so many (labour force, spells ...), chance keeps its figure within these."""

    size: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Funnel:
    """``middle``: all municipalities together; ``inner`` and ``outer``: 95 and 99.8 per cent, by size.

    ``outside``: municipalities beyond the outer limits, the furthest first by their own chance.
    """

    middle: Fraction
    inner: tuple[Limits, ...]
    outer: tuple[Limits, ...]
    outside: tuple[str, ...]


def funnel_of(ranking: Ranking) -> Funnel | None:
    """The funnel of a ranking; None where it is not known how many some figure is taken of."""
    known = [(one, one.taken_of) for one in ranking.ranked if one.taken_of]
    if len(known) < len(ranking.ranked) or ranking.model is Model.NORMAL:
        return None
    sizes = np.array([size for _, size in known], dtype=np.float64)
    values = np.array([float(one.value) for one, _ in known])
    middle = Fraction(float(sizes @ values / sizes.sum())).limit_denominator(10**9)
    grid = np.geomspace(sizes.min() * 0.9, sizes.max() * 1.15, _STEPS)
    pairs = [_limits(ranking, float(middle), grid, level) for level in (INNER, OUTER)]
    low, high = funnel(float(middle), _variances(ranking, float(middle), sizes), level=OUTER)
    far = {one.area: _far(one, low[at], high[at], float(middle)) for at, (one, _) in enumerate(known)}
    outside = sorted((area for area, reach in far.items() if reach > 1), key=lambda area: -far[area])
    return Funnel(middle, pairs[0], pairs[1], tuple(outside))


def _far(one: Ranked, low: float, high: float, middle: float) -> float:
    """The distance from the middle in units of the outer limit's."""
    return abs(float(one.value) - middle) / ((high - low) / 2) if high > low else 0.0


def _variances(ranking: Ranking, middle: float, sizes: Floats) -> Floats:
    scale = scale_of(ranking.indicator)
    part = middle * (scale - middle) if ranking.model is Model.SHARE else middle * scale
    found: Floats = max(part, 0.0) / sizes
    return found


def _limits(ranking: Ranking, middle: float, sizes: Floats, level: float) -> tuple[Limits, ...]:
    low, high = funnel(middle, _variances(ranking, middle, sizes), level=level)
    return tuple(
        Limits(float(size), max(float(below), 0.0), float(above))
        for size, below, above in zip(sizes, low, high, strict=True)
    )
