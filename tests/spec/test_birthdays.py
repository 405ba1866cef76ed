"""Age to the day: a person's thirtieth birthday on, just before and just after the day that decides.

Five persons turn thirty two days before that day, one before, on it, one and two days after. Whose birthday
it is, is thirty: three are, two are not yet.
"""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from pejling.indicators.counts import Ask
from pejling.indicators.measures import (
    ENTERED,
    After,
    Cross,
    Ended,
    Found,
    Histogram,
    Lifetable,
    PersonsAt,
    PersonsIn,
    Running,
    Started,
)
from pejling.indicators.worked import panel
from pejling.spells.rule import SpellRule
from pejling.terms.benefit import dream_codes
from pejling.terms.municipality import COUNTRY, areas
from pejling.terms.period import Period
from pejling.terms.week import Week

GROUPS = ("kontanthjaelp_under_30", "kontanthjaelp_30_plus")
FIRST, LAST = Week(2014, 10), Week(2014, 20)
IN_DATA = Found("in_data")
AT_START = (
    Started(),
    Cross(Started(), Started()),
    After("started", 4, IN_DATA),
    Cross(After("started", 4, IN_DATA), Started()),
    Lifetable(20),
    Lifetable(20, follow="period"),
)
AT_END = (
    Ended(),
    Ended("persons"),
    Cross(Ended(), Ended()),
    Cross(Ended("persons"), Ended()),
    After("ended", 4, IN_DATA),
    Histogram(20),
)
BY_PERIOD = (
    PersonsIn(),
    PersonsAt(),
    Running(),
    Cross(PersonsIn(), PersonsIn()),
    Cross(PersonsAt(), PersonsIn()),
    Cross(Running(), Running()),
)


def born_thirty_years_before(day: date) -> str:
    born = [(day + timedelta(days=shift)).replace(year=day.year - 30) for shift in (-2, -1, 0, 1, 2)]
    rows = [f"P{n} | {FIRST} | {LAST} | kontanthjaelp | {birthday}" for n, birthday in enumerate(born)]
    return "\n".join(["person | from | until | benefit | born", *rows])


@pytest.mark.parametrize(
    ("day", "period", "shapes"),
    [
        pytest.param(FIRST.monday, "2014M03", AT_START, id="the Monday of the first week"),
        pytest.param(LAST.sunday, "2014M05", AT_END, id="the Sunday of the last week"),
        pytest.param(date(2014, 3, 31), "2014M03", BY_PERIOD, id="the last day of the period"),
        pytest.param(date(2014, 4, 30), "2014M04", BY_PERIOD, id="the last day of another period"),
    ],
)
def test_whoever_has_a_birthday_is_of_the_new_age(engine, day, period, shapes):
    people = panel(born_thirty_years_before(day), "2013-W01 2015-W30")
    ask = Ask(shapes, GROUPS, (Period.parse(period),), SpellRule(), dream_codes())
    cubes = engine.count([engine.runs(people)], people.window, ask).cubes
    country = areas().index(COUNTRY)
    for shape, cube in cubes.items():
        cell = cube[:, country, 0]
        if isinstance(shape, Lifetable):
            cell = cell[..., ENTERED]
        assert cell.reshape(2, -1).sum(axis=1).tolist() == [2, 3], shape
    assert np.all(people.birthday > 0)
