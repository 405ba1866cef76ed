"""Binomial regression with over-dispersion, against SAS, statsmodels and numbers worked by hand."""

import numpy as np
import pytest

from pejling.stats.cross_validation import Candidate, best_of, nested_cross_validation, standardised
from pejling.stats.regression import (
    alike_within,
    dispersion_about,
    explained,
    fit_binomial,
    left_out,
    predict,
    variance_inflation,
)

approx = pytest.approx

# SAS/STAT User's Guide, The LOGISTIC Procedure, example "Overdispersion": 20 pots of seeds, two cultivars
# in two soils; n planted, r germinated
PLANTED = [16, 51, 45, 39, 36, 81, 30, 39, 28, 62, 51, 72, 41, 12, 13, 79, 30, 51, 74, 56]
GERMINATED = [8, 26, 23, 10, 9, 23, 10, 17, 8, 23, 32, 55, 22, 3, 10, 46, 15, 32, 53, 12]
CULTIVAR = np.repeat([0, 1, 0, 1], 5)
SOIL = np.repeat([0, 0, 1, 1], 5)
SEEDS = np.column_stack([np.ones(20), CULTIVAR, SOIL, CULTIVAR * SOIL])


def test_williams_gives_what_sas_prints_for_the_seeds():
    plain = fit_binomial(GERMINATED, PLANTED, SEEDS, dispersion=0)
    assert (plain.pearson**2).sum() == approx(66.7617, abs=5e-4)  # SAS stops a step earlier
    fit = fit_binomial(GERMINATED, PLANTED, SEEDS)
    assert fit.dispersion == approx(0.075941, abs=5e-7)
    assert fit.coefficients == approx([-0.3926, -0.2619, 0.8309, -0.0531], abs=5e-5)
    assert np.sqrt(np.diag(fit.covariance)) == approx([0.2932, 0.4160, 0.4223, 0.5835], abs=5e-5)
    # the dispersion is chosen so that nothing is left over: 20 pots less 4 columns
    assert fit.ratio == approx(1, abs=1e-6)
    assert fit.freedom == approx(16)


def test_it_is_the_glm_of_statsmodels_with_the_same_weights():
    import statsmodels.api as sm

    fit = fit_binomial(GERMINATED, PLANTED, SEEDS)
    n = np.array(PLANTED, float)
    weights = n / (1 + (n - 1) * fit.dispersion)
    peer = sm.GLM(np.array(GERMINATED) / n, SEEDS, sm.families.Binomial(), var_weights=weights).fit(tol=1e-13)
    assert fit.coefficients == approx(peer.params, abs=1e-7)
    assert np.sqrt(np.diag(fit.covariance)) == approx(peer.bse, abs=1e-7)
    influence = peer.get_influence()
    assert fit.leverage == approx(influence.hat_matrix_diag, abs=1e-7)
    assert fit.cooks_distance == approx(influence.cooks_distance[0], abs=1e-7)


def test_variance_inflation_is_that_of_statsmodels():
    from statsmodels.stats.outliers_influence import variance_inflation_factor

    rng = np.random.default_rng(3)
    columns = rng.normal(size=(50, 3))
    columns[:, 2] += columns[:, 0]
    with_ones = np.column_stack([np.ones(50), columns])
    theirs = [variance_inflation_factor(with_ones, at) for at in (1, 2, 3)]
    assert variance_inflation(columns) == approx(theirs)
    with pytest.raises(ValueError, match="follows"):
        variance_inflation(np.column_stack([columns[:, 0], 2 * columns[:, 0] + 1]))


def test_without_columns_the_share_is_the_pooled_one():
    # 10 of 100 and 20 of 100: 30 of 200, and X2 = 2 x (5^2 / (100 x .15 x .85)) = 3.92 on one degree
    fit = fit_binomial([10, 20], [100, 100], np.ones((2, 1)), dispersion=0)
    assert fit.fitted == approx([0.15, 0.15])
    assert (fit.pearson**2).sum() == approx(50 / (100 * 0.15 * 0.85))
    # with equal n, phi solves X2 / (1 + 99 phi) = 1
    assert fit_binomial([10, 20], [100, 100], np.ones((2, 1))).dispersion == approx((3.921568627 - 1) / 99)


def test_no_more_variation_than_chance_gives_no_dispersion():
    assert fit_binomial([15, 15, 15], [100, 100, 100], np.ones((3, 1))).dispersion == 0


def test_a_penalty_shrinks_all_but_the_first():
    x = standardised(np.arange(20.0)[:, None], np.arange(20.0)[:, None])
    numerator = np.linspace(100, 300, 20)
    free, bound, far = (fit_binomial(numerator, np.full(20, 1000), x, penalty=p) for p in (0, 20, 1e6))
    assert 0 < far.coefficients[1] < bound.coefficients[1] < free.coefficients[1]
    assert far.coefficients[1] == approx(0, abs=1e-4)
    assert far.fitted == approx(np.full(20, 0.2), abs=1e-3)


def test_prediction_without_dispersion_is_the_delta_method():
    fit = fit_binomial([30, 30, 30, 30], [200] * 4, np.ones((4, 1)), dispersion=0)
    told = predict(fit, np.ones((1, 1)), [200])
    # logit .15 = -1.7346; its variance 1/(800 x .1275), the new one's 1/(200 x .1275); t(3; .975) = 3.1824
    reach = 3.182446 * np.sqrt(1 / (800 * 0.1275) + 1 / (200 * 0.1275))
    assert told.share[0] == approx(0.15)
    assert told.low[0] == approx(1 / (1 + np.exp(1.734601 + reach)), abs=1e-6)
    assert told.high[0] == approx(1 / (1 + np.exp(1.734601 - reach)), abs=1e-6)


def test_left_out_is_fitting_the_others_and_predicting_the_one():
    told = left_out(fit_binomial(GERMINATED, PLANTED, SEEDS))
    rest = np.arange(20) != 7
    others = fit_binomial(np.array(GERMINATED)[rest], np.array(PLANTED)[rest], SEEDS[rest])
    one = predict(others, SEEDS[7:8], [PLANTED[7]])
    assert (told.share[7], told.low[7], told.high[7]) == approx((one.share[0], one.low[0], one.high[0]))


def drawn(rng, count=98, phi=0.002, slope=0.4):
    """Beta-binomial municipalities of 2,000 to 60,000 with one condition that matters and one that does "
    "not."""
    x = rng.normal(size=(count, 2))
    n = np.exp(rng.uniform(np.log(2000), np.log(60000), count)).round()
    p = 1 / (1 + np.exp(-(-3.5 + slope * x[:, 0])))
    worth = 1 / phi - 1
    y = rng.binomial(n.astype(int), rng.beta(p * worth, (1 - p) * worth))
    return y, n, x


def test_intervals_hold_what_they_say():
    rng = np.random.default_rng(20)
    held = []
    for _ in range(12):
        y, n, x = drawn(rng)
        told = left_out(fit_binomial(y, n, standardised(x, x)))
        held.append(np.mean((y / n >= told.low) & (y / n <= told.high)))
    assert 0.93 <= np.mean(held) <= 0.97
    assert min(held) >= 0.85


def test_the_dispersion_that_was_drawn_is_found():
    rng = np.random.default_rng(21)
    fits = [fit_binomial(y, n, standardised(x, x)) for y, n, x in (drawn(rng) for _ in range(30))]
    assert np.mean([fit.dispersion for fit in fits]) == approx(0.002, rel=0.1)
    y, n, x = drawn(rng, count=2000)
    p = 1 / (1 + np.exp(-(-3.5 + 0.4 * x[:, 0])))
    assert dispersion_about(y / n, n, p) == approx(0.002, rel=0.15)
    assert dispersion_about([0.1, 0.1], [50, 50], [0.1, 0.1]) == 0


def test_nested_cross_validation_tells_signal_from_noise():
    rng = np.random.default_rng(22)
    y, n, x = drawn(rng)
    both, noise = Candidate((0, 1)), Candidate((1,))
    found = nested_cross_validation(y, n, x, [both, noise], repeats=2)
    truth = 1 / (1 + np.exp(-(-3.5 + 0.4 * x[:, 0])))
    assert found.mean == approx(explained(y / n, truth), abs=0.06)
    assert found.chosen == (20, 0)
    assert nested_cross_validation(y, n, x, [noise], repeats=2).mean < 0.02
    again = nested_cross_validation(y, n, x, [both, noise], repeats=2)
    assert (again.predicted == found.predicted).all()
    # one that is better for certain beats the first; one that is not leaves it
    assert best_of(y, n, x, [noise, both]) == 1
    assert best_of(y, n, x, [both, Candidate((0,))]) == 0


def test_explained_is_against_the_plain_mean():
    assert explained([1, 2, 3], [1, 2, 3]) == 1
    assert explained([1, 2, 3], [2, 2, 2]) == 0
    assert explained([1, 2, 3], [3, 2, 1]) == -3  # 8 missed of 2
    with pytest.raises(ValueError, match="varies"):
        explained([2, 2], [1, 3])


def test_moran_by_hand():
    # -1, -1, 1, 1 in regions a, a, b, b: four ordered pairs, each product 1; 4/4 x 4/4 = 1
    found, chance = alike_within([1, 1, 3, 3], ["a", "a", "b", "b"])
    assert found == approx(1)
    # of the 6 ways to place them 2 give I = 1 and 4 give -1, as far from -1/3 as 2/3 < 4/3
    assert chance == approx(1 / 3, abs=0.04)
    assert alike_within([1, 3, 1, 3], ["a", "a", "b", "b"])[0] == approx(-1)


@pytest.mark.parametrize(
    ("numerator", "denominator", "design", "says"),
    [
        ([1, 2], [10, 10], np.ones((3, 1)), "design"),
        ([-1, 2, 3], [10, 10, 10], np.ones((3, 1)), "between 0"),
        ([1, 2, 30], [10, 10, 10], np.ones((3, 1)), "between 0"),
        ([1, 2, 3], [10, 0, 10], np.ones((3, 1)), "above 0"),
        ([1, 2], [10, 10], np.eye(2), "too few"),
        ([1, 2, 3, 4], [9] * 4, np.ones((4, 2)), "depend"),
        ([0, 0, 9, 9], [9] * 4, np.column_stack([np.ones(4), [0, 0, 1, 1]]), "converge"),
    ],
)
def test_what_cannot_be_fitted_is_said(numerator, denominator, design, says):
    with pytest.raises(ValueError, match=says):
        fit_binomial(numerator, denominator, design)
