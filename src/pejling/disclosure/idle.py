"""Which groups and periods say nothing of the others: how labels add up, whatever is counted.

A year of which only the quarters are known says nothing of them, its halves or not. A quarter that stands
between its months and a year does, where its months are not all there for the year.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from math import inf

import numpy as np
from numpy.typing import NDArray

from pejling.stats.highs import Floats
from pejling.stats.programme import Programme

NEAR = 1e-6
Said = tuple[tuple[tuple[int, float], ...], bool]  # a sum of labels, by position; whether it is 0, or from 0


@cache
def idle(said: tuple[Said, ...], known: int, labels: int) -> tuple[int, ...]:
    """Which of the labels from the position ``known`` on can go, one by one, the last of them first.

    One can go where all that follows through it follows from what is said of the others.
    """
    rows = np.zeros((len(said), labels))
    for row, (terms, _) in zip(rows, said, strict=True):
        row[[at for at, _ in terms]] = [c for _, c in terms]
    exact = np.array([whole for _, whole in said], dtype=np.bool_)
    gone = []
    for label in range(labels - 1, known - 1, -1):
        its = rows[:, label] != 0
        if _all_follow(_beyond(rows[its], exact[its], label), rows[~its], exact[~its]):
            gone.append(label)
            rows, exact = rows[~its], exact[~its]
    return tuple(gone)


def _beyond(rows: Floats, exact: NDArray[np.bool_], label: int) -> list[Floats]:
    """What ``rows``, which hold the label, say of the others: sums from 0. The label is from 0 itself."""
    itself = np.zeros(rows.shape[1])
    itself[label] = 1.0
    least = [*rows, *-rows[exact], itself]
    if exact.any():
        pivot = rows[exact][0] / rows[exact][0][label]
        return [row - row[label] * pivot for row in least]
    up, down = ([row / abs(row[label]) for row in least if sign * row[label] > 0] for sign in (1, -1))
    return [one + other for one in up for other in down]


def _all_follow(found: Sequence[Floats], rows: Floats, exact: NDArray[np.bool_]) -> bool:
    """Whether each of ``found`` is from 0 wherever ``rows`` are, and every number is."""
    new = [row for row in found if (row < -NEAR).any()]
    if not new:
        return True
    programme = Programme()
    for _ in range(rows.shape[1]):
        programme.number(0.0, 1.0)
    for row, whole in zip(rows, exact, strict=True):
        programme.row([(int(at), row[at]) for at in np.flatnonzero(row)], 0.0, 0.0 if whole else inf)
    for row in new:
        solution = programme.least(row, onwards=True)
        if solution is None or row @ solution < -NEAR:
            return False
    return True
