"""Which weeks and spells of a benefit belong to each of its groups: all, those by code, those by age."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from pejling.sources.synthetic_courses import Whole
from pejling.sources.synthetic_spells import Flags
from pejling.terms.benefit import UNKNOWN_CODES, Group, dream_codes, groups

CODES = 1000  # every code is less


@dataclass(frozen=True)
class Part:
    """A group as part of the benefit whose spells it shares.

    ``number``: its place among the groups of truth.csv; ``wanted``: bool [CODES], the codes of its weeks.
    """

    number: int
    group: Group
    wanted: Flags

    def of_age(self, birthday: Whole, day: Whole) -> Flags:
        """Whether those born on ``birthday`` have the group's age on ``day``; days since 1970-01-01."""
        found = np.ones(np.broadcast(birthday, day).shape, dtype=np.bool_)
        if self.group.by_age:
            age = whole_years(birthday, day)
            if self.group.age_from is not None:
                found &= age >= self.group.age_from
            if self.group.age_to is not None:
                found &= age <= self.group.age_to
        return found

    def holds(self, code: NDArray[np.int16], birthday: Whole, day: Whole) -> Flags:
        """Whether a week with ``code`` of someone of that age on ``day`` is the group's."""
        return self.wanted[code] & self.of_age(birthday, day)


def group_ids() -> tuple[str, ...]:
    """The groups of truth.csv, in the order of the reports: all that the table of codes gives."""
    return tuple(id for id in groups() if id != UNKNOWN_CODES)


def parts_by_benefit() -> tuple[tuple[Part, ...], ...]:
    """For every benefit and the total: itself, then its sub-groups."""
    table = dream_codes()
    found: dict[str, list[Part]] = {}
    for number, id in enumerate(group_ids()):
        group = groups()[id]
        wanted = np.zeros(CODES, dtype=np.bool_)
        wanted[[code for code in table.benefits if group.holds_code(code, table)]] = True
        found.setdefault(group.state, []).append(Part(number, group, wanted))
    return tuple(tuple(sorted(parts, key=lambda part: bool(part.group.parent))) for parts in found.values())


def codes_of(states: Collection[str]) -> Flags:
    """bool [CODES]: the codes of these target groups."""
    found = np.zeros(CODES, dtype=np.bool_)
    found[[code for code, benefit in dream_codes().benefits.items() if benefit.target_group in states]] = True
    return found


def neighbours(names: Mapping[str, Sequence[str]]) -> tuple[tuple[str, ...], Whole, int]:
    """What the week next to a spell is called; of each code the place among the names; that of no data.

    ``names``: the target groups of each; codes of none of them are the last name.
    """
    found = tuple(names)
    place = np.full(CODES, len(found) - 1, dtype=np.int64)
    for number, states in enumerate(names.values()):
        place[codes_of(states)] = number
    return found, place, next(number for number, name in enumerate(found) if not names[name])


def whole_years(birthday: Whole, day: Whole) -> Whole:
    """Age on ``day``: the difference of the years, one less before the day of the year of birth has come."""
    born_in, born = _year_and_date(birthday)
    year, now = _year_and_date(day)
    return year - born_in - (now < born)


def _year_and_date(days: Whole) -> tuple[Whole, Whole]:
    """The year, and month x 100 + day."""
    first, year, date = _all_days()
    return year[days - first], date[days - first]


@cache
def _all_days() -> tuple[int, Whole, Whole]:
    """The first day of a table of days (since 1970-01-01), and of each its year, and month x 100 + day."""
    dates = np.arange("1850-01-01", "2151-01-01", dtype="datetime64[D]")
    months = dates.astype("datetime64[M]")
    number = months.astype(np.int64)  # months since January 1970
    in_month = (dates - months.astype("datetime64[D]")).astype(np.int64)
    date = (number % 12 + 1) * 100 + in_month + 1
    return int(dates[0].astype(np.int64)), 1970 + number // 12, date
