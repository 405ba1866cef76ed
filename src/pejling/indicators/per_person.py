"""What each person adds to a few cells, and from that the counts of replicates (stats/poisson_bootstrap)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import prod

import numpy as np
from numpy.typing import NDArray

from pejling.indicators.counts import Ask
from pejling.indicators.measures import PersonShape, axes
from pejling.stats.poisson_bootstrap import REPLICATES, SEED, sums, weights

Int64s = NDArray[np.int64]
Places = tuple[tuple[int, ...], ...]  # each the positions, in `areas()`, whose sum is one place


@dataclass(frozen=True)
class Records:
    """Record n: person ``who[n]`` adds ``amount[n]`` to ``cell[n]``; all int64, of one shape.

    A cell is a flat position in [group, place, period, *axes(shape)], as Ask and the places say.
    """

    who: Int64s
    cell: Int64s
    amount: Int64s


@dataclass(frozen=True)
class Added:
    """What some persons, of whom nothing else is still to come, add. ``key``: uint8 [persons, 16]."""

    key: NDArray[np.uint8]
    records: Mapping[PersonShape, Records]


def cells_of(ask: Ask, places: Places, shape: PersonShape) -> tuple[int, ...]:
    """The axes that a cell of ``shape`` is a position in."""
    return (len(ask.groups), len(places), len(ask.periods), *axes(shape))


def replicated(
    found: Iterable[Added],
    ask: Ask,
    places: Places,
    replicates: int = REPLICATES,
    seed: int = SEED,
) -> dict[PersonShape, Int64s]:
    """The counts of each replicate: int64 [replicates, group, place, period, *axes(shape)] by shape.

    They are sums over persons: those of different persons are added, wherever each was counted.
    """
    total = {
        shape: np.zeros((replicates, prod(cells_of(ask, places, shape))), np.int64) for shape in ask.shapes
    }
    for some in found:
        here = np.unique(np.concatenate([one.who for one in some.records.values()]))
        if not here.size:
            continue
        weight = weights(some.key[here], replicates, seed)
        for shape, one in some.records.items():
            touched, cell = np.unique(one.cell, return_inverse=True)
            who = np.searchsorted(here, one.who)
            total[shape][:, touched] += sums(weight, who, cell, one.amount, len(touched))
    return {shape: flat.reshape(replicates, *cells_of(ask, places, shape)) for shape, flat in total.items()}
