"""Which weeks of a curve readers outside may see, on hand-made life tables and on hostile ones."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from pejling.app.curve_facts import ENTRIES, MEAN, MEDIAN, SHARE, Life, in_lots_seen, retention
from pejling.disclosure.policy import POLICIES
from pejling.disclosure.steps import candidates, changes, folded, in_lots, steps
from pejling.indicators.measures import CENSORED, ENTERED, EXITS
from pejling.spells.causes import OTHER
from pejling.stats.risk import LifeTable, life_table, records

PUBLIC, INTERNAL = POLICIES["pejling-5"], POLICIES["internal"]


def table(entered: int, exits: dict[int, int], censored: dict[int, int] | None = None, weeks=26) -> LifeTable:
    """All from the origin; who has neither left nor been censored is censored in the last week."""
    left, lost = np.zeros(weeks + 1), np.zeros(weeks + 1)
    for week, count in exits.items():
        left[week] = count
    for week, count in (censored or {}).items():
        lost[week] = count
    lost[weeks] += entered - left.sum() - lost.sum()
    came = np.zeros(weeks + 1)
    came[0] = entered
    return life_table(came, lost, left)


def test_candidates_are_the_weeks_of_jobindsats_and_then_quarters():
    assert candidates(80) == [0, 4, 8, 13, 17, 21, 26, 30, 34, 39, 43, 47, 52, 65, 78]
    assert candidates(10) == [0, 4, 8]


def test_a_step_with_few_behind_it_is_merged_with_the_next():
    """To week 4 six leave, to 8 three more, to 13 two more: week 8 is left out, five lie before 13."""
    found = steps(table(100, {2: 6, 6: 3, 10: 2}), PUBLIC)
    assert found.weeks.tolist() == [
        0,
        4,
        13,
        17,
        21,
    ]  # in week 26 the remaining are censored: none is at risk
    assert found.exits[:, 0].tolist() == [0, 6, 5, 0, 0]
    assert found.after.tolist() == [100, 94, 89, 89, 89]


def test_few_censored_are_followed_further_until_they_are_five():
    """One is lost in week 3, four in 7, two in 12: five are counted out in week 7, the two last of all."""
    found = steps(table(100, {2: 6}, {3: 1, 7: 4, 12: 2}), PUBLIC)
    assert found.weeks.tolist() == [0, 4, 8, 13, 17, 21]
    assert found.after.tolist() == [100, 94, 89, 89, 89, 89]
    assert np.flatnonzero(found.table.censored).tolist() == [7, 26]
    internal = steps(table(100, {2: 6}, {3: 1, 7: 4, 12: 2}), INTERNAL)
    assert np.flatnonzero(internal.table.censored).tolist() == [3, 7, 12, 26]


def test_few_who_come_late_come_sooner_so_that_they_are_five():
    """Three enter at week 9 and three at 6: six at week 6; the two of week 2 are there from the origin."""
    came = np.zeros(13)
    came[[0, 2, 6, 9]] = [40, 2, 3, 3]
    lost, left = np.zeros(13), np.zeros(13)
    lost[12], left[10] = 42, 6
    found = in_lots(life_table(came, lost, left), 5)
    assert {week: found.entered[week] for week in np.flatnonzero(found.entered)} == {0: 42, 6: 6}
    assert found.exits.tolist() == left[:, None].tolist()


def test_the_curve_stops_before_fewer_than_20_are_at_risk():
    found = steps(table(40, {2: 10, 6: 11}), PUBLIC)
    assert found.weeks.tolist() == [0, 4]  # 30 after week 4, 19 after week 8


def test_too_few_give_no_curve_and_the_internal_audience_sees_all():
    few = table(19, {1: 1, 3: 18}, weeks=5)
    assert steps(few, PUBLIC).weeks.size == 0
    shown = steps(few, INTERNAL)
    assert shown.weeks.tolist() == [0, 1, 2, 3]
    assert shown.exits[:, 0].tolist() == [0, 1, 0, 18]


def test_a_coarser_curve_is_shown_at_weeks_of_the_finer_one():
    """Week 13 is merged in the fine curve, so the coarse one takes week 17 and not 13."""
    whole = table(100, {2: 6, 10: 3, 15: 4})
    assert steps(whole, PUBLIC).weeks.tolist() == [0, 4, 8, 17, 21]
    assert steps(whole, PUBLIC, apart=13).weeks.tolist() == [0, 17]


def test_causes_with_few_are_told_as_one():
    came = [100, *[0] * 26]
    exits = np.zeros((27, 4))
    exits[2] = [
        20,
        3,
        0,
        6,
    ]  # the second is small; alone it would be told by subtraction, so the next goes too
    lost = np.zeros(27)
    lost[26] = 71
    found = steps(life_table(came, lost, exits), PUBLIC)
    assert folded(found, PUBLIC).tolist() == [False, True, True, True]
    assert not folded(found, INTERNAL).any()


CAUSES = ("a", "b", OTHER)
ROWS = st.lists(st.tuples(*[st.sampled_from([0, 0, 0, 1, 2, 3, 5, 8, 30])] * 5), min_size=30, max_size=60)


def cell_of(rows: list[tuple[int, ...]], late: bool) -> np.ndarray:
    """[weeks + 1, EXITS + 3]: exits, censored and late as drawn, and enough from the origin."""
    cell = np.zeros((len(rows) + 1, EXITS + 3), dtype=np.int64)
    for week, (came, lost, *left) in enumerate(rows, start=1):
        cell[week, CENSORED] = lost
        cell[week, EXITS:] = left
        if late and week < len(rows):
            cell[week, ENTERED] = came
    gone = int(cell[:, CENSORED].sum() + cell[:, EXITS:].sum())
    cell[0, ENTERED] = gone + 1
    cell[-1, CENSORED] += cell[:, ENTERED].sum() - gone
    return cell


@settings(deadline=None, derandomize=True, max_examples=80)
@given(ROWS, st.booleans())
def test_nothing_that_is_printed_gives_a_small_count_by_subtraction(rows, late):
    cell = cell_of(rows, late)
    true_after = np.cumsum(cell[:, ENTERED]) - np.cumsum(cell[:, CENSORED] + cell[:, EXITS:].sum(axis=1))
    for by_cause in (False, True):
        life = Life.of(cell, CAUSES, by_cause, PUBLIC)
        facts = [fact for fact in life.facts(life.known_for(len(rows)), exact=False) if fact.what == SHARE]
        for fact in facts:
            assert fact.behind == 0 or fact.behind >= 5
            assert fact.under >= true_after[fact.week] >= 20
        # every number is made of this table alone, whose lots of censored and late are none or at least five
        assert all(number == 0 or number >= 5 for number in life.table.censored[:-1])
        assert all(number == 0 or number >= 5 for number in life.table.entered[1:])
        assert (life.table.entered.sum(), life.entered) == (cell[:, ENTERED].sum(),) * 2
        assert life.table.exits.sum(axis=1).tolist() == cell[:, EXITS:].sum(axis=1).tolist()
        # the steps of the causes add up to those of all
        gone = np.cumsum(cell[:, EXITS:].sum(axis=1))[life.steps.weeks]
        assert np.cumsum(life.steps.exits.sum(axis=1)).tolist() == gone.tolist()


@settings(deadline=None, derandomize=True, max_examples=60)
@given(ROWS)
def test_curves_by_cause_lie_on_weeks_of_the_whole_curve(rows):
    cell = cell_of(rows, late=False)
    whole, apart = Life.of(cell, CAUSES, False, PUBLIC), Life.of(cell, CAUSES, True, PUBLIC)
    assert set(apart.steps.weeks) <= set(whole.steps.weeks)


def test_points_by_cause_are_the_finest_that_tell_most_causes_apart():
    """Quarter by quarter b has steps of 3 (3 and 3); in half a year it has 6, so it can be told."""
    cell = np.zeros((53, EXITS + 3), dtype=np.int64)
    cell[0, ENTERED] = 200
    cell[[5, 20], EXITS] = 20
    cell[[5, 20], EXITS + 1] = 3
    cell[52, CENSORED] = 200 - 46
    life = Life.of(cell, CAUSES, True, PUBLIC)
    assert life.causes == ("a", "b")
    assert life.steps.weeks.tolist() == [0, 26]
    assert life.steps.exits.tolist() == [[0, 0], [40, 6]]


@settings(deadline=None, derandomize=True, max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 12), st.booleans()), min_size=1, max_size=40))
def test_lots_keep_everybody_at_risk_at_least_as_long(spells):
    late, lasting, left = np.array(spells, dtype=np.int64).T
    true = records(late + lasting, left, late, causes=1).table()
    found = in_lots(true, 5)
    assert (found.at_risk >= true.at_risk).all()
    assert (found.at_risk - true.at_risk).max() <= 2 * 4


def test_what_is_read_off_stays_within_what_is_shown():
    """Ten of 40 leave by week 4, eleven by week 8: shown to week 4, so the median (week 6) is not told."""
    whole = table(40, {2: 10, 6: 11})
    cell = np.zeros((27, EXITS + 1), dtype=np.int64)
    cell[:, ENTERED], cell[:, CENSORED], cell[:, EXITS] = whole.entered, whole.censored, whole.exits[:, 0]
    life = Life.of(cell, (OTHER,), False, PUBLIC)
    found = {fact.what: fact for fact in life.facts(life.known_for(26), exact=False)}
    assert found[ENTRIES].value == 40
    assert found[MEDIAN].value is None
    # weeks 0 and 1 all are there, weeks 2 and 3 thirty of forty
    assert (found[MEAN].week, found[MEAN].value) == (4, 3.5)
    internal = Life.of(cell, (OTHER,), False, INTERNAL)
    assert {fact.what: fact.value for fact in internal.facts(26, exact=True)}[MEDIAN] == 6


def test_retention_goes_up_and_down_and_small_changes_are_passed_over():
    assert changes(np.array([50, 40, 42, 46, 46]), [0, 1, 2, 3, 4], PUBLIC) == [0, 1, 3, 4]
    on, seen = np.array([30, 20, 20, 20, 18, 5, 4, 4, 12]), np.full(9, 30)
    facts = retention(on, seen, list(range(9)), 30, 0, PUBLIC)
    shares = [(fact.week, fact.behind) for fact in facts if fact.what == SHARE]
    assert shares == [(0, 30), (4, 18), (8, 12)]
    assert not any(fact.under_shown for fact in facts if fact.what == SHARE)
    everything = retention(on, seen, list(range(9)), 30, 0, INTERNAL)
    assert [fact.behind for fact in everything if fact.what == SHARE] == on.tolist()
    mean = next(fact for fact in everything if fact.what == MEAN)
    assert (mean.week, mean.value) == (8, sum(on[:8]) / 30)


def test_retention_does_not_tell_of_few_who_died():
    # 99 begin; one dies before week 4, five in all before week 8, two come back
    on, seen = np.array([99, 99, 60, 60, 30, 30, 30, 30, 20]), np.array([99, 99, 99, 98, 98, 97, 95, 94, 96])
    facts = retention(on, seen, list(range(9)), 99, 0, PUBLIC)
    shares = {fact.week: fact.value for fact in facts if fact.what == SHARE}
    # one gone of 99 is not told; five gone are, and stay gone until five are back
    assert shares == {0: 100.0, 4: 100 * 30 / 99, 8: 100 * 20 / 94}
    assert in_lots_seen(seen, on, 5).tolist() == [99, 99, 99, 99, 99, 99, 99, 94, 94]
    # those on the benefit are observed, whoever came back
    assert in_lots_seen(np.array([30, 33]), np.array([30, 33]), 5).tolist() == [30, 33]
    exact = [fact for fact in retention(on, seen, [0, 8], 99, 0, INTERNAL) if fact.what == SHARE]
    assert [(fact.behind, fact.under) for fact in exact] == [(99, 99), (20, 96)]


def test_retention_stops_where_the_file_does():
    facts = retention(np.array([30, 30, 0]), np.array([30, 30, 0]), [0, 1], 30, 0, INTERNAL)
    assert [fact.week for fact in facts if fact.what == SHARE] == [0, 1]
