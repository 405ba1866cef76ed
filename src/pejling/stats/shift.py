"""Whether a series lies higher or lower from a date on: a regression with season, trend and lasting errors.

What a regression says of one series is that it moved, never why. Sources: Bloomfield & Nychka (1992),
Climatic Change 21:275-287 (level and trend under autocorrelation); Cheang & Reinsel (2000), JASA
95:1173-1184 (restricted maximum likelihood of the autocorrelation, which keeps intervals of short series
honest); Newey & West (1987), Econometrica 55:703-708.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

_RHO = np.linspace(-0.475, 0.975, 30)
_FREE = 4  # degrees of freedom that must be left
_NOTHING = 1e-24  # variance of a series that the regressors explain to the last digit
_Fit = tuple[float, float, float, float, float, float, int]


@dataclass(frozen=True, slots=True)
class Shift:
    """A step of ``estimate`` in the series' unit, standard ``error``, interval ``low`` to ``high``.

    ``p``: probability of a step as large in either direction if there were none. ``before``, ``after``:
    observations on either side. ``rho``: correlation of one period's chance with the next's. ``freedom``:
    degrees of freedom left.
    """

    estimate: float
    error: float
    low: float
    high: float
    p: float
    before: int
    after: int
    rho: float
    freedom: int

    @property
    def t(self) -> float:
        """Estimate over error; 0 where both are nothing."""
        return self.estimate / self.error if self.error > 0 else float(np.sign(self.estimate)) * np.inf


def design(periods: int, at: int, a_year: int, *, steps: Sequence[int] = (), trend: bool = True) -> Floats:
    """The regressors [periods, k]: the step at ``at`` first, then constant, trend, season, other ``steps``.

    ``a_year`` 1: no season. A step at t is 0 before place t and 1 from it on; other steps at ``at`` or at the
    ends, which nothing could tell apart, are left out.
    """
    place = np.arange(periods)
    columns = [(place >= at).astype(float), np.ones(periods)]
    if trend:
        columns.append((place - (periods - 1) / 2) / max(periods - 1, 1))
    columns += [(place % a_year == k).astype(float) - (place % a_year == 0) for k in range(1, a_year)]
    other = sorted({step for step in steps if 0 < step < periods} - {at})
    return np.column_stack([*columns, *((place >= step).astype(float) for step in other)])


def level_shift(
    values: ArrayLike,
    at: int,
    a_year: int,
    *,
    steps: Sequence[int] = (),
    trend: bool = True,
    level: float = 0.95,
) -> Shift | None:
    """The step of ``values`` [T] at place ``at``: values from it on against those before. nan: missing.

    Season, a straight trend and other ``steps`` (series breaks, other events) are allowed for, and chance
    that lasts from one period to the next (AR(1) by restricted maximum likelihood, gaps allowed for). None
    where the series is too short to tell: nothing before or after, columns that cannot be told apart, or
    fewer than four degrees of freedom left. ValueError unless 0 < at < T.
    """
    series = np.asarray(values, dtype=np.float64)
    if series.ndim != 1 or not 0 < at < series.size:
        raise ValueError(f"the step at {at} does not lie inside a series of {series.shape}")
    return level_shifts(series[:, None], at, a_year, steps=steps, trend=trend, level=level)[0]


def level_shifts(
    values: Floats,
    at: int,
    a_year: int,
    *,
    steps: Sequence[int] = (),
    trend: bool = True,
    level: float = 0.95,
) -> list[Shift | None]:
    """`level_shift` of each column of ``values`` [T, series]; those with the same gaps are done together."""
    regressors = design(values.shape[0], at, a_year, steps=steps, trend=trend)
    seen = np.isfinite(values)
    found: list[Shift | None] = [None] * values.shape[1]
    for pattern in np.unique(seen, axis=1).T:
        same = np.flatnonzero((seen == pattern[:, None]).all(axis=0))
        places = np.flatnonzero(pattern)
        kept = _kept(regressors[places])
        fits = _fits(values[np.ix_(places, same)], kept, places, level) if kept is not None else []
        before = int((places < at).sum())
        for column, one in zip(same, fits, strict=False):
            found[column] = Shift(*one[:5], before, places.size - before, *one[5:])
    return found


def _kept(regressors: Floats) -> Floats | None:
    """The regressors without columns of nothing; None where the first one cannot be told from the rest."""
    if not regressors.shape[0] or np.ptp(regressors[:, 0]) == 0:
        return None
    used = regressors[:, np.ptp(regressors, axis=0) > 0]
    whole = np.column_stack([used, np.ones(used.shape[0])])
    n, k = whole.shape
    if n - k < _FREE or np.linalg.matrix_rank(whole) < k:
        return None
    return whole


def _fits(series: Floats, regressors: Floats, places: NDArray[np.int64], level: float) -> list[_Fit]:
    """Of each column: the step, its error, limits, p, rho and degrees of freedom.

    Averaged over how likely each rho is, so that not knowing it widens the interval.
    """
    from scipy.stats import t as student

    n, k = regressors.shape
    apart = np.abs(places[:, None] - places[None, :])
    steps, squares, likely = [], [], []
    for rho in _RHO:
        root = np.linalg.cholesky(np.sign(rho) ** apart * np.abs(rho) ** apart if rho else np.eye(n))
        x, y = np.linalg.solve(root, regressors), np.linalg.solve(root, series)
        q, r = np.linalg.qr(x)
        beta = np.linalg.solve(r, q.T @ y)
        rest = np.maximum(np.sum((y - x @ beta) ** 2, axis=0) / (n - k), _NOTHING)
        inverse = np.linalg.inv(r)
        steps.append(beta[0])
        squares.append(rest * (inverse[0] @ inverse[0]))
        fixed = np.log(np.abs(np.diag(r))).sum() + np.log(np.diag(root)).sum()
        likely.append(-0.5 * (n - k) * np.log(rest) - fixed)
    weight = np.exp(np.array(likely) - np.max(likely, axis=0))
    weight /= weight.sum(axis=0)
    estimate = (weight * steps).sum(axis=0)
    error = np.sqrt((weight * (np.array(squares) + (np.array(steps) - estimate) ** 2)).sum(axis=0))
    p = 2 * student.sf(np.abs(estimate) / error, n - k)
    reach = student.ppf(0.5 + level / 2, n - k) * error
    rho = (weight * _RHO[:, None]).sum(axis=0)
    rows = zip(estimate, error, estimate - reach, estimate + reach, p, rho, strict=True)
    return [(*map(float, row), n - k) for row in rows]
