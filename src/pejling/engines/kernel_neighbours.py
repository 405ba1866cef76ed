"""What stands next to a spell, or some weeks after it: looked up in the runs around it, compiled."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pejling.engines.kernel_compile import (
    BOOL,
    FLAG,
    INT,
    NOTHING,
    READ_INT16,
    READ_INT32,
    READ_INT32_2D,
    READ_UINT8,
    READ_UINT8_2D,
    UINT8,
    compiled,
)
from pejling.engines.kernel_spells import CODES, FIRST, FIRST_RUN, LAST, LAST_RUN, NOT_IN_DATA, PERSON, STATE

SPELLS_AND_RUNS = (READ_INT32_2D, READ_INT32, READ_INT16, READ_INT16, READ_INT16)


@compiled(NOTHING, *SPELLS_AND_RUNS, FLAG, INT, READ_UINT8_2D, UINT8)
def outcomes_after(
    spells: NDArray[np.int32],
    person: NDArray[np.int32],
    first: NDArray[np.int16],
    last: NDArray[np.int16],
    code: NDArray[np.int16],
    from_start: bool,
    weeks: int,
    outcomes: NDArray[np.uint8],
    out: NDArray[np.uint8],
) -> None:
    """What each spell's person has become ``weeks`` after its first or last week, 0 where without data.

    ``outcomes``: [states, codes], or [1, codes] where the spell's state makes no difference.
    """
    for row in range(len(spells)):
        run = int(spells[row, FIRST_RUN if from_start else LAST_RUN])
        week = int(spells[row, FIRST if from_start else LAST]) + weeks
        whose = spells[row, PERSON]
        while run < len(person) and person[run] == whose and last[run] < week:
            run += 1
        out[row] = 0
        if run < len(person) and person[run] == whose and first[run] <= week:
            state = int(spells[row, STATE]) if len(outcomes) > 1 else 0
            out[row] = outcomes[state, int(code[run]) + CODES]


@compiled(NOTHING, *SPELLS_AND_RUNS, FLAG, INT, READ_UINT8, BOOL)
def near(
    spells: NDArray[np.int32],
    person: NDArray[np.int32],
    first: NDArray[np.int16],
    last: NDArray[np.int16],
    code: NDArray[np.int16],
    before: bool,
    within: int,
    wanted: NDArray[np.uint8],
    out: NDArray[np.bool_],
) -> None:
    """Whether any of the ``within`` weeks before a spell's first, or after its last, is ``wanted``.

    ``wanted``: by code, and last of all for weeks that do not lie within the data.
    """
    outside = wanted[NOT_IN_DATA + CODES] != 0
    for row in range(len(spells)):
        whose = spells[row, PERSON]
        found = False
        step = -1 if before else 1
        run = int(spells[row, FIRST_RUN if before else LAST_RUN])
        # the weeks next to those looked at so far; the spell's own run ends where they begin
        edge = int(spells[row, FIRST if before else LAST]) + step
        end = edge + step * (within - 1)
        run += step
        while not found and (end - edge) * step >= 0:
            inside = 0 <= run < len(person) and person[run] == whose
            if not inside:
                found = outside
                break
            nearest = int(last[run]) if before else int(first[run])
            if (nearest - edge) * step > 0:
                found = outside
            if (end - nearest) * step >= 0 and wanted[int(code[run]) + CODES] != 0:
                found = True
            edge = (int(first[run]) if before else int(last[run])) + step
            run += step
        out[row] = found


@compiled(NOTHING, *SPELLS_AND_RUNS, INT, READ_UINT8, BOOL)
def clear(
    spells: NDArray[np.int32],
    person: NDArray[np.int32],
    first: NDArray[np.int16],
    last: NDArray[np.int16],
    code: NDArray[np.int16],
    weeks: int,
    wanted: NDArray[np.uint8],
    out: NDArray[np.bool_],
) -> None:
    """Whether every one of the ``weeks`` after a spell's last lies within the data and is ``wanted``."""
    for row in range(len(spells)):
        week = int(spells[row, LAST]) + 1
        end = week + weeks - 1
        run = int(spells[row, LAST_RUN]) + 1
        while (
            week <= end
            and run < len(person)
            and person[run] == spells[row, PERSON]
            and first[run] == week
            and wanted[int(code[run]) + CODES] != 0
        ):
            week = int(last[run]) + 1
            run += 1
        out[row] = week > end


@compiled(BOOL, READ_INT32, READ_INT32, READ_INT32, READ_INT16, READ_INT16)
def weeks_in(
    person: NDArray[np.int32],
    week: NDArray[np.int32],
    bounds: NDArray[np.int32],
    first: NDArray[np.int16],
    last: NDArray[np.int16],
) -> NDArray[np.bool_]:
    """Whether each week lies in one of its person's stretches, rows bounds[p] to bounds[p + 1]."""
    found = np.zeros(len(person), dtype=np.bool_)
    for row in range(len(person)):
        for other in range(bounds[person[row]], bounds[person[row] + 1]):
            if first[other] <= week[row] <= last[other]:
                found[row] = True
                break
    return found
