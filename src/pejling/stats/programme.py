"""Linear programmes with rows in limits: the least of a cost, and how far numbers can go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from pejling.stats.highs import Floats, Limits, Model

WHOLE = 1e-6
SAME = 1e-9  # of a cost: no more than that dearer is as cheap
FAR = 1e8  # stands for no upper limit: a number that comes this far is not bounded


@dataclass
class Programme:
    """Numbers x from ``low`` to ``high``, and rows ``row_low <= sum(coefficient * x) <= row_high``.

    Built up by ``number`` and ``row``; any unit. ``cost``: what one more of each number costs. ``low`` and
    ``high`` are not looked at again after the first question.
    """

    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    cost: list[float] = field(default_factory=list)
    row_low: list[float] = field(default_factory=list)
    row_high: list[float] = field(default_factory=list)
    _row: list[int] = field(default_factory=list)
    _number: list[int] = field(default_factory=list)
    _coefficient: list[float] = field(default_factory=list)
    _model: Model | None = field(default=None, init=False, repr=False)

    def number(self, low: float = 0.0, high: float = FAR, cost: float = 0.0) -> int:
        """One more number; its position. Any unit. Source: a variable of a linear programme."""
        self._model = None
        self.low.append(low)
        self.high.append(min(high, FAR))
        self.cost.append(cost)
        return len(self.low) - 1

    def row(self, terms: Sequence[tuple[int, float]], low: float, high: float) -> int:
        """One more row, of (position, coefficient); infinite limits are none. Its position.

        Source: a two-sided constraint, as scipy.optimize.LinearConstraint has them.
        """
        self._model = None
        at = len(self.row_low)
        self.row_low.append(low)
        self.row_high.append(high)
        for number, coefficient in terms:
            self._row.append(at)
            self._number.append(number)
            self._coefficient.append(coefficient)
        return at

    def least(
        self, cost: Floats | None = None, integers: bool = False, onwards: bool = False
    ) -> Floats | None:
        """Numbers [N] of the least cost (``cost`` [N] in place of the own), or None where none fit.

        ``integers``: whole numbers only. ``onwards``: from the last answer on; which of several equally cheap
        ones is found then depends on it. Source: HiGHS, Huangfu and Hall (2018), Mathematical Programming
        Computation 10.
        """
        if not self.low:
            return np.zeros(0)  # nothing asked
        if self._model is None:
            self._model = Model(self._limits())
        own = np.array(self.cost) if cost is None else cost
        solution = self._model.least(own, onwards)
        return self._in_whole_numbers(solution, own) if integers and solution is not None else solution

    def _limits(self) -> Limits:
        from scipy.sparse import csc_array

        shape = (len(self.row_low), len(self.low))
        rows = csc_array((self._coefficient, (self._row, self._number)), shape=shape)
        low, high, row_low, row_high = map(np.array, (self.low, self.high, self.row_low, self.row_high))
        return Limits(low, high, rows, row_low, row_high)

    def _in_whole_numbers(self, solution: Floats, cost: Floats) -> Floats | None:
        """``solution`` with whole numbers; blocks that share no row are solved one by one where need be.

        Together they would be one search, whose branches multiply.
        """
        from scipy.sparse import csr_array
        from scipy.sparse.csgraph import connected_components

        broken = np.abs(solution - np.rint(solution)) > WHOLE
        if not broken.any():
            return solution
        numbers, rows = len(solution), len(self.row_low)
        both = numbers + rows
        ends = np.array(self._number, dtype=np.int64), np.array(self._row, dtype=np.int64)
        tied = csr_array((np.ones(len(ends[0])), (ends[0], numbers + ends[1])), shape=(both, both))
        block = connected_components(tied, directed=False)[1]
        limits = self._limits()
        for each in np.unique(block[:numbers][broken]):
            some, its = np.flatnonzero(block[:numbers] == each), np.flatnonzero(block[numbers:] == each)
            found = _whole(limits.some(some, its), cost[some], solution[some])
            if found is None:
                return None
            solution[some] = found
        return solution

    def reach(self, at: Sequence[int], integers: bool = False) -> tuple[float, float] | None:
        """The least and the most that the sum of the numbers ``at`` can be; None where nothing fits.

        The sum of numbers of programmes that share no row: each comes as far as it can by itself. In their
        own unit. Source: Fischetti and Salazar (2000), Journal of the American Statistical Association 95,
        the attacker's two problems.
        """
        cost = np.zeros(len(self.low))
        cost[list(at)] = 1.0
        lowest, highest = self.least(cost, integers), self.least(-cost, integers, onwards=True)
        if lowest is None or highest is None:
            return None
        return float(lowest[list(at)].sum()), float(highest[list(at)].sum())


def _whole(limits: Limits, cost: Floats, solution: Floats) -> Floats | None:
    """Whole numbers of the least cost; ``solution``: numbers of the least cost, parts of them too.

    Most often some are as cheap, and move no costly number that stands still in ``solution``: the search
    among these is short, and nothing can be cheaper.
    """
    still = (cost > 0) & (solution < WHOLE) & (limits.low <= 0)
    found = Model(limits.below(np.where(still, 0.0, limits.high)), whole=True).least(cost)
    least = float(cost @ solution)
    if found is not None and float(cost @ found) <= least + SAME * max(abs(least), 1.0):
        return found
    return Model(limits, whole=True).least(cost)
