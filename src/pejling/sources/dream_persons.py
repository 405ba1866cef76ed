"""Who the persons of a block are: pseudonym, birthday and sex, from whatever the delivery says of them."""

from __future__ import annotations

from datetime import date

import numpy as np
from numpy.typing import NDArray

from pejling.sources.dream_cells import BadCell, Column, days, strings, whole_numbers
from pejling.sources.pseudonym import birthday_in, normalised, sex_in
from pejling.spells.panel import NO_BIRTHDAY
from pejling.terms.day import day_of, number_of
from pejling.terms.parse import parse_date
from pejling.terms.problem import Problem
from pejling.terms.week import Week

OLDEST, YOUNGEST = 1850, 2100  # years of birth that can be meant
OLDEST_AGE = 130
HIGHEST_MATCH_GROUP = 9


def ids(column: Column, cpr: bool) -> list[str]:
    """The persons' ids in one spelling; a blank one is a BadCell."""
    found = [normalised(cell, cpr) for cell in strings(column)]
    if "" in found:
        raise BadCell(0, found.index(""), "")
    return found


def birthdays_from_dates(column: Column) -> NDArray[np.int32]:
    """Days since 1970-01-01, NO_BIRTHDAY where blank; what is no date is a BadCell."""
    found = days(column, _day, NO_BIRTHDAY)
    wrong = (found != NO_BIRTHDAY) & ((found < _days(OLDEST, 1, 1)) | (found > _days(YOUNGEST, 12, 31)))
    if wrong.any():
        row = int(wrong.argmax())
        raise BadCell(0, row, str(day_of(found[row])))
    return found


def born_after(birthdays: NDArray[np.int32], week: int) -> int:
    """How many of ``birthdays`` (days since 1970-01-01) lie after the week with this index."""
    return int(np.count_nonzero(birthdays > _in_days(Week.from_index(week).sunday)))


def birthdays_from_years(column: Column) -> NDArray[np.int32]:
    """1 July of the year of birth (DOMAIN section 2, "Age"), NO_BIRTHDAY where blank or 0."""
    years = whole_numbers([column], len(column), np.int32, YOUNGEST)[0]
    wrong = (years != 0) & (years < OLDEST)
    if wrong.any():
        row = int(wrong.argmax())
        raise BadCell(0, row, str(years[row]))
    return _first_of_july(years)


def birthdays_from_age(column: Column, year: int) -> NDArray[np.int32]:
    """1 July of the year of birth of who has this age on 1 January of ``year``."""
    ages = whole_numbers([column], len(column), np.int32, OLDEST_AGE, blank=-1)[0]
    return _first_of_july(np.where(ages < 0, 0, year - 1 - ages))


def birthdays_from_cpr(numbers: list[str]) -> NDArray[np.int32]:
    """The birthday that each CPR number states, NO_BIRTHDAY for ids that are none."""
    stated = (birthday_in(number) for number in numbers)
    return np.array([_in_days(day) for day in stated], dtype=np.int32)


def sexes(column: Column) -> NDArray[np.int8]:
    """1 man, 2 woman, 0 unknown."""
    found: NDArray[np.int8] = whole_numbers([column], len(column), np.int16, 2)[0].astype(np.int8)
    return found


def origins(column: Column) -> NDArray[np.int8]:
    """1 Danish, 2 immigrant, 3 descendant, 0 unknown. Source: Danmarks Statistik's IE_TYPE."""
    found: NDArray[np.int8] = whole_numbers([column], len(column), np.int16, 3)[0].astype(np.int8)
    return found


def match_groups(columns: list[Column], rows: int) -> NDArray[np.int8]:
    """The match group in each quarter, int8 [quarters, rows], 0 where none is given."""
    found: NDArray[np.int8] = whole_numbers(columns, rows, np.int16, HIGHEST_MATCH_GROUP).astype(np.int8)
    return found


def sexes_from_cpr(numbers: list[str]) -> NDArray[np.int8]:
    """1 man, 2 woman, 0 for ids that are no CPR numbers."""
    return np.array([sex_in(n) if birthday_in(n) else 0 for n in numbers], dtype=np.int8)


def first_known(birthdays: NDArray[np.int32], otherwise: NDArray[np.int32]) -> NDArray[np.int32]:
    """``birthdays``, and where they are unknown those of the next best source."""
    return np.where(birthdays == NO_BIRTHDAY, otherwise, birthdays)


def _day(text: str) -> int | None:
    bare = text.strip(' \t\r\n"\u00a0').removesuffix(".0")
    if bare.casefold() in ("", ".", "nan", "0"):
        return NO_BIRTHDAY
    try:
        return number_of(parse_date(bare))
    except Problem:
        return None


def _days(year: int, month: int, day: int) -> int:
    return number_of(date(year, month, day))


def _in_days(day: date | None) -> int:
    return NO_BIRTHDAY if day is None else number_of(day)


def _first_of_july(years: NDArray[np.int32]) -> NDArray[np.int32]:
    """Days since 1970-01-01 of 1 July of each year; NO_BIRTHDAY for year 0."""
    july = np.array([NO_BIRTHDAY] + [_days(y, 7, 1) if y >= 1700 else 0 for y in range(1, YOUNGEST + 1)])
    return july[years].astype(np.int32)
