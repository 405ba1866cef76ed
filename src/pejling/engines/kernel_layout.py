"""What is asked, laid out as the arrays that the compiled functions look things up in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pejling.engines.kernel_spells import CODES
from pejling.indicators.counts import Ask
from pejling.spells.panel import NO_BIRTHDAY, Window
from pejling.spells.population import areas_of, holds_code
from pejling.terms.benefit import EMPLOYED, SELF_SUPPORT, UNOBSERVED_CODES, WORK_UNKNOWN, Group, group
from pejling.terms.municipality import areas, municipalities
from pejling.terms.period import Period

Int32s = NDArray[np.int32]
ALL_CODES = 2 * CODES
NEVER = np.iinfo(np.int32).max
LATER = 1 << 15  # a week after all weeks
UNIX = date(1970, 1, 1).toordinal()


@dataclass(frozen=True)
class Members:
    """The asked groups in the order of their states, and which codes and ages they hold.

    ``states``, ``bounds`` and ``groups`` as kernel_count.py says; ``limits``: for each kind of age limit
    the first and the last age, None where there is none.
    """

    ids: tuple[str, ...]
    state_ids: tuple[str, ...]
    states: NDArray[np.int16]
    bounds: Int32s
    groups: Int32s
    limits: tuple[tuple[int | None, int | None], ...]

    @classmethod
    def of(cls, ask: Ask) -> Members:
        asked = [group(id) for id in dict.fromkeys(ask.groups)]
        state_ids = tuple(dict.fromkeys(member.state for member in asked))
        ordered = [member for id in state_ids for member in asked if member.state == id]
        limits = tuple(dict.fromkeys((g.age_from, g.age_to) for g in ordered if g.by_age))
        sizes = [sum(member.state == id for member in asked) for id in state_ids]
        rows = [(*_code_range(g), limits.index((g.age_from, g.age_to)) if g.by_age else -1) for g in ordered]
        return cls(
            ids=tuple(member.id for member in ordered),
            state_ids=state_ids,
            states=_states([group(id) for id in state_ids], ask),
            bounds=np.array([0, *np.cumsum(sizes)], dtype=np.int32),
            groups=np.array(rows, dtype=np.int32).reshape(-1, 3),
            limits=limits,
        )

    def age_days(self, birthday: Int32s) -> tuple[Int32s, Int32s]:
        """Each limit's first day, and the first day past it, for every person; days since 1970.

        Nobody without a birthday is of any age.
        """
        ages_from = np.full((len(self.limits), len(birthday)), NEVER, dtype=np.int32)
        ages_until = np.full((len(self.limits), len(birthday)), NEVER, dtype=np.int32)
        known = birthday != NO_BIRTHDAY
        for row, (youngest, oldest) in enumerate(self.limits):
            ages_from[row, known] = -NEVER if youngest is None else _anniversary(birthday[known], youngest)
            if oldest is not None:
                ages_until[row, known] = _anniversary(birthday[known], oldest + 1)
        return ages_from, ages_until


@dataclass(frozen=True)
class Axis:
    """Ascending stretches of weeks that do not overlap, and how weeks and ages find their place among them.

    ``not_over``, by week since the file's first: the first stretch whose end is not before the week;
    ``begun``: the last one whose beginning is not after it. ``columns``: which of ``ask.periods`` each is.
    """

    first: NDArray[np.int64]
    last: NDArray[np.int64]
    last_days: NDArray[np.int64]
    not_over: Int32s
    begun: Int32s
    columns: tuple[tuple[int, ...], ...]

    @classmethod
    def of(cls, periods: list[tuple[int, ...]], ask: Ask, window: Window, only_last_week: bool) -> Axis:
        some = [ask.periods[columns[0]] for columns in periods]
        last = np.array([period.last_week.index for period in some], dtype=np.int64)
        first = last if only_last_week else np.array([period.first_week.index for period in some], np.int64)
        weeks = np.arange(window.first, window.last + 1)
        return cls(
            first=first,
            last=last,
            last_days=np.array([p.last_day.toordinal() - UNIX for p in some], dtype=np.int64),
            not_over=np.searchsorted(last, weeks, side="left").astype(np.int32),
            begun=(np.searchsorted(first, weeks, side="right") - 1).astype(np.int32),
            columns=tuple(periods),
        )

    def places(self, days: Int32s) -> Int32s:
        """The first stretch whose period's last day is one of ``days`` or later."""
        return np.searchsorted(self.last_days, days.ravel()).astype(np.int32).reshape(days.shape)

    def weeks_from(self, days: Int32s) -> Int32s:
        return np.append(self.first, LATER).astype(np.int32)[self.places(days)]

    def weeks_until(self, days: Int32s) -> Int32s:
        """The first week past the periods that end before ``days``."""
        return np.append(self.first[:1], self.last + 1).astype(np.int32)[self.places(days)]


@dataclass(frozen=True)
class Layout:
    """Everything about an ask and a file's window that does not differ by person."""

    ask: Ask
    window: Window

    @cached_property
    def members(self) -> Members:
        return Members.of(self.ask)

    @cached_property
    def closes(self) -> NDArray[np.int16]:
        return self.ask.rule.closing_weeks(self.window.first, self.window.last)

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
    def cells(self) -> Int32s:
        """By week since the file's first: its cell, weeks that every period holds or leaves out whole."""
        weeks = np.arange(self.window.first, self.window.last + 1)
        return np.searchsorted(self._bounds, weeks, side="right").astype(np.int32)

    @cached_property
    def _bounds(self) -> NDArray[np.int64]:
        bounds = {bound for p in self.ask.periods for bound in (p.first_week.index, p.last_week.index + 1)}
        return np.array(sorted(bounds), dtype=np.int64)

    @property
    def cell_count(self) -> int:
        return len(self._bounds) + 1

    @cached_property
    def cells_of_periods(self) -> NDArray[np.int64]:
        """[periods, 2]: each period's first cell, and the one after its last."""
        ends = [(p.first_week.index, p.last_week.index + 1) for p in self.ask.periods]
        found = np.searchsorted(self._bounds, np.array(ends, dtype=np.int64).reshape(-1, 2), side="right")
        return found.astype(np.int64)

    @cached_property
    def last_weeks(self) -> Axis:
        """The last weeks of the periods: where running spells are looked at."""
        columns: dict[int, list[int]] = {}
        for column, period in enumerate(self.ask.periods):
            columns.setdefault(period.last_week.index, []).append(column)
        found = [tuple(columns[week]) for week in sorted(columns)]
        return Axis.of(found, self.ask, self.window, only_last_week=True)

    @cached_property
    def grids(self) -> list[Axis]:
        """The periods, dealt out to as few rows of periods that do not overlap as that takes."""
        grids: list[list[tuple[int, ...]]] = []
        same: dict[tuple[int, int, int], list[int]] = {}
        for column, p in enumerate(self.ask.periods):
            same.setdefault((p.first_week.index, p.last_week.index, p.last_day.toordinal()), []).append(
                column
            )
        ends: list[int] = []
        for first, last, _ in sorted(same):
            free = next((number for number, end in enumerate(ends) if end < first), len(ends))
            if free == len(ends):
                ends.append(last)
                grids.append([])
            ends[free] = last
            grids[free].append(tuple(same[first, last, _]))
        return [Axis.of(grid, self.ask, self.window, only_last_week=False) for grid in grids]

    def weeks_of(self, period: Period) -> tuple[int, int]:
        """The period's weeks within the file, since its first: the first, and the one after the last."""
        first = min(max(period.first_week.index, self.window.first), self.window.last + 1)
        last = max(min(period.last_week.index, self.window.last), first - 1)
        return first - self.window.first, last + 1 - self.window.first


def relevant_codes(ask: Ask) -> list[int]:
    """All codes that may differ from any other, and one that stands for all that no table knows."""
    known = {*ask.codes.benefits, *UNOBSERVED_CODES, EMPLOYED, SELF_SUPPORT, WORK_UNKNOWN}
    stranger = next(code for code in range(1, CODES) if code not in known)
    return [stranger, *sorted(known)]


def _states(found: list[Group], ask: Ask) -> NDArray[np.int16]:
    table = np.full((ALL_CODES, 2), -1, dtype=np.int16)
    for number, code in enumerate(relevant_codes(ask)):
        own = [row for row, state in enumerate(found) if holds_code(state, code, ask.codes)]
        rows = slice(None) if number == 0 else code + CODES  # the first stands for all unknown ones
        table[rows, :] = -1
        table[rows, : len(own)] = own
    return table


def _code_range(member: Group) -> tuple[int, int]:
    return member.codes or (-CODES, CODES)


def _anniversary(birthday: Int32s, age: int) -> Int32s:
    """The day of turning ``age``; 1 March of a common year for those born on 29 February."""
    days = birthday.astype("datetime64[D]")
    months = days.astype("datetime64[M]")
    turned = (months + 12 * age).astype("datetime64[D]") + (days - months.astype("datetime64[D]"))
    found: Int32s = turned.astype(np.int64).astype(np.int32)
    return found
