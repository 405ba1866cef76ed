"""Days as arrays hold them: whole numbers since 1970-01-01."""

from __future__ import annotations

from datetime import date

_FIRST = date(1970, 1, 1).toordinal()


def number_of(day: date) -> int:
    """Days from 1970-01-01 to ``day``; before it they are negative.

    >>> number_of(date(1970, 1, 1)), number_of(date(1969, 12, 31))
    (0, -1)
    """
    return day.toordinal() - _FIRST


def day_of(number: int) -> date:
    """The day so many days after 1970-01-01.

    >>> str(day_of(366))
    '1971-01-02'
    """
    return date.fromordinal(int(number) + _FIRST)
