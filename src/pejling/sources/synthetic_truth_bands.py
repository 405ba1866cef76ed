"""Some break-downs of some counts for truth.csv: by age, sex, origin, length so far and match group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from pejling.sources.synthetic_courses import Whole
from pejling.sources.synthetic_spells import Flags
from pejling.sources.synthetic_truth_grid import Grid, Seen
from pejling.sources.synthetic_truth_groups import whole_years
from pejling.sources.synthetic_weeks import Block

BAND_COUNTS = ("weeks", "persons", "inflow", "outflow", "running", "over_26")
LONG = 26


@dataclass(frozen=True)
class Narrow:
    """Whom a break-down leaves: years of age, weeks so far (both with limits included), sex and so on."""

    id: str
    age: Sequence[int] = ()
    sex: int = 0
    origin: int = 0
    duration: Sequence[int] = ()
    visitation: int = 0

    def of_age(self, birthday: Whole, day: Whole | int) -> Flags:
        if not self.age:
            return np.ones(len(birthday), dtype=np.bool_)
        age = whole_years(birthday, np.asarray(day))
        found: Flags = (age >= self.age[0]) & (age <= self.age[1])
        return found

    def lasts(self, weeks: Whole) -> Flags:
        """Whether a spell of so many weeks is in the band; 0 weeks are those of an unknown start."""
        if not self.duration:
            return np.ones(weeks.shape, dtype=np.bool_)
        found: Flags = (weeks >= self.duration[0]) & (weeks <= self.duration[1])
        return found


class Bands:
    """Adds up blocks: ``counts`` int64 [bands, groups, quarters, municipalities] for each of BAND_COUNTS.

    ``yearly``: [bands, groups, years, municipalities] of weeks and persons.
    """

    def __init__(self, grid: Grid, groups: int, given: Sequence[Mapping[str, Any]]) -> None:
        self._grid = grid
        self.bands = tuple(Narrow(**row) for row in given)
        self.counts = {name: grid.by_quarter(len(self.bands), groups) for name in BAND_COUNTS}
        self.yearly = {name: grid.by_year(len(self.bands), groups) for name in ("weeks", "persons")}

    def add(self, group: int, seen: Seen, on: Flags, block: Block) -> None:
        """Count a benefit and its spells; ``on`` [weeks, persons]."""
        so_far = _so_far(seen, on)
        latest, in_quarter = _latest(on, self._grid), self._by_quarter(on)
        visitation = block.visitation[:, seen.who]
        for number, band in enumerate(self.bands):
            who = np.ones(len(seen.who), dtype=np.bool_)
            if band.sex:
                who &= block.sex[seen.who] == band.sex
            if band.origin:
                who &= block.origin[seen.who] == band.origin
            matched = visitation == band.visitation if band.visitation else np.ones_like(visitation, np.bool_)
            weeks = self._by_quarter(on & band.lasts(so_far)) if band.duration else in_quarter
            self._add_weeks(number, band, group, seen, weeks * (matched & who))
            self._add_spells(number, band, group, seen, latest, matched & who)

    def _by_quarter(self, on: Flags) -> Whole:
        weeks: Whole = np.add.reduceat(on, self._grid.starts, axis=0, dtype=np.int64)
        return weeks

    def _add_weeks(self, number: int, band: Narrow, group: int, seen: Seen, weeks: Whole) -> None:
        """``weeks`` [quarters, persons] of those whom the band leaves, age not yet looked at."""
        grid = self._grid
        for quarter, row in enumerate(weeks):
            some = (row > 0) & band.of_age(seen.birthday, grid.last_day[quarter])
            self._add_persons(self.counts, (number, group, quarter), seen.home[quarter // 4][some], row[some])
        for year, home in enumerate(seen.home):
            row = weeks[4 * year : 4 * year + 4].sum(axis=0)
            some = (row > 0) & band.of_age(seen.birthday, grid.last_day[4 * year + 3])
            self._add_persons(self.yearly, (number, group, year), home[some], row[some])

    def _add_persons(
        self, cubes: dict[str, Whole], at: tuple[int, int, int], home: Whole, weeks: Whole
    ) -> None:
        real = home >= 0
        places = self._grid.places
        cubes["weeks"][at] += np.bincount(home[real], weeks[real], places).astype(np.int64)
        cubes["persons"][at] += np.bincount(home[real], minlength=places)

    def _add_spells(
        self, number: int, band: Narrow, group: int, seen: Seen, latest: Whole, matched: Flags
    ) -> None:
        """Started in their first week, ended in their last, running in each quarter's last week.

        ``latest``: as of ``_latest``.
        """
        grid, spells = self._grid, seen.spells
        person, first, last = spells.person, spells.first, spells.last
        born = seen.birthday[person]
        begun = spells.known & matched[grid.quarter[first], person] & band.lasts(np.ones_like(first))
        begun &= band.of_age(born, grid.monday(first))
        self._count("inflow", number, group, first[begun], seen.home[grid.year[first], person][begun])
        over = spells.completed & matched[grid.quarter[last], person]
        over &= band.lasts(np.where(spells.known, last - first + 1, 0))
        over &= band.of_age(born, grid.monday(last) + 6)
        self._count("outflow", number, group, last[over], seen.home[grid.year[last], person][over])
        for quarter, end in enumerate(grid.ends.tolist()):
            here = spells.known & (first <= end) & (end <= spells.until) & matched[quarter, person]
            here &= band.of_age(born, grid.last_day[quarter])
            someone = person[here]
            # in a tolerated gap the length is that up to the last week on the benefit before
            length = latest[quarter, someone] - first[here] + 1
            for name, weeks in (("running", 0), ("over_26", LONG)):
                some = band.lasts(length) & (length > weeks)
                week = np.full(int(some.sum()), end)
                self._count(name, number, group, week, seen.home[grid.year[end], someone[some]])

    def _count(self, name: str, number: int, group: int, week: Whole, place: Whole) -> None:
        self._grid.count(self.counts[name][number, group], week, place)


def _so_far(seen: Seen, on: Flags) -> Whole:
    """int32 [weeks, persons]: in weeks on the benefit how many its spell has lasted, 0 if nobody knows."""
    first = np.zeros((len(on) + 1, on.shape[1]), dtype=np.int32)
    spells = seen.spells
    known = spells.known
    begun = (spells.first[known] + 1).astype(np.int32)
    np.add.at(first, (spells.first[known], spells.person[known]), begun)
    np.add.at(first, (spells.last[known] + 1, spells.person[known]), -begun)
    first = np.cumsum(first, axis=0, dtype=np.int32)[:-1]
    week = np.arange(1, len(on) + 1, dtype=np.int32)[:, None]
    return np.where(on & (first > 0), week - first + 1, 0)


def _latest(on: Flags, grid: Grid) -> Whole:
    """[quarters, persons]: the last week on the benefit up to each quarter's end, -1 if there is none."""
    weeks = np.where(on, np.arange(len(on), dtype=np.int32)[:, None], -1)
    found: Whole = np.maximum.accumulate(np.maximum.reduceat(weeks, grid.starts, axis=0), axis=0)
    return found
