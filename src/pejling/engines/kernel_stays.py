"""Stretches of weeks, a row each: on a benefit, or in a running spell; compiled.

Columns: whose, of which state, the benefit's code, the place, first and last week, and a kind. Rows lie by
person; those of one person and state in order of time.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pejling.engines.kernel_compile import (
    FLAG,
    INT,
    INT32_2D,
    READ_INT16,
    READ_INT16_2D,
    READ_INT32,
    READ_INT32_2D,
    compiled,
)
from pejling.engines.kernel_spells import CODES, FIRST, FIRST_RUN, KNOWN, PERSON, STATE, UNTIL

WHO, OF, CODE, WHERE, BEGIN, END, KIND = range(7)
STAY_COLUMNS = 7
RUNS = (READ_INT32, READ_INT16, READ_INT16, READ_INT16, READ_INT16)


@compiled(INT, *RUNS, READ_INT16_2D, INT32_2D)
def stays_of_runs(
    person: NDArray[np.int32],
    first: NDArray[np.int16],
    last: NDArray[np.int16],
    code: NDArray[np.int16],
    place: NDArray[np.int16],
    states: NDArray[np.int16],
    out: NDArray[np.int32],
) -> int:
    """Every run once for each state that its code belongs to; returns how many rows were written."""
    count = 0
    for row in range(len(person)):
        entry = int(code[row]) + CODES
        for turn in range(2):
            state = states[entry, turn]
            if state < 0:
                break
            out[count, WHO] = person[row]
            out[count, OF] = state
            out[count, CODE] = code[row]
            out[count, WHERE] = place[row]
            out[count, BEGIN] = first[row]
            out[count, END] = last[row]
            out[count, KIND] = 0
            count += 1
    return count


@compiled(INT, READ_INT32_2D, *RUNS, READ_INT16_2D, READ_INT32, READ_INT32, INT, FLAG, FLAG, INT32_2D)
def stretches_of_spells(
    spells: NDArray[np.int32],
    person: NDArray[np.int32],
    first: NDArray[np.int16],
    last: NDArray[np.int16],
    code: NDArray[np.int16],
    place: NDArray[np.int16],
    states: NDArray[np.int16],
    clock: NDArray[np.int32],
    edges: NDArray[np.int32],
    opening: int,
    count_gaps: bool,
    with_gaps: bool,
    out: NDArray[np.int32],
) -> int:
    """Every spell run by run, cut where its length so far passes one of ``edges`` (ascending).

    The kind is how many edges the length has passed, or one more than there are where the start of the spell
    is unknown. The length in a week is that of the last week on the benefit. ``with_gaps``: tolerated gap
    weeks too, under the code of the benefit before; without, only weeks on it. Returns how many rows there
    are: what ``out`` has no room for is not written, so that a caller may ask again with more room.
    """
    count = 0
    for row in range(len(spells)):
        start, until = int(spells[row, FIRST]), int(spells[row, UNTIL])
        state, whose = spells[row, STATE], spells[row, PERSON]
        known = spells[row, KNOWN] == 1
        run = int(spells[row, FIRST_RUN])
        held = int(code[run])
        length = 0
        passed = 0 if known else len(edges) + 1
        while run < len(person) and person[run] == whose and first[run] <= until:
            entry = int(code[run]) + CODES
            on = states[entry, 0] == state or states[entry, 1] == state
            begin, end = int(first[run]), min(int(last[run]), until)
            base = 0
            if on:
                held = int(code[run])
                if count_gaps:
                    length = int(clock[begin - opening]) - int(clock[start - opening])
                base = int(clock[begin - opening]) - length
                length = int(clock[end + 1 - opening]) - base
            if on or with_gaps:
                while begin <= end:
                    stop = end
                    if on and known:
                        while passed < len(edges) and int(clock[begin + 1 - opening]) - base > edges[passed]:
                            passed += 1
                        if passed < len(edges) and length > edges[passed]:
                            # the first week that passes the edge lies further on in the run
                            stop = begin + int(edges[passed]) - (int(clock[begin + 1 - opening]) - base)
                            while int(clock[stop + 2 - opening]) - base <= edges[passed]:
                                stop += 1
                    if count < len(out):
                        out[count, WHO] = whose
                        out[count, OF] = state
                        out[count, CODE] = held
                        out[count, WHERE] = place[run]
                        out[count, BEGIN] = begin
                        out[count, END] = stop
                        out[count, KIND] = passed
                    count += 1
                    begin = stop + 1
            run += 1
    return count


@compiled(INT, READ_INT32_2D, READ_INT32, READ_INT16, READ_INT16, INT32_2D)
def cut_to(
    stretches: NDArray[np.int32],
    bounds: NDArray[np.int32],
    first: NDArray[np.int16],
    last: NDArray[np.int16],
    out: NDArray[np.int32],
) -> int:
    """The parts of the stretches within weeks ``first`` to ``last`` of the same person.

    Person p's are rows bounds[p] to bounds[p + 1], in order of time. Returns how many parts there are; what
    ``out`` has no room for is not written.
    """
    count = 0
    for row in range(len(stretches)):
        whose = stretches[row, WHO]
        for other in range(bounds[whose], bounds[whose + 1]):
            begin = max(stretches[row, BEGIN], int(first[other]))
            end = min(stretches[row, END], int(last[other]))
            if begin > end:
                continue
            if count < len(out):
                for column in range(STAY_COLUMNS):
                    out[count, column] = stretches[row, column]
                out[count, BEGIN] = begin
                out[count, END] = end
            count += 1
    return count


@compiled(INT, READ_INT32_2D, READ_INT32_2D, INT, INT, INT32_2D)
def long_stays(
    all_stays: NDArray[np.int32],
    stays: NDArray[np.int32],
    window: int,
    needed: int,
    out: NDArray[np.int32],
) -> int:
    """Each of ``stays`` from the week on whose ``window``, ending with it, has enough benefit weeks.

    Both arguments are of one group: by person, in order of time; ``all_stays`` are all its weeks, ``stays``
    those that count. Within a stay the weeks in the window never fall, and grow by one a week at most: so
    the first week that has enough is reached in a few steps of what is lacking.
    """
    count = 0
    below = 0  # the first stay that may reach into the window
    for row in range(len(stays)):
        whose = stays[row, WHO]
        week, end = int(stays[row, BEGIN]), int(stays[row, END])
        while week <= end:
            opens = week - window + 1
            while all_stays[below, WHO] < whose or (
                all_stays[below, WHO] == whose and all_stays[below, END] < opens
            ):
                below += 1
            held = 0
            other = below
            while (
                other < len(all_stays) and all_stays[other, WHO] == whose and all_stays[other, BEGIN] <= week
            ):
                held += min(int(all_stays[other, END]), week) - max(int(all_stays[other, BEGIN]), opens) + 1
                other += 1
            if held >= needed:
                break
            week += needed - held
        if week <= end:
            for column in range(STAY_COLUMNS):
                out[count, column] = stays[row, column]
            out[count, BEGIN] = week
            count += 1
    return count
