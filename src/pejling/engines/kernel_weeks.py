"""Weeks and persons on a benefit within periods, however these overlap: from sums by week and by cell."""

from __future__ import annotations

from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pejling.engines.kernel_cells import add_pairs, totals_by_area
from pejling.engines.kernel_count import BEGUN, OVER, PAIRS, add_persons, add_persons_ended, add_weeks
from pejling.engines.kernel_layout import Layout
from pejling.engines.kernel_memory import zeroed
from pejling.engines.kernel_periods import Calendar
from pejling.engines.kernel_piece import Piece
from pejling.engines.kernel_summing import Cubes, Summing
from pejling.indicators.measures import PersonShape, PersonsIn, WeeksIn
from pejling.terms.municipality import areas, municipalities

AREAS, TOWNS = len(areas()), len(municipalities())


def summings(layout: Layout, shapes: tuple[PersonShape, ...]) -> list[Summing]:
    """Sums of ``shapes``, each WeeksIn or PersonsIn."""
    found: list[Summing] = []
    for shape in shapes:
        for calendar in layout.calendars:
            found.append(Weeks(layout, calendar) if isinstance(shape, WeeksIn) else Persons(layout, calendar))
    return found


class Weeks:
    """WeeksIn over the periods of one calendar."""

    def __init__(self, layout: Layout, calendar: Calendar) -> None:
        self.lock = Lock()
        self.layout, self.calendar = layout, calendar
        groups, places, _ = layout.size
        aged = layout.members.groups[:, 2] >= 0
        self._aged_row = np.where(aged, np.cumsum(aged) - 1, -1).astype(np.int32)
        weeks = layout.window.last - layout.window.first + 2
        self._sums = zeroed((groups, places, weeks), np.int32)
        shape = (int(aged.sum()), places, calendar.cell_count, calendar.width)
        self._pairs = zeroed(shape, np.int32)

    def add(self, piece: Piece) -> None:
        ages = [self.calendar.ending(days) for days in piece.age_days]
        stays = piece.stays
        with self.lock:
            add_weeks(
                *(self._sums, self._pairs, stays, *self.layout.members.tables[1:], *ages),
                *(self.calendar.cells, self._begins, self._aged_row, self.layout.window.first),
            )

    @property
    def _begins(self) -> NDArray[np.int32]:
        """The first week of each cell, the one after the last, and no week at all for no cell."""
        return self.calendar.begins

    def into(self, cubes: Cubes) -> None:
        calendar, cube = self.calendar, cubes[WeeksIn()]
        begin, end = calendar.begins[calendar.cells_of_periods.T]
        for asked, row in enumerate(self.layout.members.order):
            totals = totals_by_area(self._sums[row][:, :, None], self.layout.areas_of_place, AREAS)[0]
            weeks = np.zeros_like(totals)
            np.cumsum(totals[:, 1:-1], axis=1, out=weeks[:, 1:-1])
            found = weeks.take(end, axis=1) - weeks.take(begin, axis=1)
            if self._aged_row[row] >= 0:
                pairs = self._pairs[self._aged_row[row]]
                add_pairs(
                    totals_by_area(pairs, self.layout.areas_of_place, AREAS),
                    1,
                    calendar.cells_of_periods,
                    found,
                )
            cube[asked][:, calendar.columns] = found


class PersonSums:
    """Each person once in a period and area: ranges of cells and pairs of cells (kernel_count.py)."""

    def __init__(self, layout: Layout, calendar: Calendar) -> None:
        self.layout, self.calendar = layout, calendar
        groups, places, _ = layout.size
        width = max(calendar.width, PAIRS)
        self.sums = zeroed((groups, places, calendar.cell_count, width), np.int32)
        self.extra = zeroed((groups, AREAS - TOWNS, calendar.cell_count, width), np.int32)

    def scratch(self) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Nobody has reached any cell: [group, area or none, whose and cell], and [group, home]."""
        groups = len(self.sums)
        return np.full((groups, AREAS + 1, 2), -1, dtype=np.int32), np.full((groups, 4), -1, dtype=np.int32)

    def into(self, cube: NDArray[np.int64]) -> None:
        begin, end = np.ascontiguousarray(self.calendar.cells_of_periods.T)
        further = np.arange(TOWNS, AREAS, dtype=np.int32)[:, None]
        for asked, row in enumerate(self.layout.members.order):
            totals = totals_by_area(self.sums[row], self.layout.areas_of_place, AREAS)
            totals += totals_by_area(self.extra[row], further, AREAS)
            found = totals[BEGUN].take(end, axis=1) - totals[OVER].take(begin, axis=1)
            add_pairs(totals, PAIRS, self.calendar.cells_of_periods, found)
            cube[asked][:, self.calendar.columns] = found


class Persons:
    """PersonsIn over the periods of one calendar."""

    def __init__(self, layout: Layout, calendar: Calendar) -> None:
        self.lock = Lock()
        self._sums = PersonSums(layout, calendar)

    def add(self, piece: Piece) -> None:
        sums, layout = self._sums, piece.layout
        ages = [sums.calendar.ending(days) for days in piece.age_days]
        stays, scratch = piece.stays, sums.scratch()
        with self.lock:
            add_persons(
                *(sums.sums, sums.extra, *scratch, stays, *layout.members.tables[1:], *ages),
                *(layout.areas_of_place, TOWNS, sums.calendar.cells, layout.window.first),
            )

    def into(self, cubes: Cubes) -> None:
        self._sums.into(cubes[PersonsIn()])


class PersonsEnded:
    """Persons with a completed spell: as PersonsIn, of the weeks that spells end in."""

    def __init__(self, layout: Layout, calendar: Calendar, shape: Any, counted: Any) -> None:
        self.lock = Lock()
        self.shape, self._counted = shape, counted
        self._sums = PersonSums(layout, calendar)

    def add(self, piece: Piece) -> None:
        sums, layout = self._sums, piece.layout
        ends, scratch, counted = piece.ends, sums.scratch(), self._counted(piece)
        with self.lock:
            add_persons_ended(
                *(sums.sums, sums.extra, *scratch, piece.spells, ends.row, ends.at, counted),
                *(layout.areas_of_place, TOWNS, sums.calendar.cells, layout.window.first, layout.cell_count),
            )

    def into(self, cubes: Cubes) -> None:
        self._sums.into(cubes[self.shape])
