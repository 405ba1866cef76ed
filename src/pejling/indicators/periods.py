"""Which periods a file of weeks can tell about."""

from __future__ import annotations

from collections.abc import Sequence

from pejling.spells.panel import Window
from pejling.terms.period import Kind, Period
from pejling.terms.week import Week

KindAndLength = tuple[Kind, int]
MONTHS: KindAndLength = (Kind.MONTH, 1)
QUARTERS: KindAndLength = (Kind.QUARTER, 1)
HALVES: KindAndLength = (Kind.HALF, 1)
YEARS: KindAndLength = (Kind.YEAR, 1)
ROLLING_YEARS: KindAndLength = (Kind.QUARTER, 4)
ALL_KINDS = (MONTHS, QUARTERS, HALVES, YEARS, ROLLING_YEARS)


def periods_within(window: Window, kinds: Sequence[KindAndLength] = ALL_KINDS) -> tuple[Period, ...]:
    """Every period of ``kinds`` with at least one week that the file has a column for.

    They come kind by kind, each in order of time. A rolling year that is a calendar year is the year,
    ``2011`` and not ``2011Q1-2011Q4``, and comes once.
    """
    found: dict[Period, None] = {}
    for kind, length in kinds:
        first = Period.holding(kind, Week.from_index(window.first)).shift(1 - length)
        period = Period(first.kind, first.year, first.number, length)
        while period.first_week.index <= window.last:
            if observed_weeks(window, period):
                found[as_year(period)] = None
            period = period.shift(1)
    return tuple(found)


def as_year(period: Period) -> Period:
    """``period``, or the calendar year that it is another name for: 2011Q1-2011Q4 is 2011.

    >>> str(as_year(Period.parse("2011Q1-2011Q4"))), str(as_year(Period.parse("2010Q4-2011Q3")))
    ('2011', '2010Q4-2011Q3')
    """
    whole = period.kind is not Kind.YEAR and period.is_year_long and period.number == 1
    return Period(Kind.YEAR, period.year) if whole else period


def observed_weeks(window: Window, period: Period) -> int:
    """How many weeks of ``period`` the file has a column for."""
    return weeks_present(window, period.first_week.index, period.last_week.index)


def weeks_present(window: Window, first: int, last: int) -> int:
    """How many weeks from index ``first`` to ``last``, both included, the file has a column for."""
    start, stop = max(first - window.first, 0), last - window.first + 1
    return int(window.present[start:stop].sum()) if stop > start else 0


def is_complete(window: Window, period: Period) -> bool:
    """Whether the file has a column for every week of ``period``."""
    return window.covers(period.first_week.index, period.last_week.index)


def newest_month(window: Window) -> Period:
    """The month of the file's last week, always too low: registered late."""
    return Period.holding(Kind.MONTH, Week.from_index(window.last))


def holds_newest_month(window: Window, period: Period) -> bool:
    """Whether ``period`` holds weeks of the file's newest month, or later ones."""
    return period.last_week >= newest_month(window).first_week


def last_complete(window: Window, kind: KindAndLength = MONTHS) -> Period | None:
    """The latest period of ``kind`` that the file covers wholly, the newest month left out; else None."""
    whole = [
        period
        for period in periods_within(window, (kind,))
        if is_complete(window, period) and not holds_newest_month(window, period)
    ]
    return max(whole, key=lambda period: period.last_day, default=None)
