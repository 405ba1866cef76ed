"""Events and offers laid beside the stays on a benefit, compiled: records as in kernel_records.py.

A person's stays (kernel_piece.py) are looked through for each of his events and offers: ``of_person``,
int64 [persons + 1], says which rows they are.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pejling.engines.kernel_compile import INT, READ_BOOL, READ_INT32, READ_INT32_2D, READ_INT64, compiled
from pejling.engines.kernel_records import (
    AGE,
    FIRST_CODE,
    GRIDS,
    LAST_CODE,
    MEMBERS,
    RECORDS,
)
from pejling.engines.kernel_spells import FIRST, KNOWN, LAST, STATE
from pejling.engines.kernel_stays import BEGIN, CODE, END, OF, WHERE
from pejling.engines.kernel_stretches import SPAN_DAY, SPAN_FIRST, SPAN_LAST

ANY_SPELL, KNOWN_SPELL, MONTHS_INTO_SPELL = range(3)
WORKING_DAYS = 5


@compiled(
    INT,
    *(*RECORDS, READ_INT32, READ_INT32, READ_BOOL, READ_INT32_2D, READ_INT64, READ_INT32_2D, READ_INT64),
    *(*MEMBERS, *GRIDS, INT, INT, INT),
    *(INT, INT, INT, READ_INT32, READ_INT32, READ_INT32, READ_INT32),
)
def records_of_events(
    who: NDArray[np.int32],
    cell: NDArray[np.int32],
    amount: NDArray[np.int32],
    person: NDArray[np.int32],
    week: NDArray[np.int32],
    counts: NDArray[np.bool_],
    stays: NDArray[np.int32],
    of_person: NDArray[np.int64],
    spells: NDArray[np.int32],
    spells_of: NDArray[np.int64],
    bounds: NDArray[np.int32],
    groups: NDArray[np.int32],
    ages_from: NDArray[np.int32],
    ages_until: NDArray[np.int32],
    not_over: NDArray[np.int32],
    begun: NDArray[np.int32],
    spans: NDArray[np.int64],
    places: int,
    opening: int,
    closing: int,
    spell: int,
    fewest: int,
    most: int,
    months: NDArray[np.int32],
    days: NDArray[np.int32],
    months_of_weeks: NDArray[np.int32],
    days_of_weeks: NDArray[np.int32],
) -> int:
    """1 for each event that ``counts`` in the stretches that hold its week, in the groups stayed in.

    ``spell``: ANY_SPELL, KNOWN_SPELL, or MONTHS_INTO_SPELL: ``fewest`` to ``most`` whole months since the
    Monday of its first week. ``months`` since year 0 and ``days`` of the month: of the dates, and of the
    Mondays of the file's weeks.
    """
    count = 0
    room = len(who)
    for event in range(len(person)):
        at = int(week[event])
        if not counts[event] or at < opening or at > closing:
            continue
        whose = person[event]
        for stay in range(of_person[whose], of_person[whose + 1]):
            if not stays[stay, BEGIN] <= at <= stays[stay, END]:
                continue
            state, code = stays[stay, OF], stays[stay, CODE]
            fits = spell == ANY_SPELL
            for row in range(spells_of[whose], spells_of[whose + 1] if not fits else 0):
                if spells[row, STATE] != state or not spells[row, FIRST] <= at <= spells[row, LAST]:
                    continue
                began = spells[row, FIRST] - opening
                passed = months[event] - months_of_weeks[began]
                if days[event] < days_of_weeks[began]:
                    passed -= 1
                fits = spells[row, KNOWN] == 1 and (spell == KNOWN_SPELL or fewest <= passed <= most)
                break
            if not fits:
                continue
            for group in range(bounds[state], bounds[state + 1]):
                if not groups[group, FIRST_CODE] <= code <= groups[group, LAST_CODE]:
                    continue
                age = groups[group, AGE]
                line = (group * places + stays[stay, WHERE]) * len(spans)
                for grid in range(len(not_over)):
                    stretch = int(not_over[grid, at - opening])
                    if stretch > begun[grid, at - opening]:
                        continue
                    day = spans[stretch, SPAN_DAY]
                    if age >= 0 and not ages_from[age, whose] <= day < ages_until[age, whose]:
                        continue
                    if count < room:
                        who[count], cell[count], amount[count] = whose, line + stretch, 1
                    count += 1
    return count


@compiled(INT, INT)
def working_days_before(day: int) -> int:
    """Mondays to Fridays from day 0, a Monday, to the day before ``day``."""
    return day // 7 * WORKING_DAYS + min(day % 7, WORKING_DAYS)


@compiled(
    INT,
    *(*RECORDS, READ_INT32, READ_INT32, READ_INT32, READ_INT64, READ_INT32_2D, READ_INT64),
    *(*MEMBERS, *GRIDS, INT, INT, INT),
)
def records_of_offers(
    who: NDArray[np.int32],
    cell: NDArray[np.int32],
    amount: NDArray[np.int32],
    person: NDArray[np.int32],
    first_day: NDArray[np.int32],
    last_day: NDArray[np.int32],
    hours: NDArray[np.int64],
    stays: NDArray[np.int32],
    of_person: NDArray[np.int64],
    bounds: NDArray[np.int32],
    groups: NDArray[np.int32],
    ages_from: NDArray[np.int32],
    ages_until: NDArray[np.int32],
    not_over: NDArray[np.int32],
    begun: NDArray[np.int32],
    spans: NDArray[np.int64],
    places: int,
    opening: int,
    monday: int,
) -> int:
    """The hours of each offer on its working days, by the stretches and stays that hold them.

    Days are since 1970; ``monday`` is that of week index 0. Offers of no ``hours`` add nothing.
    """
    count = 0
    room = len(who)
    for offer in range(len(person)):
        whose = person[offer]
        if hours[offer] == 0:
            continue
        started, ended = int(first_day[offer]) - monday, int(last_day[offer]) - monday
        for stay in range(of_person[whose], of_person[whose + 1]):
            begin = max(int(stays[stay, BEGIN]), started // 7)
            end = min(int(stays[stay, END]), ended // 7)
            if begin > end:
                continue
            state, code = stays[stay, OF], stays[stay, CODE]
            for group in range(bounds[state], bounds[state + 1]):
                if not groups[group, FIRST_CODE] <= code <= groups[group, LAST_CODE]:
                    continue
                age = groups[group, AGE]
                line = (group * places + stays[stay, WHERE]) * len(spans)
                for grid in range(len(not_over)):
                    for stretch in range(not_over[grid, begin - opening], begun[grid, end - opening] + 1):
                        day = spans[stretch, SPAN_DAY]
                        if age >= 0 and not ages_from[age, whose] <= day < ages_until[age, whose]:
                            continue
                        since = max(started, 7 * max(begin, spans[stretch, SPAN_FIRST]))
                        until = min(ended, 7 * min(end, spans[stretch, SPAN_LAST]) + 6)
                        worked = working_days_before(until + 1) - working_days_before(since)
                        if worked <= 0:
                            continue
                        if count < room:
                            who[count], cell[count] = whose, line + stretch
                            amount[count] = worked * hours[offer]
                        count += 1
    return count
