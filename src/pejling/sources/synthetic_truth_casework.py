"""What the casework of the synthetic persons must come to, for truth.csv: row by row, week by week."""

from __future__ import annotations

import numpy as np

from pejling.sources.synthetic_casework import BLANK, Casework
from pejling.sources.synthetic_courses import Whole
from pejling.sources.synthetic_people import EPOCH_DAY
from pejling.sources.synthetic_spells import Flags, Spells
from pejling.sources.synthetic_truth_grid import Grid
from pejling.sources.synthetic_truth_groups import Part
from pejling.sources.synthetic_weeks import Block

FULL_TIME = 370  # tenths of an hour a week: of an offer without hours, and the most that one counts
WORKING_DAYS = 5
MONTHS = (12, 18)
CASE_COUNTS = (
    "held",  # contacts held in a week on the benefit
    "due",  # contacts due in a week on the benefit
    "on_time",  # of these held by then
    "again",  # re-assessments due in a spell of known start
    "again_in_time",  # of these held between two months of the spell, both included
    "sanctions",
    "active",  # days from Monday to Friday in offers, times tenths of an hour a week
    "active_company",
)


class _Rows:
    """Things that count in a week: of whom, when, and how much."""

    def __init__(self, person: Whole, week: Whole, amount: Whole, grid: Grid) -> None:
        real = (week >= 0) & (week < grid.weeks) & (amount > 0)
        self.person, self.week, self.amount = person[real], week[real], amount[real]


class Cases:
    """Adds up blocks of casework.

    ``counts``: int64 [groups, quarters, municipalities], ``yearly``: [groups, years, municipalities], for
    each of CASE_COUNTS; ``days``: of each extract the first and the last day on which something happened.
    """

    def __init__(self, grid: Grid, groups: int) -> None:
        self._grid = grid
        self.counts = {name: grid.by_quarter(groups) for name in CASE_COUNTS}
        self.yearly = {name: grid.by_year(groups) for name in CASE_COUNTS}
        self.days: dict[str, tuple[int, int]] = {}

    def add(self, block: Block, home: Whole, casework: Casework, parts: tuple[Part, ...]) -> None:
        """Count the casework of ``block``, for all groups but the re-assessments."""
        contacts, offers = casework.contacts, casework.offers
        meeting = ~contacts.reassessment
        held = meeting & contacts.held
        due = meeting & (contacts.due != BLANK)
        rows = {
            "held": self._rows(contacts.person[held], contacts.day[held]),
            "due": self._rows(contacts.person[due], contacts.due[due]),
            "sanctions": self._rows(casework.sanctions.person, casework.sanctions.day),
            "active": self._active(casework, np.ones(len(offers.person), dtype=np.bool_)),
            "active_company": self._active(casework, offers.company),
        }
        due &= held & (contacts.day <= contacts.due)
        rows["on_time"] = self._rows(contacts.person[due], contacts.due[due])
        for name, found in rows.items():
            for part in parts:
                self._count(name, part, found, block, home)
        self._see("contacts", contacts.day)
        self._see("sanctions", casework.sanctions.day)
        self._see("offers", np.concatenate([offers.first, offers.last]))

    def add_again(
        self, block: Block, home: Whole, casework: Casework, part: Part, who: Whole, spells: Spells
    ) -> None:
        """Re-assessments of ``part``, whose ``spells`` are those of the persons ``who`` of the block."""
        contacts = casework.contacts
        chosen = contacts.reassessment & (contacts.due != BLANK)
        person, day, due = contacts.person[chosen], contacts.day[chosen], contacts.due[chosen]
        week = self._week(due)
        inside = (week >= 0) & (week < self._grid.weeks)
        since = np.full(len(person), -1)
        known = np.flatnonzero(spells.known)
        for row in known.tolist():
            first, last = spells.first[row], spells.last[row]
            since[(person == who[spells.person[row]]) & inside & (first <= week) & (week <= last)] = first
        some = since >= 0
        self._count(
            "again", part, _Rows(person[some], week[some], np.ones(some.sum(), int), self._grid), block, home
        )
        monday = self._grid.monday(since)
        held = some & contacts.held[chosen] & (day != BLANK)
        months = _months(monday, day)
        held &= (months >= MONTHS[0]) & (months <= MONTHS[1])
        rows = _Rows(person[held], week[held], np.ones(held.sum(), int), self._grid)
        self._count("again_in_time", part, rows, block, home)

    def _week(self, day: Whole) -> Whole:
        return (day - EPOCH_DAY) // 7 - self._grid.first

    def _rows(self, person: Whole, day: Whole) -> _Rows:
        return _Rows(person, self._week(day), np.ones(len(day), dtype=np.int64), self._grid)

    def _active(self, casework: Casework, chosen: Flags) -> _Rows:
        """A row for every week of an offer: its working days times its hours."""
        offers = casework.offers
        first, last = offers.first[chosen], offers.last[chosen]
        hours = offers.hours[chosen]
        hours = np.where(hours == BLANK, FULL_TIME, np.minimum(hours, FULL_TIME))
        begins, ends = self._week(first), self._week(last)
        times = ends - begins + 1
        which = np.repeat(np.arange(len(times)), times)
        week = begins[which] + np.arange(len(which)) - np.repeat(np.cumsum(times) - times, times)
        monday = self._grid.monday(week)
        until = np.minimum(last[which], monday + WORKING_DAYS - 1)
        days = (until - np.maximum(first[which], monday) + 1).clip(0, None)
        return _Rows(offers.person[chosen][which], week, days * hours[which], self._grid)

    def _count(self, name: str, part: Part, rows: _Rows, block: Block, home: Whole) -> None:
        """Those on the part's benefit that week; of the asked age on the quarter's or year's last day."""
        grid = self._grid
        on = part.wanted[block.codes[rows.week, rows.person]]
        person, week, amount = rows.person[on], rows.week[on], rows.amount[on]
        born = block.birthday[person].astype(np.int64)
        year = grid.year[week]
        place = home[year, person]
        of_age = part.of_age(born, grid.last_day[grid.quarter[week]])
        grid.count(self.counts[name][part.number], week[of_age], place[of_age], amount[of_age])
        of_age = part.of_age(born, grid.last_day[4 * year + 3])
        grid.add(self.yearly[name][part.number], year[of_age], place[of_age], amount[of_age])

    def _see(self, extract: str, days: Whole) -> None:
        days = days[days != BLANK]
        if len(days):
            first, last = self.days.get(extract, (int(days[0]), int(days[0])))
            self.days[extract] = min(first, int(days.min())), max(last, int(days.max()))


def _months(since: Whole, day: Whole) -> Whole:
    """Whole months from one day to another: one less before the day of the month has come."""
    begun, now = since.astype("datetime64[D]"), day.astype("datetime64[D]")
    begun_month, month = begun.astype("datetime64[M]"), now.astype("datetime64[M]")
    passed = (month - begun_month).astype(np.int64)
    early = (now - month.astype("datetime64[D]")) < (begun - begun_month.astype("datetime64[D]"))
    found: Whole = passed - early
    return found
