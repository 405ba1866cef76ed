"""Contacts, sanctions, decisions and offers, joined to the weeks they fall in: on every engine, by hand.

2014-W01 begins on Monday 30 December 2013; W05 is 27 January to 2 February, W06 3 to 9 February. The months
by Thursdays: January W01-W05, February W06-W09, March W10-W13, April W14-W17.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from panels import People

from pejling.engines.reference_casework import months_passed
from pejling.indicators.measures import FULL_WEEK, ActiveWeeks, Cross, Events, PersonsIn
from pejling.terms.problem import Problem

WEEKS = "2013-W01 2015-W53"
ANNA = """
    person | from     | until    | benefit | municipality | born
    -------+----------+----------+---------+--------------+-----------
    Anna   | 2014-W02 | 2014-W05 | 130     | 580          | 1984-03-31
    Anna   | 2014-W06 | 2014-W09 | 730     | 580          | 1984-03-31
    Anna   | 2014-W12 | 2014-W13 | 730     | 580          | 1984-03-31
    """

CONTACTS = People(
    ANNA,
    WEEKS,
    casework="""
    person | what     | date       | held
    -------+----------+------------+-----
    Anna   | contact  | 2014-01-05 | yes
    Anna   | contact  | 2014-01-06 | yes
    Anna   | contact  | 2014-02-02 | yes
    Anna   | contact  | 2014-02-03 |
    Anna   | contact  | 2014-02-04 | no
    Anna   | contact  | 2014-03-05 | yes
    Anna   | contact  |            | yes
    Anna   | sanction | 2014-02-03 | yes
    Anna   | decision | 2014-02-03 | no
    """,
)


@pytest.mark.parametrize(
    ("kind", "ask", "expected"),
    [
        # 5 January is the Sunday of W01, before the benefit; 6 January begins W02; 2 February ends W05
        ("contact", "kontanthjaelp 2014M01", 2),
        # 3 February; that of the 4th was not held, that of 5 March falls in W10, in the gap
        ("contact", "kontanthjaelp 2014M02", 1),
        ("contact", "kontanthjaelp 2014M03", 0),
        ("contact", "kontanthjaelp 2014", 3),
        ("contact", "kontanthjaelp 2014 580", 3),
        ("contact", "kontanthjaelp 2014 region:83", 3),
        ("contact", "kontanthjaelp 2014 510", 0),
        # by the code of that week
        ("contact", "kontanthjaelp_jobparat 2014", 2),
        ("contact", "kontanthjaelp_aktivitetsparat 2014", 1),
        # by the age on the period's last day: 30 on 31 March
        ("contact", "kontanthjaelp_under_30 2014M02", 1),
        ("contact", "kontanthjaelp_under_30 2014Q1", 0),
        ("contact", "kontanthjaelp_30_plus 2014Q1", 3),
        ("contact", "sygedagpenge 2014", 0),
        ("sanction", "kontanthjaelp 2014", 1),
        ("decision", "kontanthjaelp 2014", 0),  # it does not stand
        ("reassessment", "kontanthjaelp 2014", 0),
    ],
)
def test_events_by_the_week_of_their_date(engine, kind, ask, expected):
    assert CONTACTS.count(engine, Events(kind), ask) == expected


def test_a_date_belongs_to_its_week_and_the_week_to_its_thursdays_period(engine):
    """Monday 30 December 2013 lies in 2014-W01, Monday 29 December 2014 in 2015-W01 (Thursday 1 January)."""
    anna = People(
        "person | from | until | benefit\nAnna | 2013-W40 | 2015-W20 | 130",
        WEEKS,
        casework="person | what | date\nAnna|contact|2013-12-29\nAnna|contact|2013-12-30\n"
        "Anna|contact|2014-12-28\nAnna|contact|2014-12-29",
    )
    for year, expected in (("2013", 1), ("2014", 2), ("2015", 1)):
        assert anna.count(engine, Events("contact"), f"kontanthjaelp {year}") == expected


def test_events_and_bands(engine):
    # weeks number 1 (6 January), 4 (2 February) and 5 (3 February) of the spell
    for of, expected in (
        ("duration:1-4", 2),
        ("duration:5-26", 1),
        ("duration:5-26+age:30-", 1),
        ("sex:k", 0),
    ):
        assert CONTACTS.count(engine, Events("contact"), "kontanthjaelp 2014", of) == expected
    assert CONTACTS.count(engine, Cross(Events("contact"), Events("contact")), "kontanthjaelp 2014") == 9
    assert CONTACTS.count(engine, Cross(Events("contact"), PersonsIn()), "kontanthjaelp 2014") == 3


DUE = People(
    ANNA
    + """
    Bo     | 2013-W01 | 2014-W20 | 130     | 580          | 1970
    """,
    WEEKS,
    casework="""
    person | what         | date       | due        | held
    -------+--------------+------------+------------+-----
    Anna   | reassessment | 2014-02-05 | 2014-02-05 | yes
    Anna   | reassessment | 2014-02-07 | 2014-02-06 | yes
    Anna   | reassessment | 2014-02-05 | 2014-02-06 | no
    Anna   | reassessment |            | 2014-02-06 | no
    Anna   | reassessment | 2014-02-05 |            | yes
    Anna   | reassessment | 2014-02-20 | 2014-03-05 | yes
    Anna   | reassessment | 2014-03-20 | 2014-03-17 | yes
    Bo     | reassessment | 2014-01-05 | 2014-02-06 | yes
    """,
)


@pytest.mark.parametrize(
    ("shape", "ask", "expected"),
    [
        # due in February, on the benefit then: four of Anna's, one of Bo's
        (Events("reassessment", by="due"), "kontanthjaelp 2014M02", 5),
        # held on the day or before: the first of Anna's, and Bo's
        (Events("reassessment", by="due", on_time=True), "kontanthjaelp 2014M02", 2),
        # due on 5 March (W10): she is in a gap; due on 17 March (W12)
        (Events("reassessment", by="due"), "kontanthjaelp 2014M03", 1),
        (Events("reassessment", by="due", on_time=True), "kontanthjaelp 2014M03", 0),
        # Bo's start is not known
        (Events("reassessment", by="due", known_start=True), "kontanthjaelp 2014M02", 4),
        # held in February, of any due date: 5, 7, 5 (no due date) and 20 February; Bo's in January
        (Events("reassessment"), "kontanthjaelp 2014M02", 4),
        (Events("reassessment"), "kontanthjaelp 2014M01", 1),  # Bo's, a Sunday in W01
        (Events("reassessment", on_time=True), "kontanthjaelp 2014M02", 2),  # 5 and 20 February
        # by the code in the week of the due date
        (Events("reassessment", by="due"), "kontanthjaelp_jobparat 2014", 1),
        (Events("reassessment", by="due"), "kontanthjaelp_aktivitetsparat 2014", 5),
        (Events("contact", by="due"), "kontanthjaelp 2014", 0),
    ],
    ids=str,
)
def test_events_by_their_due_date(engine, shape, ask, expected):
    assert DUE.count(engine, shape, ask) == expected


@pytest.mark.parametrize(
    ("held", "months"),
    [
        # the spell's first week is 2014-W02: Monday 6 January 2014
        ("2014-01-06", 0),
        ("2014-02-05", 0),
        ("2014-02-06", 1),
        ("2015-01-05", 11),
        ("2015-01-06", 12),
        ("2015-07-05", 17),
        ("2015-07-06", 18),
        ("2015-08-06", 19),
    ],
)
def test_whole_months_from_the_spells_first_monday(engine, held, months):
    anna = People(
        "person | from | until | benefit\nAnna | 2014-W02 | 2014-W30 | 740\nAnna | 2014-W33 | 2015-W40 | 740",
        WEEKS,
        casework=f"person | what | date | due\nAnna | reassessment | {held} | 2015-07-06",
    )
    due = Events("reassessment", by="due", months=(months, months))
    assert anna.count(engine, due, "ledighedsydelse 2015") == 1
    for other in ((months + 1, months + 9), (0, months - 1)):
        assert anna.count(engine, replace(due, months=other), "ledighedsydelse 2015") == 0
    assert anna.count(engine, replace(due, months=(12, 18)), "ledighedsydelse 2015") == (12 <= months <= 18)


def test_months_need_a_known_start_a_date_and_that_it_was_held(engine):
    base = "person | from | until | benefit\n"
    table = "person | what | date | due | held\n"
    due = Events("reassessment", by="due", months=(0, 99))
    for first, row, expected in (
        ("2014-W02", "Anna | reassessment | 2014-06-02 | 2014-06-02 | yes", 1),
        ("2014-W02", "Anna | reassessment | 2014-06-02 | 2014-06-02 | no", 0),
        ("2014-W02", "Anna | reassessment |            | 2014-06-02 | yes", 0),
        ("2014-W02", "Anna | reassessment | 2013-12-02 | 2014-06-02 | yes", 0),  # before the spell
        ("2013-W01", "Anna | reassessment | 2014-06-02 | 2014-06-02 | yes", 0),  # no known start
    ):
        anna = People(base + f"Anna | {first} | 2014-W40 | 740", WEEKS, casework=table + row)
        assert anna.count(engine, due, "ledighedsydelse 2014") == expected


def test_months_of_an_ended_spell_do_not_run_on(engine):
    """A spell in 2013, another from 2014-W20: the months count from the one that runs when it is due."""
    anna = People(
        "person | from | until | benefit\nAnna | 2013-W02 | 2013-W20 | 740\nAnna | 2014-W20 | 2015-W20 | 740",
        WEEKS,
        casework="person | what | date | due\nAnna | reassessment | 2014-06-12 | 2014-06-12",
    )
    # W20 begins on 12 May
    assert anna.count(engine, Events("reassessment", "due", months=(1, 1)), "ledighedsydelse 2014") == 1


def test_whole_months():
    assert months_passed(date(2014, 1, 31), date(2014, 2, 28)) == 0
    assert months_passed(date(2014, 1, 31), date(2014, 3, 1)) == 1
    assert months_passed(date(2013, 12, 30), date(2014, 1, 30)) == 1
    assert months_passed(date(2014, 1, 6), date(2014, 1, 5)) == -1


OFFERS = People(
    ANNA,
    WEEKS,
    casework="""
    person | what  | date       | until      | hours | company
    -------+-------+------------+------------+-------+--------
    Anna   | offer | 2014-01-03 | 2014-01-12 | 37    | yes
    Anna   | offer | 2014-01-08 | 2014-01-08 | 20    | no
    Anna   | offer | 2014-02-07 | 2014-02-10 | 45    |
    Anna   | offer | 2014-02-27 | 2014-03-18 |       | yes
    """,
)


@pytest.mark.parametrize(
    ("ask", "all_kinds", "company"),
    [
        # W02, 6 to 10 January: five days of 37 hours (3 January lies in W01, before the benefit; 11 and 12
        # are a weekend), and beside it one day of 20
        ("kontanthjaelp 2014M01", 5 * 370 + 200, 5 * 370),
        # Friday 7 and Monday 10 February, at most 37 hours; Thursday 27 and Friday 28 February
        ("kontanthjaelp 2014M02", 2 * 370 + 2 * 370, 2 * 370),
        # 3 to 14 March are W10 and W11, no weeks on the benefit; Monday 17 and Tuesday 18 March
        ("kontanthjaelp 2014M03", 2 * 370, 2 * 370),
        ("kontanthjaelp 2014", 11 * 370 + 200, 9 * 370),
        ("kontanthjaelp 2014 580", 11 * 370 + 200, 9 * 370),
        ("kontanthjaelp 2014 510", 0, 0),
        ("kontanthjaelp_jobparat 2014", 5 * 370 + 200, 5 * 370),
        ("kontanthjaelp_aktivitetsparat 2014", 6 * 370, 4 * 370),
        ("kontanthjaelp_under_30 2014M02", 4 * 370, 2 * 370),
        ("kontanthjaelp_under_30 2014Q1", 0, 0),
    ],
)
def test_days_in_offers_in_weeks_on_the_benefit(engine, ask, all_kinds, company):
    assert OFFERS.count(engine, ActiveWeeks(), ask) == all_kinds
    assert OFFERS.count(engine, ActiveWeeks(company=True), ask) == company


def test_a_full_week_in_an_offer_is_one_full_time_week(engine):
    anna = replace(OFFERS, casework="person | what | date | until\nAnna | offer | 2014-01-06 | 2014-01-12")
    assert anna.count(engine, ActiveWeeks(), "kontanthjaelp 2014") == FULL_WEEK


def test_offers_and_bands(engine):
    # W02, W06 and W07, W09, W12 are weeks number 1, 5 and 6, 8, 11
    for of, expected in (
        ("duration:1-4", 5 * 370 + 200),
        ("duration:5-7", 2 * 370),
        ("duration:9-", 2 * 370),
    ):
        assert OFFERS.count(engine, ActiveWeeks(), "kontanthjaelp 2014", of) == expected


def test_an_offer_without_end_runs_to_the_files_last_day(engine):
    anna = People(
        "person | from | until | benefit\nAnna | 2014-W02 | 2014-W10 | 130",
        "2013-W01 2014-W03",
        casework="person | what | date\nAnna | offer | 2014-01-13",
    )
    assert anna.count(engine, ActiveWeeks(), "kontanthjaelp 2014") == FULL_WEEK


def test_without_casework_there_are_no_events(engine):
    anna = People(ANNA, WEEKS)
    for shape in (Events("contact"), Events("contact", "due"), ActiveWeeks()):
        assert anna.count(engine, shape, "kontanthjaelp 2014") == 0


@pytest.mark.parametrize(
    "row",
    [
        "Bo|contact|2014-01-05|yes",
        "Anna|letter|2014-01-05|yes",
        "Anna|contact|5 January|yes",
        "Anna|contact|2014-01-05|perhaps",
        "Anna|offer||yes",
    ],
)
def test_a_drawn_row_that_cannot_be_read_is_a_problem(engine, row):
    with pytest.raises(Problem, match="casework"):
        replace(CONTACTS, casework=f"person | what | date | held\n{row}").read(engine)
