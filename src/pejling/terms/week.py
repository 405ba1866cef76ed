"""One ISO 8601 week."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from pejling.terms.masked import quoted
from pejling.terms.problem import Problem

# Monday of 1990-W01, a year before DREAM begins: week indexes are small positive numbers (int16).
EPOCH = date(1990, 1, 1)
_FORM = re.compile(r"(\d{4})-W(\d{2})")


@dataclass(frozen=True, order=True, slots=True)
class Week:
    """One ISO 8601 week.

    Weeks order and subtract like whole numbers, also across a year of 53 weeks:

    >>> str(Week(2026, 53) + 1)
    '2027-W01'
    >>> Week(2027, 1) - Week(2026, 52)
    2
    """

    year: int
    number: int

    def __post_init__(self) -> None:
        if not 1 <= self.number <= weeks_in_year(self.year):
            raise Problem(
                da=f"ugen {self.year}-W{self.number:02d} findes ikke: "
                f"{self.year} har ugerne 1 til {weeks_in_year(self.year)} (ISO 8601)",
                en=f"the week {self.year}-W{self.number:02d} does not exist: "
                f"{self.year} has weeks 1 to {weeks_in_year(self.year)} (ISO 8601)",
            )

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``2011-W05``."""
        match = _FORM.fullmatch(text.strip())
        if not match:
            raise Problem(
                da=f"{quoted(text).da} er ikke en uge; uger skrives 2011-W05",
                en=f"{quoted(text).en} is no week; weeks are written 2011-W05",
            )
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def from_index(cls, index: int) -> Self:
        """The week that lies ``index`` weeks after 1990-W01."""
        return cls.holding(EPOCH + timedelta(weeks=int(index)))

    @classmethod
    def holding(cls, day: date) -> Self:
        """The week that holds ``day``."""
        year, number, _ = day.isocalendar()
        return cls(year, number)

    @property
    def index(self) -> int:
        """Whole weeks since 1990-W01: the number that stored runs and engines use."""
        return (self.monday - EPOCH).days // 7

    @property
    def monday(self) -> date:
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def thursday(self) -> date:
        """The day that decides which month, quarter, half and year the week belongs to."""
        return date.fromisocalendar(self.year, self.number, 4)

    @property
    def sunday(self) -> date:
        return date.fromisocalendar(self.year, self.number, 7)

    def __add__(self, weeks: int) -> Self:
        year, number, _ = (self.monday + timedelta(weeks=weeks)).isocalendar()
        return type(self)(year, number)

    def __sub__(self, other: Week) -> int:
        return self.index - other.index

    def __str__(self) -> str:
        return f"{self.year}-W{self.number:02d}"


def weeks_in_year(year: int) -> int:
    """52 or 53: the ISO week number of 28 December."""
    return date(year, 12, 28).isocalendar()[1]
