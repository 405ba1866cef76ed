"""No printed limit lies where a figure cannot be: under 0, over the whole, a change under -100 per cent."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_certainty import THREE, counted, level, printed, told

OVER = "spells_over_26_weeks_pct"
AREAS = ("580", *THREE.members)
counts = st.integers(20, 200).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def rows(spells, periods=("2019Q3",)):
    return [
        printed(OVER, area, None, period=period, numerator=above, denominator=below)
        for period in periods
        for area, (above, below) in zip(AREAS, spells, strict=True)
    ]


def test_members_that_differ_much_do_not_put_a_share_under_0_or_over_100():
    """Against members of 0, 50 and 100 per cent t with two degrees of freedom reaches some 300 points.

    The cluster may be as low as ``cluster[0]``, and no municipality is over 100 per cent.
    """
    found = level(*rows([(0, 100), (1, 100), (50, 100), (99, 100)]), indicator=OVER, periods=())
    assert found.cluster
    assert found.of_gap
    assert found.among
    assert found.among == pytest.approx((-found.cluster[1], 100 - found.cluster[0]))
    assert found.among[0] <= found.of_gap[0] <= found.of_gap[1] <= found.among[1]


@settings(deadline=None, derandomize=True, max_examples=60)
@given(st.tuples(counts, counts, counts, counts), st.tuples(counts, counts, counts, counts))
def test_every_limit_is_possible(then, now):
    both = [*rows(then, ["2018Q3"]), *rows(now)]
    for one in told(*both, indicator=OVER, cluster=THREE):
        sure, moved = one.level_certainty, one.change_certainty
        assert sure
        assert moved
        for limits in (sure.own, sure.cluster):
            assert limits is None or 0 <= limits[0] <= limits[1] <= 100
        for limits in (moved.own, moved.cluster):
            assert limits is None or -100 <= limits[0] <= limits[1] <= 100
        for certainty, low, high in ((sure, 0, 100), (moved, -100, 100)):
            for limits in (certainty.of_gap, certainty.among):
                if limits is not None:
                    assert certainty.cluster is not None
                    assert low - certainty.cluster[1] - 1e-9 <= limits[0]
                    assert limits[1] <= high - certainty.cluster[0] + 1e-9
                    assert limits[0] <= certainty.gap <= limits[1]


def test_a_change_is_not_under_100_per_cent():
    """From 400 to 1 full-time persons: -99.75 per cent, and no further than -100."""
    numbers = [("2010Q3", (400, 300, 300, 300)), ("2011Q3", (1, 290, 100, 600))]
    found = told(
        *(
            counted("full_time_persons", area, number * 13, 13, period=period, behind=900)
            for period, row in numbers
            for area, number in zip(AREAS, row, strict=True)
        ),
        indicator="full_time_persons",
        audience="internal",
    )[-1].change_certainty
    assert found
    assert found.own
    assert found.among
    assert found.cluster
    assert found.own[0] >= -100
    assert found.among[0] >= -100 - found.cluster[1]
