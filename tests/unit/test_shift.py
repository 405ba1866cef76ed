"""A step at a date: hand-worked differences, statsmodels, known shifts, and mixes of other series."""

from __future__ import annotations

import numpy as np
import pytest

from pejling.stats.shift import design, level_shift, level_shifts
from pejling.stats.synthetic_control import mix, placebo_p, synthetic_control


def autoregressive(rng, size, rho):
    chance = rng.normal(size=size + 50)
    for at in range(1, chance.size):
        chance[at] += rho * chance[at - 1]
    return chance[50:]


def test_a_step_alone_is_the_difference_of_two_means():
    # before 2, 4, 3, 3 (mean 3), after 7, 6, 8, 7, 7 (mean 7)
    found = level_shift([2, 4, 3, 3, 7, 6, 8, 7, 7], 4, 1, trend=False)
    assert found is not None
    assert found.estimate == pytest.approx(4, abs=0.1)  # exactly 4 where chance does not last
    assert (found.before, found.after, found.freedom) == (4, 5, 7)
    assert found.low < 4 < found.high
    assert found.p < 0.01


def test_difference_in_differences_by_hand():
    """Own 10, 10 then 16, 16; others 20, 20 then 22, 22: (16 - 10) - (22 - 20) = 4.

    The table of four means: Card & Krueger (1994), American Economic Review 84:772-793, table 3 in small.
    """
    own = np.repeat([10.0, 16.0], 6) + np.tile([0.1, -0.1], 6)
    others = np.repeat([20.0, 22.0], 6)
    found = level_shift(own - others, 6, 1, trend=False)
    assert found is not None
    assert found.estimate == pytest.approx(4, abs=0.02)


def test_a_known_step_among_season_trend_and_breaks():
    place = np.arange(72)
    season = np.tile([8.0, 6, 3, 0, -3, -5, -8, -6, -2, 0, 3, 4], 6)
    series = 100 + 0.4 * place + season - 7.5 * (place >= 40) + 30 * (place >= 55)
    found = level_shift(series, 40, 12, steps=[55])
    assert found is not None
    assert found.estimate == pytest.approx(-7.5, abs=1e-9)
    # without the break as a regressor its 30 is taken for chance, and nothing is sure any more
    blind = level_shift(series, 40, 12)
    assert blind is not None
    assert found.high - found.low < 1e-6
    assert blind.low < 0 < blind.high


def test_estimate_and_error_are_gls_of_statsmodels_at_the_same_correlation():
    """With rho known the step is generalised least squares; ours averages over how likely each rho is."""
    import statsmodels.api as sm

    rng = np.random.default_rng(11)
    series = 50 + 3 * (np.arange(240) >= 120) + autoregressive(rng, 240, 0.5)
    found = level_shift(series, 120, 12)
    assert found is not None
    assert found.rho == pytest.approx(0.5, abs=0.15)
    lag = np.abs(np.subtract.outer(np.arange(240), np.arange(240)))
    theirs = sm.GLS(series, design(240, 120, 12), sigma=found.rho**lag).fit()
    assert found.estimate == pytest.approx(theirs.params[0], rel=0.01)
    assert found.error == pytest.approx(theirs.bse[0], rel=0.05)


def test_in_a_long_series_newey_west_says_the_same():
    import statsmodels.api as sm

    rng = np.random.default_rng(5)
    series = 2 * (np.arange(500) >= 220) + autoregressive(rng, 500, 0.3)
    found = level_shift(series, 220, 1)
    assert found is not None
    theirs = sm.OLS(series, design(500, 220, 1)).fit(cov_type="HAC", cov_kwds={"maxlags": 8})
    assert found.estimate == pytest.approx(theirs.params[0], abs=0.1)
    assert found.error == pytest.approx(theirs.bse[0], rel=0.2)


def test_missing_periods_are_left_out():
    rng = np.random.default_rng(3)
    series = rng.normal(size=40) + 5 * (np.arange(40) >= 20)
    series[[3, 25]] = np.nan
    found = level_shift(series, 20, 4)
    assert found is not None
    assert (found.before, found.after) == (19, 19)
    assert found.estimate == pytest.approx(5, abs=1.5)


@pytest.mark.parametrize(
    ("size", "at", "a_year"),
    [(10, 5, 12), (12, 6, 12), (8, 4, 4)],
)
def test_too_short_to_tell(size, at, a_year):
    assert level_shift(np.arange(size, dtype=float), at, a_year) is None


def test_nothing_on_one_side_cannot_be_told():
    series = np.arange(30, dtype=float)
    series[:10] = np.nan
    assert level_shift(series, 8, 1) is None


def test_a_series_without_a_value_tells_nothing():
    assert level_shift(np.full(30, np.nan), 8, 1) is None


def test_two_steps_at_one_place_cannot_be_told_apart():
    series = np.random.default_rng(1).normal(size=40)
    series[[20, 21]] = np.nan
    assert level_shift(series, 20, 1, steps=[22]) is None


def test_many_series_at_once_are_each_alone():
    rng = np.random.default_rng(8)
    many = rng.normal(size=(36, 5))
    many[4, 2] = np.nan
    together = level_shifts(many, 18, 4)
    for column, one in enumerate(together):
        alone = level_shift(many[:, column], 18, 4)
        assert one is not None
        assert alone is not None
        assert one.estimate == pytest.approx(alone.estimate)
        assert one.error == pytest.approx(alone.error)


@pytest.mark.slow
@pytest.mark.parametrize("rho", [0.0, 0.4, 0.7, 0.9])
@pytest.mark.parametrize(("size", "a_year"), [(60, 12), (24, 4), (40, 1)])
def test_intervals_hold_a_known_step(size, a_year, rho):
    """Coverage by simulation of a nominal 95 per cent, however long chance lasts: 91 to 98."""
    rng = np.random.default_rng(17)
    many = np.column_stack([autoregressive(rng, size, rho) for _ in range(1500)])
    many += 2.0 * (np.arange(size) >= size * 2 // 3)[:, None]
    found = level_shifts(many, size * 2 // 3, a_year)
    held = np.mean([one is not None and one.low <= 2 <= one.high for one in found])
    assert 0.91 <= held <= 0.98


def test_a_mix_that_fits_is_found():
    """Own is 0.3 of the first donor and 0.7 of the third: the mix is found, and the step of 5 after it."""
    rng = np.random.default_rng(6)
    donors = np.cumsum(rng.normal(size=(30, 6)), axis=0) + 20
    own = donors @ np.array([0.3, 0, 0.7, 0, 0, 0]) + 5 * (np.arange(30) >= 20)
    found = synthetic_control(own, donors, 20)
    assert found is not None
    assert found.weights == pytest.approx([0.3, 0, 0.7, 0, 0, 0], abs=1e-4)
    assert found.effect == pytest.approx(5, abs=1e-3)
    assert found.fit == pytest.approx(0, abs=1e-3)
    assert found.ratio > 1000


def test_the_mix_is_that_of_a_quadratic_programme():
    from scipy.optimize import minimize

    rng = np.random.default_rng(12)
    donors, target = rng.normal(10, 2, size=(16, 6)), rng.normal(10, 2, size=16)
    theirs = minimize(
        lambda w: np.sum((target - donors @ w) ** 2),
        np.full(6, 1 / 6),
        method="SLSQP",
        bounds=[(0, 1)] * 6,
        constraints={"type": "eq", "fun": lambda w: w.sum() - 1},
        options={"ftol": 1e-14, "maxiter": 500},
    )
    found = mix(target, donors)
    assert found == pytest.approx(theirs.x, abs=1e-4)
    assert found.sum() == pytest.approx(1)
    assert (found >= 0).all()


def test_outside_what_donors_span_the_fit_says_so():
    donors = np.tile(np.arange(5.0), (12, 1))  # five flat series at 0 to 4
    found = synthetic_control(np.full(12, 6.0), donors, 9)
    assert found is not None
    assert found.weights == pytest.approx([0, 0, 0, 0, 1], abs=1e-6)
    assert (found.effect, found.fit, found.apart) == pytest.approx((2, 2, 2))
    assert found.ratio == pytest.approx(1)


def test_too_few_donors_or_periods():
    donors = np.random.default_rng(1).normal(size=(20, 6))
    own = donors[:, 0]
    assert synthetic_control(own, donors[:, :4], 12) is None
    assert synthetic_control(own, donors, 7) is None
    assert synthetic_control(own, donors, 20) is None
    assert synthetic_control(own, donors, 8) is not None


def test_permutation_p_counts_the_series_itself():
    # 3 of 9 others are at least as large: (1 + 3) / (1 + 9)
    assert placebo_p(-2.0, [1, 2, 3, -4, 0, 1, 1, -1, 0.5]) == pytest.approx(0.4)
    assert placebo_p(9.0, []) == 1.0


def test_missing_values_are_refused():
    with pytest.raises(ValueError, match="every value"):
        synthetic_control([1.0, np.nan], np.ones((2, 6)), 1)
