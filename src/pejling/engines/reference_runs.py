"""From register columns to runs, one week after the other: obviously right, slow."""

from __future__ import annotations

import numpy as np

from pejling.spells.panel import PersonWeeks, Runs, Visitation
from pejling.spells.population import Lived, birthday_of
from pejling.terms.benefit import DEAD, EMPLOYED, SELF_SUPPORT, WORK_UNKNOWN
from pejling.terms.period import Kind, Period
from pejling.terms.week import Week

YEARS_BEFORE_DATA = 16  # a person is observed from the year of turning 16


def runs_of(block: PersonWeeks) -> Runs:
    """Every person's weeks, joined to runs while code and municipality stay and no week is missing."""
    rows: list[tuple[int, int, int, int, int]] = []
    for person in range(block.persons):
        for week, lived in weeks_of(block, person).items():
            row = (person, week, week, lived.code, lived.municipality)
            if rows and rows[-1][0] == person and rows[-1][2] == week - 1 and rows[-1][3:] == row[3:]:
                rows[-1] = (person, rows[-1][1], *row[2:])
            else:
                rows.append(row)
    columns = np.array(rows, dtype=np.int64).reshape(-1, 5).T
    return Runs(
        person=columns[0].astype(np.int32),
        first=columns[1].astype(np.int16),
        last=columns[2].astype(np.int16),
        code=columns[3].astype(np.int16),
        municipality=columns[4].astype(np.int16),
        birthday=block.birthday,
        sex=block.sex,
        key=block.key,
        origin=block.origin,
        visitation=_visitation(block),
    )


def _visitation(block: PersonWeeks) -> Visitation | None:
    """Every person's match group week by week, from the file's first to its last, joined while it stays."""
    if block.visitation is None:
        return None
    rows: list[tuple[int, int, int, int]] = []
    for person in range(block.persons):
        for index in range(block.window.first, block.window.last + 1):
            quarter = Period.holding(Kind.QUARTER, Week.from_index(index))
            number = quarter.year * 4 + quarter.number - 1
            if number not in block.quarters:
                continue
            group = int(block.visitation[block.quarters.index(number), person])
            if not group:
                continue
            if rows and rows[-1][0] == person and rows[-1][2] == index - 1 and rows[-1][3] == group:
                rows[-1] = (person, rows[-1][1], index, group)
            else:
                rows.append((person, index, index, group))
    columns = np.array(rows, dtype=np.int64).reshape(-1, 4).T
    return Visitation(
        person=columns[0].astype(np.int32),
        first=columns[1].astype(np.int16),
        last=columns[2].astype(np.int16),
        group=columns[3].astype(np.int8),
    )


def weeks_of(block: PersonWeeks, person: int) -> dict[int, Lived]:
    """The weeks of one person that lie within the data, in order."""
    birthday = birthday_of(int(block.birthday[person]))
    weeks: dict[int, Lived] = {}
    dead = False
    for row, index in enumerate(block.window.weeks):
        week = Week.from_index(index)
        cell = int(block.codes[row, person])
        dead = dead or cell == DEAD
        if birthday is None or week.year >= birthday.year + YEARS_BEFORE_DATA:
            code = DEAD if dead else cell or _blank(block, person, week)
            weeks[index] = Lived(code, _municipality(block, person, week.year))
    return weeks


def _blank(block: PersonWeeks, person: int, week: Week) -> int:
    """A week on no benefit: in work, supporting himself, or not known which."""
    day = week.thursday
    month = day.year * 12 + day.month - 1
    if month not in block.window.work_months:
        return WORK_UNKNOWN
    return EMPLOYED if block.work[block.window.work_months.index(month), person] else SELF_SUPPORT


def _municipality(block: PersonWeeks, person: int, year: int) -> int:
    """Of that year, else of the nearest earlier year that the file has, else of the nearest later."""
    if not block.years:
        return 0
    earlier = [known for known in block.years if known <= year]
    source = max(earlier) if earlier else min(block.years)
    return int(block.municipality[block.years.index(source), person])
