"""From sums by place and cell to cubes by area and period."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from pejling.engines.kernel_compile import (
    INT,
    INT32_3D,
    INT64_2D,
    INT64_3D,
    NOTHING,
    READ_INT64,
    READ_INT64_2D,
    compiled,
    compiled_for,
)

Int64s = NDArray[np.int64]


def totals_by_area(sums: NDArray[np.integer], areas: NDArray[np.int32], area_count: int) -> Int64s:
    """Running totals int64 [kind, area, cell + 1] of ``sums`` [place, cell, kind]: those of cells before.

    ``areas``: [places, levels], the areas that a place counts in, -1 for none.
    """
    order = np.argsort(areas, axis=None, kind="stable")
    used = np.flatnonzero(sums.any(axis=(1, 2)))  # places with nothing need no look
    order = order[np.isin(order // areas.shape[1], used)]
    bounds = np.searchsorted(areas.ravel()[order], np.arange(area_count + 1))
    totals = np.zeros((sums.shape[2], area_count, sums.shape[1] + 1), dtype=np.int64)
    _add_totals(sums, order // areas.shape[1], bounds, totals)
    return totals


@compiled_for(
    NOTHING(INT32_3D, READ_INT64, READ_INT64, INT64_3D),
    NOTHING(INT64_3D, READ_INT64, READ_INT64, INT64_3D),
)
def _add_totals(
    sums: NDArray[Any], places: NDArray[np.int64], bounds: NDArray[np.int64], totals: Int64s
) -> None:
    """An area's places are places[bounds[area] : bounds[area + 1]]."""
    of_area = np.empty(sums.shape[1:], dtype=np.int64)
    for area in range(totals.shape[1]):
        if bounds[area] == bounds[area + 1]:
            continue
        of_area[:] = 0
        for number in range(bounds[area], bounds[area + 1]):
            for cell in range(sums.shape[1]):
                for kind in range(sums.shape[2]):
                    of_area[cell, kind] += sums[places[number], cell, kind]
        for kind in range(sums.shape[2]):
            total = 0
            for cell in range(sums.shape[1]):
                total += of_area[cell, kind]
                totals[kind, area, cell + 1] = total


@compiled(NOTHING, INT64_3D, READ_INT64, READ_INT64, READ_INT64, INT64_2D)
def sum_periods(
    totals: Int64s, kinds: NDArray[np.int64], begin: NDArray[np.int64], end: NDArray[np.int64], out: Int64s
) -> None:
    """What ``kinds`` have together from cell ``begin`` to ``end`` - 1 of each period: [area, period]."""
    line = np.zeros(totals.shape[2], dtype=np.int64)
    for area in range(out.shape[0]):
        line[:] = 0
        for kind in kinds:
            for cell in range(len(line)):
                line[cell] += totals[kind, area, cell]
        for period in range(len(begin)):
            out[area, period] = line[end[period]] - line[begin[period]]


@compiled(NOTHING, INT64_3D, INT, READ_INT64_2D, INT64_2D)
def add_pairs(totals: Int64s, apart: int, cells_of_periods: NDArray[np.int64], out: Int64s) -> None:
    """The sums of pairs of cells that a period holds both of; totals [kind] are of pairs so many cells apart.

    Pairs less than ``apart`` cells apart are none. ``cells_of_periods``: the first cell, one after the last.
    """
    for area in range(out.shape[0]):
        for period in range(out.shape[1]):
            begin, end = cells_of_periods[period, 0], cells_of_periods[period, 1]
            for kind in range(apart, min(end - begin, totals.shape[0])):
                out[area, period] += totals[kind, area, end - kind] - totals[kind, area, begin]
