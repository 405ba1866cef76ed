"""Spells as events, compiled: each is looked up once in every group of its own, by the cell of its week.

All counts of spells started or completed are then sums over these places: ``at`` is the place in an array
of [group, place, cell], and each shape or outcome is one more column of it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pejling.engines.kernel_compile import (
    FLAG,
    INT,
    INT32,
    INT32_2D,
    INT64_2D,
    NOTHING,
    READ_BOOL,
    READ_INT16,
    READ_INT32,
    READ_INT32_2D,
    READ_UINT8,
    compiled,
)
from pejling.engines.kernel_spells import FIRST, FIRST_RUN, LAST, LAST_RUN, PERSON, STATE
from pejling.terms.day import number_of
from pejling.terms.week import EPOCH

MONDAY_OF_WEEK_0 = number_of(EPOCH)
FIRST_CODE, LAST_CODE, AGE = range(3)  # the columns of kernel_members.Members.groups


@compiled(
    INT,
    *(READ_INT32_2D, READ_BOOL, FLAG, INT, READ_INT16, READ_INT16, READ_INT32, READ_INT32_2D),
    *(READ_INT32_2D, READ_INT32_2D, READ_INT32, INT, INT, INT, INT32, INT32),
)
def place_spells(
    spells: NDArray[np.int32],
    counted: NDArray[np.bool_],
    starts: bool,
    monday: int,
    code: NDArray[np.int16],
    place: NDArray[np.int16],
    bounds: NDArray[np.int32],
    groups: NDArray[np.int32],
    ages_from: NDArray[np.int32],
    ages_until: NDArray[np.int32],
    cells: NDArray[np.int32],
    opening: int,
    places: int,
    cell_count: int,
    row_out: NDArray[np.int32],
    at_out: NDArray[np.int32],
) -> int:
    """The ``counted`` spells where they start, or where they end; returns how many rows were written.

    Age is that on the Monday of the first week, or the Sunday of the last; ``monday``: the day of week 0.
    """
    count = 0
    for row in range(len(spells)):
        if not counted[row]:
            continue
        run = spells[row, FIRST_RUN if starts else LAST_RUN]
        week = int(spells[row, FIRST if starts else LAST])
        day = monday + 7 * week + (0 if starts else 6)
        state = spells[row, STATE]
        whose = spells[row, PERSON]
        for group in range(bounds[state], bounds[state + 1]):
            if not groups[group, FIRST_CODE] <= code[run] <= groups[group, LAST_CODE]:
                continue
            age = groups[group, AGE]
            if age >= 0 and not ages_from[age, whose] <= day < ages_until[age, whose]:
                continue
            row_out[count] = row
            at_out[count] = (group * places + int(place[run])) * cell_count + int(cells[week - opening])
            count += 1
    return count


@compiled(NOTHING, INT32_2D, READ_INT32, READ_INT32, READ_UINT8)
def add_outcomes(
    sums: NDArray[np.int32],
    row: NDArray[np.int32],
    at: NDArray[np.int32],
    outcome: NDArray[np.uint8],
) -> None:
    """1 for each placed spell under its outcome, where it has one (``sums``: [at, outcomes from 1 on])."""
    for number in range(len(row)):
        found = int(outcome[row[number]])
        if found > 0:
            sums[at[number], found - 1] += 1


@compiled(NOTHING, INT64_2D, READ_INT32, READ_INT32, READ_INT32_2D)
def add_amounts(
    sums: NDArray[np.int64],
    row: NDArray[np.int32],
    at: NDArray[np.int32],
    amounts: NDArray[np.int32],
) -> None:
    """What each placed spell adds to each shape (``amounts``: [spells, shapes]; ``sums``: [at, shapes])."""
    for number in range(len(row)):
        for shape in range(amounts.shape[1]):
            amount = amounts[row[number], shape]
            if amount != 0:
                sums[at[number], shape] += amount
