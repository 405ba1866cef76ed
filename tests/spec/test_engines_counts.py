"""Where spells, weeks and persons are counted: DOMAIN section 2, sentence by sentence, on every engine."""

from __future__ import annotations

import numpy as np
import pytest
from panels import People

from pejling.indicators.counts import Ask
from pejling.indicators.measures import After, Ended, Found, PersonsIn, Running, Started, WeeksIn
from pejling.spells.panel import NO_BIRTHDAY, Runs, Window
from pejling.spells.rule import SpellRule
from pejling.terms.benefit import UNKNOWN_CODES, dream_codes
from pejling.terms.municipality import areas
from pejling.terms.period import Period
from pejling.terms.week import Week

WEEKS = "2013-W01 2015-W53"
ANNA = """
    person | from     | until    | benefit
    -------+----------+----------+--------
    """

SUB_GROUPS = People(
    ANNA
    + """
    Anna   | 2014-W02 | 2014-W10 | 130
    Anna   | 2014-W11 | 2014-W20 | 730
    Bo     | 2014-W02 | 2014-W10 | 730
    Bo     | 2014-W12 | 2014-W20 | 130
    """,
    WEEKS,
)  # both are 19 weeks; Bo has a week without, 2014-W11 (Thursday 13 March)


@pytest.mark.parametrize(
    ("shape", "period", "jobparat", "aktivitetsparat", "both"),
    [
        # weeks by code: Anna 9 + 10, Bo 9 + 9
        (WeeksIn(), "2014", 9 + 9, 10 + 9, 37),
        # either has been in both, and counts once in the parent
        (PersonsIn(), "2014", 2, 2, 2),
        # started by the first week's code, ended by the last week's: whole spells, never parts
        (Started(), "2014", 1, 1, 2),
        (Ended(), "2014", 1, 1, 2),
        (Ended("weeks"), "2014", 19, 19, 38),
        # running by the code in the period's last week: 2014-W09 (27 February), 2014-W13 (27 March)
        (Running(), "2014M02", 1, 1, 2),
        (Running(), "2014M03", 1, 1, 2),
        (After("ended", 4, Found("in_data")), "2014", 1, 1, 2),
    ],
)
def test_sub_groups_by_code_place_their_parents_spells(
    engine, shape, period, jobparat, aktivitetsparat, both
):
    assert SUB_GROUPS.count(engine, shape, f"kontanthjaelp_jobparat {period}") == jobparat
    assert SUB_GROUPS.count(engine, shape, f"kontanthjaelp_aktivitetsparat {period}") == aktivitetsparat
    assert SUB_GROUPS.count(engine, shape, f"kontanthjaelp {period}") == both


def test_in_a_gap_the_sub_group_is_that_of_the_last_week_on_the_benefit(engine):
    """January's last week is W05; the gap W04 to W06 is tolerated."""
    anna = People(ANNA + "Anna | 2014-W01 | 2014-W03 | 130\n    Anna | 2014-W07 | 2014-W09 | 730", WEEKS)
    assert anna.count(engine, Running(), "kontanthjaelp_jobparat 2014M01") == 1
    assert anna.count(engine, Running(), "kontanthjaelp_aktivitetsparat 2014M01") == 0


AGED = People(
    """
    person | from     | until    | benefit | born
    -------+----------+----------+---------+-----------
    Anna   | 2014-W02 | 2014-W20 | 130     | 1984-03-12
    Bo     | 2014-W02 | 2014-W20 | 130     | 1984
    Cilla  | 2014-W02 | 2014-W20 | 130     |
    """,
    WEEKS,
)


@pytest.mark.parametrize(
    ("shape", "period", "under_30", "over_30"),
    [
        # Anna turns 30 on 12 March, Bo (year only) on 1 July; of Cilla nothing is known
        pytest.param(WeeksIn(), "2014M02", 8, 0, id="both under 30 on 28 February"),
        pytest.param(WeeksIn(), "2014M03", 4, 4, id="one age group a period: all of Anna's March is over 30"),
        pytest.param(PersonsIn(), "2014Q1", 1, 1, id="31 March"),
        pytest.param(PersonsIn(), "2014Q2", 1, 1, id="Bo is 29 on 30 June"),
        pytest.param(PersonsIn(), "2014H1", 1, 1, id="and on the half-year's last day"),
        pytest.param(PersonsIn(), "2014", 0, 2, id="not on 31 December"),
        pytest.param(Started(), "2014", 2, 0, id="started: on the first day"),
        pytest.param(Ended(), "2014", 1, 1, id="ended: on the last day, 18 May"),
        pytest.param(Running(), "2014M04", 1, 1, id="running: on the period's last day"),
        pytest.param(After("ended", 13, Found("in_data")), "2014", 1, 1, id="after: on the spell's last day"),
        pytest.param(
            After("started", 13, Found("benefit")), "2014", 2, 0, id="after a start: on the first day"
        ),
    ],
)
def test_age(engine, shape, period, under_30, over_30):
    assert AGED.count(engine, shape, f"kontanthjaelp_under_30 {period}") == under_30
    assert AGED.count(engine, shape, f"kontanthjaelp_30_plus {period}") == over_30


@pytest.mark.parametrize(("born", "over_30"), [("1984-01-06", 1), ("1984-01-07", 0)])
def test_the_first_day_of_a_spell_is_the_monday_of_its_first_week(engine, born, over_30):
    table = AGED.given.replace("1984-03-12", born).splitlines()
    anna = People("\n".join(table[:4]), WEEKS)  # 2014-W02 begins on 6 January
    assert anna.count(engine, Started(), "kontanthjaelp_30_plus 2014") == over_30


@pytest.mark.parametrize(("born", "over_30"), [("1984-03-31", 1), ("1984-04-01", 0)])
def test_the_day_of_a_period_is_its_last(engine, born, over_30):
    table = AGED.given.replace("1984-03-12", born).splitlines()
    anna = People("\n".join(table[:4]), WEEKS)
    for period in ("2014M03", "2014Q1"):
        assert anna.count(engine, PersonsIn(), f"kontanthjaelp_30_plus {period}") == over_30
        assert (anna.count(engine, WeeksIn(), f"kontanthjaelp_30_plus {period}") > 0) == over_30
        assert anna.count(engine, Running(), f"kontanthjaelp_30_plus {period}") == over_30


@pytest.mark.parametrize(("born", "over_30"), [("1984-05-18", 1), ("1984-05-19", 0)])
def test_the_last_day_of_a_spell_is_the_sunday_of_its_last_week(engine, born, over_30):
    table = AGED.given.replace("1984-03-12", born).splitlines()
    anna = People("\n".join(table[:4]), WEEKS)  # 2014-W20 ends on 18 May
    assert anna.count(engine, Ended(), "kontanthjaelp_30_plus 2014") == over_30


MOVED = People(
    """
    person | from     | until    | benefit | municipality
    -------+----------+----------+---------+-------------
    Anna   | 2013-W40 | 2013-W52 | 890     | 580
    Anna   | 2014-W01 | 2014-W10 | 890     | 510
    Bo     | 2013-W40 | 2014-W10 | 890     | 411
    """,
    WEEKS,
)


@pytest.mark.parametrize(
    ("shape", "period", "aabenraa", "haderslev", "syddanmark", "country"),
    [
        pytest.param(WeeksIn(), "2013-2014", 13, 10, 23, 46, id="weeks where they were lived"),
        pytest.param(PersonsIn(), "2013-2014", 1, 1, 1, 2, id="a person once in the region and the country"),
        pytest.param(Started(), "2013-2014", 1, 0, 1, 2, id="started where it started"),
        pytest.param(Ended(), "2013-2014", 0, 1, 1, 2, id="ended where it ended"),
        pytest.param(Running(), "2013", 1, 0, 1, 2, id="running where the person lives that week"),
        pytest.param(Running(), "2014M01", 0, 1, 1, 2, id="and after the move"),
        pytest.param(After("ended", 4, Found("in_data")), "2014", 0, 1, 1, 2, id="after: where it ended"),
    ],
)
def test_areas(engine, shape, period, aabenraa, haderslev, syddanmark, country):
    """Anna moves within the region at the turn of the year; Bo's Christiansø is in the country only."""
    found = [
        MOVED.count(engine, shape, f"sygedagpenge {period} {a}") for a in ("580", "510", "region:83", "dk")
    ]
    assert found == [aabenraa, haderslev, syddanmark, country]


def test_running_in_a_gap_week_counts_where_the_person_lives_then(engine):
    anna = People(
        MOVED.given.replace("2013-W52 | 890", "2013-W50 | 890").replace("2014-W01", "2014-W02"), WEEKS
    )
    assert anna.count(engine, Running(), "sygedagpenge 2013M12 580") == 1  # 2013-W52 lies in the gap


def test_length_so_far_runs_to_the_last_week_on_the_benefit(engine):
    """On benefit 2014-W01 to W03 and W07 to W09: three weeks in January's last (W05), nine in February's."""
    anna = People(ANNA + "Anna | 2014-W01 | 2014-W03 | 890\n    Anna | 2014-W07 | 2014-W09 | 890", WEEKS)
    assert anna.count(engine, Running(longer_than=2), "sygedagpenge 2014M01") == 1
    assert anna.count(engine, Running(longer_than=3), "sygedagpenge 2014M01") == 0
    assert anna.count(engine, Running(longer_than=8), "sygedagpenge 2014M02") == 1
    assert anna.count(engine, Running(longer_than=9), "sygedagpenge 2014M02") == 0


def test_26_weeks_are_not_over_26(engine):
    anna = People(ANNA + "Anna | 2014-W14 | 2014-W45 | 890", WEEKS)  # W39 is September's last: week 26
    assert anna.count(engine, Running(longer_than=26), "sygedagpenge 2014M09") == 0
    assert anna.count(engine, Running(longer_than=25), "sygedagpenge 2014M09") == 1


def test_a_year_of_53_weeks(engine):
    anna = People(ANNA + "Anna | 2015-W01 | 2015-W53 | 890", "2014-W01 2016-W20")
    assert anna.count(engine, WeeksIn(), "sygedagpenge 2015") == 53
    assert anna.count(engine, WeeksIn(), "sygedagpenge 2015Q4") == 14
    # thirteen weeks after 2015-W53 is 2016-W13; 2015-W53's Thursday is 31 December
    later = People(
        ANNA + "Anna | 2015-W01 | 2015-W53 | 890\n    Anna | 2016-W13 | 2016-W13 | 111", "2014-W01 2016-W20"
    )
    assert (
        later.count(engine, After("ended", 13, Found("destination", "dagpenge")), "sygedagpenge 2015M12") == 1
    )
    assert (
        later.count(engine, After("ended", 12, Found("destination", "dagpenge")), "sygedagpenge 2015M12") == 0
    )


AFTER = People(
    ANNA
    + """
    Anna  | 2014-W02 | 2014-W10 | 890
    Anna  | 2014-W11 | 2014-W30 | work
    Bo    | 2014-W02 | 2014-W10 | 890
    Cilla | 2014-W02 | 2014-W10 | 890
    Cilla | 2014-W15 | 2014-W30 | dead
    Dan   | 2014-W02 | 2014-W10 | 890
    Dan   | 2014-W15 | 2014-W24 | unknown_address
    Eva   | 2014-W02 | 2014-W10 | 890
    Eva   | 2014-W22 | 2014-W24 | 890
    """,
    "2013-W01 2014-W30",
)


@pytest.mark.parametrize(
    ("found", "persons"),
    [
        # week +13 is 2014-W23: Anna works, Bo supports himself, Cilla is dead, Eva is back. A spell last seen
        # in W10 closes with April's last week, W17; Dan is lost before that
        pytest.param(Found("in_data"), 4, id="all but Dan, whose spell is censored"),
        pytest.param(Found("destination", "beskaeftigelse"), 2, id="self-support counts as employment"),
        pytest.param(Found("employed"), 1, id="in the narrow reading it does not"),
        pytest.param(Found("destination", "andet"), 1, id="death is an outcome, not missing"),
        pytest.param(Found("observed"), 3, id="but the dead are not observed"),
        pytest.param(Found("benefit"), 1, id="on the benefit again"),
        pytest.param(Found("destination", "sygedagpenge"), 1, id="the same as a destination"),
    ],
)
def test_status_thirteen_weeks_after_a_completed_spell(engine, found, persons):
    assert AFTER.count(engine, After("ended", 13, found), "sygedagpenge 2014M03") == persons


def test_a_week_outside_the_data_is_left_out(engine):
    """The file ends with 2014-W30: W10 + 20 lies inside, W10 + 21 does not."""
    assert AFTER.count(engine, After("ended", 20, Found("in_data")), "sygedagpenge 2014M03") == 4
    assert AFTER.count(engine, After("ended", 21, Found("in_data")), "sygedagpenge 2014M03") == 0


def test_retention_counts_from_the_first_week_relapse_allowed(engine):
    """Week 0 is 2014-W02: all five are on the benefit in +8 (W10), Eva alone in +20 (W22)."""
    assert AFTER.count(engine, After("started", 8, Found("benefit")), "sygedagpenge 2014M01") == 5
    assert AFTER.count(engine, After("started", 20, Found("benefit")), "sygedagpenge 2014M01") == 1
    assert AFTER.count(engine, After("started", 20, Found("observed")), "sygedagpenge 2014M01") == 3


def test_weeks_of_unknown_work_are_no_narrow_employment_yet_wide_employment(engine):
    runs = Runs(
        person=np.array([0, 0, 0], dtype=np.int32),
        first=np.array([_week("2014-W01"), _week("2014-W02"), _week("2014-W11")], dtype=np.int16),
        last=np.array([_week("2014-W01"), _week("2014-W10"), _week("2014-W40")], dtype=np.int16),
        code=np.array([0, 890, -1], dtype=np.int16),
        municipality=np.zeros(3, dtype=np.int16),
        birthday=np.array([NO_BIRTHDAY], dtype=np.int32),
        sex=np.zeros(1, dtype=np.int8),
        key=np.zeros((1, 16), dtype=np.uint8),
    )
    window = Window(tuple(range(_week("2014-W01"), _week("2014-W40") + 1)))
    kinds = (Found("destination", "beskaeftigelse"), Found("in_data"), Found("employed"), Found("work_known"))
    shapes = tuple(After("ended", 13, found) for found in kinds)
    ask = Ask(shapes, ("sygedagpenge",), (Period.parse("2014M03"),), SpellRule(), dream_codes())
    cubes = engine.count([runs], window, ask).cubes
    assert [cubes[shape][0, areas().index("dk"), 0] for shape in shapes] == [1, 1, 0, 0]


def test_unknown_codes_are_a_group_of_their_own(engine):
    anna = People(ANNA + "Anna | 2014-W02 | 2014-W10 | 1234\n    Anna | 2014-W11 | 2014-W12 | 4321", WEEKS)
    assert anna.count(engine, WeeksIn(), f"{UNKNOWN_CODES} 2014") == 11
    assert anna.count(engine, Ended("weeks"), f"{UNKNOWN_CODES} 2014") == 11
    assert anna.count(engine, WeeksIn(), "i_alt 2014") == 0


def test_a_rolling_year_is_counted_as_a_whole(engine):
    """Two spells in two quarters: one person, not two, in the rolling year."""
    anna = People(ANNA + "Anna | 2013-W45 | 2013-W46 | 890\n    Anna | 2014-W20 | 2014-W21 | 890", WEEKS)
    assert anna.count(engine, PersonsIn(), "sygedagpenge 2013Q4-2014Q3") == 1
    assert anna.count(engine, WeeksIn(), "sygedagpenge 2013Q4-2014Q3") == 4
    assert anna.count(engine, Started(), "sygedagpenge 2013Q4-2014Q3") == 2


def test_periods_outside_the_file_count_nothing(engine):
    anna = People(ANNA + "Anna | 2013-W01 | 2015-W53 | 890", WEEKS)
    for shape in (WeeksIn(), PersonsIn(), Started(), Running(start="unknown"), Ended()):
        assert anna.count(engine, shape, "sygedagpenge 2012") == 0
        assert anna.count(engine, shape, "sygedagpenge 2016") == 0
    assert anna.count(engine, WeeksIn(), "sygedagpenge 2012-2016") == 52 + 52 + 53


def _week(text: str) -> int:
    return Week.parse(text).index


def test_asking_for_nothing_gives_nothing(engine):
    runs, window = AGED.read(engine)
    ask = Ask((WeeksIn(), PersonsIn(), Running(), Ended()), (), (), SpellRule(), dream_codes())
    cubes = engine.count([runs], window, ask).cubes
    assert {cube.shape for cube in cubes.values()} == {(0, len(areas()), 0)}


def test_no_blocks_give_zeros(engine):
    ask = Ask((WeeksIn(), Ended()), ("sygedagpenge",), (Period.parse("2014"),), SpellRule(), dream_codes())
    cubes = engine.count([], Window((_week("2014-W01"), _week("2014-W02"))), ask).cubes
    assert all(not cube.any() for cube in cubes.values())


def test_a_group_may_be_asked_twice_and_periods_in_any_order(engine):
    runs, window = AGED.read(engine)
    groups = ("kontanthjaelp_30_plus", "kontanthjaelp", "kontanthjaelp_30_plus")
    periods = tuple(Period.parse(text) for text in ("2014Q2", "2014M01", "2014Q1-2014Q2", "2014Q2"))
    ask = Ask((WeeksIn(), Ended()), groups, periods, SpellRule(), dream_codes())
    cubes = engine.count([runs], window, ask).cubes
    # Anna alone is over 30 on 30 June (W14 to W20: 7 weeks; 19 in the half-year); three persons in the parent
    assert cubes[WeeksIn()][:, areas().index("dk")].tolist() == [
        [7, 0, 19, 7],
        [21, 12, 57, 21],
        [7, 0, 19, 7],
    ]
    assert cubes[Ended()][:, areas().index("dk")].tolist() == [[1, 0, 1, 1], [3, 0, 3, 3], [1, 0, 1, 1]]
