"""The sums behind each shape while blocks are counted, and the cubes they become.

Every sum has a lock, so that pieces are counted side by side into one set of arrays.
"""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pejling.engines.found import is_found
from pejling.engines.kernel_count import add_events, add_persons, add_running, add_weeks
from pejling.engines.kernel_layout import ALL_CODES, UNIX, Axis, Int32s, Layout, relevant_codes
from pejling.engines.kernel_spells import (
    CODES,
    COLUMNS,
    COMPLETED,
    EVER,
    KNOWN,
    LENGTH,
    STATE,
    codes_after,
    fill_spells,
)
from pejling.indicators.counts import Ask, Counts
from pejling.indicators.measures import After, Ended, PersonShape, PersonsIn, Running, Started, WeeksIn
from pejling.spells.panel import Runs, Window
from pejling.terms.benefit import group
from pejling.terms.municipality import areas, municipalities
from pejling.terms.week import EPOCH

Int64s = NDArray[np.int64]
MONDAY_OF_WEEK_0 = EPOCH.toordinal() - UNIX


@dataclass(frozen=True)
class Piece:
    """Some thousand persons' runs, their spells, and the days on which they pass the asked ages."""

    columns: tuple[NDArray[Any], ...]  # person, first, last, code, place
    spells: Int32s
    age_days: tuple[Int32s, Int32s]
    later: dict[tuple[bool, int], Int32s]  # codes some weeks after each spell's start or end


class Sum:
    """One array that is added to, and its lock."""

    def __init__(self, *shape: int) -> None:
        self.array: Int64s = np.zeros(shape, dtype=np.int64)
        self.lock = Lock()


class Sums:
    """All sums of one ask."""

    def __init__(self, window: Window, ask: Ask) -> None:
        self.ask = ask
        self.layout = Layout(ask, window)
        self.members = self.layout.members
        self._tables = (self.members.states, self.members.bounds, self.members.groups)
        self._found = {s.found: self._found_table(s) for s in ask.shapes if isinstance(s, After)}
        self._sums: dict[PersonShape, list[Sum]] = {shape: self._zero(shape) for shape in ask.shapes}

    def _zero(self, shape: PersonShape) -> list[Sum]:
        groups, places = len(self.members.ids), len(self.layout.areas_of_place)
        weeks = self.layout.window.last - self.layout.window.first + 2
        match shape:
            case WeeksIn():
                limits = len(self.members.limits)
                aged = [Sum(limits, places, weeks) for _ in self.layout.grids] if limits else []
                return [Sum(groups, places, weeks), *aged]
            case PersonsIn():
                return [Sum(groups, len(areas()), len(grid.columns) + 1) for grid in self.layout.grids]
            case Running():
                return [Sum(groups, places, len(self.layout.last_weeks.columns) + 1)]
            case Started() | Ended() | After():
                return [Sum(groups, places, self.layout.cell_count)]
            case _:
                raise NotImplementedError(shape)

    def add(self, runs: Runs) -> None:
        """Add some persons, whose runs are numbered from 0 and sorted by person and first week.

        Compiled code looks weeks up unchecked, so runs that reach outside the file are refused here.
        """
        window = self.layout.window
        if runs.first.min(initial=window.first) < window.first or runs.last.max(initial=0) > window.last:
            raise ValueError(f"runs reach outside the file's weeks {window.first}-{window.last}")
        piece = self._piece(runs)
        for shape in self.ask.shapes:
            match shape:
                case WeeksIn():
                    self._add_weeks(piece, self._sums[shape])
                case PersonsIn():
                    self._add_persons(piece, self._sums[shape])
                case Running():
                    self._add_running(piece, shape, self._sums[shape][0])
                case Started() | Ended() | After():
                    self._add_events(piece, shape, self._sums[shape][0])

    def _piece(self, runs: Runs) -> Piece:
        place = self.layout.place_of_code[runs.municipality.astype(np.int32) + CODES]
        given = (runs.person, runs.first, runs.last, runs.code, place)
        columns = tuple(np.ascontiguousarray(column) for column in given)
        needs_spells = any(not isinstance(shape, WeeksIn | PersonsIn) for shape in self.ask.shapes)
        spells = self._spells(columns[:4]) if needs_spells else np.empty((0, COLUMNS), dtype=np.int32)
        return Piece(columns, spells, self.members.age_days(runs.birthday), {})

    def _spells(self, columns: tuple[NDArray[Any], ...]) -> Int32s:
        states = self.members.states
        room = int((states[columns[3].astype(np.int32) + CODES] >= 0).sum())
        spells = np.empty((room, COLUMNS), dtype=np.int32)
        layout, state_count = self.layout, len(self.members.state_ids)
        found = fill_spells(
            *(*columns, states, state_count, layout.closes, layout.clock, layout.window.present),
            *(layout.window.first, self.ask.rule.count_gaps, spells),
        )
        return spells[:found]

    def _add_weeks(self, piece: Piece, sums: list[Sum]) -> None:
        opening = self.layout.window.first
        with sums[0].lock:
            add_weeks(sums[0].array, *piece.columns, *self._tables, *piece.age_days, False, opening)
        for grid, sum_ in zip(self.layout.grids, sums[1:], strict=False):
            ages = (grid.weeks_from(piece.age_days[0]), grid.weeks_until(piece.age_days[1]))
            with sum_.lock:
                add_weeks(sum_.array, *piece.columns, *self._tables, *ages, True, opening)

    def _add_persons(self, piece: Piece, sums: list[Sum]) -> None:
        for grid, sum_ in zip(self.layout.grids, sums, strict=True):
            ages = tuple(grid.places(days) for days in piece.age_days)
            with sum_.lock:
                add_persons(
                    *(sum_.array, *piece.columns, *self._tables, *ages, self.layout.areas_of_place),
                    *(grid.not_over, grid.begun, self.layout.window.first),
                )

    def _add_running(self, piece: Piece, shape: Running, sum_: Sum) -> None:
        axis, known = self.layout.last_weeks, shape.start == "known"
        ages = tuple(axis.places(days) for days in piece.age_days)
        longer_than = shape.longer_than if known else 0
        with sum_.lock:
            add_running(
                *(sum_.array, piece.spells, *piece.columns, *self._tables, *ages, axis.not_over, axis.begun),
                *(self.layout.clock, self.layout.window.first, self.ask.rule.count_gaps, longer_than, known),
            )

    def _add_events(self, piece: Piece, shape: Started | Ended | After, sum_: Sum) -> None:
        starts = isinstance(shape, Started) or (isinstance(shape, After) and shape.event == "started")
        weights = np.ascontiguousarray(self._weights(piece, shape, starts), dtype=np.int64)
        with sum_.lock:
            add_events(
                *(sum_.array, piece.spells, weights, starts, MONDAY_OF_WEEK_0, *piece.columns[3:]),
                *(*self._tables[1:], *piece.age_days, self.layout.cells, self.layout.window.first),
            )

    def _weights(self, piece: Piece, shape: Started | Ended | After, starts: bool) -> NDArray[Any]:
        """What each spell adds to the shape."""
        spells = piece.spells
        known: NDArray[Any] = spells[:, KNOWN]
        found: NDArray[Any]
        match shape:
            case Started():
                found = known * spells[:, EVER] if shape.first_ever else known
            case Ended():
                found = spells[:, COMPLETED] * (spells[:, LENGTH] if shape.sum == "weeks" else 1)
                if shape.start != "any":
                    found = found * (known == (shape.start == "known"))
            case After():
                codes = piece.later.get((starts, shape.weeks))
                if codes is None:
                    codes = codes_after(spells, starts, shape.weeks, *piece.columns[:4])
                    piece.later[starts, shape.weeks] = codes
                table = self._found[shape.found]
                hits = table[spells[:, STATE] if len(table) > 1 else 0, codes + CODES]
                found = hits * (known if starts else spells[:, COMPLETED])
        return found

    def _found_table(self, shape: After) -> NDArray[np.int8]:
        """[states, codes and one more]: 1 where found; one row serves all unless the benefit matters."""
        states = [group(id) for id in self.members.state_ids]
        states = states if shape.found.kind == "benefit" else states[:1]
        table = np.zeros((len(states), ALL_CODES + 1), dtype=np.int8)
        for row, state in enumerate(states):
            for number, code in enumerate(relevant_codes(self.ask)):
                cells = slice(0, ALL_CODES) if number == 0 else code + CODES
                table[row, cells] = is_found(shape.found, code, state, self.ask.codes)
        return table

    def counts(self) -> Counts:
        """The cubes; call it once, when all persons are added."""
        counts = Counts.zero(self.ask)
        order = [self.members.ids.index(id) for id in self.ask.groups]
        for shape, cube in counts.cubes.items():
            sums = [sum_.array for sum_ in self._sums.pop(shape)]
            match shape:
                case WeeksIn():
                    self._weeks_cube(cube, sums, order)
                case PersonsIn():
                    for grid, found in zip(self.layout.grids, sums, strict=True):
                        _spread(cube, np.cumsum(found, axis=2)[order], grid)
                case Running():
                    found = by_area(np.cumsum(sums[0], axis=2), self.layout)
                    _spread(cube, found[order], self.layout.last_weeks)
                case Started() | Ended() | After():
                    begin, end = self.layout.cells_of_periods.T
                    total = _until(by_area(sums[0], self.layout))[order]
                    np.subtract(total[:, :, end], total[:, :, begin], out=cube)
        return counts

    def _weeks_cube(self, cube: Int64s, sums: list[Int64s], order: list[int]) -> None:
        plain, *aged = (by_area(_until(np.cumsum(found, axis=2)[:, :, :-1]), self.layout) for found in sums)
        limits = self.members.groups[order, 2]
        self._fill_weeks(cube, plain[order], range(len(self.ask.periods)), limits < 0)
        for grid, found in zip(self.layout.grids, aged, strict=False):
            columns = [column for same in grid.columns for column in same]
            self._fill_weeks(cube, found[np.maximum(limits, 0)], columns, limits >= 0)

    def _fill_weeks(self, cube: Int64s, total: Int64s, columns: Any, groups: NDArray[np.bool_]) -> None:
        ends = [self.layout.weeks_of(self.ask.periods[column]) for column in columns]
        begin, end = np.array(ends, dtype=np.int64).reshape(-1, 2).T
        rows = np.flatnonzero(groups)
        cube[np.ix_(rows, np.arange(cube.shape[1]), columns)] = (
            total[rows][:, :, end] - total[rows][:, :, begin]
        )


def by_area(sums: Int64s, layout: Layout) -> Int64s:
    """[group, place, ...] added up to [group, area, ...]: municipalities, regions, the country."""
    known = len(municipalities())
    found = np.zeros((sums.shape[0], len(areas()), sums.shape[2]), dtype=np.int64)
    found[:, :known] = sums[:, :known]
    for place, (_, region, country) in enumerate(layout.areas_of_place):
        found[:, country] += sums[:, place]
        if region >= 0:
            found[:, region] += sums[:, place]
    return found


def _until(sums: Int64s) -> Int64s:
    """Running totals along the last axis, from 0: the sum of columns i to j - 1 is total[j] - total[i]."""
    total = np.zeros((*sums.shape[:2], sums.shape[2] + 1), dtype=np.int64)
    np.cumsum(sums, axis=2, out=total[:, :, 1:])
    return total


def _spread(cube: Int64s, found: Int64s, axis: Axis) -> None:
    for place, columns in enumerate(axis.columns):
        for column in columns:
            cube[:, :, column] = found[:, :, place]
