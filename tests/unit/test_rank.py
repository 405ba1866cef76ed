"""Ranks among areas from shrunk levels: exact small cases, independent formulations, published numbers."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pejling.stats.rank import ranks
from pejling.stats.shrinkage import Levels, means, rates, shares

# Eight schools: effects of coaching, standard errors. Rubin (1981), J. of Educational Statistics 6:377-401,
# table 1; used for ranking by Laird & Louis (1989) and Gelman et al., Bayesian Data Analysis.
EFFECTS = [28.39, 7.94, -2.75, 6.82, -0.64, 0.63, 18.01, 12.16]
ERRORS = [14.9, 10.2, 16.3, 11.0, 9.4, 11.4, 10.4, 17.6]


def fixed(rows):
    """Levels of which every draw is given: areas x draws."""
    return Levels(np.array(rows, dtype=float), 0.0, 1.0)


def test_ranks_of_draws_counted_by_hand():
    # draws, lowest first: (1, 2, 3, 4), (2, 1, 3, 4), (1, 3, 2, 4), (1, 2, 4, 3)
    found = ranks(fixed([[1, 2, 1, 1], [2, 1, 3, 2], [3, 3, 2, 4], [4, 4, 4, 3]]), highest_first=False)
    assert found.expected.tolist() == [5 / 4, 8 / 4, 12 / 4, 15 / 4]
    assert found.low.tolist() == [1, 1, 2, 3]
    assert found.high.tolist() == [2, 3, 4, 4]
    assert found.quarter == 1
    assert found.first_quarter.tolist() == [3 / 4, 1 / 4, 0, 0]
    assert found.last_quarter.tolist() == [0, 0, 1 / 4, 3 / 4]


def test_the_other_direction_turns_ranks_round():
    levels = fixed(np.random.default_rng(1).normal(size=(6, 500)))
    up, down = ranks(levels, True), ranks(levels, False)
    assert up.expected + down.expected == pytest.approx(np.full(6, 7.0))
    assert up.first_quarter == pytest.approx(down.last_quarter)


def test_ranks_of_every_permutation_are_uniform():
    # all 24 orders of four areas once each: each rank has probability 1/4
    levels = fixed(np.array(list(permutations(range(4)))).T)
    found = ranks(levels, False)
    assert found.expected == pytest.approx([2.5] * 4)
    assert found.first_quarter == pytest.approx([0.25] * 4)
    assert (found.low.tolist(), found.high.tolist()) == ([1] * 4, [4] * 4)


def test_areas_that_nothing_tells_apart_share_ranks_by_lot():
    # the same figure everywhere: no spread, and any of the ten may be first
    found = ranks(means([3.0] * 10, [1.0] * 10), False)
    assert found.expected == pytest.approx([5.5] * 10, abs=0.15)
    assert (found.low.min(), found.high.max()) == (1, 10)
    assert found.first_quarter == pytest.approx([0.3] * 10, abs=0.03)  # three of ten, rounded up


def test_equal_areas_get_the_same_answer():
    y, n = [30, 10, 10, 5, 40, 10], [100, 50, 50, 60, 100, 50]
    found = ranks(shares(y, n), False, like=list(zip(y, n, strict=True)))
    for numbers in (found.expected, found.low, found.high, found.first_quarter, found.last_quarter):
        assert numbers[1] == numbers[2] == numbers[5]


def test_few_areas_have_no_quarters():
    found = ranks(shares([5, 9, 2], [20, 30, 25]), True)
    assert np.isnan(found.first_quarter).all()
    assert found.expected.sum() == pytest.approx(6)


def test_schools_that_chance_explains_have_no_ranks():
    """Q = 4.6 on 7 degrees of freedom: between the eight schools the estimated variance is 0 (Rubin 1981)."""
    levels = means(EFFECTS, ERRORS)
    assert levels.spread == 0
    assert levels.centre == pytest.approx(7.9, abs=0.2)  # pooled effect 7.7-7.9 (BDA, 5.5)


def pairwise(means_, deviations):
    """Expected ranks of independent normal levels, lowest first: 1 + sum of P(other is lower)."""
    from scipy.stats import norm

    m, s = np.asarray(means_), np.asarray(deviations)
    lower = norm.cdf((m[:, None] - m[None, :]) / np.sqrt(s[:, None] ** 2 + s[None, :] ** 2))
    np.fill_diagonal(lower, 0)
    return 1 + lower.sum(axis=1)


def test_expected_ranks_by_pairs_of_normal_levels():
    """Laird & Louis (1989), (5): the expected rank is the sum of the chances of being above."""
    values, errors = np.array([2.0, 3.0, 3.5, 5.0, 9.0, 1.0]), np.array([1.0, 0.5, 2.0, 1.0, 0.7, 0.3])
    levels = means(values, errors)
    keep = levels.spread**2 / (levels.spread**2 + errors**2)
    weight = 1 / (levels.spread**2 + errors**2)
    centre = weight @ values / weight.sum()
    found = ranks(levels, False).expected
    # the centre, which all share, is drawn too; it moves all levels and hardly an order
    expected = pairwise(keep * values + (1 - keep) * centre, np.sqrt(keep) * errors)
    assert found == pytest.approx(expected, abs=0.06)


def test_beta_binomial_ranks_by_integration():
    """Shares of two areas: P(first is lower) by numeric integration of the two beta distributions."""
    from scipy.integrate import quad
    from scipy.optimize import minimize
    from scipy.stats import beta, betabinom

    y, n = np.array([12, 30, 25, 60, 8]), np.array([100, 180, 90, 220, 50])
    # an independent fit: scipy's beta-binomial by another optimiser, in the two parameters themselves
    prior = minimize(
        lambda at: -betabinom.logpmf(y, n, *np.exp(at)).sum(), [1.0, 2.0], method="BFGS", tol=1e-9
    )
    a, b = np.exp(prior.x)
    levels = shares(y, n)
    assert levels.centre == pytest.approx(a / (a + b), rel=1e-3)
    posterior = [beta(a + yes, b + of - yes) for yes, of in zip(y, n, strict=True)]
    expected = [
        1
        + sum(
            quad(lambda x, i=i, j=j: posterior[i].pdf(x) * posterior[j].cdf(x), 0, 1, limit=200)[0]
            for j in range(5)
            if j != i
        )
        for i in range(5)
    ]
    assert ranks(levels, False).expected == pytest.approx(expected, abs=0.05)


def test_gamma_poisson_is_scipys_negative_binomial():
    from scipy.optimize import minimize
    from scipy.stats import gamma, nbinom

    y, e = np.array([12, 30, 25, 60, 8, 41]), np.array([100.0, 180, 90, 220, 50, 400])
    prior = minimize(
        lambda at: -nbinom.logpmf(y, np.exp(at[0]), np.exp(at[1]) / (np.exp(at[1]) + e)).sum(),
        [1.0, 2.0],
        method="BFGS",
    )
    shape, rate = np.exp(prior.x)
    levels = rates(y, e)
    assert levels.centre == pytest.approx(shape / rate, rel=1e-3)
    assert levels.spread == pytest.approx(np.sqrt(shape) / rate, rel=5e-3)
    posterior = gamma(shape + y, scale=1 / (rate + e))
    assert levels.draws.mean(axis=1) == pytest.approx(posterior.mean(), rel=0.01)
    assert levels.draws.std(axis=1) == pytest.approx(posterior.std(), rel=0.03)


def test_the_same_figures_give_the_same_numbers_in_any_order():
    y, e, keys = np.array([12, 30, 25, 60]), np.array([100.0, 180, 90, 220]), np.array([101, 580, 510, 540])
    order = np.array([2, 0, 3, 1])
    one, other = rates(y, e, keys), rates(y[order], e[order], keys[order])
    assert np.allclose(one.draws[order], other.draws, rtol=1e-5)
    assert np.array_equal(rates(y, e, keys).draws, one.draws)


@settings(deadline=None, derandomize=True, max_examples=25)
@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 300)), min_size=2, max_size=12))
def test_ranks_add_up_and_stay_inside(pairs):
    y = [above for above, _ in pairs]
    n = [above + more + 1 for above, more in pairs]
    found = ranks(shares(y, n, size=400), False, like=pairs)
    size = len(pairs)
    assert found.expected.sum() == pytest.approx(size * (size + 1) / 2)
    assert ((found.low >= 1) & (found.low <= found.high) & (found.high <= size)).all()
    assert ((found.expected >= 1) & (found.expected <= size)).all()


@pytest.mark.parametrize(
    ("model", "above", "below"),
    [(shares, [3, 5], [4, 4]), (shares, [1], [4]), (rates, [-1, 2], [3, 3]), (means, [1, 2], [1, 0])],
)
def test_what_is_no_figure_is_refused(model, above, below):
    with pytest.raises(ValueError, match=r"successes|areas|finite"):
        model(above, below)


@pytest.mark.slow
@pytest.mark.parametrize("areas", [20, 98])
def test_intervals_hold_the_true_rank(areas):
    """Coverage by simulation: the true rank lies in the interval for 93 to 99 per cent of areas.

    A rank is a whole number, so that intervals hold it rather more often than 95 per cent.
    """
    rng = np.random.default_rng(7)
    held = {"rates": [], "shares": [], "means": []}
    for _ in range(60):
        size = rng.integers(3_000, 60_000, areas)
        level = 0.025 * rng.gamma(25, 1 / 25, areas)
        true = level.argsort().argsort() + 1
        counts, few = rng.poisson(size * level), rng.binomial(size // 40, level * 10)
        errors = rng.uniform(0.2, 1.5, areas)
        centre = rng.normal(20, 1, areas)
        models = {
            "rates": (rates(counts, size, size=2000), true),
            "shares": (shares(few, size // 40, size=2000), true),
            "means": (
                means(centre + errors * rng.normal(size=areas), errors, size=2000),
                centre.argsort().argsort() + 1,
            ),
        }
        for name, (levels, truth) in models.items():
            found = ranks(levels, False)
            held[name].append(np.mean((found.low <= truth) & (truth <= found.high)))
    for name, shares_held in held.items():
        assert 0.93 <= np.mean(shares_held) <= 0.99, name
