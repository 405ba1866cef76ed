"""From runs to the spells of every state, compiled: one look at every run.

The gap rule is spells/joining.py's; property tests hold the two together.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pejling.engines.kernel_compile import (
    FLAG,
    INT,
    INT32_2D,
    READ_BOOL,
    READ_INT16,
    READ_INT16_2D,
    READ_INT32,
    compiled,
)
from pejling.terms.benefit import DEAD, EMIGRATED, UNKNOWN_ADDRESS

CODES = 1 << 15  # codes are int16: a table of all of them is entered at code + CODES
NOT_IN_DATA = 1 << 15  # no code: the week does not lie within the data

# The columns of a spell: whose, of which state, its first and last week, the last week it runs in, whether
# it is completed, its start known, the person's first ever; rows of its first and last run; its length.
PERSON, STATE, FIRST, LAST, UNTIL, COMPLETED, KNOWN, EVER, FIRST_RUN, LAST_RUN, LENGTH = range(11)
COLUMNS = 11


@compiled(
    INT,
    *(READ_INT32, READ_INT16, READ_INT16, READ_INT16, READ_INT16_2D, INT),
    *(READ_INT16, READ_INT32, READ_BOOL, INT, FLAG, INT32_2D),
)
def fill_spells(
    person: NDArray[np.int32],
    first: NDArray[np.int16],
    last: NDArray[np.int16],
    code: NDArray[np.int16],
    states: NDArray[np.int16],
    state_count: int,
    closes: NDArray[np.int16],
    clock: NDArray[np.int32],
    present: NDArray[np.bool_],
    opening: int,
    count_gaps: bool,
    out: NDArray[np.int32],
) -> int:
    """Write the spells of all states, a row each, and return how many.

    ``states``: int16 [codes, 2], the states a code belongs to, -1 for none. ``closes``, ``clock`` (with a
    leading 0) and ``present`` are by week since ``opening``, the file's first. A stretch is a row of
    weeks in which the person is observed; at its end every open spell is completed or censored.
    """
    rows = len(person)
    count = 0
    spells = np.zeros((state_count, COLUMNS), dtype=np.int32)
    is_open = np.zeros(state_count, dtype=np.bool_)
    seen = np.full(state_count, -1, dtype=np.int64)
    for row in range(rows + 1):
        beyond = row == rows
        other = beyond or row == 0 or person[row] != person[row - 1]
        adjacent = not other and first[row] == last[row - 1] + 1
        lost = beyond or code[row] == UNKNOWN_ADDRESS or code[row] == EMIGRATED or code[row] == DEAD
        for turn in range(state_count if (lost or not adjacent) and row > 0 else 2):
            # at the end of a stretch all states are looked at, else the two of the run's code
            ends = (lost or not adjacent) and row > 0
            state = turn if ends else (-1 if lost else states[int(code[row]) + CODES, turn])
            if state < 0 or not is_open[state]:
                continue
            end = last[row - 1] if ends else first[row] - 1
            closing = closes[spells[state, LAST] - opening]
            if not ends and first[row] <= closing:
                continue  # the benefit is back in time
            out_of_country = adjacent and lost and code[row] != UNKNOWN_ADDRESS
            completed = end >= closing or out_of_country
            spells[state, COMPLETED] = completed
            spells[state, UNTIL] = spells[state, LAST] if completed else end
            if count_gaps:
                spells[state, LENGTH] = (
                    clock[spells[state, LAST] + 1 - opening] - clock[spells[state, FIRST] - opening]
                )
            for column in range(COLUMNS):
                out[count, column] = spells[state, column]
            count += 1
            is_open[state] = False
        if lost:
            continue
        known = present[first[row] - 1 - opening] if first[row] > opening else False
        if adjacent and code[row - 1] == UNKNOWN_ADDRESS:
            known = False
        for turn in range(2):
            state = states[int(code[row]) + CODES, turn]
            if state < 0:
                continue
            if not is_open[state]:
                is_open[state] = True
                spells[state, PERSON] = person[row]
                spells[state, STATE] = state
                spells[state, FIRST] = first[row]
                spells[state, KNOWN] = known
                spells[state, EVER] = seen[state] != person[row]
                spells[state, FIRST_RUN] = row
                spells[state, LENGTH] = 0
                seen[state] = person[row]
            spells[state, LAST] = last[row]
            spells[state, LAST_RUN] = row
            spells[state, LENGTH] += clock[last[row] + 1 - opening] - clock[first[row] - opening]
    return count
