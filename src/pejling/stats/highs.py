"""HiGHS, as scipy brings it, with a model that stays from one question to the next.

scipy's own functions (milp, linprog) make each model anew and look at every number of the answer in Python,
which takes longer than solving: programmes of some hundred rows are asked a thousand times. A question that
is not asked ``onwards`` has the answer that they give.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Limits:
    """Numbers from ``low`` to ``high`` [N], and ``row_low <= rows @ numbers <= row_high`` [R]. Any unit.

    ``rows``: a scipy.sparse.csc_array [R, N].
    """

    low: Floats
    high: Floats
    rows: Any
    row_low: Floats
    row_high: Floats

    def some(self, numbers: NDArray[np.int64], rows: NDArray[np.int64]) -> Limits:
        """Those of some numbers and rows, by position. Any unit. Source: none, a choice of columns."""
        its = self.rows[rows][:, numbers].tocsc()
        return Limits(self.low[numbers], self.high[numbers], its, self.row_low[rows], self.row_high[rows])

    def below(self, high: Floats) -> Limits:
        """The same with other upper limits [N]. Any unit. Source: none."""
        return replace(self, high=high)


class Model:
    """Limits that questions are asked about. ``whole``: in whole numbers.

    ValueError: a coefficient that is no number, or beyond what HiGHS takes (1e15).
    Source: HiGHS, Huangfu and Hall (2018), Mathematical Programming Computation 10.
    """

    def __init__(self, limits: Limits, whole: bool = False) -> None:
        # not public in scipy, of which pyproject.toml admits patch releases only
        from scipy.optimize._highspy import _core

        lp = _core.HighsLp()
        lp.num_row_, lp.num_col_ = lp.a_matrix_.num_row_, lp.a_matrix_.num_col_ = limits.rows.shape
        lp.col_cost_ = np.zeros(len(limits.low))
        lp.col_lower_, lp.col_upper_ = limits.low, limits.high
        lp.row_lower_, lp.row_upper_ = limits.row_low, limits.row_high
        rows = limits.rows
        lp.a_matrix_.format_ = _core.MatrixFormat.kColwise
        lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = rows.indptr, rows.indices, rows.data
        if whole:
            lp.integrality_ = [_core.HighsVarType.kInteger] * len(limits.low)
        self._solver = _core._Highs()
        self._solver.setOptionValue("output_flag", False)
        self._solver.setOptionValue("mip_rel_gap", 0.0)
        taken = np.isfinite(rows.data).all() and self._solver.passModel(lp) != _core.HighsStatus.kError
        if not taken:
            raise ValueError("HiGHS does not take the model")  # it would answer for an empty one
        self._at = np.arange(len(limits.low), dtype=np.int32)
        self._solved = _core.HighsModelStatus.kOptimal

    def least(self, cost: Floats, onwards: bool = False) -> Floats | None:
        """Numbers [N] of the least ``cost`` [N], or None where none fit.

        ``onwards``: the search starts where the last one ended, which is quick; of several answers that cost
        the same it may give another one. Any unit. Source: that of `Model`.
        """
        self._solver.changeColsCost(len(cost), self._at, cost)
        if onwards:
            self._solver.run()
        if not onwards or self._solver.getModelStatus() != self._solved:
            self._solver.clearSolver()
            self._solver.run()
        if self._solver.getModelStatus() != self._solved:
            return None
        return np.array(self._solver.getSolution().col_value)
