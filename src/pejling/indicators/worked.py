"""Worked examples: a drawn table of people becomes a block of persons that every engine can count."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from pejling.indicators.band import EVERYBODY, ORIGINS, SEXES, Band, band
from pejling.indicators.indicator import Example
from pejling.indicators.worked_casework import casework_of
from pejling.spells.casework import Casework
from pejling.spells.panel import NO_BIRTHDAY, PersonWeeks, Runs, Window
from pejling.spells.population import holds_code
from pejling.terms.benefit import (
    DEAD,
    EMIGRATED,
    EMPLOYED,
    SELF_SUPPORT,
    UNKNOWN_ADDRESS,
    dream_codes,
    group,
    groups,
)
from pejling.terms.day import number_of
from pejling.terms.municipality import COUNTRY
from pejling.terms.period import Period
from pejling.terms.problem import Problem
from pejling.terms.week import Week

WORDS = {
    "none": SELF_SUPPORT,
    "work": EMPLOYED,
    "dead": DEAD,
    "abroad": EMIGRATED,
    "unknown_address": UNKNOWN_ADDRESS,
}
MARGIN = 53  # weeks added on both sides of a table that says nothing of the file's first and last week


@dataclass(frozen=True)
class Worked:
    """An example, read: the people as a register would deliver them, and what is asked."""

    block: PersonWeeks
    group: str
    area: str
    period: Period
    band: Band = EVERYBODY
    casework: Casework | None = None

    def dressed(self, runs: Runs) -> Runs:
        """The block's runs as an engine makes them, with the example's casework."""
        return replace(runs, casework=self.casework)


@dataclass(frozen=True, slots=True)
class _Row:
    person: str
    first: int
    last: int
    code: int
    municipality: int
    born: str
    sex: int
    origin: int
    visitation: int


def read(example: Example) -> Worked:
    """The people of ``example`` and its question ("group period" or "group period area")."""
    id, period, *area = example.ask.split()
    block = panel(example.given, example.weeks)
    return Worked(
        block=block,
        group=group(id).id,
        area=area[0] if area else COUNTRY,
        period=Period.parse(period),
        band=band(example.band),
        casework=casework(example.casework, example.given, block.window) if example.casework else None,
    )


def casework(drawn: str, given: str, window: Window) -> Casework:
    """The drawn table of casework, of the people in ``given``."""
    return casework_of(drawn_rows(drawn), _people(given), Week.from_index(window.last).sunday)


def _people(given: str) -> list[str]:
    """Who is drawn, in the order in which they first appear."""
    return list(dict.fromkeys(row["person"] for row in drawn_rows(given)))


def panel(given: str, weeks: str = "", without: tuple[str, ...] = ()) -> PersonWeeks:
    """The drawn table ``given`` as a block of persons, in the order in which they first appear.

    ``weeks``: the file's first and last week; ``without``: weeks for which the file has no column. Weeks
    that no row covers are blank, without work. A later row of a person overrides an earlier one. A
    municipality holds for whole years, as in DREAM, and a match group for whole quarters: the last row that
    touches one decides.
    """
    rows = [_row(row) for row in drawn_rows(given)]
    if weeks:
        first, last = (Week.parse(week).index for week in weeks.split())
    else:
        first = min(row.first for row in rows) - MARGIN
        last = max(row.last for row in rows) + MARGIN
    people = _people(given)
    missing = {Week.parse(week).index for week in without}
    window = Window(tuple(week for week in range(first, last + 1) if week not in missing))
    window = replace(window, work_months=_months(window))
    codes = np.zeros((len(window.weeks), len(people)), dtype=np.int16)
    at = np.asarray(window.weeks)
    for row in rows:
        codes[(at >= row.first) & (at <= row.last), people.index(row.person)] = row.code
    years = tuple(range(Week.from_index(first).year, Week.from_index(last).year + 1))
    quarters = tuple(sorted({_quarter(week) for week in window.weeks}))
    born = {row.person: row.born for row in rows if row.born}
    sex = {row.person: row.sex for row in rows if row.sex}
    origin = {row.person: row.origin for row in rows if row.origin}
    return PersonWeeks(
        window=window,
        codes=codes,
        work=np.zeros((len(window.work_months), len(people)), dtype=np.bool_),
        years=years,
        municipality=_municipalities(rows, people, years),
        birthday=np.array([_days(born.get(person, "")) for person in people], dtype=np.int32),
        sex=np.array([sex.get(person, 0) for person in people], dtype=np.int8),
        key=np.zeros((len(people), 16), dtype=np.uint8),
        origin=np.array([origin.get(person, 0) for person in people], dtype=np.int8),
        quarters=quarters,
        visitation=_visitation(rows, people, quarters),
    )


def drawn_rows(drawn: str) -> list[dict[str, str]]:
    """The rows of a drawn table, by the names in its head; the line of dashes is passed over."""
    head, *lines = (
        [cell.strip() for cell in line.split("|")]
        for line in textwrap.dedent(drawn).strip().splitlines()
        if line.strip(" -+")
    )
    return [dict(zip(head, line, strict=True)) for line in lines]


def code_of(benefit: str) -> int:
    """The DREAM code that a table's ``benefit`` means: a word, a code, or a group's first code."""
    if benefit in WORDS:
        return WORDS[benefit]
    if benefit.lstrip("-").isdigit():
        return int(benefit)
    if benefit not in groups():
        raise Problem(
            da=f"ydelsen {benefit!r} i et regneeksempel er ukendt; tilladt er en DREAM-kode, "
            f"en gruppes id eller et af ordene {', '.join(WORDS)}",
            en=f"the benefit {benefit!r} of a worked example is not known; allowed are a DREAM code, "
            f"a group's id, or one of {', '.join(WORDS)}",
        )
    table = dream_codes()
    return min(code for code in table.benefits if holds_code(group(benefit), code, table))


def _row(row: dict[str, str]) -> _Row:
    return _Row(
        person=row["person"],
        first=Week.parse(row["from"]).index,
        last=Week.parse(row["until"]).index,
        code=code_of(row["benefit"]),
        municipality=int(row.get("municipality") or 0),
        born=row.get("born", ""),
        sex=_number(row, "sex", SEXES),
        origin=_number(row, "origin", ORIGINS),
        visitation=int(row.get("visitation") or 0),
    )


def _number(row: dict[str, str], column: str, words: Mapping[str, int]) -> int:
    """The number that a register gives for a word; 0, not known, for an empty cell."""
    word = row.get(column, "")
    if word and word not in words:
        raise Problem(
            da=f"{column} {word!r} i et regneeksempel er ukendt; tilladt er {', '.join(words)}",
            en=f"the {column} {word!r} of a worked example is not known; allowed are {', '.join(words)}",
        )
    return words.get(word, 0)


def _months(window: Window) -> tuple[int, ...]:
    days = (Week.from_index(week).thursday for week in window.weeks)
    return tuple(sorted({day.year * 12 + day.month - 1 for day in days}))


def _quarter(week: int) -> int:
    day = Week.from_index(week).thursday
    return day.year * 4 + (day.month - 1) // 3


def _days(born: str) -> int:
    """A birthday, or the 1 July of a year of birth, as days since 1970-01-01."""
    if not born:
        return NO_BIRTHDAY
    birthday = date(int(born), 7, 1) if born.isdigit() else date.fromisoformat(born)
    return number_of(birthday)


def _municipalities(rows: list[_Row], people: list[str], years: tuple[int, ...]) -> NDArray[np.int16]:
    """Of every year and person; a year that no row touches is like the one before it."""
    lived = np.zeros((len(years), len(people)), dtype=np.int16)
    for number, person in enumerate(people):
        own = [row for row in rows if row.person == person and row.municipality]
        now = own[0].municipality if own else 0
        for place, year in enumerate(years):
            touching = [
                row
                for row in own
                if Week.from_index(row.first).year <= year <= Week.from_index(row.last).year
            ]
            now = touching[-1].municipality if touching else now
            lived[place, number] = now
    return lived


def _visitation(rows: list[_Row], people: list[str], quarters: tuple[int, ...]) -> NDArray[np.int8]:
    """The match group of every quarter and person; 0 in a quarter that no row with one touches."""
    groups = np.zeros((len(quarters), len(people)), dtype=np.int8)
    for row in rows:
        for place, quarter in enumerate(quarters):
            if row.visitation and _quarter(row.first) <= quarter <= _quarter(row.last):
                groups[place, people.index(row.person)] = row.visitation
    return groups
