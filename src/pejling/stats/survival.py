"""Curves of time to exit: Kaplan-Meier, Aalen-Johansen, and what is read off them.

Plain estimates of a life table (`risk.LifeTable`), whether it was counted by an engine or comes from single
records (`risk.records(...).table()`). From an additive table alone only the Greenwood kind of variance is to
be had, which takes every spell for a person of its own; where one person has several spells, `by_person`
gives the variance by person, from single records.

Source: Klein & Moeschberger (2003), Survival Analysis, 2nd ed., 4.2-4.7; closer ones by function.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from pejling.stats.risk import Floats, LifeTable

_EQUAL = 1e-9  # a survival of 0.5 that rounding has made 0.5000000001 is 0.5


@dataclass(frozen=True, eq=False)
class Curve:
    """Survival at each of ``table.times``: ``survival`` and ``variance`` (of survival itself), both [T].

    A time at which nobody is at risk leaves the curve where it was, and a curve that has come to 0 stays
    there though others enter later: so does R's survfit. Where survival is 0 Greenwood's variance does not
    exist (nan).
    """

    table: LifeTable
    survival: Floats
    variance: Floats

    def interval(self, level: float = 0.95) -> tuple[Floats, Floats]:
        """Lower and upper limits [T], by log(-log S); nan where S is 0 or 1, as survfit's ``log-log``."""
        return log_log(self.survival, self.variance, level)


@dataclass(frozen=True, eq=False)
class Incidence:
    """Share gone by each cause: ``incidence`` and ``variance`` [T, K], ``survival`` [T] the share there.

    Incidence over the causes and survival add up to 1 at each of ``table.times``.
    """

    table: LifeTable
    survival: Floats
    incidence: Floats
    variance: Floats

    def interval(self, level: float = 0.95) -> tuple[Floats, Floats]:
        """Lower and upper limits [T, K], by log(-log) of the incidence; nan where it is 0 or 1."""
        return log_log(self.incidence, self.variance, level)


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number and its variance, both in the units of the table's times (squared)."""

    value: float
    variance: float

    def interval(self, level: float = 0.95) -> tuple[float, float]:
        """Value less and plus so many standard errors of the normal distribution."""
        reach = normal(level) * self.variance**0.5
        return self.value - reach, self.value + reach


def kaplan_meier(table: LifeTable) -> Curve:
    """Share still there after each time: the product over times of 1 - exits / at risk.

    Variance: Greenwood, S^2 x the sum of d / (n (n - d)). With fractional weights it is only formally a
    variance: use `by_person` then.

    Source: Kaplan & Meier (1958), JASA 53:457-481; Greenwood (1926), Reports on Public Health 33.
    """
    hazard, spread = _steps(table)
    survival = np.cumprod(1.0 - hazard, dtype=np.float64)
    with np.errstate(invalid="ignore"):
        variance: Floats = survival**2 * np.where(survival > 0, np.cumsum(spread), np.nan)
    return Curve(table, survival, variance)


def aalen_johansen(table: LifeTable) -> Incidence:
    """Share gone by each cause after each time: the sum of S(t-) x exits by the cause / at risk.

    Variance: the same sum of the exits' multinomial variances, carried through the curve, as Greenwood's is;
    without late entry it equals the infinitesimal jackknife that R's multi-state survfit prints.

    Source: Aalen & Johansen (1978), Scandinavian Journal of Statistics 5:141-150; Andersen, Borgan, Gill &
    Keiding (1993), Statistical Models Based on Counting Processes, IV.4.
    """
    there = table.at_risk[:, None]
    hazard, spread = _steps(table)
    survival = np.cumprod(1.0 - hazard, dtype=np.float64)
    before = np.concatenate(([1.0], survival[:-1]))[:, None]
    share = np.divide(table.exits, there, out=np.zeros_like(table.exits), where=there > 0)
    gone = np.cumsum(before * share, axis=0)
    each = np.divide(share, there, out=np.zeros_like(share), where=there > 0)
    # sum over s <= t of  S(s-)^2 p(1-p)/n - 2 S(s-) p/n (F(t)-F(s)) + (F(t)-F(s))^2 h/(n(1-h)),
    # with F(t) taken out of the sums, so that one pass gives every t
    spread = spread[:, None]
    own = np.cumsum(before**2 * each * (1.0 - share), axis=0)
    mixed = gone * np.cumsum(before * each, axis=0) - np.cumsum(before * each * gone, axis=0)
    later = (
        gone**2 * np.cumsum(spread, axis=0)
        - 2.0 * gone * np.cumsum(spread * gone, axis=0)
        + np.cumsum(spread * gone**2, axis=0)
    )
    return Incidence(table, survival, gone, np.maximum(own - 2.0 * mixed + later, 0.0))


def restricted_mean(curve: Curve, within: float) -> Estimate | None:
    """Mean time there during the first ``within`` units (weeks): the area under the curve from 0 to there.

    In whole weeks it is the sum of S(0) .. S(within - 1). Variance: Greenwood's kind. None where the curve is
    not known that far: some are still there, and nobody is followed to ``within`` - 1 (whole weeks) or later.

    Source: Royston & Parmar (2013), BMC Medical Research Methodology 13:152.
    """
    if within <= 0:
        raise ValueError(f"the mean within {within} is not defined: weeks must be above 0")
    times = curve.table.times
    if not times.size or not known_until(curve, within):
        return None
    areas = curve.survival * widths(times, within)
    after = np.cumsum(areas[::-1])[::-1]
    _, spread = _steps(curve.table)
    before_first = min(float(times[0]), within)
    return Estimate(float(areas.sum()) + before_first, float((after**2 * spread)[times < within].sum()))


def widths(times: Floats, within: float) -> Floats:
    """How long the curve stays at each step before ``within``, [T]."""
    ends = np.append(times[1:], np.inf)
    width: Floats = np.maximum(np.minimum(ends, within) - np.minimum(times, within), 0.0)
    return width


def known_until(curve: Curve, within: float) -> bool:
    """Whether the curve is known up to just before ``within``: somebody is at risk in its last week, or
    nobody is left."""
    followed = curve.table.followed
    if followed is None:
        return False
    times = curve.table.times
    lasting = curve.survival[times < within]
    return followed >= within - 1 or bool(lasting.size and lasting[-1] <= 0)


def quantile(curve: Curve, share: float = 0.5) -> float | None:
    """The first time at which ``share`` have gone, S(t) <= 1 - share; None where the curve stays above.

    ``share`` 0.5 gives the median. R and lifelines take the same time, but where the curve is flat at
    exactly 1 - share, R takes the middle of the flat part.
    """
    if not 0 < share < 1:
        raise ValueError(f"the quantile {share} is not defined: above 0 and below 1")
    reached = np.flatnonzero(curve.survival <= 1.0 - share + _EQUAL)
    return float(curve.table.times[reached[0]]) if reached.size else None


def log_log(share: Floats, variance: Floats, level: float = 0.95) -> tuple[Floats, Floats]:
    """Limits of a share by the normal distribution of log(-log share): within 0..1 whatever the level.

    ``share`` and ``variance`` have one shape, which both limits have; nan where the share is 0 or 1.

    Source: Kalbfleisch & Prentice (1980), The Statistical Analysis of Failure Time Data, 1.3.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        reach = normal(level) * np.sqrt(variance) / (share * np.abs(np.log(share)))
        inside = (share > 0) & (share < 1)
        low = np.where(inside, share ** np.exp(reach), np.nan)
        high = np.where(inside, share ** np.exp(-reach), np.nan)
    return low, high


def normal(level: float) -> float:
    """How many standard errors hold ``level`` (0.95: 1.96) of a normal distribution around its mean."""
    if not 0 < level < 1:
        raise ValueError(f"the level {level} is not defined: above 0 and below 1")
    return NormalDist().inv_cdf(0.5 + level / 2)


def _steps(table: LifeTable) -> tuple[Floats, Floats]:
    """Exits / at risk, and Greenwood's d / (n (n - d)), 0 where all leave; both [T]."""
    there, left = table.at_risk, table.left
    hazard = np.divide(left, there, out=np.zeros_like(left), where=there > 0)
    stay = there * (there - left)
    return hazard, np.divide(left, stay, out=np.zeros_like(left), where=stay > 0)
