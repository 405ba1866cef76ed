"""Break-downs: which weeks, spells and persons a band holds, on every engine (``indicators/band.py``).

The months of 2014 by Thursdays: January W01-W05, February W06-W09, March W10-W13, April W14-W17.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from panels import People

from pejling.indicators.measures import (
    After,
    Cross,
    Ended,
    Found,
    Histogram,
    Lifetable,
    LongTerm,
    Of,
    PersonsAt,
    PersonsIn,
    Running,
    Started,
    WeeksIn,
)
from pejling.spells.rule import SpellRule
from pejling.terms.benefit import Group
from pejling.terms.text import Text
from pejling.terms.week import Week

WEEKS = "2013-W01 2015-W53"

PEOPLE = People(
    """
    person | from     | until    | benefit | born       | sex | origin
    -------+----------+----------+---------+------------+-----+------------
    Anna   | 2014-W02 | 2014-W10 | 890     | 1984-03-10 | k   | dansk
    Bo     | 2014-W02 | 2014-W10 | 890     | 1970       | m   | indvandrer
    Cilla  | 2014-W02 | 2014-W10 | 890     |            | k   | efterkommer
    Dan    | 2014-W02 | 2014-W10 | 890     | 1984-03-10 |     |
    """,
    WEEKS,
)  # W02 begins on 6 January, W10 ends on 9 March: Anna and Dan are 29 in all of the spell's days


@pytest.mark.parametrize(
    ("of", "expected"),
    [
        ("", 4),
        ("sex:k", 2),
        ("sex:m", 1),  # Dan's sex is not known: he is in no such band
        ("origin:dansk", 1),
        ("origin:indvandrer", 1),
        ("origin:efterkommer", 1),
        ("sex:k+origin:dansk", 1),
        ("sex:m+origin:dansk", 0),
        ("visitation:1", 0),
    ],
)
def test_bands_of_persons(engine, of, expected):
    year = "sygedagpenge 2014"
    assert PEOPLE.count(engine, PersonsIn(), year, of) == expected
    assert PEOPLE.count(engine, WeeksIn(), year, of) == 9 * expected
    assert PEOPLE.count(engine, Started(), year, of) == expected
    assert PEOPLE.count(engine, Ended("weeks"), year, of) == 9 * expected
    assert PEOPLE.count(engine, After("ended", 4, Found("in_data")), year, of) == expected
    assert PEOPLE.count(engine, Cross(WeeksIn(), Ended()), year, of) == 9 * expected
    for month in ("M01", "M02"):
        assert PEOPLE.count(engine, Running(), f"sygedagpenge 2014{month}", of) == expected
        assert PEOPLE.count(engine, PersonsAt(), f"sygedagpenge 2014{month}", of) == expected
    assert PEOPLE.count(engine, LongTerm(50, 8), "sygedagpenge 2014M02", of) == expected
    assert PEOPLE.cell(engine, Histogram(12), year, of).tolist() == [0] * 9 + [expected] + [0] * 3
    assert PEOPLE.cell(engine, Lifetable(12), year, of)[0, 0] == expected


@pytest.mark.parametrize(
    ("shape", "period", "under_30", "over_30"),
    [
        # the age on the period's last day: Anna and Dan are 30 on 31 March, 29 on 28 February
        (WeeksIn(), "2014M02", 8, 4),
        (WeeksIn(), "2014M03", 0, 3),
        (PersonsIn(), "2014Q1", 0, 3),
        (Running(), "2014M02", 2, 1),
        (PersonsAt(), "2014M02", 2, 1),
        (LongTerm(50, 8), "2014M02", 2, 1),
        # the Monday of the first week, the Sunday of the last
        (Started(), "2014", 2, 1),
        (Ended(), "2014", 2, 1),
        (After("ended", 1, Found("in_data")), "2014", 2, 1),
        (After("started", 1, Found("in_data")), "2014", 2, 1),
    ],
    ids=str,
)
def test_age_bands_go_by_the_day_of_age_groups(engine, shape, period, under_30, over_30):
    assert PEOPLE.count(engine, shape, f"sygedagpenge {period}", "age:18-29") == under_30
    assert PEOPLE.count(engine, shape, f"sygedagpenge {period}", "age:30-") == over_30
    # crossed with a group's own age: a union of those under 30 has nobody of 30
    young = Group("young", Text(da="x", en="x"), of=("sygedagpenge",), age_to=29)
    assert PEOPLE.count(engine, Of(shape, young), f"sygedagpenge {period}", "age:30-") == 0
    assert PEOPLE.count(engine, Of(shape, young), f"sygedagpenge {period}", "age:29-40") == under_30


def test_a_birthday_on_the_last_day_of_the_spell_is_in_time(engine):
    """2014-W10 ends on Sunday 9 March."""
    for born, age in (("1984-03-09", 30), ("1984-03-10", 29)):
        people = replace(PEOPLE, given=PEOPLE.given.replace("1984-03-10", born))
        assert people.count(engine, Ended(), "sygedagpenge 2014", f"age:{age}-{age}") == 2


LENGTHS = People(
    """
    person | from     | until    | benefit
    -------+----------+----------+--------
    Anna   | 2014-W02 | 2014-W03 | 130
    Anna   | 2014-W06 | 2014-W08 | 730
    Bo     | 2013-W01 | 2013-W09 | 130
    """,
    WEEKS,
)  # Anna: one spell of 7 weeks, W04 and W05 a tolerated gap; Bo's start is not known
LEFT_OUT = replace(LENGTHS, rule=SpellRule(count_gaps=False))
STOPPED = replace(LENGTHS, rule=SpellRule(suspended=((Week(2014, 3), Week(2014, 6)),)))


@pytest.mark.parametrize(
    ("people", "by_length"),
    [
        # the five weeks are the spell's weeks number 1, 2, 5, 6, 7
        (LENGTHS, {1: 1, 2: 1, 3: 0, 4: 0, 5: 1, 6: 1, 7: 1, 8: 0}),
        # gaps left out: 1, 2, 3, 4, 5
        (LEFT_OUT, {1: 1, 2: 1, 3: 1, 4: 1, 5: 1, 6: 0, 7: 0}),
        # the clock stands still from W03 to W06: 1, 1, 1, 2, 3
        (STOPPED, {0: 0, 1: 3, 2: 1, 3: 1, 4: 0}),
    ],
)
def test_weeks_by_the_length_of_their_spell_so_far(engine, people, by_length):
    for weeks, expected in by_length.items():
        assert people.count(engine, WeeksIn(), "kontanthjaelp 2014", f"duration:{weeks}-{weeks}") == expected


@pytest.mark.parametrize(
    ("shape", "ask", "inside", "outside"),
    [
        (PersonsIn(), "kontanthjaelp 2014", "duration:7-9", "duration:8-9"),
        (Started(), "kontanthjaelp 2014", "duration:1-1", "duration:2-"),  # in its first week
        (After("started", 1, Found("benefit")), "kontanthjaelp 2014", "duration:1-4", "duration:5-26"),
        (Ended(), "kontanthjaelp 2014", "duration:7-7", "duration:1-6"),  # its whole length
        (After("ended", 1, Found("in_data")), "kontanthjaelp 2014", "duration:5-26", "duration:1-4"),
        # in January's last week, in the gap, it had lasted 2 weeks, by a sub-group that it had before the gap
        (Running(), "kontanthjaelp 2014M01", "duration:2-2", "duration:3-9"),
        (Running(), "kontanthjaelp_jobparat 2014M01", "duration:2-2", "duration:3-9"),
        # of a sub-group by code the weeks are its own, the length is that of the parent's spell
        (PersonsIn(), "kontanthjaelp_aktivitetsparat 2014", "duration:5-5", "duration:1-4"),
        (Ended(), "kontanthjaelp_aktivitetsparat 2014", "duration:7-7", "duration:1-6"),
    ],
    ids=str,
)
def test_the_week_that_decides_a_length(engine, shape, ask, inside, outside):
    assert LENGTHS.count(engine, shape, ask, inside) == 1
    assert LENGTHS.count(engine, shape, ask, outside) == 0


def test_persons_at_and_long_term_by_length(engine):
    """February ends with W09: here the spell goes on to W10."""
    anna = replace(LENGTHS, given=LENGTHS.given.replace("2014-W08", "2014-W10"))
    for shape in (PersonsAt(), LongTerm(50, 8)):
        # W09 is the eighth week since W02; of the eight weeks W02 to W09 six are on the benefit
        assert anna.count(engine, shape, "kontanthjaelp 2014M02", "duration:8-8") == 1
        assert anna.count(engine, shape, "kontanthjaelp 2014M02", "duration:1-7") == 0


def test_a_spell_of_unknown_start_is_in_no_duration_band(engine):
    for shape in (
        WeeksIn(),
        PersonsIn(),
        Ended(),
        Ended(start="unknown"),
        PersonsAt(),
        Running(start="unknown"),
    ):
        for period in ("2013", "2013M01", "2013M02"):
            assert LENGTHS.count(engine, shape, f"kontanthjaelp {period}", "duration:0-") == 0
    assert LENGTHS.count(engine, WeeksIn(), "kontanthjaelp 2013") == 9


MATCHED = People(
    """
    person | from     | until    | benefit | visitation
    -------+----------+----------+---------+-----------
    Anna   | 2014-W10 | 2014-W11 | 890     | 2
    Anna   | 2014-W14 | 2014-W17 | 890     | 3
    """,
    WEEKS,
)  # group 2 in the first quarter (to W13), 3 in the second; the gap W12 and W13 is tolerated


@pytest.mark.parametrize(
    ("shape", "period", "second", "third"),
    [
        (WeeksIn(), "2014", 2, 4),
        (PersonsIn(), "2014", 1, 1),
        (Started(), "2014", 1, 0),
        (After("started", 6, Found("benefit")), "2014", 1, 0),
        (Ended(), "2014", 0, 1),
        (After("ended", 1, Found("in_data")), "2014", 0, 1),
        (Running(), "2014M03", 1, 0),  # in the gap, in the last week of the first quarter
        (Running(), "2014M04", 0, 1),
        (PersonsAt(), "2014M04", 0, 1),
        (LongTerm(50, 8), "2014M04", 0, 1),  # six of the eight weeks W10 to W17, four of them in group 3
    ],
    ids=str,
)
def test_match_groups_are_those_of_the_week_that_decides(engine, shape, period, second, third):
    assert MATCHED.count(engine, shape, f"sygedagpenge {period}", "visitation:2") == second
    assert MATCHED.count(engine, shape, f"sygedagpenge {period}", "visitation:3") == third
    assert MATCHED.count(engine, shape, f"sygedagpenge {period}", "visitation:1") == 0


def test_crossed_bands_hold_whoever_is_in_each(engine):
    # weeks number 1 and 2 are in group 2, 5 to 8 in group 3
    for of, expected in (
        ("duration:2-6+visitation:2", 1),
        ("duration:2-6+visitation:3", 2),
        ("visitation:3+duration:7-", 2),
        ("duration:1-4+visitation:3", 0),
    ):
        assert MATCHED.count(engine, WeeksIn(), "sygedagpenge 2014", of) == expected


def test_a_later_quarter_without_a_group_has_none(engine):
    anna = replace(MATCHED, given=MATCHED.given.replace("| 3", "|  "))
    assert anna.count(engine, WeeksIn(), "sygedagpenge 2014", "visitation:2") == 2
    assert anna.count(engine, WeeksIn(), "sygedagpenge 2014") == 6
