"""What the indicators must come to for the synthetic persons: exact counts by an independent route."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pejling.sources.synthetic_courses import Whole
from pejling.sources.synthetic_parameters import Parameters
from pejling.sources.synthetic_people import Span
from pejling.sources.synthetic_spells import Flags, Spells, closing_weeks, follow
from pejling.sources.synthetic_weeks import Block, months_of_weeks
from pejling.terms.benefit import EMPLOYED, TOTAL, dream_codes, groups

WEEKS_AFTER = 13  # three months
LONG = {"over_26": 26, "over_52": 52}
COUNTS = (
    "weeks",  # person-weeks on the benefit
    "persons",  # persons with any such week
    "inflow",  # spells started (known starts)
    "awards",  # of these the person's first
    "outflow",  # spells completed
    "ended_known",  # of these with a known start
    "ended_weeks",  # and their weeks
    "running",  # spells running in the period's last week, known starts
    *LONG,
    "followed",  # completed spells whose week three months on lies within the data
)


class Truth:
    """Adds up blocks of persons.

    ``counts``: int64 [groups, quarters, municipalities] for each of COUNTS; ``after``: the same for each of
    ``destinations``, int64 [destinations, groups, quarters, municipalities]; ``persons_in_year``: int64
    [groups, years, municipalities], since persons cannot be added over quarters; ``quarter_ends``: the last
    week of each quarter, counted from the window's first.
    """

    def __init__(self, span: Span, known: Parameters) -> None:
        self._known = known
        self._closes = closing_weeks(span)
        self._month = months_of_weeks(span)
        self._quarter = self._month // 3
        self._year = self._month // 12
        quarters = 4 * len(span.years)
        self.quarter_ends = np.searchsorted(self._quarter, np.arange(quarters), side="right") - 1
        table = dream_codes()
        self.groups = (*(group.id for group in groups().values() if group.counted_in_total), TOTAL)
        self._codes = {
            name: [code for code in table.benefits if groups()[name].holds_code(code, table)]
            for name in self.groups
        }
        self.destinations = table.destinations
        self._destination = np.full(1000, self.destinations.index("andet"), dtype=np.int64)
        for code in table.benefits:
            self._destination[code] = self.destinations.index(table.destination(code))
        shape = (len(self.groups), quarters, len(known.municipalities))
        self.counts = {name: np.zeros(shape, dtype=np.int64) for name in COUNTS}
        self.persons_in_year = np.zeros((shape[0], len(span.years), shape[2]), dtype=np.int64)
        self.after = np.zeros((len(self.destinations), *shape), dtype=np.int64)

    def add(self, block: Block) -> None:
        """Count the persons of ``block``."""
        codes = block.codes
        row = np.full(1000, -1, dtype=np.int64)
        row[list(self._known.municipalities)] = np.arange(len(self._known.municipalities))
        home = row[block.home]
        for number, name in enumerate(self.groups):
            wanted = np.zeros(1000, dtype=np.bool_)
            wanted[self._codes[name]] = True
            member = np.flatnonzero(wanted[codes].any(axis=0))
            if len(member):
                self._add_group(number, wanted, codes[:, member], block.industry[:, member], home[:, member])

    def _add_group(
        self, group: int, wanted: Flags, codes: NDArray[np.int16], industry: NDArray[np.int32], home: Whole
    ) -> None:
        on = wanted[codes]
        starts = np.searchsorted(self._quarter, np.arange(len(self.quarter_ends)), side="left")
        in_quarter = np.add.reduceat(on, starts, axis=0, dtype=np.int64)
        for quarter in range(len(in_quarter)):
            weeks: Whole = in_quarter[quarter]
            place = home[quarter // 4]
            self.counts["weeks"][group, quarter] += self._by_home(place, weeks)
            self.counts["persons"][group, quarter] += self._by_home(place, weeks > 0)
        for year in range(len(home)):
            any_week: Whole = in_quarter[4 * year : 4 * year + 4].max(axis=0).clip(0, 1)
            self.persons_in_year[group, year] += self._by_home(home[year], any_week)
        spells = follow(on, codes, self._closes)
        self._add_spells(group, spells, home)
        self._add_running(group, spells, on, home)
        self._add_after(group, spells, codes, industry, home)

    def _by_home(self, home: Whole, amount: Whole | Flags) -> Whole:
        here = (home >= 0) & (amount > 0)
        sums = np.bincount(home[here], weights=amount[here], minlength=len(self._known.municipalities))
        return sums.astype(np.int64)

    def _count(self, cube: Whole, week: Whole, place: Whole, amount: Whole | None = None) -> None:
        """Add 1 or ``amount`` to ``cube`` [quarters, municipalities] for each week and place given."""
        real = place >= 0
        weights = None if amount is None else amount[real]
        cells = self._quarter[week[real]] * cube.shape[1] + place[real]
        cube += np.bincount(cells, weights, minlength=cube.size).astype(np.int64).reshape(cube.shape)

    def _add_spells(self, group: int, spells: Spells, home: Whole) -> None:
        begun = home[self._year[spells.first], spells.person]
        for name, some in (("inflow", spells.known), ("awards", spells.known & spells.first_ever)):
            self._count(self.counts[name][group], spells.first[some], begun[some])
        ended = home[self._year[spells.last], spells.person]
        known = spells.completed & spells.known
        self._count(self.counts["outflow"][group], spells.last[spells.completed], ended[spells.completed])
        self._count(self.counts["ended_known"][group], spells.last[known], ended[known])
        length = spells.last - spells.first + 1
        self._count(self.counts["ended_weeks"][group], spells.last[known], ended[known], length[known])

    def _add_running(self, group: int, spells: Spells, on: Flags, home: Whole) -> None:
        """Spells that run in a quarter's last week; the length so far ends with the last benefit week."""
        latest = np.full(on.shape[1], -1, dtype=np.int64)
        since = 0
        for end in self.quarter_ends.tolist():
            stretch = on[since : end + 1]
            behind = stretch[::-1].argmax(axis=0)
            latest = np.where(stretch.any(axis=0), end - behind, latest)
            since = end + 1
            here = spells.known & (spells.first <= end) & (end <= spells.until)
            person = spells.person[here]
            length = latest[person] - spells.first[here] + 1
            place, week = home[self._year[end], person], np.full(len(person), end)
            self._count(self.counts["running"][group], week, place)
            for name, weeks in LONG.items():
                longer = length > weeks
                self._count(self.counts[name][group], week[longer], place[longer])

    def _add_after(
        self, group: int, spells: Spells, codes: NDArray[np.int16], industry: NDArray[np.int32], home: Whole
    ) -> None:
        some = spells.completed & (spells.last + WEEKS_AFTER < len(codes))
        person, last = spells.person[some], spells.last[some]
        later = last + WEEKS_AFTER
        code = codes[later, person].astype(np.int64)
        code[(code == 0) & (industry[self._month[later], person] > 0)] = EMPLOYED
        found = self._destination[code]
        place = home[self._year[last], person]
        self._count(self.counts["followed"][group], last, place)
        for number in range(len(self.destinations)):
            self._count(self.after[number, group], last[found == number], place[found == number])
