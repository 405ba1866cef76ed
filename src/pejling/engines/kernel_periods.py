"""The asked periods, as the few boundaries that they are made of.

A *cell* is a stretch of weeks that every period holds or leaves out whole: mostly a month. A period is its
first and its last cell, so that all periods, however they overlap, are told from one set of sums by cell.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pejling.indicators.counts import Ask
from pejling.spells.panel import Window
from pejling.terms.day import number_of

Int32s = NDArray[np.int32]
Int64s = NDArray[np.int64]
SHORT = 54  # weeks: a year and what is shorter share their cells


@dataclass(frozen=True)
class Calendar:
    """Some of the periods and their cells.

    ``columns``: which of ``ask.periods``. ``cells``: by week since the file's first, its cell.
    ``cells_of_periods``: [periods, 2], the first cell and the one after the last. ``begins``: by cell and one
    more, its first week within the file, since the file's first. ``width``: the cells of the longest period.
    ``last_days`` and ``last_cells``: last days of periods, ascending, and the cells that they end.
    """

    columns: NDArray[np.intp]
    cells: Int32s
    cell_count: int
    cells_of_periods: Int64s
    begins: Int32s
    width: int
    last_days: Int64s
    last_cells: Int32s

    @classmethod
    def of(cls, columns: tuple[int, ...], ask: Ask, window: Window) -> Calendar:
        periods = [ask.periods[column] for column in columns]
        ends = [(p.first_week.index, p.last_week.index + 1) for p in periods]
        bounds = np.array(sorted({bound for pair in ends for bound in pair}), dtype=np.int64)
        weeks = np.arange(window.first, window.last + 1)
        found = np.searchsorted(bounds, np.array(ends, dtype=np.int64).reshape(-1, 2), side="right")
        inside = np.clip(bounds, window.first, window.last + 1) - window.first
        days = {number_of(p.last_day): int(end) - 1 for p, end in zip(periods, found[:, 1], strict=True)}
        return cls(
            columns=np.array(columns, dtype=np.intp),
            cells=np.searchsorted(bounds, weeks, side="right").astype(np.int32),
            cell_count=len(bounds) + 1,
            cells_of_periods=found.astype(np.int64),
            begins=np.array([0, *inside, len(weeks)], dtype=np.int32),
            width=int((found[:, 1] - found[:, 0]).max(initial=1)),
            last_days=np.array(sorted(days), dtype=np.int64),
            last_cells=np.array([*(days[day] for day in sorted(days)), len(bounds) + 1], dtype=np.int32),
        )

    def ending(self, days: Int32s) -> Int32s:
        """The first cell at whose end a period ends on or after each of ``days``; ``cell_count``: none."""
        return self.last_cells[np.searchsorted(self.last_days, days.ravel())].reshape(days.shape)


def calendars(ask: Ask, window: Window) -> list[Calendar]:
    """Periods of like length together: sums of pairs of cells grow with the cells of the longest."""
    by_length: dict[int, list[int]] = {}
    for column, period in enumerate(ask.periods):
        limit = SHORT
        while period.weeks > limit:
            limit *= 4
        by_length.setdefault(limit, []).append(column)
    return [Calendar.of(tuple(by_length[limit]), ask, window) for limit in sorted(by_length)]


@dataclass(frozen=True)
class LastWeeks:
    """The last weeks of the periods, ascending: where running spells are looked at.

    ``not_over``, by week since the file's first: the first last week not before it; ``begun``: the last one
    not after it. ``of_periods``: each period's. ``last_days``: the last day of the periods that end then.
    """

    not_over: Int32s
    begun: Int32s
    of_periods: Int64s
    last_days: Int64s

    @classmethod
    def of(cls, ask: Ask, window: Window) -> LastWeeks:
        days = {p.last_week.index: number_of(p.last_day) for p in ask.periods}
        last = np.array(sorted(days), dtype=np.int64)
        weeks = np.arange(window.first, window.last + 1)
        return cls(
            not_over=np.searchsorted(last, weeks, side="left").astype(np.int32),
            begun=(np.searchsorted(last, weeks, side="right") - 1).astype(np.int32),
            of_periods=np.searchsorted(last, [p.last_week.index for p in ask.periods]).astype(np.int64),
            last_days=np.array([days[week] for week in sorted(days)], dtype=np.int64),
        )

    @property
    def count(self) -> int:
        return len(self.last_days)

    def places(self, days: Int32s) -> Int32s:
        """The first of the last weeks whose period's last day is one of ``days`` or later."""
        return np.searchsorted(self.last_days, days.ravel()).astype(np.int32).reshape(days.shape)
