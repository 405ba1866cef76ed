"""Curves of hand-worked life tables, and single records reduced to the same tables."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pejling.stats.by_person import by_person
from pejling.stats.risk import LifeTable, life_table, records
from pejling.stats.survival import aalen_johansen, kaplan_meier, log_log, quantile, restricted_mean


def five_spells() -> LifeTable:
    """Five from the origin: weeks 1 (work), 2 (work), 2 (censored), 3 (education), 4 (censored)."""
    return records([1, 2, 2, 3, 4], [1, 1, 0, 2, 0]).table()


def test_risk_sets_hold_those_who_leave_and_are_censored_at_the_time():
    assert five_spells().at_risk.tolist() == [5, 5, 4, 2, 1]


def test_survival_is_the_product_and_greenwood_its_variance():
    curve = kaplan_meier(five_spells())
    # 1; 1 - 1/5; x (1 - 1/4); x (1 - 1/2); nobody leaves in week 4
    assert curve.survival == pytest.approx([1, 0.8, 0.6, 0.3, 0.3], abs=1e-15)
    # d/(n(n-d)): 1/20, 1/12, 1/2
    sums = [0, 1 / 20, 1 / 20 + 1 / 12, 1 / 20 + 1 / 12 + 1 / 2]
    assert curve.variance == pytest.approx(
        [0, 0.64 * sums[1], 0.36 * sums[2], 0.09 * sums[3], 0.09 * sums[3]], abs=1e-15
    )


def test_incidence_by_cause_adds_up_with_survival_to_one():
    found = aalen_johansen(five_spells())
    # work: 1/5, then 0.8 x 1/4; education: 0.6 x 1/2
    assert found.incidence[:, 0] == pytest.approx([0, 0.2, 0.4, 0.4, 0.4])
    assert found.incidence[:, 1] == pytest.approx([0, 0, 0, 0.3, 0.3])
    assert found.incidence.sum(axis=1) + found.survival == pytest.approx(np.ones(5))


def test_without_censoring_the_variance_of_an_incidence_is_that_of_a_share():
    found = aalen_johansen(records([1, 1, 2, 3, 3, 3, 4, 5], [1, 2, 1, 2, 2, 1, 1, 2]).table())
    share = found.incidence
    assert found.variance == pytest.approx(share * (1 - share) / 8, abs=1e-15)


def test_with_one_cause_incidence_has_the_variance_of_survival():
    table = records([1, 2, 2, 3, 4, 6], [1, 1, 0, 1, 0, 0]).table()
    assert aalen_johansen(table).variance[:, 0] == pytest.approx(kaplan_meier(table).variance, abs=1e-15)


def test_restricted_mean_is_the_sum_of_the_weeks_survived():
    curve = kaplan_meier(five_spells())
    mean = restricted_mean(curve, 4)
    assert mean is not None
    assert mean.value == pytest.approx(1 + 0.8 + 0.6 + 0.3)
    # what is left of the area after each exit, squared: 1.7^2/20 + 0.9^2/12 + 0.3^2/2
    assert mean.variance == pytest.approx(1.7**2 / 20 + 0.9**2 / 12 + 0.3**2 / 2)
    assert mean.interval()[0] == pytest.approx(mean.value - 1.959964 * mean.variance**0.5, abs=1e-6)


def test_restricted_mean_is_unknown_beyond_the_last_risk_set_unless_all_have_left():
    curve = kaplan_meier(five_spells())  # S(4) is the last known: weeks 0..4
    assert restricted_mean(curve, 5) is not None
    assert restricted_mean(curve, 6) is None
    gone = kaplan_meier(records([1, 3], [1, 1]).table())
    mean = restricted_mean(gone, 100)
    assert mean is not None
    assert mean.value == pytest.approx((1 + 3) / 2)


def test_restricted_mean_within_less_than_a_step():
    mean = restricted_mean(kaplan_meier(records([1.5, 2.5], [1, 1]).table()), 2.0)
    assert mean is not None
    assert mean.value == pytest.approx(1.5 + 0.5 * 0.5)


def test_quantiles_are_the_first_time_reached_or_none():
    curve = kaplan_meier(five_spells())
    assert quantile(curve) == 3
    assert quantile(curve, 0.2) == 1  # S(1) = 0.8 exactly, whatever binary fractions make of it
    assert quantile(curve, 0.75) is None


def test_late_entry_is_at_risk_after_its_entry_only():
    """A is there 0-3, B 1-3, C 2-4 (censored), D 0-2."""
    table = records([3, 3, 4, 2], [1, 1, 0, 1], entry=[0, 1, 2, 0]).table()
    assert table.at_risk.tolist() == [2, 2, 3, 3, 1]
    assert kaplan_meier(table).survival == pytest.approx([1, 1, 2 / 3, 2 / 9, 2 / 9])


def test_late_entry_that_ends_at_once_never_is_at_risk():
    table = records([3, 5], [0, 1], entry=[3, 0]).table()
    assert table.at_risk.tolist() == [1, 1, 1, 1, 1, 1]


def test_an_exit_at_the_origin_has_those_who_are_there_at_risk():
    """Two of four reach the other group at once: 0 weeks."""
    curve = kaplan_meier(records([0, 0, 2, 3], [1, 1, 1, 0]).table())
    assert curve.table.at_risk.tolist() == [4, 2, 2, 1]
    assert curve.survival == pytest.approx([0.5, 0.5, 0.25, 0.25])


def test_an_empty_risk_set_leaves_the_curve_and_zero_stays_zero():
    empty = kaplan_meier(records([1, 2, 6], [1, 0, 1], entry=[0, 0, 4]).table())
    assert empty.table.at_risk.tolist() == [2, 2, 1, 0, 0, 1, 1]
    assert empty.survival == pytest.approx([1, 0.5, 0.5, 0.5, 0.5, 0.5, 0])
    ended = kaplan_meier(records([1, 6, 7], [1, 1, 0], entry=[0, 4, 4]).table())
    assert ended.survival.tolist() == [1, 0, 0, 0, 0, 0, 0, 0]
    assert np.isnan(ended.variance[1:]).all()


def test_fractional_weights_come_to_zero_exactly():
    """Sums of 0.1 do not add up to whole numbers in binary: the last risk set must still be its exits."""
    curve = kaplan_meier(
        records([1, 2, 3, 3, 3], [1] * 5, [0, 0, 0, 1, 2], [0.1, 0.2, 0.3, 0.7, 0.1]).table()
    )
    assert curve.survival[-1] == 0


def test_whole_weights_are_so_many_alike():
    weighted = records([1, 2, 3], [1, 0, 1], weights=[2, 1, 3]).table()
    repeated = records([1, 1, 2, 3, 3, 3], [1, 1, 0, 1, 1, 1]).table()
    for one, other in ((weighted.at_risk, repeated.at_risk), (weighted.exits, repeated.exits)):
        assert one.tolist() == other.tolist()


def test_times_that_are_no_weeks_are_kept():
    table = records([0.5, 1.25, 1.25], [1, 1, 0]).table()
    assert table.times.tolist() == [0, 0.5, 1.25]
    assert kaplan_meier(table).survival == pytest.approx([1, 2 / 3, 1 / 3])


def test_intervals_stay_within_0_and_1_and_are_unknown_at_the_ends():
    low, high = kaplan_meier(five_spells()).interval()
    assert np.isnan([low[0], high[0]]).all()
    # S(1) = 0.8, variance 0.64/20: exp(+-1.96 x sqrt(0.032) / (0.8 x -log 0.8))
    reach = 1.959963984540054 * 0.032**0.5 / (0.8 * -np.log(0.8))
    assert low[1] == pytest.approx(0.8 ** np.exp(reach))
    assert high[1] == pytest.approx(0.8 ** np.exp(-reach))
    narrow, _ = log_log(np.array([0.8]), np.array([0.032]), 0.5)
    assert narrow[0] > low[1]


def test_columns_of_a_count_give_the_same_table_as_the_records():
    table = life_table([5, 0, 0, 0, 0], [0, 0, 1, 0, 1], [[0, 0], [1, 0], [1, 0], [0, 1], [0, 0]])
    assert kaplan_meier(table).survival.tolist() == kaplan_meier(five_spells()).survival.tolist()


@pytest.mark.parametrize(
    ("columns", "says"),
    [
        (([2, 0], [0, 0], [0, 1]), "2 entered, but 1"),
        (([0, 1], [0, 0], [1, 0]), "at time 0 1 leave, but 0 are at risk"),
        (([1, 0], [0, 2], [0, -1]), "no negative"),
        (([1, 0, 0], [0, 1], [0, 0]), "one table"),
    ],
)
def test_a_table_that_cannot_be_is_refused(columns, says):
    with pytest.raises(ValueError, match=says):
        kaplan_meier(life_table(*columns))


@pytest.mark.parametrize(
    ("given_records", "says"),
    [
        (([], []), "at least one record"),
        (([1.0, np.nan], [1, 1]), "finite"),
        (([-1], [1]), "finite, 0 or more"),
        (([1, 2], [1]), "differ in shape"),
        (([2, 3], [1, 1], [0, 3]), "record 1 enters at 3 and leaves at 3"),
        (([2], [1], [3]), "record 0 enters at 3"),
        (([2], [-1]), "causes must be"),
        (([2], [1], None, [0.0]), "weights must be positive"),
    ],
)
def test_records_that_cannot_be_are_refused(given_records, says):
    with pytest.raises(ValueError, match=says):
        records(*given_records)


# --- variance by person -------------------------------------------------------------------------


def test_one_spell_a_person_from_the_origin_gives_greenwoods_variance():
    found = records([1, 2, 2, 3, 4], [1, 1, 0, 2, 0])
    robust, table = by_person(found, list("abcde"), within=4), five_spells()
    assert robust.survival_variance == pytest.approx(kaplan_meier(table).variance)
    assert robust.incidence_variance == pytest.approx(aalen_johansen(table).variance)
    plain = restricted_mean(kaplan_meier(table), 4)
    assert plain is not None
    assert robust.restricted_mean is not None
    assert robust.restricted_mean.value == pytest.approx(plain.value)
    assert robust.restricted_mean.variance == pytest.approx(plain.variance)


def test_a_person_with_two_alike_spells_is_one_person():
    """Three persons, each with the same spell twice: the curve of six, the variance of three."""
    twice = by_person(records([1, 1, 2, 2, 4, 4], [1, 1, 1, 1, 0, 0]), [1, 1, 2, 2, 3, 3])
    once = kaplan_meier(records([1, 2, 4], [1, 1, 0]).table())
    assert twice.survival == pytest.approx(once.survival)
    assert twice.survival_variance == pytest.approx(once.variance)


SPELLS = st.lists(
    st.tuples(st.integers(0, 4), st.integers(1, 5), st.integers(0, 2), st.integers(1, 8), st.integers(0, 4)),
    min_size=2,
    max_size=14,
)


@settings(deadline=None, derandomize=True, max_examples=60)
@given(SPELLS)
def test_variance_by_person_is_the_square_of_what_each_person_moves_the_curve(spells):
    """The infinitesimal jackknife by its definition: each person's weights a millionth larger and smaller."""
    late, lasting, cause, eighths, person = np.array(spells).T
    ends, weights = late + lasting, eighths / 8

    def curves(scale: np.ndarray) -> np.ndarray:
        found = aalen_johansen(records(ends, cause, late, weights * scale, causes=2).table())
        return np.column_stack([found.survival, found.incidence])

    step = 1e-6
    moved = [
        (curves(1 + step * (person == who)) - curves(1 - step * (person == who))) / (2 * step)
        for who in np.unique(person)
    ]
    robust = by_person(records(ends, cause, late, weights, causes=2), person)
    found = np.column_stack([robust.survival_variance, robust.incidence_variance])
    assert found == pytest.approx(np.square(moved).sum(axis=0), abs=1e-7)


@settings(deadline=None, derandomize=True, max_examples=60)
@given(SPELLS)
def test_shares_add_up_and_tables_of_parts_add_up(spells):
    late, lasting, cause, _, person = np.array(spells).T
    ends = late + lasting
    whole = records(ends, cause, late, causes=2).table()
    found = aalen_johansen(whole)
    assert found.incidence.sum(axis=1) + found.survival == pytest.approx(np.ones(len(found.survival)))
    assert (np.diff(found.survival) <= 1e-15).all()
    columns = np.zeros((4, len(whole.times)))
    for who in np.unique(person):
        mine = person == who
        part = records(ends[mine], cause[mine], late[mine], causes=2).table()
        columns[:, : len(part.times)] += [part.entered, part.censored, *part.exits.T]
    added = life_table(columns[0], columns[1], columns[2:].T)
    assert added.at_risk.tolist() == whole.at_risk.tolist()


def test_person_and_records_must_match():
    with pytest.raises(ValueError, match="differ in shape"):
        by_person(records([1, 2], [1, 1]), [1])
