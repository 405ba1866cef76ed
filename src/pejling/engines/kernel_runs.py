"""From register columns to runs, compiled: one look at every cell."""

from __future__ import annotations

from concurrent.futures import Executor
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pejling.engines.kernel_compile import (
    INT,
    INT16,
    INT32,
    READ_BOOL,
    READ_BOOL_2D,
    READ_INT16,
    READ_INT16_2D,
    READ_INT32,
    TWO_INTS,
    compiled,
)
from pejling.spells.panel import NO_BIRTHDAY, PersonWeeks, Runs
from pejling.terms.benefit import DEAD, EMPLOYED, SELF_SUPPORT, WORK_UNKNOWN
from pejling.terms.week import Week

TILE = 64  # persons turned from week-major to person-major at a time: a cache line or two of a column
RUNS_A_PERSON = 80  # room made at first; more is made as needed


def runs_of(block: PersonWeeks, workers: Executor, parts: int) -> Runs:
    """The runs of ``block``, its persons shared among ``parts`` of the ``workers``."""
    calendar = _Calendar(block)
    bounds = np.linspace(0, block.persons, parts + 1).astype(int)
    pieces = workers.map(lambda ends: calendar.piece(*ends), pairwise(bounds))
    parts_of_columns = zip(*(columns for piece in pieces for columns in piece), strict=True)
    person, first, last, code, municipality = (np.concatenate(column) for column in parts_of_columns)
    return Runs(
        *(person, first, last, code, municipality),
        birthday=block.birthday,
        sex=block.sex,
        key=block.key,
    )


class _Calendar:
    """A block with what each of its weeks means: its work month, its year of residence, where it breaks."""

    def __init__(self, block: PersonWeeks) -> None:
        shapes = (block.codes.shape, block.work.shape, block.municipality.shape)
        rows = (len(block.window.weeks), len(block.window.work_months), len(block.years))
        if shapes != tuple((row, block.persons) for row in rows):
            raise ValueError(f"a block's weeks, work months and years are {rows}, its arrays {shapes}")
        self.codes = np.ascontiguousarray(block.codes, dtype=np.int16)
        self.work = np.ascontiguousarray(block.work, dtype=np.bool_)
        self.municipality = np.ascontiguousarray(block.municipality, dtype=np.int16)
        weeks = [Week.from_index(week) for week in block.window.weeks]
        self.weeks = np.array(block.window.weeks, dtype=np.int16)
        months = {month: row for row, month in enumerate(block.window.work_months)}
        days = [week.thursday for week in weeks]
        self.work_row = np.array([months.get(d.year * 12 + d.month - 1, -1) for d in days], dtype=np.int16)
        years = np.array([week.year for week in weeks])
        order = np.argsort(block.years)
        rank = np.searchsorted(np.array(block.years, dtype=np.int64)[order], years, side="right") - 1
        chosen = order[np.maximum(rank, 0)] if block.years else np.full(len(years), -1)
        self.place_row = chosen.astype(np.int16)
        self.edge = np.ones(len(weeks), dtype=np.bool_)
        self.edge[1:] = (np.diff(self.weeks) != 1) | (np.diff(self.work_row) != 0)
        self.edge[1:] |= np.diff(self.place_row) != 0
        born = block.birthday.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970
        start = np.searchsorted(years, born + 16)
        self.start = np.where(block.birthday == NO_BIRTHDAY, 0, start).astype(np.int32)

    def piece(self, person: int, stop: int) -> list[tuple[NDArray[Any], ...]]:
        """The columns of the runs of persons ``person`` to ``stop``, in as many parts as it takes."""
        parts: list[tuple[NDArray[Any], ...]] = []
        while person < stop or not parts:
            room = max(len(self.weeks) * TILE, (stop - person) * RUNS_A_PERSON)
            persons = np.empty(room, dtype=np.int32)
            others = [np.empty(room, dtype=np.int16) for _ in range(4)]
            person, found = fill_runs(
                *(self.codes, self.work, self.municipality, self.weeks, self.work_row, self.place_row),
                *(self.edge, self.start, person, stop, persons, *others),
            )
            parts.append((persons[:found].copy(), *(column[:found].copy() for column in others)))
        return parts


@compiled(
    TWO_INTS,
    *(READ_INT16_2D, READ_BOOL_2D, READ_INT16_2D, READ_INT16, READ_INT16, READ_INT16),
    *(READ_BOOL, READ_INT32, INT, INT, INT32, INT16, INT16, INT16, INT16),
)
def fill_runs(
    codes: NDArray[np.int16],
    work: NDArray[np.bool_],
    municipality: NDArray[np.int16],
    weeks: NDArray[np.int16],
    work_row: NDArray[np.int16],
    place_row: NDArray[np.int16],
    edge: NDArray[np.bool_],
    start: NDArray[np.int32],
    begin: int,
    stop: int,
    out_person: NDArray[np.int32],
    out_first: NDArray[np.int16],
    out_last: NDArray[np.int16],
    out_code: NDArray[np.int16],
    out_place: NDArray[np.int16],
) -> tuple[int, int]:
    """Write the runs of persons ``begin`` to ``stop``; stop early when a tile may not fit.

    ``edge``: weeks in which work month, year or the row of columns breaks; elsewhere an unchanged cell goes
    on with its run. ``start``: each person's first row. Returns the next person and the number of runs.
    """
    length = len(weeks)
    cells = np.empty((TILE, length), dtype=np.int16)
    count = 0
    for tile in range(begin, stop, TILE):
        width = min(TILE, stop - tile)
        if len(out_person) - count < width * length:
            return tile, count
        for row in range(length):
            for column in range(width):
                cells[column, row] = codes[row, tile + column]
        for column in range(width):
            person = tile + column
            dead = False
            for row in range(start[person]):
                dead = dead or cells[column, row] == DEAD
            before = np.int16(0)
            is_open = False
            for row in range(start[person], length):
                cell = cells[column, row]
                if cell == before and is_open and not edge[row]:
                    continue
                before = cell
                dead = dead or cell == DEAD
                code = np.int16(cell)
                if dead:
                    code = np.int16(DEAD)
                elif cell == 0:
                    if work_row[row] < 0:
                        code = np.int16(WORK_UNKNOWN)
                    elif work[work_row[row], person]:
                        code = np.int16(EMPLOYED)
                    else:
                        code = np.int16(SELF_SUPPORT)
                place = np.int16(0)
                if place_row[row] >= 0:
                    place = municipality[place_row[row], person]
                if is_open:
                    joined = code == out_code[count - 1] and place == out_place[count - 1]
                    if joined and weeks[row] == weeks[row - 1] + 1:
                        continue
                    out_last[count - 1] = weeks[row - 1]
                out_person[count] = person
                out_first[count] = weeks[row]
                out_code[count] = code
                out_place[count] = place
                count += 1
                is_open = True
            if is_open:
                out_last[count - 1] = weeks[length - 1]
    return stop, count
