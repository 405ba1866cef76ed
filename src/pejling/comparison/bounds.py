"""What a hidden figure can be."""

from __future__ import annotations

from fractions import Fraction

from pejling.comparison.denominators import denominator_of
from pejling.comparison.observed import Row, scale_of
from pejling.indicators.indicator import Unit
from pejling.indicators.measures import ActiveWeeks, Background
from pejling.indicators.registry import known


def value_bounds(row: Row, indicator: str) -> tuple[Fraction, Fraction] | None:
    """The lowest and highest value that a hidden figure can have; None where nothing bounds it."""
    whole = Fraction(100) if is_share_of_a_set(indicator) else None
    if row.numerator_low is None or row.numerator_high is None or not row.denominator_low:
        return (Fraction(0), whole) if whole is not None else None
    scale = scale_of(indicator)
    low = Fraction(scale * row.numerator_low, row.denominator_high or row.denominator_low)
    high = Fraction(scale * row.numerator_high, row.denominator_low)
    return low, high if whole is None else min(high, whole)


def is_share_of_a_set(indicator: str) -> bool:
    """A percentage of persons or spells, which cannot exceed 100."""
    declared = known(indicator)
    return (
        declared is not None
        and declared.unit is Unit.PERCENT
        and not isinstance(declared.numerator, ActiveWeeks)  # offers that run in parallel
        and not isinstance(denominator_of(indicator), Background)
    )
