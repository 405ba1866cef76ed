"""How units differ: against the BCG trials as published, statsmodels, and by hand."""

from __future__ import annotations

import numpy as np
import pytest
from statsmodels.stats.meta_analysis import combine_effects

from pejling.stats.between import (
    funnel,
    paule_mandel,
    prediction,
    student,
    together,
)

# Colditz et al. (1994), JAMA 271:698: 13 trials of BCG vaccine, cases and others with and without it
SICK = np.array([4, 6, 3, 62, 33, 180, 8, 505, 29, 17, 186, 5, 27])
WELL = np.array([119, 300, 228, 13536, 5036, 1361, 2537, 87886, 7470, 1699, 50448, 2493, 16886])
SICK_WITHOUT = np.array([11, 29, 11, 248, 47, 372, 10, 499, 45, 65, 141, 3, 29])
WELL_WITHOUT = np.array([128, 274, 209, 12619, 5761, 1079, 619, 87892, 7232, 1600, 27197, 2338, 17825])
WITH, WITHOUT = SICK + WELL, SICK_WITHOUT + WELL_WITHOUT
Y = np.log(SICK / WITH / (SICK_WITHOUT / WITHOUT))
V = 1 / SICK - 1 / WITH + 1 / SICK_WITHOUT - 1 / WITHOUT


def test_as_the_bcg_trials_are_published():
    """Viechtbauer (2010), J. Stat. Software 36(3): tau2 by Paule-Mandel 0.3181; with the 0.3088 of
    DerSimonian-Laird the mean is -0.7141 (error 0.1787)."""
    assert paule_mandel(Y, V) == pytest.approx(0.3181, abs=5e-5)
    found = together(Y, V, 0.3088)
    assert found.value == pytest.approx(-0.7141, abs=5e-5)
    assert found.variance**0.5 == pytest.approx(0.1787, abs=1e-4)  # of a tau2 that is rounded itself


def test_as_statsmodels_has_it():
    assert paule_mandel(Y, V) == pytest.approx(combine_effects(Y, V, method_re="iterated").tau2, rel=1e-6)


def test_two_units_by_hand():
    """1 and 5, each with the variance 1: (5-1)^2 / 2 = 8 = the variance among them; less 1 for chance: 7."""
    assert paule_mandel([1, 5], [1, 1]) == pytest.approx(7)
    assert together([1, 5], [1, 1], 7).variance == pytest.approx(4)


def test_units_that_differ_less_than_chance_do_not_differ():
    assert paule_mandel([1, 1.1, 0.9], [1, 1, 1]) == 0


def test_where_a_further_unit_lies():
    """Three units of 1, 2 and 6, variance 1: (4 + 1 + 9) / 2 = 7 among them, tau2 6, of the mean 7/3; t with
    2 degrees is 4.3027: 3 -+ 4.3027 x root(6 + 7/3 + 1)."""
    found = together([1, 2, 6], [1, 1, 1], paule_mandel([1, 2, 6], [1, 1, 1]))
    reach = 4.302653 * (6 + 7 / 3 + 1) ** 0.5
    assert student(3) == pytest.approx(4.302653, abs=1e-6)
    assert prediction(found, 1.0) == pytest.approx((3 - reach, 3 + reach), rel=1e-6)


def test_a_funnel_narrows_towards_how_units_differ():
    low, high = funnel(10, [4, 1, 0], tau2=0)
    assert low == pytest.approx([10 - 3.9199, 10 - 1.95996, 10], abs=1e-3)
    assert high[2] == 10
    wide, _ = funnel(10, [0], tau2=4)
    assert wide[0] == pytest.approx(10 - 3.9199, abs=1e-3)


@pytest.mark.parametrize(
    ("values", "variances"), [([1], [1]), ([1, 2], [1]), ([1, 2], [1, 0]), ([[1, 2]], [[1, 1]])]
)
def test_what_does_not_tell_how_units_differ(values, variances):
    with pytest.raises(ValueError, match=r"units|variance"):
        paule_mandel(values, variances)
    with pytest.raises(ValueError, match=r"units|variance"):
        together(values, variances, 0.0)


@pytest.mark.slow
def test_a_further_unit_lies_where_it_is_said_to():
    """Ten municipalities around 3.4 with a spread of 0.5 and a chance of 0.1 to 0.4 each, and an eleventh."""
    draw = np.random.default_rng(2020)
    held = []
    for _ in range(4000):
        v = draw.uniform(0.1, 0.4, size=11) ** 2
        y = draw.normal(draw.normal(3.4, 0.5, size=11), np.sqrt(v))
        low, high = prediction(together(y[:10], v[:10], paule_mandel(y[:10], v[:10])), v[10])
        held.append(low <= y[10] <= high)
    assert 0.93 <= np.mean(held) <= 0.97
