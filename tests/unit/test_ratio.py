"""The ratio to a cluster: limits by hand on the scale of logarithms, and none where it is not defined."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest

from pejling.comparison.certainty import Certainty
from pejling.comparison.figure import Figure
from pejling.comparison.ratio import with_ratio

TWO, ONE, NONE = (Figure(Fraction(value), 1) for value in (2, 1, 0))


def test_limits_of_both_sides_meet_on_the_scale_of_logarithms():
    """Own 2 (1.6 to 2.5: a factor of 1.25 each way), cluster 1 (0.8 to 1.25): exp(root 2 x log 1.25)
    is 1.3711, so the ratio 2 lies from 1.4587 to 2.7421. It is Katz's, both errors being log(1.25) / 1.96."""
    found = with_ratio(Certainty((1.6, 2.5), (0.8, 1.25), Fraction(1), (0.5, 1.6)), TWO, ONE)
    apart = math.exp(math.sqrt(2) * math.log(1.25))
    assert found.ratio == 2
    assert found.of_ratio == pytest.approx((2 / apart, 2 * apart))
    assert found.of_ratio == pytest.approx((1.4587, 2.7421), abs=1e-4)
    assert found.ratio_among is None


def test_limits_that_lean_keep_leaning():
    """All the doubt below: the municipality may be at 0 and the cluster higher, never lower."""
    found = with_ratio(Certainty((0.0, 2.0), (1.0, 1.5), Fraction(1)), TWO, ONE)
    assert found.of_ratio == pytest.approx((0.0, 2.0))


def test_what_municipalities_differ_by_is_part_of_the_clusters_level():
    """A gap from -3 to 1.5 where the cluster's level is 1: no times (not -2) to 2.5 times as much."""
    found = with_ratio(Certainty((1.6, 2.5), (0.8, 1.25), Fraction(1), (0.5, 1.6), (-3.0, 1.5)), TWO, ONE)
    assert found.ratio_among == (0.0, 2.5)


@pytest.mark.parametrize(
    ("own", "other", "known"),
    [
        (NONE, ONE, Certainty((0.0, 1.0), (0.5, 2.0))),
        (TWO, NONE, Certainty((1.0, 3.0), (0.0, 2.0))),
        (TWO, ONE, Certainty((1.0, 3.0), (0.0, 2.0))),  # the cluster may be at 0
        (TWO, ONE, Certainty((1.0, 3.0))),
    ],
)
def test_nothing_is_told_of_a_ratio_that_has_no_limits(own, other, known):
    assert with_ratio(known, own, other) == known
