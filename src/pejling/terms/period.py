"""Periods: months, quarters, halves, years, and spans of one kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from functools import cached_property, lru_cache
from typing import Self

from pejling.terms.masked import quoted
from pejling.terms.problem import Problem
from pejling.terms.week import Week

_FORM = re.compile(r"(\d{4})(?:(M|Q|H)(\d{1,2}))?")


class Kind(Enum):
    """The kinds of period; the value is how many of them a year holds."""

    MONTH = 12
    QUARTER = 4
    HALF = 2
    YEAR = 1


def _no_period(text: str) -> Problem:
    return Problem(
        da=f"{quoted(text).da} er ikke en periode; tilladt er 2011M09, 2011Q3, 2019H2, 2019 eller et "
        "interval af én slags som 2010Q4-2011Q3",
        en=f"{quoted(text).en} is no period; allowed are 2011M09, 2011Q3, 2019H2, 2019, or a span of "
        "one kind such as 2010Q4-2011Q3",
    )


_LETTER = {Kind.MONTH: "M", Kind.QUARTER: "Q", Kind.HALF: "H", Kind.YEAR: ""}
_KIND = {letter: kind for kind, letter in _LETTER.items()}


@dataclass(frozen=True)
class Period:
    """``length`` consecutive units of one kind, the first being ``number`` of ``year``.

    A week belongs to the period that holds its Thursday (DOMAIN section 2).

    >>> str(Period.parse("2010Q4-2011Q3").year_earlier())
    '2009Q4-2010Q3'
    """

    kind: Kind
    year: int
    number: int = 1
    length: int = 1

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a period as pejling writes it; anything else is a Problem that says what is allowed."""
        parts = [_FORM.fullmatch(part) for part in text.strip().split("-")]
        if len(parts) > 2 or not all(parts):
            raise _no_period(text)
        ends = [cls._unit(match, text) for match in parts if match]
        first, last = ends[0], ends[-1]
        if first.kind != last.kind or last._ordinal < first._ordinal:
            raise Problem(
                da=f"{quoted(text).da} er ikke en periode: et interval har to ender af samme slags, "
                "den tidligste først",
                en=f"{quoted(text).en} is no period: a span needs two ends of one kind, the earlier first",
            )
        return cls(first.kind, first.year, first.number, last._ordinal - first._ordinal + 1)

    @classmethod
    def _unit(cls, match: re.Match[str], text: str) -> Self:
        kind = _KIND[match[2] or ""]
        number = int(match[3] or 1)
        if not 1 <= number <= kind.value or not 1900 <= int(match[1]) <= 2199:
            raise _no_period(text)
        return cls(kind, int(match[1]), number)

    @classmethod
    def from_ordinal(cls, kind: Kind, ordinal: int, length: int = 1) -> Self:
        """The period whose first unit is the ``ordinal``-th of its kind since year 0."""
        return cls(kind, ordinal // kind.value, ordinal % kind.value + 1, length)

    @classmethod
    def holding(cls, kind: Kind, week: Week) -> Self:
        """The period of ``kind`` that ``week`` belongs to, by its Thursday."""
        day = week.thursday
        return cls(kind, day.year, (day.month - 1) * kind.value // 12 + 1)

    @property
    def _ordinal(self) -> int:
        return self.year * self.kind.value + self.number - 1

    def shift(self, units: int) -> Period:
        """The same length of period, ``units`` of its kind later (earlier when negative)."""
        return Period.from_ordinal(self.kind, self._ordinal + units, self.length)

    def year_earlier(self) -> Period:
        return self.shift(-self.kind.value)

    @property
    def is_year_long(self) -> bool:
        """A calendar year or a span of twelve months, four quarters or two halves."""
        return self.length == self.kind.value

    @cached_property
    def first_day(self) -> date:
        return _month_start(self._ordinal * (12 // self.kind.value))

    @cached_property
    def last_day(self) -> date:
        return _month_start((self._ordinal + self.length) * (12 // self.kind.value)) - timedelta(days=1)

    @cached_property
    def first_week(self) -> Week:
        """The first week whose Thursday lies in the period."""
        week = Week.holding(self.first_day)
        return week if week.thursday >= self.first_day else week + 1

    @cached_property
    def last_week(self) -> Week:
        """The last week whose Thursday lies in the period."""
        week = Week.holding(self.last_day)
        return week if week.thursday <= self.last_day else week + -1

    @property
    def weeks(self) -> int:
        """How many weeks belong to the period (a quarter has 13 or, in a long year, 14)."""
        return self.last_week - self.first_week + 1

    def __contains__(self, week: Week) -> bool:
        return self.first_week <= week <= self.last_week

    def __iter__(self) -> Iterator[Period]:
        """The single units of a span."""
        return (Period.from_ordinal(self.kind, self._ordinal + i) for i in range(self.length))

    def _sort_key(self) -> tuple[date, date]:
        return self.last_day, self.first_day

    def __lt__(self, other: Period) -> bool:
        return self._sort_key() < other._sort_key()

    def __str__(self) -> str:
        first = _name(self.kind, self._ordinal)
        return first if self.length == 1 else f"{first}-{_name(self.kind, self._ordinal + self.length - 1)}"


@lru_cache(maxsize=4096)
def _name(kind: Kind, ordinal: int) -> str:
    year, number = divmod(ordinal, kind.value)
    width = 2 if kind is Kind.MONTH else 1
    return f"{year}{_LETTER[kind]}{number + 1:0{width}d}" if kind is not Kind.YEAR else str(year)


def _month_start(months: int) -> date:
    return date(months // 12, months % 12 + 1, 1)
