"""Medians against a cluster: gaps replicate by replicate, limits moved out, reasons where there is none."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from pejling.app.medians import UNTOLD, _stretched
from pejling.comparison.cluster import Cluster, Method
from pejling.comparison.estimate import By
from pejling.comparison.figure import Figure, missing
from pejling.comparison.medians import LEAST_P, OPEN, UNEXAMINED, Medians
from pejling.indicators.indicator import Development
from pejling.stats.poisson_bootstrap import percentiles

KEY = ("median_completed_duration_weeks", "sygedagpenge", "2018")
BEFORE = (*KEY[:2], "2017")
NEAR = Cluster("naboer", ("510", "540"))
MEAN = Cluster("naboer", ("510", "540"), Method.MEAN)


def figure(value):
    return Figure(Fraction(value), 0)


def counting(first, last):
    """200 replicates, each of ``first`` to ``last`` weeks as often: the 5th and the 196th are the limits."""
    return np.repeat(np.arange(first, last + 1, dtype=float), 200 // (last - first + 1))


def medians(found, rounded=False):
    return Medians({(*KEY, area): drawn for area, drawn in found.items()}, "580", rounded)


def test_a_gap_is_taken_replicate_by_replicate():
    """Both sides move together, 4 weeks apart in every replicate: taken apart they would be 0 to 8 apart."""
    own = counting(9, 13)  # 40 of each week
    found = medians({"580": own, "cluster:naboer": own - 4}).level(KEY, figure(11), NEAR, figure(7))
    assert (found.own, found.cluster) == ((9, 13), (5, 9))
    assert (found.gap, found.of_gap, found.by) == (4, (4, 4), By.RESAMPLED)
    assert found.p == LEAST_P == pytest.approx(2 / 201)
    assert found.within_chance is False


def test_a_gap_that_chance_would_do():
    """Of 200 replicates the fifth smallest gap is -1 and the fifth largest 3."""
    rng = np.random.default_rng(1)
    own, other = rng.permutation(counting(9, 13)), np.full(200, 10.0)
    found = medians({"580": own, "cluster:naboer": other}).level(KEY, figure(11), NEAR, figure(10))
    assert found.of_gap == (-1, 3)
    assert found.within_chance
    # 1 week is 1.96 standard errors x 1/2: erfc(0.98 / root 2) = 0.327
    assert found.p == pytest.approx(0.3271, abs=1e-4)


def test_the_cluster_as_a_mean_is_the_mean_of_its_members_in_each_replicate():
    ten = np.full(200, 10.0)
    found = {"580": ten, "510": counting(5, 9), "540": np.full(200, 20.0)}
    told = medians(found).level(KEY, figure(10), MEAN, figure("27/2"))
    assert told.cluster == (12.5, 14.5)
    assert told.of_gap == (-4.5, -2.5)
    outside = medians(found, rounded=True).level(KEY, figure(10), MEAN, figure("27/2"))
    assert (outside.own, outside.cluster, outside.of_gap) == ((10, 10), (12, 15), (-5, -2))


def test_a_change_in_per_cent_uses_the_same_persons_in_both_periods():
    """12 against 10 and 24 against 20 weeks are both a fifth more, whatever the level."""
    then = np.repeat([10.0, 20.0], 100)
    rows = {
        (*KEY, "580"): then * 1.2,
        (*BEFORE, "580"): then,
        (*KEY, "cluster:naboer"): then,
        (*BEFORE, "cluster:naboer"): then,
    }
    found = Medians(rows, "580", False).change(
        (KEY, BEFORE), Development.PERCENT, figure(20), NEAR, figure(0)
    )
    assert found.own == pytest.approx((20, 20))
    assert found.of_gap == pytest.approx((20, 20))


def test_what_is_open_or_unknown_says_so():
    open_end = np.where(np.arange(200) < 190, 30.0, np.inf)  # in ten draws half have not ended
    ten = np.full(200, 10.0)
    own = medians({"580": open_end}).level(KEY, figure(30), NEAR, figure(10))
    assert (own.own, own.reason) == (None, OPEN)
    other = medians({"580": ten, "cluster:naboer": open_end}).level(KEY, figure(10), NEAR, figure(30))
    assert (other.own, other.gap, other.reason) == ((10, 10), None, OPEN)
    nobody = medians({}).level(KEY, figure(10), NEAR, figure(30))
    assert nobody.reason == UNEXAMINED
    printed = medians({"580": ten}).level(KEY, Figure(Fraction(10), 0, published=True), NEAR, figure(9))
    assert printed.reason == UNEXAMINED
    hidden = medians({"580": ten}).level(KEY, figure(10), NEAR, missing(0))
    assert (hidden.own, hidden.reason) == ((10, 10), missing(0).reason)


def test_replicates_are_drawn_out_to_the_limits_that_may_be_told():
    """Limits 9 and 13 of the median 11; 7 and 13 may be told: below the median all is twice as far off."""
    drawn = counting(9, 13)
    moved = _stretched(drawn, 11, (7.0, 13.0))
    assert percentiles(moved) == (7, 13)
    assert sorted(set(moved.tolist())) == [7, 9, 11, 12, 13]
    assert _stretched(drawn, 11, (9.0, 13.0)).tolist() == drawn.tolist()
    assert _stretched(drawn, 11, (None, 13.0)) == UNTOLD
    assert _stretched(np.full(200, np.inf), 11, (9.0, None)) == OPEN


@pytest.mark.slow
@pytest.mark.parametrize(("own", "others", "weekly"), [(20, 60, 0.1), (30, 300, 0.05), (100, 100, 0.1)])
def test_the_gap_of_medians_holds_the_truth_often_enough(own, others, weekly):
    """Lengths of two geometric laws with the same chance to end a week: the true gap is 0.

    Medians are whole weeks, so their limits hold it more often than 95 per cent.
    """
    rng = np.random.default_rng(7)
    held, runs = 0, 300
    for _ in range(runs):
        sides = []
        for size in (own, others):
            lengths = rng.geometric(weekly, size)
            order = np.argsort(lengths)
            total = np.cumsum(rng.poisson(1.0, (200, size))[:, order], axis=1)
            first = np.argmax(2 * total >= total[:, -1:], axis=1)
            sides.append((lengths[order][first].astype(float), np.sort(lengths)[(size - 1) // 2]))
        (mine, own_value), (theirs, value) = sides
        found = medians({"580": mine, "cluster:naboer": theirs})
        answer = found.level(KEY, figure(int(own_value)), NEAR, figure(int(value)))
        held += bool(answer.within_chance)
    assert held / runs >= 0.93
