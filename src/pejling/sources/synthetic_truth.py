"""What the indicators must come to for the synthetic persons: exact counts by an independent route."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pejling.sources.synthetic_casework import Casework
from pejling.sources.synthetic_courses import Whole
from pejling.sources.synthetic_parameters import Parameters
from pejling.sources.synthetic_people import Span
from pejling.sources.synthetic_spells import Flags, closing_weeks, follow
from pejling.sources.synthetic_truth_bands import Bands
from pejling.sources.synthetic_truth_casework import Cases
from pejling.sources.synthetic_truth_grid import Grid, Lengths, Seen
from pejling.sources.synthetic_truth_groups import CODES, Part, group_ids, neighbours, parts_by_benefit
from pejling.sources.synthetic_truth_unions import Unions
from pejling.sources.synthetic_weeks import Block
from pejling.terms.benefit import EMPLOYED, UNOBSERVED_CODES, dream_codes

MONTHS_AFTER = {1: 4, 3: 13, 6: 26, 12: 52}  # and their weeks
RETAINED = (26, 52)  # weeks after the first
LONG = {"over_26": 26, "over_52": 52}
CLEAR = 4  # weeks off benefits after a spell that make it an exit
DOOR = 4  # weeks within which the other benefit is, of a revolving door
ON_WEEKS = (
    "weeks",  # person-weeks on the benefit
    "persons",  # persons with any such week
)
COUNTS = (
    *ON_WEEKS,
    "inflow",  # spells started (known starts)
    "awards",  # of these the person's first
    "outflow",  # spells completed
    "revolving",  # of these between two of dagpenge
    "ended_known",  # completed with a known start
    "ended_weeks",  # and their weeks
    "running",  # spells running in the period's last week, known starts
    *LONG,
    *(f"employed_{months}" for months in MONTHS_AFTER),  # completed spells, and so much later a job
    *(f"entered_{weeks}" for weeks in RETAINED),  # spells started whose person is observed so much later
    *(f"retained_{weeks}" for weeks in RETAINED),  # and is on the benefit then
)
YEARLY = (
    *ON_WEEKS,  # neither persons nor, by age, weeks can be added over quarters
    "left",  # persons who left the benefit and stayed off for a while
)


class Truth:
    """Adds up blocks of persons.

    ``counts``: int64 [groups, quarters, municipalities] for each of COUNTS; ``yearly``: int64 [groups, years,
    municipalities] for each of YEARLY; ``after``: int64 [MONTHS_AFTER, groups, destinations, quarters,
    municipalities], completed spells by where their person is so much later, if that week lies within the
    data; ``origins`` and ``exits``: int64 [groups, neighbours, quarters, municipalities], spells started by
    where the person was in the week before, completed ones by the week after; ``lengths``: of completed ones.
    """

    def __init__(self, span: Span, known: Parameters) -> None:
        self.grid = Grid(span, known)
        self._closes = closing_weeks(span)
        self._benefits = parts_by_benefit()
        self.groups = group_ids()
        table = dream_codes()
        self.destinations = table.destinations
        self._destination = np.full(CODES, self.destinations.index("andet"), dtype=np.int64)
        for code in table.benefits:
            self._destination[code] = self.destinations.index(table.destination(code))
        self.neighbours, self._neighbour, self._outside = neighbours(known.raw["truth"]["neighbours"])
        self._off = np.array([name in known.raw["truth"]["off"] for name in self.neighbours])
        dagpenge = self.neighbours.index(known.raw["truth"]["door"])
        self._door = self._neighbour == dagpenge
        groups = len(self.groups)
        self.counts = {name: self.grid.by_quarter(groups) for name in COUNTS}
        self.yearly = {name: self.grid.by_year(groups) for name in YEARLY}
        self.after = self.grid.by_quarter(len(MONTHS_AFTER), groups, len(self.destinations))
        self.origins, self.exits = (self.grid.by_quarter(groups, len(self.neighbours)) for _ in range(2))
        self.lengths = Lengths(self.grid)
        self.unions = Unions(self.grid, self._closes, known)
        self.bands = Bands(self.grid, groups, known.raw["truth"]["bands"])
        self.cases = Cases(self.grid, groups)
        self._again = known.raw["truth"]["again"]

    def add(self, block: Block, casework: Casework | None = None) -> None:
        """Count the persons of ``block``, and their casework where there is any."""
        home = self.grid.rows(block.home)
        for parts in self._benefits:
            wanted = parts[0].wanted
            member = np.flatnonzero(wanted[block.codes].any(axis=0))
            if len(member):
                codes = block.codes[:, member]
                on = wanted[codes]
                birthday = block.birthday[member].astype(np.int64)
                spells = follow(on, codes, self._closes)
                seen = Seen(codes, block.industry[:, member], home[:, member], birthday, spells, member)
                for part in parts:
                    self._add_weeks(part, seen)
                self._add_started(parts, seen)
                self._add_ended(parts, seen)
                self._add_running(parts, seen, on)
                self.bands.add(parts[0].number, seen, on, block)
                if casework and parts[0].group.id == self._again:
                    self.cases.add_again(block, home, casework, parts[0], member, spells)
        if casework:
            self.cases.add(block, home, casework, tuple(part for parts in self._benefits for part in parts))
        self.unions.add(block, home)

    def _add_weeks(self, part: Part, seen: Seen) -> None:
        """Weeks and persons; of whom it asks an age, on the last day of the quarter or of the year."""
        on = part.wanted[seen.codes]
        in_quarter = np.add.reduceat(on, self.grid.starts, axis=0, dtype=np.int64)
        for quarter, weeks in enumerate(in_quarter):
            of_age = part.of_age(seen.birthday, self.grid.last_day[quarter])
            self._add_persons(self.counts, part, quarter, weeks * of_age, seen.home[quarter // 4])
        for year, home in enumerate(seen.home):
            of_age = part.of_age(seen.birthday, self.grid.last_day[4 * year + 3])
            weeks = in_quarter[4 * year : 4 * year + 4].sum(axis=0)
            self._add_persons(self.yearly, part, year, weeks * of_age, home)

    def _add_persons(
        self, cubes: dict[str, Whole], part: Part, period: int, weeks: Whole, home: Whole
    ) -> None:
        here = (home >= 0) & (weeks > 0)
        home, weeks = home[here], weeks[here]
        places = self.grid.places
        cubes["weeks"][part.number, period] += np.bincount(home, weeks, places).astype(np.int64)
        cubes["persons"][part.number, period] += np.bincount(home, minlength=places)

    def _add_started(self, parts: tuple[Part, ...], seen: Seen) -> None:
        """Known starts, placed by the first week; age on its Monday."""
        known = seen.spells.known
        person, first = seen.spells.person[known], seen.spells.first[known]
        place = seen.home[self.grid.year[first], person]
        found: dict[str, Flags] = {
            "inflow": np.ones(len(first), dtype=np.bool_),
            "awards": seen.spells.first_ever[known],
        }
        for weeks in RETAINED:
            code, within = _later(seen, first + weeks, person)
            observed = within & ~np.isin(code, list(UNOBSERVED_CODES))
            found[f"entered_{weeks}"] = observed
            found[f"retained_{weeks}"] = observed & parts[0].wanted[code]
        origin = self._where(seen, first - 1, person)
        monday = self.grid.monday(first)
        for part in parts:
            belongs = part.holds(seen.codes[first, person], seen.birthday[person], monday)
            for name, so in found.items():
                some = belongs & so
                self.grid.count(self.counts[name][part.number], first[some], place[some])
            self.grid.count(self.origins[part.number], first[belongs], place[belongs], layer=origin[belongs])

    def _add_ended(self, parts: tuple[Part, ...], seen: Seen) -> None:
        """Completed spells and what came after, placed by the last week; age on its Sunday."""
        done = seen.spells.completed
        person, known = seen.spells.person[done], seen.spells.known[done]
        first, last = seen.spells.first[done], seen.spells.last[done]
        place = seen.home[self.grid.year[last], person]
        followed = [self._status(seen, last + weeks, person) for weeks in MONTHS_AFTER.values()]
        to = self._where(seen, last + 1, person)
        out = np.logical_and.reduce(
            [self._off[self._where(seen, last + week, person)] for week in range(1, CLEAR + 1)]
        )
        door = np.logical_or.reduce(
            [self._is_door(seen, first - week, person) for week in range(1, DOOR + 1)]
        ) & np.logical_or.reduce([self._is_door(seen, last + week, person) for week in range(1, DOOR + 1)])
        for part in parts:
            belongs = part.holds(seen.codes[last, person], seen.birthday[person], self.grid.monday(last) + 6)
            own = {name: cube[part.number] for name, cube in self.counts.items()}
            self.grid.count(own["outflow"], last[belongs], place[belongs])
            self.grid.count(self.exits[part.number], last[belongs], place[belongs], layer=to[belongs])
            some = belongs & door
            self.grid.count(own["revolving"], last[some], place[some])
            some = belongs & out
            left, where = np.unique(
                self.grid.year[last[some]] * len(seen.who) + person[some], return_index=True
            )
            year, left_place = left // len(seen.who), place[some][where]
            self.grid.add(self.yearly["left"][part.number], year, left_place)
            some = belongs & known
            length = (last - first + 1)[some]
            self.grid.count(own["ended_known"], last[some], place[some])
            self.grid.count(own["ended_weeks"], last[some], place[some], length)
            self.lengths.add(part.number, self.grid.quarter[last[some]], place[some], length)
            for number, (months, (code, within)) in enumerate(zip(MONTHS_AFTER, followed, strict=True)):
                some = belongs & within
                where = self._destination[code[some]]
                self.grid.count(self.after[number, part.number], last[some], place[some], layer=where)
                some &= code == EMPLOYED
                self.grid.count(own[f"employed_{months}"], last[some], place[some])

    def _where(self, seen: Seen, week: Whole, person: Whole) -> Whole:
        """The place among ``neighbours`` of those weeks."""
        code, within = self._status(seen, week, person)
        within &= (week >= 0) & ~self.grid.before_16(week.clip(0, self.grid.weeks - 1), seen.birthday[person])
        return np.where(within, self._neighbour[code], self._outside)

    def _is_door(self, seen: Seen, week: Whole, person: Whole) -> Flags:
        """Whether the person is on the benefit that a revolving door leads to, in a week of the data."""
        code, within = _later(seen, week.clip(0, None), person)
        on: Flags = self._door[code] & within & (week >= 0)
        return on

    def _status(self, seen: Seen, week: Whole, person: Whole) -> tuple[NDArray[np.int16], Flags]:
        """Codes as of ``_later``; a blank week in a month with an industry is employment."""
        code, within = _later(seen, week, person)
        industry = seen.industry[self.grid.month[week.clip(0, len(seen.codes) - 1)], person]
        code[(code == 0) & (industry > 0)] = EMPLOYED
        return code, within

    def _add_running(self, parts: tuple[Part, ...], seen: Seen, on: Flags) -> None:
        """Spells that run in a quarter's last week, with known starts; age on the quarter's last day.

        The length so far ends with the last week on the benefit, and that week's code is the spell's code.
        """
        latest = np.full(on.shape[1], -1, dtype=np.int64)
        spells, since = seen.spells, 0
        for quarter, end in enumerate(self.grid.ends.tolist()):
            stretch = on[since : end + 1]
            behind = stretch[::-1].argmax(axis=0)
            latest = np.where(stretch.any(axis=0), end - behind, latest)
            since = end + 1
            here = spells.known & (spells.first <= end) & (end <= spells.until)
            person, first = spells.person[here], spells.first[here]
            code = seen.codes[latest[person], person]
            length = latest[person] - first + 1
            place, week = seen.home[self.grid.year[end], person], np.full(len(person), end)
            for part in parts:
                belongs = part.holds(code, seen.birthday[person], self.grid.last_day[quarter])
                for name, weeks in {"running": 0, **LONG}.items():
                    some = belongs & (length > weeks)
                    self.grid.count(self.counts[name][part.number], week[some], place[some])


def _later(seen: Seen, week: Whole, person: Whole) -> tuple[NDArray[np.int16], Flags]:
    """The codes of those weeks (counted from the window's first), and which lie before the window's end."""
    within = week < len(seen.codes)
    return seen.codes[np.where(within, week, 0), person], within
