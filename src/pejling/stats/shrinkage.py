"""What each of several areas is likely to be, given its own figure and how much areas differ: draws.

Every area has a true level, drawn from what areas are like; its figure is the level and chance. How much
areas differ is estimated from all figures together (empirical Bayes), and each area's level given its figure
is drawn many times. Chance comes from a counter-based generator with a stream for each area: the same
figures give the same draws, whatever order they come in.

Sources: Efron & Morris (1975), Data analysis using Stein's estimator, JASA 70:311-319; Clayton & Kaldor
(1987), Biometrics 43:671-681 (counts); Kleinman (1973), JASA 68:46-54 (shares); Paule & Mandel (1982),
Journal of Research of the National Bureau of Standards 87:377-385 (tau).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from pejling.stats.between import paule_mandel

Floats = NDArray[np.float64]

DRAWS = 10_000
SEED = 1
_ALIKE = 1e4  # a prior worth so many times the largest area: the areas do not differ
_COMMON = 2**63  # the stream of what areas have in common; no area's key is as large


@dataclass(frozen=True, eq=False)
class Levels:
    """Draws [areas, draws] of the areas' levels, in the unit of the figures.

    ``centre`` is the level around which areas lie, ``spread`` the standard deviation between areas, both in
    that unit. With a spread of 0 all areas have the same level in every draw.
    """

    draws: Floats
    centre: float
    spread: float


def shares(
    successes: ArrayLike, trials: ArrayLike, keys: ArrayLike | None = None, *, size: int = DRAWS
) -> Levels:
    """Levels of shares (0..1): ``successes`` [n] of ``trials`` [n] persons, by a beta-binomial model.

    Numbers need not be whole (effective numbers of persons). ``keys`` [n], whole numbers from 0, name the
    areas' streams of chance (left out: their places). The beta distribution of areas maximises the marginal
    likelihood. ValueError unless 0 <= successes <= trials and trials > 0, for two areas or more.
    """
    y, n = _pair(successes, trials)
    if (y > n).any():
        raise ValueError("more successes than trials")
    from scipy.special import betaln, expit, logit

    start = (y.sum() + 0.5) / (n.sum() + 1.0)

    def loss(at: Floats) -> float:
        share, worth = float(expit(at[0])), float(np.exp(at[1]))
        a, b = share * worth, (1 - share) * worth
        return -float(np.sum(betaln(a + y, b + n - y) - betaln(a, b)))

    at = _least(loss, float(logit(start)), float(n.max()))
    centre, worth = float(expit(at[0])), float(np.exp(at[1]))
    if worth > _ALIKE * float(n.max()):
        return _alike(centre, y.size, size)
    a, b = centre * worth, (1 - centre) * worth
    drawn = _each(keys, y.size, lambda chance, i: chance.beta(a + y[i], b + n[i] - y[i], size))
    return Levels(drawn, centre, float(np.sqrt(centre * (1 - centre) / (worth + 1))))


def rates(
    counts: ArrayLike, exposures: ArrayLike, keys: ArrayLike | None = None, *, size: int = DRAWS
) -> Levels:
    """Levels of rates: ``counts`` [n] over ``exposures`` [n] (> 0), by a gamma-Poisson model.

    The gamma distribution of areas maximises the marginal (negative binomial) likelihood. Otherwise as
    `shares`.
    """
    y, e = _pair(counts, exposures)
    from scipy.special import gammaln

    pooled = (y.sum() + 0.5) / e.sum()
    expected = e * pooled  # in units of the pooled rate, so that the centre lies at about 1

    def loss(at: Floats) -> float:
        centre, shape = float(np.exp(at[0])), float(np.exp(at[1]))
        rate = shape / centre
        return -float(
            np.sum(gammaln(shape + y) - gammaln(shape) - shape * np.log1p(expected / rate))
            - np.sum(y * np.log(rate + expected))
        )

    at = _least(loss, 0.0, float(y.max()))
    centre, shape = float(np.exp(at[0])), float(np.exp(at[1]))
    if shape > _ALIKE * (float(y.max()) + 1):
        return _alike(centre * pooled, y.size, size)
    rate = shape / centre
    drawn = _each(
        keys, y.size, lambda chance, i: chance.gamma(shape + y[i], pooled / (rate + expected[i]), size)
    )
    return Levels(drawn, centre * pooled, centre * pooled / float(np.sqrt(shape)))


def means(
    values: ArrayLike, errors: ArrayLike, keys: ArrayLike | None = None, *, size: int = DRAWS
) -> Levels:
    """Levels of figures ``values`` [n] with standard ``errors`` [n] > 0, by a normal model.

    The spread between areas is Paule and Mandel's (``between``); the draws allow for not knowing the centre.
    Otherwise as `shares`.
    """
    y, s = _pair(values, errors, signed=True)
    between = paule_mandel(y, s**2)
    weight = 1 / (between + s**2)
    centre = float(weight @ y / weight.sum())
    if between == 0:
        return _alike(centre, y.size, size)
    common = centre + _stream(_COMMON).normal(0.0, 1.0, size) / np.sqrt(weight.sum())
    keep = between / (between + s**2)
    left = np.sqrt(keep * s**2)
    drawn = _each(
        keys,
        y.size,
        lambda chance, i: keep[i] * y[i] + (1 - keep[i]) * common + left[i] * chance.normal(0.0, 1.0, size),
    )
    return Levels(drawn, centre, float(np.sqrt(between)))


def _pair(above: ArrayLike, below: ArrayLike, signed: bool = False) -> tuple[Floats, Floats]:
    y, n = np.asarray(above, dtype=np.float64), np.asarray(below, dtype=np.float64)
    if y.ndim != 1 or y.shape != n.shape or y.size < 2:
        raise ValueError(f"two arrays of one length, of at least two areas: {y.shape} and {n.shape}")
    if (
        not (np.isfinite(y).all() and np.isfinite(n).all())
        or (n <= 0).any()
        or (not signed and (y < 0).any())
    ):
        raise ValueError("figures are finite, counts from 0, and what they are taken of is above 0")
    return y, n


def _least(loss: Callable[[Floats], float], first: float, most: float) -> Floats:
    """Where ``loss`` of a centre and a log of the prior's worth is least, from several starts.

    The worth lies between a thousandth of a person and 1e6 times ``most``, where areas are alike.
    """
    from scipy.optimize import minimize

    worths = (float(np.log(1e-3)), float(np.log(_ALIKE * 100 * (most + 1))))
    bounds = [(first - 8, first + 8), worths]
    starts = (0.25, 0.45, 0.65)
    found = [
        minimize(
            loss,
            np.array([first, worths[0] + share * (worths[1] - worths[0])]),
            method="L-BFGS-B",
            bounds=bounds,
            options={"ftol": 1e-13, "gtol": 1e-9},
        )
        for share in starts
    ]
    best = min(found, key=lambda one: float(one.fun))
    return np.asarray(best.x, dtype=np.float64)


def _alike(centre: float, areas: int, size: int) -> Levels:
    return Levels(np.full((areas, size), centre), centre, 0.0)


def _each(keys: ArrayLike | None, areas: int, draw: Callable[[np.random.Generator, int], Floats]) -> Floats:
    named = np.arange(areas) if keys is None else np.asarray(keys)
    if named.shape != (areas,) or np.unique(named).size != areas:
        raise ValueError("every area has a key of its own")
    return np.stack([draw(_stream(int(key)), i) for i, key in enumerate(named)])


def _stream(key: int) -> np.random.Generator:
    return np.random.Generator(np.random.Philox(key=np.array([SEED, key], dtype=np.uint64)))
