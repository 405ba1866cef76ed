"""Range addition, compiled: +1 where something begins, -1 after it ends, one cumulative sum at the end.

Arguments in common. ``stays``: as kernel_stays.py says. ``bounds``: the groups of state s are rows bounds[s]
to bounds[s + 1]. ``groups``: int32 [groups, 3], first code, last code, and the row of its age limits in
``ages_from`` and ``ages_until`` ([rows, persons], the latter excluded) or -1 where age is nothing. ``sums``
are added to.

**A pair of cells.** An age on a period's last day concerns the period's last cell, not the week that is
counted; and whether a person was counted before concerns the period's first. Both are settled by counting
periods that hold two cells at once: C(x, y) is 1 for a period whose first cell is x or an earlier one, and
whose last is y or a later one. Where x is not before y - 1, C(x, y) = (last >= y) - (first > x), two sums by
one cell each, whatever lies between; else it is one more in the sum of pairs that are y - x cells apart, and
nothing at all where no period is that long.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pejling.engines.kernel_compile import (
    INT,
    INT32_2D,
    INT32_3D,
    INT32_4D,
    NOTHING,
    READ_BOOL,
    READ_INT32,
    READ_INT32_2D,
    compiled,
)
from pejling.engines.kernel_placed import AGE, FIRST_CODE, LAST_CODE
from pejling.engines.kernel_spells import LAST, PERSON
from pejling.engines.kernel_stays import BEGIN, CODE, END, KIND, OF, WHERE, WHO

BEGUN, OVER, PAIRS = range(3)  # last >= y; first > x; the sums of pairs two cells apart and more
WHOSE, PLACE, REACHED, MOVED = range(4)  # columns of what is known of a person's places
GROUPS = (READ_INT32, READ_INT32_2D)
AGES = (READ_INT32_2D, READ_INT32_2D)


@compiled(NOTHING, INT32_3D, INT32_4D, READ_INT32_2D, *GROUPS, *AGES, READ_INT32, READ_INT32, READ_INT32, INT)
def add_weeks(
    sums: NDArray[np.int32],
    pairs: NDArray[np.int32],
    stays: NDArray[np.int32],
    bounds: NDArray[np.int32],
    groups: NDArray[np.int32],
    ages_from: NDArray[np.int32],
    ages_until: NDArray[np.int32],
    cells: NDArray[np.int32],
    begins: NDArray[np.int32],
    aged_row: NDArray[np.int32],
    opening: int,
) -> None:
    """Weeks on the benefit, by week since ``opening``: [group, place, week].

    Of an age: limits are cells, weeks count plainly from the first cell on at whose end the person is old
    enough, and in earlier ones for the periods that hold that cell too: ``pairs`` [aged group, place, cell,
    cells apart], ``aged_row`` being the row of each group there; alike, less what is past the age.
    ``begins``: the first week of each cell.
    """
    cell_count = len(begins) - 1
    for row in range(len(stays)):
        state = stays[row, OF]
        first, last = int(stays[row, BEGIN]) - opening, int(stays[row, END]) - opening
        place = stays[row, WHERE]
        for group in range(bounds[state], bounds[state + 1]):
            if not groups[group, FIRST_CODE] <= stays[row, CODE] <= groups[group, LAST_CODE]:
                continue
            age = groups[group, AGE]
            if age < 0:
                sums[group, place, first] += 1
                sums[group, place, last + 1] -= 1
                continue
            whose = stays[row, WHO]
            young, old = int(ages_from[age, whose]), int(ages_until[age, whose])
            if young >= old:
                continue
            begin, end = max(first, int(begins[young])), min(last, int(begins[old]) - 1)
            if begin <= end:
                sums[group, place, begin] += 1
                sums[group, place, end + 1] -= 1
            line = aged_row[group]
            for turn in range(2):
                limit = old if turn else young
                if limit >= cell_count:
                    continue
                for cell in range(max(int(cells[first]), limit - pairs.shape[3] + 1), limit):
                    within = min(last + 1, int(begins[cell + 1])) - max(first, int(begins[cell]))
                    if within <= 0:
                        break
                    pairs[line, place, cell, limit - cell] += -within if turn else within


@compiled(NOTHING, INT32_4D, READ_INT32_2D, *GROUPS, *AGES, READ_INT32, READ_INT32, INT, INT)
def add_at(
    sums: NDArray[np.int32],
    stays: NDArray[np.int32],
    bounds: NDArray[np.int32],
    groups: NDArray[np.int32],
    ages_from: NDArray[np.int32],
    ages_until: NDArray[np.int32],
    not_over: NDArray[np.int32],
    begun: NDArray[np.int32],
    opening: int,
    only: int,
) -> None:
    """Stretches that hold the last week of a period: [group, place, last week, kind].

    ``only`` one group, or those that hold the stretch's code if -1.

    ``not_over`` and ``begun``, by week since ``opening``: the first last week not before it, and the last
    one not after it; age limits are places among them.
    """
    for row in range(len(stays)):
        lowest = int(not_over[stays[row, BEGIN] - opening])
        highest = int(begun[stays[row, END] - opening])
        if lowest > highest:
            continue
        state, whose = stays[row, OF], stays[row, WHO]
        for group in range(bounds[state], bounds[state + 1]):
            if not groups[group, FIRST_CODE] <= stays[row, CODE] <= groups[group, LAST_CODE]:
                continue
            if only >= 0 and group != only:
                continue
            left, right = lowest, highest
            age = groups[group, AGE]
            if age >= 0:
                left = max(left, int(ages_from[age, whose]))
                right = min(right, int(ages_until[age, whose]) - 1)
            if left <= right:
                sums[group, stays[row, WHERE], left, stays[row, KIND]] += 1
                sums[group, stays[row, WHERE], right + 1, stays[row, KIND]] -= 1


@compiled(NOTHING, INT32_4D, INT, INT, INT, INT, INT)
def _add_pair(sums: NDArray[np.int32], group: int, place: int, x: int, y: int, amount: int) -> None:
    """``amount`` x C(x, y) to [group, place, cell, BEGUN, OVER or cells apart]."""
    if x >= y - 1:
        sums[group, place, y, BEGUN] += amount
        sums[group, place, x, OVER] += amount
    elif y - x < sums.shape[3]:
        sums[group, place, x, y - x] += amount


@compiled(NOTHING, INT32_4D, INT, INT, INT, INT, INT, INT)
def _add_between(
    sums: NDArray[np.int32], group: int, place: int, x: int, young: int, old: int, amount: int
) -> None:
    """``amount`` for periods that begin by cell ``x`` (-1: none) and end in ``young`` to ``old`` - 1."""
    if x < 0:
        return
    _add_pair(sums, group, place, x, young, amount)
    if old < sums.shape[2]:
        _add_pair(sums, group, place, x, old, -amount)


@compiled(INT, READ_INT32_2D, INT, INT, INT)
def _area(areas: NDArray[np.int32], place: int, level: int, nowhere: int) -> int:
    """The area of a place; ``nowhere`` is the town of those who live in none."""
    area = int(areas[place, level])
    return nowhere if level == 0 and area < 0 else area


@compiled(NOTHING, INT32_4D, INT32_4D, INT32_3D, INT32_2D, INT, INT, INT, READ_INT32_2D, INT, INT, INT, INT)
def _add_person(
    sums: NDArray[np.int32],
    extra: NDArray[np.int32],
    reached: NDArray[np.int32],
    home: NDArray[np.int32],
    group: int,
    whose: int,
    place: int,
    areas: NDArray[np.int32],
    towns: int,
    cell: int,
    young: int,
    old: int,
) -> None:
    """A person touched cells up to ``cell``: he counts in the periods that he has not touched before.

    That is those that begin after what he had reached, in each area. As long as he has not moved, that is the
    same in all of them: ``home`` [group, whose, place, cell and whether moved since], and one sum serves all.
    From his first move on it is ``reached`` [group, area, whose and cell], and the difference goes to
    ``extra``, by region and country (areas from ``towns`` on).
    """
    if home[group, WHOSE] != whose:
        home[group, WHOSE] = whose
        home[group, PLACE] = place
        home[group, MOVED] = 0
        home[group, REACHED] = cell
        _add_between(sums, group, place, cell, young, old, 1)
        return
    if home[group, MOVED] == 0:
        before = int(home[group, REACHED])
        if home[group, PLACE] == place:
            home[group, REACHED] = cell
            _add_between(sums, group, place, cell, young, old, 1)
            _add_between(sums, group, place, before, young, old, -1)
            return
        home[group, MOVED] = 1
        for level in range(3):
            area = _area(areas, int(home[group, PLACE]), level, towns + len(extra[0]))
            if area >= 0:
                reached[group, area, 0] = whose
                reached[group, area, 1] = before
    here = -1
    for level in range(3):
        area = _area(areas, place, level, towns + len(extra[0]))
        if area < 0:
            continue
        before = int(reached[group, area, 1]) if reached[group, area, 0] == whose else -1
        if level == 0:
            here = before
            _add_between(sums, group, place, cell, young, old, 1)
            _add_between(sums, group, place, before, young, old, -1)
        elif before != here:
            _add_between(extra, group, area - towns, here, young, old, 1)
            _add_between(extra, group, area - towns, before, young, old, -1)
        reached[group, area, 0] = whose
        reached[group, area, 1] = cell


@compiled(
    NOTHING,
    *(INT32_4D, INT32_4D, INT32_3D, INT32_2D, READ_INT32_2D, *GROUPS, *AGES, READ_INT32_2D, INT),
    *(READ_INT32, INT),
)
def add_persons(
    sums: NDArray[np.int32],
    extra: NDArray[np.int32],
    reached: NDArray[np.int32],
    home: NDArray[np.int32],
    stays: NDArray[np.int32],
    bounds: NDArray[np.int32],
    groups: NDArray[np.int32],
    ages_from: NDArray[np.int32],
    ages_until: NDArray[np.int32],
    areas: NDArray[np.int32],
    towns: int,
    cells: NDArray[np.int32],
    opening: int,
) -> None:
    """Persons with a week on the benefit; age limits are cells. ``areas``: [places, levels], -1 for none.

    ``reached`` and ``home`` are scratch, whose being -1 everywhere. The first ``towns`` areas are
    municipalities.
    """
    nobody = sums.shape[2]
    for row in range(len(stays)):
        state, whose, place = stays[row, OF], int(stays[row, WHO]), int(stays[row, WHERE])
        begin, end = int(cells[stays[row, BEGIN] - opening]), int(cells[stays[row, END] - opening])
        for group in range(bounds[state], bounds[state + 1]):
            if not groups[group, FIRST_CODE] <= stays[row, CODE] <= groups[group, LAST_CODE]:
                continue
            age = groups[group, AGE]
            if age >= 0:
                young, old = max(begin, int(ages_from[age, whose])), int(ages_until[age, whose])
                if young < old:
                    _add_person(
                        sums, extra, reached, home, group, whose, place, areas, towns, end, young, old
                    )
                continue
            before = int(home[group, REACHED])
            stayed = home[group, WHOSE] == whose and home[group, MOVED] == 0 and home[group, PLACE] == place
            if stayed and before >= begin - 1:
                # what most do: the same place, and no whole cell between
                if before < end:
                    sums[group, place, end, OVER] += 1
                    sums[group, place, before, OVER] -= 1
                    home[group, REACHED] = end
                continue
            _add_person(sums, extra, reached, home, group, whose, place, areas, towns, end, begin, nobody)


@compiled(
    NOTHING,
    *(INT32_4D, INT32_4D, INT32_3D, INT32_2D, READ_INT32_2D, READ_INT32, READ_INT32, READ_BOOL),
    *(READ_INT32_2D, INT, READ_INT32, INT, INT),
)
def add_persons_ended(
    sums: NDArray[np.int32],
    extra: NDArray[np.int32],
    reached: NDArray[np.int32],
    home: NDArray[np.int32],
    spells: NDArray[np.int32],
    row: NDArray[np.int32],
    at: NDArray[np.int32],
    counted: NDArray[np.bool_],
    areas: NDArray[np.int32],
    towns: int,
    cells: NDArray[np.int32],
    opening: int,
    cell_count: int,
) -> None:
    """Persons with a ``counted`` spell among those placed where they end; otherwise as ``add_persons``.

    ``at`` is the place in [group, place, cell of all periods], of which there are ``cell_count``.
    """
    nobody = sums.shape[2]
    for number in range(len(row)):
        spell = row[number]
        if not counted[spell]:
            continue
        group, place = divmod(int(at[number]) // cell_count, len(areas))
        cell = int(cells[spells[spell, LAST] - opening])
        whose = int(spells[spell, PERSON])
        _add_person(sums, extra, reached, home, group, whose, place, areas, towns, cell, cell, nobody)
