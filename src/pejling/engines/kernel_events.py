"""Spells started and completed, with what stands next to them and what has become of their people.

Each spell is looked up in its groups once (``Piece.starts``, ``Piece.ends``); every shape or outcome is then
one more column of the same sums. All of After with one event and one number of weeks share a pass: a code is
reduced to its *outcome*, one for each distinct answer to all that is asked of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from pejling.engines.found import is_found, stands_in
from pejling.engines.kernel_cells import sum_periods, totals_by_area
from pejling.engines.kernel_layout import Layout
from pejling.engines.kernel_members import ALL_CODES, codes_where
from pejling.engines.kernel_memory import zeroed
from pejling.engines.kernel_neighbours import clear, near, outcomes_after
from pejling.engines.kernel_piece import Bools, Piece, Placed
from pejling.engines.kernel_placed import add_amounts, add_outcomes
from pejling.engines.kernel_spells import EVER, KNOWN, LENGTH
from pejling.engines.kernel_summing import Cubes, Summing
from pejling.engines.kernel_weeks import PersonsEnded
from pejling.indicators.measures import After, Cross, Ended, Of, PersonShape, Started
from pejling.terms.municipality import areas

Table = NDArray[np.uint8]
BITS = 64  # sets of states looked for in one pass
AREAS = len(areas())


def summings(layout: Layout, shapes: tuple[PersonShape, ...]) -> list[Summing]:
    """Sums of ``shapes``, each Started, Ended or After."""
    tables = NeighbourTables(layout)
    started = tuple(shape for shape in shapes if isinstance(shape, Started))
    ended = tuple(shape for shape in shapes if isinstance(shape, Ended))
    after: dict[tuple[str, int], list[After]] = {}
    for shape in shapes:
        if isinstance(shape, After):
            after.setdefault((shape.event, shape.weeks), []).append(shape)
    amounts = tuple(shape for shape in ended if shape.sum != "persons")
    found: list[Summing] = [SpellSums(layout, started, tables)] if started else []
    found += [SpellSums(layout, amounts, tables)] if amounts else []
    found += [
        PersonsEnded(layout, calendar, shape, partial(counted, shape, tables))
        for shape in ended
        if shape.sum == "persons"
        for calendar in layout.calendars
    ]
    return found + [OutcomeSums(layout, tuple(some)) for some in after.values()]


class NeighbourTables:
    """Which codes are of the states that are looked for next to spells: a bit for each set of states."""

    def __init__(self, layout: Layout) -> None:
        self._ask = layout.ask
        sets: dict[tuple[str, ...], None] = {}
        for shape in (inner for asked in layout.ask.shapes for inner in _parts(asked)):
            if isinstance(shape, Started | Ended):
                sets[shape.preceded_by] = None
            if isinstance(shape, Ended):
                sets[shape.followed_by] = None
        self._numbers = {states: number for number, states in enumerate(sets)}
        self._tables = [self._table(some) for some in range(-(-len(sets) // BITS))]

    def _table(self, some: int) -> NDArray[np.uint64]:
        """uint64 [codes and one more]: the sets that each code is in, and those of weeks without data."""
        ask, found = self._ask, np.zeros(ALL_CODES + 1, dtype=np.uint64)
        for states, number in self._numbers.items():
            if number // BITS == some:
                held = codes_where(partial(stands_in, states, codes=ask.codes), ask)
                held[-1] = stands_in(states, None, ask.codes)
                found |= held.astype(np.uint64) << np.uint64(number % BITS)
        return found

    def seen(
        self, piece: Piece, before: bool, states: tuple[str, ...], within: int, clear_weeks: int
    ) -> Bools:
        """Of each spell: whether it has the neighbours; all sets of states are looked for at once."""
        some, bit = divmod(self._numbers[states], BITS)
        key = (before, within, clear_weeks, some)
        if key not in piece.made:
            table = self._tables[some]
            if clear_weeks:
                piece.made[key] = clear(piece.spells, *piece.columns[:4], clear_weeks, table)
            else:
                piece.made[key] = near(piece.spells, *piece.columns[:4], before, within, table)
        found: Bools = (piece.made[key] >> np.uint64(bit)) & np.uint64(1) == 1
        return found


def _parts(shape: PersonShape) -> tuple[PersonShape, ...]:
    match shape:
        case Of(shape=inner):
            return _parts(inner)
        case Cross(first=first, second=second):
            return first, second
        case _:
            return (shape,)


def counted(shape: Started | Ended, tables: NeighbourTables, piece: Piece) -> Bools:
    """Which spells the shape counts, of those that start known or are completed."""
    spells = piece.spells
    found: Bools = np.ones(len(spells), dtype=np.bool_)
    if shape.preceded_by:
        found &= tables.seen(piece, True, shape.preceded_by, shape.within, 0)
    if isinstance(shape, Started):
        return found & (spells[:, EVER] == 1) if shape.first_ever else found
    if shape.start != "any":
        found &= spells[:, KNOWN] == (shape.start == "known")
    if shape.clear_weeks:
        found &= tables.seen(piece, False, shape.followed_by, 0, shape.clear_weeks)
    elif shape.followed_by:
        found &= tables.seen(piece, False, shape.followed_by, shape.within, 0)
    return found


class SpellSums:
    """Several shapes of Started, or several of Ended: int64 [group, place, cell, shape]."""

    def __init__(self, layout: Layout, shapes: tuple[Started | Ended, ...], tables: NeighbourTables):
        self.lock = Lock()
        self._layout, self._shapes, self._tables = layout, shapes, tables
        self._sums = zeroed((*layout.size, len(shapes)), np.int64)

    def add(self, piece: Piece) -> None:
        amounts = np.empty((len(piece.spells), len(self._shapes)), dtype=np.int32)
        for column, shape in enumerate(self._shapes):
            amounts[:, column] = counted(shape, self._tables, piece)
            if isinstance(shape, Ended) and shape.sum == "weeks":
                amounts[:, column] *= piece.spells[:, LENGTH]
        placed = piece.starts if isinstance(self._shapes[0], Started) else piece.ends
        with self.lock:
            add_amounts(self._sums.reshape(-1, len(self._shapes)), placed.row, placed.at, amounts)

    def into(self, cubes: Cubes) -> None:
        wanted = [(shape, [column]) for column, shape in enumerate(self._shapes)]
        fill(self._layout, self._sums, wanted, cubes)


class OutcomeSums:
    """All of After with one event and one number of weeks: int32 [group, place, cell, outcome]."""

    def __init__(self, layout: Layout, shapes: tuple[After, ...]) -> None:
        self.lock = Lock()
        self._layout, self._shapes = layout, shapes
        self._starts, self._weeks = shapes[0].event == "started", shapes[0].weeks
        self._answers: list[tuple[bool, ...]] = [(False,) * len(shapes)]  # outcome 0: of no interest
        states = layout.members.state_groups
        by_state = any(shape.found.kind == "benefit" for shape in shapes)
        self._outcomes = np.array([self._table(row) for row in range(len(states) if by_state else 1)])
        self._sums = zeroed((*layout.size, max(len(self._answers) - 1, 1)), np.int32)

    def _table(self, state: int) -> Table:
        ask, whole = self._layout.ask, self._layout.members.state_groups[state]

        def outcome(code: int) -> int:
            answer = tuple(is_found(shape.found, code, whole, ask.codes) for shape in self._shapes)
            if answer not in self._answers:
                self._answers.append(answer)
            return self._answers.index(answer)

        return codes_where(outcome, ask)

    def add(self, piece: Piece) -> None:
        placed: Placed = piece.starts if self._starts else piece.ends
        outcome = np.empty(len(piece.spells), dtype=np.uint8)
        outcomes_after(piece.spells, *piece.columns[:4], self._starts, self._weeks, self._outcomes, outcome)
        with self.lock:
            add_outcomes(self._sums.reshape(-1, self._sums.shape[-1]), placed.row, placed.at, outcome)

    def into(self, cubes: Cubes) -> None:
        wanted = [
            (shape, [kind - 1 for kind, answer in enumerate(self._answers) if answer[column]])
            for column, shape in enumerate(self._shapes)
        ]
        fill(self._layout, self._sums, wanted, cubes)


def fill(
    layout: Layout,
    sums: NDArray[np.int32] | NDArray[np.int64],
    wanted: Iterable[tuple[PersonShape, list[int]]],
    cubes: Cubes,
) -> None:
    """Cubes from sums [group, place, cell, column]: each shape is the sum of some columns."""
    begin, end = np.ascontiguousarray(layout.cells_of_periods.T)
    columns = [(shape, np.array(some, dtype=np.int64)) for shape, some in wanted]
    for asked, row in enumerate(layout.members.order):
        totals = totals_by_area(sums[row], layout.areas_of_place, AREAS)
        for shape, some in columns:
            sum_periods(totals, some, begin, end, cubes[shape][asked])
