"""What is asked, laid out as the arrays that the compiled functions look things up in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
from numpy.typing import NDArray

from pejling.engines.kernel_members import ALL_CODES, Members
from pejling.engines.kernel_periods import Calendar, LastWeeks, calendars
from pejling.engines.kernel_spells import CODES
from pejling.indicators.counts import Ask
from pejling.spells.panel import Window
from pejling.spells.population import areas_of
from pejling.spells.rule import SpellRule
from pejling.terms.benefit import Group
from pejling.terms.municipality import areas, municipalities

Int32s = NDArray[np.int32]


@dataclass(frozen=True)
class Layout:
    """What does not differ by person: an ask and a file's window, for the groups ``asked``."""

    ask: Ask
    window: Window
    asked: tuple[Group, ...]

    @cached_property
    def members(self) -> Members:
        return Members.of(self.asked, self.ask)

    @property
    def size(self) -> tuple[int, int, int]:
        """How many groups, places and cells there are: the axes of sums that are added up by cell."""
        return len(self.members.groups), len(self.areas_of_place), self.cell_count

    @cached_property
    def closes(self) -> NDArray[np.int16]:
        return _closing_weeks(self.ask.rule, self.window.first, self.window.last)

    @cached_property
    def clock(self) -> Int32s:
        """Weeks that count in lengths before each week, and before the one after the file's last."""
        clock = self.ask.rule.clock(self.window.first, self.window.last)
        return np.append(np.zeros(1, dtype=np.int32), clock).astype(np.int32)

    @cached_property
    def place_of_code(self) -> NDArray[np.int16]:
        """int16 [codes]: a municipality's row; all other codes share the last row."""
        known = sorted(municipalities())
        rows = np.full(ALL_CODES, len(known), dtype=np.int16)
        rows[np.array(known) + CODES] = np.arange(len(known))
        return rows

    @cached_property
    def areas_of_place(self) -> Int32s:
        """int32 [places, 3]: the municipality, its region and the country, -1 for none."""
        index = {area: number for number, area in enumerate(areas())}
        rows = [[index[area] for area in areas_of(code)] for code in (*sorted(municipalities()), 0)]
        return np.array([[-1] * (3 - len(row)) + row for row in rows], dtype=np.int32)

    @cached_property
    def calendar(self) -> Calendar:
        """The cells of all periods."""
        return Calendar.of(tuple(range(len(self.ask.periods))), self.ask, self.window)

    @cached_property
    def calendars(self) -> list[Calendar]:
        """The periods by their length, each with as few cells as they need."""
        return calendars(self.ask, self.window)

    @cached_property
    def last_weeks(self) -> LastWeeks:
        return LastWeeks.of(self.ask, self.window)

    @property
    def cells(self) -> Int32s:
        """By week since the file's first: its cell, weeks that every period holds or leaves out whole."""
        return self.calendar.cells

    @property
    def cell_count(self) -> int:
        return self.calendar.cell_count

    @property
    def cells_of_periods(self) -> NDArray[np.int64]:
        """[periods, 2]: each period's first cell, and the one after its last."""
        return self.calendar.cells_of_periods


@cache
def _closing_weeks(rule: SpellRule, first: int, last: int) -> NDArray[np.int16]:
    """Made once for all asks: the calendar is slow to ask."""
    return rule.closing_weeks(first, last)
