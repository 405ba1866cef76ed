"""How much municipalities differ beyond chance, and how far one of them may lie from the others."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from pejling.stats.interval import Limits
from pejling.stats.survival import normal

Floats = NDArray[np.float64]

_STEPS = 200
_EXACT = 1e-12


@dataclass(frozen=True, slots=True)
class Together:
    """The mean of several units by random effects: ``value``, its ``variance``, and between units ``tau2``.

    ``value`` is in the units' own unit, the others in its square; ``units`` is how many there are.
    """

    value: float
    variance: float
    tau2: float
    units: int


def paule_mandel(values: ArrayLike, variances: ArrayLike) -> float:
    """The variance between units, in the square of their unit: that with which they differ as expected.

    ``values`` [K] with the ``variances`` [K] that chance gives each, all above 0; 0 where they differ no more
    than that. The root of sum (y - m)^2 / (v + tau2) = K - 1, m being the mean weighed by 1 / (v + tau2).
    ValueError for fewer than two units, unequal shapes or a variance not above 0.

    Source: Paule & Mandel (1982), Journal of Research of the National Bureau of Standards 87:377-385;
    preferred by Veroniki et al. (2016), Research Synthesis Methods 7:55-79.
    """
    y, v = _checked(values, variances)
    tau2 = 0.0
    for _ in range(_STEPS):
        weights = 1 / (v + tau2)
        apart = (y - weights @ y / weights.sum()) ** 2
        over = weights @ apart - (y.size - 1)
        if over <= _EXACT * y.size:  # the sum falls with tau2: from the left, Newton's steps never pass it
            break
        tau2 += float(over / (weights**2 @ apart))
    return tau2


def together(values: ArrayLike, variances: ArrayLike, tau2: float) -> Together:
    """The units' mean weighed by 1 / (v + tau2), and its variance. Arguments and errors as ``paule_mandel``.

    Source: DerSimonian & Laird (1986), Controlled Clinical Trials 7:177-188.
    """
    y, v = _checked(values, variances)
    weights = 1 / (v + tau2)
    return Together(float(weights @ y / weights.sum()), float(1 / weights.sum()), tau2, y.size)


def prediction(found: Together, own_variance: float = 0.0, level: float = 0.95) -> Limits:
    """Where a further unit of the same kind would lie, in the units' unit.

    ``own_variance``: what chance does to the further unit's own figure; 0 for its true value. From Student's
    t with K - 1 degrees of freedom, since the variance between few units is itself little known; ValueError
    for fewer than two.

    Source: Higgins, Thompson & Spiegelhalter (2009), Journal of the Royal Statistical Society A 172:137-159,
    with K - 1 degrees as Viechtbauer (2010), metafor, Journal of Statistical Software 36(3), has them.
    """
    reach = student(found.units, level) * float(np.sqrt(found.tau2 + found.variance + own_variance))
    return found.value - reach, found.value + reach


def student(units: int, level: float = 0.95) -> float:
    """How many standard errors hold ``level`` around a mean when ``units`` told the spread.

    Student's t with K - 1 degrees of freedom: 4.30 for three, 2.26 for ten. ValueError for fewer than two.

    Source: Student (1908), Biometrika 6:1-25.
    """
    from scipy.special import stdtrit

    if units < 2:
        raise ValueError(f"{units} units do not tell how units differ")
    return float(stdtrit(units - 1, 0.5 + level / 2))


def funnel(
    target: float, variances: ArrayLike, tau2: float = 0.0, level: float = 0.95
) -> tuple[Floats, Floats]:
    """Lower and upper limits [K] around ``target`` for units whose chance variances are ``variances`` [K].

    ``tau2`` 0: what chance alone does; above 0 the funnel of units that differ among themselves (additive
    over-dispersion), so that about 1 - ``level`` of ordinary units lie outside. ValueError for a negative
    variance.

    Source: Spiegelhalter (2005), Funnel plots, Statistics in Medicine 24:1185-1202, 2.6.
    """
    v = np.asarray(variances, dtype=np.float64)
    if tau2 < 0 or (v < 0).any():
        raise ValueError("a variance is negative")
    reach: Floats = normal(level) * np.sqrt(v + tau2)
    return target - reach, target + reach


def _checked(values: ArrayLike, variances: ArrayLike) -> tuple[Floats, Floats]:
    y, v = np.asarray(values, dtype=np.float64), np.asarray(variances, dtype=np.float64)
    if y.shape != v.shape or y.ndim != 1:
        raise ValueError(f"values {y.shape} and variances {v.shape} differ in shape, or are not lists")
    if y.size < 2:
        raise ValueError(f"{y.size} units do not tell how units differ")
    if not (v > 0).all():
        raise ValueError("a variance is not above 0")
    return y, v
