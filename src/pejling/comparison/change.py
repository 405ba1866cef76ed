"""Development: what a change is, and when two periods cannot be compared."""

from __future__ import annotations

from fractions import Fraction

from pejling.indicators.indicator import Development


def change(now: Fraction, then: Fraction, development: Development) -> Fraction | None:
    """The change from ``then`` to ``now``; None for a percentage of zero.

    PERCENT gives per cent (now/then - 1, times 100); the others give the difference in the values' own
    unit, which for percentages is percentage points. Source: DOMAIN section 4, "Development".

    >>> change(Fraction(763), Fraction(945), Development.PERCENT).__round__(1)
    Fraction(-193, 10)
    """
    if development is not Development.PERCENT:
        return now - then
    return None if then == 0 else 100 * (now / then - 1)
