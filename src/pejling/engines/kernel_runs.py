"""From register columns to runs, compiled: one look at every cell, two at those that differ from the last.

A cell mostly says what the week before said. Weeks are compared a few persons at a time, as wide words;
only where something differs is it asked what begins there.
"""

from __future__ import annotations

from concurrent.futures import Executor
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pejling.engines.kernel_compile import (
    INT,
    INT16,
    INT16_2D,
    INT32,
    INT64,
    NOTHING,
    READ_BOOL,
    READ_BOOL_2D,
    READ_INT16,
    READ_INT16_2D,
    READ_INT32,
    READ_INT64_2D,
    TWO_INTS,
    compiled,
)
from pejling.spells.panel import NO_BIRTHDAY, PersonWeeks, Runs, Visitation
from pejling.terms.benefit import DEAD, EMPLOYED, SELF_SUPPORT, WORK_UNKNOWN
from pejling.terms.period import Kind, Period
from pejling.terms.week import Week

STRIP = 256  # persons followed through all weeks at a time: a few cache lines of each column
CELLS_A_WORD = 4  # int16 in int64
WORDS = 8  # compared at once
RUNS_A_PERSON = 80  # room made at first; more is made as needed


def runs_of(block: PersonWeeks, workers: Executor, parts: int) -> Runs:
    """The runs of ``block``, its persons shared among ``parts`` of the ``workers``."""
    calendar = _Calendar(block)
    bounds = np.linspace(0, block.persons, parts + 1).astype(int)
    bounds[1:-1] -= bounds[1:-1] % CELLS_A_WORD
    pieces = workers.map(lambda ends: calendar.piece(*ends), pairwise(bounds))
    parts_of_columns = zip(*(columns for piece in pieces for columns in piece), strict=True)
    person, first, last, code, municipality = (np.concatenate(column) for column in parts_of_columns)
    return Runs(
        *(person, first, last, code, municipality),
        birthday=block.birthday,
        sex=block.sex,
        key=block.key,
        origin=block.origin,
        visitation=None if block.visitation is None else _stretches(block, block.visitation),
    )


def _stretches(block: PersonWeeks, groups: NDArray[np.int8]) -> Visitation:
    """The match groups of ``block`` by stretches of quarters, as weeks within the file's first and last."""
    quarters = [Period.from_ordinal(Kind.QUARTER, number) for number in block.quarters]
    first = np.array(
        [max(quarter.first_week.index, block.window.first) for quarter in quarters], dtype=np.int16
    )
    last = np.array([min(quarter.last_week.index, block.window.last) for quarter in quarters], dtype=np.int16)
    inside = np.flatnonzero(first <= last)
    first, last = first[inside], last[inside]
    by_person = np.ascontiguousarray(groups[inside].T)
    # what a quarter says of the one before it: another group, or none between them
    starts = by_person != 0
    starts[:, 1:] &= (by_person[:, 1:] != by_person[:, :-1]) | (first[1:] != last[:-1] + 1)
    ends = by_person != 0
    ends[:, :-1] &= (by_person[:, 1:] != by_person[:, :-1]) | (first[1:] != last[:-1] + 1)
    person, start = np.nonzero(starts)
    return Visitation(
        person=person.astype(np.int32),
        first=first[start],
        last=last[np.nonzero(ends)[1]],
        group=by_person[person, start],
    )


class _Calendar:
    """A block with what each of its weeks means: its work month, its year of residence, where it breaks."""

    def __init__(self, block: PersonWeeks) -> None:
        shapes = (block.codes.shape, block.work.shape, block.municipality.shape)
        rows = (len(block.window.weeks), len(block.window.work_months), len(block.years))
        if shapes != tuple((row, block.persons) for row in rows):
            raise ValueError(f"a block's weeks, work months and years are {rows}, its arrays {shapes}")
        self.codes = _padded(block.codes)
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
        self.words = self.codes.view(np.int64)
        born = block.birthday.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970
        start = np.searchsorted(years, born + 16)
        self.start = np.where(block.birthday == NO_BIRTHDAY, 0, start).astype(np.int32)

    def piece(self, person: int, stop: int) -> list[tuple[NDArray[Any], ...]]:
        """The columns of the runs of persons ``person`` to ``stop``, in as many parts as it takes."""
        parts: list[tuple[NDArray[Any], ...]] = []
        while person < stop or not parts:
            room = max(len(self.weeks) * STRIP, (stop - person) * RUNS_A_PERSON)
            persons = np.empty(room, dtype=np.int32)
            others = [np.empty(room, dtype=np.int16) for _ in range(4)]
            person, found = fill_runs(
                *(self.words, self.codes, self.work, self.municipality),
                *(self.weeks, self.work_row, self.place_row, self.edge, self.start),
                *(person, stop, persons, *others),
            )
            parts.append((persons[:found].copy(), *(column[:found].copy() for column in others)))
        return parts


def _padded(codes: NDArray[np.int16]) -> NDArray[np.int16]:
    """``codes`` with blank persons added until its rows are whole words."""
    lacking = -codes.shape[1] % CELLS_A_WORD
    if lacking:
        codes = np.pad(codes, ((0, 0), (0, lacking)))
    return np.ascontiguousarray(codes, dtype=np.int16)


@compiled(
    NOTHING,
    *(READ_INT64_2D, READ_INT16_2D, READ_BOOL_2D, READ_INT16_2D, READ_INT16, READ_INT16, READ_INT16),
    *(READ_BOOL, INT, INT, INT16_2D, INT64),
)
def find_changes(
    words: NDArray[np.int64],
    codes: NDArray[np.int16],
    work: NDArray[np.bool_],
    municipality: NDArray[np.int16],
    weeks: NDArray[np.int16],
    work_row: NDArray[np.int16],
    place_row: NDArray[np.int16],
    edge: NDArray[np.bool_],
    begin: int,
    stop: int,
    changes: NDArray[np.int16],
    number: NDArray[np.int64],
) -> None:
    """The rows in which each person of ``begin`` to ``stop`` may begin a run, ascending, 0 the first.

    ``begin`` is the first of a word. ``changes``: rows [persons, weeks]; ``number``: how many of them.
    """
    changes[:, 0] = 0
    number[:] = 1
    first, last = begin // CELLS_A_WORD, (stop + CELLS_A_WORD - 1) // CELLS_A_WORD
    for row in range(1, codes.shape[0]):
        if edge[row]:
            gap = weeks[row] != weeks[row - 1] + 1
            job, job_before = work_row[row], work_row[row - 1]
            place, place_before = place_row[row], place_row[row - 1]
            asked = gap or ((job < 0) != (job_before < 0))
            moved_on = job != job_before and job >= 0 and job_before >= 0
            elsewhere = place != place_before
            for person in range(begin, stop):
                cell = codes[row, person]
                if (
                    asked
                    or cell != codes[row - 1, person]
                    or (moved_on and cell == 0 and work[job, person] != work[job_before, person])
                    or (elsewhere and municipality[place, person] != municipality[place_before, person])
                ):
                    changes[person - begin, number[person - begin]] = row
                    number[person - begin] += 1
            continue
        now, was = words[row], words[row - 1]
        for word in range(first, last, WORDS):
            if word + WORDS <= last:  # written out, or it would not become vector instructions
                differs = (
                    (now[word] ^ was[word])
                    | (now[word + 1] ^ was[word + 1])
                    | (now[word + 2] ^ was[word + 2])
                    | (now[word + 3] ^ was[word + 3])
                    | (now[word + 4] ^ was[word + 4])
                    | (now[word + 5] ^ was[word + 5])
                    | (now[word + 6] ^ was[word + 6])
                    | (now[word + 7] ^ was[word + 7])
                )
                if differs == 0:
                    continue
            for person in range(word * CELLS_A_WORD, min((word + WORDS) * CELLS_A_WORD, stop)):
                if codes[row, person] != codes[row - 1, person]:
                    changes[person - begin, number[person - begin]] = row
                    number[person - begin] += 1


@compiled(
    TWO_INTS,
    *(READ_INT64_2D, READ_INT16_2D, READ_BOOL_2D, READ_INT16_2D, READ_INT16, READ_INT16, READ_INT16),
    *(READ_BOOL, READ_INT32, INT, INT, INT32, INT16, INT16, INT16, INT16),
)
def fill_runs(
    words: NDArray[np.int64],
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
    """Write the runs of persons ``begin`` to ``stop``; stop early when a strip may not fit.

    ``edge``: weeks in which work month, year or the row of columns breaks. ``start``: each person's first
    row. Returns the next person and the number of runs.
    """
    length = len(weeks)
    changes = np.empty((STRIP, length), dtype=np.int16)
    number = np.empty(STRIP, dtype=np.int64)
    count = 0
    for strip in range(begin, stop, STRIP):
        end = min(strip + STRIP, stop)
        if len(out_person) - count < (end - strip) * length:
            return strip, count
        find_changes(
            words, codes, work, municipality, weeks, work_row, place_row, edge, strip, end, changes, number
        )
        for person in range(strip, end):
            dead = False
            is_open = False
            for change in range(number[person - strip]):
                row = int(changes[person - strip, change])
                dead = dead or codes[row, person] == DEAD
                following = length
                if change + 1 < number[person - strip]:
                    following = int(changes[person - strip, change + 1])
                if following <= start[person]:
                    continue
                row = max(row, int(start[person]))
                code = np.int16(codes[row, person])
                if dead:
                    code = np.int16(DEAD)
                elif code == 0:
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
