"""What readers outside are told of intervals: limits of medians moved out, variances as a ratio."""

from __future__ import annotations

from math import inf, nan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pejling.disclosure.limits import outward, spread_out
from pejling.disclosure.policy import POLICIES

PUBLIC, INTERNAL = POLICIES["pejling-5"], POLICIES["internal"]


def lengths(**weeks: int) -> np.ndarray:
    """Spells ended by length, 0 to 20 weeks: w4=3 are three of four weeks."""
    found = np.zeros(21, dtype=np.int64)
    for week, count in weeks.items():
        found[int(week[1:])] = count
    return found


def test_limits_go_out_until_no_few_lie_between():
    """Of 30 spells 6 last 2 weeks, 3 last 6, 8 last 8 (the median), 4 last 9, 5 last 12, 4 last 15.

    6 weeks are no limit from below: 8 ended after it up to the median, which is enough, and 9 by then. From
    above 9 weeks will not do, with 4 between it and the median; 11 neither; 12 has 9 between, but 4 beyond.
    From 15 on nobody is beyond.
    """
    ended = lengths(w2=6, w6=3, w8=8, w9=4, w12=5, w15=4)
    assert outward(8, (6, 9), ended, 30, PUBLIC) == (6, 15)
    assert outward(8, (6, 9), ended, 30, INTERNAL) == (6, 9)
    # with 7 weeks 8 ended between it and the median; at 8 none
    assert outward(8, (7, 8), ended, 30, PUBLIC) == (7, 8)


def test_a_limit_beyond_which_too_few_lie_is_open():
    """Three last a week: at 1 they are 3, and at 0 none: no length is told from below."""
    ended = lengths(w1=3, w5=20, w9=20)
    assert outward(5, (1, 5), ended, 43, PUBLIC) == (0, 5)
    # who is still there counts as beyond: 8 of 51
    assert outward(5, (5, 9), ended, 51, PUBLIC) == (5, 9)
    # 4 of 47; further out it stays 4 to the table's end
    assert outward(5, (5, 9), ended, 47, PUBLIC) == (5, None)
    assert outward(5, (0, 5), lengths(w0=3, w5=40), 43, PUBLIC) == (None, 5)


def test_half_may_not_end_as_far_as_the_table_reaches():
    ended = lengths(w5=40)
    for rule in (PUBLIC, INTERNAL):
        assert outward(5, (5, inf), ended, 60, rule) == (5, None)
        assert outward(5, (nan, nan), ended, 60, rule) == (None, None)


@settings(deadline=None, derandomize=True, max_examples=100)
@given(
    st.lists(st.sampled_from((0, 0, 1, 2, 5, 9)), min_size=5, max_size=30),
    st.integers(0, 9),
    st.integers(0, 30),
    st.integers(0, 30),
    st.integers(0, 30),
)
def test_limits_are_never_nearer_and_never_tell_a_few(ended, still, median, down, up):
    """A reader who holds the curve against the limits counts none or at least five spells on either side."""
    counts = np.array(ended, dtype=np.int64)
    median = min(median, len(ended) - 2)
    given_low, given_high = max(median - down, 0), min(median + up, len(ended) - 1)
    followed = int(counts.sum()) + still
    low, high = outward(median, (given_low, given_high), counts, followed, PUBLIC)
    for limit, first in ((low, given_low), (high, given_high)):
        if limit is None or limit == median:
            continue
        assert abs(limit - median) >= abs(first - median)
        start, end = sorted((int(limit), median))
        between = counts[start + 1 : end + 1].sum()
        beyond = (
            counts[: int(limit) + 1].sum() if limit < median else followed - counts[: int(limit) + 1].sum()
        )
        assert all(number == 0 or number >= 5 for number in (between, beyond))


def test_a_variance_by_person_is_told_as_how_much_wider_it_is():
    """1.31 times as large as counted spell by spell: 1.4 times what is shown; of 0.8 it is 0.8."""
    shown, counted = np.array([2.0, 2.0, 0.0, 2.0]), np.array([1.9, 1.9, 0.0, 1.9])
    found = np.array([1.9 * 1.31, 1.9 * 0.8, 0.0, nan])
    told = spread_out(shown, counted, found, exact=False)
    assert told[:2] == pytest.approx([2.8, 1.6])
    assert np.isnan(told[2:]).all()
    assert spread_out(shown, counted, found, exact=True) is found
