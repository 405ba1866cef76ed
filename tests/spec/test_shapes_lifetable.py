"""Life tables: when a spell enters, how long it is followed, how it ends; on every engine, worked by hand.

The months of 2014 by Thursdays: January W01-W05, February W06-W09, March W10-W13, April W14-W17, May W18-W22.
A spell last seen in W01 to W05 is over with W09, one last seen in W06 to W09 with W13 (a calendar month).
"""

from __future__ import annotations

import pytest
from life_tables import ALONE, HEAD, IN, OFF, OUT, UNKNOWN, WEEKS, WORK, sick, table
from panels import People

from pejling.indicators.measures import Histogram, Lifetable, Of
from pejling.spells.rule import SpellRule
from pejling.terms.benefit import Group
from pejling.terms.text import Text
from pejling.terms.week import Week

STARTED, PERIOD = Lifetable(), Lifetable(follow="period")
GAPS_LEFT_OUT = SpellRule(count_gaps=False)


@pytest.mark.parametrize(
    ("following", "cause"),
    [
        ("W07 W30 work", WORK),
        ("W20 W30 work", ALONE),  # what counts is the week after the last
        ("W07 W07 work", WORK),  # and that week only
        ("W07 W30 dagpenge", "dagpenge"),
        ("W07 W30 foertidspension", "foertidspension"),
        ("W07 W30 651", "uddannelse"),
        ("W07 W30 621", "pension"),
        ("W07 W30 4321", "andet"),  # a code that no table knows
        ("W07 W52 dead", OUT),
        ("W07 W30 abroad", OUT),
    ],
)
def test_an_exit_at_its_length_by_where_the_person_goes(engine, following, cause):
    """W02 to W06 are five weeks."""
    anna = sick("W02 W06", following)
    expected = {(0, IN): 1, (5, cause): 1}
    assert table(anna, engine, STARTED, "sygedagpenge 2014M01") == expected
    assert table(anna, engine, STARTED, "sygedagpenge 2014") == expected
    assert table(anna, engine, STARTED, "sygedagpenge 2014M02") == {}
    assert table(anna, engine, PERIOD, "sygedagpenge 2014") == expected


def test_a_cause_that_is_not_listed_counts_in_the_last(engine):
    few = Lifetable(causes=(WORK, "andet"))
    assert table(sick("W02 W06", "W07 W30 work"), engine, few, "sygedagpenge 2014")[5, WORK] == 1
    assert table(sick("W02 W06", "W07 W30 dagpenge"), engine, few, "sygedagpenge 2014")[5, "andet"] == 1
    assert table(sick("W02 W06", "W07 W52 dead"), engine, few, "sygedagpenge 2014")[5, "andet"] == 1


@pytest.mark.parametrize(
    ("rows", "weeks", "without", "expected"),
    [
        pytest.param(
            ("W02 W06",),
            "2013-W01 2014-W06",
            (),
            {(0, IN): 1, (4, OFF): 1},
            id="on it in the file's last week",
        ),
        pytest.param(
            ("W02 W06",), "2013-W01 2014-W12", (), {(0, IN): 1, (4, OFF): 1}, id="the file ends in the gap"
        ),
        pytest.param(
            ("W02 W06",), "2013-W01 2014-W13", (), {(0, IN): 1, (5, ALONE): 1}, id="the gap has ended it"
        ),
        pytest.param(("W02 W02",), "2013-W01 2014-W02", (), {(0, IN): 1, (0, OFF): 1}, id="one week seen"),
        pytest.param(
            ("W02 W06", "W07 W07 unknown_address"), WEEKS, (), {(0, IN): 1, (4, OFF): 1}, id="996 at once"
        ),
        pytest.param(
            ("W02 W06", "W09 W09 unknown_address"), WEEKS, (), {(0, IN): 1, (4, OFF): 1}, id="996 in the gap"
        ),
        pytest.param(
            ("W02 W06", "W14 W14 unknown_address"), WEEKS, (), {(0, IN): 1, (5, ALONE): 1}, id="996 too late"
        ),
        pytest.param(
            ("W02 W06", "W08 W10"),
            WEEKS,
            ("2014-W07",),
            {(0, IN): 1, (4, OFF): 1, (0, UNKNOWN): 1},
            id="a missing column: the second spell has no known start",
        ),
    ],
)
def test_out_of_sight_the_last_week_seen_is_survived_no_longer(engine, rows, weeks, without, expected):
    assert table(sick(*rows, weeks=weeks, without=without), engine, STARTED, "sygedagpenge 2014") == expected


@pytest.mark.parametrize(
    ("lost", "cause"),
    [
        ("W07 W52 dead", OUT),
        ("W09 W52 dead", OUT),  # in the gap, after two blank weeks
        ("W13 W52 dead", OUT),  # in its last week: the gap has not ended it yet
        ("W14 W52 dead", ALONE),  # a month has passed: she left for self-support
        ("W09 W20 abroad", OUT),
        ("W14 W20 abroad", ALONE),
    ],
)
def test_death_and_emigration_are_the_cause_also_in_a_tolerated_gap(engine, lost, cause):
    anna = sick("W02 W06", lost)
    assert table(anna, engine, STARTED, "sygedagpenge 2014") == {(0, IN): 1, (5, cause): 1}
    censored = {(0, IN): 1, (5, OFF if cause == OUT else cause): 1}
    assert table(anna, engine, Lifetable(out="censored"), "sygedagpenge 2014") == censored


def test_in_the_gap_another_benefit_then_death_is_death(engine):
    anna = sick("W02 W06", "W07 W08 dagpenge", "W09 W52 dead")
    assert table(anna, engine, STARTED, "sygedagpenge 2014") == {(0, IN): 1, (5, OUT): 1}


def test_back_from_abroad_a_spell_enters_anew(engine):
    anna = sick("W02 W06", "W07 W08 abroad", "W09 W10", "W11 W40 work")
    expected = {(0, IN): 2, (5, OUT): 1, (2, WORK): 1}
    assert table(anna, engine, STARTED, "sygedagpenge 2014") == expected
    first = {(0, IN): 1, (5, OUT): 1}
    assert table(anna, engine, Lifetable(first_ever=True), "sygedagpenge 2014") == first


def test_a_spell_in_the_files_first_week_is_left_out_and_counted(engine):
    anna = sick("W02 W07", "W20 W21", weeks="2014-W02 2015-W10")
    # by its first seen week in January; in any month in which it runs; in W20 a spell of known start begins
    assert table(anna, engine, STARTED, "sygedagpenge 2014M01") == {(0, UNKNOWN): 1}
    assert table(anna, engine, STARTED, "sygedagpenge 2014M02") == {}
    assert table(anna, engine, PERIOD, "sygedagpenge 2014M01") == {(0, UNKNOWN): 1}
    assert table(anna, engine, PERIOD, "sygedagpenge 2014M02") == {(0, UNKNOWN): 1}
    assert table(anna, engine, PERIOD, "sygedagpenge 2014M03") == {}
    everything = {(0, UNKNOWN): 1, (0, IN): 1, (2, ALONE): 1}
    assert table(anna, engine, STARTED, "sygedagpenge 2014") == everything
    # the first ever is the one that is left out; the later one never was
    assert table(anna, engine, Lifetable(first_ever=True), "sygedagpenge 2014") == {(0, UNKNOWN): 1}


def test_lengths_go_by_the_clock(engine):
    """W02, W03 and W06, W07: six weeks with the gap, four without."""
    rows = ("W02 W03", "W06 W07", "W08 W40 work")
    still = ((Week(2014, 3), Week(2014, 4)), (Week(2014, 7), Week(2014, 7)))
    for rule, length in (
        (SpellRule(), 6),
        (GAPS_LEFT_OUT, 4),
        (SpellRule(suspended=still), 3),  # W02, W05 and W06 count
        (SpellRule(count_gaps=False, suspended=still), 2),  # W02 and W06
    ):
        anna = sick(*rows, rule=rule)
        assert table(anna, engine, STARTED, "sygedagpenge 2014") == {(0, IN): 1, (length, WORK): 1}
        assert anna.cell(engine, Histogram(8), "sygedagpenge 2014").nonzero()[0].tolist() == [length]
    # without a tolerated gap there are two spells of two weeks
    two = sick(*rows, rule=SpellRule("weeks:0"))
    expected = {(0, IN): 2, (2, ALONE): 1, (2, WORK): 1}
    assert table(two, engine, STARTED, "sygedagpenge 2014") == expected


def test_where_the_clock_stands_still_a_whole_spell_has_no_length(engine):
    still = SpellRule(suspended=((Week(2014, 1), Week(2014, 20)),))
    anna = sick("W02 W06", "W07 W40 work", rule=still)
    assert table(anna, engine, STARTED, "sygedagpenge 2014") == {(0, IN): 1, (0, WORK): 1}
    lost = sick("W02 W06", rule=still, weeks="2013-W01 2014-W07")
    assert table(lost, engine, STARTED, "sygedagpenge 2014") == {(0, IN): 1, (0, OFF): 1}


@pytest.mark.parametrize(
    ("weeks", "expected"),
    [
        (6, {(0, IN): 1, (5, WORK): 1}),
        (5, {(0, IN): 1, (5, WORK): 1}),
        (4, {(0, IN): 1, (4, OFF): 1}),
        (1, {(0, IN): 1, (1, OFF): 1}),
    ],
)
def test_nobody_is_followed_beyond_the_last_row(engine, weeks, expected):
    anna = sick("W02 W06", "W07 W40 work")
    assert table(anna, engine, Lifetable(weeks), "sygedagpenge 2014") == expected


def test_a_spell_month_by_month(engine):
    """W02 to W12, eleven weeks: at risk in weeks 1-4 in January, 5-8 in February, 9-11 in March."""
    anna = sick("W02 W12", "W13 W40 work")
    for month, expected in {
        "2013M12": {},
        "2014M01": {(0, IN): 1, (4, OFF): 1},
        "2014M02": {(4, IN): 1, (8, OFF): 1},
        "2014M03": {(8, IN): 1, (11, WORK): 1},
        "2014M04": {},
        "2014Q1": {(0, IN): 1, (11, WORK): 1},
        "2014M02-2014M03": {(4, IN): 1, (11, WORK): 1},
    }.items():
        assert table(anna, engine, PERIOD, f"sygedagpenge {month}") == expected
    # with eight rows: who enters at 8 is left out
    assert table(anna, engine, Lifetable(8, "period"), "sygedagpenge 2014M03") == {}
    assert table(anna, engine, Lifetable(9, "period"), "sygedagpenge 2014M03") == {(8, IN): 1, (9, OFF): 1}


@pytest.mark.parametrize("week", ["W06", "W09"])
def test_a_spell_of_one_week_in_the_first_or_last_week_of_a_period(engine, week):
    anna = sick(f"{week} {week}")
    for shape in (STARTED, PERIOD):
        assert table(anna, engine, shape, "sygedagpenge 2014M02") == {(0, IN): 1, (1, ALONE): 1}
        for month in ("M01", "M03"):
            assert table(anna, engine, shape, f"sygedagpenge 2014{month}") == {}


def test_each_spell_of_a_person_is_looked_at(engine):
    """An earlier one that is out of the period, of another sub-group, or left out, hides no later one."""
    anna = sick("W02 W03 130", "W20 W22 730", "W40 W41 130")
    for shape in (STARTED, PERIOD):
        assert table(anna, engine, shape, "kontanthjaelp 2014M05") == {(0, IN): 1, (3, ALONE): 1}
        found = table(anna, engine, shape, "kontanthjaelp_aktivitetsparat 2014")
        assert found == {(0, IN): 1, (3, ALONE): 1}
        found = table(anna, engine, shape, "kontanthjaelp_jobparat 2014")
        assert found == {(0, IN): 2, (2, ALONE): 2}
    # a spell of W02 to W07 enters February at 4, too late for four rows; the next, of W09, does not
    two = sick("W02 W07", "W09 W09", "W10 W40 work", rule=SpellRule("weeks:0"))
    assert table(two, engine, Lifetable(4, "period"), "sygedagpenge 2014M02") == {(0, IN): 1, (1, WORK): 1}


def test_an_exit_in_the_periods_last_week_counts(engine):
    anna = sick("W02 W09", "W10 W40 work")
    assert table(anna, engine, PERIOD, "sygedagpenge 2014M02") == {(4, IN): 1, (8, WORK): 1}
    assert table(anna, engine, PERIOD, "sygedagpenge 2014M03") == {}


@pytest.mark.parametrize("end", ["2014-W09", "2014-W10", "2014-W12"])
def test_last_seen_in_the_periods_last_week_is_no_exit_until_it_is_known(engine, end):
    """Whether W09 was the last is known with W13: in a file that ends before, seven weeks are survived."""
    anna = sick("W02 W09", weeks=f"2013-W01 {end}")
    assert table(anna, engine, PERIOD, "sygedagpenge 2014M02") == {(4, IN): 1, (7, OFF): 1}
    assert table(anna, engine, PERIOD, "sygedagpenge 2014M03") == {}  # not seen in March


def test_who_enters_late_and_is_seen_no_further_is_left_out(engine):
    """W06 is the fifth week and the file's last: four were survived, with which it would enter."""
    anna = sick("W02 W06", weeks="2013-W01 2014-W06")
    assert table(anna, engine, PERIOD, "sygedagpenge 2014M02") == {}
    assert table(anna, engine, PERIOD, "sygedagpenge 2014M01") == {(0, IN): 1, (4, OFF): 1}
    # so with one week survived
    short = sick("W05 W06", weeks="2013-W01 2014-W06")
    assert table(short, engine, PERIOD, "sygedagpenge 2014M02") == {}
    assert table(short, engine, PERIOD, "sygedagpenge 2014M01") == {(0, IN): 1, (1, OFF): 1}
    # who began in the period counts, as in the table of those started
    begun = sick("W06 W06", weeks="2013-W01 2014-W06")
    assert table(begun, engine, PERIOD, "sygedagpenge 2014M02") == {(0, IN): 1, (0, OFF): 1}


@pytest.mark.parametrize(
    ("rule", "january", "february"),
    [
        # W02-W04 on it, W05 and W06 a gap, W07 and W08 on it: seven weeks, of which W05 is the fourth
        (SpellRule(), {(0, IN): 1, (4, OFF): 1}, {(4, IN): 1, (7, WORK): 1}),
        # gaps left out: three weeks to the end of January, five in all
        (GAPS_LEFT_OUT, {(0, IN): 1, (3, OFF): 1}, {(3, IN): 1, (5, WORK): 1}),
        # the clock stands still in W04 and W07
        (
            SpellRule(suspended=((Week(2014, 4), Week(2014, 4)), (Week(2014, 7), Week(2014, 7)))),
            {(0, IN): 1, (3, OFF): 1},
            {(3, IN): 1, (5, WORK): 1},
        ),
    ],
)
def test_a_period_that_opens_in_a_tolerated_gap(engine, rule, january, february):
    anna = sick("W02 W04", "W07 W08", "W09 W40 work", rule=rule)
    assert table(anna, engine, PERIOD, "sygedagpenge 2014M01") == january
    assert table(anna, engine, PERIOD, "sygedagpenge 2014M02") == february


def test_a_gap_that_ends_the_spell_is_no_time_at_risk(engine):
    """Last seen in W04: it ended then, also if nobody could know before W09."""
    anna = sick("W02 W04")
    assert table(anna, engine, PERIOD, "sygedagpenge 2014M01") == {(0, IN): 1, (3, ALONE): 1}
    assert table(anna, engine, PERIOD, "sygedagpenge 2014M02") == {}


PLACED = People(
    """
    person | from     | until    | benefit | municipality | born       | visitation
    -------+----------+----------+---------+--------------+------------+-----------
    Anna   | 2014-W50 | 2014-W51 | 130     | 580          | 1985-01-05 | 2
    Anna   | 2015-W03 | 2015-W06 | 730     | 510          | 1985-01-05 | 3
    Anna   | 2015-W07 | 2015-W30 | work    | 510          | 1985-01-05 | 3
    """,
    "2013-W01 2016-W10",
)  # nine weeks, 2014-W52 to 2015-W02 a tolerated gap; 2015-W01 begins on 29 December; 30 on 5 January 2015


@pytest.mark.parametrize(
    ("shape", "ask", "of", "expected"),
    [
        # January 2015 opens in the gap with 2015-W01 (Monday 29 December, 29 years old, living in 510): three
        # weeks have passed, two of them on the benefit, the last by the code 130; W05 is the eighth
        (PERIOD, "kontanthjaelp 2015M01 510", "", {(3, IN): 1, (8, OFF): 1}),
        (PERIOD, "kontanthjaelp 2015M01 580", "", {}),
        (PERIOD, "kontanthjaelp_jobparat 2015M01", "", {(3, IN): 1, (8, OFF): 1}),
        (PERIOD, "kontanthjaelp_aktivitetsparat 2015M01", "", {}),
        (PERIOD, "kontanthjaelp_under_30 2015M01", "", {(3, IN): 1, (8, OFF): 1}),
        (PERIOD, "kontanthjaelp_30_plus 2015M01", "", {}),
        (PERIOD, "kontanthjaelp 2015M01", "duration:2-2", {(3, IN): 1, (8, OFF): 1}),
        (PERIOD, "kontanthjaelp 2015M01", "visitation:3", {(3, IN): 1, (8, OFF): 1}),
        (PERIOD, "kontanthjaelp 2015M01", "visitation:2", {}),
        # by its first week whatever comes later
        (STARTED, "kontanthjaelp 2014 580", "", {(0, IN): 1, (9, WORK): 1}),
        (STARTED, "kontanthjaelp 2014 510", "", {}),
        (STARTED, "kontanthjaelp 2014 region:83", "", {(0, IN): 1, (9, WORK): 1}),
        (STARTED, "kontanthjaelp_jobparat 2014", "age:29-29", {(0, IN): 1, (9, WORK): 1}),
        (STARTED, "kontanthjaelp_aktivitetsparat 2014", "", {}),
        (STARTED, "kontanthjaelp 2014", "duration:1-1", {(0, IN): 1, (9, WORK): 1}),
        (STARTED, "kontanthjaelp 2014", "visitation:2", {(0, IN): 1, (9, WORK): 1}),
        (STARTED, "kontanthjaelp 2014", "visitation:3", {}),
    ],
)
def test_placed_by_the_first_week_at_risk(engine, shape, ask, of, expected):
    assert table(PLACED, engine, shape, ask, of) == expected


def test_a_union_is_followed_as_one(engine):
    """Dagpenge, then sygedagpenge: one spell of nine weeks, whatever group is asked."""
    either = Group("either", Text(da="x", en="x"), of=("dagpenge", "sygedagpenge"))
    anna = sick("W02 W05 dagpenge", "W06 W10", "W11 W40 work")
    for asked in ("fleksjob", "kontanthjaelp_under_30"):
        expected = {(0, IN): 1, (9, WORK): 1}
        assert table(anna, engine, Of(STARTED, either), f"{asked} 2014") == expected
    assert anna.cell(engine, Of(Histogram(9), either), "fleksjob 2014").tolist() == [0] * 9 + [1]


def test_a_histogram_of_completed_spells(engine):
    people = People(
        HEAD
        + """
    Anna  | 2014-W02 | 2014-W04 | 890
    Bo    | 2014-W02 | 2014-W05 | 890
    Cilla | 2014-W02 | 2014-W11 | 890
    Dan   | 2013-W01 | 2014-W05 | 890
    Eva   | 2015-W50 | 2015-W52 | 890
    """,
        WEEKS,
    )  # Dan's start is not known; Eva's spell is not completed before 2016
    assert people.cell(engine, Histogram(5), "sygedagpenge 2014").tolist() == [0, 0, 0, 1, 1, 1]
    assert people.cell(engine, Histogram(3), "sygedagpenge 2014").tolist() == [0, 0, 0, 3]
    assert people.cell(engine, Histogram(5), "sygedagpenge 2014M01").tolist() == [0, 0, 0, 1, 1, 0]
    assert people.cell(engine, Histogram(5), "sygedagpenge 2015").sum() == 0
    assert people.cell(engine, Histogram(5), "sygedagpenge 2014", "duration:1-3").tolist() == [
        0,
        0,
        0,
        1,
        0,
        0,
    ]
