"""What chance does to one municipality's figure, or to a sum of several: an estimate with its limits."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from pejling.comparison.bounds import is_share_of_a_set
from pejling.comparison.denominators import How, bases, is_count
from pejling.comparison.draw import WHY, Draw, draw_of, goes_by_weeks
from pejling.comparison.observed import Key, Observed, Row, period_of, scale_of
from pejling.comparison.weights import Weights
from pejling.indicators.measures import FULL_WEEK, ActiveWeeks
from pejling.indicators.registry import known
from pejling.stats.interval import Limits, log_scale, of_few, poisson, share, share_by_error
from pejling.stats.survival import normal
from pejling.terms.observation import Status
from pejling.terms.text import Text

FEWEST = 20  # persons or spells on which a variance by person is trusted

NO_DENOMINATOR = Text(
    da="det vides ikke, hvor mange tallet er en andel af",
    en="it is not known how many the figure is a share of",
)
NO_VALUE = Text(da="der er intet tal at regne på", en="there is no figure to go by")
NEGATIVE = Text(da="et negativt tal har intet interval", en="a negative figure has no interval")
NO_SPREAD = Text(
    da="der er for få personer til at se, hvor forskellige de er",
    en="there are too few persons to tell how much they differ",
)
FROM_FEW = Text(
    da="en procentvis ændring fra eller til nul har intet interval",
    en="a percentage change from or to zero has no interval",
)
OVER_ALL = Text(
    da="over 100 pct. af en helhed har intet interval", en="over 100 per cent of a whole has no interval"
)


class By(Enum):
    """What the limits go by."""

    PERSON = "variance by person, all of a person's spells and weeks together"
    FULL_TIME = "full-time persons as a Poisson count, an upper bound"
    COUNT = "a Poisson count, exact"
    SHARE = "a share of so many, Wilson"
    RESAMPLED = "persons drawn anew, all of a person's spells together"
    MIXED = "municipalities by different methods"


@dataclass(frozen=True, slots=True)
class Spread:
    """Exact sums over persons beside one figure: of x^2, xy and y^2, and how many persons or spells it has.

    ``products`` and ``below`` are None where the denominator is no sum over persons. ``behind``: persons or
    spells behind the denominator, or behind the numerator where the denominator has none.
    """

    above: int
    products: int | None
    below: int | None
    behind: int

    def variance(self, numerator: int, denominator: int, scale: int) -> float:
        """Of scale x numerator / denominator, in its unit squared (standard_errors)."""
        if not denominator:
            return 0.0
        left = float(self.above)
        if self.products is not None and self.below is not None:
            ratio = numerator / denominator
            left += ratio * ratio * self.below - 2 * ratio * self.products
        return max(left, 0.0) * (scale / denominator) ** 2


@dataclass(frozen=True, slots=True)
class Estimate:
    """``value`` in the indicator's unit, ``variance`` in its square; what its limits go by.

    ``size``: the events counted, of how many the share is, or how many persons (spells) were drawn. ``unit``:
    the value of one event. ``whole``: what the value cannot exceed. ``rounding``: variance of the printing,
    over and above.
    """

    value: float
    variance: float
    by: By
    size: float
    unit: float = 1.0
    whole: float | None = None
    rounding: float = 0.0

    def limits(self, level: float = 0.95) -> Limits:
        """Lower and upper limits of what this is one draw of, in the indicator's unit."""
        low, high = self._of_draw(level)
        low, high = min(low, self.value), max(high, self.value)  # binary noise
        if not self.rounding:
            return low, high
        also = normal(level) * math.sqrt(self.rounding)
        down = math.hypot(self.value - low, also)
        up = math.hypot(high - self.value, also)
        top = math.inf if self.whole is None else max(self.whole, self.value)
        return max(self.value - down, 0.0), min(self.value + up, top)

    @property
    def spread(self) -> float:
        """The variance, of the printing too; where nothing varied, what the limits' half width stands for."""
        if self.variance > 0:
            return self.variance + self.rounding
        low, high = self.limits()
        return ((high - low) / 2 / normal(0.95)) ** 2

    def _of_draw(self, level: float) -> Limits:
        error = math.sqrt(self.variance)
        if self.by is By.PERSON:
            error *= of_few(self.size, level)
        if self.whole is not None:
            part = min(self.value / self.whole, 1.0)
            if 0 < part < 1 and self.variance > 0:
                low, high = share_by_error(part, error / self.whole, level)
            else:
                low, high = share(min(part * self.size, self.size), self.size, level)
            return low * self.whole, high * self.whole
        if self.by in (By.COUNT, By.FULL_TIME) or self.value == 0:
            low, high = poisson(self.size, level)
            return low * self.unit, high * self.unit
        return log_scale(self.value, error, level)


class Estimates:
    """Estimates of single areas, each made once.

    ``spreads`` by indicator, group, period and area: what a count of persons gave beside its figures.
    ``rounded``: variances by person are told with two significant figures of the standard error, since
    unrounded they could give the weeks of a few persons away.
    """

    def __init__(
        self, observed: Observed, spreads: Mapping[tuple[str, str, str, str], Spread], rounded: bool
    ) -> None:
        self._observed = observed
        self._weights = Weights(observed)
        self._spreads = spreads
        self._rounded = rounded
        self._made: dict[tuple[Key, str, bool], Estimate | Text] = {}

    def of(self, key: Key, area: str, row: Row) -> Estimate | Text:
        """The estimate that ``row`` of the area gives, or why there is none."""
        at = key, area, row.published
        if at not in self._made:
            self._made[at] = self._make(key, area, row)
        return self._made[at]

    def spread(self, key: Key, area: str, row: Row) -> Spread | None:
        """The sums beside the row, where it was counted from persons."""
        return None if row.published else self._spreads.get((*key, area))

    def told(self, variance: float) -> float:
        """A variance by person as it may be told."""
        return float(f"{math.sqrt(variance):.1e}") ** 2 if self._rounded else variance

    def of_sums(self, indicator: str, rows: Sequence[Row], spreads: Sequence[Spread]) -> Estimate | None:
        """The estimate of municipalities together, pooled: their sums are added.

        Who has moved between two of them is in both as if he were two. None where persons are few or alike.
        """
        above = sum(row.numerator or 0 for row in rows)
        below = sum(row.denominator or 0 for row in rows)
        scale = scale_of(indicator)
        added = Spread(
            sum(one.above for one in spreads),
            _sum(one.products for one in spreads),
            _sum(one.below for one in spreads),
            sum(one.behind for one in spreads),
        )
        variance = added.variance(above, below, scale)
        if added.behind < FEWEST or variance <= 0 or not above:
            return None
        whole = 100.0 if is_share_of_a_set(indicator) else None
        value = scale * above / below
        return Estimate(value, self.told(variance), By.PERSON, added.behind, whole=whole)

    def _make(self, key: Key, area: str, row: Row) -> Estimate | Text:
        scale = scale_of(key[0])
        exact = row.exact_value(scale)
        if row.status != Status.OBSERVED or exact is None:
            return row.fault or NO_VALUE
        if exact < 0:
            return NEGATIVE
        spread = self.spread(key, area, row)
        if spread and row.numerator is not None and row.denominator:
            found = self.of_sums(key[0], [row], [spread])
            if found:
                return found
        return self._of_draw(key, area, row, float(exact))

    def _of_draw(self, key: Key, area: str, row: Row, value: float) -> Estimate | Text:
        """By what the figure is: for published figures, and where persons are few or all alike."""
        draw = draw_of(key[0])
        if draw in WHY:
            counted = not row.published and (*key, area) in self._spreads
            return NO_SPREAD if counted and draw is Draw.MEAN else WHY[draw]
        scale = scale_of(key[0])
        rounding = _rounding(row)
        by = By.FULL_TIME if draw is Draw.FULL_TIME else By.COUNT
        if is_count(key[0]):
            return Estimate(value, value, by, value)
        size = self._size(key, area, row)
        if not size:
            return NO_DENOMINATOR
        if draw is not Draw.SHARE:
            events, unit = value * size / scale, scale / size
            return Estimate(value, events * unit * unit, by, events, unit, rounding=rounding)
        part = value / scale
        if part > 1:
            return OVER_ALL
        variance = part * (1 - part) / size * scale * scale
        return Estimate(value, variance, By.SHARE, size, whole=float(scale), rounding=rounding)

    def _size(self, key: Key, area: str, row: Row) -> float | None:
        """Of how many persons, full-time persons or spells it is, by its own denominator or another's."""
        indicator, group, period = key
        by_weeks = goes_by_weeks(indicator)
        over = next((basis for basis in bases(indicator) if basis.how is How.BACKGROUND), None)
        if row.denominator and over is None:
            if not by_weeks:
                return float(row.denominator)
            if not row.published:
                return row.denominator / (period_of(period).weeks * _parts(indicator))
        for basis in bases(indicator):
            if basis.how in (How.RATIO, How.COUNT, How.MEAN):
                continue
            if by_weeks and basis.how in (How.DENOMINATOR, How.NUMERATOR):
                continue  # in weeks, of whatever period
            weight = self._weights.weight(basis, indicator, group, period, area)
            if weight and weight[0]:
                return float(weight[0])
        return None


def weighed(found: Sequence[Estimate], weights: Sequence[float]) -> Estimate:
    """The estimate of several municipalities together; ``weights`` add up to 1, and are taken as given.

    Of counts the size is the number of equal events that would vary as much, else the sum.
    """
    pairs = list(zip(weights, found, strict=True))
    value = sum(weight * one.value for weight, one in pairs)
    variance = sum(weight * weight * one.variance for weight, one in pairs)
    kinds = {one.by for one in found}
    by = kinds.pop() if len(kinds) == 1 else By.MIXED
    rounding = sum(weight * weight * one.rounding for weight, one in pairs)
    if found[0].whole is not None or by is By.PERSON:
        size = sum(one.size for one in found)
        return Estimate(value, variance, by, size, whole=found[0].whole, rounding=rounding)
    if value <= 0:
        return Estimate(0.0, 0.0, by, 0.0, max(weight * one.unit for weight, one in pairs), rounding=rounding)
    return Estimate(value, variance, by, value * value / variance, variance / value, rounding=rounding)


def _rounding(row: Row) -> float:
    """The variance of what printing cut off: even over one unit of the last place."""
    return 0.0 if row.decimals is None or not row.published else 10.0 ** (-2 * row.decimals) / 12


def _sum(numbers: Iterable[int | None]) -> int | None:
    """The sum, None where some are not known."""
    found = list(numbers)
    told = [number for number in found if number is not None]
    return sum(told) if len(told) == len(found) else None


def _parts(indicator: str) -> int:
    """How many parts of a week the denominator of ``indicator`` counts in."""
    declared = known(indicator)
    return FULL_WEEK if declared and isinstance(declared.numerator, ActiveWeeks) else 1
