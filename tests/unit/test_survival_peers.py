"""Equal to lifelines and to R's survival on random records with ties, late entry and weights."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess

import numpy as np
import pytest

from pejling.stats.by_person import by_person
from pejling.stats.risk import records
from pejling.stats.survival import aalen_johansen, kaplan_meier, restricted_mean


def random_spells(seed: int) -> dict[str, np.ndarray]:
    """300 spells of 110 persons. Whole weeks, since R moves nearly tied times together."""
    rng = np.random.default_rng(seed)
    entry = rng.choice([0, 0, 0, 2, 5, 9], 300)
    return {
        "entry": entry,
        "exit": entry + rng.integers(1, 25, 300),
        "cause": rng.integers(0, 4, 300),
        "whole": rng.integers(1, 5, 300),
        "part": rng.integers(1, 40, 300) / 16,
        "one": np.ones(300),
        "person": rng.integers(0, 110, 300),
    }


@pytest.mark.parametrize("weights", ["one", "whole", "part"])
@pytest.mark.parametrize("late", [False, True])
@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.filterwarnings("ignore")
def test_kaplan_meier_equals_lifelines(seed, late, weights):
    from lifelines import KaplanMeierFitter

    spells = random_spells(seed)
    entry = spells["entry"] if late else None
    curve = kaplan_meier(records(spells["exit"], spells["cause"] > 0, entry, spells[weights]).table())
    peer = KaplanMeierFitter().fit(spells["exit"], spells["cause"] > 0, entry=entry, weights=spells[weights])
    at = peer.survival_function_.index.to_numpy().astype(int)
    assert curve.survival[at] == pytest.approx(peer.survival_function_.to_numpy()[:, 0], abs=1e-9)
    if weights == "part":
        return  # lifelines and R part on the formal variance of fractional weights: ours is R's, tested below
    low, high = curve.interval()
    inside = (curve.survival[at] > 0) & (curve.survival[at] < 1)
    limits = peer.confidence_interval_.to_numpy()
    assert low[at][inside] == pytest.approx(limits[inside, 0], abs=1e-9)
    assert high[at][inside] == pytest.approx(limits[inside, 1], abs=1e-9)


R_SCRIPT = """
suppressMessages({library(survival); library(jsonlite)})
d <- read.csv(commandArgs(TRUE)[1])
d$state <- factor(d$cause)
told <- function(f) {
  s <- summary(f, censored = TRUE)
  y <- if (is.null(s$pstate)) s$surv else s$pstate
  list(time = s$time, share = y, error = s$std.err, risk = as.matrix(s$n.risk)[, 1])
}
out <- list()
for (w in c("one", "whole", "part")) for (late in c(FALSE, TRUE)) {
  d$w <- d[[w]]; d$row <- seq_len(nrow(d)); d$begin <- if (late) d$entry else 0
  key <- paste(w, late)
  out[[paste("km", key)]] <- told(survfit(Surv(begin, exit, cause > 0) ~ 1, d, weights = w, robust = FALSE))
  out[[paste("person", key)]] <- told(
    survfit(Surv(begin, exit, cause > 0) ~ 1, d, weights = w, cluster = person, robust = TRUE))
  states <- survfit(Surv(begin, exit, state) ~ 1, d, weights = w, id = row, influence = TRUE)
  out[[paste("aj", key)]] <- told(states)
  # survfit sets cluster aside where several states are told apart: its influences are added up here
  moved <- states$influence.pstate[, -1, ]
  out[[paste("aj by person", key)]] <- sapply(
    2:4, function(k) sqrt(colSums(rowsum(moved[, , k] * d$w, d$person)^2)))
}
plain <- survfit(Surv(exit, cause > 0) ~ 1, d)
out$mean <- unname(survival:::survmean(plain, rmean = 15)$matrix[c("rmean", "se(rmean)")])
limits <- survfit(Surv(exit, cause > 0) ~ 1, d, conf.type = "log-log")
out$log_log <- list(time = limits$time, lower = limits$lower, upper = limits$upper)
cat(toJSON(out, digits = NA, na = "null"))
"""


@pytest.fixture(scope="module")
def told_by_r(tmp_path_factory) -> dict:
    rscript = shutil.which("Rscript")
    if rscript is None:
        pytest.skip("Rscript is not installed (Debian: r-base-core)")
    found = subprocess.run(
        [rscript, "-e", "library(survival); library(jsonlite)"], capture_output=True, check=False
    )
    if found.returncode:
        pytest.skip("R lacks survival or jsonlite (Debian: r-cran-survival, r-cran-jsonlite)")
    folder = tmp_path_factory.mktemp("r")
    spells = random_spells(3)
    with (folder / "spells.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(spells)
        writer.writerows(zip(*(column.tolist() for column in spells.values()), strict=True))
    (folder / "curves.R").write_text(R_SCRIPT)
    ran = subprocess.run(
        [rscript, str(folder / "curves.R"), str(folder / "spells.csv")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


def of_r(told: dict, name: str) -> np.ndarray:
    return np.array(told[name], dtype=float)


@pytest.mark.slow
@pytest.mark.parametrize("weights", ["one", "whole", "part"])
@pytest.mark.parametrize("late", [False, True])
def test_curves_and_standard_errors_equal_r(told_by_r, weights, late):
    spells = random_spells(3)
    entry = spells["entry"] if late else None
    found = records(spells["exit"], spells["cause"], entry, spells[weights], causes=3)
    key = f"{weights} {str(late).upper()}"

    plain = told_by_r[f"km {key}"]
    at = of_r(plain, "time").astype(int)
    curve = kaplan_meier(found.table())
    assert curve.table.at_risk[at] == pytest.approx(of_r(plain, "risk"), abs=1e-9)
    assert curve.survival[at] == pytest.approx(of_r(plain, "share"), abs=1e-9)
    assert np.sqrt(curve.variance[at]) == pytest.approx(of_r(plain, "error"), abs=1e-9, nan_ok=True)

    clustered = told_by_r[f"person {key}"]
    robust = by_person(found, spells["person"])
    assert np.sqrt(robust.survival_variance[at]) == pytest.approx(of_r(clustered, "error"), abs=1e-9)

    states = told_by_r[f"aj {key}"]
    single = by_person(found, np.arange(300))
    told_share, told_error = of_r(states, "share"), of_r(states, "error")
    assert single.survival[at] == pytest.approx(told_share[:, 0], abs=1e-9)
    assert single.incidence[at] == pytest.approx(told_share[:, 1:], abs=1e-9)
    assert np.sqrt(single.survival_variance[at]) == pytest.approx(told_error[:, 0], abs=1e-9)
    assert np.sqrt(single.incidence_variance[at]) == pytest.approx(told_error[:, 1:], abs=1e-9)
    told_by_person = of_r(told_by_r, f"aj by person {key}")
    assert np.sqrt(robust.incidence_variance[at]) == pytest.approx(told_by_person, abs=1e-9)
    if weights == "one" and not late:
        from_table = aalen_johansen(found.table())
        assert np.sqrt(from_table.variance[at]) == pytest.approx(told_error[:, 1:], abs=1e-9)


@pytest.mark.slow
def test_restricted_mean_and_limits_equal_r(told_by_r):
    spells = random_spells(3)
    curve = kaplan_meier(records(spells["exit"], spells["cause"] > 0).table())
    mean = restricted_mean(curve, 15)
    assert mean is not None
    assert [mean.value, mean.variance**0.5] == pytest.approx(told_by_r["mean"], abs=1e-9)
    told = told_by_r["log_log"]
    at = of_r(told, "time").astype(int)
    for limit, name in zip(curve.interval(), ("lower", "upper"), strict=True):
        assert limit[at] == pytest.approx(of_r(told, name), abs=1e-9, nan_ok=True)
