"""Where the counts of truth.csv are kept: by group, quarter or year, and municipality."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from pejling.sources.synthetic_courses import Whole
from pejling.sources.synthetic_parameters import Parameters
from pejling.sources.synthetic_people import EPOCH_DAY, UNIX, Span
from pejling.sources.synthetic_spells import Flags, Spells
from pejling.sources.synthetic_truth_groups import CODES
from pejling.sources.synthetic_weeks import months_of_weeks

BINS = 521  # lengths in weeks; the last bin holds all longer ones


@dataclass(frozen=True)
class Seen:
    """The persons of a block who ever were on a benefit, and their spells of it.

    As in Block; ``home`` [years, persons] are rows of the table of municipalities, -1 for none; ``who``:
    their place in the block.
    """

    codes: NDArray[np.int16]
    industry: NDArray[np.int32]
    home: Whole
    birthday: Whole
    spells: Spells
    who: Whole


class Grid:
    """The weeks of the window as quarters and years.

    ``month``, ``quarter``, ``year``: of each week, counted from the window's first; ``last_day``: of each
    quarter, days since 1970-01-01; ``starts``, ``ends``: the first and last week of each quarter.
    """

    def __init__(self, span: Span, known: Parameters) -> None:
        self.first = span.first
        self.first_year = span.first_year
        self.month = months_of_weeks(span)
        self.quarter = self.month // 3
        self.year = self.month // 12
        days = [(year, *end) for year in span.years for end in ((3, 31), (6, 30), (9, 30), (12, 31))]
        self.last_day = np.array([(date(*day) - UNIX).days for day in days], dtype=np.int64)
        self.starts = np.searchsorted(self.quarter, np.arange(len(days)), side="left")
        self.ends = np.searchsorted(self.quarter, np.arange(len(days)), side="right") - 1
        self.weeks = len(self.month)
        self.quarters, self.years = len(days), len(span.years)
        self.places = len(known.municipalities)
        self._row = np.full(CODES, -1, dtype=np.int64)
        self._row[list(known.municipalities)] = np.arange(self.places)

    def rows(self, home: NDArray[np.int16]) -> Whole:
        """Rows of the table of municipalities from their codes; -1 for none."""
        found: Whole = self._row[home]
        return found

    def by_quarter(self, *layers: int) -> Whole:
        """An empty cube, int64 [*layers, quarters, municipalities]."""
        return np.zeros((*layers, self.quarters, self.places), dtype=np.int64)

    def by_year(self, *layers: int) -> Whole:
        """An empty cube, int64 [*layers, years, municipalities]."""
        return np.zeros((*layers, self.years, self.places), dtype=np.int64)

    def monday(self, week: Whole) -> Whole:
        """Days since 1970-01-01 of the Mondays of weeks that are counted from the window's first."""
        return (self.first + week) * 7 + EPOCH_DAY

    def count(
        self, cube: Whole, week: Whole, place: Whole, amount: Whole | None = None, layer: Whole | int = 0
    ) -> None:
        """Add 1 or ``amount`` for each week and place to ``cube`` [layers, quarters, municipalities].

        A cube without layers is one layer.
        """
        self.add(cube, self.quarter[week], place, amount, layer)

    def add(
        self, cube: Whole, period: Whole, place: Whole, amount: Whole | None = None, layer: Whole | int = 0
    ) -> None:
        """The same for quarters or years that are known already. What has no place is left out."""
        cells = (layer * cube.shape[-2] + period) * cube.shape[-1] + place
        real = place >= 0
        weights = None if amount is None else amount[real]
        cube += np.bincount(cells[real], weights, minlength=cube.size).astype(np.int64).reshape(cube.shape)

    def before_16(self, week: Whole, birthday: Whole) -> Flags:
        """Whether a week lies before the year of turning 16, which DREAM knows nothing of."""
        born = birthday.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970
        young: Flags = self.year[week] + self.first_year < born + 16
        return young


class Lengths:
    """Completed spells by group, quarter, municipality and length: different rows, each with its number."""

    def __init__(self, grid: Grid) -> None:
        self._shape = grid.quarters, grid.places, BINS
        self._rows = np.zeros(0, dtype=np.int64)
        self._number = np.zeros(0, dtype=np.int64)
        self._new: list[Whole] = []

    def add(self, group: int, quarter: Whole, place: Whole, weeks: Whole) -> None:
        real = place >= 0
        quarters, places, bins = self._shape
        row = (group * quarters + quarter[real]) * places + place[real]
        self._new.append(row * bins + weeks[real].clip(None, bins - 1))
        if sum(map(len, self._new)) > 4_000_000:
            self._settle()

    def _settle(self) -> None:
        rows = np.concatenate([self._rows, *self._new])
        number = np.concatenate([self._number, *(np.ones(len(new), dtype=np.int64) for new in self._new)])
        self._rows, which = np.unique(rows, return_inverse=True)
        self._number = np.bincount(which, number, len(self._rows)).astype(np.int64)
        self._new = []

    def found(self) -> tuple[Whole, Whole, Whole, Whole, Whole]:
        """Group, quarter, municipality, weeks, and how many spells."""
        self._settle()
        quarters, places, bins = self._shape
        row, weeks = np.divmod(self._rows, bins)
        row, place = np.divmod(row, places)
        group, quarter = np.divmod(row, quarters)
        return group, quarter, place, weeks, self._number
