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


@dataclass(frozen=True)
class Replicates:
    """Counts by shape: as they are, [group, place, period, *axes(shape)], and in each replicate, with the
    replicates first; and how many ``persons`` stand behind each [group, place, period]. All int64."""

    plain: Mapping[PersonShape, Int64s]
    drawn: Mapping[PersonShape, Int64s]
    persons: Mapping[PersonShape, Int64s]


def replicated(
    found: Iterable[Added],
    ask: Ask,
    places: Places,
    replicates: int = REPLICATES,
    seed: int = SEED,
) -> Replicates:
    """The counts of each replicate. They are sums over persons: add those of different persons up, wherever
    each was counted. ValueError for persons who were read without their keys: all would have one weight."""
    axes_of = {shape: cells_of(ask, places, shape) for shape in ask.shapes}
    plain = {shape: np.zeros(prod(cells), np.int64) for shape, cells in axes_of.items()}
    drawn = {shape: np.zeros((replicates, prod(cells)), np.int64) for shape, cells in axes_of.items()}
    persons = {shape: np.zeros(prod(cells[:3]), np.int64) for shape, cells in axes_of.items()}
    for some in found:
        here = np.unique(np.concatenate([one.who for one in some.records.values()]))
        if not here.size:
            continue
        if len(some.key) > 1 and not some.key.any():
            raise ValueError("the persons were read without their keys: their weights would all be the same")
        weight = weights(some.key[here], replicates, seed)
        for shape, one in some.records.items():
            touched, cell = np.unique(one.cell, return_inverse=True)
            who, size = np.searchsorted(here, one.who), max(prod(axes(shape)), 1)
            drawn[shape][:, touched] += sums(weight, who, cell, one.amount, len(touched))
            np.add.at(plain[shape], one.cell, one.amount)
            theirs = np.unique(np.stack([one.who, one.cell // size]), axis=1)[1]
            persons[shape] += np.bincount(theirs, minlength=len(persons[shape]))
    return Replicates(
        {shape: flat.reshape(axes_of[shape]) for shape, flat in plain.items()},
        {shape: flat.reshape(replicates, *axes_of[shape]) for shape, flat in drawn.items()},
        {shape: flat.reshape(axes_of[shape][:3]) for shape, flat in persons.items()},
    )
