"""Blocks of persons: week by week as a register delivers them, and as the runs that are stored."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from pejling.spells.casework import Casework, Events, Offers

NO_BIRTHDAY = np.iinfo(np.int32).min
Int32s = NDArray[np.int32]


@dataclass(frozen=True)
class Window:
    """Which weeks the file has a column for, and which months an industry column.

    ``weeks``: ascending week indexes (Week.index); ``work_months``: ascending year*12 + month-1.
    """

    weeks: tuple[int, ...]
    work_months: tuple[int, ...] = ()

    @property
    def first(self) -> int:
        return self.weeks[0]

    @property
    def last(self) -> int:
        return self.weeks[-1]

    @cached_property
    def present(self) -> NDArray[np.bool_]:
        """For each week from ``first`` to ``last``: has the file a column for it?"""
        flags = np.zeros(self.last - self.first + 1, dtype=np.bool_)
        flags[np.asarray(self.weeks) - self.first] = True
        return flags

    def covers(self, first: int, last: int) -> bool:
        """Whether the file has a column for every week from ``first`` to ``last``."""
        if first < self.first or last > self.last:
            return False
        return bool(self.present[first - self.first : last - self.first + 1].all())


@dataclass(frozen=True)
class PersonWeeks:
    """One block of persons as decoded from a register, week-major (a register's column is a row here).

    ``codes``: int16 [weeks, persons], 0 where blank, rows in the order of ``window.weeks``;
    ``work``: bool [work months, persons], True where an industry is given; ``municipality``: int16
    [years, persons] after mapping, 0 where it counts in the country only; ``birthday``: int32 [persons],
    days since 1970-01-01 or NO_BIRTHDAY; ``sex``: int8 [persons], 1 man, 2 woman, 0 unknown;
    ``key``: pseudonyms, uint8 [persons, 16]; ``origin``: int8 [persons], 1 Danish, 2 immigrant, 3 descendant,
    0 unknown; ``quarters``: ascending year * 4 + quarter - 1, and ``visitation``: int8 [quarters, persons],
    the match group, 0 where none is given. None where the file has no such columns.
    """

    window: Window
    codes: NDArray[np.int16]
    work: NDArray[np.bool_]
    years: tuple[int, ...]
    municipality: NDArray[np.int16]
    birthday: NDArray[np.int32]
    sex: NDArray[np.int8]
    key: NDArray[np.uint8]
    origin: NDArray[np.int8] | None = None
    quarters: tuple[int, ...] = ()
    visitation: NDArray[np.int8] | None = None

    @property
    def persons(self) -> int:
        return int(self.codes.shape[1])


@dataclass(frozen=True)
class Visitation:
    """Stretches of weeks in which persons have a match group, sorted by person and first week.

    A stretch joins consecutive quarters with the same group (a week belongs to the quarter of its Thursday);
    quarters without a group have none. ``person`` int32, ``first`` and ``last`` int16, ``group`` int8.
    """

    person: NDArray[np.int32]
    first: NDArray[np.int16]
    last: NDArray[np.int16]
    group: NDArray[np.int8]


_T = TypeVar("_T", Visitation, Events, Offers)
_Rows = slice | NDArray[np.bool_]


@dataclass(frozen=True)
class Runs:
    """A block of persons as runs, sorted by person and first week.

    A run is a maximal stretch of consecutive weeks (both ends included) of one person with one code in
    one municipality. Every week from the year of turning 16 that the file has a column for lies in
    exactly one run, also weeks of emigration (997), unknown residence (996) and after death (999: from
    the first such week to the file's end). Blank weeks have the codes SELF_SUPPORT, EMPLOYED or WORK_UNKNOWN.
    ``person`` counts from 0 within the block; ``birthday``, ``sex``, ``key`` and ``origin`` have a row a
    person.
    ``origin`` and ``visitation`` are None where the delivery does not give them, ``casework`` where
    none is taken in.
    """

    person: NDArray[np.int32]
    first: NDArray[np.int16]
    last: NDArray[np.int16]
    code: NDArray[np.int16]
    municipality: NDArray[np.int16]
    birthday: NDArray[np.int32]
    sex: NDArray[np.int8]
    key: NDArray[np.uint8]
    origin: NDArray[np.int8] | None = None
    visitation: Visitation | None = None
    casework: Casework | None = None

    @property
    def persons(self) -> int:
        return len(self.birthday)

    def only(self, keep: NDArray[np.bool_]) -> Runs:
        """The persons for whom ``keep`` (bool [persons]) holds, numbered anew in the same order."""
        number = np.cumsum(keep, dtype=np.int32) - np.int32(1)
        return self._chosen(keep, lambda person: keep[person], lambda person: number[person])

    def between(self, start: int, stop: int) -> Runs:
        """The persons from ``start`` to ``stop`` - 1, numbered from 0; columns are views."""
        if (start, stop) == (0, self.persons):
            return self
        return self._chosen(
            slice(start, stop),
            lambda person: slice(*np.searchsorted(person, (start, stop)).tolist()),
            lambda person: person - np.int32(start),
        )

    def _chosen(
        self, persons: _Rows, rows_of: Callable[[Int32s], _Rows], renumbered: Callable[[Int32s], Int32s]
    ) -> Runs:
        def rows(of: _T) -> _T:
            chosen = rows_of(of.person)
            columns = {field.name: getattr(of, field.name)[chosen] for field in fields(of)}
            return replace(of, **(columns | {"person": renumbered(columns["person"])}))

        chosen = rows_of(self.person)
        columns: dict[str, Any] = {
            name: getattr(self, name)[chosen] for name in ("first", "last", "code", "municipality")
        }
        people: dict[str, Any] = {name: getattr(self, name)[persons] for name in ("birthday", "sex", "key")}
        casework = self.casework
        return Runs(
            person=renumbered(self.person[chosen]),
            **columns,
            **people,
            origin=None if self.origin is None else self.origin[persons],
            visitation=None if self.visitation is None else rows(self.visitation),
            casework=casework and Casework(rows(casework.events), rows(casework.offers)),
        )
