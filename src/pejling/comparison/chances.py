"""How much chance there is in each municipality's figure, as so many persons behind it.

A figure of ``worth`` persons varies as if that many were counted one by one, independently: a rate of them
like a Poisson count, a share like a binomial one. Persons with person data carry their own spread (standard
errors by person), from which the worth of a unit of the denominator is estimated over all municipalities
together: single ones hold too few persons for a spread of their own. For published figures the worth is the
persons themselves, since nobody weighs over 1: an upper bound on chance. What rounding to the printed
decimals does is added.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from pejling.comparison.bounds import is_share_of_a_set
from pejling.comparison.denominators import How, bases, denominator_of, is_count
from pejling.comparison.observed import Key, Observed, Row, scale_of
from pejling.comparison.weights import Weights
from pejling.indicators.indicator import Unit
from pejling.indicators.measures import ActiveWeeks, Background
from pejling.indicators.registry import declared
from pejling.stats import interval
from pejling.terms.observation import Status


class Model(Enum):
    """What a figure is one draw of."""

    SHARE = "a share of persons or spells"
    RATE = "a count of persons over what they are taken of"
    NORMAL = "a figure with a standard error"


@dataclass(frozen=True, slots=True)
class Chance:
    """One municipality's figure, in the indicator's unit, and what is behind it.

    ``worth``: persons behind it, SHARE and RATE alone. ``error``: its standard error, and ``usual`` what that
    is for municipalities of its size, NORMAL alone.
    """

    area: str
    row: Row
    value: float
    worth: float = 0.0
    error: float = 0.0
    usual: float = 0.0

    def limits(self, model: Model, scale: int) -> interval.Limits:
        """The 95 per cent interval of the figure alone, unadjusted, in the indicator's unit."""
        count = self.value * self.worth / scale
        match model:
            case Model.SHARE:
                low, high = interval.share(min(count, self.worth), self.worth)
            case Model.RATE:
                low, high = (limit / self.worth for limit in interval.poisson(count))
            case Model.NORMAL:
                return interval.log_scale(self.value, self.error) if self.value > 0 else (0.0, 0.0)
        return scale * low, scale * high


@dataclass(frozen=True, slots=True)
class Chances:
    """Those figures whose chance is known, and the areas whose figure has nothing to tell it by."""

    model: Model
    found: tuple[Chance, ...]
    untold: tuple[str, ...]


def model_of(indicator: str) -> Model:
    """What figures of ``indicator`` are draws of."""
    known = declared(indicator)
    if is_share_of_a_set(indicator):
        return Model.SHARE
    over_area = isinstance(denominator_of(indicator), Background)
    per = known.unit in (Unit.PER_100, Unit.PER_1000, Unit.CONTACTS)
    if is_count(indicator) or over_area or per or isinstance(known.numerator, ActiveWeeks):
        return Model.RATE
    return Model.NORMAL


def chances(observed: Observed, key: Key, areas: Sequence[str], errors: Mapping[str, float]) -> Chances:
    """The chance in each of ``areas``' observed figures of ``key``.

    ``errors``: standard errors of computed figures by area, in the indicator's unit, where they are known.
    """
    indicator = key[0]
    model = model_of(indicator)
    rows = {area: row for area in areas if (row := observed.level(*key, area)) is not None}
    values = {
        area: float(exact) for area, row in rows.items() if (exact := _value(row, indicator)) is not None
    }
    if model is Model.NORMAL:
        usual = _usual(values, rows, errors)
        found = [
            Chance(area, rows[area], values[area], error=errors[area] or one, usual=one)
            for area, one in usual.items()
        ]
    else:
        worths = _worths(Weights(observed), key, values, rows, errors, model)
        found = [Chance(area, rows[area], values[area], worth=w) for area, w in worths.items()]
    told = {one.area for one in found}
    return Chances(model, tuple(found), tuple(area for area in values if area not in told))


def _value(row: Row, indicator: str) -> Fraction | None:
    return row.exact_value(scale_of(indicator)) if row.status == Status.OBSERVED else None


def _worths(
    weights: Weights,
    key: Key,
    values: Mapping[str, float],
    rows: Mapping[str, Row],
    errors: Mapping[str, float],
    model: Model,
) -> dict[str, float]:
    scale = scale_of(key[0])
    own = {area for area in values if not rows[area].published}
    found = _by_persons({area: values[area] for area in own}, rows, errors, scale, model)
    behind = persons_behind(weights, key, [area for area in values if area not in own], rows)
    for area, persons in behind.items():
        found[area] = _rounded_too(values[area], persons, rows[area].decimals, scale, model)
    return {area: found[area] for area in values if area in found}


def _by_persons(
    values: Mapping[str, float],
    rows: Mapping[str, Row],
    errors: Mapping[str, float],
    scale: int,
    model: Model,
) -> dict[str, float]:
    """Denominators, each unit of which is worth the same: what makes the spread add up over areas."""
    below = {area: float(rows[area].denominator or 1) for area in values}
    spread = sum((errors[area] * below[area]) ** 2 for area in values if area in errors)
    alone = sum(_unit(values[area], scale, model) * below[area] for area in values if area in errors)
    if not spread or not alone:
        return {}
    return {area: below[area] * alone / spread for area in values}


def persons_behind(
    weights: Weights, key: Key, areas: Sequence[str], rows: Mapping[str, Row]
) -> dict[str, float]:
    """Persons that figures of ``areas`` are taken of, on the first basis that is known for most of them.

    1 for plain counts. In the unit of the denominator.
    """
    indicator, group, period = key
    if is_count(indicator):
        return dict.fromkeys(areas, 1.0)
    best: dict[str, float] = {}
    for basis in bases(indicator):
        if basis.how in (How.MEAN, How.COUNT):
            continue
        found = {}
        for area in areas:
            if basis.how is How.RATIO:
                weight = float(rows[area].denominator or 0)
            else:
                span = weights.weight(basis, indicator, group, period, area)
                weight = float(span[0]) if span else 0.0
            if weight > 0:
                found[area] = weight
        if len(found) > len(best):
            best = found
    return best


def _unit(value: float, scale: int, model: Model) -> float:
    """The variance of the figure if one person were behind it."""
    share = value / scale
    return scale**2 * (share * (1 - share) if model is Model.SHARE else share)


def _rounded_too(value: float, persons: float, decimals: int | None, scale: int, model: Model) -> float:
    """Persons less what rounding to ``decimals`` takes: it adds 1/12 of a unit of the last place squared."""
    alone = _unit(value, scale, model)
    if decimals is None or alone <= 0:
        return persons
    return alone / (alone / persons + 10.0 ** (-2 * decimals) / 12)


def _usual(
    values: Mapping[str, float], rows: Mapping[str, Row], errors: Mapping[str, float]
) -> dict[str, float]:
    """Standard errors as the municipalities' sizes would have them, were persons alike everywhere.

    The error of a few persons is itself hardly known: a municipality where three happened to be alike would
    seem sure of its rank.
    """
    below = {area: float(rows[area].denominator or 1) for area in values if area in errors}
    unit = sum(errors[area] ** 2 * size for area, size in below.items()) / max(len(below), 1)
    return {area: (unit / size) ** 0.5 for area, size in below.items() if unit > 0}
