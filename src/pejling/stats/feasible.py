"""Intervals of exact numbers: what a printed figure can stand for, and what follows from several of them.

Numbers are exact fractions in the unit of the figure. Source: Moore, Kearfott & Cloud (2009), Introduction to
Interval Analysis, SIAM, chapters 2 and 3.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Interval:
    """All numbers from ``low`` to ``high``, both included; ``high`` None: no upper end.

    >>> Interval.printed(Fraction(34, 10), 1) + Interval.exactly(Fraction(1))
    Interval(low=Fraction(87, 20), high=Fraction(89, 20))
    """

    low: Fraction
    high: Fraction | None

    @classmethod
    def exactly(cls, value: Fraction) -> Interval:
        """The one number ``value``."""
        return cls(value, value)

    @classmethod
    def printed(cls, value: Fraction, decimals: int) -> Interval:
        """What a figure printed with ``decimals`` places stands for: half a unit of the last to each side.

        Both ends belong to it, since printers round halves either way.
        """
        half = Fraction(1, 2 * 10**decimals)
        return cls(value - half, value + half)

    def __add__(self, other: Interval) -> Interval:
        high = None if self.high is None or other.high is None else self.high + other.high
        return Interval(self.low + other.low, high)

    def __sub__(self, other: Interval) -> Interval:
        """Only an interval with an upper end can be taken away: ValueError."""
        if other.high is None:
            raise ValueError("an interval without an upper end cannot be taken away")
        return Interval(self.low - other.high, None if self.high is None else self.high - other.low)

    def times(self, factor: Fraction) -> Interval:
        """Each number times a ``factor`` from 0; a negative one is a ValueError."""
        if factor < 0:
            raise ValueError(f"the factor {factor} is negative")
        return Interval(self.low * factor, None if self.high is None else self.high * factor)

    def meets(self, other: Interval) -> bool:
        """Whether some number lies in both."""
        return (self.high is None or other.low <= self.high) and (
            other.high is None or self.low <= other.high
        )


def total(parts: Iterable[Interval]) -> Interval:
    """The sum of numbers that lie in ``parts``, whatever they are; of none 0."""
    found = Interval.exactly(Fraction(0))
    for part in parts:
        found += part
    return found


def ratio(numerator: Interval, denominator: Interval) -> Interval | None:
    """numerator / denominator of unrelated numbers from 0; None where the denominator can only be 0.

    A denominator that can be 0 leaves the upper end open.

    >>> ratio(Interval.exactly(Fraction(3)), Interval(Fraction(4), Fraction(6)))
    Interval(low=Fraction(1, 2), high=Fraction(3, 4))
    """
    least, most = max(denominator.low, Fraction(0)), denominator.high
    if most is not None and most <= 0:
        return None
    low = max(numerator.low, Fraction(0))
    high = None if numerator.high is None or least == 0 else max(numerator.high, Fraction(0)) / least
    return Interval(Fraction(0) if most is None else low / most, high)


def share(inside: Interval, outside: Interval) -> Interval | None:
    """inside / (inside + outside) of two unrelated numbers from 0; None where both can only be 0.

    The ends are exact, since nothing stands both above and below: a / (a + b) rises with a and falls with b.

    >>> share(Interval.exactly(Fraction(31)), Interval.exactly(Fraction(115)))
    Interval(low=Fraction(31, 146), high=Fraction(31, 146))
    """
    zero = Fraction(0)
    low, rest_low = max(inside.low, zero), max(outside.low, zero)
    high, rest_high = (None if one.high is None else max(one.high, zero) for one in (inside, outside))
    if high == 0 and rest_high == 0:
        return None
    least = Fraction(0) if low == 0 or rest_high is None else low / (low + rest_high)
    most = Fraction(1) if high is None or rest_low == 0 else high / (high + rest_low)
    return Interval(least, max(most, least))


def ratio_of_gaps(own: Interval, first: Interval, second: Interval) -> Interval | None:
    """(own - first) / (own - second), gaps below 0 taken as 0, ``own`` being the same number in both.

    None where both gaps can only be 0; an upper end None where the second gap can be 0. The intervals need
    upper ends (ValueError). For given other numbers the ratio falls or rises with ``own`` all the way, it
    falls with ``first`` and rises with ``second``: the ends are at corners. 3.1 against 1.4 and 2.4, each
    printed with one decimal, is 2.125 to 2.83:

    >>> one = [Interval.printed(Fraction(n, 10), 1) for n in (31, 14, 24)]
    >>> ratio_of_gaps(*one)
    Interval(low=Fraction(17, 8), high=Fraction(17, 6))
    """
    if own.high is None or first.high is None or second.high is None:
        raise ValueError("gaps are taken between intervals with upper ends")
    zero = Fraction(0)

    def at(o: Fraction, a: Fraction, b: Fraction) -> tuple[Fraction, Fraction]:
        return max(o - a, zero), max(o - b, zero)

    if own.high <= first.low and own.high <= second.low:
        return None
    tops = [at(o, first.low, second.high) for o in (own.low, own.high)]
    bottoms = [at(o, first.high, second.low) for o in (own.low, own.high)]
    ends = [above / below for above, below in bottoms if below]
    least = min(own.high, second.high)  # where the second gap is 0 and the first as wide as it can be
    if least >= own.low and least > first.low:
        high = None
    else:
        high = max((above / below for above, below in tops if below), default=zero)
    low = min(ends, default=zero) if own.low > first.high else zero
    return Interval(low, high)


def mixture(parts: Iterable[Interval | None]) -> Interval | None:
    """The ratio of two sums that are made of the same parts at the same weights from 0, the weights unknown.

    ``parts`` are the ratios of each part (None: it says nothing, both sides are 0). A weighted mean lies
    between its least and its greatest member, and every number between can be reached: the mediant
    inequality. None where no part says anything.
    """
    known = [part for part in parts if part is not None]
    if not known:
        return None
    highs = [part.high for part in known]
    high = None if None in highs else max(one for one in highs if one is not None)
    return Interval(min(part.low for part in known), high)
