"""How far spells, or their persons, are followed, compiled: where each ends, and how long it has lasted.

Arguments as in kernel_spells.py. ``ends``: int32 [spells, 4], the last week on the benefit (with ``until``:
in which the person is followed), the weeks lasted then, the life table's column where it leaves, and the
last week in which it runs.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pejling.engines.kernel_compile import (
    FLAG,
    INT,
    INT32_2D,
    NOTHING,
    READ_INT16,
    READ_INT16_2D,
    READ_INT32,
    READ_INT32_2D,
    compiled,
)
from pejling.engines.kernel_spells import (
    CODES,
    COMPLETED,
    FIRST,
    FIRST_RUN,
    LAST,
    LAST_RUN,
    LENGTH,
    PERSON,
    STATE,
    UNTIL,
)
from pejling.indicators.measures import CENSORED
from pejling.terms.benefit import DEAD, EMIGRATED, UNKNOWN_ADDRESS

END_WEEK, END_AT, END_COLUMN, END_SEEN = range(4)
END_COLUMNS = 4
RUNS = (READ_INT32, READ_INT16, READ_INT16, READ_INT16)


@compiled(
    NOTHING,
    *(INT32_2D, READ_INT32_2D, READ_INT32, READ_INT16, READ_INT16),
    *(READ_INT16, READ_INT32, INT, INT),
)
def fill_ends(
    ends: NDArray[np.int32],
    spells: NDArray[np.int32],
    person: NDArray[np.int32],
    first: NDArray[np.int16],
    code: NDArray[np.int16],
    closes: NDArray[np.int16],
    columns: NDArray[np.int32],
    out: int,
    opening: int,
) -> None:
    """Where spells end: ``columns`` by the code of the week after the last, ``out`` if the person is lost.

    One that runs out of sight lasted its weeks on the benefit, and whether it ended there nobody has seen.
    """
    for row in range(len(spells)):
        ends[row, END_WEEK] = spells[row, LAST]
        ends[row, END_SEEN] = spells[row, UNTIL]
        if spells[row, COMPLETED] == 0:
            ends[row, END_AT] = max(spells[row, LENGTH] - 1, 0)
            ends[row, END_COLUMN] = CENSORED
            continue
        ends[row, END_AT] = spells[row, LENGTH]
        run = int(spells[row, LAST_RUN]) + 1
        ends[row, END_COLUMN] = columns[int(code[run]) + CODES]
        closing = closes[spells[row, LAST] - opening]
        while run < len(person) and person[run] == spells[row, PERSON] and first[run] <= closing:
            if code[run] == DEAD or code[run] == EMIGRATED:
                ends[row, END_COLUMN] = out
                break
            run += 1


@compiled(NOTHING, INT32_2D, READ_INT32_2D, *RUNS, READ_INT32, READ_INT32, INT)
def fill_ends_until(
    ends: NDArray[np.int32],
    spells: NDArray[np.int32],
    person: NDArray[np.int32],
    first: NDArray[np.int16],
    last: NDArray[np.int16],
    code: NDArray[np.int16],
    columns: NDArray[np.int32],
    clock: NDArray[np.int32],
    opening: int,
) -> None:
    """Where persons are followed to: the first week whose code has a column, else the last one seen."""
    for row in range(len(spells)):
        began = clock[spells[row, FIRST] - opening]
        run = int(spells[row, FIRST_RUN])
        while True:
            if columns[int(code[run]) + CODES] >= 0:
                ends[row, END_WEEK] = first[run]
                ends[row, END_SEEN] = first[run]
                ends[row, END_AT] = clock[first[run] - opening] - began
                ends[row, END_COLUMN] = columns[int(code[run]) + CODES]
                break
            following = run + 1
            seen = following < len(person) and person[following] == spells[row, PERSON]
            if not seen or first[following] != last[run] + 1 or code[following] == UNKNOWN_ADDRESS:
                ends[row, END_WEEK] = last[run]
                ends[row, END_SEEN] = last[run]
                ends[row, END_AT] = max(clock[last[run] + 1 - opening] - began - 1, 0)
                ends[row, END_COLUMN] = CENSORED
                break
            run = following


@compiled(NOTHING, INT32_2D, READ_INT32_2D, *RUNS[1:], READ_INT16_2D, READ_INT32, FLAG, INT)
def fill_lasted(
    lasted: NDArray[np.int32],
    spells: NDArray[np.int32],
    first: NDArray[np.int16],
    last: NDArray[np.int16],
    code: NDArray[np.int16],
    states: NDArray[np.int16],
    clock: NDArray[np.int32],
    count_gaps: bool,
    opening: int,
) -> None:
    """[runs, 2]: the weeks that the spell of each of a run's two states had lasted when the run began."""
    for row in range(len(spells)):
        length = 0
        for run in range(spells[row, FIRST_RUN], spells[row, LAST_RUN] + 1):
            for turn in range(2):
                if states[int(code[run]) + CODES, turn] != spells[row, STATE]:
                    continue
                begin = clock[first[run] - opening]
                if count_gaps:
                    length = int(begin - clock[spells[row, FIRST] - opening])
                lasted[run, turn] = length
                length += clock[last[run] + 1 - opening] - begin
