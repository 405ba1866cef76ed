"""What is thought of a figure told twice: every verdict and cause, by hand."""

from fractions import Fraction

import pytest

from pejling.comparison.figure import Figure
from pejling.comparison.reconcile import Cause, Evidence, Pair, Verdict, judge, tolerance_of
from pejling.indicators.registry import get


def pair(published, counted, decimals=0, published_marks=(), counted_marks=()):
    return Pair(
        *("full_time_persons", "sygedagpenge", "580", "2019Q3", ""),
        published=Figure(Fraction(published), decimals, published=True, marks=published_marks),
        counted=Figure(Fraction(counted), 0, marks=counted_marks),
    )


NONE, FIVE = Fraction(0), Fraction(5)


@pytest.mark.parametrize(
    ("told", "tolerance", "evidence", "verdict", "cause"),
    [
        (pair(100, 100), NONE, Evidence(), Verdict.AGREES, Cause.NONE),
        # 99.5 is printed as 100 (halves up), 99.4 as 99
        (pair(100, "99.5"), NONE, Evidence(), Verdict.AGREES, Cause.ROUNDING),
        (pair(100, "99.4"), NONE, Evidence(), Verdict.UNEXPLAINED, Cause.NONE),
        (pair("2.4", "2.44", 1), NONE, Evidence(), Verdict.AGREES, Cause.ROUNDING),
        (pair(100, 105), FIVE, Evidence(), Verdict.WITHIN, Cause.NONE),
        (pair(100, 106), FIVE, Evidence(), Verdict.UNEXPLAINED, Cause.NONE),
        # a provisional figure is too low: ours when it is ours, theirs when it is theirs, never too high
        (
            pair(100, 90, counted_marks=("provisional",)),
            NONE,
            Evidence(),
            Verdict.EXPLAINED,
            Cause.LATE_REGISTRATION,
        ),
        (
            pair(90, 100, published_marks=("provisional",)),
            NONE,
            Evidence(),
            Verdict.EXPLAINED,
            Cause.LATE_REGISTRATION,
        ),
        (pair(90, 100, counted_marks=("provisional",)), NONE, Evidence(), Verdict.UNEXPLAINED, Cause.NONE),
        # a fifth is the most that late registration is believed to make
        (pair(100, 70, counted_marks=("provisional",)), NONE, Evidence(), Verdict.UNEXPLAINED, Cause.NONE),
        (
            pair(100, 60, published_marks=("under_reported",)),
            NONE,
            Evidence(),
            Verdict.EXPLAINED,
            Cause.DEFINITION,
        ),
        (
            pair(100, 60, published_marks=("break:2017-07-new-source",)),
            NONE,
            Evidence(),
            Verdict.EXPLAINED,
            Cause.DEFINITION,
        ),
        # a break that both sides carry explains nothing
        (
            pair(100, 60, published_marks=("break:x",), counted_marks=("break:x",)),
            NONE,
            Evidence(),
            Verdict.UNEXPLAINED,
            Cause.NONE,
        ),
        # within the source's ages it is 100.4, which half a person of rounding makes 100
        (pair(100, 120), NONE, Evidence(Fraction("100.4")), Verdict.EXPLAINED, Cause.AGE_LIMITS),
        (pair(100, 120), NONE, Evidence(Fraction(101)), Verdict.UNEXPLAINED, Cause.NONE),
        (pair(100, 120), NONE, Evidence(one_day=Fraction(20)), Verdict.EXPLAINED, Cause.ONE_DAY_RULE),
        (pair(100, 120), NONE, Evidence(one_day=Fraction(19)), Verdict.UNEXPLAINED, Cause.NONE),
        # one day can only add
        (pair(120, 100), NONE, Evidence(one_day=Fraction(20)), Verdict.UNEXPLAINED, Cause.NONE),
    ],
)
def test_a_residual(told, tolerance, evidence, verdict, cause):
    found = judge(told, tolerance, evidence)
    assert (found.verdict, found.cause) == (verdict, cause)
    assert found.pair.difference == told.counted.value - told.published.value


def test_the_difference_relative_to_what_is_published():
    assert pair(80, 100).relative == Fraction(1, 4)
    assert pair(0, 3).relative is None


@pytest.mark.parametrize(
    ("indicator", "published", "tolerance"),
    [
        ("full_time_persons", 40, Fraction(1)),  # one per cent is 0.4, and the least is 1
        ("full_time_persons", 4000, Fraction(40)),
        ("share_of_labour_force_pct", 3, Fraction(1, 5)),
        ("mean_weeks_in_period", 8, Fraction(1, 5)),
    ],
)
def test_the_tolerance_where_none_is_given(indicator, published, tolerance):
    assert tolerance_of(get(indicator), Fraction(published)) == tolerance
    assert tolerance_of(get(indicator), Fraction(published), Fraction(7)) == 7
