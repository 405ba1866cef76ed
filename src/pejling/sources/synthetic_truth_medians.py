"""Medians for truth.csv: of lengths, by counting up; of waits, by what is left week by week."""

from __future__ import annotations

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
    group, quarter, place, weeks, number = lengths
    here = (quarter >= quarters[0]) & (quarter <= quarters[1])
    places, areas = to_areas.shape
    found = np.full((groups, areas), np.nan)
    behind = np.zeros((groups, areas), dtype=np.int64)
    for row in range(groups):
        own = here & (group == row)
        by_place = np.bincount(place[own] * BINS + weeks[own], number[own], places * BINS)
        spells = np.rint(to_areas.T @ by_place.reshape(places, BINS)).astype(np.int64)
        so_far = spells.cumsum(axis=1)
        behind[row] = so_far[:, -1]
        first = (2 * so_far >= so_far[:, -1:]).argmax(axis=1)
        found[row] = np.where((behind[row] > 0) & (first < BINS - 1), first, np.nan)
    return found, behind


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
