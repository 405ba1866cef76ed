"""Worked examples: people with sex, origin and match groups, casework beside them, and a band asked for."""

from __future__ import annotations

from datetime import date

import pytest

from pejling.engines.reference import Reference
from pejling.indicators.counts import Ask
from pejling.indicators.indicator import Example, Ratio
from pejling.indicators.measures import ActiveWeeks, Events
from pejling.indicators.worked import panel, read
from pejling.spells.casework import NO_DAY
from pejling.spells.panel import NO_BIRTHDAY
from pejling.spells.rule import SpellRule
from pejling.terms.benefit import dream_codes
from pejling.terms.municipality import COUNTRY, areas
from pejling.terms.problem import Problem

PEOPLE = """
    person | from     | until    | benefit | sex | origin      | visitation
    -------+----------+----------+---------+-----+-------------+-----------
    Anna   | 2014-W02 | 2014-W10 | 130     | k   | efterkommer | 2
    Bo     | 2014-W02 | 2014-W20 | 130     | m   | dansk       |
    Anna   | 2014-W12 | 2014-W16 | 130     |     |             | 3
    """
CASEWORK = """
    person | what    | date       | until      | due        | held | hours | company
    -------+---------+------------+------------+------------+------+-------+--------
    Bo     | contact | 2014-02-03 |            | 2014-02-01 |      |       |
    Anna   | contact | 2014-02-03 |            |            | no   |       |
    Anna   | offer   | 2014-02-03 | 2014-02-09 |            |      | 18.5  | yes
    Anna   | contact | 2014-02-10 |            |            |      |       |
    """


def day(text: str) -> int:
    return (date.fromisoformat(text) - date(1970, 1, 1)).days


def test_people_have_a_sex_an_origin_and_match_groups_by_quarter():
    block = panel(PEOPLE, "2013-W40 2014-W40")
    assert block.sex.tolist() == [2, 1]
    assert block.origin.tolist() == [3, 1]
    assert block.quarters == (2013 * 4 + 3, 2014 * 4, 2014 * 4 + 1, 2014 * 4 + 2, 2014 * 4 + 3)
    # Anna's later row touches the first quarter (W12) and the second (W16): it decides in both
    assert block.visitation[:, 0].tolist() == [0, 3, 3, 0, 0]
    assert block.visitation[:, 1].tolist() == [0] * 5
    assert block.birthday.tolist() == [NO_BIRTHDAY] * 2


def test_casework_stands_in_the_order_of_the_people():
    worked = read(
        Example(given=PEOPLE, ask="kontanthjaelp 2014", then=Ratio(1, 1), casework=CASEWORK, band="sex:k")
    )
    assert worked.band.sex == 2
    events, offers = worked.casework.events, worked.casework.offers
    assert events.person.tolist() == [0, 0, 1]
    assert events.day.tolist() == [day("2014-02-03"), day("2014-02-10"), day("2014-02-03")]
    assert events.held.tolist() == [False, True, True]
    assert events.due.tolist() == [NO_DAY, NO_DAY, day("2014-02-01")]
    assert [offers.person[0], offers.first[0], offers.last[0]] == [0, day("2014-02-03"), day("2014-02-09")]
    assert [offers.hours[0], offers.company[0]] == [185, True]


def test_an_example_is_counted_with_its_casework_and_band():
    worked = read(
        Example(given=PEOPLE, ask="kontanthjaelp 2014", then=Ratio(1, 1), casework=CASEWORK, band="sex:k")
    )
    engine = Reference()
    runs = worked.dressed(engine.runs(worked.block))
    shapes = (Events("contact"), ActiveWeeks(company=True))
    ask = Ask(shapes, (worked.group,), (worked.period,), SpellRule(), dream_codes(), worked.band)
    cubes = engine.count([runs], worked.block.window, ask).cubes
    assert [int(cubes[shape][0, areas().index(COUNTRY), 0]) for shape in shapes] == [1, 5 * 185]


def test_without_casework_and_band_nothing_is_narrowed():
    worked = read(Example(given=PEOPLE, ask="kontanthjaelp 2014", then=Ratio(1, 1)))
    assert worked.casework is None
    assert worked.band.id == ""
    assert worked.dressed(Reference().runs(worked.block)).casework is None


@pytest.mark.parametrize(("column", "word"), [("sex", "f"), ("origin", "danish")])
def test_an_unknown_word_is_a_problem_that_lists_the_known(column, word):
    with pytest.raises(Problem, match=f"{column} '{word}'"):
        panel(f"person | from | until | benefit | {column}\nAnna | 2014-W02 | 2014-W10 | 130 | {word}")
