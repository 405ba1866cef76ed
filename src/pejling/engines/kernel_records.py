"""Who adds how much to which cell, compiled: what products per person and casework are counted from.

A record is a person, a cell and an amount; records are sorted by person. A cell is the flat place in
[group, place, stretch]. ``not_over``, ``begun`` and ``spans`` as in kernel_stretches.py, other arguments as
in kernel_count.py. Functions that write records return how many there are, and write while there is room.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pejling.engines.kernel_compile import (
    FLAG,
    INT,
    INT32,
    INT64,
    NOTHING,
    READ_INT16,
    READ_INT32,
    READ_INT32_2D,
    READ_INT64_2D,
    compiled,
)
from pejling.engines.kernel_spells import FIRST, FIRST_RUN, LAST, LAST_RUN, PERSON, STATE
from pejling.engines.kernel_stays import BEGIN, CODE, END, OF, WHERE, WHO
from pejling.engines.kernel_stretches import SPAN_DAY, SPAN_FIRST, SPAN_LAST

FIRST_CODE, LAST_CODE, AGE = range(3)
IN_WEEKS, AT_ALL, AT_END = range(3)  # what a stay adds: its weeks; 1; 1 if it holds the stretch's last week
RECORDS = (INT32, INT32, INT32)
MEMBERS = (READ_INT32, READ_INT32_2D, READ_INT32_2D, READ_INT32_2D)
GRIDS = (READ_INT32_2D, READ_INT32_2D, READ_INT64_2D)


@compiled(INT, *RECORDS, READ_INT32_2D, *MEMBERS, *GRIDS, INT, INT, INT)
def records_of_stays(
    who: NDArray[np.int32],
    cell: NDArray[np.int32],
    amount: NDArray[np.int32],
    stays: NDArray[np.int32],
    bounds: NDArray[np.int32],
    groups: NDArray[np.int32],
    ages_from: NDArray[np.int32],
    ages_until: NDArray[np.int32],
    not_over: NDArray[np.int32],
    begun: NDArray[np.int32],
    spans: NDArray[np.int64],
    places: int,
    opening: int,
    kind: int,
) -> int:
    """What stays add to each stretch that they touch."""
    count = 0
    room = len(who)
    for row in range(len(stays)):
        state, code, person = stays[row, OF], stays[row, CODE], stays[row, WHO]
        begin, end = int(stays[row, BEGIN]), int(stays[row, END])
        for group in range(bounds[state], bounds[state + 1]):
            if not groups[group, FIRST_CODE] <= code <= groups[group, LAST_CODE]:
                continue
            age = groups[group, AGE]
            line = (group * places + stays[row, WHERE]) * len(spans)
            for grid in range(len(not_over)):
                for stretch in range(not_over[grid, begin - opening], begun[grid, end - opening] + 1):
                    day = spans[stretch, SPAN_DAY]
                    if age >= 0 and not ages_from[age, person] <= day < ages_until[age, person]:
                        continue
                    if kind == AT_END and not begin <= spans[stretch, SPAN_LAST] <= end:
                        continue
                    if count < room:
                        weeks = 1
                        if kind == IN_WEEKS:
                            weeks += min(end, spans[stretch, SPAN_LAST]) - max(
                                begin, spans[stretch, SPAN_FIRST]
                            )
                        who[count], cell[count], amount[count] = person, line + stretch, weeks
                    count += 1
    return count


@compiled(
    INT,
    *(*RECORDS, READ_INT32_2D, READ_INT32, FLAG, INT, READ_INT16, READ_INT16, *MEMBERS, *GRIDS, INT, INT),
)
def records_of_spells(
    who: NDArray[np.int32],
    cell: NDArray[np.int32],
    amount: NDArray[np.int32],
    spells: NDArray[np.int32],
    weights: NDArray[np.int32],
    starts: bool,
    monday: int,
    code: NDArray[np.int16],
    place: NDArray[np.int16],
    bounds: NDArray[np.int32],
    groups: NDArray[np.int32],
    ages_from: NDArray[np.int32],
    ages_until: NDArray[np.int32],
    not_over: NDArray[np.int32],
    begun: NDArray[np.int32],
    spans: NDArray[np.int64],
    places: int,
    opening: int,
) -> int:
    """The weight of each spell in the stretches that hold its first week, or its last."""
    count = 0
    room = len(who)
    for row in range(len(spells)):
        if weights[row] == 0:
            continue
        run = spells[row, FIRST_RUN if starts else LAST_RUN]
        week = int(spells[row, FIRST if starts else LAST])
        day = monday + 7 * week + (0 if starts else 6)
        state, whose = spells[row, STATE], spells[row, PERSON]
        for group in range(bounds[state], bounds[state + 1]):
            if not groups[group, FIRST_CODE] <= code[run] <= groups[group, LAST_CODE]:
                continue
            age = groups[group, AGE]
            if age >= 0 and not ages_from[age, whose] <= day < ages_until[age, whose]:
                continue
            line = (group * places + int(place[run])) * len(spans)
            for grid in range(len(not_over)):
                stretch = int(not_over[grid, week - opening])
                if stretch > begun[grid, week - opening]:
                    continue
                if count < room:
                    who[count], cell[count], amount[count] = whose, line + stretch, weights[row]
                count += 1
    return count


@compiled(NOTHING, INT64, READ_INT32, READ_INT32)
def add_records(sums: NDArray[np.int64], cell: NDArray[np.int32], amount: NDArray[np.int32]) -> None:
    """Each record into its cell of ``sums``, flat."""
    for row in range(len(cell)):
        sums[cell[row]] += amount[row]


ONE = (READ_INT32, READ_INT32, READ_INT32)


@compiled(NOTHING, INT64, *ONE, *ONE, INT64, INT64, INT64, READ_INT32_2D, INT, INT, FLAG, FLAG)
def add_products(
    sums: NDArray[np.int64],
    who: NDArray[np.int32],
    cell: NDArray[np.int32],
    amount: NDArray[np.int32],
    other_who: NDArray[np.int32],
    other_cell: NDArray[np.int32],
    other_amount: NDArray[np.int32],
    scratch: NDArray[np.int64],
    other_scratch: NDArray[np.int64],
    touched: NDArray[np.int64],
    areas: NDArray[np.int32],
    area_count: int,
    stretches: int,
    once: bool,
    other_once: bool,
) -> None:
    """Sums over persons of products: each person's amounts by area are made in ``scratch``, then multiplied.

    ``sums`` and both scratches are [group, area, stretch], flat; the scratches hold 0 before and after.
    ``once``: whoever adds anything adds 1.
    """
    row, other = 0, 0
    places = len(areas)
    while row < len(who):
        person = who[row]
        found = 0
        while row < len(who) and who[row] == person:
            place = cell[row] // stretches
            for level in range(areas.shape[1]):
                area = areas[place % places, level]
                if area >= 0:
                    at = (place // places * area_count + area) * stretches + cell[row] % stretches
                    if scratch[at] == 0:
                        touched[found] = at
                        found += 1
                    scratch[at] = 1 if once else scratch[at] + amount[row]
            row += 1
        while other < len(other_who) and other_who[other] < person:
            other += 1
        while other < len(other_who) and other_who[other] == person:
            place = other_cell[other] // stretches
            for level in range(areas.shape[1]):
                area = areas[place % places, level]
                if area >= 0:
                    at = (place // places * area_count + area) * stretches + other_cell[other] % stretches
                    if scratch[at] != 0:
                        other_scratch[at] = 1 if other_once else other_scratch[at] + other_amount[other]
            other += 1
        for number in range(found):
            at = touched[number]
            sums[at] += scratch[at] * other_scratch[at]
            scratch[at] = 0
            other_scratch[at] = 0
