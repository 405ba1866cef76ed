"""Blocks of persons: week by week as a register delivers them, and as the runs that are stored."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

NO_BIRTHDAY = np.iinfo(np.int32).min


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
    ``key``: pseudonyms, uint8 [persons, 16].
    """

    window: Window
    codes: NDArray[np.int16]
    work: NDArray[np.bool_]
    years: tuple[int, ...]
    municipality: NDArray[np.int16]
    birthday: NDArray[np.int32]
    sex: NDArray[np.int8]
    key: NDArray[np.uint8]

    @property
    def persons(self) -> int:
        return int(self.codes.shape[1])


@dataclass(frozen=True)
class Runs:
    """A block of persons as runs, sorted by person and first week.

    A run is a maximal stretch of consecutive weeks (both ends included) of one person with one code in
    one municipality. Every week from the year of turning 16 that the file has a column for lies in
    exactly one run, also weeks of emigration (997), unknown residence (996) and after death (999: from
    the first such week to the file's end). Blank weeks have the codes SELF_SUPPORT, EMPLOYED or WORK_UNKNOWN.
    ``person`` counts from 0 within the block; ``birthday``, ``sex`` and ``key`` have a row a person.
    """

    person: NDArray[np.int32]
    first: NDArray[np.int16]
    last: NDArray[np.int16]
    code: NDArray[np.int16]
    municipality: NDArray[np.int16]
    birthday: NDArray[np.int32]
    sex: NDArray[np.int8]
    key: NDArray[np.uint8]

    @property
    def persons(self) -> int:
        return len(self.birthday)


def concatenate(blocks: Iterable[Runs]) -> Runs:
    """Several blocks as one, persons renumbered in order."""
    parts = list(blocks)
    offsets = np.cumsum([0, *(part.persons for part in parts[:-1])])
    person = [part.person + np.int32(offset) for part, offset in zip(parts, offsets, strict=True)]
    columns = {
        name: np.concatenate([getattr(part, name) for part in parts])
        for name in ("first", "last", "code", "municipality", "birthday", "sex", "key")
    }
    return Runs(person=np.concatenate(person), **columns)
