"""Range addition, compiled: +1 where something begins, -1 after it ends, one cumulative sum at the end.

Common arguments. Runs as columns, ``place`` being the row of a run's municipality (the last row: country
only). ``states``: int16 [codes, 2], the states of a code, -1 for none. ``bounds``: the groups of state s are
rows bounds[s] to bounds[s + 1]. ``groups``: int32 [groups, 3], first code, last code, and the row of its age
limits in ``ages_from`` and ``ages_until`` ([rows, persons], the latter excluded) or -1 where age is nothing.
``sums``: int64 [group, place, ...], added to.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pejling.engines.kernel_compile import (
    FLAG,
    INT,
    INT64_3D,
    NOTHING,
    READ_INT16,
    READ_INT16_2D,
    READ_INT32,
    READ_INT32_2D,
    READ_INT64,
    compiled,
)
from pejling.engines.kernel_spells import (
    CODES,
    FIRST,
    FIRST_RUN,
    KNOWN,
    LAST,
    LAST_RUN,
    PERSON,
    STATE,
    UNTIL,
)

FIRST_CODE, LAST_CODE, AGE = range(3)
RUNS = (READ_INT32, READ_INT16, READ_INT16, READ_INT16, READ_INT16)
MEMBERS = (READ_INT16_2D, READ_INT32, READ_INT32_2D)
AGES = (READ_INT32_2D, READ_INT32_2D)


@compiled(NOTHING, INT64_3D, *RUNS, *MEMBERS, *AGES, FLAG, INT)
def add_weeks(
    sums: NDArray[np.int64],
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
    aged: bool,
    opening: int,
) -> None:
    """Weeks on the benefit, by week since ``opening``.

    Either the groups that age says nothing of, or (``aged``) those of an age, where the limits are weeks and
    ``sums`` has a row for each of them.
    """
    for row in range(len(person)):
        for turn in range(2):
            state = states[code[row] + CODES, turn]
            if state < 0:
                continue
            for group in range(bounds[state], bounds[state + 1]):
                age = groups[group, AGE]
                held = groups[group, FIRST_CODE] <= code[row] <= groups[group, LAST_CODE]
                if not held or (age >= 0) != aged:
                    continue
                begin, end = np.int64(first[row]), np.int64(last[row])
                line = group
                if aged:
                    begin = max(begin, ages_from[age, person[row]])
                    end = min(end, ages_until[age, person[row]] - 1)
                    line = age
                if begin <= end:
                    sums[line, place[row], begin - opening] += 1
                    sums[line, place[row], end + 1 - opening] -= 1


@compiled(NOTHING, INT64_3D, *RUNS, *MEMBERS, *AGES, READ_INT32_2D, READ_INT32, READ_INT32, INT)
def add_persons(
    sums: NDArray[np.int64],
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
    opening: int,
) -> None:
    """Persons, by period: the union of the ranges of periods that their runs touch in each area.

    ``areas``: [places, levels], the areas a place counts in, -1 for none; ``sums`` is [group, area, period].
    ``not_over`` and ``begun``, by week since ``opening``: the first period not over before the week, and the
    last one begun in it. Age limits are periods.
    """
    reached = np.zeros((len(groups), sums.shape[1]), dtype=np.int64)
    whose = np.full((len(groups), sums.shape[1]), -1, dtype=np.int64)
    for row in range(len(person)):
        lowest, highest = not_over[first[row] - opening], begun[last[row] - opening]
        if lowest > highest:
            continue
        for turn in range(2):
            state = states[code[row] + CODES, turn]
            if state < 0:
                continue
            for group in range(bounds[state], bounds[state + 1]):
                if not groups[group, FIRST_CODE] <= code[row] <= groups[group, LAST_CODE]:
                    continue
                start, end = np.int64(lowest), np.int64(highest)
                age = groups[group, AGE]
                if age >= 0:
                    start = max(start, ages_from[age, person[row]])
                    end = min(end, ages_until[age, person[row]] - 1)
                for level in range(areas.shape[1]):
                    area = areas[place[row], level]
                    if area < 0:
                        continue
                    begin = start
                    if whose[group, area] == person[row]:
                        begin = max(begin, reached[group, area] + 1)
                    if begin <= end:
                        whose[group, area] = person[row]
                        reached[group, area] = end
                        sums[group, area, begin] += 1
                        sums[group, area, end + 1] -= 1


@compiled(
    NOTHING,
    *(INT64_3D, READ_INT32_2D, READ_INT64, FLAG, INT, READ_INT16, READ_INT16, READ_INT32, READ_INT32_2D),
    *(*AGES, READ_INT32, INT),
)
def add_events(
    sums: NDArray[np.int64],
    spells: NDArray[np.int32],
    weights: NDArray[np.int64],
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
) -> None:
    """Each spell's weight where it starts, or where it ends, by the cell of that week.

    Age limits are days since 1970; ``monday`` is the day of week index 0; ``cells`` is by week.
    """
    for row in range(len(spells)):
        weight = weights[row]
        if weight == 0:
            continue
        run = spells[row, FIRST_RUN if starts else LAST_RUN]
        week = spells[row, FIRST if starts else LAST]
        day = monday + 7 * week + (0 if starts else 6)
        state = spells[row, STATE]
        for group in range(bounds[state], bounds[state + 1]):
            if not groups[group, FIRST_CODE] <= code[run] <= groups[group, LAST_CODE]:
                continue
            age = groups[group, AGE]
            if age >= 0:
                whose = spells[row, PERSON]
                if not ages_from[age, whose] <= day < ages_until[age, whose]:
                    continue
            sums[group, place[run], cells[week - opening]] += weight


@compiled(
    NOTHING,
    *(INT64_3D, READ_INT32_2D, *RUNS, *MEMBERS, *AGES),
    *(READ_INT32, READ_INT32, READ_INT32, INT, FLAG, INT, FLAG),
)
def add_running(
    sums: NDArray[np.int64],
    spells: NDArray[np.int32],
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
    not_over: NDArray[np.int32],
    begun: NDArray[np.int32],
    clock: NDArray[np.int32],
    opening: int,
    count_gaps: bool,
    longer_than: int,
    known: bool,
) -> None:
    """Spells that run in a period's last week with more than ``longer_than`` weeks, by last week.

    A spell is walked run by run, gaps included; it adds from the first week on the benefit in which it is
    long enough. ``longer_than`` 0 or less takes every running spell. ``not_over`` and ``begun``, by week
    since ``opening``: the first last week not before it, and the last one not after it; age limits are
    places among them.
    """
    for row in range(len(spells)):
        start, until = spells[row, FIRST], spells[row, UNTIL]
        if (spells[row, KNOWN] == 1) != known:
            continue
        if not_over[start - opening] > begun[until - opening]:
            continue
        state = spells[row, STATE]
        whose = spells[row, PERSON]
        run = np.int64(spells[row, FIRST_RUN])
        held = code[run]
        length = np.int64(0)
        long_enough = longer_than <= 0
        while run < len(person) and person[run] == whose and first[run] <= until:
            begin, end = np.int64(first[run]), min(np.int64(last[run]), until)
            on = states[code[run] + CODES, 0] == state or states[code[run] + CODES, 1] == state
            if on:
                held = code[run]
                if count_gaps:
                    length = np.int64(clock[begin - opening] - clock[start - opening])
                grown = length + clock[end + 1 - opening] - clock[begin - opening]
                if not long_enough and grown > longer_than:
                    base = clock[begin - opening] - length
                    begin = max(begin, begin + longer_than - length)
                    while clock[begin + 1 - opening] - base <= longer_than:
                        begin += 1
                    long_enough = True
                length = grown
            if long_enough:
                lowest, highest = np.int64(not_over[begin - opening]), np.int64(begun[end - opening])
                for group in range(bounds[state], bounds[state + 1]):
                    if not groups[group, FIRST_CODE] <= held <= groups[group, LAST_CODE]:
                        continue
                    left, right = lowest, highest
                    age = groups[group, AGE]
                    if age >= 0:
                        left = max(left, ages_from[age, whose])
                        right = min(right, ages_until[age, whose] - 1)
                    if left <= right:
                        sums[group, place[run], left] += 1
                        sums[group, place[run], right + 1] -= 1
            run += 1
