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
    READ_UINT8_2D,
    READ_UINT64,
    UINT8,
    UINT64,
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


@compiled(UINT64, *SPELLS_AND_RUNS, FLAG, INT, READ_UINT64)
def near(
    spells: NDArray[np.int32],
    person: NDArray[np.int32],
    first: NDArray[np.int16],
    last: NDArray[np.int16],
    code: NDArray[np.int16],
    before: bool,
    within: int,
    sets: NDArray[np.uint64],
) -> NDArray[np.uint64]:
    """The sets of states, a bit each, that any of the ``within`` weeks before a spell or after it is in.

    ``sets``: those of each code, and last of all of weeks that do not lie within the data.
    """
    found = np.zeros(len(spells), dtype=np.uint64)
    outside = sets[NOT_IN_DATA + CODES]
    step = -1 if before else 1
    for row in range(len(spells)):
        whose = spells[row, PERSON]
        run = int(spells[row, FIRST_RUN if before else LAST_RUN]) + step
        # the next week to be looked at, and the last one
        week = int(spells[row, FIRST if before else LAST]) + step
        end = week + step * (within - 1)
        while (end - week) * step >= 0:
            if run < 0 or run >= len(person) or person[run] != whose:
                found[row] |= outside
                break
            nearest = int(last[run]) if before else int(first[run])
            if (nearest - week) * step > 0:
                found[row] |= outside
            if (end - nearest) * step >= 0:
                found[row] |= sets[int(code[run]) + CODES]
            week = (int(first[run]) if before else int(last[run])) + step
            run += step
    return found


@compiled(UINT64, *SPELLS_AND_RUNS, INT, READ_UINT64)
def clear(
    spells: NDArray[np.int32],
    person: NDArray[np.int32],
    first: NDArray[np.int16],
    last: NDArray[np.int16],
    code: NDArray[np.int16],
    weeks: int,
    sets: NDArray[np.uint64],
) -> NDArray[np.uint64]:
    """The sets of states that all of the ``weeks`` after a spell's last are in, each within the data."""
    found = np.zeros(len(spells), dtype=np.uint64)
    for row in range(len(spells)):
        week = int(spells[row, LAST]) + 1
        end = week + weeks - 1
        run = int(spells[row, LAST_RUN]) + 1
        seen = ~found[row]
        while week <= end:
            if run >= len(person) or person[run] != spells[row, PERSON] or first[run] != week:
                seen = found[row]
                break
            seen &= sets[int(code[run]) + CODES]
            week = int(last[run]) + 1
            run += 1
        found[row] = seen
    return found


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
