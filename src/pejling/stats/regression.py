"""Binomial regression with over-dispersion: shares of municipalities given what they have to work with.

Sources: McCullagh & Nelder (1989), Generalized Linear Models; Williams (1982), Applied Statistics 31:144-148.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

_ROUNDS = 60  # of re-weighting, and of estimating the dispersion
_NEAR = 1e-9


@dataclass(frozen=True, eq=False)
class Fit:
    """A fitted regression of N shares on P columns, logit link.

    ``design`` [N, P], its first column 1; ``share`` [N] observed, ``of`` [N] what each is a share of;
    ``coefficients`` [P]; ``covariance`` [P, P] of them; ``dispersion``: phi, the correlation within a
    municipality: Var(share) = p(1-p)(1 + (n-1) phi)/n; ``penalty``: of the squared coefficients but the
    first.
    """

    design: Floats
    share: Floats
    of: Floats
    coefficients: Floats
    covariance: Floats
    dispersion: float
    penalty: float

    @cached_property
    def fitted(self) -> Floats:
        """The share that the model gives each [N]."""
        return expit(self.design @ self.coefficients)

    @cached_property
    def information(self) -> Floats:
        """How much each observation tells of its logit [N]: n p(1-p)/(1 + (n-1) phi)."""
        return self.of * self.fitted * (1 - self.fitted) / _inflation(self.of, self.dispersion)

    @cached_property
    def leverage(self) -> Floats:
        """The diagonal of the hat matrix [N], between 0 and 1; without penalty it adds to P."""
        spread = np.einsum("ij,jk,ik->i", self.design, self.covariance, self.design)
        return np.asarray(self.information * spread)

    @property
    def freedom(self) -> float:
        """Degrees of freedom left: N less the columns (less the leverage, where there is a penalty)."""
        return float(self.share.size - self.leverage.sum())

    @cached_property
    def pearson(self) -> Floats:
        """Pearson residuals [N]: observed less fitted share, over its standard deviation."""
        return np.asarray((self.share - self.fitted) * np.sqrt(self.information) / self._slope)

    @cached_property
    def standardised(self) -> Floats:
        """Pearson residuals over what they vary by given the leverage [N]."""
        return np.asarray(self.pearson / np.sqrt(np.maximum(1 - self.leverage, _NEAR)))

    @cached_property
    def cooks_distance(self) -> Floats:
        """How far all coefficients move when one observation is left out, to first order [N]; no unit.

        Source: Pregibon (1981), Annals of Statistics 9:705-724; over 1 is much, over 4/N worth a look.
        """
        return np.asarray(self.standardised**2 * self.leverage / (1 - self.leverage) / self.coefficients.size)

    @property
    def ratio(self) -> float:
        """Pearson's chi-squared over the degrees of freedom: 1 where the dispersion accounts for it all."""
        return float((self.pearson**2).sum() / self.freedom)

    @property
    def _slope(self) -> Floats:
        return np.asarray(self.fitted * (1 - self.fitted))


def fit_binomial(
    numerator: ArrayLike,
    denominator: ArrayLike,
    design: ArrayLike,
    *,
    dispersion: float | None = None,
    penalty: float = 0.0,
) -> Fit:
    """Regress numerator/denominator [N] on ``design`` [N, P] (first column 1) with a logit link.

    Numerators are 0 to the denominator and need not be whole (full-time persons). ``dispersion`` None: phi is
    estimated by Williams' moments, so that Pearson's chi-squared equals its degrees of freedom, and is 0
    where there is no more variation than the binomial has. ``penalty``: ridge, of columns that are
    standardised; it is in units of the average information of an observation, so that it means the same
    whatever the counts.

    ValueError for shapes that differ, numbers out of range, fewer observations than columns and one to spare,
    columns that depend on each other, or no convergence. Source: McCullagh & Nelder (1989), Generalized
    Linear Models, 4.4-4.5; Williams (1982), Applied Statistics 31:144-148, model II.
    """
    above, below, columns = (np.asarray(one, np.float64) for one in (numerator, denominator, design))
    if columns.ndim != 2 or above.shape != below.shape or above.shape != columns.shape[:1]:
        raise ValueError(f"numerator {above.shape}, denominator {below.shape}, design {columns.shape}")
    if not (np.isfinite(above) & np.isfinite(below) & (above >= 0) & (above <= below) & (below > 0)).all():
        raise ValueError("every numerator has to be between 0 and its denominator, which is above 0")
    if columns.shape[0] < columns.shape[1] + 1:
        raise ValueError(f"{columns.shape[0]} observations are too few for {columns.shape[1]} columns")
    if not np.isfinite(columns).all() or np.linalg.matrix_rank(columns) < columns.shape[1]:
        raise ValueError("columns depend on each other, or hold what is no number")
    share = above / below
    if dispersion is not None:
        return _at(share, below, columns, dispersion, penalty, None)
    found = _at(share, below, columns, 0.0, penalty, None)
    for _ in range(_ROUNDS):
        phi = _williams(found)
        near = abs(phi - found.dispersion) <= 1e-7 * max(phi, 1e-6)
        found = _at(share, below, columns, phi, penalty, found.coefficients)
        if near:
            break
    return found


def _at(share: Floats, of: Floats, design: Floats, phi: float, penalty: float, start: Floats | None) -> Fit:
    """Iteratively re-weighted least squares at a given dispersion."""
    if start is None:
        start = np.zeros(design.shape[1])
        mean = min(max(float(share.mean()), 1e-6), 1 - 1e-6)
        start[0] = np.log(mean / (1 - mean))
    beta, inflation = start, _inflation(of, phi)
    for _ in range(_ROUNDS):
        p = expit(design @ beta)
        slope = np.maximum(p * (1 - p), 1e-12)
        weight = of * slope / inflation
        bound = penalty * float(weight.mean())
        inverse = _inverse(design, weight, bound)
        score = design.T @ (weight * (share - p) / slope)
        score[1:] -= bound * beta[1:]
        step = inverse @ score
        beta = beta + step
        if np.abs(step).max() < _NEAR:
            return Fit(design, share, of, beta, inverse, phi, penalty)
        if not np.isfinite(beta).all() or np.abs(beta).max() > 1e3:
            break
    raise ValueError("the regression does not converge: some columns tell 0 and 100 per cent apart")


def _inverse(design: Floats, weight: Floats, bound: float) -> Floats:
    """The inverse of the information, ``bound`` (the ridge) added for every column but the first."""
    information = design.T @ (weight[:, None] * design)
    information.flat[:: len(information) + 1] += np.where(np.arange(len(information)) > 0, bound, 0.0)
    return np.asarray(np.linalg.inv(information))


def _inflation(of: Floats, phi: float) -> Floats:
    return 1 + np.maximum(of - 1, 0) * phi


def _williams(fit: Fit) -> float:
    """The next phi: the one at which Pearson's chi-squared would be what is expected of it."""
    prior = 1 / _inflation(fit.of, fit.dispersion)
    plain = fit.of * (fit.share - fit.fitted) ** 2 / (fit.fitted * (1 - fit.fitted))
    left = prior * np.maximum(1 - fit.leverage, 0)
    phi = ((prior * plain).sum() - left.sum()) / (left * np.maximum(fit.of - 1, 0)).sum()
    return max(float(phi), 0.0)


@dataclass(frozen=True, eq=False)
class Predicted:
    """Shares that a fit expects of M others: ``share`` [M], ``low`` and ``high`` [M] of what may be observed;
    ``known_within`` [M] is the standard error of the expectation, on the logit scale."""

    share: Floats
    low: Floats
    high: Floats
    known_within: Floats


def predict(fit: Fit, design: ArrayLike, of: ArrayLike, level: float = 0.95) -> Predicted:
    """What ``fit`` expects of shares of ``of`` [M] things with columns ``design`` [M, P].

    The prediction interval holds the uncertainty of the coefficients, the binomial variation and what
    municipalities vary beyond it (the dispersion); it is symmetric on the logit scale, of Student's t with
    the fit's degrees of freedom, and within 0..1. Source: McCullagh & Nelder (1989), 4; delta method.
    """
    from scipy.stats import t

    columns, below = np.asarray(design, np.float64), np.asarray(of, np.float64)
    middle = columns @ fit.coefficients
    share = expit(middle)
    estimated = np.einsum("ij,jk,ik->i", columns, fit.covariance, columns)
    own = _inflation(below, fit.dispersion) / (below * share * (1 - share))
    reach = float(t.ppf(0.5 + level / 2, fit.freedom)) * np.sqrt(estimated + own)
    return Predicted(share, expit(middle - reach), expit(middle + reach), np.sqrt(estimated))


def left_out(fit: Fit, level: float = 0.95) -> Predicted:
    """What the others alone lead to expect of each of the N: fitted anew without it, dispersion and all.

    Shapes [N]. ValueError as ``fit_binomial``. Source: Stone (1974), JRSS B 36:111-147.
    """
    rows = []
    for at in range(fit.share.size):
        rest = np.arange(fit.share.size) != at
        others = fit_binomial(
            fit.share[rest] * fit.of[rest], fit.of[rest], fit.design[rest], penalty=fit.penalty
        )
        rows.append(predict(others, fit.design[at : at + 1], fit.of[at : at + 1], level))
    return Predicted(
        np.concatenate([one.share for one in rows]),
        np.concatenate([one.low for one in rows]),
        np.concatenate([one.high for one in rows]),
        np.concatenate([one.known_within for one in rows]),
    )


def dispersion_about(share: ArrayLike, of: ArrayLike, expected: ArrayLike) -> float:
    """The phi at which shares [N] of ``of`` [N] vary about their ``expected`` shares [N] as they do.

    Pearson's chi-squared is then N; 0 where the binomial alone gives as much. ValueError for expectations
    outside 0..1 or shapes that differ. Source: Williams (1982), by bisection.
    """
    seen, below, p = (np.asarray(one, np.float64) for one in (share, of, expected))
    if not (seen.shape == below.shape == p.shape) or not ((p > 0) & (p < 1)).all():
        raise ValueError("expected shares have to lie between 0 and 1, one for each share")
    plain = below * (seen - p) ** 2 / (p * (1 - p))
    low, high = 0.0, 1.0
    if plain.sum() <= seen.size:
        return 0.0
    for _ in range(_ROUNDS):
        middle = (low + high) / 2
        more = (plain / _inflation(below, middle)).sum() > seen.size
        low, high = (middle, high) if more else (low, middle)
    return high


def expit(logit: Floats) -> Floats:
    """The share of a logit, without overflow."""
    return np.asarray(0.5 * (1 + np.tanh(np.clip(logit, -700, 700) / 2)))


def explained(observed: ArrayLike, predicted: ArrayLike) -> float:
    """1 - sum of squared errors over that of the plain mean; 1 is all of it, negative worse than the mean.

    Both [N], each counting once. ValueError where they differ in shape or the observed do not vary.
    """
    seen, told = np.asarray(observed, np.float64), np.asarray(predicted, np.float64)
    around = ((seen - seen.mean()) ** 2).sum() if seen.size else 0.0
    if seen.shape != told.shape or around == 0:
        raise ValueError("nothing varies, or the shapes differ")
    return float(1 - ((seen - told) ** 2).sum() / around)


def variance_inflation(columns: ArrayLike) -> Floats:
    """The variance inflation factor of each column [K] given the others of [N, K] (no column of ones).

    1 is unrelated to the others; over 10 its coefficient can hardly be told from theirs. ValueError where a
    column is constant or follows from the others. Source: Marquardt (1970), Technometrics 12:591-612.
    """
    given = np.asarray(columns, np.float64)
    if given.ndim != 2 or (given.std(axis=0) == 0).any():
        raise ValueError("a column does not vary")
    related = np.atleast_2d(np.corrcoef(given, rowvar=False))
    if np.linalg.matrix_rank(related) < given.shape[1]:
        raise ValueError("a column follows from the others")
    return np.asarray(np.diag(np.linalg.inv(related)))


def alike_within(
    values: ArrayLike, groups: ArrayLike, draws: int = 999, seed: int = 1
) -> tuple[float, float]:
    """Moran's I of ``values`` [N], neighbours being those of one group (a region), and its p-value.

    I is 0 (less 1/(N-1)) where values are spread over groups at random, positive where those of a group are
    alike. The two-sided p-value is by ``draws`` seeded permutations, (1 + those as far out) / (1 + draws).
    ValueError where nobody has a neighbour or nothing varies. Source: Moran (1950), Biometrika 37:17-23.
    """
    given, kind = np.asarray(values, np.float64), np.asarray(groups)
    near = (kind[:, None] == kind[None, :]) & ~np.eye(given.size, dtype=bool)
    away = given - given.mean() if given.size else given
    if given.shape != kind.shape or not near.any() or not away.any():
        raise ValueError("nobody has a neighbour, nothing varies, or the shapes differ")
    scale = given.size / near.sum() / (away @ away)
    found = float(scale * (away @ near @ away))
    rng = np.random.default_rng(seed)
    orders = np.array([rng.permutation(away) for _ in range(draws)])
    drawn = scale * np.einsum("ij,jk,ik->i", orders, near.astype(np.float64), orders)
    middle = -1 / (given.size - 1)
    return found, float((1 + (np.abs(drawn - middle) >= abs(found - middle) - 1e-12).sum()) / (1 + draws))
