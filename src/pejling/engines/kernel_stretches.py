"""The asked periods, each once, dealt out to grids in which they do not overlap."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pejling.spells.panel import Window
from pejling.terms.day import number_of
from pejling.terms.period import Period

SPAN_FIRST, SPAN_LAST, SPAN_DAY = range(3)


@dataclass(frozen=True)
class Stretches:
    """Stretches of weeks, numbered grid by grid, in order of time within each.

    ``spans``: int64 [stretches, 3], the first week, the last week, and the period's last day since 1970.
    ``not_over`` and ``begun``: int32 [grids, weeks of the file], the first stretch of the grid whose end is
    not before the week, and the last one whose beginning is not after it. ``of_period``: the stretch of each
    asked period.
    """

    spans: NDArray[np.int64]
    not_over: NDArray[np.int32]
    begun: NDArray[np.int32]
    of_period: NDArray[np.intp]

    @classmethod
    def of(cls, periods: tuple[Period, ...], window: Window) -> Stretches:
        given = [(p.first_week.index, p.last_week.index, number_of(p.last_day)) for p in periods]
        grids: list[list[tuple[int, int, int]]] = []
        for span in sorted(set(given)):
            free = next((grid for grid in grids if grid[-1][SPAN_LAST] < span[SPAN_FIRST]), None)
            if free is None:
                grids.append([span])
            else:
                free.append(span)
        numbered = [span for grid in grids for span in grid]
        weeks = np.arange(window.first, window.last + 1)
        not_over = np.zeros((len(grids), len(weeks)), dtype=np.int32)
        begun = np.zeros((len(grids), len(weeks)), dtype=np.int32)
        offset = 0
        for row, grid in enumerate(grids):
            firsts, lasts, _ = np.array(grid, dtype=np.int64).T
            not_over[row] = offset + np.searchsorted(lasts, weeks, side="left")
            begun[row] = offset + np.searchsorted(firsts, weeks, side="right") - 1
            offset += len(grid)
        return cls(
            spans=np.array(numbered, dtype=np.int64).reshape(-1, 3),
            not_over=not_over,
            begun=begun,
            of_period=np.array([numbered.index(span) for span in given], dtype=np.intp),
        )

    def __len__(self) -> int:
        return len(self.spans)
