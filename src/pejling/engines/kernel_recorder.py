"""The records of every shape that is a plain sum: what each person adds, where and when."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pejling.engines.kernel_casework import (
    ANY_SPELL,
    KNOWN_SPELL,
    MONTHS_INTO_SPELL,
    records_of_events,
    records_of_offers,
)
from pejling.engines.kernel_lasting import edges_of, long_term_stays, running_stays
from pejling.engines.kernel_layout import Layout
from pejling.engines.kernel_piece import Piece
from pejling.engines.kernel_placed import MONDAY_OF_WEEK_0
from pejling.engines.kernel_records import AT_ALL, AT_END, IN_WEEKS, records_of_spells, records_of_stays
from pejling.engines.kernel_spells import PERSON
from pejling.engines.kernel_stays import WHO
from pejling.engines.kernel_stretches import Stretches
from pejling.engines.kernel_weights import Weights, starts_count
from pejling.indicators.measures import (
    ActiveWeeks,
    After,
    Ended,
    Events,
    LongTerm,
    PersonsAt,
    PersonsIn,
    Running,
    Scalar,
    Started,
    WeeksIn,
)
from pejling.spells.casework import FULL_TIME, KINDS, NO_DAY

Int32s = NDArray[np.int32]
Int64s = NDArray[np.int64]
Records = tuple[Int32s, Int32s, Int32s]  # who, cell, amount


class Recorder:
    """Makes the records of shapes, of one layout's groups, in the stretches of the asked periods."""

    def __init__(self, layout: Layout, shapes: Iterable[Scalar]) -> None:
        self.layout = layout
        self.edges = edges_of(shapes, layout.ask.band)
        self.weights = Weights(layout)
        self.stretches = Stretches.of(layout.ask.periods, layout.window)
        self.places = len(layout.areas_of_place)
        window = layout.window
        mondays = MONDAY_OF_WEEK_0 + 7 * np.arange(window.first, window.last + 1)
        self.mondays = _months_and_days(mondays.astype(np.int32))

    def records(self, shape: Scalar, piece: Piece, start: int, stop: int) -> Records:
        """What persons ``start`` to ``stop`` - 1 add to the shape, sorted by person."""
        match shape:
            case WeeksIn():
                return self._of_stays(piece, piece.stays, IN_WEEKS, start, stop)
            case PersonsIn():
                return self._of_stays(piece, piece.stays, AT_ALL, start, stop)
            case PersonsAt():
                return self._of_stays(piece, piece.stays, AT_END, start, stop)
            case Running():
                return self._of_stays(piece, running_stays(piece, shape, self.edges), AT_END, start, stop)
            case LongTerm():
                return self._long_term(piece, shape, start, stop)
            case Started() | Ended() | After():
                return self._of_spells(piece, shape, start, stop)
            case Events():
                return self._of_events(piece, shape, start, stop)
            case ActiveWeeks():
                return self._of_offers(piece, shape, start, stop)

    def _of_stays(
        self, piece: Piece, stays: Int32s, kind: int, start: int, stop: int, bounds: Int32s | None = None
    ) -> Records:
        some = _of_persons(stays, WHO, start, stop)
        members = self._members(piece, bounds)
        return _written(
            lambda *out: records_of_stays(*out, some, *members, *self._grids, self._opening, kind),
            4 * len(some),
        )

    def _long_term(self, piece: Piece, shape: LongTerm, start: int, stop: int) -> Records:
        parts = [
            self._of_stays(piece, stays, AT_END, start, stop, _only(self.layout.members.bounds, row))
            for row, stays in long_term_stays(piece, shape)
        ]
        return _by_person(parts)

    def _of_spells(self, piece: Piece, shape: Started | Ended | After, start: int, stop: int) -> Records:
        weights = self.weights.of(piece, shape)
        begin, end = np.searchsorted(piece.spells[:, PERSON], (start, stop))
        spells, weights = piece.spells[begin:end], weights[begin:end]
        given = (spells, weights, starts_count(shape), MONDAY_OF_WEEK_0, *piece.columns[3:])
        members = self._members(piece)
        return _written(
            lambda *out: records_of_spells(*out, *given, *members, *self._grids, self._opening),
            4 * int(np.count_nonzero(weights)),
        )

    def _of_events(self, piece: Piece, shape: Events, start: int, stop: int) -> Records:
        casework = piece.runs.casework
        if casework is None:
            return _NOTHING
        begin, end = np.searchsorted(casework.events.person, (start, stop))
        events = casework.events
        person, day, due = (column[begin:end] for column in (events.person, events.day, events.due))
        held = events.held[begin:end] & (day != NO_DAY)
        counts = events.kind[begin:end] == KINDS.index(shape.kind)
        spell, months = ANY_SPELL, (0, 0)
        if shape.on_time:
            counts &= held & (due != NO_DAY) & (day <= due)
        if shape.by == "held":
            counts &= held
            at = day
        else:
            counts &= due != NO_DAY
            at = due
            spell = KNOWN_SPELL if shape.known_start else ANY_SPELL
            if shape.months is not None:
                spell, months = MONTHS_INTO_SPELL, shape.months
                counts &= held
        week = ((np.where(counts, at, 0).astype(np.int64) - MONDAY_OF_WEEK_0) // 7).astype(np.int32)
        dates = _months_and_days(np.where(counts & held, day, 0).astype(np.int32))
        given = (
            *(np.ascontiguousarray(person), week, counts, piece.stays, self._rows(piece, "stays")),
            *(piece.spells, self._rows(piece, "spells"), *self._members(piece), *self._grids),
            *(self._opening, self.layout.window.last, spell, *months, *dates, *self.mondays),
        )
        return _written(lambda *out: records_of_events(*out, *given), 8 * int(counts.sum()))

    def _of_offers(self, piece: Piece, shape: ActiveWeeks, start: int, stop: int) -> Records:
        casework = piece.runs.casework
        if casework is None:
            return _NOTHING
        offers = casework.offers
        begin, end = np.searchsorted(offers.person, (start, stop))
        hours = np.minimum(offers.hours[begin:end], FULL_TIME).astype(np.int64)
        if shape.company:
            hours *= offers.company[begin:end]
        columns = (offers.person, offers.first, offers.last)
        given = (
            *(np.ascontiguousarray(column[begin:end]) for column in columns),
            *(hours, piece.stays, self._rows(piece, "stays"), *self._members(piece), *self._grids),
            *(self._opening, MONDAY_OF_WEEK_0),
        )
        return _written(lambda *out: records_of_offers(*out, *given), 12 * len(hours))

    def _members(self, piece: Piece, bounds: Int32s | None = None) -> tuple[Int32s, ...]:
        _, own, groups = self.layout.members.tables
        return (own if bounds is None else bounds, groups, *piece.age_days)

    @property
    def _grids(self) -> tuple[Any, ...]:
        stretches = self.stretches
        return stretches.not_over, stretches.begun, stretches.spans, self.places

    @property
    def _opening(self) -> int:
        return self.layout.window.first

    def _rows(self, piece: Piece, of: str) -> Int64s:
        """int64 [persons + 1]: where each person's stays or spells begin."""
        key = f"rows of {of}"
        if key not in piece.made:
            whose = piece.stays[:, WHO] if of == "stays" else piece.spells[:, PERSON]
            rows = np.searchsorted(whose, np.arange(piece.runs.persons + 1))
            piece.made[key] = rows.astype(np.int64)
        found: Int64s = piece.made[key]
        return found


def _of_persons(rows: Int32s, column: int, start: int, stop: int) -> Int32s:
    begin, end = np.searchsorted(rows[:, column], (start, stop))
    return rows[begin:end]


def _only(bounds: Int32s, row: int) -> Int32s:
    """Bounds that leave a state with the group ``row`` alone; the others with none."""
    state = int(np.searchsorted(bounds, row, side="right")) - 1
    only = np.zeros_like(bounds)
    only[state], only[state + 1] = row, row + 1
    return only


_NOTHING: Records = tuple(np.empty(0, dtype=np.int32) for _ in range(3))  # type: ignore[assignment]


def _written(fill: Callable[..., int], room: int) -> Records:
    """The records that ``fill`` writes, asked again where there was too little room."""
    while True:
        out = tuple(np.empty(room, dtype=np.int32) for _ in range(3))
        found = fill(*out)
        if found <= room:
            who, cell, amount = out
            return who[:found], cell[:found], amount[:found]
        room = found


def _by_person(parts: list[Records]) -> Records:
    if not parts:
        return _NOTHING
    columns = [np.concatenate([part[column] for part in parts]) for column in range(3)]
    order = np.argsort(columns[0], kind="stable")
    who, cell, amount = (column[order] for column in columns)
    return who, cell, amount


def _months_and_days(days: Int32s) -> tuple[Int32s, Int32s]:
    """Months since 1970, and the day of the month."""
    dates = days.astype("datetime64[D]")
    months = dates.astype("datetime64[M]")
    return months.astype(np.int32), (dates - months.astype("datetime64[D]")).astype(np.int32)
