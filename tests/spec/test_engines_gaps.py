"""When spells are joined, completed and censored: DOMAIN section 2, sentence by sentence, on every engine.

February 2014 has the Thursdays of 2014-W06 to W09; the week before is W05, the one after W10.
"""

from __future__ import annotations

import pytest
from panels import People

from pejling.indicators.measures import Ended, Running, Started
from pejling.spells.rule import SpellRule
from pejling.terms.week import Week

WEEKS = "2013-W01 2014-W30"
HEAD = """
    person | from     | until    | benefit
    -------+----------+----------+--------"""


def people(
    *rows: str, weeks: str = WEEKS, rule: str = "calendar_month", without: tuple[str, ...] = ()
) -> People:
    return People("\n    ".join((HEAD, *rows)), weeks=weeks, rule=SpellRule(gap=rule), without=without)


@pytest.mark.parametrize(
    ("back", "rule", "spells"),
    [
        pytest.param("2014-W10", "calendar_month", 2, id="all of February's Thursdays lie in the gap"),
        pytest.param("2014-W09", "calendar_month", 1, id="back in February's last week"),
        pytest.param("2014-W10", "weeks:4", 1, id="four weeks are tolerated"),
        pytest.param("2014-W11", "weeks:4", 2, id="five are not"),
        pytest.param("2014-W06", "weeks:0", 1, id="no gap at all"),
        pytest.param("2014-W07", "weeks:0", 2, id="one week is a gap"),
    ],
)
def test_a_gap_ends_the_spell(engine, back, rule, spells):
    bo = people("Bo | 2014-W01 | 2014-W05 | 890", f"Bo | {back} | 2014-W12 | 890", rule=rule)
    assert bo.count(engine, Started(), "sygedagpenge 2014") == spells
    assert bo.count(engine, Ended(), "sygedagpenge 2014") == spells


def test_a_gap_from_the_middle_of_a_month_lasts_till_the_next_months_end(engine):
    # last seen in W03 (January): W04 and W05 are January's, so February must pass: closes with W09
    late = people("Bo | 2014-W01 | 2014-W03 | 890", "Bo | 2014-W09 | 2014-W12 | 890")
    assert late.count(engine, Started(), "sygedagpenge 2014") == 1
    too_late = people("Bo | 2014-W01 | 2014-W03 | 890", "Bo | 2014-W10 | 2014-W12 | 890")
    assert too_late.count(engine, Started(), "sygedagpenge 2014") == 2


def test_a_spell_ended_in_its_last_week_on_the_benefit(engine):
    bo = people("Bo | 2014-W01 | 2014-W05 | 890")
    assert bo.count(engine, Ended(), "sygedagpenge 2014M01") == 1  # W05's Thursday is 30 January
    assert bo.count(engine, Ended(), "sygedagpenge 2014M02") == 0  # where the gap is seen


def test_a_week_belongs_to_the_period_of_its_thursday(engine):
    # 2014-W01 begins on Monday 30 December 2013, its Thursday is 2 January; 2014-W14's is 3 April
    bo = people("Bo | 2014-W01 | 2014-W14 | 890")
    assert bo.count(engine, Started(), "sygedagpenge 2013M12") == 0
    assert bo.count(engine, Started(), "sygedagpenge 2014Q1") == 1
    assert bo.count(engine, Ended(), "sygedagpenge 2014Q2") == 1


@pytest.mark.parametrize(
    ("end", "completed", "running"),
    [
        # a spell last seen in 2014-W01 closes with February's last week, W09
        pytest.param("2014-W08", 0, 1, id="the file ends before a whole month has followed"),
        pytest.param("2014-W09", 1, 0, id="a whole month has followed"),
    ],
)
def test_the_files_end_leaves_a_spell_running(engine, end, completed, running):
    bo = people("Bo | 2013-W40 | 2014-W01 | 890", weeks=f"2013-W01 {end}")
    assert bo.count(engine, Ended(), "sygedagpenge 2014M01") == completed
    assert bo.count(engine, Running(), "sygedagpenge 2014M01") == running


@pytest.mark.parametrize("out", ["dead", "abroad"])
@pytest.mark.parametrize("from_week", ["2014-W06", "2014-W08"])
def test_death_and_emigration_complete_a_spell_in_its_last_week(engine, out, from_week):
    """At once, or with a tolerated gap of blank weeks between, also where the file ends the week after."""
    bo = people(
        "Bo | 2014-W01 | 2014-W05 | 890", f"Bo | {from_week} | 2014-W08 | {out}", weeks="2013-W01 2014-W08"
    )
    assert bo.count(engine, Ended(), "sygedagpenge 2014M01") == 1
    assert bo.count(engine, Ended(), "sygedagpenge 2014M02") == 0


def test_unknown_residence_censors_a_spell(engine):
    # lost from W07: the spell runs to W06, the last week observed, and is never completed
    bo = people("Bo | 2013-W40 | 2013-W51 | 890", "Bo | 2014-W02 | 2014-W30 | unknown_address")
    assert bo.count(engine, Ended(), "sygedagpenge 2013-2014") == 0
    assert bo.count(engine, Running(), "sygedagpenge 2013M12") == 1  # in 2013-W52, a week without benefit
    assert bo.count(engine, Running(), "sygedagpenge 2014M01") == 0  # 2014-W05 is not observed


def test_a_missing_column_censors_a_spell(engine):
    bo = people("Bo | 2013-W40 | 2013-W51 | 890", without=("2014-W02",))
    assert bo.count(engine, Ended(), "sygedagpenge 2013-2014") == 0
    assert bo.count(engine, Running(), "sygedagpenge 2013M12") == 1
    assert bo.count(engine, Running(), "sygedagpenge 2014M01") == 0


def test_a_missing_column_after_the_gap_has_ended_the_spell_changes_nothing(engine):
    bo = people("Bo | 2014-W01 | 2014-W05 | 890", without=("2014-W10",))
    assert bo.count(engine, Ended(), "sygedagpenge 2014M01") == 1


@pytest.mark.parametrize(
    ("between", "started"),
    [
        pytest.param("abroad", 2, id="emigration ends it, the return is a known start"),
        pytest.param("unknown_address", 1, id="after unknown residence the start is not known"),
        pytest.param("998", 1, id="998 is observed: a gap like any other"),
        pytest.param("111", 1, id="another benefit is a gap like any other"),
    ],
)
def test_nothing_is_joined_across_an_unobserved_week(engine, between, started):
    bo = people(
        "Bo | 2014-W01 | 2014-W05 | 890",
        f"Bo | 2014-W06 | 2014-W06 | {between}",
        "Bo | 2014-W07 | 2014-W12 | 890",
    )
    assert bo.count(engine, Started(), "sygedagpenge 2014") == started


@pytest.mark.parametrize(
    ("rows", "options", "known"),
    [
        pytest.param(("Bo | 2013-W01 | 2013-W20 | 890",), {}, False, id="the file's first week"),
        pytest.param(("Bo | 2013-W02 | 2013-W20 | 890",), {}, True, id="a blank first week"),
        pytest.param(
            ("Bo | 2013-W02 | 2013-W20 | 890",), {"without": ("2013-W01",)}, False, id="weeks begin late"
        ),
        pytest.param(
            ("Bo | 2013-W11 | 2013-W20 | 890",),
            {"without": ("2013-W10",)},
            False,
            id="after a missing column",
        ),
        pytest.param(
            ("Bo | 2013-W12 | 2013-W20 | 890",),
            {"without": ("2013-W10",)},
            True,
            id="a week after the missing one",
        ),
        pytest.param(
            ("Bo | 2013-W05 | 2013-W10 | 996", "Bo | 2013-W11 | 2013-W20 | 890"),
            {},
            False,
            id="unknown residence",
        ),
        pytest.param(
            ("Bo | 2013-W05 | 2013-W10 | 997", "Bo | 2013-W11 | 2013-W20 | 890"),
            {},
            True,
            id="back from abroad",
        ),
    ],
)
def test_whether_the_start_is_known(engine, rows, options, known):
    bo = people(*rows, **options)
    assert bo.count(engine, Started(), "sygedagpenge 2013") == known
    assert bo.count(engine, Started(first_ever=True), "sygedagpenge 2013") == known
    assert bo.count(engine, Ended(start="known"), "sygedagpenge 2013") == known
    assert bo.count(engine, Ended(start="unknown"), "sygedagpenge 2013") == (not known)
    assert bo.count(engine, Ended(), "sygedagpenge 2013") == 1  # completed spells count it
    assert bo.count(engine, Running(), "sygedagpenge 2013M04") == known
    assert bo.count(engine, Running(start="unknown"), "sygedagpenge 2013M04") == (not known)


def test_a_start_at_sixteen_is_known(engine):
    """Observed from the year of turning 16, here 2014: what the file says of 2013 is not his yet."""
    young = People(
        """
        person | from     | until    | benefit | born
        -------+----------+----------+---------+-----------
        Bo     | 2013-W40 | 2014-W10 | 140     | 1998-12-31
        """,
        weeks=WEEKS,
    )
    assert young.count(engine, Started(), "uddannelseshjaelp 2013") == 0
    assert young.count(engine, Started(), "uddannelseshjaelp 2014M01") == 1
    assert young.count(engine, Ended("weeks"), "uddannelseshjaelp 2014") == 10


def test_first_ever_is_the_first_spell_in_the_file_if_its_start_is_known(engine):
    two = people("Bo | 2013-W10 | 2013-W12 | 783", "Bo | 2014-W02 | 2014-W10 | 783")
    assert two.count(engine, Started(first_ever=True), "foertidspension 2013") == 1
    assert two.count(engine, Started(first_ever=True), "foertidspension 2014") == 0
    since_ever = people("Bo | 2013-W01 | 2013-W12 | 783", "Bo | 2014-W02 | 2014-W10 | 783")
    assert since_ever.count(engine, Started(first_ever=True), "foertidspension 2013-2014") == 0
    assert since_ever.count(engine, Started(), "foertidspension 2013-2014") == 1


def test_length_counts_tolerated_gaps_unless_left_out(engine):
    rows = (
        HEAD
        + """
    Bo     | 2014-W01 | 2014-W05 | 890
    Bo     | 2014-W09 | 2014-W10 | 890
    """
    )
    assert People(rows, WEEKS).count(engine, Ended("weeks", "known"), "sygedagpenge 2014M03") == 10
    left_out = People(rows, WEEKS, rule=SpellRule(count_gaps=False))
    assert left_out.count(engine, Ended("weeks", "known"), "sygedagpenge 2014M03") == 5 + 2


def test_suspended_weeks_are_taken_out_of_the_clock(engine):
    """2020-W10 to W26 are 17 weeks. From W05 to W30 a spell is 26 weeks, 9 of them counted."""
    covid = SpellRule(suspended=((Week(2020, 10), Week(2020, 26)),))
    rows = (
        HEAD
        + """
    Bo     | 2020-W05 | 2020-W30 | 890
    """
    )
    weeks = "2019-W01 2021-W10"
    assert People(rows, weeks).count(engine, Ended("weeks"), "sygedagpenge 2020") == 26
    stopped = People(rows, weeks, rule=covid)
    assert stopped.count(engine, Ended("weeks"), "sygedagpenge 2020") == 9
    assert stopped.count(engine, Running(longer_than=5), "sygedagpenge 2020M06") == 0  # W05-W09: five so far
    assert stopped.count(engine, Running(longer_than=4), "sygedagpenge 2020M06") == 1
    assert stopped.count(engine, Running(), "sygedagpenge 2020M06") == 1


def test_neither_birthday_nor_move_nor_sub_group_splits_a_spell(engine):
    bo = People(
        """
        person | from     | until    | benefit | municipality | born
        -------+----------+----------+---------+--------------+-----------
        Bo     | 2013-W40 | 2013-W52 | 130     | 580          | 1984-01-10
        Bo     | 2014-W01 | 2014-W10 | 730     | 510          |
        """,
        weeks=WEEKS,
    )
    assert bo.count(engine, Started(), "kontanthjaelp 2013-2014") == 1
    assert bo.count(engine, Ended("weeks"), "kontanthjaelp 2013-2014") == 13 + 10


def test_the_total_is_a_state_of_its_own(engine):
    """Sickness benefit, then unemployment benefit: two spells, but one of all benefits."""
    bo = people("Bo | 2013-W10 | 2013-W20 | 890", "Bo | 2013-W21 | 2013-W30 | 111")
    assert bo.count(engine, Ended(), "sygedagpenge 2013") == 1
    assert bo.count(engine, Ended(), "dagpenge 2013") == 1
    assert bo.count(engine, Ended(), "i_alt 2013") == 1
    assert bo.count(engine, Ended("weeks"), "i_alt 2013") == 21
