"""How far a curve would differ, had its persons been drawn anew: variances by person, two ways.

By replicates of the Poisson bootstrap, or by the infinitesimal jackknife (stats/by_person.py). Both are of
the table as it was counted, week by week; what of them may be told is decided in `curve_facts`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pejling.indicators.measures import CENSORED, ENTERED, EXITS
from pejling.indicators.per_person import Records
from pejling.stats import poisson_bootstrap as bootstrap
from pejling.stats.by_person import by_person
from pejling.stats.risk import Floats
from pejling.stats.risk import records as records_of

Cell = NDArray[np.int64]
FEWEST = 2  # persons: of one nothing can be said


@dataclass(frozen=True, eq=False)
class Spread:
    """Variances by person of one line: ``survival`` [T], ``incidence`` [T, causes as they are told].

    ``mean`` gives that of the mean within so many weeks; ``median``: limits of the median, inf for none, and
    None where the method has none.
    """

    survival: Floats
    incidence: Floats
    mean: Callable[[int], float]
    median: tuple[float, float] | None


@dataclass(frozen=True, eq=False)
class Source:
    """What the spread of one line is made of: replicates [replicates, T, columns], or each person's records.

    ``cell``: the table as counted, [T, columns]; ``persons``: how many are in it; a record's cell is a flat
    position in it.
    """

    cell: Cell
    persons: int
    drawn: Cell | None = None
    records: Records | None = None

    def spread(self, told_as: Sequence[int], causes: int) -> Spread:
        """``told_as``: the told cause (0 to ``causes`` - 1) of each of the table's; -1 for one without exits.

        nan all over where there are too few persons to say anything.
        """
        if self.persons < FEWEST:
            unknown = np.full((len(self.cell), causes), np.nan)
            return Spread(unknown[:, 0], unknown, lambda _: float("nan"), None)
        if self.drawn is not None:
            return _of_replicates(self.drawn, told_as, causes)
        assert self.records is not None
        return _of_records(self.cell, self.records, told_as, causes)


def _of_replicates(drawn: Cell, told_as: Sequence[int], causes: int) -> Spread:
    exits = np.zeros((*drawn.shape[:2], causes))
    for column, told in enumerate(told_as):
        if told >= 0:
            exits[..., told] += drawn[..., EXITS + column]
    survival, incidence = bootstrap.curves(drawn[..., ENTERED], drawn[..., CENSORED], exits)
    return Spread(
        bootstrap.variance(survival),
        bootstrap.variance(incidence),
        lambda within: float(bootstrap.variance(survival[:, :within].sum(axis=1))),
        bootstrap.percentiles(bootstrap.quantiles(survival)),
    )


def _of_records(cell: Cell, records: Records, told_as: Sequence[int], causes: int) -> Spread:
    weeks, columns = cell.shape
    entry, leaving = _spells(records, columns)
    cause = np.array([-1 if n < EXITS else told_as[n - EXITS] for n in range(columns)]) + 1
    spells = records_of(leaving[:, 1], cause[leaving[:, 2]], entry[:, 1], causes=causes)
    found = by_person(spells, entry[:, 0])

    def whole(part: Floats) -> Floats:
        """To the table's end: nobody is followed further, so nothing changes."""
        return np.concatenate([part, np.repeat(part[-1:], weeks - len(part), axis=0)])

    def mean(within: int) -> float:
        known = by_person(spells, entry[:, 0], within).restricted_mean
        return float("nan") if known is None else known.variance

    return Spread(whole(found.survival_variance), whole(found.incidence_variance), mean, None)


def _spells(records: Records, columns: int) -> tuple[Cell, Cell]:
    """Entries [N, (who, week)] and what became of them [N, (who, week, column)], row by row of one person.

    Which entry goes with which end a table does not say, nor does it matter: a person weighs in the curve
    with all his spells at risk. The earliest entry is taken with the earliest end.
    """
    who = np.repeat(records.who, records.amount)
    week, column = np.divmod(np.repeat(records.cell, records.amount), columns)
    came, left = column == ENTERED, (column == CENSORED) | (column >= EXITS)
    entry = np.stack([who[came], week[came]], axis=1)
    leaving = np.stack([who[left], week[left], column[left]], axis=1)
    return (
        entry[np.lexsort((entry[:, 1], entry[:, 0]))],
        leaving[np.lexsort((leaving[:, 1], leaving[:, 0]))],
    )
