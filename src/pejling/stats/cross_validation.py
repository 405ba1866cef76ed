"""How well a regression tells what it has not seen: nested cross-validation, the choice made inside.

Sources: Stone (1974), JRSS B 36:111-147; Varma & Simon (2006), BMC Bioinformatics 7:91.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from pejling.stats.regression import Floats, expit, explained, fit_binomial

FOLDS, INNER = 10, 5  # of the municipalities, and of those that are left when the choice is made


@dataclass(frozen=True, slots=True)
class Candidate:
    """One model that may be chosen: which columns, by place, and the ridge penalty on them."""

    columns: tuple[int, ...]
    penalty: float = 0.0


@dataclass(frozen=True, eq=False)
class Nested:
    """Outcome of a nested cross-validation.

    ``explained`` [R] per repetition, a share (1 is all); ``predicted`` [R, N] shares, each by a model that
    was chosen and fitted without it; ``chosen``: how often each candidate was, over repetitions and folds.
    """

    explained: Floats
    predicted: Floats
    chosen: tuple[int, ...]

    @property
    def mean(self) -> float:
        """The mean share explained over repetitions."""
        return float(self.explained.mean())


def standardised(columns: Floats, by: Floats) -> Floats:
    """A column of ones and ``columns`` [M, K] in standard deviations from the mean of ``by`` [N, K]."""
    spread = by.std(axis=0)
    if (spread == 0).any():
        raise ValueError("a column does not vary")
    return np.column_stack([np.ones(len(columns)), (columns - by.mean(axis=0)) / spread])


def nested_cross_validation(
    numerator: ArrayLike,
    denominator: ArrayLike,
    columns: ArrayLike,
    candidates: Sequence[Candidate],
    *,
    folds: int = FOLDS,
    inner: int = INNER,
    repeats: int = 5,
    seed: int = 1,
) -> Nested:
    """Share explained out of sample of numerator/denominator [N] by ``columns`` [N, K].

    Each of ``folds`` is predicted by a candidate chosen in ``inner`` folds of the others and fitted to all of
    the others; standardising and dispersion are part of the fit. The first candidate is chosen unless another
    is better by more than one standard error (squared error of the share, each observation counting once).
    Repeated with ``repeats`` seeded partitions.

    ValueError without candidates, for fewer than 2 folds or more than N, and as ``fit_binomial``.
    Source: Varma & Simon (2006), BMC Bioinformatics 7:91; Breiman et al. (1984), Classification and
    Regression Trees, 3.4.3 (one standard error).
    """
    above, below, given = (np.asarray(one, np.float64) for one in (numerator, denominator, columns))
    count = above.size
    if not candidates or not 2 <= folds <= count or inner < 2:
        raise ValueError(f"{len(candidates)} candidates, {folds} and {inner} folds of {count}")
    share = above / below
    rng = np.random.default_rng(seed)
    scores, told, chosen = np.zeros(repeats), np.zeros((repeats, count)), [0] * len(candidates)
    for turn in range(repeats):
        fold = rng.permutation(count) % folds
        for held in range(folds):
            train = np.flatnonzero(fold != held)
            best = 0
            if len(candidates) > 1:
                within = rng.permutation(train.size) % inner
                best = _best(above[train], below[train], given[train], candidates, within)
            chosen[best] += 1
            test = np.flatnonzero(fold == held)
            told[turn, test] = _told(above, below, given, train, test, candidates[best])
        scores[turn] = explained(share, told[turn])
    return Nested(scores, told, tuple(chosen))


def best_of(
    numerator: ArrayLike,
    denominator: ArrayLike,
    columns: ArrayLike,
    candidates: Sequence[Candidate],
    *,
    folds: int = FOLDS,
    seed: int = 1,
) -> int:
    """The place of the candidate that the same rule chooses in one seeded cross-validation of all [N]."""
    above, below, given = (np.asarray(one, np.float64) for one in (numerator, denominator, columns))
    return _best(above, below, given, candidates, np.random.default_rng(seed).permutation(above.size) % folds)


def _best(
    above: Floats, below: Floats, columns: Floats, candidates: Sequence[Candidate], fold: NDArray[np.int64]
) -> int:
    first = candidates[0]
    known = columns[:, first.columns]
    phi = fit_binomial(above, below, standardised(known, known), penalty=first.penalty).dispersion
    errors = np.zeros((len(candidates), above.size))
    for held in np.unique(fold):
        train, test = np.flatnonzero(fold != held), np.flatnonzero(fold == held)
        for place, one in enumerate(candidates):
            told = _told(above, below, columns, train, test, one, phi)
            errors[place, test] = (above[test] / below[test] - told) ** 2
    best = int(errors.sum(axis=1).argmin())
    gain = errors[0] - errors[best]
    certain = gain.sum() > gain.std(ddof=1) * above.size**0.5
    return best if certain else 0


def _told(
    above: Floats,
    below: Floats,
    columns: Floats,
    train: NDArray[np.int64],
    test: NDArray[np.int64],
    one: Candidate,
    dispersion: float | None = None,
) -> Floats:
    """Shares of ``test`` by the candidate fitted to ``train``."""
    known = columns[train][:, one.columns]
    fit = fit_binomial(
        above[train], below[train], standardised(known, known), dispersion=dispersion, penalty=one.penalty
    )
    return expit(standardised(columns[test][:, one.columns], known) @ fit.coefficients)
