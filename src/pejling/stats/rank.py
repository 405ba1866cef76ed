"""Ranks that say how sure they are: from draws of levels, never from the figures' order alone.

Source: Goldstein & Spiegelhalter (1996), League tables and their limitations, Journal of the Royal
Statistical Society A 159:385-443; Laird & Louis (1989), Empirical Bayes ranking methods, Journal of
Educational Statistics 14:29-46.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pejling.stats.shrinkage import Levels

Floats = NDArray[np.float64]
Wholes = NDArray[np.int64]
FEWEST_FOR_QUARTERS = 4


@dataclass(frozen=True, eq=False)
class Ranks:
    """Ranks of n areas, 1 first; all arrays [n].

    ``expected`` is the mean rank; ``low`` and ``high`` the interval that holds the rank with the level asked
    for; ``first_quarter`` and ``last_quarter`` the probabilities (0..1) of being among the first and the last
    ``quarter`` areas; nan where there are fewer than four areas.
    """

    expected: Floats
    low: Wholes
    high: Wholes
    first_quarter: Floats
    last_quarter: Floats
    quarter: int


def ranks(levels: Levels, highest_first: bool, like: Sequence[object] = (), level: float = 0.95) -> Ranks:
    """The ranks of the areas of ``levels``; rank 1 is the highest level, or the lowest.

    Equal levels share their ranks by lot in each draw, so that areas which nothing tells apart have the
    expected rank (n + 1) / 2 each. Areas that are equal in ``like`` (left out: none) have the same
    distribution of ranks; their draws are taken together and they get the same answer. ValueError for
    another length of ``like``.
    """
    draws = -levels.draws if highest_first else levels.draws
    areas = draws.shape[0]
    if like and len(like) != areas:
        raise ValueError(f"{len(like)} kinds for {areas} areas")
    placed = _placed(draws)
    quarter = -(-areas // 4)
    expected, first, last = np.empty(areas), np.full(areas, np.nan), np.full(areas, np.nan)
    low, high = np.empty(areas, dtype=np.int64), np.empty(areas, dtype=np.int64)
    tail = (1 - level) / 2
    for same in _alike(like, areas):
        own = np.sort(placed[same], axis=None)
        expected[same] = own.mean()
        low[same] = own[max(int(np.ceil(tail * own.size)) - 1, 0)]
        high[same] = own[int(np.ceil((1 - tail) * own.size)) - 1]
        if areas >= FEWEST_FOR_QUARTERS:
            first[same] = np.mean(own <= quarter)
            last[same] = np.mean(own > areas - quarter)
    return Ranks(expected, low, high, first, last, quarter)


def _placed(draws: Floats) -> Wholes:
    """The rank of each area in each draw, ties by lot."""
    areas, size = draws.shape
    lots = np.random.Generator(np.random.Philox(key=areas)).random((areas, size))
    order = np.lexsort((lots, draws), axis=0)
    placed = np.empty((areas, size), dtype=np.int64)
    np.put_along_axis(placed, order, np.arange(1, areas + 1)[:, None], axis=0)
    return placed


def _alike(like: Sequence[object], areas: int) -> list[list[int]]:
    if not like:
        return [[at] for at in range(areas)]
    found: dict[object, list[int]] = {}
    for at, kind in enumerate(like):
        found.setdefault(kind, []).append(at)
    return list(found.values())
