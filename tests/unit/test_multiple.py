"""Benjamini-Hochberg against their own example and statsmodels."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.multitest import fdrcorrection

from pejling.stats.multiple import benjamini_hochberg

# Benjamini & Hochberg (1995), 3.2: fifteen comparisons of two treatments of heart attacks
FIFTEEN = [
    *(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344),
    *(0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000),
]


def test_their_own_example():
    """At 5 per cent the first four are found: 0.0095 <= 4/15 x 0.05 = 0.0133, and 0.0201 > 5/15 x 0.05."""
    adjusted = benjamini_hochberg(FIFTEEN)
    assert (adjusted <= 0.05).sum() == 4
    assert adjusted[3] == pytest.approx(0.0095 * 15 / 4)
    assert (adjusted <= 0.10).sum() == 9  # 0.0459 <= 9/15 x 0.10 carries those before it


@settings(deadline=None, derandomize=True, max_examples=100)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=40))
def test_as_statsmodels_has_it(p):
    found, adjusted = fdrcorrection(p, alpha=0.1)
    assert benjamini_hochberg(p) == pytest.approx(adjusted, abs=1e-12)
    assert ((benjamini_hochberg(p) <= 0.1 - 1e-12) <= found).all()


def test_none_gives_none_and_one_itself():
    assert benjamini_hochberg([]).size == 0
    assert benjamini_hochberg([0.07]) == pytest.approx([0.07])


@pytest.mark.parametrize("wrong", [[1.2], [-0.1], [float("nan")], [[0.5]]])
def test_what_is_no_p_value_is_an_error(wrong):
    with pytest.raises(ValueError, match="from 0 to 1"):
        benjamini_hochberg(np.array(wrong))
