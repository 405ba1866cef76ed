"""The Poisson bootstrap: how much a figure would differ, had each person been drawn anew.

In each replicate a person counts w times, w being a Poisson number of mean 1 of his own: near enough what
drawing as many persons with replacement gives, yet w needs to know nothing of the others. Here w follows
from the person's key, the replicate's number and a seed alone, so it is the same in whatever order, block,
partition or engine he is met, and in every figure that he is part of: replicates add up over persons as the
figures do, and two figures can be subtracted replicate by replicate.

Source: Hanley & MacGibbon (2006), Computer Methods and Programs in Biomedicine 83:57-62; Chamandy,
Muralidharan, Najmi & Naidu (2012), Estimating uncertainty for massive data streams, Google research report
43157; percentiles: Efron & Tibshirani (1993), An Introduction to the Bootstrap, 13.
"""

from __future__ import annotations

from math import exp, factorial

import numpy as np
from numpy.typing import ArrayLike, NDArray

REPLICATES = 200
SEED = 2012
KEY_BYTES = 16

Floats = NDArray[np.float64]
Hashes = NDArray[np.uint64]
Weights = NDArray[np.uint8]

# Steele, Lea & Flood (2014), Fast splittable pseudorandom number generators, OOPSLA, 5: SplitMix64
_STEP = np.uint64(0x9E3779B97F4A7C15)
_FIRST, _SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_30, _27, _31 = np.uint64(30), np.uint64(27), np.uint64(31)
_MOST = 20  # of one person in a replicate: more has a chance under 2^-64


def weights(
    keys: NDArray[np.uint8], replicates: int = REPLICATES, seed: int = SEED, first: int = 0
) -> Weights:
    """How often each person counts in each replicate: uint8 [replicates, persons], Poisson of mean 1.

    ``keys``: uint8 [persons, 16], what a person is known by. The numbers are those of ``first`` and the
    ``replicates`` - 1 after it. ``seed``: 0 to 2^64 - 1. ValueError for keys of another shape, or no
    replicates.

    A person's numbers are a SplitMix64 sequence that starts where the two halves of his key (as little-endian
    numbers) and the seed, each mixed in by SplitMix64's own mixing, say; its n-th number is a mixing of start
    + n x a constant, so each is had without those before it. A weight is how many of the 20 lowest values
    of Poisson's distribution function the number, read as a fraction of 2^64, is not below.
    """
    if keys.ndim != 2 or keys.shape[1] != KEY_BYTES or keys.dtype != np.uint8:
        raise ValueError(f"keys {keys.dtype} {keys.shape} are not uint8 [persons, {KEY_BYTES}]")
    if replicates < 1:
        raise ValueError("at least one replicate is needed")
    start = starts(keys, seed)
    found = np.empty((replicates, len(keys)), dtype=np.uint8)
    for row in range(replicates):
        found[row] = _poisson(drawn(start, first + row))
    return found


def starts(keys: NDArray[np.uint8], seed: int) -> Hashes:
    """Where each person's sequence begins: uint64 [persons]."""
    halves = np.ascontiguousarray(keys).view("<u8").astype(np.uint64)
    begun: Hashes = mixed(np.array([seed], dtype=np.uint64))
    for half in (0, 1):
        begun = mixed((begun ^ halves[:, half]) + _STEP)
    return begun


def drawn(start: Hashes, number: int) -> Hashes:
    """The number called ``number``, from 0, of the SplitMix64 sequences that start at ``start``."""
    return mixed(start + _STEP * np.array([number + 1], dtype=np.uint64))


def mixed(state: Hashes) -> Hashes:
    """SplitMix64's mixing of 64 bits: every bit of the outcome depends on every bit of ``state``."""
    state = (state ^ (state >> _30)) * _FIRST
    state = (state ^ (state >> _27)) * _SECOND
    return state ^ (state >> _31)


def _limits() -> Hashes:
    """Poisson's distribution function at 0, 1, 2 ... in parts of 2^64, as far as these can be told apart."""
    chance = np.cumsum([exp(-1) / factorial(count) for count in range(_MOST)])
    return np.array([min(int(share * 2.0**64), 2**64 - 1) for share in chance], dtype=np.uint64)


_LIMITS = _limits()


def _table() -> tuple[Weights, NDArray[np.bool_]]:
    """By a number's highest 16 bits its weight, and whether the lower ones decide."""
    high = np.arange(1 << 16, dtype=np.uint64) << np.uint64(48)
    least = np.searchsorted(_LIMITS, high, side="right")
    most = np.searchsorted(_LIMITS, high | np.uint64((1 << 48) - 1), side="right")
    return least.astype(np.uint8), least != most


_BY_HIGH, _DIVIDED = _table()


def _poisson(numbers: Hashes) -> Weights:
    high = (numbers >> np.uint64(48)).astype(np.intp)
    found = _BY_HIGH[high]
    near = np.flatnonzero(_DIVIDED[high])
    found[near] = np.searchsorted(_LIMITS, numbers[near], side="right")
    return found


def sums(
    weight: Weights, who: NDArray[np.int64], cell: NDArray[np.int64], amount: NDArray[np.int64], size: int
) -> NDArray[np.int64]:
    """Each replicate's sums: int64 [replicates, size].

    Record n says that person ``who[n]`` (a column of ``weight`` [replicates, persons]) adds ``amount[n]`` to
    ``cell[n]``, 0 to ``size`` - 1. Whole numbers as long as a sum stays below 2^53.
    """
    found = np.empty((len(weight), size), dtype=np.int64)
    for row, of_persons in enumerate(weight):
        found[row] = np.bincount(cell, of_persons[who] * amount.astype(np.float64), size)
    return found


def curves(entered: ArrayLike, censored: ArrayLike, exits: ArrayLike) -> tuple[Floats, Floats]:
    """Kaplan-Meier [replicates, T] and Aalen-Johansen [replicates, T, causes] of each replicate's life table.

    ``entered`` and ``censored`` [replicates, T], ``exits`` [replicates, T, causes], whole numbers, the times
    in rising order; as ``risk.LifeTable`` says of one. Where nobody is at risk a curve stays as it was; a
    replicate in which nobody is drawn is nan.
    """
    came, lost = np.asarray(entered, np.float64), np.asarray(censored, np.float64)
    left = np.asarray(exits, np.float64)
    late = came.copy()
    late[:, :1] = 0.0
    gone = lost + left.sum(axis=2)
    there = np.cumsum(gone[:, ::-1], axis=1)[:, ::-1] - np.cumsum(late[:, ::-1], axis=1)[:, ::-1]
    share = np.divide(left, there[..., None], out=np.zeros_like(left), where=there[..., None] > 0)
    survival = np.cumprod(1.0 - share.sum(axis=2), axis=1)
    survival = np.where(survival < 1e-12, 0.0, survival)
    before = np.concatenate([np.ones((len(came), 1)), survival[:, :-1]], axis=1)
    incidence = np.cumsum(before[..., None] * share, axis=1)
    nobody = came.sum(axis=1) == 0
    survival[nobody], incidence[nobody] = np.nan, np.nan
    return survival, incidence


def quantiles(survival: Floats, share: float = 0.5) -> Floats:
    """The first place at which ``share`` have gone, by replicate [replicates]; inf where a curve stays above.

    ``survival`` [replicates, T]; nan where it is. Places are weeks where the times are 0, 1, 2 ...
    """
    gone = survival <= 1.0 - share + 1e-9
    first = np.where(gone.any(axis=1), np.argmax(gone, axis=1).astype(np.float64), np.inf)
    return np.where(np.isnan(survival[:, 0]), np.nan, first)


def percentiles(replicates: Floats, level: float = 0.95) -> tuple[float, float]:
    """Lower and upper limit of a figure from its ``replicates`` [R]: the k-th smallest and the k-th largest.

    k = (R + 1)(1 - level)/2, down to a whole number (5 of 200 at 95 per cent), so that the limits are values
    that the figure can take; nan (no figure in that replicate) is left out. nan where k is under 1.

    Source: Efron & Tibshirani (1993), An Introduction to the Bootstrap, 13.3 and 14.2 on the choice of k.
    """
    told = np.sort(replicates[~np.isnan(replicates)])
    k = int((len(told) + 1) * (1.0 - level) / 2.0 + 1e-9)
    return (float(told[k - 1]), float(told[-k])) if k >= 1 else (float("nan"), float("nan"))


def variance(replicates: Floats) -> Floats:
    """The variance over replicates (the first axis), those that are nan left out; nan under 2 of them."""
    known = ~np.isnan(replicates)
    count = known.sum(axis=0)
    mean = np.divide(np.where(known, replicates, 0.0).sum(axis=0), np.maximum(count, 1))
    apart = np.where(known, replicates - mean, 0.0)
    found: Floats = np.where(count > 1, (apart**2).sum(axis=0) / np.maximum(count - 1, 1), np.nan)
    return found
