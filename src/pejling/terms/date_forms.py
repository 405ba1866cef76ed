"""Dates in forms that are only read where somebody has said that a file has them."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Literal, get_args

from pejling.terms.parse import parse_date
from pejling.terms.problem import Problem

DateForm = Literal["usual", "excel", "dd-mm-yy"]
FORMS: tuple[DateForm, ...] = get_args(DateForm)

_EXCEL_ZERO = date(1899, 12, 30)  # day 0 of Excel's calendar since March 1900
_EXCEL = re.compile(r"(\d{5})(?:[.,]\d+)?", re.ASCII)
_SHORT = re.compile(r"(\d{1,2})[-./](\d{1,2})[-./](\d{2})", re.ASCII)
_CENTURY = 2000


def parse_date_in(text: str, form: DateForm) -> date:
    """A day in ``form``; in any of them also as ``parse_date`` reads it. Anything else is a Problem.

    ``excel``: Excel's number of the day, 43831 for 1 January 2020 (a time of day after the point is passed
    over); ``dd-mm-yy``: two digits of the year, which are 2000 to 2099.

    >>> str(parse_date_in("43831", "excel")), str(parse_date_in("1-2-20", "dd-mm-yy"))
    ('2020-01-01', '2020-02-01')
    """
    bare = text.strip()
    if form == "excel" and (match := _EXCEL.fullmatch(bare)):
        return _EXCEL_ZERO + timedelta(days=int(match[1]))
    if form == "dd-mm-yy" and (match := _SHORT.fullmatch(bare)):
        day, month, year = (int(part) for part in match.groups())
        try:
            return date(_CENTURY + year, month, day)
        except ValueError:
            raise Problem(
                da=f"{bare!r} findes ikke i kalenderen", en=f"{bare!r} is no day of the calendar"
            ) from None
    return parse_date(text)
