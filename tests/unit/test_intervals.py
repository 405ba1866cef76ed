"""Intervals against published numbers, statsmodels, and their own promise: coverage."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.stats import binom
from scipy.stats import poisson as poisson_law
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint
from statsmodels.stats.rates import confint_poisson

from pejling.stats.interval import (
    Limits,
    difference,
    log_scale,
    of_few,
    p_value,
    poisson,
    ratio,
    share,
    share_by_error,
    wilson,
)

COUNTS = [(0, 20), (1, 20), (3, 20), (10, 20), (19, 20), (20, 20), (31, 146), (2, 1000), (81, 263)]


@pytest.mark.parametrize(("successes", "trials"), COUNTS)
def test_shares_as_statsmodels_has_them(successes, trials):
    assert wilson(successes, trials) == pytest.approx(
        proportion_confint(successes, trials, method="wilson"), abs=1e-12
    )


def test_the_reversal_rate_of_2019_by_wilson():
    """31 of 146. By hand, z = 1.96: the middle (31 + 1.9207) / 149.8415 = 0.21970, the reach
    1.96 / 149.8415 x root(31 x 115 / 146 + 0.9604) = 0.01308 x 5.0381 = 0.06590."""
    assert wilson(31, 146) == pytest.approx((0.15380, 0.28561), abs=1e-4)


def newcombe(x, n, y, m):
    """The difference of two shares with Wilson's limits."""
    return difference(x / n, wilson(x, n), y / m, wilson(y, m))


def test_newcombe_as_he_printed_it():
    """Newcombe (1998), table II, method 10: 56/70 - 48/80 = 0.2000: 0.0524 to 0.3339;
    9/10 - 3/10: 0.1705 to 0.8090; 10/10 - 0/10: 0.6075 to 1."""
    assert newcombe(56, 70, 48, 80) == pytest.approx((0.0524, 0.3339), abs=5e-5)
    assert newcombe(9, 10, 3, 10) == pytest.approx((0.1705, 0.8090), abs=5e-5)
    assert newcombe(10, 10, 0, 10) == pytest.approx((0.6075, 1.0), abs=5e-5)
    assert newcombe(56, 70, 48, 80) == pytest.approx(
        confint_proportions_2indep(56, 70, 48, 80, method="newcomb"), abs=1e-9
    )


@pytest.mark.parametrize("count", [0, 1, 5, 20, 1088])
def test_counts_as_statsmodels_has_them(count):
    """Garwood's table: 0 events up to 3.6889, 1 event 0.0253 to 5.5716, 20 events 12.2165 to 30.8884."""
    assert poisson(count) == pytest.approx(confint_poisson(count, 1, method="exact-c"), abs=1e-6)
    printed = {0: (0, 3.6889), 1: (0.0253, 5.5716), 20: (12.2165, 30.8884)}
    if count in printed:
        assert poisson(count) == pytest.approx(printed[count], abs=5e-5)


def test_full_time_persons_are_counted_no_narrower_than_they_are():
    """Persons with parts w of the year: the variance of their sum is the sum of w^2, at most the sum of w."""
    parts = np.linspace(0.02, 1, 50)
    low, high = poisson(parts.sum())
    reach = 1.96 * math.sqrt((parts**2).sum())
    assert low < parts.sum() - reach
    assert parts.sum() + reach < high


def test_a_share_by_its_error_is_that_of_as_many_trials():
    """50 pct. with an error of 5 points is 0.25 / 0.0025 = 100 trials."""
    assert share_by_error(0.5, 0.05) == pytest.approx(wilson(50, 100))


def test_few_successes_have_the_lower_limit_of_a_count():
    """Brown, Cai & DasGupta (2001), 4.1.1: for one success -log(0.95) / n = 0.05129 / 20."""
    assert share(1, 20)[0] == pytest.approx(-math.log(0.95) / 20)
    assert share(19, 20)[1] == pytest.approx(1 + math.log(0.95) / 20)
    assert share(3, 20) == wilson(3, 20)
    assert share(3, 60)[0] < wilson(3, 60)[0]


def test_a_ratio_on_the_scale_of_logarithms():
    """10 with an error of 1: the factor is exp(0.196) = 1.21653."""
    assert log_scale(10, 1) == pytest.approx((8.2201, 12.1653), abs=1e-3)
    assert ratio(20, 2, 10, 1) == pytest.approx((2 / math.exp(0.27718), 2 * math.exp(0.27718)), abs=1e-3)


def test_few_draws_know_little_of_their_own_spread():
    """20: root(20 / 19) = 1.02598, t with 19 degrees 2.09302 over 1.95996: 1.09564."""
    assert of_few(20) == pytest.approx(1.09564, abs=1e-5)
    assert of_few(10000) == pytest.approx(1, abs=5e-4)


def test_a_difference_takes_the_nearer_limits_of_both_sides():
    """5 (4 to 8) less 2 (1 to 2.75): down root(1 + 0.5625) = 1.25, up root(9 + 1) = 3.1623."""
    low, high = difference(5, (4, 8), 2, (1, 2.75))
    assert (low, high) == pytest.approx((3 - 1.25, 3 + math.sqrt(10)))


def test_p_is_read_off_the_limits():
    """Altman & Bland (2011): the difference 3.4 (0.2 to 6.6) has the error 3.2 / 1.96 = 1.6327, z 2.0825,
    p 0.037. Where the limits end at 0, p is 0.05."""
    assert p_value(3.4, (0.2, 6.6)) == pytest.approx(0.0373, abs=5e-4)
    assert p_value(2, (0, 9)) == pytest.approx(0.05)
    assert p_value(-2, (-9, 0)) == pytest.approx(0.05)
    assert (p_value(0, (-1, 1)), p_value(1, (1, 1))) == (1.0, 0.0)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: wilson(3, 2),
        lambda: share(0, 0),
        lambda: wilson(-1, 5),
        lambda: poisson(-1),
        lambda: share_by_error(1.0, 0.1),
        lambda: share_by_error(0.5, 0.0),
        lambda: log_scale(0, 1),
        lambda: ratio(1, 1, 0, 1),
        lambda: difference(5, (6, 7), 1, (0, 2)),
        lambda: p_value(5, (6, 7)),
        lambda: of_few(1),
    ],
)
def test_what_has_no_interval_is_an_error(wrong):
    with pytest.raises(ValueError, match=r"is no|has no|lies outside"):
        wrong()


def covered(limits: list[Limits], law: np.ndarray, truth: np.ndarray) -> np.ndarray:
    """How often the limits of every outcome hold each truth [P]; ``law`` [outcomes, P]."""
    low, high = np.array(limits).T[:, :, None]
    return (law * ((low <= truth) & (truth <= high))).sum(axis=0)


@pytest.mark.parametrize("trials", [20, 33, 50, 51, 100, 400])
def test_shares_cover_what_they_promise(trials):
    """Exactly, over all outcomes: averaged over shares 93 to 97, and nowhere under 85, ends included."""
    even = np.linspace(0.0005, 0.9995, 1000)
    every = np.concatenate([np.logspace(-6, -1, 600), even])
    found = covered(
        [share(x, trials) for x in range(trials + 1)],
        binom.pmf(np.arange(trials + 1)[:, None], trials, every),
        every,
    )
    assert 0.93 <= found[600:].mean() <= 0.97
    assert found.min() >= 0.91


def test_counts_cover_what_they_promise():
    """At least 95 everywhere, 93 to 97 averaged from 20 on."""
    truth = np.linspace(0.5, 120, 800)
    outcomes = np.arange(300)
    found = covered([poisson(x) for x in outcomes], poisson_law.pmf(outcomes[:, None], truth), truth)
    assert found.min() >= 0.95
    assert 0.93 <= found[truth >= 20].mean() <= 0.97


def test_differences_of_shares_cover_what_they_promise():
    """Newcombe's, over all pairs of outcomes of 25 against 60."""
    n, m = 25, 60
    grid = np.linspace(0.02, 0.98, 25)
    limits = np.array([[newcombe(x, n, y, m) for y in range(m + 1)] for x in range(n + 1)])
    found = []
    for p in grid:
        for q in grid:
            law = np.outer(binom.pmf(range(n + 1), n, p), binom.pmf(range(m + 1), m, q))
            held = (limits[..., 0] <= p - q) & (p - q <= limits[..., 1])
            found.append(float((law * held).sum()))
    assert 0.93 <= np.mean(found) <= 0.97
    assert min(found) >= 0.85


@pytest.mark.slow
@pytest.mark.parametrize("persons", [20, 60, 300])
def test_a_ratio_by_person_covers_what_it_promises(persons):
    """Persons with one to four spells that go alike: a mean length and a share of spells, with the error
    of sum (x - R y)^2 / (sum y)^2. Taking the spells for independent covers too seldom."""
    draw = np.random.default_rng(20120201)
    means, shares, naive = [], [], []
    for chance in np.linspace(0.1, 0.9, 9):
        held = np.zeros(3)
        rounds = 2000
        for _ in range(rounds):
            spells = draw.choice([1, 2, 3, 4], p=[0.6, 0.2, 0.12, 0.08], size=persons)
            own = draw.gamma(4, 5, size=persons)  # a person's usual length
            weeks = draw.gamma(3 * spells, own / 3)
            held[0] += _holds(weeks, spells, 20.0, log_scale)
            alike = draw.beta(chance * 3, (1 - chance) * 3, size=persons)
            left = draw.binomial(spells, alike)
            held[1] += _holds(left, spells, chance, share_by_error)
            low, high = share(int(left.sum()), int(spells.sum()))
            held[2] += low <= chance <= high
        means.append(held[0] / rounds)
        shares.append(held[1] / rounds)
        naive.append(held[2] / rounds)
    assert min(means + shares) >= 0.85
    assert 0.93 <= np.mean(shares) <= 0.97
    assert 0.925 <= np.mean(means) <= 0.97  # twenty lengths of skewed spells: 92.8
    if persons > 20:
        assert np.mean(means) >= 0.93
    assert np.mean(naive) < np.mean(shares)


def _holds(above: np.ndarray, below: np.ndarray, truth: float, limits) -> bool:
    """Whether the interval of the ratio by person holds ``truth``; no spread counts as a miss."""
    value = above.sum() / below.sum()
    error = of_few(above.size) * math.sqrt(((above - value * below) ** 2).sum()) / below.sum()
    if error == 0:
        return False
    low, high = limits(value, error)
    return bool(low <= truth <= high)
