"""Some thousand persons as every shape sees them: runs, spells, stays, and what of these lies in the band."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pejling.engines.kernel_layout import Layout
from pejling.engines.kernel_neighbours import weeks_in
from pejling.engines.kernel_placed import MONDAY_OF_WEEK_0, place_spells
from pejling.engines.kernel_spells import (
    CODES,
    COLUMNS,
    COMPLETED,
    FIRST,
    KNOWN,
    LAST,
    LENGTH,
    PERSON,
    STATE,
    fill_spells,
)
from pejling.engines.kernel_stays import STAY_COLUMNS, cut_to, stays_of_runs, stretches_of_spells
from pejling.spells.panel import Runs

Int32s = NDArray[np.int32]
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Placed:
    """Spells where they count, once for each group: rows of spells, and places in [group, place, cell]."""

    row: Int32s
    at: Int32s


@dataclass(frozen=True)
class Piece:
    """Runs of persons of the band's sex and origin, for one layout.

    Everything is made when first needed: only for pieces that one thread holds.
    """

    layout: Layout
    runs: Runs
    columns: tuple[NDArray[Any], ...]  # person, first, last, code, place
    made: dict[Any, Any] = field(default_factory=dict)  # what several shapes need, kept by whoever made it

    @classmethod
    def of(cls, runs: Runs, layout: Layout) -> Piece:
        place = layout.place_of_code[runs.municipality.astype(np.int32) + CODES]
        given = (runs.person, runs.first, runs.last, runs.code, place)
        return cls(layout, runs, tuple(np.ascontiguousarray(column) for column in given))

    def seen_by(self, layout: Layout) -> Piece:
        """The same persons for other groups."""
        return Piece(layout, self.runs, self.columns)

    @cached_property
    def age_days(self) -> tuple[Int32s, Int32s]:
        """int32 [limits, persons]: the first day of each age limit, and the first past it; since 1970."""
        return self.layout.members.age_days(self.runs.birthday)

    @cached_property
    def _room(self) -> int:
        """How many pairs of run and state there are: no more spells and stays can come of them."""
        return int((self.layout.members.states[self.columns[3].astype(np.int32) + CODES] >= 0).sum())

    @cached_property
    def spells(self) -> Int32s:
        """int32 [spells, COLUMNS] of all states, whether in the band or not."""
        spells = np.empty((self._room, COLUMNS), dtype=np.int32)
        layout = self.layout
        found = fill_spells(
            *(*self.columns[:4], layout.members.states, len(layout.members.state_groups), layout.closes),
            *(layout.clock, layout.window.present, layout.window.first, layout.ask.rule.count_gaps, spells),
        )
        return spells[:found]

    @cached_property
    def all_stays(self) -> Int32s:
        """int32 [stays, STAY_COLUMNS]: all weeks on a benefit, a row a run and state."""
        out = np.empty((self._room, STAY_COLUMNS), dtype=np.int32)
        return out[: stays_of_runs(*self.columns, self.layout.members.states, out)]

    @cached_property
    def stays(self) -> Int32s:
        """As ``all_stays``, the weeks of the band alone; age is left to the groups."""
        band = self.layout.ask.band
        if band.duration is None:
            return self.within_visitation(self.all_stays)
        edges = np.array([band.duration[0] - 1, band.duration[1]], dtype=np.int32)
        stretches = self.stretches(edges, with_gaps=False)
        return self.within_visitation(stretches[stretches[:, -1] == 1])

    def stretches(self, edges: Int32s, with_gaps: bool) -> Int32s:
        """Spells as stretches, cut where the length passes an edge (kernel_stays.stretches_of_spells)."""
        layout = self.layout

        def fill(out: Int32s) -> int:
            found: int = stretches_of_spells(
                *(
                    self.spells,
                    *self.columns,
                    layout.members.states,
                    layout.clock,
                    edges,
                    layout.window.first,
                ),
                *(layout.ask.rule.count_gaps, with_gaps, out),
            )
            return found

        return _as_many(fill, self._room + len(self.spells) * (len(edges) + (2 if with_gaps else 0)))

    def within_visitation(self, stretches: Int32s) -> Int32s:
        """The parts of stretches in weeks in which the person has the band's match group."""
        if self.layout.ask.band.visitation is None:
            return stretches
        bounds, first, last = self._visits
        return _as_many(lambda out: int(cut_to(stretches, bounds, first, last, out)), 2 * len(stretches))

    @cached_property
    def _visits(self) -> tuple[Int32s, NDArray[np.int16], NDArray[np.int16]]:
        """The weeks in which persons have the band's match group: a person's rows, first and last weeks."""
        visits = self.runs.visitation
        if visits is None:
            none = np.empty(0, dtype=np.int16)
            return np.zeros(self.runs.persons + 1, dtype=np.int32), none, none
        own = visits.group == self.layout.ask.band.visitation
        bounds = np.searchsorted(visits.person[own], np.arange(self.runs.persons + 1)).astype(np.int32)
        return bounds, np.ascontiguousarray(visits.first[own]), np.ascontiguousarray(visits.last[own])

    def in_band_at(self, spells: Int32s, weeks: Int32s, lengths: Int32s) -> Bools:
        """Of each spell in one week, in which it is so long: is that in the band, age left aside?"""
        band = self.layout.ask.band
        inside = np.ones(len(spells), dtype=np.bool_)
        if band.duration is not None:
            shortest, longest = band.duration
            inside &= (spells[:, KNOWN] == 1) & (lengths >= shortest) & (lengths <= longest)
        if band.visitation is not None:
            whose = np.ascontiguousarray(spells[:, PERSON])
            inside &= weeks_in(whose, np.ascontiguousarray(weeks, dtype=np.int32), *self._visits)
        return inside

    @cached_property
    def starts_in_band(self) -> Bools:
        """Of each spell: whether its first week lies in the band, age aside; its start may be unknown."""
        spells, clock, opening = self.spells, self.layout.clock, self.layout.window.first
        since = spells[:, FIRST] - opening
        return self.in_band_at(spells, spells[:, FIRST], clock[since + 1] - clock[since])

    @cached_property
    def ends_in_band(self) -> Bools:
        """Of each spell: whether its last week lies in the band, age left aside; it may be uncompleted."""
        return self.in_band_at(self.spells, self.spells[:, LAST], self.spells[:, LENGTH])

    @cached_property
    def starts(self) -> Placed:
        """Spells of known start in the band, where they start."""
        return self._placed((self.spells[:, KNOWN] == 1) & self.starts_in_band, starts=True)

    @cached_property
    def ends(self) -> Placed:
        """Completed spells in the band, where they end."""
        return self._placed((self.spells[:, COMPLETED] == 1) & self.ends_in_band, starts=False)

    def _placed(self, counted: Bools, starts: bool) -> Placed:
        layout = self.layout
        bounds = layout.members.bounds
        groups = bounds[1:] - bounds[:-1]
        room = int(groups[self.spells[counted, STATE]].sum())
        row, at = np.empty(room, dtype=np.int32), np.empty(room, dtype=np.int32)
        found = place_spells(
            *(self.spells, counted, starts, MONDAY_OF_WEEK_0, *self.columns[3:], *layout.members.tables[1:]),
            *(*self.age_days, layout.cells, layout.window.first, *layout.size[1:], row, at),
        )
        return Placed(row[:found], at[:found])


def _as_many(fill: Callable[[Int32s], int], room: int) -> Int32s:
    """The rows that ``fill`` writes, asked again where there was too little room."""
    out = np.empty((room, STAY_COLUMNS), dtype=np.int32)
    found = fill(out)
    if found > room:
        out = np.empty((found, STAY_COLUMNS), dtype=np.int32)
        fill(out)
    return out[:found]
