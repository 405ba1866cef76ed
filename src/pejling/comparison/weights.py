"""How much each municipality weighs in a cluster where only values were published."""

from __future__ import annotations

from fractions import Fraction

from pejling.comparison.bounds import value_bounds
from pejling.comparison.denominators import Basis, How, denominator_of, pairs
from pejling.comparison.observed import Observed, scale_of
from pejling.indicators.readings import Measured
from pejling.terms.observation import Status

Span = tuple[Fraction | int, Fraction | int]  # the lowest and the highest number that it can be


class Weights:
    """Looks the denominators of published figures up in other figures of the same area and period."""

    def __init__(self, observed: Observed) -> None:
        self._observed = observed
        self._implied: dict[tuple[Measured | None, str, str, str], Fraction | None] = {}

    def weight(self, basis: Basis, indicator: str, group: str, period: str, area: str) -> Span | None:
        """The area's weight on ``basis`` in persons, full-time persons, spells or weeks; None if unknown.

        A count that its source hid weighs something between its lowest and highest possible number.
        """
        match basis.how:
            case How.BACKGROUND:
                return _certain(self._observed.background(basis.figure, area, period))
            case How.IMPLIED:
                return _certain(self.implied(indicator, group, period, area))
        row = self._observed.level(basis.figure, group, period, area)
        if row is None:
            return None
        if basis.how is How.VALUE:
            if row.status == Status.SUPPRESSED:
                return value_bounds(row, basis.figure)
            return _certain(row.exact_value(scale_of(basis.figure)))
        return _certain(row.denominator if basis.how is How.DENOMINATOR else row.numerator)

    def implied(self, indicator: str, group: str, period: str, area: str) -> Fraction | None:
        """The denominator that the area's largest count and its rate imply: count / rate x scale.

        The largest, because rounding disturbs it least; None where no count has a rate beside it.
        """
        candidates = pairs(indicator)
        of_area = any(pair.any_group for pair in candidates)
        key = denominator_of(indicator), "" if of_area else group, period, area
        if key not in self._implied:
            widest: tuple[Fraction, Fraction] | None = None
            for pair in candidates:
                for of in self._observed.groups(pair.count, period) if of_area else (group,):
                    count = self._observed.value(pair.count, of, period, area)
                    rate = self._observed.value(pair.rate, of, period, area)
                    if count and rate and (widest is None or count > widest[0]):
                        widest = count, scale_of(pair.rate) * count / rate
            self._implied[key] = widest[1] if widest else None
        return self._implied[key]


def _certain(weight: Fraction | int | None) -> Span | None:
    """Nobody, and fewer than nobody (a fault of the source, which ``doctor`` tells), weigh nothing."""
    return (weight, weight) if weight is not None and weight > 0 else None
