"""How far apart units are on several figures: neighbours, groups, and how stable both are.

Source: Kaufman & Rousseeuw (1990), Finding Groups in Data, 1-5.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Places = NDArray[np.int64]


class Scale(StrEnum):
    """How figures in different units are made comparable."""

    ZSCORE = "zscore"  # standard deviations from the mean
    RANK = "rank"  # places in order, from 0 to 1: one far-off unit does not set the scale


def standardise(values: ArrayLike, scale: Scale = Scale.ZSCORE) -> Floats:
    """``values`` [N, K] made comparable, [N, K]; ranks share places among equals.

    ValueError where a column does not vary or holds what is no number.
    """
    given = np.asarray(values, np.float64)
    if given.ndim != 2 or not np.isfinite(given).all() or (np.ptp(given, axis=0) == 0).any():
        raise ValueError("every column has to vary and to hold numbers alone")
    if scale is Scale.ZSCORE:
        return np.asarray((given - given.mean(axis=0)) / given.std(axis=0))
    below = (given[:, None, :] > given[None, :, :]).sum(axis=1)
    equal = (given[:, None, :] == given[None, :, :]).sum(axis=1)
    return np.asarray((below + (equal - 1) / 2) / (len(given) - 1))


def distances(points: ArrayLike, own: int, weights: ArrayLike | None = None) -> Floats:
    """Weighted Euclidean distance [N] of each of ``points`` [N, K] from the one at ``own``.

    ``weights`` [K] are not negative, not all 0, and are scaled to a mean of 1, so that the distance is in the
    units of ``points`` whatever their sum; to 12 decimals, lest the order in which a machine adds decides
    between equally near ones (ranks often are). ValueError otherwise.
    """
    given = np.asarray(points, np.float64)
    away = (given - given[own]) ** 2 * _weights(weights, given.shape[1])
    return np.asarray(np.round(np.sqrt(away.sum(axis=1)), 12))


def nearest(points: ArrayLike, own: int, count: int, weights: ArrayLike | None = None) -> Places:
    """The places of the ``count`` points nearest to the one at ``own``, nearest first, itself left out.

    Equally near ones come in their order. ValueError for a count that is not 1 to N - 1.
    """
    away = distances(points, own, weights)
    if not 1 <= count < away.size:
        raise ValueError(f"{count} of {away.size - 1} others")
    order = np.argsort(away, kind="stable")
    return np.asarray(order[order != own][:count])


def groups(points: ArrayLike, count: int, weights: ArrayLike | None = None) -> Places:
    """The group, from 0, of each of ``points`` [N, K]: Ward's hierarchy cut into ``count`` groups.

    Deterministic; groups are numbered in the order of their first members. ValueError for a count that is not
    2 to N. Source: Ward (1963), JASA 58:236-244; scipy.cluster.hierarchy.
    """
    from scipy.cluster.hierarchy import fcluster, linkage

    given = np.asarray(points, np.float64)
    if not 2 <= count <= len(given):
        raise ValueError(f"{count} groups of {len(given)}")
    scaled = given * np.sqrt(_weights(weights, given.shape[1]))
    found = fcluster(linkage(scaled, method="ward"), count, criterion="maxclust")
    _, first, number = np.unique(found, return_index=True, return_inverse=True)
    return np.asarray(np.argsort(np.argsort(first))[number], np.int64)


def silhouette(points: ArrayLike, member: ArrayLike, weights: ArrayLike | None = None) -> Floats:
    """How well each of N points lies in its group, -1 to 1; 0 for one that is alone in its group.

    Source: Rousseeuw (1987), Journal of Computational and Applied Mathematics 20:53-65.
    """
    given, own = np.asarray(points, np.float64), np.asarray(member)
    scaled = given * np.sqrt(_weights(weights, given.shape[1]))
    apart = np.sqrt(((scaled[:, None, :] - scaled[None, :, :]) ** 2).sum(axis=2))
    kinds = np.unique(own)
    mean = np.array([[row[own == kind].sum() for kind in kinds] for row in apart])
    sizes = np.array([(own == kind).sum() for kind in kinds])
    at = np.searchsorted(kinds, own)
    rows = np.arange(len(own))
    inside = mean[rows, at] / np.maximum(sizes[at] - 1, 1)
    others = mean / sizes
    others[rows, at] = np.inf
    outside = others.min(axis=1)
    told = (outside - inside) / np.maximum(np.maximum(inside, outside), 1e-300)
    return np.where(sizes[at] == 1, 0.0, told)


@dataclass(frozen=True, eq=False)
class Stability:
    """How often each of N units is chosen, of the replicates: shares of 1, [N]; the unit itself is 1."""

    chosen: Floats
    replicates: int


def stability(
    versions: Sequence[ArrayLike],
    own: int,
    count: int,
    *,
    grouped: bool = False,
    scale: Scale = Scale.ZSCORE,
    weights: ArrayLike | None = None,
    noise: float = 0.1,
    replicates: int = 200,
    seed: int = 1,
) -> Stability:
    """How often each unit is chosen beside ``own`` when figures, their weights and their dates could have
    been others.

    A replicate takes one of ``versions`` (matrices [N, K] of the same units and figures at other dates) by
    lot, draws the K figures anew with replacement (one drawn twice weighs twice), and adds noise of ``noise``
    standard deviations to each standardised figure. Chosen are the ``count`` nearest, or with ``grouped``
    those in the same of ``count`` groups. Seeded, so that the same call gives the same answer.

    Source: the bootstrap, Efron (1979), Annals of Statistics 7:1-26; for groups Hennig (2007), Computational
    Statistics & Data Analysis 52:258-271.
    """
    given = [np.asarray(one, np.float64) for one in versions]
    rng = np.random.default_rng(seed)
    columns = given[0].shape[1]
    base = _weights(weights, columns)
    times = np.zeros(len(given[0]))
    for _ in range(replicates):
        points = standardise(given[rng.integers(len(given))], scale)
        drawn = rng.multinomial(columns, np.full(columns, 1 / columns))
        weight = base * drawn
        if not weight.any():
            weight = base
        points = points + noise * points.std(axis=0) * rng.normal(size=points.shape)
        if grouped:
            member = groups(points, count, weight)
            times += member == member[own]
        else:
            times[nearest(points, own, count, weight)] += 1
            times[own] += 1
    return Stability(times / replicates, replicates)


def _weights(weights: ArrayLike | None, columns: int) -> Floats:
    given = np.ones(columns) if weights is None else np.asarray(weights, np.float64)
    if given.shape != (columns,) or (given < 0).any() or not given.any() or not np.isfinite(given).all():
        raise ValueError(f"{columns} weights from 0 are needed, one of them above it")
    return np.asarray(given * columns / given.sum())
