"""What the indicators must come to for the synthetic persons: exact counts by an independent route."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from pejling.sources.synthetic_courses import Whole
from pejling.sources.synthetic_parameters import Parameters
from pejling.sources.synthetic_people import EPOCH_DAY, UNIX, Span
from pejling.sources.synthetic_spells import Flags, Spells, closing_weeks, follow
from pejling.sources.synthetic_truth_groups import CODES, Part, group_ids, parts_by_benefit
from pejling.sources.synthetic_weeks import Block, months_of_weeks
from pejling.terms.benefit import EMPLOYED, UNOBSERVED_CODES, dream_codes

MONTHS_AFTER = {1: 4, 3: 13, 6: 26, 12: 52}  # and their weeks
RETAINED = (26, 52)  # weeks after the first
LONG = {"over_26": 26, "over_52": 52}
ON_WEEKS = (
    "weeks",  # person-weeks on the benefit
    "persons",  # persons with any such week
)
COUNTS = (
    *ON_WEEKS,
    "inflow",  # spells started (known starts)
    "awards",  # of these the person's first
    "outflow",  # spells completed
    "ended_known",  # of these with a known start
    "ended_weeks",  # and their weeks
    "running",  # spells running in the period's last week, known starts
    *LONG,
    *(f"employed_{months}" for months in MONTHS_AFTER),  # completed spells, and so much later a job
    *(f"entered_{weeks}" for weeks in RETAINED),  # spells started whose person is observed so much later
    *(f"retained_{weeks}" for weeks in RETAINED),  # and is on the benefit then
)


@dataclass(frozen=True)
class Seen:
    """The persons of a block who ever were on a benefit, and their spells of it.

    As in Block; ``home`` [years, persons] are rows of the table of municipalities, -1 for none.
    """

    codes: NDArray[np.int16]
    industry: NDArray[np.int32]
    home: Whole
    birthday: Whole
    spells: Spells


class Truth:
    """Adds up blocks of persons.

    ``counts``: int64 [groups, quarters, municipalities] for each of COUNTS; ``yearly``: int64 [groups, years,
    municipalities] for each of ON_WEEKS, since neither persons nor, by age, weeks can be added over quarters;
    ``after``: int64 [MONTHS_AFTER, groups, destinations, quarters, municipalities], completed spells by where
    their person is so much later, if that week lies within the data; ``quarter_ends``: the last week of each
    quarter, counted from the window's first.
    """

    def __init__(self, span: Span, known: Parameters) -> None:
        self._known = known
        self._first = span.first
        self._closes = closing_weeks(span)
        self._month = months_of_weeks(span)
        self._quarter = self._month // 3
        self._year = self._month // 12
        ends = [(year, *end) for year in span.years for end in ((3, 31), (6, 30), (9, 30), (12, 31))]
        self._last_day = np.array([(date(*end) - UNIX).days for end in ends], dtype=np.int64)
        quarters = len(ends)
        self.quarter_ends = np.searchsorted(self._quarter, np.arange(quarters), side="right") - 1
        self._quarter_starts = np.searchsorted(self._quarter, np.arange(quarters), side="left")
        self._benefits = parts_by_benefit()
        self.groups = group_ids()
        table = dream_codes()
        self.destinations = table.destinations
        self._destination = np.full(CODES, self.destinations.index("andet"), dtype=np.int64)
        for code in table.benefits:
            self._destination[code] = self.destinations.index(table.destination(code))
        places = len(known.municipalities)
        shape = (len(self.groups), quarters, places)
        self.counts = {name: np.zeros(shape, dtype=np.int64) for name in COUNTS}
        years = (len(self.groups), len(span.years), places)
        self.yearly = {name: np.zeros(years, dtype=np.int64) for name in ON_WEEKS}
        followed = (len(MONTHS_AFTER), len(self.groups), len(self.destinations), quarters, places)
        self.after = np.zeros(followed, dtype=np.int64)

    def add(self, block: Block) -> None:
        """Count the persons of ``block``."""
        row = np.full(CODES, -1, dtype=np.int64)
        row[list(self._known.municipalities)] = np.arange(len(self._known.municipalities))
        home = row[block.home]
        for parts in self._benefits:
            wanted = parts[0].wanted
            member = np.flatnonzero(wanted[block.codes].any(axis=0))
            if len(member):
                codes = block.codes[:, member]
                on = wanted[codes]
                birthday = block.birthday[member].astype(np.int64)
                spells = follow(on, codes, self._closes)
                seen = Seen(codes, block.industry[:, member], home[:, member], birthday, spells)
                for part in parts:
                    self._add_weeks(part, seen)
                self._add_started(parts, seen)
                self._add_ended(parts, seen)
                self._add_running(parts, seen, on)

    def _add_weeks(self, part: Part, seen: Seen) -> None:
        """Weeks and persons; of whom it asks an age, on the last day of the quarter or of the year."""
        on = part.wanted[seen.codes]
        in_quarter = np.add.reduceat(on, self._quarter_starts, axis=0, dtype=np.int64)
        for quarter, weeks in enumerate(in_quarter):
            of_age = part.of_age(seen.birthday, self._last_day[quarter])
            self._add_persons(self.counts, part, quarter, weeks * of_age, seen.home[quarter // 4])
        for year, home in enumerate(seen.home):
            of_age = part.of_age(seen.birthday, self._last_day[4 * year + 3])
            weeks = in_quarter[4 * year : 4 * year + 4].sum(axis=0)
            self._add_persons(self.yearly, part, year, weeks * of_age, home)

    def _add_persons(
        self, cubes: dict[str, Whole], part: Part, period: int, weeks: Whole, home: Whole
    ) -> None:
        here = (home >= 0) & (weeks > 0)
        home, weeks = home[here], weeks[here]
        places = len(self._known.municipalities)
        cubes["weeks"][part.number, period] += np.bincount(home, weeks, places).astype(np.int64)
        cubes["persons"][part.number, period] += np.bincount(home, minlength=places)

    def _count(
        self, cube: Whole, week: Whole, place: Whole, amount: Whole | None = None, layer: Whole | int = 0
    ) -> None:
        """Add 1 or ``amount`` for each week and place to ``cube`` [layers, quarters, municipalities].

        A cube without layers is one layer.
        """
        cells = (layer * len(self.quarter_ends) + self._quarter[week]) * cube.shape[-1] + place
        real = place >= 0
        weights = None if amount is None else amount[real]
        cube += np.bincount(cells[real], weights, minlength=cube.size).astype(np.int64).reshape(cube.shape)

    def _add_started(self, parts: tuple[Part, ...], seen: Seen) -> None:
        """Known starts, placed by the first week; age on its Monday."""
        known = seen.spells.known
        person, first = seen.spells.person[known], seen.spells.first[known]
        place = seen.home[self._year[first], person]
        found: dict[str, Flags] = {
            "inflow": np.ones(len(first), dtype=np.bool_),
            "awards": seen.spells.first_ever[known],
        }
        for weeks in RETAINED:
            code, within = _later(seen, first + weeks, person)
            observed = within & ~np.isin(code, list(UNOBSERVED_CODES))
            found[f"entered_{weeks}"] = observed
            found[f"retained_{weeks}"] = observed & parts[0].wanted[code]
        monday = (self._first + first) * 7 + EPOCH_DAY
        for part in parts:
            belongs = part.holds(seen.codes[first, person], seen.birthday[person], monday)
            for name, so in found.items():
                some = belongs & so
                self._count(self.counts[name][part.number], first[some], place[some])

    def _add_ended(self, parts: tuple[Part, ...], seen: Seen) -> None:
        """Completed spells and what came after, placed by the last week; age on its Sunday."""
        done = seen.spells.completed
        person, known = seen.spells.person[done], seen.spells.known[done]
        first, last = seen.spells.first[done], seen.spells.last[done]
        place = seen.home[self._year[last], person]
        sunday = (self._first + last) * 7 + EPOCH_DAY + 6
        followed = [self._status(seen, last + weeks, person) for weeks in MONTHS_AFTER.values()]
        for part in parts:
            belongs = part.holds(seen.codes[last, person], seen.birthday[person], sunday)
            own = {name: cube[part.number] for name, cube in self.counts.items()}
            self._count(own["outflow"], last[belongs], place[belongs])
            some = belongs & known
            self._count(own["ended_known"], last[some], place[some])
            self._count(own["ended_weeks"], last[some], place[some], (last - first + 1)[some])
            for number, (months, (code, within)) in enumerate(zip(MONTHS_AFTER, followed, strict=True)):
                some = belongs & within
                where = self._destination[code[some]]
                self._count(self.after[number, part.number], last[some], place[some], layer=where)
                some &= code == EMPLOYED
                self._count(own[f"employed_{months}"], last[some], place[some])

    def _status(self, seen: Seen, week: Whole, person: Whole) -> tuple[NDArray[np.int16], Flags]:
        """Codes as of ``_later``; a blank week in a month with an industry is employment."""
        code, within = _later(seen, week, person)
        industry = seen.industry[self._month[week.clip(0, len(seen.codes) - 1)], person]
        code[(code == 0) & (industry > 0)] = EMPLOYED
        return code, within

    def _add_running(self, parts: tuple[Part, ...], seen: Seen, on: Flags) -> None:
        """Spells that run in a quarter's last week, with known starts; age on the quarter's last day.

        The length so far ends with the last week on the benefit, and that week's code is the spell's code.
        """
        latest = np.full(on.shape[1], -1, dtype=np.int64)
        spells, since = seen.spells, 0
        for quarter, end in enumerate(self.quarter_ends.tolist()):
            stretch = on[since : end + 1]
            behind = stretch[::-1].argmax(axis=0)
            latest = np.where(stretch.any(axis=0), end - behind, latest)
            since = end + 1
            here = spells.known & (spells.first <= end) & (end <= spells.until)
            person, first = spells.person[here], spells.first[here]
            code = seen.codes[latest[person], person]
            length = latest[person] - first + 1
            place, week = seen.home[self._year[end], person], np.full(len(person), end)
            for part in parts:
                belongs = part.holds(code, seen.birthday[person], self._last_day[quarter])
                for name, weeks in {"running": 0, **LONG}.items():
                    some = belongs & (length > weeks)
                    self._count(self.counts[name][part.number], week[some], place[some])


def _later(seen: Seen, week: Whole, person: Whole) -> tuple[NDArray[np.int16], Flags]:
    """The codes of those weeks (counted from the window's first), and which lie within the data."""
    within = week < len(seen.codes)
    return seen.codes[np.where(within, week, 0), person], within
