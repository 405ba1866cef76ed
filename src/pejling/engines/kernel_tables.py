"""Life tables and histograms while pieces are counted: one array each, added to under its lock."""

from __future__ import annotations

from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pejling.engines.kernel_courses import END_COLUMNS, fill_ends, fill_ends_until, fill_lasted
from pejling.engines.kernel_layout import Layout
from pejling.engines.kernel_lifetable import add_histogram, add_lifetable
from pejling.engines.kernel_members import ALL_CODES, relevant_codes
from pejling.engines.kernel_piece import Piece
from pejling.engines.kernel_placed import MONDAY_OF_WEEK_0
from pejling.engines.kernel_spells import CODES, FIRST
from pejling.engines.kernel_stretches import SPAN_FIRST, Stretches
from pejling.engines.kernel_summing import Cubes, Summing
from pejling.indicators.measures import CENSORED, EXITS, Histogram, Lifetable, PersonShape, axes
from pejling.spells.causes import OUT, cause_of, state_of
from pejling.terms.benefit import DEAD, EMIGRATED, UNKNOWN_ADDRESS
from pejling.terms.municipality import areas

Int32s = NDArray[np.int32]
Int64s = NDArray[np.int64]


def summings(layout: Layout, shapes: tuple[PersonShape, ...]) -> list[Summing]:
    """Sums of ``shapes``, each Histogram or Lifetable."""
    found: list[Summing] = [Histograms(layout, shape) for shape in shapes if isinstance(shape, Histogram)]
    return found + [Lifetables(layout, shape) for shape in shapes if isinstance(shape, Lifetable)]


class _Table:
    """Sums by [group, area, stretch, *axes], and how they become a cube."""

    def __init__(self, layout: Layout, shape: Histogram | Lifetable) -> None:
        self.lock = Lock()
        self.layout = layout
        self.stretches = Stretches.of(layout.ask.periods, layout.window)
        groups = len(layout.members.groups)
        cells = (groups, len(areas()), len(self.stretches))
        self.sums: Int32s = np.zeros((*cells, *axes(shape)), dtype=np.int32)

    def fill(self, cube: Int64s) -> None:
        for row, group in enumerate(self.layout.members.order):
            for column, stretch in enumerate(self.stretches.of_period):
                cube[row, :, column] = self.sums[group, :, stretch]
        del self.sums  # as large as half the cube


class Histograms(_Table):
    """Completed spells of known start by length."""

    def __init__(self, layout: Layout, shape: Histogram) -> None:
        super().__init__(layout, shape)
        self.shape = shape

    def add(self, piece: Piece) -> None:
        layout, stretches = self.layout, self.stretches
        ages, inside = piece.age_days, piece.ends_in_band
        with self.lock:
            add_histogram(
                *(self.sums, piece.spells, *piece.columns[3:], *layout.members.tables[1:], *ages),
                *(layout.areas_of_place, stretches.not_over, stretches.begun, inside),
                *(layout.window.first, MONDAY_OF_WEEK_0),
            )

    def into(self, cubes: Cubes) -> None:
        self.fill(cubes[self.shape])


class Lifetables(_Table):
    """One life table."""

    def __init__(self, layout: Layout, shape: Lifetable) -> None:
        super().__init__(layout, shape)
        self.shape = shape
        self.columns = _columns_until(layout, shape) if shape.until else _columns_of_causes(layout, shape)
        self.out = _out(shape)

    def add(self, piece: Piece) -> None:
        layout, stretches, shape = self.layout, self.stretches, self.shape
        ask, opening = layout.ask, layout.window.first
        shortest, longest = ask.band.duration or (-1, -1)
        given = (piece.spells, self._ends(piece), self._lasted(piece), *piece.columns)
        inside, ages = self._inside(piece), piece.age_days
        with self.lock:
            add_lifetable(
                *(self.sums, *given, *layout.members.tables, *ages, layout.areas_of_place),
                *(stretches.not_over, stretches.begun, stretches.spans, layout.clock, inside),
                *(shortest, longest, opening, MONDAY_OF_WEEK_0, ask.rule.count_gaps),
                *(shape.follow == "started", bool(shape.until), shape.first_ever),
            )

    def _ends(self, piece: Piece) -> Int32s:
        layout, opening = self.layout, self.layout.window.first
        person, first, last, code, _ = piece.columns
        ends = np.empty((len(piece.spells), END_COLUMNS), dtype=np.int32)
        given: tuple[Any, ...] = (ends, piece.spells, person, first)
        if self.shape.until:
            fill_ends_until(*given, last, code, self.columns, layout.clock, opening)
        else:
            fill_ends(*given, code, layout.closes, self.columns, self.out, opening)
        return ends

    def _lasted(self, piece: Piece) -> Int32s:
        """Weeks that spells had lasted when each run began; nothing where the calendar tells as much."""
        ask = self.layout.ask
        if ask.rule.count_gaps and ask.band.duration is None:
            return np.empty((0, 2), dtype=np.int32)
        if "lasted" not in piece.made:
            lasted = np.zeros((len(piece.columns[0]), 2), dtype=np.int32)
            fill_lasted(
                *(lasted, piece.spells, *piece.columns[1:4], self.layout.members.states, self.layout.clock),
                *(ask.rule.count_gaps, self.layout.window.first),
            )
            piece.made["lasted"] = lasted
        found: Int32s = piece.made["lasted"]
        return found

    def _inside(self, piece: Piece) -> NDArray[np.bool_]:
        """[spells, stretches]: has the person the band's match group in the first week at risk?"""
        band, spells = self.layout.ask.band, piece.spells
        if band.visitation is None:
            return np.empty((0, 0), dtype=np.bool_)
        lengths = np.full(len(spells), band.duration[0] if band.duration else 0, dtype=np.int32)
        weeks = [
            np.maximum(spells[:, FIRST], first).astype(np.int32)
            for first in self.stretches.spans[:, SPAN_FIRST]
        ]
        inside = np.empty((len(spells), len(weeks)), dtype=np.bool_)
        for stretch, at in enumerate(weeks):
            inside[:, stretch] = piece.in_band_at(spells, at, lengths)
        return inside

    def into(self, cubes: Cubes) -> None:
        self.fill(cubes[self.shape])


def _out(shape: Lifetable) -> int:
    """The column of those who die or emigrate."""
    if shape.out == "censored":
        return CENSORED
    return _column(shape, shape.causes[-1] if shape.until else OUT)


def _column(shape: Lifetable, cause: str) -> int:
    listed = shape.causes.index(cause) if cause in shape.causes else len(shape.causes) - 1
    return EXITS + listed


def _columns_of_causes(layout: Layout, shape: Lifetable) -> Int32s:
    """int32 [codes]: the column of a spell by the code of the week after its last."""
    table = np.zeros(ALL_CODES, dtype=np.int32)
    for number, code in enumerate(relevant_codes(layout.ask)):
        column = _column(shape, cause_of(code, layout.ask.codes))
        table[slice(None) if number == 0 else code + CODES] = column
    return table


def _columns_until(layout: Layout, shape: Lifetable) -> Int32s:
    """int32 [codes]: the column in which a week of the code ends it, -1 where it does not."""
    table = np.zeros(ALL_CODES, dtype=np.int32)
    for number, code in enumerate(relevant_codes(layout.ask)):
        column = -1
        if code != UNKNOWN_ADDRESS and state_of(code, layout.ask.codes) in shape.until:
            column = EXITS
        elif code in (DEAD, EMIGRATED):
            column = _out(shape)
        table[slice(None) if number == 0 else code + CODES] = column
    return table
