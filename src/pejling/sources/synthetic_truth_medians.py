"""Medians for truth.csv: of lengths, by counting up; of waits, by what is left week by week."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from pejling.sources.synthetic_courses import Whole
from pejling.sources.synthetic_parameters import Floats
from pejling.sources.synthetic_truth_grid import BINS

CLOSE = 1e-9  # a half that rounding has moved is still a half


def median_of_lengths(
    lengths: tuple[Whole, Whole, Whole, Whole, Whole],
    quarters: tuple[int, int],
    groups: int,
    to_areas: Floats,
) -> tuple[Floats, Whole]:
    """The least weeks that half of the spells do not exceed, and how many spells: both [groups, areas].

    ``lengths``: group, quarter, municipality, weeks and number; ``to_areas``: [municipalities, areas].
    """
    here = (lengths[1] >= quarters[0]) & (lengths[1] <= quarters[1])
    group, place, weeks, number = (lengths[at][here] for at in (0, 2, 3, 4))
    areas = to_areas.shape[1]
    spells = np.zeros(groups * areas * BINS, dtype=np.int64)
    for area in _areas_of_each(to_areas):
        cell = (group * areas + area[place]) * BINS + weeks
        spells += np.bincount(cell, number, len(spells)).astype(np.int64)
    so_far = spells.reshape(groups, areas, BINS).cumsum(axis=2)
    behind = so_far[:, :, -1]
    first = (2 * so_far >= behind[:, :, None]).argmax(axis=2)
    return np.where((behind > 0) & (first < BINS - 1), first, np.nan), behind


def _areas_of_each(to_areas: Floats) -> Iterator[Whole]:
    """Of each municipality the first area that it belongs to, then the second, and so on."""
    belongs = to_areas > 0
    for number in range(int(belongs.sum(axis=1).max())):
        yield (belongs & (belongs.cumsum(axis=1) == number + 1)).argmax(axis=1)


def median_of_waits(ends: Whole, unknown: Whole) -> Floats:
    """The weeks after which no more than half still wait, by area: NaN where more do as far as is known.

    ``ends`` and ``unknown``: [weeks, areas], waits by the weeks at which they end, or are followed no more.
    """
    found = np.full(ends.shape[1], np.nan)
    at_risk = (ends + unknown).sum(axis=0).astype(np.float64)
    waiting = np.ones(ends.shape[1])
    for week, (over, lost) in enumerate(zip(ends, unknown, strict=True)):
        waiting *= 1 - np.divide(over, at_risk, out=np.zeros(len(at_risk)), where=at_risk > 0)
        found[np.isnan(found) & (waiting <= 0.5 + CLOSE)] = week
        at_risk -= over + lost
    return found
