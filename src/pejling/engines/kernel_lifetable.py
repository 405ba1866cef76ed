"""Life tables and histograms, compiled: spells in every stretch of weeks in which they are at risk.

Common arguments as in kernel_count.py; ``ends`` as in kernel_courses.py, ``not_over``, ``begun`` and
``spans`` as in kernel_stretches.py. ``sums``: int32 [group, area, stretch, weeks + 1, ...]; ``areas``:
[places, levels], -1 for none.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pejling.engines.kernel_compile import (
    FLAG,
    INT,
    INT32_4D,
    INT32_5D,
    NOTHING,
    READ_BOOL,
    READ_BOOL_2D,
    READ_INT16,
    READ_INT16_2D,
    READ_INT32,
    READ_INT32_2D,
    READ_INT64_2D,
    TWO_INTS,
    compiled,
)
from pejling.engines.kernel_courses import END_AT, END_COLUMN, END_SEEN, END_WEEK
from pejling.engines.kernel_spells import (
    CODES,
    COMPLETED,
    EVER,
    FIRST,
    FIRST_RUN,
    KNOWN,
    LAST,
    LAST_RUN,
    LENGTH,
    PERSON,
    STATE,
)
from pejling.engines.kernel_stretches import SPAN_FIRST, SPAN_LAST
from pejling.indicators.measures import CENSORED, ENTERED, UNKNOWN_START

FIRST_CODE, LAST_CODE, AGE = range(3)
RUNS = (READ_INT32, READ_INT16, READ_INT16, READ_INT16)


@compiled(TWO_INTS, INT, INT, INT, INT, INT, *RUNS[:2], READ_INT16, READ_INT16_2D)
def advance(
    run: int,
    on: int,
    week: int,
    state: int,
    last_run: int,
    person: NDArray[np.int32],
    first: NDArray[np.int16],
    code: NDArray[np.int16],
    states: NDArray[np.int16],
) -> tuple[int, int]:
    """The run of ``week``, and the spell's last run on the benefit at or before it."""
    while run + 1 < len(person) and person[run + 1] == person[run] and first[run + 1] <= week:
        run += 1
        row = int(code[run]) + CODES
        if run <= last_run and (states[row, 0] == state or states[row, 1] == state):
            on = run
    return run, on


@compiled(
    INT, INT, INT, INT, READ_INT32_2D, READ_INT16, READ_INT16, READ_INT16, READ_INT16_2D, READ_INT32, INT
)
def length_by(
    on: int,
    week: int,
    state: int,
    lasted: NDArray[np.int32],
    first: NDArray[np.int16],
    last: NDArray[np.int16],
    code: NDArray[np.int16],
    states: NDArray[np.int16],
    clock: NDArray[np.int32],
    opening: int,
) -> int:
    """The spell's weeks to the last one on the benefit at or before ``week``, which lies in run ``on``."""
    turn = 0 if states[int(code[on]) + CODES, 0] == state else 1
    reached = min(int(last[on]), week) + 1
    return int(lasted[on, turn] + clock[reached - opening] - clock[first[on] - opening])


@compiled(
    NOTHING,
    *(INT32_5D, READ_INT32_2D, READ_INT32_2D, READ_INT32_2D, *RUNS, READ_INT16),
    *(READ_INT16_2D, READ_INT32, READ_INT32_2D, READ_INT32_2D, READ_INT32_2D, READ_INT32_2D),
    *(READ_INT32_2D, READ_INT32_2D, READ_INT64_2D, READ_INT32, READ_BOOL_2D, INT, INT, INT, INT),
    *(FLAG, FLAG, FLAG, FLAG),
)
def add_lifetable(
    sums: NDArray[np.int32],
    spells: NDArray[np.int32],
    ends: NDArray[np.int32],
    lasted: NDArray[np.int32],
    person: NDArray[np.int32],
    first: NDArray[np.int16],
    last: NDArray[np.int16],
    code: NDArray[np.int16],
    place: NDArray[np.int16],
    states: NDArray[np.int16],
    bounds: NDArray[np.int32],
    groups: NDArray[np.int32],
    ages_from: NDArray[np.int32],
    ages_until: NDArray[np.int32],
    areas: NDArray[np.int32],
    not_over: NDArray[np.int32],
    begun: NDArray[np.int32],
    spans: NDArray[np.int64],
    clock: NDArray[np.int32],
    inside: NDArray[np.bool_],
    shortest: int,
    longest: int,
    opening: int,
    monday: int,
    count_gaps: bool,
    started: bool,
    until: bool,
    first_ever: bool,
) -> None:
    """Each spell in every stretch in which it is at risk, or (``started``) in that of its first week.

    ``until``: weeks are those passed since the first, whatever the person is on. The band: spells of
    ``shortest`` to ``longest`` weeks in the first week at risk (-1: any), ``inside`` by [spell, stretch] if
    it is not empty.
    """
    most = sums.shape[3] - 1
    for row in range(len(spells)):
        known = spells[row, KNOWN] == 1
        if (first_ever and spells[row, EVER] == 0) or (shortest >= 0 and not known):
            continue
        start, end = int(spells[row, FIRST]), int(ends[row, END_WEEK])
        began = clock[start - opening]
        state, whose, last_run = spells[row, STATE], spells[row, PERSON], spells[row, LAST_RUN]
        seen = start if started else int(ends[row, END_SEEN])
        for grid in range(len(not_over)):
            run = int(spells[row, FIRST_RUN])
            on = run
            for stretch in range(not_over[grid, start - opening], begun[grid, seen - opening] + 1):
                opened = max(start, spans[stretch, SPAN_FIRST])
                entry = 0
                if opened > start and until:
                    entry = max(int(clock[opened - opening] - began - 1), 0)
                elif opened > start and count_gaps:
                    entry = int(clock[opened - opening] - began)
                elif opened > start:
                    run, on = advance(run, on, opened - 1, state, last_run, person, first, code, states)
                    entry = length_by(
                        on, opened - 1, state, lasted, first, last, code, states, clock, opening
                    )
                run, on = advance(run, on, opened, state, last_run, person, first, code, states)
                if shortest >= 0:
                    length = length_by(on, opened, state, lasted, first, last, code, states, clock, opening)
                    if not shortest <= length <= longest:
                        continue
                if len(inside) > 0 and not inside[row, stretch]:
                    continue
                held, where = code[on], place[run]
                leaves, column = int(ends[row, END_AT]), int(ends[row, END_COLUMN])
                if not started and spans[stretch, SPAN_LAST] < end:
                    closed, column = spans[stretch, SPAN_LAST], int(CENSORED)
                    if until:
                        leaves = max(int(clock[closed + 1 - opening] - began - 1), 0)
                    elif count_gaps:
                        leaves = int(clock[closed + 1 - opening] - began)
                    else:
                        run, on = advance(run, on, closed, state, last_run, person, first, code, states)
                        leaves = length_by(
                            on, closed, state, lasted, first, last, code, states, clock, opening
                        )
                if known and (entry >= most or (entry > 0 and leaves <= entry)):
                    continue
                if leaves > most:
                    leaves, column = most, CENSORED
                day = monday + 7 * opened
                for group in range(bounds[state], bounds[state + 1]):
                    if not groups[group, FIRST_CODE] <= held <= groups[group, LAST_CODE]:
                        continue
                    age = groups[group, AGE]
                    if age >= 0 and not ages_from[age, whose] <= day < ages_until[age, whose]:
                        continue
                    for level in range(areas.shape[1]):
                        area = areas[where, level]
                        if area < 0:
                            continue
                        if known:
                            sums[group, area, stretch, entry, ENTERED] += 1
                            sums[group, area, stretch, leaves, column] += 1
                        else:
                            sums[group, area, stretch, 0, UNKNOWN_START] += 1


@compiled(
    NOTHING,
    *(INT32_4D, READ_INT32_2D, READ_INT16, READ_INT16),
    *(READ_INT32, READ_INT32_2D, READ_INT32_2D, READ_INT32_2D, READ_INT32_2D, READ_INT32_2D),
    *(READ_INT32_2D, READ_BOOL, INT, INT),
)
def add_histogram(
    sums: NDArray[np.int32],
    spells: NDArray[np.int32],
    code: NDArray[np.int16],
    place: NDArray[np.int16],
    bounds: NDArray[np.int32],
    groups: NDArray[np.int32],
    ages_from: NDArray[np.int32],
    ages_until: NDArray[np.int32],
    areas: NDArray[np.int32],
    not_over: NDArray[np.int32],
    begun: NDArray[np.int32],
    inside: NDArray[np.bool_],
    opening: int,
    monday: int,
) -> None:
    """Completed spells of known start by length, in the stretches of their last week.

    ``inside``: the spells of the band.
    """
    most = sums.shape[3] - 1
    for row in range(len(spells)):
        if spells[row, COMPLETED] == 0 or spells[row, KNOWN] == 0 or not inside[row]:
            continue
        length = min(int(spells[row, LENGTH]), int(most))
        week = int(spells[row, LAST])
        run, state, whose = spells[row, LAST_RUN], spells[row, STATE], spells[row, PERSON]
        day = monday + 7 * week + 6
        for group in range(bounds[state], bounds[state + 1]):
            if not groups[group, FIRST_CODE] <= code[run] <= groups[group, LAST_CODE]:
                continue
            age = groups[group, AGE]
            if age >= 0 and not ages_from[age, whose] <= day < ages_until[age, whose]:
                continue
            for grid in range(len(not_over)):
                stretch = not_over[grid, week - opening]
                if stretch > begun[grid, week - opening]:
                    continue
                for level in range(areas.shape[1]):
                    area = areas[place[run], level]
                    if area >= 0:
                        sums[group, area, stretch, length] += 1
