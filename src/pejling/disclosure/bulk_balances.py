"""Stock and flow in tables too large to solve: what goes beside what is hidden, by the rule of ``coarse``.

A table of one indicator has none of it (docs/decisions/0012).
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pejling.disclosure.balances import ENDED, ends
from pejling.disclosure.cells import OWN, Cell, Side, cell_of, sides, weeks_of
from pejling.disclosure.coarse import room_beside
from pejling.disclosure.rows import NULL, Flags, Numbers, Rows
from pejling.indicators.measures import Running, Started

_WHATS = (Running(), Started(), *ENDED)


@dataclass
class Flows:
    """The rows that tell each cell above and below, its number, and the equations that the numbers fulfil."""

    above: dict[Cell, list[int]] = field(default_factory=dict)
    below: dict[Cell, list[int]] = field(default_factory=dict)
    number: dict[Cell, float] = field(default_factory=dict)
    equations: list[tuple[Cell, ...]] = field(default_factory=list)

    @classmethod
    def of(cls, table: pa.Table, rows: Rows) -> Flows:
        found = cls()
        ids = pc.unique(table["indicator"]).to_pylist()
        both = [(id, sides(id).above, sides(id).below) for id in ids]
        if len({side.what for _, *two in both for side in two if side and side.what in _WHATS}) < 3:
            return found
        for id, above, below in both:
            at = np.flatnonzero(np.asarray(pc.equal(table["indicator"], id)) & ~rows.published)
            found._add(table, at, above, rows.numerator, found.above)
            found._add(table, at, below, rows.denominator, found.below)
        for started in [cell for cell in found.number if cell.what == Started()]:
            for ended in ENDED:
                cells = (*ends(started), started, started._replace(what=ended))
                if all(cell in found.number for cell in cells):
                    now, before, came, went = (found.number[cell] for cell in cells)
                    if now - before - came + went == 0:
                        found.equations.append(cells)
        return found

    def _add(
        self, table: pa.Table, at: Numbers, side: Side | None, numbers: Numbers, told: dict[Cell, list[int]]
    ) -> None:
        if side is None or side.what not in _WHATS:
            return
        names = ("group", "area", "period", "breakdown")
        columns = (table[name].take(pa.array(at)).to_pylist() for name in names)
        for row, group, area, period, band in zip(at.tolist(), *columns, strict=True):
            if numbers[row] != NULL:
                cell = cell_of(side, OWN, group, area, period, band)
                told.setdefault(cell, []).append(row)
                self.number[cell] = numbers[row] / (side.factor * (weeks_of(period) if side.by_weeks else 1))

    def close(self, above: Flags, below: Flags, k: int) -> bool:
        """Hides, in ``above`` and ``below``, what goes beside what is hidden there; whether anything did."""
        hidden = {
            cell
            for told, flags in ((self.above, above), (self.below, below))
            for cell, rows in told.items()
            if flags[rows].any()
        }
        before = len(hidden)
        size = -1
        while size != (size := len(hidden)):
            for cells in self.equations:
                hidden |= room_beside(cells, hidden, self.number, k)
        for told, flags in ((self.above, above), (self.below, below)):
            for cell in hidden.intersection(told):
                flags[told[cell]] = True
        return len(hidden) > before
