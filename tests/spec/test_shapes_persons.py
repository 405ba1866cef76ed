"""Persons at a period's end, long-term recipients, unions of benefits, and products person by person."""

from __future__ import annotations

import pytest
from panels import People

from pejling.indicators.measures import (
    Cross,
    Ended,
    LongTerm,
    Of,
    PersonsAt,
    PersonsIn,
    Running,
    Started,
    WeeksIn,
)
from pejling.terms.benefit import Group
from pejling.terms.text import Text

WEEKS = "2013-W01 2015-W53"
HEAD = """
    person | from     | until    | benefit | born
    -------+----------+----------+---------+-----------
"""


def test_in_a_gap_a_spell_runs_but_nobody_is_on_the_benefit(engine):
    """January 2014 ends with W05, in Anna's tolerated gap; February with W09."""
    anna = People(HEAD + "Anna|2014-W02|2014-W04|890|\nAnna|2014-W06|2014-W09|890|", WEEKS)
    for month, running, at in (("M01", 1, 0), ("M02", 1, 1), ("M03", 0, 0)):
        assert anna.count(engine, Running(), f"sygedagpenge 2014{month}") == running
        assert anna.count(engine, PersonsAt(), f"sygedagpenge 2014{month}") == at


def test_persons_at_count_whatever_the_start(engine):
    """Running leaves out who runs in the file's first week; PersonsAt does not."""
    anna = People(HEAD + "Anna|2013-W01|2013-W10|890|", WEEKS)
    assert anna.count(engine, Running(), "sygedagpenge 2013M01") == 0
    assert anna.count(engine, PersonsAt(), "sygedagpenge 2013M01") == 1


def test_persons_at_a_week_without_a_column_are_nobody(engine):
    anna = People(HEAD + "Anna|2014-W02|2014-W10|890|", WEEKS, without=("2014-W05",))
    assert anna.count(engine, PersonsAt(), "sygedagpenge 2014M01") == 0
    assert anna.count(engine, PersonsAt(), "sygedagpenge 2014M02") == 1


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        # the 52 weeks that end with 2014-W52 are 2014-W01 to W52; 80 per cent of 52 is 41.6: 42 weeks
        ("2014-W11", 1),  # to W52: 42 weeks
        ("2014-W12", 0),  # 41 weeks
    ],
)
def test_long_term_is_a_share_of_the_window_in_whole_numbers(engine, first, expected):
    anna = People(HEAD + f"Anna|{first}|2015-W10|890|", WEEKS)
    assert anna.count(engine, LongTerm(), "sygedagpenge 2014M12") == expected


def test_long_term_needs_no_single_spell_but_the_last_week(engine):
    """Anna: 20 weeks, then 22 weeks to W52. Bo as many in all, but not on the benefit in W52."""
    people = People(
        HEAD
        + """
    Anna | 2014-W01 | 2014-W20 | 890 |
    Anna | 2014-W31 | 2014-W52 | 890 |
    Bo   | 2014-W01 | 2014-W51 | 890 |
    """,
        WEEKS,
    )
    assert people.count(engine, LongTerm(), "sygedagpenge 2014M12") == 1
    assert people.count(engine, LongTerm(80, 52), "sygedagpenge 2014M11") == 1  # W48: Bo has 48 + 0, Anna 38
    # 26 weeks that end with W52 are W27 to W52: Anna has 22 of them, 84.6 per cent
    assert people.count(engine, LongTerm(84, 26), "sygedagpenge 2014M12") == 1
    assert people.count(engine, LongTerm(85, 26), "sygedagpenge 2014M12") == 0


def test_weeks_before_the_window_do_not_count(engine):
    """Eight weeks that end with 2014-W52 are W45 to W52: Anna is on it in two of them, a quarter."""
    anna = People(HEAD + "Anna|2014-W30|2014-W44|890|\nAnna|2014-W51|2014-W52|890|", WEEKS)
    assert anna.count(engine, LongTerm(25, 8), "sygedagpenge 2014M12") == 1
    assert anna.count(engine, LongTerm(26, 8), "sygedagpenge 2014M12") == 0


def test_a_window_that_opens_before_the_file_counts_what_is_seen(engine):
    """The file begins 2013-W01: of the 52 weeks that end with 2013-W26, 26 are seen, half of them."""
    anna = People(HEAD + "Anna|2013-W01|2013-W26|890|", WEEKS)
    assert anna.count(engine, LongTerm(50), "sygedagpenge 2013M06") == 1
    assert anna.count(engine, LongTerm(51), "sygedagpenge 2013M06") == 0


def test_long_term_in_a_sub_group(engine):
    """By code the weeks are the sub-group's own; by age all weeks are, the age is that of the last day."""
    anna = People(
        HEAD + "Anna|2014-W01|2014-W20|130|1984-12-31\nAnna|2014-W21|2014-W52|730|1984-12-31", WEEKS
    )
    assert anna.count(engine, LongTerm(), "kontanthjaelp 2014M12") == 1
    assert anna.count(engine, LongTerm(), "kontanthjaelp_aktivitetsparat 2014M12") == 0  # 32 of 52 weeks
    assert anna.count(engine, LongTerm(61), "kontanthjaelp_aktivitetsparat 2014M12") == 1  # 61.5 per cent
    assert anna.count(engine, LongTerm(1), "kontanthjaelp_jobparat 2014M12") == 0  # not in the last week
    assert anna.count(engine, LongTerm(), "kontanthjaelp_30_plus 2014M12") == 1  # 30 on the last day
    assert anna.count(engine, LongTerm(), "kontanthjaelp_under_30 2014M12") == 0


LABEL = Text(da="x", en="x")
EITHER = Group("either", LABEL, of=("dagpenge", "sygedagpenge"))
YOUNG = Group("young", LABEL, of=("dagpenge", "sygedagpenge"), age_to=39)
UNION = People(
    HEAD
    + """
    Anna | 2014-W02 | 2014-W05 | 111 | 1980-01-31
    Anna | 2014-W06 | 2014-W10 | 890 | 1980-01-31
    Bo   | 2014-W02 | 2014-W05 | 111 | 1970-05-05
    Bo   | 2014-W07 | 2014-W10 | 890 | 1970-05-05
    Cilla| 2014-W02 | 2014-W05 | 130 | 1980-01-31
    """,
    WEEKS,
)


@pytest.mark.parametrize(
    ("shape", "either", "young"),
    [
        (WeeksIn(), 9 + 8, 9),
        (PersonsIn(), 2, 1),
        (Started(), 2, 1),  # one spell of the union each: Bo's gap, W06, is tolerated
        (Ended("weeks"), 9 + 9, 9),
        (Started(preceded_by=("dagpenge",)), 0, 0),
        (Running(longer_than=4), 0, 0),  # at the year's end nothing runs
        (Cross(Ended("weeks"), Ended("weeks")), 81 + 81, 81),
    ],
    ids=str,
)
def test_a_union_has_spells_of_its_own_whatever_group_is_asked(engine, shape, either, young):
    for asked in ("dagpenge", "kontanthjaelp_jobparat", "i_alt"):
        assert UNION.count(engine, Of(shape, EITHER), f"{asked} 2014") == either
        assert UNION.count(engine, Of(shape, YOUNG), f"{asked} 2014") == young


def test_age_limits_of_a_union_are_those_of_the_day_that_decides(engine):
    """Anna turns 34 on 31 January: in no spell that begins before is she older than 33, in its end she is."""
    under = Group("under", LABEL, of=("dagpenge", "sygedagpenge"), age_to=33)
    anna = People(
        HEAD + "Anna|2014-W02|2014-W05|111|1980-01-31\nAnna|2014-W06|2014-W10|890|1980-01-31", WEEKS
    )
    # W02 begins on 6 January (33 years old), W10 ends on 9 March (34), the year on 31 December (34)
    assert anna.count(engine, Of(Started(), under), "dagpenge 2014") == 1
    assert anna.count(engine, Of(Ended(), under), "dagpenge 2014") == 0
    assert anna.count(engine, Of(WeeksIn(), under), "dagpenge 2014") == 0
    assert anna.count(engine, Of(WeeksIn(), under), "dagpenge 2014Q1") == 0
    assert anna.count(engine, Of(WeeksIn(), under), "dagpenge 2014M01") == 0  # 34 on 31 January


MOVER = People(
    """
    person | from     | until    | benefit | municipality
    -------+----------+----------+---------+-------------
    Anna   | 2014-W02 | 2014-W04 | 890     | 580
    Anna   | 2015-W02 | 2015-W05 | 890     | 510
    Bo     | 2014-W02 | 2014-W03 | 890     | 580
    Bo     | 2014-W20 | 2014-W20 | 890     | 580
    """,
    WEEKS,
)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        # Anna 3 weeks in 580 and 4 in 510; Bo 3 weeks in 580
        (WeeksIn(), WeeksIn(), {"580": 9 + 9, "510": 16, "region:83": 49 + 9, "dk": 49 + 9, "101": 0}),
        (WeeksIn(), PersonsIn(), {"580": 6, "510": 4, "region:83": 10, "dk": 10, "101": 0}),
        (Ended(), Ended(), {"580": 1 + 4, "510": 1, "region:83": 4 + 4, "dk": 8, "101": 0}),
        (Ended("weeks"), Ended(), {"580": 3 + 6, "510": 4, "region:83": 14 + 6, "dk": 20, "101": 0}),
        (Ended("persons"), Ended(), {"580": 1 + 2, "510": 1, "region:83": 2 + 2, "dk": 4, "101": 0}),
        (Started(), Ended(), {"580": 5, "510": 1, "region:83": 8, "dk": 8, "101": 0}),
        (Running(), WeeksIn(), {"580": 0, "510": 0, "region:83": 0, "dk": 0, "101": 0}),
    ],
    ids=str,
)
def test_products_are_of_a_persons_amounts_in_the_cell(engine, one, other, expected):
    for area, amount in expected.items():
        assert MOVER.count(engine, Cross(one, other), f"sygedagpenge 2014-2015 {area}") == amount
        assert MOVER.count(engine, Cross(other, one), f"sygedagpenge 2014-2015 {area}") == amount
