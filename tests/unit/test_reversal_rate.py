"""The reversal rate, by hand."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pejling.quality.appeals import Outcomes, rounds_to


@pytest.mark.parametrize(
    ("dismissed", "remitted", "upheld", "changed", "rate"),
    [
        # the 2020 report, 2019: changed + remitted over those and upheld, dismissed left out
        (1, 0, 2, 1, Fraction(100, 3)),  # LAB: 1 of 3
        (1, 7, 81, 14, Fraction(2100, 102)),  # LAS: 7 + 14 = 21 of 102
        (0, 3, 3, 1, Fraction(400, 7)),  # PL: 3 + 1 = 4 of 7
        (6, 1, 29, 4, Fraction(500, 34)),  # SDP: 1 + 4 = 5 of 34
        (8, 11, 115, 20, Fraction(3100, 146)),  # all four: 31 of 146, not of 154
        (5, 0, 0, 0, None),  # nothing heard: no rate
    ],
)
def test_changed_and_remitted_of_those_heard(dismissed, remitted, upheld, changed, rate):
    outcomes = Outcomes(dismissed, remitted, upheld, changed)
    assert outcomes.reversal_rate_pct == rate
    assert outcomes.total == dismissed + remitted + upheld + changed


def test_the_example_of_the_board_itself():
    """Ankestyrelsen: 129 heard in 2017, 19 remitted, 5 changed, 105 upheld: (19 + 5) / 129 = 19 pct."""
    rate = Outcomes(remitted=19, upheld=105, changed=5).reversal_rate_pct
    assert rate == Fraction(2400, 129)
    assert rounds_to(rate, Fraction(19), 0)
    assert not rounds_to(rate, Fraction(18), 0)


def test_without_a_count_there_is_no_rate():
    assert Outcomes(remitted=1, upheld=2).reversal_rate_pct is None
    assert Outcomes(remitted=1, changed=2).heard is None
    assert Outcomes(remitted=1, changed=2, upheld=3).total is None  # dismissed ones are not known
    assert Outcomes(remitted=1, changed=2, upheld=3).heard == 6


def test_a_half_may_be_printed_either_way():
    assert rounds_to(Fraction(25, 2), Fraction(12), 0)
    assert rounds_to(Fraction(25, 2), Fraction(13), 0)
    assert not rounds_to(Fraction(3100, 146), Fraction(20), 0)  # 21.2 is not 20
    assert rounds_to(Fraction(3100, 146), Fraction(212, 10), 1)


counts = st.integers(0, 10_000)


@settings(deadline=None, derandomize=True, max_examples=60)
@given(counts, counts, counts, counts, st.integers(1, 50))
def test_dismissed_cases_and_scale_do_not_matter(dismissed, remitted, upheld, changed, times):
    rate = Outcomes(dismissed, remitted, upheld, changed).reversal_rate_pct
    assert rate == Outcomes(0, remitted * times, upheld * times, changed * times).reversal_rate_pct
    assert rate is None or 0 <= rate <= 100
