"""Weights of the Poisson bootstrap, and what is made of them, worked by hand and against its peers."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
from math import exp, factorial

import numpy as np
import pytest

from pejling.stats import poisson_bootstrap as bootstrap
from pejling.stats.by_person import by_person
from pejling.stats.risk import life_table, records
from pejling.stats.survival import aalen_johansen, kaplan_meier, log_log

PINNED = [[3, 0, 1, 0, 1, 1, 0, 2, 1, 1, 0, 0], [0, 2, 1, 0, 2, 1, 1, 0, 0, 0, 1, 0]]


def keys(persons: int, seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 256, (persons, 16), dtype=np.uint8)


def test_the_sequence_is_splitmix64():
    """From 1234567, the sequence printed at rosettacode.org, Pseudo-random numbers/Splitmix64."""
    start = np.array([1234567], dtype=np.uint64)
    assert [int(bootstrap.drawn(start, number)[0]) for number in range(5)] == [
        6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431,
        16408922859458223821,
    ]  # fmt: skip


def test_a_number_becomes_a_weight_by_the_distribution_function():
    """1/e of all numbers is 0, up to 2/e 1, up to 2.5/e 2; the highest of all is 20, the most there is."""
    at = [0, 0.3678, 0.3679, 0.7357, 0.7358, 0.9196, 0.9197]
    numbers = np.array([int(share * 2.0**64) for share in at] + [2**64 - 1], dtype=np.uint64)
    assert bootstrap._poisson(numbers).tolist() == [0, 0, 1, 1, 2, 2, 3, 20]


def test_weights_never_change():
    """Whoever compares two reports compares the same draws: the numbers are part of what is promised."""
    two = np.array([range(16), [0] * 16], dtype=np.uint8)
    assert bootstrap.weights(two, 12).T.tolist() == PINNED


def test_weights_have_mean_and_variance_one():
    """400,000 of them: the mean's standard error is 0.0016, the variance's (E(w-1)^4 = 4) 0.0027."""
    found = bootstrap.weights(keys(2000))
    assert found.mean() == pytest.approx(1, abs=0.0063)
    assert found.var() == pytest.approx(1, abs=0.011)
    for count in range(5):
        chance = exp(-1) / factorial(count)
        assert (found == count).mean() == pytest.approx(chance, abs=4 * (chance / found.size) ** 0.5)


def test_weights_of_replicates_and_of_persons_are_strangers():
    """Correlations of 200 replicates over 2,000 persons, and of persons whose keys differ by one bit."""
    found = bootstrap.weights(keys(2000)).astype(np.float64)
    between = np.corrcoef(found)[np.triu_indices(200, 1)]
    assert abs(between).max() < 5.5 / 2000**0.5
    assert between.std() == pytest.approx(2000**-0.5, rel=0.05)
    near = np.zeros((128, 16), dtype=np.uint8)
    near[np.arange(128), np.arange(128) // 8] = 1 << (np.arange(128) % 8)
    between = np.corrcoef(bootstrap.weights(near, 2000).T.astype(np.float64))[np.triu_indices(128, 1)]
    assert abs(between).max() < 5.5 / 2000**0.5
    assert between.std() == pytest.approx(2000**-0.5, rel=0.05)
    other = bootstrap.weights(keys(2000), seed=7).astype(np.float64)
    assert abs(np.corrcoef(found.ravel(), other.ravel())[0, 1]) < 5 / found.size**0.5


def test_weights_are_a_persons_own():
    """In any order, block and part of the replicates."""
    some = keys(500)
    whole = bootstrap.weights(some, 40)
    turned = np.random.default_rng(3).permutation(500)
    assert (bootstrap.weights(some[turned], 40) == whole[:, turned]).all()
    assert (bootstrap.weights(some[100:200], 40) == whole[:, 100:200]).all()
    assert (bootstrap.weights(some, 10, first=25) == whole[25:35]).all()


def test_wrong_keys_are_refused():
    for wrong in (keys(3)[:, :8], keys(3).astype(np.int64), keys(3)[0]):
        with pytest.raises(ValueError, match="keys"):
            bootstrap.weights(wrong)
    with pytest.raises(ValueError, match="replicate"):
        bootstrap.weights(keys(3), 0)


def test_replicates_worked_by_hand():
    """Anna has spells of 4 and 6 weeks, Bo one of 6, Cilla one of 10.

    In the first replicate Anna counts twice, Bo not at all, Cilla once: 4, 4, 6, 6, 10, median 6. In the
    second Bo counts once and Cilla three times: 6, 10, 10, 10, median 10. In the third nobody is drawn.
    """
    weight = np.array([[2, 0, 1], [0, 1, 3], [0, 0, 0]], dtype=np.uint8)
    who, length = np.array([0, 0, 1, 2]), np.array([4, 6, 6, 10])
    found = bootstrap.sums(weight, who, length, np.ones(4, dtype=np.int64), 12)
    assert [dict(zip(*(row.nonzero()[0].tolist(), row[row > 0].tolist()), strict=True)) for row in found] == [
        {4: 2, 6: 2, 10: 1}, {6: 1, 10: 3}, {},
    ]  # fmt: skip
    entered = np.zeros((3, 12))
    entered[:, 0] = found.sum(axis=1)
    survival, incidence = bootstrap.curves(entered, np.zeros((3, 12)), found[..., None])
    # after 4 weeks three of five are left, after 6 one of five
    assert survival[0].tolist() == pytest.approx([1] * 4 + [0.6] * 2 + [0.2] * 4 + [0] * 2)
    assert incidence[1, :, 0].tolist() == pytest.approx([0] * 6 + [0.25] * 4 + [1] * 2)
    assert np.isnan(survival[2]).all()
    medians = bootstrap.quantiles(survival)
    assert medians[:2].tolist() == [6, 10]
    assert np.isnan(medians[2])
    # the variance of 6 and 10; the third says nothing
    assert bootstrap.variance(medians) == pytest.approx(8)


def test_percentiles_are_the_fifth_from_either_end_of_200():
    values = np.random.default_rng(1).permutation(np.arange(1.0, 201.0))
    assert bootstrap.percentiles(values) == (5, 196)
    assert bootstrap.percentiles(values[values <= 39]) == (1, 39)
    assert np.isnan(bootstrap.percentiles(values[values <= 38])).all()
    # five in which half never ended: the upper limit is open; those in which nobody was drawn are left out
    values[values > 195] = np.inf
    assert bootstrap.percentiles(np.append(values, np.nan)) == (5, np.inf)


def test_each_replicate_is_a_kaplan_meier_and_an_aalen_johansen():
    chance = np.random.default_rng(5)
    late, lasting = chance.choice([0, 0, 3, 8], 200), chance.integers(1, 30, 200)
    cause, weight = chance.integers(0, 4, 200), chance.poisson(1, (6, 200))
    columns = np.zeros((6, 40, 5))
    for row in range(6):
        np.add.at(columns[row, :, 0], late, weight[row])
        np.add.at(columns[row], (late + lasting, cause + 1), weight[row])
    survival, incidence = bootstrap.curves(columns[..., 0], columns[..., 1], columns[..., 2:])
    for row in range(6):
        table = life_table(columns[row, :, 0], columns[row, :, 1], columns[row, :, 2:])
        assert survival[row] == pytest.approx(kaplan_meier(table).survival)
        assert incidence[row] == pytest.approx(aalen_johansen(table).incidence)


def clustered(persons: int, seed: int) -> tuple[np.ndarray, ...]:
    """Persons with one to four spells that are alike: who, weeks, cause (0 censored)."""
    chance = np.random.default_rng(seed)
    who = np.repeat(np.arange(persons), chance.integers(1, 5, persons))
    pace = chance.gamma(2, 0.5, persons)[who]
    weeks = np.minimum(np.ceil(chance.exponential(15 / pace)), 60).astype(np.int64)
    lost = chance.integers(1, 90, len(who))
    cause = np.where((lost < weeks) | (weeks == 60), 0, chance.integers(1, 3, len(who)))
    return who, np.minimum(weeks, lost), cause


def test_replicates_vary_as_the_jackknife_says():
    """2,000 replicates of 300 persons with several spells each: variances by person within a tenth or so.

    Monte Carlo error of a variance is 3 per cent; Greenwood's, which is blind to persons, is a third less.
    """
    who, weeks, cause = clustered(300, 11)
    size = 61
    found = by_person(records(weeks, cause), who, within=26)
    cell = weeks * 4 + cause + 1
    drawn = bootstrap.sums(bootstrap.weights(keys(300), 2000), who, cell, np.ones_like(who), size * 4)
    drawn = drawn.reshape(2000, size, 4)
    entered = np.zeros((2000, size))
    entered[:, 0] = drawn.sum(axis=(1, 2))
    survival, incidence = bootstrap.curves(entered, drawn[..., 1], drawn[..., 2:])
    some = slice(4, 50)
    assert bootstrap.variance(survival)[some] == pytest.approx(found.survival_variance[some], rel=0.13)
    assert bootstrap.variance(incidence)[some] == pytest.approx(found.incidence_variance[some], rel=0.15)
    assert found.restricted_mean is not None
    mean = survival[:, :26].sum(axis=1)
    assert bootstrap.variance(mean) == pytest.approx(found.restricted_mean.variance, rel=0.13)
    plain = kaplan_meier(found.table).variance
    assert (bootstrap.variance(survival)[some] / plain[some]).mean() > 1.25


R_SCRIPT = """
suppressMessages({library(survival); library(jsonlite)})
d <- read.csv(commandArgs(TRUE)[1])
told <- function(w) {
  f <- survfit(Surv(weeks, left) ~ 1, data = d[w > 0, ], weights = w[w > 0])
  list(time = f$time, surv = f$surv)
}
cat(toJSON(lapply(c("w0", "w1", "w2"), function(name) told(d[[name]])), digits = NA))
"""


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not installed")
def test_a_replicate_is_rs_curve_with_the_same_weights(tmp_path):
    who, weeks, cause = clustered(80, 3)
    weight = bootstrap.weights(keys(80), 3)
    (tmp_path / "curve.R").write_text(R_SCRIPT)
    with (tmp_path / "spells.csv").open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["weeks", "left", "w0", "w1", "w2"])
        rows.writerows(zip(weeks, (cause > 0).astype(int), *(own[who] for own in weight), strict=True))
    answer = subprocess.run(
        ["Rscript", tmp_path / "curve.R", tmp_path / "spells.csv"],
        capture_output=True,
        text=True,
        check=False,
    )
    if "there is no package" in answer.stderr:
        pytest.skip("R has no survival or jsonlite")
    drawn = bootstrap.sums(weight, who, weeks * 2 + (cause > 0), np.ones_like(who), 122).reshape(3, 61, 2)
    entered = np.zeros((3, 61))
    entered[:, 0] = drawn.sum(axis=(1, 2))
    survival, _ = bootstrap.curves(entered, drawn[..., 0], drawn[..., 1:])
    for own, peer in zip(survival, json.loads(answer.stdout), strict=True):
        assert own[np.array(peer["time"], dtype=int)] == pytest.approx(peer["surv"], abs=1e-9)


@pytest.mark.slow
@pytest.mark.parametrize("persons", [20, 50, 200])
@pytest.mark.parametrize("several", [False, True])
def test_intervals_cover(persons, several):
    """Nominal 95 per cent, 500 samples: 93 to 97 averaged over weeks, and of the median; nowhere under 85.

    Shares still there by log-log of the replicates' variance, medians by percentiles. Samples in which nobody
    or everybody has left have no interval and say nothing.
    """
    chance = np.random.default_rng(persons + several)
    size, at = 60, (3, 8, 15, 30, 50)
    pace = np.maximum(chance.gamma(2, 0.5, 200_000), 0.05) if several else np.ones(1)
    truth = np.array([np.exp(-week * pace / 20).mean() for week in range(size)])
    half = int(np.argmax(truth <= 0.5))
    held: dict[object, list[bool]] = {}
    for _ in range(500):
        who = np.repeat(np.arange(persons), chance.integers(1, 4, persons) if several else 1)
        own = np.maximum(chance.gamma(2, 0.5, persons), 0.05) if several else np.ones(persons)
        weeks = np.ceil(chance.exponential(20 / own[who])).astype(np.int64)
        lost = np.minimum(chance.integers(0, 80, len(who)), size - 1)
        cell = np.minimum(weeks, lost) * 2 + (weeks <= lost)
        weight = bootstrap.weights(chance.integers(0, 256, (persons, 16), dtype=np.uint8))
        both = np.concatenate([np.ones((1, persons), dtype=np.uint8), weight])
        drawn = bootstrap.sums(both, who, cell, np.ones_like(who), 2 * size).reshape(-1, size, 2)
        entered = np.zeros((len(both), size))
        entered[:, 0] = drawn.sum(axis=(1, 2))
        survival, _ = bootstrap.curves(entered, drawn[..., 0], drawn[..., 1:])
        low, high = log_log(survival[0], bootstrap.variance(survival[1:]))
        for week in at:
            if 0 < survival[0, week] < 1:
                held.setdefault(week, []).append(low[week] <= truth[week] <= high[week])
        lowest, highest = bootstrap.percentiles(bootstrap.quantiles(survival[1:]))
        held.setdefault("median", []).append(lowest <= half <= highest)
    covered = {of: 100 * float(np.mean(own)) for of, own in held.items()}
    assert min(covered.values()) >= 85, covered
    assert 93 <= np.mean([covered[week] for week in at]) <= 97, covered
    assert 93 <= covered["median"] <= 98.5, covered  # whole weeks: a little too often
